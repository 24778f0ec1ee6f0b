//! Which rule each step of a score was taken in: an arm of 情形 leads on to a rule of its own.

use crate::ids::ElementId;
use crate::rubric::{Arm, Choice, NormalForm, Rule};
use crate::scorecard::Step;

/// A step beside the rule that it was taken in.
#[derive(Clone, Copy)]
pub(super) struct Taken<'a> {
    pub step: &'a Step,
    pub rule: Option<&'a Rule>,
    /// For [`Step::Arm`], the arm.
    pub arm: Option<&'a Arm>,
    /// Whether the steps behind it say what it gave.
    pub leads_on: bool,
}

/// The steps of a rule, each beside the rule that it belongs to.
pub(super) fn taken<'a>(steps: &'a [Step], rule: Option<&'a Rule>) -> Vec<Taken<'a>> {
    let mut rule = rule;
    let mut list = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let leads_on = at.saturating_add(1) < steps.len();
        let found = match step {
            Step::Arm(element) => arm(rule, *element, leads_on),
            _ => None,
        };
        list.push(Taken { step, rule, arm: found, leads_on });
        if let Some(Choice::Rule(inner)) = found.map(|arm| &arm.then) {
            rule = Some(inner);
        }
    }
    list
}

/// 按完成率 has two arms at one place: the one that leads on to the rate, and the one that gives nothing.
fn arm(rule: Option<&Rule>, element: ElementId, leads_on: bool) -> Option<&Arm> {
    let NormalForm::Cases(arms) = &rule?.normal else { return None };
    let mut here = arms.iter().filter(|arm| arm.element == element);
    let first = here.clone().next();
    here.find(|arm| matches!(arm.then, Choice::Rule(_)) == leads_on).or(first)
}
