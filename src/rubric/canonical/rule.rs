//! The canonical form of scoring rules: of their normal form, not of their words.

use super::form::{Canonical, Form};
use crate::rubric::{
    Arm, Award, Band, Choice, Curve, Deduction, DeductionLine, Item, JudgedLevel, Judgement, NormalForm, Partial, Pick,
    Rule, Ways,
};

impl Canonical for Rule {
    fn write(&self, form: &mut Form) {
        match &self.normal {
            NormalForm::Pieces { over, bands } => form.list("pieces", &[over, bands]),
            NormalForm::Deduction(Deduction { full, lines, floor }) => form.list("deduct", &[full, lines, floor]),
            NormalForm::Items(items) => form.list("items", &[items]),
            // A rubric as written has none.
            NormalForm::Readings(_) => form.list("readings", &[]),
            NormalForm::Cases(arms) => form.list("cases", &[arms]),
            NormalForm::Ways(Ways { pick, ways, .. }) => {
                let pick = match pick {
                    Pick::Highest => "highest",
                    Pick::Lowest => "lowest",
                    Pick::Chosen => "chosen",
                };
                form.list(pick, &[ways]);
            }
            NormalForm::Judged(judgement) => judgement.write(form),
        }
    }
}

impl Canonical for Band {
    fn write(&self, form: &mut Form) {
        form.list("band", &[&self.interval, &self.award]);
    }
}

impl Canonical for Award {
    fn write(&self, form: &mut Form) {
        match self {
            Award::Curve(Curve { a, b, c, d }) => form.list("curve", &[a, b, c, d]),
            Award::Formula(formula) => form.list("formula", &[&formula.value]),
            Award::Judged(judgement) => judgement.write(form),
        }
    }
}

impl Canonical for DeductionLine {
    fn write(&self, form: &mut Form) {
        let partial = match self.partial {
            Partial::ProRata => "pro-rata",
            Partial::Ignored => "ignored",
            Partial::Charged => "charged",
        };
        form.list(partial, &[&self.excess, &self.step, &self.amount]);
    }
}

impl Canonical for Item {
    fn write(&self, form: &mut Form) {
        form.list("item", &[&self.name, &self.points, &self.measure, &self.rule]);
    }
}

impl Canonical for Arm {
    fn write(&self, form: &mut Form) {
        match &self.then {
            Choice::Award(award) => form.list("arm", &[&self.condition, award]),
            Choice::Rule(rule) => form.list("arm", &[&self.condition, rule]),
        }
    }
}

impl Canonical for Judgement {
    fn write(&self, form: &mut Form) {
        form.list("judged", &[&self.points, &self.levels]);
    }
}

impl Canonical for JudgedLevel {
    fn write(&self, form: &mut Form) {
        form.list("level", &[&self.name, &self.scores]);
    }
}
