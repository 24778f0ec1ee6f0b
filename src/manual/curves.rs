//! 按完成率 and 线性 in sentences.

use super::writer::{Scored, Writer};
use crate::quantity::{Kind, Rational, Relation};
use crate::syntax::ast::{Anchor, Cut, CutSubject, Expr, ExprNode, Function};

impl Writer<'_> {
    pub(super) fn proportional(&self, by_deviation: bool, cuts: &[Cut], of: &Scored<'_>) -> String {
        let mut parts = Vec::new();
        for cut in cuts {
            let subject = match cut.subject.as_ref().map(|one| one.node) {
                Some(CutSubject::Completion) => self.completion(of),
                _ => of.subject.clone(),
            };
            let (values, award) = (self.bounds(&subject, &cut.range), self.award(&cut.award, of));
            parts.push(self.tell(format!("{values}的，{award}"), format!("{values} {award}")));
        }
        let target = of.target.as_ref();
        let submitted = target.is_none_or(|(_, value)| self.comes_with_submission(value));
        let main = match target {
            Some((relation, value)) if !submitted => {
                self.by_target(relation.unwrap_or(Relation::AtLeast), value, by_deviation, of)
            }
            _ => self.by_submitted_target(by_deviation, of),
        };
        let first = cuts.is_empty();
        parts.push(if first {
            main
        } else {
            self.tell(format!("其余情况下，{main}"), format!("otherwise {main}"))
        });
        parts.join(self.say("；", "; "))
    }

    /// What 完成率 is: the measure by the target, or the target by the measure where less is better.
    fn completion(&self, of: &Scored<'_>) -> String {
        let name = self.say("完成率", "the completion");
        let Some((relation, target)) = of.target.as_ref().filter(|(_, target)| !self.comes_with_submission(target))
        else {
            return name.to_owned();
        };
        let (x, t) = (&of.subject, self.formula(target, &of.subject));
        let ratio = match relation {
            Some(Relation::AtMost | Relation::Less) => format!("{t}÷{x}"),
            _ => format!("{x}÷{t}"),
        };
        let ratio = if self.zh() { ratio } else { ratio.replace('÷', " ÷ ") };
        format!("{name}{}", self.in_brackets(&ratio))
    }

    /// Whether the target says itself how it compares.
    fn comes_with_submission(&self, target: &Expr) -> bool {
        match &target.node {
            ExprNode::Call(function, _) => function.node == Function::TargetOf,
            ExprNode::Name(name) => self.kind_of(name) == Some(&Kind::Target),
            ExprNode::Row(name) => self.kind_of(&name.node) == Some(&Kind::Target),
            _ => false,
        }
    }

    fn by_target(&self, relation: Relation, target: &Expr, by_deviation: bool, of: &Scored<'_>) -> String {
        let (full, x) = (self.full(of), &of.subject);
        let t = self.formula(target, x);
        let t = match &target.node {
            ExprNode::Arithmetic(..) => self.tell(format!("（{t}）"), format!("({t})")),
            _ => t,
        };
        let positive = matches!(&target.node, ExprNode::Literal(one) if Rational::from(one.magnitude).is_positive());
        let nothing = if positive {
            ""
        } else {
            self.say("，目标值不大于0而未达到的得0分", ", 0 points where the target is not above 0 and missed")
        };
        let reached = format!("{x}{}{t}", self.relation(relation));
        match (relation, by_deviation) {
            (Relation::Equal | Relation::NotEqual, false) => {
                self.tell(format!("{reached}的，得{full}；否则得0分"), format!("{reached} gets {full}, otherwise 0 points"))
            }
            (Relation::Equal | Relation::NotEqual, true) => self.tell(
                format!("{reached}的，得{full}；否则，得分={full}×（1−|{x}−{t}|÷{t}），偏差超过100%的得0分{nothing}"),
                format!("{reached} gets {full}; otherwise {full} × (1 − |{x} − {t}| ÷ {t}), 0 points when off by more than 100%{nothing}"),
            ),
            (Relation::AtMost | Relation::Less, _) => self.tell(
                format!("{reached}的，得{full}；否则，得分={full}×{t}÷{x}，最多得{full}{nothing}"),
                format!("{reached} gets {full}; otherwise {full} × {t} ÷ {x}, at most {full}{nothing}"),
            ),
            _ => self.tell(
                format!("{reached}的，得{full}；否则，得分={full}×{x}÷{t}，最低得0分{nothing}"),
                format!("{reached} gets {full}; otherwise {full} × {x} ÷ {t}, at least 0 points{nothing}"),
            ),
        }
    }

    /// The target says itself how it compares.
    fn by_submitted_target(&self, by_deviation: bool, of: &Scored<'_>) -> String {
        let (full, x) = (self.full(of), &of.subject);
        let equal = match by_deviation {
            true => self.tell(
                format!("目标为“=”的，得分={full}×（1−|{x}−目标值|÷目标值），偏差超过100%的得0分"),
                format!(
                    "for a target “=”, {full} × (1 − |{x} − target| ÷ target), 0 points when off by more than 100%"
                ),
            ),
            false => self.say("目标为“=”的，得0分", "for a target “=”, 0 points").to_owned(),
        };
        self.tell(
            format!(
                "达到目标值的，得{full}；未达到的，目标为“≥”（或“>”）的，得分={full}×{x}÷目标值，目标为“≤”（或“<”）的，\
                 得分={full}×目标值÷{x}，{equal}；不低于0分，不高于{full}；目标值（目标为“≤”时{x}）不大于0而未达到的，得0分"
            ),
            format!(
                "meeting the target gets {full}; otherwise, for a target “≥” (or “>”), {full} × {x} ÷ target, for a target \
                 “≤” (or “<”), {full} × target ÷ {x}, {equal}; not below 0 points, not above {full}; 0 points where \
                 there is no such ratio because the divisor is not above 0"
            ),
        )
    }

    pub(super) fn linear(&self, anchors: &[Anchor], of: &Scored<'_>) -> String {
        let shown = anchors.iter().map(|anchor| (self.formula(&anchor.at, &of.subject), self.given(&anchor.award, of)));
        let shown = shown.collect::<Vec<_>>();
        let x = &of.subject;
        let mut parts = Vec::new();
        if let Some((at, points)) = shown.first() {
            parts.push(self.tell(format!("{x}≤{at}，得{points}"), format!("{x} ≤ {at} gets {points}")));
        }
        for pair in shown.windows(2) {
            if let [(from, low), (to, high)] = pair {
                parts.push(if low == high {
                    self.tell(format!("{from}至{to}，得{low}"), format!("from {from} to {to} gets {low}"))
                } else {
                    self.tell(
                        format!("{from}至{to}，得分由{low}按直线变为{high}"),
                        format!("from {from} to {to} in a straight line from {low} to {high}"),
                    )
                });
            }
        }
        if let Some((at, points)) = shown.last() {
            parts.push(self.tell(format!("≥{at}，得{points}"), format!("≥ {at} gets {points}")));
        }
        parts.join(self.say("；", "; "))
    }
}
