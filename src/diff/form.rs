//! Whole rules in a form in which those of two rubrics can be compared.

use super::meaning::Reader;
use crate::ids::NodeId;
use crate::rubric::{Award, Choice, Curve, Item, Judgement, NormalForm, NotApplicable, Policy, Rule};

impl Reader<'_> {
    /// A rule. Equal forms mean the same; two forms may still mean the same.
    pub fn rule(&self, rule: &Rule) -> String {
        match &rule.normal {
            NormalForm::Pieces { over, bands } => {
                let bands = bands.iter().map(|band| (&band.interval, self.award(&band.award))).collect::<Vec<_>>();
                format!("分段[{}]{bands:?}", self.meaning(over))
            }
            NormalForm::Deduction(one) => {
                let line = |line: &crate::rubric::DeductionLine| {
                    (self.meaning(&line.excess), line.step.clone(), line.amount.clone(), format!("{:?}", line.partial))
                };
                let lines = one.lines.iter().map(line).collect::<Vec<_>>();
                format!("扣分{:?}{lines:?}", (&one.full, &one.floor))
            }
            NormalForm::Items(items) => format!("逐项{:?}", self.items(items)),
            NormalForm::Cases(arms) => {
                let arm = |arm: &crate::rubric::Arm| {
                    (arm.condition.as_ref().map(|condition| self.meaning(condition)), self.choice(&arm.then))
                };
                format!("情形{:?}", arms.iter().map(arm).collect::<Vec<_>>())
            }
            NormalForm::Ways(ways) => format!("{:?}{:?}", ways.pick, self.items(&ways.ways)),
            NormalForm::Judged(one) => judgement(one),
            // Only unfolding makes them.
            NormalForm::Readings(_) => String::new(),
        }
    }

    fn items(&self, items: &[Item]) -> Vec<(String, String)> {
        items.iter().map(|item| (item_name(item), self.item(item))).collect()
    }

    /// An item but for its name.
    pub fn item(&self, item: &Item) -> String {
        let measure = item.measure.map(|id| self.meaning(&self.rubric.measure(id).value));
        format!("{:?}{measure:?}{}", item.points, self.rule(&item.rule))
    }

    /// What an arm leads to.
    pub fn choice(&self, choice: &Choice) -> String {
        match choice {
            Choice::Award(award) => self.award(award),
            Choice::Rule(rule) => self.rule(rule),
        }
    }

    /// What is given.
    pub fn award(&self, award: &Award) -> String {
        match award {
            Award::Curve(curve) => match curve.constant_score() {
                Some(score) => format!("得{score:?}"),
                None => {
                    let Curve { a, b, c, d } = curve;
                    format!("得{:?}", (a, b, c, d))
                }
            },
            Award::Formula(formula) => format!("得[{}]", self.meaning(&formula.value)),
            Award::Judged(one) => judgement(one),
        }
    }

    /// A group or an indicator but for its name and texts.
    pub fn node(&self, node: NodeId) -> String {
        match node {
            NodeId::Group(id) => {
                let group = self.rubric.group(id);
                let children = group.children.iter().map(|child| self.node(*child)).collect::<Vec<_>>();
                format!("组{:?}{children:?}", group.points)
            }
            NodeId::Indicator(id) => {
                let one = self.rubric.indicator(id);
                let measure = one.measure.map(|id| self.meaning(&self.rubric.measure(id).value));
                let clauses = one.not_applicable.iter();
                let clauses = clauses.map(|clause| (self.meaning(&clause.condition), self.policy(clause)));
                let rule = one.rule.as_ref().map(|rule| self.rule(rule));
                format!("标{:?}{measure:?}{rule:?}{:?}", one.points, clauses.collect::<Vec<_>>())
            }
        }
    }

    /// What becomes of an indicator that is not applicable.
    pub fn policy(&self, clause: &NotApplicable) -> String {
        match &clause.policy {
            Policy::Points(points) => format!("得{points:?}"),
            Policy::Judged(one) => judgement(one),
            Policy::LeftOut { whole } => format!("不计入{whole}"),
        }
    }
}

/// The name of an item; of a way without one, which is counted in the language of its rubric, its number.
pub(super) fn item_name(item: &Item) -> String {
    let number = item.name.strip_prefix("way ").or_else(|| item.name.strip_prefix('第')?.strip_suffix('种'));
    match number.filter(|number| number.chars().all(|one| one.is_ascii_digit())) {
        Some(number) => format!("#{number}"),
        None => item.name.clone(),
    }
}

fn judgement(one: &Judgement) -> String {
    let levels = one.levels.iter().map(|level| (&level.name, &level.scores)).collect::<Vec<_>>();
    format!("评定{levels:?}")
}
