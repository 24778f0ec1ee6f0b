//! How one assertion comes out on one choice of prints.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::disclosed::{Boxes, bound, explain, is_open, narrowed};
use crate::findings::CheckOutcome;
use crate::ids::FieldId;
use crate::inputs::{Inputs, Measures, Outcome, evaluate, truth};
use crate::quantity::{Interval, Op, Rational, Relation, Rounding, RoundingMode};
use crate::rubric::{Expr, Node, Rubric};

/// How an assertion came out.
#[derive(Clone, Debug)]
pub(super) struct Assessed {
    pub outcome: CheckOutcome,
    /// The comparison that decided, with the values of both sides.
    pub sides: Option<Sides>,
    /// Every condition that fails, with its sides where it compares.
    pub failed: Vec<(Expr, Option<Sides>)>,
    /// The explanation by rounding may be too lenient.
    pub approximate: bool,
    /// Where it cannot be decided, the cells at fault.
    pub unknown: BTreeSet<FieldId>,
}

/// A comparison and what its sides are worth on the printed digits.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    pub relation: Relation,
    pub left: Expr,
    pub right: Expr,
    pub left_value: Rational,
    pub right_value: Rational,
    /// The sides before they were rounded to the digits of the other.
    pub left_exact: Rational,
    /// See above.
    pub right_exact: Rational,
}

/// Assesses assertions on the first print of every field.
#[derive(Clone, Copy)]
pub(super) struct Assessor<'a> {
    pub rubric: &'a Rubric,
    pub inputs: &'a Inputs,
    pub measures: &'a Measures,
    /// 容差, in place of the disclosed digits.
    pub tolerance: Option<&'a Rational>,
    /// What the assertions around leave of some figures.
    pub known: Option<&'a Boxes>,
}

impl Assessed {
    fn plain(outcome: CheckOutcome) -> Self {
        Assessed { outcome, sides: None, failed: Vec::new(), approximate: false, unknown: BTreeSet::new() }
    }

    /// How far it is from 一致. What fails outranks what is not known: of several assertions one that fails decides, and
    /// of alternatives one that may still hold.
    pub fn rank(&self) -> u8 {
        match self.outcome {
            CheckOutcome::Holds => 0,
            CheckOutcome::HoldsByRounding => 1,
            CheckOutcome::NotApplicable => 2,
            CheckOutcome::Undecided => 3,
            CheckOutcome::Fails => 4,
        }
    }

    fn holds(holds: bool) -> Self {
        Self::plain(if holds { CheckOutcome::Holds } else { CheckOutcome::Fails })
    }
}

impl Assessor<'_> {
    /// All of several assertions: one choice of true values has to satisfy them together. Bounds on one figure narrow it
    /// for the others; what else couples two assertions is not followed, and then an explanation may be too lenient.
    pub fn all(self, assertions: &[Expr]) -> Assessed {
        let none = Boxes::new();
        let boxes = narrowed(assertions, self.rubric, self.inputs, self.known.unwrap_or(&none));
        let within = Assessor { known: Some(&boxes), ..self };
        let all = assertions.iter().enumerate().map(|(at, assertion)| {
            let mut assessed = within.one(assertion);
            if assessed.outcome == CheckOutcome::HoldsByRounding {
                assessed.approximate |= self.is_coupled(at, assertions);
            }
            if assessed.outcome == CheckOutcome::Fails && assessed.failed.is_empty() {
                assessed.failed.push((assertion.clone(), assessed.sides.clone()));
            }
            assessed
        });
        let worse = |one: Assessed, other: Assessed| match other.rank().cmp(&one.rank()) {
            Ordering::Greater => other,
            Ordering::Equal => {
                let failed = one.failed.into_iter().chain(other.failed).collect();
                Assessed { approximate: one.approximate || other.approximate, failed, ..one }
            }
            Ordering::Less => one,
        };
        all.reduce(worse).unwrap_or_else(|| Assessed::plain(CheckOutcome::Holds))
    }

    /// Whether an assertion shares a figure of which the digits leave something open with another one that is no bound.
    fn is_coupled(self, at: usize, assertions: &[Expr]) -> bool {
        let Some(own) = assertions.get(at).filter(|_| self.tolerance.is_none()) else { return false };
        let own = self.rubric.fields_below(own).into_iter().collect::<BTreeSet<_>>();
        let others = assertions.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
        let others = others.filter(|other| bound(other, self.rubric).is_none());
        let mut read = others.flat_map(|other| self.rubric.fields_below(other));
        read.any(|field| own.contains(&field) && is_open(self.rubric, self.inputs, field))
    }

    fn one(self, assertion: &Expr) -> Assessed {
        match &assertion.node {
            Node::And(parts) => self.all(parts),
            Node::Or(parts) => {
                let all = parts.iter().map(|part| self.one(part));
                all.min_by_key(Assessed::rank).unwrap_or_else(|| Assessed::plain(CheckOutcome::Fails))
            }
            Node::Comparison(relation, left, right) => self.compare(*relation, left, right),
            Node::Not(inner) => match &inner.node {
                Node::Comparison(relation, left, right) => self.compare(relation.negated(), left, right),
                _ => self.decide(assertion),
            },
            _ => self.decide(assertion),
        }
    }

    fn decide(self, assertion: &Expr) -> Assessed {
        match truth(assertion, self.rubric, self.inputs, self.measures) {
            Ok(answer) => Assessed::holds(answer),
            Err(outcome) => self.unknown(&outcome),
        }
    }

    /// Its condition does not hold.
    pub fn not_applicable(self) -> Assessed {
        Assessed::plain(CheckOutcome::NotApplicable)
    }

    /// Neither yes nor no: a blank optional field and a cell that is not applicable leave nothing to check.
    pub fn unknown(self, outcome: &Outcome) -> Assessed {
        let (outcome, unknown) = match outcome {
            Outcome::NotApplicable(_) => (CheckOutcome::NotApplicable, BTreeSet::new()),
            Outcome::Blank(fields) if fields.iter().any(|field| self.rubric.field(*field).optional) => {
                (CheckOutcome::NotApplicable, BTreeSet::new())
            }
            Outcome::Blank(fields) => (CheckOutcome::Undecided, fields.clone()),
            Outcome::Straddles(straddle) => (CheckOutcome::Undecided, straddle.fields.clone()),
            Outcome::Known(_) | Outcome::Undefined => (CheckOutcome::Undecided, BTreeSet::new()),
        };
        Assessed { unknown, ..Assessed::plain(outcome) }
    }

    fn compare(self, relation: Relation, left: &Expr, right: &Expr) -> Assessed {
        let whole = Expr {
            kind: crate::quantity::Kind::YesNo,
            node: Node::Comparison(relation, Box::new(left.clone()), Box::new(right.clone())),
            span: left.span,
        };
        let read = |expr: &Expr| evaluate(expr, self.rubric, self.inputs, self.measures);
        let (Some(left_value), Some(right_value)) = (read(left).number().cloned(), read(right).number().cloned())
        else {
            return self.decide(&whole);
        };
        let (left_exact, right_exact) = (left_value.clone(), right_value.clone());
        let (left_value, right_value) = self.printed(relation, (left, left_value), (right, right_value));
        let holds = relation.holds(&left_value, &right_value);
        let (left_side, right_side) = (left.clone(), right.clone());
        let sides =
            Sides { relation, left: left_side, right: right_side, left_value, right_value, left_exact, right_exact };
        let mut assessed = Assessed { sides: Some(sides), ..Assessed::holds(holds) };
        if !holds {
            let (explained, approximate) = self.explained(relation, left, right);
            assessed.approximate = approximate;
            if explained {
                assessed.outcome = CheckOutcome::HoldsByRounding;
            }
        }
        assessed
    }

    /// Both sides as they would be printed: what is computed, to the digits of the figure that it is compared with.
    fn printed(
        self,
        relation: Relation,
        (left, left_value): (&Expr, Rational),
        (right, right_value): (&Expr, Rational),
    ) -> (Rational, Rational) {
        match (relation, self.plain(left), self.plain(right)) {
            (Relation::Equal, Some(field), None) => {
                let right_value = self.to_digits_of(field, &right_value);
                (left_value, right_value)
            }
            (Relation::Equal, None, Some(field)) => (self.to_digits_of(field, &left_value), right_value),
            _ => (left_value, right_value),
        }
    }

    fn to_digits_of(self, field: FieldId, value: &Rational) -> Rational {
        let digit = self.inputs.figure(field).map(|figure| &figure.last_digit);
        let digit = digit.filter(|digit| !digit.is_zero() && !self.rubric.field(field).exact);
        let steps = digit.and_then(|digit| Some((digit, value.checked_div(digit)?)));
        let whole = Rounding { places: 0, mode: RoundingMode::HalfUp };
        steps.map_or_else(|| value.clone(), |(digit, steps)| &whole.round(&steps) * digit)
    }

    /// The field that an expression is, if it is nothing else.
    fn plain(self, expr: &Expr) -> Option<FieldId> {
        match &expr.node {
            Node::Field(field) => Some(*field),
            Node::Definition(id) => self.plain(&self.rubric.definition(*id).value),
            _ => None,
        }
    }

    /// Whether rounding, or 容差, explains that the printed digits do not fit; and whether that is approximate.
    fn explained(self, relation: Relation, left: &Expr, right: &Expr) -> (bool, bool) {
        if let Some(tolerance) = self.tolerance {
            let exact = |expr: &Expr| evaluate(expr, self.rubric, self.inputs, self.measures).number().cloned();
            let difference = exact(left).zip(exact(right)).map(|(left, right)| &left - &right);
            let around = |difference: Rational| Interval::closed(&difference - tolerance, &difference + tolerance);
            let zero = Interval::point(Rational::ZERO);
            return (difference.is_some_and(|one| around(one).compare_all(relation, &zero) != Some(false)), false);
        }
        // 甲 = 乙 says that one figure is printed twice, and prints of one figure are alike or are not.
        if relation == Relation::Equal && self.plain(left).is_some() && self.plain(right).is_some() {
            return (false, false);
        }
        let none = Boxes::new();
        let explained = explain(relation, (left, right), self.rubric, self.inputs, self.known.unwrap_or(&none));
        (explained.possible, explained.approximate)
    }
}

impl Sides {
    /// Left less right, on the printed digits.
    pub fn difference(&self) -> Rational {
        // Dates and counts subtract as the numbers that they are.
        Op::Sub.compute(&self.left_value, &self.right_value).unwrap_or(Rational::ZERO)
    }
}
