//! What a change does to one unit: how its total moved, part by part, so that the parts add up.

use std::collections::{BTreeMap, BTreeSet};

use super::adapt::Matching;
use crate::diagnostic::Text;
use crate::ids::{IndicatorId, NodeId};
use crate::quantity::Rational;
use crate::rubric::Rubric;
use crate::scorecard::{Amount, LossCause, Scorecard};

/// One unit under two rubrics.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The file of its submission.
    pub file: String,
    /// Its name; empty where it could not be read.
    pub unit: String,
    /// Names of data in it that neither rubric knows; they count for nothing.
    pub unknown: Vec<String>,
    /// How it fared; where it was rejected, by which rubric and why.
    pub scores: Result<Moved, Rejected>,
}

/// Why there are no two scores.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// The new rubric rejected it, which the old one did not.
    pub by_new: bool,
    /// The reasons.
    pub reasons: Vec<Text>,
}

/// Both scores of a unit.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The totals.
    pub totals: (Amount, Amount),
    /// The grades.
    pub grades: (Option<String>, Option<String>),
    /// What moved the total, where both are exact. INVARIANT: none is 0, and they add up to the difference.
    pub parts: Vec<(Part, Rational)>,
    /// Where a total is open: the indicators that are, in the order of the new rubric. `parts` are then those of the
    /// others. Both are empty where totals are not the sums of indicators.
    pub open: Vec<Open>,
}

/// An indicator that is open under one of the rubrics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its path in the new rubric; of what is gone, in the old one.
    pub path: String,
    /// Its score under the old rubric; `None` where that does not have it.
    pub old: Option<Amount>,
    /// The same under the new one.
    pub new: Option<Amount>,
}

/// What moves a total.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// An indicator, by its path in the new rubric; of what is gone, in the old one.
    Indicator(String),
    /// 折算 of a group.
    Rescaled(String),
    /// 折算 of the whole.
    RescaledWhole,
    /// The range of the block of 加减分.
    Adjustments,
    /// 封顶.
    Capped,
    /// 不低于.
    Floored,
    /// 否决.
    Vetoed,
    /// 修约 of the total.
    TotalRounded,
    /// 总分 itself, where the points of the rubric do not make it (分值未公布).
    Whole,
}

impl Moved {
    /// Both scorecards of one submission; each with the rubric that it was unfolded to.
    #[must_use]
    pub fn of(old: (&Rubric, &Scorecard), new: (&Rubric, &Scorecard), matching: &Matching<'_>) -> Self {
        let grades = (old.1.grade.clone(), new.1.grade.clone());
        let totals = (old.1.total.clone(), new.1.total.clone());
        let mut parts = BTreeMap::new();
        if let (Amount::Exact(before), Amount::Exact(after)) = &totals {
            let same = |path: &str| path.to_owned();
            gather(old, &|path| matching.path(path), &-&Rational::ONE, &mut parts);
            gather(new, &same, &Rational::ONE, &mut parts);
            let told = parts.values().sum::<Rational>();
            let rest = &(after - before) - &told;
            add(&mut parts, Part::Whole, &rest);
            parts.retain(|_, points| !points.is_zero());
        }
        let mut open = Vec::new();
        if let Some(gathered) =
            (totals.0.exact().zip(totals.1.exact()).is_none()).then(|| gather_open(old, new, matching)).flatten()
        {
            (open, parts) = gathered;
        }
        // In the order of the new rubric; what is gone comes last.
        let place = |part: &Part| match part {
            Part::Indicator(path) => {
                let mut all = (0..new.0.indicators.len()).map(|at| NodeId::Indicator(IndicatorId::at(at)));
                all.position(|node| new.0.path(node) == *path).unwrap_or(usize::MAX)
            }
            _ => usize::MAX,
        };
        let mut parts = parts.into_iter().collect::<Vec<_>>();
        parts.sort_by_key(|(part, _)| (!matches!(part, Part::Indicator(_)), place(part)));
        open.sort_by_key(|open| place(&Part::Indicator(open.path.clone())));
        Moved { totals, grades, parts, open }
    }

    /// By how much the total moved, if both are exact.
    #[must_use]
    pub fn change(&self) -> Option<Rational> {
        match &self.totals {
            (Amount::Exact(before), Amount::Exact(after)) => Some(after - before),
            _ => None,
        }
    }
}

/// The scores of all indicators by their paths in the new rubric, if the total is their sum whatever is still open.
fn summed((rubric, card): (&Rubric, &Scorecard), path: &dyn Fn(&str) -> String) -> Option<BTreeMap<String, Amount>> {
    let mut scores = BTreeMap::new();
    let mut sum = Amount::Exact(Rational::ZERO);
    for (line, _) in card.indicators.iter().zip(&rubric.indicators).filter(|(_, one)| !one.template) {
        sum = sum.plus(&line.score);
        scores.insert(path(&rubric.path(NodeId::Indicator(line.id))), line.score.clone());
    }
    (sum == card.total).then_some(scores)
}

/// The indicators that are open, and by how much the others moved the total.
fn gather_open(
    old: (&Rubric, &Scorecard),
    new: (&Rubric, &Scorecard),
    matching: &Matching<'_>,
) -> Option<(Vec<Open>, BTreeMap<Part, Rational>)> {
    let before = summed(old, &|path| matching.path(path))?;
    let after = summed(new, &str::to_owned)?;
    let (mut open, mut parts) = (Vec::new(), BTreeMap::new());
    for path in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let (old, new) = (before.get(path), after.get(path));
        let exact = |score: Option<&Amount>| score.map_or(Some(Rational::ZERO), |score| score.exact().cloned());
        match exact(old).zip(exact(new)) {
            Some((old, new)) if old == new => {}
            Some((old, new)) => add(&mut parts, Part::Indicator(path.clone()), &(&new - &old)),
            None => open.push(Open { path: path.clone(), old: old.cloned(), new: new.cloned() }),
        }
    }
    Some((open, parts))
}

/// Points less losses of every indicator, and what the end of the calculation took.
fn gather(
    (rubric, card): (&Rubric, &Scorecard),
    path: &dyn Fn(&str) -> String,
    sign: &Rational,
    parts: &mut BTreeMap<Part, Rational>,
) {
    for (at, indicator) in rubric.indicators.iter().enumerate().filter(|(_, one)| !one.template) {
        if let Some(points) = &indicator.points {
            let part = Part::Indicator(path(&rubric.path(NodeId::Indicator(IndicatorId::at(at)))));
            add(parts, part, &(points * sign));
        }
    }
    for loss in &card.losses {
        let part = match loss.cause {
            LossCause::Indicator(id) => Part::Indicator(path(&rubric.path(NodeId::Indicator(id)))),
            LossCause::Rescaled(id) => Part::Rescaled(path(&rubric.path(NodeId::Group(id)))),
            LossCause::RescaledWhole => Part::RescaledWhole,
            LossCause::Adjustments => Part::Adjustments,
            LossCause::Capped => Part::Capped,
            LossCause::Floored => Part::Floored,
            LossCause::Vetoed(_) => Part::Vetoed,
            LossCause::TotalRounded => Part::TotalRounded,
        };
        add(parts, part, &-&(&loss.points * sign));
    }
}

fn add(parts: &mut BTreeMap<Part, Rational>, part: Part, points: &Rational) {
    let entry = parts.entry(part).or_insert(Rational::ZERO);
    *entry = &*entry + points;
}
