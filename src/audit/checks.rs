//! 校验 and 填报: tries every check over all prints of its figures, and tells what does not hold.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::assess::{Assessed, Assessor};
use super::disclosed::remeasured;
use super::{Auditor, diagnostics};
use crate::findings::{CheckOutcome, CheckResult, Class, Finding};
use crate::ids::FieldId;
use crate::inputs::{Figure, Inputs, State, truth};
use crate::quantity::Relation;
use crate::rubric::{Check, Expr, Node, Rubric};
use crate::source::Span;

/// Choices of prints that are tried; a check over more figures with several prints each is tried on the first ones.
const MOST_CHOICES: usize = 1_000;

/// A check on the choice of prints on which it comes out best.
pub(super) struct Run<'a> {
    pub check: &'a Check,
    pub assessed: Assessed,
    /// The cells with the chosen prints first.
    pub inputs: Cow<'a, Inputs>,
    /// The fields whose chosen print is not the one that is scored.
    pub chosen: Vec<FieldId>,
    /// All fields that it reads.
    pub fields: Vec<FieldId>,
}

/// What the checks show.
pub(super) struct Checked {
    /// How every check came out.
    pub results: Vec<CheckResult>,
    /// What there is to tell of them.
    pub findings: Vec<Finding>,
    /// The cells in another unit whose slip is told by a finding, so that no note need tell it again.
    pub rescaled: Vec<Span>,
}

impl Auditor<'_> {
    /// Tries all checks. Those that fail are told by cause.
    pub fn checks(self) -> Checked {
        let runs = self.rubric.checks.iter().map(|check| self.run(check, self.inputs)).collect::<Vec<_>>();
        let results = runs.iter().map(result).collect();
        let mut findings = self.undecided(&runs);
        findings.extend(runs.iter().filter(|run| run.assessed.outcome == CheckOutcome::HoldsByRounding).map(|run| {
            let diagnostic = diagnostics::holds_by_rounding(run, self.rubric);
            Finding { class: Class::Rounding, diagnostic, checks: vec![run.check.id] }
        }));
        findings.extend(runs.iter().filter(|run| run.check.each_row.is_some()).map(|run| {
            let diagnostic = diagnostics::no_rows(run.check, self.rubric, self.inputs.span);
            Finding { class: Class::Undecided, diagnostic, checks: vec![run.check.id] }
        }));
        let (failures, rescaled) = self.failures(runs);
        findings.extend(failures);
        Checked { results, findings, rescaled }
    }

    /// How all checks come out.
    pub fn verdicts(self) -> Vec<CheckResult> {
        self.rubric.checks.iter().map(|check| result(&self.run(check, self.inputs))).collect()
    }

    /// Checks that cannot be decided, those over the same cells in one finding.
    fn undecided(self, runs: &[Run<'_>]) -> Vec<Finding> {
        let mut findings = Vec::<Finding>::new();
        let mut causes = Vec::new();
        for run in runs.iter().filter(|run| run.assessed.outcome == CheckOutcome::Undecided) {
            let (cause, diagnostic) = (&run.assessed.unknown, diagnostics::undecided(run, self.rubric));
            let known = causes.iter().position(|known| *known == cause && !cause.is_empty());
            match known.and_then(|index| findings.get_mut(index)) {
                Some(finding) => {
                    finding.checks.push(run.check.id);
                    finding.diagnostic = diagnostics::also(finding.diagnostic.clone(), diagnostic, run.check);
                }
                None => {
                    causes.push(cause);
                    findings.push(Finding { class: Class::Undecided, diagnostic, checks: vec![run.check.id] });
                }
            }
        }
        findings
    }

    /// Tries a check over all choices of prints, the scored ones first.
    pub fn run<'r>(self, check: &'r Check, all: &'r Inputs) -> Run<'r> {
        let mut seen = BTreeSet::new();
        let fields = check.assertions.iter().flat_map(|one| self.rubric.fields_below(one));
        let fields = fields.filter(|field| seen.insert(*field)).collect::<Vec<_>>();
        let scored = self.assess(check, all);
        let mut best = Run { check, assessed: scored, inputs: Cow::Borrowed(all), chosen: Vec::new(), fields };
        if is_settled(&best.assessed) {
            return best;
        }
        for (chosen, inputs) in choices(all, &best.fields) {
            let assessed = self.assess(check, &inputs);
            if assessed.rank() < best.assessed.rank() {
                best = Run { assessed, inputs: Cow::Owned(inputs), chosen, ..best };
                if is_settled(&best.assessed) {
                    break;
                }
            }
        }
        best
    }

    /// A check on the first print of every field.
    pub fn assess(self, check: &Check, inputs: &Inputs) -> Assessed {
        let other = !std::ptr::eq(inputs, self.inputs) && reads_measure(check);
        let changed = other.then(|| remeasured(self.rubric, inputs));
        let measures = changed.as_ref().unwrap_or(self.measures);
        let assessor =
            Assessor { rubric: self.rubric, inputs, measures, tolerance: check.tolerance.as_ref(), known: None };
        let applies = check.condition.as_ref().map(|condition| truth(condition, self.rubric, inputs, measures));
        match applies {
            _ if check.each_row.is_some() => assessor.not_applicable(),
            Some(Ok(false)) => assessor.not_applicable(),
            Some(Err(outcome)) => assessor.unknown(&outcome),
            None | Some(Ok(true)) => assessor.all(&check.assertions),
        }
    }
}

/// Whether no other print can make it better.
fn is_settled(assessed: &Assessed) -> bool {
    matches!(assessed.outcome, CheckOutcome::Holds | CheckOutcome::NotApplicable)
}

fn reads_measure(check: &Check) -> bool {
    fn within(expr: &Expr) -> bool {
        matches!(expr.node, Node::Measure(_)) || expr.children().into_iter().any(within)
    }
    check.condition.iter().chain(&check.assertions).any(within)
}

fn result(run: &Run<'_>) -> CheckResult {
    let equality = run.assessed.sides.as_ref().filter(|sides| sides.relation == Relation::Equal);
    let difference = equality.map(super::assess::Sides::difference);
    CheckResult { check: run.check.id, outcome: run.assessed.outcome, difference }
}

/// The cells with every choice of one print per field but the scored one, each with the fields that do not have their
/// first.
fn choices<'i>(inputs: &'i Inputs, fields: &[FieldId]) -> impl Iterator<Item = (Vec<FieldId>, Inputs)> + 'i {
    let mut list = vec![Vec::<(FieldId, usize)>::new()];
    for field in fields {
        let others = other_prints(&inputs.cell(*field).state);
        if list.len().saturating_mul(others.len().saturating_add(1)) > MOST_CHOICES {
            break;
        }
        let with = |print: usize| list.iter().map(move |known| [known.as_slice(), &[(*field, print)]].concat());
        let more = others.into_iter().flat_map(with).collect::<Vec<_>>();
        list.extend(more);
    }
    // Few other prints before many, so that of equal choices the one nearest to what is scored is named.
    list.sort_by_key(Vec::len);
    let swapped = move |chosen: Vec<(FieldId, usize)>| {
        let mut inputs = inputs.clone();
        for (field, print) in &chosen {
            if let Some(State::Filled(figures)) = inputs.cells.get_mut(field.index()).map(|cell| &mut cell.state) {
                figures.swap(0, *print);
            }
        }
        (chosen.into_iter().map(|(field, _)| field).collect(), inputs)
    };
    list.into_iter().skip(1).map(swapped)
}

/// The prints of a figure behind the scored one, each value once.
fn other_prints(state: &State) -> Vec<usize> {
    let State::Filled(figures) = state else { return Vec::new() };
    let is_new = |(at, figure): &(usize, &Figure)| figures.iter().take(*at).all(|known| known.value != figure.value);
    figures.iter().enumerate().skip(1).filter(is_new).map(|(at, _)| at).collect()
}

/// The words for prints that were chosen instead of the scored ones.
pub(super) fn chosen_prints(run: &Run<'_>, rubric: &Rubric) -> Option<(String, String)> {
    let told = run.chosen.iter().filter_map(|field| {
        let (zh, en) = super::words::print(run.inputs.figure(*field)?);
        let name = &rubric.field(*field).name.node;
        Some((format!("「{name}」{zh}"), format!("`{name}` {en}")))
    });
    let (zh, en): (Vec<_>, Vec<_>) = told.unzip();
    (!zh.is_empty()).then(|| (zh.join("，"), en.join(", ")))
}
