//! 自评 and 复核 against what the rules give, and against each other.

use super::diagnostics::{self, Column};
use super::sums::{Ends, Sum, rounded};
use super::{Auditor, finding};
use crate::diagnostic::Diagnostic;
use crate::findings::{Class, Finding};
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::inputs::Claims;
use crate::quantity::Rational;
use crate::rubric::{Indicator, Policy, Verdict};
use crate::scorecard::{Amount, Basis, IndicatorLine, Opening, Step, VetoState};
use crate::source::Spanned;

impl Auditor<'_> {
    /// What is wrong with the claims.
    pub fn claims(self) -> Vec<Finding> {
        let columns = [(Column::Claimed, &self.inputs.claimed), (Column::Reviewed, &self.inputs.reviewed)];
        let all = columns.into_iter().flat_map(|(column, claims)| {
            let indicators = self.scorecard.indicators.iter().filter_map(|line| self.indicator(column, claims, line));
            let groups = (0..self.rubric.groups.len()).map(GroupId::at);
            let groups = groups.filter_map(|id| self.group(column, claims, id)).collect::<Vec<_>>();
            let total = self.total(column, claims);
            let grade = self.grade(column, claims);
            indicators.collect::<Vec<_>>().into_iter().chain(groups).chain(total).chain(grade)
        });
        all.map(|diagnostic| finding(Class::Claim, diagnostic)).collect()
    }

    fn indicator(self, column: Column, claims: &Claims, line: &IndicatorLine) -> Option<Diagnostic> {
        let claim = claims.nodes.get(&NodeId::Indicator(line.id))?;
        let indicator = self.rubric.indicator(line.id);
        let points = indicator.points.as_ref()?;
        if let Some(range) = indicator.adjusts.as_ref().filter(|range| !range.contains(&claim.node)) {
            return Some(diagnostics::claim_outside_range(column, &indicator.name, claim, range));
        }
        if indicator.adjusts.is_none() && claim.node > *points {
            return Some(diagnostics::claim_above_points(column, &indicator.name, claim, points));
        }
        if line.score == Amount::LeftOut && !claim.node.is_zero() {
            return Some(diagnostics::claim_of_left_out(column, &indicator.name, claim));
        }
        let rule = line.score.exact().filter(|rule| **rule != claim.node)?;
        // The score of a judged item is the claim of the column that counts, and another person's in the other.
        let judged = judged(&line.steps);
        (!judged || (self.is_basis(column) && !directly_judged(&line.steps)))
            .then(|| diagnostics::claim_differs(column, &indicator.name, claim, rule))
    }

    fn group(self, column: Column, claims: &Claims, id: GroupId) -> Option<Diagnostic> {
        let claim = claims.nodes.get(&NodeId::Group(id))?;
        let group = self.rubric.group(id);
        if let Some(points) = group.points.as_ref().filter(|points| claim.node > **points) {
            return Some(diagnostics::claim_above_points(column, &group.name, claim, points));
        }
        let due = self.due(column, claims, id)?;
        let due = due.refused(&claim.node)?;
        Some(diagnostics::sub_total_differs(column, &group.name, claim, &due))
    }

    /// What a group's claim should be, from the claims in it.
    fn due(self, column: Column, claims: &Claims, id: GroupId) -> Option<Sum> {
        let group = self.rubric.group(id);
        let sum = self.sum(column, claims, &group.children)?;
        let (Some(points), Some(applicable)) = (&group.points, self.applicable(&group.children)) else {
            return Some(sum);
        };
        let own = points - &self.left_to_whole(&group.children);
        if own == applicable {
            return Some(sum);
        }
        sum.scaled(&own, &applicable, self.rubric.indicator_rounding)
    }

    fn total(self, column: Column, claims: &Claims) -> Option<Diagnostic> {
        let (claim, full) = (claims.total.as_ref()?, &self.rubric.total);
        let highest = self.rubric.ending.totals(full).most;
        if claim.node > highest {
            return Some(diagnostics::total_above_points(column, claim, &highest));
        }
        let sum = self.sum(column, claims, &self.rubric.roots)?;
        // Where something is left out, the sum of the claims is spread over the whole as the scores are. Unpublished
        // points leave nothing to spread.
        let applicable = self.applicable(&self.rubric.roots).filter(|applicable| applicable != full);
        let spread = self.rubric.indicator_rounding.filter(|_| applicable.is_some());
        let rounding = spread.filter(|_| self.rubric.total_rounding.is_none());
        let due = sum.scaled(full, applicable.as_ref().unwrap_or(full), rounding)?;
        let due = self.ended(column, claims, due)?;
        let due = due.refused(&claim.node)?;
        Some(diagnostics::total_differs(column, claim, &due))
    }

    /// The sum of the groups on its way to the total: with the claims of 加减分, 封顶, 不低于, the vetoes that hold or
    /// may hold, and rounding.
    fn ended(self, column: Column, claims: &Claims, mut sum: Sum) -> Option<Sum> {
        let rules = &self.rubric.ending;
        let mut adjusted = Ends::exact(Rational::ZERO);
        for (id, ..) in self.rubric.adjusting() {
            let score = match claims.nodes.get(&NodeId::Indicator(id)) {
                Some(claim) => Ends::exact(claim.node.clone()),
                None => {
                    sum.all_claimed = false;
                    self.unclaimed(column, id)?
                }
            };
            adjusted = adjusted.plus(&score);
        }
        let counted = match &rules.adjustments {
            Some(block) => adjusted.map(|points| block.range.limited(points)),
            None => adjusted,
        };
        // One that may hold may lower the total, or not.
        let (mut limits, mut possible) = (Vec::new(), Vec::new());
        for (veto, line) in rules.vetoes.iter().zip(&self.scorecard.ending.vetoes) {
            match (&veto.verdict, &line.state) {
                (Verdict::Total(limit), VetoState::Open(_)) => possible.push(limit),
                (Verdict::Total(limit), VetoState::Holds) => limits.push(limit),
                _ => {}
            }
        }
        let lowered = |total: Rational, by: &[&Rational]| by.iter().fold(total, |total, one| total.min((*one).clone()));
        Some(sum.map(|points| {
            let ends = points.plus(&counted).map(|total| lowered(rules.bounded(total), &limits));
            let ends = Ends { low: lowered(ends.low, &possible), high: ends.high };
            ends.map(|total| rounded(self.rubric.total_rounding, total))
        }))
    }

    fn grade(self, column: Column, claims: &Claims) -> Option<Diagnostic> {
        let claim = claims.grade.as_ref()?;
        // Without a total of the rules, the grade is that of the total claimed.
        let of_total = |total: &Spanned<Rational>| {
            let row = self.rubric.grades.iter().find(|grade| grade.range.contains(&total.node));
            row.map(|grade| grade.name.node.clone())
        };
        let due = self.scorecard.grade.clone().or_else(|| claims.total.as_ref().and_then(of_total))?;
        let vetoed = self.scorecard.grade.is_some() && self.scorecard.ending.grade_before != self.scorecard.grade;
        (due != claim.node).then(|| diagnostics::grade_differs(column, claim, (&due, vetoed), &self.rubric.grades))
    }

    /// The claims of children added up. A group without a claim counts as its children, an indicator without one as
    /// the rule scores it or may score it; `None` where that is not known.
    fn sum(self, column: Column, claims: &Claims, children: &[NodeId]) -> Option<Sum> {
        let mut sum = Sum::none();
        for node in children {
            if let Some(claim) = claims.nodes.get(node) {
                let parts = match node {
                    NodeId::Group(id) => self.due(column, claims, *id).and_then(|due| due.instead_of(&claim.node)),
                    NodeId::Indicator(_) => None,
                };
                let claim = Ends::exact(claim.node.clone());
                sum.add(&claim, parts.as_ref().unwrap_or(&claim));
                continue;
            }
            match node {
                NodeId::Group(id) => {
                    let line = self.scorecard.groups.get(id.index())?;
                    if line.score == Amount::LeftOut {
                        continue;
                    }
                    let below = self.due(column, claims, *id)?;
                    sum.add(&below.points, &below.corrected);
                    sum.all_claimed &= below.all_claimed;
                }
                NodeId::Indicator(id) => {
                    let line = self.scorecard.indicators.get(id.index())?;
                    if line.score == Amount::LeftOut {
                        continue;
                    }
                    let score = self.unclaimed(column, *id)?;
                    sum.add(&score, &score);
                    sum.all_claimed = false;
                }
            }
        }
        Some(sum)
    }

    /// What an indicator without a claim counts: what the rule gives, or may still give. A score that a person would
    /// have given in the other column may be any.
    fn unclaimed(self, column: Column, id: IndicatorId) -> Option<Ends> {
        let line = self.scorecard.indicators.get(id.index())?;
        let indicator = self.rubric.indicator(id);
        let ruled = self.is_basis(column) || !(judged(&line.steps) || self.to_judge(line));
        match &line.score {
            Amount::Exact(score) if ruled => return Some(Ends::exact(score.clone())),
            // What may be left out would move all that is beside it.
            Amount::Between(..) if may_be_left_out(indicator) => return None,
            Amount::Between(low, high) if ruled => return Some(Ends { low: low.clone(), high: high.clone() }),
            Amount::Exact(_) | Amount::Between(..) => {}
            Amount::Unpublished | Amount::LeftOut => return None,
        }
        match &indicator.adjusts {
            Some(range) => Some(Ends { low: range.least.clone(), high: range.most.clone() }),
            None => Some(Ends { low: Rational::ZERO, high: indicator.points.clone()? }),
        }
    }

    /// Whether nobody has given the score yet, or said by which way it is given.
    fn to_judge(self, line: &IndicatorLine) -> bool {
        line.open.iter().any(|opening| matches!(opening, Opening::NotJudged(_) | Opening::NotChosen(_)))
    }

    /// The points over which a group or the root spreads what is left out; `None` where that is open or unpublished.
    fn applicable(self, roots: &[NodeId]) -> Option<Rational> {
        let points = |node: &NodeId| match node {
            NodeId::Indicator(id) => match self.scorecard.indicators.get(id.index())?.score {
                Amount::LeftOut => Some(Rational::ZERO),
                _ => self.rubric.indicator(*id).points.clone(),
            },
            NodeId::Group(id) => {
                let group = self.rubric.group(*id);
                match self.scorecard.groups.get(id.index())?.score {
                    Amount::LeftOut => Some(Rational::ZERO),
                    _ => Some(group.points.as_ref()? - &self.left_to_whole(&group.children)),
                }
            }
        };
        roots.iter().map(points).try_fold(Rational::ZERO, |sum, one| Some(&sum + &one?))
    }

    /// The points below that are left out and spread over the whole.
    fn left_to_whole(self, nodes: &[NodeId]) -> Rational {
        let points = nodes.iter().map(|node| match node {
            NodeId::Group(id) => self.left_to_whole(&self.rubric.group(*id).children),
            NodeId::Indicator(id) => {
                let steps = self.scorecard.indicators.get(id.index()).and_then(|line| line.steps.first());
                let indicator = self.rubric.indicator(*id);
                let whole = indicator.not_applicable.iter().any(|clause| {
                    matches!(clause.policy, Policy::LeftOut { whole: true })
                        && steps == Some(&Step::NotApplicable(clause.element))
                });
                indicator.points.clone().filter(|_| whole).unwrap_or(Rational::ZERO)
            }
        });
        points.fold(Rational::ZERO, |sum, one| &sum + &one)
    }

    /// Whether the scores of judged items are those of this column.
    fn is_basis(self, column: Column) -> bool {
        let basis = self.scorecard.basis;
        matches!((column, basis), (Column::Claimed, Basis::Claimed) | (Column::Reviewed, Basis::Reviewed))
    }
}

/// Whether 不计入总分 may come to be what an indicator is.
fn may_be_left_out(indicator: &Indicator) -> bool {
    indicator.not_applicable.iter().any(|clause| matches!(clause.policy, Policy::LeftOut { .. }))
}

/// Whether a person gave some of the score.
fn judged(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Judged { .. } => true,
        Step::Item { steps, .. } => judged(steps),
        Step::Way { steps, counts, .. } => *counts && judged(steps),
        _ => false,
    })
}

/// Whether a person gave all of the score.
fn directly_judged(steps: &[Step]) -> bool {
    steps.iter().any(|step| matches!(step, Step::Judged { .. }))
}
