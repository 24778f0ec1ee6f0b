//! The loss list: where the points went that are missing, and what would have been needed.

use super::Sheet;
use super::number::{figure, of_kind, places, points, total_places, typeset};
use crate::diagnostic::layout::{escape, hang, pad_left};
use crate::ids::{ElementId, FieldId, IndicatorId};
use crate::inputs::{State, Value};
use crate::quantity::Rational;
use crate::scorecard::{IndicatorLine, Loss, LossCause, Needed, Step};

/// Columns of the report.
pub(super) const COLUMNS: usize = 100;

impl Sheet<'_> {
    /// What the cause is called.
    pub(super) fn cause(&self, cause: LossCause) -> String {
        match cause {
            LossCause::Indicator(id) => self.rubric.indicator(id).name.node.clone(),
            LossCause::Rescaled(id) => {
                format!("{}{}", self.say("折算：", "rescaled: "), self.rubric.group(id).name.node)
            }
            LossCause::RescaledWhole => self.say("全表折算", "rescaled over the whole").to_owned(),
            LossCause::TotalRounded => self.say("总分修约", "rounding of the total").to_owned(),
        }
    }

    /// The loss list with its sum; empty where nothing is lost.
    pub(super) fn losses(&self) -> String {
        let losses = &self.scorecard.losses;
        if losses.is_empty() {
            return String::new();
        }
        let shown = |loss: &Loss| typeset(&points(&-&loss.points, places(self.rubric)));
        let column = losses.iter().map(|loss| shown(loss).chars().count()).max().unwrap_or(0);
        let mut out = format!("{}\n", self.say("失分", "Points lost"));
        for loss in losses {
            out.push_str(&format!("  {}  {}\n", pad_left(&shown(loss), column), self.cause(loss.cause)));
            for detail in self.details(loss) {
                let indent = " ".repeat(column.saturating_add(4));
                out.push_str(&hang(&format!("{indent}{}", detail.0), &escape(&detail.1), COLUMNS));
            }
        }
        let sum = losses.iter().map(|loss| &loss.points).sum::<Rational>();
        let digits = places(self.rubric).max(total_places(self.rubric));
        let sum = points(&sum, digits);
        let line = match self.scorecard.total.exact() {
            Some(total) => {
                let (full, total) = (points(&self.rubric.total, 0), points(total, total_places(self.rubric)));
                format!("{} {sum} = {full} − {total}", self.say("合计", "sum"))
            }
            None => format!("{} {sum}{}", self.say("合计", "sum"), self.say("（未决项除外）", " (open items aside)")),
        };
        out.push_str(&format!("  {line}\n"));
        out
    }

    /// Datum, rule line, authority, and what would have been needed.
    fn details(&self, loss: &Loss) -> Vec<(&'static str, String)> {
        let LossCause::Indicator(id) = loss.cause else { return Vec::new() };
        let indicator = self.rubric.indicator(id);
        let mut details = Vec::new();
        let data = indicator.reads.iter().filter_map(|field| self.datum(*field)).collect::<Vec<_>>();
        if !data.is_empty() {
            details.push((self.say("数据：", "data: "), data.join(self.say("；", "; "))));
        }
        if let Some(element) = self.line(id).and_then(|line| deciding(&line.steps)) {
            details.push((self.say("规则：", "rule: "), self.at_line(self.rubric.element(element))));
        }
        if let Some(reason) = self.given_reason(id) {
            details.push((self.say("理由：", "reason: "), reason));
        }
        let texts = &indicator.texts;
        if let Some(authority) = texts.authority.as_ref().or(texts.origin.as_ref()) {
            details.push((self.say("依据：", "authority: "), authority.clone()));
        }
        details.extend(loss.needed.as_ref().map(|needed| (self.say("所差：", "needed: "), self.needed(needed))));
        details
    }

    pub(super) fn line(&self, id: IndicatorId) -> Option<&IndicatorLine> {
        self.scorecard.indicators.get(id.index())
    }

    /// `在用固定资产 74.83万元（出处）`.
    fn datum(&self, id: FieldId) -> Option<String> {
        let field = self.rubric.field(id);
        let State::Filled(figures) = &self.inputs.cell(id).state else { return None };
        let first = figures.first()?;
        let shown = figure(first, field, self.language);
        let place = first.place.as_ref().map(|place| match self.say("zh", "en") {
            "zh" => format!("（{place}）"),
            _ => format!(" ({place})"),
        });
        Some(format!("{} {shown}{}", field.name.node, place.unwrap_or_default()))
    }

    /// `在用固定资产再增加 3.20万元，达 68.87万元，可得 1分`.
    pub(super) fn needed(&self, needed: &Needed) -> String {
        let field = self.rubric.field(needed.field);
        let name = &field.name.node;
        let show = |number: &Rational| of_kind(number, &field.kind, &field.unit, self.language);
        let (value, score) = (show(&needed.value), points(&needed.score, places(self.rubric)));
        let now = match self.inputs.figure(needed.field).map(|figure| &figure.value) {
            Some(Value::Number(now)) if field.kind.is_numeric() => Some(now),
            _ => None,
        };
        let zh = self.say("zh", "en") == "zh";
        match now.map(|now| &needed.value - now) {
            Some(more) if more.is_positive() && zh => {
                format!("{name}再增加 {}，即达 {value}，可得 {score}分", show(&more))
            }
            Some(less) if zh => format!("{name}再减少 {}，即为 {value}，可得 {score}分", show(&less.abs())),
            Some(more) if more.is_positive() => format!("{} more of {name} ({value}) would give {score}", show(&more)),
            Some(less) => format!("{} less of {name} ({value}) would give {score}", show(&less.abs())),
            None if zh => format!("{name}为 {value} 时可得 {score}分"),
            None => format!("{name} at {value} would give {score}"),
        }
    }
}

/// The part of the rule that decided.
fn deciding(steps: &[Step]) -> Option<ElementId> {
    steps.iter().rev().find_map(|step| match step {
        Step::NotApplicable(element) | Step::Arm(element) => Some(*element),
        Step::Band { element, .. } | Step::Deducted { element, .. } | Step::Judged { element, .. } => Some(*element),
        Step::Item { element, steps, .. } => deciding(steps).or(Some(*element)),
        Step::Floor => None,
    })
}
