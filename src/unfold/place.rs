//! The indicators of rows in the place of their templates, and what names indicators after that.

use std::collections::BTreeMap;

use super::{MadeRow, Unfolder};
use crate::ids::{IndicatorId, NodeId};
use crate::inputs::Judged;
use crate::rubric::{Choice, Indicator, NormalForm, Rule};

/// The ids that indicators have now, by those they had. A template has as many as it has rows.
#[derive(Default)]
pub(super) struct Renumbered(BTreeMap<IndicatorId, Vec<IndicatorId>>);

impl Renumbered {
    /// For so many indicators as written, and so many rows in the place of each template.
    pub(super) fn new(written: usize, rows: BTreeMap<IndicatorId, usize>) -> Self {
        let mut next = 0_usize;
        let mut ids = BTreeMap::new();
        for id in (0..written).map(IndicatorId::at) {
            let after = next.saturating_add(rows.get(&id).copied().unwrap_or(1));
            ids.insert(id, (next..after).map(IndicatorId::at).collect());
            next = after;
        }
        Renumbered(ids)
    }

    fn all(&self, id: IndicatorId) -> Vec<IndicatorId> {
        self.0.get(&id).cloned().unwrap_or_default()
    }

    pub(super) fn only(&self, id: IndicatorId) -> IndicatorId {
        self.0.get(&id).and_then(|ids| ids.first().copied()).unwrap_or(id)
    }

    pub(super) fn node(&self, node: NodeId) -> NodeId {
        match node {
            NodeId::Indicator(id) => NodeId::Indicator(self.only(id)),
            group @ NodeId::Group(_) => group,
        }
    }

    fn nodes(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let each = nodes.iter().flat_map(|node| match node {
            NodeId::Indicator(id) => self.all(*id).into_iter().map(NodeId::Indicator).collect::<Vec<_>>(),
            group @ NodeId::Group(_) => vec![*group],
        });
        each.collect()
    }
}

impl Unfolder<'_> {
    /// Puts the rows where the templates stand. All ids of indicators change with that.
    pub(super) fn put_in_place(&mut self, mut made: BTreeMap<IndicatorId, Vec<Indicator>>) {
        let mut rows_made = std::mem::take(&mut self.made_rows).into_iter();
        let mut list = Vec::new();
        for (at, indicator) in std::mem::take(&mut self.rubric.indicators).into_iter().enumerate() {
            list.extend(made.remove(&IndicatorId::at(at)).unwrap_or_else(|| vec![indicator]));
        }
        let renumbered = std::mem::take(&mut self.renumbered);
        self.renumber(&renumbered);
        // Rows were made group by group, in the order of the templates.
        let rows = self.written.groups.iter().filter_map(|group| group.rows.as_ref());
        let ids = rows.flat_map(|rows| renumbered.all(rows.template)).collect::<Vec<_>>();
        for id in ids {
            let Some(made) = rows_made.next() else { break };
            for measure in &made.measures {
                if let Some(measure) = self.rubric.measures.get_mut(measure.index()) {
                    measure.indicator = id;
                }
            }
            self.enter_claim((id, list.get(id.index())), made);
        }
        self.rubric.indicators = list;
    }

    /// Follows the new ids wherever indicators are named.
    fn renumber(&mut self, ids: &Renumbered) {
        for group in &mut self.rubric.groups {
            group.children = ids.nodes(&group.children);
            group.rows = None;
        }
        self.rubric.roots = ids.nodes(&self.rubric.roots);
        for measure in &mut self.rubric.measures {
            // Nothing reads the measures of a template any more.
            measure.indicator = ids.all(measure.indicator).first().copied().unwrap_or(IndicatorId::at(0));
        }
        for check in &mut self.rubric.checks {
            check.owner = check.owner.map(|owner| ids.node(owner));
        }
        let judgements = std::mem::take(&mut self.inputs.judgements);
        self.inputs.judgements = judgements.into_iter().map(|((id, item), one)| ((ids.only(id), item), one)).collect();
        for column in [&mut self.inputs.claimed, &mut self.inputs.reviewed] {
            let scores = std::mem::take(&mut column.nodes);
            column.nodes = scores.into_iter().map(|(id, score)| (ids.node(id), score)).collect();
        }
    }

    fn enter_claim(
        &mut self,
        (id, indicator): (IndicatorId, Option<&Indicator>),
        MadeRow { claim, review, reason, .. }: MadeRow,
    ) {
        let judged = indicator.and_then(|one| one.rule.as_ref()).is_some_and(is_judged);
        if let Some(claim) = &claim {
            self.inputs.claimed.nodes.insert(NodeId::Indicator(id), claim.clone());
        }
        if let Some(review) = &review {
            self.inputs.reviewed.nodes.insert(NodeId::Indicator(id), review.clone());
        }
        let scores = claim.as_ref().or(review.as_ref()).map(|score| score.span);
        let span = scores.or(reason.as_ref().map(|reason| reason.span));
        if let (true, Some(span)) = (judged, span) {
            let judged = Judged {
                level: None,
                choice: None,
                claimed: claim,
                reason: reason.clone(),
                evidence: Vec::new(),
                reviewed: review,
                // A row has one place for words.
                review_reason: reason,
                span,
            };
            self.inputs.judgements.insert((id, None), judged);
        }
    }
}

/// Whether a person may come to judge.
fn is_judged(rule: &Rule) -> bool {
    let award = |award: &crate::rubric::Award| matches!(award, crate::rubric::Award::Judged(_));
    match &rule.normal {
        NormalForm::Judged(_) => true,
        NormalForm::Pieces { bands, .. } => bands.iter().any(|band| award(&band.award)),
        NormalForm::Cases(arms) => arms.iter().any(|arm| match &arm.then {
            Choice::Award(one) => award(one),
            Choice::Rule(rule) => is_judged(rule),
        }),
        NormalForm::Readings(readings) => readings.iter().any(|one| is_judged(&one.rule)),
        NormalForm::Ways(ways) => ways.ways.iter().any(|way| is_judged(&way.rule)),
        NormalForm::Items(_) | NormalForm::Deduction(_) => false,
    }
}
