//! Brings a formula to just below, at and just above a threshold by moving one field, all else as it is; where no field
//! reaches it so, others are given other plausible values first, then values worked out for it (`joint`).
//!
//! Quotients of linear forms are inverted exactly; from there, or from where the field is, the neighbouring values that a
//! field can hold are searched by doubling and halving steps for the place where the sign changes. So every formula that
//! crosses its threshold somewhere in one field is solved, roundings, dates and 最大 included.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Side;
use super::draft::{Draft, can_be_written, grid, is_given, limits};
use super::joint;
use super::satisfy::{Need, Still, holds, make, plain_numbers, satisfy};
use super::walk::{Edge, Test};
use crate::diagnostic::Language;
use crate::ids::FieldId;
use crate::inputs::{Value, quotient_of};
use crate::quantity::{Linear, Op, Rational};
use crate::rubric::{Expr, Node};

/// A formula, what is taken from it, and the number at which the edge is.
pub(super) type Meets<'r> = (&'r Expr, Option<&'r Expr>, &'r Rational);

/// A side of an edge.
pub(super) struct Solved<'a> {
    pub side: Side,
    pub draft: Draft<'a>,
}

/// Why an edge has no case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Nothing that a submission gives moves it.
    NoField,
    /// It reads a score or what other units give.
    Compared,
    /// The conditions on the way to it could not be met.
    Path,
    /// No values that were tried bring it there.
    OutOfReach,
}

impl Why {
    pub fn text(self, language: Language) -> String {
        let (zh, en) = match self {
            Why::NoField => ("没有哪个数据能改变它", "no datum changes it"),
            Why::Compared => ("取决于得分或其他单位的报送", "it depends on scores, or on what other units submit"),
            Why::Path => ("没有找到同时符合前面各条件的数据", "no data were found that meet the conditions before it"),
            Why::OutOfReach => {
                ("没有找到允许范围内的数据能到这里", "no data within what is allowed were found that bring it there")
            }
        };
        match language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        }
    }
}

/// Doublings of the step by which a sign is looked for.
const DOUBLINGS: u32 = 44;
/// The same where the place is known.
const NEAR: u32 = 2;

/// The sides of an edge that can be reached.
pub(super) fn solve<'a>(start: &Draft<'a>, edge: &Edge<'a>) -> Result<Vec<Solved<'a>>, Why> {
    match edge.test {
        Test::Truth(condition) => by_truth(start, edge, condition),
        Test::Meets { formula, less, ref at } => by_number(start, edge, (formula, less, at)),
    }
}

fn by_truth<'a>(start: &Draft<'a>, edge: &Edge<'a>, condition: &'a Expr) -> Result<Vec<Solved<'a>>, Why> {
    let mut found = Vec::new();
    for (wanted, side) in [(false, Side::Fails), (true, Side::Holds)] {
        let mut draft = start.clone();
        let mut needs = edge.path.clone();
        needs.push(Need::Truth(condition, wanted));
        let made = make(&mut draft, condition, wanted, Still::fields(&BTreeSet::new()));
        let frozen = start.rubric.fields_below(condition).into_iter().collect();
        if made && (satisfy(&mut draft, &needs, &frozen) || satisfy(&mut draft, &needs, &BTreeSet::new())) {
            found.push(Solved { side, draft });
        }
    }
    let reason = if start.rubric.fields_below(condition).is_empty() { Why::Compared } else { Why::Path };
    if found.is_empty() { Err(reason) } else { Ok(found) }
}

fn by_number<'a>(start: &Draft<'a>, edge: &Edge<'a>, meets: Meets<'_>) -> Result<Vec<Solved<'a>>, Why> {
    let fields = movable(start, meets)?;
    let mut draft = start.clone();
    let ready = satisfy(&mut draft, &edge.path, &BTreeSet::new());
    let mut best = if ready { tried(&draft, edge, meets, &fields) } else { Vec::new() };
    if is_enough(&best) {
        return Ok(best);
    }
    for figures in plain_figures(&draft, &fields).into_iter().chain(joint::figures(start, meets, &fields)) {
        let mut varied = start.clone();
        let frozen = figures.iter().map(|(other, _)| *other).collect();
        for (other, number) in figures {
            varied.fill(other, Value::Number(number));
        }
        if !satisfy(&mut varied, &edge.path, &frozen) {
            continue;
        }
        let found = tried(&varied, edge, meets, &fields);
        if found.len() > best.len() || is_enough(&found) {
            best = found;
        }
        if is_enough(&best) {
            return Ok(best);
        }
    }
    if ready && best.iter().all(|one| one.side != Side::At) {
        best.extend(finer(&draft, edge, meets, &fields));
        best.sort_by_key(|one| one.side);
    }
    match (best.is_empty(), ready) {
        (false, _) => Ok(best),
        (true, true) => Err(Why::OutOfReach),
        (true, false) => Err(Why::Path),
    }
}

/// Other figures of a formula may stand in the way: other plausible values of each.
fn plain_figures(draft: &Draft<'_>, fields: &[FieldId]) -> Vec<Vec<(FieldId, Rational)>> {
    let plain = fields.iter().take(4).flat_map(|other| {
        let field = draft.rubric.field(*other);
        let numbers = plain_numbers(field, draft.rubric).into_iter().take(9).filter(|number| field.takes(number));
        numbers.map(|number| vec![(*other, number)])
    });
    plain.collect()
}

/// The number itself, where the declared digits of a field do not reach it but those of a finer unit do.
fn finer<'a>(draft: &Draft<'a>, edge: &Edge<'a>, meets: Meets<'_>, fields: &[FieldId]) -> Option<Solved<'a>> {
    fields.iter().find_map(|field| {
        let declared = draft.rubric.field(*field);
        let exact = root(draft, meets, *field).filter(|exact| can_be_written(draft.rubric, declared, exact))?;
        let mut moved = draft.clone();
        moved.fill(*field, Value::Number(exact));
        moved.mover = Some(*field);
        let well = edge.path.iter().all(|need| holds(&moved, need)) && sign(&moved, meets) == Some(Ordering::Equal);
        well.then_some(Solved { side: Side::At, draft: moved })
    })
}

/// The fields that a formula can be moved by, in its order.
fn movable(draft: &Draft<'_>, (formula, less, _): Meets<'_>) -> Result<Vec<FieldId>, Why> {
    let mut fields = draft.rubric.fields_below(formula);
    for field in less.map(|less| draft.rubric.fields_below(less)).unwrap_or_default() {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    let none = fields.is_empty();
    let compared = fields.iter().any(|field| !is_given(draft.rubric.field(*field)));
    fields.retain(|field| is_given(draft.rubric.field(*field)) && grid(draft.rubric.field(*field)).is_some());
    match (fields.is_empty(), none, compared) {
        (false, ..) => Ok(fields),
        (true, true, _) | (true, _, true) => Err(Why::Compared),
        (true, ..) => Err(Why::NoField),
    }
}

/// Whether an edge is shown as well as can be: the number itself and a neighbour, or both neighbours of a number that no
/// field value meets.
fn is_enough(found: &[Solved<'_>]) -> bool {
    let has = |side: Side| found.iter().any(|one| one.side == side);
    has(Side::At) && (has(Side::Below) || has(Side::Above))
}

/// Tries the fields one after the other; the one that shows most sides.
fn tried<'a>(draft: &Draft<'a>, edge: &Edge<'a>, meets: Meets<'_>, fields: &[FieldId]) -> Vec<Solved<'a>> {
    let frozen = fields.iter().copied().collect::<BTreeSet<_>>();
    let mut best: Vec<Solved<'a>> = Vec::new();
    for field in fields {
        let mut found: Vec<Solved<'a>> = Vec::new();
        for (side, value) in crossings(&mut draft.clone(), *field, meets) {
            let mut moved = draft.clone();
            moved.fill(*field, Value::Number(value));
            moved.mover = Some(*field);
            let well = edge.path.iter().all(|need| holds(&moved, need)) || satisfy(&mut moved, &edge.path, &frozen);
            if well && sign(&moved, meets) == Some(side_order(side)) {
                found.push(Solved { side, draft: moved });
            }
        }
        if found.len() > best.len() {
            best = found;
        }
        if is_enough(&best) {
            break;
        }
    }
    best
}

fn side_order(side: Side) -> Ordering {
    match side {
        Side::Below | Side::Fails => Ordering::Less,
        Side::At | Side::Holds => Ordering::Equal,
        Side::Above => Ordering::Greater,
    }
}

fn side_of(order: Ordering) -> Side {
    match order {
        Ordering::Less => Side::Below,
        Ordering::Equal => Side::At,
        Ordering::Greater => Side::Above,
    }
}

/// Whether a formula is below, at or above its threshold.
fn sign(draft: &Draft<'_>, (formula, less, at): Meets<'_>) -> Option<Ordering> {
    let mut value = draft.outcome(formula).number()?.clone();
    if let Some(less) = less {
        value = &value - draft.outcome(less).number()?;
    }
    Some(value.cmp(at))
}

/// A formula less its threshold, multiplied by its divisor, as a linear form in the fields for which `fixed` has no
/// number: 0 where the threshold is met.
pub(super) fn zero(
    draft: &Draft<'_>,
    (formula, less, at): Meets<'_>,
    fixed: &dyn Fn(FieldId) -> Option<Rational>,
) -> Option<Linear<FieldId>> {
    let of = |expr: &Expr| {
        let expr = match &expr.node {
            Node::Measure(id) => &draft.rubric.measure(*id).value,
            _ => expr,
        };
        quotient_of(expr, draft.rubric, fixed)
    };
    let mut quotient = of(formula)?;
    if let Some(less) = less {
        quotient = quotient.combine(Op::Sub, &of(less)?)?;
    }
    Some(quotient.num.minus(&quotient.den.times(at)))
}

/// The exact value of a field at which a formula meets its threshold.
pub(super) fn root(draft: &Draft<'_>, meets: Meets<'_>, field: FieldId) -> Option<Rational> {
    let fixed = |other: FieldId| if other == field { None } else { draft.number(other).cloned() };
    solved(&zero(draft, meets, &fixed)?, field)
}

/// Where a linear form in one field is 0.
pub(super) fn solved(zero: &Linear<FieldId>, field: FieldId) -> Option<Rational> {
    let coefficient = zero.factor(field).filter(|_| zero.terms().len() == 1)?;
    (-zero.constant()).checked_div(coefficient)
}

fn is_rounded(draft: &Draft<'_>, formula: &Expr) -> bool {
    matches!(&formula.node, Node::Measure(id) if draft.rubric.measure(*id).rounding.is_some())
}

/// One field of a draft and the values that it can hold: whole numbers of steps.
struct Line<'d, 'a> {
    draft: &'d mut Draft<'a>,
    field: FieldId,
    grid: Rational,
    lowest: Option<Rational>,
    highest: Option<Rational>,
    meets: Meets<'d>,
    /// How often the step is doubled.
    doublings: u32,
}

/// The values of a field around a threshold, each with its side; where it is crossed on both sides of the start, both.
fn crossings<'d>(draft: &'d mut Draft<'_>, field: FieldId, meets: Meets<'d>) -> Vec<(Side, Rational)> {
    let declared = draft.rubric.field(field);
    let Some(grid) = grid(declared) else { return Vec::new() };
    let exact = root(draft, meets, field).and_then(|exact| exact.checked_div(&grid));
    let now = draft.number(field).and_then(|now| now.checked_div(&grid));
    let (lowest, highest) = limits(declared);
    // A quotient is met where it was inverted; a rounded one as far off as its rounding reaches.
    let doublings = if exact.is_some() && !is_rounded(draft, meets.0) { NEAR } else { DOUBLINGS };
    let Some(start) = exact.map(|exact| exact.floor()).or(now.map(|now| now.floor())) else { return Vec::new() };
    let mut line = Line { draft, field, grid, lowest, highest, meets, doublings };
    let start = line.limited(start);
    line.around(&start)
}

impl Line<'_, '_> {
    fn limited(&self, steps: Rational) -> Rational {
        let raised = self.lowest.as_ref().map_or(steps.clone(), |lowest| steps.max(lowest.clone()));
        self.highest.as_ref().map_or(raised.clone(), |highest| raised.min(highest.clone()))
    }

    fn sign(&mut self, steps: &Rational) -> Option<Ordering> {
        self.draft.fill(self.field, Value::Number(steps * &self.grid));
        sign(self.draft, self.meets)
    }

    fn around(&mut self, start: &Rational) -> Vec<(Side, Rational)> {
        let Some(here) = self.sign(start) else { return Vec::new() };
        let mut found: Vec<(Side, Rational)> = Vec::new();
        let mut add = |order: Ordering, steps: &Rational, grid: &Rational| {
            let one = (side_of(order), steps * grid);
            if !found.contains(&one) {
                found.push(one);
            }
        };
        for direction in [Rational::whole(-1), Rational::ONE] {
            let Some((last, next)) = self.change(start, &direction) else { continue };
            let Some(beyond) = self.sign(&next) else { continue };
            add(here, &last, &self.grid.clone());
            add(beyond, &next, &self.grid.clone());
            if beyond == Ordering::Equal
                && let Some((_, further)) = self.change(&next, &direction)
                && let Some(order) = self.sign(&further)
            {
                add(order, &further, &self.grid.clone());
            }
        }
        if here == Ordering::Equal {
            add(here, start, &self.grid.clone());
        }
        found.sort();
        found
    }

    /// From a start in one direction, the last value with its sign and the first with another.
    fn change(&mut self, start: &Rational, direction: &Rational) -> Option<(Rational, Rational)> {
        let here = self.sign(start)?;
        let (mut last, mut step) = (start.clone(), direction.clone());
        for _ in 0..self.doublings {
            let next = self.limited(&last + &step);
            if next == last {
                return None;
            }
            if self.sign(&next)? != here {
                return self.halved(here, last, next);
            }
            last = next;
            step = &step + &step;
        }
        None
    }

    fn halved(&mut self, here: Ordering, mut last: Rational, mut next: Rational) -> Option<(Rational, Rational)> {
        let half = Rational::new(1, 2)?;
        while (&next - &last).abs() > Rational::ONE {
            let middle = (&(&last + &next) * &half).floor();
            if self.sign(&middle)? == here {
                last = middle;
            } else {
                next = middle;
            }
        }
        Some((last, next))
    }
}
