//! What the parts of the checker share: the tables filled so far, and what surrounds an expression or a rule.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Names;
use super::reached::Scores;
use super::score_of::Scored;
use super::shared::Shared;
use super::tables::Columns;
use crate::diagnostic::{Diagnostics, Language, Reported, Text};
use crate::ids::{DefinitionId, ElementId, FieldId, IndicatorId, MeasureId, TableId};
use crate::quantity::{Rational, Relation, Rounding, Units};
use crate::rubric::{self, Expr};
use crate::source::Span;
use crate::syntax::ast::{Direction, Merged};

/// The tables of a rubric that is being checked.
pub(super) struct Checker<'a> {
    /// Where faults go.
    pub(super) diagnostics: &'a mut Diagnostics,
    /// Whether 比较范围 is written.
    pub(super) cohort: bool,
    /// Where the header says 总分.
    pub(super) total_place: Option<Span>,
    /// 年度, if the header gives one.
    pub(super) year: Option<u32>,
    /// Definitions in other years: which, how many years before, and what it became.
    pub(super) in_years: Shared<BTreeMap<(DefinitionId, u32), DefinitionId>>,
    /// The language of the file's keywords; repairs are written in it.
    pub(super) language: Language,
    /// The units of the prelude and of the rubric.
    pub(super) units: Shared<Units>,
    /// The units that are written in the rubric, apart from their own declarations.
    pub(super) used_units: BTreeSet<String>,
    /// All fields whose declaration is sound.
    pub(super) fields: Shared<Vec<rubric::Field>>,
    /// The line of 数据 that declares a name.
    pub(super) declared: Shared<BTreeMap<String, Span>>,
    /// All tables, their columns among the fields.
    pub(super) tables: Shared<Vec<rubric::Table>>,
    /// What the names behind `行.` mean, by table.
    pub(super) columns: Shared<Vec<Columns>>,
    /// All sound definitions, each after those it reads.
    pub(super) definitions: Shared<Vec<rubric::Definition>>,
    /// All measures so far.
    pub(super) measures: Shared<Vec<rubric::Measure>>,
    /// The places of the parts of rules so far.
    pub(super) elements: Shared<Vec<Span>>,
    /// The most decimals of a judged score: those of 修约, else 2.
    pub(super) score_places: u32,
    /// Whether 修约 of the indicators' scores is written.
    pub(super) scores_rounded: bool,
    /// Set where brackets do not pair or a block stands elsewhere: what belongs to what is then unknown, and nothing is
    /// said of it.
    pub(super) shapeless: Option<Reported>,
    /// Where the indicators begin whose statements may stand elsewhere.
    pub(super) misplaced: Shared<BTreeSet<u32>>,
    /// What each name means.
    pub(super) names: Shared<Names>,
    /// How the scores of indicators are rounded.
    pub(super) score_rounding: Option<Rounding>,
    /// How the total is rounded.
    pub(super) total_rounding: Option<Rounding>,
    /// Which scores each indicator can have, of those checked so far; `None` may be anything.
    pub(super) reached: Shared<Vec<Option<Scores>>>,
    /// The indicators of 加减分.
    pub(super) adjusting: Shared<BTreeSet<IndicatorId>>,
    /// The indicator that is being checked, and the conditions on which one of its divisors was told to be 0.
    pub(super) indicator: Option<IndicatorId>,
    /// Its points are not published.
    pub(super) unpublished: bool,
    /// The formula with whose values the numbers that are read now are compared.
    pub(super) bounding: Option<Span>,
    /// What is wrong with its points was reported, so nothing more is said of them.
    pub(super) points_broken: Option<Reported>,
    /// See [`Checker::indicator`].
    pub(super) divisors_told: BTreeMap<(IndicatorId, String), (Reported, Span)>,
    /// What 得分(X) may name, once the points are settled.
    pub(super) scored: Shared<Vec<Scored>>,
    /// Which files and amendments made the rubric, if it inherits.
    pub(super) merged: Option<&'a Merged>,
    /// Who reads a name at a place, where amendments removed names.
    pub(super) readers: Shared<BTreeMap<Span, Text>>,
}

/// What surrounds an expression or a rule.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The indicator; `None` in definitions and in checks outside of one.
    pub(super) indicator: Option<IndicatorId>,
    /// What 指标值 means here.
    pub(super) measure: Option<MeasureId>,
    /// What 目标 means here.
    pub(super) target: Option<Target>,
    /// Full marks here: the indicator's, or an item's own; `None` where they are not published.
    pub(super) points: Option<Rational>,
    /// 方向.
    pub(super) direction: Option<Direction>,
    /// Where it is written.
    pub(super) direction_place: Option<Span>,
    /// Conditions that hold wherever the expression is read: not n/a, the condition of an arm.
    pub(super) facts: Vec<Expr>,
    /// All fields that the indicator reads, for 报送不适用.
    pub(super) reads: BTreeSet<FieldId>,
    /// Whether 报送不适用 may stand here: in the condition of a 不适用 only. Set by the indicator, kept by the rules.
    pub(super) in_not_applicable: bool,
    /// What is read is what 扣 takes.
    pub(super) deducts: bool,
    /// The table over whose rows this is read: what 行 means here.
    pub(super) row: Option<TableId>,
    /// Why it is not known what 行 means, where that was told already.
    pub(super) rowless: Option<Reported>,
    /// In 加减分, the lowest score; [`Context::points`] is the highest.
    pub(super) least: Option<Rational>,
    /// Which scores 得分(X) may read here.
    pub(super) scores: Readable,
    /// The item of a checklist that is scored here; its judgement is submitted under the item.
    pub(super) item: Option<ElementId>,
    /// A product that is divided, and by what: `满分 × 甲 / 乙` was meant as `满分 × (甲 / 乙)`.
    pub(super) divided: Option<(Span, crate::syntax::ast::Expr)>,
}

/// Which scores 得分(X) may read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Readable {
    /// None: they are not known yet.
    #[default]
    None,
    /// Those of the tree: in 加减分.
    Tree,
    /// Those of 加减分 too: in 否决.
    All,
}

/// `目标：≥ 95%`.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The comparison word; `None` is not written.
    pub(super) relation: Option<Relation>,
    /// What the measure is compared with, of the measure's kind.
    pub(super) value: Expr,
    /// The statement.
    pub(super) span: Span,
}

impl<'a> Checker<'a> {
    /// Nothing declared yet.
    pub(super) fn new(language: Language, diagnostics: &'a mut Diagnostics) -> Self {
        Checker {
            diagnostics,
            cohort: false,
            total_place: None,
            year: None,
            in_years: Shared::default(),
            language,
            units: Shared::default(),
            used_units: BTreeSet::new(),
            fields: Shared::default(),
            declared: Shared::default(),
            tables: Shared::default(),
            columns: Shared::default(),
            definitions: Shared::default(),
            measures: Shared::default(),
            elements: Shared::default(),
            score_places: 2,
            scores_rounded: false,
            shapeless: None,
            misplaced: Shared::default(),
            names: Shared::default(),
            indicator: None,
            unpublished: false,
            bounding: None,
            points_broken: None,
            divisors_told: BTreeMap::new(),
            scored: Shared::default(),
            score_rounding: None,
            total_rounding: None,
            reached: Shared::default(),
            adjusting: Shared::default(),
            merged: None,
            readers: Shared::default(),
        }
    }
}

impl Checker<'_> {
    /// A new part of a rule, written at `span`.
    pub(super) fn element(&mut self, span: Span) -> ElementId {
        self.elements.push(span);
        ElementId::at(self.elements.len().saturating_sub(1))
    }
}
