//! Constructs of the language that this version does not do yet: named as what they are, and passed over whole.

use super::diagnostics;
use super::parse::{Parser, Whole};
use super::words::{Place, first_word};
use crate::diagnostic::{Reported, Text};

/// What begins so at the top of a file, in a group or in the header: word, in Chinese, in English.
const LEADING: [(&str, &str, &str); 2] = [
    ("日历", "工作日日历（「日历」）", "calendars of working days (`calendar`)"),
    ("calendar", "工作日日历（「日历」）", "calendars of working days (`calendar`)"),
];

/// The construct that a statement with this first word is.
pub(super) fn leading(word: &str) -> Option<Text> {
    let (_, zh, en) = LEADING.iter().find(|(first, ..)| *first == word)?;
    Some(Text::new(*zh, *en))
}

impl Parser<'_, '_> {
    /// Reports a statement that begins with a construct of a later version.
    pub fn not_yet(&mut self, whole: &Whole<'_>) -> Option<Reported> {
        if !matches!(whole.place, Place::Top | Place::Group | Place::Header) {
            return None;
        }
        let text = self.slice(whole.start, whole.end);
        let first = first_word(text, whole.start).filter(|first| first.start == whole.start)?;
        let construct = leading(first.text)?;
        let place = self.normal.span(first.start, first.end());
        self.skip(whole);
        Some(self.diagnostics.error(diagnostics::not_yet(place, &construct)))
    }

    /// Remembers that a statement was passed over, so that its block is not read.
    fn skip(&mut self, whole: &Whole<'_>) {
        self.skipped = Some(whole.start);
    }

    /// Whether the statement was passed over.
    pub fn was_not_yet(&self, whole: &Whole<'_>) -> bool {
        self.skipped == Some(whole.start)
    }
}
