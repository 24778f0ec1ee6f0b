//! 得分(X): the score of a group or an indicator, by its name or its path.

use super::context::{Checker, Context, Readable};
use super::diagnostics::score_of as faults;
use super::points::Known;
use super::tree::Plan;
use crate::diagnostic::{Reported, closest};
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::quantity::{Interval, Kind, Op, Rational};
use crate::rubric::{Expr, Node, ScoreOf};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ExprNode, Policy, Statement};

/// Something that has a score.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) node: NodeId,
    /// What is in it, if it is a group whose score is their sum.
    children: Option<Vec<NodeId>>,
    name: String,
    path: String,
    /// `None` where the points are not published or have a fault.
    range: Option<Interval>,
    /// Whether it may be left out, so that it has no score.
    may_be_left_out: bool,
    /// Whether it stands in 加减分.
    adjusts: bool,
}

impl Scored {
    /// Its name with those of all above it.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// What its score is the sum of; nothing where that is not known before the rows are.
    pub(super) fn children(&self) -> Option<&[NodeId]> {
        self.children.as_deref()
    }
}

impl Checker<'_> {
    /// Gathers what 得分(X) may name.
    pub(super) fn gather_scored(&mut self, plan: &Plan<'_>) {
        let mut all = Vec::new();
        for root in &plan.roots {
            self.gather(plan, *root, "", &mut all);
        }
        for (at, one) in plan.indicators.iter().enumerate() {
            let Some(range) = &one.adjusts else { continue };
            let name = one.written.name.node.clone();
            self.adjusting.insert(IndicatorId::at(at));
            all.push(Scored {
                node: NodeId::Indicator(IndicatorId::at(at)),
                children: None,
                path: format!(
                    "{}/{name}",
                    if self.language == crate::diagnostic::Language::Zh { "加减分" } else { "adjustments" }
                ),
                name,
                range: one.points.points().map(|_| range.interval()),
                may_be_left_out: false,
                adjusts: true,
            });
        }
        *self.scored = all;
    }

    fn gather(&mut self, plan: &Plan<'_>, node: NodeId, above: &str, all: &mut Vec<Scored>) -> bool {
        let Some(name) = plan.name(node).map(|name| name.node.clone()) else { return false };
        let path = if above.is_empty() { name.clone() } else { format!("{above}/{name}") };
        let may_be_left_out = match node {
            NodeId::Indicator(id) => plan.indicators.get(id.index()).is_some_and(|one| leaves_out(one.written)),
            NodeId::Group(id) => {
                let children = plan.groups.get(id.index()).map(|group| group.children.clone()).unwrap_or_default();
                let below = children.iter().map(|child| self.gather(plan, *child, &path, all)).collect::<Vec<_>>();
                !below.is_empty() && below.into_iter().all(|one| one)
            }
        };
        let range = match plan.points(node) {
            Some(Known::Points(points)) if published(plan, node) => {
                Some(Interval::closed(Rational::ZERO, points.clone()))
            }
            _ => None,
        };
        let children = match node {
            NodeId::Group(id) => plan.groups.get(id.index()).filter(|group| group.rows.is_none()),
            NodeId::Indicator(_) => None,
        };
        let children = children.map(|group| group.children.clone());
        all.push(Scored { node, children, name, path, range, may_be_left_out, adjusts: false });
        may_be_left_out
    }

    /// `得分(合规性)`.
    pub(super) fn score_of(&mut self, argument: &ast::Expr, span: Span, c: &Context) -> Result<Expr, Reported> {
        let Some(name) = path_of(argument) else {
            return Err(self.diagnostics.error(faults::score_of_no_name(argument.span, self.language)));
        };
        if c.scores == Readable::None {
            return Err(self.diagnostics.error(faults::score_of_out_of_place(span)));
        }
        let by_path = self.scored.iter().filter(|one| one.path == name).cloned().collect::<Vec<_>>();
        let found = match by_path.is_empty() {
            true => self.scored.iter().filter(|one| one.name == name).cloned().collect::<Vec<_>>(),
            false => by_path,
        };
        let one = match found.as_slice() {
            [one] => one,
            [] => {
                if let Some(fault) = self.removed_node(&Spanned::new(name.clone(), argument.span)) {
                    return Err(self.diagnostics.error(fault));
                }
                let reported = self.may_be_lost(&name);
                let near = closest(&name, self.scored.iter().flat_map(|one| [one.name.as_str(), one.path.as_str()]));
                let known = self.scored.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
                let fault = faults::score_of_unknown(argument.span, &name, near, &known);
                return Err(reported.unwrap_or_else(|| self.diagnostics.error(fault)));
            }
            several => {
                let paths = several.iter().map(|one| one.path.clone()).collect::<Vec<_>>();
                return Err(self.diagnostics.error(faults::score_of_several(argument.span, &name, &paths)));
            }
        };
        if one.adjusts && c.scores == Readable::Tree {
            return Err(self.diagnostics.error(faults::score_of_adjustment(span, &name)));
        }
        if one.may_be_left_out {
            return Err(self.diagnostics.error(faults::score_of_left_out(span, &name)));
        }
        let Some(range) = one.range.clone() else {
            return Err(self.diagnostics.error(faults::score_of_unpublished(span, &name)));
        };
        let range = self.reached_of(one.node).map_or(range, |scores| scores.hull());
        let node = Node::Score(Box::new(ScoreOf { node: one.node, name, range }));
        Ok(Expr { kind: Kind::Score, node, span })
    }
}

/// A name, or a path, which reads like a division of names.
fn path_of(e: &ast::Expr) -> Option<String> {
    match &e.node {
        ExprNode::Name(name) => Some(name.clone()),
        ExprNode::Arithmetic(op, left, right) if op.node == Op::Div => {
            Some(format!("{}/{}", path_of(left)?, path_of(right)?))
        }
        _ => None,
    }
}

/// Whether an indicator may be left out.
fn leaves_out(indicator: &ast::Indicator) -> bool {
    indicator.statements.iter().any(|statement| {
        matches!(statement, Statement::NotApplicable(clause) if matches!(clause.policy, Policy::LeftOut(_)))
    })
}

/// Whether the points of all that is in a node are published.
fn published(plan: &Plan<'_>, node: NodeId) -> bool {
    let own = !matches!(plan.points(node), Some(Known::Unpublished));
    own && match node {
        NodeId::Indicator(_) => true,
        NodeId::Group(id) => {
            let group: Option<&super::tree::GroupPlan<'_>> = plan.groups.get(GroupId::at(id.index()).index());
            group.is_none_or(|group| group.children.iter().all(|child| published(plan, *child)))
        }
    }
}
