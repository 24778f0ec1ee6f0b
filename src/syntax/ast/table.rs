//! Tables as written.

use super::{Definition, Field, Name};
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
