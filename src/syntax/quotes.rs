//! Texts (`"…"`, `“…”`) and quoted names (`「…」`, `'…'`).

use super::diagnostics;
use super::lex::Kind;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span};

/// What the quotation mark at `at` opens, and where that ends. What is not closed ends with its line, before the `{`
/// that may stand there.
pub(super) fn read(source: &Source, at: usize, diagnostics: &mut Diagnostics) -> (Kind, usize) {
    let rest = source.text().get(at..).unwrap_or_default();
    // Only looked for where it is needed: a long line may hold many texts.
    let line = || rest.split(['\n', '\r']).next().unwrap_or_default();
    let opener = rest.chars().next().unwrap_or_default();
    let end = |length: usize| at.saturating_add(length);
    let (kind, closed) = match opener {
        '"' => (Kind::Text, closing(rest, None, '"')),
        '“' => (Kind::Text, closing(rest, Some('“'), '”')),
        '”' => (Kind::Text, None),
        '「' => (Kind::Quoted, plain(rest, '」')),
        '‘' => (Kind::Quoted, plain(rest, '’')),
        _ => (Kind::Quoted, plain(rest, '\'')),
    };
    let place = Span::new(source.id(), at, end(opener.len_utf8()));
    match closed {
        Some(length) if opener == '‘' => {
            let whole = Span::new(source.id(), at, end(length));
            let inner = rest.get(opener.len_utf8()..length.saturating_sub('’'.len_utf8())).unwrap_or_default();
            diagnostics.error(diagnostics::curly_name(whole, inner));
            (Kind::Quoted, end(length))
        }
        Some(length) => (kind, end(length)),
        None if opener == '”' => {
            let line = line();
            let inner = line.get(opener.len_utf8()..).unwrap_or_default();
            diagnostics.error(diagnostics::text_not_opened(place));
            let length = inner.find('”').map(|length| length.saturating_add(6)).unwrap_or(line.trim_end().len());
            (Kind::Text, end(length))
        }
        None => {
            diagnostics.error(diagnostics::text_not_closed(place, opener));
            let content = line().trim_end();
            let content = content.strip_suffix(['{', '｛']).map_or(content, str::trim_end);
            (kind, end(content.len().max(opener.len_utf8())))
        }
    }
}

/// The length up to and with the closing mark on the first line; `\` takes the next character as it is, and `nested` opens an inner text.
fn closing(line: &str, nested: Option<char>, close: char) -> Option<usize> {
    let mut chars = first_line(line).skip(1);
    let mut depth = 1_usize;
    while let Some((offset, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(offset.saturating_add(c.len_utf8()));
            }
        } else if Some(c) == nested {
            depth = depth.saturating_add(1);
        }
    }
    None
}

fn plain(line: &str, close: char) -> Option<usize> {
    first_line(line).skip(1).find(|(_, c)| *c == close).map(|(offset, c)| offset.saturating_add(c.len_utf8()))
}

fn first_line(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().take_while(|(_, c)| !matches!(c, '\n' | '\r'))
}

/// What a text says: without its quotes, with `\"` and `\\` resolved. A text that was not closed has no closing quote.
pub(super) fn content(written: &str) -> String {
    let inner = written.strip_prefix(['"', '“', '”']).unwrap_or(written);
    let inner = inner.strip_suffix(['"', '”']).unwrap_or(inner);
    let mut content = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some('"' | '\\' | '“' | '”') if c == '\\' => content.extend(chars.next()),
            _ => content.push(c),
        }
    }
    content
}

/// Whether what begins with a quotation mark also ends with its partner.
pub(super) fn is_closed(written: &str) -> bool {
    let length = match written.chars().next() {
        Some('"') => closing(written, None, '"'),
        Some('“') => closing(written, Some('“'), '”'),
        Some('「') => plain(written, '」'),
        Some('\'') => plain(written, '\''),
        _ => None,
    };
    length == Some(written.len())
}
