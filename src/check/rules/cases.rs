//! 情形: conditions that exclude each other and leave nothing out, each with a rule.

use super::{diagnostics, not};
use crate::check::context::{Checker, Context};
use crate::check::proof::Outcome;
use crate::check::written::written;
use crate::diagnostic::{Language, Reported, Text};
use crate::rubric::{Arm, Choice, Expr, NormalForm};
use crate::source::Span;
use crate::syntax::ast::{self, RuleNode};

impl Checker<'_> {
    /// `情形 { 当 A：规则 ⏎ 当 B：规则 ⏎ 其余：规则 }`.
    pub(super) fn cases(
        &mut self,
        (arms, otherwise): (&[ast::CaseArm], Option<&ast::Rule>),
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        let before = self.diagnostics.count();
        let conditions = arms.iter().map(|arm| self.arm_condition(arm, c)).collect::<Vec<_>>();
        let known = conditions.iter().filter_map(|one| one.clone().ok()).collect::<Vec<_>>();
        let complete = known.len() == arms.len();
        let mut impossible = Vec::new();
        if complete {
            impossible = self.check_arms(&known, arms, c);
            self.check_rest(&known, otherwise, span, c);
        }
        let mut lowered = Vec::new();
        for (arm, condition) in arms.iter().zip(conditions) {
            let Ok(condition) = condition else { continue };
            if impossible.contains(&condition.span) {
                continue;
            }
            let within = with_facts(c, [condition.clone()]);
            if let Ok(then) = self.choice(&arm.rule, &within) {
                let element = self.element(arm.span);
                lowered.push(Arm { condition: Some(condition), then, element });
            }
        }
        if let Some(rule) = otherwise {
            let within = with_facts(c, known.iter().map(not));
            if let Ok(then) = self.choice(rule, &within) {
                let element = self.element(rule.span);
                lowered.push(Arm { condition: None, then, element });
            }
        }
        if let Some(reported) = self.diagnostics.error_since(before) {
            return Err(reported);
        }
        // The arms were proved to leave nothing out, so the last one needs no condition.
        if let Some(last) = lowered.last_mut() {
            last.condition = None;
        }
        let normal = NormalForm::Cases(lowered);
        self.check_composed(&normal, before, span, c)?;
        Ok(normal)
    }

    fn arm_condition(&mut self, arm: &ast::CaseArm, c: &Context) -> Result<Expr, Reported> {
        let condition = self.condition(&arm.condition, c)?;
        self.prove_reads(&condition, &c.facts)?;
        Ok(condition)
    }

    fn choice(&mut self, rule: &ast::Rule, c: &Context) -> Result<Choice, Reported> {
        match &rule.node {
            RuleNode::Award(award) if !matches!(award.node, ast::AwardNode::Formula(_)) => {
                Ok(Choice::Award(self.award(award, c)?))
            }
            _ => Ok(Choice::Rule(Box::new(self.rule(rule, c)?))),
        }
    }

    /// No arm is impossible, no two hold together. The conditions that never hold, which was reported.
    fn check_arms(&mut self, arms: &[Expr], as_written: &[ast::CaseArm], c: &Context) -> Vec<Span> {
        let mut impossible = Vec::new();
        for (index, arm) in arms.iter().enumerate() {
            if self.prover().never(&c.facts, &[(arm, true)]) {
                self.diagnostics.error(diagnostics::arm_never(arm.span));
                impossible.push(arm.span);
                continue;
            }
            for (at, other) in arms.iter().enumerate().skip(index.saturating_add(1)) {
                let places = (arm.span, other.span);
                if self.prover().never(&c.facts, &[(arm, true), (other, true)]) {
                    continue;
                }
                match self.example_of(&[(arm, true), (other, true)], c) {
                    None => {}
                    Some(Some(example)) => {
                        let Some((one, two)) = as_written.get(index).zip(as_written.get(at)) else { continue };
                        let apart = (self.without(one, two), self.without(two, one));
                        self.diagnostics.error(diagnostics::arms_overlap(places, &example, &apart));
                    }
                    Some(None) => {
                        self.diagnostics.error(diagnostics::arms_undecided(places));
                    }
                }
            }
        }
        impossible
    }

    /// The condition of an arm where another does not hold: `甲 且 非 (乙)`.
    fn without(&self, arm: &ast::CaseArm, other: &ast::CaseArm) -> String {
        let own = match &arm.condition.node {
            ast::ExprNode::Or(_) => format!("({})", written(&arm.condition, self.language)),
            _ => written(&arm.condition, self.language),
        };
        let other = written(&other.condition, self.language);
        match self.language {
            Language::Zh => format!("{own} 且 非 ({other})"),
            Language::En => format!("{own} and not ({other})"),
        }
    }

    /// Without 其余 the arms leave nothing out; with it they leave something.
    fn check_rest(&mut self, arms: &[Expr], otherwise: Option<&ast::Rule>, span: Span, c: &Context) {
        let none = arms.iter().map(|arm| (arm, false)).collect::<Vec<_>>();
        let Some(rule) = otherwise else {
            match self.example_of(&none, c) {
                None => {}
                Some(Some(example)) => drop(self.diagnostics.error(diagnostics::arms_gap(span, &example))),
                Some(None) => drop(self.diagnostics.error(diagnostics::arms_cover_undecided(span))),
            }
            return;
        };
        if self.prover().never(&c.facts, &none) {
            self.diagnostics.error(diagnostics::otherwise_empty(rule.span));
        }
    }

    /// Data for which conditions are as wanted: `None` if there are none, `Some(None)` if that is too much to find out.
    pub(super) fn example_of(&self, conditions: &[(&Expr, bool)], c: &Context) -> Option<Option<Text>> {
        let mut prover = self.prover();
        match prover.with_facts(&c.facts, conditions) {
            Outcome::Never => None,
            Outcome::Unknown => Some(None),
            Outcome::Possible(witness) => {
                let relevant = conditions.iter().map(|(condition, _)| *condition).collect::<Vec<_>>();
                Some(Some(prover.example(&witness, &relevant)))
            }
        }
    }
}

fn with_facts(c: &Context, more: impl IntoIterator<Item = Expr>) -> Context {
    let mut within = c.clone();
    within.facts.extend(more);
    within
}
