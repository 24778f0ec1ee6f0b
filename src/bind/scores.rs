//! 评定, 自评 and 复核: scores that people give or claim.

use std::collections::BTreeMap;

use super::diagnostics::scores::{self as faults, BadScore};
use super::diagnostics::{given_twice, unknown_node};
use super::names::Names;
use crate::diagnostic::{Diagnostics, Reported, closest};
use crate::ids::{ElementId, IndicatorId, NodeId};
use crate::inputs::{Claims, Judged};
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{JudgedItem, Rubric};
use crate::source::Spanned;
use crate::submission::{self, Judgement, Raw, Submission};
use crate::written;

type Key = (IndicatorId, Option<ElementId>);

/// All scores of a submission.
#[derive(Default)]
pub(super) struct Scores {
    pub judgements: BTreeMap<Key, Judged>,
    pub claimed: Claims,
    pub reviewed: Claims,
}

/// Binds all scores; the claim of a judged indicator lands in 评定 and in its column, wherever it stood.
pub(super) fn scores(
    rubric: &Rubric,
    names: &Names<'_>,
    submission: &Submission,
    diagnostics: &mut Diagnostics,
) -> Scores {
    let mut binder = Binder { rubric, names, diagnostics };
    let mut scores = Scores {
        judgements: BTreeMap::new(),
        claimed: binder.column(&submission.claimed),
        reviewed: binder.column(&submission.reviewed),
    };
    for judgement in &submission.judgements {
        // What is wrong has been reported; the other judgements are still read.
        if let Ok((key, judged)) = binder.judgement(judgement) {
            match scores.judgements.get(&key) {
                Some(first) => {
                    binder.diagnostics.error(given_twice(first.span, &judgement.name));
                }
                None => {
                    let alike = names.alike(key.0, key.1);
                    scores.judgements.extend(alike.map(|place| ((place.indicator, place.item), judged.clone())));
                }
            }
        }
    }
    binder.merge(&mut scores);
    scores
}

struct Binder<'a> {
    rubric: &'a Rubric,
    names: &'a Names<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl Binder<'_> {
    fn column(&mut self, column: &submission::Claims) -> Claims {
        let mut claims = Claims::default();
        let indicators = column.indicators.iter().map(|one| (one, false));
        for ((name, raw), group) in indicators.chain(column.groups.iter().map(|one| (one, true))) {
            if let Ok((node, score)) = self.claim(name, raw, group) {
                match claims.nodes.get(&node) {
                    Some(first) => {
                        self.diagnostics.error(given_twice(first.span, name));
                    }
                    None => {
                        claims.nodes.insert(node, score);
                    }
                }
            }
        }
        claims.total = column.total.as_ref().and_then(|raw| self.score("总分", raw, (None, self.totals_fall())).ok());
        claims.grade.clone_from(&column.grade);
        claims
    }

    fn claim(
        &mut self,
        name: &Spanned<String>,
        raw: &Spanned<Raw>,
        group: bool,
    ) -> Result<(NodeId, Spanned<Rational>), Reported> {
        let node = if group {
            self.names.group(self.rubric, &name.node)
        } else {
            self.names.indicator(self.rubric, &name.node)
        };
        let node = node.map_err(|why| self.diagnostics.error(unknown_node(name, &why, group)))?;
        let judged = match node {
            NodeId::Indicator(id) => self.judges(id),
            NodeId::Group(_) => false,
        };
        let limit = judged.then(|| self.rubric.score_places());
        Ok((node, self.score(&name.node, raw, (limit, self.falls(node)))?))
    }

    fn judgement(&mut self, judgement: &Judgement) -> Result<(Key, Judged), Reported> {
        let name = &judgement.name;
        let place = self.names.judged(self.rubric, &name.node);
        let place = place.map_err(|why| self.diagnostics.error(unknown_node(name, &why, false)))?;
        let scored = judgement.level.is_some() || judgement.claimed.is_some() || judgement.reviewed.is_some();
        let Some(place) = place.filter(|place| place.is_judged() || !scored) else {
            return Err(self.nobody_judges(name, judgement.claimed.as_ref()));
        };
        let level = self.level(place, judgement);
        let choice = self.choice(place, judgement);
        let limit = Some(self.rubric.score_places());
        let falls = place.item.is_none() && self.falls(NodeId::Indicator(place.indicator));
        let mut score = |raw: &Option<Spanned<Raw>>| {
            raw.as_ref().map(|raw| self.score(&name.node, raw, (limit, falls))).transpose()
        };
        let (claimed, reviewed) = (score(&judgement.claimed), score(&judgement.reviewed));
        let judged = Judged {
            level: level?,
            choice: choice?,
            claimed: claimed?,
            reason: judgement.reason.clone(),
            evidence: judgement.evidence.iter().map(|one| one.node.clone()).collect(),
            reviewed: reviewed?,
            review_reason: judgement.review_reason.clone(),
            span: judgement.span,
        };
        Ok(((place.indicator, place.item), judged))
    }

    /// Whether a person may come to give the score of an indicator as a whole.
    fn judges(&self, id: IndicatorId) -> bool {
        self.names.places(id).any(|place| place.item.is_none() && place.is_judged())
    }

    fn nobody_judges(&mut self, name: &Spanned<String>, claimed: Option<&Spanned<Raw>>) -> Reported {
        let mut heads = std::iter::once(name.node.len()).chain(name.node.rmatch_indices('/').map(|(at, _)| at));
        let found = heads.find_map(|head| self.names.indicator(self.rubric, name.node.get(..head)?).ok());
        let Some(NodeId::Indicator(id)) = found else {
            return self.diagnostics.error(unknown_node(name, &super::names::Unknown::Nowhere(None), false));
        };
        let indicator = self.rubric.indicator(id);
        let judged = self.names.places(id).filter(|place| place.is_judged() && !place.items.is_empty());
        let items = judged.map(|place| format!("{}/{}", indicator.name.node, place.items.join("/")));
        let items = items.collect::<Vec<_>>();
        let claimed = claimed.and_then(|score| match &score.node {
            Raw::Text(text) | Raw::Number(text) => Some(text.trim()),
            Raw::Bool(_) => None,
        });
        self.diagnostics.error(faults::nobody_judges(name, indicator, &items, claimed))
    }

    fn level(&mut self, place: &JudgedItem<'_>, judgement: &Judgement) -> Result<Option<Spanned<String>>, Reported> {
        let Some(level) = &judgement.level else { return Ok(None) };
        let mut known: Vec<&str> = Vec::new();
        for name in self.names.alike(place.indicator, place.item).flat_map(JudgedItem::levels) {
            if !known.contains(&name) {
                known.push(name);
            }
        }
        if known.contains(&level.node.as_str()) {
            return Ok(Some(level.clone()));
        }
        let indicator = self.rubric.indicator(place.indicator);
        let nearest = closest(&level.node, known.iter().copied());
        Err(self.diagnostics.error(faults::unknown_level(level, indicator, &known, nearest)))
    }

    /// The way that is chosen.
    fn choice(&mut self, place: &JudgedItem<'_>, judgement: &Judgement) -> Result<Option<Spanned<String>>, Reported> {
        let Some(choice) = &judgement.choice else { return Ok(None) };
        let known = place.ways();
        if known.contains(&choice.node.as_str()) {
            return Ok(Some(choice.clone()));
        }
        let indicator = self.rubric.indicator(place.indicator);
        let nearest = closest(&choice.node, known.iter().copied());
        Err(self.diagnostics.error(faults::unknown_way(choice, indicator, &known, nearest)))
    }

    /// Whether a score may be below 0: only in 加减分.
    fn falls(&self, node: NodeId) -> bool {
        let NodeId::Indicator(id) = node else { return false };
        self.rubric.indicator(id).adjusts.as_ref().is_some_and(|range| range.least.is_negative())
    }

    /// Whether a total may be below 0.
    fn totals_fall(&self) -> bool {
        self.rubric.ending.totals(&self.rubric.total).least.is_negative()
    }

    /// A score in points: not negative unless it `falls`, with at most `limit` decimals. Whether it is too high is for
    /// the audit.
    fn score(
        &mut self,
        name: &str,
        raw: &Spanned<Raw>,
        (limit, falls): (Option<u32>, bool),
    ) -> Result<Spanned<Rational>, Reported> {
        let text = match &raw.node {
            Raw::Number(text) | Raw::Text(text) => text.as_str(),
            Raw::Bool(_) => "",
        };
        let read = written::read(text).ok().filter(|figure| figure.relation == Relation::Equal && !figure.trend);
        let read = read.filter(|figure| {
            figure.unit.is_empty() || self.rubric.units.find(&figure.unit).is_some_and(|unit| unit.kind == Kind::Score)
        });
        let why = match &read {
            None => Some(BadScore::NotPoints),
            Some(figure) if figure.number.is_negative() && !falls => Some(BadScore::Negative),
            Some(figure) => limit.filter(|limit| figure.number.decimal_places() > Some(*limit)).map(BadScore::Decimals),
        };
        match (read, why) {
            (Some(figure), None) => Ok(Spanned::new(figure.number, raw.span)),
            (_, why) => {
                let why = why.unwrap_or(BadScore::NotPoints);
                Err(self.diagnostics.error(faults::bad_score(name, raw.span, text, why)))
            }
        }
    }

    /// One score of a judged indicator, whether it stood in 评定, in its column, or in both.
    fn merge(&mut self, scores: &mut Scores) {
        for at in 0..self.rubric.indicators.len() {
            let id = IndicatorId::at(at);
            if !self.judges(id) {
                continue;
            }
            for reviewed in [false, true] {
                let column = if reviewed { &mut scores.reviewed } else { &mut scores.claimed };
                let claim = column.nodes.get(&NodeId::Indicator(id)).cloned();
                let own = scores.judgements.get(&(id, None));
                let own =
                    own.and_then(|judged| if reviewed { judged.reviewed.clone() } else { judged.claimed.clone() });
                match (own, claim) {
                    (Some(own), Some(claim)) if own.node != claim.node => {
                        let name = &self.rubric.indicator(id).name.node;
                        self.diagnostics.error(faults::scores_disagree(name, &own, &claim, reviewed));
                    }
                    (Some(own), None) => {
                        column.nodes.insert(NodeId::Indicator(id), own);
                    }
                    (None, Some(claim)) => {
                        let judged = scores.judgements.entry((id, None)).or_insert_with(|| unsaid(&claim));
                        *(if reviewed { &mut judged.reviewed } else { &mut judged.claimed }) = Some(claim);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// A judgement of which only the score is known.
fn unsaid(claim: &Spanned<Rational>) -> Judged {
    Judged {
        level: None,
        choice: None,
        claimed: None,
        reason: None,
        evidence: Vec::new(),
        reviewed: None,
        review_reason: None,
        span: claim.span,
    }
}
