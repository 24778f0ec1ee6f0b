//! Runs the 测试 of a rubric.

use std::path::Path;

use super::super::{Session, eval, files};
use super::Case;
use super::find::{Suite, is_perf};
use crate::Evaluation;
use crate::diagnostic::layout::escape;
use crate::diagnostic::{Diagnostic, Diagnostics, Language, Severity};
use crate::report::trace;
use crate::rubric::Rubric;
use crate::source::{SourceId, Span};
use crate::tested::{TestRun, run_test, tests};
use crate::testing::TestCase;

/// What became of a test, and what was scored.
pub(super) type Ran = (Case, Option<Evaluation>);

impl Session {
    /// The tests in the rubric itself and in the files beside it.
    pub(super) fn blocks(&mut self, rubric: &Rubric, suite: &Suite, language: Language) -> Vec<Ran> {
        let mut cases = Vec::new();
        if suite.own {
            cases.extend(self.blocks_in(rubric, rubric.source, language));
        }
        for path in suite.tests.iter().filter(|path| is_perf(path)) {
            match files::read(path, &mut self.sources, &super::super::diagnostics::some_rubric()) {
                Ok(text) => cases.extend(self.blocks_in(rubric, text, language)),
                Err((fault, exit)) => {
                    self.tell(&[&fault], language);
                    self.end(exit.unwrap_or(super::Exit::Rubric));
                }
            }
        }
        cases
    }

    fn blocks_in(&mut self, rubric: &Rubric, text: SourceId, language: Language) -> Vec<Ran> {
        let mut diagnostics = Diagnostics::default();
        let list = tests(&self.sources, rubric, text, &mut diagnostics);
        if diagnostics.error_since(0).is_some() {
            self.end(super::Exit::Rubric);
        }
        self.tell_errors(&diagnostics, language);
        list.iter().map(|test| self.block(rubric, test, language)).collect()
    }

    fn block(&self, rubric: &Rubric, test: &TestCase, language: Language) -> Ran {
        let run = run_test(rubric, test);
        let failed = (!run.passed).then(|| self.why(test, &run, language));
        (Case { name: escape(&test.title.node), failed }, run.evaluation)
    }

    /// What came out otherwise than expected, and how it came about.
    fn why(&self, test: &TestCase, run: &TestRun, language: Language) -> String {
        let zh = language == Language::Zh;
        let Some(evaluation) = &run.evaluation else { return self.rejected(test, run, language) };
        let sheet = eval::sheet(&self.sources, evaluation, language);
        if test.rejected.is_some() {
            let place = self.place(test.span, language);
            let total = trace(&sheet, None, 6);
            return if zh {
                format!("    应退回，实际计了分（{place}）\n{total}")
            } else {
                format!("    to be rejected, but it was scored ({place})\n{total}")
            };
        }
        let mut traced = Vec::new();
        let misses = run.misses.iter().map(|miss| {
            let (name, place) = (miss.name.get(language), self.place(miss.span, language));
            let (expected, found) = (miss.expected.get(language), miss.found.get(language));
            let head = if zh {
                format!("    {name}：应得 {expected}，实得 {found}（{place}）\n")
            } else {
                format!("    {name}: expected {expected}, got {found} ({place})\n")
            };
            if traced.contains(&miss.node) {
                return head;
            }
            traced.push(miss.node);
            format!("{head}{}", trace(&sheet, miss.node, 6))
        });
        misses.collect()
    }

    fn rejected(&self, test: &TestCase, run: &TestRun, language: Language) -> String {
        let place = self.place(test.span, language);
        let head = match (language, &test.rejected) {
            (Language::Zh, None) => format!("    应当计分，实际退回（{place}）\n"),
            (Language::En, None) => format!("    expected scores, but the data were rejected ({place})\n"),
            (Language::Zh, Some(codes)) => {
                let codes = codes.iter().map(|code| code.number()).collect::<Vec<_>>().join("、");
                format!("    应退回 {codes}，实际退回的原因不同（{place}）\n")
            }
            (Language::En, Some(codes)) => {
                let codes = codes.iter().map(|code| code.number()).collect::<Vec<_>>().join(", ");
                format!("    expected to be rejected with {codes}, but the reasons are others ({place})\n")
            }
        };
        let reasons = run.reasons.iter().filter(|one| one.severity == Severity::Error);
        let reasons = reasons.map(|one| reason(one, language)).collect::<String>();
        format!("{head}{reasons}")
    }

    /// `评分表.perf 第 12 行`.
    pub(super) fn place(&self, span: Span, language: Language) -> String {
        let source = self.sources.get(span.source);
        let line = source.position(span.start).line;
        let name = files::name(Path::new(source.name()));
        match language {
            Language::Zh => format!("{name} 第 {line} 行"),
            Language::En => format!("{name} line {line}"),
        }
    }
}

fn reason(one: &Diagnostic, language: Language) -> String {
    format!("      {}[{}] {}\n", one.severity.word(language), one.code.number(), escape(one.message.get(language)))
}
