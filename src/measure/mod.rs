//! The first pass over bound data: the value of every formula that is scored, rounded where the rubric says so and
//! held against its 值域.

mod diagnostics;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostics, Reported};
use crate::ids::MeasureId;
use crate::inputs::{Inputs, Measures, Outcome, Value, evaluate};
use crate::quantity::{End, Interval};
use crate::rubric::{Measure, Rubric};

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
        let outcome = evaluate(&one.value, rubric, inputs, &measures);
        let outcome = match outcome {
            Outcome::Known(value) => Outcome::Known(rounded(value, one)),
            other => other,
        };
        let outcome = if is_scored(rubric, inputs, &measures, one) {
            within(rubric, inputs, MeasureId::at(at), outcome, diagnostics)
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

fn rounded(value: Value, measure: &Measure) -> Value {
    match value {
        Value::Number(number) => Value::Number(measure.rounded(&number)),
        // Rounding keeps the order, so the ends of the rounded values are the rounded ends.
        Value::Range(interval) if measure.rounding.is_some() => {
            let end = |end: &End| end.number().map_or(End::Unbounded, |number| End::Closed(measure.rounded(number)));
            number_or_range(Interval { lower: end(&interval.lower), upper: end(&interval.upper) })
        }
        other => other,
    }
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
