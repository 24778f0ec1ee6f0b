//! 扣分: how many steps are charged for an excess that may be an interval.

use crate::quantity::{End, Interval, Rational};
use crate::rubric::{DeductionLine, Partial};

/// The fewest and the most steps that may be charged for an excess; no most where the excess has no end.
///
/// | in | |
/// |---|---|
/// | `excess` | in the unit of the line's step; below 0 counts as 0. Not empty |
pub(super) fn steps(line: &DeductionLine, excess: &Interval) -> (Rational, Option<Rational>) {
    let fewest = match &excess.lower {
        End::Unbounded => Rational::ZERO,
        End::Closed(number) => charged(line, number, Side::At),
        End::Open(number) => charged(line, number, Side::JustAbove),
    };
    let most = match &excess.upper {
        End::Unbounded => None,
        End::Closed(number) => Some(charged(line, number, Side::At)),
        End::Open(number) => Some(charged(line, number, Side::JustBelow)),
    };
    (fewest, most)
}

/// Where a number lies beside the one named. Steps jump, so beside a jump it matters.
#[derive(Clone, Copy)]
enum Side {
    At,
    JustAbove,
    JustBelow,
}

fn charged(line: &DeductionLine, excess: &Rational, side: Side) -> Rational {
    let (excess, side) = if excess.is_negative() { (Rational::ZERO, Side::At) } else { (excess.clone(), side) };
    if excess.is_zero() && matches!(side, Side::JustBelow) {
        return Rational::ZERO;
    }
    let parts = excess.checked_div(&line.step).unwrap_or(Rational::ZERO);
    match (line.partial, side) {
        (Partial::ProRata, _) => parts,
        (Partial::Ignored, Side::At | Side::JustAbove) => parts.floor(),
        (Partial::Ignored, Side::JustBelow) => &parts.ceil() - &Rational::ONE,
        (Partial::Charged, Side::At | Side::JustBelow) => parts.ceil(),
        (Partial::Charged, Side::JustAbove) => &parts.floor() + &Rational::ONE,
    }
}
