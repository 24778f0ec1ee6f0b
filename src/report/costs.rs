//! Which lines of a rule cost the points that are missing.

use super::Sheet;
use super::parts::items;
use super::taken::taken;
use crate::ids::ElementId;
use crate::quantity::Rational;
use crate::rubric::{Rule, show_points};
use crate::scorecard::{IndicatorLine, Step};

/// A part of a rule that cost points.
pub(super) struct Cost {
    /// Where it is written; two places for the anchors of 线性.
    pub elements: Vec<ElementId>,
    /// `第 12 行 每低于 1个百分点 扣 0.3分，扣 0.66分`.
    pub text: String,
}

impl Sheet<'_> {
    /// What cost an indicator its points, in the order of the rule.
    pub(super) fn costs(&self, line: &IndicatorLine) -> Vec<Cost> {
        let mut costs = Vec::new();
        self.add_costs(&line.steps, self.rubric.indicator(line.id).rule.as_ref(), &mut costs);
        costs
    }

    fn add_costs(&self, steps: &[Step], rule: Option<&Rule>, costs: &mut Vec<Cost>) {
        for one in taken(steps, rule) {
            let written = |element: ElementId| (vec![element], self.at_line(self.rubric.element(element)));
            let (elements, text) = match one.step {
                // What stands behind an arm says what it cost.
                Step::Arm(_) if one.leads_on => continue,
                Step::NotApplicable(_) if one.leads_on => continue,
                Step::Arm(element) | Step::NotApplicable(element) => written(*element),
                Step::Band { element, at } => self.band_rows(*element, at.only(), one.rule),
                Step::Deducted { points, .. } if points.is_zero() => continue,
                Step::Deducted { element, points, .. } => {
                    let (elements, text) = written(*element);
                    (elements, format!("{text}{}{}", self.say("，共扣 ", ", in all "), self.score(points)))
                }
                Step::Floor => (Vec::new(), self.say("已扣至下限", "stopped at the floor").to_owned()),
                Step::Judged { element, level } => written(level.unwrap_or(*element)),
                Step::Way { counts: false, .. } => continue,
                Step::Way { element, steps, .. } => {
                    let way = items(one.rule).iter().find(|way| way.element == *element);
                    let from = costs.len();
                    self.add_costs(steps, way.map(|way| &way.rule), costs);
                    let name = way.map(|way| way.name.as_str()).unwrap_or_default();
                    for cost in costs.iter_mut().skip(from) {
                        cost.text = format!("“{name}”{}{}", self.colon(), cost.text);
                    }
                    continue;
                }
                Step::Item { element, score, steps } => {
                    let item = items(one.rule).iter().find(|item| item.element == *element);
                    let lost = item.zip(score.exact()).map(|(item, score)| (item, &item.points - score));
                    if let Some((item, lost)) = lost.filter(|(_, lost)| !lost.is_zero()) {
                        self.add_item(item, &lost, steps, costs);
                    }
                    continue;
                }
            };
            costs.push(Cost { elements, text });
        }
    }

    /// What an item lost, and by which lines of its own.
    fn add_item(&self, item: &crate::rubric::Item, lost: &Rational, steps: &[Step], costs: &mut Vec<Cost>) {
        let mut inner = Vec::new();
        self.add_costs(steps, Some(&item.rule), &mut inner);
        let elements = inner.iter().flat_map(|cost| cost.elements.iter().copied()).collect();
        let lines = inner.into_iter().map(|cost| cost.text).collect::<Vec<_>>().join(self.say("；", "; "));
        let head = match self.say("zh", "en") {
            "zh" => format!("“{}”失 {}", item.name, self.score(lost)),
            _ => format!("“{}” lost {}", item.name, self.score(lost)),
        };
        costs.push(Cost { elements, text: format!("{head}{}{lines}", self.colon()) });
    }

    fn score(&self, points: &Rational) -> String {
        show_points(points, 0, self.language)
    }
}
