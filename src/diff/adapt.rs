//! One submission for two rubrics: what it gives under the names of the old one is given under those of the new one.

use std::collections::{BTreeMap, BTreeSet};

use super::data::{name, renamed, submitted};
use super::meaning::Reader;
use super::pairs::Pairs;
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::rubric::{Field, JudgedItem, Rubric};
use crate::source::Spanned;
use crate::submission::{Claims, Content, Datum, Judgement, Raw, Submission, YearDatum};

/// What of the old rubric is what of the new one.
pub struct Matching<'a> {
    old: &'a Rubric,
    new: &'a Rubric,
    renamed: BTreeMap<String, String>,
    /// The fields of the new rubric, by table and name.
    known: BTreeMap<(Option<&'a str>, &'a str), &'a Field>,
    /// From the old node to the new one.
    nodes: BTreeMap<NodeId, NodeId>,
    /// Old indicators and groups, by path and by name where it is unique.
    indicators: BTreeMap<String, NodeId>,
    groups: BTreeMap<String, NodeId>,
    judged: Vec<JudgedItem<'a>>,
}

fn table<'a>(rubric: &'a Rubric, field: &Field) -> Option<&'a str> {
    field.table.map(|table| rubric.table(table).name.node.as_str())
}

impl<'a> Matching<'a> {
    /// Finds fields, groups and indicators again, as [`super::diff`] does.
    #[must_use]
    pub fn of(old: &'a Rubric, new: &'a Rubric) -> Self {
        let (renamed, same) = (renamed(old, new), BTreeMap::new());
        let readers = (Reader { rubric: old, renamed: &renamed }, Reader { rubric: new, renamed: &same });
        let pairs = Pairs::find(&readers.0, &readers.1);
        let known = submitted(new).map(|field| ((table(new, field), name(field)), field)).collect();
        let indicators = (0..old.indicators.len()).map(|at| NodeId::Indicator(IndicatorId::at(at)));
        let groups = (0..old.groups.len()).map(|at| NodeId::Group(GroupId::at(at)));
        let (indicators, groups) = (by_name(old, indicators), by_name(old, groups));
        let nodes = pairs.into_pairs().map(|(new, old)| (old, new)).collect();
        Matching { old, new, renamed, known, nodes, indicators, groups, judged: new.judged_items() }
    }

    /// The path in the new rubric of what has this path in the old one. What is gone keeps its own; a row keeps its
    /// name in its group.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        let known = |path: &str| self.indicators.get(path).or_else(|| self.groups.get(path));
        let find =
            |path: &str| known(path).filter(|node| self.old.path(**node) == path).and_then(|node| self.nodes.get(node));
        match (find(path), path.rsplit_once('/')) {
            (Some(node), _) => self.new.path(*node),
            (None, Some((group, row))) if known(path).is_none() => format!("{}/{row}", self.path(group)),
            _ => path.to_owned(),
        }
    }

    /// The submission for the new rubric. What that does not ask for is left out; what it asks for anew is blank.
    #[must_use]
    pub fn adapt(&self, submission: &Submission) -> Submission {
        let mut adapted = submission.clone();
        adapted.data = submission.data.iter().filter_map(|datum| self.datum(None, datum)).collect();
        adapted.tables.retain(|table| self.new.tables.iter().any(|known| known.name.node == table.name.node));
        for table in &mut adapted.tables {
            for row in &mut table.rows {
                row.cells = row.cells.iter().filter_map(|cell| self.datum(Some(&table.name.node), cell)).collect();
            }
        }
        let judgements = submission.judgements.iter().filter_map(|one| self.judgement(one));
        let mut seen = BTreeSet::new();
        adapted.judgements = judgements.filter(|one| seen.insert(one.name.node.clone())).collect();
        adapted.claimed = self.claims(&submission.claimed);
        adapted.reviewed = self.claims(&submission.reviewed);
        adapted
    }

    fn datum(&self, table_name: Option<&str>, datum: &Datum) -> Option<Datum> {
        let own = datum.name.node.as_str();
        let old = submitted(self.old).find(|field| table(self.old, field) == table_name && name(field) == own);
        let Some(old) = old else { return Some(datum.clone()) };
        let own = if table_name.is_some() { own } else { self.renamed.get(own).map_or(own, String::as_str) };
        let new = self.known.get(&(table_name, own))?;
        let unit = (old.unit.symbol != new.unit.symbol && old.kind == new.kind).then_some(&*old.unit.symbol);
        let name = Spanned::new(own.to_owned(), datum.name.span);
        Some(Datum { name, content: with_unit(&datum.content, unit), span: datum.span })
    }

    /// The new node that an old name stands for, and the items behind it.
    fn node<'n>(&self, names: &BTreeMap<String, NodeId>, written: &'n str) -> Option<(NodeId, &'n str)> {
        let heads = std::iter::once(written.len()).chain(written.rmatch_indices('/').map(|(at, _)| at));
        let found = heads.filter_map(|head| {
            let (node, items) = written.split_at(head);
            Some((self.nodes.get(names.get(node)?)?, items.trim_start_matches('/')))
        });
        found.map(|(node, items)| (*node, items)).next()
    }

    fn judgement(&self, judgement: &Judgement) -> Option<Judgement> {
        let (node, items) = self.node(&self.indicators, &judgement.name.node)?;
        let place = self
            .judged
            .iter()
            .find(|place| NodeId::Indicator(place.indicator) == node && place.items.join("/") == items)?;
        let mut name = self.new.path(node);
        if !items.is_empty() {
            name = format!("{name}/{items}");
        }
        let keep = |word: &Option<Spanned<String>>, known: &[&str]| {
            word.clone().filter(|word| known.contains(&word.node.as_str()))
        };
        Some(Judgement {
            name: Spanned::new(name, judgement.name.span),
            level: keep(&judgement.level, &place.levels()),
            choice: keep(&judgement.choice, &place.ways()),
            ..judgement.clone()
        })
    }

    fn claims(&self, claims: &Claims) -> Claims {
        let moved = |list: &[(Spanned<String>, Spanned<Raw>)], names: &BTreeMap<String, NodeId>| {
            let mut seen = BTreeSet::new();
            let one = |(name, score): &(Spanned<String>, Spanned<Raw>)| {
                let (node, items) = self.node(names, &name.node)?;
                let path = self.new.path(node);
                let path = if items.is_empty() { path } else { format!("{path}/{items}") };
                seen.insert(path.clone()).then(|| (Spanned::new(path, name.span), score.clone()))
            };
            list.iter().filter_map(one).collect()
        };
        Claims {
            indicators: moved(&claims.indicators, &self.indicators),
            groups: moved(&claims.groups, &self.groups),
            total: claims.total.clone(),
            // A grade that was claimed moves no score, and may not be one of the new rubric.
            grade: None,
        }
    }
}

fn by_name(rubric: &Rubric, nodes: impl Iterator<Item = NodeId> + Clone) -> BTreeMap<String, NodeId> {
    let mut names = BTreeMap::new();
    for node in nodes.clone() {
        let name = super::pairs::name(rubric, node);
        if nodes.clone().filter(|other| super::pairs::name(rubric, *other) == name).count() == 1 {
            names.insert(name.to_owned(), node);
        }
    }
    // A path stands for its node even where a name elsewhere is the same.
    names.extend(nodes.map(|node| (rubric.path(node), node)));
    names
}

/// Bare numbers mean the unit that was declared when they were written.
fn with_unit(content: &Content, unit: Option<&str>) -> Content {
    let Some(unit) = unit else { return content.clone() };
    match content {
        Content::Values(prints) => {
            let mut prints = prints.clone();
            for print in &mut prints {
                let bare = match &print.value.node {
                    Raw::Number(number) => Some(number.clone()),
                    Raw::Text(text) => {
                        let last = text.trim().chars().next_back();
                        last.is_some_and(|one| one.is_ascii_digit() || ('０'..='９').contains(&one))
                            .then(|| text.trim().to_owned())
                    }
                    Raw::Bool(_) => None,
                };
                if let Some(number) = bare {
                    print.value.node = Raw::Text(format!("{number}{unit}"));
                }
            }
            Content::Values(prints)
        }
        Content::Years(years) => {
            let one = |year: &YearDatum| YearDatum { content: with_unit(&year.content, Some(unit)), ..year.clone() };
            Content::Years(years.iter().map(one).collect())
        }
        same @ (Content::Blank | Content::NotApplicable { .. }) => same.clone(),
    }
}
