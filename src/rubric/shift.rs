//! Parts of a rubric that were made apart, their ids counted from 0, taken to their places in the lists of the whole.

use super::{Arm, Award, Choice, Expr, Indicator, Item, Judgement, Node, NormalForm, Policy, Rule};
use crate::ids::{ElementId, MeasureId};

/// How many measures and parts of rules stand before those that are taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Measures.
    pub measures: usize,
    /// Parts of rules.
    pub elements: usize,
}

impl Shift {
    fn element(self, id: &mut ElementId) {
        *id = ElementId::at(id.index().saturating_add(self.elements));
    }

    fn measure(self, id: &mut MeasureId) {
        *id = MeasureId::at(id.index().saturating_add(self.measures));
    }

    /// Moves the ids in an indicator.
    pub fn indicator(self, indicator: &mut Indicator) {
        indicator.measure.iter_mut().for_each(|id| self.measure(id));
        indicator.rule.iter_mut().for_each(|rule| self.rule(rule));
        for clause in &mut indicator.not_applicable {
            self.element(&mut clause.element);
            self.expr(&mut clause.condition);
            match &mut clause.policy {
                Policy::Judged(judgement) => self.judgement(judgement),
                Policy::Points(_) | Policy::LeftOut { .. } => {}
            }
        }
    }

    /// Moves the ids in an expression.
    pub fn expr(self, expr: &mut Expr) {
        match &mut expr.node {
            Node::Measure(id) => self.measure(id),
            _ => expr.each_child_mut(&mut |child| self.expr(child)),
        }
    }

    fn rule(self, rule: &mut Rule) {
        match &mut rule.normal {
            NormalForm::Pieces { over, bands } => {
                self.expr(over);
                for band in bands {
                    self.element(&mut band.element);
                    self.award(&mut band.award);
                }
            }
            NormalForm::Deduction(deduction) => {
                for line in &mut deduction.lines {
                    self.element(&mut line.element);
                    self.expr(&mut line.excess);
                }
            }
            NormalForm::Items(items) => items.iter_mut().for_each(|item| self.item(item)),
            NormalForm::Cases(arms) => arms.iter_mut().for_each(|arm| self.arm(arm)),
            NormalForm::Ways(ways) => {
                self.element(&mut ways.element);
                ways.ways.iter_mut().for_each(|way| self.item(way));
            }
            NormalForm::Judged(judgement) => self.judgement(judgement),
            NormalForm::Readings(readings) => readings.iter_mut().for_each(|one| self.rule(&mut one.rule)),
        }
    }

    fn item(self, item: &mut Item) {
        self.element(&mut item.element);
        item.measure.iter_mut().for_each(|id| self.measure(id));
        self.rule(&mut item.rule);
    }

    fn arm(self, arm: &mut Arm) {
        self.element(&mut arm.element);
        arm.condition.iter_mut().for_each(|condition| self.expr(condition));
        match &mut arm.then {
            Choice::Award(award) => self.award(award),
            Choice::Rule(rule) => self.rule(rule),
        }
    }

    fn award(self, award: &mut Award) {
        match award {
            Award::Curve(_) => {}
            Award::Formula(formula) => self.expr(&mut formula.value),
            Award::Judged(judgement) => self.judgement(judgement),
        }
    }

    fn judgement(self, judgement: &mut Judgement) {
        self.element(&mut judgement.element);
        judgement.levels.iter_mut().for_each(|level| self.element(&mut level.element));
    }
}
