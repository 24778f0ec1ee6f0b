//! Fractions and sets of numbers between two ends, naively: big rationals, and every case written out.

use std::cmp::Ordering;

use jixiao::quantity::{End, Interval, Rational, Rounding, RoundingMode};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// A fraction.
pub type F = BigRational;

/// `num / den`.
pub fn frac(num: i64, den: i64) -> F {
    F::new(BigInt::from(num), BigInt::from(den))
}

/// Ours of theirs.
pub fn of(number: &Rational) -> F {
    let (num, den) = number.parts();
    F::new(num, den)
}

/// The decimals of a number that ends; panics for one that does not.
pub fn decimal(number: &F) -> String {
    let mut places = 0;
    let mut scaled = number.abs();
    while !scaled.is_integer() {
        scaled *= frac(10, 1);
        places += 1;
        assert!(places < 40, "{number} has no end");
    }
    let digits = format!("{:0>width$}", scaled.to_integer().to_string(), width = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    let sign = if number.is_negative() { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Rounds by looking at the two neighbours.
pub fn round(number: &F, rounding: Option<Rounding>) -> F {
    let Some(rounding) = rounding else { return number.clone() };
    let unit = F::one() / F::from_integer(BigInt::from(10).pow(rounding.places));
    let near = (number.abs() / &unit).to_integer();
    let (below, above) = (F::from_integer(near.clone()) * &unit, F::from_integer(&near + 1) * &unit);
    let size = number.abs();
    let middle = (&below + &above) / frac(2, 1);
    let even = (&near % 2) == BigInt::zero();
    let up = match rounding.mode {
        RoundingMode::Truncate => false,
        RoundingMode::AwayFromZero => size != below,
        RoundingMode::HalfUp => size >= middle,
        RoundingMode::HalfEven => size > middle || (size == middle && !even),
    };
    let rounded = if up { above } else { below };
    if number.is_negative() { -rounded } else { rounded }
}

/// One end of a [`Span`]: beyond all numbers, or a number that belongs to it or not.
#[derive(Clone, Debug, PartialEq)]
pub enum Edge {
    /// There is none.
    Free,
    /// A number, and whether it belongs.
    At(F, bool),
}

/// All numbers between two ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The lower end.
    pub low: Edge,
    /// The upper end.
    pub high: Edge,
}

impl Span {
    /// One number.
    pub fn point(number: &F) -> Span {
        Span { low: Edge::At(number.clone(), true), high: Edge::At(number.clone(), true) }
    }

    /// Ours of theirs.
    pub fn of(interval: &Interval) -> Span {
        let edge = |end: &End| match end {
            End::Unbounded => Edge::Free,
            End::Closed(number) => Edge::At(of(number), true),
            End::Open(number) => Edge::At(of(number), false),
        };
        Span { low: edge(&interval.lower), high: edge(&interval.upper) }
    }

    /// Whether a number is in it.
    pub fn has(&self, number: &F) -> bool {
        let above = match &self.low {
            Edge::Free => true,
            Edge::At(low, true) => number >= low,
            Edge::At(low, false) => number > low,
        };
        let below = match &self.high {
            Edge::Free => true,
            Edge::At(high, true) => number <= high,
            Edge::At(high, false) => number < high,
        };
        above && below
    }

    /// The numbers in both, if there are any.
    pub fn meet(&self, other: &Span) -> Option<Span> {
        let low = match (&self.low, &other.low) {
            (Edge::Free, edge) | (edge, Edge::Free) => edge.clone(),
            (Edge::At(a, a_in), Edge::At(b, b_in)) => match a.cmp(b) {
                Ordering::Greater => Edge::At(a.clone(), *a_in),
                Ordering::Less => Edge::At(b.clone(), *b_in),
                Ordering::Equal => Edge::At(a.clone(), *a_in && *b_in),
            },
        };
        let high = match (&self.high, &other.high) {
            (Edge::Free, edge) | (edge, Edge::Free) => edge.clone(),
            (Edge::At(a, a_in), Edge::At(b, b_in)) => match a.cmp(b) {
                Ordering::Less => Edge::At(a.clone(), *a_in),
                Ordering::Greater => Edge::At(b.clone(), *b_in),
                Ordering::Equal => Edge::At(a.clone(), *a_in && *b_in),
            },
        };
        if let (Edge::At(a, a_in), Edge::At(b, b_in)) = (&low, &high)
            && (a > b || (a == b && !(*a_in && *b_in)))
        {
            return None;
        }
        Some(Span { low, high })
    }

    /// A straight image: every number times `factor` (not 0) plus `shift`.
    pub fn scaled(&self, factor: &F, shift: &F) -> Span {
        let move_edge = |edge: &Edge| match edge {
            Edge::Free => Edge::Free,
            Edge::At(number, belongs) => Edge::At(number * factor + shift, *belongs),
        };
        let (low, high) = (move_edge(&self.low), move_edge(&self.high));
        if factor.is_negative() { Span { low: high, high: low } } else { Span { low, high } }
    }
}
