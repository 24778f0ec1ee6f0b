//! Scoring rules over unfolded expressions.

use super::{RowId, Unfolder};
use crate::rubric::{Arm, Choice, Deduction, DeductionLine, Item, NormalForm, NotApplicable, Rule};

impl Unfolder<'_> {
    /// A rule, in a row where it is one of a row.
    pub(super) fn rule(&mut self, rule: &Rule, row: Option<RowId>) -> Rule {
        Rule { normal: self.normal(&rule.normal, row), ..rule.clone() }
    }

    /// A clause of 不适用.
    pub(super) fn clause(&mut self, clause: &NotApplicable, row: Option<RowId>) -> NotApplicable {
        NotApplicable { condition: self.expr(&clause.condition, row), ..clause.clone() }
    }

    fn normal(&mut self, normal: &NormalForm, row: Option<RowId>) -> NormalForm {
        match normal {
            NormalForm::Pieces { over, bands } => {
                NormalForm::Pieces { over: self.expr(over, row), bands: bands.clone() }
            }
            NormalForm::Deduction(deduction) => {
                let line =
                    |line: &DeductionLine| DeductionLine { excess: self.expr(&line.excess, row), ..line.clone() };
                let lines = deduction.lines.iter().map(line).collect();
                NormalForm::Deduction(Deduction { lines, ..deduction.clone() })
            }
            NormalForm::Items(items) => {
                let item = |item: &Item| Item { rule: self.rule(&item.rule, row), ..item.clone() };
                NormalForm::Items(items.iter().map(item).collect())
            }
            NormalForm::Cases(arms) => NormalForm::Cases(arms.iter().map(|arm| self.arm(arm, row)).collect()),
            NormalForm::Judged(judgement) => NormalForm::Judged(judgement.clone()),
        }
    }

    fn arm(&mut self, arm: &Arm, row: Option<RowId>) -> Arm {
        let condition = arm.condition.as_ref().map(|condition| self.expr(condition, row));
        let then = match &arm.then {
            Choice::Rule(rule) => Choice::Rule(Box::new(self.rule(rule, row))),
            Choice::Award(award) => Choice::Award(award.clone()),
        };
        Arm { condition, then, ..arm.clone() }
    }
}
