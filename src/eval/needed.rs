//! What one field would have to be for the next better score.
//!
//! A score only changes where some formula of the rule meets a threshold: the end of a band, the limit of a deduction
//! or one of its steps, the other side of a comparison. In one field, all else as it is, such a formula is mostly a
//! quotient of linear functions, and is inverted exactly; the neighbours in the field's digits are then tried.

use std::collections::BTreeSet;

use super::deduction::steps as charged;
use super::possible::Possible;
use super::rule::curve_at;
use super::score_indicator;
use crate::ids::{ElementId, FieldId, IndicatorId, MeasureId};
use crate::inputs::{Cell, Figure, Inputs, Measures, State, Value, evaluate, measured, quotient_of};
use crate::quantity::{Interval, Kind, Op, Rational};
use crate::rubric::{
    Award, Band, Choice, CompareFunction, Curve, Deduction, DeductionLine, Expr, Field, Node, NormalForm, Partial,
    Rubric, Ways,
};
use crate::scorecard::{Basis, Needed, Step};

/// A rule that reads more figures is not turned round.
const MOST_FIELDS: usize = 200;

/// Submissions like the one scored, but for one field.
pub(super) struct Trial<'a> {
    rubric: &'a Rubric,
    basis: Basis,
    actual: &'a Inputs,
    inputs: Inputs,
    measures: Measures,
}

/// A formula and a value of it at which the score may change.
struct Threshold<'r> {
    formula: &'r Expr,
    less: Option<&'r Expr>,
    at: Rational,
}

impl<'a> Trial<'a> {
    /// Starts from the submission as it is.
    pub fn new(rubric: &'a Rubric, inputs: &'a Inputs, measures: &Measures, basis: Basis) -> Self {
        Trial { rubric, basis, actual: inputs, inputs: inputs.clone(), measures: measures.clone() }
    }

    /// The nearest value of one field, the first of the formula that can do it, that gives the next better score.
    pub fn needed(&mut self, id: IndicatorId, possible: &Possible) -> Option<Needed> {
        let score = possible.decided()?;
        let indicator = self.rubric.indicator(id);
        let mut thresholds = Vec::new();
        let mut counted = BTreeSet::new();
        ways_that_count(&possible.steps, &mut counted);
        self.thresholds(&indicator.rule.as_ref()?.normal, &counted, &mut thresholds);
        let (mut fields, mut seen) = (Vec::new(), BTreeSet::new());
        let formulas = thresholds.iter().flat_map(|one| [Some(one.formula), one.less]).flatten();
        let measured = indicator.measure.map(|id| &self.rubric.measure(id).value);
        for field in measured.into_iter().chain(formulas).flat_map(|formula| self.rubric.fields_below(formula)) {
            fields.extend(seen.insert(field).then_some(field));
        }
        let settled = possible.steps.iter().any(|step| matches!(step, Step::NotApplicable(_) | Step::Judged { .. }));
        let of_all = |field: &FieldId| self.rubric.field(*field).compared.map(|compared| compared.function);
        // A unit that moves moves the mean, too.
        // One cell of a long table rarely turns it, and looking for the one that does is not worth the time.
        if settled
            || fields.len() > MOST_FIELDS
            || fields.iter().any(|field| of_all(field) == Some(CompareFunction::Mean))
        {
            return None;
        }
        fields.retain(|field| {
            !matches!(of_all(field), Some(CompareFunction::Max | CompareFunction::Min | CompareFunction::Percentile))
        });
        // Totals that are claimed are no figures that somebody could have brought to be others.
        fields.retain(|field| self.rubric.field(*field).stated_total.is_none());
        fields.into_iter().find_map(|field| self.nearest(id, field, &thresholds, score))
    }

    fn nearest(
        &mut self,
        id: IndicatorId,
        field: FieldId,
        thresholds: &[Threshold<'_>],
        score: &Rational,
    ) -> Option<Needed> {
        let declared = self.rubric.field(field);
        let now = number(self.actual, field)?.clone();
        let grid = grid(declared)?;
        let mut best: Option<Needed> = None;
        for threshold in thresholds {
            let Some(steps) = self.invert(threshold, field).and_then(|exact| exact.checked_div(&grid)) else {
                continue;
            };
            for values in
                [[steps.floor(), steps.ceil()], [&steps.floor() - &Rational::ONE, &steps.ceil() + &Rational::ONE]]
            {
                let values = values.map(|steps| &steps * &grid);
                let allowed = values.into_iter().filter(|value| *value != now && declared.range.contains(value));
                let tried = allowed.filter_map(|value| {
                    let better = self.score_with(id, field, &value).filter(|better| better > score)?;
                    Some(Needed { field, value, score: better })
                });
                let nearer = |one: &Needed, other: &Needed| (&one.value - &now).abs() < (&other.value - &now).abs();
                // On the threshold itself if that will do; of its two sides the one that gives more.
                let found = tried.reduce(|one, other| if other.score > one.score { other } else { one });
                if let Some(found) = found {
                    if best.as_ref().is_none_or(|best| nearer(&found, best)) {
                        best = Some(found);
                    }
                    break;
                }
            }
        }
        best
    }

    /// The exact value of a field at which a formula meets its threshold.
    fn invert(&self, threshold: &Threshold<'_>, field: FieldId) -> Option<Rational> {
        let fixed = |other: FieldId| if other == field { None } else { number(self.actual, other).cloned() };
        let of = |expr: &Expr| {
            // The digits that a measure loses are looked for around its threshold; see `thresholds`.
            let expr = match &expr.node {
                Node::Measure(id) => &self.rubric.measure(*id).value,
                _ => expr,
            };
            quotient_of(expr, self.rubric, &fixed)
        };
        let mut formula = of(threshold.formula)?;
        if let Some(less) = threshold.less {
            formula = formula.combine(Op::Sub, &of(less)?)?;
        }
        // num = at · den, both sides linear in the field.
        let zero = formula.num.minus(&formula.den.times(&threshold.at));
        let coefficient = zero.factor(field).filter(|_| zero.terms().len() == 1)?;
        (-zero.constant()).checked_div(coefficient)
    }

    /// The score with one field changed, if the data then are still accepted and all is decided by the rule.
    fn score_with(&mut self, id: IndicatorId, field: FieldId, value: &Rational) -> Option<Rational> {
        let cell = self.inputs.cells.get_mut(field.index())?;
        let figure = Figure {
            value: Value::Number(value.clone()),
            last_digit: Rational::ZERO,
            written: String::new(),
            place: None,
            span: cell.span,
        };
        let changed = Cell { state: State::Filled(vec![figure]), span: cell.span };
        let actual = std::mem::replace(cell, changed);
        let score = self.accepted_score(id);
        if let Some(cell) = self.inputs.cells.get_mut(field.index()) {
            *cell = actual;
        }
        score
    }

    fn accepted_score(&mut self, id: IndicatorId) -> Option<Rational> {
        let mut before = Vec::new();
        let mut accepted = true;
        for (index, measure) in self.rubric.measures.iter().enumerate() {
            if measure.indicator != id {
                continue;
            }
            let value = measured(measure, self.rubric, &self.inputs, &self.measures);
            if let Some(number) = value.number() {
                accepted &= measure.range.as_ref().is_none_or(|range| range.contains(number));
            }
            if let Some(slot) = self.measures.values.get_mut(MeasureId::at(index).index()) {
                before.push((index, std::mem::replace(slot, value)));
            }
        }
        let possible = score_indicator(self.rubric, &self.inputs, &self.measures, self.basis, id);
        for (index, value) in before {
            if let Some(slot) = self.measures.values.get_mut(index) {
                *slot = value;
            }
        }
        let ruled = !possible.steps.iter().any(|step| matches!(step, Step::NotApplicable(_)));
        possible.decided().filter(|_| accepted && ruled).cloned()
    }

    fn thresholds<'r>(&self, normal: &'r NormalForm, counted: &BTreeSet<ElementId>, list: &mut Vec<Threshold<'r>>)
    where
        'a: 'r,
    {
        match normal {
            NormalForm::Pieces { over, bands } => {
                bands.iter().for_each(|band| computed(&band.award, list));
                let above = bands.iter().skip(1).map(Some).chain([None]);
                let ends = bands.iter().zip(above).filter_map(|(band, above)| {
                    let end = band.interval.upper.number()?;
                    (!above.is_some_and(|above| is_foot(band, above, end))).then_some(end)
                });
                // A slope that falls begins, at its best, where the values do.
                let first = bands.first().filter(|band| falls(band)).and_then(|band| band.interval.lower.number());
                for end in ends.chain(first) {
                    self.around(Threshold { formula: over, less: None, at: end.clone() }, list);
                }
            }
            NormalForm::Deduction(deduction) => self.steps(deduction, list),
            NormalForm::Items(items) => {
                items.iter().for_each(|item| self.thresholds(&item.rule.normal, counted, list));
            }
            NormalForm::Ways(Ways { ways, .. }) => {
                // What another way needs does nothing for the one that counts.
                let one_counts = ways.iter().any(|way| counted.contains(&way.element));
                let ways = ways.iter().filter(|way| !one_counts || counted.contains(&way.element));
                ways.for_each(|way| self.thresholds(&way.rule.normal, counted, list));
            }
            NormalForm::Cases(arms) => {
                for arm in arms {
                    arm.condition.iter().for_each(|condition| self.comparisons(condition, list));
                    match &arm.then {
                        Choice::Rule(rule) => self.thresholds(&rule.normal, counted, list),
                        Choice::Award(award) => computed(award, list),
                    }
                }
            }
            // What is open is not lost yet.
            NormalForm::Readings(_) | NormalForm::Judged(_) => {}
        }
    }

    /// Both sides of every comparison in a condition.
    fn comparisons<'r>(&self, condition: &'r Expr, list: &mut Vec<Threshold<'r>>) {
        match &condition.node {
            Node::Comparison(_, left, right) if left.kind.is_numeric() || left.kind == Kind::Date => {
                self.around(Threshold { formula: left, less: Some(right), at: Rational::ZERO }, list);
            }
            _ => condition.children().into_iter().for_each(|part| self.comparisons(part, list)),
        }
    }

    /// A threshold, and where the formula is rounded, half a digit on either side: from there on it is rounded to it.
    fn around<'r>(&self, threshold: Threshold<'r>, list: &mut Vec<Threshold<'r>>) {
        let Threshold { formula, less, ref at } = threshold;
        let sides = half_step(self.rubric, formula).map(|half| [at + &half, at - &half]);
        list.push(Threshold { formula, less, at: at.clone() });
        list.extend(sides.into_iter().flatten().map(|at| Threshold { formula, less, at }));
    }

    /// The limit of each deduction, the step that is charged now and the one before, and the step at which the floor
    /// is reached.
    fn steps<'r>(&self, deduction: &'r Deduction, list: &mut Vec<Threshold<'r>>) {
        let steps_of = |line: &DeductionLine| {
            let excess = evaluate(&line.excess, self.rubric, self.actual, &self.measures);
            excess.number().map(|excess| charged(line, &Interval::point(excess.clone())).0)
        };
        let taken = |line: &DeductionLine| steps_of(line).map_or(Rational::ZERO, |steps| &steps * &line.amount);
        for (index, line) in deduction.lines.iter().enumerate() {
            let others = deduction.lines.iter().enumerate().filter(|(other, _)| *other != index);
            let left = others.fold(&deduction.full - &deduction.floor, |left, (_, other)| &left - &taken(other));
            let mut push = |at: Rational| list.push(Threshold { formula: &line.excess, less: None, at });
            push(Rational::ZERO);
            let to_floor = left.checked_div(&line.amount).filter(Rational::is_positive);
            if line.partial == Partial::ProRata {
                to_floor.into_iter().for_each(|steps| push(&steps * &line.step));
                continue;
            }
            let excess = evaluate(&line.excess, self.rubric, self.actual, &self.measures);
            let steps = excess.number().and_then(|excess| excess.checked_div(&line.step));
            // The most steps that leave something above the floor are one fewer than these.
            let beyond = to_floor.map(|steps| steps.ceil());
            for whole in steps.map(|steps| steps.floor()).into_iter().chain(beyond) {
                push(&whole * &line.step);
                push(&(&whole - &Rational::ONE) * &line.step);
            }
        }
    }
}

/// Whether one score is given on one side and more and more on the other: beside such an end hardly anything is won, so
/// what is needed is the far end of the slope.
fn is_foot(below: &Band, above: &Band, end: &Rational) -> bool {
    let (Award::Curve(left), Award::Curve(right)) = (&below.award, &above.award) else { return false };
    let (Some(at_left), Some(at_right)) = (left.at(end), right.at(end)) else { return false };
    let (far_left, far_right) = (curve_at(left, &below.interval.lower), curve_at(right, &above.interval.upper));
    let rises = |level: &Curve, slope: &Curve, far: Option<Rational>| {
        level.constant_score().is_some() && slope.constant_score().is_none() && far.is_some_and(|far| far > at_left)
    };
    at_left == at_right && (rises(left, right, far_right) || rises(right, left, far_left))
}

/// Whether a band gives less and less.
fn falls(band: &Band) -> bool {
    match &band.award {
        Award::Curve(Curve { a, b, c, d }) => (&(b * c) - &(a * d)).is_negative(),
        Award::Formula(_) | Award::Judged(_) => false,
    }
}

/// Where `得 算式` is bounded: the score meets its most, or what is bounded meets its bounds.
fn computed<'r>(award: &'r Award, list: &mut Vec<Threshold<'r>>) {
    let Award::Formula(formula) = award else { return };
    list.push(Threshold { formula: &formula.value, less: None, at: formula.scores.1.clone() });
    let mut pending = vec![&formula.value];
    while let Some(expr) = pending.pop() {
        if let Node::Clamp(value, lower, upper) = &expr.node {
            list.push(Threshold { formula: value, less: Some(lower), at: Rational::ZERO });
            list.push(Threshold { formula: value, less: Some(upper), at: Rational::ZERO });
        }
        pending.extend(expr.children());
    }
}

/// The ways (取高, 取低, 择一) that count, at any depth.
fn ways_that_count(steps: &[Step], list: &mut BTreeSet<ElementId>) {
    for step in steps {
        match step {
            Step::Way { element, counts, steps, .. } => {
                list.extend(counts.then_some(*element));
                ways_that_count(steps, list);
            }
            Step::Item { steps, .. } => ways_that_count(steps, list),
            _ => {}
        }
    }
}

/// Half of the last digit that a measure keeps, in the base unit of a formula that is the measure or a fixed share of it.
fn half_step(rubric: &Rubric, formula: &Expr) -> Option<Rational> {
    match &formula.node {
        Node::Measure(id) => {
            let measure = rubric.measure(*id);
            let places = i32::try_from(measure.rounding?.places).ok()?;
            let digit = &Rational::power_of_ten(places.saturating_neg()) * &measure.rounding_unit();
            digit.checked_div(&Rational::whole(2))
        }
        Node::Arithmetic(Op::Div, left, right) => match &right.node {
            Node::Number(number) => half_step(rubric, left)?.checked_div(number),
            _ => None,
        },
        _ => None,
    }
}

/// The distance between two values that a field can hold, in base units.
fn grid(field: &Field) -> Option<Rational> {
    if !(field.kind.is_numeric() || field.kind == Kind::Date) {
        return None;
    }
    let places = i32::try_from(field.digits.unwrap_or(field.unit.places)).ok()?;
    Some(&Rational::power_of_ten(places.saturating_neg()) * &field.unit.factor)
}

fn number(inputs: &Inputs, field: FieldId) -> Option<&Rational> {
    match &inputs.figure(field)?.value {
        Value::Number(number) => Some(number),
        Value::Range(_) | Value::Bool(_) | Value::Text(_) => None,
    }
}
