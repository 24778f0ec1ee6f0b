//! 达标: full marks where a condition holds, something less otherwise.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{diagnostics, not};
use crate::check::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::quantity::{Kind, Rational};
use crate::rubric::{Arm, Award, Choice, Curve, Expr, Node, NormalForm};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// `达标 当 c，其余 A`.
    pub(super) fn pass(
        &mut self,
        condition: &ast::Expr,
        otherwise: Option<&ast::Award>,
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        let condition = self.condition(condition, c).and_then(|condition| {
            self.prove_reads(&condition, &c.facts)?;
            Ok(condition)
        });
        let missed = condition.as_ref().ok().map(not);
        let unmet = Context { facts: c.facts.iter().cloned().chain(missed).collect(), ..c.clone() };
        let less = match otherwise {
            Some(award) => self.award(award, &unmet),
            None => self.points(span, c).map(|_| Award::Curve(Curve::constant(Rational::ZERO))),
        };
        let (condition, less) = (condition?, less?);
        self.warn_constant(&condition, c);
        let full = Award::Curve(Curve::constant(self.points(span, c)?));
        let (met, missed) = (self.element(condition.span), self.element(otherwise.map_or(span, |award| award.span)));
        let arms = vec![
            Arm { condition: Some(condition), then: Choice::Award(full), element: met },
            Arm { condition: None, then: Choice::Award(less), element: missed },
        ];
        let normal = NormalForm::Cases(arms);
        self.check_whole_direction(&normal, span, c)?;
        Ok(normal)
    }

    /// Warns of a condition that holds always, or never.
    pub(in crate::check) fn warn_constant(&mut self, condition: &Expr, c: &Context) {
        let scores = self.scores_read(condition);
        let facts = match scores.as_slice() {
            [] => Cow::Borrowed(c.facts.as_slice()),
            scores => Cow::Owned([c.facts.as_slice(), scores].concat()),
        };
        if let Some(always) = self.prover().constant(&facts, condition) {
            self.diagnostics.note(diagnostics::condition_constant(condition.span, always));
            return;
        }
        self.warn_constant_part(condition, &facts);
    }

    /// Warns of a comparison joined by 且 that holds always, or by 或 that holds never: it changes nothing. The other
    /// end of a range (`0% ≤ 指标值 且 指标值 < 60%`) only says it in full.
    fn warn_constant_part(&mut self, condition: &Expr, facts: &[Expr]) {
        let (parts, joined) = match &condition.node {
            Node::And(parts) => (parts, true),
            Node::Or(parts) => (parts, false),
            _ => return,
        };
        let data = |checker: &Self, part: &Expr| {
            let mut read = BTreeSet::new();
            checker.fields_in(part, &mut read);
            read
        };
        for (at, part) in parts.iter().enumerate() {
            let own = data(self, part);
            let compares = matches!(&part.node, Node::Comparison(_, left, _) if left.kind != Kind::YesNo);
            let mut others = parts.iter().enumerate().filter(|(other, _)| *other != at);
            let shared = others.any(|(_, other)| !data(self, other).is_disjoint(&own));
            if compares && !own.is_empty() && !shared && self.prover().never(facts, &[(part, !joined)]) {
                self.diagnostics.note(diagnostics::condition_constant(part.span, joined));
            }
        }
    }
}
