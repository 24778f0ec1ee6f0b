//! The tree as written: every notation of the language kept apart, nothing resolved, every node with its place.
//!
//! Names are in NFC, full-width letters and digits are already ASCII; texts are as written. A part that could not be
//! read is a `Hole`: its error has been reported, and later passes skip the element that contains it.

use rust_decimal::Decimal;

use crate::diagnostic::Language;
use crate::quantity::{Op, Relation, RoundingMode};
use crate::source::{Span, Spanned};

/// A name as written, without its quotes (`「…」`, `'…'`).
pub type Name = Spanned<String>;

/// One `.perf` file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// The language of its keywords (that of the first one).
    pub language: Language,
    /// `评价体系 "…" { … }`, if it is there.
    pub header: Option<Header>,
    /// All else, in the order of the text.
    pub items: Vec<Item>,
    /// The whole text.
    pub span: Span,
}

/// `评价体系 "…" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The title.
    pub title: Name,
    /// Its statements.
    pub statements: Vec<HeaderStatement>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// A statement of the header.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderStatement {
    /// `年度：2024`.
    Year(Spanned<u32>),
    /// `总分：100分`.
    Total(Literal),
    /// `修约：指标得分 保留2位，四舍五入`.
    Rounding(RoundingClause),
    /// `口径：自评`: which column counts unless the command says otherwise.
    Basis(Spanned<Basis>),
    /// 依据, 说明, 原文 …
    Text(TextClause),
    /// Reported.
    Hole(Span),
}

/// Which score of a judged item counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 自评.
    Claimed,
    /// 复核.
    Reviewed,
}

/// `修约：…`, in the header or in an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundingClause {
    /// What is rounded; `None` in an indicator, where it is the measure.
    pub subject: Option<Spanned<RoundingSubject>>,
    /// Decimals kept.
    pub places: Spanned<u32>,
    /// How.
    pub mode: Spanned<RoundingMode>,
    /// The statement.
    pub span: Span,
}

/// What a rounding clause of the header rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundingSubject {
    /// 指标得分.
    Indicator,
    /// 总分, `由各项得分`.
    Total,
}

/// A text that accompanies an element.
#[derive(Clone, Debug, PartialEq)]
pub struct TextClause {
    /// Which.
    pub kind: TextKind,
    /// The text; several lines of texts after 依据 or 原文 are joined.
    pub text: Spanned<String>,
    /// The statement.
    pub span: Span,
}

/// The kinds of accompanying texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// 依据.
    Authority,
    /// 说明.
    Note,
    /// 原文.
    Wording,
    /// 佐证.
    Evidence,
    /// 来源.
    Origin,
}

/// What may stand at the top of a file, or (groups, indicators, checks, stated figures, texts) inside a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `数据 … { … }`.
    Data(Data),
    /// `计量单位 …`.
    Unit(UnitDeclaration),
    /// `定义 名 = …`.
    Definition(Definition),
    /// `一级 … { … }`.
    Group(Group),
    /// `指标 … { … }`.
    Indicator(Indicator),
    /// `校验 … { … }`.
    Check(Check),
    /// `填报：…`.
    Stated(Stated),
    /// `等级：…`.
    Grades(Grades),
    /// 依据, 说明 … of a group.
    Text(TextClause),
    /// Reported.
    Hole(Span),
}

/// `数据 名 { 字段 … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// Its name, for the reader.
    pub name: Option<Name>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// All of it.
    pub span: Span,
}

/// `固定资产总额：金额(万元, 2位) ≥ 0万元 来源 "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub kind: Spanned<WrittenKind>,
    /// Range and other attributes, in the order of the text.
    pub attributes: Vec<FieldAttribute>,
    /// The statement.
    pub span: Span,
}

/// A kind as declared.
#[derive(Clone, Debug, PartialEq)]
pub enum WrittenKind {
    /// `金额(万元, 2位)`, `金额(元)/人·月`.
    Money {
        /// 万元.
        unit: Spanned<String>,
        /// 2位.
        digits: Option<Spanned<u32>>,
        /// 人·月.
        per: Option<Spanned<String>>,
    },
    /// `比率(%, 2位)`, `比率(‰)`, `比率(小数)`: the unit is `None` for 小数.
    Ratio {
        /// `%` or `‰`.
        unit: Option<Spanned<String>>,
        /// 2位, of the percentage.
        digits: Option<Spanned<u32>>,
    },
    /// `增减率(%, 2位)`.
    Change {
        /// `%` or `‰`.
        unit: Option<Spanned<String>>,
        /// 2位, of the percentage.
        digits: Option<Spanned<u32>>,
    },
    /// `数量(万人, 2位)`.
    Count {
        /// 万人.
        unit: Spanned<String>,
        /// 2位.
        digits: Option<Spanned<u32>>,
    },
    /// 百分点.
    Point,
    /// 分.
    Score,
    /// 数.
    Number,
    /// 日期.
    Date,
    /// 日.
    Days,
    /// 工作日.
    WorkingDays,
    /// 是否.
    YesNo,
    /// `取值(好 > 中 > 差)`, `取值(甲, 乙)`.
    Levels {
        /// The words.
        names: Vec<Name>,
        /// Written with `>`.
        ordered: bool,
    },
    /// 文本.
    Text,
    /// Reported; the name of the field counts as declared, so that its uses are not reported again.
    Hole,
}

/// What may follow the kind of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldAttribute {
    /// `≥ 0万元`, `[0%, 100%]`.
    Range(Range),
    /// 可空.
    Optional(Span),
    /// 精确: no tolerance in checks.
    Exact(Span),
    /// `来源 "…"`.
    Origin(Spanned<String>),
    /// `各处 需说明`: the level at which differing prints of the field are reported.
    PrintsLevel(Spanned<CheckLevel>),
}

/// The level of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckLevel {
    /// 提示.
    Hint,
    /// 需说明.
    Explain,
    /// 错误.
    Error,
}

/// `计量单位 床位`, `计量单位 亩 = 2000/3平方米`, `计量单位 金额：元` (prelude). A list is one declaration each.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitDeclaration {
    /// The word before the colon; `None` declares a counted thing.
    pub kind: Option<Name>,
    /// The new symbol.
    pub symbol: Name,
    /// Numerator, denominator and unit of its value; `None` makes it a base unit.
    pub equals: Option<(Decimal, Decimal, Name)>,
    /// The statement.
    pub span: Span,
}

/// `定义 支出率 = 支出合计 / 年初预算`.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its name.
    pub name: Name,
    /// `定义 增幅（增减率） = …`: the result is declared to be a change.
    pub as_change: bool,
    /// What it stands for.
    pub value: Expr,
    /// The statement.
    pub span: Span,
}

/// `一级 预算执行 46分 { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// `一级` is 1, `二级` is 2; `分组` and `group` are `None`.
    pub level: Option<Spanned<u32>>,
    /// Its name.
    pub name: Name,
    /// Its points.
    pub points: Points,
    /// `均分`: its children have equal parts.
    pub equal_split: Option<EqualSplit>,
    /// What is in it, in the order of the text.
    pub items: Vec<Item>,
    /// The head, up to the opening brace.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// The points of a group, an indicator or a checklist item.
#[derive(Clone, Debug, PartialEq)]
pub enum Points {
    /// `46分`.
    Points(Literal),
    /// `30%` of the parent.
    Share(Literal),
    /// `分值未公布`.
    Unpublished(Span),
    /// Not written: an equal part, or unpublished with its group.
    Inherited,
}

/// `均分，余数归 满意度`.
#[derive(Clone, Debug, PartialEq)]
pub struct EqualSplit {
    /// The child that takes what is left over.
    pub remainder: Option<Name>,
    /// The clause.
    pub span: Span,
}

/// `指标 固定资产利用率 1分 { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its name.
    pub name: Name,
    /// Its points.
    pub points: Points,
    /// Its statements.
    pub statements: Vec<Statement>,
    /// The head, up to the opening brace.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// A statement of an indicator or of a checklist item.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `公式：a / b`, `公式（增减率）：(a − b) / b`.
    Formula {
        /// The formula.
        value: Expr,
        /// Declared to be a change.
        as_change: bool,
        /// The statement.
        span: Span,
    },
    /// `值域：[0%, 100%]`.
    Range(Range),
    /// `方向：越高越好`.
    Direction(Spanned<Direction>),
    /// `目标：≥ 95%`, `目标：支出预算` (then the relation is `None`).
    Target {
        /// The comparison word.
        relation: Option<Spanned<Relation>>,
        /// What it is compared with.
        value: Expr,
        /// The statement.
        span: Span,
    },
    /// `评分：…`.
    Rule(Rule),
    /// `不适用：… 时 …`.
    NotApplicable(NotApplicable),
    /// `修约：保留2位，四舍五入`.
    Rounding(RoundingClause),
    /// 依据, 说明, 原文, 佐证, 来源.
    Text(TextClause),
    /// A check inside the indicator.
    Check(Check),
    /// A stated figure inside the indicator.
    Stated(Stated),
    /// Reported.
    Hole(Span),
}

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

/// `不适用：三公预算 = 0元 时 满分`. Conditions may contain [`ExprNode::ReportedNotApplicable`].
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
    /// `75%-90%`, `75%～90%`: ambiguous, refused by the checker with the readings.
    Dash,
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
    /// `得 满分` alone, as the arm of a 情形: this is given whatever the measure is.
    Award(Award),
    /// Reported.
    Hole,
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
    /// A level of a 取值 field.
    Level(Name),
    /// 其余.
    Otherwise(Span),
    /// Reported.
    Hole(Span),
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

/// `校验 名 { 当 c ⏎ a = b ⏎ 级别：错误 ⏎ 容差：0.01万元 理由 "…" ⏎ 说明："…" }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its name.
    pub name: Name,
    /// `当 c`: where it does not hold, the check is not applicable.
    pub condition: Option<Expr>,
    /// What must hold, one or more.
    pub assertions: Vec<Expr>,
    /// 级别.
    pub level: Option<Spanned<CheckLevel>>,
    /// 容差 with its reason.
    pub tolerance: Option<(Literal, Spanned<String>)>,
    /// 说明, 来源.
    pub texts: Vec<TextClause>,
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
    /// 报送.单位.
    SubmittedUnit,
    /// 报送.年度.
    SubmittedYear,
    /// 报送不适用.
    ReportedNotApplicable,
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
    /// Reported.
    Hole,
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
    /// 已填(字段).
    Filled,
    /// 限于(x, 下, 上).
    Clamp,
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
