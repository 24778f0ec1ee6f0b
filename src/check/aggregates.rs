//! `合计(表, 行.量 当 条件)` and its like: what is computed over the rows of a table.

use super::context::{Checker, Context};
use super::diagnostics::{kinds, tables as faults};
use super::names::Meaning;
use crate::diagnostic::Reported;
use crate::ids::TableId;
use crate::quantity::{Kind, Op};
use crate::rubric::{Aggregate, AggregateFunction, Expr, Node};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ExprNode, Function};

/// The kind of 计数 where nothing beside it counts in another unit.
pub(super) fn rows_kind() -> Kind {
    Kind::Count("行".into())
}

/// Whether a kind counts rows.
pub(super) fn is_rows(kind: &Kind) -> bool {
    *kind == rows_kind()
}

/// What a function computes over rows; 最大 and 最小 do so where their first argument is a table.
pub(super) fn over_rows(function: Function) -> Option<AggregateFunction> {
    Some(match function {
        Function::Sum => AggregateFunction::Sum,
        Function::Mean => AggregateFunction::Mean,
        Function::WeightedMean => AggregateFunction::WeightedMean,
        Function::Count => AggregateFunction::Count,
        Function::ShareOf => AggregateFunction::ShareOf,
        Function::Max => AggregateFunction::Max,
        Function::Min => AggregateFunction::Min,
        _ => return None,
    })
}

/// Whether an expression is a number of rows, or a sum of such, so that it takes the unit of what it stands beside.
pub(super) fn counts_rows(e: &ast::Expr) -> bool {
    match &e.node {
        ExprNode::Call(function, _) => function.node == Function::Count,
        ExprNode::Arithmetic(op, left, right) => {
            matches!(op.node, Op::Add | Op::Sub) && (counts_rows(left) || counts_rows(right))
        }
        _ => false,
    }
}

/// An argument and what stands behind its 当.
fn split(argument: &ast::Expr) -> (&ast::Expr, Option<&ast::Expr>) {
    match &argument.node {
        ExprNode::When(value, condition) => (value, Some(condition)),
        _ => (argument, None),
    }
}

impl Checker<'_> {
    /// The table that the first argument of a function over rows names.
    pub(super) fn table_named(&self, arguments: &[ast::Expr]) -> Option<TableId> {
        let ExprNode::Name(name) = &split(arguments.first()?).0.node else { return None };
        match self.names.find(name) {
            Some(Meaning::Table(id)) => Some(id),
            _ => None,
        }
    }

    /// `行.金额`.
    pub(super) fn row_column(&mut self, column: &ast::Name, span: Span, c: &Context) -> Result<Expr, Reported> {
        let Some(table) = c.row else {
            return Err(c.rowless.unwrap_or_else(|| self.diagnostics.error(faults::no_row(span))));
        };
        let names = self.columns.get(table.index());
        match names.and_then(|names| names.names.get(&column.node)).map(|(meaning, _)| *meaning) {
            Some(Meaning::Field(id)) => {
                let kind = self.fields.get(id.index()).map(|field| field.kind.clone());
                Ok(Expr { kind: kind.ok_or_else(|| self.unread(span))?, node: Node::Field(id), span })
            }
            Some(Meaning::Definition(id)) => {
                let kind = self.definitions.get(id.index()).map(|one| one.value.kind.clone());
                Ok(Expr { kind: kind.ok_or_else(|| self.unread(span))?, node: Node::Definition(id), span })
            }
            Some(Meaning::Broken(reported)) => Err(reported),
            Some(Meaning::Table(_)) | None => Err(self.no_such_column(column, table)),
        }
    }

    /// A call of a function over rows.
    pub(super) fn aggregate(
        &mut self,
        (function, written): (AggregateFunction, &Spanned<Function>),
        (span, arguments): (Span, &[ast::Expr]),
        c: &Context,
        hint: Option<&Kind>,
    ) -> Result<Expr, Reported> {
        let Some(table) = self.table_named(arguments) else {
            let first = arguments.first().map(|first| split(first).0);
            return Err(match first.map(|first| (&first.node, first.span)) {
                Some((ExprNode::Name(name), place)) => self.not_a_table(name, place),
                Some((_, place)) => self.diagnostics.error(faults::table_first(place, written.node, self.language)),
                None => self.unread(span),
            });
        };
        let (mut rest, mut conditions) = (Vec::new(), Vec::new());
        for (at, argument) in arguments.iter().enumerate() {
            let (value, condition) = split(argument);
            conditions.extend(condition);
            // 计数(表, c) counts as 计数(表 当 c) does.
            match (at, function) {
                (0, _) => {}
                (1, AggregateFunction::Count) => conditions.push(value),
                _ => rest.push(value),
            }
        }
        let wanted = match function {
            AggregateFunction::Count => 0,
            AggregateFunction::WeightedMean => 2,
            _ => 1,
        };
        if rest.len() != wanted || conditions.len() > 1 {
            let fault = kinds::argument_count(written, span, arguments.len(), self.language);
            return Err(self.diagnostics.error(fault));
        }
        let inner = self.in_rows(table, c);
        let condition = conditions.first().map(|condition| self.condition(condition, &inner));
        let value = rest.first().map(|value| match function {
            AggregateFunction::ShareOf => self.condition(value, &inner),
            _ => self.typed(value, &inner, hint.filter(|_| function != AggregateFunction::Count)),
        });
        let weight = rest.get(1).map(|weight| self.typed(weight, &inner, None));
        let (condition, value, weight) = (condition.transpose()?, value.transpose()?, weight.transpose()?);
        let kind = self.kind_over_rows((function, written), value.as_ref(), weight.as_ref(), hint)?;
        let aggregate = Aggregate { function, table, value, condition, weight };
        Ok(Expr { kind, node: Node::Aggregate(Box::new(aggregate)), span })
    }

    /// What surrounds an expression over the rows of a table. What holds of an outer row says nothing of an inner one.
    pub(super) fn in_rows(&self, table: TableId, c: &Context) -> Context {
        Context { row: Some(table), facts: self.prover().facts_beside_rows(&c.facts), ..c.clone() }
    }

    fn kind_over_rows(
        &mut self,
        (function, written): (AggregateFunction, &Spanned<Function>),
        value: Option<&Expr>,
        weight: Option<&Expr>,
        hint: Option<&Kind>,
    ) -> Result<Kind, Reported> {
        let fits = |value: &Expr| match function {
            AggregateFunction::Sum => Op::Add.kind(&value.kind, &value.kind).as_ref() == Some(&value.kind),
            AggregateFunction::Max | AggregateFunction::Min => value.kind.is_numeric() || value.kind == Kind::Date,
            _ => value.kind.is_numeric(),
        };
        Ok(match (function, value) {
            (AggregateFunction::ShareOf, _) => Kind::Ratio,
            (AggregateFunction::Count, _) | (_, None) => match hint {
                Some(kind @ Kind::Count(_)) => kind.clone(),
                _ => rows_kind(),
            },
            (_, Some(value)) => {
                let unfit = std::iter::once(value).filter(|value| !fits(value));
                if let Some(unfit) = unfit.chain(weight.filter(|weight| !weight.kind.is_numeric())).next() {
                    let fault = kinds::argument_kind(written.node, unfit, self.language);
                    return Err(self.diagnostics.error(fault));
                }
                value.kind.clone()
            }
        })
    }
}
