//! 校验 and 填报: tries every check over all prints of its figures, and tells what does not hold.

use super::assess::{Assessed, Assessor};
use super::disclosed::remeasured;
use super::hypotheses::{Hypothesis, hypotheses};
use super::{Auditor, diagnostics};
use crate::diagnostic::Diagnostic;
use crate::findings::{CheckOutcome, CheckResult, Class, Finding};
use crate::ids::FieldId;
use crate::inputs::{Inputs, State, truth};
use crate::quantity::Relation;
use crate::rubric::{Check, Rubric};

/// Choices of prints that are tried; a check over more figures with several prints each is tried on the first ones.
const MOST_CHOICES: usize = 1_000;

/// A check on the choice of prints on which it comes out best.
pub(super) struct Run<'a> {
    pub check: &'a Check,
    pub assessed: Assessed,
    /// The cells with the chosen prints first.
    pub inputs: Inputs,
    /// The fields whose chosen print is not the one that is scored.
    pub chosen: Vec<FieldId>,
    /// All fields that it reads.
    pub fields: Vec<FieldId>,
}

/// One repair that mends what was found: it makes findings one.
#[derive(PartialEq)]
enum Repair {
    Fill(Vec<FieldId>),
    Correct(Hypothesis),
}

impl Auditor<'_> {
    /// How every check came out, and what there is to tell of them.
    pub fn checks(self) -> (Vec<CheckResult>, Vec<Finding>) {
        let (mut results, mut findings) = (Vec::new(), Vec::<Finding>::new());
        let mut repairs: Vec<(Repair, usize)> = Vec::new();
        for check in &self.rubric.checks {
            let run = self.run(check);
            results.push(result(&run));
            let Some((class, diagnostic, repair)) = self.tell(&run) else { continue };
            let known = repair.as_ref().and_then(|one| repairs.iter().find(|(known, _)| known == one));
            match known.and_then(|(_, index)| findings.get_mut(*index)).filter(|known| known.class == class) {
                Some(finding) => {
                    finding.checks.push(check.id);
                    let known = finding.diagnostic.clone();
                    finding.diagnostic = diagnostics::also(known, diagnostic, check);
                }
                None => {
                    repairs.extend(repair.map(|repair| (repair, findings.len())));
                    findings.push(Finding { class, diagnostic, checks: vec![check.id] });
                }
            }
        }
        (results, findings)
    }

    /// Tries a check over all choices of prints, the scored ones first.
    fn run<'r>(self, check: &'r Check) -> Run<'r> {
        let mut fields = Vec::new();
        for field in check.assertions.iter().flat_map(|one| self.rubric.fields_below(one)) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        let mut best: Option<Run<'r>> = None;
        for (chosen, inputs) in choices(self.inputs, &fields) {
            let assessed = self.assess(check, &inputs, chosen.is_empty());
            if best.as_ref().is_none_or(|best| assessed.rank() < best.assessed.rank()) {
                let done = matches!(assessed.outcome, CheckOutcome::Holds | CheckOutcome::NotApplicable);
                best = Some(Run { check, assessed, inputs, chosen, fields: fields.clone() });
                if done {
                    break;
                }
            }
        }
        best.unwrap_or_else(|| {
            let (assessed, inputs) = (self.assess(check, self.inputs, true), self.inputs.clone());
            Run { check, assessed, inputs, chosen: Vec::new(), fields }
        })
    }

    /// A check on the first print of every field.
    pub fn assess(self, check: &Check, inputs: &Inputs, scored: bool) -> Assessed {
        let changed = (!scored).then(|| remeasured(self.rubric, inputs));
        let measures = changed.as_ref().unwrap_or(self.measures);
        let assessor =
            Assessor { rubric: self.rubric, inputs, measures, tolerance: check.tolerance.as_ref(), known: None };
        let applies = check.condition.as_ref().map(|condition| truth(condition, self.rubric, inputs, measures));
        match applies {
            Some(Ok(false)) => assessor.not_applicable(),
            Some(Err(outcome)) => assessor.unknown(&outcome),
            None | Some(Ok(true)) => assessor.all(&check.assertions),
        }
    }

    fn tell(self, run: &Run<'_>) -> Option<(Class, Diagnostic, Option<Repair>)> {
        match run.assessed.outcome {
            CheckOutcome::Holds | CheckOutcome::NotApplicable => None,
            CheckOutcome::HoldsByRounding => {
                Some((Class::Rounding, diagnostics::holds_by_rounding(run, self.rubric), None))
            }
            CheckOutcome::Undecided => {
                let blank = run.assessed.unknown.iter().copied().collect::<Vec<_>>();
                let repair = (!blank.is_empty()).then_some(Repair::Fill(blank));
                Some((Class::Undecided, diagnostics::undecided(run, self.rubric), repair))
            }
            CheckOutcome::Fails => {
                let found = hypotheses(self, run);
                let diagnostic = diagnostics::fails(run, &found, self.rubric);
                Some((Class::Inconsistent, diagnostic, found.into_iter().next().map(Repair::Correct)))
            }
        }
    }
}

fn result(run: &Run<'_>) -> CheckResult {
    let equality = run.assessed.sides.as_ref().filter(|sides| sides.relation == Relation::Equal);
    let difference = equality.map(super::assess::Sides::difference);
    CheckResult { check: run.check.id, outcome: run.assessed.outcome, difference }
}

/// The cells with every choice of one print per field, each with the fields that do not have their first.
fn choices(inputs: &Inputs, fields: &[FieldId]) -> Vec<(Vec<FieldId>, Inputs)> {
    let mut list = vec![(Vec::new(), inputs.clone())];
    for field in fields {
        let prints = match &inputs.cell(*field).state {
            State::Filled(figures) => figures.len(),
            State::Blank | State::NotApplicable(_) => 1,
        };
        if list.len().saturating_mul(prints) > MOST_CHOICES {
            break;
        }
        let mut more = Vec::new();
        for print in 1..prints {
            for (chosen, inputs) in &list {
                let (mut chosen, mut inputs) = (chosen.clone(), inputs.clone());
                if let Some(State::Filled(figures)) = inputs.cells.get_mut(field.index()).map(|cell| &mut cell.state) {
                    figures.swap(0, print);
                }
                chosen.push(*field);
                more.push((chosen, inputs));
            }
        }
        list.extend(more);
    }
    // Few other prints before many, so that of equal choices the one nearest to what is scored is named.
    list.sort_by_key(|(chosen, _)| chosen.len());
    list
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
