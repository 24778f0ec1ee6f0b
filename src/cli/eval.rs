//! `jixiao eval`: one submission gives its scorecard, several give the summary.

use std::path::Path;

use super::args::Eval;
use super::{Exit, Session, files, has_errors, output, words};
use crate::diagnostic::{Diagnostics, Language, Severity};
use crate::report::{self, Entry, Sheet};
use crate::rubric::Rubric;
use crate::submission::Format;
use crate::{Evaluation, ScoreOptions};

/// What became of one submission.
enum Outcome {
    Scored(Box<Evaluation>),
    /// Why not.
    Rejected(Vec<String>),
}

impl Session {
    pub(super) fn eval(&mut self, eval: &Eval) {
        self.machine = false;
        if let Some(wrong) = misused(eval) {
            output::complain(&wrong);
            return self.end(Exit::Usage);
        }
        let mut diagnostics = Diagnostics::default();
        let (rubric, language) = self.rubric(&eval.rubric, &mut diagnostics);
        self.tell_errors(&diagnostics, language);
        let Some(rubric) = rubric else { return };
        let outcomes = eval.submissions.iter().map(|path| (path, self.score(path, &rubric, eval, language)));
        let outcomes = outcomes.map(|(path, outcome)| (files::name(path), outcome)).collect::<Vec<_>>();
        if eval.strict && outcomes.iter().any(|(_, outcome)| is_faulty(outcome)) {
            self.end(Exit::Rejected);
        }
        let entries = outcomes.iter().map(|(file, outcome)| match outcome {
            Outcome::Scored(evaluation) => Entry::Scored { file, sheet: sheet(&self.sources, evaluation, language) },
            Outcome::Rejected(reasons) => Entry::Rejected { file, reasons },
        });
        let entries = entries.collect::<Vec<_>>();
        let format = format_out(eval);
        let text = match (entries.as_slice(), format) {
            // A single submission that was rejected yields no result at all.
            ([Entry::Rejected { .. }], "human" | "csv") => return,
            ([Entry::Scored { sheet, .. }], "json") => report::json(sheet),
            ([Entry::Scored { sheet, .. }], "csv") => report::csv(sheet),
            ([Entry::Scored { sheet, .. }], _) => report::text(sheet),
            (entries, "json") => report::summary_json(entries, language),
            (entries, "csv") => report::summary_csv(entries, language),
            (entries, _) => report::summary_text(entries, language),
        };
        let from = eval.submissions.iter().chain([&eval.rubric]).collect::<Vec<_>>();
        self.deliver(eval.output.as_deref(), &from, text, format == "csv");
    }

    fn score(&mut self, path: &Path, rubric: &Rubric, eval: &Eval, language: Language) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        let scored = match files::read(path, &mut self.sources, &super::diagnostics::some_submission()) {
            Err((fault, exit)) => {
                self.end(exit.unwrap_or(Exit::Rejected));
                Err(diagnostics.error(fault))
            }
            Ok(id) => {
                let source = self.sources.get(id);
                let format = format_of(path, source.text());
                let options = ScoreOptions { format, basis: eval.basis, year_mismatch: eval.year_mismatch };
                crate::score(rubric, source, options, &mut diagnostics)
            }
        };
        let list = diagnostics.sorted();
        self.tell(&list, language);
        match scored {
            Ok(evaluation) => Outcome::Scored(Box::new(evaluation)),
            Err(_) => {
                self.end(Exit::Rejected);
                let count = crate::diagnostic::summary(&list, language).unwrap_or_default();
                let name = files::name(path);
                output::complain(&match language {
                    Language::Zh => format!("\n退回 {name}：{count}\n"),
                    Language::En => format!("\nrejected {name}: {count}\n"),
                });
                let errors = list.iter().filter(|one| one.severity == Severity::Error);
                Outcome::Rejected(errors.map(|one| one.message.get(language).to_owned()).collect())
            }
        }
    }
}

fn sheet<'a>(sources: &'a crate::source::SourceMap, evaluation: &'a Evaluation, language: Language) -> Sheet<'a> {
    Sheet {
        rubric: &evaluation.rubric,
        sources,
        inputs: &evaluation.inputs,
        measures: &evaluation.measures,
        scorecard: &evaluation.scorecard,
        other: evaluation.other.as_ref(),
        findings: &evaluation.findings,
        receipt: &evaluation.receipt,
        language,
    }
}

/// The format of the result: as asked, else by the name of the file that it goes to.
fn format_out(eval: &Eval) -> &str {
    let named = eval.output.as_deref().and_then(ending);
    match (&eval.format, named.as_deref()) {
        (Some(format), _) => format,
        (None, Some("csv")) => "csv",
        (None, Some("json")) => "json",
        (None, _) => "human",
    }
}

/// What is wrong with the names given: rubric and submission in each other's place, a workbook as the result.
fn misused(eval: &Eval) -> Option<String> {
    let is = |path: &Path, endings: &[&str]| ending(path).is_some_and(|ending| endings.contains(&ending.as_str()));
    let swapped = eval.submissions.iter().find(|path| is(path, &["perf"]));
    let swapped = swapped.filter(|_| is(&eval.rubric, &["json", "csv"]));
    if let Some(rubric) = swapped {
        let (rubric, submission) = (files::name(rubric), files::name(&eval.rubric));
        return Some(match words::language() {
            Language::Zh => {
                format!("用法错误：评价体系写在前面，报送写在后面：jixiao eval {rubric} {submission}\n")
            }
            Language::En => {
                format!("usage error: the rubric comes first, then submissions: jixiao eval {rubric} {submission}\n")
            }
        });
    }
    let workbook = eval.output.as_ref().filter(|path| is(path, &["xlsx", "xls"]))?;
    let csv = files::name(&workbook.with_extension("csv"));
    Some(match words::language() {
        Language::Zh => format!("用法错误：不能写 Excel 工作簿；写成 CSV，Excel 可以打开：-o {csv}\n"),
        Language::En => format!("usage error: workbooks are not written; Excel opens CSV: -o {csv}\n"),
    })
}

/// The letters behind the last point of a name, in lower case.
pub(super) fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase)
}

/// By the ending, else by the first character that is not blank: JSON begins with a bracket.
fn format_of(path: &Path, text: &str) -> Format {
    match ending(path).as_deref() {
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        _ if text.trim_start().starts_with(['{', '[']) => Format::Json,
        _ => Format::Csv,
    }
}

fn is_faulty(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Scored(evaluation) => {
            let findings = evaluation.findings.list.iter().map(|finding| &finding.diagnostic);
            has_errors(&findings.collect::<Vec<_>>())
        }
        Outcome::Rejected(_) => true,
    }
}
