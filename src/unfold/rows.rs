//! The cells of rows as fields.

use std::collections::BTreeMap;

use super::{RowId, Unfolder};
use crate::diagnostic::Language;
use crate::ids::{FieldId, TableId};
use crate::inputs::Inputs;
use crate::rubric::{Field, RowCell, RowName, Rubric};
use crate::source::Spanned;

impl<'a> Unfolder<'a> {
    /// Gives every cell of every row a field of its own. The cells of a row that the rubric names by its key have theirs
    /// already.
    pub(super) fn new(written: &'a Rubric, mut inputs: Inputs) -> Self {
        let mut rubric = written.clone();
        let mut cells = BTreeMap::<FieldId, Vec<FieldId>>::new();
        let tables = std::mem::take(&mut inputs.tables);
        for (at, table) in written.tables.iter().enumerate() {
            let rows = tables.get(at).map(|rows| rows.rows.as_slice()).unwrap_or_default();
            let key = table.key.and_then(|key| table.columns.iter().position(|column| *column == key));
            for (position, column) in table.columns.iter().enumerate() {
                let fields = rows.iter().map(|row| {
                    let named = key.and_then(|key| row.cells.get(key)).and_then(crate::inputs::Cell::written);
                    let known = named.and_then(|key| keyed(written, *column, key));
                    known.unwrap_or_else(|| {
                        let cell =
                            RowCell { table: TableId::at(at), column: *column, row: RowName::Number(row.number) };
                        rubric.fields.push(field(written, cell));
                        inputs.cells.extend(row.cells.get(position).cloned());
                        FieldId::at(rubric.fields.len().saturating_sub(1))
                    })
                });
                let fields = fields.collect();
                cells.insert(*column, fields);
            }
        }
        inputs.tables = tables;
        Unfolder {
            written,
            rubric,
            inputs,
            cells,
            made: Vec::new(),
            faults: Vec::new(),
            notes: Vec::new(),
            figures: BTreeMap::new(),
            measured: BTreeMap::new(),
            unsaid: BTreeMap::new(),
            emptied: BTreeMap::new(),
            unknown_words: Vec::new(),
            reading: None,
            missed: false,
            bare: None,
            undecided: false,
            open: None,
            in_row: BTreeMap::new(),
            placed: Vec::new(),
            rows_faulty: false,
            renumbered: super::place::Renumbered::default(),
            made_rows: Vec::new(),
        }
    }

    /// How many rows a table has.
    pub(super) fn rows(&self, table: TableId) -> usize {
        self.inputs.tables.get(table.index()).map_or(0, |rows| rows.rows.len())
    }

    /// The number that a row has in the submission.
    pub(super) fn number(&self, (table, row): RowId) -> u32 {
        let rows = self.inputs.tables.get(table.index());
        rows.and_then(|rows| rows.rows.get(row)).map_or(0, |row| row.number)
    }

    /// `第3行`.
    pub(super) fn row_name(&self, row: RowId) -> String {
        named(self.number(row), self.written.language)
    }

    /// The field that a column is in a row; any other field is itself.
    pub(super) fn cell_of(&self, field: FieldId, row: Option<RowId>) -> FieldId {
        let cell = row.and_then(|(_, row)| self.cells.get(&field)?.get(row).copied());
        cell.unwrap_or(field)
    }
}

fn named(number: u32, language: Language) -> String {
    match language {
        Language::Zh => format!("第{number}行"),
        Language::En => format!("row {number}"),
    }
}

/// The field of a cell that the rubric reads by its key.
fn keyed(rubric: &Rubric, column: FieldId, key: &str) -> Option<FieldId> {
    let is_it = |field: &Field| {
        field
            .row
            .as_ref()
            .is_some_and(|cell| cell.column == column && matches!(&cell.row, RowName::Key(wanted) if wanted == key))
    };
    rubric.fields.iter().position(is_it).map(FieldId::at)
}

/// The field of a cell: `采购合同 第3行 签订`.
fn field(rubric: &Rubric, cell: RowCell) -> Field {
    let column = rubric.field(cell.column);
    let table = &rubric.table(cell.table).name.node;
    let row = match &cell.row {
        RowName::Number(number) => named(*number, rubric.language),
        RowName::Key(key) => format!("“{key}”"),
    };
    let name = format!("{table} {row} {}", column.name.node);
    Field { name: Spanned::new(name, column.name.span), table: None, row: Some(cell), ..column.clone() }
}
