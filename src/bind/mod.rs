//! A submission against its rubric: every name looked up, every value read as its field says, [`Inputs`] out.

mod cell;
mod cells;
mod date;
mod diagnostics;
mod meant;
mod names;
mod scores;
mod tables;
#[cfg(test)]
mod tests;
mod working_days;

use std::collections::BTreeMap;

use self::names::Names;
use crate::diagnostic::{Diagnostics, Reported};
use crate::ids::FieldId;
use crate::inputs::{Cell, Claims, Figure, Inputs, Judged, State, Value};
use crate::quantity::Rational;
use crate::rubric::{Rubric, StatedTotal, show_points};
use crate::source::Spanned;
use crate::submission::{Print, Submission};

/// What a run allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A submission of another year than the rubric's is scored.
    pub year_mismatch: bool,
    /// It is one of several that are added up: what is not applicable in it may be left out of the sum.
    pub part: bool,
    /// It is a test, which gives what it needs: of a table that it does not name, nobody knows the rows.
    pub test: bool,
}

/// Binds a submission. Blank cells are left open; every reason against it is reported, and one is enough to reject it.
///
/// # Errors
/// D02xx. F03xx are notes on what was accepted.
pub fn bind(
    rubric: &Rubric,
    submission: &Submission,
    options: Options,
    diagnostics: &mut Diagnostics,
) -> Result<Inputs, Reported> {
    let before = diagnostics.count();
    let names = Names::of(rubric);
    identity(rubric, submission, options, diagnostics);
    let tables = tables::tables(rubric, submission, options, diagnostics);
    let mut cells = cells::cells(rubric, &names, submission, diagnostics);
    tables::fill(rubric, &tables, &mut cells);
    if !options.part {
        settled(rubric, &cells, diagnostics);
    }
    let scores = scores::scores(rubric, &names, submission, diagnostics);
    let empty = is_empty(&cells, &scores) && tables.iter().all(|table| table.rows.is_empty());
    stated_totals(rubric, &scores, &mut cells);
    let inputs = Inputs {
        unit: submission.unit.clone(),
        unit_code: submission.unit_code.as_ref().map(|code| code.node.clone()),
        year: submission.year.clone(),
        other_units: differing(&submission.unit.node, &submission.other_units),
        other_years: differing(&submission.year.node, &submission.other_years),
        version: submission.version.as_ref().map(|version| version.node.clone()),
        cells,
        tables,
        judgements: scores.judgements,
        claimed: scores.claimed,
        reviewed: scores.reviewed,
        pending: BTreeMap::new(),
        span: submission.span,
    };
    if let Some(reported) = diagnostics.error_since(before).or(submission.faulty) {
        return Err(reported);
    }
    if empty {
        diagnostics.note(diagnostics::nothing_filled_in(submission.unit.span));
    }
    Ok(inputs)
}

/// Refuses dates that are read and of which the calendar does not know whether they are working days. Looks at the
/// rubric as it is scored, so tables have to be unfolded before.
///
/// # Errors
/// D0219.
pub fn dates_known(rubric: &Rubric, inputs: &Inputs, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let before = diagnostics.count();
    working_days::arranged(rubric, inputs, diagnostics);
    diagnostics.error_since(before).map_or(Ok(()), Err)
}

/// Refuses what is not applicable and not settled, in inputs that several submissions were added up to.
///
/// # Errors
/// D0210.
pub fn settle(rubric: &Rubric, inputs: &Inputs, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let before = diagnostics.count();
    settled(rubric, &inputs.cells, diagnostics);
    diagnostics.error_since(before).map_or(Ok(()), Err)
}

fn identity(rubric: &Rubric, submission: &Submission, options: Options, diagnostics: &mut Diagnostics) {
    let (unread_year, unread) = (submission.faulty.is_some() && submission.year.node == 0, submission.faulty.is_some());
    if submission.year.node != rubric.year.node && !options.year_mismatch && !unread_year {
        diagnostics.error(diagnostics::other_year(submission.year.clone(), rubric.year.clone()));
    }
    if submission.unit.node.is_empty() && !unread {
        diagnostics.note(diagnostics::unnamed_unit(submission.unit.span));
    }
}

/// Fills 自评总分 and 复核总分 from the totals of these columns; one that is not given stays blank.
fn stated_totals(rubric: &Rubric, scores: &scores::Scores, cells: &mut [Cell]) {
    for (field, cell) in rubric.fields.iter().zip(cells) {
        let total = match field.stated_total {
            Some(StatedTotal::Claimed) => &scores.claimed.total,
            Some(StatedTotal::Reviewed) => &scores.reviewed.total,
            None => continue,
        };
        if let Some(total) = total {
            let written = show_points(&total.node, 0, rubric.language);
            let (value, last_digit) = (Value::Number(total.node.clone()), Rational::ZERO);
            let figure = Figure { value, last_digit, written, place: None, span: total.span };
            *cell = Cell { state: State::Filled(vec![figure]), span: total.span };
        }
    }
}

/// Whether a form was handed in as it was made.
fn is_empty(cells: &[Cell], scores: &scores::Scores) -> bool {
    let column = |claims: &Claims| claims.nodes.is_empty() && claims.total.is_none() && claims.grade.is_none();
    let judged =
        |one: &Judged| one.level.is_some() || one.choice.is_some() || one.claimed.is_some() || one.reviewed.is_some();
    cells.iter().all(|cell| matches!(cell.state, State::Blank))
        && !scores.judgements.values().any(judged)
        && column(&scores.claimed)
        && column(&scores.reviewed)
}

/// The headings that say something else than the submission itself.
fn differing<T: Clone + PartialEq>(first: &T, others: &[Print<T>]) -> Vec<(Spanned<T>, Option<String>)> {
    let differs = others.iter().filter(|print| print.value.node != *first);
    differs.map(|print| (print.value.clone(), print.place.as_ref().map(|place| place.node.clone()))).collect()
}

/// Refuses cells that are not applicable where an indicator that reads them does not say what then.
fn settled(rubric: &Rubric, cells: &[Cell], diagnostics: &mut Diagnostics) {
    for (at, cell) in cells.iter().enumerate() {
        if !matches!(cell.state, State::NotApplicable(_)) {
            continue;
        }
        let field = FieldId::at(at);
        let unsettled = rubric
            .indicators
            .iter()
            .filter(|indicator| indicator.reads.contains(&field) && !rubric.settles_not_applicable(indicator, field));
        let unsettled = unsettled.collect::<Vec<_>>();
        if unsettled.is_empty()
            && rubric.ending.vetoes.iter().any(|veto| rubric.fields_below(&veto.condition).contains(&field))
        {
            diagnostics.error(diagnostics::not_applicable_in_veto(rubric.field(field), cell.span));
        }
        if !unsettled.is_empty() {
            diagnostics.error(diagnostics::not_applicable_unsettled(rubric.field(field), cell.span, &unsettled));
        }
    }
}
