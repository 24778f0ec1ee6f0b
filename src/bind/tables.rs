//! 明细: the rows of tables against their columns.

use std::collections::BTreeMap;

use super::diagnostics::{tables as faults, years};
use super::{Options, cell};
use crate::diagnostic::{Diagnostics, Language, closest};
use crate::ids::{FieldId, TableId};
use crate::inputs::{Cell, Row, Rows, State};
use crate::rubric::{Field, RowName, Rubric, Table};
use crate::source::{Span, Spanned};
use crate::submission::{Content, RowData, Submission, TableData};

/// The rows of every table, in the order of the rubric's tables. Rows in which everything is blank are left out.
///
/// In a test, a table that is not given has blank rows, so that what reads them is open.
pub(super) fn tables(
    rubric: &Rubric,
    submission: &Submission,
    options: Options,
    diagnostics: &mut Diagnostics,
) -> Vec<Rows> {
    let mut bound = rubric.tables.iter().map(|_| None).collect::<Vec<Option<(Rows, Span)>>>();
    for data in &submission.tables {
        let at = rubric.tables.iter().position(|table| table.name.node == data.name.node);
        match at.and_then(|at| Some((TableId::at(at), bound.get_mut(at)?))) {
            Some((table, slot)) => *slot = Some((rows(rubric, table, data, diagnostics), data.span)),
            None => {
                let near = closest(&data.name.node, rubric.tables.iter().map(|table| table.name.node.as_str()));
                let known = rubric.tables.iter().map(|table| table.name.node.as_str()).collect::<Vec<_>>();
                diagnostics.error(faults::unknown_table(&data.name, near, &known));
            }
        }
    }
    let checked = rubric.tables.iter().zip(bound).map(|(table, slot)| {
        if options.test && slot.is_none() {
            return unsaid(table, submission.span);
        }
        let (rows, span) = slot.unwrap_or((Rows::default(), submission.span));
        // Where rows could not be read, theirs are the faults to tell.
        if submission.faulty.is_none() {
            enough(table, &rows, span, diagnostics);
        }
        keys(rubric, table, (&rows, options.test), span, diagnostics);
        rows
    });
    checked.collect()
}

/// Fills the cells that the rubric names by the key of their row.
pub(super) fn fill(rubric: &Rubric, tables: &[Rows], cells: &mut [Cell]) {
    for (field, cell) in rubric.fields.iter().zip(cells) {
        let Some(place) = &field.row else { continue };
        let (Some(table), RowName::Key(key)) = (rubric.tables.get(place.table.index()), &place.row) else { continue };
        let at = |column: FieldId| table.columns.iter().position(|own| *own == column);
        let Some((key_at, column_at)) = table.key.and_then(at).zip(at(place.column)) else { continue };
        let rows = tables.get(place.table.index()).map(|rows| rows.rows.as_slice()).unwrap_or_default();
        let mut named = rows.iter().filter(|row| row.cells.get(key_at).and_then(Cell::written) == Some(key.as_str()));
        if let Some(found) = named.next().and_then(|row| row.cells.get(column_at)) {
            *cell = found.clone();
        }
    }
}

fn rows(rubric: &Rubric, id: TableId, data: &TableData, diagnostics: &mut Diagnostics) -> Rows {
    let table = rubric.table(id);
    let columns = table.columns.iter().map(|column| (rubric.field(*column).name.node.as_str(), *column));
    let columns = columns.collect::<BTreeMap<_, _>>();
    unknown_columns(rubric, table, &columns, data, diagnostics);
    let rows = data.rows.iter().map(|written| row(rubric, table, &columns, written, diagnostics));
    let filled = |row: &Row| row.cells.iter().any(|cell| !matches!(cell.state, State::Blank));
    Rows { rows: rows.filter(filled).collect(), unsaid: false }
}

/// As many blank rows as a table has at least.
fn unsaid(table: &Table, span: Span) -> Rows {
    let cells = table.columns.iter().map(|_| Cell { state: State::Blank, span }).collect::<Vec<_>>();
    let row = |number: u32| Row { number, cells: cells.clone(), span };
    Rows { rows: (1..=table.least_rows.max(1)).map(row).collect(), unsaid: true }
}

/// Reports names that no column has, each once, with the number of rows that have it.
fn unknown_columns(
    rubric: &Rubric,
    table: &Table,
    columns: &BTreeMap<&str, FieldId>,
    data: &TableData,
    diagnostics: &mut Diagnostics,
) {
    let cells = || data.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.number, &cell.name)));
    let unknown = || cells().filter(|(_, name)| !columns.contains_key(name.node.as_str()));
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name) in unknown() {
        let count = times.entry(&name.node).or_default();
        *count = count.saturating_add(1);
    }
    for (number, name) in unknown() {
        let Some(count) = times.remove(name.node.as_str()) else { continue };
        let defined = rubric
            .definitions
            .iter()
            .any(|one| one.name.node == name.node && one.table.is_some_and(|of| rubric.table(of).name == table.name));
        let near = closest(&name.node, columns.keys().copied());
        let place = (table.name.node.as_str(), number);
        let known = table.columns.iter().map(|column| rubric.field(*column).name.node.as_str()).collect::<Vec<_>>();
        let fault = faults::unknown_column(name, place, (defined, near), &known);
        diagnostics.error(faults::in_more_rows(fault, count.saturating_sub(1)));
    }
}

fn row(
    rubric: &Rubric,
    table: &Table,
    columns: &BTreeMap<&str, FieldId>,
    written: &RowData,
    diagnostics: &mut Diagnostics,
) -> Row {
    let mut bound: BTreeMap<FieldId, Cell> = BTreeMap::new();
    for datum in &written.cells {
        let Some(column) = columns.get(datum.name.node.as_str()) else { continue };
        if let Content::Years(given) = &datum.content {
            diagnostics.error(years::of_one_year(&datum.name, given, rubric.year.node));
            continue;
        }
        let field = in_row(rubric, table, *column, written.number);
        // A cell that could not be read counts as filled, so that its row is not taken for a blank one.
        let unread = || Cell { state: State::NotApplicable(String::new()), span: datum.span };
        let read = cell::cell(rubric, &field, datum, diagnostics).unwrap_or_else(|_| unread());
        bound.insert(*column, read);
    }
    let blank = || Cell { state: State::Blank, span: written.span };
    let cells = table.columns.iter().map(|column| bound.remove(column).unwrap_or_else(blank)).collect();
    Row { number: written.number, cells, span: written.span }
}

/// A column, under the name by which a cell of it is told.
fn in_row(rubric: &Rubric, table: &Table, column: FieldId, number: u32) -> Field {
    let field = rubric.field(column);
    let (table, column) = (&table.name.node, &field.name.node);
    let name = match rubric.language {
        Language::Zh => format!("{table} 第{number}行 {column}"),
        Language::En => format!("{table} row {number} {column}"),
    };
    Field { name: Spanned::new(name, field.name.span), ..field.clone() }
}

fn enough(table: &Table, rows: &Rows, span: Span, diagnostics: &mut Diagnostics) {
    let found = u32::try_from(rows.rows.len()).unwrap_or(u32::MAX);
    if found < table.least_rows {
        diagnostics.error(faults::too_few_rows(table, found, span));
    }
}

/// Every row of a keyed table has a key of its own, and those that the rubric names are there.
/// A `test` need not give those that it has no use for.
fn keys(rubric: &Rubric, table: &Table, (rows, test): (&Rows, bool), span: Span, diagnostics: &mut Diagnostics) {
    let Some(key) = table.key else { return };
    let at = table.columns.iter().position(|column| *column == key).unwrap_or(usize::MAX);
    let mut first: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in &rows.rows {
        let Some(cell) = row.cells.get(at) else { continue };
        match cell.written() {
            None => {
                diagnostics.error(faults::key_missing(table, rubric.field(key), (row.number, cell.span)));
            }
            Some(written) => match first.get(written) {
                Some(known) => {
                    let other = known.cells.get(at).map_or(known.span, |cell| cell.span);
                    let numbers = (known.number, row.number);
                    diagnostics.error(faults::key_double(table, written, numbers, [other, cell.span]));
                }
                None => drop(first.insert(written, row)),
            },
        }
    }
    if test {
        return;
    }
    let mut wanted = rubric.fields.iter().filter_map(|field| match field.row.as_ref().map(|cell| (cell, &cell.row)) {
        Some((cell, RowName::Key(key))) if rubric.table(cell.table).name == table.name => Some((key.as_str(), field)),
        _ => None,
    });
    let mut told = Vec::new();
    wanted.by_ref().filter(|(key, _)| !first.contains_key(key)).for_each(|(key, field)| {
        if !told.contains(&key) {
            told.push(key);
            diagnostics.error(faults::key_not_there(table, key, span, field.name.span));
        }
    });
}
