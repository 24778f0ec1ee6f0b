//! Scores bound data: [`Rubric`], [`Inputs`] and [`Measures`] in, [`Scorecard`] out. It cannot fail: what cannot be
//! scored is open, and an open score is an interval.

mod deduction;
mod ending;
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

use ending::End;
use possible::Possible;
use rule::Scorer;
use total::Sums;

/// Scores a submission, in the order of `specs/language.md` §9: indicators, groups with 折算, 加减分, 封顶 and 不低于,
/// 否决, rounding of the total, grade, veto on the grade.
///
/// | in | |
/// |---|---|
/// | `basis` | which score of judged items counts; rule-scored items always take the rule's |
#[must_use]
pub fn eval(rubric: &Rubric, inputs: &Inputs, measures: &Measures, basis: Basis) -> Scorecard {
    card(rubric, inputs, measures, basis, true)
}

/// [`eval`] without what would have been needed for more, which takes most of the time: for those who score much and
/// show nobody where the points went.
#[must_use]
pub fn points(rubric: &Rubric, inputs: &Inputs, measures: &Measures, basis: Basis) -> Scorecard {
    card(rubric, inputs, measures, basis, false)
}

fn card(rubric: &Rubric, inputs: &Inputs, measures: &Measures, basis: Basis, needed: bool) -> Scorecard {
    let ids = || (0..rubric.indicators.len()).map(IndicatorId::at);
    let Scored { indicators: scored, sums, measures } = scored(rubric, inputs, measures, basis);
    let End { ending, total, grade } = ending::end(rubric, inputs, &measures, &sums, &scored);
    let mut trial = needed.then(|| needed::Trial::new(rubric, inputs, &measures, basis));
    let losses = losses::losses(rubric, &scored, (&sums, &ending, &total), trial.as_mut());
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
        let (score, grades) = (sum.amount(), &rubric.group(id).grades);
        let grade = score.exact().and_then(|score| grades.get(ending::grade_at(grades, score)?));
        let grade = grade.map(|grade| grade.name.node.clone());
        GroupLine { id, score, grade, applicable: sum.applicable(), claimed, reviewed }
    });
    let (indicators, groups) = (indicators.collect(), groups.collect());
    Scorecard { basis, indicators, groups, total, grade, ending, losses }
}

/// All indicators scored, and the tree added up.
struct Scored {
    /// By [`IndicatorId`].
    indicators: Vec<Possible>,
    sums: Sums,
    /// With the scores that 得分(X) reads.
    measures: Measures,
}

/// Scores the tree first, then 加减分, which may read the scores of the tree.
fn scored(rubric: &Rubric, inputs: &Inputs, measures: &Measures, basis: Basis) -> Scored {
    let tree = rubric.indicators.iter().enumerate().map(|(at, indicator)| match indicator.adjusts {
        Some(_) => Possible::exact(Rational::ZERO),
        None => score_indicator(rubric, inputs, measures, basis, IndicatorId::at(at)),
    });
    let mut indicators = tree.collect::<Vec<_>>();
    let sums = total::add_up(rubric, &indicators);
    let mut measures = measures.clone();
    measures.scores.extend(ending::scores_of_tree(rubric, &sums, &indicators));
    let mut scores = Vec::new();
    for (id, ..) in rubric.adjusting() {
        let possible = score_indicator(rubric, inputs, &measures, basis, id);
        scores.push((NodeId::Indicator(id), ending::outcome(&possible.amount())));
        if let Some(slot) = indicators.get_mut(id.index()) {
            *slot = possible;
        }
    }
    measures.scores.extend(scores);
    Scored { indicators, sums, measures }
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
