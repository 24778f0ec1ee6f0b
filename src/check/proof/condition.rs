//! Conditions as alternatives of linear inequalities.

use super::constraint::{Conjunction, Constraint, Fraction, Linear, Sign, against_zero};
use std::collections::BTreeMap;

use super::prover::{Prover, What, stripped};
use crate::quantity::{End, Kind, Op, Rational, Relation};
use crate::rubric::{Expr, Node};

/// Alternatives beyond this number are too many.
const MOST_ALTERNATIVES: usize = 256;
/// Pairs of alternatives that are looked at when two conditions are joined.
const MOST_PAIRS: usize = 4096;

/// A formula is worth `value` where `guard` holds.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) guard: Conjunction,
    pub(super) value: Fraction,
}

/// What holds where one of `left` and one of `right` does; `None` if that is too much. Alternatives that say no more
/// than another are left out: `甲 < 90%` beside `甲 < 80%` would otherwise multiply without end.
pub(super) fn conjunction(left: &[Conjunction], right: Vec<Conjunction>) -> Option<Vec<Conjunction>> {
    if left.len().saturating_mul(right.len()) > MOST_PAIRS {
        return None;
    }
    let mut all = match left {
        // Mostly nothing is known yet.
        [nothing] if nothing.is_empty() => right,
        _ => left.iter().flat_map(|one| right.iter().map(move |other| [one.as_slice(), other].concat())).collect(),
    };
    all.retain(|both| !is_contradiction(both));
    let kept = if all.len() > 1 { weakest(all) } else { all };
    (kept.len() <= MOST_ALTERNATIVES).then_some(kept)
}

/// The alternatives without those that lie within another, each with every form bounded once.
fn weakest(all: Vec<Conjunction>) -> Vec<Conjunction> {
    let bounded = all.into_iter().filter_map(|one| Bounded::of(&one)).collect::<Vec<_>>();
    let mut kept: Vec<Bounded> = Vec::new();
    for one in bounded {
        if kept.iter().any(|other| other.holds_where(&one)) {
            continue;
        }
        kept.retain(|other| !one.holds_where(other));
        kept.push(one);
    }
    kept.into_iter().map(Bounded::constraints).collect()
}

/// A conjunction by forms: for each its strongest bound. A form is scaled so that its first factor is 1 or −1.
#[derive(Clone, Debug)]
struct Bounded {
    /// By the form without its constant.
    above: BTreeMap<Linear, (Rational, bool)>,
    zero: Vec<Linear>,
}

impl Bounded {
    /// `None` for one that never holds: a form above one number and below a smaller one.
    fn of(constraints: &[Constraint]) -> Option<Self> {
        let mut own = Bounded { above: BTreeMap::new(), zero: Vec::new() };
        for one in constraints {
            let Some(first) = one.form.terms().first().map(|(_, factor)| factor.abs()) else { continue };
            let form = one.form.times(&Rational::ONE.checked_div(&first)?);
            if one.sign == Sign::Zero {
                let sign = form.terms().first().is_some_and(|(_, factor)| factor.is_negative());
                let form = if sign { form.negated() } else { form };
                if !own.zero.contains(&form) {
                    own.zero.push(form);
                }
                continue;
            }
            let bound = (form.constant().clone(), one.sign == Sign::Positive);
            let key = form.with_constant(Rational::ZERO);
            let stronger = own.above.get(&key).is_none_or(|known| is_stronger(&bound, known));
            if stronger {
                own.above.insert(key, bound);
            }
        }
        let crossed = own.above.iter().any(|(key, (constant, strict))| {
            own.above.get(&key.negated()).is_some_and(|(other, other_strict)| {
                let room = constant + other;
                room.is_negative() || (room.is_zero() && (*strict || *other_strict))
            })
        });
        (!crossed).then_some(own)
    }

    /// Whether it holds wherever `other` does.
    fn holds_where(&self, other: &Bounded) -> bool {
        self.zero.iter().all(|form| other.zero.contains(form))
            && self.above.iter().all(|(key, bound)| {
                other.above.get(key).is_some_and(|known| known == bound || is_stronger(known, bound))
            })
    }

    fn constraints(self) -> Conjunction {
        let form = |(form, (constant, strict)): (Linear, _)| Constraint::above(form.with_constant(constant), strict);
        let above = self.above.into_iter().map(form);
        above.chain(self.zero.into_iter().map(Constraint::zero)).collect()
    }
}

/// Of two bounds of one form: the lower constant, or the same one without equality.
fn is_stronger(one: &(Rational, bool), other: &(Rational, bool)) -> bool {
    one.0 < other.0 || (one.0 == other.0 && one.1 && !other.1)
}

fn is_contradiction(constraints: &[Constraint]) -> bool {
    constraints.iter().any(|one| one.decided() == Some(false))
}

impl Prover<'_> {
    /// When a condition holds (or does not), as alternatives; `None` if that is too much.
    pub(super) fn dnf(&mut self, condition: &Expr, holds: bool) -> Option<Vec<Conjunction>> {
        match &condition.node {
            Node::Not(inner) => self.dnf(inner, !holds),
            Node::And(parts) if holds => self.all(parts, true),
            Node::And(parts) => self.any(parts, false),
            Node::Or(parts) if holds => self.any(parts, true),
            Node::Or(parts) => self.all(parts, false),
            Node::Definition(id) => {
                let value = &self.definitions.get(id.index())?.value;
                self.dnf(value, holds)
            }
            Node::Comparison(relation, left, right) if left.kind == Kind::YesNo => {
                let alike = (*relation == Relation::Equal) == holds;
                let both = [(true, alike), (false, !alike)];
                let mut found = Vec::new();
                for (first, second) in both {
                    let (first, second) = (self.dnf(left, first)?, self.dnf(right, second)?);
                    found.extend(conjunction(&first, second)?);
                }
                Some(found)
            }
            Node::Comparison(relation, left, right) => {
                let relation = if holds { *relation } else { relation.negated() };
                self.comparison(relation, left, right)
            }
            Node::Asked(asked) if asked.rate().is_some() => {
                let (rate, interval) = asked.rate()?;
                let rate =
                    self.opaque(&Expr { kind: Kind::Ratio, node: Node::Asked(Box::new(rate)), span: condition.span });
                let inside = Constraint::within(&rate.num, interval);
                if holds {
                    return Some(vec![inside]);
                }
                let beyond = [
                    (&interval.lower, Relation::AtLeast, Relation::Greater),
                    (&interval.upper, Relation::AtMost, Relation::Less),
                ];
                let beyond = beyond.into_iter().filter_map(|(end, closed, open)| {
                    let relation = if matches!(end, End::Closed(_)) { closed } else { open };
                    let difference = Fraction::linear(rate.num.minus(&Linear::number(end.number()?.clone())));
                    Some(against_zero(&difference, relation.negated()))
                });
                Some(beyond.flatten().collect())
            }
            _ => {
                let wanted = if holds { Rational::ONE } else { Rational::ZERO };
                let wanted = Linear::number(wanted);
                let cases = self.cases(condition)?;
                let equals = |case: Case| {
                    let mut all = case.guard;
                    all.push(Constraint::zero(case.value.num.minus(&wanted)));
                    all
                };
                Some(cases.into_iter().map(equals).filter(|one| !is_contradiction(one)).collect())
            }
        }
    }

    fn all(&mut self, parts: &[Expr], holds: bool) -> Option<Vec<Conjunction>> {
        let mut known: Vec<Conjunction> = vec![Vec::new()];
        for part in parts {
            known = conjunction(&known, self.dnf(part, holds)?)?;
        }
        Some(known)
    }

    fn any(&mut self, parts: &[Expr], holds: bool) -> Option<Vec<Conjunction>> {
        let mut known = Vec::new();
        for part in parts {
            known.extend(self.dnf(part, holds)?);
        }
        (known.len() <= MOST_ALTERNATIVES).then_some(known)
    }

    fn comparison(&mut self, relation: Relation, left: &Expr, right: &Expr) -> Option<Vec<Conjunction>> {
        let mut found = Vec::new();
        for one in self.cases(left)? {
            for other in self.cases(right)? {
                let difference = match one.value.combine(Op::Sub, &other.value) {
                    Some(difference) => difference,
                    None => self.opaque_difference((left, &one.value), (right, &other.value)),
                };
                let guard = vec![[one.guard.as_slice(), &other.guard].concat()];
                found.extend(conjunction(&guard, against_zero(&difference, relation))?);
            }
        }
        (found.len() <= MOST_ALTERNATIVES).then_some(found)
    }

    /// `left − right` where the divisors differ: what has a divisor becomes a variable.
    fn opaque_difference(&mut self, left: (&Expr, &Fraction), right: (&Expr, &Fraction)) -> Fraction {
        let [left, right] = [left, right]
            .map(|(expr, value)| if value.is_linear() { value.num.clone() } else { self.opaque(expr).num });
        Fraction::linear(left.minus(&right))
    }

    fn opaque(&mut self, expr: &Expr) -> Fraction {
        self.variable(What::Opaque(stripped(expr)))
    }

    fn variable(&mut self, what: What) -> Fraction {
        Fraction::linear(Linear::variable(self.atom(what)))
    }

    /// What a formula is worth, case by case; `None` if that is too much.
    pub(super) fn cases(&mut self, expr: &Expr) -> Option<Vec<Case>> {
        let value = match &expr.node {
            Node::Number(number) => Fraction::number(number.clone()),
            Node::Text(text) => Fraction::number(self.text(text)),
            Node::Field(id) => self.variable(What::Field(*id)),
            Node::Filled(id) => self.variable(What::Filled(*id)),
            Node::ReportedNotApplicable(fields) => self.variable(What::Reported(fields.clone())),
            Node::Score(_) => self.opaque(expr),
            Node::SubmittedYear => self.variable(What::Year),
            Node::SubmittedUnit => self.variable(What::Unit),
            Node::Definition(id) => {
                let value = &self.definitions.get(id.index())?.value;
                return self.cases(value);
            }
            Node::Measure(id) => {
                let Some(last) = self.last_decimal(*id) else {
                    let value = &self.measures.get(id.index())?.value;
                    return self.cases(value);
                };
                let count = self.atom(What::Rounded(*id));
                Fraction::linear(Linear::variable(count).times(&last))
            }
            Node::Arithmetic(op, left, right) => return self.arithmetic(expr, *op, left, right),
            Node::Abs(inner) => {
                let zero = Expr { kind: inner.kind.clone(), node: Node::Number(Rational::ZERO), span: expr.span };
                let minus = self.cases(inner)?;
                return self.split(expr, minus, &zero, |one, _| [one.clone(), negated(one)]);
            }
            Node::Max(parts) => return self.extreme(expr, parts, true),
            Node::Min(parts) => return self.extreme(expr, parts, false),
            Node::Clamp(value, lower, upper) => {
                let raised = self.cases(value)?;
                let raised = self.split(expr, raised, lower, |one, other| [one.clone(), other.clone()])?;
                return self.split(expr, raised, upper, |one, other| [other.clone(), one.clone()]);
            }
            Node::Asked(_) | Node::Read(_) => self.opaque(expr),
            Node::Comparison(..) | Node::SameWord(..) | Node::Not(_) | Node::And(_) | Node::Or(_) => self.opaque(expr),
            Node::WorkingDays(..) | Node::Deadline(..) | Node::Aggregate(_) | Node::Count(_) => self.opaque(expr),
            Node::Sum(_) | Node::Greatest(_) | Node::Least(_) => self.opaque(expr),
        };
        Some(vec![Case { guard: Vec::new(), value }])
    }

    fn arithmetic(&mut self, expr: &Expr, op: Op, left: &Expr, right: &Expr) -> Option<Vec<Case>> {
        let mut found = Vec::new();
        for one in self.cases(left)? {
            for other in self.cases(right)? {
                let value = one.value.combine(op, &other.value);
                let value = value.unwrap_or_else(|| self.opaque(expr));
                found.push(Case { guard: [one.guard.as_slice(), &other.guard].concat(), value });
            }
        }
        (found.len() <= MOST_ALTERNATIVES).then_some(found)
    }

    fn extreme(&mut self, expr: &Expr, parts: &[Expr], greatest: bool) -> Option<Vec<Case>> {
        let (first, rest) = parts.split_first()?;
        let mut known = self.cases(first)?;
        for part in rest {
            known = self.split(expr, known, part, |one, other| {
                if greatest { [one.clone(), other.clone()] } else { [other.clone(), one.clone()] }
            })?;
        }
        Some(known)
    }

    /// Splits each case at `one ≥ other`: the first of `pick` is the value there, the second where it is less.
    fn split(
        &mut self,
        whole: &Expr,
        cases: Vec<Case>,
        other: &Expr,
        pick: impl Fn(&Fraction, &Fraction) -> [Fraction; 2],
    ) -> Option<Vec<Case>> {
        let mut found = Vec::new();
        for case in cases {
            for second in self.cases(other)? {
                let guard = vec![[case.guard.as_slice(), &second.guard].concat()];
                let Some(difference) = case.value.combine(Op::Sub, &second.value) else {
                    let value = self.opaque(whole);
                    found.push(Case { guard: [case.guard.as_slice(), &second.guard].concat(), value });
                    continue;
                };
                let values = pick(&case.value, &second.value);
                for (relation, value) in [Relation::AtLeast, Relation::Less].into_iter().zip(values) {
                    let guards = conjunction(&guard, against_zero(&difference, relation))?;
                    found.extend(guards.into_iter().map(|guard| Case { guard, value: value.clone() }));
                }
            }
        }
        (found.len() <= MOST_ALTERNATIVES).then_some(found)
    }
}

fn negated(value: &Fraction) -> Fraction {
    Fraction { num: value.num.negated(), den: value.den.clone() }
}
