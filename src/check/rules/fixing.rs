//! What stands beside the measure in a rule, and the ways to fix it, so that the score is one of the measure alone.
//!
//! A number beside the measure is fixed at every value at which a condition or a piece changes its place among the
//! others, between any two of these, and, where 方向 is to be proved, beside both ends.

use super::curves::curves;
use super::shape::{Fixed, Own, less};
use crate::check::context::{Checker, Context};
use crate::check::proof::{Scale, roundest, stripped, subtract_all};
use crate::ids::ElementId;
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{Choice, DeductionLine, Expr, Node, NormalForm, Pick};
use crate::syntax::ast::Direction;

/// Ways to fix what stands beside the measure, where a proof is asked for; beyond, there is none.
const MOST_FIXED: usize = 1_024;
/// The same where it is only looked for scores that turn.
const MOST_LOOKED_AT: usize = 128;

/// What a rule speaks of beside its measure.
#[derive(Default)]
pub(super) struct Spoken {
    pub(super) facts: Vec<Expr>,
    pub(super) bounds: Vec<Expr>,
    /// All numbers that the measure is compared with.
    numbers: Vec<Rational>,
    /// What changes with the measure and other data, and the number at which it changes the score.
    mixed: Vec<(Expr, Rational)>,
    /// 择一, with so many ways.
    choices: Vec<(ElementId, usize)>,
}

impl Spoken {
    pub(super) fn number(&mut self, at: &Rational) {
        if !self.numbers.contains(at) {
            self.numbers.push(at.clone());
        }
    }

    fn bound(&mut self, bound: &Expr) {
        if !self.bounds.iter().any(|known| stripped(known) == stripped(bound)) {
            self.bounds.push(bound.clone());
        }
    }

    fn fact(&mut self, fact: &Expr) {
        if !self.facts.iter().any(|known| stripped(known) == stripped(fact)) {
            self.facts.push(fact.clone());
        }
    }

    /// Bounds that are computed from the same data are taken apart: `目标` and `目标 − 上年` do not vary each by itself.
    fn settle(&mut self) {
        let bounds = self.bounds.clone();
        let tied = |one: &Expr| bounds.iter().any(|other| stripped(one) != stripped(other) && shares(one, other));
        if bounds.iter().any(tied) {
            self.bounds.clear();
            bounds.iter().for_each(|bound| leaves(bound, &mut |leaf| self.bound(leaf)));
        }
    }
}

impl Checker<'_> {
    /// `None` where there are too many.
    pub(super) fn ways_to_fix(&self, own: &mut Own, mut spoken: Spoken, c: &Context) -> Option<Vec<Fixed>> {
        let declared = matches!(c.direction, Some(Direction::Higher | Direction::Lower));
        let most = if declared { MOST_FIXED } else { MOST_LOOKED_AT };
        spoken.settle();
        let mut all = vec![Fixed::default()];
        for (element, ways) in &spoken.choices {
            all = with_each(&all, 0..*ways, |fixed, way| fixed.choices.push((*element, way)));
        }
        for bound in &spoken.bounds {
            let domain = self.domain(bound, &c.facts);
            let whole = self.is_whole(bound);
            let mut more = Vec::new();
            for fixed in all {
                own.fixed = fixed.clone();
                let cells = cells(&own.changes(bound, &spoken), &domain);
                let values = cells.iter().flat_map(|cell| samples(cell, whole, declared));
                let values = values.map(|value| (bound.clone(), value));
                more.extend(with_each(&[fixed], values, |fixed, value| fixed.bounds.push(value)));
                if more.len() > most {
                    return None;
                }
            }
            all = more;
            all.retain(|fixed| self.can_be(fixed, c));
        }
        for fact in &spoken.facts {
            let both = [true, false].map(|holds| (fact.clone(), holds));
            all = with_each(&all, both, |fixed, fact| fixed.facts.push(fact));
            all.retain(|fixed| self.can_be(fixed, c));
            if all.len() > most {
                return None;
            }
        }
        Some(all)
    }

    fn can_be(&self, fixed: &Fixed, c: &Context) -> bool {
        let conditions = fixed.conditions();
        let all = conditions.iter().map(|(one, holds)| (one, *holds)).collect::<Vec<_>>();
        !self.prover().never(&c.facts, &all)
    }
}

fn with_each<T: Clone>(all: &[Fixed], values: impl IntoIterator<Item = T>, add: impl Fn(&mut Fixed, T)) -> Vec<Fixed> {
    let values = values.into_iter().collect::<Vec<_>>();
    let each = all.iter().flat_map(|fixed| values.iter().map(move |value| (fixed.clone(), value.clone())));
    let fixed = each.map(|(mut fixed, value)| {
        add(&mut fixed, value);
        fixed
    });
    fixed.collect()
}

/// The numbers, and what lies between them, as far as values occur there.
fn cells(numbers: &[Rational], domain: &Interval) -> Vec<Interval> {
    let mut cells = numbers.iter().map(|at| Interval::point(at.clone())).collect::<Vec<_>>();
    cells.extend(subtract_all(Interval::ALL, &cells));
    cells.iter().map(|cell| cell.intersection(domain)).filter(|cell| !cell.is_empty()).collect()
}

/// Values of a cell: a round one, and where a proof is asked for those beside its ends, where slopes differ most.
fn samples(cell: &Interval, whole: bool, ends: bool) -> Vec<Rational> {
    let round = roundest(cell, &Scale { unit: Rational::ONE, whole });
    let mut found = vec![round];
    if !ends || cell.only().is_some() {
        return found;
    }
    let width = cell.lower.number().zip(cell.upper.number()).map(|(low, high)| high - low);
    let near = match (whole, width) {
        (true, _) => Rational::ONE,
        (false, Some(width)) => &width * &Rational::power_of_ten(-6),
        (false, None) => Rational::power_of_ten(-6),
    };
    let low = cell.lower.number().map(|end| if cell.lower.is_closed() { end.clone() } else { end + &near });
    let high = cell.upper.number().map(|end| if cell.upper.is_closed() { end.clone() } else { end - &near });
    let far = match (&cell.lower, &cell.upper) {
        (lower, End::Unbounded) => {
            lower.number().map(|low| &(&low.abs() + &Rational::ONE) * &Rational::power_of_ten(6))
        }
        _ => None,
    };
    for value in [low, high, far].into_iter().flatten() {
        if cell.contains(&value) && !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

impl Own {
    /// What a rule speaks of beside the measure.
    pub(super) fn spoken_of(&self, normal: &NormalForm, into: &mut Spoken) {
        match normal {
            NormalForm::Pieces { over, bands } => {
                let ends = bands.iter().flat_map(|band| [&band.interval.lower, &band.interval.upper]);
                ends.filter_map(End::number).for_each(|at| self.changing(over, at, into));
                self.bounds_of(over, into);
            }
            NormalForm::Deduction(deduction) => {
                let room = &deduction.full - &deduction.floor;
                deduction.lines.iter().for_each(|line| self.spoken_of_line(line, &room, into));
            }
            NormalForm::Items(items) => self.shared(items).for_each(|item| self.spoken_of(&item.rule.normal, into)),
            NormalForm::Ways(ways) => {
                if ways.pick == Pick::Chosen && self.shared(&ways.ways).count() == ways.ways.len() {
                    into.choices.push((ways.element, ways.ways.len()));
                }
                self.shared(&ways.ways).for_each(|way| self.spoken_of(&way.rule.normal, into));
            }
            NormalForm::Cases(arms) => {
                for arm in arms {
                    if let Some(condition) = &arm.condition {
                        self.spoken_in(condition, into);
                    }
                    if let Choice::Rule(rule) = &arm.then {
                        self.spoken_of(&rule.normal, into);
                    }
                }
            }
            NormalForm::Judged(_) | NormalForm::Readings(_) => {}
        }
    }

    fn spoken_of_line(&self, line: &DeductionLine, room: &Rational, into: &mut Spoken) {
        let all = room.checked_div(&line.amount).map(|steps| &steps * &line.step);
        for at in all.iter().chain([&Rational::ZERO]) {
            self.changing(&line.excess, at, into);
        }
        self.bounds_of(&line.excess, into);
    }

    /// What a condition speaks of beside the measure.
    fn spoken_in(&self, condition: &Expr, into: &mut Spoken) {
        match &condition.node {
            Node::Number(_) => {}
            Node::Not(inner) => self.spoken_in(inner, into),
            _ if !self.reads(condition) => {
                // At these a bound of the measure makes the fact hold or not.
                each_node(&self.spelled_out(condition), &mut |part| {
                    if let Node::Number(at) = &part.node {
                        into.number(at);
                    }
                });
                into.fact(condition);
            }
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| self.spoken_in(part, into)),
            Node::Definition(id) => {
                if let Some(definition) = self.definitions.get(id.index()) {
                    self.spoken_in(&definition.value, into);
                }
            }
            Node::Comparison(_, left, right) => {
                let (left, right) = (self.resolved(left), self.resolved(right));
                match (&left.node, &right.node) {
                    (_, Node::Number(at)) => self.changing(&left, at, into),
                    (Node::Number(at), _) => self.changing(&right, at, into),
                    _ => into.mixed.push((less(&left, &right), Rational::ZERO)),
                }
                self.bounds_of(&left, into);
                self.bounds_of(&right, into);
            }
            _ => {}
        }
    }

    /// That the score changes where an expression comes to a number.
    fn changing(&self, expr: &Expr, at: &Rational, into: &mut Spoken) {
        if self.is(expr) {
            into.number(at);
        } else if self.reads(expr) {
            into.mixed.push((self.resolved(expr), at.clone()));
        }
    }

    /// What an expression that changes with the measure is computed from beside it.
    fn bounds_of(&self, expr: &Expr, into: &mut Spoken) {
        let expr = self.resolved(expr);
        if self.is(&expr) {
            return;
        }
        if self.reads(&expr) {
            expr.children().into_iter().for_each(|child| self.bounds_of(child, into));
            return;
        }
        match &expr.node {
            Node::Number(at) => into.number(at),
            _ => into.bound(scaled(&expr)),
        }
    }

    /// The values of a bound at which something changes its place: where it is one of the numbers that the measure is
    /// compared with, or something mixed changes the score there.
    fn changes(&self, bound: &Expr, spoken: &Spoken) -> Vec<Rational> {
        let mut found = spoken.numbers.clone();
        found.extend(self.fixed.bounds.iter().map(|(_, at)| at.clone()));
        let places = found.clone();
        for (expr, value) in &spoken.mixed {
            for place in &places {
                let over_bound = self.over_bound(expr, bound, place);
                let pieces = curves(&over_bound, self.id, &self.definitions, &Interval::ALL).unwrap_or_default();
                let at = pieces.iter().filter_map(|(on, curve)| curve.comes_to(value).filter(|at| on.contains(at)));
                found.extend(at);
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// An expression with a number for the measure, and the measure for a bound.
    fn over_bound(&self, expr: &Expr, bound: &Expr, at: &Rational) -> Expr {
        if self.is(expr) {
            return Expr { node: Node::Number(at.clone()), ..expr.clone() };
        }
        if stripped(&self.spelled_out(expr)) == stripped(bound) {
            return Expr { node: Node::Measure(self.id), ..expr.clone() };
        }
        match &expr.node {
            Node::Definition(id) => {
                let definition = self.definitions.get(id.index());
                definition.map_or_else(|| expr.clone(), |one| self.over_bound(&one.value, bound, at))
            }
            _ => match self.resolved(expr).node {
                node @ Node::Number(_) => Expr { node, ..expr.clone() },
                _ => expr.map(&mut |inner| self.over_bound(inner, bound, at)),
            },
        }
    }
}

/// What is left of `目标 × 80%` and `目标 − 5个百分点` without the numbers: it varies as they do.
fn scaled(expr: &Expr) -> &Expr {
    match &expr.node {
        Node::Arithmetic(_, inner, number) | Node::Arithmetic(_, number, inner)
            if matches!(number.node, Node::Number(_)) =>
        {
            scaled(inner)
        }
        _ => expr,
    }
}

fn each_node(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    visit(expr);
    expr.children().into_iter().for_each(|child| each_node(child, visit));
}

/// Whether two are computed from the same field.
fn shares(one: &Expr, other: &Expr) -> bool {
    let (mut own, mut shared) = (Vec::new(), false);
    each_node(one, &mut |part| own.extend(if let Node::Field(id) = part.node { Some(id) } else { None }));
    each_node(other, &mut |part| shared |= matches!(part.node, Node::Field(id) if own.contains(&id)));
    shared
}

/// What an expression computes with.
fn leaves(expr: &Expr, found: &mut dyn FnMut(&Expr)) {
    match &expr.node {
        Node::Number(_) => {}
        Node::Arithmetic(..) | Node::Max(_) | Node::Min(_) | Node::Abs(_) | Node::Clamp(..)
            if expr.kind != Kind::YesNo =>
        {
            expr.children().into_iter().for_each(|child| leaves(child, found));
        }
        _ => found(expr),
    }
}
