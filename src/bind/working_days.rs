//! Refuses dates for which working days would have to be counted without knowing them (D0219).
//!
//! Looks at all that scoring and checking can read, in the order in which they read it: behind a 不适用 that holds, a
//! false part of 且 or a true part of 或 nothing is read. All else has to be known, whether it decides or not, so that
//! no expression of a bound submission is undefined for want of a calendar.

use std::collections::BTreeSet;

use super::diagnostics::dates::{Unarranged, not_arranged};
use crate::calendar;
use crate::diagnostic::Diagnostics;
use crate::ids::FieldId;
use crate::inputs::{Inputs, Measures, Outcome, State, Value, evaluate, measured};
use crate::quantity::Interval;
use crate::rubric::{Award, Choice, Expr, Node, NormalForm, Rubric, Rule, Ways};

/// Reports every date that is read and of which it is not known whether it is a working day, once.
pub(super) fn arranged(rubric: &Rubric, inputs: &Inputs, diagnostics: &mut Diagnostics) {
    let mut first = Walk::new(rubric, inputs);
    first.scores();
    first.checks();
    let mut found = first.found;
    // Scores come from the first prints; checks try the others too.
    for other in other_prints(rubric, inputs) {
        let mut walk = Walk::new(rubric, &other);
        walk.checks();
        found.extend(walk.found);
    }
    let mut told = BTreeSet::new();
    for one in found {
        if told.insert((one.direct, one.written.clone())) {
            diagnostics.error(not_arranged(rubric, &one));
        }
    }
}

/// The cells with each other print in the place of the first, of the fields from which checks count working days.
fn other_prints(rubric: &Rubric, inputs: &Inputs) -> Vec<Inputs> {
    let mut fields = BTreeSet::new();
    let checked = rubric.checks.iter().flat_map(|check| check.assertions.iter().chain(&check.condition));
    checked.for_each(|expr| counted_from(rubric, expr, &mut fields));
    let mut list = Vec::new();
    for field in fields {
        let State::Filled(figures) = &inputs.cell(field).state else { continue };
        for print in 1..figures.len() {
            let mut other = inputs.clone();
            if let Some(State::Filled(figures)) = other.cells.get_mut(field.index()).map(|cell| &mut cell.state) {
                figures.swap(0, print);
            }
            list.push(other);
        }
    }
    list
}

fn counted_from(rubric: &Rubric, expr: &Expr, fields: &mut BTreeSet<FieldId>) {
    match &expr.node {
        Node::WorkingDays(..) | Node::Deadline(..) => fields.extend(rubric.fields_below(expr)),
        Node::Definition(id) => counted_from(rubric, &rubric.definition(*id).value, fields),
        Node::Measure(id) => counted_from(rubric, &rubric.measure(*id).value, fields),
        _ => expr.children().into_iter().for_each(|child| counted_from(rubric, child, fields)),
    }
}

struct Walk<'a> {
    rubric: &'a Rubric,
    inputs: &'a Inputs,
    measures: Measures,
    found: Vec<Unarranged>,
}

impl<'a> Walk<'a> {
    fn new(rubric: &'a Rubric, inputs: &'a Inputs) -> Self {
        let mut measures = Measures::default();
        for measure in &rubric.measures {
            let value = measured(measure, rubric, inputs, &measures);
            measures.values.push(value);
        }
        Walk { rubric, inputs, measures, found: Vec::new() }
    }

    fn scores(&mut self) {
        for indicator in &self.rubric.indicators {
            let holds = indicator.not_applicable.iter().any(|clause| {
                self.read(&clause.condition);
                self.answer(&clause.condition) == Some(true)
            });
            if !holds {
                indicator.measure.iter().for_each(|id| self.read(&self.rubric.measure(*id).value));
                indicator.rule.iter().for_each(|rule| self.rule(rule));
            }
        }
    }

    fn checks(&mut self) {
        for check in &self.rubric.checks {
            check.condition.iter().for_each(|condition| self.read(condition));
            if check.condition.as_ref().and_then(|condition| self.answer(condition)) != Some(false) {
                check.assertions.iter().for_each(|assertion| self.read(assertion));
            }
        }
    }

    fn rule(&mut self, rule: &Rule) {
        match &rule.normal {
            NormalForm::Pieces { over, bands } => {
                self.read(over);
                bands.iter().for_each(|band| self.award(&band.award));
            }
            NormalForm::Deduction(deduction) => deduction.lines.iter().for_each(|line| self.read(&line.excess)),
            NormalForm::Items(items) | NormalForm::Ways(Ways { ways: items, .. }) => {
                items.iter().for_each(|item| self.rule(&item.rule));
            }
            NormalForm::Cases(arms) => {
                for arm in arms {
                    arm.condition.iter().for_each(|condition| self.read(condition));
                    let holds = arm.condition.as_ref().map_or(Some(true), |condition| self.answer(condition));
                    if holds != Some(false) {
                        match &arm.then {
                            Choice::Rule(rule) => self.rule(rule),
                            Choice::Award(award) => self.award(award),
                        }
                    }
                    if holds == Some(true) {
                        break;
                    }
                }
            }
            NormalForm::Readings(readings) => readings.iter().for_each(|one| self.rule(&one.rule)),
            NormalForm::Judged(_) => {}
        }
    }

    fn award(&mut self, award: &Award) {
        if let Award::Formula(formula) = award {
            self.read(&formula.value);
        }
    }

    fn read(&mut self, expr: &Expr) {
        match &expr.node {
            Node::And(parts) => self.until(parts, false),
            Node::Or(parts) => self.until(parts, true),
            Node::Definition(id) => self.read(&self.rubric.definition(*id).value),
            Node::Measure(id) => self.read(&self.rubric.measure(*id).value),
            _ => expr.children().into_iter().for_each(|child| self.read(child)),
        }
        match &expr.node {
            Node::WorkingDays(from, to) => {
                self.known(from, expr);
                self.known(to, expr);
            }
            Node::Deadline(from, days) => {
                let begins = self.known(from, expr);
                // The last day, or a day off before it, may lie beyond.
                if begins && self.interval(days).is_some() && self.value(expr) == Outcome::Undefined {
                    self.tell(expr, expr, None);
                }
            }
            _ => {}
        }
    }

    /// The parts up to the one that decides.
    fn until(&mut self, parts: &[Expr], decisive: bool) {
        for part in parts {
            self.read(part);
            if self.answer(part) == Some(decisive) {
                break;
            }
        }
    }

    /// Whether a date is there and known; one that is there and is not is told.
    fn known(&mut self, date: &Expr, reader: &Expr) -> bool {
        let Some(days) = self.interval(date) else { return false };
        let known = calendar::is_known(&days);
        if !known {
            self.tell(date, reader, Some(days));
        }
        known
    }

    fn tell(&mut self, date: &Expr, reader: &Expr, days: Option<Interval>) {
        let fields = self.rubric.fields_below(date);
        let figures = fields.into_iter().filter_map(|field| {
            let figure = self.inputs.figure(field)?;
            Some((field, figure.written.clone(), figure.span))
        });
        let written = figures.collect::<Vec<_>>();
        let whole = self.inputs.span;
        self.found.push(Unarranged { direct: self.field(date), written, days, reader: reader.span, whole });
    }

    /// The field that a date is, if it is not computed.
    fn field(&self, date: &Expr) -> Option<FieldId> {
        match &date.node {
            Node::Field(field) => Some(*field),
            Node::Definition(id) => self.field(&self.rubric.definition(*id).value),
            Node::Measure(id) => self.field(&self.rubric.measure(*id).value),
            _ => None,
        }
    }

    fn interval(&self, expr: &Expr) -> Option<Interval> {
        match self.value(expr) {
            Outcome::Known(Value::Number(number)) => Some(Interval::point(number)),
            Outcome::Known(Value::Range(range)) => Some(range),
            _ => None,
        }
    }

    fn answer(&self, condition: &Expr) -> Option<bool> {
        match self.value(condition) {
            Outcome::Known(Value::Bool(answer)) => Some(answer),
            _ => None,
        }
    }

    fn value(&self, expr: &Expr) -> Outcome {
        evaluate(expr, self.rubric, self.inputs, &self.measures)
    }
}
