//! Quotients of polynomials, so that formulas written differently can be seen to be the same.

use std::collections::BTreeMap;

use crate::quantity::{Op, Rational};
use crate::rubric::Curve;

/// Unknowns with their powers; empty for a bare number.
type Monomial = BTreeMap<String, u32>;

/// A sum of products of unknowns. INVARIANT: no factor is 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Polynomial(BTreeMap<Monomial, Rational>);

/// A formula over unknowns: one polynomial by another. INVARIANT: the divisor is not the polynomial 0.
#[derive(Clone, Debug)]
pub(super) struct Quotient {
    over: Polynomial,
    under: Polynomial,
}

/// See [`Quotient::threshold`].
pub(super) struct Threshold {
    /// The sum without its constant.
    pub form: String,
    /// Its terms: the unknown, where it stands alone, and its factor.
    pub terms: Vec<(Option<String>, Rational)>,
    /// What it is compared with.
    pub at: Rational,
    /// Whether the comparison is mirrored.
    pub turned: bool,
}

/// Products of more terms than this are not multiplied out.
const MOST_TERMS: usize = 400;

impl Polynomial {
    fn number(number: &Rational) -> Self {
        Polynomial(std::iter::once((Monomial::new(), number.clone())).filter(|(_, one)| !one.is_zero()).collect())
    }

    fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The number, if no unknown is in it.
    fn constant(&self) -> Option<Rational> {
        match self.0.iter().next() {
            None => Some(Rational::ZERO),
            Some((monomial, factor)) if monomial.is_empty() && self.0.len() == 1 => Some(factor.clone()),
            Some(_) => None,
        }
    }

    fn plus(&self, other: &Self, factor: &Rational) -> Self {
        let mut sum = self.0.clone();
        for (monomial, number) in &other.0 {
            let entry = sum.entry(monomial.clone()).or_insert(Rational::ZERO);
            *entry = &*entry + &(number * factor);
        }
        sum.retain(|_, number| !number.is_zero());
        Polynomial(sum)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        if self.0.len().saturating_mul(other.0.len()) > MOST_TERMS {
            return None;
        }
        let mut product = Polynomial::default();
        for (left, a) in &self.0 {
            for (right, b) in &other.0 {
                let mut monomial = left.clone();
                for (unknown, power) in right {
                    let entry = monomial.entry(unknown.clone()).or_insert(0);
                    *entry = entry.saturating_add(*power);
                }
                product = product.plus(&Polynomial(std::iter::once((monomial, Rational::ONE)).collect()), &(a * b));
            }
        }
        Some(product)
    }

    fn scaled(&self, factor: &Rational) -> Self {
        Polynomial::default().plus(self, factor)
    }

    /// The factor of the last product of unknowns, by which a sum is brought to one form.
    fn leading(&self) -> Option<&Rational> {
        self.0.iter().next_back().map(|(_, factor)| factor)
    }

    fn show(&self) -> String {
        let term = |(monomial, factor): (&Monomial, &Rational)| {
            let (num, den) = factor.parts();
            let unknowns = monomial.iter().map(|(unknown, power)| format!("*{unknown}^{power}")).collect::<String>();
            format!("{num}/{den}{unknowns}")
        };
        self.0.iter().map(term).collect::<Vec<_>>().join(" + ")
    }

    /// `a + b·x` in the one unknown; `None` where there are others, or powers.
    fn line(&self, unknown: &str) -> Option<(Rational, Rational)> {
        let (mut a, mut b) = (Rational::ZERO, Rational::ZERO);
        for (monomial, factor) in &self.0 {
            match monomial.iter().next() {
                None => a = factor.clone(),
                Some((name, 1)) if monomial.len() == 1 && name == unknown => b = factor.clone(),
                Some(_) => return None,
            }
        }
        Some((a, b))
    }
}

impl Quotient {
    /// A number.
    pub fn number(number: &Rational) -> Self {
        Quotient { over: Polynomial::number(number), under: Polynomial::number(&Rational::ONE) }
    }

    /// An unknown.
    pub fn unknown(name: &str) -> Self {
        let monomial = Monomial::from([(name.to_owned(), 1)]);
        Quotient {
            over: Polynomial(std::iter::once((monomial, Rational::ONE)).collect()),
            under: Polynomial::number(&Rational::ONE),
        }
    }

    /// `self op other`; `None` where it is too long to be multiplied out, or divides by 0.
    pub fn combine(&self, op: Op, other: &Quotient) -> Option<Quotient> {
        let one = Rational::ONE;
        let (over, under) = match op {
            Op::Add | Op::Sub => {
                let sign = if op == Op::Add { one } else { -&one };
                if self.under == other.under {
                    (self.over.plus(&other.over, &sign), self.under.clone())
                } else {
                    let (left, right) = (self.over.times(&other.under)?, other.over.times(&self.under)?);
                    (left.plus(&right, &sign), self.under.times(&other.under)?)
                }
            }
            Op::Mul => (self.over.times(&other.over)?, self.under.times(&other.under)?),
            Op::Div => (self.over.times(&other.under)?, self.under.times(&other.over)?),
        };
        if under.is_zero() {
            return None;
        }
        Some(Quotient { over, under }.reduced())
    }

    /// With a divisor of one form, and without it where it is a number or divides exactly.
    fn reduced(self) -> Self {
        let Some(leading) = self.under.leading().cloned() else { return self };
        let Some(factor) = Rational::ONE.checked_div(&leading) else { return self };
        let (over, under) = (self.over.scaled(&factor), self.under.scaled(&factor));
        // k·d / d is the number k.
        if let (Some(top), Some(bottom)) = (over.leading(), under.leading())
            && let Some(times) = top.checked_div(bottom)
            && under.scaled(&times) == over
        {
            return Quotient::number(&times);
        }
        Quotient { over, under }
    }

    /// Whether it gives the same number wherever both have one.
    pub fn is_same(&self, other: &Quotient) -> bool {
        match (self.over.times(&other.under), other.over.times(&self.under)) {
            (Some(left), Some(right)) => left == right,
            _ => self.show() == other.show(),
        }
    }

    /// A comparison with 0 as one of a fixed form with a number: the form without its constant, the number, and whether
    /// the sign was turned. `None` where it divides by unknowns; an empty form where it is but a number.
    pub fn threshold(&self) -> Option<Threshold> {
        let under = self.under.constant()?;
        let bare = Monomial::new();
        let constant = self.over.0.get(&bare).cloned().unwrap_or(Rational::ZERO);
        let mut rest = self.over.clone();
        rest.0.remove(&bare);
        let leading = rest.leading().cloned().unwrap_or(under);
        let factor = Rational::ONE.checked_div(&leading)?;
        let scaled = rest.scaled(&factor);
        let terms = scaled.0.iter().map(|(monomial, number)| {
            let mut unknowns = monomial.iter();
            let alone = unknowns.next().filter(|(_, power)| **power == 1).filter(|_| monomial.len() == 1);
            (alone.map(|(name, _)| name.clone()), number.clone())
        });
        let terms = terms.collect();
        Some(Threshold { form: scaled.show(), terms, at: -&(&constant * &factor), turned: factor.is_negative() })
    }

    /// In one fixed form.
    pub fn show(&self) -> String {
        match self.under.constant() {
            Some(_) => format!("({})", self.over.show()),
            None => format!("({})/({})", self.over.show(), self.under.show()),
        }
    }

    /// `(a + b·x) / (c + d·x)` in the one unknown; `None` where there are others, or powers.
    pub fn curve(&self, unknown: &str) -> Option<Curve> {
        let ((a, b), (c, d)) = (self.over.line(unknown)?, self.under.line(unknown)?);
        Some(Curve { a, b, c, d })
    }

    /// Brought to a factor of 1 before its last product: the form, and whether the sign was turned. `None` where it
    /// divides by unknowns.
    pub fn sign_and_form(&self) -> Option<(bool, String)> {
        self.under.constant()?;
        let leading = self.over.leading()?;
        let factor = Rational::ONE.checked_div(leading)?;
        Some((factor.is_negative(), self.over.scaled(&factor).show()))
    }
}
