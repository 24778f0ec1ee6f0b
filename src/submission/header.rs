//! The first row of a CSV: whether it is the header, in which language, and what is wrong with it.

use super::csv::Cell;
use super::diagnostics::{self, HeaderFault};
use super::words::{self, Word};
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::source::Source;

/// 出处 and 填报说明 may be left out.
const MAY_BE_LEFT_OUT: usize = 2;

/// The language of the header; D0111 if the first row is none.
pub(super) fn language(source: &Source, rows: &[Vec<Cell>]) -> Result<Language, Diagnostic> {
    let row = rows.first().map(Vec::as_slice).unwrap_or_default();
    if let Some(language) = header_in(row) {
        return Ok(language);
    }
    let span = row.first().zip(row.last()).map_or(source.whole(), |(first, last)| first.span.to(last.span));
    let line = source.slice(span);
    let separator = if row.len() > 1 { None } else { [';', '\t', '，'].into_iter().find(|one| line.contains(*one)) };
    let fault = if source.text().trim_start().starts_with('{') {
        HeaderFault::Json
    } else if let Some(separator) = separator {
        HeaderFault::Separator(separator)
    } else if let Some(above) = rows.iter().take(10).position(|row| header_in(row).is_some()) {
        HeaderFault::Below(above)
    } else {
        columns(row)
    };
    Err(diagnostics::header_missing(span, &fault))
}

fn header_in(row: &[Cell]) -> Option<Language> {
    [Language::Zh, Language::En].into_iter().find(|language| {
        let expected = words::COLUMNS.iter().map(|word| word.get(*language));
        let matching = row.iter().zip(expected).take_while(|(cell, word)| cell.node.trim() == *word).count();
        let rest = row.iter().skip(matching).all(|cell| cell.node.is_empty());
        rest && matching >= words::COLUMNS.len().saturating_sub(MAY_BE_LEFT_OUT)
    })
}

/// What is wrong with columns of which some are ours.
fn columns(row: &[Cell]) -> HeaderFault {
    let found = |cell: &Cell| Word::find(cell.node.trim(), words::COLUMNS);
    let known = row.iter().filter_map(found).collect::<Vec<_>>();
    if known.len() < 2 {
        return HeaderFault::Unlike;
    }
    let needed = words::COLUMNS.len().saturating_sub(MAY_BE_LEFT_OUT);
    let missing = words::COLUMNS.iter().take(needed).find(|word| !known.contains(word));
    let extra = row.iter().find(|cell| !cell.node.trim().is_empty() && found(cell).is_none());
    match (missing, extra) {
        (Some(word), _) => HeaderFault::Missing(Text::new(word.get(Language::Zh), word.get(Language::En))),
        (None, Some(extra)) => HeaderFault::Extra(extra.node.trim().to_owned()),
        (None, None) => HeaderFault::Order,
    }
}
