//! Whether linear inequalities hold together, and for which values.
//!
//! Fourier–Motzkin: equations are substituted, then one variable after the other is eliminated by adding every lower
//! bound to every upper one. Exact, with strict and other inequalities kept apart. A witness is put together on the
//! way back, each variable as round as its interval allows. Variables that only take whole numbers are branched on.

use super::constraint::{Constraint, Linear, Sign};
use std::collections::{BTreeMap, BTreeSet};

use super::round::{Scale, roundest};
use crate::quantity::{End, Interval, Rational};

/// Inequalities beyond this number are too many.
const MOST_CONSTRAINTS: usize = 400;
/// Branchings on whole numbers beyond this depth are too many.
const MOST_BRANCHES: u32 = 12;

/// Whether constraints hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Feasibility {
    /// For no values.
    Empty,
    /// For these, among others.
    Point(BTreeMap<usize, Rational>),
    /// Too many variables or inequalities to say.
    Unknown,
}

/// Whether constraints hold together, with the roundest values that make them hold.
///
/// `scales` says of each variable how it is written and whether it only takes whole numbers.
pub(super) fn feasible(constraints: &[Constraint], scales: &[Scale]) -> Feasibility {
    branch(constraints.to_vec(), scales, 0)
}

/// Whether constraints hold together for no values; `whole` says of a variable whether it only takes whole numbers.
pub(super) fn is_empty(constraints: &[Constraint], whole: &impl Fn(usize) -> bool) -> bool {
    let mut variables = constraints.iter().flat_map(|one| one.form.variables());
    if variables.any(whole) {
        let count =
            constraints.iter().flat_map(|one| one.form.variables()).max().map_or(0, |most| most.saturating_add(1));
        let scale = |variable| Scale { whole: whole(variable), ..Scale::plain() };
        return feasible(constraints, &(0..count).map(scale).collect::<Vec<_>>()) == Feasibility::Empty;
    }
    matches!(System::new(constraints.to_vec()).eliminate(None), Elimination::Contradiction)
}

/// All values that one variable takes where the constraints hold; empty where they never do, `None` if that is too
/// much to find out.
pub(super) fn project(constraints: &[Constraint], keep: usize) -> Option<Interval> {
    let mut system = System::new(constraints.to_vec());
    match system.eliminate(Some(keep)) {
        Elimination::Done => Some(bounds_of(&system.constraints, keep, &BTreeMap::new())),
        Elimination::Contradiction => {
            Some(Interval { lower: End::Open(Rational::ZERO), upper: End::Open(Rational::ZERO) })
        }
        Elimination::TooMuch => None,
    }
}

fn branch(constraints: Vec<Constraint>, scales: &[Scale], depth: u32) -> Feasibility {
    let whole = |variable: usize| scales.get(variable).is_some_and(|scale| scale.whole);
    let mut system = System::new(constraints.iter().map(|one| tightened(one, &whole)).collect());
    match system.eliminate(None) {
        Elimination::Contradiction => return Feasibility::Empty,
        Elimination::TooMuch => return Feasibility::Unknown,
        Elimination::Done => {}
    }
    let values = system.values(scales);
    let Some((variable, value)) = values.iter().find(|(variable, value)| whole(**variable) && !value.is_whole()) else {
        return Feasibility::Point(values);
    };
    if depth >= MOST_BRANCHES {
        return Feasibility::Unknown;
    }
    let form = Linear::variable(*variable);
    let below = Constraint::above(Linear::number(value.floor()).minus(&form), false);
    let above = Constraint::above(form.minus(&Linear::number(value.ceil())), false);
    let mut unknown = false;
    for side in [below, above] {
        let mut more = constraints.clone();
        more.push(side);
        match branch(more, scales, depth.saturating_add(1)) {
            Feasibility::Empty => {}
            Feasibility::Unknown => unknown = true,
            point @ Feasibility::Point(_) => return point,
        }
    }
    if unknown { Feasibility::Unknown } else { Feasibility::Empty }
}

/// Where all variables only take whole numbers, the strongest inequality with the same whole solutions:
/// `2x > 3` becomes `x ≥ 2`.
fn tightened(constraint: &Constraint, whole: &impl Fn(usize) -> bool) -> Constraint {
    if constraint.sign == Sign::Zero || !constraint.form.variables().all(whole) {
        return constraint.clone();
    }
    // Dividing by the smallest factor makes all factors whole in nearly every rubric; otherwise nothing is changed.
    let smallest = constraint.form.terms().iter().map(|(_, factor)| factor.abs()).min();
    let Some(inverse) = smallest.and_then(|factor| Rational::ONE.checked_div(&factor)) else {
        return constraint.clone();
    };
    let form = constraint.form.times(&inverse);
    if !form.terms().iter().all(|(_, factor)| factor.is_whole()) {
        return constraint.clone();
    }
    let constant = form.constant();
    let floor = match constraint.sign {
        Sign::Positive => &constant.ceil() - &Rational::ONE,
        Sign::NotNegative | Sign::Zero => constant.floor(),
    };
    Constraint { form: form.with_constant(floor), sign: Sign::NotNegative }
}

enum Elimination {
    Done,
    Contradiction,
    TooMuch,
}

/// A variable that was eliminated, and what was then known of it.
enum Eliminated {
    Equal(usize, Linear),
    Between(usize, Vec<Constraint>),
}

struct System {
    constraints: Vec<Constraint>,
    eliminated: Vec<Eliminated>,
}

impl System {
    fn new(constraints: Vec<Constraint>) -> Self {
        System { constraints, eliminated: Vec::new() }
    }

    fn eliminate(&mut self, keep: Option<usize>) -> Elimination {
        loop {
            if !self.reduce() {
                return Elimination::Contradiction;
            }
            if self.constraints.len() > MOST_CONSTRAINTS {
                return Elimination::TooMuch;
            }
            if self.substitute_one(keep) {
                continue;
            }
            let Some(variable) = self.cheapest(keep) else { return Elimination::Done };
            self.combine(variable);
        }
    }

    /// Drops what always holds and what a stronger constraint says; false where one never holds.
    fn reduce(&mut self) -> bool {
        // By the form without its constant.
        let mut kept: BTreeMap<Linear, (Rational, bool)> = BTreeMap::new();
        let mut equations = Vec::new();
        for constraint in std::mem::take(&mut self.constraints) {
            match constraint.decided() {
                Some(true) => continue,
                Some(false) => return false,
                None => {}
            }
            if constraint.sign == Sign::Zero {
                equations.push(constraint);
                continue;
            }
            let first = constraint.form.terms().first().map(|(_, factor)| factor.abs());
            let inverse = first.and_then(|first| Rational::ONE.checked_div(&first)).unwrap_or(Rational::ONE);
            let form = if inverse == Rational::ONE { constraint.form } else { constraint.form.times(&inverse) };
            let (constant, strict) = (form.constant().clone(), constraint.sign == Sign::Positive);
            let key = form.with_constant(Rational::ZERO);
            let stronger = kept.get(&key).is_none_or(|(known, known_strict)| {
                constant < *known || (constant == *known && strict && !known_strict)
            });
            if stronger {
                kept.insert(key, (constant, strict));
            }
        }
        self.constraints = equations;
        let form = |(form, (constant, strict)): (Linear, _)| Constraint::above(form.with_constant(constant), strict);
        self.constraints.extend(kept.into_iter().map(form));
        true
    }

    fn substitute_one(&mut self, keep: Option<usize>) -> bool {
        let found = self.constraints.iter().enumerate().find_map(|(index, constraint)| {
            let variable = constraint.form.variables().find(|variable| Some(*variable) != keep)?;
            (constraint.sign == Sign::Zero).then_some((index, variable))
        });
        let Some((index, variable)) = found else { return false };
        let equation = self.constraints.swap_remove(index);
        let Some(value) = equation.form.solved_for(variable) else { return false };
        for constraint in self.constraints.iter_mut().filter(|one| one.form.factor(variable).is_some()) {
            constraint.form = constraint.form.substitute(variable, &value);
        }
        self.eliminated.push(Eliminated::Equal(variable, value));
        true
    }

    /// The variable whose elimination adds fewest constraints.
    fn cheapest(&self, keep: Option<usize>) -> Option<usize> {
        let all: BTreeSet<usize> = self.constraints.iter().flat_map(|one| one.form.variables()).collect();
        all.into_iter().filter(|variable| Some(*variable) != keep).min_by_key(|variable| {
            let factors = self.constraints.iter().filter_map(|one| one.form.factor(*variable));
            let (up, down): (Vec<_>, Vec<_>) = factors.partition(|factor| factor.is_positive());
            up.len().saturating_mul(down.len())
        })
    }

    fn combine(&mut self, variable: usize) {
        let (with, without): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.constraints).into_iter().partition(|one| one.form.factor(variable).is_some());
        self.constraints = without;
        let scaled = |one: &Constraint| {
            let factor = one.form.factor(variable).map(Rational::abs)?;
            Some((one.form.times(&Rational::ONE.checked_div(&factor)?), one.sign == Sign::Positive))
        };
        let (lower, upper): (Vec<_>, Vec<_>) =
            with.iter().partition(|one| one.form.factor(variable).is_some_and(Rational::is_positive));
        for (low, low_strict) in lower.iter().filter_map(|one| scaled(one)) {
            for (high, high_strict) in upper.iter().filter_map(|one| scaled(one)) {
                self.constraints.push(Constraint::above(low.plus(&high), low_strict || high_strict));
            }
        }
        self.eliminated.push(Eliminated::Between(variable, with));
    }

    /// Values for all variables, last eliminated first.
    fn values(&self, scales: &[Scale]) -> BTreeMap<usize, Rational> {
        let mut values = BTreeMap::new();
        for eliminated in self.eliminated.iter().rev() {
            let (variable, value) = match eliminated {
                Eliminated::Equal(variable, form) => (*variable, form.at(&values)),
                Eliminated::Between(variable, constraints) => {
                    let interval = bounds_of(constraints, *variable, &values);
                    let plain = Scale::plain();
                    let scale = scales.get(*variable).unwrap_or(&plain);
                    (*variable, roundest(&interval, scale))
                }
            };
            values.insert(variable, value);
        }
        values
    }
}

/// Where a variable lies once all others have values.
fn bounds_of(constraints: &[Constraint], variable: usize, values: &BTreeMap<usize, Rational>) -> Interval {
    constraints.iter().fold(Interval::ALL, |interval, constraint| {
        let (Some(factor), Some(solved)) = (constraint.form.factor(variable), constraint.form.solved_for(variable))
        else {
            return interval;
        };
        let bound = solved.at(values);
        let end = if constraint.sign == Sign::Positive { End::Open(bound) } else { End::Closed(bound) };
        let bounded = match (constraint.sign, factor.is_positive()) {
            (Sign::Zero, _) => Interval { lower: end.clone(), upper: end },
            (_, true) => Interval { lower: end, upper: End::Unbounded },
            (_, false) => Interval { lower: End::Unbounded, upper: end },
        };
        interval.intersection(&bounded)
    })
}
