//! Tables, and what reads their rows.

use super::ast::{Definition, EachRow, Expr, ExprNode, Field, Item, KeyedCell, Table};
use super::blocks::Statement;
use super::grammar::{Node, Rule};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;

impl<'a> Parser<'a, '_> {
    /// `明细 采购合同 至少1行 以 名称 为键 { … }`.
    pub fn table(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Item, Reported> {
        let mut parts = node.parts();
        let Some(name) = parts.seek(Rule::name) else { return Err(self.drift(node)) };
        let (mut least_rows, mut key) = (None, None);
        for part in parts {
            let clause = self.head_of(whole);
            match part.rule() {
                Rule::least_rows => {
                    let Some(number) = part.parts().seek(Rule::number) else { return Err(self.drift(&part)) };
                    if least_rows.replace(self.small(&number, 10_000)?).is_some() {
                        return Err(self.twice(whole, clause));
                    }
                }
                Rule::table_key => {
                    let Some(column) = part.parts().seek(Rule::name) else { return Err(self.drift(&part)) };
                    if key.replace(self.name(&column)).is_some() {
                        return Err(self.twice(whole, clause));
                    }
                }
                _ => {}
            }
        }
        let (fields, definitions) = self.columns(whole.body.unwrap_or_default());
        Ok(Item::Table(Table {
            name: self.name(&name),
            least_rows,
            key,
            fields,
            definitions,
            head: self.head_of(whole),
            span: self.span_of(whole),
        }))
    }

    /// The columns and row definitions of a table.
    pub fn columns(&mut self, list: &[Statement]) -> (Vec<Field>, Vec<Definition>) {
        let (mut fields, mut definitions) = (Vec::new(), Vec::new());
        for whole in self.wholes(list, Place::Table) {
            let Ok(node) = self.read_kind(&whole) else {
                fields.extend(self.broken_field(&whole));
                self.lose(whole.start, whole.close.max(whole.end));
                continue;
            };
            if node.rule() == Rule::row_definition {
                definitions.push(self.definition(&node).unwrap_or_else(|_| self.broken_definition(&node)));
            } else {
                fields.extend(self.read_field(&node).ok().or_else(|| self.broken_field(&whole)));
            }
        }
        (fields, definitions)
    }

    fn broken_definition(&self, node: &Node<'a>) -> Definition {
        let name = node.parts().seek(Rule::name).map_or_else(|| node.spanned(String::new()), |name| self.name(&name));
        let value = Expr { node: ExprNode::Hole, span: node.span() };
        Definition { name, as_change: false, value, span: node.span() }
    }

    /// `逐行 表 当 条件`.
    pub fn each_row(&mut self, node: &Node<'a>) -> Result<EachRow, Reported> {
        let mut parts = node.parts();
        let Some(table) = parts.seek(Rule::name) else { return Err(self.drift(node)) };
        let condition = parts.seek(Rule::expr).map(|condition| self.expr(&condition)).transpose()?;
        Ok(EachRow { table: self.name(&table), condition, span: node.span() })
    }

    /// `行.列`, where nothing else may stand.
    pub fn row_expr(&mut self, node: &Node<'a>) -> Result<Expr, Reported> {
        let Some(name) = node.parts().seek(Rule::name) else { return Err(self.drift(node)) };
        Ok(Expr { node: ExprNode::Row(self.name(&name)), span: node.span() })
    }
}

impl Parser<'_, '_> {
    /// `行.金额`.
    pub fn row_column(&mut self, node: &Node<'_>) -> Result<ExprNode, Reported> {
        match node.parts().seek(Rule::name) {
            Some(column) => Ok(ExprNode::Row(self.name(&column))),
            None => Err(self.drift(node)),
        }
    }

    /// `经费["公用经费"].本年决算`.
    pub fn keyed_cell(&mut self, node: &Node<'_>) -> Result<ExprNode, Reported> {
        let mut parts = node.parts();
        let (table, key, column) = (parts.accept(Rule::name), parts.seek(Rule::text), parts.seek(Rule::name));
        let (Some(table), Some(key), Some(column)) = (table, key, column) else { return Err(self.drift(node)) };
        let (table, key, column) = (self.name(&table), self.text(&key), self.name(&column));
        Ok(ExprNode::Keyed(Box::new(KeyedCell { table, key, column })))
    }

    /// `量 当 条件`, or an expression alone.
    pub fn row_argument(&mut self, node: &Node<'_>) -> Result<Expr, Reported> {
        let mut parts = node.parts();
        let Some(value) = parts.seek(Rule::expr) else { return Err(self.drift(node)) };
        let value = self.expr(&value)?;
        match parts.seek(Rule::expr) {
            Some(condition) => {
                let condition = self.expr(&condition)?;
                let span = value.span.to(condition.span);
                Ok(Expr { node: ExprNode::When(Box::new(value), Box::new(condition)), span })
            }
            None => Ok(value),
        }
    }
}
