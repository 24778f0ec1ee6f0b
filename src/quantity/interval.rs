//! Sets of numbers between two ends, each end belonging to the set or not.

use std::cmp::Ordering;

use super::{Op, Rational, Relation};

/// One end of an [`Interval`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// There is none: the numbers go on for ever.
    Unbounded,
    /// The number itself belongs to the interval (含).
    Closed(Rational),
    /// The number itself does not (不含).
    Open(Rational),
}

/// All numbers between two ends. It may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub lower: End,
    /// The upper end.
    pub upper: End,
}

impl End {
    /// The number at the end.
    #[must_use]
    pub fn number(&self) -> Option<&Rational> {
        match self {
            End::Unbounded => None,
            End::Closed(number) | End::Open(number) => Some(number),
        }
    }

    /// Whether the number at the end belongs to the interval.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self, End::Closed(_))
    }

    /// The end of the numbers on the other side, if there are any: `[5` becomes `5)`.
    #[must_use]
    pub fn flipped(&self) -> Option<End> {
        match self {
            End::Unbounded => None,
            End::Closed(number) => Some(End::Open(number.clone())),
            End::Open(number) => Some(End::Closed(number.clone())),
        }
    }

    fn negated(&self) -> End {
        match self {
            End::Unbounded => End::Unbounded,
            End::Closed(number) => End::Closed(-number),
            End::Open(number) => End::Open(-number),
        }
    }
}

/// Orders two lower ends by the first number that they admit.
pub(super) fn compare_lower(left: &End, right: &End) -> Ordering {
    match (left.number(), right.number()) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(l), Some(r)) => l.cmp(r).then_with(|| right.is_closed().cmp(&left.is_closed())),
    }
}

/// Orders two upper ends by the last number that they admit.
pub(super) fn compare_upper(left: &End, right: &End) -> Ordering {
    match (left.number(), right.number()) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(l), Some(r)) => l.cmp(r).then_with(|| left.is_closed().cmp(&right.is_closed())),
    }
}

impl Interval {
    /// All numbers.
    pub const ALL: Interval = Interval { lower: End::Unbounded, upper: End::Unbounded };

    /// Both ends belong to it.
    #[must_use]
    pub fn closed(lower: Rational, upper: Rational) -> Self {
        Interval { lower: End::Closed(lower), upper: End::Closed(upper) }
    }

    /// One number.
    #[must_use]
    pub fn point(number: Rational) -> Self {
        Self::closed(number.clone(), number)
    }

    /// Whether no number is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (self.lower.number(), self.upper.number()) {
            (Some(lower), Some(upper)) => {
                lower > upper || (lower == upper && !(self.lower.is_closed() && self.upper.is_closed()))
            }
            _ => false,
        }
    }

    /// The number, if there is exactly one.
    #[must_use]
    pub fn only(&self) -> Option<&Rational> {
        match (&self.lower, &self.upper) {
            (End::Closed(lower), End::Closed(upper)) if lower == upper => Some(lower),
            _ => None,
        }
    }

    /// Whether a number is in it.
    #[must_use]
    pub fn contains(&self, number: &Rational) -> bool {
        let above = match &self.lower {
            End::Unbounded => true,
            End::Closed(lower) => number >= lower,
            End::Open(lower) => number > lower,
        };
        above
            && match &self.upper {
                End::Unbounded => true,
                End::Closed(upper) => number <= upper,
                End::Open(upper) => number < upper,
            }
    }

    /// Whether every number of `other` is in it.
    #[must_use]
    pub fn contains_all(&self, other: &Interval) -> bool {
        other.is_empty()
            || (compare_lower(&self.lower, &other.lower) != Ordering::Greater
                && compare_upper(&self.upper, &other.upper) != Ordering::Less)
    }

    /// The numbers in both.
    #[must_use]
    pub fn intersection(&self, other: &Interval) -> Interval {
        let lower = if compare_lower(&self.lower, &other.lower) == Ordering::Less { other } else { self };
        let upper = if compare_upper(&self.upper, &other.upper) == Ordering::Greater { other } else { self };
        Interval { lower: lower.lower.clone(), upper: upper.upper.clone() }
    }

    /// The whole numbers in it, from the first to the last: `(0, 5]` becomes `[1, 5]`.
    #[must_use]
    pub fn whole(&self) -> Interval {
        let lower = match &self.lower {
            End::Unbounded => End::Unbounded,
            End::Closed(number) => End::Closed(number.ceil()),
            End::Open(number) => End::Closed(&number.floor() + &Rational::ONE),
        };
        let upper = match &self.upper {
            End::Unbounded => End::Unbounded,
            End::Closed(number) => End::Closed(number.floor()),
            End::Open(number) => End::Closed(&number.ceil() - &Rational::ONE),
        };
        Interval { lower, upper }
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Interval) -> Interval {
        if self.is_empty() {
            return other.clone();
        }
        if other.is_empty() {
            return self.clone();
        }
        let lower = if compare_lower(&self.lower, &other.lower) == Ordering::Greater { other } else { self };
        let upper = if compare_upper(&self.upper, &other.upper) == Ordering::Less { other } else { self };
        Interval { lower: lower.lower.clone(), upper: upper.upper.clone() }
    }

    /// The numbers below it and the numbers above it; either may be empty, which is `None`.
    #[must_use]
    pub fn outside(&self) -> (Option<Interval>, Option<Interval>) {
        let below = self.lower.flipped().map(|upper| Interval { lower: End::Unbounded, upper });
        let above = self.upper.flipped().map(|lower| Interval { lower, upper: End::Unbounded });
        (below, above)
    }

    /// Orders by the lower end, then by the upper.
    #[must_use]
    pub fn compare(&self, other: &Interval) -> Ordering {
        compare_lower(&self.lower, &other.lower).then_with(|| compare_upper(&self.upper, &other.upper))
    }

    /// An interval that holds `l op r` for all `l` in `self` and `r` in `other`.
    ///
    /// A divisor that may be 0 gives [`Interval::ALL`], unless 0 is an end of it that can be left out: whoever divides
    /// has proved that the divisor is not 0, so `[0, 5]` divides as `(0, 5]`.
    #[must_use]
    pub fn combine(&self, op: Op, other: &Interval) -> Interval {
        match op {
            Op::Add => {
                Interval { lower: add_ends(&self.lower, &other.lower), upper: add_ends(&self.upper, &other.upper) }
            }
            Op::Sub => self.combine(Op::Add, &other.negated()),
            Op::Mul => self.product(other),
            Op::Div => match other.reciprocal() {
                Some(reciprocal) => self.product(&reciprocal),
                None => Interval::ALL,
            },
        }
    }

    /// All numbers of it with the other sign.
    #[must_use]
    pub fn negated(&self) -> Interval {
        Interval { lower: self.upper.negated(), upper: self.lower.negated() }
    }

    /// The distances from 0.
    #[must_use]
    pub fn abs(&self) -> Interval {
        let zero = || End::Closed(Rational::ZERO);
        let not_negative = Interval { lower: zero(), upper: End::Unbounded };
        if not_negative.contains_all(self) {
            return self.clone();
        }
        let mirrored = self.negated();
        if not_negative.contains_all(&mirrored) {
            return mirrored;
        }
        Interval { lower: zero(), upper: self.hull(&mirrored).upper }
    }

    /// All that the greater of a number here and one in `other` can be.
    #[must_use]
    pub fn max(&self, other: &Interval) -> Interval {
        let lower = if compare_lower(&self.lower, &other.lower) == Ordering::Less { other } else { self };
        let upper = if compare_upper(&self.upper, &other.upper) == Ordering::Less { other } else { self };
        Interval { lower: lower.lower.clone(), upper: upper.upper.clone() }
    }

    /// All that the lesser of a number here and one in `other` can be.
    #[must_use]
    pub fn min(&self, other: &Interval) -> Interval {
        self.negated().max(&other.negated()).negated()
    }

    /// Whether `l relation r` for all `l` here and `r` in `other` (yes), for none (no), or for some (`None`).
    #[must_use]
    pub fn compare_all(&self, relation: Relation, other: &Interval) -> Option<bool> {
        let difference = self.combine(Op::Sub, other);
        let zero = Rational::ZERO;
        let below = Interval { lower: End::Unbounded, upper: End::Open(zero.clone()) };
        let above = Interval { lower: End::Open(zero.clone()), upper: End::Unbounded };
        let at = Interval::point(zero);
        let (yes, no): (&[&Interval], &[&Interval]) = match relation {
            Relation::Equal => (&[&at], &[&below, &above]),
            Relation::NotEqual => (&[&below, &above], &[&at]),
            Relation::Less => (&[&below], &[&at, &above]),
            Relation::AtMost => (&[&below, &at], &[&above]),
            Relation::Greater => (&[&above], &[&below, &at]),
            Relation::AtLeast => (&[&at, &above], &[&below]),
        };
        let meets = |parts: &[&Interval]| parts.iter().any(|part| !part.intersection(&difference).is_empty());
        match (meets(yes), meets(no)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    fn product(&self, other: &Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval { lower: End::Open(Rational::ZERO), upper: End::Open(Rational::ZERO) };
        }
        let corners = [&self.lower, &self.upper].into_iter().zip([Side::Lower, Side::Upper]).flat_map(|left| {
            [(&other.lower, Side::Lower), (&other.upper, Side::Upper)].map(|right| corner(left, right))
        });
        let mut corners = corners.collect::<Vec<_>>();
        // Where one factor can be exactly 0, the product can, even if no corner is.
        if self.contains(&Rational::ZERO) || other.contains(&Rational::ZERO) {
            corners.push(Corner::Finite(Rational::ZERO, true));
        }
        Interval { lower: extreme(&corners, false), upper: extreme(&corners, true) }
    }

    fn reciprocal(&self) -> Option<Interval> {
        let zero = Rational::ZERO;
        let not_below = self.lower.number().is_some_and(|lower| *lower >= zero);
        let not_above = self.upper.number().is_some_and(|upper| *upper <= zero);
        let flip = |end: &End, other_side_open: End| match end {
            End::Unbounded => Some(End::Open(Rational::ZERO)),
            End::Closed(number) | End::Open(number) if number.is_zero() => Some(other_side_open),
            End::Closed(number) => Rational::ONE.checked_div(number).map(End::Closed),
            End::Open(number) => Rational::ONE.checked_div(number).map(End::Open),
        };
        (not_below || not_above).then_some(())?;
        Some(Interval { lower: flip(&self.upper, End::Unbounded)?, upper: flip(&self.lower, End::Unbounded)? })
    }
}

fn add_ends(left: &End, right: &End) -> End {
    match (left.number(), right.number()) {
        (Some(l), Some(r)) if left.is_closed() && right.is_closed() => End::Closed(l + r),
        (Some(l), Some(r)) => End::Open(l + r),
        _ => End::Unbounded,
    }
}

#[derive(Clone, Copy)]
enum Side {
    Lower,
    Upper,
}

/// A product of two ends: a number (belonging to the product or not) or an infinity with a sign.
enum Corner {
    Finite(Rational, bool),
    Infinite { positive: bool },
}

fn corner((left, left_side): (&End, Side), (right, right_side): (&End, Side)) -> Corner {
    let sign = |end: &End, side: Side| match (end.number(), side) {
        (Some(number), _) if number.is_zero() => 0,
        (Some(number), _) => {
            if number.is_positive() {
                1
            } else {
                -1
            }
        }
        (None, Side::Lower) => -1,
        (None, Side::Upper) => 1,
    };
    let signs = (sign(left, left_side), sign(right, right_side));
    match (left.number(), right.number()) {
        (Some(l), Some(r)) => {
            let closed_zero = (l.is_zero() && left.is_closed()) || (r.is_zero() && right.is_closed());
            Corner::Finite(l * r, closed_zero || (left.is_closed() && right.is_closed()))
        }
        // An end at 0 against an infinite one: products come as near to 0 as one likes; 0 itself is added by the caller.
        _ if signs.0 == 0 || signs.1 == 0 => Corner::Finite(Rational::ZERO, false),
        _ => Corner::Infinite { positive: signs.0 == signs.1 },
    }
}

fn extreme(corners: &[Corner], upper: bool) -> End {
    let mut best: Option<(Rational, bool)> = None;
    for corner in corners {
        match corner {
            Corner::Infinite { positive } if *positive == upper => return End::Unbounded,
            Corner::Infinite { .. } => {}
            Corner::Finite(number, closed) => {
                let better = best.as_ref().is_none_or(|(known, known_closed)| match number.cmp(known) {
                    Ordering::Equal => *closed && !known_closed,
                    Ordering::Greater => upper,
                    Ordering::Less => !upper,
                });
                if better {
                    best = Some((number.clone(), *closed));
                }
            }
        }
    }
    match best {
        Some((number, true)) => End::Closed(number),
        Some((number, false)) => End::Open(number),
        None => End::Unbounded,
    }
}
