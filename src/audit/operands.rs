//! Slips in a formula: another figure than it names, a figure left out of a sum, and what a figure must be if all others
//! are right.

use super::Auditor;
use super::checks::Run;
use super::hypotheses::{Hypothesis, Mend, Slip, other_side, plain};
use crate::findings::CheckOutcome;
use crate::ids::FieldId;
use crate::inputs::{Inputs, Value, evaluate, quotient_of};
use crate::quantity::{Kind, Op, Quotient, Rational, Relation, Rounding, RoundingMode};
use crate::rubric::{Expr, Node, Rubric};

/// Significant digits that a figure needs to be taken for the one that is missing; shorter ones fit by chance.
const FEWEST_DIGITS: usize = 3;

/// The stated figure is what the formula gives with another field in the place of one operand: the fields of the
/// formula itself first, else the only one of all fields that does.
pub(super) fn wrong(auditor: Auditor<'_>, run: &Run<'_>) -> Vec<Mend> {
    let Some((stated, formula)) = stated(run) else { return Vec::new() };
    let (rubric, inputs): (&Rubric, &Inputs) = (auditor.rubric, &run.inputs);
    // A stated 0 is what anything gives that is taken from itself.
    if number(inputs, stated).is_none_or(Rational::is_zero) {
        return Vec::new();
    }
    let own = rubric.fields_below(formula);
    let tried = |used: &[FieldId]| {
        let mut found = Vec::new();
        for at in 0..count(formula) {
            for used in used {
                let Some((other, instead_of)) = replaced(formula, at, *used, rubric) else { continue };
                let same = number(inputs, *used).is_none() || number(inputs, *used) == number(inputs, instead_of);
                let value = if same { None } else { value_of(auditor, inputs, &other) };
                if value.and_then(|value| to_digits(inputs, stated, &value)).as_ref() == number(inputs, stated) {
                    found.push(Slip::WrongOperand { instead_of, used: *used });
                }
            }
        }
        found
    };
    let within = tried(&own);
    let slip = match within.first() {
        Some(slip) => Some(*slip),
        None => {
            let known = |field: &FieldId| own.contains(field) || *field == stated;
            let others = (0..rubric.fields.len()).map(FieldId::at).filter(|field| !known(field));
            // 0 of anything is 0%, which tells nothing.
            let others = others.filter(|field| number(inputs, *field).is_some_and(|number| !number.is_zero()));
            match tried(&others.collect::<Vec<_>>()).as_slice() {
                [only] => Some(*only),
                _ => None,
            }
        }
    };
    let value = value_of(auditor, inputs, formula).and_then(|value| to_digits(inputs, stated, &value));
    let mend = |(slip, value)| Mend {
        hypothesis: Hypothesis { field: stated, value, slip },
        outcome: CheckOutcome::Holds,
        summand: false,
    };
    slip.zip(value).map(mend).into_iter().collect()
}

/// The only figure that is exactly what a sum lacks.
pub(super) fn missing(auditor: Auditor<'_>, run: &Run<'_>) -> Vec<Mend> {
    let Some(sides) = &run.assessed.sides else { return Vec::new() };
    let sum = |side: &Expr| matches!(side.node, Node::Arithmetic(Op::Add | Op::Sub, ..));
    let adds = matches!(sides.left.kind, Kind::Money | Kind::Count(_)) && (sum(&sides.left) || sum(&sides.right));
    if sides.relation != Relation::Equal || !adds || run.check.assertions.len() > 1 {
        return Vec::new();
    }
    let lacks = sides.difference().abs();
    let fits = |field: &FieldId| {
        let declared = auditor.rubric.field(*field);
        declared.kind == sides.left.kind
            && !run.fields.contains(field)
            && number(&run.inputs, *field) == Some(&lacks)
            && significant(&declared.unit.show(&lacks)) >= FEWEST_DIGITS
    };
    let all = (0..auditor.rubric.fields.len()).map(FieldId::at).filter(fits).collect::<Vec<_>>();
    let [only] = all.as_slice() else { return Vec::new() };
    let hypothesis = Hypothesis { field: *only, value: lacks, slip: Slip::MissingOperand };
    vec![Mend { hypothesis, outcome: CheckOutcome::Holds, summand: true }]
}

/// What a figure must be if all others of the check are right, to its digits.
pub(super) fn derived(rubric: &Rubric, run: &Run<'_>, field: FieldId) -> Option<(Slip, Rational)> {
    let exact = match other_side(run, field) {
        Some(other) => other.clone(),
        None => solved(rubric, run, field)?,
    };
    Some((Slip::Derived, to_digits(&run.inputs, field, &exact)?))
}

/// Solves an equality for one field, which occurs in it once.
fn solved(rubric: &Rubric, run: &Run<'_>, field: FieldId) -> Option<Rational> {
    let sides = run.assessed.sides.as_ref()?;
    let fixed = |other: FieldId| if other == field { None } else { number(&run.inputs, other).cloned() };
    let [left, right] = [&sides.left, &sides.right].map(|side| quotient_of(side, rubric, &fixed));
    let difference = left?.combine(Op::Sub, &right?)?;
    let coefficient = difference.num.factor(field)?;
    (-difference.num.constant()).checked_div(coefficient)
}

/// The field that stands alone on one side of an equality and the formula on the other.
fn stated<'r>(run: &'r Run<'_>) -> Option<(FieldId, &'r Expr)> {
    let sides = run.assessed.sides.as_ref().filter(|sides| sides.relation == Relation::Equal)?;
    match (plain(&sides.left), plain(&sides.right)) {
        (Some(field), None) => Some((field, &sides.right)),
        (None, Some(field)) => Some((field, &sides.left)),
        _ => None,
    }
}

/// The operands of a formula that are fields.
fn count(expr: &Expr) -> usize {
    match &expr.node {
        Node::Field(_) => 1,
        Node::Arithmetic(_, left, right) => count(left).saturating_add(count(right)),
        _ => 0,
    }
}

/// A formula with another field of its kind in the place of one operand, and that operand. Divisors come first: a rate
/// is more often taken of the wrong whole than a wrong part of the right one.
fn replaced(expr: &Expr, at: usize, by: FieldId, rubric: &Rubric) -> Option<(Expr, FieldId)> {
    match &expr.node {
        Node::Field(field) => {
            let fits = *field != by && rubric.field(by).kind == expr.kind;
            fits.then(|| (Expr { node: Node::Field(by), ..expr.clone() }, *field))
        }
        Node::Arithmetic(op, left, right) => {
            let divisor_first = *op == Op::Div;
            let first = if divisor_first { right } else { left };
            let before = count(first);
            let in_first = at < before;
            let in_right = in_first == divisor_first;
            let (side, at) =
                (if in_right { right } else { left }, if in_first { at } else { at.saturating_sub(before) });
            let (other, instead_of) = replaced(side, at, by, rubric)?;
            let other = Box::new(other);
            let node = if in_right {
                Node::Arithmetic(*op, left.clone(), other)
            } else {
                Node::Arithmetic(*op, other, right.clone())
            };
            Some((Expr { node, ..expr.clone() }, instead_of))
        }
        _ => None,
    }
}

fn value_of(auditor: Auditor<'_>, inputs: &Inputs, formula: &Expr) -> Option<Rational> {
    // Another operand may be 0 where the formula's own is not.
    let divides = quotient_of(formula, auditor.rubric, &|field| number(inputs, field).cloned());
    divides.filter(Quotient::is_linear)?;
    evaluate(formula, auditor.rubric, inputs, auditor.measures).number().cloned()
}

fn number(inputs: &Inputs, field: FieldId) -> Option<&Rational> {
    match &inputs.figure(field)?.value {
        Value::Number(number) => Some(number),
        Value::Range(_) | Value::Bool(_) | Value::Text(_) => None,
    }
}

/// A value as the field would print it.
fn to_digits(inputs: &Inputs, field: FieldId, value: &Rational) -> Option<Rational> {
    let digit = &inputs.figure(field)?.last_digit;
    if digit.is_zero() {
        return value.is_whole().then(|| value.clone());
    }
    let steps = Rounding { places: 0, mode: RoundingMode::HalfUp }.round(&value.checked_div(digit)?);
    Some(&steps * digit)
}

/// Digits from the first that is not 0.
fn significant(shown: &str) -> usize {
    shown.chars().filter(char::is_ascii_digit).skip_while(|digit| *digit == '0').count()
}
