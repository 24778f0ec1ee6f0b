//! 同词: the words of the target and of what was reached are the same.

use super::{comparison, diagnostics};
use crate::check::context::{Checker, Context};
use crate::check::targets::ask;
use crate::diagnostic::Reported;
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{Arm, Award, Choice, Curve, Expr, Node, NormalForm, Question};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// `同词 得 A，其余 B`.
    pub(super) fn same_word(
        &mut self,
        then: &ast::Award,
        otherwise: Option<&ast::Award>,
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        let condition = self.words_alike(span, c).and_then(|condition| {
            self.prove_reads(&condition, &c.facts)?;
            Ok(condition)
        });
        let less = match otherwise {
            Some(award) => self.award(award, c),
            None => self.points(span, c).map(|_| Award::Curve(Curve::constant(Rational::ZERO))),
        };
        let full = self.award(then, c)?;
        let (condition, less) = (condition?, less?);
        let (met, missed) = (self.element(then.span), self.element(otherwise.map_or(span, |award| award.span)));
        Ok(NormalForm::Cases(vec![
            Arm { condition: Some(condition), then: Choice::Award(full), element: met },
            Arm { condition: None, then: Choice::Award(less), element: missed },
        ]))
    }

    fn words_alike(&mut self, span: Span, c: &Context) -> Result<Expr, Reported> {
        let known = c.measure.and_then(|id| Some((id, self.measures.get(id.index())?.value.kind.clone())));
        let Some((id, kind)) = known else {
            return Err(self.diagnostics.error(diagnostics::measure_missing(span)));
        };
        if !matches!(kind, Kind::Text | Kind::Level(_) | Kind::Quantity) {
            return Err(self.diagnostics.error(diagnostics::no_word(span, &kind)));
        }
        let value = Expr { kind, node: Node::Measure(id), span };
        let Some(target) = c.target.clone() else {
            return Err(self.diagnostics.error(diagnostics::target_word_missing(span)));
        };
        if let Some(relation) = target.relation.filter(|relation| *relation != Relation::Equal) {
            return Err(self.diagnostics.error(diagnostics::word_compared(target.span, relation)));
        }
        Ok(match &value.kind {
            Kind::Text => {
                let node = Node::SameWord(Box::new(value), Box::new(target.value));
                Expr { kind: Kind::YesNo, node, span }
            }
            Kind::Level(_) => comparison(Relation::Equal, value, target.value, span),
            _ => ask(Question::SameWord, &target.value, Some(&value), span),
        })
    }
}
