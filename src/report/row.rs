//! The lines of a scorecard in the order of the rubric: every group before what is in it.

use super::Sheet;
use crate::ids::{IndicatorId, NodeId};
use crate::quantity::{Interval, Rational};
use crate::rubric::{Expr, Item, Node, NormalForm, Rule, ScoreRange, Ways};
use crate::scorecard::{Amount, IndicatorLine};

/// A group or an indicator with its scores.
pub(super) struct Row<'a> {
    pub node: NodeId,
    /// Levels above it.
    pub depth: usize,
    pub name: &'a str,
    /// In 加减分 0, and not shown.
    pub points: Option<&'a Rational>,
    /// In 加减分, what it may change.
    pub adjusts: Option<&'a ScoreRange>,
    pub score: &'a Amount,
    pub claimed: Option<&'a Rational>,
    pub reviewed: Option<&'a Rational>,
    /// Where 折算 acted on a group: the points of what is applicable in it.
    pub applicable: Option<&'a Rational>,
    /// The line of an indicator.
    pub line: Option<&'a IndicatorLine>,
}

impl Row<'_> {
    /// 自评分 less 规则分.
    pub fn difference(&self) -> Option<Rational> {
        self.claimed.zip(self.score.exact()).map(|(claimed, score)| claimed - score)
    }
}

impl Sheet<'_> {
    /// All rows.
    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        let mut pending = self.rubric.roots.iter().rev().map(|root| (*root, 0_usize)).collect::<Vec<_>>();
        while let Some((node, depth)) = pending.pop() {
            rows.extend(self.row(node, depth));
            if let NodeId::Group(id) = node {
                let children = self.rubric.group(id).children.iter().rev();
                pending.extend(children.map(|child| (*child, depth.saturating_add(1))));
            }
        }
        rows
    }

    pub(super) fn row(&self, node: NodeId, depth: usize) -> Option<Row<'_>> {
        Some(match node {
            NodeId::Group(id) => {
                let group = self.rubric.group(id);
                let line = self.scorecard.groups.get(id.index())?;
                Row {
                    node,
                    depth,
                    name: &group.name.node,
                    points: group.points.as_ref(),
                    adjusts: None,
                    score: &line.score,
                    claimed: line.claimed.as_ref(),
                    reviewed: line.reviewed.as_ref(),
                    applicable: line.applicable.as_ref(),
                    line: None,
                }
            }
            NodeId::Indicator(id) => {
                let indicator = self.rubric.indicator(id);
                let line = self.scorecard.indicators.get(id.index())?;
                Row {
                    node,
                    depth,
                    name: &indicator.name.node,
                    points: indicator.points.as_ref(),
                    adjusts: indicator.adjusts.as_ref(),
                    score: &line.score,
                    claimed: line.claimed.as_ref(),
                    reviewed: line.reviewed.as_ref(),
                    applicable: None,
                    line: Some(line),
                }
            }
        })
    }

    /// The thresholds that the measure of an indicator is compared with: its print must not jump over one.
    pub(super) fn edges(&self, id: IndicatorId) -> Vec<Rational> {
        let mut edges = Vec::new();
        if let Some(rule) = &self.rubric.indicator(id).rule {
            collect(rule, &mut edges);
        }
        edges
    }
}

/// All thresholds of a rule, those of conditions included.
fn collect(rule: &Rule, edges: &mut Vec<Rational>) {
    match &rule.normal {
        NormalForm::Pieces { over, bands } => {
            if matches!(over.node, Node::Measure(_)) {
                bands.iter().for_each(|band| ends(&band.interval, edges));
            }
        }
        NormalForm::Items(items) | NormalForm::Ways(Ways { ways: items, .. }) => {
            items.iter().for_each(|Item { rule, .. }| collect(rule, edges))
        }
        NormalForm::Cases(arms) => {
            for arm in arms {
                arm.condition.iter().for_each(|condition| literals(condition, edges));
                if let crate::rubric::Choice::Rule(rule) = &arm.then {
                    collect(rule, edges);
                }
            }
        }
        NormalForm::Deduction(deduction) => deduction.lines.iter().for_each(|line| literals(&line.excess, edges)),
        NormalForm::Readings(readings) => readings.iter().for_each(|one| collect(&one.rule, edges)),
        NormalForm::Judged(_) => {}
    }
}

fn ends(interval: &Interval, edges: &mut Vec<Rational>) {
    edges.extend([&interval.lower, &interval.upper].into_iter().filter_map(|end| end.number().cloned()));
}

fn literals(expr: &Expr, edges: &mut Vec<Rational>) {
    if let Node::Number(number) = &expr.node {
        edges.push(number.clone());
    }
    expr.children().into_iter().for_each(|child| literals(child, edges));
}
