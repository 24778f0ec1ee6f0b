//! Linear forms and inequalities over the rationals.

use std::collections::BTreeMap;

use crate::quantity::{Interval, Rational};

/// `Σ factor · variable + constant`. INVARIANT: no factor is 0.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Linear {
    pub(super) terms: BTreeMap<usize, Rational>,
    pub(super) constant: Option<Rational>,
}

/// How a form relates to 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// ≥ 0.
    NotNegative,
    /// > 0.
    Positive,
    /// = 0.
    Zero,
}

/// `form ≥ 0`, `form > 0` or `form = 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Constraint {
    /// The left side.
    pub(super) form: Linear,
    /// The relation to 0.
    pub(super) sign: Sign,
}

impl Linear {
    /// A number.
    pub(super) fn number(number: Rational) -> Self {
        Linear { terms: BTreeMap::new(), constant: Some(number) }
    }

    /// A variable.
    pub(super) fn variable(variable: usize) -> Self {
        Linear { terms: BTreeMap::from([(variable, Rational::ONE)]), constant: None }
    }

    /// The part without variables.
    pub(super) fn constant(&self) -> Rational {
        self.constant.clone().unwrap_or(Rational::ZERO)
    }

    /// The number, if there is no variable in it.
    pub(super) fn as_number(&self) -> Option<Rational> {
        self.terms.is_empty().then(|| self.constant())
    }

    /// `self + other`.
    pub(super) fn plus(&self, other: &Linear) -> Linear {
        let mut sum = self.clone();
        for (variable, factor) in &other.terms {
            sum.add_term(*variable, factor);
        }
        sum.constant = Some(&self.constant() + &other.constant());
        sum
    }

    /// `factor · self`.
    pub(super) fn times(&self, factor: &Rational) -> Linear {
        if factor.is_zero() {
            return Linear::default();
        }
        let terms = self.terms.iter().map(|(variable, own)| (*variable, own * factor)).collect();
        Linear { terms, constant: Some(&self.constant() * factor) }
    }

    /// `self − other`.
    pub(super) fn minus(&self, other: &Linear) -> Linear {
        self.plus(&other.negated())
    }

    /// `−self`.
    pub(super) fn negated(&self) -> Linear {
        self.times(&-&Rational::ONE)
    }

    /// The variables in it.
    pub(super) fn variables(&self) -> impl Iterator<Item = usize> {
        self.terms.keys().copied()
    }

    /// With its constant as the factor of a variable: `3x + 5` becomes `3x + 5t`.
    pub(super) fn homogeneous(&self, variable: usize) -> Linear {
        let mut form = Linear { terms: self.terms.clone(), constant: None };
        form.add_term(variable, &self.constant());
        form
    }

    fn add_term(&mut self, variable: usize, factor: &Rational) {
        let sum = self.terms.get(&variable).map_or_else(|| factor.clone(), |own| own + factor);
        if sum.is_zero() {
            self.terms.remove(&variable);
        } else {
            self.terms.insert(variable, sum);
        }
    }

    pub(super) fn factor(&self, variable: usize) -> Option<&Rational> {
        self.terms.get(&variable)
    }

    /// The form with a variable replaced by what it equals.
    pub(super) fn substitute(&self, variable: usize, by: &Linear) -> Linear {
        let Some(factor) = self.factor(variable) else { return self.clone() };
        let mut rest = self.clone();
        rest.terms.remove(&variable);
        rest.plus(&by.times(factor))
    }

    /// What `variable` equals where the form is 0.
    pub(super) fn solved_for(&self, variable: usize) -> Option<Linear> {
        let factor = self.factor(variable)?;
        let mut rest = self.clone();
        rest.terms.remove(&variable);
        Rational::ONE.checked_div(factor).map(|inverse| rest.times(&-&inverse))
    }

    pub(super) fn at(&self, values: &BTreeMap<usize, Rational>) -> Rational {
        let value = |variable: &usize| values.get(variable).cloned().unwrap_or(Rational::ZERO);
        self.terms.iter().fold(self.constant(), |sum, (variable, factor)| &sum + &(factor * &value(variable)))
    }
}

impl Constraint {
    /// `form > 0` or `form ≥ 0`.
    pub(super) fn above(form: Linear, strict: bool) -> Self {
        Constraint { form, sign: if strict { Sign::Positive } else { Sign::NotNegative } }
    }

    /// `form = 0`.
    pub(super) fn zero(form: Linear) -> Self {
        Constraint { form, sign: Sign::Zero }
    }

    /// The constraints that keep a form within an interval.
    pub(super) fn within(form: &Linear, interval: &Interval) -> Vec<Constraint> {
        if let Some(only) = interval.only() {
            return vec![Constraint::zero(form.minus(&Linear::number(only.clone())))];
        }
        let lower = interval
            .lower
            .number()
            .map(|lower| Constraint::above(form.minus(&Linear::number(lower.clone())), !interval.lower.is_closed()));
        let upper = interval
            .upper
            .number()
            .map(|upper| Constraint::above(Linear::number(upper.clone()).minus(form), !interval.upper.is_closed()));
        lower.into_iter().chain(upper).collect()
    }

    /// Yes or no where no variable is in it.
    pub(super) fn decided(&self) -> Option<bool> {
        let number = self.form.as_number()?;
        Some(match self.sign {
            Sign::NotNegative => !number.is_negative(),
            Sign::Positive => number.is_positive(),
            Sign::Zero => number.is_zero(),
        })
    }
}
