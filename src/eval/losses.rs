//! Where the points went: lines that add up exactly to full marks less the total.

use super::needed::Trial;
use super::possible::Possible;
use super::total::Sums;
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::quantity::Rational;
use crate::rubric::{Rubric, Verdict};
use crate::scorecard::{Amount, Ending, Loss, LossCause, VetoState};

/// The loss list. Indicators come first, in the order of the text, then 折算 of groups and of the whole, 加减分 one by
/// one and by the range of the block, 封顶, 不低于, 否决, and rounding.
///
/// What is left out loses nothing by itself: its points count with what is left, and the line of the 折算 says what
/// that changed. INVARIANT: where the total is exact, the lines add up to full marks less the total.
pub(super) fn losses(
    rubric: &Rubric,
    indicators: &[Possible],
    (sums, ending, total): (&Sums, &Ending, &Amount),
    mut trial: Option<&mut Trial<'_>>,
) -> Vec<Loss> {
    let mut list = lost_in_indicators(rubric, indicators, false, trial.as_deref_mut());
    let loss = |node: &NodeId| match node {
        NodeId::Group(id) => sums.groups.get(id.index()).and_then(|sum| Some(lost(sum.settled()?))),
        NodeId::Indicator(id) => {
            let (possible, points) = (indicators.get(id.index())?, rubric.indicator(*id).points.as_ref()?);
            let score = possible.decided().cloned();
            (possible.open.is_empty()).then(|| lost((points.clone(), score)))
        }
    };
    let below = |nodes: &[NodeId]| nodes.iter().map(loss).try_fold(Rational::ZERO, |sum, one| Some(&sum + &one?));
    let mut line = |cause: LossCause, all: Option<Rational>, below: Option<Rational>| {
        if let Some(points) = all.zip(below).map(|(all, below)| &all - &below).filter(|points| !points.is_zero()) {
            list.push(Loss { cause, points, needed: None });
        }
    };
    for index in 0..rubric.groups.len() {
        let id = GroupId::at(index);
        line(LossCause::Rescaled(id), loss(&NodeId::Group(id)), below(&rubric.group(id).children));
    }
    if let (Some(before), Some(_)) = (ending.base.exact(), total.exact()) {
        line(LossCause::RescaledWhole, Some(&rubric.total - before), below(&rubric.roots));
    }
    list.extend(lost_in_indicators(rubric, indicators, true, trial));
    list.extend(lost_at_the_end(rubric, ending, total));
    list
}

/// What indicators lost, those of 加减分 or the others. What 加减分 gives is a loss below 0.
fn lost_in_indicators(
    rubric: &Rubric,
    indicators: &[Possible],
    adjusts: bool,
    mut trial: Option<&mut Trial<'_>>,
) -> Vec<Loss> {
    let mut list = Vec::new();
    for (index, possible) in indicators.iter().enumerate() {
        let id = IndicatorId::at(index);
        let indicator = rubric.indicator(id);
        let points = indicator.points.as_ref().filter(|_| indicator.adjusts.is_some() == adjusts);
        if let Some((points, score)) = points.zip(possible.decided()).filter(|(points, score)| points != score) {
            let needed = trial.as_deref_mut().and_then(|trial| trial.needed(id, possible));
            list.push(Loss { cause: LossCause::Indicator(id), points: points - score, needed });
        }
    }
    list
}

/// What is lost between the sum of the groups and the total, where all of it is certain.
fn lost_at_the_end(rubric: &Rubric, ending: &Ending, total: &Amount) -> Vec<Loss> {
    let certain = (ending.base.exact(), ending.bounded.exact(), ending.vetoed.exact(), total.exact());
    let (Some(base), Some(bounded), Some(vetoed), Some(total)) = certain else { return Vec::new() };
    let none = Rational::ZERO;
    let exact = |amount: &Option<Amount>| amount.as_ref().and_then(Amount::exact).cloned().unwrap_or(none.clone());
    let (adjusted, counted) = (exact(&ending.adjusted), exact(&ending.counted));
    let sum = base + &counted;
    let capped = rubric.ending.ceiling.as_ref().map_or_else(|| sum.clone(), |most| sum.clone().min(most.clone()));
    let lines = [
        (Some(LossCause::Adjustments), &adjusted - &counted),
        (Some(LossCause::Capped), &sum - &capped),
        (Some(LossCause::Floored), &capped - bounded),
        (deciding(rubric, ending).map(LossCause::Vetoed), bounded - vetoed),
        (Some(LossCause::TotalRounded), vetoed - total),
    ];
    let lines = lines.into_iter().filter(|(_, points)| !points.is_zero());
    lines.filter_map(|(cause, points)| Some(Loss { cause: cause?, points, needed: None })).collect()
}

/// The veto that decides the total: the first of the lowest that hold.
fn deciding(rubric: &Rubric, ending: &Ending) -> Option<usize> {
    let all = rubric.ending.vetoes.iter().zip(&ending.vetoes).enumerate();
    let limits = all.filter_map(|(at, (veto, line))| match (&veto.verdict, &line.state) {
        (Verdict::Total(limit), VetoState::Holds) => Some((at, limit)),
        _ => None,
    });
    limits.min_by_key(|(_, limit)| *limit).map(|(at, _)| at)
}

/// What is lost of points that may be left out.
fn lost((points, score): (Rational, Option<Rational>)) -> Rational {
    score.map_or(Rational::ZERO, |score| &points - &score)
}
