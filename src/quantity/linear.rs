//! Linear forms and their quotients: what formulas of rubrics mostly are, and what can be solved and bounded exactly.

use std::collections::BTreeMap;

use super::{Op, Rational};

/// `Σ factor · variable + constant`.
// INVARIANT: the terms stand in the order of their variables, one each, and no factor is 0; so equal forms have equal
// representations. A list, not a map: there are hardly ever more than three.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Linear<V> {
    terms: Vec<(V, Rational)>,
    constant: Rational,
}

impl<V: Copy + Ord> Linear<V> {
    /// A number.
    #[must_use]
    pub fn number(constant: Rational) -> Self {
        Linear { terms: Vec::new(), constant }
    }

    /// A variable.
    #[must_use]
    pub fn variable(variable: V) -> Self {
        Linear { terms: vec![(variable, Rational::ONE)], constant: Rational::ZERO }
    }

    /// The factors of all variables that occur, in their order.
    #[must_use]
    pub fn terms(&self) -> &[(V, Rational)] {
        &self.terms
    }

    /// The part without variables.
    #[must_use]
    pub fn constant(&self) -> &Rational {
        &self.constant
    }

    /// With another constant.
    #[must_use]
    pub fn with_constant(self, constant: Rational) -> Self {
        Linear { terms: self.terms, constant }
    }

    /// The number that it is, if no variable occurs.
    #[must_use]
    pub fn as_number(&self) -> Option<&Rational> {
        self.terms.is_empty().then_some(&self.constant)
    }

    /// The variables in it.
    pub fn variables(&self) -> impl Iterator<Item = V> {
        self.terms.iter().map(|(variable, _)| *variable)
    }

    /// The factor of a variable that occurs.
    #[must_use]
    pub fn factor(&self, variable: V) -> Option<&Rational> {
        let at = self.terms.binary_search_by_key(&variable, |(own, _)| *own).ok()?;
        self.terms.get(at).map(|(_, factor)| factor)
    }

    /// `factor · self`.
    #[must_use]
    pub fn times(&self, factor: &Rational) -> Self {
        if factor.is_zero() {
            return Linear::number(Rational::ZERO);
        }
        let terms = self.terms.iter().map(|(variable, own)| (*variable, own * factor)).collect();
        Linear { terms, constant: &self.constant * factor }
    }

    /// `−self`.
    #[must_use]
    pub fn negated(&self) -> Self {
        let terms = self.terms.iter().map(|(variable, own)| (*variable, -own)).collect();
        Linear { terms, constant: -&self.constant }
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        sum.add(other, &Rational::ONE);
        sum
    }

    /// `self − other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        sum.add(other, &Rational::whole(-1));
        sum
    }

    /// Adds `factor · other` in place: a sum of thousands is not copied for each of them.
    pub fn add(&mut self, other: &Self, factor: &Rational) {
        if factor.is_zero() {
            return;
        }
        let one = *factor == Rational::ONE;
        let times = |own: &Rational| if one { own.clone() } else { own * factor };
        self.constant = &self.constant + &times(&other.constant);
        for (variable, own) in &other.terms {
            let more = times(own);
            match self.terms.binary_search_by_key(variable, |(own, _)| *own) {
                Err(at) => self.terms.insert(at, (*variable, more)),
                Ok(at) => {
                    let sum = self.terms.get(at).map_or_else(|| more.clone(), |(_, known)| known + &more);
                    if sum.is_zero() {
                        self.terms.remove(at);
                    } else if let Some((_, known)) = self.terms.get_mut(at) {
                        *known = sum;
                    }
                }
            }
        }
    }

    /// The form without a variable.
    #[must_use]
    pub fn without(&self, variable: V) -> Self {
        let terms = self.terms.iter().filter(|(own, _)| *own != variable).cloned().collect();
        Linear { terms, constant: self.constant.clone() }
    }

    /// The form with a variable replaced by what it equals.
    #[must_use]
    pub fn substitute(&self, variable: V, by: &Self) -> Self {
        let Some(factor) = self.factor(variable) else { return self.clone() };
        let mut rest = self.without(variable);
        rest.add(by, factor);
        rest
    }

    /// What `variable` equals where the form is 0; `None` where it does not occur.
    #[must_use]
    pub fn solved_for(&self, variable: V) -> Option<Self> {
        let inverse = Rational::ONE.checked_div(self.factor(variable)?)?;
        Some(self.without(variable).times(&-&inverse))
    }

    /// What it is worth; a variable without a value is 0.
    #[must_use]
    pub fn at(&self, values: &BTreeMap<V, Rational>) -> Rational {
        let terms = self.terms.iter().filter_map(|(variable, factor)| Some(factor * values.get(variable)?));
        terms.fold(self.constant.clone(), |sum, term| &sum + &term)
    }

    /// With its constant as the factor of a variable: `3x + 5` becomes `3x + 5t`.
    #[must_use]
    pub fn homogeneous(&self, variable: V) -> Self {
        let mut form = Linear { terms: self.terms.clone(), constant: Rational::ZERO };
        form.add(&Linear::variable(variable), &self.constant);
        form
    }
}

/// `num / den`. INVARIANT: a divisor without variables is 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotient<V> {
    /// Above the stroke.
    pub num: Linear<V>,
    /// Below it. Nothing is said of where it is 0.
    pub den: Linear<V>,
}

impl<V: Copy + Ord> Quotient<V> {
    /// A form without a divisor.
    #[must_use]
    pub fn linear(num: Linear<V>) -> Self {
        Quotient { num, den: Linear::number(Rational::ONE) }
    }

    /// A number.
    #[must_use]
    pub fn number(number: Rational) -> Self {
        Self::linear(Linear::number(number))
    }

    /// Whether nothing is divided by.
    #[must_use]
    pub fn is_linear(&self) -> bool {
        self.den.as_number().is_some()
    }

    /// The linear form, if nothing is divided by.
    #[must_use]
    pub fn as_linear(&self) -> Option<&Linear<V>> {
        self.is_linear().then_some(&self.num)
    }

    /// The number, if there is no variable in it.
    #[must_use]
    pub fn as_number(&self) -> Option<&Rational> {
        self.as_linear()?.as_number()
    }

    /// The variables in it; one above and below the stroke comes twice.
    pub fn variables(&self) -> impl Iterator<Item = V> {
        self.num.variables().chain(self.den.variables())
    }

    /// `self op other` where that is a quotient of linear forms again.
    #[must_use]
    pub fn combine(&self, op: Op, other: &Self) -> Option<Self> {
        match op {
            Op::Add => self.sum(other),
            Op::Sub => self.sum(&Quotient { num: other.num.negated(), den: other.den.clone() }),
            Op::Mul => self.product(other),
            Op::Div => {
                let inverse = match other.num.as_number() {
                    Some(number) => Self::linear(other.den.times(&Rational::ONE.checked_div(number)?)),
                    None => Quotient { num: other.den.clone(), den: other.num.clone() },
                };
                self.product(&inverse)
            }
        }
    }

    fn sum(&self, other: &Self) -> Option<Self> {
        if self.den == other.den {
            return Some(Quotient { num: self.num.plus(&other.num), den: self.den.clone() });
        }
        match (self.as_number(), other.as_number()) {
            (Some(number), _) => Some(other.raised(number)),
            (_, Some(number)) => Some(self.raised(number)),
            (None, None) => None,
        }
    }

    fn raised(&self, number: &Rational) -> Self {
        let mut num = self.num.clone();
        num.add(&self.den, number);
        Quotient { num, den: self.den.clone() }
    }

    fn product(&self, other: &Self) -> Option<Self> {
        if let Some(number) = self.as_number() {
            return Some(Quotient { num: other.num.times(number), den: other.den.clone() }.settled());
        }
        if let Some(number) = other.as_number() {
            return Some(Quotient { num: self.num.times(number), den: self.den.clone() }.settled());
        }
        if self.num == other.den {
            return Some(Quotient { num: other.num.clone(), den: self.den.clone() }.settled());
        }
        if self.den == other.num {
            return Some(Quotient { num: self.num.clone(), den: other.den.clone() }.settled());
        }
        match (self.num.as_number(), other.num.as_number()) {
            (_, Some(number)) if self.is_linear() => {
                Some(Quotient { num: self.num.times(number), den: other.den.clone() }.settled())
            }
            (Some(number), _) if other.is_linear() => {
                Some(Quotient { num: other.num.times(number), den: self.den.clone() }.settled())
            }
            _ => None,
        }
    }

    fn settled(self) -> Self {
        if self.num == self.den {
            return Self::number(Rational::ONE);
        }
        match self.den.as_number().and_then(|den| Rational::ONE.checked_div(den)) {
            Some(inverse) => Self::linear(self.num.times(&inverse)),
            None => self,
        }
    }
}
