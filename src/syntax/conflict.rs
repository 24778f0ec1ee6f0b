//! Markers that git leaves in a file whose two versions it could not join.

use super::diagnostics;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span};

/// The end of what has to be left out if a marker stands at the start of the line at `at`.
///
/// The first version is read and the second left out, so that what stands in both is not found twice.
pub(super) fn skip(source: &Source, at: usize, diagnostics: &mut Diagnostics) -> Option<usize> {
    let rest = source.text().get(at..)?;
    if !rest.starts_with(['<', '|', '=', '>']) {
        return None;
    }
    let kind = marker(line(rest))?;
    let first = Span::new(source.id(), at, at.saturating_add(line(rest).trim_end().len()));
    let end_of_line = at.saturating_add(line(rest).len());
    if kind == '<' {
        let last = find(rest, '>').map(|offset| {
            let start = at.saturating_add(offset);
            let length = line(rest.get(offset..).unwrap_or_default()).trim_end().len();
            Span::new(source.id(), start, start.saturating_add(length))
        });
        diagnostics.error(diagnostics::conflict(first, last));
        return Some(end_of_line);
    }
    let before = source.text().get(..at).unwrap_or_default();
    let opened = before.lines().rev().map(marker).find(|marker| marker.is_some()).flatten();
    if opened.is_none() || (opened == Some('>') && kind != '>') {
        diagnostics.error(diagnostics::conflict(first, None));
    }
    if !matches!((opened, kind), (Some('<' | '|'), '=' | '|')) {
        return Some(end_of_line);
    }
    let end = find(rest, '>').map(|offset| {
        let length = line(rest.get(offset..).unwrap_or_default()).len();
        at.saturating_add(offset).saturating_add(length)
    });
    Some(end.unwrap_or(end_of_line))
}

/// The first line of a text, without its end.
fn line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

fn marker(line: &str) -> Option<char> {
    let first = line.chars().next().filter(|c| matches!(c, '<' | '|' | '=' | '>'))?;
    let rest = line.trim_start_matches(first);
    let seven = line.len().checked_sub(rest.len()) == Some(7);
    (seven && (rest.is_empty() || rest.starts_with([' ', '\r']))).then_some(first)
}

/// The offset of the first later line that is this marker, before another conflict begins.
fn find(text: &str, wanted: char) -> Option<usize> {
    let mut offset = 0_usize;
    for line in text.split_inclusive('\n') {
        match marker(line.trim_end_matches('\n')) {
            Some(found) if found == wanted => return Some(offset),
            Some('<') if offset > 0 => return None,
            _ => {}
        }
        offset = offset.saturating_add(line.len());
    }
    None
}
