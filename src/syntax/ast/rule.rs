//! Scoring rules as written, and what they consist of.

use super::{Expr, Literal, Name, Points, Statement};
use crate::source::{Span, Spanned};

/// Which values of a measure are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 越高越好.
    Higher,
    /// 越低越好.
    Lower,
    /// 适度.
    Moderate,
}

/// `不适用：三公预算 = 0元 时 满分`. Conditions may contain
/// [`ReportedNotApplicable`](super::ExprNode::ReportedNotApplicable).
#[derive(Clone, Debug, PartialEq)]
pub struct NotApplicable {
    /// When.
    pub condition: Expr,
    /// What then.
    pub policy: Policy,
    /// The statement.
    pub span: Span,
}

/// What becomes of an indicator that is not applicable.
#[derive(Clone, Debug, PartialEq)]
pub enum Policy {
    /// 满分, `0分`, 人工评定, 评定 { … }.
    Award(Award),
    /// `不计入总分，折算到 上级|全表`.
    LeftOut(Spanned<Rescale>),
}

/// Over what the points of an indicator that is left out are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rescale {
    /// 上级: its group.
    Parent,
    /// 全表.
    Whole,
}

/// A set of values of a measure, in whatever words.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The lower bound, if there is one.
    pub lower: Option<Bound>,
    /// The upper bound, if there is one. Both bounds are the same for `等于 0%`.
    pub upper: Option<Bound>,
    /// How it is written.
    pub form: RangeForm,
    /// All of it.
    pub span: Span,
}

/// The notations of a [`Range`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeForm {
    /// `≥ 90%`, `不低于 90%`, `90% 以上`, `等于 0%`.
    Comparison,
    /// `[75%, 90%)`.
    Brackets,
    /// `75%（含）至 90%（不含）`.
    Words,
    /// `75%-90%`, `75%～90%`: ambiguous, refused by the checker with the readings. With the sign as written.
    Dash(char),
}

/// A bound of a [`Range`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// A literal or a name; inside brackets any expression.
    pub value: Expr,
    /// Whether it belongs to the range; `None` where the text does not say (`75% 至 90%（不含）`, or a dash).
    pub inclusive: Option<bool>,
}

/// What a rule gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Award {
    /// What.
    pub node: AwardNode,
    /// Where, without `得`.
    pub span: Span,
}

/// The awards.
#[derive(Clone, Debug, PartialEq)]
pub enum AwardNode {
    /// 满分.
    Full,
    /// `0.4分`.
    Points(Literal),
    /// `分值的 70%`.
    Share(Literal),
    /// `70%` or `0.7` alone: refused by the checker with the readings.
    Bare(Literal),
    /// 人工评定.
    ByJudgement,
    /// `评定 { … }`.
    Judged(Vec<JudgedLevel>),
    /// `满分 × (1 − 10 × 差异率)`.
    Formula(Box<Expr>),
    /// Reported.
    Hole,
}

/// `达成预期 [80%, 100%]`, `奖励 [3分, 5分]`.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedLevel {
    /// The level's name.
    pub name: Name,
    /// The scores it allows.
    pub range: Range,
    /// All of it.
    pub span: Span,
}

/// A scoring rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Which.
    pub node: RuleNode,
    /// Where.
    pub span: Span,
}

/// The scoring forms.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleNode {
    /// `达标 当 c，其余 …`.
    Pass {
        /// When full marks are given.
        condition: Box<Expr>,
        /// What is given otherwise; nothing written is 0分.
        otherwise: Option<Award>,
    },
    /// `同词 得 满分，其余 …`: whether the measure and the target are the same word.
    SameWord {
        /// What the same word gets.
        then: Award,
        /// What is given otherwise; nothing written is 0分.
        otherwise: Option<Award>,
    },
    /// `分档 { … }`.
    Bands {
        /// `依次`: the first that holds.
        in_order: bool,
        /// The bands.
        bands: Vec<Band>,
    },
    /// `扣分 { … }`.
    Deduct {
        /// `不扣分：不超过 100%`.
        free: Option<Range>,
        /// The deductions.
        lines: Vec<DeductLine>,
        /// `下限：0分`.
        floor: Option<Spanned<Literal>>,
    },
    /// `按完成率 …`.
    Proportional {
        /// 按偏差.
        by_deviation: Option<Span>,
        /// `低于 90% 得 0分`.
        cuts: Vec<Cut>,
    },
    /// `线性 { 20% 得 0分 … }`.
    Linear {
        /// The anchors.
        anchors: Vec<Anchor>,
    },
    /// `逐项 { … }`.
    Checklist {
        /// The items.
        items: Vec<ChecklistItem>,
    },
    /// `评定 { … }`.
    Judged {
        /// The levels.
        levels: Vec<JudgedLevel>,
    },
    /// 人工评定.
    ByJudgement,
    /// `情形 { … }`.
    Cases {
        /// The arms with a condition.
        arms: Vec<CaseArm>,
        /// `其余：`.
        otherwise: Option<Box<Rule>>,
    },
    /// `取高 { … }`, `取低 { … }`, `择一 { … }`.
    Ways {
        /// Which of them counts.
        pick: Pick,
        /// The ways.
        ways: Vec<Way>,
    },
    /// `得 满分` alone: this is given whatever the measure is, unless it is a formula of it.
    Award(Award),
    /// Reported.
    Hole,
}

/// Which of several ways counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// 取高.
    Highest,
    /// 取低.
    Lowest,
    /// 择一: the submission says.
    Chosen,
}

/// One of several ways: `甲法：规则`, `甲法 { 公式：… ⏎ 评分：… }`, or a rule alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Its name, if it has one.
    pub name: Option<Name>,
    /// How it is scored.
    pub body: WayBody,
    /// All of it.
    pub span: Span,
}

/// How one of several ways is scored.
#[derive(Clone, Debug, PartialEq)]
pub enum WayBody {
    /// A rule about the measure of the whole.
    Rule(Box<Rule>),
    /// `{ 公式：… ⏎ 评分：… }`.
    Block(Vec<Statement>),
}

/// A row of 分档.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// For which values.
    pub condition: BandCondition,
    /// What they get.
    pub award: Award,
    /// The row.
    pub span: Span,
}

/// For which values a band is.
#[derive(Clone, Debug, PartialEq)]
pub enum BandCondition {
    /// A range of numbers or dates.
    Range(Range),
    /// `偏差 ±10% 以内`: on both sides.
    Deviation(Deviation),
    /// A level of a 取值 field.
    Level(Name),
    /// 其余.
    Otherwise(Span),
    /// Reported.
    Hole(Span),
}

/// How far off, on both sides: beyond the inner reach, and within the outer one.
#[derive(Clone, Debug, PartialEq)]
pub struct Deviation {
    /// `超过 ±20%`; none is from 0 on.
    pub inner: Option<Reach>,
    /// `±10% 以内`; none is without end.
    pub outer: Option<Reach>,
    /// All of it.
    pub span: Span,
}

/// `±10%（含）`, `±目标的 10%`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// How far.
    pub literal: Literal,
    /// `目标的`: it is a share of the target.
    pub of_target: bool,
    /// Whether it belongs to the values meant.
    pub inclusive: bool,
}

/// A line of 扣分.
#[derive(Clone, Debug, PartialEq)]
pub enum DeductLine {
    /// `每超过 1个百分点 扣 0.5分，不足部分按比例`.
    Beyond {
        /// 每低于 rather than 每超过.
        below: bool,
        /// The step.
        step: Literal,
        /// `每低于 目标的 5%`: the step is a share of the target.
        of_target: bool,
        /// What a step costs.
        amount: Award,
        /// What becomes of a part of a step.
        partial: Option<Spanned<Partial>>,
        /// The line.
        span: Span,
    },
    /// `每发现 1次 违规次数 扣 1分`.
    Found {
        /// The step.
        step: Literal,
        /// What is counted.
        counted: Expr,
        /// What a step costs.
        amount: Award,
        /// What becomes of a part of a step.
        partial: Option<Spanned<Partial>>,
        /// The line.
        span: Span,
    },
    /// Reported.
    Hole(Span),
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

/// `指标值 低于 90% 得 0分`, `完成率 超过 130% 得 0分`.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Of what the range speaks; `None` where the text does not say, which is refused with both readings.
    pub subject: Option<Spanned<CutSubject>>,
    /// For which values.
    pub range: Range,
    /// What they get.
    pub award: Award,
    /// The clause.
    pub span: Span,
}

/// Of what a [`Cut`] speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutSubject {
    /// 指标值: x.
    Measure,
    /// 完成率: x / t.
    Completion,
}

/// `20% 得 0分` in 线性.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// Where.
    pub at: Expr,
    /// What is given there.
    pub award: Award,
    /// The row.
    pub span: Span,
}

/// An item of 逐项.
#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistItem {
    /// Its name.
    pub name: Name,
    /// Its points.
    pub points: Points,
    /// How it is scored.
    pub body: ChecklistBody,
    /// All of it.
    pub span: Span,
}

/// How a checklist item is scored.
#[derive(Clone, Debug, PartialEq)]
pub enum ChecklistBody {
    /// `当 c`: all or nothing.
    When(Expr),
    /// `{ 公式：… ⏎ 评分：… }`.
    Block(Vec<Statement>),
}

/// `当 A：规则`.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseArm {
    /// When.
    pub condition: Expr,
    /// How it is scored then.
    pub rule: Rule,
    /// All of it.
    pub span: Span,
}
