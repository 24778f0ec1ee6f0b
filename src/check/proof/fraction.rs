//! Quotients of linear forms: what formulas of rubrics mostly are, and what cross-multiplication decides exactly.

use super::linear::{Constraint, Linear};
use crate::quantity::{Op, Rational, Relation};

/// Conditions that hold together.
pub(super) type Conjunction = Vec<Constraint>;

/// `num / den`. INVARIANT: a divisor without variables is 1; one with variables is not 0 wherever it is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fraction {
    /// Above the stroke.
    pub(super) num: Linear,
    /// Below it.
    pub(super) den: Linear,
}

impl Fraction {
    /// A form without a divisor.
    pub(super) fn linear(num: Linear) -> Self {
        Fraction { num, den: Linear::number(Rational::ONE) }
    }

    /// A number.
    pub(super) fn number(number: Rational) -> Self {
        Self::linear(Linear::number(number))
    }

    /// Whether nothing is divided by.
    pub(super) fn is_linear(&self) -> bool {
        self.den.as_number().is_some()
    }

    /// The number, if there is no variable in it.
    pub(super) fn as_number(&self) -> Option<Rational> {
        self.is_linear().then(|| self.num.as_number()).flatten()
    }

    /// `self op other` where that is a quotient of linear forms again.
    pub(super) fn combine(&self, op: Op, other: &Fraction) -> Option<Fraction> {
        match op {
            Op::Add => self.sum(other),
            Op::Sub => self.sum(&Fraction { num: other.num.negated(), den: other.den.clone() }),
            Op::Mul => self.product(other),
            Op::Div => {
                let inverse = match other.num.as_number() {
                    Some(number) => Fraction::linear(other.den.times(&Rational::ONE.checked_div(&number)?)),
                    None => Fraction { num: other.den.clone(), den: other.num.clone() },
                };
                self.product(&inverse)
            }
        }
    }

    fn sum(&self, other: &Fraction) -> Option<Fraction> {
        if self.den == other.den {
            return Some(Fraction { num: self.num.plus(&other.num), den: self.den.clone() });
        }
        match (self.as_number(), other.as_number()) {
            (Some(number), _) => Some(other.raised(&number)),
            (_, Some(number)) => Some(self.raised(&number)),
            (None, None) => None,
        }
    }

    fn raised(&self, number: &Rational) -> Fraction {
        Fraction { num: self.num.plus(&self.den.times(number)), den: self.den.clone() }
    }

    fn product(&self, other: &Fraction) -> Option<Fraction> {
        if let Some(number) = self.as_number() {
            return Some(Fraction { num: other.num.times(&number), den: other.den.clone() }.settled());
        }
        if let Some(number) = other.as_number() {
            return Some(Fraction { num: self.num.times(&number), den: self.den.clone() }.settled());
        }
        if self.num == other.den {
            return Some(Fraction { num: other.num.clone(), den: self.den.clone() }.settled());
        }
        if self.den == other.num {
            return Some(Fraction { num: self.num.clone(), den: other.den.clone() }.settled());
        }
        match (self.num.as_number(), other.num.as_number()) {
            (_, Some(number)) if self.is_linear() => {
                Some(Fraction { num: self.num.times(&number), den: other.den.clone() }.settled())
            }
            (Some(number), _) if other.is_linear() => {
                Some(Fraction { num: other.num.times(&number), den: self.den.clone() }.settled())
            }
            _ => None,
        }
    }

    fn settled(self) -> Fraction {
        if self.num == self.den {
            return Fraction::number(Rational::ONE);
        }
        match self.den.as_number().and_then(|den| Rational::ONE.checked_div(&den)) {
            Some(inverse) => Fraction::linear(self.num.times(&inverse)),
            None => self,
        }
    }

    /// When it stands so to 0: one conjunction or two.
    pub(super) fn against_zero(&self, relation: Relation) -> Vec<Conjunction> {
        if self.is_linear() {
            return form_against_zero(&self.num, relation);
        }
        let mut all = Vec::new();
        for (den, relation) in [(self.den.clone(), relation), (self.den.negated(), relation.mirrored())] {
            for mut one in form_against_zero(&self.num, relation) {
                one.push(Constraint::above(den.clone(), true));
                all.push(one);
            }
        }
        all
    }
}

fn form_against_zero(form: &Linear, relation: Relation) -> Vec<Conjunction> {
    let above = |strict| vec![Constraint::above(form.clone(), strict)];
    let below = |strict| vec![Constraint::above(form.negated(), strict)];
    match relation {
        Relation::Equal => vec![vec![Constraint::zero(form.clone())]],
        Relation::NotEqual => vec![above(true), below(true)],
        Relation::Less => vec![below(true)],
        Relation::AtMost => vec![below(false)],
        Relation::Greater => vec![above(true)],
        Relation::AtLeast => vec![above(false)],
    }
}
