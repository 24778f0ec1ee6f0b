//! Inequalities between linear forms, and what quotients of such forms say of 0.

use crate::quantity::{self, Interval, Relation};

/// A linear form in the variables of a prover, by their numbers.
pub(super) type Linear = quantity::Linear<usize>;

/// A quotient of such forms. INVARIANT: a divisor with variables is not 0 wherever it is read.
pub(super) type Fraction = quantity::Quotient<usize>;

/// Conditions that hold together.
pub(super) type Conjunction = Vec<Constraint>;

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

/// When a quotient stands so to 0: one conjunction or two.
pub(super) fn against_zero(quotient: &Fraction, relation: Relation) -> Vec<Conjunction> {
    if quotient.is_linear() {
        return form_against_zero(&quotient.num, relation);
    }
    let mut all = Vec::new();
    for (den, relation) in [(quotient.den.clone(), relation), (quotient.den.negated(), relation.mirrored())] {
        for mut one in form_against_zero(&quotient.num, relation) {
            one.push(Constraint::above(den.clone(), true));
            all.push(one);
        }
    }
    all
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
