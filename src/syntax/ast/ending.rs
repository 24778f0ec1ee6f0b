//! The end of the calculation as written: 加减分, 封顶, 不低于, 否决.

use super::{Expr, Item, Literal, Name, Range, TextClause};
use crate::source::Span;

/// `加减分 [-10分, 5分] { 指标 … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustments {
    /// What all of them together may change.
    pub range: Option<Range>,
    /// Indicators and texts.
    pub items: Vec<Item>,
    /// The head, up to the opening brace.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// `封顶 100分`, `不封顶`.
#[derive(Clone, Debug, PartialEq)]
pub struct Ceiling {
    /// `None` is 不封顶.
    pub limit: Option<Literal>,
    /// The statement.
    pub span: Span,
}

/// `不低于 0分`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bottom {
    /// The lowest total.
    pub limit: Literal,
    /// The statement.
    pub span: Span,
}

/// `否决 { 当 … 时 … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Veto {
    /// Its rows.
    pub rows: Vec<VetoRow>,
    /// 依据, 说明 …
    pub texts: Vec<TextClause>,
    /// A row that could not be read.
    pub hole: Option<Span>,
    /// All of it.
    pub span: Span,
}

/// `当 重大违纪 时 总分 0分`.
#[derive(Clone, Debug, PartialEq)]
pub struct VetoRow {
    /// When.
    pub condition: Expr,
    /// What then.
    pub verdict: Verdict,
    /// The row.
    pub span: Span,
}

/// What a veto does.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// `总分 0分`, `总分 不超过 60分`.
    Total(Literal),
    /// `等级 不高于 中`.
    Grade(Name),
}
