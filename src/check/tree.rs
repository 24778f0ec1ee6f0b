//! The tree of groups and indicators: who stands under whom, and how deep.

use std::collections::BTreeMap;

use super::context::Checker;
use super::diagnostics::layers::with_layer;
use super::diagnostics::{names, tree as faults};
use super::points::Known;
use crate::diagnostic::Reported;
use crate::ids::{GroupId, IndicatorId, NodeId, TableId};
use crate::rubric::{self, ScoreRange};
use crate::source::Span;
use crate::syntax::ast::{self, Item};

/// The tree before its rules are read.
#[derive(Debug, Default)]
pub(super) struct Plan<'f> {
    /// All groups, in the order of the text.
    pub(super) groups: Vec<GroupPlan<'f>>,
    /// All indicators, in the order of the text.
    pub(super) indicators: Vec<IndicatorPlan<'f>>,
    /// What stands at the top.
    pub(super) roots: Vec<NodeId>,
    /// Something at the top could not be read.
    pub(super) hole: bool,
}

/// A group before its parts are read.
#[derive(Debug)]
pub(super) struct GroupPlan<'f> {
    /// As written.
    pub(super) written: &'f ast::Group,
    /// Its depth, from 1.
    pub(super) level: u32,
    /// The group it is in.
    pub(super) parent: Option<GroupId>,
    /// What is in it.
    pub(super) children: Vec<NodeId>,
    /// Something in it could not be read.
    pub(super) hole: bool,
    /// Its points.
    pub(super) points: Known,
    /// 逐行.
    pub(super) rows: Option<rubric::RowGroup>,
}

/// An indicator before its parts are read.
#[derive(Debug)]
pub(super) struct IndicatorPlan<'f> {
    /// As written.
    pub(super) written: &'f ast::Indicator,
    /// The group it is in.
    pub(super) parent: Option<GroupId>,
    /// Its points; in 加减分 the highest score.
    pub(super) points: Known,
    /// In 加减分, what it may change.
    pub(super) adjusts: Option<ScoreRange>,
    /// It stands for the rows of this table, in its group.
    pub(super) template: Option<TableId>,
    /// It is written for rows, and why it is not known of which.
    pub(super) rowless: Option<Reported>,
}

impl Plan<'_> {
    /// The name of a node.
    pub(super) fn name(&self, node: NodeId) -> Option<&ast::Name> {
        match node {
            NodeId::Group(id) => self.groups.get(id.index()).map(|group| &group.written.name),
            NodeId::Indicator(id) => self.indicators.get(id.index()).map(|indicator| &indicator.written.name),
        }
    }

    /// The points of a node, as written.
    pub(super) fn written_points(&self, node: NodeId) -> Option<&ast::Points> {
        match node {
            NodeId::Group(id) => self.groups.get(id.index()).map(|group| &group.written.points),
            NodeId::Indicator(id) => self.indicators.get(id.index()).map(|indicator| &indicator.written.points),
        }
    }

    /// The points of a node.
    pub(super) fn points(&self, node: NodeId) -> Option<&Known> {
        match node {
            NodeId::Group(id) => self.groups.get(id.index()).map(|group| &group.points),
            NodeId::Indicator(id) => self.indicators.get(id.index()).map(|indicator| &indicator.points),
        }
    }

    /// Settles the points of a node.
    pub(super) fn set_points(&mut self, node: NodeId, points: Known) {
        let slot = match node {
            NodeId::Group(id) => self.groups.get_mut(id.index()).map(|group| &mut group.points),
            NodeId::Indicator(id) => self.indicators.get_mut(id.index()).map(|indicator| &mut indicator.points),
        };
        if let Some(slot) = slot {
            *slot = points;
        }
    }
}

/// Where items are placed.
#[derive(Clone, Copy)]
struct Place {
    parent: Option<GroupId>,
    /// The depth of what is placed, from 1.
    level: u32,
    /// The number of the nearest `一级`, `二级` … around it.
    numbered: u32,
}

impl Checker<'_> {
    /// The tree of a file, its points not yet settled.
    pub(super) fn plan<'f>(&mut self, file: &'f ast::File) -> Plan<'f> {
        let mut plan = Plan { hole: has_hole(&file.items), ..Plan::default() };
        plan.roots = self.place(&mut plan, &file.items, Place { parent: None, level: 1, numbered: 0 });
        if plan.roots.is_empty() && !plan.hole && self.shapeless.is_none() {
            let at = file.header.as_ref().map_or(file.span, |header| header.title.span);
            // Without a header there is one more fault to repair first.
            if file.header.is_some() {
                self.diagnostics.error(faults::no_indicators(at, self.language));
            }
        }
        plan
    }

    fn place<'f>(&mut self, plan: &mut Plan<'f>, items: &'f [Item], place: Place) -> Vec<NodeId> {
        let mut children = Vec::new();
        let mut names = BTreeMap::<&str, Span>::new();
        for item in items {
            let (name, node) = match item {
                Item::Group(group) => (&group.name, self.place_group(plan, group, place)),
                Item::Indicator(indicator) => {
                    let id = IndicatorId::at(plan.indicators.len());
                    let points = Known::Unpublished;
                    plan.indicators.push(IndicatorPlan {
                        written: indicator,
                        parent: place.parent,
                        points,
                        adjusts: None,
                        template: None,
                        rowless: None,
                    });
                    (&indicator.name, NodeId::Indicator(id))
                }
                _ => continue,
            };
            // What could not be read may have another name.
            if matches!(plan.written_points(node), Some(ast::Points::Hole(_))) {
                children.push(node);
                continue;
            }
            match names.get(name.node.as_str()) {
                Some(_) if self.shapeless.is_some() => {}
                Some(first) => {
                    self.diagnostics.error(names::siblings_alike(name, *first));
                }
                None => {
                    names.insert(&name.node, name.span);
                }
            }
            children.push(node);
        }
        children
    }

    fn place_group<'f>(&mut self, plan: &mut Plan<'f>, group: &'f ast::Group, place: Place) -> NodeId {
        let id = GroupId::at(plan.groups.len());
        let expected = place.numbered.saturating_add(1);
        if let Some(level) = group.level.as_ref().filter(|level| level.node != expected && self.shapeless.is_none()) {
            self.diagnostics.error(faults::group_depth(level, expected, &group.name.node));
        }
        let hole = has_hole(&group.items);
        plan.groups.push(GroupPlan {
            written: group,
            level: place.level,
            parent: place.parent,
            children: Vec::new(),
            hole,
            points: Known::Unpublished,
            rows: None,
        });
        let below = Place {
            parent: Some(id),
            level: place.level.saturating_add(1),
            numbered: group.level.as_ref().map_or(place.numbered, |level| level.node),
        };
        let children = self.place(plan, &group.items, below);
        if children.is_empty() && !hole && self.shapeless.is_none() {
            let blame = self.blame(Some(group.head));
            self.diagnostics.error(with_layer(faults::group_empty(&group.name), blame));
        }
        if let Some(slot) = plan.groups.get_mut(id.index()) {
            slot.children = children;
        }
        NodeId::Group(id)
    }
}

fn has_hole(items: &[Item]) -> bool {
    items.iter().any(|item| matches!(item, Item::Hole(_)))
}
