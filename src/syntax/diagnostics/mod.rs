//! The constructors of E01xx and E09xx: of the bare text, of numbers and ranges, of functions, of statements.

mod functions;
mod habits;
mod numbers;
mod statements;
mod text;

pub(super) use functions::*;
pub(super) use habits::*;
pub(super) use numbers::*;
pub(super) use statements::*;
pub(super) use text::*;
