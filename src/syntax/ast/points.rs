//! Points as written: of groups, indicators, items, and how they are shared out.

use super::{Literal, Name, Range};
use crate::source::Span;

/// The points of a group, an indicator or a checklist item.
#[derive(Clone, Debug, PartialEq)]
pub enum Points {
    /// `46分`.
    Points(Literal),
    /// `30%` of the parent.
    Share(Literal),
    /// `[0分, 3分]`, in 加减分.
    Range(Box<Range>),
    /// `分值未公布`.
    Unpublished(Span),
    /// `按行合计`: as many as its rows.
    ByRows(Span),
    /// Not written: an equal part, or unpublished with its group.
    Inherited,
    /// They could not be read, which was reported.
    Hole(Span),
}

/// `均分，余数归 满意度`.
#[derive(Clone, Debug, PartialEq)]
pub struct EqualSplit {
    /// The child that takes what is left over.
    pub remainder: Option<Name>,
    /// The clause.
    pub span: Span,
}
