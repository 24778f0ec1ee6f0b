//! One submission for two rubrics: what it gives under the names of the old one is given under those of the new one.

use std::collections::{BTreeMap, BTreeSet};

use super::data::{name, submitted};
use super::meaning::Reader;
use super::pairs::Pairs;
use super::renamed::Renamed;
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::rubric::{Field, JudgedItem, Rubric};
use crate::source::Spanned;
use crate::submission::{Claims, Content, Datum, Judgement, Raw, Submission, YearDatum};

/// What of the old rubric is what of the new one.
pub struct Matching<'a> {
    old: Side<'a>,
    new: Side<'a>,
    /// What of the old rubric has another name in the new one.
    renamed: Renamed,
    /// From the old node to the new one.
    nodes: BTreeMap<NodeId, NodeId>,
}

/// What a submission may name under one of the rubrics.
struct Side<'a> {
    rubric: &'a Rubric,
    /// By table and name.
    fields: BTreeMap<(Option<&'a str>, &'a str), &'a Field>,
    /// By path, and by name where it is unique.
    indicators: BTreeMap<String, NodeId>,
    groups: BTreeMap<String, NodeId>,
    judged: Vec<JudgedItem<'a>>,
}

impl<'a> Side<'a> {
    fn of(rubric: &'a Rubric) -> Self {
        let table = |field: &Field| field.table.map(|table| rubric.table(table).name.node.as_str());
        let fields = submitted(rubric).map(|field| ((table(field), name(field)), field)).collect();
        let indicators = (0..rubric.indicators.len()).map(|at| NodeId::Indicator(IndicatorId::at(at)));
        let groups = (0..rubric.groups.len()).map(|at| NodeId::Group(GroupId::at(at)));
        let (indicators, groups) = (by_name(rubric, indicators), by_name(rubric, groups));
        Side { rubric, fields, indicators, groups, judged: rubric.judged_items() }
    }

    fn has(&self, table: Option<&str>, field: &str) -> bool {
        self.fields.contains_key(&(table, field))
    }

    fn has_table(&self, table: &str) -> bool {
        self.rubric.tables.iter().any(|known| known.name.node == table)
    }

    /// Whether a person judges what has this name.
    fn judges(&self, written: &str) -> bool {
        split(&self.indicators, written).is_some_and(|(node, items)| self.judged(node, items).is_some())
    }

    fn judged(&self, node: NodeId, items: &str) -> Option<&JudgedItem<'a>> {
        self.judged.iter().find(|one| NodeId::Indicator(one.indicator) == node && one.items.join("/") == items)
    }
}

/// The node that a name stands for, and the items behind it.
fn split<'n>(names: &BTreeMap<String, NodeId>, written: &'n str) -> Option<(NodeId, &'n str)> {
    let mut heads = std::iter::once(written.len()).chain(written.rmatch_indices('/').map(|(at, _)| at));
    heads.find_map(|head| {
        let (node, items) = written.split_at(head);
        Some((*names.get(node)?, items.trim_start_matches('/')))
    })
}

impl<'a> Matching<'a> {
    /// Finds fields, groups and indicators again, as [`super::diff`] does.
    #[must_use]
    pub fn of(old: &'a Rubric, new: &'a Rubric) -> Self {
        let (renamed, same, opaque) = (Renamed::find(old, new), Renamed::default(), BTreeSet::new());
        let paths = BTreeMap::new();
        let first = Reader { rubric: old, renamed: &renamed, opaque: &opaque, paths: &paths };
        let readers = (first, Reader { rubric: new, renamed: &same, ..first });
        let pairs = Pairs::find(&readers.0, &readers.1);
        let nodes = pairs.iter().map(|(new, old)| (old, new)).collect();
        Matching { old: Side::of(old), new: Side::of(new), renamed, nodes }
    }

    /// The path in the new rubric of what has this path in the old one. What is gone keeps its own; a row keeps its
    /// name in its group.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        let known = |path: &str| self.old.indicators.get(path).or_else(|| self.old.groups.get(path));
        let find = |path: &str| {
            known(path).filter(|node| self.old.rubric.path(**node) == path).and_then(|node| self.nodes.get(node))
        };
        match (find(path), path.rsplit_once('/')) {
            (Some(node), _) => self.new.rubric.path(*node),
            (None, Some((group, row))) if known(path).is_none() => format!("{}/{row}", self.path(group)),
            _ => path.to_owned(),
        }
    }

    /// The submission for the old rubric, without what only the new one asks for; and the names of data that neither
    /// knows, which are left out of both.
    #[must_use]
    pub fn keep_old(&self, submission: &Submission) -> (Submission, Vec<String>) {
        let mut kept = submission.clone();
        let mut unknown = Vec::new();
        let mut keep = |table: Option<&str>, datum: &Datum| {
            let field = datum.name.node.as_str();
            let known = self.old.has(table, field);
            if !known && !self.new.has(table, field) {
                unknown.push(table.map_or_else(|| field.to_owned(), |table| format!("{table}.{field}")));
            }
            known
        };
        kept.data.retain(|datum| keep(None, datum));
        for table in &mut kept.tables {
            for row in &mut table.rows {
                row.cells.retain(|cell| keep(Some(&table.name.node), cell));
            }
        }
        kept.tables.retain(|table| self.old.has_table(&table.name.node));
        kept.judgements.retain(|one| self.old.judges(&one.name.node));
        for claims in [&mut kept.claimed, &mut kept.reviewed] {
            claims.indicators.retain(|(name, _)| split(&self.old.indicators, &name.node).is_some());
            claims.groups.retain(|(name, _)| split(&self.old.groups, &name.node).is_some());
        }
        unknown.sort();
        unknown.dedup();
        (kept, unknown)
    }

    /// The submission for the new rubric. What that does not ask for is left out; what it asks for anew is blank where
    /// the submission does not have it.
    #[must_use]
    pub fn adapt(&self, submission: &Submission) -> Submission {
        let mut adapted = submission.clone();
        // What stands under a name that only the new rubric has is not displaced by what was called otherwise.
        let own = |datum: &&Datum| !self.old.has(None, &datum.name.node);
        let own = submission.data.iter().filter(own).map(|datum| &datum.name.node).collect::<BTreeSet<_>>();
        let data = submission.data.iter().filter_map(|datum| Some((self.datum(None, datum)?, datum)));
        let data = data.filter(|(now, was)| now.name.node == was.name.node || !own.contains(&now.name.node));
        adapted.data = data.map(|(now, _)| now).collect();
        for table in &mut adapted.tables {
            for row in &mut table.rows {
                row.cells = row.cells.iter().filter_map(|cell| self.datum(Some(&table.name.node), cell)).collect();
            }
            table.name.node = self.renamed.table(&table.name.node).to_owned();
        }
        adapted.tables.retain(|table| self.new.has_table(&table.name.node));
        let judgements = submission.judgements.iter().filter_map(|one| self.judgement(one));
        let mut seen = BTreeSet::new();
        adapted.judgements = judgements.filter(|one| seen.insert(one.name.node.clone())).collect();
        adapted.claimed = self.claims(&submission.claimed);
        adapted.reviewed = self.claims(&submission.reviewed);
        adapted
    }

    fn datum(&self, table: Option<&str>, datum: &Datum) -> Option<Datum> {
        let own = datum.name.node.as_str();
        let Some(old) = self.old.fields.get(&(table, own)) else {
            return self.new.has(table, own).then(|| datum.clone());
        };
        let own = table.map_or_else(|| self.renamed.field(own), |table| self.renamed.column(table, own));
        let new = self.new.fields.get(&(table.map(|table| self.renamed.table(table)), own))?;
        let unit = (old.unit.symbol != new.unit.symbol && old.kind == new.kind).then_some(&*old.unit.symbol);
        let name = Spanned::new(own.to_owned(), datum.name.span);
        Some(Datum { name, content: with_unit(&datum.content, unit), span: datum.span })
    }

    /// The new node that a name stands for, and the items behind it: a name of the old rubric, or else of the new one.
    fn node<'n>(
        &self,
        old: &BTreeMap<String, NodeId>,
        new: &BTreeMap<String, NodeId>,
        written: &'n str,
    ) -> Option<(NodeId, &'n str)> {
        match split(old, written) {
            Some((node, items)) => Some((*self.nodes.get(&node)?, items)),
            None => split(new, written),
        }
    }

    fn judgement(&self, judgement: &Judgement) -> Option<Judgement> {
        let (node, items) = self.node(&self.old.indicators, &self.new.indicators, &judgement.name.node)?;
        let place = self.new.judged(node, items)?;
        let mut name = self.new.rubric.path(node);
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
        let moved = |list: &[(Spanned<String>, Spanned<Raw>)], names: [&BTreeMap<String, NodeId>; 2]| {
            let mut seen = BTreeSet::new();
            let one = |(name, score): &(Spanned<String>, Spanned<Raw>)| {
                let (node, items) = self.node(names[0], names[1], &name.node)?;
                let path = self.new.rubric.path(node);
                let path = if items.is_empty() { path } else { format!("{path}/{items}") };
                seen.insert(path.clone()).then(|| (Spanned::new(path, name.span), score.clone()))
            };
            list.iter().filter_map(one).collect()
        };
        Claims {
            indicators: moved(&claims.indicators, [&self.old.indicators, &self.new.indicators]),
            groups: moved(&claims.groups, [&self.old.groups, &self.new.groups]),
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
