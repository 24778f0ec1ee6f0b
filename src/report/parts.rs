//! Parts of rules that steps speak of.

use super::number::plain;
use crate::ids::ElementId;
use crate::quantity::Rational;
use crate::rubric::{Award, Choice, DisplayUnit, Expr, Item, Node, NormalForm, Rule, Ways};

pub(super) fn plain_points(number: &Rational) -> String {
    let unit = DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: 0 };
    plain(number, &unit, &[]).0
}

pub(super) fn items(rule: Option<&Rule>) -> &[Item] {
    match rule.map(|rule| &rule.normal) {
        Some(NormalForm::Items(items) | NormalForm::Ways(Ways { ways: items, .. })) => items,
        _ => &[],
    }
}

/// The anchor of 线性 behind the number, if it lies between two.
pub(super) fn next_anchor(rule: &Rule, number: &Rational) -> Option<ElementId> {
    let NormalForm::Pieces { bands, .. } = &rule.normal else { return None };
    let at = bands.iter().position(|band| band.interval.contains(number))?;
    let constant = match &bands.get(at)?.award {
        Award::Curve(curve) => curve.constant_score().is_some(),
        Award::Formula(_) | Award::Judged(_) => true,
    };
    let next = bands.get(at.saturating_add(1)).map(|band| band.element);
    next.filter(|_| !constant)
}

/// Whether it is the arm of 按完成率 whose target is met: the last that has a condition and gives a score.
pub(super) fn is_target(rule: &Rule, element: ElementId) -> bool {
    let NormalForm::Cases(arms) = &rule.normal else { return false };
    let scores = |arm: &&crate::rubric::Arm| arm.condition.is_some() && matches!(arm.then, Choice::Award(_));
    arms.iter().rfind(scores).is_some_and(|arm| arm.element == element)
}

/// What a line of a deduction counts, wherever in the rule it stands.
pub(super) fn excess_of(rule: Option<&Rule>, element: ElementId) -> Option<&Expr> {
    match &rule?.normal {
        NormalForm::Deduction(deduction) => {
            let line = deduction.lines.iter().find(|line| line.element == element);
            line.map(|line| &line.excess).filter(|excess| !matches!(excess.node, Node::Text(_)))
        }
        NormalForm::Cases(arms) => arms.iter().find_map(|arm| match &arm.then {
            Choice::Rule(rule) => excess_of(Some(rule), element),
            Choice::Award(_) => None,
        }),
        _ => None,
    }
}
