//! Tables (明细) of which a submission gives any number of rows, and what is computed over their rows.
//!
//! A column is a field like any other, with [`Field::table`](super::Field::table); inside an aggregate or a row context
//! it means the cell of the row that is looked at. [`crate::unfold`] turns all of it into ordinary fields, sums and
//! checks once the rows are known.

use super::Expr;
use crate::ids::{FieldId, TableId};
use crate::source::{Span, Spanned};

/// `明细 名 至少1行 以 列 为键 { … }`.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name; unique among tables, fields and definitions.
    pub name: Spanned<String>,
    /// Its columns, in the order of the text.
    pub columns: Vec<FieldId>,
    /// 至少n行; 0 where it is not written. A submission with fewer rows is refused.
    pub least_rows: u32,
    /// 以 列 为键: no two rows have the same text, or level, in it, and none is blank there.
    pub key: Option<FieldId>,
    /// The head.
    pub span: Span,
}

/// The cell that a field is in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowCell {
    /// The table.
    pub table: TableId,
    /// The column.
    pub column: FieldId,
    /// Which row.
    pub row: RowName,
}

/// How a row is told from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowName {
    /// By its key, as in `经费["公用经费"].本年决算`.
    Key(String),
    /// By its number in the submission, from 1.
    Number(u32),
}

/// `合计(表, 量 当 条件)`: something computed over the rows of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// What is computed.
    pub function: AggregateFunction,
    /// Over the rows of which table.
    pub table: TableId,
    /// 量; for 占比 the condition that is counted. `None` only for 计数.
    pub value: Option<Expr>,
    /// `当 条件`: only rows for which it holds.
    pub condition: Option<Expr>,
    /// 权; only of 加权平均. INVARIANT: proved not to be below 0.
    pub weight: Option<Expr>,
}

/// What may be computed over rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AggregateFunction {
    /// 合计; 0 of no rows.
    Sum,
    /// 平均. INVARIANT, as of all below but 计数: proved to have a row wherever it is read.
    Mean,
    /// 加权平均. INVARIANT: the weights are proved not to add up to 0.
    WeightedMean,
    /// 计数; 0 of no rows.
    Count,
    /// 占比.
    ShareOf,
    /// 最大.
    Max,
    /// 最小.
    Min,
}

impl AggregateFunction {
    /// Its name in Chinese.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            AggregateFunction::Sum => "合计",
            AggregateFunction::Mean => "平均",
            AggregateFunction::WeightedMean => "加权平均",
            AggregateFunction::Count => "计数",
            AggregateFunction::ShareOf => "占比",
            AggregateFunction::Max => "最大",
            AggregateFunction::Min => "最小",
        }
    }

    /// Its name in English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            AggregateFunction::Sum => "sum",
            AggregateFunction::Mean => "mean",
            AggregateFunction::WeightedMean => "weighted_mean",
            AggregateFunction::Count => "count",
            AggregateFunction::ShareOf => "share_of",
            AggregateFunction::Max => "max",
            AggregateFunction::Min => "min",
        }
    }

    /// Whether it has a value over no rows.
    #[must_use]
    pub fn takes_no_rows(self) -> bool {
        matches!(self, AggregateFunction::Sum | AggregateFunction::Count)
    }
}

/// A part of an unfolded aggregate: what one row gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// It only counts where this holds; `None` is always.
    pub condition: Option<Expr>,
    /// What it gives.
    pub value: Expr,
}

/// What a definition that was made by unfolding stands for, so that it can be told in the words of the rubric.
#[derive(Clone, Debug)]
pub struct Unfolded {
    /// The aggregate as written.
    pub aggregate: Aggregate,
    /// The rows that went into it: those submitted, less those that are not applicable.
    pub rows: Vec<u32>,
}
