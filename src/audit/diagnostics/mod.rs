//! What there is to tell of figures and claims: one constructor per fault.

mod checks;
mod claims;
mod data;

pub(super) use checks::{Told, also, fails, holds_by_rounding, no_rows, prints_differ, undecided};
pub(super) use claims::{
    Column, adjustment_unexplained, claim_above_points, claim_differs, claim_of_left_out, claim_outside_range,
    evidence_missing, grade_differs, reason_missing, score_outside_level, sub_total_differs, total_above_points,
    total_differs, way_not_chosen,
};
pub(super) use data::{interval_value, other_unit, other_year, other_year_accepted};
