//! What an expression is worth when some of its cells are blank, not applicable or intervals.

use std::collections::BTreeSet;

use super::Value;
use crate::ids::FieldId;
use crate::quantity::{Kind, Rational};

/// The result of reading an expression on a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A value. [`Value::Range`] where an interval was read.
    Known(Value),
    /// These cells are blank.
    Blank(BTreeSet<FieldId>),
    /// These cells were submitted as not applicable.
    NotApplicable(BTreeSet<FieldId>),
    /// A condition that holds for one part of an interval and not for another.
    Straddles(Straddle),
    /// A division by 0. A checked rubric never reads such a value; a formula beside an unread 不适用 may have it.
    Undefined,
}

/// Why a condition on an interval is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Straddle {
    /// The fields that hold intervals.
    pub fields: BTreeSet<FieldId>,
    /// The threshold that lies inside the interval, in base units, and what it is.
    pub threshold: Option<(Rational, Kind)>,
}

impl Outcome {
    /// The number, if it is one exactly.
    #[must_use]
    pub fn number(&self) -> Option<&Rational> {
        match self {
            Outcome::Known(Value::Number(number)) => Some(number),
            _ => None,
        }
    }
}
