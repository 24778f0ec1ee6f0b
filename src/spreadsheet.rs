//! Tables that spreadsheet programs open.

/// CSV text with CRLF, as RFC 4180 and spreadsheet programs have it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The rows so far.
    pub text: String,
}

impl Table {
    /// Adds a row. A text that a spreadsheet program would take for a formula gets an apostrophe.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let cells = cells.into_iter().map(|cell| quoted(&guarded(cell.as_ref()))).collect::<Vec<_>>();
        self.text.push_str(&cells.join(","));
        self.text.push_str("\r\n");
    }
}

/// A text that a spreadsheet program would take for a formula gets an apostrophe; numbers stay numbers.
fn guarded(cell: &str) -> String {
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let unsigned = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let number = unsigned.starts_with(|one: char| one.is_ascii_digit())
        && unsigned.chars().all(|one| one.is_ascii_digit() || one == '.');
    if cell.starts_with(STARTS) && !number { format!("'{cell}") } else { cell.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', '\t']) || cell.starts_with('\'') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::spreadsheet::Table;

    #[test]
    fn what_looks_like_a_formula_is_text_and_what_is_a_number_stays_one() {
        let mut table = Table::default();
        table.row(["=1+1", "-0.16", "＝HYPERLINK", "-2+3", "a,\"b\""]);
        assert_eq!(table.text, "\"'=1+1\",-0.16,\"'＝HYPERLINK\",\"'-2+3\",\"a,\"\"b\"\"\"\r\n");
    }
}
