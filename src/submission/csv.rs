//! CSV (RFC 4180) to the same tree that JSON gives, so that both are one submission.
//!
//! Cells are cut here and not by a library, because every cell needs its place in the text and an open quote its
//! opener. Rows are `部分,名称,项目,值,出处`; see `specs/language.md` §5.

use super::diagnostics;
use super::entries::Entries;
use super::header;
use super::json::{Json, Member, Node};
use super::words::{self, Word};
use super::years::year_key;
use crate::diagnostic::{Diagnostics, Language, Reported, Text, closest};
use crate::source::{Source, Span, Spanned};

/// One cell: its text without quotes, its place with them.
pub(super) type Cell = Spanned<String>;

/// Reads a whole CSV.
///
/// # Errors
/// D0111 and D0113, where nothing behind can be understood. D0103 and D0112 are reported and the reading goes on.
pub(super) fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Result<Json, Reported> {
    if source.text().trim().is_empty() {
        return Err(diagnostics.error(diagnostics::empty_text(source.whole())));
    }
    let mut rows = Scanner { source, at: 0 }.rows(diagnostics)?;
    rows.retain(|row| row.iter().any(|cell| !cell.node.is_empty()));
    let language = header::language(source, &rows).map_err(|fault| diagnostics.error(fault))?;
    let root = Entries::default();
    let mut table = Table { language, end: source.whole(), root, blank: Vec::new(), diagnostics };
    rows.iter().skip(1).for_each(|row| table.row(row));
    table.tell_of_blanks();
    Ok(table.root.into_json(source.whole()))
}

/// Whether a text begins like a CSV of ours, with the first two columns.
pub(super) fn has_header(text: &str) -> bool {
    let [first, second, ..] = words::COLUMNS else { return false };
    [Language::Zh, Language::En].into_iter().any(|language| {
        let rest = text.strip_prefix(first.get(language)).and_then(|rest| rest.strip_prefix([',', ';', '\t', '，']));
        rest.is_some_and(|rest| rest.starts_with(second.get(language)))
    })
}

struct Scanner<'a> {
    source: &'a Source,
    at: usize,
}

impl Scanner<'_> {
    fn rows(&mut self, diagnostics: &mut Diagnostics) -> Result<Vec<Vec<Cell>>, Reported> {
        let mut rows = vec![Vec::new()];
        while self.at < self.source.text().len() {
            let cell = if self.rest().starts_with('"') { self.quoted(diagnostics)? } else { self.plain() };
            rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            let rest = self.rest();
            let separator = ["\r\n", "\n", "\r", ","].into_iter().find(|one| rest.starts_with(one)).unwrap_or_default();
            self.at = self.at.saturating_add(separator.len());
            if separator != "," {
                rows.push(Vec::new());
            } else if self.rest().is_empty() {
                rows.last_mut().into_iter().for_each(|row| row.push(Spanned::new(String::new(), self.from(self.at))));
            }
        }
        Ok(rows)
    }

    fn plain(&mut self) -> Cell {
        let start = self.at;
        let length = self.rest().find([',', '\n', '\r']).unwrap_or(self.rest().len());
        let text = self.rest().get(..length).unwrap_or_default().to_owned();
        self.at = self.at.saturating_add(length);
        Spanned::new(text, self.from(start))
    }

    fn quoted(&mut self, diagnostics: &mut Diagnostics) -> Result<Cell, Reported> {
        let start = self.at;
        let mut text = String::new();
        self.at = self.at.saturating_add(1);
        loop {
            let Some(length) = self.rest().find('"') else {
                let opener = Span::new(self.source.id(), start, start.saturating_add(1));
                return Err(diagnostics.error(diagnostics::unclosed_cell(opener)));
            };
            text.push_str(self.rest().get(..length).unwrap_or_default());
            self.at = self.at.saturating_add(length).saturating_add(1);
            if !self.rest().starts_with('"') {
                break;
            }
            text.push('"');
            self.at = self.at.saturating_add(1);
        }
        let span = self.from(start);
        let behind = self.at;
        if self.plain().node.is_empty() {
            return Ok(Spanned::new(text, span));
        }
        let span = self.from(behind);
        Err(diagnostics.error(diagnostics::text_after_quote(span, self.meant_from(start).as_deref())))
    }

    /// The cell that starts here as it should be quoted, if the last quote of its line ends it.
    fn meant_from(&self, start: usize) -> Option<String> {
        let line = self.source.text().get(start..)?.lines().next()?;
        let end = line.rfind('"').filter(|end| *end > 0)?;
        let behind = line.get(end..)?.trim_start_matches('"');
        let inner = line.get(1..end).filter(|_| behind.is_empty() || behind.starts_with(','))?;
        Some(format!("\"{}\"", inner.replace("\"\"", "\"").replace('"', "\"\"")))
    }

    fn rest(&self) -> &str {
        self.source.text().get(self.at..).unwrap_or_default()
    }

    fn from(&self, start: usize) -> Span {
        Span::new(self.source.id(), start, self.at)
    }
}

/// The columns of one row.
struct Row<'a> {
    part: &'a Cell,
    name: Cell,
    item: Cell,
    value: Cell,
    place: Cell,
}

struct Table<'a> {
    language: Language,
    end: Span,
    root: Entries,
    /// Cells that say what a row is about and are blank, by their column; merged cells come as such.
    blank: Vec<(Word, Span)>,
    diagnostics: &'a mut Diagnostics,
}

const PARTS: &[Word] = &[Word::Submission, Word::Data, Word::Tables, Word::Judged, Word::Claimed, Word::Reviewed];
const ABOUT: &[Word] = &[Word::Unit, Word::UnitCode, Word::Year, Word::Version, Word::Format];

impl Table<'_> {
    fn row(&mut self, cells: &[Cell]) {
        let Some(part) = cells.first() else { return };
        if let Some(extra) = cells.iter().skip(words::COLUMNS.len()).find(|cell| !cell.node.is_empty()) {
            self.diagnostics.error(diagnostics::too_many_cells(extra.span, words::COLUMNS.len()));
            return;
        }
        let missing = || Spanned::new(String::new(), cells.last().map_or(self.end, |cell| cell.span));
        let cell = |index: usize| cells.get(index).cloned().unwrap_or_else(missing);
        let row = Row { part, name: cell(1), item: cell(2), value: cell(3), place: cell(4) };
        if is_cut_number(&row.value.node, &row.place.node) {
            let span = row.value.span.to(row.place.span);
            self.diagnostics.error(diagnostics::number_cut_by_comma(span, &row.value.node, &row.place.node));
            return;
        }
        let named = [(Word::Part, row.part), (Word::Name, &row.name)];
        if let Some((column, cell)) = named.into_iter().find(|(_, cell)| cell.node.trim().is_empty()) {
            self.blank.push((column, cell.span));
            return;
        }
        let Some(part) = self.word(row.part, Word::Part, PARTS) else { return };
        match part {
            Word::Submission => self.about(&row),
            Word::Data => self.datum(&row),
            Word::Tables => self.cell_of_row(&row),
            Word::Judged => self.judged(&row),
            column => self.claim(column, &row),
        }
    }

    /// Reports rows that do not say what they are about, once for each column.
    fn tell_of_blanks(&mut self) {
        for column in [Word::Part, Word::Name] {
            let mut spans = self.blank.iter().filter(|(of, _)| *of == column).map(|(_, span)| *span);
            let Some(first) = spans.next() else { continue };
            self.diagnostics.error(diagnostics::cell_missing(first, &both(column), spans.count()));
        }
    }

    fn about(&mut self, row: &Row<'_>) {
        let Some(word) = self.word(&row.name, Word::Name, ABOUT) else { return };
        let key = self.key(word, row.name.span);
        if matches!(word, Word::Unit | Word::Year) {
            let value = self.print(row);
            let _always_values = self.root.add(&key, value);
        } else {
            let set = self.root.insert(&key, text(&row.value));
            self.once(set, &key, None);
        }
    }

    /// `数据,处置收入,不适用,未处置资产,`, `数据,电费,上年,1.10万元,`, `数据,电费,上年/不适用,新设单位,`.
    fn datum(&mut self, row: &Row<'_>) {
        let (data, name) = (self.key(Word::Data, row.part.span), trimmed(&row.name));
        let item = trimmed(&row.item);
        let (head, rest) = match item.node.split_once('/') {
            Some((head, rest)) => (head.trim(), rest.trim()),
            None => (item.node.as_str(), ""),
        };
        match year_key(head) {
            Some(_) => {
                let year = Spanned::new(head.to_owned(), item.span);
                let rest = Spanned::new(rest.to_owned(), item.span);
                self.entry(row, &rest, &year, &|root| root.object(&data)?.object(&name));
            }
            None => self.entry(row, &item, &name, &|root| root.object(&data)),
        }
    }

    /// One print under a key, or why there is none.
    fn entry(
        &mut self,
        row: &Row<'_>,
        item: &Cell,
        key: &Spanned<String>,
        place: &dyn Fn(&mut Entries) -> Option<&mut Entries>,
    ) {
        let print = self.print(row);
        if item.node.is_empty() {
            if !place(&mut self.root).is_some_and(|entries| entries.add(key, print)) {
                self.diagnostics.error(diagnostics::some_rows_without_year(row.name.span, row.name.node.trim()));
            }
        } else if let Some(word) = self.word(item, Word::Item, words::DATUM_ITEMS) {
            let member = Member { key: self.key(word, row.item.span), value: text(&row.value) };
            let value = Json { node: Node::Object(vec![member]), span: row.value.span };
            match place(&mut self.root) {
                Some(entries) => {
                    let set = entries.insert(key, value);
                    self.once(set, key, None);
                }
                None => {
                    self.diagnostics.error(diagnostics::some_rows_without_year(row.name.span, row.name.node.trim()));
                }
            }
        }
    }

    /// `明细,采购合同,3/签订,2024-03-20,`, and `3/签订/不适用` with the reason.
    fn cell_of_row(&mut self, row: &Row<'_>) {
        let parts = row.item.node.split('/').map(str::trim).collect::<Vec<_>>();
        let (number, column, last) = match parts.as_slice() {
            [number, column] if !column.is_empty() => (*number, *column, ""),
            [number, column, last] if !column.is_empty() => (*number, *column, *last),
            _ => {
                self.diagnostics.error(diagnostics::not_a_cell_of_a_row(row.item.span, &row.item.node));
                return;
            }
        };
        let named = |text: &str| trimmed(&Spanned::new(text.to_owned(), row.item.span));
        let (part, table, number) = (self.key(Word::Tables, row.part.span), trimmed(&row.name), named(number));
        self.entry(row, &named(last), &named(column), &|root| root.object(&part)?.object(&table)?.object(&number));
    }

    fn judged(&mut self, row: &Row<'_>) {
        let Some(word) = self.word(&row.item, Word::Item, words::JUDGED) else { return };
        let (part, key) = (self.key(Word::Judged, row.part.span), self.key(word, row.item.span));
        let items = self.root.object(&part);
        let Some(about) = items.and_then(|items| items.object(&trimmed(&row.name))) else { return };
        if word == Word::Evidence {
            let _always_values = about.add(&key, text(&row.value));
        } else {
            let set = about.insert(&key, text(&row.value));
            self.once(set, &key, Some(row.name.node.trim()));
        }
    }

    /// `自评,指标/固定资产利用率,,1分,`.
    fn claim(&mut self, column: Word, row: &Row<'_>) {
        let whole = trimmed(&row.name);
        let (head, name) = match whole.node.split_once('/') {
            Some((head, name)) => (head.trim(), Some(Spanned::new(name.trim().to_owned(), whole.span))),
            None => (whole.node.as_str(), None),
        };
        let allowed: &[Word] =
            if name.is_some() { &[Word::Indicators, Word::Groups] } else { &[Word::Total, Word::Grade] };
        let head = Spanned::new(head.to_owned(), whole.span);
        let Some(word) = self.word(&head, Word::Name, allowed) else { return };
        let (part, key) = (self.key(column, row.part.span), self.key(word, whole.span));
        let Some(claims) = self.root.object(&part) else { return };
        let (set, key) = match name {
            None => (claims.insert(&key, text(&row.value)), key),
            Some(name) => (claims.object(&key).map_or(Ok(()), |list| list.insert(&name, text(&row.value))), name),
        };
        self.once(set, &key, None);
    }

    fn once(&mut self, set: Result<(), Spanned<String>>, key: &Spanned<String>, of: Option<&str>) {
        if let Err(first) = set {
            self.diagnostics.error(diagnostics::row_twice(&first, key, of));
        }
    }

    fn print(&self, row: &Row<'_>) -> Json {
        if row.place.node.trim().is_empty() {
            return text(&row.value);
        }
        let value = Member { key: self.key(Word::Value, row.value.span), value: text(&row.value) };
        let place = Member { key: self.key(Word::Place, row.place.span), value: text(&row.place) };
        Json { node: Node::Object(vec![value, place]), span: row.value.span.to(row.place.span) }
    }

    fn word(&mut self, cell: &Cell, column: Word, known: &[Word]) -> Option<Word> {
        let written = cell.node.trim();
        let found = Word::find(written, known);
        if found.is_none() {
            let known = known.iter().map(|word| word.get(self.language)).collect::<Vec<_>>();
            let nearest = closest(written, known.iter().copied());
            let fault = if written.is_empty() {
                diagnostics::cell_missing(cell.span, &both(column), 0)
            } else {
                diagnostics::unknown_row(cell.span, &both(column), written, nearest, &known)
            };
            self.diagnostics.error(fault);
        }
        found
    }

    fn key(&self, word: Word, span: Span) -> Spanned<String> {
        Spanned::new(word.get(self.language).to_owned(), span)
    }
}

fn both(word: Word) -> Text {
    Text::new(word.get(Language::Zh), word.get(Language::En))
}

fn text(cell: &Cell) -> Json {
    Json { node: Node::Text(cell.node.clone()), span: cell.span }
}

fn trimmed(cell: &Cell) -> Spanned<String> {
    use unicode_normalization::UnicodeNormalization;
    Spanned::new(cell.node.trim().nfc().collect(), cell.span)
}

/// Whether two neighbouring cells are `1` and `234.50万元`: a number that its own comma cut.
fn is_cut_number(left: &str, right: &str) -> bool {
    let left = left.trim().trim_start_matches(['-', '+', '≥', '≤', '>', '<', '=']);
    let group = right.trim_end().chars().take_while(char::is_ascii_digit).count();
    (1..=3).contains(&left.len()) && left.chars().all(|digit| digit.is_ascii_digit()) && group == 3
}
