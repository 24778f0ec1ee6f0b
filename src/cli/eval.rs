//! `jixiao eval`: one submission gives its scorecard, several give the summary.

use std::path::{Path, PathBuf};

use super::args::Eval;
use super::{Exit, Session, files, has_errors, output, words};
use crate::diagnostic::{Diagnostics, Language, Severity};
use crate::report::{self, Entry, Sheet};
use crate::rubric::Rubric;
use crate::submission::Format;
use crate::{Evaluation, Prepared, ScoreOptions};

/// What became of one submission.
pub(super) enum Outcome {
    Scored(Box<Evaluation>),
    /// Why not.
    Rejected(Vec<String>),
}

impl Session {
    pub(super) fn eval(&mut self, eval: &Eval) {
        if let Some(wrong) = misused(eval) {
            output::complain(&wrong);
            return self.end(Exit::Usage);
        }
        let mut diagnostics = Diagnostics::default();
        let (rubric, language) = self.rubric(&eval.rubric, &mut diagnostics);
        self.tell_errors(&diagnostics, language);
        let Some(rubric) = rubric else { return };
        let Some(paths) = self.taking_part(&rubric, eval) else { return };
        let outcomes = match &eval.consolidate {
            Some(name) => match self.consolidated(&paths, &rubric, (eval, name), language) {
                Some(outcome) => vec![(name.clone(), outcome)],
                None => return,
            },
            None => self.outcomes(&paths, &rubric, eval, language),
        };
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
        let text = if format == "human" { self.shown(text) } else { text };
        let from = eval.submissions.iter().chain([&eval.rubric]).collect::<Vec<_>>();
        self.deliver(eval.output.as_deref(), &from, text, format == "csv");
    }

    /// The submissions but for those that are to be left out, or that nothing is scored: a name after `--without` that
    /// nobody has.
    fn taking_part<'e>(&mut self, rubric: &Rubric, eval: &'e Eval) -> Option<Vec<&'e Path>> {
        let all = eval.submissions.iter().map(PathBuf::as_path).collect::<Vec<_>>();
        let Some(first) = eval.without.first() else { return Some(all) };
        if rubric.compared().next().is_none() && eval.consolidate.is_none() {
            output::complain(match self.spoken() {
                Language::Zh => {
                    "用法错误：--without 只用于与其他单位比较的评价体系（「比较范围：全体」）或 --consolidate\n"
                }
                Language::En => {
                    "usage error: --without is for rubrics that compare units (`cohort: all`) or for --consolidate\n"
                }
            });
            self.end(Exit::Usage);
            return None;
        }
        let mut unused = eval.without.iter().collect::<Vec<_>>();
        let mut left = Vec::new();
        for path in all {
            let names = self.names(path);
            let named = eval.without.iter().find(|name| names.contains(name));
            unused.retain(|name| !names.contains(name));
            if named.is_none() {
                left.push(path);
            }
        }
        if unused.is_empty() && !left.is_empty() {
            return Some(left);
        }
        let name = unused.first().copied().unwrap_or(first);
        output::complain(&match self.spoken() {
            Language::Zh if left.is_empty() => "用法错误：--without 之后没有剩下的报送\n".to_owned(),
            Language::En if left.is_empty() => "usage error: nothing is left after --without\n".to_owned(),
            Language::Zh => format!("用法错误：没有名为「{name}」的单位或文件（--without）\n"),
            Language::En => format!("usage error: no unit or file is called `{name}` (--without)\n"),
        });
        self.end(Exit::Usage);
        None
    }

    /// What a submission may be called: its file, with folders and without, and its unit as far as it can be read.
    fn names(&mut self, path: &Path) -> Vec<String> {
        let mut names = vec![files::name(path)];
        names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        if files::is_stdin(path) {
            return names;
        }
        let mut sources = crate::source::SourceMap::default();
        if let Ok(id) = files::read(path, &mut sources, &super::diagnostics::some_submission()) {
            let source = sources.get(id);
            let format = format_of(path, source.text());
            let read = crate::submission::read(source, format, &mut Diagnostics::default());
            names.extend(read.ok().map(|submission| submission.unit.node));
        }
        names
    }

    /// Each submission by itself, then all side by side, then the scores.
    fn outcomes(
        &mut self,
        paths: &[&Path],
        rubric: &Rubric,
        eval: &Eval,
        language: Language,
    ) -> Vec<(String, Outcome)> {
        let mut rejected = Vec::new();
        let mut prepared = Vec::new();
        let mut places = Vec::new();
        for path in paths {
            match self.prepare(path, rubric, eval, language) {
                Ok((one, options)) => {
                    places.push(Ok((prepared.len(), options)));
                    prepared.push(one);
                }
                Err(reasons) => {
                    rejected.push(files::name(path));
                    places.push(Err(reasons));
                }
            }
        }
        crate::compare_all(rubric, &mut prepared, &rejected);
        let mut prepared = prepared.into_iter().map(Some).collect::<Vec<_>>();
        let mut outcomes = Vec::new();
        for (path, place) in paths.iter().zip(places) {
            let outcome = match place {
                Ok((at, options)) => match prepared.get_mut(at).and_then(Option::take) {
                    Some(one) => self.finish(path, one, options, language),
                    None => continue,
                },
                Err(reasons) => Outcome::Rejected(reasons),
            };
            outcomes.push((files::name(path), outcome));
        }
        outcomes
    }

    /// A submission read, bound and measured.
    ///
    /// # Errors
    /// Why it is rejected, which was told.
    fn prepare(
        &mut self,
        path: &Path,
        rubric: &Rubric,
        eval: &Eval,
        language: Language,
    ) -> Result<(Prepared, ScoreOptions), Vec<String>> {
        let mut diagnostics = Diagnostics::default();
        let prepared = match files::read(path, &mut self.sources, &super::diagnostics::some_submission()) {
            Err((fault, exit)) => {
                self.end(exit.unwrap_or(Exit::Rejected));
                Err(diagnostics.error(fault))
            }
            Ok(id) => {
                let source = self.sources.get(id);
                let format = format_of(path, source.text());
                let options = ScoreOptions { format, basis: eval.basis, year_mismatch: eval.year_mismatch };
                crate::prepare(rubric, source, options, &mut diagnostics).map(|one| (one, options))
            }
        };
        match prepared {
            Ok(prepared) => {
                self.tell(&diagnostics.sorted(), language);
                Ok(prepared)
            }
            Err(_) => Err(self.reject(path, &diagnostics, language)),
        }
    }

    fn finish(&mut self, path: &Path, one: Prepared, options: ScoreOptions, language: Language) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        match crate::finish(one, options, &mut diagnostics) {
            Ok(evaluation) => {
                self.tell(&diagnostics.sorted(), language);
                Outcome::Scored(Box::new(evaluation))
            }
            Err(_) => Outcome::Rejected(self.reject(path, &diagnostics, language)),
        }
    }

    /// Tells why a submission is rejected: errors alone. Hints and warnings are no reasons, and are told once it is scored.
    pub(super) fn reject(&mut self, path: &Path, diagnostics: &Diagnostics, language: Language) -> Vec<String> {
        let list = diagnostics.sorted().into_iter().filter(|one| one.severity == Severity::Error).collect::<Vec<_>>();
        self.tell(&list, language);
        self.end(Exit::Rejected);
        let count = crate::diagnostic::summary(&list, language).unwrap_or_default();
        let name = files::name(path);
        output::complain(&match language {
            Language::Zh => format!("\n退回 {name}：{count}\n"),
            Language::En => format!("\nrejected {name}: {count}\n"),
        });
        list.iter().map(|one| one.message.get(language).to_owned()).collect()
    }
}

pub(super) fn sheet<'a>(
    sources: &'a crate::source::SourceMap,
    evaluation: &'a Evaluation,
    language: Language,
) -> Sheet<'a> {
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
        line_numbers: true,
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

/// What is wrong with the names given: rubric and submission in each other's place.
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
    None
}

/// The letters behind the last point of a name, in lower case.
pub(super) fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase)
}

/// By the ending, else by the first character that is not blank: JSON begins with a bracket.
pub(super) fn format_of(path: &Path, text: &str) -> Format {
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
