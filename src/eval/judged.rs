//! Judged scores: the one that counts, and those that may still be given.

use crate::ids::{ElementId, IndicatorId};
use crate::inputs::Inputs;
use crate::quantity::{End, Interval, Rational};
use crate::rubric::{Judgement, ScoreRange};
use crate::scorecard::Basis;

use crate::ids::NodeId;

/// The judged score that counts, if somebody gave one that can count.
///
/// A score outside `scores` (0 to the points, or the range in 加减分) is no score: no indicator ever counts more than its
/// points, and what is wrong with such a claim is a finding.
pub(super) fn given(
    inputs: &Inputs,
    basis: Basis,
    (indicator, item): (IndicatorId, Option<ElementId>),
    scores: &ScoreRange,
) -> Option<Rational> {
    let judged = inputs.judgements.get(&(indicator, item));
    let node = NodeId::Indicator(indicator);
    let (own, column) = match basis {
        Basis::Claimed => (judged.and_then(|one| one.claimed.as_ref()), &inputs.claimed),
        Basis::Reviewed => (judged.and_then(|one| one.reviewed.as_ref()), &inputs.reviewed),
    };
    // A column gives scores of indicators; that of an item stands in 评定 only.
    let score = own.or_else(|| column.nodes.get(&node).filter(|_| item.is_none()))?;
    scores.contains(&score.node).then(|| score.node.clone())
}

/// The lowest and the highest score that may be given, with the decimals that scores may have.
pub(super) fn allowed(judgement: &Judgement, scores: &ScoreRange, places: u32) -> (Rational, Rational) {
    let all = scores.interval();
    let ranges = judgement.levels.iter().map(|level| level.scores.intersection(&all)).collect::<Vec<_>>();
    let ranges = if ranges.is_empty() { vec![all] } else { ranges };
    let grid = Rational::power_of_ten(i32::try_from(places).unwrap_or(i32::MAX).saturating_neg());
    let ends = ranges.iter().filter_map(|range| on_grid(range, &grid));
    ends.reduce(|(low, high), (other_low, other_high)| (low.min(other_low), high.max(other_high)))
        .unwrap_or_else(|| (scores.least.clone(), scores.most.clone()))
}

/// The first and the last multiple of `grid` in a range, if there is one.
fn on_grid(range: &Interval, grid: &Rational) -> Option<(Rational, Rational)> {
    let inside = |end: &End, up: bool| {
        let steps = end.number()?.checked_div(grid)?;
        let whole = if up { steps.ceil() } else { steps.floor() };
        let on_end = whole == steps && !end.is_closed();
        let whole = match (on_end, up) {
            (false, _) => whole,
            (true, true) => &whole + &Rational::ONE,
            (true, false) => &whole - &Rational::ONE,
        };
        Some(&whole * grid)
    };
    let (low, high) = (inside(&range.lower, true)?, inside(&range.upper, false)?);
    (low <= high).then_some((low, high))
}
