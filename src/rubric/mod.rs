//! The rubric as meant: named, typed, proved. Made by [`crate::check`], never changed afterwards.
//!
//! All lists are indexed by the ids of [`crate::ids`]. Numbers are in base units (see [`crate::quantity::Kind`]).

mod asked;
mod canonical;
mod compared;
mod consolidation;
mod declared;
mod display;
mod ending;
mod expr;
mod field;
mod formula;
mod judged;
mod row_group;
mod rule;
mod series;
mod shift;
mod table;
mod values;
mod worth;

pub use asked::{Asked, Question, Read, asks};
pub use declared::{Direction, Target};
pub use display::{DisplayUnit, interval_in_words, show_date, show_interval, show_points};
pub use ending::{Adjustments, Ending, Grade, ScoreOf, ScoreRange, StatedTotal, Verdict, Veto};
pub use expr::{Expr, Node};
pub use field::Field;
pub use formula::{plain_value, unit_of_sides, value};
pub use judged::JudgedItem;
pub use row_group::{RowGroup, RowPoints};
pub use rule::{
    Arm, Award, Band, Choice, Curve, Deduction, DeductionLine, Formula, Item, JudgedLevel, Judgement, NormalForm,
    Partial, Pick, Reading, Rule, RuleForm, Ways,
};

pub use compared::{CompareFunction, Compared};
pub use consolidation::Consolidation;
pub use series::OfYear;
pub use shift::Shift;
pub use table::{Aggregate, AggregateFunction, RowCell, RowName, Table, Term, Unfolded};
pub use values::{Holds, Over};

use std::collections::BTreeSet;

use crate::diagnostic::Language;
use crate::ids::{CheckId, DefinitionId, ElementId, FieldId, GroupId, IndicatorId, MeasureId, NodeId, TableId};
use crate::quantity::{Interval, Rational, Rounding, Units};
use crate::source::{SourceId, Span, Spanned};

/// A rubric that scores every valid submission.
#[derive(Clone, Debug)]
pub struct Rubric {
    /// Its title; that of a parent where the file has none of its own.
    pub title: Spanned<String>,
    /// The file that it was read from.
    pub source: SourceId,
    /// The files that it inherits from, the farthest first.
    pub parents: Vec<SourceId>,
    /// The language of its keywords, and of what is said to its readers.
    pub language: Language,
    /// The year that is evaluated.
    pub year: Spanned<u32>,
    /// 总分. The roots make exactly this, unless some points are unpublished.
    pub total: Rational,
    /// How every indicator's score is rounded; not written is exact.
    pub indicator_rounding: Option<Rounding>,
    /// How the total is rounded after the indicators were added.
    pub total_rounding: Option<Rounding>,
    /// Which score of judged items counts unless the command says otherwise: `true` is 复核.
    pub reviewed_basis: bool,
    /// 依据, 说明 of the whole.
    pub texts: Texts,
    /// The units it may use, also in submissions.
    pub units: Units,
    /// All fields.
    pub fields: Vec<Field>,
    /// All tables. Their columns are fields.
    pub tables: Vec<Table>,
    /// All definitions. INVARIANT: no cycles; one only reads definitions before it in a topological order.
    pub definitions: Vec<Definition>,
    /// All groups.
    pub groups: Vec<Group>,
    /// All indicators, in the order of the text.
    pub indicators: Vec<Indicator>,
    /// All measured formulas.
    pub measures: Vec<Measure>,
    /// Groups and indicators at the top.
    pub roots: Vec<NodeId>,
    /// All checks and stated figures, in the order of the text.
    pub checks: Vec<Check>,
    /// 等级, tried in order; empty if none are declared. INVARIANT: every printed total has one.
    pub grades: Vec<Grade>,
    /// 加减分, 封顶, 不低于, 否决.
    pub ending: Ending,
    /// Where each part of a scoring rule is written, by [`ElementId`].
    pub elements: Vec<Span>,
}

/// The texts that accompany an element, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// 依据.
    pub authority: Option<String>,
    /// 说明.
    pub note: Option<String>,
    /// 原文.
    pub wording: Option<String>,
    /// 佐证.
    pub evidence: Option<String>,
    /// 来源.
    pub origin: Option<String>,
}

/// `定义 名 = …`.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name.
    pub name: Spanned<String>,
    /// What it stands for.
    pub value: Expr,
    /// `定义 行.名 = …`: it is read in rows of this table only.
    pub table: Option<TableId>,
    /// Set where it was made by unfolding an aggregate.
    pub unfolded: Option<Box<Unfolded>>,
}

/// A group of indicators.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: Spanned<String>,
    /// Its depth, from 1.
    pub level: u32,
    /// Its points; `None` if they are not published.
    pub points: Option<Rational>,
    /// The group it is in.
    pub parent: Option<GroupId>,
    /// What is in it.
    pub children: Vec<NodeId>,
    /// 等级 of its score, tried in order; empty if none are declared. INVARIANT: every score that it can have has one.
    pub grades: Vec<Grade>,
    /// 逐行: it has an indicator for every row of a table. None has it after unfolding.
    pub rows: Option<RowGroup>,
    /// 依据 and so on.
    pub texts: Texts,
    /// The head.
    pub span: Span,
}

/// An indicator (三级指标).
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its name.
    pub name: Spanned<String>,
    /// Its points; `None` if they are not published, 0 in 加减分, where nothing is missing without them.
    pub points: Option<Rational>,
    /// In 加减分, what it may change. INVARIANT: it is then in no group and no root.
    pub adjusts: Option<ScoreRange>,
    /// The group it is in.
    pub parent: Option<GroupId>,
    /// Its formula, if it has one.
    pub measure: Option<MeasureId>,
    /// Which values of the formula are better, if it says so.
    pub direction: Option<Direction>,
    /// What the formula is to reach, if it says so.
    pub target: Option<Target>,
    /// How it is scored. `None` only where the points are not published.
    pub rule: Option<Rule>,
    /// When it is not applicable, tried in order.
    pub not_applicable: Vec<NotApplicable>,
    /// All fields that it reads, also through definitions, items and clauses.
    pub reads: BTreeSet<FieldId>,
    /// It stands for the rows of its group; none does after unfolding.
    pub template: bool,
    /// The target as it was submitted, where it comes with the submission: `≥ 2200人次`. Set by unfolding.
    pub goal: Option<String>,
    /// 依据 and so on.
    pub texts: Texts,
    /// The head.
    pub span: Span,
}

/// A formula that is computed once and scored.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The formula.
    pub value: Expr,
    /// 值域: a value outside rejects the data. `None` if not written.
    pub range: Option<Interval>,
    /// Where all possible values lie, proved from the ranges of the fields and from 值域.
    pub domain: Interval,
    /// 修约 of the measure, before it is scored.
    pub rounding: Option<Rounding>,
    /// How its value is printed.
    pub unit: DisplayUnit,
    /// The indicator it belongs to.
    pub indicator: IndicatorId,
    /// The formula's place.
    pub span: Span,
}

/// `不适用：… 时 …`.
#[derive(Clone, Debug)]
pub struct NotApplicable {
    /// When.
    pub condition: Expr,
    /// What then.
    pub policy: Policy,
    /// Its id.
    pub element: ElementId,
}

/// What becomes of an indicator that is not applicable.
#[derive(Clone, Debug)]
pub enum Policy {
    /// So many points.
    Points(Rational),
    /// 人工评定 or 评定.
    Judged(Judgement),
    /// 不计入总分; its points are spread over its group, or over the whole where `whole` is set.
    LeftOut {
        /// 全表 rather than 上级.
        whole: bool,
    },
}

/// `校验` or `填报`.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its name; for 填报 the name of the field.
    pub name: Spanned<String>,
    /// For 填报, the field that holds the printed figure.
    pub stated: Option<FieldId>,
    /// Where it does not hold, the check is not applicable.
    pub condition: Option<Expr>,
    /// What must hold. INVARIANT: comparisons, or yes/no expressions; not empty.
    pub assertions: Vec<Expr>,
    /// The level of a 不一致.
    pub level: Level,
    /// 容差 in base units, instead of the disclosed digits.
    pub tolerance: Option<Rational>,
    /// 逐行: it is checked of every row of this table.
    pub each_row: Option<TableId>,
    /// The indicator or group it stands in.
    pub owner: Option<NodeId>,
    /// Its id.
    pub id: CheckId,
    /// 说明, 来源.
    pub texts: Texts,
    /// All of it.
    pub span: Span,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 提示.
    Hint,
    /// 需说明.
    Explain,
    /// 错误.
    Error,
}

impl Rubric {
    /// The path of a node from the root: `预算执行/资产管理/固定资产利用率`, `加减分/创新奖励`.
    #[must_use]
    pub fn path(&self, node: NodeId) -> String {
        let mut names = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at {
            let (name, parent) = match node {
                NodeId::Group(id) => self.groups.get(id.index()).map(|group| (&group.name, group.parent)),
                NodeId::Indicator(id) => self.indicators.get(id.index()).map(|one| (&one.name, one.parent)),
            }
            .unzip();
            names.extend(name.map(|name| name.node.as_str()));
            at = parent.flatten().map(NodeId::Group);
        }
        if let NodeId::Indicator(id) = node
            && self.indicators.get(id.index()).is_some_and(|one| one.adjusts.is_some())
        {
            names.push(if self.language == Language::Zh { "加减分" } else { "adjustments" });
        }
        names.reverse();
        names.join("/")
    }

    /// The indicators of 加减分, in the order of the text.
    pub fn adjusting(&self) -> impl Iterator<Item = (IndicatorId, &Indicator, &ScoreRange)> {
        let all = self.indicators.iter().enumerate();
        all.filter_map(|(at, one)| Some((IndicatorId::at(at), one, one.adjusts.as_ref()?)))
    }

    /// The field with this id.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: a FieldId is made only for a field of this rubric")]
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }

    /// The table with this id.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: a TableId is made only for a table of this rubric")]
    pub fn table(&self, id: TableId) -> &Table {
        &self.tables[id.index()]
    }

    /// The definition with this id.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: a DefinitionId is made only for one of this rubric")]
    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.definitions[id.index()]
    }

    /// The group with this id.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: a GroupId is made only for a group of this rubric")]
    pub fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.index()]
    }

    /// The indicator with this id.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: an IndicatorId is made only for one of this rubric")]
    pub fn indicator(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[id.index()]
    }

    /// The measure with this id.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: a MeasureId is made only for one of this rubric")]
    pub fn measure(&self, id: MeasureId) -> &Measure {
        &self.measures[id.index()]
    }

    /// Where a part of a scoring rule is written.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: an ElementId is made only for one of this rubric")]
    pub fn element(&self, id: ElementId) -> Span {
        self.elements[id.index()]
    }

    /// The fields that an expression reads, through definitions and measures too, in the order of the formula and each
    /// once.
    #[must_use]
    pub fn fields_below(&self, expr: &Expr) -> Vec<FieldId> {
        let (mut fields, mut seen) = (Vec::new(), BTreeSet::new());
        let mut pending = vec![expr];
        while let Some(expr) = pending.pop() {
            match &expr.node {
                Node::Field(field) | Node::Filled(field) => fields.extend(seen.insert(*field).then_some(*field)),
                Node::Definition(id) => pending.push(&self.definition(*id).value),
                Node::Measure(id) => pending.push(&self.measure(*id).value),
                _ => pending.extend(expr.children().into_iter().rev()),
            }
        }
        fields
    }

    /// The most decimals a judged score may have: those of 修约, else 2.
    #[must_use]
    pub fn score_places(&self) -> u32 {
        self.indicator_rounding.map_or(2, |rounding| rounding.places)
    }
}
