//! 不适用: when an indicator does not apply, and what becomes of its points.

use super::{diagnostics, not};
use crate::check::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::rubric::{Expr, Node, NotApplicable, Policy};
use crate::syntax::ast::{self, AwardNode};

impl Checker<'_> {
    /// The clauses of 不适用, tried in order: each is read only where those before do not hold. So 报送不适用 comes
    /// first: a clause before it would read a figure that is reported not to be there.
    pub(in crate::check) fn not_applicable(
        &mut self,
        clauses: &[&ast::NotApplicable],
        c: &Context,
    ) -> Result<Vec<NotApplicable>, Reported> {
        let mut here = c.clone();
        let mut found = Vec::new();
        let before = self.diagnostics.count();
        let mut reader = None;
        let mut previous = None;
        let mut broken = None;
        for clause in clauses {
            let last = previous.replace(clause.span);
            let lowered = match self.clause(clause, &here) {
                Ok(lowered) => lowered,
                Err(reported) => {
                    broken = Some(reported);
                    continue;
                }
            };
            match (is_reported(&lowered.condition), reader) {
                (true, Some(first)) => {
                    self.diagnostics.error(diagnostics::reported_not_first(clause.span, first, last));
                }
                (false, None) => reader = Some(clause.span),
                _ => {}
            }
            here.facts.push(not(&lowered.condition));
            found.push(lowered);
        }
        if let Some(reported) = broken.or(self.diagnostics.error_since(before)) {
            return Err(reported);
        }
        if !found.is_empty() && self.prover().never(&here.facts, &[]) {
            let span = clauses.last().map(|clause| clause.span);
            if let Some(span) = span {
                return Err(self.diagnostics.error(diagnostics::never_applicable(span)));
            }
        }
        Ok(found)
    }

    fn clause(&mut self, clause: &ast::NotApplicable, c: &Context) -> Result<NotApplicable, Reported> {
        let condition = self.condition(&clause.condition, c).and_then(|condition| {
            self.prove_reads(&condition, &c.facts)?;
            Ok(condition)
        });
        let policy = self.policy(&clause.policy, c);
        let (condition, policy) = (condition?, policy?);
        if self.prover().never(&c.facts, &[(&condition, true)]) {
            self.diagnostics.note(diagnostics::clause_never(clause.span));
        }
        Ok(NotApplicable { condition, policy, element: self.element(clause.span) })
    }

    fn policy(&mut self, policy: &ast::Policy, c: &Context) -> Result<Policy, Reported> {
        Ok(match policy {
            ast::Policy::LeftOut(rescale) if c.least.is_some() => {
                let fault = crate::check::diagnostics::ending::adjustment_left_out(rescale.span, self.language);
                return Err(self.diagnostics.error(fault));
            }
            ast::Policy::LeftOut(rescale) => Policy::LeftOut { whole: rescale.node == ast::Rescale::Whole },
            ast::Policy::Award(award) => match &award.node {
                AwardNode::ByJudgement => Policy::Judged(self.by_judgement(award.span, c)?),
                AwardNode::Judged(levels) => Policy::Judged(self.judgement(levels, award.span, c)?),
                _ => Policy::Points(self.score(award, c)?),
            },
        })
    }
}

/// Whether a condition asks for 报送不适用.
fn is_reported(condition: &Expr) -> bool {
    matches!(condition.node, Node::ReportedNotApplicable(_)) || condition.children().into_iter().any(is_reported)
}
