//! Why a statement does not follow the grammar, in the user's words.

use super::diagnostics;
use super::expected::phrase;
use super::grammar::{Failure, Rule, is_letter};
use super::parse::{Parser, Whole};
use super::words::{Word, words};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::source::Span;

/// What is known of a statement that could not be read.
pub(super) struct Trouble<'t, 's> {
    pub whole: &'t Whole<'s>,
    /// Its normal text.
    pub text: &'t str,
    /// Where it stops following the grammar: a byte of the normal text.
    pub at: usize,
    /// What could have stood there.
    pub expected: &'t [Rule],
    /// Its words.
    pub words: Vec<Word<'t>>,
    /// The text from there on.
    pub rest: &'t str,
}

impl<'t> Trouble<'t, '_> {
    /// Whether one of these could have stood there.
    pub fn expects(&self, rules: &[Rule]) -> bool {
        rules.iter().any(|rule| self.expected.contains(rule))
    }

    /// The word that begins there.
    pub fn found(&self) -> Option<Word<'t>> {
        self.words.iter().copied().find(|word| word.start == self.at)
    }

    /// The last word that ends there or before.
    pub fn before(&self) -> Option<Word<'t>> {
        self.words.iter().rev().copied().find(|word| word.end() <= self.at)
    }

    /// The statement up to there.
    pub fn read(&self) -> &'t str {
        self.text.get(..self.at.saturating_sub(self.whole.start)).unwrap_or_default()
    }
}

impl Parser<'_, '_> {
    /// Reports why a statement cannot be read: once, at the place where it goes wrong.
    pub fn explain(&mut self, whole: &Whole<'_>, failure: &Failure) -> Reported {
        let text = self.slice(whole.start, whole.end);
        let rest = self.slice(failure.at, whole.end);
        // What was read ends a word, even where letters follow: `3万元` and `且y`.
        let mut own = words(self.slice(whole.start, failure.at), whole.start);
        own.extend(words(rest, failure.at));
        let trouble = Trouble { whole, text, at: failure.at, expected: &failure.expected, words: own, rest };
        let mistake = self.mistake(&trouble);
        let diagnostic = mistake.unwrap_or_else(|| self.unexpected(&trouble));
        if diagnostic.code == Code::NotHere {
            self.lose(whole.start, whole.close.max(whole.end));
        }
        self.diagnostics.error(diagnostic)
    }

    /// `不适用：当 c 时 满分`: the condition stands behind the colon.
    pub fn surplus(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let clause = trouble.words.first().is_some_and(|word| word.text == "不适用");
        let word = trouble.found().filter(|word| clause && word.text == "当")?;
        let length = word.text.len().saturating_add(usize::from(trouble.rest.starts_with("当 ")));
        let place = self.normal.span(word.start, word.start.saturating_add(length));
        Some(diagnostics::condition_behind_colon(place))
    }

    /// `此处应为…`.
    fn unexpected(&self, trouble: &Trouble<'_, '_>) -> Diagnostic {
        let (place, found) = self.token(trouble);
        let change = self.change(trouble);
        let fault = match phrase(trouble.expected) {
            Some(wanted) => {
                let first = trouble.words.first().map(|word| word.text).unwrap_or_default();
                let example = if change.is_some() { None } else { trouble.whole.place.example(first) };
                diagnostics::expected(place, &found, &wanted, example)
            }
            None => diagnostics::not_understood(place),
        };
        match change {
            Some(change) => diagnostics::changed(fault, &change),
            None => fault,
        }
    }

    /// What stands at the place: a word, a text, a number, a sign; at the end the last character before it.
    fn token(&self, trouble: &Trouble<'_, '_>) -> (Span, String) {
        let rest = trouble.rest.trim_start_matches([' ', '\n', ';']);
        let start = trouble.whole.end.saturating_sub(rest.len());
        let Some(first) = rest.chars().next() else {
            let text = trouble.text.trim_end();
            let last = text.chars().next_back().map_or(0, char::len_utf8);
            let end = trouble.whole.start.saturating_add(text.len());
            return (self.normal.span(end.saturating_sub(last), end), String::new());
        };
        let length = match first {
            '"' | '“' | '「' | '\'' => rest.find([' ', '\n']).unwrap_or(rest.len()),
            c if is_letter(c) => rest.find(|c: char| !is_letter(c) && c != '.' && c != '%').unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let place = self.normal.span(start, start.saturating_add(length));
        (place, self.source.slice(place).to_owned())
    }
}
