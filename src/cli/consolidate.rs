//! `jixiao eval --consolidate`: submissions of subordinate units, added up and scored as one.

use std::path::Path;

use super::args::Eval;
use super::eval::{Outcome, format_of};
use super::{Exit, Session, files, output};
use crate::diagnostic::{Diagnostics, Language};
use crate::rubric::Rubric;
use crate::{Part, ScoreOptions};

impl Session {
    /// The unit above as it is scored; `None` where a part was rejected, so that nothing can be added up.
    pub(super) fn consolidated(
        &mut self,
        paths: &[&Path],
        rubric: &Rubric,
        (eval, name): (&Eval, &str),
        language: Language,
    ) -> Option<Outcome> {
        if rubric.compared().next().is_some() {
            output::complain(match language {
                Language::Zh => {
                    "用法错误：--consolidate 打分的只有一个单位，不能用于与其他单位比较的评价体系（「比较范围：全体」）\n"
                }
                Language::En => {
                    "usage error: --consolidate scores one unit; the rubric compares units (`cohort: all`)\n"
                }
            });
            self.end(Exit::Usage);
            return None;
        }
        let parts = paths.iter().map(|path| self.part(path, rubric, eval, language)).collect::<Vec<_>>();
        let parts = parts.into_iter().collect::<Option<Vec<_>>>();
        let Some(parts) = parts else {
            output::complain(&match language {
                Language::Zh => format!("\n有报送退回，「{name}」没有汇总；不等的，用 --without 写明不算的单位\n"),
                Language::En => {
                    format!("\nsubmissions were rejected, so `{name}` was not added up; --without leaves a unit out\n")
                }
            });
            return None;
        };
        let mut diagnostics = Diagnostics::default();
        // The format was needed for reading only.
        let options = options(eval, crate::submission::Format::Json);
        match crate::consolidated(rubric, name, parts, options, &mut diagnostics) {
            Ok(evaluation) => {
                self.tell(&diagnostics.sorted(), language);
                Some(Outcome::Scored(Box::new(evaluation)))
            }
            Err(_) => Some(Outcome::Rejected(self.reject(Path::new(name), &diagnostics, language))),
        }
    }

    fn part(&mut self, path: &Path, rubric: &Rubric, eval: &Eval, language: Language) -> Option<Part> {
        let mut diagnostics = Diagnostics::default();
        let part = match files::read(path, &mut self.sources, &super::diagnostics::some_submission()) {
            Err((fault, exit)) => {
                self.end(exit.unwrap_or(Exit::Rejected));
                Err(diagnostics.error(fault))
            }
            Ok(id) => {
                let source = self.sources.get(id);
                let options = options(eval, format_of(path, source.text()));
                crate::part(rubric, source, options, &mut diagnostics)
            }
        };
        match part {
            Ok(part) => Some(part),
            Err(_) => {
                self.reject(path, &diagnostics, language);
                None
            }
        }
    }
}

fn options(eval: &Eval, format: crate::submission::Format) -> ScoreOptions {
    ScoreOptions { format, basis: eval.basis, year_mismatch: eval.year_mismatch }
}
