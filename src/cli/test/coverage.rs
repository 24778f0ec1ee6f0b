//! `--coverage`: what the tests of a rubric try, what is missing, and tests to add.

use serde_json::{Value, json as object};

use super::super::{Exit, Session, files, output};
use super::find::Suite;
use super::{Case, Test, suggest};
use crate::Evaluation;
use crate::coverage::{Coverage, Part, Sort, coverage};
use crate::diagnostic::Language;
use crate::diagnostic::layout::escape;
use crate::edges::Edges;
use crate::rubric::Rubric;

/// More tests to add than this at once help nobody; the JSON has all.
const MOST: usize = 10;

/// What is told of the coverage of one rubric.
pub(super) struct Covered {
    coverage: Coverage,
    /// Tests to add, each with the parts that it tries.
    blocks: Vec<(String, Vec<usize>)>,
    /// What was asked for, where less is covered.
    short: Option<u8>,
}

impl Session {
    /// What the tests try, and what could be added. Edge cases count where they are run too.
    pub(super) fn covered(
        &mut self,
        (rubric, test): (&Rubric, &Test),
        evaluations: &[&Evaluation],
        edges: &Result<Edges, String>,
        cases: &[Case],
    ) -> Covered {
        let own = if test.edges { edges.as_ref().ok() } else { None };
        let own = own.into_iter().flat_map(|edges| &edges.cases);
        let own = own.filter_map(|case| suggest::scored(rubric, &case.submission)).collect::<Vec<_>>();
        let seen = evaluations.iter().copied().chain(&own).map(suggest::seen);
        let coverage = coverage(rubric, seen);
        let short = test.fail_under.filter(|least| coverage.percent() < usize::from(*least));
        if short.is_some() {
            self.end(Exit::Rejected);
        }
        let titles = cases.iter().map(|case| case.name.clone()).collect::<Vec<_>>();
        let blocks = edges.as_ref().map(|edges| suggest::blocks(rubric, &coverage, edges, &titles));
        Covered { coverage, blocks: blocks.unwrap_or_default(), short }
    }

    /// Says that less is covered than was asked for.
    pub(super) fn coverage_short(&self, suite: &Suite, covered: &Covered, language: Language) {
        let Some(least) = covered.short else { return };
        let (file, percent) = (files::name(&suite.rubric), covered.coverage.percent());
        output::complain(&match language {
            Language::Zh => format!("{file}：覆盖 {percent}%，不到要求的 {least}%（--fail-under {least}）\n"),
            Language::En => {
                format!("{file}: {percent}% covered, less than the {least}% asked for (--fail-under {least})\n")
            }
        });
    }

    /// The table, what is missing, and tests to add.
    pub(super) fn coverage_text(&self, suite: &Suite, covered: &Covered, language: Language) -> String {
        let zh = language == Language::Zh;
        let coverage = &covered.coverage;
        let (tried, all) = (coverage.parts.iter().filter(|part| part.hits > 0).count(), coverage.parts.len());
        let (file, percent) = (files::name(&suite.rubric), coverage.percent());
        let mut out = match zh {
            true => format!("\n覆盖：{file} {percent}%（{tried}/{all}）\n"),
            false => format!("\ncoverage: {file} {percent}% ({tried}/{all})\n"),
        };
        for (sort, (tried, all)) in coverage.counts() {
            let word = crate::diagnostic::layout::pad(word(sort, language), if zh { 10 } else { 14 });
            out.push_str(&format!("  {word}{tried}/{all}\n"));
        }
        let missing = coverage.missing().map(|(_, part)| self.missing(part, language)).collect::<Vec<_>>();
        if !missing.is_empty() {
            out.push_str(if zh { "  未测到\n" } else { "  not tried\n" });
            out.extend(missing.iter().map(|line| format!("    {line}\n")));
        }
        if !covered.blocks.is_empty() {
            out.push_str(if zh {
                "\n可以加的测试：核对应得的分，再粘贴到评价体系的末尾\n\n"
            } else {
                "\ntests to add: check the scores that they expect, then paste them at the end of the rubric\n\n"
            });
            let blocks = covered.blocks.iter().take(MOST).map(|(block, _)| block.as_str());
            out.push_str(&blocks.collect::<Vec<_>>().join("\n"));
            let rest = covered.blocks.len().saturating_sub(MOST);
            if rest > 0 {
                out.push_str(&match zh {
                    true => format!("\n还有 {rest} 项，用 --format json 全部列出\n"),
                    false => format!("\n{rest} more; --format json lists all\n"),
                });
            }
        }
        out
    }

    /// `固定资产利用率：第 19 行 75%（含）至 90%（不含），恰为 75%`.
    fn missing(&self, part: &Part, language: Language) -> String {
        let (line, text) = self.written(part);
        let detail = part.detail.as_ref().map(|detail| detail.get(language));
        match language {
            Language::Zh => {
                let detail = detail.map(|detail| format!("，{detail}")).unwrap_or_default();
                format!("{}：第 {line} 行 {text}{detail}", escape(&part.name))
            }
            Language::En => {
                let detail = detail.map(|detail| format!(", {detail}")).unwrap_or_default();
                format!("{}: line {line} {text}{detail}", escape(&part.name))
            }
        }
    }

    /// The line of a part, and what stands there.
    fn written(&self, part: &Part) -> (usize, String) {
        let source = self.sources.get(part.span.source);
        let text = source.slice(part.span).lines().next().unwrap_or_default();
        (source.position(part.span.start).line, escape(text.trim().trim_end_matches('{').trim_end()))
    }

    /// The same for programs.
    pub(super) fn coverage_value(&self, covered: &Covered, language: Language) -> Value {
        let coverage = &covered.coverage;
        let parts = coverage.parts.iter().enumerate().map(|(at, part)| {
            let (line, text) = self.written(part);
            let test = covered.blocks.iter().find(|(_, tried)| tried.contains(&at)).map(|(block, _)| block);
            object!({
                "sort": key(part.sort),
                "of": part.name,
                "line": line,
                "text": text,
                "detail": part.detail.as_ref().map(|detail| detail.get(language)),
                "hits": part.hits,
                "test": test,
            })
        });
        let counts = coverage
            .counts()
            .into_iter()
            .map(|(sort, (tried, all))| (key(sort).to_owned(), object!({ "tried": tried, "all": all })));
        let counts = counts.collect::<serde_json::Map<_, _>>();
        object!({ "percent": coverage.percent(), "counts": counts, "parts": parts.collect::<Vec<_>>() })
    }
}

fn word(sort: Sort, language: Language) -> &'static str {
    let (zh, en) = match sort {
        Sort::Band => ("档", "bands"),
        Sort::Edge => ("档线", "edges"),
        Sort::Step => ("扣分", "deductions"),
        Sort::NotApplicable => ("不适用", "n/a"),
        Sort::Arm => ("条件和项", "arms, items"),
        Sort::Level => ("评定", "judged"),
        Sort::Limit => ("限额否决", "limits, vetoes"),
        Sort::Check => ("校验", "checks"),
        Sort::Grade => ("等级", "grades"),
    };
    if language == Language::Zh { zh } else { en }
}

fn key(sort: Sort) -> &'static str {
    match sort {
        Sort::Band => "band",
        Sort::Edge => "edge",
        Sort::Step => "step",
        Sort::NotApplicable => "not_applicable",
        Sort::Arm => "arm",
        Sort::Level => "level",
        Sort::Limit => "limit",
        Sort::Check => "check",
        Sort::Grade => "grade",
    }
}
