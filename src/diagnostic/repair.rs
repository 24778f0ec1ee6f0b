//! Repairs: the edits that diagnostics offer, made in a text, and told line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Diagnostic, Fix};
use crate::source::SourceId;

/// A text in which repairs were made.
#[derive(Clone, Debug)]
pub struct Repaired {
    text: String,
    /// The text as it was, by lines with their ends.
    original: Vec<String>,
    /// The line of the original, from 0, from which each line of the text comes. INVARIANT: never falls.
    origin: Vec<usize>,
    /// What was repaired at which line of the original, from 0.
    touched: BTreeMap<usize, BTreeSet<Code>>,
}

/// Lines that were changed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The first line, from 1, as the text was before.
    pub line: usize,
    /// What was repaired.
    pub codes: BTreeSet<Code>,
    /// The lines as they were, without their ends.
    pub before: Vec<String>,
    /// The lines as they are; none where they were removed.
    pub after: Vec<String>,
}

/// The edits of one diagnostic that change the text `source`; they are made together or not at all.
#[must_use]
pub fn offered(one: &Diagnostic, source: SourceId) -> bool {
    !one.fixes.is_empty() && one.fixes.iter().all(|fix| fix.span.source == source)
}

impl Repaired {
    /// A text in which nothing was repaired yet.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let original = text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
        let origin = (0..original.len()).collect();
        Repaired { text: text.to_owned(), original, origin, touched: BTreeMap::new() }
    }

    /// The text as it is now.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// With the repairs of these diagnostics of the text, in the order given: one that meets an earlier one is left
    /// out, to be found again in the text that comes out. `None` if nothing changes.
    #[must_use]
    pub fn with(&self, list: &[&Diagnostic]) -> Option<Self> {
        let mut edits = Vec::<(&Fix, Code)>::new();
        for one in list {
            let clear = |fix: &Fix| edits.iter().all(|(other, _)| !meet(fix, other));
            if one.fixes.iter().all(clear) {
                edits.extend(one.fixes.iter().map(|fix| (fix, one.code)));
            }
        }
        edits.sort_by_key(|(fix, _)| (fix.span.start, fix.span.end));
        let mut next = Repaired { text: String::new(), origin: Vec::new(), ..self.clone() };
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut at = 0;
        for (fix, code) in edits {
            let range = fix.span.range();
            next.carry(self, at, self.text.get(at..range.start)?);
            let (first, last) = (self.line(range.start), self.line(range.end));
            for line in first..=last {
                next.touched.entry(line).or_default().insert(code);
            }
            let written = fix.written(&self.text).replace("\r\n", "\n").replace('\n', newline);
            next.write(&written, |_| first);
            at = range.end;
        }
        next.carry(self, at, self.text.get(at..)?);
        (next.text != self.text).then_some(next)
    }

    /// What was changed, in the order of the lines.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let now = self.text.split_inclusive('\n').zip(&self.origin).collect::<Vec<_>>();
        let mut changes = Vec::<Change>::new();
        let mut last = None;
        for (number, old) in self.original.iter().enumerate() {
            let new = now.iter().filter(|(_, origin)| **origin == number).map(|(line, _)| *line).collect::<Vec<_>>();
            if new == [old.as_str()] {
                continue;
            }
            // A line of which nothing is left was joined to the one before, or removed after it.
            let joined = new.is_empty() && last.is_some() && last == number.checked_sub(1);
            last = Some(number);
            if !joined {
                let line = number.saturating_add(1);
                changes.push(Change { line, codes: BTreeSet::new(), before: Vec::new(), after: Vec::new() });
            }
            let Some(change) = changes.last_mut() else { continue };
            let bare = |line: &str| line.trim_end_matches(['\r', '\n']).to_owned();
            change.codes.extend(self.touched.get(&number).into_iter().flatten());
            change.before.push(bare(old));
            change.after.extend(new.into_iter().map(bare));
        }
        changes
    }

    /// The line of the original from which a place in the text comes.
    fn line(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        self.origin.get(before.matches('\n').count()).or(self.origin.last()).copied().unwrap_or(0)
    }

    /// Takes over a piece of the text before, which stood there at `from`.
    fn carry(&mut self, before: &Repaired, from: usize, piece: &str) {
        self.write(piece, |at| before.line(from.saturating_add(at)));
    }

    /// Adds a piece; `origin` says from which line comes what stands at an offset of it.
    fn write(&mut self, piece: &str, origin: impl Fn(usize) -> usize) {
        let mut at = 0_usize;
        for line in piece.split_inclusive('\n') {
            if self.text.is_empty() || self.text.ends_with('\n') {
                self.origin.push(origin(at));
            }
            self.text.push_str(line);
            at = at.saturating_add(line.len());
        }
    }
}

/// Whether two edits cannot be made side by side: they share characters, or put something at one place.
fn meet(one: &Fix, other: &Fix) -> bool {
    let (one, other) = (one.span, other.span);
    (one.start < other.end && other.start < one.end) || one.start == other.start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Text;
    use crate::source::{SourceMap, Span};

    /// The text after edits `(what stands there, what comes there)`, each of a diagnostic of its own.
    fn repaired(text: &str, edits: &[(&str, &str)]) -> Option<Repaired> {
        let mut sources = SourceMap::default();
        let id = sources.add("a.perf", text);
        let diagnostics = edits.iter().map(|(old, new)| {
            let start = text.find(old).unwrap();
            let span = Span::new(id, start, start.saturating_add(old.len()));
            Diagnostic::new(Code::SyntaxError, Text::new("错", "wrong")).fix(span, *new)
        });
        let diagnostics = diagnostics.collect::<Vec<_>>();
        Repaired::new(text).with(&diagnostics.iter().collect::<Vec<_>>())
    }

    #[test]
    fn edits_are_made_in_the_order_of_the_text_and_the_rest_stays_byte_for_byte() {
        let out = repaired("甲\r\n\t乙丙\r\n丁", &[("丁", "4\n5"), ("乙", "")]).unwrap();
        assert_eq!(out.text(), "甲\r\n\t丙\r\n4\r\n5");
        let changes = out.changes();
        assert_eq!(changes.iter().map(|change| change.line).collect::<Vec<_>>(), [2, 3]);
        assert_eq!((changes[0].before[0].as_str(), changes[0].after[0].as_str()), ("\t乙丙", "\t丙"));
        assert_eq!(changes[1].after, ["4", "5"]);
    }

    #[test]
    fn of_edits_that_meet_the_first_is_made() {
        assert_eq!(repaired("甲乙丙", &[("甲乙", "A"), ("乙丙", "B")]).unwrap().text(), "A丙");
        assert_eq!(repaired("甲乙丙", &[("甲乙", "A"), ("丙", "B")]).unwrap().text(), "AB");
        assert!(repaired("甲", &[("甲", "甲")]).is_none());
        assert!(repaired("甲", &[]).is_none());
    }

    #[test]
    fn lines_that_are_joined_or_removed_are_told_as_they_were() {
        let joined = repaired("指标 甲 1分\n{\n}\n", &[("\n{", " {")]).unwrap();
        assert_eq!(joined.text(), "指标 甲 1分 {\n}\n");
        let changes = joined.changes();
        assert_eq!((changes.len(), changes[0].line), (1, 1));
        assert_eq!((changes[0].before.len(), changes[0].after.len()), (2, 1));
        let removed = repaired("一\n二\n三\n", &[("二\n", "")]).unwrap();
        let changes = removed.changes();
        assert_eq!((changes[0].line, changes[0].after.len()), (2, 0), "{changes:?}");
    }

    #[test]
    fn lines_are_told_as_they_were_after_lines_were_added() {
        let once = repaired("一\n二\n三\n", &[("一", "0\n1")]).unwrap();
        let mut sources = SourceMap::default();
        let id = sources.add("a.perf", once.text());
        let place = Span::new(id, once.text().find('三').unwrap(), once.text().find('三').unwrap().saturating_add(3));
        let second = Diagnostic::new(Code::BlankMissing, Text::new("错", "wrong")).fix(place, "3");
        let twice = once.with(&[&second]).unwrap();
        let lines = twice.changes().iter().map(|change| change.line).collect::<Vec<_>>();
        assert_eq!(lines, [1, 3]);
        assert_eq!(twice.changes()[1].codes, BTreeSet::from([Code::BlankMissing]));
    }
}
