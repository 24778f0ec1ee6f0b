//! The submissions in the folder of tests: each scored as `eval` does, all of one rubric in one run.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::eval::{ending, format_of, sheet};
use super::super::progress::Progress;
use super::super::{Session, files};
use super::find::{self, Suite};
use super::kept::Kept;
use super::{Case, Test};
use crate::diagnostic::{Diagnostic, Diagnostics, Language};
use crate::report::{accepted, accepted_rejection};
use crate::rubric::Rubric;
use crate::{Evaluation, Prepared, ScoreOptions};

/// How the files end in which results are kept, by the language of the rubric.
pub(super) const KEPT: [(Language, &str); 2] = [(Language::Zh, ".得分.txt"), (Language::En, ".scores.txt")];

/// What became of a submission.
pub(super) enum Scored {
    Done(Box<Evaluation>),
    Rejected(Vec<Diagnostic>),
    /// The file cannot be read.
    Unread(Diagnostic),
}

impl Session {
    /// What all submissions of a suite come to, in the order of their names.
    pub(super) fn scored(&mut self, rubric: &Rubric, suite: &Suite) -> Vec<(PathBuf, Scored)> {
        let mut paths = suite.tests.iter().filter(|path| is_submission(path)).cloned().collect::<Vec<_>>();
        if !suite.own && rubric.compared().next().is_some() {
            // Units are compared with all that lie there, whichever of them are asked for.
            let all = find::whole(&suite.rubric).map(|suite| suite.tests).unwrap_or_default();
            let same =
                |one: &Path, other: &Path| one == other || fs::canonicalize(one).ok() == fs::canonicalize(other).ok();
            let others = all.into_iter().filter(|path| is_submission(path));
            let others = others.filter(|path| !paths.iter().any(|known| same(known, path))).collect::<Vec<_>>();
            paths.extend(others);
        }
        let (mut prepared, mut rejected) = (Vec::new(), Vec::new());
        let mut places = Vec::new();
        let progress = Progress::over(paths.len(), self.spoken());
        for (at, path) in paths.iter().enumerate() {
            progress.done(at);
            places.push(match self.prepared(rubric, path) {
                Ok((one, options)) => {
                    prepared.push(one);
                    Ok((prepared.len().saturating_sub(1), options))
                }
                Err(why) => {
                    rejected.push(files::name(path));
                    Err(why)
                }
            });
        }
        progress.done(paths.len());
        crate::compare_all(rubric, &mut prepared, &rejected);
        let mut prepared = prepared.into_iter().map(Some).collect::<Vec<_>>();
        let mut done = Vec::new();
        for (path, place) in paths.into_iter().zip(places) {
            let scored = match place {
                Err(why) => why,
                Ok((at, options)) => match prepared.get_mut(at).and_then(Option::take) {
                    Some(one) => finished(one, options),
                    None => continue,
                },
            };
            done.push((path, scored));
        }
        done
    }

    fn prepared(&mut self, rubric: &Rubric, path: &Path) -> Result<(Prepared, ScoreOptions), Scored> {
        let id = match files::read(path, &mut self.sources, &super::super::diagnostics::some_submission()) {
            Ok(id) => id,
            Err((fault, exit)) => {
                if let Some(exit) = exit {
                    self.end(exit);
                }
                return Err(Scored::Unread(fault));
            }
        };
        let source = self.sources.get(id);
        let format = format_of(path, source.text());
        let options = ScoreOptions { format, basis: None, year_mismatch: false };
        let mut diagnostics = Diagnostics::default();
        let prepared = crate::prepare(rubric, source, options, &mut diagnostics);
        prepared.map(|one| (one, options)).map_err(|_| Scored::Rejected(sorted(&diagnostics)))
    }

    /// Each result beside the accepted one; and the accepted ones without a submission.
    pub(super) fn submissions(
        &mut self,
        (rubric, suite, test): (&Rubric, &Suite, &Test),
        scored: &[(PathBuf, Scored)],
        language: Language,
    ) -> Vec<Case> {
        let mut cases = Vec::new();
        let mut known = Vec::new();
        for (path, scored) in scored.iter().filter(|(path, _)| suite.tests.contains(path)) {
            let file = kept_beside(path, suite, rubric.language);
            known.push(file.clone());
            let name = files::name(path);
            if !test.wants(&name) {
                continue;
            }
            // What is kept does not depend on the language of the run.
            let now = match scored {
                Scored::Done(evaluation) => accepted(&sheet(&self.sources, evaluation, rubric.language)),
                Scored::Rejected(reasons) => accepted_rejection(reasons, rubric.language),
                Scored::Unread(fault) => {
                    let failed = Some(format!("    {}\n", fault.message.get(language)));
                    cases.push(Case { name, failed });
                    continue;
                }
            };
            cases.push(self.compared(Kept { subject: name.clone(), name, file, now }, language));
        }
        let orphans = suite.tests.iter().filter(|path| is_kept(path) && !known.contains(path) && suite.own);
        let orphans = orphans.filter(|path| test.wants(&files::name(path)));
        cases.extend(orphans.map(|path| self.orphan(path, language)));
        cases
    }
}

fn finished(one: Prepared, options: ScoreOptions) -> Scored {
    let mut diagnostics = Diagnostics::default();
    match crate::finish(one, options, &mut diagnostics) {
        Ok(evaluation) => Scored::Done(Box::new(evaluation)),
        Err(_) => Scored::Rejected(sorted(&diagnostics)),
    }
}

fn sorted(diagnostics: &Diagnostics) -> Vec<Diagnostic> {
    diagnostics.sorted().into_iter().cloned().collect()
}

fn is_submission(path: &Path) -> bool {
    ending(path).is_some_and(|ending| ending == "json" || ending == "csv")
}

fn is_kept(path: &Path) -> bool {
    let name = files::name(path);
    KEPT.iter().any(|(_, end)| name.ends_with(end))
}

/// `某局.得分.txt` for `某局.json`; `某局.csv.得分.txt` where the same name is there in the other format.
fn kept_beside(path: &Path, suite: &Suite, language: Language) -> PathBuf {
    let end = KEPT.iter().find(|(of, _)| *of == language).map(|(_, end)| *end).unwrap_or_default();
    let twins =
        suite.tests.iter().filter(|other| is_submission(other) && other.with_extension("") == path.with_extension(""));
    let beside = ["json", "csv"].map(|kind| path.with_extension(kind)).iter().filter(|path| path.is_file()).count();
    let name = if twins.count().max(beside) > 1 { path.file_name() } else { path.file_stem() };
    path.with_file_name(format!("{}{end}", name.unwrap_or_default().to_string_lossy()))
}

impl Scored {
    /// The evaluation, if there is one, for coverage.
    pub(super) fn evaluation(&self) -> Option<&Evaluation> {
        match self {
            Scored::Done(evaluation) => Some(evaluation),
            Scored::Rejected(_) | Scored::Unread(_) => None,
        }
    }
}
