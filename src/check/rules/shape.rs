//! What conditions say of the measure alone: for which of its values they hold.

use crate::check::context::Checker;
use crate::check::proof::{stripped, subtract_all};
use crate::ids::MeasureId;
use crate::quantity::{End, Interval, Kind, Rational, Relation};
use crate::rubric::{Definition, Expr, Node};

/// Conditions that do not speak of the measure, and numbers that it is compared with, each fixed.
#[derive(Clone, Default)]
pub(super) struct Fixed {
    /// Stripped conditions.
    pub(super) facts: Vec<(Expr, bool)>,
    /// Stripped bounds that differ by submission.
    pub(super) bounds: Vec<(Expr, Rational)>,
}

impl Fixed {
    /// As conditions that hold.
    pub(super) fn conditions(&self) -> Vec<(Expr, bool)> {
        let equal = self.bounds.iter().map(|(bound, at)| {
            let span = bound.span;
            (
                super::comparison(Relation::Equal, bound.clone(), super::number(at.clone(), &bound.kind, span), span),
                true,
            )
        });
        self.facts.iter().cloned().chain(equal).collect()
    }
}

/// What a rule speaks of beside its measure.
#[derive(Default)]
pub(super) struct Spoken {
    pub(super) facts: Vec<Expr>,
    pub(super) bounds: Vec<Expr>,
    /// All numbers that the measure is compared with.
    pub(super) numbers: Vec<Rational>,
}

impl Spoken {
    pub(super) fn number(&mut self, at: &Rational) {
        if !self.numbers.contains(at) {
            self.numbers.push(at.clone());
        }
    }

    pub(super) fn bound(&mut self, bound: &Expr) {
        if !self.bounds.iter().any(|known| stripped(known) == stripped(bound)) {
            self.bounds.push(bound.clone());
        }
    }

    pub(super) fn fact(&mut self, fact: &Expr) {
        if !self.facts.iter().any(|known| stripped(known) == stripped(fact)) {
            self.facts.push(fact.clone());
        }
    }
}

impl Checker<'_> {
    /// A measure, as conditions may name it; nothing beside it is fixed.
    pub(super) fn own(&self, id: MeasureId) -> Own {
        let measure = self.measures.get(id.index()).filter(|measure| measure.rounding.is_none());
        let formula = measure.map(|measure| stripped(&self.spelled_out(&measure.value)));
        Own { id, formula, definitions: self.definitions.clone(), fixed: Fixed::default() }
    }
}

/// The measure, as conditions may name it.
pub(super) struct Own {
    pub(super) id: MeasureId,
    /// What it is computed from, where nothing is rounded: `x < 50%` says as much as `指标值 < 50%` under `公式：x`.
    formula: Option<Expr>,
    pub(super) definitions: Vec<Definition>,
    pub(super) fixed: Fixed,
}

impl Own {
    /// Whether an expression is the measure.
    pub(super) fn is(&self, expr: &Expr) -> bool {
        matches!(expr.node, Node::Measure(id) if id == self.id)
            || self.formula.as_ref().is_some_and(|formula| stripped(&self.spelled_out(expr)) == *formula)
    }

    /// Whether an expression changes with the measure.
    pub(super) fn reads(&self, expr: &Expr) -> bool {
        self.is(expr)
            || match &expr.node {
                Node::Definition(id) => self.definitions.get(id.index()).is_some_and(|one| self.reads(&one.value)),
                _ => expr.children().into_iter().any(|child| self.reads(child)),
            }
    }

    /// An expression with the measure for what it is computed from, and numbers for what is fixed.
    pub(super) fn resolved(&self, expr: &Expr) -> Expr {
        if self.is(expr) {
            return Expr { node: Node::Measure(self.id), ..expr.clone() };
        }
        let plain = stripped(&self.spelled_out(expr));
        if let Some((_, at)) = self.fixed.bounds.iter().find(|(bound, _)| stripped(bound) == plain) {
            return Expr { node: Node::Number(at.clone()), ..expr.clone() };
        }
        match &expr.node {
            Node::Definition(id) => {
                self.definitions.get(id.index()).map_or_else(|| expr.clone(), |one| self.resolved(&one.value))
            }
            _ => expr.map(&mut |inner| self.resolved(inner)),
        }
    }

    fn spelled_out(&self, expr: &Expr) -> Expr {
        match &expr.node {
            Node::Definition(id) => {
                self.definitions.get(id.index()).map_or_else(|| expr.clone(), |one| self.spelled_out(&one.value))
            }
            _ => expr.map(&mut |inner| self.spelled_out(inner)),
        }
    }

    /// The values of the measure for which a condition holds; `None` where it mixes the measure with other data.
    pub(super) fn values(&self, condition: &Expr) -> Option<Vec<Interval>> {
        match &condition.node {
            Node::Not(inner) => self.values(inner).map(|inside| outside(&inside)),
            Node::And(parts) => {
                let sets = parts.iter().map(|part| self.values(part)).collect::<Option<Vec<_>>>()?;
                Some(sets.iter().fold(vec![Interval::ALL], |known, set| both(&known, set)))
            }
            Node::Or(parts) => {
                let sets = parts.iter().map(|part| self.values(part)).collect::<Option<Vec<_>>>()?;
                let none = sets.iter().fold(vec![Interval::ALL], |known, set| both(&known, &outside(set)));
                Some(outside(&none))
            }
            Node::Definition(id) if condition.kind == Kind::YesNo => {
                self.values(&self.definitions.get(id.index())?.value)
            }
            Node::Comparison(relation, left, right) if left.kind != Kind::YesNo && self.reads(condition) => {
                let (left, right) = (self.resolved(left), self.resolved(right));
                match (&left.node, &right.node) {
                    (_, Node::Number(number)) if self.is(&left) => Some(compared(*relation, number)),
                    (Node::Number(number), _) if self.is(&right) => Some(compared(relation.mirrored(), number)),
                    _ => None,
                }
            }
            Node::Number(number) => Some(if number.is_zero() { Vec::new() } else { vec![Interval::ALL] }),
            _ => {
                let plain = stripped(condition);
                let fixed = self.fixed.facts.iter().find(|(fact, _)| stripped(fact) == plain);
                let holds = fixed.map(|(_, holds)| *holds).or_else(|| self.compared_numbers(condition))?;
                Some(if holds { vec![Interval::ALL] } else { Vec::new() })
            }
        }
    }

    /// A comparison in which all is fixed.
    fn compared_numbers(&self, condition: &Expr) -> Option<bool> {
        let Node::Comparison(relation, left, right) = &condition.node else { return None };
        match (&self.resolved(left).node, &self.resolved(right).node) {
            (Node::Number(left), Node::Number(right)) => Some(relation.holds(left, right)),
            _ => None,
        }
    }

    /// What a condition speaks of beside the measure.
    pub(super) fn spoken_in(&self, condition: &Expr, into: &mut Spoken) {
        match &condition.node {
            Node::Not(inner) => self.spoken_in(inner, into),
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| self.spoken_in(part, into)),
            Node::Definition(id) if condition.kind == Kind::YesNo => {
                if let Some(definition) = self.definitions.get(id.index()) {
                    self.spoken_in(&definition.value, into);
                }
            }
            Node::Comparison(_, left, right) if left.kind != Kind::YesNo && self.reads(condition) => {
                for side in [left, right] {
                    match &self.resolved(side).node {
                        Node::Number(at) => into.number(at),
                        _ if self.is(side) || self.reads(side) => {}
                        _ => into.bound(side),
                    }
                }
            }
            Node::Number(_) => {}
            _ if self.compared_numbers(condition).is_some() => {}
            _ => into.fact(condition),
        }
    }

    /// What a number over which there are pieces, or by which is deducted, is computed from beside the measure.
    pub(super) fn bounds_of(&self, expr: &Expr, into: &mut Spoken) {
        if self.is(expr) || !self.reads(expr) {
            return;
        }
        for child in expr.children() {
            match &self.resolved(child).node {
                Node::Number(_) => {}
                _ if self.reads(child) => self.bounds_of(child, into),
                _ => into.bound(child),
            }
        }
    }
}

fn compared(relation: Relation, number: &Rational) -> Vec<Interval> {
    let (open, closed) = (End::Open(number.clone()), End::Closed(number.clone()));
    let from = |lower: End| vec![Interval { lower, upper: End::Unbounded }];
    let to = |upper: End| vec![Interval { lower: End::Unbounded, upper }];
    match relation {
        Relation::Equal => vec![Interval::point(number.clone())],
        Relation::NotEqual => outside(&[Interval::point(number.clone())]),
        Relation::Less => to(open),
        Relation::AtMost => to(closed),
        Relation::Greater => from(open),
        Relation::AtLeast => from(closed),
    }
}

/// All numbers that are not in a set.
pub(super) fn outside(set: &[Interval]) -> Vec<Interval> {
    subtract_all(Interval::ALL, set)
}

/// The numbers that are in both.
pub(super) fn both(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| one.intersection(other)));
    pairs.filter(|interval| !interval.is_empty()).collect()
}
