//! 明细: tables, their columns, and the cells of rows that the rubric names by their key.

use std::collections::BTreeMap;

use super::context::Checker;
use super::diagnostics::tables as faults;
use super::names::Meaning;
use super::walk::each_in_items;
use crate::diagnostic::{Reported, closest};
use crate::ids::{FieldId, TableId};
use crate::quantity::Kind;
use crate::rubric::{Field, RowCell, RowName, Table};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ExprNode, FieldAttribute, Item, KeyedCell, WrittenKind};

/// What the names behind `行.` mean in a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) names: BTreeMap<String, (Meaning, Span)>,
}

/// The columns that a cell with a key may be in, and what each may hold.
type Keys = Vec<(KeyedCell, Span)>;

impl Checker<'_> {
    /// Declares all tables of a file, and the cells that formulas name by a key.
    pub(super) fn declare_tables(&mut self, file: &ast::File) {
        for item in &file.items {
            let Item::Table(table) = item else { continue };
            self.declare_table(table);
        }
        let mut cells: Keys = Vec::new();
        each_in_items(&file.items, &mut |expr| {
            if let ExprNode::Keyed(cell) = &expr.node {
                cells.push(((**cell).clone(), expr.span));
            }
        });
        for (cell, span) in cells {
            // What is wrong with a cell is told where it is read.
            if let Ok((table, column)) = self.place_of(&cell) {
                self.declare_cell(&cell, table, column, span);
            }
        }
    }

    fn declare_table(&mut self, written: &ast::Table) {
        let id = TableId::at(self.tables.len());
        if self.declare(&written.name, Meaning::Table(id)).is_err() {
            return;
        }
        let (mut names, mut columns) = (Columns::default(), Vec::new());
        for field in &written.fields {
            if let Some((_, first)) = names.names.get(&field.name.node) {
                self.diagnostics.error(faults::column_taken(&field.name, *first));
                continue;
            }
            if field.attributes.iter().any(|one| matches!(one, FieldAttribute::LastYear(_) | FieldAttribute::Years(_)))
            {
                let reported = self.diagnostics.error(faults::column_of_years(&field.name));
                names.names.insert(field.name.node.clone(), (Meaning::Broken(reported), field.name.span));
                continue;
            }
            let meaning = match self.field(field, Some(&written.name.node)) {
                Ok(declared) => {
                    let at = FieldId::at(self.fields.len());
                    columns.push(at);
                    self.fields.push(Field { table: Some(id), ..declared });
                    Meaning::Field(at)
                }
                Err(reported) => Meaning::Broken(reported),
            };
            names.names.insert(field.name.node.clone(), (meaning, field.name.span));
        }
        if columns.is_empty() && !written.fields.iter().any(|field| field.kind.node == WrittenKind::Hole) {
            self.diagnostics.error(faults::no_columns(&written.name));
        }
        let key = written.key.as_ref().and_then(|key| self.key(key, &names).ok());
        let least_rows = written.least_rows.as_ref().map_or(0, |rows| rows.node);
        self.tables.push(Table { name: written.name.clone(), columns, least_rows, key, span: written.head });
        self.columns.push(names);
    }

    /// The column of 以 … 为键: a text, or one of several words, that is always filled.
    fn key(&mut self, key: &ast::Name, names: &Columns) -> Result<FieldId, Reported> {
        match names.names.get(&key.node) {
            Some((Meaning::Field(id), _)) => {
                let field = self.fields.get(id.index());
                let fits = field.is_some_and(|one| matches!(one.kind, Kind::Text | Kind::Level(_)) && !one.optional);
                if fits { Ok(*id) } else { Err(self.diagnostics.error(faults::key_unfit(key))) }
            }
            Some((Meaning::Broken(reported), _)) => Err(*reported),
            _ => {
                let near = closest(&key.node, names.names.keys().map(String::as_str)).map(str::to_owned);
                Err(self.diagnostics.error(faults::unknown_column(key, None, near.as_deref(), &[])))
            }
        }
    }

    /// The field that a cell with a key is.
    pub(super) fn keyed(&mut self, cell: &KeyedCell, span: Span) -> Result<FieldId, Reported> {
        let (table, column) = match self.place_of(cell) {
            Ok(place) => place,
            Err(Some(reported)) => return Err(reported),
            Err(None) => return Err(self.no_such_cell(cell)),
        };
        Ok(self.declare_cell(cell, table, column, span))
    }

    /// Table and column of a cell with a key; nothing where there are none such.
    fn place_of(&self, cell: &KeyedCell) -> Result<(TableId, FieldId), Option<Reported>> {
        let id = match self.names.find(&cell.table.node) {
            Some(Meaning::Table(id)) => id,
            Some(Meaning::Broken(reported)) => return Err(Some(reported)),
            _ => return Err(None),
        };
        let column = self.columns.get(id.index()).and_then(|names| names.names.get(&cell.column.node));
        let key = self.tables.get(id.index()).and_then(|table| table.key).and_then(|key| self.fields.get(key.index()));
        let known = match key.map(|key| &key.kind) {
            Some(Kind::Level(levels)) => levels.names.contains(&cell.key.node),
            Some(_) => !cell.key.node.trim().is_empty(),
            None => false,
        };
        match column {
            Some((Meaning::Field(column), _)) if known => Ok((id, *column)),
            Some((Meaning::Broken(reported), _)) => Err(Some(*reported)),
            _ => Err(None),
        }
    }

    fn no_such_cell(&mut self, cell: &KeyedCell) -> Reported {
        let Some(Meaning::Table(id)) = self.names.find(&cell.table.node) else {
            return self.not_a_table(&cell.table.node, cell.table.span);
        };
        if self.tables.get(id.index()).is_some_and(|table| table.key.is_none()) {
            return self.diagnostics.error(faults::no_key(&cell.table));
        }
        let names = self.columns.get(id.index());
        if names.is_some_and(|names| names.names.contains_key(&cell.column.node)) {
            return self.diagnostics.error(faults::key_never(&cell.key, &cell.column));
        }
        self.no_such_column(&cell.column, id)
    }

    /// Reports a column that a table does not have.
    pub(super) fn no_such_column(&mut self, column: &ast::Name, table: TableId) -> Reported {
        if let Some(reported) = self.may_be_lost(&column.node) {
            return reported;
        }
        let names = self.columns.get(table.index());
        let near = names.and_then(|names| closest(&column.node, names.names.keys().map(String::as_str)));
        let shown = self.tables.get(table.index()).map(|table| table.name.node.as_str());
        if let Some(fault) = shown.and_then(|table| self.removed_column(column, table)) {
            return self.diagnostics.error(fault);
        }
        let known = names.map(|names| names.names.keys().map(String::as_str).collect::<Vec<_>>()).unwrap_or_default();
        self.diagnostics.error(faults::unknown_column(column, shown, near, &known))
    }

    /// Reports a name that should be that of a table.
    pub(super) fn not_a_table(&mut self, name: &str, span: Span) -> Reported {
        match self.names.find(name) {
            Some(Meaning::Broken(reported)) => reported,
            Some(_) => self.diagnostics.error(faults::not_a_table(span, name, None)),
            None => {
                if let Some(reported) = self.may_be_lost(name) {
                    return reported;
                }
                if let Some(fault) = self.removed_name(&Spanned::new(name.to_owned(), span)) {
                    return self.diagnostics.error(fault);
                }
                let near = closest(name, self.tables.iter().map(|table| table.name.node.as_str()));
                self.diagnostics.error(faults::not_a_table(span, name, near))
            }
        }
    }

    fn declare_cell(&mut self, cell: &KeyedCell, table: TableId, column: FieldId, span: Span) -> FieldId {
        let row = RowCell { table, column, row: RowName::Key(cell.key.node.trim().to_owned()) };
        if let Some(known) = self.fields.iter().position(|field| field.row.as_ref() == Some(&row)) {
            return FieldId::at(known);
        }
        let name = format!("{}[\"{}\"].{}", cell.table.node, cell.key.node.trim(), cell.column.node);
        if let Some(declared) = self.fields.get(column.index()).cloned() {
            self.fields.push(Field { name: Spanned::new(name, span), table: None, row: Some(row), ..declared });
        }
        FieldId::at(self.fields.len().saturating_sub(1))
    }
}
