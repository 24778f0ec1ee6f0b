//! Scoring rules: each form lowered to the normal form.

use super::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::quantity::Interval;
use crate::rubric::{Expr, NotApplicable, Rule};
use crate::syntax::ast;

impl Checker<'_> {
    /// A scoring rule in normal form.
    pub(super) fn rule(&mut self, r: &ast::Rule, c: &Context) -> Result<Rule, Reported> {
        use crate::diagnostic::{Code, Diagnostic};
        let _ = c;
        let fault = Diagnostic::new(Code::UnknownName, crate::text!("评分规则未完成", "rules are unfinished"));
        Err(self.diagnostics.error(fault.label(r.span, crate::text!("此处", "here"))))
    }

    /// The clauses of 不适用, in order.
    pub(super) fn not_applicable(
        &mut self,
        clauses: &[&ast::NotApplicable],
        c: &Context,
    ) -> Result<Vec<NotApplicable>, Reported> {
        let _ = (clauses, c);
        Ok(Vec::new())
    }

    /// Divisors are not 0 and optional fields are 已填 wherever `e` is read.
    pub(super) fn prove_reads(&mut self, e: &Expr, facts: &[Expr]) -> Result<(), Reported> {
        let _ = (e, facts);
        Ok(())
    }

    /// Where the values of `e` lie.
    pub(super) fn domain(&self, e: &Expr, facts: &[Expr]) -> Interval {
        let _ = (e, facts);
        Interval::ALL
    }
}
