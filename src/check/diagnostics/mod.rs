//! What the checker says, by subject. Scoring rules have theirs in `rules::diagnostics`.

pub(super) mod audits;
pub(super) mod compared;
pub(super) mod consolidation;
pub(super) mod dates;
pub(super) mod ending;
pub(super) mod kinds;
pub(super) mod layers;
pub(super) mod measures;
pub(super) mod names;
pub(super) mod points;
pub(super) mod row_groups;
pub(super) mod score_of;
pub(super) mod tables;
pub(super) mod targets;
pub(super) mod tree;
pub(super) mod units;
pub(super) mod years;
