//! What binds a rubric's ids to a department's cells, and what expressions are worth on them.

mod linear;
mod outcome;
#[cfg(test)]
#[expect(missing_docs, reason = "names of tests speak for themselves")]
pub mod sample;
mod standing;
mod terms;
mod value;

pub use linear::quotient_of;
pub use outcome::{Outcome, Straddle};
pub use standing::Pending;
pub use value::{bounds, certainly, evaluate, evaluate_within, measured, truth};

use std::collections::BTreeMap;

use crate::ids::{ElementId, FieldId, IndicatorId, MeasureId, NodeId};
use crate::quantity::{Interval, Rational};
use crate::source::{Span, Spanned};

/// A bound submission: every field of the rubric has a cell. INVARIANT: values are of the field's kind and in its range.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// 单位.
    pub unit: Spanned<String>,
    /// 单位编码.
    pub unit_code: Option<String>,
    /// 年度.
    pub year: Spanned<u32>,
    /// Names of units in headings that differ from 单位, with the 出处.
    pub other_units: Vec<(Spanned<String>, Option<String>)>,
    /// Years in headings that differ from 年度, with the 出处.
    pub other_years: Vec<(Spanned<u32>, Option<String>)>,
    /// 版本.
    pub version: Option<String>,
    /// The cells, by [`FieldId`].
    pub cells: Vec<Cell>,
    /// The rows of the tables, by [`TableId`](crate::ids::TableId). None are left after [`crate::unfold`].
    pub tables: Vec<Rows>,
    /// What was decided of judged items: by indicator and, for a judged item of a checklist, its element.
    pub judgements: BTreeMap<(IndicatorId, Option<ElementId>), Judged>,
    /// 自评.
    pub claimed: Claims,
    /// 复核.
    pub reviewed: Claims,
    /// What the comparison of units leaves open, and why.
    pub pending: BTreeMap<FieldId, Pending>,
    /// The whole document.
    pub span: Span,
}

/// The cell of one field.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it holds.
    pub state: State,
    /// Where; the whole document where the key is missing.
    pub span: Span,
}

/// The rows of a table as submitted. Rows in which everything is blank are none.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// In the order of the submission.
    pub rows: Vec<Row>,
    /// A test does not say which rows there are: the blank ones here stand for them.
    pub unsaid: bool,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number in the submission, from 1; blank rows count too, so that a person finds it.
    pub number: u32,
    /// Its cells, in the order of the table's columns. INVARIANT: one for each.
    pub cells: Vec<Cell>,
    /// Where.
    pub span: Span,
}

/// The states of a cell.
#[derive(Clone, Debug)]
pub enum State {
    /// Not given.
    Blank,
    /// 不适用, with its reason.
    NotApplicable(String),
    /// One print or several. INVARIANT: not empty; the first is scored.
    Filled(Vec<Figure>),
}

/// One print of a figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The value.
    pub value: Value,
    /// The unit of the last digit written (or declared), in base units: 100 for `76.52万元`. 0 for exact kinds.
    pub last_digit: Rational,
    /// As it was submitted: `76.52万元`.
    pub written: String,
    /// 出处.
    pub place: Option<String>,
    /// Where in the submission.
    pub span: Span,
}

/// A value of a cell or of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, date or level, in base units.
    Number(Rational),
    /// An interval: `≥95%` as an actual value, a partial date.
    Range(Interval),
    /// Yes or no.
    Bool(bool),
    /// A text.
    Text(String),
}

/// What was decided of a judged item, or of a choice.
#[derive(Clone, Debug)]
pub struct Judged {
    /// 档, as written.
    pub level: Option<Spanned<String>>,
    /// 选用: the name of the way (择一) that counts.
    pub choice: Option<Spanned<String>>,
    /// 自评分, in points.
    pub claimed: Option<Spanned<Rational>>,
    /// 理由.
    pub reason: Option<Spanned<String>>,
    /// 佐证.
    pub evidence: Vec<String>,
    /// 复核分, in points.
    pub reviewed: Option<Spanned<Rational>>,
    /// 复核理由.
    pub review_reason: Option<Spanned<String>>,
    /// All of it.
    pub span: Span,
}

/// A column of scores. The claim of a judged indicator is here too, whether it stood in 评定 or in 自评.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// Of indicators and groups.
    pub nodes: BTreeMap<NodeId, Spanned<Rational>>,
    /// 总分.
    pub total: Option<Spanned<Rational>>,
    /// 等级.
    pub grade: Option<Spanned<String>>,
}

/// The values of all measures, by [`MeasureId`].
#[derive(Clone, Debug, Default)]
pub struct Measures {
    /// After 修约.
    pub values: Vec<Outcome>,
    /// The scores that 得分(X) reads; empty until what it may name is scored.
    pub scores: BTreeMap<NodeId, Outcome>,
}

impl Cell {
    /// The scored print as it was submitted, if it is filled.
    #[must_use]
    pub fn written(&self) -> Option<&str> {
        match &self.state {
            State::Filled(figures) => figures.first().map(|figure| figure.written.as_str()),
            State::Blank | State::NotApplicable(_) => None,
        }
    }
}

impl Inputs {
    /// The cell of a field.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: there is a cell for every field of the rubric")]
    pub fn cell(&self, field: FieldId) -> &Cell {
        &self.cells[field.index()]
    }

    /// The scored print of a field, if it is filled.
    #[must_use]
    pub fn figure(&self, field: FieldId) -> Option<&Figure> {
        match &self.cell(field).state {
            State::Filled(figures) => figures.first(),
            State::Blank | State::NotApplicable(_) => None,
        }
    }
}

impl Measures {
    /// The value of a measure; undefined where none was computed.
    #[must_use]
    pub fn value(&self, id: MeasureId) -> &Outcome {
        self.values.get(id.index()).unwrap_or(&Outcome::Undefined)
    }
}
