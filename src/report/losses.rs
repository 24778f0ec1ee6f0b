//! The loss list: where the points went that are missing, and what would have been needed.

use super::Sheet;
use super::costs::Cost;
use super::number::{figure, of_kind, places, plain, points, total_places, typeset, unit_of};
use crate::diagnostic::layout::{escape, fold, pad_left};
use crate::ids::{FieldId, IndicatorId};
use crate::inputs::{State, Value};
use crate::quantity::{Kind, Rational};
use crate::rubric::show_points;
use crate::scorecard::{IndicatorLine, Loss, LossCause, Needed, Step};

/// Columns of the report.
pub(super) const COLUMNS: usize = 100;

/// Where a loss comes from, as far as it comes from one indicator.
#[derive(Default)]
pub(super) struct Origin {
    /// The figures with their 出处.
    pub data: Vec<String>,
    /// The parts of the rule that cost the points.
    pub costs: Vec<Cost>,
    /// 理由.
    pub reason: Option<String>,
    /// 说明.
    pub note: Option<String>,
    /// 原文.
    pub wording: Option<String>,
    /// 佐证, as the rubric asks for it.
    pub evidence: Option<String>,
    /// 依据.
    pub authority: Option<String>,
    /// 来源.
    pub source: Option<String>,
}

impl Sheet<'_> {
    /// What the cause is called.
    pub(super) fn cause(&self, cause: LossCause) -> String {
        match cause {
            LossCause::Indicator(id) => self.rubric.indicator(id).name.node.clone(),
            LossCause::Rescaled(id) => {
                format!("{}{}", self.say("折算：", "rescaled: "), self.rubric.group(id).name.node)
            }
            LossCause::RescaledWhole => self.say("全表折算", "rescaled over the whole").to_owned(),
            LossCause::Adjustments => self.say("加减分限额", "limit of the adjustments").to_owned(),
            LossCause::Capped => self.say("封顶", "ceiling").to_owned(),
            LossCause::Floored => self.say("不低于", "floor").to_owned(),
            LossCause::Vetoed(_) => self.say("否决", "veto").to_owned(),
            LossCause::TotalRounded => self.say("总分修约", "rounding of the total").to_owned(),
        }
    }

    /// The loss list with its sum; empty where nothing is lost.
    pub(super) fn losses(&self) -> String {
        let losses = &self.scorecard.losses;
        if losses.is_empty() {
            return String::new();
        }
        // One number of decimals for all, so that the column reads as a sum.
        let decimals = |loss: &Loss| points(&loss.points, 0).split_once('.').map_or(0, |(_, digits)| digits.len());
        let most = losses.iter().map(decimals).max().and_then(|most| u32::try_from(most).ok()).unwrap_or(0);
        let most = most.max(places(self.rubric));
        let shown = |loss: &Loss| typeset(&points(&-&loss.points, most));
        let column = losses.iter().map(|loss| shown(loss).chars().count()).max().unwrap_or(0);
        let mut out = format!("{}\n", self.say("失分", "Points lost"));
        for loss in losses {
            out.push_str(&format!("  {}  {}\n", pad_left(&shown(loss), column), self.cause(loss.cause)));
            for detail in self.details(loss) {
                let indent = " ".repeat(column.saturating_add(4));
                let head = format!("{indent}{}", detail.0);
                let further = indent.chars().count().saturating_add(2);
                out.push_str(&fold(&head, &escape(&detail.1), further, COLUMNS));
            }
        }
        let sum = losses.iter().map(|loss| &loss.points).sum::<Rational>();
        let sum = typeset(&points(&sum, most.max(total_places(self.rubric))));
        let line = match self.scorecard.total.exact() {
            Some(total) => {
                let full = points(&self.rubric.total, 0);
                let shown = typeset(&points(total, total_places(self.rubric)));
                let total = if total.is_negative() { format!("({shown})") } else { shown };
                format!("{} {sum} = {full} − {total}", self.say("合计", "sum"))
            }
            None => format!("{} {sum}{}", self.say("合计", "sum"), self.say("（未决项除外）", " (open items aside)")),
        };
        out.push_str(&format!("  {line}\n"));
        out
    }

    /// What stands below a loss.
    fn details(&self, loss: &Loss) -> Vec<(&'static str, String)> {
        let Origin { data, costs, reason, note, wording, evidence, authority, source } = self.origin(loss.cause);
        let data = (!data.is_empty()).then(|| data.join(self.say("；", "; ")));
        let needed = loss.needed.as_ref().map(|needed| self.needed(needed));
        let mut details = vec![(self.say("数据：", "data: "), data)];
        details.extend(costs.into_iter().map(|cost| (self.say("规则：", "rule: "), Some(cost.text))));
        let unexplained =
            (reason.is_none() && self.is_judged(loss.cause)).then(|| self.say("未说明", "none was given").to_owned());
        details.extend([
            (self.say("理由：", "reason: "), reason.or(unexplained)),
            (self.say("说明：", "note: "), note),
            (self.say("原文：", "wording: "), wording),
            (self.say("佐证要求：", "evidence asked for: "), evidence),
            (self.say("依据：", "authority: "), authority),
            (self.say("来源：", "origin: "), source),
            (self.say("所差：", "needed: "), needed),
        ]);
        details.into_iter().filter_map(|(head, text)| Some((head, text?))).collect()
    }

    /// Whether a person gave the score.
    fn is_judged(&self, cause: LossCause) -> bool {
        let LossCause::Indicator(id) = cause else { return false };
        let last = self.line(id).and_then(|line| line.steps.last());
        matches!(last, Some(Step::Judged { .. }))
    }

    /// Datum, rule line, reason and authority of a loss.
    pub(super) fn origin(&self, cause: LossCause) -> Origin {
        let id = match cause {
            LossCause::Indicator(id) => id,
            LossCause::Vetoed(at) => return self.origin_of_veto(at),
            LossCause::Adjustments => {
                let texts = self.rubric.ending.adjustments.as_ref().map(|block| block.texts.clone());
                let texts = texts.unwrap_or_default();
                let (note, authority, source) = (texts.note, texts.authority, texts.origin);
                return Origin { note, authority, source, ..Origin::default() };
            }
            _ => return Origin::default(),
        };
        let indicator = self.rubric.indicator(id);
        let texts = &indicator.texts;
        Origin {
            data: indicator.reads.iter().filter_map(|field| self.datum(*field)).collect(),
            costs: self.line(id).map(|line| self.costs(line)).unwrap_or_default(),
            reason: self.given_reason(id),
            note: texts.note.clone(),
            wording: texts.wording.clone(),
            evidence: texts.evidence.clone(),
            authority: texts.authority.clone(),
            source: texts.origin.clone(),
        }
    }

    fn origin_of_veto(&self, at: usize) -> Origin {
        let Some(veto) = self.rubric.ending.vetoes.get(at) else { return Origin::default() };
        let text = self.at_line(self.rubric.element(veto.element));
        let data = self.rubric.fields_below(&veto.condition).into_iter().filter_map(|field| self.datum(field));
        Origin { data: data.collect(), costs: vec![Cost { elements: vec![veto.element], text }], ..Origin::default() }
    }

    pub(super) fn line(&self, id: IndicatorId) -> Option<&IndicatorLine> {
        self.scorecard.indicators.get(id.index())
    }

    /// `在用固定资产 74.83万元（出处）`.
    pub(super) fn datum(&self, id: FieldId) -> Option<String> {
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
        let (value, score) = (show(&needed.value), show_points(&needed.score, 0, self.language));
        let now = match self.inputs.figure(needed.field).map(|figure| &figure.value) {
            Some(Value::Number(now)) if field.kind.is_numeric() => Some(now),
            _ => None,
        };
        // Two ratios differ by points, not by a ratio.
        let apart = |number: &Rational| match field.kind {
            Kind::Ratio | Kind::Change => plain(number, &unit_of(&Kind::Point, self.language), &[]).0,
            _ => show(number),
        };
        let zh = self.say("zh", "en") == "zh";
        match now.map(|now| &needed.value - now) {
            Some(more) if more.is_positive() && zh => {
                format!("{name}再增加 {}，即达 {value}，可得 {score}", apart(&more))
            }
            Some(less) if zh => format!("{name}再减少 {}，即为 {value}，可得 {score}", apart(&less.abs())),
            Some(more) if more.is_positive() => {
                format!("{name} at {value} ({} more) would give {score}", apart(&more))
            }
            Some(less) => format!("{name} at {value} ({} less) would give {score}", apart(&less.abs())),
            None if zh => format!("{name}为 {value} 时可得 {score}"),
            None => format!("{name} at {value} would give {score}"),
        }
    }
}
