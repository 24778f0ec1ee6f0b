//! What a change of a rubric does to those who are scored: every submission under the old and under the new one.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::diagnostic::{Diagnostics, Severity};
use crate::diff::{Effect, Matching, Moved, Rejected};
use crate::rubric::Rubric;
use crate::scorecard::Scorecard;
use crate::source::Source;
use crate::submission::{self, Format};
use crate::{Prepared, bind, compare_all, declared_basis, eval, measure, prepare_read};

/// A submission that was read from a file.
#[derive(Clone, Copy, Debug)]
pub struct Submitted<'a> {
    /// Its text.
    pub source: &'a Source,
    /// JSON or CSV.
    pub format: Format,
}

/// Bytes of stack for each thread, as for the rest of the work.
const STACK: usize = 64 * 1024 * 1024;

/// A submission on its way: rejected, scored, or waiting for the others that it is compared with.
enum State {
    Done(Effect),
    Waiting(Effect, Box<(Prepared, Prepared)>),
}

/// Scores all submissions under both rubrics, on all cores; the result is in their order. `done` is called with how many
/// are done whenever one is, from any thread.
#[must_use]
pub fn impact(
    (old, new): (&Rubric, &Rubric),
    submitted: &[Submitted<'_>],
    done: &(dyn Fn(usize) + Sync),
) -> Vec<Effect> {
    let matching = Matching::of(old, new);
    let (counted, next) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut own = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = submitted.get(at) else { return own };
            own.push((at, state((old, new), &matching, one)));
            done(counted.fetch_add(1, Ordering::Relaxed).saturating_add(1));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut states = thread::scope(|scope| {
        let start = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let others = (1..cores.min(submitted.len())).filter_map(start).collect::<Vec<_>>();
        let mut all = work();
        for other in others {
            match other.join() {
                Ok(own) => all.extend(own),
                Err(panicked) => std::panic::resume_unwind(panicked),
            }
        }
        all
    });
    states.sort_by_key(|(at, _)| *at);
    together((old, new), states.into_iter().map(|(_, state)| state), &matching)
}

/// One submission, as far as it goes by itself.
fn state((old, new): (&Rubric, &Rubric), matching: &Matching<'_>, submitted: &Submitted<'_>) -> State {
    let file = submitted.source.name().to_owned();
    let scores = Err(Rejected { by_new: false, reasons: Vec::new() });
    let mut effect = Effect { file, unit: String::new(), unknown: Vec::new(), scores };
    let mut diagnostics = Diagnostics::default();
    let read = submission::read(submitted.source, submitted.format, &mut diagnostics);
    if let Ok(read) = &read {
        effect.unit.clone_from(&read.unit.node);
    }
    // The years of the two rubrics differ; that one of them is another than the submission's is what is asked for.
    let options = bind::Options { year_mismatch: true, ..bind::Options::default() };
    let before = read.and_then(|read| {
        let (kept, unknown) = matching.keep_old(&read);
        effect.unknown = unknown;
        Ok((prepare_read(old, &kept, options, &mut diagnostics)?, read))
    });
    let Ok((before, read)) = before else {
        effect.scores = Err(rejected(false, &diagnostics));
        return State::Done(effect);
    };
    let after = prepare_read(new, &matching.adapt(&read), options, &mut diagnostics);
    let Ok(after) = after else {
        effect.scores = Err(rejected(true, &diagnostics));
        return State::Done(effect);
    };
    if old.compared().next().is_some() || new.compared().next().is_some() {
        return State::Waiting(effect, Box::new((before, after)));
    }
    State::Done(moved(effect, (old, before), (new, after), matching))
}

fn rejected(by_new: bool, diagnostics: &Diagnostics) -> Rejected {
    let list = diagnostics.sorted();
    let errors = list.iter().filter(|one| one.severity == Severity::Error);
    Rejected { by_new, reasons: errors.map(|one| one.message.clone()).collect() }
}

/// Compares those that wait with each other, and scores them.
fn together(
    (old, new): (&Rubric, &Rubric),
    states: impl Iterator<Item = State>,
    matching: &Matching<'_>,
) -> Vec<Effect> {
    let (mut effects, mut waiting) = (Vec::new(), Vec::new());
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for state in states {
        match state {
            State::Done(effect) => effects.push(effect),
            State::Waiting(effect, prepared) => {
                waiting.push((effects.len(), effect.clone()));
                effects.push(effect);
                before.push(prepared.0);
                after.push(prepared.1);
            }
        }
    }
    let out = effects.iter().filter(|effect| matches!(&effect.scores, Err(why) if !why.reasons.is_empty()));
    let out = out.map(|effect| effect.file.clone()).collect::<Vec<_>>();
    compare_all(old, &mut before, &out);
    compare_all(new, &mut after, &out);
    for (((at, effect), before), after) in waiting.into_iter().zip(before).zip(after) {
        if let Some(place) = effects.get_mut(at) {
            *place = moved(effect, (old, before), (new, after), matching);
        }
    }
    effects
}

fn moved(
    mut effect: Effect,
    (old, before): (&Rubric, Prepared),
    (new, after): (&Rubric, Prepared),
    matching: &Matching<'_>,
) -> Effect {
    let mut diagnostics = Diagnostics::default();
    let before = card(old, before, &mut diagnostics);
    let by_new = before.is_some();
    effect.scores = match before.zip(card(new, after, &mut diagnostics)) {
        Some(((old, before), (new, after))) => Ok(Moved::of((&old, &before), (&new, &after), matching)),
        None => Err(rejected(by_new, &diagnostics)),
    };
    effect
}

/// The scorecard, with the rubric that it was unfolded to.
fn card(rubric: &Rubric, prepared: Prepared, diagnostics: &mut Diagnostics) -> Option<(Rubric, Scorecard)> {
    let Prepared { rubric: unfolded, inputs, mut measures, .. } = prepared;
    if rubric.compared().next().is_some() {
        measures = measure::measure(&unfolded, &inputs, diagnostics).ok()?;
    }
    let scorecard = eval::points(&unfolded, &inputs, &measures, declared_basis(rubric));
    Some((unfolded, scorecard))
}
