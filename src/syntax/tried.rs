//! The one small change after which a statement is read, found by trying: a sign or a joining word that is missing, one
//! that stands for another, or one too many. Only signs and words that join are touched, for they carry no figures.

use super::explain::Trouble;
use super::grammar::{Rule, follows};
use super::parse::Parser;
use super::words::keyword;
use crate::source::Span;

/// Words that only join parts.
const JOINING: [Rule; 7] =
    [Rule::kw_gets, Rule::kw_deducts, Rule::kw_then, Rule::kw_through, Rule::kw_when, Rule::kw_of, Rule::kw_places];

/// What is written for a joining word.
const OTHERS: [(&str, Rule); 5] = [
    ("到", Rule::kw_through),
    ("减", Rule::kw_deducts),
    ("扣除", Rule::kw_deducts),
    ("为", Rule::kw_gets),
    ("in", Rule::kw_of),
];

/// Words that may be left out.
const SURPLUS: [&str; 8] = ["的", "得", "则", "当", "如果", "若", "如", "when"];

/// A change of a few characters.
pub(super) struct Change<'s> {
    /// What is changed; empty where something is put in.
    pub place: Span,
    /// As it is written, and as it is to be; empty where there is nothing.
    pub written: &'s str,
    pub right: String,
    /// What is put in stands before this, or at the end of the statement.
    pub next: &'s str,
}

impl<'s> Parser<'s, '_> {
    /// The only change at the place of trouble after which the statement is read.
    pub fn change(&self, trouble: &Trouble<'_, '_>) -> Option<Change<'s>> {
        let left = trouble.read();
        let tokens = wanted(trouble);
        let mut found = Vec::new();
        let mut attempt = |length: usize, token: &str, shown: String| {
            let Some(rest) = trouble.rest.get(length..) else { return };
            if follows(trouble.whole.place.rule(), &format!("{left} {token} {rest}")) {
                found.push((length, shown));
            }
        };
        // 至 belongs between two numbers, and what stands before it may be anything.
        for (token, shown) in tokens.iter().filter(|(token, _)| !matches!(*token, "至" | "to")) {
            attempt(0, token, shown.clone());
        }
        if let Some(mark) = trouble.rest.chars().next().filter(|c| ":,=.".contains(*c)) {
            for (token, shown) in tokens.iter().filter(|(token, _)| !token.starts_with(mark)) {
                attempt(mark.len_utf8(), token, shown.clone());
            }
            attempt(mark.len_utf8(), "", String::new());
        }
        for (word, rule) in OTHERS.iter().filter(|(word, rule)| trouble.expects(&[*rule]) && starts(trouble.rest, word))
        {
            if let Some(token) = joining(*rule, !word.is_ascii()) {
                attempt(word.len(), token, token.to_owned());
            }
        }
        for word in SURPLUS.iter().filter(|word| starts(trouble.rest, word)) {
            attempt(word.len(), "", String::new());
        }
        let (length, right) = found.pop().filter(|_| found.is_empty())?;
        Some(self.change_at(trouble, length, right))
    }

    fn change_at(&self, trouble: &Trouble<'_, '_>, length: usize, right: String) -> Change<'s> {
        // A sign that is put in stands right behind what is before it.
        let sign = length == 0 && right.ends_with(['：', '，', ':', ',']);
        let at = if sign { trouble.whole.start.saturating_add(trouble.read().trim_end().len()) } else { trouble.at };
        let place = self.normal.span(at, at.saturating_add(length));
        let rest = self.source.slice(self.normal.span(trouble.at, trouble.whole.end));
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let ends = [' ', '\n', '，', ',', '；', ';', '{', '（', '(', '）', ')'];
        let length = rest
            .get(first..)
            .and_then(|more| more.find(ends))
            .map_or(rest.len(), |length| first.saturating_add(length));
        let next = rest.get(..length).unwrap_or_default();
        Change { place, written: self.source.slice(place), right, next }
    }
}

/// What could stand at the place, as it is read and as it is written.
fn wanted(trouble: &Trouble<'_, '_>) -> Vec<(&'static str, String)> {
    let zh = !trouble.text.is_ascii();
    let signs = [(Rule::colon, ":", "："), (Rule::comma, ",", "，"), (Rule::equals, "=", "=")];
    let signs = signs.into_iter().filter(|(rule, ..)| trouble.expects(&[*rule]));
    let signs = signs.map(|(_, sign, wide)| (sign, if zh { wide } else { sign }.to_owned()));
    let words = JOINING.into_iter().filter(|rule| trouble.expects(&[*rule])).filter_map(|rule| joining(rule, zh));
    signs.chain(words.map(|word| (word, word.to_owned()))).collect()
}

fn joining(rule: Rule, zh: bool) -> Option<&'static str> {
    let words = keyword(rule)?;
    if zh { &words.zh } else { &words.en }.first().copied()
}

/// Whether a text begins with a word: an English one as a whole.
fn starts(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !word.is_ascii() || rest.starts_with(' '))
}
