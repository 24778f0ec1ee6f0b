//! Scores bound data: [`Rubric`], [`Inputs`] and [`Measures`] in, [`Scorecard`] out. It cannot fail: what cannot be
//! scored is open, and an open score is an interval.

mod deduction;
mod judged;
mod losses;
mod needed;
mod possible;
mod rule;
mod total;
mod ways;

#[cfg(test)]
mod tests;

use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::inputs::{Claims, Inputs, Measures};
use crate::quantity::Rational;
use crate::rubric::Rubric;
use crate::scorecard::{Amount, Basis, GroupLine, IndicatorLine, Scorecard};

use possible::Possible;
use rule::Scorer;

/// Scores a submission, in the order of `specs/language.md` §9: indicators, groups with 折算, the total with its
/// rounding, the grade of the printed total.
///
/// | in | |
/// |---|---|
/// | `basis` | which score of judged items counts; rule-scored items always take the rule's |
#[must_use]
pub fn eval(rubric: &Rubric, inputs: &Inputs, measures: &Measures, basis: Basis) -> Scorecard {
    let ids = || (0..rubric.indicators.len()).map(IndicatorId::at);
    let scored = ids().map(|id| score_indicator(rubric, inputs, measures, basis, id)).collect::<Vec<_>>();
    let sums = total::add_up(rubric, &scored);
    let losses = losses::losses(rubric, &scored, &sums, &mut needed::Trial::new(rubric, inputs, measures, basis));
    let claims = |node: NodeId| (claim(&inputs.claimed, node), claim(&inputs.reviewed, node));
    let indicators = ids().zip(&scored).map(|(id, possible)| {
        let (claimed, reviewed) = claims(NodeId::Indicator(id));
        let judged = inputs.judgements.get(&(id, None));
        let claimed = claimed.or_else(|| judged?.claimed.as_ref().map(|score| score.node.clone()));
        let reviewed = reviewed.or_else(|| judged?.reviewed.as_ref().map(|score| score.node.clone()));
        let score = match rubric.indicator(id).points {
            Some(_) => possible.amount(),
            None => Amount::Unpublished,
        };
        IndicatorLine { id, score, steps: possible.steps.clone(), open: possible.open.clone(), claimed, reviewed }
    });
    let groups = (0..rubric.groups.len()).map(GroupId::at).zip(&sums.groups).map(|(id, sum)| {
        let (claimed, reviewed) = claims(NodeId::Group(id));
        GroupLine { id, score: sum.amount(), applicable: sum.applicable(), claimed, reviewed }
    });
    let (indicators, groups) = (indicators.collect(), groups.collect());
    let grade = sums.total.exact().and_then(|total| {
        let row = rubric.grades.iter().find(|grade| grade.range.contains(total));
        row.map(|grade| grade.name.node.clone())
    });
    Scorecard { basis, indicators, groups, total: sums.total, grade, losses }
}

/// What one indicator gives, rounded as the header says.
fn score_indicator(rubric: &Rubric, inputs: &Inputs, measures: &Measures, basis: Basis, id: IndicatorId) -> Possible {
    let scorer = Scorer { rubric, inputs, measures, basis, indicator: id };
    let mut possible = scorer.indicator();
    if let (Some(rounding), Some((lowest, highest))) = (rubric.indicator_rounding, &mut possible.scores) {
        // Rounding never turns an order round, so the ends of the rounded scores are the rounded ends.
        *lowest = rounding.round(lowest);
        *highest = rounding.round(highest);
    }
    possible
}

fn claim(claims: &Claims, node: NodeId) -> Option<Rational> {
    claims.nodes.get(&node).map(|score| score.node.clone())
}
