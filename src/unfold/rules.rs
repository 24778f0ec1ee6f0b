//! Scoring rules over unfolded expressions.

use super::answers::{READINGS, plain_truth};
use super::{RowId, Unfolder, diagnostics};
use crate::inputs::{Outcome, Value};
use crate::rubric::{
    Arm, Award, Band, Choice, Deduction, DeductionLine, Formula, Item, NormalForm, NotApplicable, Reading, Rule,
    RuleForm, Ways,
};

impl Unfolder<'_> {
    /// The rule of an indicator. Where it rests on how a target compares that does not say so, it is read each way.
    pub(super) fn settled_rule(&mut self, rule: &Rule, row: Option<RowId>) -> Rule {
        (self.bare, self.undecided, self.open) = (None, false, None);
        let read = self.rule(rule, row);
        if !self.undecided {
            if let Some(said) = self.bare.take() {
                let name = self.named(&said);
                self.notes.push(diagnostics::target_unsaid(&name, said.span));
            }
            return read;
        }
        if let Some(said) = self.open.take() {
            let name = self.named(&said);
            self.note(diagnostics::target_open(&name, said.span));
        }
        let readings = READINGS.map(|relation| {
            self.reading = Some(relation);
            let rule = self.rule(rule, row);
            self.reading = None;
            Reading { relation, rule }
        });
        Rule { normal: NormalForm::Readings(readings.to_vec()), ..rule.clone() }
    }

    /// A rule, in a row where it is one of a row.
    pub(super) fn rule(&mut self, rule: &Rule, row: Option<RowId>) -> Rule {
        let normal = match &rule.normal {
            NormalForm::Cases(arms) => {
                let arms = self.arms(arms, row);
                // A case that is settled whatever else is submitted is none.
                match <[Arm; 1]>::try_from(arms) {
                    Ok([Arm { then: Choice::Rule(rule), .. }]) => return *rule,
                    Ok([arm]) => NormalForm::Cases(vec![arm]),
                    Err(arms) => NormalForm::Cases(arms),
                }
            }
            normal => self.normal(normal, rule.form, row),
        };
        Rule { normal, ..rule.clone() }
    }

    /// A clause of 不适用.
    pub(super) fn clause(&mut self, clause: &NotApplicable, row: Option<RowId>) -> NotApplicable {
        NotApplicable { condition: self.expr(&clause.condition, row), ..clause.clone() }
    }

    fn normal(&mut self, normal: &NormalForm, form: RuleForm, row: Option<RowId>) -> NormalForm {
        match normal {
            NormalForm::Pieces { over, bands } => {
                // The part for a missed target is read where it is missed.
                self.missed = form == RuleForm::Proportional;
                let over = self.expr(over, row);
                self.missed = false;
                let band = |band: &Band| Band { award: self.award(&band.award, row), ..band.clone() };
                NormalForm::Pieces { over, bands: bands.iter().map(band).collect() }
            }
            NormalForm::Deduction(deduction) => {
                let line =
                    |line: &DeductionLine| DeductionLine { excess: self.expr(&line.excess, row), ..line.clone() };
                let lines = deduction.lines.iter().map(line).collect();
                NormalForm::Deduction(Deduction { lines, ..deduction.clone() })
            }
            NormalForm::Items(items) => NormalForm::Items(items.iter().map(|item| self.item(item, row)).collect()),
            NormalForm::Ways(ways) => {
                let list = ways.ways.iter().map(|way| self.item(way, row)).collect();
                NormalForm::Ways(Ways { ways: list, ..ways.clone() })
            }
            NormalForm::Cases(arms) => NormalForm::Cases(self.arms(arms, row)),
            NormalForm::Judged(judgement) => NormalForm::Judged(judgement.clone()),
            NormalForm::Readings(readings) => NormalForm::Readings(readings.clone()),
        }
    }

    /// The arms that may hold: none that plainly do not, and none behind one that plainly does.
    fn arms(&mut self, arms: &[Arm], row: Option<RowId>) -> Vec<Arm> {
        let mut left = Vec::new();
        let mut known = None;
        for arm in arms {
            let condition = arm.condition.as_ref().map(|condition| self.expr(condition, row));
            let plain = condition.as_ref().map_or(Some(true), plain_truth);
            if plain == Some(false) {
                continue;
            }
            let holds = condition.as_ref().is_some_and(|one| self.worth(one) == Outcome::Known(Value::Bool(true)));
            let then = match &arm.then {
                Choice::Rule(rule) => Choice::Rule(Box::new(self.rule(rule, row))),
                Choice::Award(award) => Choice::Award(self.award(award, row)),
            };
            let condition = condition.filter(|_| plain.is_none());
            let last = condition.is_none();
            left.push(Arm { condition, then, ..arm.clone() });
            if last {
                break;
            }
            // What stands behind an arm that holds is not read: it need not be settled how a target there compares.
            if holds && known.is_none() {
                known = Some(self.undecided);
            }
        }
        if let Some(undecided) = known {
            self.undecided = undecided;
        }
        left
    }

    fn item(&mut self, item: &Item, row: Option<RowId>) -> Item {
        let measure = item.measure.map(|id| self.in_row.get(&id).copied().unwrap_or(id));
        Item { measure, rule: self.rule(&item.rule, row), ..item.clone() }
    }

    fn award(&mut self, award: &Award, row: Option<RowId>) -> Award {
        match award {
            Award::Formula(formula) => {
                let value = self.expr(&formula.value, row);
                Award::Formula(Box::new(Formula { value, scores: formula.scores.clone() }))
            }
            Award::Curve(_) | Award::Judged(_) => award.clone(),
        }
    }
}
