//! Plain text on a terminal: how wide it is, where a line may break, and what must not reach a terminal as it is.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::source::visible;

/// Columns that a terminal needs for a text; a Han character needs two.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text, filled up with blanks to `columns`.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text behind as many blanks as fill up `columns`.
#[must_use]
pub fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text with everything shown that a terminal would obey or hide: `␛`, `\u{202e}`.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for one in text.chars() {
        match visible(one) {
            Some(stand_in) => shown.push_str(&stand_in),
            None => shown.push(one),
        }
    }
    shown
}

/// The text with frames, arrows, dashes and ticks in ASCII, for consoles that cannot draw them or draw them too wide.
#[must_use]
pub fn ascii(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '─' | '━' | '―' | '—' | '–' | '−' | '‐' | '‑' => shown.push('-'),
            '│' | '┃' => shown.push('|'),
            '·' => shown.push('.'),
            '→' => shown.push_str("->"),
            '←' => shown.push_str("<-"),
            '✓' => shown.push('v'),
            '✗' => shown.push('x'),
            '\u{2500}'..='\u{257f}' => shown.push('+'),
            other => shown.push(other),
        }
    }
    shown
}

/// The text without its middle where it is longer than anybody reads: a hostile file may have words of megabytes.
#[must_use]
pub fn shorten(text: &str) -> String {
    const MOST: usize = 1000;
    const ENDS: usize = 300;
    if text.chars().nth(MOST).is_none() {
        return text.to_owned();
    }
    let head = text.chars().take(ENDS);
    let mut tail = text.chars().rev().take(ENDS).collect::<Vec<_>>();
    tail.reverse();
    head.chain(['…']).chain(tail).collect()
}

/// Breaks a text into lines no wider than `columns`, unless a single word is. A line break in the text is kept.
///
/// Breaks at blanks and between Han characters, not before closing nor after opening punctuation.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, columns)).collect()
}

/// A text below or beside a head: the head before the first line, as many blanks before the others.
#[must_use]
pub fn hang(head: &str, text: &str, columns: usize) -> String {
    let indent = width(head);
    let mut out = String::new();
    for (number, line) in wrap(text, columns.saturating_sub(indent).max(20)).iter().enumerate() {
        let head = if number == 0 { head.to_owned() } else { " ".repeat(indent) };
        out.push_str(format!("{head}{line}").trim_end());
        out.push('\n');
    }
    out
}

/// A text behind a head, its further lines `indent` columns in, however long the head is.
#[must_use]
pub fn fold(head: &str, text: &str, indent: usize, columns: usize) -> String {
    let room = columns.saturating_sub(indent).max(20);
    // The first line has the head in it, and what the head is wider than the indent it has less of text.
    let lead = width(head).saturating_sub(indent);
    let filler = "x".repeat(lead);
    let mut out = String::new();
    for (number, line) in wrap(&format!("{filler}{text}"), room).iter().enumerate() {
        let line = match number {
            0 => format!("{head}{}", line.get(lead..).unwrap_or_default()),
            _ => format!("{}{line}", " ".repeat(indent)),
        };
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for piece in pieces(line) {
        let fits = width(&current).saturating_add(width(piece.trim_end())) <= columns;
        if !fits && !current.is_empty() {
            lines.push(current.trim_end().to_owned());
            current.clear();
        }
        current.push_str(if current.is_empty() { piece.trim_start() } else { piece });
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// The parts of a line between which it may break. A blank belongs to the part before it.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, one) in line.char_indices() {
        if previous.is_some_and(|before| may_break(before, one)) {
            pieces.extend(line.get(start..at));
            start = at;
        }
        previous = Some(one);
    }
    pieces.extend(line.get(start..));
    pieces
}

fn may_break(before: char, after: char) -> bool {
    const OPENING: &str = "（「『《〔【“‘([{<≥≤+-−¥";
    const CLOSING: &str = "），。；：、」』》〕】”’！？…)]},.;:!?%％ ";
    if OPENING.contains(before) || CLOSING.contains(after) {
        return false;
    }
    let wide = |one: char| one.width() == Some(2);
    before == ' ' || (wide(before) && wide(after)) || "，。；：、".contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_escapes_and_direction_marks_are_shown() {
        assert_eq!(escape("a\u{1b}[31mb\u{202e}c\r\n"), "a␛[31mb\\u{202e}c␍␊");
    }

    #[test]
    fn frames_arrows_and_dashes_are_drawn_in_ascii() {
        assert_eq!(ascii("╭─┬ 甲 → 乙 ← −1 —— 良—优 ✓ ≥ “丙”"), "+-+ 甲 -> 乙 <- -1 -- 良-优 v ≥ “丙”");
    }

    #[test]
    fn han_text_breaks_between_characters_but_not_before_punctuation() {
        assert_eq!(wrap("预算执行率，支出率", 10), ["预算执行", "率，支出率"]);
        assert_eq!(wrap("at least 90%", 9), ["at least", "90%"]);
    }
}
