//! Which group or indicator of the new rubric is which of the old one: the same name in the same group, else the same
//! name in another, else the same contents under another name.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::Reader;
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::rubric::Rubric;

/// The nodes that stand in both rubrics.
#[derive(Default)]
pub(super) struct Pairs {
    /// From the new one to the old one.
    of_new: BTreeMap<NodeId, NodeId>,
    taken: BTreeSet<NodeId>,
}

impl Pairs {
    /// Finds them.
    pub fn find(old: &Reader<'_>, new: &Reader<'_>) -> Self {
        let mut pairs = Pairs::default();
        pairs.below(old, new, None);
        loop {
            let found = pairs.moved(old, new).or_else(|| pairs.renamed(old, new));
            let Some((before, after)) = found else { return pairs };
            pairs.join(old, new, before, after);
        }
    }

    /// The old node that a new one was.
    pub fn old_of(&self, new: NodeId) -> Option<NodeId> {
        self.of_new.get(&new).copied()
    }

    /// All of them, the new one first.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        self.of_new.iter().map(|(after, before)| (*after, *before))
    }

    /// Whether an old node is still there.
    pub fn is_kept(&self, old: NodeId) -> bool {
        self.taken.contains(&old)
    }

    fn join(&mut self, old: &Reader<'_>, new: &Reader<'_>, before: NodeId, after: NodeId) {
        self.of_new.insert(after, before);
        self.taken.insert(before);
        if let (NodeId::Group(before), NodeId::Group(after)) = (before, after) {
            self.below(old, new, Some((before, after)));
        }
    }

    /// Joins what has one name below a joined pair of groups, or at the top.
    fn below(&mut self, old: &Reader<'_>, new: &Reader<'_>, groups: Option<(GroupId, GroupId)>) {
        let before = children(old.rubric, groups.map(|(before, _)| before));
        for after in children(new.rubric, groups.map(|(_, after)| after)) {
            let same = |one: &&NodeId| {
                is_group(**one) == is_group(after)
                    && name(old.rubric, **one) == name(new.rubric, after)
                    && !self.taken.contains(one)
            };
            if let Some(before) = before.iter().find(same).copied().filter(|_| !self.of_new.contains_key(&after)) {
                self.join(old, new, before, after);
            }
        }
    }

    fn rest(&self, old: &Reader<'_>, new: &Reader<'_>) -> (Vec<NodeId>, Vec<NodeId>) {
        let before = all(old.rubric).into_iter().filter(|one| !self.taken.contains(one)).collect();
        let after = all(new.rubric).into_iter().filter(|one| !self.of_new.contains_key(one)).collect();
        (before, after)
    }

    /// A name that is left once in each rubric.
    fn moved(&self, old: &Reader<'_>, new: &Reader<'_>) -> Option<(NodeId, NodeId)> {
        let (before, after) = self.rest(old, new);
        after.iter().find_map(|one| {
            let like = |rubric: &Rubric, other: &NodeId| {
                is_group(*other) == is_group(*one) && name(rubric, *other) == name(new.rubric, *one)
            };
            let mut found = before.iter().filter(|other| like(old.rubric, other));
            let first = found.next()?;
            let alone = found.next().is_none() && after.iter().filter(|other| like(new.rubric, other)).count() == 1;
            alone.then_some((*first, *one))
        })
    }

    /// What stands in the same group with the same contents, or with a name that is mostly the same.
    fn renamed(&self, old: &Reader<'_>, new: &Reader<'_>) -> Option<(NodeId, NodeId)> {
        let (before, after) = self.rest(old, new);
        let same_place = |one: NodeId, other: NodeId| {
            let parents = (parent(old.rubric, one), parent(new.rubric, other));
            is_group(one) == is_group(other)
                && match parents {
                    (None, None) => true,
                    (Some(one), Some(other)) => self.old_of(NodeId::Group(other)) == Some(NodeId::Group(one)),
                    _ => false,
                }
        };
        let pairs = || {
            before
                .iter()
                .flat_map(|one| after.iter().map(move |other| (*one, *other)))
                .filter(|(one, other)| same_place(*one, *other))
        };
        let contents = pairs().find(|(one, other)| {
            let unique = before.iter().filter(|like| old.node(**like) == old.node(*one)).count() == 1;
            unique && old.node(*one) == new.node(*other)
        });
        contents.or_else(|| pairs().find(|(one, other)| resemble(name(old.rubric, *one), name(new.rubric, *other))))
    }
}

/// Whether at most half of the characters were changed.
pub(super) fn resemble(one: &str, other: &str) -> bool {
    let longest = one.chars().count().max(other.chars().count());
    strsim::levenshtein(one, other).saturating_mul(2) <= longest
}

pub(super) fn is_group(node: NodeId) -> bool {
    matches!(node, NodeId::Group(_))
}

pub(super) fn name(rubric: &Rubric, node: NodeId) -> &str {
    match node {
        NodeId::Group(id) => &rubric.group(id).name.node,
        NodeId::Indicator(id) => &rubric.indicator(id).name.node,
    }
}

pub(super) fn parent(rubric: &Rubric, node: NodeId) -> Option<GroupId> {
    match node {
        NodeId::Group(id) => rubric.group(id).parent,
        NodeId::Indicator(id) => rubric.indicator(id).parent,
    }
}

/// What stands directly in a group, or at the top; 加减分 at the end of it.
pub(super) fn children(rubric: &Rubric, group: Option<GroupId>) -> Vec<NodeId> {
    match group {
        Some(group) => rubric.group(group).children.clone(),
        None => {
            let adjusting = rubric.adjusting().map(|(id, ..)| NodeId::Indicator(id));
            rubric.roots.iter().copied().chain(adjusting).collect()
        }
    }
}

fn all(rubric: &Rubric) -> Vec<NodeId> {
    let groups = (0..rubric.groups.len()).map(|at| NodeId::Group(GroupId::at(at)));
    let indicators = rubric.indicators.iter().enumerate().filter(|(_, one)| !one.template);
    groups.chain(indicators.map(|(at, _)| NodeId::Indicator(IndicatorId::at(at)))).collect()
}
