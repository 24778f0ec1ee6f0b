//! 按完成率 where the target comes with the submission: what it is of shows only there, so the rule asks.

use super::diagnostics;
use crate::check::context::{Checker, Context, Target};
use crate::check::targets::ask;
use crate::diagnostic::Reported;
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{Arm, Award, Band, Choice, Curve, DisplayUnit, Expr, Node, NormalForm, Question, Rule, RuleForm};
use crate::source::Span;
use crate::syntax::ast::{self, CutSubject};
use crate::written;

use super::readings::Table;
use super::subject::Subject;

impl Checker<'_> {
    /// `按完成率` of a quantity against a target value, read only where the target is a figure.
    pub(super) fn proportional_submitted(
        &mut self,
        (by_deviation, cuts): (Option<Span>, &[ast::Cut]),
        (actual, target): (&Expr, &Target),
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        let full = self.points(span, c)?;
        let about = |question: Question| ask(question, &target.value, Some(actual), span);
        let quantitative = ask(Question::Quantitative, &target.value, None, span);
        if !self.is_always_figure(&target.value) && !self.prover().follows(&c.facts, &quantitative) {
            return Err(self.diagnostics.error(diagnostics::target_may_be_words(span, target.span, self.language)));
        }
        let found = self.completion_cuts(cuts, (actual, target), c)?;
        let element = self.element(span);
        let reached = self.element(target.span);
        let give = |score: &Rational| Choice::Award(Award::Curve(Curve::constant(score.clone())));
        let mut arms = found;
        arms.push(Arm { condition: Some(about(Question::Met)), then: give(&full), element: reached });
        let rule = |over: Question, bands: Vec<Band>| {
            let normal = NormalForm::Pieces { over: about(over), bands };
            Choice::Rule(Box::new(Rule { form: RuleForm::Proportional, normal, span }))
        };
        let band = |interval: Interval, curve: Curve| Band { interval, award: Award::Curve(curve), element };
        let (zero, one) = (Rational::ZERO, Rational::ONE);
        let below = Interval { lower: End::Unbounded, upper: End::Open(zero.clone()) };
        let beyond = Interval { lower: End::Open(one.clone()), upper: End::Unbounded };
        let part = Interval::closed(zero.clone(), one);
        if by_deviation.is_some() {
            let near = band(part.clone(), Curve::line(full.clone(), -&full));
            let then = rule(Question::Deviation, vec![near, band(beyond.clone(), Curve::constant(zero.clone()))]);
            arms.push(Arm { condition: Some(about(Question::Exact)), then, element });
        }
        let nothing = band(below, Curve::constant(zero.clone()));
        let partly = band(part, Curve::line(zero.clone(), full.clone()));
        // A missed target is never completed by more; the band is there so that every rate has one.
        let never = band(beyond, Curve::constant(full));
        let then = rule(Question::Completion, vec![nothing, partly, never]);
        arms.push(Arm { condition: Some(about(Question::Proportional)), then, element });
        arms.push(Arm { condition: None, then: give(&zero), element });
        Ok(NormalForm::Cases(arms))
    }

    /// `完成率 超过 130% 得 0分`. A cut of the quantity itself would need a unit, which only the submission says.
    fn completion_cuts(
        &mut self,
        cuts: &[ast::Cut],
        (actual, target): (&Expr, &Target),
        c: &Context,
    ) -> Result<Vec<Arm>, Reported> {
        let before = self.diagnostics.count();
        let mut arms: Vec<(Interval, Arm)> = Vec::new();
        for cut in cuts {
            if cut.subject.as_ref().map(|subject| subject.node) != Some(CutSubject::Completion) {
                self.diagnostics.error(diagnostics::cut_of_submitted(cut.range.span, self.language));
                continue;
            }
            let Ok(bounds) = self.bounds(&cut.range, &Kind::Ratio, c) else { continue };
            let rate = Expr { kind: Kind::Ratio, node: Node::Number(Rational::ZERO), span: cut.span };
            let unit = DisplayUnit::of(&Kind::Ratio);
            let rate = Subject { value: rate, domain: Interval::ALL, unit, step: None };
            let (Ok(interval), Ok(award)) =
                (self.settled(&bounds, &Table::default(), &rate), self.award(&cut.award, c))
            else {
                continue;
            };
            for (other, arm) in &arms {
                let both = other.intersection(&interval);
                if !both.is_empty() && !alike(&arm.then, &award) {
                    let shown = rate.show(&rate.example(&both));
                    let example = crate::text!("完成率 {shown}", "a completion of {shown}");
                    self.diagnostics.error(diagnostics::cuts_overlap((arm_span(arm), cut.span), &example));
                }
            }
            let question = Question::CompletionIn(interval.clone(), true);
            let condition = ask(question, &target.value, Some(actual), cut.span);
            let element = self.element(cut.span);
            arms.push((interval, Arm { condition: Some(condition), then: Choice::Award(award), element }));
        }
        match self.diagnostics.error_since(before) {
            Some(reported) => Err(reported),
            None => Ok(arms.into_iter().map(|(_, arm)| arm).collect()),
        }
    }

    /// A comparison of the rate of completion with a number asks where the rate lies, so that it is decided even where
    /// the rate has no end (`≤ 5次` and none).
    pub(in crate::check) fn completion_compared(&self, compared: Expr) -> Expr {
        let Node::Comparison(relation, left, right) = &compared.node else { return compared };
        let (asked, bound, relation) = match (&left.node, &right.node) {
            (Node::Asked(asked), Node::Number(bound)) => (asked, bound, *relation),
            (Node::Number(bound), Node::Asked(asked)) => (asked, bound, relation.mirrored()),
            _ => return compared,
        };
        if asked.question != Question::Completion || relation == crate::quantity::Relation::NotEqual {
            return compared;
        }
        let question = Question::CompletionIn(written::interval(relation, bound.clone()), false);
        ask(question, &asked.target, asked.actual.as_ref(), compared.span)
    }
}

fn alike(one: &Choice, award: &Award) -> bool {
    let constant = |award: &Award| match award {
        Award::Curve(curve) => curve.constant_score(),
        Award::Formula(_) | Award::Judged(_) => None,
    };
    let one = match one {
        Choice::Award(award) => constant(award),
        Choice::Rule(_) => None,
    };
    one.is_some() && one == constant(award)
}

fn arm_span(arm: &Arm) -> Span {
    arm.condition.as_ref().map_or(Span::new(crate::source::SourceId::PRELUDE, 0, 0), |condition| condition.span)
}
