//! What single slip would explain that a check does not hold. Each guess is verified by running the check again.

use super::Auditor;
use super::checks::Run;
use super::operands;
use crate::findings::CheckOutcome;
use crate::ids::FieldId;
use crate::inputs::{Figure, Inputs, State, Value};
use crate::quantity::{Kind, Rational, Relation, Rounding, RoundingMode};
use crate::rubric::{Expr, Field, Node, Rubric};

/// A slip in one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hypothesis {
    /// The field.
    pub field: FieldId,
    /// What it should have been, in base units; for a missing operand, what it is.
    pub value: Rational,
    /// The slip.
    pub slip: Slip,
}

/// The slips that are looked for, the smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// Written in another unit than declared, where the declared one was meant.
    Unit,
    /// Fewer digits written than declared.
    Shortened,
    /// Cut off where it should have been rounded.
    Truncated,
    /// Two neighbouring digits changed places.
    Swapped,
    /// One digit is another.
    OneDigit,
    /// Written in the wrong unit, 元 for 万元 or the reverse.
    Scale,
    /// A percentage written as a fraction or the reverse.
    Percent,
    /// Computed with another figure than the formula names.
    WrongOperand {
        /// The operand of the formula.
        instead_of: FieldId,
        /// The figure that was used.
        used: FieldId,
    },
    /// The field was left out of a sum.
    MissingOperand,
    /// The value that all other figures together give. It is told only where it mends several checks.
    Derived,
}

impl Slip {
    /// How large a slip it is, whatever the fields.
    pub fn size(self) -> u8 {
        match self {
            Slip::Unit => 0,
            Slip::Shortened => 1,
            Slip::Truncated => 2,
            Slip::Swapped => 3,
            Slip::OneDigit => 4,
            Slip::Scale => 5,
            Slip::Percent => 6,
            Slip::WrongOperand { .. } => 7,
            Slip::MissingOperand => 8,
            Slip::Derived => 9,
        }
    }
}

/// A hypothesis that mends its check.
#[derive(Clone, Debug)]
pub(super) struct Mend {
    pub hypothesis: Hypothesis,
    /// How the check then comes out: 一致 or 尾差.
    pub outcome: CheckOutcome,
    /// Whether the figure is one of several on its side.
    pub summand: bool,
}

/// A check over more figures is not looked at.
const MOST_FIELDS: usize = 100;
/// Digits of a figure that are varied; longer ones are no figures of a report.
const MOST_DIGITS: usize = 20;

/// All single slips that repair a check.
pub(super) fn hypotheses(auditor: Auditor<'_>, run: &Run<'_>) -> Vec<Mend> {
    let mut found = Vec::new();
    let alone = run.assessed.sides.as_ref().map(|sides| [&sides.left, &sides.right].map(plain));
    // Among the cells of a long table a slip that would repair a sum is found by chance.
    if run.fields.len() > MOST_FIELDS {
        return found;
    }
    let mut inputs = run.inputs.clone().into_owned();
    for field in &run.fields {
        let Some(figure) = run.inputs.figure(*field) else { continue };
        let Value::Number(number) = &figure.value else { continue };
        let declared = auditor.rubric.field(*field);
        if !declared.kind.is_numeric() {
            continue;
        }
        let summand = !alone.is_some_and(|sides| sides.contains(&Some(*field)));
        for (slip, value) in guesses(auditor, run, *field, (figure, number)) {
            if !declared.range.contains(&value) || value == *number {
                continue;
            }
            let hypothesis = Hypothesis { field: *field, value, slip };
            correct(&mut inputs, auditor.rubric, &hypothesis, number);
            let outcome = auditor.assess(run.check, &inputs).outcome;
            restore(&mut inputs, &run.inputs, *field);
            if matches!(outcome, CheckOutcome::Holds | CheckOutcome::HoldsByRounding) {
                found.push(Mend { hypothesis, outcome, summand });
            }
        }
    }
    found.extend(operands::wrong(auditor, run));
    found.extend(operands::missing(auditor, run));
    found
}

fn guesses(
    auditor: Auditor<'_>,
    run: &Run<'_>,
    id: FieldId,
    (figure, number): (&Figure, &Rational),
) -> Vec<(Slip, Rational)> {
    let declared = auditor.rubric.field(id);
    let equality = run.assessed.sides.as_ref().is_some_and(|sides| sides.relation == Relation::Equal);
    let mut guesses = truncated(run, id, number).into_iter().collect::<Vec<_>>();
    // Any digit mends `甲 ≤ 乙`, so none is worth telling; only a slip of scale is.
    if equality {
        guesses.extend(shortened(run, id, figure));
        guesses.extend(in_digits(figure, declared.digits, &declared.unit.factor));
        guesses.extend(operands::derived(auditor.rubric, run, id));
    }
    if equality || far_apart(run) {
        let foreign = is_foreign(declared, figure);
        let scaled = in_scale(&declared.kind, number, foreign).into_iter();
        guesses.extend(scaled.filter(|(_, value)| equality || declared.takes(value)));
    }
    guesses
}

/// Writes a value in the place of one, at every print of it.
pub(super) fn correct(inputs: &mut Inputs, rubric: &Rubric, hypothesis: &Hypothesis, old: &Rational) {
    let Hypothesis { field, value: new, slip } = hypothesis;
    let Some(State::Filled(figures)) = inputs.cells.get_mut(field.index()).map(|cell| &mut cell.state) else { return };
    for figure in figures.iter_mut().filter(|figure| matches!(&figure.value, Value::Number(number) if number == old)) {
        match (slip, new.checked_div(old), own_digit(rubric.field(*field))) {
            (Slip::Unit, _, Some(digit)) => figure.last_digit = digit,
            // A figure in another unit has its last digit in that unit too.
            (Slip::Unit | Slip::Scale | Slip::Percent, Some(scale), _) => {
                figure.last_digit = &figure.last_digit * &scale;
            }
            _ => {}
        }
        figure.value = Value::Number(new.clone());
    }
}

/// Puts the cell of a field back as it was.
pub(super) fn restore(inputs: &mut Inputs, from: &Inputs, field: FieldId) {
    if let (Some(cell), Some(was)) = (inputs.cells.get_mut(field.index()), from.cells.get(field.index())) {
        cell.clone_from(was);
    }
}

/// Whether a figure is written in another unit than declared: its last digit is then of that unit.
fn is_foreign(declared: &Field, figure: &Figure) -> bool {
    own_digit(declared).is_some_and(|own| own != figure.last_digit)
}

/// The last digit of a figure in the unit declared; 0 where such figures are exact, `None` without declared digits.
fn own_digit(declared: &Field) -> Option<Rational> {
    let coarse = match declared.kind {
        Kind::Ratio | Kind::Change | Kind::Point => true,
        Kind::Money | Kind::Count(_) | Kind::Per(..) => declared.unit.factor > Rational::ONE,
        _ => false,
    };
    if declared.exact || !coarse {
        return Some(Rational::ZERO);
    }
    let places = i32::try_from(declared.digits?).ok()?;
    Some(&Rational::power_of_ten(places.saturating_neg()) * &declared.unit.factor)
}

/// Whether one side is a thousand times the other or more, so that a wrong unit is likely.
fn far_apart(run: &Run<'_>) -> bool {
    run.assessed.sides.as_ref().is_some_and(|sides| {
        let (left, right, thousand) = (sides.left_value.abs(), sides.right_value.abs(), Rational::whole(1000));
        left >= &right * &thousand || right >= &left * &thousand
    })
}

/// The other side to the digits declared, where what is printed is that with fewer digits.
fn shortened(run: &Run<'_>, field: FieldId, figure: &Figure) -> Option<(Slip, Rational)> {
    let Value::Number(number) = &figure.value else { return None };
    let other = other_side(run, field)?;
    let digit = Some(&figure.last_digit).filter(|digit| !digit.is_zero())?;
    let to = |digit: &Rational, mode| Some(&Rounding { places: 0, mode }.round(&other.checked_div(digit)?) * digit);
    let meant = to(digit, RoundingMode::HalfUp)?;
    let mut shorter = digit * &Rational::whole(10);
    // As many digits fewer as were left away: those that are printed end in so many zeros.
    while number.checked_div(&shorter)?.is_whole() && !number.is_zero() {
        let modes = [RoundingMode::HalfUp, RoundingMode::Truncate];
        if modes.into_iter().any(|mode| to(&shorter, mode).as_ref() == Some(number)) {
            return is_short(figure).then_some((Slip::Shortened, meant));
        }
        shorter = &shorter * &Rational::whole(10);
    }
    None
}

/// Whether the figure as written ends in no zero, so that the digits behind were not printed.
fn is_short(figure: &Figure) -> bool {
    !figure.written.trim_end_matches(|one: char| !one.is_ascii_digit()).ends_with('0')
}

/// What a figure that stands alone on its side should be.
pub(super) fn other_side<'r>(run: &'r Run<'_>, field: FieldId) -> Option<&'r Rational> {
    let sides = run.assessed.sides.as_ref().filter(|sides| sides.relation == Relation::Equal)?;
    match (plain(&sides.left), plain(&sides.right)) {
        (Some(left), _) if left == field => Some(&sides.right_exact),
        (_, Some(right)) if right == field => Some(&sides.left_exact),
        _ => None,
    }
}

/// The other side rounded, where what is printed is the other side cut off.
fn truncated(run: &Run<'_>, field: FieldId, number: &Rational) -> Option<(Slip, Rational)> {
    let digit = run.inputs.figure(field).map(|figure| &figure.last_digit).filter(|digit| !digit.is_zero())?;
    let steps = other_side(run, field)?.checked_div(digit)?;
    let as_rounded = |mode| &Rounding { places: 0, mode }.round(&steps) * digit;
    (as_rounded(RoundingMode::Truncate) == *number).then(|| (Slip::Truncated, as_rounded(RoundingMode::HalfUp)))
}

/// Neighbouring digits swapped, and every digit replaced.
fn in_digits(figure: &Figure, digits: Option<u32>, factor: &Rational) -> Vec<(Slip, Rational)> {
    let Value::Number(number) = &figure.value else { return Vec::new() };
    let places = i32::try_from(digits.unwrap_or(0)).unwrap_or(i32::MAX);
    let declared = &Rational::power_of_ten(places.saturating_neg()) * factor;
    let digit = if figure.last_digit.is_zero() { &declared } else { &figure.last_digit };
    let Some(steps) = number.abs().checked_div(digit).filter(Rational::is_whole) else { return Vec::new() };
    let written = steps.to_fixed(0).into_bytes();
    if written.len() > MOST_DIGITS {
        return Vec::new();
    }
    let mut variants = Vec::new();
    for at in 0..written.len() {
        let mut swapped = written.clone();
        if at > 0 {
            swapped.swap(at.saturating_sub(1), at);
            variants.push((Slip::Swapped, swapped));
        }
        for other in b'0'..=b'9' {
            let mut replaced = written.clone();
            if let Some(digit) = replaced.get_mut(at) {
                *digit = other;
            }
            variants.push((Slip::OneDigit, replaced));
        }
    }
    let sign = if number.is_negative() { Rational::whole(-1) } else { Rational::ONE };
    let value = |digits: Vec<u8>| {
        // A figure does not begin with 0, but for a single one before the point.
        let text = String::from_utf8(digits).ok()?;
        let steps = rust_decimal::Decimal::from_str_exact(&text).ok()?;
        Some(&(&Rational::from(steps) * digit) * &sign)
    };
    variants.into_iter().filter_map(|(slip, digits)| Some((slip, value(digits)?))).collect()
}

fn in_scale(kind: &Kind, number: &Rational, foreign: bool) -> Vec<(Slip, Rational)> {
    let scaled = |slip, power: i32| {
        [power, power.saturating_neg()].map(|power| (slip, number * &Rational::power_of_ten(power))).to_vec()
    };
    match kind {
        Kind::Money | Kind::Count(_) | Kind::Per(..) => scaled(if foreign { Slip::Unit } else { Slip::Scale }, 4),
        Kind::Ratio | Kind::Change => scaled(Slip::Percent, 2),
        _ => Vec::new(),
    }
}

/// The field that an expression is, if it is nothing else.
pub(super) fn plain(expr: &Expr) -> Option<FieldId> {
    match &expr.node {
        Node::Field(field) => Some(*field),
        _ => None,
    }
}
