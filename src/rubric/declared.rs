//! What an indicator declares of its measure: which values are better, and which is asked for.

use super::Expr;
use crate::quantity::Relation;

/// 方向: which values are better. The rule is proved to follow it; it moves no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 越高越好.
    Higher,
    /// 越低越好.
    Lower,
    /// 适度.
    Moderate,
}

/// 目标, as it is written. What it means for the score stands in the rule.
#[derive(Clone, Debug)]
pub struct Target {
    /// The comparison word; `None` is not written, which means `≥`.
    pub relation: Option<Relation>,
    /// What the measure is compared with.
    pub value: Expr,
}
