//! Checks, stated figures, grades and formulas as written.

use super::{CheckLevel, Name, Range, TextClause};
use crate::quantity::{Op, Relation};
use crate::source::{Span, Spanned};
use rust_decimal::Decimal;

/// `校验 名 { 当 c ⏎ a = b ⏎ 级别：错误 ⏎ 容差：0.01万元 理由 "…" ⏎ 说明："…" }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its name.
    pub name: Name,
    /// `逐行 表`: it is checked of every row.
    pub each_row: Option<Name>,
    /// `当 c`: where it does not hold, the check is not applicable.
    pub condition: Option<Expr>,
    /// What must hold, one or more.
    pub assertions: Vec<Expr>,
    /// 级别.
    pub level: Option<Spanned<CheckLevel>>,
    /// 容差.
    pub tolerance: Option<Tolerance>,
    /// 说明, 来源.
    pub texts: Vec<TextClause>,
    /// All of it.
    pub span: Span,
}

/// `容差：0.01万元 理由 "四舍五入"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tolerance {
    /// How much both sides may differ.
    pub amount: Literal,
    /// Why.
    pub reason: Spanned<String>,
    /// All of it.
    pub span: Span,
}

/// `填报：利用率 = 在用 / 总额，总额 = 0元 时 不核对`.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The field that holds the printed figure.
    pub field: Name,
    /// What it is recomputed from.
    pub value: Expr,
    /// When it is not compared.
    pub unless: Option<Expr>,
    /// The statement.
    pub span: Span,
}

/// `等级：优 ≥ 90分，良 ≥ 80分，差 其余`.
#[derive(Clone, Debug, PartialEq)]
pub struct Grades {
    /// The rows, tried in order; 其余 has no range.
    pub rows: Vec<(Name, Option<Range>)>,
    /// The statement.
    pub span: Span,
}

/// A formula or a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What.
    pub node: ExprNode,
    /// Where.
    pub span: Span,
}

/// The shapes of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprNode {
    /// A number with or without a unit, a date.
    Literal(Literal),
    /// A quoted text.
    Text(String),
    /// A field, a definition or a level.
    Name(String),
    /// 指标值.
    Measure,
    /// 目标.
    Target,
    /// 满分.
    Full,
    /// `行.金额`: a column, or a row definition, of the row that is looked at.
    Row(Name),
    /// `经费["公用经费"].本年决算`.
    Keyed(Box<KeyedCell>),
    /// `量 当 条件`, as an argument of a function over rows.
    When(Box<Expr>, Box<Expr>),
    /// 报送.单位.
    SubmittedUnit,
    /// 报送.年度.
    SubmittedYear,
    /// 报送不适用.
    ReportedNotApplicable,
    /// `目标 是 定量` (`true`), `目标 是 定性`.
    IsQuantitative(Box<Expr>, bool),
    /// `非 c`.
    Not(Box<Expr>),
    /// `a + b`.
    Arithmetic(Spanned<Op>, Box<Expr>, Box<Expr>),
    /// `3% ≤ x < 5%`: the first operand, then each relation with the next.
    Comparison(Box<Expr>, Vec<(Spanned<Relation>, Expr)>),
    /// `a 且 b 且 …`.
    And(Vec<Expr>),
    /// `a 或 b 或 …`.
    Or(Vec<Expr>),
    /// `绝对值(x)`.
    Call(Spanned<Function>, Vec<Expr>),
    /// `上年.电费`, `参保人数@2023`: a field or a definition in another year.
    OfYear(Name, WrittenYear),
    /// `计数(近3年, c)`.
    OverYears {
        /// What is made of the years.
        function: Spanned<YearFunction>,
        /// How many, the last being that of the rubric.
        years: Spanned<u32>,
        /// What is read in each.
        value: Box<Expr>,
    },
    /// `名次(x)`.
    Cohort {
        /// What is asked of all units.
        function: Spanned<CohortFunction>,
        /// What is compared.
        value: Box<Expr>,
        /// `越低越好` is written behind it.
        lower: bool,
    },
    /// Reported.
    Hole,
}

/// The year in which a field is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenYear {
    /// `上年.x`.
    Last,
    /// `x@2023`.
    In(Spanned<u32>),
}

/// What is made of several years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearFunction {
    /// 计数: in how many of them a condition holds.
    Count,
    /// 合计.
    Sum,
    /// 平均.
    Mean,
    /// 最大.
    Max,
    /// 最小.
    Min,
}

/// What is asked of all units of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CohortFunction {
    /// 名次: 1 is the best; equal ones share a rank.
    Rank,
    /// 分位: the share of the others that is strictly worse.
    Percentile,
    /// 全体最大.
    Max,
    /// 全体最小.
    Min,
    /// 全体平均.
    Mean,
}

/// A column in the row that has a key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyedCell {
    /// The table.
    pub table: Name,
    /// The key.
    pub key: Spanned<String>,
    /// The column.
    pub column: Name,
}

/// The functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// 绝对值(x).
    Abs,
    /// 最大(x, y, …).
    Max,
    /// 最小(x, y, …).
    Min,
    /// 增减率(新, 旧).
    Change,
    /// 自然日(从, 到): the first day is not counted, the last is (Civil Code 201).
    CalendarDays,
    /// 工作日(起, 止): the same, of working days.
    WorkingDays,
    /// 期限(起, 20日, 顺延): the last day of a period.
    Deadline(Postponement),
    /// 已填(字段).
    Filled,
    /// 得分(分组), 得分(分组/指标).
    ScoreOf,
    /// 限于(x, 下, 上).
    Clamp,
    /// 合计(表, 量 当 条件). 最大 and 最小 are over rows too where their first argument is a table.
    Sum,
    /// 平均(表, 量 当 条件).
    Mean,
    /// 加权平均(表, 量 当 条件, 权).
    WeightedMean,
    /// 计数(表 当 条件).
    Count,
    /// 占比(表, 条件).
    ShareOf,
    /// 目标值(性质, 指标值, 度量单位).
    TargetOf,
    /// 量(文本, 单位).
    QuantityOf,
    /// 达到(目标, 量).
    Met,
    /// 完成率(目标, 量).
    Completion,
}

/// The last argument of 期限: whether a period that ends on a day off ends on the next working day (Civil Code 203).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Postponement {
    /// Not written.
    Unsaid,
    /// 顺延.
    Postponed,
    /// 不顺延.
    NotPostponed,
}

/// A number as written. Sign and growth word are already in `magnitude`.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// The number before its unit; for a date the Julian day number.
    pub magnitude: Decimal,
    /// Decimals written.
    pub digits: u32,
    /// What stands behind it.
    pub unit: LiteralUnit,
    /// `增长 10%`, `下降 5%` (then `magnitude` is negative): a change.
    pub growth: bool,
    /// All of it.
    pub span: Span,
}

/// What stands behind a number.
#[derive(Clone, Debug, PartialEq)]
pub enum LiteralUnit {
    /// Nothing.
    None,
    /// A unit, not yet looked up: `万元`, `%`, `个百分点`, `人·月`.
    Unit(Name),
    /// It is a date.
    Date,
}

/// How a field adds up over subordinate units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consolidation {
    /// 合计.
    Sum,
    /// `加权(预算数)`.
    Weighted(Name),
    /// 重算: from the formula of its 填报.
    Recomputed,
    /// 不汇总: only the unit above gives it.
    NotAdded,
}
