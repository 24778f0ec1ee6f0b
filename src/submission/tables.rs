//! 明细: the rows of tables. A table is a list of rows; in a CSV, and where somebody writes so, rows under their numbers.

use super::document::Reader;
use super::json::{Json, Member, Node};
use super::words::{self, Word};
use super::{RowData, TableData, diagnostics};
use crate::diagnostic::Text;
use crate::source::Spanned;

/// A table has no more rows than this; longer ones are no tables that people read.
const MOST_ROWS: u32 = 100_000;

impl Reader<'_> {
    /// All tables of a submission.
    pub(super) fn tables(&mut self, member: &Member) -> Vec<TableData> {
        let members = self.object(&member.value, &member.key.node).unwrap_or_default();
        let table = |table: &Member| {
            let rows = self.rows(table);
            TableData { name: table.key.clone(), rows, span: table.value.span }
        };
        members.iter().map(table).collect()
    }

    fn rows(&mut self, table: &Member) -> Vec<RowData> {
        let name = &table.key.node;
        match &table.value.node {
            Node::Array(rows) => {
                let rows = (1..=MOST_ROWS).zip(rows).filter_map(|(number, row)| self.row(number, row, name));
                rows.collect()
            }
            Node::Object(rows) => {
                let rows = rows.iter().filter_map(|row| {
                    let number = self.number(&row.key, name)?;
                    self.row(number, &row.value, name)
                });
                let mut rows = rows.collect::<Vec<_>>();
                rows.sort_by_key(|row| row.number);
                rows
            }
            Node::Text(text) if text.trim().is_empty() => Vec::new(),
            _ => {
                self.shape(&table.value, name, Text::new("方括号「[ ]」中的各行", "a list of rows in brackets `[ ]`"));
                Vec::new()
            }
        }
    }

    fn row(&mut self, number: u32, row: &Json, table: &str) -> Option<RowData> {
        match &row.node {
            Node::Object(_) => Some(RowData { number, cells: self.data(row, table), span: row.span }),
            _ => {
                let wanted = Text::new("花括号「{ }」中的一行", "a row in braces `{ }`");
                self.shape(row, &format!("{table}/{number}"), wanted);
                None
            }
        }
    }

    fn number(&mut self, key: &Spanned<String>, table: &str) -> Option<u32> {
        let number = key.node.parse().ok().filter(|number| (1..=MOST_ROWS).contains(number));
        if number.is_none() || key.node.starts_with(['0', '+']) {
            self.diagnostics.error(diagnostics::not_a_row_number(key, table));
            return None;
        }
        number
    }
}

/// Whether a list holds rows of a table, where prints of a figure are looked for: objects of which none says 值 or 出处.
pub(super) fn are_rows(items: &[Json]) -> bool {
    let is_row = |item: &Json| match &item.node {
        Node::Object(members) => {
            members.len() > 1 && members.iter().all(|member| Word::find(&member.key.node, words::PRINT).is_none())
        }
        _ => false,
    };
    !items.is_empty() && items.iter().all(is_row)
}
