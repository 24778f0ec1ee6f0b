//! Scoring rules in normal form. All analyses and the evaluator look at [`NormalForm`]; [`RuleForm`] only says which
//! words the author used, for the scorecard.

use super::Expr;
use crate::ids::{ElementId, MeasureId};
use crate::quantity::{Interval, Rational, Relation};
use crate::source::Span;

/// How something is scored.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What the author wrote.
    pub form: RuleForm,
    /// What it means.
    pub normal: NormalForm,
    /// Where it is written.
    pub span: Span,
}

/// The forms of `specs/language.md` §7, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleForm {
    /// 达标.
    Pass,
    /// 同词.
    SameWord,
    /// 分档.
    Bands,
    /// 扣分.
    Deduct,
    /// 按完成率.
    Proportional,
    /// 线性.
    Linear,
    /// 逐项.
    Checklist,
    /// 评定, 人工评定.
    Judged,
    /// 情形.
    Cases,
    /// 取高.
    Higher,
    /// 取低.
    Lower,
    /// 择一.
    Either,
    /// `得` and a formula.
    Formula,
}

/// What a rule means. INVARIANT: proved total on the domains of its measures, and within 0..points.
#[derive(Clone, Debug)]
pub enum NormalForm {
    /// One number decides: disjoint intervals that cover all its possible values, in rising order.
    Pieces {
        /// The number: mostly [`super::Node::Measure`], for 按完成率 the ratio of completion.
        over: Expr,
        /// Its intervals.
        bands: Vec<Band>,
    },
    /// Full marks less what is deducted, never below the floor.
    Deduction(Deduction),
    /// The sum of the items.
    Items(Vec<Item>),
    /// The first arm whose condition holds. INVARIANT: the last arm has none.
    Cases(Vec<Arm>),
    /// Several ways to score the same, of which one counts.
    Ways(Ways),
    /// A person decides.
    Judged(Judgement),
    /// The target does not say how it compares: decided where all readings give one score. Made by unfolding only.
    Readings(Vec<Reading>),
}

/// One way to read a target, and the rule then.
#[derive(Clone, Debug)]
pub struct Reading {
    /// How the target compares.
    pub relation: Relation,
    /// The rule of the indicator.
    pub rule: Rule,
}

/// An interval of [`NormalForm::Pieces`].
#[derive(Clone, Debug)]
pub struct Band {
    /// For which values.
    pub interval: Interval,
    /// What they get.
    pub award: Award,
    /// The row of the rule. Pieces of one row (其余 may have several) share it.
    pub element: ElementId,
}

/// What a band or an arm gives.
#[derive(Clone, Debug)]
pub enum Award {
    /// A score that may depend on the number.
    Curve(Curve),
    /// A score that depends on other figures too.
    Formula(Box<Formula>),
    /// A person decides.
    Judged(Judgement),
}

/// `得 满分 × (1 − 10 × 差异率)` where it is no [`Curve`] over the number of its band.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The score. INVARIANT: its divisors are not 0 wherever it is read.
    pub value: Expr,
    /// The least and the most that it comes to, proved. INVARIANT: within 0..points.
    pub scores: (Rational, Rational),
}

/// `(a + b·x) / (c + d·x)`. INVARIANT: the divisor is not 0 on its interval, so the curve is monotone there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// See [`Curve`].
    pub a: Rational,
    /// See [`Curve`].
    pub b: Rational,
    /// See [`Curve`].
    pub c: Rational,
    /// See [`Curve`].
    pub d: Rational,
}

/// `max(floor, full − Σ amount · steps(excess / step))`.
#[derive(Clone, Debug)]
pub struct Deduction {
    /// What nothing deducted gives.
    pub full: Rational,
    /// What is deducted.
    pub lines: Vec<DeductionLine>,
    /// 下限.
    pub floor: Rational,
}

/// One line of a [`Deduction`].
#[derive(Clone, Debug)]
pub struct DeductionLine {
    /// By how much the measure is beyond its limit, or how often something was found; below 0 counts as 0.
    pub excess: Expr,
    /// The size of a step, in the unit of `excess`. INVARIANT: above 0.
    pub step: Rational,
    /// What a step costs. INVARIANT: above 0.
    pub amount: Rational,
    /// What becomes of a part of a step.
    pub partial: Partial,
    /// Its id.
    pub element: ElementId,
}

/// What becomes of a part of a step (不足部分).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partial {
    /// 按比例.
    ProRata,
    /// 不计.
    Ignored,
    /// 按一档计.
    Charged,
}

/// 取高, 取低, 择一.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Which of them counts.
    pub pick: Pick,
    /// The ways, each with the points of the whole. INVARIANT: not empty, names are unique.
    pub ways: Vec<Item>,
    /// The id of the whole, under which 择一 asks for the choice.
    pub element: ElementId,
}

/// Which of several ways counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// 取高: the one that gives most.
    Highest,
    /// 取低: the one that gives least.
    Lowest,
    /// 择一: the one that the submission names.
    Chosen,
}

/// An item of a checklist, or one of several ways.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: Rational,
    /// Its own formula, if it has one.
    pub measure: Option<MeasureId>,
    /// How it is scored.
    pub rule: Rule,
    /// Its id.
    pub element: ElementId,
}

/// An arm of [`NormalForm::Cases`].
#[derive(Clone, Debug)]
pub struct Arm {
    /// When; `None` is 其余.
    pub condition: Option<Expr>,
    /// What then.
    pub then: Choice,
    /// Its id.
    pub element: ElementId,
}

/// What an arm leads to.
#[derive(Clone, Debug)]
pub enum Choice {
    /// A score, or a judgement.
    Award(Award),
    /// Another rule.
    Rule(Box<Rule>),
}

/// A score that a person gives.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The levels of 评定; empty for 人工评定, which allows any score in 0..points.
    pub levels: Vec<JudgedLevel>,
    /// The points of what is judged. Scores below need a reason.
    pub points: Rational,
    /// Its id.
    pub element: ElementId,
}

/// A level of 评定.
#[derive(Clone, Debug)]
pub struct JudgedLevel {
    /// Its name.
    pub name: String,
    /// The scores it allows, in points.
    pub scores: Interval,
    /// Its id.
    pub element: ElementId,
}

impl Curve {
    /// The same score everywhere.
    #[must_use]
    pub fn constant(score: Rational) -> Self {
        Curve { a: score, b: Rational::ZERO, c: Rational::ONE, d: Rational::ZERO }
    }

    /// The straight line `a + b·x`.
    #[must_use]
    pub fn line(a: Rational, b: Rational) -> Self {
        Curve { a, b, c: Rational::ONE, d: Rational::ZERO }
    }

    /// The score at `x`; `None` where the divisor is 0, which no point of its interval is.
    #[must_use]
    pub fn at(&self, x: &Rational) -> Option<Rational> {
        let value = &self.a + &(&self.b * x);
        value.checked_div(&(&self.c + &(&self.d * x)))
    }

    /// Where the score is `score`; `None` if nowhere, or everywhere.
    #[must_use]
    pub fn comes_to(&self, score: &Rational) -> Option<Rational> {
        (&(score * &self.c) - &self.a).checked_div(&(&self.b - &(score * &self.d)))
    }

    /// The score, if it is the same everywhere.
    #[must_use]
    pub fn constant_score(&self) -> Option<Rational> {
        // a + b·x = k·(c + d·x) for all x exactly where a·d = b·c.
        let level = &self.a * &self.d == &self.b * &self.c;
        level.then(|| self.a.checked_div(&self.c).or_else(|| self.b.checked_div(&self.d))).flatten()
    }
}
