//! Formulas and conditions: names resolved, kinds settled.

use super::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::quantity::{Interval, Kind, Rational};
use crate::rubric::Expr;
use crate::syntax::ast;

impl Checker<'_> {
    /// A typed expression. A `%` literal takes the kind of the other side, or the kind expected.
    pub(super) fn expr(&mut self, e: &ast::Expr, c: &Context, expected: Option<&Kind>) -> Result<Expr, Reported> {
        let _ = (e, c, expected);
        Err(self.later())
    }

    /// An expression that must be yes or no.
    pub(super) fn condition(&mut self, e: &ast::Expr, c: &Context) -> Result<Expr, Reported> {
        self.expr(e, c, Some(&Kind::YesNo))
    }

    /// A literal of a kind, in base units.
    pub(super) fn number(&mut self, l: &ast::Literal, kind: &Kind) -> Result<Rational, Reported> {
        let _ = (l, kind);
        Err(self.later())
    }

    /// A range whose bounds are literals of a kind: of fields, 值域, 等级 and the levels of 评定.
    ///
    /// Refused with the readings: a dash, a bound that does not say 含 or 不含; an empty range.
    pub(super) fn interval(&mut self, r: &ast::Range, kind: &Kind) -> Result<Interval, Reported> {
        let _ = (r, kind);
        Err(self.later())
    }

    fn later(&mut self) -> Reported {
        use crate::diagnostic::{Code, Diagnostic};
        self.diagnostics.error(Diagnostic::new(Code::UnknownName, crate::text!("未完成", "unfinished")))
    }
}
