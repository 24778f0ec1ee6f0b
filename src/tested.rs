//! Running tests: what they give is scored as any submission is, and what comes out is compared with what they expect.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rubric::Rubric;
use crate::source::{SourceId, SourceMap};
use crate::testing::{Miss, TestCase};
use crate::{Evaluation, ScoreOptions, TEST, compare_all, finish, prepare_read, settle_tests};
use crate::{submission, syntax, testing};

/// The tests (测试) of a text: of a rubric, or of a file beside it that holds nothing else.
///
/// # Errors
/// `E01xx`, E07xx, and `D02xx` where what is given does not fit the rubric. They are reported; the tests that are as they
/// should be are there all the same.
pub fn tests(sources: &SourceMap, rubric: &Rubric, text: SourceId, diagnostics: &mut Diagnostics) -> Vec<TestCase> {
    let file = syntax::parse(sources.get(text), diagnostics);
    if text != rubric.source {
        testing::only_tests(&file, diagnostics);
    }
    let tests = testing::tests(rubric, &file, diagnostics);
    settle_tests(rubric, &tests, diagnostics)
}

/// Whether a text holds tests and nothing else, so that it belongs to a rubric in another file.
#[must_use]
pub fn holds_tests_alone(sources: &SourceMap, text: SourceId) -> bool {
    testing::are_tests_alone(&syntax::parse(sources.get(text), &mut Diagnostics::default()))
}

/// What became of a test.
#[derive(Clone, Debug)]
pub struct TestRun {
    /// What was scored, if the data were not rejected.
    pub evaluation: Option<Evaluation>,
    /// Why the data were rejected.
    pub reasons: Vec<Diagnostic>,
    /// What came out otherwise than expected.
    pub misses: Vec<Miss>,
    /// Whether all is as the test expects.
    pub passed: bool,
}

/// Runs a test of [`tests`] as any submission is scored.
#[must_use]
pub fn run_test(rubric: &Rubric, test: &TestCase) -> TestRun {
    let mut diagnostics = Diagnostics::default();
    // Nothing of it is read.
    let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
    let evaluation = prepare_read(rubric, &test.submission, TEST, &mut diagnostics).and_then(|mut prepared| {
        compare_all(rubric, std::slice::from_mut(&mut prepared), &[]);
        finish(prepared, options, &mut diagnostics)
    });
    match evaluation {
        Ok(evaluation) => {
            let misses = testing::judge((rubric, &evaluation.rubric), test, &evaluation.scorecard);
            let passed = misses.is_empty() && test.rejected.is_none();
            TestRun { evaluation: Some(evaluation), reasons: Vec::new(), misses, passed }
        }
        Err(_) => {
            let reasons = diagnostics.into_list();
            let named = |code| reasons.iter().any(|reason| reason.code == code);
            let passed = test.rejected.as_ref().is_some_and(|codes| codes.iter().all(|code| named(*code)));
            TestRun { evaluation: None, reasons, misses: Vec::new(), passed }
        }
    }
}
