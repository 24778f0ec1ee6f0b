//! Claims added up: what a sub-total or the total can be, where parts of it may still be open.

use crate::quantity::{Rational, Rounding};

/// The least and the most that points can come to; one and the same where nothing is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub low: Rational,
    pub high: Rational,
}

/// Claims added up.
#[derive(Clone)]
pub(super) struct Sum {
    pub points: Ends,
    /// The same, with sub-totals as their parts make them: where a sub-total is wrong, what is above it may be right.
    pub corrected: Ends,
    /// Whether every part is claimed, and none is what the rule gives.
    pub all_claimed: bool,
}

/// What a sub-total or the total should have been.
pub(super) struct Due {
    pub points: Ends,
    /// Whether every part is claimed, and none is what the rule gives.
    pub all_claimed: bool,
}

impl Ends {
    /// Nothing is open.
    pub fn exact(points: Rational) -> Ends {
        Ends { low: points.clone(), high: points }
    }

    /// Whether it may still be more than one.
    pub fn is_open(&self) -> bool {
        self.low != self.high
    }

    pub fn plus(&self, other: &Ends) -> Ends {
        Ends { low: &self.low + &other.low, high: &self.high + &other.high }
    }

    /// After a change that never turns an order round.
    pub fn map(&self, change: impl Fn(&Rational) -> Rational) -> Ends {
        Ends { low: change(&self.low), high: change(&self.high) }
    }

    fn admits(&self, claim: &Rational) -> bool {
        self.low <= *claim && *claim <= self.high
    }
}

impl Sum {
    /// Of no parts.
    pub fn none() -> Sum {
        let none = Ends::exact(Rational::ZERO);
        Sum { points: none.clone(), corrected: none, all_claimed: true }
    }

    pub fn add(&mut self, points: &Ends, corrected: &Ends) {
        self.points = self.points.plus(points);
        self.corrected = self.corrected.plus(corrected);
    }

    /// After a change that never turns an order round.
    pub fn map(self, change: impl Fn(&Ends) -> Ends) -> Sum {
        Sum { points: change(&self.points), corrected: change(&self.corrected), ..self }
    }

    /// 折算: `own` points in place of those that are `applicable`.
    pub fn scaled(self, own: &Rational, applicable: &Rational, rounding: Option<Rounding>) -> Option<Sum> {
        let factor = own.checked_div(applicable)?;
        Some(self.map(|ends| ends.map(|points| rounded(rounding, &(points * &factor)))))
    }

    /// What a claim should have been, if it cannot be this sum.
    pub fn refused(self, claim: &Rational) -> Option<Due> {
        let fits = self.points.admits(claim) || self.corrected.admits(claim);
        (!fits).then_some(Due { points: self.points, all_claimed: self.all_claimed })
    }

    /// What counts for a claim in the sums above it where the claim is wrong: one that open parts can reach is not.
    pub fn instead_of(self, claim: &Rational) -> Option<Ends> {
        let reached = self.corrected.is_open() && self.corrected.admits(claim);
        (!reached).then_some(self.corrected)
    }
}

/// A score as it is printed.
pub(super) fn rounded(rounding: Option<Rounding>, score: &Rational) -> Rational {
    rounding.map_or_else(|| score.clone(), |rounding| rounding.round(score))
}
