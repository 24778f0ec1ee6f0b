//! Checks that do not hold, told by cause: those that one repair mends are one finding.
//!
//! A repair is weighed on all checks. That which mends more comes first, that which would break a check that agrees
//! comes last, and between the two the smaller slip. A figure that is plainly in another unit than declared is mended
//! before the others are looked at, since all that is computed from it is wrong with it.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::checks::Run;
use super::hypotheses::{Hypothesis, Mend, Slip, correct, hypotheses, restore};
use super::{Auditor, diagnostics};
use crate::findings::{CheckOutcome, Class, Finding};
use crate::ids::FieldId;
use crate::inputs::{Inputs, Value};
use crate::quantity::Rational;
use crate::rubric::{Check, Level};
use crate::source::Span;

/// Failing checks that are looked into. Where more fail, as among the rows of a long table, it is no single slip.
const MOST_EXPLAINED: usize = 100;

/// Hypotheses that are told of one finding.
const MOST_TOLD: usize = 3;

/// A repair, weighed on all checks.
#[derive(Clone)]
pub(super) struct Repair {
    pub hypothesis: Hypothesis,
    /// The failing check of which it was thought.
    own: usize,
    /// The failing checks that it mends, by their place among all.
    pub mends: Vec<usize>,
    /// The agreeing checks that it breaks.
    pub breaks: Vec<usize>,
    outcome: CheckOutcome,
    summand: bool,
}

/// Failing checks of one cause.
struct Cause {
    /// The checks, in the order of the text.
    checks: Vec<usize>,
    /// What may be behind it: the likeliest, and all that are as likely.
    repairs: Vec<Repair>,
    /// The figures in another unit that were mended first.
    supposed: Vec<Supposed>,
}

/// A figure that is taken as corrected where other figures are looked at.
#[derive(Clone)]
pub(super) struct Supposed {
    pub field: FieldId,
    pub value: Rational,
}

impl Repair {
    /// The likeliest first.
    fn order(&self) -> (bool, Reverse<usize>, CheckOutcome, u8, bool) {
        (!self.breaks.is_empty(), Reverse(self.mends.len()), self.outcome, self.hypothesis.slip.size(), self.summand)
    }
}

impl Auditor<'_> {
    /// The checks that fail, by cause; and the cells whose other unit is one of the causes.
    pub(super) fn failures(self, runs: Vec<Run<'_>>) -> (Vec<Finding>, Vec<Span>) {
        let mut open = (0..runs.len()).filter(|at| fails(&runs, *at)).collect::<Vec<_>>();
        if open.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let mut supposed = Vec::new();
        let (mut inputs, mut spans) = (Cow::Borrowed(self.inputs), Vec::new());
        let mut findings = Vec::new();
        for repair in self.unit_slips(&runs, &open) {
            let checks = repair.mends.iter().copied().filter(|at| open.contains(at)).collect::<Vec<_>>();
            if checks.is_empty() {
                continue;
            }
            let (field, value) = (repair.hypothesis.field, repair.hypothesis.value.clone());
            if let Some(figure) = self.inputs.figure(field) {
                spans.push(figure.span);
            }
            open.retain(|at| !checks.contains(at));
            let cause = Cause { checks, repairs: vec![repair.clone()], supposed: Vec::new() };
            findings.extend(self.tell(&runs, &cause));
            if let Some(Value::Number(old)) = self.inputs.figure(field).map(|figure| &figure.value) {
                correct(inputs.to_mut(), self.rubric, &repair.hypothesis, old);
            }
            supposed.push(Supposed { field, value });
        }
        let runs = self.rerun(runs, &inputs, &supposed);
        open.retain(|at| fails(&runs, *at));
        let causes = self.causes(&runs, &inputs, open, &supposed);
        findings.extend(causes.iter().filter_map(|cause| self.tell(&runs, cause)));
        (findings, spans)
    }

    /// The runs, again where they read what is supposed.
    fn rerun<'r>(self, runs: Vec<Run<'r>>, inputs: &'r Inputs, supposed: &[Supposed]) -> Vec<Run<'r>> {
        let again = |run: Run<'r>| match supposed.iter().any(|one| run.fields.contains(&one.field)) {
            true => self.run(run.check, inputs),
            false => run,
        };
        runs.into_iter().map(again).collect()
    }

    /// Figures in another unit than declared that should be in the declared one: each mends a check and breaks none.
    fn unit_slips(self, runs: &[Run<'_>], open: &[usize]) -> Vec<Repair> {
        let mut slips: Vec<Repair> = Vec::new();
        let mut scales = Scales::new(self, runs, self.inputs);
        for at in open.iter().take(MOST_EXPLAINED) {
            let Some(run) = runs.get(*at) else { continue };
            for mend in hypotheses(self, run).into_iter().filter(|mend| mend.hypothesis.slip == Slip::Unit) {
                let repair = scales.weigh(*at, mend);
                let known = slips.iter().any(|known| known.hypothesis.field == repair.hypothesis.field);
                if repair.breaks.is_empty() && !known {
                    slips.push(repair);
                }
            }
        }
        slips
    }

    /// What lies behind the checks that are still open.
    fn causes(self, runs: &[Run<'_>], inputs: &Inputs, mut open: Vec<usize>, supposed: &[Supposed]) -> Vec<Cause> {
        let mut repairs = Vec::new();
        let mut scales = Scales::new(self, runs, inputs);
        for at in open.iter().take(MOST_EXPLAINED) {
            let Some(run) = runs.get(*at) else { continue };
            let mends = hypotheses(self, run).into_iter().map(|mend| scales.weigh(*at, mend));
            // What all other figures give is no explanation of its own; that it mends several checks is.
            repairs.extend(mends.filter(|repair| {
                repair.hypothesis.slip != Slip::Derived || (repair.mends.len() > 1 && repair.breaks.is_empty())
            }));
        }
        repairs.sort_by_key(Repair::order);
        let mut causes = Vec::new();
        while let Some(first) = open.first().copied() {
            // A repair of another check that breaks something says nothing of this one.
            let fits =
                |repair: &&Repair| repair.mends.contains(&first) && (repair.own == first || repair.breaks.is_empty());
            let mut likely = repairs.iter().filter(fits);
            let mut told: Vec<Repair> = likely.next().cloned().into_iter().collect();
            let mut checks = vec![first];
            if let Some(best) = told.first().cloned() {
                let alike = likely.filter(|one| one.order() == best.order() && one.mends == best.mends);
                for one in alike {
                    if told.iter().all(|known| known.hypothesis != one.hypothesis) && told.len() < MOST_TOLD {
                        told.push(one.clone());
                    }
                }
                if best.breaks.is_empty() {
                    checks = best.mends.into_iter().filter(|at| open.contains(at)).collect();
                }
            }
            open.retain(|at| !checks.contains(at));
            let reads = |one: &&Supposed| {
                checks.iter().any(|at| runs.get(*at).is_some_and(|run| run.fields.contains(&one.field)))
            };
            let supposed = supposed.iter().filter(reads).cloned().collect();
            causes.push(Cause { checks, repairs: told, supposed });
        }
        causes
    }

    fn tell(self, runs: &[Run<'_>], cause: &Cause) -> Option<Finding> {
        let checks =
            |list: &[usize]| list.iter().filter_map(|at| runs.get(*at)).map(|run| run.check).collect::<Vec<_>>();
        let repairs = cause.repairs.iter().map(|repair| {
            let own = |check: &&Check| {
                cause.checks.first().is_none_or(|at| checks(&[*at]).iter().all(|one| one.id != check.id))
            };
            let (mends, breaks) = (checks(&repair.mends).into_iter().filter(own).collect(), checks(&repair.breaks));
            diagnostics::Told { hypothesis: &repair.hypothesis, mends, breaks }
        });
        let repairs = repairs.collect::<Vec<_>>();
        let mut runs = cause.checks.iter().filter_map(|at| runs.get(*at));
        let first = runs.next()?;
        let mut diagnostic = diagnostics::fails(first, &repairs, &cause.supposed, self.rubric);
        let (mut level, mut ids) = (first.check.level, vec![first.check.id]);
        for run in runs {
            let other = diagnostics::fails(run, &[], &cause.supposed, self.rubric);
            diagnostic = diagnostics::also(diagnostic, other, run.check);
            level = level.max(run.check.level);
            ids.push(run.check.id);
        }
        Some(Finding { class: class_of(level), diagnostic, checks: ids })
    }
}

/// What repairs are weighed on.
struct Scales<'r> {
    auditor: Auditor<'r>,
    runs: &'r [Run<'r>],
    inputs: &'r Inputs,
    /// The cells with the repair that is on the scales; the same as `inputs` before and after. Copied once: a long table
    /// has more cells than could be copied for every repair.
    repaired: Inputs,
}

impl<'r> Scales<'r> {
    fn new(auditor: Auditor<'r>, runs: &'r [Run<'r>], inputs: &'r Inputs) -> Self {
        Scales { auditor, runs, inputs, repaired: inputs.clone() }
    }

    /// What a repair does to every check that reads the figure.
    fn weigh(&mut self, own: usize, mend: Mend) -> Repair {
        let Mend { hypothesis, outcome, summand } = mend;
        let (mut mends, mut breaks) = (vec![own], Vec::new());
        let reads = |(at, run): &(usize, &Run<'_>)| *at != own && run.fields.contains(&hypothesis.field);
        let others = self.runs.iter().enumerate().filter(reads).collect::<Vec<_>>();
        if hypothesis.slip != Slip::MissingOperand && !others.is_empty() {
            // The figure that is repaired is the one that the check took, which need not be the scored one.
            let taken = self.runs.get(own).and_then(|run| run.inputs.figure(hypothesis.field));
            if let Some(Value::Number(old)) = taken.map(|one| &one.value) {
                correct(&mut self.repaired, self.auditor.rubric, &hypothesis, old);
            }
            for (at, run) in others {
                let now = self.auditor.run(run.check, &self.repaired).assessed.outcome;
                match (holds(run.assessed.outcome), holds(now)) {
                    (false, true) if run.assessed.outcome == CheckOutcome::Fails => mends.push(at),
                    (true, false) if now == CheckOutcome::Fails => breaks.push(at),
                    _ => {}
                }
            }
            restore(&mut self.repaired, self.inputs, hypothesis.field);
        }
        mends.sort_unstable();
        Repair { hypothesis, own, mends, breaks, outcome, summand }
    }
}

/// Figures that contradict each other are 不一致 where the check says nothing else, else what it says.
pub(super) fn class_of(level: Level) -> Class {
    match level {
        Level::Error => Class::Inconsistent,
        Level::Explain => Class::Explain,
        Level::Hint => Class::Data,
    }
}

fn fails(runs: &[Run<'_>], at: usize) -> bool {
    runs.get(at).is_some_and(|run| run.assessed.outcome == CheckOutcome::Fails)
}

fn holds(outcome: CheckOutcome) -> bool {
    matches!(outcome, CheckOutcome::Holds | CheckOutcome::HoldsByRounding)
}
