//! The submission from which all cases differ: every field plausible, every formula where its 值域 allows, nothing not
//! applicable if it can be avoided, checks kept as far as possible, judged items at full marks.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, is_given};
use super::rows::rows;
use super::satisfy::{Need, Still, holds, make, plain_numbers, satisfy};
use super::write::Form;
use super::{Score, Trial};
use crate::ids::{FieldId, MeasureId};
use crate::inputs::{Cell, Claims, Inputs, Measures, Outcome, State, Value};
use crate::quantity::{Kind, Rational};
use crate::rubric::{Field, Rubric};
use crate::scorecard::Amount;
use crate::source::{SourceId, Span, Spanned};

/// Fills the form, and scores it.
///
/// # Errors
/// The codes of the reasons why it is rejected.
pub(super) fn base<'r>(rubric: &'r Rubric, mut form: Form<'r>, score: Score<'_>) -> Result<(Form<'r>, Trial), String> {
    let mut draft = Draft::of(rubric, blank(rubric), undefined(rubric));
    for (at, field) in rubric.fields.iter().enumerate() {
        if let Some(value) = first_value(field, rubric) {
            draft.fill(FieldId::at(at), value);
        }
    }
    let needs = needs(rubric);
    for need in &needs {
        let mut other = draft.clone();
        if satisfy(&mut other, &[*need], &BTreeSet::new()) {
            draft = other;
        }
    }
    let kept = kept(&draft, &needs);
    checks(&mut draft, &needs, kept);
    form.tables = rows(&draft, true);
    // Cells of rows are written with their rows.
    form.states = draft.inputs.cells.iter().map(|cell| cell.state.clone()).collect();
    let trial = score(&form.base()).or_else(|_| {
        form.tables = rows(&draft, false);
        score(&form.base())
    })?;
    Ok(improved(form, trial, score))
}

fn blank(rubric: &Rubric) -> Inputs {
    let span = Span::new(SourceId::PRELUDE, 0, 0);
    Inputs {
        unit: Spanned::new(String::new(), span),
        unit_code: None,
        year: Spanned::new(rubric.year.node, span),
        other_units: Vec::new(),
        other_years: Vec::new(),
        version: None,
        cells: vec![Cell { state: State::Blank, span }; rubric.fields.len()],
        tables: Vec::new(),
        judgements: BTreeMap::new(),
        claimed: Claims::default(),
        reviewed: Claims::default(),
        pending: BTreeMap::new(),
        span,
    }
}

fn undefined(rubric: &Rubric) -> Measures {
    Measures { values: vec![Outcome::Undefined; rubric.measures.len()], scores: BTreeMap::new() }
}

/// What a field is filled with at first.
pub(super) fn first_value(field: &Field, rubric: &Rubric) -> Option<Value> {
    if field.compared.is_some() {
        return None;
    }
    match &field.kind {
        Kind::YesNo => Some(Value::Bool(false)),
        Kind::Level(levels) => {
            let best = i64::try_from(levels.names.len()).ok()?.checked_sub(1)?;
            Some(Value::Number(Rational::whole(best)))
        }
        Kind::Text => Some(Value::Text("甲".to_owned())),
        // A bare figure as target is read in three ways, and what misses it stays open.
        Kind::Target => Some(Value::Text("≥100".to_owned())),
        Kind::Quantity => Some(Value::Text("100".to_owned())),
        _ if field.stated_total.is_some() => Some(Value::Number(rubric.total.clone())),
        _ => plain_numbers(field, rubric).into_iter().find(|number| field.takes(number)).map(Value::Number),
    }
}

/// What the base should keep: 值域, and that nothing is not applicable.
fn needs(rubric: &Rubric) -> Vec<Need<'_>> {
    let measures = (0..rubric.measures.len()).map(|at| Need::InRange(MeasureId::at(at)));
    let clauses = rubric.indicators.iter().flat_map(|one| &one.not_applicable);
    measures.chain(clauses.map(|clause| Need::Truth(&clause.condition, false))).collect()
}

fn kept(draft: &Draft<'_>, needs: &[Need<'_>]) -> usize {
    needs.iter().filter(|need| holds(draft, need)).count()
}

/// Makes checks hold where that costs nothing else.
fn checks(draft: &mut Draft<'_>, needs: &[Need<'_>], mut kept_before: usize) {
    let rubric = draft.rubric;
    let holding = |draft: &Draft<'_>| {
        let all = rubric.checks.iter().flat_map(|check| &check.assertions);
        all.filter(|assertion| draft.truth(assertion) == Some(true)).count()
    };
    for assertion in rubric.checks.iter().filter(|one| one.each_row.is_none()).flat_map(|one| &one.assertions) {
        let mut other = draft.clone();
        if draft.truth(assertion) != Some(true)
            && make(&mut other, assertion, true, Still::fields(&BTreeSet::new()))
            && holding(&other) > holding(draft)
        {
            let kept_after = kept(&other, needs);
            if kept_after >= kept_before {
                (*draft, kept_before) = (other, kept_after);
            }
        }
    }
}

/// Most trials that are spent on a better base.
const MOST_TRIALS: usize = 60;

/// Answers yes where that scores more, and chooses the levels that do.
fn improved<'r>(mut form: Form<'r>, mut trial: Trial, score: Score<'_>) -> (Form<'r>, Trial) {
    let rubric = form.rubric;
    let sum = |trial: &Trial| {
        let lines = trial.scorecard.indicators.iter();
        let floor = |amount: &Amount| match amount {
            Amount::Exact(score) | Amount::Between(score, _) => score.clone(),
            Amount::Unpublished | Amount::LeftOut => Rational::ZERO,
        };
        lines.fold(Rational::ZERO, |sum, line| &sum + &floor(&line.score))
    };
    let read = |id: FieldId| rubric.indicators.iter().any(|one| one.reads.contains(&id));
    let mut trials = 0_usize;
    for (at, field) in rubric.fields.iter().enumerate() {
        let id = FieldId::at(at);
        let others = match &field.kind {
            Kind::YesNo => vec![Value::Bool(true), Value::Bool(false)],
            Kind::Level(levels) => {
                (0_i64..).take(levels.names.len()).map(|rank| Value::Number(Rational::whole(rank))).collect()
            }
            kind if kind.is_numeric() => {
                plain_numbers(field, rubric).into_iter().filter(|one| field.takes(one)).map(Value::Number).collect()
            }
            _ => Vec::new(),
        };
        if !field.is_single() || !is_given(field) || !read(id) || is_full(&trial, id) {
            continue;
        }
        for value in others {
            trials = trials.saturating_add(1);
            if trials > MOST_TRIALS {
                return (form, trial);
            }
            let mut draft = Draft::new(&trial);
            draft.fill(id, value);
            let state = draft.inputs.cell(id).state.clone();
            let Ok(better) = score(&form.text(&draft).submission) else { continue };
            if sum(&better) > sum(&trial) {
                if let Some(slot) = form.states.get_mut(at) {
                    *slot = state;
                }
                trial = better;
            }
        }
    }
    (form, trial)
}

/// Whether all indicators that read a field have full marks already.
fn is_full(trial: &Trial, field: FieldId) -> bool {
    let lines = trial.rubric.indicators.iter().zip(&trial.scorecard.indicators);
    lines.filter(|(one, _)| one.reads.contains(&field)).all(|(one, line)| {
        line.score.exact().is_some_and(|score| one.points.as_ref().is_none_or(|points| score >= points))
    })
}
