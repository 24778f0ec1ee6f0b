//! Evaluates checked expressions on cells: exactly on values, by interval arithmetic where a cell is an interval.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::outcome::{join, worse};
use super::{Inputs, Measures, Outcome, State, Straddle, Value};
use crate::calendar;
use crate::ids::{DefinitionId, FieldId, MeasureId};
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Expr, Measure, Node, Rubric};
use crate::written::same_word;

/// What an expression is worth on a submission.
///
/// A cell that is not applicable outweighs a blank one; a condition that is decided whatever a blank cell may hold
/// (`假 且 x`) is decided. See `specs/language.md` §5.
#[must_use]
pub fn evaluate(expr: &Expr, rubric: &Rubric, inputs: &Inputs, measures: &Measures) -> Outcome {
    Reader { rubric, inputs, measures, filled: false, instead: None, known: RefCell::default() }.read(expr)
}

/// The same with intervals in the place of some figures, and with the measures that follow from these. The cells are not
/// copied for it, so a check of every row of a table costs no more than its rows.
#[must_use]
pub fn evaluate_within(
    expr: &Expr,
    rubric: &Rubric,
    inputs: &Inputs,
    instead: &BTreeMap<FieldId, Interval>,
) -> Outcome {
    let measures = &Measures::default();
    Reader { rubric, inputs, measures, filled: false, instead: Some(instead), known: RefCell::default() }.read(expr)
}

/// All that an expression may come to once its blank cells are filled, each with anything in the range of its field.
/// `None` where that is no number, or nothing is known of it.
#[must_use]
pub fn bounds(expr: &Expr, rubric: &Rubric, inputs: &Inputs, measures: &Measures) -> Option<Interval> {
    match (Reader { rubric, inputs, measures, filled: true, instead: None, known: RefCell::default() }).read(expr) {
        Outcome::Known(value) => interval_of(&value),
        _ => None,
    }
}

/// What a condition comes to however its blank cells are filled; `None` where that depends on them.
#[must_use]
pub fn certainly(expr: &Expr, rubric: &Rubric, inputs: &Inputs, measures: &Measures) -> Option<bool> {
    match (Reader { rubric, inputs, measures, filled: true, instead: None, known: RefCell::default() }).read(expr) {
        Outcome::Known(Value::Bool(answer)) => Some(answer),
        _ => None,
    }
}

/// A condition as yes or no.
///
/// # Errors
/// The outcome that is neither: blank, not applicable, straddling or undefined.
pub fn truth(expr: &Expr, rubric: &Rubric, inputs: &Inputs, measures: &Measures) -> Result<bool, Outcome> {
    match evaluate(expr, rubric, inputs, measures) {
        Outcome::Known(Value::Bool(answer)) => Ok(answer),
        other => Err(other),
    }
}

/// The value of a measure after its 修约; an interval is rounded at both ends.
#[must_use]
pub fn measured(measure: &Measure, rubric: &Rubric, inputs: &Inputs, measures: &Measures) -> Outcome {
    rounded(measure, evaluate(&measure.value, rubric, inputs, measures))
}

fn rounded(measure: &Measure, outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Known(Value::Number(number)) => Outcome::Known(Value::Number(measure.rounded(&number))),
        Outcome::Known(Value::Range(range)) if measure.rounding.is_some() => {
            // A rounded value lies on one of few points, so an open end is as good as a closed one.
            let end = |end: &End| end.number().map_or(End::Unbounded, |number| End::Closed(measure.rounded(number)));
            known(Some(Interval { lower: end(&range.lower), upper: end(&range.upper) }))
        }
        other => other,
    }
}

pub(super) struct Reader<'a> {
    rubric: &'a Rubric,
    inputs: &'a Inputs,
    measures: &'a Measures,
    /// Whether a blank cell is taken for all that it may be filled with.
    filled: bool,
    /// What some figures are taken for; the measures are then read anew.
    instead: Option<&'a BTreeMap<FieldId, Interval>>,
    /// What the aggregates met so far are worth: one that stands in every row is computed once.
    known: RefCell<BTreeMap<DefinitionId, Outcome>>,
}

impl Reader<'_> {
    pub(super) fn read(&self, expr: &Expr) -> Outcome {
        match &expr.node {
            Node::Number(number) => Outcome::Known(Value::Number(number.clone())),
            Node::Text(text) => Outcome::Known(Value::Text(text.clone())),
            Node::Field(field) => self.cell(*field),
            Node::Definition(id) => self.definition(*id),
            Node::Measure(id) => self.measure(*id),
            Node::SubmittedUnit => Outcome::Known(Value::Text(self.inputs.unit.node.clone())),
            Node::SubmittedYear => Outcome::Known(Value::Number(Rational::whole(i64::from(self.inputs.year.node)))),
            Node::ReportedNotApplicable(fields) => {
                let reported = |field: &FieldId| matches!(self.inputs.cell(*field).state, State::NotApplicable(_));
                Outcome::Known(Value::Bool(fields.iter().any(reported)))
            }
            Node::Score(of) => self.measures.scores.get(&of.node).cloned().unwrap_or(Outcome::Undefined),
            Node::Filled(field) => {
                Outcome::Known(Value::Bool(matches!(self.inputs.cell(*field).state, State::Filled(_))))
            }
            Node::Arithmetic(op, left, right) => {
                join(self.read(left), self.read(right), |left, right| arithmetic(*op, left, right))
            }
            Node::Comparison(relation, left, right) => {
                let outcome = self.compared(expr, *relation, left, right);
                self.decided(*relation, left, right).map_or(outcome, |answer| Outcome::Known(Value::Bool(answer)))
            }
            Node::SameWord(left, right) => join(self.read(left), self.read(right), |left, right| match (left, right) {
                (Value::Text(left), Value::Text(right)) => Outcome::Known(Value::Bool(same_word(left, right))),
                _ => Outcome::Undefined,
            }),
            // Unfolding has answered these.
            Node::Asked(_) | Node::Read(_) => Outcome::Undefined,
            Node::Not(inner) => match self.read(inner) {
                Outcome::Known(Value::Bool(answer)) => Outcome::Known(Value::Bool(!answer)),
                other => other,
            },
            Node::And(parts) => self.connective(parts, false),
            Node::Or(parts) => self.connective(parts, true),
            Node::Abs(inner) => match self.read(inner) {
                Outcome::Known(value) => known(interval_of(&value).map(|interval| interval.abs())),
                other => other,
            },
            Node::Max(parts) => self.fold(parts, Interval::max),
            Node::Min(parts) => self.fold(parts, Interval::min),
            Node::Count(parts) => self.counted(parts),
            Node::Clamp(value, lower, upper) => self.clamp([value, lower, upper]),
            Node::WorkingDays(from, to) => {
                join(self.read(from), self.read(to), |from, to| self.dated(from, to, calendar::working_days_within))
            }
            Node::Deadline(from, days) => {
                let deadline = calendar::deadline_after(&days.kind);
                join(self.read(from), self.read(days), |from, days| self.dated(from, days, deadline))
            }
            // Nothing is left of it once the rows are known.
            Node::Aggregate(_) => Outcome::Undefined,
            Node::Sum(terms) => self.sum(terms),
            Node::Greatest(terms) => self.extreme(terms, Interval::max),
            Node::Least(terms) => self.extreme(terms, Interval::min),
        }
    }

    /// The value of a measure, or the range of what it may become where blank cells are filled.
    fn measure(&self, id: MeasureId) -> Outcome {
        if self.instead.is_some() {
            let measure = self.rubric.measure(id);
            return rounded(measure, self.read(&measure.value));
        }
        match self.measures.value(id) {
            Outcome::Blank(_) if self.filled => {
                let measure = self.rubric.measure(id);
                rounded(measure, self.read(&measure.value))
            }
            value => value.clone(),
        }
    }

    /// A comparison, `expr`, of what its two sides are worth.
    fn compared(&self, expr: &Expr, relation: Relation, left: &Expr, right: &Expr) -> Outcome {
        let (fields, kind) = (self.interval_fields(expr), left.kind.clone());
        join(self.read(left), self.read(right), |left, right| {
            let straddle = |threshold: Option<Rational>| Straddle { fields, threshold: threshold.map(|at| (at, kind)) };
            compare(relation, left, right, straddle)
        })
    }

    /// Undefined outside the years of the calendar. [`crate::bind`] refuses what would be read there, so a blank date may
    /// come to anything.
    fn dated(&self, left: &Value, right: &Value, count: fn(&Interval, &Interval) -> Option<Interval>) -> Outcome {
        let anything = self.filled.then_some(Interval::ALL);
        let counted = |(left, right): (Interval, Interval)| count(&left, &right).or(anything);
        known(interval_of(left).zip(interval_of(right)).and_then(counted))
    }

    fn clamp(&self, [value, lower, upper]: [&Expr; 3]) -> Outcome {
        let raised = join(self.read(value), self.read(lower), |value, lower| both(value, lower, Interval::max));
        join(raised, self.read(upper), |value, upper| both(value, upper, Interval::min))
    }

    fn definition(&self, id: DefinitionId) -> Outcome {
        let definition = self.rubric.definition(id);
        if definition.unfolded.is_none() {
            return self.read(&definition.value);
        }
        let known = self.known.borrow().get(&id).cloned();
        known.unwrap_or_else(|| {
            let outcome = self.read(&definition.value);
            self.known.borrow_mut().insert(id, outcome.clone());
            outcome
        })
    }

    fn cell(&self, field: FieldId) -> Outcome {
        match &self.inputs.cell(field).state {
            State::Blank if self.filled => self.anything(field),
            State::Blank => Outcome::Blank(BTreeSet::from([field])),
            State::NotApplicable(_) => Outcome::NotApplicable(BTreeSet::from([field])),
            State::Filled(figures) => {
                let interval = self.instead.and_then(|instead| instead.get(&field));
                match (interval.filter(|interval| interval.only().is_none()), figures.first()) {
                    (Some(interval), _) => Outcome::Known(Value::Range(interval.clone())),
                    (None, figure) => figure.map_or(Outcome::Undefined, |one| Outcome::Known(one.value.clone())),
                }
            }
        }
    }

    /// All that a cell may be filled with.
    fn anything(&self, field: FieldId) -> Outcome {
        let declared = self.rubric.field(field);
        match declared.kind {
            Kind::YesNo | Kind::Text | Kind::Target | Kind::Quantity => {
                Outcome::Straddles(Straddle { fields: BTreeSet::from([field]), threshold: None })
            }
            Kind::Level(ref levels) => {
                let last = i64::try_from(levels.names.len()).unwrap_or(i64::MAX).saturating_sub(1);
                known(Some(Interval::closed(Rational::ZERO, Rational::whole(last)).intersection(&declared.range)))
            }
            _ => known(Some(declared.range.clone())),
        }
    }

    /// `且` (decided by a false part) and `或` (decided by a true one).
    fn connective(&self, parts: &[Expr], decisive: bool) -> Outcome {
        let mut open: Option<Outcome> = None;
        for part in parts {
            match self.read(part) {
                Outcome::Known(Value::Bool(answer)) if answer == decisive => {
                    return Outcome::Known(Value::Bool(decisive));
                }
                Outcome::Known(_) => {}
                // A part behind an undecided one may be guarded by it, so a division by 0 there says nothing.
                Outcome::Undefined if open.is_some() => {}
                other => open = Some(open.map_or(other.clone(), |known| worse(known, other))),
            }
        }
        open.unwrap_or(Outcome::Known(Value::Bool(!decisive)))
    }

    fn counted(&self, parts: &[Expr]) -> Outcome {
        let (mut count, mut open) = (0_i64, None::<Outcome>);
        for part in parts {
            match self.read(part) {
                Outcome::Known(Value::Bool(true)) => count = count.saturating_add(1),
                Outcome::Known(_) => {}
                other => open = Some(open.map_or(other.clone(), |known| worse(known, other))),
            }
        }
        match open {
            Some(_) if self.filled => known(Some(self.between(parts))),
            Some(open) => open,
            None => Outcome::Known(Value::Number(Rational::whole(count))),
        }
    }

    /// Two of three years suffice whatever the third one is: a comparison with a count that is open in part.
    fn decided(&self, relation: Relation, left: &Expr, right: &Expr) -> Option<bool> {
        let count = |expr: &Expr| self.conditions(expr).map(|parts| self.between(parts));
        let other = |expr: &Expr| match self.read(expr) {
            Outcome::Known(value) => interval_of(&value),
            _ => None,
        };
        let (one, two) = (count(left), count(right));
        if one.is_none() && two.is_none() {
            return None;
        }
        let (left, right) = (one.or_else(|| other(left))?, two.or_else(|| other(right))?);
        left.compare_all(relation, &right)
    }

    /// What a count counts, by whatever name.
    fn conditions<'e>(&'e self, expr: &'e Expr) -> Option<&'e [Expr]> {
        match &expr.node {
            Node::Count(parts) => Some(parts),
            Node::Definition(id) => self.conditions(&self.rubric.definition(*id).value),
            _ => None,
        }
    }

    /// The least and the most of some conditions that may hold.
    fn between(&self, parts: &[Expr]) -> Interval {
        let (mut least, mut most) = (0_i64, 0_i64);
        for part in parts {
            let answer = self.read(part);
            let (holds, fails) = (Outcome::Known(Value::Bool(true)), Outcome::Known(Value::Bool(false)));
            least = least.saturating_add(i64::from(answer == holds));
            most = most.saturating_add(i64::from(answer != fails));
        }
        Interval::closed(Rational::whole(least), Rational::whole(most))
    }

    fn fold(&self, parts: &[Expr], pick: fn(&Interval, &Interval) -> Interval) -> Outcome {
        let values = parts.iter().map(|part| self.read(part));
        values
            .reduce(|left, right| join(left, right, |left, right| both(left, right, pick)))
            .unwrap_or(Outcome::Undefined)
    }

    /// The fields below an expression whose scored print is an interval.
    fn interval_fields(&self, expr: &Expr) -> BTreeSet<FieldId> {
        let mut fields = BTreeSet::new();
        let mut pending = vec![expr];
        while let Some(expr) = pending.pop() {
            match &expr.node {
                Node::Field(field)
                    if self.inputs.figure(*field).is_some_and(|one| matches!(one.value, Value::Range(_))) =>
                {
                    fields.insert(*field);
                }
                Node::Definition(id) => pending.push(&self.rubric.definition(*id).value),
                Node::Measure(id) => pending.push(&self.rubric.measure(*id).value),
                _ => pending.extend(expr.children()),
            }
        }
        fields
    }
}

pub(super) fn interval_of(value: &Value) -> Option<Interval> {
    match value {
        Value::Number(number) => Some(Interval::point(number.clone())),
        Value::Range(interval) => Some(interval.clone()),
        Value::Bool(_) | Value::Text(_) => None,
    }
}

pub(super) fn known(interval: Option<Interval>) -> Outcome {
    match interval {
        Some(interval) => Outcome::Known(match interval.only() {
            Some(number) => Value::Number(number.clone()),
            None => Value::Range(interval),
        }),
        None => Outcome::Undefined,
    }
}

fn both(left: &Value, right: &Value, pick: fn(&Interval, &Interval) -> Interval) -> Outcome {
    known(interval_of(left).zip(interval_of(right)).map(|(left, right)| pick(&left, &right)))
}

fn arithmetic(op: Op, left: &Value, right: &Value) -> Outcome {
    if let (Value::Number(left), Value::Number(right)) = (left, right) {
        return op.compute(left, right).map_or(Outcome::Undefined, |number| Outcome::Known(Value::Number(number)));
    }
    known(interval_of(left).zip(interval_of(right)).map(|(left, right)| left.combine(op, &right)))
}

fn compare(
    relation: Relation,
    left: &Value,
    right: &Value,
    straddle: impl FnOnce(Option<Rational>) -> Straddle,
) -> Outcome {
    let answer = match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Some(relation.holds(left, right)),
        (Value::Text(left), Value::Text(right)) => Some(relation.holds(left, right)),
        _ => match interval_of(left).zip(interval_of(right)) {
            Some((left, right)) => left.compare_all(relation, &right),
            None => return Outcome::Undefined,
        },
    };
    match answer {
        Some(answer) => Outcome::Known(Value::Bool(answer)),
        None => {
            let number = |value: &Value| match value {
                Value::Number(number) => Some(number.clone()),
                Value::Range(_) | Value::Bool(_) | Value::Text(_) => None,
            };
            Outcome::Straddles(straddle(number(right).or_else(|| number(left))))
        }
    }
}
