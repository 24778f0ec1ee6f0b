//! The end of the calculation: 加减分 with its indicators, 封顶, 不低于, 否决, and the grade before them.

use serde_json::{Value, json as object};

use super::Sheet;
use super::json::{range, score};
use super::number::{amount, exact, places, points, total_places, typeset};
use super::row::Row;
use crate::ids::NodeId;
use crate::quantity::Rational;
use crate::rubric::{ScoreRange, Verdict};
use crate::scorecard::{Amount, LossCause, Scorecard, VetoState};

impl Sheet<'_> {
    /// The rows of 加减分.
    pub(super) fn adjusting_rows(&self) -> Vec<Row<'_>> {
        self.rubric.adjusting().filter_map(|(id, ..)| self.row(NodeId::Indicator(id), 1)).collect()
    }

    /// `−10～5`.
    pub(super) fn span_of(&self, range: &ScoreRange) -> String {
        let end = |number: &Rational| typeset(&points(number, 0));
        format!("{}{}{}", end(&range.least), self.say("～", " to "), end(&range.most))
    }

    /// How the sum of the groups became the total, one line for each step that did something.
    pub(super) fn ending_lines(&self) -> Vec<String> {
        let (rules, card) = (&self.rubric.ending, self.scorecard);
        let ending = &card.ending;
        let digits = places(self.rubric).max(total_places(self.rubric));
        let shown = |score: &Amount| typeset(&amount(score, digits, self.language));
        let acted = |cause: LossCause| card.losses.iter().any(|loss| loss.cause == cause);
        let mut lines = Vec::new();
        if let (Some(block), Some(sum), Some(counted)) = (&rules.adjustments, &ending.adjusted, &ending.counted) {
            let limit = if sum == counted {
                String::new()
            } else {
                let limit = self.span_of(&block.range);
                format!("{}{}{limit}", shown(sum), self.say("，限于 ", ", limited to ")) + self.comma()
            };
            let (base, counted) = (shown(&ending.base), signed(counted, &shown(counted)));
            lines.push(match self.say("zh", "en") {
                "zh" => format!(
                    "各分组 {base}，加减分{} {counted}",
                    if limit.is_empty() { String::new() } else { format!(" {limit}计") }
                ),
                _ => format!("groups {base}, adjustments {limit}{counted}"),
            });
        }
        let open = ending.bounded.exact().is_none();
        for (cause, limit, zh, en) in [
            (LossCause::Capped, &rules.ceiling, "封顶", "capped at"),
            (LossCause::Floored, &rules.floor, "不低于", "at least"),
        ] {
            if let Some(limit) = limit.as_ref().filter(|_| open || acted(cause)) {
                lines.push(format!("{} {}", self.say(zh, en), typeset(&points(limit, digits))));
            }
        }
        lines.extend(self.veto_lines());
        if let (Some(before), Some(total)) = (ending.vetoed.exact(), card.total.exact())
            && !rules.is_empty()
            && before != total
        {
            let total = typeset(&points(total, total_places(self.rubric)));
            let before = typeset(&points(before, 0));
            lines.push(format!("{before}{}{total}", self.say("，修约为 ", ", rounded to ")));
        }
        lines
    }

    /// Every veto that holds or may hold.
    fn veto_lines(&self) -> Vec<String> {
        let vetoes = self.scorecard.ending.vetoes.iter();
        let lines = vetoes.filter_map(|veto| {
            let written = self.at_line(self.rubric.element(veto.element));
            match &veto.state {
                VetoState::Holds => Some(format!("{}{written}", self.say("否决成立：", "veto: "))),
                VetoState::DoesNotHold => None,
                VetoState::Open(openings) => {
                    let why = openings.iter().map(|one| self.opening(one, None)).collect::<Vec<_>>();
                    let why = why.join(self.say("；", "; "));
                    Some(match self.say("zh", "en") {
                        "zh" => format!("否决未定：{written}（{why}）"),
                        _ => format!("veto open: {written} ({why})"),
                    })
                }
            }
        });
        lines.collect()
    }

    /// The end for programs.
    pub(super) fn ending_value(&self, card: &Scorecard) -> Value {
        let (rules, ending) = (&self.rubric.ending, &card.ending);
        let adjustments = rules.adjustments.as_ref().map(|block| {
            object!({
                "range": range(&block.range),
                "sum": ending.adjusted.as_ref().map(score),
                "counted": ending.counted.as_ref().map(score),
            })
        });
        let vetoes = rules.vetoes.iter().zip(&ending.vetoes).map(|(veto, line)| {
            let (limit, grade) = match &veto.verdict {
                Verdict::Total(limit) => (Some(exact(limit)), None),
                Verdict::Grade { limit, .. } => {
                    (None, self.rubric.grades.get(*limit).map(|grade| grade.name.node.as_str()))
                }
            };
            let (state, open) = match &line.state {
                VetoState::Holds => ("holds", Vec::new()),
                VetoState::DoesNotHold => ("does_not_hold", Vec::new()),
                VetoState::Open(openings) => {
                    ("open", openings.iter().map(|one| self.opening_value(one, None)).collect())
                }
            };
            object!({ "rule": self.element(veto.element), "state": state, "open": open, "limit": limit, "grade": grade })
        });
        object!({
            "groups": score(&ending.base),
            "adjustments": adjustments,
            "ceiling": rules.ceiling.as_ref().map(exact),
            "floor": rules.floor.as_ref().map(exact),
            "bounded": score(&ending.bounded),
            "vetoes": vetoes.collect::<Vec<_>>(),
            "vetoed": score(&ending.vetoed),
            "grade_before": ending.grade_before,
        })
    }
}

/// With a plus before what adds.
fn signed(amount: &Amount, shown: &str) -> String {
    match amount.exact() {
        Some(score) if score.is_positive() => format!("+{shown}"),
        _ => shown.to_owned(),
    }
}
