//! Judged scores: inside their level, and with a reason below full marks.

use super::diagnostics::{self, Column};
use super::{Auditor, finding};
use crate::findings::{Class, Finding};
use crate::ids::{ElementId, IndicatorId, NodeId};
use crate::inputs::Judged;
use crate::quantity::Rational;
use crate::rubric::{Award, Choice, Item, Judgement, NormalForm, Policy, Rule, Ways};
use crate::scorecard::Step;
use crate::source::Spanned;

/// A judgement that was called for.
struct Called<'a> {
    indicator: IndicatorId,
    item: Option<&'a Item>,
    judgement: &'a Judgement,
}

impl Auditor<'_> {
    /// What is wrong with scores that a person gave.
    pub fn judged_scores(self) -> Vec<Finding> {
        let mut list = Vec::new();
        for line in &self.scorecard.indicators {
            let mut called = Vec::new();
            self.called(line.id, &line.steps, &mut called);
            for one in called {
                list.extend(self.judged(&one));
            }
        }
        list
    }

    /// Scores that stand although nobody said which way counts.
    pub fn unchosen(self) -> Vec<Finding> {
        let settled = self.scorecard.indicators.iter().filter(|line| line.score.exact().is_some());
        let told = settled.filter_map(|line| {
            let score = unchosen(&line.steps)?;
            Some(diagnostics::way_not_chosen(&self.rubric.indicator(line.id).name, score, self.inputs.span))
        });
        told.map(|diagnostic| finding(Class::Data, diagnostic)).collect()
    }

    fn judged(self, called: &Called<'_>) -> Vec<Finding> {
        let key = (called.indicator, called.item.map(|item| item.element));
        let judged = self.inputs.judgements.get(&key);
        let column = |claims: &crate::inputs::Claims| {
            let node = NodeId::Indicator(called.indicator);
            claims.nodes.get(&node).filter(|_| called.item.is_none()).cloned()
        };
        let own = |score: Option<&Spanned<Rational>>, claims| score.cloned().or_else(|| column(claims));
        let claimed = own(judged.and_then(|one| one.claimed.as_ref()), &self.inputs.claimed);
        let reviewed = own(judged.and_then(|one| one.reviewed.as_ref()), &self.inputs.reviewed);
        let reason = judged.and_then(|one| filled(one.reason.as_ref()));
        // Who confirms a score confirms its reason.
        let confirmed = claimed.as_ref().zip(reviewed.as_ref()).is_some_and(|(one, other)| one.node == other.node);
        let review_reason =
            judged.and_then(|one| filled(one.review_reason.as_ref())).or_else(|| reason.filter(|_| confirmed));
        let mut list = self.score(called, judged, Column::Claimed, (claimed.as_ref(), reason.is_some()));
        list.extend(self.score(called, judged, Column::Reviewed, (reviewed.as_ref(), review_reason.is_some())));
        let indicator = self.rubric.indicator(called.indicator);
        let listed = judged.is_some_and(|one| one.evidence.iter().any(|text| !text.trim().is_empty()));
        // Who claims nothing has nothing to prove.
        let to_prove = claimed.filter(|score| score.node.is_positive() && !listed);
        if let (Some(asked), Some(score)) = (&indicator.texts.evidence, to_prove) {
            let diagnostic = diagnostics::evidence_missing(&self.name_of(called), &score, asked);
            list.push(finding(Class::EvidenceMissing, diagnostic));
        }
        list
    }

    fn score(
        self,
        called: &Called<'_>,
        judged: Option<&Judged>,
        column: Column,
        (score, explained): (Option<&Spanned<Rational>>, bool),
    ) -> Vec<Finding> {
        let Some(score) = score else { return Vec::new() };
        let judgement = called.judgement;
        let name = self.name_of(called);
        let mut list = Vec::new();
        let adjusts = self.rubric.indicator(called.indicator).adjusts.as_ref().filter(|_| called.item.is_none());
        let above = score.node > judgement.points || adjusts.is_some_and(|range| score.node < range.least);
        // That of an indicator is told with the claims.
        if above && called.item.is_some() {
            let diagnostic = diagnostics::claim_above_points(column, &name, score, &judgement.points);
            list.push(finding(Class::Claim, diagnostic));
        }
        // The level named is that of the claim; a review that says nothing of it may be in any.
        let named = judged.and_then(|one| one.level.as_ref()).filter(|_| column == Column::Claimed);
        let level = named.and_then(|named| judgement.levels.iter().find(|level| level.name == named.node));
        let fits = match level {
            Some(level) => level.scores.contains(&score.node),
            None => judgement.levels.is_empty() || judgement.levels.iter().any(|one| one.scores.contains(&score.node)),
        };
        if !above && !fits {
            let diagnostic = diagnostics::score_outside_level(column, &name, score, (level, &judgement.levels));
            list.push(finding(Class::Claim, diagnostic));
        }
        if adjusts.is_some() {
            if !score.node.is_zero() && !explained {
                let diagnostic = diagnostics::adjustment_unexplained(column, &name, score);
                list.push(finding(Class::ReasonMissing, diagnostic));
            }
        } else if score.node < judgement.points && !explained {
            let diagnostic = diagnostics::reason_missing(column, &name, score, &judgement.points);
            list.push(finding(Class::ReasonMissing, diagnostic));
        }
        list
    }

    /// `指标`, or `指标/项`.
    fn name_of(&self, called: &Called<'_>) -> Spanned<String> {
        let indicator = &self.rubric.indicator(called.indicator).name;
        match called.item {
            Some(item) => Spanned::new(format!("{}/{}", indicator.node, item.name), self.rubric.element(item.element)),
            None => indicator.clone(),
        }
    }

    /// The judgements to which the rule came, on the path that the steps tell. Those without a score that counts are
    /// open and are no steps, so that the other column is held against the rule itself.
    fn called<'r>(&'r self, id: IndicatorId, steps: &[Step], list: &mut Vec<Called<'r>>) {
        let indicator = self.rubric.indicator(id);
        let all = all_judgements(indicator.rule.as_ref(), &indicator.not_applicable);
        let mut reached = Vec::new();
        elements(steps, &mut reached);
        let open = self.scorecard.indicators.get(id.index()).into_iter().flat_map(|line| &line.open);
        reached.extend(open.filter_map(|opening| match opening {
            crate::scorecard::Opening::NotJudged(element) => Some(*element),
            _ => None,
        }));
        for (item, judgement) in all {
            if reached.contains(&judgement.element) {
                list.push(Called { indicator: id, item, judgement });
            }
        }
    }
}

fn filled(text: Option<&Spanned<String>>) -> Option<&Spanned<String>> {
    text.filter(|text| !text.node.trim().is_empty())
}

/// What each of several ways gives, where none of them was chosen.
fn unchosen(steps: &[Step]) -> Option<&Rational> {
    let chosen = steps.iter().any(|step| matches!(step, Step::Way { counts: true, .. }));
    steps.iter().find_map(|step| match step {
        Step::Way { score, .. } if !chosen => score.exact(),
        Step::Way { counts: true, steps, .. } | Step::Item { steps, .. } => unchosen(steps),
        _ => None,
    })
}

fn elements(steps: &[Step], list: &mut Vec<ElementId>) {
    for step in steps {
        match step {
            Step::Judged { element, .. } => list.push(*element),
            Step::Item { steps, .. } | Step::Way { steps, .. } => elements(steps, list),
            _ => {}
        }
    }
}

/// Every judgement in an indicator, with the innermost checklist item that it is in.
fn all_judgements<'r>(
    rule: Option<&'r Rule>,
    clauses: &'r [crate::rubric::NotApplicable],
) -> Vec<(Option<&'r Item>, &'r Judgement)> {
    let mut list = Vec::new();
    list.extend(clauses.iter().filter_map(|clause| match &clause.policy {
        Policy::Judged(judgement) => Some((None, judgement)),
        Policy::Points(_) | Policy::LeftOut { .. } => None,
    }));
    let mut pending = rule.map(|rule| (None, &rule.normal)).into_iter().collect::<Vec<_>>();
    while let Some((item, normal)) = pending.pop() {
        let mut award = |award: &'r Award| match award {
            Award::Judged(judgement) => list.push((item, judgement)),
            Award::Curve(_) | Award::Formula(_) => {}
        };
        match normal {
            NormalForm::Pieces { bands, .. } => bands.iter().for_each(|band| award(&band.award)),
            NormalForm::Deduction(_) => {}
            NormalForm::Readings(readings) => {
                pending.extend(readings.iter().take(1).map(|reading| (item, &reading.rule.normal)));
            }
            NormalForm::Items(items) | NormalForm::Ways(Ways { ways: items, .. }) => {
                pending.extend(items.iter().rev().map(|item| (Some(item), &item.rule.normal)));
            }
            NormalForm::Cases(arms) => {
                for arm in arms {
                    match &arm.then {
                        Choice::Award(one) => award(one),
                        Choice::Rule(rule) => pending.push((item, &rule.normal)),
                    }
                }
            }
            NormalForm::Judged(judgement) => list.push((item, judgement)),
        }
    }
    list
}
