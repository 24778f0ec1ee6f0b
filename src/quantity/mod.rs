//! Exact numbers, what they measure, and how they combine.
//!
//! Knows no text and no rubric. [`Rational`] computes, [`Kind`] says what a number is (`specs/language.md` §3),
//! [`Units`] turns written units into kinds and factors, [`Op`] is the algebra, [`Interval`] a set of numbers,
//! [`Rounding`] the only way to lose digits.

mod interval;
mod kind;
mod linear;
mod op;
mod rational;
mod round;
mod sets;
mod unit;

pub use interval::{End, Interval};
pub use kind::{Kind, Levels, Symbol};
pub use linear::{Linear, Quotient};
pub use op::{Op, Relation};
pub use rational::Rational;
pub use round::{Rounding, RoundingMode};
pub use sets::{subtract, subtract_all};
pub use unit::{Unit, UnitKind, Units};

#[cfg(test)]
mod tests;
