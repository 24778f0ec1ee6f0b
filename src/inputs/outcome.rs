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

/// Applies `apply` where both sides are known; else says why not.
pub(super) fn join(left: Outcome, right: Outcome, apply: impl FnOnce(&Value, &Value) -> Outcome) -> Outcome {
    match (left, right) {
        (Outcome::Known(left), Outcome::Known(right)) => apply(&left, &right),
        (Outcome::Known(_), other) | (other, Outcome::Known(_)) => other,
        (left, right) => worse(left, right),
    }
}

/// Of two outcomes that are not known, the one to report; sets of fields are united.
pub(super) fn worse(left: Outcome, right: Outcome) -> Outcome {
    match (left, right) {
        (Outcome::NotApplicable(left), Outcome::NotApplicable(right)) => Outcome::NotApplicable(united(left, right)),
        (Outcome::NotApplicable(fields), _) | (_, Outcome::NotApplicable(fields)) => Outcome::NotApplicable(fields),
        (Outcome::Blank(left), Outcome::Blank(right)) => Outcome::Blank(united(left, right)),
        (Outcome::Blank(fields), _) | (_, Outcome::Blank(fields)) => Outcome::Blank(fields),
        (Outcome::Straddles(left), Outcome::Straddles(right)) => Outcome::Straddles(Straddle {
            fields: united(left.fields, right.fields),
            threshold: left.threshold.or(right.threshold),
        }),
        (straddles @ Outcome::Straddles(_), _) | (_, straddles @ Outcome::Straddles(_)) => straddles,
        (left, _) => left,
    }
}

/// All of both. The larger set is not copied: of a table with many blank cells one is added at a time.
fn united(mut left: BTreeSet<FieldId>, right: BTreeSet<FieldId>) -> BTreeSet<FieldId> {
    left.extend(right);
    left
}
