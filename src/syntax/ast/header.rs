//! The header as written: `评价体系 "…" { … }`.

use super::{Element, Literal, Name, TextClause};
use crate::quantity::RoundingMode;
use crate::source::{Span, Spanned};

/// `评价体系 "…" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The title.
    pub title: Name,
    /// Its statements.
    pub statements: Vec<HeaderStatement>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// A statement of the header.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderStatement {
    /// `年度：2024`.
    Year(Spanned<u32>),
    /// `总分：100分`.
    Total(Literal),
    /// `修约：指标得分 保留2位，四舍五入`.
    Rounding(RoundingClause),
    /// `口径：自评`: which column counts unless the command says otherwise.
    Basis(Spanned<Basis>),
    /// `比较范围：全体`.
    Cohort(Span),
    /// 依据, 说明, 原文 …
    Text(TextClause),
    /// `删除 修约`: what is inherited does not hold.
    Without(Spanned<Element>),
    /// Reported.
    Hole(Span),
}

/// Which score of a judged item counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 自评.
    Claimed,
    /// 复核.
    Reviewed,
}

/// `修约：…`, in the header or in an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundingClause {
    /// What is rounded; `None` in an indicator, where it is the measure.
    pub subject: Option<Spanned<RoundingSubject>>,
    /// Decimals kept.
    pub places: Spanned<u32>,
    /// How.
    pub mode: Spanned<RoundingMode>,
    /// The statement.
    pub span: Span,
}

/// What a rounding clause of the header rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundingSubject {
    /// 指标得分.
    Indicator,
    /// 总分, `由各项得分`.
    Total,
}
