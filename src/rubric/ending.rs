//! The end of the calculation: 加减分, 封顶, 不低于 and 否决 (`specs/language.md` §9).

use std::collections::BTreeSet;

use super::{Expr, Texts};
use crate::ids::{ElementId, NodeId};
use crate::quantity::{Interval, Rational};
use crate::source::{Span, Spanned};

/// What becomes of the sum of the groups on its way to the total, in the order of the fields.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    /// 加减分; its indicators are those of the rubric with [`super::Indicator::adjusts`].
    pub adjustments: Option<Adjustments>,
    /// 封顶; `None` is 不封顶, or not written.
    pub ceiling: Option<Rational>,
    /// 不低于.
    pub floor: Option<Rational>,
    /// 否决, in the order of the text.
    pub vetoes: Vec<Veto>,
}

/// `加减分 [-10分, 5分]`.
#[derive(Clone, Debug)]
pub struct Adjustments {
    /// What all of them together may change.
    pub range: ScoreRange,
    /// 依据 and so on.
    pub texts: Texts,
    /// The head.
    pub span: Span,
}

/// The scores that something in 加减分 may have. INVARIANT: `least ≤ 0 ≤ most`, and not both 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreRange {
    /// The lowest, 0 or below.
    pub least: Rational,
    /// The highest, 0 or above.
    pub most: Rational,
}

/// A line of 否决.
#[derive(Clone, Debug)]
pub struct Veto {
    /// When it holds.
    pub condition: Expr,
    /// What then.
    pub verdict: Verdict,
    /// Its id.
    pub element: ElementId,
}

/// What a veto does. It only ever lowers.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// `总分 不超过 60分`: the total is not above this. `总分 0分` is the same with 0.
    Total(Rational),
    /// `等级 不高于 中`.
    Grade {
        /// The grade, by its place in [`super::Rubric::grades`].
        limit: usize,
        /// The better grades, which become `limit`.
        better: BTreeSet<usize>,
    },
}

/// 得分(X): a rounded score. Read only where all that it consists of has been scored before.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreOf {
    /// Of which group or indicator. INVARIANT: its points are published and it is never left out.
    pub node: NodeId,
    /// Its path, or its name where that is unique.
    pub name: String,
    /// The scores that it may have.
    pub range: Interval,
}

/// A row of 等级.
#[derive(Clone, Debug)]
pub struct Grade {
    /// 优.
    pub name: Spanned<String>,
    /// The totals, or scores of the group, that have it, unless an earlier row took them.
    pub range: Interval,
}

/// A total that is submitted, and that rules may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatedTotal {
    /// 自评总分.
    Claimed,
    /// 复核总分.
    Reviewed,
}

impl ScoreRange {
    /// Whether a score is in it.
    #[must_use]
    pub fn contains(&self, score: &Rational) -> bool {
        self.least <= *score && *score <= self.most
    }

    /// A score, or the end of the range that is nearest to it.
    #[must_use]
    pub fn limited(&self, score: &Rational) -> Rational {
        score.clone().max(self.least.clone()).min(self.most.clone())
    }

    /// As an interval.
    #[must_use]
    pub fn interval(&self) -> Interval {
        Interval::closed(self.least.clone(), self.most.clone())
    }
}

impl Ending {
    /// A total before vetoes, within 封顶 and 不低于.
    #[must_use]
    pub fn bounded(&self, total: &Rational) -> Rational {
        let capped = self.ceiling.as_ref().map_or_else(|| total.clone(), |ceiling| total.clone().min(ceiling.clone()));
        self.floor.as_ref().map_or_else(|| capped.clone(), |floor| capped.clone().max(floor.clone()))
    }

    /// The lowest and the highest total that scores between 0 and `points` can lead to.
    #[must_use]
    pub fn totals(&self, points: &Rational) -> ScoreRange {
        let none = Rational::ZERO;
        let (least, most) = match &self.adjustments {
            Some(block) => (block.range.least.clone(), points + &block.range.most),
            None => (none.clone(), points.clone()),
        };
        let (least, most) = (self.bounded(&least), self.bounded(&most));
        let limits = self.vetoes.iter().filter_map(|veto| match &veto.verdict {
            Verdict::Total(limit) => Some(limit.clone()),
            Verdict::Grade { .. } => None,
        });
        let least = limits.fold(least, Rational::min);
        ScoreRange { least, most }
    }

    /// Whether it changes nothing: none of it is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.adjustments.is_none() && self.ceiling.is_none() && self.floor.is_none() && self.vetoes.is_empty()
    }
}
