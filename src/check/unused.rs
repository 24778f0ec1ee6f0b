//! What is declared and never read. Only told of a rubric without errors: a broken formula would have read more.

use std::collections::BTreeSet;

use super::context::Checker;
use super::diagnostics::names as faults;
use super::names::name_read;
use super::walk::each_in_items;
use crate::syntax::ast::{self, FieldAttribute, Item, Statement, WrittenKind};
use crate::text;

impl Checker<'_> {
    /// Warns of fields and definitions that nothing reads. Texts accompany the data and need no reader, and
    /// `各处` is one: it compares the prints.
    pub(super) fn unused(&mut self, file: &ast::File) {
        let mut read = BTreeSet::new();
        stated(&file.items, &mut read);
        each_in_items(&file.items, &mut |expr| {
            if let Some(name) = name_read(expr) {
                read.insert(name);
            }
        });
        for item in &file.items {
            match item {
                Item::Data(data) => {
                    for field in data.fields.iter().filter(|field| !needs_no_reader(field)) {
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

fn needs_no_reader(field: &ast::Field) -> bool {
    let compared = field.attributes.iter().any(|one| matches!(one, FieldAttribute::PrintsLevel(_)));
    compared || field.kind.node == WrittenKind::Text
}

/// The fields that 填报 speaks of; their names stand outside of any expression.
fn stated<'f>(items: &'f [Item], into: &mut BTreeSet<&'f str>) {
    for item in items {
        match item {
            Item::Group(group) => stated(&group.items, into),
            Item::Adjustments(block) => stated(&block.items, into),
            Item::Indicator(indicator) => into.extend(indicator.statements.iter().filter_map(|one| match one {
                Statement::Stated(one) => Some(one.field.node.as_str()),
                _ => None,
            })),
            Item::Stated(one) => {
                into.insert(&one.field.node);
            }
            _ => {}
        }
    }
}
