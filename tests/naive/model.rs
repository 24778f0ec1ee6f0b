//! What the generator means to write: a small rubric, every number an exact fraction in base units.

use jixiao::quantity::{Relation, RoundingMode};
use jixiao::rubric::AggregateFunction;

use super::calendar::Period;
use super::fraction::{F, Span};

/// A rubric.
#[derive(Clone, Debug)]
pub struct Model {
    /// Keywords in Chinese.
    pub zh: bool,
    /// 总分.
    pub total: F,
    /// 修约：指标得分.
    pub rounding: Option<(u32, RoundingMode)>,
    /// 修约：总分.
    pub total_rounding: Option<(u32, RoundingMode)>,
    /// The fields.
    pub fields: Vec<Field>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The definitions.
    pub definitions: Vec<(String, E)>,
    /// The tree.
    pub roots: Vec<Node>,
    /// 等级: name and least total; the last has none.
    pub grades: Vec<(String, Option<F>)>,
    /// The lines of the end: 加减分, 封顶, 不低于, 否决.
    pub ending: Vec<String>,
    /// Values that decide something, for the data.
    pub hints: Vec<Hint>,
}

/// A unit in which constants are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    Wan,
    /// % of a ratio
    Percent,
    /// % of a change
    Change,
    /// 次, a count
    Times,
    /// 日
    Days,
    /// 工作日
    WorkingDays,
    /// 日期
    Date,
    /// a bare number
    Number,
    /// a bare number, always whole: how many rows
    Count,
    /// 是否
    YesNo,
    /// 好 > 中 > 差, ranks 2, 1, 0
    Level,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub unit: Unit,
    /// The values it may have, in base units.
    pub range: Span,
    /// Decimals in its unit.
    pub digits: u32,
    /// 可空.
    pub optional: bool,
    /// Whether an interval may be submitted.
    pub may_be_interval: bool,
    /// Of how many years it is; the last is that of the rubric.
    pub years: u32,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// 以 键列 为键: it has one more column, of texts.
    pub keyed: bool,
    /// 至少n行.
    pub least: u32,
    /// Its columns.
    pub columns: Vec<Field>,
    /// 定义 行.名.
    pub definitions: Vec<(String, E)>,
}

/// `合计(表, 量 当 条件)` and the like.
#[derive(Clone, Debug)]
pub struct Over {
    /// Which.
    pub function: AggregateFunction,
    /// Over which table.
    pub table: usize,
    /// 量.
    pub value: Option<E>,
    /// What 占比 counts.
    pub counted: Option<C>,
    /// 当.
    pub condition: Option<C>,
    /// 权.
    pub weight: Option<E>,
}

/// A formula.
#[derive(Clone, Debug)]
pub enum E {
    /// A field.
    Field(usize),
    /// A constant.
    Const(F, Unit),
    /// A definition.
    Definition(usize),
    /// 指标值.
    Measure,
    /// `a + b`
    Sum(Box<E>, Box<E>),
    /// `a − b`
    Difference(Box<E>, Box<E>),
    /// `a / b`
    Ratio(Box<E>, Box<E>),
    /// 增减率(a, b)
    Growth(Box<E>, Box<E>),
    /// 绝对值(a)
    Abs(Box<E>),
    /// 最大(a, b)
    Max(Box<E>, Box<E>),
    /// 最小(a, b)
    Min(Box<E>, Box<E>),
    /// 限于(a, b, c)
    Clamp(Box<E>, Box<E>, Box<E>),
    /// 工作日(a, b)
    WorkingDays(Box<E>, Box<E>),
    /// 行.列
    Row(usize, usize),
    /// 行.名, a definition of rows
    RowDefinition(usize, usize),
    /// Over the rows of a table.
    Over(Box<Over>),
    /// `表["键"].列`
    Keyed(usize, usize, usize),
    /// 期限(a, so many days, how)
    Deadline(Box<E>, F, Period),
}

/// A condition.
#[derive(Clone, Debug)]
pub enum C {
    /// A yes/no field.
    Yes(usize),
    /// A yes/no column.
    RowYes(usize, usize),
    /// 已填(行.列)
    RowFilled(usize, usize),
    /// 非
    Not(Box<C>),
    /// A comparison.
    Compare(E, Relation, E),
    /// `不低于 90%` after 当, of 指标值.
    Short(Relation, E),
    /// 且
    And(Vec<C>),
    /// 或
    Or(Vec<C>),
    /// 已填
    Filled(usize),
    /// `计数(近3年, 字段 ≥ 常数) ≥ 2`: in all the years of the field.
    Years(usize, Relation, F, u32),
    /// 报送不适用
    Reported,
}

/// What is given.
#[derive(Clone, Debug)]
pub enum Award {
    /// 满分
    Full,
    /// n分
    Points(F),
    /// 分值的 p%
    Share(F),
    /// 人工评定
    ByJudgement,
    /// 评定, by named shares of the points
    Judged(Vec<(String, Span)>),
    /// `满分 × (0.8 − 2 × x)`, x being 指标值 or another field, perhaps within 限于
    Computed {
        /// The share at 0.
        start: F,
        /// What x adds to it.
        slope: F,
        /// The field that x is, and its name.
        other: Option<(usize, String)>,
        /// 限于(…, 0分, 满分)
        clamped: bool,
    },
}

/// A scoring rule.
#[derive(Clone, Debug)]
pub enum Rule {
    /// 达标
    Pass(C, Option<Award>),
    /// 分档; rows in the order written; `None` is 其余.
    Bands { first: bool, unit: Unit, rows: Vec<(Option<Span>, Award)> },
    /// 扣分 by measure
    Deduct { unit: Unit, free: Span, lines: Vec<Line>, floor: F },
    /// 扣分 by occurrence
    Occur { lines: Vec<(E, Line)>, floor: F },
    /// 按完成率
    Proportional { by_deviation: bool, unit: Unit, cuts: Vec<Cut> },
    /// 线性
    Linear { unit: Unit, anchors: Vec<(F, Award)> },
    /// 逐项
    Checklist(Vec<Item>),
    /// 人工评定 or 评定
    Judged(Award),
    /// 情形
    Cases(Vec<(Option<C>, Rule)>),
    /// `得 …` as an arm, or alone.
    Gets(Award),
    /// 分档 of `偏差 ±r 以内`, narrow rows before wide ones whatever the order, and 其余.
    Deviation { unit: Unit, share: bool, rows: Vec<(F, bool, Award)>, rest: Award },
    /// 取高, 取低, 择一: named ways, of the measure or with a body of their own.
    Ways { pick: usize, ways: Vec<(String, Result<Rule, Body>)> },
}

/// A line of a deduction.
#[derive(Clone, Debug)]
pub struct Line {
    /// Above the limit, or below it.
    pub over: bool,
    /// A step, in base units.
    pub step: F,
    /// What a step costs.
    pub amount: F,
    /// 0 按比例, 1 不计, 2 按一档计, 3 not written (whole counts only)
    pub partial: u8,
}

/// `指标值 低于 90% 得 0分` or `完成率 …`.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Of 完成率 rather than of 指标值.
    pub completion: bool,
    /// For which values.
    pub range: Span,
    /// What they get.
    pub award: Award,
}

/// An item of a checklist.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: F,
    /// `当 c`, or the statements of its own.
    pub body: Result<C, Body>,
}

/// What scores something.
#[derive(Clone, Debug)]
pub struct Body {
    /// 公式, and whether its kind must be written.
    pub formula: Option<E>,
    /// 目标
    pub target: Option<(Option<Relation>, E)>,
    /// 修约 of the measure, in its unit.
    pub rounding: Option<(u32, RoundingMode)>,
    /// 评分
    pub rule: Rule,
}

/// What becomes of it when not applicable.
#[derive(Clone, Debug)]
pub enum Policy {
    /// 满分, 0分, 人工评定, 评定
    Award(Award),
    /// 不计入总分，折算到 上级 or 全表
    LeftOut { whole: bool },
}

/// A group or an indicator.
#[derive(Clone, Debug)]
pub enum Node {
    /// A group.
    Group {
        /// Its name.
        name: String,
        /// Its points.
        points: F,
        /// How the points are written.
        written: Points,
        /// The name that takes the remainder, where its children have equal parts.
        split: Option<Option<String>>,
        /// What is in it.
        children: Vec<Node>,
    },
    /// An indicator.
    Indicator(Indicator),
}

/// How points are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Points {
    /// `46分`
    Plain,
    /// `30%`
    Share,
    /// Not at all: the parent splits equally.
    Split,
}

/// An indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: F,
    /// How they are written.
    pub written: Points,
    /// How it is scored.
    pub body: Body,
    /// 不适用
    pub not_applicable: Vec<(C, Policy)>,
}

/// A value that decides something.
#[derive(Clone, Debug)]
pub enum Hint {
    /// A field against a number.
    Field(usize, F),
    /// The quotient of two fields.
    Quotient(usize, usize, F),
    /// The growth of one field over another.
    Growth(usize, usize, F),
    /// The difference of two fields.
    Difference(usize, usize, F),
    /// A column against a number.
    Column(usize, usize, F),
    /// The difference of two columns.
    Apart(usize, usize, usize, F),
    /// A field equal to another.
    Same(usize, usize),
}
