//! What a department submitted, as read: every value with its place, nothing yet compared with a rubric.
//!
//! JSON and CSV give the same [`Submission`]; see `specs/language.md` §5.

mod canonical;
mod csv;
mod diagnostics;
mod document;
mod entries;
mod header;
mod json;
mod tables;
#[cfg(test)]
mod tests;
pub mod words;
mod years;

pub use canonical::canonical;

use crate::diagnostic::{Diagnostics, Reported};
use crate::source::{Source, Span, Spanned};

/// How a submission is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// Comma separated values (RFC 4180), with a header row.
    Csv,
}

/// Reads a submission. Every reason against it is reported (D01xx), and [`Submission::faulty`] says that there is one.
///
/// # Errors
/// Where nothing can be read: a text that is no JSON or CSV ends at its first fault.
pub fn read(source: &Source, format: Format, diagnostics: &mut Diagnostics) -> Result<Submission, Reported> {
    let before = diagnostics.count();
    let tree = match format {
        Format::Json => json::parse(source, diagnostics)?,
        Format::Csv => csv::parse(source, diagnostics)?,
    };
    document::submission(&tree, before, diagnostics)
}

/// The answer that a word is: 是, yes and true, 否, no and false, in any case (spreadsheets write TRUE). Nothing else: 有
/// and √ may mean either.
#[must_use]
pub fn answer(written: &str) -> Option<bool> {
    match written.trim().to_lowercase().as_str() {
        "是" | "true" | "yes" => Some(true),
        "否" | "false" | "no" => Some(false),
        _ => None,
    }
}

/// One submission. Names of fields, indicators and groups are in NFC and not yet looked up.
#[derive(Clone, Debug)]
pub struct Submission {
    /// 单位.
    pub unit: Spanned<String>,
    /// 单位编码.
    pub unit_code: Option<Spanned<String>>,
    /// 年度.
    pub year: Spanned<u32>,
    /// Other names of the unit found in the report's headings (several values of 单位), with their 出处.
    pub other_units: Vec<Print<String>>,
    /// Other years found in the report's headings.
    pub other_years: Vec<Print<u32>>,
    /// 版本.
    pub version: Option<Spanned<String>>,
    /// 数据. INVARIANT: names are unique.
    pub data: Vec<Datum>,
    /// 明细. INVARIANT: names are unique.
    pub tables: Vec<TableData>,
    /// 评定. INVARIANT: names are unique.
    pub judgements: Vec<Judgement>,
    /// 自评.
    pub claimed: Claims,
    /// 复核.
    pub reviewed: Claims,
    /// The whole document.
    pub span: Span,
    /// The proof that something in it was reported. What could not be read is left out, an unread 单位 is empty and an
    /// unread 年度 is 0: nothing of it is scored, but all that is wrong is told in one run.
    pub faulty: Option<Reported>,
}

/// A value printed somewhere else than in the field itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print<T> {
    /// The value.
    pub value: Spanned<T>,
    /// 出处.
    pub place: Option<Spanned<String>>,
}

/// The cell of one field.
#[derive(Clone, Debug)]
pub struct Datum {
    /// The field's name.
    pub name: Spanned<String>,
    /// What is in it.
    pub content: Content,
    /// The value's place.
    pub span: Span,
}

/// The rows of one table.
#[derive(Clone, Debug)]
pub struct TableData {
    /// The table's name.
    pub name: Spanned<String>,
    /// Its rows, by their numbers. Blank ones are here too.
    pub rows: Vec<RowData>,
    /// All of it.
    pub span: Span,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct RowData {
    /// Its number, from 1.
    pub number: u32,
    /// Its cells, under the names of columns. INVARIANT: names are unique.
    pub cells: Vec<Datum>,
    /// All of it.
    pub span: Span,
}

/// What a cell holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// `""`: blank, as is a missing key.
    Blank,
    /// `{"不适用": "未处置资产"}`.
    NotApplicable {
        /// The reason.
        reason: Spanned<String>,
    },
    /// One value, or several prints of one figure. INVARIANT: not empty; the first is the one that is scored.
    Values(Vec<Print<Raw>>),
    /// `{"本年": …, "上年": …}`, `{"2022": …, "2023": …}`. INVARIANT: not empty, and none holds years itself.
    Years(Vec<YearDatum>),
}

/// One year of a datum of several years.
#[derive(Clone, Debug)]
pub struct YearDatum {
    /// Which.
    pub year: Spanned<YearKey>,
    /// What is in it.
    pub content: Content,
    /// The value's place.
    pub span: Span,
}

/// How a year is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearKey {
    /// 本年.
    This,
    /// 上年.
    Last,
    /// `2023`.
    Number(u32),
}

impl YearKey {
    /// The year, where 本年 is `this`.
    #[must_use]
    pub fn of(self, this: u32) -> u32 {
        match self {
            YearKey::This => this,
            YearKey::Last => this.saturating_sub(1),
            YearKey::Number(year) => year,
        }
    }
}

/// A value as submitted, before its field is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raw {
    /// A JSON number, digit for digit as written.
    Number(String),
    /// A text.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
}

/// What was decided of a judged item.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The indicator, by name or path (a checklist item behind it after `/`).
    pub name: Spanned<String>,
    /// 档.
    pub level: Option<Spanned<String>>,
    /// 选用.
    pub choice: Option<Spanned<String>>,
    /// 自评分.
    pub claimed: Option<Spanned<Raw>>,
    /// 理由.
    pub reason: Option<Spanned<String>>,
    /// 佐证.
    pub evidence: Vec<Spanned<String>>,
    /// 复核分.
    pub reviewed: Option<Spanned<Raw>>,
    /// 复核理由.
    pub review_reason: Option<Spanned<String>>,
    /// All of it.
    pub span: Span,
}

/// A column of scores: 自评 or 复核.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// 指标: by name or path.
    pub indicators: Vec<(Spanned<String>, Spanned<Raw>)>,
    /// 分组: by name or path.
    pub groups: Vec<(Spanned<String>, Spanned<Raw>)>,
    /// 总分.
    pub total: Option<Spanned<Raw>>,
    /// 等级.
    pub grade: Option<Spanned<String>>,
}
