//! Calls: how many arguments, of which kinds, giving what.

use super::aggregates::over_rows;
use super::context::{Checker, Context};
use super::diagnostics::{kinds as faults, tables};
use crate::diagnostic::Reported;
use crate::quantity::{Kind, Op};
use crate::rubric::{Expr, Node};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Function};

impl Checker<'_> {
    /// A call. The arguments of 最大, 最小 and 限于 are of one kind.
    pub(super) fn call(
        &mut self,
        function: &Spanned<Function>,
        (span, arguments): (Span, &[ast::Expr]),
        c: &Context,
        hint: Option<&Kind>,
    ) -> Result<Expr, Reported> {
        if let Some(aggregate) = over_rows(function.node) {
            let of_single = matches!(function.node, Function::Max | Function::Min);
            if !of_single || self.table_named(arguments).is_some() {
                return self.aggregate((aggregate, function), (span, arguments), c, hint);
            }
        }
        if let Some(when) = arguments.iter().find(|argument| matches!(argument.node, ast::ExprNode::When(..))) {
            return Err(self.diagnostics.error(tables::table_first(when.span, function.node, self.language)));
        }
        let (least, most) = match function.node {
            Function::Abs | Function::Filled | Function::ScoreOf => (1, 1),
            Function::Change | Function::CalendarDays | Function::WorkingDays | Function::Deadline(_) => (2, 2),
            Function::Clamp => (3, 3),
            // Two are the figure and its unit, which shows from the name of the column.
            Function::TargetOf => (1, 3),
            Function::QuantityOf => (1, 2),
            Function::Met | Function::Completion => (2, 2),
            Function::Max | Function::Min => (2, usize::MAX),
            Function::Sum | Function::Mean | Function::WeightedMean | Function::Count | Function::ShareOf => (2, 3),
        };
        if arguments.len() < least || arguments.len() > most {
            let fault = faults::argument_count(function, span, arguments.len(), self.language);
            return Err(self.diagnostics.error(fault));
        }
        if let (Function::Filled, Some(argument)) = (function.node, arguments.first()) {
            let field = self.field_named(argument, c)?;
            return Ok(Expr { kind: Kind::YesNo, node: Node::Filled(field), span });
        }
        if let (Function::ScoreOf, Some(argument)) = (function.node, arguments.first()) {
            return self.score_of(argument, span, c);
        }
        if let (Function::Deadline(postponement), [from, days]) = (function.node, arguments) {
            return self.deadline((function, postponement), span, [from, days], c);
        }
        if let Function::TargetOf | Function::QuantityOf | Function::Met | Function::Completion = function.node {
            return self.of_targets(function, (span, arguments), c);
        }
        let list = arguments.iter().collect::<Vec<_>>();
        let dated = matches!(function.node, Function::CalendarDays | Function::WorkingDays);
        let hint = hint.filter(|_| !dated && function.node != Function::Change);
        let typed = self.operands(&list, c, hint)?;
        self.check_arguments(function, &list, &typed)?;
        if function.node == Function::WorkingDays {
            for (written, date) in arguments.iter().zip(&typed) {
                self.known_days(function.node, written, date, c)?;
            }
        }
        self.applied(function, span, typed)
    }

    fn check_arguments(
        &mut self,
        function: &Spanned<Function>,
        written: &[&ast::Expr],
        typed: &[Expr],
    ) -> Result<(), Reported> {
        let fits = |kind: &Kind| match function.node {
            Function::CalendarDays | Function::WorkingDays => *kind == Kind::Date,
            Function::Max | Function::Min if matches!(kind, Kind::Level(levels) if levels.ordered) => true,
            Function::Max | Function::Min | Function::Clamp => kind.is_numeric() || *kind == Kind::Date,
            _ => kind.is_numeric(),
        };
        let Some(first) = typed.first() else { return Err(self.unread(function.span)) };
        for (one, e) in typed.iter().zip(written) {
            if let ast::ExprNode::Literal(literal) = &e.node
                && literal.unit == ast::LiteralUnit::None
                && one.kind == Kind::Number
                && let Some(other) = typed.iter().find(|other| other.kind != Kind::Number && fits(&other.kind))
            {
                let like = self.unit_of(other);
                return Err(self.unit_missing(literal, &other.kind, like.as_ref()));
            }
            if !fits(&one.kind) {
                return Err(self.diagnostics.error(faults::argument_kind(function.node, one, self.language)));
            }
            if one.kind != first.kind {
                return Err(self.diagnostics.error(faults::arguments_differ(function.node, first, one, self.language)));
            }
        }
        Ok(())
    }

    fn applied(&mut self, function: &Spanned<Function>, span: Span, mut typed: Vec<Expr>) -> Result<Expr, Reported> {
        let kind = typed.first().map(|first| first.kind.clone()).ok_or_else(|| self.unread(span))?;
        let made = |kind: Kind, node: Node| Expr { kind, node, span };
        Ok(match function.node {
            Function::Max => made(kind, Node::Max(typed)),
            Function::Min => made(kind, Node::Min(typed)),
            _ => {
                let mut next = || (!typed.is_empty()).then(|| Box::new(typed.remove(0)));
                match (function.node, next(), next(), next()) {
                    (Function::Clamp, Some(value), Some(lower), Some(upper)) => {
                        made(kind, Node::Clamp(value, lower, upper))
                    }
                    (Function::Change, Some(new), Some(old), None) => {
                        let difference = Op::Sub.kind(&kind, &kind).unwrap_or_else(|| kind.clone());
                        let risen = made(difference, Node::Arithmetic(Op::Sub, new, old.clone()));
                        made(Kind::Change, Node::Arithmetic(Op::Div, Box::new(risen), old))
                    }
                    (Function::CalendarDays, Some(from), Some(to), None) => {
                        made(Kind::Days, Node::Arithmetic(Op::Sub, to, from))
                    }
                    (Function::WorkingDays, Some(from), Some(to), None) => {
                        made(Kind::WorkingDays, Node::WorkingDays(from, to))
                    }
                    (_, Some(value), ..) => made(kind, Node::Abs(value)),
                    _ => return Err(self.unread(span)),
                }
            }
        })
    }
}
