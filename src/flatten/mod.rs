//! `jixiao flatten`: the merged tree as one text, from the texts of its files (`specs/language.md` §15.2).
//!
//! Every statement that stands in the result is taken as it stands in its own file, with the comments that belong to it;
//! only the heads of what was added or renamed are put together anew. The files come laid out, in one language. What was
//! amended has a comment with its reason, its document and the place of the amendment.

mod comments;
mod diagnostics;
mod heads;
mod print;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Language, Text};
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::ast::{File, Merged};
use crate::syntax::concrete::Extent;

pub use diagnostics::not_kept;

/// The files of a chain, laid out in one language.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'l> {
    /// Their texts.
    pub sources: &'l SourceMap,
    /// Where the statements of each stand in it, outer ones first.
    pub extents: &'l BTreeMap<SourceId, Vec<Extent>>,
    /// Where each amendment stands in the files as they were given, in order.
    pub places: &'l [Text],
}

/// A merged tree as one text, not yet laid out.
#[must_use]
pub fn print(file: &File, merged: &Merged, layers: Layers<'_>) -> String {
    let mut printer = Printer::new(file, merged, layers);
    printer.file(file);
    printer.out
}

struct Printer<'l> {
    out: String,
    layers: Layers<'l>,
    merged: &'l Merged,
    language: Language,
    /// The comments on what was amended, by its place.
    notes: BTreeMap<Option<Span>, Vec<String>>,
    /// The statements that are amendments: each with its file and its first byte.
    amendments: BTreeSet<(SourceId, u32)>,
    /// What was printed last: a statement that declares several things is commented once.
    last: Option<(SourceId, u32)>,
    /// Comments that are printed right above the next statement.
    pending: Vec<String>,
    /// How many blocks are open.
    depth: usize,
}

impl<'l> Printer<'l> {
    fn new(file: &File, merged: &'l Merged, layers: Layers<'l>) -> Self {
        let amendments = merged.revisions.iter().filter(|one| one.reason.is_some());
        let amendments = amendments.map(|one| (one.span.source, one.span.start)).collect();
        let mut printer = Printer {
            out: String::new(),
            layers,
            merged,
            language: file.language,
            notes: BTreeMap::new(),
            amendments,
            last: None,
            pending: Vec::new(),
            depth: 0,
        };
        printer.gather_notes();
        printer
    }

    /// What stands at a place, with the names that are meant now.
    fn slice(&self, span: Span) -> Cow<'l, str> {
        let source = self.layers.sources.get(span.source);
        let first = Span { end: span.start, ..span };
        let renamed = self.merged.renamed.range(first..).take_while(|(place, _)| span.contains(**place));
        let mut out = String::new();
        let mut from = span.start;
        for (place, name) in renamed {
            out.push_str(source.slice(Span { start: from, end: place.start, ..span }));
            out.push_str(name);
            from = place.end;
        }
        match from == span.start {
            true => Cow::Borrowed(source.slice(span)),
            false => Cow::Owned(out + source.slice(Span { start: from, ..span })),
        }
    }

    fn word<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        if self.language == Language::Zh { zh } else { en }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// The statement that a place lies in, unless that is an amendment as a whole.
    fn statement(&self, place: Span) -> Option<Extent> {
        let extents = self.layers.extents.get(&place.source)?;
        let around = |one: &&Extent| one.start <= place.start && place.start < one.end;
        let found = extents.iter().filter(around).max_by_key(|one| one.start)?;
        (!self.amendments.contains(&(place.source, found.start))).then_some(*found)
    }
}
