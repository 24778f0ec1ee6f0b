//! Formulas as quotients of linear forms in the fields: what can be inverted and bounded exactly.

use std::collections::BTreeMap;

use crate::ids::FieldId;
use crate::quantity::{Op, Rational};
use crate::rubric::{Expr, Node, Rubric, Term};

/// `constant + Σ coefficient · field`. INVARIANT: no coefficient is 0, so equal forms have equal representations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear {
    /// The part without a field.
    pub constant: Rational,
    /// The coefficient of every field that occurs.
    pub terms: BTreeMap<FieldId, Rational>,
}

/// `over / under`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotient {
    /// The dividend.
    pub over: Linear,
    /// The divisor; the number 1 where nothing is divided.
    pub under: Linear,
}

impl Linear {
    /// A number.
    #[must_use]
    pub fn number(constant: Rational) -> Self {
        Linear { constant, terms: BTreeMap::new() }
    }

    /// A field.
    #[must_use]
    pub fn field(field: FieldId) -> Self {
        Linear { constant: Rational::ZERO, terms: BTreeMap::from([(field, Rational::ONE)]) }
    }

    /// The number that it is, if no field occurs.
    #[must_use]
    pub fn as_number(&self) -> Option<&Rational> {
        self.terms.is_empty().then_some(&self.constant)
    }

    /// All of it times a number.
    #[must_use]
    pub fn times(&self, factor: &Rational) -> Linear {
        if factor.is_zero() {
            return Linear::number(Rational::ZERO);
        }
        let terms = self.terms.iter().map(|(field, coefficient)| (*field, coefficient * factor)).collect();
        Linear { constant: &self.constant * factor, terms }
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(&self, other: &Linear) -> Linear {
        let mut sum = self.clone();
        sum.add(other);
        sum
    }

    /// Adds another one in place: a sum of many is not copied for each of them.
    fn add(&mut self, other: &Linear) {
        self.constant = &self.constant + &other.constant;
        for (field, coefficient) in &other.terms {
            let term = self.terms.entry(*field).or_insert(Rational::ZERO);
            *term = &*term + coefficient;
            if term.is_zero() {
                self.terms.remove(field);
            }
        }
    }

    /// This less another.
    #[must_use]
    pub fn minus(&self, other: &Linear) -> Linear {
        self.plus(&other.times(&Rational::whole(-1)))
    }

    /// The product, if it is linear: if one of the two is a number.
    fn product(&self, other: &Linear) -> Option<Linear> {
        match (self.as_number(), other.as_number()) {
            (Some(factor), _) => Some(other.times(factor)),
            (None, Some(factor)) => Some(self.times(factor)),
            (None, None) => None,
        }
    }
}

impl Quotient {
    /// A formula as a quotient of linear forms, or `None` where it is none.
    ///
    /// | in | |
    /// |---|---|
    /// | `fixed` | the number for which a field is taken; `None` leaves it a variable |
    #[must_use]
    pub fn of(expr: &Expr, rubric: &Rubric, fixed: &dyn Fn(FieldId) -> Option<Rational>) -> Option<Quotient> {
        let whole = |linear| Some(Quotient { over: linear, under: Linear::number(Rational::ONE) });
        match &expr.node {
            Node::Number(number) => whole(Linear::number(number.clone())),
            Node::Field(field) => whole(fixed(*field).map_or_else(|| Linear::field(*field), Linear::number)),
            Node::Definition(id) => Self::of(&rubric.definition(*id).value, rubric, fixed),
            // A rounded measure is a staircase, not a quotient.
            Node::Measure(id) if rubric.measure(*id).rounding.is_none() => {
                Self::of(&rubric.measure(*id).value, rubric, fixed)
            }
            Node::Arithmetic(op, left, right) => {
                Self::of(left, rubric, fixed)?.combine(*op, &Self::of(right, rubric, fixed)?)
            }
            Node::Sum(terms) => Self::sum_of(terms, rubric, fixed),
            _ => None,
        }
    }

    /// The sum of terms that are linear, and of which it is certain whether they count.
    fn sum_of(terms: &[Term], rubric: &Rubric, fixed: &dyn Fn(FieldId) -> Option<Rational>) -> Option<Quotient> {
        let mut sum = Linear::number(Rational::ZERO);
        for term in terms {
            let counts = match &term.condition {
                Some(condition) => certain(condition, rubric, fixed)?,
                None => true,
            };
            if counts {
                sum.add(&Self::of(&term.value, rubric, fixed)?.as_linear()?);
            }
        }
        Some(Quotient { over: sum, under: Linear::number(Rational::ONE) })
    }

    /// The fields that occur; one above and below the stroke occurs twice.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> {
        self.over.terms.keys().chain(self.under.terms.keys()).copied()
    }

    /// The linear form, if nothing but numbers divides it.
    #[must_use]
    pub fn as_linear(&self) -> Option<Linear> {
        let factor = Rational::ONE.checked_div(self.under.as_number()?)?;
        Some(self.over.times(&factor))
    }

    /// `self op other`, if it is a quotient of linear forms again.
    #[must_use]
    pub fn combine(&self, op: Op, other: &Quotient) -> Option<Quotient> {
        match op {
            Op::Add => self.sum(other, &Rational::ONE),
            Op::Sub => self.sum(other, &Rational::whole(-1)),
            Op::Mul => self.product(other),
            Op::Div => {
                let divides = other.over.as_number().is_none_or(|number| !number.is_zero());
                divides.then(|| self.product(&Quotient { over: other.under.clone(), under: other.over.clone() }))?
            }
        }
    }

    fn sum(&self, other: &Quotient, sign: &Rational) -> Option<Quotient> {
        if self.under == other.under {
            return Some(Quotient { over: self.over.plus(&other.over.times(sign)), under: self.under.clone() });
        }
        let (left, right) = (self.over.product(&other.under)?, other.over.product(&self.under)?);
        Some(Quotient { over: left.plus(&right.times(sign)), under: self.under.product(&other.under)? })
    }

    fn product(&self, other: &Quotient) -> Option<Quotient> {
        if self.over == other.under {
            return Some(Quotient { over: other.over.clone(), under: self.under.clone() });
        }
        if other.over == self.under {
            return Some(Quotient { over: self.over.clone(), under: other.under.clone() });
        }
        Some(Quotient { over: self.over.product(&other.over)?, under: self.under.product(&other.under)? })
    }
}

/// Whether a condition holds, where the fields that are fixed decide it.
fn certain(condition: &Expr, rubric: &Rubric, fixed: &dyn Fn(FieldId) -> Option<Rational>) -> Option<bool> {
    let all = |parts: &[Expr]| parts.iter().map(|part| certain(part, rubric, fixed)).collect::<Vec<_>>();
    let joined = |parts: Vec<Option<bool>>, decisive: bool| {
        if parts.contains(&Some(decisive)) {
            return Some(decisive);
        }
        parts.iter().all(Option::is_some).then_some(!decisive)
    };
    match &condition.node {
        Node::Comparison(relation, left, right) => {
            let difference =
                Quotient::of(left, rubric, fixed)?.combine(Op::Sub, &Quotient::of(right, rubric, fixed)?)?;
            let difference = difference.as_linear()?;
            Some(relation.holds(difference.as_number()?, &Rational::ZERO))
        }
        Node::Not(inner) => certain(inner, rubric, fixed).map(|holds| !holds),
        Node::And(parts) => joined(all(parts), false),
        Node::Or(parts) => joined(all(parts), true),
        Node::Definition(id) => certain(&rubric.definition(*id).value, rubric, fixed),
        _ => None,
    }
}
