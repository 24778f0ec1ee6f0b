//! What the names in a submission stand for: fields, indicators, groups, and what a person judges.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::closest;
use crate::ids::{ElementId, FieldId, GroupId, IndicatorId, NodeId};
use crate::rubric::{Award, Choice, Judgement, NormalForm, Policy, Rubric, Rule};

/// Something that a person judges: an indicator, or an item of its checklist.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The item; `None` for the indicator itself.
    pub item: Option<ElementId>,
    /// The names of the items on the way to it.
    pub items: Vec<&'a str>,
    /// The judgements that it may come to.
    pub judgements: Vec<&'a Judgement>,
}

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
    places: Vec<Place<'a>>,
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
                Err(Unknown::Nowhere(closest(name, all).map(str::to_owned)))
            }
        }
    }
}

impl<'a> Names<'a> {
    pub(super) fn of(rubric: &'a Rubric) -> Self {
        let indicators = rubric.indicators.iter().enumerate();
        let indicators = indicators.map(|(at, one)| (one.name.node.clone(), NodeId::Indicator(IndicatorId::at(at))));
        let groups = rubric.groups.iter().enumerate();
        let groups = groups.map(|(at, one)| (one.name.node.clone(), NodeId::Group(GroupId::at(at))));
        Names {
            fields: rubric
                .fields
                .iter()
                .enumerate()
                .map(|(at, one)| (one.name.node.as_str(), FieldId::at(at)))
                .collect(),
            indicators: Tree::of(rubric, indicators),
            groups: Tree::of(rubric, groups),
            places: places(rubric),
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
    pub(super) fn judged(&self, rubric: &Rubric, name: &str) -> Result<Option<&Place<'a>>, Unknown> {
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

    /// What is judged in an indicator, in the order of the rubric.
    pub(super) fn places(&self, indicator: IndicatorId) -> impl Iterator<Item = &Place<'a>> {
        self.places.iter().filter(move |place| place.indicator == indicator)
    }

    /// The shortest name that is unique.
    pub(super) fn shortest(&self, rubric: &Rubric, node: NodeId) -> String {
        let path = rubric.path(node);
        let (name, tree) = match node {
            NodeId::Indicator(id) => (&rubric.indicator(id).name.node, &self.indicators),
            NodeId::Group(id) => (&rubric.group(id).name.node, &self.groups),
        };
        if tree.find(rubric, name) == Ok(node) { name.clone() } else { path }
    }
}

/// All that a person judges, or may come to judge, in the order of the rubric.
pub(super) fn places(rubric: &Rubric) -> Vec<Place<'_>> {
    let mut all = Vec::new();
    for (at, indicator) in rubric.indicators.iter().enumerate() {
        let mut walk = Walk { indicator: IndicatorId::at(at), places: Vec::new() };
        if let Some(rule) = &indicator.rule {
            walk.rule(rule, None, &[]);
        }
        for clause in &indicator.not_applicable {
            if let Policy::Judged(judgement) = &clause.policy {
                walk.judgement(judgement, None, &[]);
            }
        }
        walk.places.sort_by_key(|place| place.items.len());
        all.append(&mut walk.places);
    }
    all
}

struct Walk<'a> {
    indicator: IndicatorId,
    places: Vec<Place<'a>>,
}

impl<'a> Walk<'a> {
    fn rule(&mut self, rule: &'a Rule, item: Option<ElementId>, items: &[&'a str]) {
        match &rule.normal {
            NormalForm::Judged(judgement) => self.judgement(judgement, item, items),
            NormalForm::Pieces { bands, .. } => {
                bands.iter().for_each(|band| self.award(&band.award, item, items));
            }
            NormalForm::Items(inner) => {
                for one in inner {
                    let mut items = items.to_vec();
                    items.push(&one.name);
                    self.rule(&one.rule, Some(one.element), &items);
                }
            }
            NormalForm::Cases(arms) => {
                for arm in arms {
                    match &arm.then {
                        Choice::Award(award) => self.award(award, item, items),
                        Choice::Rule(rule) => self.rule(rule, item, items),
                    }
                }
            }
            NormalForm::Deduction(_) => {}
        }
    }

    fn award(&mut self, award: &'a Award, item: Option<ElementId>, items: &[&'a str]) {
        if let Award::Judged(judgement) = award {
            self.judgement(judgement, item, items);
        }
    }

    fn judgement(&mut self, judgement: &'a Judgement, item: Option<ElementId>, items: &[&'a str]) {
        match self.places.iter_mut().find(|place| place.item == item) {
            Some(place) => place.judgements.push(judgement),
            None => {
                let (indicator, items) = (self.indicator, items.to_vec());
                self.places.push(Place { indicator, item, items, judgements: vec![judgement] });
            }
        }
    }
}

/// Whether a checklist has an item under these names, joined by `/`.
fn is_item(rubric: &Rubric, indicator: IndicatorId, names: &str) -> bool {
    let mut pending = rubric.indicator(indicator).rule.iter().map(|rule| (rule, names)).collect::<Vec<_>>();
    while let Some((rule, names)) = pending.pop() {
        match &rule.normal {
            NormalForm::Items(inner) => {
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
            NormalForm::Judged(_) | NormalForm::Pieces { .. } | NormalForm::Deduction(_) => {}
        }
    }
    false
}

/// The levels that may be named for something judged.
pub(super) fn levels<'a>(place: &Place<'a>) -> BTreeSet<&'a str> {
    place.judgements.iter().flat_map(|judgement| judgement.levels.iter().map(|level| level.name.as_str())).collect()
}
