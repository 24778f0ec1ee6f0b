//! The tree as written: every notation of the language kept apart, nothing resolved, every node with its place.
//!
//! Names are in NFC, full-width letters and digits are already ASCII; texts are as written. A part that could not be
//! read is a `Hole`: its error has been reported, and later passes skip the element that contains it.

mod amend;
mod data;
mod ending;
mod expr;
mod header;
mod points;
mod rule;
mod table;
mod test;

pub use amend::{
    Added, Amendment, Change, Element, Extends, Gone, Layer, Merged, Patch, PatchNode, Place, Replacement, Revision,
    Rounded, Target,
};
pub use data::{CheckLevel, Data, Field, FieldAttribute, WrittenKind};
pub use ending::{Adjustments, Bottom, Ceiling, Verdict, Veto, VetoRow};
pub use expr::{
    Check, CohortFunction, Consolidation, Expr, ExprNode, Function, Grades, KeyedCell, Literal, LiteralUnit,
    Postponement, Stated, Tolerance, WrittenYear, YearFunction,
};
pub use header::{Basis, Header, HeaderStatement, RoundingClause, RoundingSubject};
pub use points::{EqualSplit, Points};
pub use rule::{
    Anchor, Award, AwardNode, Band, BandCondition, Bound, CaseArm, ChecklistBody, ChecklistItem, Cut, CutSubject,
    DeductLine, Deviation, Direction, JudgedLevel, NotApplicable, Partial, Pick, Policy, Range, RangeForm, Reach,
    Rescale, Rule, RuleNode, Way, WayBody,
};
pub use table::{EachRow, RowHead, Table};
pub use test::{
    Expectation, ExpectedOutcome, ExpectedSubject, Given, GivenContent, GivenSubject, GivenTable, GivenYear, Test,
};

use std::collections::BTreeSet;

use crate::diagnostic::Language;
use crate::quantity::Relation;
use crate::source::{Span, Spanned};
use rust_decimal::Decimal;

/// A name as written, without its quotes (`「…」`, `'…'`).
pub type Name = Spanned<String>;

/// One `.perf` file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// The language of its keywords (that of the first one).
    pub language: Language,
    /// `评价体系 "…" { … }`, if it is there.
    pub header: Option<Header>,
    /// `继承 "…"`.
    pub extends: Option<Extends>,
    /// 修改, 新增, 删除, in the order of the text.
    pub amendments: Vec<Amendment>,
    /// All else, in the order of the text.
    pub items: Vec<Item>,
    /// The words of what could not be read and may declare names.
    pub lost: BTreeSet<String>,
    /// Braces do not pair: what belongs to what is unknown, and nothing is to be said of it.
    pub shapeless: bool,
    /// What it was made of, if several files were merged.
    pub merged: Option<Box<Merged>>,
    /// The whole text.
    pub span: Span,
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
    /// `明细 … { … }`.
    Table(Table),
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
    /// `加减分 [-10分, 5分] { … }`.
    Adjustments(Adjustments),
    /// `封顶 100分`, `不封顶`.
    Ceiling(Ceiling),
    /// `不低于 0分`.
    Bottom(Bottom),
    /// `否决 { … }`.
    Veto(Veto),
    /// `测试 "…" { … }`.
    Test(Box<Test>),
    /// 依据, 说明 … of a group.
    Text(TextClause),
    /// Reported.
    Hole(Span),
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
    /// `逐行`: it has an indicator for every row of a table.
    pub each_row: Option<EachRow>,
    /// What is in it, in the order of the text.
    pub items: Vec<Item>,
    /// The head, up to the opening brace.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// `指标 固定资产利用率 1分 { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its name; in an indicator of rows, what stands in its place.
    pub name: Name,
    /// Its points.
    pub points: Points,
    /// It is the indicator of every row of its group.
    pub row: Option<RowHead>,
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
    /// `自评：行.自评分`.
    Claim(Expr, Span),
    /// `复核：行.复核分`.
    Review(Expr, Span),
    /// `理由：行.偏差原因`.
    Reason(Expr, Span),
    /// Reported.
    Hole(Span),
}
