//! What something may still score.

use crate::quantity::Rational;
use crate::scorecard::{Amount, Opening, Step};

/// All that an indicator or a part of its rule may still come to. It is decided exactly where nothing is open.
#[derive(Clone, Debug)]
pub(super) struct Possible {
    /// The lowest and the highest score. `None` where it is left out for certain.
    pub scores: Option<(Rational, Rational)>,
    /// It is, or may be, left out and its points spread over its group.
    pub left_to_parent: bool,
    /// It is, or may be, left out and its points spread over the whole.
    pub left_to_whole: bool,
    /// How it came about, as far as it is decided.
    pub steps: Vec<Step>,
    /// Why it is open.
    pub open: Vec<Opening>,
}

impl Possible {
    /// A score that is decided.
    pub fn exact(score: Rational) -> Self {
        Self::between(score.clone(), score)
    }

    /// A score between two, both possible.
    pub fn between(lowest: Rational, highest: Rational) -> Self {
        let scores = Some((lowest, highest));
        Possible { scores, left_to_parent: false, left_to_whole: false, steps: Vec::new(), open: Vec::new() }
    }

    /// Left out (不计入总分).
    pub fn left_out(whole: bool) -> Self {
        let (left_to_parent, left_to_whole) = (!whole, whole);
        Possible { scores: None, left_to_parent, left_to_whole, steps: Vec::new(), open: Vec::new() }
    }

    /// With a step before its others.
    pub fn after(mut self, step: Step) -> Self {
        self.steps.insert(0, step);
        self
    }

    /// Open for this reason.
    pub fn open(mut self, opening: Opening) -> Self {
        if !self.open.contains(&opening) {
            self.open.push(opening);
        }
        self
    }

    /// Either of two, which is not decided for this reason. What would be open behind it is not told: it may never
    /// be read.
    pub fn or(self, other: Possible, opening: Opening) -> Possible {
        let scores = match (self.scores, other.scores) {
            (Some((low, high)), Some((other_low, other_high))) => Some((low.min(other_low), high.max(other_high))),
            (one, other) => one.or(other),
        };
        Possible {
            scores,
            left_to_parent: self.left_to_parent || other.left_to_parent,
            left_to_whole: self.left_to_whole || other.left_to_whole,
            steps: Vec::new(),
            open: vec![opening],
        }
    }

    /// Open for this reason and, as far as is told, for no other.
    pub fn only_open(self, opening: Opening) -> Possible {
        Possible { steps: Vec::new(), open: vec![opening], ..self }
    }

    /// The score, if it is decided and not left out.
    pub fn decided(&self) -> Option<&Rational> {
        self.scores.as_ref().filter(|_| self.open.is_empty()).map(|(score, _)| score)
    }

    /// The score for the scorecard.
    pub fn amount(&self) -> Amount {
        match &self.scores {
            None => Amount::LeftOut,
            Some((score, _)) if self.open.is_empty() => Amount::Exact(score.clone()),
            Some((lowest, highest)) => Amount::Between(lowest.clone(), highest.clone()),
        }
    }
}
