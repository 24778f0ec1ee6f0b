//! What the names in a submission stand for: fields, indicators, groups, and what a person judges.

use std::collections::BTreeMap;

use crate::diagnostic::closest;
use crate::ids::{ElementId, FieldId, GroupId, IndicatorId, NodeId};
use crate::rubric::{Choice, JudgedItem, NormalForm, Rubric, Ways};

/// Why a name stands for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Nothing is called so; perhaps this was meant.
    Nowhere(Option<String>),
    /// All of these are called so.
    Several(Vec<String>),
}

/// All names of a rubric.
pub(super) struct Names<'a> {
    fields: BTreeMap<&'a str, FieldId>,
    indicators: Tree,
    groups: Tree,
    places: Vec<JudgedItem<'a>>,
}

/// Indicators or groups, by name and by full path.
#[derive(Default)]
struct Tree {
    paths: BTreeMap<String, NodeId>,
    names: BTreeMap<String, Vec<NodeId>>,
}

impl Tree {
    fn of(rubric: &Rubric, nodes: impl Iterator<Item = (String, NodeId)>) -> Tree {
        let mut tree = Tree::default();
        for (name, node) in nodes {
            tree.paths.insert(rubric.path(node), node);
            tree.names.entry(name).or_default().push(node);
        }
        tree
    }

    fn find(&self, rubric: &Rubric, name: &str) -> Result<NodeId, Unknown> {
        if let Some(node) = self.paths.get(name) {
            return Ok(*node);
        }
        match self.names.get(name).map(Vec::as_slice) {
            Some([node]) => Ok(*node),
            Some(several) => Err(Unknown::Several(several.iter().map(|node| rubric.path(*node)).collect())),
            None => {
                let all = self.names.keys().chain(self.paths.keys()).map(String::as_str);
                Err(Unknown::Nowhere(closest(name, all).or_else(|| alike(name, self.names.keys())).map(str::to_owned)))
            }
        }
    }
}

impl<'a> Names<'a> {
    pub(super) fn of(rubric: &'a Rubric) -> Self {
        let indicators = rubric.indicators.iter().enumerate().filter(|(_, one)| !one.template);
        let indicators = indicators.map(|(at, one)| (one.name.node.clone(), NodeId::Indicator(IndicatorId::at(at))));
        let groups = rubric.groups.iter().enumerate();
        let groups = groups.map(|(at, one)| (one.name.node.clone(), NodeId::Group(GroupId::at(at))));
        // What several years have in common is what is submitted; the name of the rubric's year is the same.
        let own = rubric.fields.iter().enumerate().filter(|(_, one)| {
            one.compared.is_none()
                && one.stated_total.is_none()
                && one.is_single()
                && one.of_year.as_ref().is_none_or(|of| of.back == 0)
        });
        let own = own.map(|(at, one)| (one.name.node.as_str(), FieldId::at(at)));
        Names {
            fields: own.collect(),
            indicators: Tree::of(rubric, indicators),
            groups: Tree::of(rubric, groups),
            places: rubric.judged_items(),
        }
    }

    pub(super) fn field(&self, name: &str) -> Result<FieldId, Option<&'a str>> {
        self.fields.get(name).copied().ok_or_else(|| closest(name, self.fields.keys().copied()))
    }

    pub(super) fn indicator(&self, rubric: &Rubric, name: &str) -> Result<NodeId, Unknown> {
        self.indicators.find(rubric, name)
    }

    pub(super) fn group(&self, rubric: &Rubric, name: &str) -> Result<NodeId, Unknown> {
        self.groups.find(rubric, name)
    }

    /// What is judged under a name: an indicator, or an item behind it after `/`. `Ok(None)` if the name is known and
    /// nobody judges it.
    pub(super) fn judged(&self, rubric: &Rubric, name: &str) -> Result<Option<&JudgedItem<'a>>, Unknown> {
        let mut unknown = None;
        // Names of indicators may be paths themselves: the longest head that is one wins.
        let heads = std::iter::once(name.len()).chain(name.rmatch_indices('/').map(|(at, _)| at));
        for head in heads {
            let (indicator, items) = name.split_at(head);
            match self.indicators.find(rubric, indicator) {
                Ok(NodeId::Indicator(id)) => {
                    let items = items.trim_start_matches('/');
                    let mut own = self.places(id);
                    return match own.find(|place| place.items.join("/") == items) {
                        None if !items.is_empty() && !is_item(rubric, id, items) => {
                            let known = self.places(id).map(|place| place.items.join("/")).collect::<Vec<_>>();
                            let nearest = closest(items, known.iter().map(String::as_str));
                            Err(Unknown::Nowhere(nearest.map(|nearest| format!("{indicator}/{nearest}"))))
                        }
                        found => Ok(found),
                    };
                }
                Ok(NodeId::Group(_)) => {}
                Err(why @ Unknown::Several(_)) => return Err(why),
                Err(why) => unknown = unknown.or(Some(why)),
            }
        }
        Err(unknown.unwrap_or(Unknown::Nowhere(None)))
    }

    /// All that one name means: an item of that name in every case (情形) that has one, itself among them.
    pub(super) fn alike(
        &self,
        indicator: IndicatorId,
        item: Option<ElementId>,
    ) -> impl Iterator<Item = &JudgedItem<'a>> {
        let named = self.places(indicator).find(|place| place.item == item).map(|place| place.items.clone());
        self.places(indicator).filter(move |place| named.as_ref() == Some(&place.items))
    }

    /// What is judged in an indicator, in the order of the rubric.
    pub(super) fn places(&self, indicator: IndicatorId) -> impl Iterator<Item = &JudgedItem<'a>> {
        self.places.iter().filter(move |place| place.indicator == indicator)
    }
}

/// The one name that shares most with a word, at least half of it and two characters running: what was renamed (支出执行率
/// for 预算执行率) is further off than a slip.
fn alike<'n>(word: &str, names: impl Iterator<Item = &'n String>) -> Option<&'n str> {
    let length = word.chars().count();
    let shared = names.map(|name| (shared(word, name), name.as_str()));
    let mut shared = shared.filter(|(most, _)| *most >= 2 && most.saturating_mul(2) >= length).collect::<Vec<_>>();
    shared.sort_by_key(|(most, _)| std::cmp::Reverse(*most));
    match shared.as_slice() {
        [(_, only)] => Some(only),
        [(most, best), (next, _), ..] if most > next => Some(best),
        _ => None,
    }
}

/// How many characters running two words share at most.
fn shared(one: &str, other: &str) -> usize {
    let starts = one.char_indices().map(|(at, _)| one.get(at..).unwrap_or_default());
    let longest = |rest: &str| {
        let ends = rest.char_indices().map(|(at, last)| rest.get(..at.saturating_add(last.len_utf8())));
        ends.flatten().take_while(|part| other.contains(part)).count()
    };
    starts.map(longest).max().unwrap_or(0)
}

/// Whether a checklist has an item under these names, joined by `/`.
fn is_item(rubric: &Rubric, indicator: IndicatorId, names: &str) -> bool {
    let mut pending = rubric.indicator(indicator).rule.iter().map(|rule| (rule, names)).collect::<Vec<_>>();
    while let Some((rule, names)) = pending.pop() {
        match &rule.normal {
            NormalForm::Items(inner) | NormalForm::Ways(Ways { ways: inner, .. }) => {
                for one in inner {
                    match names.strip_prefix(one.name.as_str()) {
                        Some("") => return true,
                        Some(rest) => pending.extend(rest.strip_prefix('/').map(|rest| (&one.rule, rest))),
                        None => {}
                    }
                }
            }
            NormalForm::Cases(arms) => pending.extend(arms.iter().filter_map(|arm| match &arm.then {
                Choice::Rule(rule) => Some((&**rule, names)),
                Choice::Award(_) => None,
            })),
            NormalForm::Judged(_) | NormalForm::Pieces { .. } | NormalForm::Deduction(_) | NormalForm::Readings(_) => {}
        }
    }
    false
}
