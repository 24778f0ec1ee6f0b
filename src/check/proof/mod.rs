//! Exact decision procedures of the checker: whether conditions can hold together, and where a formula's values lie.
//!
//! All of it is sound: what is called impossible is, and a witness is tried out before it is shown. What lies beyond
//! the bounds of a procedure is "unknown", which the caller reports; nothing is guessed.

mod apart;
mod condition;
mod constraint;
mod domain;
mod elimination;
mod print;
mod prover;
mod reads;
mod round;
mod rows;
mod trial;
mod writer;

pub(super) use crate::quantity::subtract_all;
pub(super) use print::{show_number, without_direction};
pub(super) use prover::{Outcome, Prover, stripped};
pub(super) use reads::{Fault, first_fault, negated};
pub(super) use round::{Scale, rounded_domain, roundest};
pub(super) use writer::source;

#[cfg(test)]
mod tests;
