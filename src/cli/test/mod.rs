//! `jixiao test`: the tests of rubrics (测试), in the rubric itself or in the folder 测试 beside it.

mod blocks;
mod coverage;
mod edges;
mod find;
mod junit;
mod kept;
mod submissions;
mod suggest;

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json as object};

use super::words::say;
use super::{Exit, Session, files, output};
use crate::diagnostic::{Diagnostics, Language};
use find::Suite;
pub(super) use find::{tested_by, without_tests};
pub(super) use kept::Accepting;

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
    #[arg(long, help = say("逐项核对不同之处，认可新的结果", "accept new results, each after a look at what differs"))]
    pub accept: bool,
    #[arg(long, help = say("也核对每条档线略低、恰在、略高时的得分",
        "also compare the scores just below, at and just above every edge"))]
    pub edges: bool,
    #[arg(long, value_name = say("文件", "FILE"),
        help = say("结果另写成 JUnit XML 文件", "write the results as JUnit XML too"))]
    pub junit: Option<PathBuf>,
    #[arg(long, help = say("列出测试覆盖了哪些档、档线、条件，哪些没有测到，并给出可以加的测试",
        "tell which bands, edges and conditions the tests try, what is missing, and tests to add"))]
    pub coverage: bool,
    #[arg(long, value_name = say("百分比", "PERCENT"), requires = "coverage", value_parser = clap::value_parser!(u8).range(0..=100),
        help = say("覆盖不到这个百分比的以 3 退出", "exit with 3 where less than this percentage is tried"))]
    pub fail_under: Option<u8>,
    #[arg(long, value_name = say("格式", "FORMAT"), value_parser = ["human", "json"], default_value = "human",
        help = say("输出格式：human（给人看）或 json", "output: human or json"))]
    pub format: String,
}

/// What became of the tests of one rubric.
struct Tested {
    rubric: String,
    /// `None` where the rubric has errors, which were told.
    cases: Option<Vec<Case>>,
    /// Coverage, for programs.
    coverage: Option<Value>,
}

impl Test {
    /// Whether a test of this name is to be run.
    fn wants(&self, name: &str) -> bool {
        self.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()))
    }
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
        match Accepting::of(test) {
            Ok(accepting) => self.accepting = accepting,
            Err((zh, en)) => {
                output::complain(say(zh, en));
                return self.end(Exit::Usage);
            }
        }
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
        let results = suites.iter().map(|suite| self.suite(suite, test)).collect::<Vec<_>>();
        if results.iter().flat_map(|one| &one.cases).flatten().any(|case| case.failed.is_some()) {
            self.end(Exit::Rejected);
        }
        if test.format == "human" {
            self.summed_up(test, &results);
        } else {
            let text = format!("{:#}\n", value(&results));
            self.print(&text);
        }
        if let Some(path) = &test.junit {
            let text = junit::xml(&results);
            self.deliver(Some(path), &[], text, false);
        }
    }

    fn summed_up(&mut self, test: &Test, results: &[Tested]) {
        let cases = results.iter().flat_map(|one| &one.cases).flatten();
        let failed = cases.clone().filter(|case| case.failed.is_some()).count();
        let all = cases.count();
        if all == 0 {
            if self.exit == Exit::Done && !test.coverage {
                self.no_tests(test);
            }
            return;
        }
        let passed = all.saturating_sub(failed);
        let text = match self.spoken() {
            Language::Zh => format!("\n共 {all} 项测试：通过 {passed}，未通过 {failed}\n"),
            Language::En => format!("\n{all} tests: {passed} passed, {failed} failed\n"),
        };
        self.print(&text);
    }

    /// Runs the tests of one rubric, and tells people what became of them.
    fn suite(&mut self, suite: &Suite, test: &Test) -> Tested {
        let name = files::name(&suite.rubric);
        let mut diagnostics = Diagnostics::default();
        let (rubric, language) = self.rubric(&suite.rubric, &mut diagnostics);
        self.tell_errors(&diagnostics, language);
        let Some(rubric) = rubric else { return Tested { rubric: name, cases: None, coverage: None } };
        let mut ran = self.blocks(&rubric, suite, language);
        ran.retain(|(case, _)| test.wants(&case.name));
        let (mut cases, evaluations): (Vec<_>, Vec<_>) = ran.into_iter().unzip();
        let scored = self.scored(&rubric, suite);
        cases.extend(self.submissions((&rubric, suite, test), &scored, language));
        let edges = (test.edges || test.coverage).then(|| crate::tried::edges(&rubric));
        if let Some(edges) = edges.as_ref().filter(|_| test.edges) {
            cases.extend(self.edges((&rubric, suite, test), edges, language));
        }
        let human = test.format == "human";
        if human {
            let text = told(&name, &cases, language);
            self.print(&text);
        }
        let mut coverage = None;
        if let Some(edges) = edges.as_ref().filter(|_| test.coverage) {
            let submitted = scored.iter().filter_map(|(_, one)| one.evaluation());
            let all = evaluations.iter().flatten().chain(submitted).collect::<Vec<_>>();
            let covered = self.covered((&rubric, test), &all, edges, &cases);
            if human {
                let text = self.coverage_text(suite, &covered, language);
                self.print(&text);
            }
            self.coverage_short(suite, &covered, language);
            coverage = Some(self.coverage_value(&covered, language));
        }
        Tested { rubric: name, cases: Some(cases), coverage }
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

/// All results for programs.
fn value(results: &[Tested]) -> Value {
    let rubrics = results.iter().map(|one| {
        let tests = one.cases.as_ref().map(|cases| {
            let tests = cases
                .iter()
                .map(|case| object!({ "name": case.name, "passed": case.failed.is_none(), "why": case.failed }));
            tests.collect::<Vec<_>>()
        });
        object!({ "rubric": one.rubric, "tests": tests, "coverage": one.coverage })
    });
    object!({ "rubrics": rubrics.collect::<Vec<_>>() })
}

/// What is told of one rubric.
fn told(rubric: &str, cases: &[Case], language: Language) -> String {
    let failed = cases.iter().filter(|case| case.failed.is_some()).count();
    let good = cases.len().saturating_sub(failed);
    let mut out = match (language, failed) {
        (Language::Zh, 0) if good == 0 => format!("{rubric}：没有测试\n"),
        (Language::En, 0) if good == 0 => format!("{rubric}: no tests\n"),
        (Language::Zh, 0) => format!("{rubric}：通过 {good}\n"),
        (Language::En, 0) => format!("{rubric}: {good} passed\n"),
        (Language::Zh, _) => format!("{rubric}：通过 {good}，未通过 {failed}\n"),
        (Language::En, _) => format!("{rubric}: {good} passed, {failed} failed\n"),
    };
    for (case, why) in cases.iter().filter_map(|case| Some((case, case.failed.as_ref()?))) {
        let head = if language == Language::Zh { "未通过" } else { "failed" };
        out.push_str(&format!("\n  {head}  {}\n{why}", case.name));
    }
    out
}
