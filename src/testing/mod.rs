//! 测试: what a test gives becomes a submission, and what it expects is compared with what came out.
//!
//! A test is bound, unfolded, measured and scored as any submission is; nothing here computes a score. Tests are no part
//! of a [`Rubric`], so that its hash does not know them.

mod diagnostics;
mod expected;
mod given;

pub use expected::{Miss, judge, settle};

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostics, closest};
use crate::rubric::Rubric;
use crate::source::{Span, Spanned};
use crate::submission::Submission;
use crate::syntax::ast::{Expectation, File, Item, Test};

/// A test as it is run.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// Its title.
    pub title: Spanned<String>,
    /// What is given: all else is blank.
    pub submission: Submission,
    /// What is expected, as written. Empty where the data are to be rejected.
    pub expected: Vec<Expectation>,
    /// 应退回: the data are to be rejected, for these reasons among others; for any where it names none.
    pub rejected: Option<Vec<Code>>,
    /// All of it.
    pub span: Span,
}

impl TestCase {
    /// Whether the data are to be rejected with such a reason. A name that stands for nothing is a slip of the test,
    /// unless the test asks for it.
    #[must_use]
    pub fn foresees(&self, code: Code) -> bool {
        self.rejected.as_ref().is_some_and(|codes| codes.contains(&code) || !code.is_of_a_name())
    }
}

/// The tests of a file: of a rubric, or of a file that holds nothing else. A test that is not as it should be is
/// reported (E0702 to E0704) and left out.
pub fn tests(rubric: &Rubric, file: &File, diagnostics: &mut Diagnostics) -> Vec<TestCase> {
    let mut titles: BTreeMap<&str, Span> = BTreeMap::new();
    let mut cases = Vec::new();
    for test in written(file) {
        if let Some(first) = titles.insert(&test.title.node, test.title.span) {
            diagnostics.error(diagnostics::title_twice(&test.title, first));
        }
        cases.extend(case(rubric, test, diagnostics));
    }
    cases
}

/// Reports what stands in a file of tests besides them.
///
/// X0108.
pub fn only_tests(file: &File, diagnostics: &mut Diagnostics) {
    if let Some(first) = other_than_tests(file) {
        diagnostics.error(diagnostics::not_a_test(first));
    }
}

/// Whether a file holds tests and nothing else.
#[must_use]
pub fn are_tests_alone(file: &File) -> bool {
    file.items.iter().any(|item| matches!(item, Item::Test(_))) && other_than_tests(file).is_none()
}

/// What stands first in a file besides tests.
fn other_than_tests(file: &File) -> Option<Span> {
    let others = file.items.iter().filter_map(|item| match item {
        // What could not be read has been reported.
        Item::Test(_) | Item::Hole(_) => None,
        other => Some(place(other)),
    });
    file.header.as_ref().map(|header| header.title.span).or_else(|| others.flatten().next())
}

fn place(item: &Item) -> Option<Span> {
    match item {
        Item::Data(data) => Some(data.span),
        Item::Table(table) => Some(table.head),
        Item::Unit(unit) => Some(unit.span),
        Item::Definition(definition) => Some(definition.span),
        Item::Group(group) => Some(group.head),
        Item::Indicator(indicator) => Some(indicator.head),
        Item::Check(check) => Some(check.span),
        Item::Stated(stated) => Some(stated.span),
        Item::Grades(grades) => Some(grades.span),
        Item::Adjustments(block) => Some(block.head),
        Item::Ceiling(ceiling) => Some(ceiling.span),
        Item::Bottom(bottom) => Some(bottom.span),
        Item::Veto(veto) => Some(veto.span),
        Item::Text(text) => Some(text.span),
        Item::Test(_) | Item::Hole(_) => None,
    }
}

fn written(file: &File) -> impl Iterator<Item = &Test> {
    file.items.iter().filter_map(|item| if let Item::Test(test) = item { Some(&**test) } else { None })
}

fn case(rubric: &Rubric, test: &Test, diagnostics: &mut Diagnostics) -> Option<TestCase> {
    if test.hole {
        return None;
    }
    let before = diagnostics.count();
    let _told = match (&test.rejected, test.expected.first()) {
        (None, None) => Some(diagnostics.error(diagnostics::expects_nothing(&test.title))),
        (Some(rejected), Some(first)) => {
            Some(diagnostics.error(diagnostics::rejected_and_scored(rejected.span, first.span)))
        }
        _ => None,
    };
    let codes = test.rejected.as_ref().map(|codes| codes.node.iter().filter_map(|code| known(code, diagnostics)));
    let rejected = codes.map(Iterator::collect);
    let submission = given::submission(rubric, test, diagnostics);
    if diagnostics.error_since(before).is_some() {
        return None;
    }
    let expected = test.expected.clone();
    Some(TestCase { title: test.title.clone(), submission, expected, rejected, span: test.span })
}

/// The code with this number, if data are rejected with it.
fn known(written: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Code> {
    let mut codes = Code::ALL.iter().copied().filter(|code| code.number().starts_with('D'));
    let found = codes.clone().find(|code| code.number() == written.node);
    if found.is_none() {
        let near = closest(&written.node, codes.by_ref().map(Code::number));
        diagnostics.error(diagnostics::unknown_code(written, near));
    }
    found
}
