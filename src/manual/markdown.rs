//! The document as Markdown (GitHub's tables). A cell that is merged in print is empty below its first row.

use super::{Line, Manual, Table};
use crate::diagnostic::Language;
use crate::diagnostic::layout::escape;

/// The document as Markdown.
#[must_use]
pub fn markdown(manual: &Manual) -> String {
    let gap = if manual.language == Language::Zh { "　" } else { " · " };
    let facts = manual.facts.iter().map(|fact| safe(fact)).collect::<Vec<_>>().join(gap);
    let mut text = format!("# {}\n\n{facts}\n", safe(&manual.title));
    for line in &manual.preface {
        text.push_str(&format!("\n{}\n", safe(&line.text)));
    }
    for one in &manual.tables {
        if let Some(title) = &one.title {
            text.push_str(&format!("\n## {}\n", safe(title)));
        }
        text.push('\n');
        text.push_str(&table(one));
    }
    for section in &manual.sections {
        text.push_str(&format!("\n## {}\n\n", safe(&section.title)));
        for line in &section.lines {
            text.push_str(&format!("{}- {}\n", "  ".repeat(line.depth), safe(&line.text)));
        }
        let mut rows = section.grid.iter().map(|row| row.iter().map(|cell| safe(cell)).collect::<Vec<_>>());
        if let Some(head) = rows.next() {
            text.push_str(&format!("{}{}", row(&head), rule(head.len())));
            rows.for_each(|cells| text.push_str(&row(&cells)));
        }
    }
    text
}

fn table(table: &Table) -> String {
    let head = table.head.iter().map(|cell| safe(cell)).collect::<Vec<_>>();
    let mut text = format!("{}{}", row(&head), rule(head.len()));
    for one in &table.rows {
        let mut cells = Vec::new();
        let mut covered = 0_usize;
        for level in &one.levels {
            cells.push(match level {
                Some(cell) => {
                    covered = cell.columns.saturating_sub(1);
                    safe(&format!("{}{}", cell.text, cell.points))
                }
                // Beside an indicator that reaches over the levels that it does not have.
                None if covered > 0 => {
                    covered = covered.saturating_sub(1);
                    "—".to_owned()
                }
                None => String::new(),
            });
        }
        cells.push(safe(&one.points));
        cells.extend([&one.explanation, &one.standard].map(|lines| joined(lines)));
        text.push_str(&row(&cells));
    }
    text
}

fn joined(lines: &[Line]) -> String {
    lines
        .iter()
        .map(|line| format!("{}{}", "&emsp;".repeat(line.depth), safe(&line.text)))
        .collect::<Vec<_>>()
        .join("<br>")
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn rule(columns: usize) -> String {
    format!("|{}\n", " --- |".repeat(columns))
}

/// Text that Markdown shows as it is.
fn safe(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let text = text.replace("\r\n", "\n");
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            shown.push_str("<br>");
        }
        for one in escape(line).chars() {
            match one {
                '<' => shown.push_str("&lt;"),
                '&' => shown.push_str("&amp;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' => {
                    shown.push('\\');
                    shown.push(one);
                }
                other => shown.push(other),
            }
        }
    }
    shown
}
