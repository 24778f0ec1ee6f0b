//! The end of the calculation, in the order of `specs/language.md` §9: 加减分, 封顶 and 不低于, 否决, rounding, grade,
//! veto on the grade.
//!
//! Every step keeps order: a higher sum never leads to a lower total. So the ends of what is open lead to the ends of
//! the total. An open veto may hold or not, whatever else is open; the interval is then sound, and not always the
//! smallest one.

use std::collections::BTreeSet;

use super::possible::Possible;
use super::total::Sums;
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::inputs::{Inputs, Measures, Outcome, Value, truth};
use crate::quantity::{Interval, Rational, Rounding};
use crate::rubric::{Expr, Grade, Node, Rubric, Verdict};
use crate::scorecard::{Amount, Ending, Opening, VetoLine, VetoState};

/// The total, its grade, and how both came about.
pub(super) struct End {
    pub ending: Ending,
    pub total: Amount,
    pub grade: Option<String>,
}

/// The scores of the tree, as 得分(X) reads them.
pub(super) fn scores_of_tree(rubric: &Rubric, sums: &Sums, scored: &[Possible]) -> Vec<(NodeId, Outcome)> {
    let groups = sums.groups.iter().enumerate();
    let groups = groups.map(|(at, sum)| (NodeId::Group(GroupId::at(at)), outcome(&sum.amount())));
    let indicators = scored.iter().enumerate().map(|(at, one)| (IndicatorId::at(at), one));
    let indicators = indicators.filter(|(id, _)| rubric.indicator(*id).adjusts.is_none());
    groups.chain(indicators.map(|(id, one)| (NodeId::Indicator(id), outcome(&one.amount())))).collect()
}

/// A score as a value.
pub(super) fn outcome(amount: &Amount) -> Outcome {
    match amount {
        Amount::Exact(score) => Outcome::Known(Value::Number(score.clone())),
        Amount::Between(low, high) if low == high => Outcome::Known(Value::Number(low.clone())),
        Amount::Between(low, high) => Outcome::Known(Value::Range(Interval::closed(low.clone(), high.clone()))),
        Amount::Unpublished | Amount::LeftOut => Outcome::Undefined,
    }
}

/// What the sum of the groups comes to. `measures` hold the scores that vetoes read.
pub(super) fn end(rubric: &Rubric, inputs: &Inputs, measures: &Measures, sums: &Sums, scored: &[Possible]) -> End {
    let base = sums.whole.amount();
    let rules = &rubric.ending;
    let adjusted = rules.adjustments.as_ref().map(|_| adjusted(rubric, scored));
    let counted = rules.adjustments.as_ref().zip(adjusted.as_ref());
    let counted = counted.map(|(block, sum)| sum.map(|score| block.range.limited(score)));
    let with = counted.as_ref().map_or_else(|| base.clone(), |counted| base.plus(counted));
    let bounded = with.map(|total| rules.bounded(total));
    let vetoes = rules
        .vetoes
        .iter()
        .map(|veto| VetoLine { element: veto.element, state: state(&veto.condition, rubric, inputs, measures) });
    let vetoes = vetoes.collect::<Vec<_>>();
    let vetoed = vetoed(rubric, &bounded, &vetoes);
    let total = vetoed.map(|total| rounded(rubric.total_rounding, total));
    let before = total.exact().and_then(|total| grade_at(&rubric.grades, total));
    let grade = before.and_then(|grade| graded(rubric, grade, &vetoes));
    let name = |at: usize| rubric.grades.get(at).map(|grade| grade.name.node.clone());
    let (grade_before, grade) = (before.and_then(name), grade.and_then(name));
    let ending = Ending { base, adjusted, counted, bounded, vetoes, vetoed, grade_before };
    End { ending, total, grade }
}

/// The grade of a score, by its place among the rows.
pub(super) fn grade_at(grades: &[Grade], score: &Rational) -> Option<usize> {
    grades.iter().position(|grade| grade.range.contains(score))
}

/// What the indicators of 加减分 come to together.
fn adjusted(rubric: &Rubric, scored: &[Possible]) -> Amount {
    let mut sum = Amount::Exact(Rational::ZERO);
    for (id, ..) in rubric.adjusting() {
        if let Some(possible) = scored.get(id.index()) {
            sum = sum.plus(&possible.amount());
        }
    }
    sum
}

fn state(condition: &Expr, rubric: &Rubric, inputs: &Inputs, measures: &Measures) -> VetoState {
    match truth(condition, rubric, inputs, measures) {
        Ok(true) => VetoState::Holds,
        Ok(false) => VetoState::DoesNotHold,
        Err(outcome) => {
            let scores = open_scores(condition, rubric, measures);
            let data = match outcome {
                Outcome::Blank(fields) | Outcome::NotApplicable(fields) => Some(Opening::Blank(fields)),
                Outcome::Straddles(straddle) if !straddle.fields.is_empty() => {
                    Some(Opening::Straddles { fields: straddle.fields, threshold: straddle.threshold })
                }
                Outcome::Straddles(_) | Outcome::Known(_) | Outcome::Undefined => None,
            };
            let scores = (!scores.is_empty()).then_some(Opening::Scores(scores));
            VetoState::Open(data.into_iter().chain(scores).collect())
        }
    }
}

/// The scores below a condition that are open.
pub(super) fn open_scores(condition: &Expr, rubric: &Rubric, measures: &Measures) -> BTreeSet<NodeId> {
    let mut nodes = BTreeSet::new();
    let mut pending = vec![condition];
    while let Some(expr) = pending.pop() {
        match &expr.node {
            Node::Score(of) => {
                if matches!(measures.scores.get(&of.node), Some(Outcome::Known(Value::Range(_)))) {
                    nodes.insert(of.node);
                }
            }
            Node::Definition(id) => pending.push(&rubric.definition(*id).value),
            _ => pending.extend(expr.children()),
        }
    }
    nodes
}

/// The total after vetoes: the lowest that holds wins, one that may hold may win.
fn vetoed(rubric: &Rubric, total: &Amount, vetoes: &[VetoLine]) -> Amount {
    let limits = |may: bool| {
        let all = rubric.ending.vetoes.iter().zip(vetoes);
        let counts = all.filter(move |(_, line)| match line.state {
            VetoState::Holds => true,
            VetoState::DoesNotHold => false,
            VetoState::Open(_) => may,
        });
        counts.filter_map(|(veto, _)| match &veto.verdict {
            Verdict::Total(limit) => Some(limit.clone()),
            Verdict::Grade { .. } => None,
        })
    };
    let (sure, may) = (limits(false).min(), limits(true).min());
    let limited = |score: &Rational, limit: &Option<Rational>| match limit {
        Some(limit) => score.clone().min(limit.clone()),
        None => score.clone(),
    };
    match total {
        Amount::Exact(total) => {
            let (low, high) = (limited(total, &may), limited(total, &sure));
            if low == high { Amount::Exact(high) } else { Amount::Between(low, high) }
        }
        Amount::Between(low, high) => Amount::Between(limited(low, &may), limited(high, &sure)),
        other => other.clone(),
    }
}

/// The grade after vetoes on it; `None` where an open veto may change it.
fn graded(rubric: &Rubric, before: usize, vetoes: &[VetoLine]) -> Option<usize> {
    let mut grade = before;
    let all = || rubric.ending.vetoes.iter().zip(vetoes);
    let lowered = |veto: &Verdict, grade: usize| match veto {
        Verdict::Grade { limit, better } => better.contains(&grade).then_some(*limit),
        Verdict::Total(_) => None,
    };
    for (veto, line) in all() {
        if line.state == VetoState::Holds {
            grade = lowered(&veto.verdict, grade).unwrap_or(grade);
        }
    }
    let open = all().filter(|(_, line)| matches!(line.state, VetoState::Open(_)));
    let mut may_fall = open.filter(|(veto, _)| lowered(&veto.verdict, grade).is_some());
    may_fall.next().is_none().then_some(grade)
}

fn rounded(rounding: Option<Rounding>, score: &Rational) -> Rational {
    rounding.map_or_else(|| score.clone(), |rounding| rounding.round(score))
}
