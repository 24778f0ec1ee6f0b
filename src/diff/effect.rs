//! What a change does to one unit: how its total moved, amendment by amendment, so that the parts add up.

use std::collections::{BTreeMap, BTreeSet};

use super::adapt::Matching;
use super::amendments::{Amendments, Shared};
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
    /// What is amended of an indicator, by its path in the new rubric; of what is gone, in the old one. With what is
    /// amended elsewhere and could not be told apart.
    Indicator(String),
    /// An amendment that reaches beyond one indicator, over all that it moves.
    Shared(Shared),
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

/// A submission scored, with the rubric that it was unfolded to.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The rubric.
    pub rubric: Rubric,
    /// The scorecard.
    pub card: Scorecard,
}

impl Moved {
    /// One submission under the rubrics of [`Amendments::between`], `None` where one of those in between has no score.
    /// `None` without the old or the new one.
    #[must_use]
    pub fn of(scored: &[Option<Scored>], amendments: &Amendments, matching: &Matching<'_>) -> Option<Self> {
        let (old, new) = (scored.first()?.as_ref()?, scored.last()?.as_ref()?);
        let grades = (old.card.grade.clone(), new.card.grade.clone());
        let totals = (old.card.total.clone(), new.card.total.clone());
        let all = scored.iter().zip(&amendments.between);
        let all = all.map(|(one, between)| worth(one.as_ref()?, between.of_new, matching));
        let all = if amendments.shared.is_empty() { None } else { all.collect::<Option<Vec<_>>>() };
        let mut parts = match (all, worth(old, false, matching).zip(worth(new, true, matching))) {
            (Some(all), _) => told_apart(&all, amendments),
            (None, Some((before, after))) => difference(&before, &after),
            (None, None) => BTreeMap::new(),
        };
        parts.retain(|_, points| !points.is_zero());
        let mut open = Vec::new();
        if totals.0.exact().zip(totals.1.exact()).is_none()
            && let Some(gathered) = gather_open(old, new, matching)
        {
            (open, parts) = gathered;
        }
        // What is shared, then in the order of the new rubric; what is gone comes last.
        let place = |part: &Part| match part {
            Part::Indicator(path) => {
                let mut all = (0..new.rubric.indicators.len()).map(|at| NodeId::Indicator(IndicatorId::at(at)));
                all.position(|node| new.rubric.path(node) == *path).unwrap_or(usize::MAX)
            }
            _ => usize::MAX,
        };
        let rank = |part: &Part| match part {
            Part::Shared(_) => 0,
            Part::Indicator(_) => 1,
            _ => 2,
        };
        let mut parts = parts.into_iter().collect::<Vec<_>>();
        parts.sort_by_key(|(part, _)| (rank(part), place(part)));
        open.sort_by_key(|open| place(&Part::Indicator(open.path.clone())));
        Some(Moved { totals, grades, parts, open })
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
fn summed(Scored { rubric, card }: &Scored, path: &dyn Fn(&str) -> String) -> Option<BTreeMap<String, Amount>> {
    let mut scores = BTreeMap::new();
    let mut sum = Amount::Exact(Rational::ZERO);
    for (line, _) in card.indicators.iter().zip(&rubric.indicators).filter(|(_, one)| !one.template) {
        sum = sum.plus(&line.score);
        scores.insert(path(&rubric.path(NodeId::Indicator(line.id))), line.score.clone());
    }
    (sum == card.total).then_some(scores)
}

/// The indicators that are open, and by how much the others moved the total.
fn gather_open(old: &Scored, new: &Scored, matching: &Matching<'_>) -> Option<(Vec<Open>, BTreeMap<Part, Rational>)> {
    let before = summed(old, &|path| matching.path(path))?;
    let after = summed(new, &str::to_owned)?;
    let (mut open, mut parts) = (Vec::new(), BTreeMap::new());
    for path in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let (old, new) = (before.get(path), after.get(path));
        let exact = |score: Option<&Amount>| match score {
            None => Some(Rational::ZERO),
            // Open, but whatever comes gives the same.
            Some(Amount::Between(least, most)) if least == most => Some(least.clone()),
            Some(score) => score.exact().cloned(),
        };
        match exact(old).zip(exact(new)) {
            Some((old, new)) if old == new => {}
            Some((old, new)) => add(&mut parts, Part::Indicator(path.clone()), &(&new - &old)),
            None => open.push(Open { path: path.clone(), old: old.cloned(), new: new.cloned() }),
        }
    }
    Some((open, parts))
}

/// What each part contributes to a total: points less losses of every indicator, what the end of the calculation took;
/// `None` where the total is not exact.
fn worth(Scored { rubric, card }: &Scored, of_new: bool, matching: &Matching<'_>) -> Option<BTreeMap<Part, Rational>> {
    let total = card.total.exact()?;
    let path = |node| {
        let own = rubric.path(node);
        if of_new { own } else { matching.path(&own) }
    };
    let mut parts = BTreeMap::new();
    for (at, indicator) in rubric.indicators.iter().enumerate().filter(|(_, one)| !one.template) {
        if let Some(points) = &indicator.points {
            add(&mut parts, Part::Indicator(path(NodeId::Indicator(IndicatorId::at(at)))), points);
        }
    }
    for loss in &card.losses {
        let part = match loss.cause {
            LossCause::Indicator(id) => Part::Indicator(path(NodeId::Indicator(id))),
            LossCause::Rescaled(id) => Part::Rescaled(path(NodeId::Group(id))),
            LossCause::RescaledWhole => Part::RescaledWhole,
            LossCause::Adjustments => Part::Adjustments,
            LossCause::Capped => Part::Capped,
            LossCause::Floored => Part::Floored,
            LossCause::Vetoed(_) => Part::Vetoed,
            LossCause::TotalRounded => Part::TotalRounded,
        };
        add(&mut parts, part, &-&loss.points);
    }
    let told = parts.values().sum::<Rational>();
    add(&mut parts, Part::Whole, &(total - &told));
    Some(parts)
}

fn difference(before: &BTreeMap<Part, Rational>, after: &BTreeMap<Part, Rational>) -> BTreeMap<Part, Rational> {
    let mut parts = after.clone();
    for (part, points) in before {
        add(&mut parts, part.clone(), &-points);
    }
    parts
}

/// Of every part what the shared amendments did to it goes to these; the rest is its own.
fn told_apart(all: &[BTreeMap<Part, Rational>], amendments: &Amendments) -> BTreeMap<Part, Rational> {
    let mut parts = BTreeMap::new();
    let known = all.iter().flat_map(BTreeMap::keys).collect::<BTreeSet<_>>();
    for part in known {
        let worth = all.iter().map(|one| one.get(part).cloned().unwrap_or(Rational::ZERO)).collect::<Vec<_>>();
        let mut shares = amendments.shares(&worth).into_iter();
        for (shared, share) in amendments.shared.iter().zip(shares.by_ref()) {
            add(&mut parts, Part::Shared(shared.clone()), &share);
        }
        for own in shares {
            add(&mut parts, part.clone(), &own);
        }
    }
    parts
}

fn add(parts: &mut BTreeMap<Part, Rational>, part: Part, points: &Rational) {
    let entry = parts.entry(part).or_insert(Rational::ZERO);
    *entry = &*entry + points;
}
