//! The scorecard for programs: `specs/schema/evaluation.schema.json`. Numbers are texts, so that none is rounded on the
//! way: their decimals, or `n/d` where these do not end.

use serde_json::{Value, json as object};

use super::Sheet;
use super::carried::texts;
use super::costs::Cost;
use super::number::exact;
use super::row::Row;
use crate::diagnostic;
use crate::findings::{CheckOutcome, Class};
use crate::ids::{ElementId, FieldId, IndicatorId, NodeId};
use crate::inputs::Outcome;
use crate::quantity::{Interval, Kind, Rational};
use crate::rubric::{Level, ScoreRange, show_date};
use crate::scorecard::{Amount, Basis, IndicatorLine, Loss, LossCause, Opening, Scorecard, Step};

/// The version of the format: raised when a reader would have to change.
pub(super) const FORMAT: &str = "jixiao/evaluation/1";

/// One submission as a JSON document.
#[must_use]
pub fn json(sheet: &Sheet) -> String {
    format!("{:#}\n", sheet.value())
}

impl Sheet<'_> {
    /// The document.
    pub(super) fn value(&self) -> Value {
        let card = self.scorecard;
        let inputs = self.inputs;
        object!({
            "format": FORMAT,
            "language": self.say("zh", "en"),
            "rubric": { "title": self.rubric.title.node, "year": self.rubric.year.node, "texts": texts(&self.rubric.texts) },
            "unit": inputs.unit.node,
            "unit_code": inputs.unit_code,
            "year": inputs.year.node,
            "submission_version": inputs.version,
            "basis": basis(card.basis),
            "total": self.total_value(card),
            "other_basis": self.other.map(|other| self.total_value(other)),
            "nodes": self.rows().iter().chain(&self.adjusting_rows()).map(|row| self.node(row)).collect::<Vec<_>>(),
            "losses": card.losses.iter().map(|loss| self.loss(loss)).collect::<Vec<_>>(),
            "findings": self.finding_values(),
            "checks": self.check_values(),
            "receipt": {
                "rubric": self.receipt.rubric,
                "submission": self.receipt.submission,
                "together": self.receipt.together,
                "engine": self.receipt.engine,
            },
        })
    }

    fn total_value(&self, card: &Scorecard) -> Value {
        let claims = if card.basis == Basis::Claimed { &self.inputs.claimed } else { &self.inputs.reviewed };
        let mut total = object!({
            "basis": basis(card.basis),
            "points": exact(&self.rubric.total),
            "score": score(&card.total),
            "grade": card.grade,
            "stated": claims.total.as_ref().map(|claim| exact(&claim.node)),
            "stated_grade": claims.grade.as_ref().map(|claim| &claim.node),
        });
        if let (false, Some(fields)) = (self.rubric.ending.is_empty(), total.as_object_mut()) {
            fields.insert("ending".into(), self.ending_value(card));
        }
        total
    }

    fn node(&self, row: &Row) -> Value {
        let mut node = object!({
            "kind": if matches!(row.node, NodeId::Group(_)) { "group" } else { "indicator" },
            "level": row.depth.saturating_add(1),
            "path": self.rubric.path(row.node),
            "name": row.name,
            "points": row.points.filter(|_| row.adjusts.is_none()).map(exact),
            "score": score(row.score),
            "claimed": row.claimed.map(exact),
            "reviewed": row.reviewed.map(exact),
            "difference": row.difference().as_ref().map(exact),
            "applicable_points": row.applicable.map(exact),
            "texts": texts(match row.node {
                NodeId::Group(id) => &self.rubric.group(id).texts,
                NodeId::Indicator(id) => &self.rubric.indicator(id).texts,
            }),
        });
        if let (Some(adjusts), Some(fields)) = (row.adjusts, node.as_object_mut()) {
            fields.insert("adjusts".into(), range(adjusts));
        }
        if let (NodeId::Group(id), Some(fields)) = (row.node, node.as_object_mut()) {
            let grade = self.scorecard.groups.get(id.index()).and_then(|line| line.grade.as_deref());
            fields.extend(grade.map(|grade| ("grade".to_owned(), grade.into())));
        }
        if let (NodeId::Indicator(id), Some(line), Some(fields)) = (row.node, row.line, node.as_object_mut()) {
            let open = line.open.iter().map(|opening| self.opening_value(opening, Some(id)));
            fields.insert("data".into(), self.data_values(id).into());
            fields.insert("judged".into(), self.judgement_values(id).into());
            fields.insert("measure".into(), self.measure_value(line));
            fields.insert("steps".into(), line.steps.iter().map(|step| self.step(step)).collect());
            fields.insert("explanation".into(), self.steps(line).into_iter().map(|step| step.text).collect());
            fields.insert("open".into(), open.collect());
        }
        node
    }

    fn measure_value(&self, line: &IndicatorLine) -> Value {
        let text = self.shown_measure(line);
        let value = self.rubric.indicator(line.id).measure.and_then(|id| match self.measures.value(id) {
            Outcome::Known(crate::inputs::Value::Number(number)) => Some(exact(number).into()),
            Outcome::Known(crate::inputs::Value::Range(range)) => Some(interval(range)),
            _ => None::<Value>,
        });
        object!({ "text": text, "value": value })
    }

    /// A part of the rule: where and what is written there.
    pub(super) fn element(&self, id: ElementId) -> Value {
        let span = self.rubric.element(id);
        let (text, line) = self.quoted(span);
        object!({ "id": id.index(), "file": self.sources.get(span.source).name(), "line": line, "text": text })
    }

    fn step(&self, step: &Step) -> Value {
        match step {
            Step::NotApplicable(id) => object!({ "step": "not_applicable", "rule": self.element(*id) }),
            Step::Arm(id) => object!({ "step": "arm", "rule": self.element(*id) }),
            Step::Band { element, at } => {
                object!({ "step": "band", "rule": self.element(*element), "at": interval(at) })
            }
            Step::Deducted { element, excess, steps, points } => object!({
                "step": "deducted",
                "rule": self.element(*element),
                "excess": exact(excess),
                "steps": exact(steps),
                "points": exact(points),
            }),
            Step::Floor => object!({ "step": "floor" }),
            Step::Item { element, score: item, steps } => object!({
                "step": "item",
                "rule": self.element(*element),
                "score": score(item),
                "steps": steps.iter().map(|step| self.step(step)).collect::<Vec<_>>(),
            }),
            Step::Way { element, score: way, counts, steps } => object!({
                "step": "way",
                "rule": self.element(*element),
                "score": score(way),
                "counts": counts,
                "steps": steps.iter().map(|step| self.step(step)).collect::<Vec<_>>(),
            }),
            Step::Judged { element, level } => object!({
                "step": "judged",
                "rule": self.element(*element),
                "level": level.map(|level| self.element(level)),
            }),
        }
    }

    /// An opening, of an indicator or, where there is none, of a veto.
    pub(super) fn opening_value(&self, opening: &Opening, id: Option<IndicatorId>) -> Value {
        let (reason, fields, threshold) = match opening {
            Opening::Blank(fields) => ("blank", Some(fields), None),
            Opening::Straddles { fields, threshold } => ("straddles", Some(fields), threshold.as_ref()),
            Opening::Readings(_) => ("readings", None, None),
            Opening::Scores(_) => ("score", None, None),
            Opening::NotJudged(_) => ("not_judged", None, None),
            Opening::NotChosen(_) => ("not_chosen", None, None),
        };
        let names = fields.into_iter().flatten().map(|field| self.rubric.field(*field).name.node.as_str());
        object!({
            "reason": reason,
            "fields": names.collect::<Vec<_>>(),
            "threshold": threshold.map(|(at, kind)| if *kind == Kind::Date { show_date(at) } else { exact(at) }),
            "text": self.opening(opening, id),
        })
    }

    /// A value beside a field: a day as a date, all else as a number.
    fn exact_in(&self, value: &Rational, field: Option<&FieldId>) -> String {
        let date = field.is_some_and(|field| self.rubric.field(*field).kind == Kind::Date);
        if date && value.is_whole() { show_date(value) } else { exact(value) }
    }

    fn loss(&self, loss: &Loss) -> Value {
        let (kind, path) = match loss.cause {
            LossCause::Indicator(id) => ("indicator", Some(self.rubric.path(NodeId::Indicator(id)))),
            LossCause::Rescaled(id) => ("rescaled", Some(self.rubric.path(NodeId::Group(id)))),
            LossCause::RescaledWhole => ("rescaled_whole", None),
            LossCause::Adjustments => ("adjustments", None),
            LossCause::Capped => ("capped", None),
            LossCause::Floored => ("floored", None),
            LossCause::Vetoed(_) => ("vetoed", None),
            LossCause::TotalRounded => ("total_rounded", None),
        };
        let needed = loss.needed.as_ref().map(|needed| {
            object!({
                "field": self.rubric.field(needed.field).name.node,
                "value": self.exact_in(&needed.value, Some(&needed.field)),
                "score": exact(&needed.score),
                "text": self.needed(needed),
            })
        });
        let origin = self.origin(loss.cause);
        object!({
            "cause": kind,
            "path": path,
            "points": exact(&loss.points),
            "data": origin.data,
            "rules": origin.costs.iter().map(|cost| self.cost(cost)).collect::<Vec<_>>(),
            "reason": origin.reason,
            "note": origin.note,
            "wording": origin.wording,
            "evidence": origin.evidence,
            "authority": origin.authority,
            "origin": origin.source,
            "needed": needed,
        })
    }

    fn cost(&self, cost: &Cost) -> Value {
        let elements = cost.elements.iter().map(|element| self.element(*element));
        object!({ "text": cost.text, "elements": elements.collect::<Vec<_>>() })
    }

    fn finding_values(&self) -> Vec<Value> {
        let printed = self.printed();
        let findings = self.findings.list.iter().map(|finding| {
            let mut value = diagnostic::value(&finding.diagnostic, self.sources, self.language);
            if let Some(labels) = value.get_mut("labels").and_then(Value::as_array_mut) {
                for (label, told) in labels.iter_mut().zip(&finding.diagnostic.labels) {
                    let place = printed.place(told.span);
                    label.as_object_mut().map(|fields| fields.insert("place".into(), place.into()));
                }
            }
            if let Some(fields) = value.as_object_mut() {
                let checks = finding.checks.iter().map(|id| id.index());
                fields.insert("class".into(), class(finding.class).into());
                fields.insert("checks".into(), checks.collect());
            }
            value
        });
        findings.collect()
    }

    fn check_values(&self) -> Vec<Value> {
        let checks = self.findings.checks.iter().map(|result| {
            let check = self.rubric.checks.get(result.check.index());
            object!({
                "check": result.check.index(),
                "name": check.map(|check| check.name.node.as_str()),
                "level": check.map(|check| level(check.level)),
                "texts": check.map(|check| texts(&check.texts)),
                "outcome": outcome(result.outcome),
                "difference": result.difference.as_ref().map(exact),
            })
        });
        checks.collect()
    }
}

/// An amount.
pub(super) fn score(amount: &Amount) -> Value {
    match amount {
        Amount::Exact(score) => object!({ "state": "exact", "value": exact(score) }),
        Amount::Between(least, most) => object!({ "state": "open", "least": exact(least), "most": exact(most) }),
        Amount::Unpublished => object!({ "state": "unpublished" }),
        Amount::LeftOut => object!({ "state": "left_out" }),
    }
}

/// 自评 or 复核.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Claimed => "claimed",
        Basis::Reviewed => "reviewed",
    }
}

/// What an adjustment may change.
pub(super) fn range(range: &ScoreRange) -> Value {
    object!({ "least": exact(&range.least), "most": exact(&range.most) })
}

fn interval(interval: &Interval) -> Value {
    if let Some(only) = interval.only() {
        return exact(only).into();
    }
    let end = |end: &crate::quantity::End| {
        end.number().map(|number: &Rational| object!({ "value": exact(number), "included": end.is_closed() }))
    };
    object!({ "lower": end(&interval.lower), "upper": end(&interval.upper) })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Explain => "explain",
        Level::Hint => "hint",
    }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Inconsistent => "inconsistent",
        Class::Explain => "explain",
        Class::Identity => "identity",
        Class::Claim => "claim",
        Class::ReasonMissing => "reason_missing",
        Class::EvidenceMissing => "evidence_missing",
        Class::Undecided => "undecided",
        Class::Data => "data",
        Class::Rounding => "rounding",
    }
}

fn outcome(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Holds => "holds",
        CheckOutcome::HoldsByRounding => "holds_by_rounding",
        CheckOutcome::Fails => "fails",
        CheckOutcome::Undecided => "undecided",
        CheckOutcome::NotApplicable => "not_applicable",
    }
}
