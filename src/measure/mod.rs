//! The first pass over bound data: the value of every formula that is scored, rounded where the rubric says so and
//! held against its 值域.

mod diagnostics;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostics, Reported};
use crate::ids::MeasureId;
use crate::inputs::{Inputs, Measures, Outcome, Value, evaluate, measured};
use crate::quantity::{Interval, Kind, Op, Rational};
use crate::rubric::{Expr, Measure, Node, Rubric};

/// Computes all measures.
///
/// | step | |
/// |---|---|
/// | formula | exact, on the first print of every figure; an interval where a cell is one |
/// | 修约 | once, see [`Measure::rounded`] |
/// | 值域 | tried on what is scored, that is after 修约, and only where no 不适用 clause holds or is open |
///
/// # Errors
/// D0217 for every measure outside its 值域, naming the figures that it was computed from.
pub fn measure(rubric: &Rubric, inputs: &Inputs, diagnostics: &mut Diagnostics) -> Result<Measures, Reported> {
    let before = diagnostics.count();
    let mut measures = Measures::default();
    for (at, one) in rubric.measures.iter().enumerate() {
        let outcome = measured(one, rubric, inputs, &measures);
        let outcome = if is_scored(rubric, inputs, &measures, one) {
            let before = diagnostics.count();
            let outcome = within(rubric, inputs, MeasureId::at(at), outcome, diagnostics);
            if diagnostics.error_since(before).is_none() {
                far_apart(rubric, inputs, one, diagnostics);
            }
            outcome
        } else {
            outcome
        };
        measures.values.push(outcome);
    }
    diagnostics.error_since(before).map_or(Ok(measures), Err)
}

/// Whether the rule of its indicator reads it: whether every 不适用 clause is known not to hold.
fn is_scored(rubric: &Rubric, inputs: &Inputs, measures: &Measures, measure: &Measure) -> bool {
    let clauses = &rubric.indicator(measure.indicator).not_applicable;
    let fails = |outcome: Outcome| outcome == Outcome::Known(Value::Bool(false));
    clauses.iter().all(|clause| fails(evaluate(&clause.condition, rubric, inputs, measures)))
}

fn number_or_range(interval: Interval) -> Value {
    match interval.only() {
        Some(number) => Value::Number(number.clone()),
        None => Value::Range(interval),
    }
}

/// The outcome as far as 值域 allows it; one outside is reported.
fn within(rubric: &Rubric, inputs: &Inputs, id: MeasureId, outcome: Outcome, diagnostics: &mut Diagnostics) -> Outcome {
    let one = rubric.measure(id);
    let Some(range) = &one.range else { return outcome };
    let interval = match &outcome {
        Outcome::Known(Value::Number(number)) => Interval::point(number.clone()),
        Outcome::Known(Value::Range(interval)) => interval.clone(),
        _ => return outcome,
    };
    let left = interval.intersection(range);
    if left.is_empty() {
        diagnostics.error(diagnostics::out_of_range(rubric, inputs, one, &interval));
        return outcome;
    }
    Outcome::Known(number_or_range(left))
}

/// Notes (F0303) where one sum of money or count is divided by another that is a thousand times larger or smaller: 元 was
/// perhaps written for 万元. Nothing is changed.
fn far_apart(rubric: &Rubric, inputs: &Inputs, measure: &Measure, diagnostics: &mut Diagnostics) {
    let Some((over, under)) = quotient(&measure.value, rubric) else { return };
    let read = |expr: &Expr| evaluate(expr, rubric, inputs, &Measures::default()).number().map(Rational::abs);
    let (Some(over_value), Some(under_value)) = (read(over), read(under)) else { return };
    if over_value.is_zero() || under_value.is_zero() {
        return;
    }
    let thousand = Rational::whole(1000);
    let larger = over_value >= &under_value * &thousand;
    if larger || under_value >= &over_value * &thousand {
        let sides = if larger { (over, under) } else { (under, over) };
        diagnostics.note(diagnostics::far_apart(rubric, inputs, measure, sides));
    }
}

/// Both sides of a quotient of two sums of money or of two counts.
fn quotient<'r>(expr: &'r Expr, rubric: &'r Rubric) -> Option<(&'r Expr, &'r Expr)> {
    match &expr.node {
        Node::Definition(id) => quotient(&rubric.definition(*id).value, rubric),
        Node::Arithmetic(Op::Div, over, under) => {
            let alike = over.kind == under.kind && matches!(over.kind, Kind::Money | Kind::Count(_));
            alike.then_some((&**over, &**under))
        }
        _ => None,
    }
}
