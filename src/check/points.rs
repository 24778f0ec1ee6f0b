//! Points: as written, as shares of the group, in equal parts, or unpublished; and that they add up.

use std::collections::BTreeMap;

use super::context::Checker;
use super::diagnostics::ending as endings;
use super::diagnostics::layers::with_layer;
use super::diagnostics::points as faults;
use super::diagnostics::row_groups as row_faults;
use super::diagnostics::tree as tree_faults;
use super::tree::Plan;
use crate::diagnostic::{Diagnostic, Reported, closest};
use crate::ids::{GroupId, NodeId};
use crate::quantity::{Kind, Rational, Rounding, RoundingMode};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{EqualSplit, Literal, Points};

/// How many points something has.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Known {
    /// So many.
    Points(Rational),
    /// The published rubric does not say.
    Unpublished,
    /// 按行合计: the submission says.
    ByRows,
    /// There is a fault, which was reported.
    Broken(Reported),
}

impl Known {
    /// The fault that was reported, if there is one.
    pub(super) fn broken(&self) -> Option<Reported> {
        match self {
            Known::Broken(reported) => Some(*reported),
            _ => None,
        }
    }

    /// The points, if they are known.
    pub(super) fn points(&self) -> Option<&Rational> {
        match self {
            Known::Points(points) => Some(points),
            _ => None,
        }
    }
}

/// What the parts of something are shared out from.
struct Parent<'a> {
    points: Known,
    split: Option<&'a EqualSplit>,
    name: &'a str,
}

/// What the level above says of the points of a group whose parts do not make them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Above {
    /// It adds up with the points as written, so these are right.
    Right,
    /// It would add up with what the parts make, so the points are the slip.
    RepairedBySum,
    /// It does not tell.
    Wrong,
}

/// A group, or all of the rubric, whose parts do not make its points.
struct Mismatch {
    sum: Rational,
    points: Rational,
}

impl Checker<'_> {
    /// Settles the points of the whole tree, and checks that they add up on every level.
    pub(super) fn settle_points(&mut self, plan: &mut Plan<'_>, total: &Known, total_span: Span) {
        let whole = Parent { points: total.clone(), split: None, name: "" };
        self.share_out(plan, &plan.roots.clone(), &whole);
        for index in 0..plan.groups.len() {
            let Some(group) = plan.groups.get(index) else { continue };
            let (children, written) = (group.children.clone(), group.written);
            let split = written.equal_split.as_ref().filter(|_| written.each_row.is_none());
            let parent = Parent { points: group.points.clone(), split, name: &written.name.node };
            self.share_out(plan, &children, &parent);
        }
        if self.shapeless.is_none() {
            self.check_sums(plan, total, total_span);
        }
    }

    fn share_out(&mut self, plan: &mut Plan<'_>, children: &[NodeId], parent: &Parent<'_>) {
        let parts = parent.split.map(|split| self.equal_parts(plan, children, parent, split));
        for child in children {
            let Some(written) = plan.written_points(*child).cloned() else { continue };
            let name = plan.name(*child).cloned();
            let Some(name) = name else { continue };
            let points = match (written, &parent.points, &parts) {
                (Points::Hole(span), ..) => Err(self.unread(span)),
                (Points::Unpublished(_), ..) => Ok(Known::Unpublished),
                (Points::ByRows(_), ..) => Ok(Known::ByRows),
                // Every row has its own points; the indicator of all of them has one.
                _ if plan.is_of_rows(*child) => Ok(Known::Points(Rational::ONE)),
                (_, Known::ByRows, _) => Ok(Known::Unpublished),
                (Points::Points(literal) | Points::Share(literal), _, Some(_)) => {
                    Err(self.diagnostics.error(faults::points_in_split(literal.span, &name.node, parent.name)))
                }
                (Points::Points(literal) | Points::Share(literal), Known::Unpublished, None) => {
                    Err(self.diagnostics.error(faults::points_in_unpublished(literal.span, &name.node, parent.name)))
                }
                (Points::Range(range), ..) => {
                    Err(self.diagnostics.error(endings::range_outside(range.span, &name.node, self.language)))
                }
                (Points::Points(literal), ..) => self.own_points(&literal, *child),
                (Points::Share(literal), Known::Points(whole), _) => self.share(&literal, whole),
                (_, Known::Broken(reported), _) => Err(*reported),
                (Points::Inherited, Known::Unpublished, _) => Ok(Known::Unpublished),
                (Points::Inherited, _, Some(Ok(parts))) => {
                    Ok(parts.get(child).map_or(Known::Unpublished, |part| Known::Points(part.clone())))
                }
                (Points::Inherited, _, Some(Err(reported))) => Err(*reported),
                (Points::Inherited, Known::Points(_), None) if plan.is_row_head(*child) => {
                    Err(self.diagnostics.error(row_faults::row_indicator_alone(name.span)))
                }
                (Points::Inherited, Known::Points(_), None) => {
                    Err(self.diagnostics.error(faults::points_missing(&name, self.language)))
                }
            };
            plan.set_points(*child, points.unwrap_or_else(Known::Broken));
        }
    }

    fn own_points(&mut self, literal: &Literal, node: NodeId) -> Result<Known, Reported> {
        let points = self.number(literal, &Kind::Score)?;
        if !points.is_positive() {
            return Err(self.diagnostics.error(tree_faults::points_not_positive(literal.span)));
        }
        // A full mark that 修约 would change could never be given.
        let fits = points.decimal_places().is_some_and(|places| places <= self.score_places);
        if self.scores_rounded && !fits && matches!(node, NodeId::Indicator(_)) {
            let fault = faults::points_too_fine(literal.span, &points, self.score_places);
            return Err(self.diagnostics.error(fault));
        }
        Ok(Known::Points(points))
    }

    fn share(&mut self, literal: &Literal, whole: &Rational) -> Result<Known, Reported> {
        let share = self.number(literal, &Kind::Ratio)?;
        if !share.is_positive() {
            return Err(self.diagnostics.error(tree_faults::points_not_positive(literal.span)));
        }
        let part = &share * whole;
        if part.decimal_places().is_some_and(|places| places <= self.score_places) {
            return Ok(Known::Points(part));
        }
        Err(self.diagnostics.error(faults::share_endless(literal.span, whole, self.score_places)))
    }

    /// The equal parts of a group by child; what is left over goes to the one named.
    fn equal_parts(
        &mut self,
        plan: &Plan<'_>,
        children: &[NodeId],
        parent: &Parent<'_>,
        split: &EqualSplit,
    ) -> Result<BTreeMap<NodeId, Rational>, Reported> {
        let Known::Points(whole) = &parent.points else {
            return match &parent.points {
                Known::Broken(reported) => Err(*reported),
                _ => Err(self.diagnostics.error(faults::split_unpublished(split.span, parent.name))),
            };
        };
        let parts = children.iter().filter(|child| matches!(plan.written_points(**child), Some(Points::Inherited)));
        let parts = parts.copied().collect::<Vec<_>>();
        let count = Rational::whole(i64::try_from(parts.len()).unwrap_or(i64::MAX));
        let Some(part) = whole.checked_div(&count) else { return Ok(BTreeMap::new()) };
        let names = || parts.iter().filter_map(|child| plan.name(*child)).map(|name| name.node.as_str());
        let heir = match &split.remainder {
            Some(name) => {
                let heir = parts.iter().find(|child| plan.name(**child).is_some_and(|one| one.node == name.node));
                let near = || closest(&name.node, names());
                Some(*heir.ok_or_else(|| self.diagnostics.error(faults::heir_unknown(name, parent.name, near())))?)
            }
            None => None,
        };
        if part.decimal_places().is_some_and(|places| places <= self.score_places) {
            return Ok(parts.iter().map(|child| (*child, part.clone())).collect());
        }
        let Some(heir) = heir else {
            let first = names().next().unwrap_or_default().to_owned();
            let fault = faults::split_endless(split.span, whole, parts.len(), &first, self.score_places);
            return Err(self.diagnostics.error(fault));
        };
        let cut = Rounding { places: self.score_places, mode: RoundingMode::Truncate }.round(&part);
        if !cut.is_positive() {
            return Err(self.diagnostics.error(tree_faults::points_not_positive(split.span)));
        }
        let rest = whole - &(&cut * &(&count - &Rational::ONE));
        Ok(parts.iter().map(|child| (*child, if *child == heir { rest.clone() } else { cut.clone() })).collect())
    }

    fn check_sums(&mut self, plan: &Plan<'_>, total: &Known, total_span: Span) {
        let mut wrong = BTreeMap::<GroupId, Mismatch>::new();
        // The rows of a group are added up when they are submitted.
        let groups = plan.groups.iter().enumerate().filter(|(_, group)| group.written.each_row.is_none());
        for (index, group) in groups {
            if let Some(mismatch) = mismatch(plan, &group.children, &group.points, group.hole) {
                wrong.insert(GroupId::at(index), mismatch);
            }
        }
        let whole = mismatch(plan, &plan.roots, total, plan.hole);
        for (id, mismatch) in &wrong {
            let Some(group) = plan.groups.get(id.index()) else { continue };
            // Where the sums of wrong children repair this one, they are the fault, and are reported.
            if explained(plan, &group.children, &mismatch.points, &wrong) {
                continue;
            }
            let above = match group.parent.and_then(|parent| plan.groups.get(parent.index()).zip(Some(parent))) {
                Some((parent, id)) => match wrong.get(&id) {
                    None => Above::Right,
                    Some(outer) if explained(plan, &parent.children, &outer.points, &wrong) => Above::RepairedBySum,
                    Some(_) => Above::Wrong,
                },
                None => match (&whole, total) {
                    (None, Known::Points(_)) => Above::Right,
                    (Some(outer), _) if explained(plan, &plan.roots, &outer.points, &wrong) => Above::RepairedBySum,
                    _ => Above::Wrong,
                },
            };
            let at = match &group.written.points {
                Points::Points(literal) | Points::Share(literal) => literal.span,
                _ => group.written.name.span,
            };
            let blame = self.blame(Some(group.written.head));
            let fault = sum_differs(plan, &group.children, (Some(&group.written.name.node), at), (mismatch, above));
            self.diagnostics.error(with_layer(fault, blame));
        }
        if let Some(whole) = whole.filter(|whole| !explained(plan, &plan.roots, &whole.points, &wrong)) {
            let fault = sum_differs(plan, &plan.roots, (None, total_span), (&whole, Above::Wrong));
            self.diagnostics.error(with_layer(fault, self.blame(None)));
        }
    }
}

fn sum_differs(
    plan: &Plan<'_>,
    children: &[NodeId],
    (name, at): (Option<&str>, Span),
    (mismatch, above): (&Mismatch, Above),
) -> Diagnostic {
    let known = |child: &NodeId| {
        let name = plan.name(*child)?;
        // Points that were amended stand in another file than the name.
        let place = match plan.written_points(*child) {
            Some(Points::Points(literal) | Points::Share(literal)) if literal.span.source != name.span.source => {
                literal.span
            }
            _ => name.span,
        };
        Some((Spanned::new(name.node.as_str(), place), plan.points(*child)?.points()?))
    };
    let parts = children.iter().filter_map(known).collect::<Vec<_>>();
    let open = children.len() > parts.len();
    faults::sum_differs((name, at), (&mismatch.sum, &mismatch.points), &parts, (open, above))
}

/// The sum of what is below, if it is known and not what it should be.
fn mismatch(plan: &Plan<'_>, children: &[NodeId], points: &Known, hole: bool) -> Option<Mismatch> {
    let Known::Points(points) = points else { return None };
    let (mut sum, mut open) = (Rational::ZERO, false);
    for child in children {
        match plan.points(*child)? {
            Known::Points(part) => sum = &sum + part,
            Known::Unpublished | Known::ByRows => open = true,
            Known::Broken(_) => return None,
        }
    }
    let fits = if open { sum <= *points } else { sum == *points };
    (!fits && !hole && !children.is_empty()).then(|| Mismatch { sum, points: points.clone() })
}

/// Whether the points would be right if every wrong child had what its own parts make.
fn explained(plan: &Plan<'_>, children: &[NodeId], points: &Rational, wrong: &BTreeMap<GroupId, Mismatch>) -> bool {
    let parts = children.iter().map(|child| match child {
        NodeId::Group(id) if wrong.contains_key(id) => wrong.get(id).map(|mismatch| mismatch.sum.clone()),
        _ => plan.points(*child).and_then(Known::points).cloned(),
    });
    let mut sum = Rational::ZERO;
    for part in parts {
        let Some(part) = part else { return false };
        sum = &sum + &part;
    }
    sum == *points && children.iter().any(|child| matches!(child, NodeId::Group(id) if wrong.contains_key(id)))
}
