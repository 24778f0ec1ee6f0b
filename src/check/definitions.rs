//! 定义: typed in the order of their reading, so that a definition may be used before its declaration.

use std::collections::{BTreeMap, BTreeSet};

use super::aggregates::over_rows;
use super::context::{Checker, Context};
use super::diagnostics::{names as faults, tables, units};
use super::names::{Meaning, name_read};
use super::walk::children;
use crate::diagnostic::Reported;
use crate::ids::{DefinitionId, TableId};
use crate::quantity::Kind;
use crate::rubric::{Definition, Expr};
use crate::syntax::ast::{self, ExprNode, Item};

/// A definition, of a row where it stands in a table.
#[derive(Clone, Copy)]
struct Entry<'f> {
    written: &'f ast::Definition,
    table: Option<TableId>,
}

/// The definitions of a file while they are put into order.
struct Ordering<'f> {
    all: Vec<Entry<'f>>,
    by_name: BTreeMap<(Option<TableId>, &'f str), usize>,
    /// The chain of definitions that are being looked at.
    path: Vec<usize>,
    done: BTreeSet<usize>,
}

impl Checker<'_> {
    /// Declares and types all definitions of a file.
    pub(super) fn declare_definitions(&mut self, file: &ast::File) {
        let mut all = Vec::new();
        // The id is set when the value is typed; until then nothing can read it.
        let not_yet = Meaning::Definition(DefinitionId::at(usize::MAX));
        for item in &file.items {
            match item {
                Item::Definition(written) if self.declare(&written.name, not_yet).is_ok() => {
                    all.push(Entry { written, table: None });
                }
                Item::Table(table) => all.extend(self.row_definitions(table)),
                _ => {}
            }
        }
        let names = all.iter().map(|one| (one.table, one.written.name.node.as_str()));
        let by_name = names.enumerate().map(|(index, name)| (name, index)).collect();
        let mut order = Ordering { all, by_name, path: Vec::new(), done: BTreeSet::new() };
        for index in 0..order.all.len() {
            self.define(&mut order, index);
        }
    }

    /// The row definitions of a table, declared among its columns.
    fn row_definitions<'f>(&mut self, table: &'f ast::Table) -> Vec<Entry<'f>> {
        let Some(Meaning::Table(id)) = self.names.find(&table.name.node) else { return Vec::new() };
        let mut entries = Vec::new();
        for written in &table.definitions {
            let Some(columns) = self.columns.get_mut(id.index()) else { continue };
            match columns.names.get(&written.name.node) {
                Some((_, first)) => {
                    let first = *first;
                    self.diagnostics.error(tables::column_taken(&written.name, first));
                }
                None => {
                    let meaning = Meaning::Definition(DefinitionId::at(usize::MAX));
                    columns.names.insert(written.name.node.clone(), (meaning, written.name.span));
                    entries.push(Entry { written, table: Some(id) });
                }
            }
        }
        entries
    }

    fn define(&mut self, order: &mut Ordering<'_>, index: usize) {
        let Some(entry) = order.all.get(index).copied() else { return };
        if order.done.contains(&index) {
            return;
        }
        if let Some(at) = order.path.iter().position(|one| *one == index) {
            self.cycle(order, at);
            return;
        }
        order.path.push(index);
        let mut below = BTreeSet::new();
        self.reads(order, &entry.written.value, entry.table, &mut below);
        for next in below {
            self.define(order, next);
        }
        order.path.pop();
        if order.done.insert(index) {
            let meaning = match self.definition(entry) {
                Ok(value) => {
                    let id = DefinitionId::at(self.definitions.len());
                    let (name, table) = (entry.written.name.clone(), entry.table);
                    self.definitions.push(Definition { name, value, table, unfolded: None });
                    Meaning::Definition(id)
                }
                Err(reported) => Meaning::Broken(reported),
            };
            self.means(entry, meaning);
        }
    }

    /// The definitions that an expression reads as written; `row` is the table that 行 speaks of.
    fn reads(&self, order: &Ordering<'_>, e: &ast::Expr, row: Option<TableId>, into: &mut BTreeSet<usize>) {
        match &e.node {
            ExprNode::Row(column) if row.is_some() => into.extend(order.by_name.get(&(row, column.node.as_str()))),
            ExprNode::Call(function, arguments) => {
                let table = over_rows(function.node).and_then(|_| self.table_named(arguments));
                arguments.iter().for_each(|argument| self.reads(order, argument, table.or(row), into));
            }
            _ => {
                into.extend(name_read(e).and_then(|name| order.by_name.get(&(None, name))));
                children(e).into_iter().for_each(|child| self.reads(order, child, row, into));
            }
        }
    }

    /// Sets what the name of a definition stands for.
    fn means(&mut self, entry: Entry<'_>, meaning: Meaning) {
        let name = &entry.written.name;
        match entry.table.and_then(|table| self.columns.get_mut(table.index())) {
            Some(columns) => drop(columns.names.insert(name.node.clone(), (meaning, name.span))),
            None => self.names.set(name, meaning),
        }
    }

    fn definition(&mut self, entry: Entry<'_>) -> Result<Expr, Reported> {
        let c = Context { row: entry.table, ..Context::default() };
        let value = self.typed(&entry.written.value, &c, None)?;
        if entry.written.as_change { self.as_change(value) } else { Ok(value) }
    }

    /// A relative change computed by hand, (新 − 旧) / 旧, that is declared to be one.
    pub(super) fn as_change(&mut self, value: Expr) -> Result<Expr, Reported> {
        match value.kind {
            Kind::Change | Kind::Ratio | Kind::Point => Ok(Expr { kind: Kind::Change, ..value }),
            ref found => Err(self.diagnostics.error(units::not_a_change(value.span, found))),
        }
    }

    /// Reports a circle once and takes all of it as broken.
    fn cycle(&mut self, order: &mut Ordering<'_>, at: usize) {
        let chain = order.path.get(at..).unwrap_or_default();
        let entries = chain.iter().filter_map(|one| order.all.get(*one).copied()).collect::<Vec<_>>();
        let names = entries.iter().map(|one| &one.written.name).collect::<Vec<_>>();
        let reported = self.diagnostics.error(faults::definition_cycle(&names));
        for entry in entries {
            self.means(entry, Meaning::Broken(reported));
        }
        order.done.extend(chain.iter().copied());
    }
}
