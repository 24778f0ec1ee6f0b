//! How the figures of subordinate units become those of the unit above them: 汇总.

use crate::ids::FieldId;

/// How a field adds up over subordinate units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consolidation {
    /// 合计.
    Sum,
    /// `加权(预算数)`: the mean, each unit with the weight of its own figure there. INVARIANT: weights are not below 0.
    Weighted(FieldId),
    /// 重算: by the formula of its 填报, from the figures of the unit above. INVARIANT: it has one, which reads no other
    /// field that is recomputed.
    Recomputed,
    /// 不汇总: only the unit above gives it.
    NotAdded,
}
