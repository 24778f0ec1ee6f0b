//! 达标: full marks where a condition holds, something less otherwise.

use super::{diagnostics, not};
use crate::check::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::quantity::Rational;
use crate::rubric::{Arm, Award, Choice, Curve, Expr, NormalForm};
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
        let facts = [c.facts.as_slice(), &self.scores_read(condition)].concat();
        let never = self.prover().never(&facts, &[(condition, true)]);
        let always = !never && self.prover().never(&facts, &[(condition, false)]);
        if never || always {
            self.diagnostics.note(diagnostics::condition_constant(condition.span, always));
        }
    }
}
