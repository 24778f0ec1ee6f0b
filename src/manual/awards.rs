//! What is given, and for which values.

use super::writer::{Scored, Writer};
use crate::quantity::{Rational, Relation};
use crate::syntax::ast::{
    Award, AwardNode, Bound, Deviation, Expr, ExprNode, JudgedLevel, Literal, LiteralUnit, Range, Reach,
};

impl Writer<'_> {
    /// `得10分`, or who gives how much.
    pub fn award(&self, award: &Award, of: &Scored<'_>) -> String {
        match &award.node {
            AwardNode::Full | AwardNode::Points(_) | AwardNode::Share(_) | AwardNode::Bare(_) => {
                let points = self.given(award, of);
                self.tell(format!("得{points}"), format!("gets {points}"))
            }
            AwardNode::ByJudgement => self.by_judgement(of),
            AwardNode::Judged(levels) => {
                let levels = self.judged(levels, of);
                self.tell(
                    format!("由评价人员按下列档次评定：{}", levels.join("；")),
                    format!("an evaluator decides: {}", levels.join("; ")),
                )
            }
            AwardNode::Formula(formula) => {
                let formula = self.in_points(formula, of);
                self.tell(format!("得分={formula}"), format!("gets {formula}"))
            }
            AwardNode::Hole => String::new(),
        }
    }

    /// An amount alone: `10分`, `满分`.
    pub fn given(&self, award: &Award, of: &Scored<'_>) -> String {
        match &award.node {
            AwardNode::Full => self.full(of),
            AwardNode::Points(literal) | AwardNode::Bare(literal) => self.points(&Rational::from(literal.magnitude)),
            AwardNode::Share(literal) => self.share(literal, of),
            AwardNode::Formula(formula) => self.in_points(formula, of),
            _ => String::new(),
        }
    }

    /// Full marks.
    pub fn full(&self, of: &Scored<'_>) -> String {
        let most = of.adjusts.as_ref().map(|range| &range.most);
        match of.points.as_ref().or(most) {
            Some(points) => self.points(points),
            None => self.say("满分", "full points").to_owned(),
        }
    }

    /// A part of the points: in points, where these are known.
    fn share(&self, literal: &Literal, of: &Scored<'_>) -> String {
        let most = of.adjusts.as_ref().map(|range| &range.most);
        match of.points.as_ref().or(most).zip(fraction(literal)) {
            Some((points, fraction)) => self.points(&(points * &fraction)),
            None => {
                let part = self.literal(literal);
                self.tell(format!("分值的{part}"), format!("{part} of the points"))
            }
        }
    }

    /// `10分×（1−指标值）`.
    fn in_points(&self, formula: &Expr, of: &Scored<'_>) -> String {
        self.formula_of_points(formula, &of.subject, &self.full(of))
    }

    pub fn by_judgement(&self, of: &Scored<'_>) -> String {
        let (least, most) = match &of.adjusts {
            Some(range) => (self.points(&range.least), self.points(&range.most)),
            None => (self.points(&Rational::ZERO), self.full(of)),
        };
        self.tell(
            format!("由评价人员根据实际情况评定，得{least}至{most}"),
            format!("an evaluator decides, from {least} to {most}"),
        )
    }

    /// `“达成预期”8分（含）至10分（含）`, one for each level.
    pub fn judged(&self, levels: &[JudgedLevel], of: &Scored<'_>) -> Vec<String> {
        let bound = |expr: &Expr| match &expr.node {
            ExprNode::Literal(literal) if is_share(literal) => self.share(literal, of),
            ExprNode::Literal(literal) => self.points(&Rational::from(literal.magnitude)),
            _ => self.formula(expr, &of.subject),
        };
        let level = |level: &JudgedLevel| {
            let space = self.say("", " ");
            let range = self.range("", &level.range, &bound);
            let range = range.strip_prefix('=').map_or(range.as_str(), str::trim_start);
            format!("{}{space}{range}", self.quoted(&level.name.node))
        };
        levels.iter().map(level).collect()
    }

    /// `利用率≥90%`, `利用率在75%（含）至90%（不含）之间`; without a subject the values alone.
    pub fn range(&self, subject: &str, range: &Range, show: &dyn Fn(&Expr) -> String) -> String {
        let related = |relation, bound: &Bound| {
            let text = format!("{subject}{}{}", self.relation(relation), show(&bound.value));
            text.trim_start().to_owned()
        };
        let closed = |bound: &Bound| bound.inclusive != Some(false);
        match (&range.lower, &range.upper) {
            (Some(lower), Some(upper))
                if closed(lower) && closed(upper) && show(&lower.value) == show(&upper.value) =>
            {
                related(Relation::Equal, lower)
            }
            (Some(lower), Some(upper)) => {
                let end = |bound: &Bound| {
                    let mark = if closed(bound) {
                        self.say("（含）", " (inclusive)")
                    } else {
                        self.say("（不含）", " (exclusive)")
                    };
                    format!("{}{mark}", show(&bound.value))
                };
                let (lower, upper) = (end(lower), end(upper));
                match subject {
                    "" => self.tell(format!("{lower}至{upper}"), format!("{lower} to {upper}")),
                    _ => self
                        .tell(format!("{subject}在{lower}至{upper}之间"), format!("{subject} from {lower} to {upper}")),
                }
            }
            (Some(lower), None) if closed(lower) => related(Relation::AtLeast, lower),
            (Some(lower), None) => related(Relation::Greater, lower),
            (None, Some(upper)) if closed(upper) => related(Relation::AtMost, upper),
            (None, Some(upper)) => related(Relation::Less, upper),
            (None, None) => self.say("任意值", "any value").to_owned(),
        }
    }

    /// The ends of a range, as formulas.
    pub fn bounds(&self, subject: &str, range: &Range) -> String {
        self.range(subject, range, &|expr| self.formula(expr, subject))
    }

    /// `偏差不超过±10%`.
    pub fn deviation(&self, deviation: &Deviation, of: &Scored<'_>) -> String {
        let reach = |reach: &Reach| {
            let far = self.literal(&reach.literal);
            match reach.of_target {
                true => self.tell(format!("目标值的{far}"), format!("{far} of the target")),
                false => far,
            }
        };
        let subject = match &of.target {
            Some((_, target)) => {
                let target = self.formula(target, &of.subject);
                self.tell(
                    format!("{}与目标值{target}的偏差", of.subject),
                    format!("{} off the target {target}", of.subject),
                )
            }
            None => self.tell(format!("{}偏离0的幅度", of.subject), format!("{} off 0", of.subject)),
        };
        let zh = match (&deviation.inner, &deviation.outer) {
            (None, Some(outer)) => format!("{}±{}", if outer.inclusive { "不超过" } else { "小于" }, reach(outer)),
            (Some(inner), None) => format!("{}±{}", if inner.inclusive { "达到或超过" } else { "超过" }, reach(inner)),
            (Some(inner), Some(outer)) => {
                let mark = |reach: &Reach| if reach.inclusive { "（含）" } else { "（不含）" };
                format!("在±{}{}至±{}{}之间", reach(inner), mark(inner), reach(outer), mark(outer))
            }
            (None, None) => String::new(),
        };
        let en = match (&deviation.inner, &deviation.outer) {
            (None, Some(outer)) => {
                format!(" by {} ±{}", if outer.inclusive { "at most" } else { "less than" }, reach(outer))
            }
            (Some(inner), None) => {
                format!(" by {} ±{}", if inner.inclusive { "at least" } else { "more than" }, reach(inner))
            }
            (Some(inner), Some(outer)) => {
                let mark = |reach: &Reach| if reach.inclusive { " (inclusive)" } else { " (exclusive)" };
                format!(" by ±{}{} to ±{}{}", reach(inner), mark(inner), reach(outer), mark(outer))
            }
            (None, None) => String::new(),
        };
        format!("{subject}{}", self.tell(zh, en))
    }
}

/// A share such as `70%` as a number.
fn fraction(literal: &Literal) -> Option<Rational> {
    let number = Rational::from(literal.magnitude);
    match &literal.unit {
        LiteralUnit::Unit(unit) if unit.node == "%" => Some(&number * &Rational::power_of_ten(-2)),
        LiteralUnit::Unit(unit) if unit.node == "‰" => Some(&number * &Rational::power_of_ten(-3)),
        _ => None,
    }
}

fn is_share(literal: &Literal) -> bool {
    fraction(literal).is_some()
}

/// A share of points as a number; a bare number is one.
pub(super) fn part(literal: &Literal) -> Rational {
    fraction(literal).unwrap_or_else(|| Rational::from(literal.magnitude))
}
