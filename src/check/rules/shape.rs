//! What conditions say of the measure alone: for which of its values they hold.

use super::curves::curves;
use super::turn::parts_with;
use crate::check::context::Checker;
use crate::check::proof::{stripped, subtract_all};
use crate::check::shared::Shared;
use crate::ids::{ElementId, MeasureId};
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Definition, Expr, Item, Node, Ways};
use crate::source::Span;

/// Conditions that do not speak of the measure, and numbers that it is compared with, each fixed.
#[derive(Clone, Default)]
pub(super) struct Fixed {
    /// Stripped conditions.
    pub(super) facts: Vec<(Expr, bool)>,
    /// Stripped bounds that differ by submission.
    pub(super) bounds: Vec<(Expr, Rational)>,
    /// Which way was chosen of which 择一.
    pub(super) choices: Vec<(ElementId, usize)>,
}

impl Fixed {
    /// As conditions that hold.
    pub(super) fn conditions(&self) -> Vec<(Expr, bool)> {
        let equal = self.bounds.iter().map(|(bound, at)| {
            let span = bound.span;
            (
                super::comparison(Relation::Equal, bound.clone(), super::number(at.clone(), &bound.kind, span), span),
                true,
            )
        });
        self.facts.iter().cloned().chain(equal).collect()
    }

    /// The way that was chosen, if it is fixed.
    pub(super) fn chosen<'w>(&self, ways: &'w Ways) -> Option<&'w Item> {
        let (_, at) = self.choices.iter().find(|(element, _)| *element == ways.element)?;
        ways.ways.get(*at)
    }
}

impl Checker<'_> {
    /// A measure, as conditions may name it; nothing beside it is fixed.
    pub(super) fn own(&self, id: MeasureId) -> Own {
        let measure = self.measures.get(id.index()).filter(|measure| measure.rounding.is_none());
        let formula = measure.map(|measure| stripped(&self.spelled_out(&measure.value)));
        Own { id, formula, definitions: self.definitions.clone(), fixed: Fixed::default() }
    }
}

/// The measure, as conditions may name it.
pub(super) struct Own {
    pub(super) id: MeasureId,
    /// What it is computed from, where nothing is rounded: `x < 50%` says as much as `指标值 < 50%` under `公式：x`.
    formula: Option<Expr>,
    pub(super) definitions: Shared<Vec<Definition>>,
    pub(super) fixed: Fixed,
}

impl Own {
    /// Whether an expression is the measure.
    pub(super) fn is(&self, expr: &Expr) -> bool {
        matches!(expr.node, Node::Measure(id) if id == self.id)
            || self.formula.as_ref().is_some_and(|formula| stripped(&self.spelled_out(expr)) == *formula)
    }

    /// Whether an expression changes with the measure.
    pub(super) fn reads(&self, expr: &Expr) -> bool {
        self.is(expr)
            || match &expr.node {
                Node::Definition(id) => self.definitions.get(id.index()).is_some_and(|one| self.reads(&one.value)),
                _ => expr.children().into_iter().any(|child| self.reads(child)),
            }
    }

    /// An expression with the measure for what it is computed from, and numbers for what is fixed.
    pub(super) fn resolved(&self, expr: &Expr) -> Expr {
        if self.is(expr) {
            return Expr { node: Node::Measure(self.id), ..expr.clone() };
        }
        let plain = stripped(&self.spelled_out(expr));
        if let Some((_, at)) = self.fixed.bounds.iter().find(|(bound, _)| stripped(bound) == plain) {
            return Expr { node: Node::Number(at.clone()), ..expr.clone() };
        }
        match &expr.node {
            Node::Definition(id) => {
                self.definitions.get(id.index()).map_or_else(|| expr.clone(), |one| self.resolved(&one.value))
            }
            _ => expr.map(&mut |inner| self.resolved(inner)),
        }
    }

    pub(super) fn spelled_out(&self, expr: &Expr) -> Expr {
        match &expr.node {
            Node::Definition(id) => {
                self.definitions.get(id.index()).map_or_else(|| expr.clone(), |one| self.spelled_out(&one.value))
            }
            _ => expr.map(&mut |inner| self.spelled_out(inner)),
        }
    }

    /// The values of the measure for which a condition holds; fails with the place where it mixes the measure with other
    /// data so that they cannot be told.
    pub(super) fn values(&self, condition: &Expr) -> Result<Vec<Interval>, Span> {
        if let Some(holds) = self.fixed_fact(condition) {
            return Ok(if holds { vec![Interval::ALL] } else { Vec::new() });
        }
        match &condition.node {
            Node::Not(inner) => self.values(inner).map(|inside| outside(&inside)),
            Node::And(parts) => {
                let sets = parts.iter().map(|part| self.values(part)).collect::<Result<Vec<_>, _>>()?;
                Ok(sets.iter().fold(vec![Interval::ALL], |known, set| both(&known, set)))
            }
            Node::Or(parts) => {
                let sets = parts.iter().map(|part| self.values(part)).collect::<Result<Vec<_>, _>>()?;
                let none = sets.iter().fold(vec![Interval::ALL], |known, set| both(&known, &outside(set)));
                Ok(outside(&none))
            }
            Node::Definition(id) => {
                let definition = self.definitions.get(id.index()).ok_or(condition.span)?;
                self.values(&definition.value).map_err(|_| condition.span)
            }
            Node::Comparison(relation, left, right) if left.kind != Kind::YesNo => {
                self.compared(*relation, left, right).ok_or(condition.span)
            }
            _ => Err(condition.span),
        }
    }

    /// Whether a condition holds that does not change with the measure.
    fn fixed_fact(&self, condition: &Expr) -> Option<bool> {
        if let Node::Number(number) = &condition.node {
            return Some(!number.is_zero());
        }
        if self.reads(condition) {
            return None;
        }
        let plain = stripped(condition);
        let fixed = self.fixed.facts.iter().find(|(fact, _)| stripped(fact) == plain);
        fixed.map(|(_, holds)| *holds)
    }

    /// The values of the measure for which a comparison holds, once all else is fixed.
    fn compared(&self, relation: Relation, left: &Expr, right: &Expr) -> Option<Vec<Interval>> {
        let (left, right) = (self.resolved(left), self.resolved(right));
        match (&left.node, &right.node) {
            (_, Node::Number(number)) if self.is(&left) => return Some(compared(relation, number)),
            (Node::Number(number), _) if self.is(&right) => return Some(compared(relation.mirrored(), number)),
            _ => {}
        }
        let all = curves(&less(&left, &right), self.id, &self.definitions, &Interval::ALL)?;
        let sides = compared(relation, &Rational::ZERO);
        let found = all.iter().flat_map(|(on, curve)| sides.iter().flat_map(|side| parts_with(curve, on, side)));
        Some(found.collect())
    }
}

/// How far one is above the other.
pub(super) fn less(left: &Expr, right: &Expr) -> Expr {
    Expr { node: Node::Arithmetic(Op::Sub, Box::new(left.clone()), Box::new(right.clone())), ..left.clone() }
}

fn compared(relation: Relation, number: &Rational) -> Vec<Interval> {
    let (open, closed) = (End::Open(number.clone()), End::Closed(number.clone()));
    let from = |lower: End| vec![Interval { lower, upper: End::Unbounded }];
    let to = |upper: End| vec![Interval { lower: End::Unbounded, upper }];
    match relation {
        Relation::Equal => vec![Interval::point(number.clone())],
        Relation::NotEqual => outside(&[Interval::point(number.clone())]),
        Relation::Less => to(open),
        Relation::AtMost => to(closed),
        Relation::Greater => from(open),
        Relation::AtLeast => from(closed),
    }
}

/// All numbers that are not in a set.
pub(super) fn outside(set: &[Interval]) -> Vec<Interval> {
    subtract_all(Interval::ALL, set)
}

/// The numbers that are in both.
pub(super) fn both(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| one.intersection(other)));
    pairs.filter(|interval| !interval.is_empty()).collect()
}
