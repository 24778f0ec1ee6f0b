//! Pieces over a number that is computed from the measure, such as the rate of completion, as pieces over the measure.

use crate::quantity::{End, Interval, Op, Rational};
use crate::rubric::Curve;

/// How a number is computed from the measure.
pub(super) enum Turn {
    /// It is the measure.
    Same,
    /// x / t.
    Over(Rational),
    /// t / x, read where x is above 0.
    Under(Rational),
}

impl Turn {
    /// The values of the measure for which the number lies in an interval.
    pub(super) fn interval(&self, of: &Interval) -> Interval {
        match self {
            Turn::Same => of.clone(),
            Turn::Over(by) => of.combine(Op::Mul, &Interval::point(by.clone())),
            Turn::Under(target) => {
                let end = |end: &End| match end {
                    End::Closed(at) => target.checked_div(at).map_or(End::Unbounded, End::Closed),
                    End::Open(at) => target.checked_div(at).map_or(End::Unbounded, End::Open),
                    End::Unbounded => End::Open(Rational::ZERO),
                };
                let negative = of.upper.number().is_some_and(|upper| !upper.is_positive());
                if negative {
                    let zero = Rational::ZERO;
                    return Interval { lower: End::Open(zero.clone()), upper: End::Open(zero) };
                }
                Interval { lower: end(&of.upper), upper: end(&of.lower) }
            }
        }
    }

    /// A curve over the number as one over the measure.
    pub(super) fn curve(&self, of: &Curve) -> Curve {
        match self {
            Turn::Same => of.clone(),
            Turn::Over(by) => Curve { a: &of.a * by, b: of.b.clone(), c: &of.c * by, d: of.d.clone() },
            Turn::Under(target) => Curve { a: &of.b * target, b: of.a.clone(), c: &of.d * target, d: of.c.clone() },
        }
    }
}
