//! Repairing a rubric: compile it, make the repairs that its diagnostics offer, and start again.

use std::collections::BTreeSet;

use crate::compile_with;
use crate::diagnostic::{self, Diagnostic, Diagnostics, Repaired, Severity};
use crate::inherited::{NoParents, Parents};
use crate::source::{SourceId, SourceMap};

/// A rubric with every certain repair made that its diagnostics offer, until none is left; of the same text always the
/// same. It never has more errors than before.
#[must_use]
pub fn repair(name: &str, text: &str) -> Repaired {
    repair_with(name, text, &|_| Box::new(NoParents))
}

/// Makes what finds the parents of the rubric with this id.
pub type Finder<'f> = &'f dyn Fn(SourceId) -> Box<dyn Parents>;

/// As [`repair`], of a rubric that may inherit; only its own text is repaired.
#[must_use]
pub fn repair_with(name: &str, text: &str, parents: Finder<'_>) -> Repaired {
    let bold = repaired((name, parents), text, |_, _| true);
    let errors = |text: &str| repairs((name, parents), text).0;
    let before = errors(text);
    if errors(bold.text()) <= before { bold } else { repaired((name, parents), text, |before, after| after <= before) }
}

/// How often a text is repaired; one that is not quiet then goes in circles.
const ROUNDS: usize = 50;

/// Repairs round by round: all that is offered at once if that is `good` by the errors before and after it, else the
/// first that is.
fn repaired(of: (&str, Finder<'_>), text: &str, good: impl Fn(usize, usize) -> bool) -> Repaired {
    let mut now = Repaired::new(text);
    let mut seen = BTreeSet::from([text.to_owned()]);
    for _ in 0..ROUNDS {
        let (before, offered) = repairs(of, now.text());
        let all = offered.iter().collect::<Vec<_>>();
        let singly = all.iter().take(ROUNDS).filter_map(|one| now.with(&[one]));
        let mut tries = now.with(&all).into_iter().chain(singly);
        let better = tries.find(|next| !seen.contains(next.text()) && good(before, repairs(of, next.text()).0));
        let Some(next) = better else { break };
        seen.insert(next.text().to_owned());
        now = next;
    }
    now
}

/// How many errors a rubric has, and its diagnostics that offer a repair, in the order of the text.
fn repairs((name, parents): (&str, Finder<'_>), text: &str) -> (usize, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let id = sources.add(name, text);
    let mut diagnostics = Diagnostics::default();
    let _reported = compile_with(&mut sources, id, &mut *parents(id), &mut diagnostics);
    let list = diagnostics.sorted();
    let errors = list.iter().filter(|one| one.severity == Severity::Error).count();
    (errors, list.into_iter().filter(|one| diagnostic::offered(one, id)).cloned().collect())
}
