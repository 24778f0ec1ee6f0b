//! 期限, and dates for which working days are not known.

use super::context::{Checker, Context};
use super::diagnostics::{dates as faults, kinds};
use super::written::written;
use crate::calendar;
use crate::diagnostic::Reported;
use crate::quantity::{End, Interval, Kind, Op, Rational};
use crate::rubric::{Expr, Node};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ExprNode, Function, LiteralUnit, Postponement};

impl Checker<'_> {
    /// `期限(起, 20日, 顺延)`, `期限(起, 2个工作日)`. Without 顺延 it is a sum.
    pub(super) fn deadline(
        &mut self,
        (function, postponement): (&Spanned<Function>, Postponement),
        span: Span,
        arguments: [&ast::Expr; 2],
        c: &Context,
    ) -> Result<Expr, Reported> {
        let (from, days) = (self.typed(arguments[0], c, None), self.days(function.node, arguments[1], c));
        let (from, days) = (from?, days?);
        if from.kind != Kind::Date {
            return Err(self.diagnostics.error(kinds::argument_kind(function.node, &from, self.language)));
        }
        self.postponement(postponement, &days, span, arguments)?;
        let made = |node: Node| Expr { kind: Kind::Date, node, span };
        let (from, days) = (Box::new(from), Box::new(days));
        if postponement == Postponement::NotPostponed {
            return Ok(made(Node::Arithmetic(Op::Add, from, days)));
        }
        self.known_days(function.node, arguments[0], &from, c)?;
        let deadline = made(Node::Deadline(from, days));
        self.known_days(function.node, &whole(postponement, span, arguments), &deadline, c)?;
        Ok(deadline)
    }

    /// Refuses a date that the calendar never knows.
    pub(super) fn known_days(
        &mut self,
        function: Function,
        written_as: &ast::Expr,
        date: &Expr,
        c: &Context,
    ) -> Result<(), Reported> {
        let domain = self.domain(date, &c.facts);
        if !calendar::is_never_known(&domain) {
            return Ok(());
        }
        let shown = written(written_as, self.language);
        let fault = faults::never_known(function, date.span, &shown, &domain, self.language);
        Err(self.diagnostics.error(fault))
    }

    /// The length of a period: days or working days, whole and not below 0.
    fn days(&mut self, function: Function, written: &ast::Expr, c: &Context) -> Result<Expr, Reported> {
        let days = self.typed(written, c, None)?;
        if let (ExprNode::Literal(literal), Kind::Number) = (&written.node, &days.kind)
            && literal.unit == LiteralUnit::None
        {
            return Err(self.unit_missing(literal, &Kind::Days, None));
        }
        if !matches!(days.kind, Kind::Days | Kind::WorkingDays) {
            return Err(self.diagnostics.error(kinds::argument_kind(function, &days, self.language)));
        }
        let from_zero = Interval { lower: End::Closed(Rational::ZERO), upper: End::Unbounded };
        if !self.is_whole(&days) || !from_zero.contains_all(&self.domain(&days, &c.facts)) {
            return Err(self.diagnostics.error(faults::length_unfit(days.span, &days.kind)));
        }
        Ok(days)
    }

    /// Days need 顺延 or 不顺延, working days have nothing to postpone.
    fn postponement(
        &mut self,
        postponement: Postponement,
        days: &Expr,
        span: Span,
        arguments: [&ast::Expr; 2],
    ) -> Result<(), Reported> {
        let call = |postponement: Postponement| written(&whole(postponement, span, arguments), self.language);
        let fault = match (postponement, &days.kind) {
            (Postponement::Unsaid, Kind::Days) => {
                let readings = [Postponement::Postponed, Postponement::NotPostponed].map(call);
                faults::postponement_missing(span, &call(Postponement::Unsaid), &readings)
            }
            (Postponement::Postponed | Postponement::NotPostponed, Kind::WorkingDays) => {
                faults::nothing_to_postpone(span, &call(Postponement::Unsaid))
            }
            _ => return Ok(()),
        };
        Err(self.diagnostics.error(fault))
    }
}

/// The call as written.
fn whole(postponement: Postponement, span: Span, arguments: [&ast::Expr; 2]) -> ast::Expr {
    let function = Spanned::new(Function::Deadline(postponement), span);
    ast::Expr { node: ExprNode::Call(function, arguments.map(Clone::clone).to_vec()), span }
}
