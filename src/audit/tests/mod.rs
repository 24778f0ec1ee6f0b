//! Figures of published reports, and what a careful reader finds in them.

mod claims;
mod figures;

use super::audit;
use crate::findings::{CheckOutcome, Findings};
use crate::ids::{FieldId, IndicatorId};
use crate::inputs::Measures;
use crate::inputs::sample::{Sample, is, n, op};
use crate::quantity::{Kind, Op, Rational, Relation};
use crate::rubric::{Expr, NormalForm};
use crate::scorecard::{Amount, Basis, GroupLine, IndicatorLine, Scorecard, Step};

impl Sample {
    fn audit(&self) -> Findings {
        self.audit_scores(&[])
    }

    /// With the scores of the indicators; a group's is their sum.
    fn audit_scores(&self, scores: &[(&str, bool)]) -> Findings {
        audit(&self.rubric, &self.inputs, &Measures::default(), &self.scorecard(scores))
    }

    fn scorecard(&self, scores: &[(&str, bool)]) -> Scorecard {
        let line = |(index, (score, judged)): (usize, &(&str, bool))| {
            let judgement = match &self.rubric.indicators[index].rule.as_ref().unwrap().normal {
                NormalForm::Judged(judgement) => Some(judgement.element),
                _ => None,
            };
            let steps = judgement.filter(|_| *judged).map(|element| Step::Judged { element, level: None });
            IndicatorLine {
                id: IndicatorId::at(index),
                score: Amount::Exact(n(score)),
                steps: steps.into_iter().collect(),
                open: Vec::new(),
                claimed: None,
                reviewed: None,
            }
        };
        let sum = Amount::Exact(scores.iter().fold(Rational::ZERO, |sum, (score, _)| &sum + &n(score)));
        let group = |index| GroupLine {
            id: crate::ids::GroupId::at(index),
            score: sum.clone(),
            grade: None,
            applicable: None,
            claimed: None,
            reviewed: None,
        };
        Scorecard {
            basis: Basis::Claimed,
            indicators: scores.iter().enumerate().map(line).collect(),
            groups: (0..self.rubric.groups.len()).map(group).collect(),
            total: sum.clone(),
            ending: crate::scorecard::Ending::plain(sum.clone()),
            grade: None,
            losses: Vec::new(),
        }
    }

    fn sum(&self, fields: &[FieldId]) -> Expr {
        let kind = self.rubric.field(fields[0]).kind.clone();
        let mut parts = fields.iter().map(|field| self.read(*field));
        let first = parts.next().unwrap();
        parts.fold(first, |sum, part| op(kind.clone(), Op::Add, sum, part))
    }

    fn quotient(&self, over: FieldId, under: FieldId) -> Expr {
        op(Kind::Ratio, Op::Div, self.read(over), self.read(under))
    }

    fn equal(&mut self, left: Expr, right: Expr) {
        self.check("核对", is(Relation::Equal, left, right));
    }

    fn outcome(&self) -> CheckOutcome {
        self.audit().checks[0].outcome
    }

    fn told(&self) -> (String, String) {
        let findings = self.audit();
        let diagnostic = &findings.list[0].diagnostic;
        (diagnostic.message.zh.clone(), diagnostic.help.clone().map(|help| help.zh).unwrap_or_default())
    }
}

fn codes(findings: &Findings) -> Vec<&'static str> {
    findings.list.iter().map(|finding| finding.diagnostic.code.number()).collect()
}
