//! Targets that come with the submission. What they are of shows only in the data, so expressions ask about them until
//! the rubric is unfolded on a submission; no later pass meets what is declared here.

use super::{Award, Choice, Expr, Field, Node, NormalForm, Rubric, Rule, Ways};
use crate::quantity::{Interval, Kind};
use crate::written::{self, Sort};

/// A question about a target and what was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Which.
    pub question: Question,
    /// Of [`crate::quantity::Kind::Target`].
    pub target: Expr,
    /// Of [`crate::quantity::Kind::Quantity`]; `None` where the question is about the target alone.
    pub actual: Option<Expr>,
}

/// What is asked. Answers are yes or no, but for the two rates, which are ratios.
///
/// A target that is no figure is reached by the same word and by nothing else.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// 目标 是 定量: whether the target is a figure.
    Quantitative,
    /// 达到(目标, 量).
    Met,
    /// 同词: whether the two texts are the same word.
    SameWord,
    /// 完成率(目标, 量): x/t, for `≤` t/x; 100% or 0 where t, or for `≤` x, is not above 0, or the target no figure.
    Completion,
    /// Whether the rate of completion lies there. In a cut (`true`) nothing does where the target is not above 0.
    CompletionIn(Interval, bool),
    /// Whether what is missed gets a part of the points: a figure above 0 with `≥`, `>`, `≤` or `<`.
    Proportional,
    /// Whether 按偏差 may speak: a figure above 0 with `=`.
    Exact,
    /// |x − t| / t.
    Deviation,
}

/// `目标值(性质, 指标值, 度量单位)`, of [`crate::quantity::Kind::Target`], or `量(文本, 单位)`, of
/// [`crate::quantity::Kind::Quantity`]: a figure that is read from texts of the submission. Any part may be blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// 性质: a text, or a level named for a comparison.
    pub relation: Option<Expr>,
    /// The figure, a text.
    pub figure: Expr,
    /// 度量单位: a text or a level.
    pub unit: Option<Expr>,
}

impl Asked {
    /// The question about the rate of completion itself and where it is asked to lie; `None` for any other question.
    ///
    /// Not of a cut, which nothing lies in where the target is not above 0; nor of bounds below 0, since a rate without
    /// end counts as above every number.
    #[must_use]
    pub fn rate(&self) -> Option<(Asked, &Interval)> {
        let Question::CompletionIn(interval, false) = &self.question else { return None };
        let from_zero =
            [&interval.lower, &interval.upper].into_iter().all(|end| end.number().is_none_or(|at| !at.is_negative()));
        let question = Question::CompletionIn(Interval::ALL, false);
        from_zero.then(|| (Asked { question, ..self.clone() }, interval))
    }
}

impl Read {
    /// Whether such a target is always a figure: every relation it can have compares, and one must be given.
    #[must_use]
    pub fn is_always_figure(&self, fields: &[Field]) -> bool {
        let compares = |word: &str| matches!(written::sort(word), Some(Sort::Compared(_)));
        self.relation.as_ref().is_some_and(|relation| match (&relation.node, &relation.kind) {
            (Node::Text(word), _) => compares(word),
            (Node::Field(field), Kind::Level(levels)) => {
                let required = fields.get(field.index()).is_some_and(|field| !field.optional);
                required && levels.names.iter().all(|name| compares(name))
            }
            _ => false,
        })
    }
}

impl Rubric {
    /// Whether anything asks about targets that come with the submission.
    #[must_use]
    pub fn asks_about_targets(&self) -> bool {
        let of_data = |kind: &Kind| matches!(kind, Kind::Target | Kind::Quantity);
        self.fields.iter().any(|field| of_data(&field.kind))
            || self.definitions.iter().any(|one| asks(&one.value))
            || self.measures.iter().any(|one| asks(&one.value))
            || self.checks.iter().any(|one| one.condition.iter().chain(&one.assertions).any(asks))
            || self.indicators.iter().any(|one| {
                one.rule.as_ref().is_some_and(rule_asks)
                    || one.not_applicable.iter().any(|clause| asks(&clause.condition))
            })
    }
}

/// Whether an expression asks about a target, or reads a figure from texts: what it is worth is settled row by row.
#[must_use]
pub fn asks(expr: &Expr) -> bool {
    matches!(expr.node, Node::Asked(_) | Node::Read(_)) || expr.children().into_iter().any(asks)
}

/// Whether a rule does.
fn rule_asks(rule: &Rule) -> bool {
    match &rule.normal {
        NormalForm::Pieces { over, bands } => asks(over) || bands.iter().any(|band| award_asks(&band.award)),
        NormalForm::Deduction(deduction) => deduction.lines.iter().any(|line| asks(&line.excess)),
        NormalForm::Items(items) | NormalForm::Ways(Ways { ways: items, .. }) => {
            items.iter().any(|item| rule_asks(&item.rule))
        }
        NormalForm::Cases(arms) => arms.iter().any(|arm| {
            let behind = match &arm.then {
                Choice::Rule(rule) => rule_asks(rule),
                Choice::Award(award) => award_asks(award),
            };
            behind || arm.condition.as_ref().is_some_and(asks)
        }),
        NormalForm::Readings(readings) => readings.iter().any(|reading| rule_asks(&reading.rule)),
        NormalForm::Judged(_) => false,
    }
}

fn award_asks(award: &Award) -> bool {
    matches!(award, Award::Formula(formula) if asks(&formula.value))
}
