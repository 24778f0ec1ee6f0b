//! Where the points went: lines that add up exactly to full marks less the total.

use super::needed::Trial;
use super::possible::Possible;
use super::total::Sums;
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::quantity::Rational;
use crate::rubric::Rubric;
use crate::scorecard::{Amount, Loss, LossCause};

/// The loss list. Indicators come first, in the order of the text, then 折算 of groups, of the whole, and rounding.
///
/// What is left out loses nothing by itself: its points count with what is left, and the line of the 折算 says what
/// that changed. INVARIANT: where the total is exact, the lines add up to full marks less the total.
pub(super) fn losses(rubric: &Rubric, indicators: &[Possible], sums: &Sums, trial: &mut Trial<'_>) -> Vec<Loss> {
    let mut list = Vec::new();
    for (index, possible) in indicators.iter().enumerate() {
        let id = IndicatorId::at(index);
        let points = rubric.indicator(id).points.as_ref();
        if let Some((points, score)) = points.zip(possible.decided()).filter(|(points, score)| points != score) {
            let needed = trial.needed(id, possible);
            list.push(Loss { cause: LossCause::Indicator(id), points: points - score, needed });
        }
    }
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
    if let (Amount::Exact(before), Amount::Exact(total)) = (sums.whole.amount(), &sums.total) {
        line(LossCause::RescaledWhole, Some(&rubric.total - &before), below(&rubric.roots));
        line(LossCause::TotalRounded, Some(before), Some(total.clone()));
    }
    list
}

/// What is lost of points that may be left out.
fn lost((points, score): (Rational, Option<Rational>)) -> Rational {
    score.map_or(Rational::ZERO, |score| &points - &score)
}
