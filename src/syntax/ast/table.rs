//! Tables as written.

use super::{Definition, Expr, Field, Name};
use crate::source::{Span, Spanned};

/// `明细 采购合同 至少1行 以 名称 为键 { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: Name,
    /// 至少n行.
    pub least_rows: Option<Spanned<u32>>,
    /// 以 列 为键.
    pub key: Option<Name>,
    /// Its columns.
    pub fields: Vec<Field>,
    /// `定义 行.名 = …`.
    pub definitions: Vec<Definition>,
    /// The head, up to the opening brace.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// `逐行 绩效目标 当 行.一级指标 = "产出指标"`.
#[derive(Clone, Debug, PartialEq)]
pub struct EachRow {
    /// The table.
    pub table: Name,
    /// Which rows.
    pub condition: Option<Expr>,
    /// The clause.
    pub span: Span,
}

/// `行.三级指标 行.分值`, behind `指标`.
#[derive(Clone, Debug, PartialEq)]
pub struct RowHead {
    /// What a row is called.
    pub name: Expr,
    /// Its points; none in 均分.
    pub points: Option<Expr>,
}
