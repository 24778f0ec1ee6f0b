//! Inheritance and amendments as written, and what the merging of several files leaves behind.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Field, Grades, Item, Name, Points, Range, RoundingSubject, Statement, TextKind};
use crate::diagnostic::{Language, Text};
use crate::source::{SourceId, Span, Spanned};

/// `继承 "../2024/梅江.perf"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Extends {
    /// Where the parent lies, as seen from this file.
    pub path: Spanned<String>,
    /// The statement.
    pub span: Span,
}

/// `修改 …`, `新增 …`, `删除 …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    /// What changes.
    pub change: Change,
    /// 理由.
    pub reason: Option<Spanned<String>>,
    /// 文号.
    pub document: Option<Spanned<String>>,
    /// The head, up to the opening brace.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// What an amendment does.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// `修改 指标 路径 { … }`: statement by statement.
    Patch(Target, Vec<Patch>),
    /// `修改 字段 电费：…`, `修改 等级：…`: one declaration in the place of another.
    Replace(Target, Replacement),
    /// `新增 …`.
    Add(Added),
    /// `删除 指标 路径`.
    Remove(Target),
    /// `移动 指标 路径 于 分组`.
    Move(Target, Place),
    /// Reported.
    Hole,
}

/// What stands in the place of a declaration.
#[derive(Clone, Debug, PartialEq)]
pub enum Replacement {
    /// A field, or a column of a table.
    Field(Box<Field>),
    /// The rows given of a check; each sort of them replaces its own.
    Check(Box<Check>),
    /// `加减分 [-10分, 5分]`.
    Range(Box<Range>),
    /// Anything else, whole.
    Item(Box<Item>),
}

/// What is added, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// What.
    pub item: Replacement,
    /// `于 路径`; `None` is the top of the file.
    pub place: Option<Place>,
    /// What it is called, with its sort.
    pub element: Element,
}

/// `于 资产管理`, `于 资产管理/数据质量 之前`.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The group, the block, or the neighbour.
    pub path: Vec<Name>,
    /// `Some(true)` is 之前, `Some(false)` 之后; `None` is at the end of it.
    pub before: Option<bool>,
    /// The clause.
    pub span: Span,
}

/// What an amendment names.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its sort.
    pub element: Element,
    /// Its name, behind the names of what it stands in; empty where there is only one.
    pub path: Vec<Name>,
    /// From the sort to the end of the path.
    pub span: Span,
}

/// The sorts of things that can be amended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// 指标.
    Indicator,
    /// `一级` is 1; `分组` is `None`.
    Group(Option<u32>),
    /// A field, or a column.
    Field,
    /// 数据.
    Data,
    /// 明细.
    Table,
    /// 计量单位.
    Unit,
    /// 定义.
    Definition,
    /// 校验.
    Check,
    /// 填报.
    Stated,
    /// 等级.
    Grades,
    /// 加减分.
    Adjustments,
    /// 封顶 or 不封顶.
    Ceiling,
    /// 不低于.
    Bottom,
    /// 否决.
    Veto,
    /// 名称.
    Name,
    /// In which group it stands.
    Position,
    /// 分值.
    Points,
    /// 公式.
    Formula,
    /// 值域.
    Range,
    /// 方向.
    Direction,
    /// 目标.
    Target,
    /// 评分.
    Rule,
    /// 不适用.
    NotApplicable,
    /// 修约; in the header, of what.
    Rounding(Option<Rounded>),
    /// 自评 of a row.
    Claim,
    /// 复核 of a row.
    Review,
    /// 理由 of a row.
    Reason,
    /// 依据 and so on.
    Text(TextKind),
    /// 年度.
    Year,
    /// 总分.
    Total,
    /// 口径.
    Basis,
    /// 比较范围.
    Cohort,
}

/// What a rounding of the header rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rounded {
    /// 指标得分.
    Scores,
    /// 总分.
    Total,
}

impl From<RoundingSubject> for Rounded {
    fn from(subject: RoundingSubject) -> Self {
        match subject {
            RoundingSubject::Indicator => Rounded::Scores,
            RoundingSubject::Total => Rounded::Total,
        }
    }
}

/// A statement in `修改 指标 … { … }` or `修改 一级 … { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// What.
    pub node: PatchNode,
    /// The statement.
    pub span: Span,
}

/// What a statement of an amendment says.
#[derive(Clone, Debug, PartialEq)]
pub enum PatchNode {
    /// `分值：2分`.
    Points(Points),
    /// `名称：资产利用率`.
    Name(Name),
    /// As in an indicator.
    Statement(Box<Statement>),
    /// 等级 of a group.
    Grades(Grades),
    /// `删除 目标`; of a 校验 or a 填报 with its name.
    Without(Element, Option<Name>),
    /// Something that is no statement of an indicator but stands in a group.
    Item(Box<Item>),
    /// Reported.
    Hole,
}

/// What the merging of several files leaves behind, for messages and for `flatten`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The files, from the one that inherits nothing to the one that was asked for.
    pub layers: Vec<Layer>,
    /// Everything that was amended.
    pub revisions: Vec<Revision>,
    /// Where a name stands that was amended elsewhere, with the one that is meant now, as it is written.
    pub renamed: BTreeMap<Span, String>,
    /// Heads of what is no longer as its own file has it, so that it cannot be printed from there in one piece.
    pub altered: BTreeSet<Span>,
    /// For each group by the place of its name, and for the whole by `None`: whether its plain points made its sum
    /// after each layer; `None` where that takes more than adding up.
    pub balance: BTreeMap<Option<Span>, Vec<Option<bool>>>,
}

/// One of several files that were merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The file.
    pub source: SourceId,
    /// What it is called.
    pub name: String,
}

/// One amendment, carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Which layer, counted from 0.
    pub layer: usize,
    /// `「2025.perf」第 8 行`.
    pub place: Text,
    /// 8.
    pub line: usize,
    /// The amendment.
    pub span: Span,
    /// Its head.
    pub head: Span,
    /// 理由.
    pub reason: Option<String>,
    /// 文号.
    pub document: Option<String>,
    /// What it amended, by the place by which that is known; of what it removed, what that stood in. `None` is the top.
    pub target: Option<Span>,
    /// Places of what is written in it and stands in the result.
    pub brought: Vec<Span>,
    /// Names that mean nothing any more.
    pub gone: Vec<Gone>,
    /// The groups whose sum it may have changed, by the place of their name; `None` is the whole.
    pub sums: Vec<Option<Span>>,
}

/// A name that an amendment took away.
#[derive(Clone, Debug, PartialEq)]
pub struct Gone {
    /// The sort of what was called so.
    pub element: Element,
    /// The names from the top to its own; none of what has none.
    pub names: Vec<String>,
    /// What it is called now; `None` is removed.
    pub new: Option<String>,
}

impl super::File {
    /// A file in which nothing could be read.
    #[must_use]
    pub fn empty(span: Span) -> Self {
        super::File {
            language: Language::Zh,
            header: None,
            extends: None,
            amendments: Vec::new(),
            items: Vec::new(),
            lost: BTreeSet::new(),
            shapeless: false,
            merged: None,
            span,
        }
    }

    /// The files that it was merged from, the farthest first.
    #[must_use]
    pub fn parents(&self) -> Vec<SourceId> {
        let layers = self.merged.iter().flat_map(|merged| &merged.layers).map(|layer| layer.source);
        layers.filter(|source| *source != self.span.source).collect()
    }

    /// Whether a place lies in this file, or in one that it was merged from.
    #[must_use]
    pub fn holds(&self, source: SourceId) -> bool {
        self.span.source == source || self.parents().contains(&source)
    }
}
