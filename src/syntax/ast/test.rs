//! 测试, as written.

use super::{Literal, Name, TextClause};
use crate::source::{Span, Spanned};

/// `测试 "利用率下限" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Its title.
    pub title: Spanned<String>,
    /// 给定: figures.
    pub given: Vec<Given>,
    /// `给定 采购合同 { … }`: the rows of tables.
    pub tables: Vec<GivenTable>,
    /// 应得.
    pub expected: Vec<Expectation>,
    /// `应退回 D0217`: the codes that it names, none where any will do.
    pub rejected: Option<Spanned<Vec<Spanned<String>>>>,
    /// 说明, 依据 …
    pub texts: Vec<TextClause>,
    /// A statement of it could not be read, which was reported.
    pub hole: bool,
    /// The head, up to the opening brace.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// `在用固定资产 = 90万元`, `上年.电费 = 1.1万元`, `自评分(制度建设) = 4分`.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What is given.
    pub subject: GivenSubject,
    /// What it is.
    pub content: Spanned<GivenContent>,
    /// The whole.
    pub span: Span,
}

/// What a test gives.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenSubject {
    /// A figure.
    Field {
        /// Its name.
        name: Name,
        /// Which year's.
        year: GivenYear,
    },
    /// `自评分(X)`.
    Claimed(Spanned<String>),
    /// `复核分(X)`.
    Reviewed(Spanned<String>),
    /// `选用(X)`.
    Choice(Spanned<String>),
}

/// Of which year a figure is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenYear {
    /// It is not said: the year of the rubric.
    Unsaid,
    /// `上年.x`.
    Last,
    /// `x@2023`.
    Number(u32),
}

/// What is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenContent {
    /// 空白.
    Blank,
    /// 不适用, perhaps with its reason.
    NotApplicable(String),
    /// A figure, a word or a text, as it would stand in a submission.
    Written(String),
}

/// `给定 采购合同 { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenTable {
    /// The table.
    pub name: Name,
    /// Its rows: what is given of each, and where it stands.
    pub rows: Vec<Spanned<Vec<Given>>>,
    /// All of it.
    pub span: Span,
}

/// `固定资产利用率 = 1分`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Of what.
    pub subject: ExpectedSubject,
    /// What is expected.
    pub outcome: Spanned<ExpectedOutcome>,
    /// The whole.
    pub span: Span,
}

/// Of what something is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedSubject {
    /// An indicator or a group, by name or path.
    Node(Spanned<String>),
    /// 总分.
    Total(Span),
    /// 等级: of a group, or of the total.
    Grade(Option<Spanned<String>>, Span),
}

/// What is expected.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectedOutcome {
    /// `1分`.
    Score(Literal),
    /// 未决.
    Open,
    /// 不适用.
    NotApplicable,
    /// `优`.
    Word(String),
}
