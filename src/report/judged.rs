//! What a person decided, and on what grounds.

use std::collections::BTreeSet;

use serde_json::{Value, json as object};

use super::Sheet;
use super::number::exact;
use super::parts::items;
use super::taken::taken;
use crate::diagnostic::layout::escape;
use crate::ids::{ElementId, IndicatorId};
use crate::inputs::Judged;
use crate::scorecard::{Basis, Step};

impl Sheet<'_> {
    pub(super) fn judged(&self, id: IndicatorId, element: Option<ElementId>, level: Option<ElementId>) -> String {
        let judgements = &self.inputs.judgements;
        let judged = judgements.get(&(id, element)).or_else(|| judgements.get(&(id, None)));
        let mut text = self.say("人工评定", "judged").to_owned();
        if let Some(level) = level {
            text.push_str(&format!(" {}", self.at_line(self.rubric.element(level))));
        }
        if let Some(reason) = judged.and_then(|judged| self.reason(judged)) {
            text.push_str(&format!("{}{}", self.colon(), escape(reason)));
        }
        text.push_str(&judged.map(|judged| self.evidence(judged)).unwrap_or_default());
        text
    }

    /// Why a judged indicator got less than its points, in the department's or the reviewer's words.
    pub(super) fn given_reason(&self, id: IndicatorId) -> Option<String> {
        let judged = self.inputs.judgements.range((id, None)..).take_while(|((of, _), _)| *of == id);
        let lost = self.short_items(id);
        let judged = judged.filter(|((_, item), _)| item.is_none_or(|item| lost.contains(&item)));
        let reasons = judged.filter_map(|(_, judged)| self.reason(judged)).collect::<Vec<_>>();
        (!reasons.is_empty()).then(|| reasons.join(self.say("；", "; ")))
    }

    /// The items of a checklist that got less than their points, and the ways that count. One submitted reason reaches
    /// the item of its name in every case; only those of the case that applies are told.
    fn short_items(&self, id: IndicatorId) -> BTreeSet<ElementId> {
        let steps = self.line(id).map(|line| line.steps.as_slice()).unwrap_or_default();
        let mut short = BTreeSet::new();
        for one in taken(steps, self.rubric.indicator(id).rule.as_ref()) {
            match one.step {
                Step::Item { element, score, .. } => {
                    let item = items(one.rule).iter().find(|item| item.element == *element);
                    if item.zip(score.exact()).is_none_or(|(item, score)| *score < item.points) {
                        short.insert(*element);
                    }
                }
                Step::Way { element, counts: true, .. } => {
                    short.insert(*element);
                }
                _ => {}
            }
        }
        short
    }

    fn reason<'j>(&self, judged: &'j Judged) -> Option<&'j str> {
        let reason = match self.scorecard.basis {
            Basis::Claimed => judged.reason.as_ref(),
            Basis::Reviewed => judged.review_reason.as_ref(),
        };
        reason.map(|reason| reason.node.as_str()).filter(|reason| !reason.is_empty())
    }

    /// `（佐证：某局〔2024〕3号；会议纪要）`: what was listed.
    pub(super) fn evidence(&self, judged: &Judged) -> String {
        let listed = judged.evidence.iter().filter(|one| !one.trim().is_empty()).map(|one| escape(one));
        let listed = listed.collect::<Vec<_>>();
        match (listed.is_empty(), self.say("zh", "en")) {
            (true, _) => String::new(),
            (false, "zh") => format!("（佐证：{}）", listed.join("；")),
            (false, _) => format!(" (evidence: {})", listed.join("; ")),
        }
    }

    /// What was submitted of the judged items of an indicator.
    pub(super) fn judgement_values(&self, id: IndicatorId) -> Vec<Value> {
        let of = self.inputs.judgements.range((id, None)..).take_while(|((of, _), _)| *of == id);
        of.map(|((_, item), judged)| {
            let item = item.map(|item| self.quoted(self.rubric.element(item)).0);
            let Judged { level, claimed, reason, evidence, reviewed, review_reason, .. } = judged;
            object!({
                "item": item,
                "level": level.as_ref().map(|level| &level.node),
                "claimed": claimed.as_ref().map(|score| exact(&score.node)),
                "reason": reason.as_ref().map(|reason| &reason.node),
                "evidence": evidence,
                "reviewed": reviewed.as_ref().map(|score| exact(&score.node)),
                "review_reason": review_reason.as_ref().map(|reason| &reason.node),
            })
        })
        .collect()
    }
}
