//! How far a long run is, where somebody watches: one line on standard error, wiped out at the end.

use std::io::IsTerminal;

use super::output;
use crate::diagnostic::Language;

/// Runs shorter than this say nothing.
const LONG: usize = 50;

/// A run over many submissions.
pub(super) struct Progress {
    all: usize,
    watched: bool,
    language: Language,
}

impl Progress {
    /// A run over so many.
    pub fn over(all: usize, language: Language) -> Self {
        Progress { all, watched: all >= LONG && std::io::stderr().is_terminal(), language }
    }

    /// So many are done. May be called from any thread.
    pub fn done(&self, done: usize) {
        let all = self.all;
        // A line now and then is enough to see that it goes on.
        if !self.watched || (done.checked_rem(20) != Some(0) && done != all) {
            return;
        }
        output::complain(&match (done == all, self.language) {
            (true, _) => format!("\r{}\r", " ".repeat(40)),
            (false, Language::Zh) => format!("\r正在打分 {done}/{all}"),
            (false, Language::En) => format!("\rscoring {done}/{all}"),
        });
    }
}
