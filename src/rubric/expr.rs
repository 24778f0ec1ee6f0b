//! Checked formulas and conditions: every node has a kind, and no node can fail on data that was bound.

use std::collections::BTreeSet;

use super::{Asked, Read};
use crate::ids::{DefinitionId, FieldId, MeasureId};
use crate::quantity::{Kind, Op, Rational, Relation};
use crate::source::Span;

/// A checked expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What its value is.
    pub kind: Kind,
    /// What it computes.
    pub node: Node,
    /// Where it is written.
    pub span: Span,
}

/// What an expression computes. Numbers are in base units.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A literal number, date or level.
    Number(Rational),
    /// A literal text.
    Text(String),
    /// The value of a field.
    Field(FieldId),
    /// The value of a definition.
    Definition(DefinitionId),
    /// 指标值: the value of a measure, after its 修约.
    Measure(MeasureId),
    /// 报送.单位.
    SubmittedUnit,
    /// 报送.年度, a number.
    SubmittedYear,
    /// 报送不适用: whether any of these fields was submitted as not applicable.
    ReportedNotApplicable(BTreeSet<FieldId>),
    /// 已填.
    Filled(FieldId),
    /// `l op r`. INVARIANT: a divisor is proved not to be 0 wherever the expression is read.
    Arithmetic(Op, Box<Expr>, Box<Expr>),
    /// `l R r`, both sides of one kind.
    Comparison(Relation, Box<Expr>, Box<Expr>),
    /// 同词: whether two texts say the same word, however they are typed ([`crate::written::same_word`]).
    SameWord(Box<Expr>, Box<Expr>),
    /// A question about a target that comes with the submission. Only before unfolding.
    Asked(Box<Asked>),
    /// 目标值(…), 量(…). Only before unfolding.
    Read(Box<Read>),
    /// 非.
    Not(Box<Expr>),
    /// 且, from left to right: what follows a false one is not read.
    And(Vec<Expr>),
    /// 或, from left to right: what follows a true one is not read.
    Or(Vec<Expr>),
    /// 绝对值.
    Abs(Box<Expr>),
    /// 最大. INVARIANT: not empty.
    Max(Vec<Expr>),
    /// 最小. INVARIANT: not empty.
    Min(Vec<Expr>),
    /// 限于(x, 下, 上).
    Clamp(Box<Expr>, Box<Expr>, Box<Expr>),
    /// 工作日(起, 止): the first day is not counted, the last is. Only read where [`crate::calendar`] knows both days.
    WorkingDays(Box<Expr>, Box<Expr>),
    /// 期限(起, n日, 顺延), where the second is of [`Kind::Days`]: the first working day on or after the last day.
    /// 期限(起, n个工作日), where it is of [`Kind::WorkingDays`]: the n-th working day after the first.
    /// 期限(起, n日, 不顺延) is a sum. INVARIANT: n is whole and not below 0.
    Deadline(Box<Expr>, Box<Expr>),
}

impl Expr {
    /// The expressions directly below it, from left to right.
    #[must_use]
    pub fn children(&self) -> Vec<&Expr> {
        match &self.node {
            Node::Number(_)
            | Node::Text(_)
            | Node::Field(_)
            | Node::Definition(_)
            | Node::Measure(_)
            | Node::SubmittedUnit
            | Node::SubmittedYear
            | Node::ReportedNotApplicable(_)
            | Node::Filled(_) => Vec::new(),
            Node::Arithmetic(_, left, right)
            | Node::Comparison(_, left, right)
            | Node::SameWord(left, right)
            | Node::WorkingDays(left, right)
            | Node::Deadline(left, right) => vec![left, right],
            Node::Not(inner) | Node::Abs(inner) => vec![inner],
            Node::And(parts) | Node::Or(parts) | Node::Max(parts) | Node::Min(parts) => parts.iter().collect(),
            Node::Clamp(value, lower, upper) => vec![value, lower, upper],
            Node::Asked(asked) => std::iter::once(&asked.target).chain(&asked.actual).collect(),
            Node::Read(read) => read.relation.iter().chain([&read.figure]).chain(&read.unit).collect(),
        }
    }
}
