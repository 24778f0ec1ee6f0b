//! What printed figures may stand for, and what formulas over them may be worth.
//!
//! A figure v whose last digit is u stands for all that is rounded to it, half away from zero: [v − ½u, v + ½u) above 0,
//! (v − ½u, v + ½u] below, (−½u, ½u) for 0. So a formula stands for an interval. It is exact for
//! linear forms, each figure being one variable however often it occurs, and for quotients of linear forms. For all
//! else it is interval arithmetic, which is exact where every figure occurs once.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::FieldId;
use crate::inputs::{Inputs, Measures, Outcome, Value, evaluate_within, measured, quotient_of};
use crate::quantity::{End, Interval, Linear, Op, Quotient, Rational, Relation};
use crate::rubric::{Expr, Node, Rubric};

/// Whether some choice of true values satisfies `left relation right`.
pub(super) struct Explained {
    /// Whether some choice does.
    pub possible: bool,
    /// Whether that is only known approximately: it may be too lenient.
    pub approximate: bool,
}

/// Steps of a search that ends after a few; more would mean a mistake in it.
const MOST_STEPS: usize = 64;

/// What figures stand for where more is known of them than their digits.
pub(super) type Boxes = BTreeMap<FieldId, Interval>;

/// Decides whether disclosed digits explain that a comparison does not hold on the printed ones.
pub(super) fn explain(
    relation: Relation,
    (left, right): (&Expr, &Expr),
    rubric: &Rubric,
    inputs: &Inputs,
    known: &Boxes,
) -> Explained {
    let fields = [left, right].into_iter().flat_map(|side| rubric.fields_below(side));
    let stands_for = |field| known.get(&field).cloned().or_else(|| stands_for(rubric, inputs, field));
    let boxes: Boxes = fields.filter_map(|field| Some((field, stands_for(field)?))).collect();
    if boxes.values().any(Interval::is_empty) {
        return Explained { possible: false, approximate: false };
    }
    let zero = Interval::point(Rational::ZERO);
    let free = |_: FieldId| None;
    let sides = (quotient_of(left, rubric, &free), quotient_of(right, rubric, &free));
    let decide = |l: &Interval, r: &Interval, approximate| {
        let possible = l.compare_all(relation, r) != Some(false);
        Explained { possible, approximate }
    };
    if let (Some(left), Some(right)) = &sides {
        let difference = left.combine(Op::Sub, right);
        if let Some(difference) = difference.as_ref().and_then(Quotient::as_linear) {
            return decide(&linear(difference, &boxes), &zero, false);
        }
        let shared = left.variables().any(|field| right.variables().any(|other| other == field));
        if let (false, Some(left), Some(right)) = (shared, quotient(left, &boxes), quotient(right, &boxes)) {
            return decide(&left, &right, false);
        }
    }
    let mut read = occurrences(left, rubric);
    read.extend(occurrences(right, rubric));
    let different = read.iter().collect::<BTreeSet<_>>().len();
    let worth = |expr: &Expr| match evaluate_within(expr, rubric, inputs, &boxes) {
        Outcome::Known(Value::Number(number)) => Interval::point(number),
        Outcome::Known(Value::Range(range)) => range,
        _ => Interval::ALL,
    };
    decide(&worth(left), &worth(right), different < read.len())
}

/// The measures on other cells than those that were scored.
pub(super) fn remeasured(rubric: &Rubric, inputs: &Inputs) -> Measures {
    let mut measures = Measures::default();
    for measure in &rubric.measures {
        let value = measured(measure, rubric, inputs, &measures);
        measures.values.push(value);
    }
    measures
}

/// The figures that plain bounds among assertions narrow: where `甲 ≤ 1万元` stands beside `甲 + 乙 = 丙`, one 甲 has to
/// satisfy both.
pub(super) fn narrowed(assertions: &[Expr], rubric: &Rubric, inputs: &Inputs, known: &Boxes) -> Boxes {
    let mut boxes = known.clone();
    for assertion in assertions {
        if let Node::And(parts) = &assertion.node {
            boxes = narrowed(parts, rubric, inputs, &boxes);
        }
        let Some((field, allowed)) = bound(assertion, rubric) else { continue };
        let digits = || stands_for(rubric, inputs, field).filter(|digits| digits.only().is_none());
        if let Some(left) = boxes.get(&field).cloned().or_else(digits) {
            boxes.insert(field, left.intersection(&allowed));
        }
    }
    boxes
}

/// The field and its values, if an assertion is a bound on one field.
pub(super) fn bound(assertion: &Expr, rubric: &Rubric) -> Option<(FieldId, Interval)> {
    let (relation, left, right) = match &assertion.node {
        Node::Comparison(relation, left, right) => (*relation, left, right),
        Node::Not(inner) => match &inner.node {
            Node::Comparison(relation, left, right) => (relation.negated(), left, right),
            _ => return None,
        },
        _ => return None,
    };
    let free = |_: FieldId| None;
    let difference = quotient_of(left, rubric, &free)?.combine(Op::Sub, &quotient_of(right, rubric, &free)?)?;
    let difference = difference.as_linear()?;
    let mut terms = difference.terms().iter();
    let ((field, coefficient), None) = (terms.next()?, terms.next()) else { return None };
    let at = (-difference.constant()).checked_div(coefficient)?;
    let (open, closed) = (End::Open(at.clone()), End::Closed(at.clone()));
    let below = |upper: End| Interval { lower: End::Unbounded, upper };
    let above = |lower: End| Interval { lower, upper: End::Unbounded };
    let up = coefficient.is_positive();
    let allowed = match relation {
        Relation::NotEqual => return None,
        Relation::Equal => Interval::point(at),
        Relation::Less if up => below(open),
        Relation::Greater if !up => below(open),
        Relation::AtMost if up => below(closed),
        Relation::AtLeast if !up => below(closed),
        Relation::Less | Relation::Greater => above(open),
        Relation::AtMost | Relation::AtLeast => above(closed),
    };
    Some((*field, allowed))
}

/// Whether the digits of a figure leave its value open.
pub(super) fn is_open(rubric: &Rubric, inputs: &Inputs, field: FieldId) -> bool {
    stands_for(rubric, inputs, field).is_some_and(|digits| digits.only().is_none())
}

/// What the chosen print of a field stands for.
fn stands_for(rubric: &Rubric, inputs: &Inputs, field: FieldId) -> Option<Interval> {
    let figure = inputs.figure(field)?;
    match &figure.value {
        Value::Range(range) => Some(range.clone()),
        Value::Number(number) if rubric.field(field).exact || figure.last_digit.is_zero() => {
            Some(Interval::point(number.clone()))
        }
        Value::Number(number) => {
            let half = figure.last_digit.checked_div(&Rational::whole(2))?;
            let (lower, upper) = (number - &half, number + &half);
            let lower = if number.is_positive() { End::Closed(lower) } else { End::Open(lower) };
            let upper = if number.is_negative() { End::Closed(upper) } else { End::Open(upper) };
            Some(Interval { lower, upper })
        }
        Value::Bool(_) | Value::Text(_) => None,
    }
}

/// All that a linear form can be.
fn linear(form: &Linear<FieldId>, boxes: &BTreeMap<FieldId, Interval>) -> Interval {
    form.terms().iter().fold(Interval::point(form.constant().clone()), |sum, (field, coefficient)| {
        let values = boxes.get(field).unwrap_or(&Interval::ALL);
        sum.combine(Op::Add, &values.combine(Op::Mul, &Interval::point(coefficient.clone())))
    })
}

/// All that a quotient can be; `None` where its divisor may be 0 or a figure has no end.
fn quotient(form: &Quotient<FieldId>, boxes: &BTreeMap<FieldId, Interval>) -> Option<Interval> {
    if let Some(form) = form.as_linear() {
        return Some(linear(form, boxes));
    }
    let zero = Rational::ZERO;
    let divisor = linear(&form.den, boxes);
    let form = match (divisor.lower.number(), divisor.upper.number()) {
        (Some(lower), _) if *lower > zero => form.clone(),
        (_, Some(upper)) if *upper < zero => {
            let turn = Rational::whole(-1);
            Quotient { num: form.num.times(&turn), den: form.den.times(&turn) }
        }
        _ => return None,
    };
    let negative = Quotient { num: form.num.times(&Rational::whole(-1)), den: form.den.clone() };
    let lower = highest(&negative, boxes)?;
    let lower = Interval { lower: End::Unbounded, upper: lower }.negated().lower;
    Some(Interval { lower, upper: highest(&form, boxes)? })
}

/// The upper end of `over / under`, for `under > 0` (Dinkelbach's method).
///
/// `over / under ≥ t` where `over − t·under ≥ 0`, and that is linear: it is greatest with every figure at one of its
/// ends. Each step takes the quotient there as the next `t`; there are finitely many corners and `t` only grows.
fn highest(form: &Quotient<FieldId>, boxes: &BTreeMap<FieldId, Interval>) -> Option<End> {
    let fields = form.variables().collect::<BTreeSet<_>>();
    let middle = |field: &FieldId| Some((*field, boxes.get(field)?.lower.number()?.clone()));
    let mut corner = fields.iter().map(middle).collect::<Option<BTreeMap<_, _>>>()?;
    for _ in 0..MOST_STEPS {
        let best = form.num.at(&corner).checked_div(&form.den.at(&corner))?;
        let slope = form.num.minus(&form.den.times(&best));
        let mut reached = true;
        let mut next = corner.clone();
        for (field, coefficient) in slope.terms() {
            let values = boxes.get(field)?;
            let end = if coefficient.is_positive() { &values.upper } else { &values.lower };
            reached &= end.is_closed();
            next.insert(*field, end.number()?.clone());
        }
        if next == corner {
            return Some(if reached { End::Closed(best) } else { End::Open(best) });
        }
        corner = next;
    }
    None
}

/// Every field that is read, as often as it is read.
fn occurrences(expr: &Expr, rubric: &Rubric) -> Vec<FieldId> {
    match &expr.node {
        Node::Field(field) => vec![*field],
        Node::Definition(id) => occurrences(&rubric.definition(*id).value, rubric),
        Node::Measure(id) => occurrences(&rubric.measure(*id).value, rubric),
        _ => expr.children().into_iter().flat_map(|part| occurrences(part, rubric)).collect(),
    }
}
