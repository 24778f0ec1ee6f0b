//! Compares what a department says with itself: [`Inputs`] and [`Scorecard`] in, [`Findings`] out.
//!
//! Checks (勾稽关系) of §10, claims of §11, identity, and data accepted with a doubt. Nothing here changes a score.

mod assess;
mod checks;
mod claims;
mod diagnostics;
mod disclosed;
mod hypotheses;
mod judged;
mod operands;
mod prints;
mod repairs;
mod sums;
mod words;

#[cfg(test)]
mod tests;

use checks::Checked;

use crate::diagnostic::Diagnostic;
use crate::findings::{CheckResult, Class, Finding, Findings};
use crate::ids::{CheckId, FieldId};
use crate::inputs::{Inputs, Measures, State, Value};
use crate::rubric::Rubric;
use crate::scorecard::Scorecard;

/// All findings on a scored submission: by class, then in the order of the texts.
#[must_use]
pub fn audit(rubric: &Rubric, inputs: &Inputs, measures: &Measures, scorecard: &Scorecard) -> Findings {
    let auditor = Auditor { rubric, inputs, measures, scorecard };
    let Checked { results, findings: mut list, rescaled } = auditor.checks();
    list.extend(auditor.prints());
    list.extend(auditor.identity());
    list.extend(auditor.claims());
    list.extend(auditor.judged_scores());
    list.extend(auditor.unchosen());
    list.extend(auditor.intervals());
    let mut findings = Findings { list, checks: results, rescaled };
    findings.sort();
    findings
}

/// How the checks come out, by [`CheckId`], without looking for what may be wrong: for those who try much.
#[must_use]
pub fn verdicts(rubric: &Rubric, inputs: &Inputs, measures: &Measures, scorecard: &Scorecard) -> Vec<CheckResult> {
    Auditor { rubric, inputs, measures, scorecard }.verdicts()
}

/// What is compared.
#[derive(Clone, Copy)]
struct Auditor<'a> {
    rubric: &'a Rubric,
    inputs: &'a Inputs,
    measures: &'a Measures,
    scorecard: &'a Scorecard,
}

impl Auditor<'_> {
    /// Headings that name another unit or year, and a year that is not the rubric's.
    fn identity(self) -> Vec<Finding> {
        let (unit, year) = (&self.inputs.unit, &self.inputs.year);
        let units = self.inputs.other_units.iter();
        let units = units.map(|(other, place)| diagnostics::other_unit(unit, other, place.as_deref()));
        let years = self.inputs.other_years.iter();
        let years = years.map(|(other, place)| diagnostics::other_year(year, other, place.as_deref()));
        let rubric_year = &self.rubric.year;
        let accepted = (year.node != rubric_year.node).then(|| diagnostics::other_year_accepted(year, rubric_year));
        units.chain(years).chain(accepted).map(|diagnostic| finding(Class::Identity, diagnostic)).collect()
    }

    /// Intervals where a figure was asked for.
    fn intervals(self) -> Vec<Finding> {
        let mut list = Vec::new();
        for (index, cell) in self.inputs.cells.iter().enumerate() {
            let State::Filled(figures) = &cell.state else { continue };
            let field = self.rubric.field(FieldId::at(index));
            let ranges = figures.iter().find(|figure| matches!(figure.value, Value::Range(_)));
            list.extend(ranges.map(|figure| finding(Class::Data, diagnostics::interval_value(field, figure))));
        }
        list
    }
}

/// A finding that no check shows.
fn finding(class: Class, diagnostic: Diagnostic) -> Finding {
    let checks: Vec<CheckId> = Vec::new();
    Finding { class, diagnostic, checks }
}
