//! Fills cells so that conditions hold: looks for one field at a time whose change does it, of a formula for several, and
//! tries all again until nothing is violated. What held before is kept where it can be.

use std::collections::BTreeSet;

use super::atoms::counted;
use super::draft::{Draft, grid, is_given};
use super::joint;
use super::solve::root;
use crate::calendar;
use crate::ids::{ElementId, FieldId, MeasureId};
use crate::inputs::{State, Value};
use crate::quantity::{End, Kind, Rational};
use crate::rubric::{Expr, Field, Node, Rubric};

/// What must be so for a case to be about its edge.
#[derive(Clone, Copy, Debug)]
pub(super) enum Need<'r> {
    /// A condition holds, or does not.
    Truth(&'r Expr, bool),
    /// 择一: there this way is chosen.
    Chosen(ElementId, &'r str),
    /// A measure is in its 值域.
    InRange(MeasureId),
    /// A number is not above 0: nothing is deducted on another line.
    NothingOf(&'r Expr),
}

impl Need<'_> {
    /// Whether it is the same need.
    pub fn is(&self, other: &Need<'_>) -> bool {
        match (self, other) {
            (Need::Truth(one, wanted), Need::Truth(other, also)) => std::ptr::eq(*one, *other) && wanted == also,
            (Need::Chosen(one, way), Need::Chosen(other, also)) => one == other && way == also,
            (Need::InRange(one), Need::InRange(other)) => one == other,
            (Need::NothingOf(one), Need::NothingOf(other)) => std::ptr::eq(*one, *other),
            _ => false,
        }
    }
}

/// Rounds of repair: what one need changes may violate another.
const ROUNDS: usize = 6;

/// Brings a draft to where all needs hold without touching `frozen`, if it can.
pub(super) fn satisfy<'a>(draft: &mut Draft<'a>, needs: &[Need<'a>], frozen: &BTreeSet<FieldId>) -> bool {
    for need in needs {
        if let Need::Chosen(place, way) = need {
            draft.chosen.insert(*place, (*way).to_owned());
        }
    }
    for _ in 0..ROUNDS {
        let Some(violated) = needs.iter().find(|need| !holds(draft, need)) else { return true };
        let held = needs.iter().copied().filter(|need| holds(draft, need)).collect::<Vec<_>>();
        let mut careful = draft.clone();
        if mend(&mut careful, violated, Still { frozen, held: &held }) {
            *draft = careful;
        } else if !mend(draft, violated, Still { frozen, held: &[] }) {
            return false;
        }
    }
    needs.iter().all(|need| holds(draft, need))
}

/// What stays as it is while something is made to hold.
#[derive(Clone, Copy)]
pub(super) struct Still<'s, 'r> {
    /// The fields that are not touched.
    frozen: &'s BTreeSet<FieldId>,
    /// What goes on holding.
    held: &'s [Need<'r>],
}

impl<'s> Still<'s, '_> {
    /// Nothing but these fields.
    pub fn fields(frozen: &'s BTreeSet<FieldId>) -> Self {
        Still { frozen, held: &[] }
    }

    fn is_kept(&self, draft: &Draft<'_>) -> bool {
        self.held.iter().all(|need| holds(draft, need))
    }
}

/// Whether a need holds.
pub(super) fn holds(draft: &Draft<'_>, need: &Need<'_>) -> bool {
    match need {
        Need::Truth(expr, wanted) => draft.truth(expr) == Some(*wanted),
        Need::Chosen(..) => true,
        Need::InRange(id) => draft.in_range(*id),
        Need::NothingOf(expr) => draft.outcome(expr).number().is_none_or(|number| !number.is_positive()),
    }
}

fn mend<'a>(draft: &mut Draft<'a>, need: &Need<'a>, still: Still<'_, '_>) -> bool {
    match need {
        Need::Truth(expr, wanted) => make(draft, expr, *wanted, still),
        Need::Chosen(..) => true,
        Need::InRange(id) => {
            let value = &draft.rubric.measure(*id).value;
            by_one_field(draft, value, still, &|draft| draft.in_range(*id))
        }
        Need::NothingOf(expr) => by_one_field(draft, expr, still, &|draft| holds(draft, &Need::NothingOf(expr))),
    }
}

/// Makes a condition hold, or not hold.
pub(super) fn make(draft: &mut Draft<'_>, expr: &Expr, wanted: bool, still: Still<'_, '_>) -> bool {
    if draft.truth(expr) == Some(wanted) {
        return true;
    }
    match (&expr.node, wanted) {
        (Node::Not(inner), _) => make(draft, inner, !wanted, still),
        (Node::And(parts), true) | (Node::Or(parts), false) => {
            for _ in 0..2 {
                for part in parts {
                    make(draft, part, wanted, still);
                }
            }
            draft.truth(expr) == Some(wanted)
        }
        (Node::And(parts), false) | (Node::Or(parts), true) => parts.iter().any(|part| {
            let mut other = draft.clone();
            let made = make(&mut other, part, wanted, still) && other.truth(expr) == Some(wanted);
            if made && still.is_kept(&other) {
                *draft = other;
                return true;
            }
            false
        }),
        (Node::Definition(id), _) if expr.kind == Kind::YesNo => {
            let rubric = draft.rubric;
            make(draft, &rubric.definition(*id).value, wanted, still)
        }
        (Node::Comparison(_, left, _), _) if counted(draft.rubric, left).is_some() => {
            let parts = counted(draft.rubric, left).unwrap_or_default();
            [true, false].into_iter().any(|holds| make_counted(draft, (parts, holds), (expr, wanted), still))
        }
        _ => by_one_field(draft, expr, still, &|draft| draft.truth(expr) == Some(wanted)),
    }
}

/// Makes one after the other of what is counted hold, or not hold, until a condition on their number is as wanted.
fn make_counted(
    draft: &mut Draft<'_>,
    (parts, holds): (&[Expr], bool),
    (expr, wanted): (&Expr, bool),
    still: Still<'_, '_>,
) -> bool {
    let mut other = draft.clone();
    for part in parts {
        if other.truth(expr) != Some(wanted) {
            make(&mut other, part, holds, still);
        }
    }
    let made = other.truth(expr) == Some(wanted);
    if made {
        *draft = other;
    }
    made
}

/// Looks for a value of one field below an expression with which all is well; of a comparison of formulas for several.
fn by_one_field(draft: &mut Draft<'_>, expr: &Expr, still: Still<'_, '_>, well: &dyn Fn(&Draft<'_>) -> bool) -> bool {
    let rubric = draft.rubric;
    let mut fields = rubric.fields_below(expr);
    if let Node::ReportedNotApplicable(reported) = &expr.node {
        fields.extend(reported);
    }
    // What other units give is in no submission of one.
    fields.retain(|field| !still.frozen.contains(field) && rubric.field(*field).compared.is_none());
    if by_each(draft, (expr, &fields), still, well) {
        return true;
    }
    let Node::Comparison(_, left, right) = &expr.node else { return false };
    let movable = fields.iter().copied().filter(|field| is_given(rubric.field(*field))).collect::<Vec<_>>();
    for figures in joint::figures(draft, (left, Some(right), &Rational::ZERO), &movable) {
        let mut moved = draft.clone();
        let others = figures.iter().map(|(other, _)| *other).collect::<BTreeSet<_>>();
        for (other, number) in figures {
            moved.fill(other, Value::Number(number));
        }
        let rest = fields.iter().copied().filter(|field| !others.contains(field)).collect::<Vec<_>>();
        if by_each(&mut moved, (expr, &rest), still, well) {
            *draft = moved;
            return true;
        }
    }
    false
}

/// Looks for a value of one of these fields.
fn by_each(
    draft: &mut Draft<'_>,
    (expr, fields): (&Expr, &[FieldId]),
    still: Still<'_, '_>,
    well: &dyn Fn(&Draft<'_>) -> bool,
) -> bool {
    for field in fields.iter().copied() {
        let before = draft.inputs.cell(field).state.clone();
        for state in candidates(draft, field, expr) {
            match state {
                Candidate::Value(value) => draft.fill(field, value),
                Candidate::State(state) => draft.put(field, state),
            }
            if well(draft) && still.is_kept(draft) {
                return true;
            }
        }
        draft.put(field, before);
    }
    false
}

enum Candidate {
    Value(Value),
    State(State),
}

/// What a field may be tried with, the plainest first.
fn candidates(draft: &Draft<'_>, field: FieldId, expr: &Expr) -> Vec<Candidate> {
    let rubric = draft.rubric;
    let declared = rubric.field(field);
    let mut list = Vec::new();
    match &declared.kind {
        Kind::YesNo => list.extend([true, false].map(Value::Bool)),
        Kind::Level(levels) => {
            let ranks = (0_i64..).take(levels.names.len()).map(|rank| Value::Number(Rational::whole(rank)));
            list.extend(ranks.collect::<Vec<_>>().into_iter().rev());
        }
        Kind::Text | Kind::Target | Kind::Quantity => {
            list.extend(texts(rubric, expr).into_iter().map(Value::Text));
            list.push(Value::Text("其他".to_owned()));
        }
        _ => {
            let mut numbers = Vec::new();
            if let (Node::Comparison(_, left, right), Some(grid)) = (&expr.node, grid(declared))
                && let Some(exact) = root(draft, (left, Some(right), &Rational::ZERO), field)
                && let Some(steps) = exact.checked_div(&grid)
            {
                let (floor, ceil, one) = (steps.floor(), steps.ceil(), Rational::ONE);
                numbers.extend([&ceil * &grid, &floor * &grid, &(&ceil + &one) * &grid, &(&floor - &one) * &grid]);
            }
            numbers.extend(plain_numbers(declared, rubric));
            list.extend(numbers.into_iter().filter(|number| declared.takes(number)).map(Value::Number));
        }
    }
    let mut list = list.into_iter().map(Candidate::Value).collect::<Vec<_>>();
    if declared.optional {
        list.push(Candidate::State(State::Blank));
    }
    if matches!(expr.node, Node::ReportedNotApplicable(_)) {
        list.push(Candidate::State(State::NotApplicable("试例".to_owned())));
    }
    list
}

/// The texts that an expression speaks of.
fn texts(rubric: &Rubric, expr: &Expr) -> Vec<String> {
    let (mut found, mut pending) = (Vec::new(), vec![expr]);
    while let Some(expr) = pending.pop() {
        match &expr.node {
            Node::Text(text) => found.push(text.clone()),
            Node::Definition(id) => pending.push(&rubric.definition(*id).value),
            _ => pending.extend(expr.children()),
        }
    }
    found
}

/// Plausible numbers of a field in base units, the most plausible first; some may lie outside its range.
pub(super) fn plain_numbers(field: &Field, rubric: &Rubric) -> Vec<Rational> {
    let unit = &field.unit.factor;
    let whole = |numbers: &[i64]| numbers.iter().map(|number| &Rational::whole(*number) * unit).collect::<Vec<_>>();
    let mut numbers = match &field.kind {
        Kind::Date => {
            let day = |month: u8, day: u8| {
                let year = i32::try_from(rubric.year.node).unwrap_or(calendar::LAST_YEAR);
                time::Month::try_from(month)
                    .ok()
                    .and_then(|month| time::Date::from_calendar_date(year, month, day).ok())
                    .map(|date| Rational::whole(i64::from(date.to_julian_day())))
            };
            [day(6, 18), day(1, 5), day(12, 25), day(3, 12), day(9, 10)].into_iter().flatten().collect()
        }
        Kind::Ratio => whole(&[100, 50, 90, 10, 1, 0, 120, 200]),
        Kind::Change | Kind::Point => whole(&[0, 10, -10, 5, -5, 50, -50]),
        Kind::Number => whole(&[100, 1, 10, 0, 2, 5]),
        Kind::Days | Kind::WorkingDays => whole(&[5, 10, 30, 1, 0, 100]),
        _ => whole(&[100, 10, 1000, 1, 0, 50, 200, 10_000, 100_000]),
    };
    for end in [&field.range.lower, &field.range.upper] {
        let step = grid(field).unwrap_or(Rational::ONE);
        match end {
            End::Closed(number) => numbers.push(number.clone()),
            End::Open(number) => numbers.extend([number + &step, number - &step]),
            End::Unbounded => {}
        }
    }
    numbers
}
