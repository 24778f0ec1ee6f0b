//! `jixiao eval`: one submission gives its scorecard, several give the summary.

use std::path::Path;

use super::args::Eval;
use super::{Exit, Session, files, has_errors, output};
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
        let mut diagnostics = Diagnostics::default();
        let (rubric, language) = self.rubric(&eval.rubric, &mut diagnostics);
        self.tell(&diagnostics.sorted(), language);
        let Some(rubric) = rubric else { return };
        let outcomes = eval.submissions.iter().map(|path| (path, self.score(path, &rubric, eval, language)));
        let outcomes = outcomes.map(|(path, outcome)| (files::name(path), outcome)).collect::<Vec<_>>();
        if eval.strict && outcomes.iter().any(|(_, outcome)| is_faulty(outcome)) {
            self.end(Exit::Rejected);
        }
        let entries = outcomes.iter().map(|(file, outcome)| match outcome {
            Outcome::Scored(evaluation) => {
                Entry::Scored { file, sheet: sheet(&rubric, &self.sources, evaluation, language) }
            }
            Outcome::Rejected(reasons) => Entry::Rejected { file, reasons },
        });
        let entries = entries.collect::<Vec<_>>();
        let text = match (entries.as_slice(), eval.format.as_str()) {
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
        self.deliver(eval.output.as_deref(), &from, text, eval.format == "csv");
    }

    fn score(&mut self, path: &Path, rubric: &Rubric, eval: &Eval, language: Language) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        let scored = match files::read(path, &mut self.sources) {
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

fn sheet<'a>(
    rubric: &'a Rubric,
    sources: &'a crate::source::SourceMap,
    evaluation: &'a Evaluation,
    language: Language,
) -> Sheet<'a> {
    Sheet {
        rubric,
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

/// By the ending, else by the first character that is not blank: JSON begins with a bracket.
fn format_of(path: &Path, text: &str) -> Format {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
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
