//! The tables of a form: one blank row of each, and what its columns take.

use serde_json::{Map, Value, json};

use super::template::Form;
use crate::rubric::Table;

impl Form<'_> {
    /// Every table with one blank row to copy.
    pub(super) fn blank_tables(&self) -> Map<String, Value> {
        let columns = |table: &Table| {
            let names = table.columns.iter().map(|column| self.rubric.field(*column).name.node.clone());
            names.map(|name| (name, json!(""))).collect::<Map<_, _>>()
        };
        let tables = self.rubric.tables.iter();
        tables.map(|table| (table.name.node.clone(), Value::Array(vec![columns(table).into()]))).collect()
    }

    /// Every column with what may be put in, behind a line that says how rows are written.
    pub(super) fn tables(&self) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        for table in &self.rubric.tables {
            lines.push((table.name.node.clone(), self.rows(table)));
            for column in &table.columns {
                let field = self.rubric.field(*column);
                lines.push((format!("{}/{}", table.name.node, field.name.node), self.field(*column, field)));
            }
        }
        lines
    }

    /// The cells of the first row of every table: table, item, what may be put in.
    pub(super) fn first_rows(&self) -> Vec<(String, String, String)> {
        let mut cells = Vec::new();
        for table in &self.rubric.tables {
            for (at, column) in table.columns.iter().enumerate() {
                let field = self.rubric.field(*column);
                let mut line = self.field(*column, field);
                if at == 0 {
                    line = format!("{}{}{line}", self.rows(table), self.say("；", "; "));
                }
                cells.push((table.name.node.clone(), format!("1/{}", field.name.node), line));
            }
        }
        cells
    }

    fn rows(&self, table: &Table) -> String {
        let mut parts =
            vec![self.say("明细，每行一项，行数不限", "a table; one row each, as many as there are").to_owned()];
        if table.least_rows > 0 {
            let least = table.least_rows;
            parts.push(match self.say("zh", "en") {
                "zh" => format!("至少 {least} 行"),
                _ => format!("{least} at least"),
            });
        }
        if let Some(key) = table.key {
            let key = &self.rubric.field(key).name.node;
            parts.push(match self.say("zh", "en") {
                "zh" => format!("各行「{key}」不得相同"),
                _ => format!("no two rows with one `{key}`"),
            });
        }
        parts.join(self.say("；", "; "))
    }
}
