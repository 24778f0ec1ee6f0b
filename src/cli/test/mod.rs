//! `jixiao test`: the tests of rubrics (测试), in the rubric itself or in the folder 测试 beside it.

mod blocks;
mod find;

use std::path::PathBuf;

use clap::Args;

use super::words::say;
use super::{Exit, Session, files, output};
use crate::diagnostic::{Diagnostics, Language};
use find::Suite;

/// `test`.
#[derive(Debug, Args)]
pub(super) struct Test {
    #[arg(value_name = say("路径", "PATH"),
        help = say("评价体系、「测试」里的文件，或文件夹；不写则为当前文件夹",
            "rubrics, files in the folder `tests`, or folders; by default the current one"))]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = say("文字", "TEXT"),
        help = say("只运行名称含有这些文字的测试", "run only the tests whose name contains this text"))]
    pub filter: Option<String>,
}

/// What became of one test.
pub(super) struct Case {
    /// Its name.
    pub name: String,
    /// `None` where it passed, else what is to be told.
    pub failed: Option<String>,
}

impl Session {
    pub(super) fn test(&mut self, test: &Test) {
        let suites = match find::suites(&test.paths) {
            Ok(suites) => suites,
            Err((fault, exit)) => {
                self.end(exit);
                return self.complain_of(&fault);
            }
        };
        if suites.is_empty() {
            output::complain(say(
                "用法错误：这里没有评价体系（.perf 文件）\n",
                "usage error: there is no rubric (.perf file) here\n",
            ));
            return self.end(Exit::Usage);
        }
        let (mut passed, mut failed) = (0_usize, 0_usize);
        for suite in &suites {
            let Some(cases) = self.suite(suite, test) else { continue };
            let (good, bad): (Vec<_>, Vec<_>) = cases.iter().partition(|case| case.failed.is_none());
            passed = passed.saturating_add(good.len());
            failed = failed.saturating_add(bad.len());
            let text = told(&files::name(&suite.rubric), good.len(), &bad, self.spoken());
            self.print(&text);
        }
        if failed > 0 {
            self.end(Exit::Rejected);
        }
        if passed == 0 && failed == 0 {
            if self.exit == Exit::Done {
                self.no_tests(test);
            }
            return;
        }
        let text = match self.spoken() {
            Language::Zh => format!("\n共 {} 项测试：通过 {passed}，未通过 {failed}\n", passed.saturating_add(failed)),
            Language::En => format!("\n{} tests: {passed} passed, {failed} failed\n", passed.saturating_add(failed)),
        };
        self.print(&text);
    }

    /// Runs the tests of one rubric; `None` where the rubric has errors, which are told.
    fn suite(&mut self, suite: &Suite, test: &Test) -> Option<Vec<Case>> {
        let mut diagnostics = Diagnostics::default();
        let (rubric, language) = self.rubric(&suite.rubric, &mut diagnostics);
        self.tell_errors(&diagnostics, language);
        let rubric = rubric?;
        let mut cases = self.blocks(&rubric, suite, language);
        if let Some(filter) = &test.filter {
            cases.retain(|case| case.name.contains(filter.as_str()));
        }
        Some(cases)
    }

    fn no_tests(&mut self, test: &Test) {
        if test.filter.is_some() {
            output::complain(match self.spoken() {
                Language::Zh => "用法错误：没有名称含有这些文字的测试（--filter）\n",
                Language::En => "usage error: no test has this text in its name (--filter)\n",
            });
            return self.end(Exit::Usage);
        }
        self.print(match self.spoken() {
            Language::Zh => {
                "没有测试。在评价体系里写一项，例如：\n\n    测试 \"支出率下限\" {\n      给定 支出 = 90万元，预算 = 100万元\n      应得 支出率 = 1分\n    }\n"
            }
            Language::En => {
                "There are no tests. Write one into the rubric:\n\n    test \"least rate\" {\n      given spent = 90万元, budget = 100万元\n      expect Rate = 1 points\n    }\n"
            }
        });
    }
}

/// What is told of one rubric.
fn told(rubric: &str, good: usize, bad: &[&Case], language: Language) -> String {
    let mut out = match (language, bad.len()) {
        (Language::Zh, 0) if good == 0 => format!("{rubric}：没有测试\n"),
        (Language::En, 0) if good == 0 => format!("{rubric}: no tests\n"),
        (Language::Zh, 0) => format!("{rubric}：通过 {good}\n"),
        (Language::En, 0) => format!("{rubric}: {good} passed\n"),
        (Language::Zh, failed) => format!("{rubric}：通过 {good}，未通过 {failed}\n"),
        (Language::En, failed) => format!("{rubric}: {good} passed, {failed} failed\n"),
    };
    for case in bad {
        let head = if language == Language::Zh { "未通过" } else { "failed" };
        out.push_str(&format!("\n  {head}  {}\n{}", case.name, case.failed.as_deref().unwrap_or_default()));
    }
    out
}
