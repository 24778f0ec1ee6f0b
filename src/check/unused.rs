//! What is declared and never read. Only told of a rubric without errors: a broken formula would have read more.

use std::collections::BTreeSet;

use super::context::Checker;
use super::diagnostics::names as faults;
use super::names::names_in;
use super::walk::each_in_statement;
use crate::syntax::ast::{self, ExprNode, Item, Statement, WrittenKind};
use crate::text;

impl Checker<'_> {
    /// Warns of fields and definitions that nothing reads. Texts accompany the data and need no reader.
    pub(super) fn unused(&mut self, file: &ast::File) {
        let mut read = BTreeSet::new();
        read_in_items(&file.items, &mut read);
        for item in &file.items {
            match item {
                Item::Data(data) => {
                    for field in data.fields.iter().filter(|field| field.kind.node != WrittenKind::Text) {
                        if !read.contains(field.name.node.as_str()) {
                            self.diagnostics.note(faults::unused(&field.name, &text!("数据", "field")));
                        }
                    }
                }
                Item::Definition(definition) if !read.contains(definition.name.node.as_str()) => {
                    self.diagnostics.note(faults::unused(&definition.name, &text!("定义", "definition")));
                }
                _ => {}
            }
        }
    }
}

fn read_in_items<'f>(items: &'f [Item], into: &mut BTreeSet<&'f str>) {
    for item in items {
        match item {
            Item::Definition(definition) => names_in(&definition.value, into),
            Item::Group(group) => read_in_items(&group.items, into),
            Item::Indicator(indicator) => {
                for statement in &indicator.statements {
                    match statement {
                        Statement::Check(check) => read_in_check(check, into),
                        Statement::Stated(stated) => read_in_stated(stated, into),
                        statement => each_in_statement(statement, &mut |expr| {
                            if let ExprNode::Name(name) = &expr.node {
                                into.insert(name);
                            }
                        }),
                    }
                }
            }
            Item::Check(check) => read_in_check(check, into),
            Item::Stated(stated) => read_in_stated(stated, into),
            _ => {}
        }
    }
}

fn read_in_check<'f>(check: &'f ast::Check, into: &mut BTreeSet<&'f str>) {
    check.condition.iter().chain(&check.assertions).for_each(|expr| names_in(expr, into));
}

fn read_in_stated<'f>(stated: &'f ast::Stated, into: &mut BTreeSet<&'f str>) {
    into.insert(&stated.field.node);
    std::iter::once(&stated.value).chain(&stated.unless).for_each(|expr| names_in(expr, into));
}
