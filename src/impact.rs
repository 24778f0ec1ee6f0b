//! What a change of a rubric does to those who are scored: every submission under the old and under the new one.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostic::{Diagnostics, Severity};
use crate::diff::{Amendments, Between, Effect, Matching, Moved, Rejected, Scored};
use crate::rubric::Rubric;
use crate::source::Source;
use crate::submission::{self, Format};
use crate::{Prepared, bind, compare_all, cores, declared_basis, eval, measure, prepare_read};

/// A submission that was read from a file.
#[derive(Clone, Copy, Debug)]
pub struct Submitted<'a> {
    /// Its text.
    pub source: &'a Source,
    /// JSON or CSV.
    pub format: Format,
}

/// A submission on its way: rejected, scored, or waiting for the others that it is compared with under each rubric.
enum State {
    Done(Effect),
    Waiting(Effect, Vec<Option<Prepared>>),
}

/// The old rubric, those in between, and the new one.
struct Run<'a> {
    amendments: Amendments,
    matching: Matching<'a>,
}

/// Scores all submissions under both rubrics, on all cores; the result is in their order. Where amendments reach beyond
/// one indicator, also under the rubrics that have some of them, so that each is told its part. `done` is called with
/// how many are done whenever one is, from any thread.
#[must_use]
pub fn impact(
    (old, new): (&Rubric, &Rubric),
    submitted: &[Submitted<'_>],
    done: &(dyn Fn(usize) + Sync),
) -> Vec<Effect> {
    let run = Run { amendments: Amendments::between(old, new), matching: Matching::of(old, new) };
    let counted = AtomicUsize::new(0);
    let states = cores::each(submitted.len(), &|at| {
        let state = submitted.get(at).map(|one| run.state(one));
        done(counted.fetch_add(1, Ordering::Relaxed).saturating_add(1));
        state
    });
    run.together(states.into_iter().flatten())
}

impl Run<'_> {
    /// One submission, as far as it goes by itself.
    fn state(&self, submitted: &Submitted<'_>) -> State {
        let file = submitted.source.name().to_owned();
        let none = Rejected { by_new: false, reasons: Vec::new() };
        let mut effect = Effect { file, unit: String::new(), unknown: Vec::new(), scores: Err(none) };
        let mut diagnostics = Diagnostics::default();
        let Ok(read) = submission::read(submitted.source, submitted.format, &mut diagnostics) else {
            effect.scores = Err(rejected(false, &diagnostics));
            return State::Done(effect);
        };
        effect.unit.clone_from(&read.unit.node);
        let (kept, unknown) = self.matching.keep_old(&read);
        effect.unknown = unknown;
        let adapted = self.matching.adapt(&read);
        // The years of the two rubrics differ; that one of them is another than the submission's is what is asked for.
        // Another year than either is none of this change.
        let years = [self.amendments.between.first(), self.amendments.between.last()];
        let known = years.into_iter().flatten().any(|one| one.rubric.year.node == read.year.node);
        let options = bind::Options { year_mismatch: known, ..bind::Options::default() };
        let mut prepared = Vec::new();
        let last = self.amendments.between.len().saturating_sub(1);
        for (at, Between { rubric, of_new }) in self.amendments.between.iter().enumerate() {
            let read = if *of_new { &adapted } else { &kept };
            // Why one in between rejects it is of no interest to anybody.
            let mut quiet = Diagnostics::default();
            let outer = at == 0 || at == last;
            match prepare_read(rubric, read, options, if outer { &mut diagnostics } else { &mut quiet }) {
                Err(_) if outer => {
                    effect.scores = Err(rejected(*of_new, &diagnostics));
                    return State::Done(effect);
                }
                one => prepared.push(one.ok()),
            }
        }
        match self.amendments.between.iter().any(|one| one.rubric.compared().next().is_some()) {
            true => State::Waiting(effect, prepared),
            false => State::Done(self.moved(effect, prepared)),
        }
    }

    /// Compares those that wait with each other, and scores them.
    fn together(&self, states: impl Iterator<Item = State>) -> Vec<Effect> {
        let (mut effects, mut waiting) = (Vec::new(), Vec::new());
        for state in states {
            match state {
                State::Done(effect) => effects.push(effect),
                State::Waiting(effect, prepared) => {
                    waiting.push((effects.len(), effect.clone(), prepared));
                    effects.push(effect);
                }
            }
        }
        let out = effects.iter().filter(|effect| matches!(&effect.scores, Err(why) if !why.reasons.is_empty()));
        let out = out.map(|effect| effect.file.clone()).collect::<Vec<_>>();
        for (at, Between { rubric, .. }) in self.amendments.between.iter().enumerate() {
            let (mut members, mut missing) = (Vec::new(), out.clone());
            for (_, effect, prepared) in &mut waiting {
                match prepared.get_mut(at).and_then(Option::take) {
                    Some(one) => members.push(one),
                    None => missing.push(effect.file.clone()),
                }
            }
            compare_all(rubric, &mut members, &missing);
            let mut members = members.into_iter();
            for (_, effect, prepared) in &mut waiting {
                if let Some(place) = prepared.get_mut(at).filter(|_| !missing.contains(&effect.file)) {
                    *place = members.next();
                }
            }
        }
        for (at, effect, prepared) in waiting {
            if let Some(place) = effects.get_mut(at) {
                *place = self.moved(effect, prepared);
            }
        }
        effects
    }

    fn moved(&self, mut effect: Effect, prepared: Vec<Option<Prepared>>) -> Effect {
        let mut diagnostics = Diagnostics::default();
        let rubrics = self.amendments.between.iter().map(|one| &one.rubric);
        let scored = prepared.into_iter().zip(rubrics).map(|(one, rubric)| card(rubric, one?, &mut diagnostics));
        let scored = scored.collect::<Vec<_>>();
        let by_new = scored.first().is_some_and(Option::is_some);
        effect.scores =
            Moved::of(&scored, &self.amendments, &self.matching).ok_or_else(|| rejected(by_new, &diagnostics));
        effect
    }
}

fn rejected(by_new: bool, diagnostics: &Diagnostics) -> Rejected {
    let list = diagnostics.sorted();
    let errors = list.iter().filter(|one| one.severity == Severity::Error);
    Rejected { by_new, reasons: errors.map(|one| one.message.clone()).collect() }
}

/// The scorecard, with the rubric that it was unfolded to.
fn card(rubric: &Rubric, prepared: Prepared, diagnostics: &mut Diagnostics) -> Option<Scored> {
    let Prepared { rubric: unfolded, inputs, mut measures, .. } = prepared;
    if rubric.compared().next().is_some() {
        measures = measure::measure(&unfolded, &inputs, diagnostics).ok()?;
    }
    let card = eval::points(&unfolded, &inputs, &measures, declared_basis(rubric));
    Some(Scored { rubric: unfolded, card })
}
