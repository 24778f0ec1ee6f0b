//! How the total came about: its summands, and how much of it people decided.

use super::Sheet;
use super::number::{amount, places, plain, points, total_places, typeset};
use super::parts::items;
use super::taken::taken;
use crate::ids::NodeId;
use crate::quantity::Rational;
use crate::rubric::{DisplayUnit, Policy};
use crate::scorecard::{Amount, IndicatorLine, LossCause, Step};

impl Sheet<'_> {
    /// `13 + 45.84 + 40 = 98.84`, with 折算 and 修约 where they made it another number; `None` where there is one
    /// summand that is the total, or no points to add up.
    pub(super) fn addition(&self) -> Option<String> {
        let digits = places(self.rubric);
        let shown = |score: &Amount| amount(score, digits, self.language);
        let rows = self.rows();
        let roots = rows.iter().filter(|row| row.depth == 0).collect::<Vec<_>>();
        if self.scorecard.total == Amount::Unpublished {
            return None;
        }
        let bare = self.rubric.ending.is_empty();
        let whole = if bare { &self.scorecard.total } else { &self.scorecard.ending.base };
        let Some(total) = whole.exact() else {
            let sum = roots.iter().map(|row| shown(row.score)).collect::<Vec<_>>().join(" + ");
            return Some(sum);
        };
        let printed = points(total, if bare { total_places(self.rubric) } else { digits });
        let counted = roots.iter().filter(|row| row.score.exact().is_some()).collect::<Vec<_>>();
        let mut sum = counted.iter().filter_map(|row| row.score.exact()).sum::<Rational>();
        let mut text = counted.iter().map(|row| shown(row.score)).collect::<Vec<_>>().join(" + ");
        if self.scorecard.losses.iter().any(|loss| loss.cause == LossCause::RescaledWhole) {
            let of = counted.iter().filter_map(|row| row.points).sum::<Rational>();
            let applicable = &of - &self.left_to_whole();
            sum = (&sum * &self.rubric.total).checked_div(&applicable)?;
            let bare = if counted.len() > 1 { format!("({text})") } else { text };
            text = format!("{bare} ÷ {} × {}", points(&applicable, 0), points(&self.rubric.total, 0));
        } else if text == printed {
            return None;
        }
        if sum == *total {
            return Some(format!("{text} = {printed}"));
        }
        let unit = DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: digits.max(2) };
        let (digits, is_exact) = plain(&sum, &unit, &[]);
        let sign = if is_exact { "=" } else { "≈" };
        Some(format!("{text} {sign} {digits}{}{printed}", self.say("，修约为 ", ", rounded to ")))
    }

    /// The points of what is left out and spread over the whole.
    fn left_to_whole(&self) -> Rational {
        let left = self.scorecard.indicators.iter().filter(|line| line.score == Amount::LeftOut).filter_map(|line| {
            let indicator = self.rubric.indicator(line.id);
            let clause = line.steps.iter().find_map(|step| match step {
                Step::NotApplicable(element) => indicator.not_applicable.iter().find(|one| one.element == *element),
                _ => None,
            })?;
            // A root that is left out whole is no summand, so its points are not among theirs.
            let counted = !self.is_in_left_out_root(NodeId::Indicator(line.id));
            matches!(clause.policy, Policy::LeftOut { whole: true }).then_some(())?;
            indicator.points.as_ref().filter(|_| counted)
        });
        left.sum()
    }

    fn is_in_left_out_root(&self, node: NodeId) -> bool {
        let mut at = node;
        loop {
            let parent = match at {
                NodeId::Group(id) => self.rubric.group(id).parent,
                NodeId::Indicator(id) => self.rubric.indicator(id).parent,
            };
            let Some(parent) = parent else { break };
            at = NodeId::Group(parent);
        }
        match at {
            NodeId::Group(id) => {
                self.scorecard.groups.get(id.index()).is_some_and(|line| line.score == Amount::LeftOut)
            }
            NodeId::Indicator(id) => self.line(id).is_some_and(|line| line.score == Amount::LeftOut),
        }
    }

    /// `其中：按规则 13，人工评定 85.84`, where people decided some of an exact total.
    pub(super) fn shares(&self) -> Option<String> {
        let total = self.scorecard.total.exact()?;
        let (mut ruled, mut judged, mut any) = (Rational::ZERO, Rational::ZERO, false);
        for line in &self.scorecard.indicators {
            let Some(score) = line.score.exact() else { continue };
            let by_people = self.judged_share(line, score);
            any |= by_people.is_some();
            let by_people = by_people.unwrap_or(Rational::ZERO);
            ruled = &ruled + &(score - &by_people);
            judged = &judged + &by_people;
        }
        if !any {
            return None;
        }
        let digits = places(self.rubric);
        let mut text = format!(
            "{}{}{}{}",
            self.say("其中：按规则 ", "of these: by rule "),
            typeset(&points(&ruled, digits)),
            self.say("，人工评定 ", ", judged "),
            typeset(&points(&judged, digits))
        );
        let rest = &(total - &ruled) - &judged;
        if !rest.is_zero() {
            let shown = typeset(&points(&rest, digits));
            let sign = if rest.is_positive() { "+" } else { "" };
            text.push_str(&format!("{}{} {sign}{shown}", self.comma(), self.changes()));
        }
        Some(text)
    }

    /// What made the total another number than the scores of the indicators: `折算和修约`.
    fn changes(&self) -> String {
        const WORDS: [(&str, &str); 6] = [
            ("折算", "rescaling"),
            ("加减分限额", "limit of the adjustments"),
            ("封顶", "ceiling"),
            ("不低于", "floor"),
            ("否决", "veto"),
            ("总分修约", "rounding of the total"),
        ];
        let causes = self.scorecard.losses.iter().map(|loss| match loss.cause {
            LossCause::Indicator(_) => None,
            LossCause::Rescaled(_) | LossCause::RescaledWhole => Some(0),
            LossCause::Adjustments => Some(1),
            LossCause::Capped => Some(2),
            LossCause::Floored => Some(3),
            LossCause::Vetoed(_) => Some(4),
            LossCause::TotalRounded => Some(5),
        });
        let causes = causes.flatten().collect::<std::collections::BTreeSet<usize>>();
        let word = |at: usize| WORDS.get(at).map_or("", |(zh, en)| self.say(zh, en));
        match causes.iter().copied().collect::<Vec<_>>().as_slice() {
            [0, 5] => self.say("折算和修约", "rescaling and rounding").to_owned(),
            several => several.iter().map(|at| word(*at)).collect::<Vec<_>>().join(self.say("、", ", ")),
        }
    }

    /// What people gave of the score of an indicator; `None` where they gave nothing of it.
    fn judged_share(&self, line: &IndicatorLine, score: &Rational) -> Option<Rational> {
        let rule = self.rubric.indicator(line.id).rule.as_ref();
        let mut judged = None;
        for one in taken(&line.steps, rule) {
            match one.step {
                Step::Judged { .. } => return Some(score.clone()),
                Step::Way { counts: true, steps, .. } if has_judged(steps) => return Some(score.clone()),
                Step::Item { element, score: Amount::Exact(item), steps } if has_judged(steps) => {
                    let known = items(one.rule).iter().any(|item| item.element == *element);
                    let sum = judged.unwrap_or(Rational::ZERO);
                    judged = Some(if known { &sum + item } else { sum });
                }
                _ => {}
            }
        }
        judged
    }
}

fn has_judged(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Judged { .. } => true,
        Step::Item { steps, .. } => has_judged(steps),
        Step::Way { counts, steps, .. } => *counts && has_judged(steps),
        _ => false,
    })
}
