//! The comments: those of the files, and those that say what was amended.

use super::Printer;
use crate::diagnostic::{Language, Text};
use crate::source::{SourceId, Span};
use crate::syntax::ast::Revision;

impl<'l> Printer<'l> {
    pub(super) fn gather_notes(&mut self) {
        let (merged, places) = (self.merged, self.layers.places);
        for (revision, place) in merged.revisions.iter().zip(places) {
            if revision.reason.is_none() {
                continue;
            }
            let mut own = self.above(revision.span.source, revision.span.start);
            own.retain(|line| !line.is_empty());
            own.push(note(revision, place, self.language));
            self.notes.entry(revision.target).or_default().extend(own);
        }
    }

    /// Keeps what is to be said of the thing at this place for the line above it.
    pub(super) fn notes_on(&mut self, key: Option<Span>) {
        self.pending.extend(self.notes.remove(&key).unwrap_or_default());
    }

    /// Prints what was kept.
    pub(super) fn say_notes(&mut self) {
        for line in std::mem::take(&mut self.pending) {
            self.line(&line);
        }
    }

    /// The lines of comments above a place, with the blank lines among and above them.
    pub(super) fn above(&self, source: SourceId, start: u32) -> Vec<String> {
        let text = self.layers.sources.get(source).text();
        let before = text.get(..usize::try_from(start).unwrap_or(usize::MAX)).unwrap_or_default();
        let (lines, rest) = before.rsplit_once('\n').unwrap_or(("", before));
        if !rest.trim().is_empty() {
            return Vec::new();
        }
        let of_comments = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with("//");
        let mut found =
            lines.split('\n').rev().take_while(of_comments).map(|line| line.trim().to_owned()).collect::<Vec<_>>();
        found.reverse();
        found
    }

    /// The comments below the last statement of a file, with a blank line above them.
    pub(super) fn at_end(&self, source: SourceId) -> Vec<String> {
        let extents = self.layers.extents.get(&source).map(Vec::as_slice).unwrap_or_default();
        let end = extents.iter().map(|extent| extent.end).max().unwrap_or_default();
        let text = self.layers.sources.get(source).text();
        let rest = text.get(usize::try_from(end).unwrap_or(usize::MAX)..).unwrap_or_default();
        // What stands on the line of the statement is said behind it.
        let (_, below) = rest.split_once('\n').unwrap_or_default();
        let lines = below.trim().lines().map(|line| line.trim().to_owned());
        let blank = (!below.trim().is_empty()).then(String::new);
        blank.into_iter().chain(lines).collect()
    }

    /// The comment behind a place, on the same line.
    pub(super) fn behind(&self, source: SourceId, end: u32) -> &'l str {
        let text = self.layers.sources.get(source).text();
        let rest = text.get(usize::try_from(end).unwrap_or(usize::MAX)..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default().trim();
        if line.starts_with("//") { line } else { "" }
    }
}

/// `// 修订：加重（文号：市财绩〔2025〕1号；见「市.perf」第 7 行）`.
fn note(revision: &Revision, place: &Text, language: Language) -> String {
    let one_line = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (reason, document) = (one_line(&revision.reason), one_line(&revision.document));
    match (language, document.is_empty()) {
        (Language::Zh, true) => format!("// 修订：{reason}（见{}）", place.zh),
        (Language::Zh, false) => format!("// 修订：{reason}（文号：{document}；见{}）", place.zh),
        (Language::En, true) => format!("// amended: {reason} ({})", place.en),
        (Language::En, false) => format!("// amended: {reason} (document: {document}; {})", place.en),
    }
}
