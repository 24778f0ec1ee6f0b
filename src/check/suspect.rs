//! What compiles and cannot be meant: a rate that is multiplied by 100 again, a target that nothing reads.

use super::context::{Checker, Context};
use super::diagnostics::measures as faults;
use super::indicator::Parts;
use super::walk::{each_expr, each_in_rule, each_in_statement};
use super::written::written;
use crate::diagnostic::Reported;
use crate::ids::MeasureId;
use crate::quantity::{Kind, Op, Rational};
use crate::rubric::{Expr, Node};
use crate::source::Span;
use crate::syntax::ast::{self, BandCondition, ExprNode, LiteralUnit, RuleNode, Statement};

/// Percentages beyond this are rare enough to be meant of a rate times 100.
const USUAL: i64 = 200;

impl Checker<'_> {
    /// A rate is written in percent, so `甲 / 乙 × 100` of 85% is 8500%. Where the rule and the target speak of
    /// percentages of the usual size, that is never meant; where they do not, it may be.
    pub(super) fn no_hundredfold(&mut self, parts: &Parts<'_>, measure: MeasureId) -> Result<(), Reported> {
        let (Some(measure), Some((formula, _))) = (self.measures.get(measure.index()), parts.formula) else {
            return Ok(());
        };
        let value = &measure.value;
        let Some(place) = self.hundred(value).filter(|_| value.kind == Kind::Ratio && in_usual_percentages(parts))
        else {
            return Ok(());
        };
        let shown = written(formula, self.language);
        Err(self.diagnostics.error(faults::hundredfold(place, &shown, removed(formula, place))))
    }

    /// Where a rate is multiplied by a bare 100.
    fn hundred(&self, expr: &Expr) -> Option<Span> {
        match &expr.node {
            Node::Definition(id) => self.definitions.get(id.index()).and_then(|one| self.hundred(&one.value)),
            Node::Arithmetic(Op::Mul, left, right) => {
                let beside = |number: &Expr, rate: &Expr| {
                    let hundred = number.kind == Kind::Number && number.node == Node::Number(Rational::whole(100));
                    (hundred && rate.kind == Kind::Ratio).then_some(number.span)
                };
                let own = beside(left, right).or_else(|| beside(right, left));
                own.or_else(|| self.hundred(left)).or_else(|| self.hundred(right))
            }
            _ => None,
        }
    }

    /// Warns of a target beside a rule that does not look at it. Only of those forms whose every look is an expression.
    pub(super) fn unread_target(&mut self, parts: &Parts<'_>, (name, all): (&ast::Name, &[Statement]), c: &Context) {
        let (Some(rule), Some(target)) = (parts.rule, &c.target) else { return };
        let plain = match &rule.node {
            RuleNode::Bands { bands, .. } => {
                bands.iter().all(|band| !matches!(band.condition, BandCondition::Deviation(_)))
            }
            RuleNode::Pass { .. } | RuleNode::Linear { .. } => true,
            _ => false,
        };
        let mut read = all.iter().any(|one| matches!(one, Statement::Check(_) | Statement::Stated(_)));
        for statement in all {
            each_in_statement(statement, &mut |expr| read = read || expr.node == ExprNode::Target);
        }
        if plain && !read && c.row.is_none() && target.value.kind != Kind::Target {
            self.diagnostics.note(faults::target_unread(target.span, &name.node));
        }
    }
}

/// Whether percentages stand in the rule or the target, none of them beyond the usual size, and not only 0%.
fn in_usual_percentages(parts: &Parts<'_>) -> bool {
    let mut found = Vec::new();
    let mut visit = |expr: &ast::Expr| {
        if let ExprNode::Literal(literal) = &expr.node
            && let LiteralUnit::Unit(unit) = &literal.unit
            && unit.node == "%"
        {
            found.push(literal.magnitude);
        }
    };
    parts.rule.into_iter().for_each(|rule| each_in_rule(rule, &mut |expr| visit(expr)));
    parts.target.into_iter().for_each(|target| each_in_statement(target, &mut |expr| visit(expr)));
    found.iter().any(|one| !one.is_zero()) && found.iter().all(|one| one.abs() <= USUAL.into())
}

/// The text to delete, for the formula to be the rate.
fn removed(formula: &ast::Expr, place: Span) -> Option<Span> {
    let mut found = None;
    each_expr(formula, &mut |expr| {
        let ExprNode::Arithmetic(op, left, right) = &expr.node else { return };
        if right.span == place {
            let blank = left.span.end.saturating_add(1) == op.span.start;
            let start = if blank { left.span.end } else { op.span.start };
            found = Some(Span { start, ..place });
        } else if left.span == place {
            found = Some(Span { end: op.span.end, ..place });
        }
    });
    found
}
