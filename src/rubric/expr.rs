//! Checked formulas and conditions: every node has a kind, and no node can fail on data that was bound.

use std::collections::BTreeSet;

use super::{Aggregate, Asked, Read, ScoreOf, Term};
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
    /// 得分(X). Read only at the end of the calculation.
    Score(Box<ScoreOf>),
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
    /// 计数: how many of these conditions hold, a number. INVARIANT: not empty.
    Count(Vec<Expr>),
    /// 限于(x, 下, 上).
    Clamp(Box<Expr>, Box<Expr>, Box<Expr>),
    /// 工作日(起, 止): the first day is not counted, the last is. Only read where [`crate::calendar`] knows both days.
    WorkingDays(Box<Expr>, Box<Expr>),
    /// 期限(起, n日, 顺延), where the second is of [`Kind::Days`]: the first working day on or after the last day.
    /// 期限(起, n个工作日), where it is of [`Kind::WorkingDays`]: the n-th working day after the first.
    /// 期限(起, n日, 不顺延) is a sum. INVARIANT: n is whole and not below 0.
    Deadline(Box<Expr>, Box<Expr>),
    /// Over the rows of a table. Only in a rubric as written; [`crate::unfold`] replaces it.
    Aggregate(Box<Aggregate>),
    /// The sum of the terms whose condition holds.
    Sum(Vec<Term>),
    /// The greatest of the terms whose condition holds. INVARIANT: one holds wherever it is read.
    Greatest(Vec<Term>),
    /// The least of the terms whose condition holds. INVARIANT: one holds wherever it is read.
    Least(Vec<Term>),
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
            | Node::Filled(_)
            | Node::Score(_) => Vec::new(),
            Node::Arithmetic(_, left, right)
            | Node::Comparison(_, left, right)
            | Node::SameWord(left, right)
            | Node::WorkingDays(left, right)
            | Node::Deadline(left, right) => vec![left, right],
            Node::Not(inner) | Node::Abs(inner) => vec![inner],
            Node::And(parts) | Node::Or(parts) | Node::Max(parts) | Node::Min(parts) | Node::Count(parts) => {
                parts.iter().collect()
            }
            Node::Clamp(value, lower, upper) => vec![value, lower, upper],
            Node::Asked(asked) => std::iter::once(&asked.target).chain(&asked.actual).collect(),
            Node::Read(read) => read.relation.iter().chain([&read.figure]).chain(&read.unit).collect(),
            Node::Aggregate(aggregate) => {
                let Aggregate { value, condition, weight, .. } = &**aggregate;
                value.iter().chain(condition).chain(weight).collect()
            }
            Node::Sum(terms) | Node::Greatest(terms) | Node::Least(terms) => {
                terms.iter().flat_map(|term| term.condition.iter().chain([&term.value])).collect()
            }
        }
    }

    /// Visits the expressions directly below it, from left to right, to change them.
    pub fn each_child_mut(&mut self, visit: &mut dyn FnMut(&mut Expr)) {
        match &mut self.node {
            Node::Number(_)
            | Node::Text(_)
            | Node::Field(_)
            | Node::Definition(_)
            | Node::Measure(_)
            | Node::SubmittedUnit
            | Node::SubmittedYear
            | Node::ReportedNotApplicable(_)
            | Node::Filled(_)
            | Node::Score(_) => {}
            Node::Arithmetic(_, left, right)
            | Node::Comparison(_, left, right)
            | Node::SameWord(left, right)
            | Node::WorkingDays(left, right)
            | Node::Deadline(left, right) => [left, right].into_iter().for_each(|child| visit(child)),
            Node::Not(inner) | Node::Abs(inner) => visit(inner),
            Node::And(parts) | Node::Or(parts) | Node::Max(parts) | Node::Min(parts) | Node::Count(parts) => {
                parts.iter_mut().for_each(visit);
            }
            Node::Clamp(value, lower, upper) => [value, lower, upper].into_iter().for_each(|child| visit(child)),
            Node::Asked(asked) => std::iter::once(&mut asked.target).chain(&mut asked.actual).for_each(visit),
            Node::Read(read) => {
                read.relation.iter_mut().chain([&mut read.figure]).chain(&mut read.unit).for_each(visit);
            }
            Node::Aggregate(aggregate) => {
                let Aggregate { value, condition, weight, .. } = &mut **aggregate;
                value.iter_mut().chain(condition).chain(weight).for_each(visit);
            }
            Node::Sum(terms) | Node::Greatest(terms) | Node::Least(terms) => {
                terms.iter_mut().flat_map(|term| term.condition.iter_mut().chain([&mut term.value])).for_each(visit);
            }
        }
    }

    /// The same operation on other expressions: on what `of` makes of those directly below.
    #[must_use]
    pub fn map(&self, of: &mut dyn FnMut(&Expr) -> Expr) -> Expr {
        let node = match &self.node {
            Node::Arithmetic(op, left, right) => Node::Arithmetic(*op, Box::new(of(left)), Box::new(of(right))),
            Node::Comparison(relation, left, right) => {
                Node::Comparison(*relation, Box::new(of(left)), Box::new(of(right)))
            }
            Node::SameWord(left, right) => Node::SameWord(Box::new(of(left)), Box::new(of(right))),
            Node::Asked(asked) => Node::Asked(Box::new(Asked {
                question: asked.question.clone(),
                target: of(&asked.target),
                actual: asked.actual.as_ref().map(&mut *of),
            })),
            Node::Read(read) => Node::Read(Box::new(Read {
                relation: read.relation.as_ref().map(&mut *of),
                figure: of(&read.figure),
                unit: read.unit.as_ref().map(&mut *of),
            })),
            Node::Not(inner) => Node::Not(Box::new(of(inner))),
            Node::And(parts) => Node::And(parts.iter().map(of).collect()),
            Node::Or(parts) => Node::Or(parts.iter().map(of).collect()),
            Node::Abs(inner) => Node::Abs(Box::new(of(inner))),
            Node::Max(parts) => Node::Max(parts.iter().map(of).collect()),
            Node::Min(parts) => Node::Min(parts.iter().map(of).collect()),
            Node::Count(parts) => Node::Count(parts.iter().map(of).collect()),
            Node::Clamp(value, lower, upper) => {
                Node::Clamp(Box::new(of(value)), Box::new(of(lower)), Box::new(of(upper)))
            }
            Node::WorkingDays(from, to) => Node::WorkingDays(Box::new(of(from)), Box::new(of(to))),
            Node::Deadline(from, days) => Node::Deadline(Box::new(of(from)), Box::new(of(days))),
            Node::Aggregate(aggregate) => {
                let Aggregate { function, table, value, condition, weight } = &**aggregate;
                let mut part = |part: &Option<Expr>| part.as_ref().map(&mut *of);
                let (value, condition, weight) = (part(value), part(condition), part(weight));
                Node::Aggregate(Box::new(Aggregate { function: *function, table: *table, value, condition, weight }))
            }
            Node::Sum(terms) => Node::Sum(terms.iter().map(|term| term.map(of)).collect()),
            Node::Greatest(terms) => Node::Greatest(terms.iter().map(|term| term.map(of)).collect()),
            Node::Least(terms) => Node::Least(terms.iter().map(|term| term.map(of)).collect()),
            leaf => leaf.clone(),
        };
        Expr { kind: self.kind.clone(), node, span: self.span }
    }
}

impl Term {
    fn map(&self, of: &mut dyn FnMut(&Expr) -> Expr) -> Term {
        let condition = self.condition.as_ref().map(&mut *of);
        Term { condition, value: of(&self.value) }
    }
}
