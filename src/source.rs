//! Texts that were read, and places in them.
//!
//! A [`Span`] is the only way any pass speaks of a place. Offsets are bytes; what a person is shown is the line and the
//! *character* in it, both counted from 1, because a Han character is three bytes and one character.

use std::sync::Arc;

/// Names one text of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The prelude, which is embedded in the program and is always the first text.
    pub const PRELUDE: SourceId = SourceId(0);
}

/// A half-open range of bytes in one text. INVARIANT: `start <= end`, both on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span; offsets beyond 4 GiB are clamped, and no text of that size is ever read.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Span { source, start, end }
    }

    /// From the start of `self` to the end of `last`, which stands later in the same text.
    #[must_use]
    pub fn to(self, last: Span) -> Span {
        Span { source: self.source, start: self.start, end: last.end.max(self.start) }
    }

    /// Whether another span begins within this one.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.source == other.source && self.start <= other.start && other.start < self.end
    }

    /// The bytes as a range of `usize`.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        let usize_of = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        usize_of(self.start)..usize_of(self.end)
    }
}

/// Something together with the place where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What is written.
    pub node: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins the two.
    pub fn new(node: T, span: Span) -> Self {
        Spanned { node, span }
    }
}

/// A line and a character in it, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character (Unicode scalar value) in the line, from 1.
    pub column: usize,
}

/// One text: a rubric, a submission or the prelude.
#[derive(Clone, Debug)]
pub struct Source {
    id: SourceId,
    name: Arc<str>,
    text: Arc<str>,
    marked: bool,
    lines: Arc<[usize]>,
}

impl Source {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> SourceId {
        self.id
    }

    /// The name that a user knows it by: the path as it was given, or `<stdin>`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text. A byte order mark at its start has been removed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a byte order mark stood before the text.
    #[must_use]
    pub fn marked(&self) -> bool {
        self.marked
    }

    /// The text of a span, empty if the span is not of this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The span of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        Span::new(self.id, 0, self.text.len())
    }

    /// The byte at which every line starts.
    #[must_use]
    pub fn line_starts(&self) -> &[usize] {
        &self.lines
    }

    /// Line and character of a byte offset; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        Position { line, column: before.chars().count().saturating_add(1) }
    }
}

/// All texts of a run. The prelude is always there.
#[derive(Clone, Debug)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl Default for SourceMap {
    fn default() -> Self {
        let mut map = SourceMap { sources: Vec::new() };
        map.add("prelude.perf", include_str!("../grammar/prelude.perf"));
        map
    }
}

impl SourceMap {
    /// Adds a text and gives it an id. A byte order mark is dropped, so offsets count from the first real character.
    pub fn add(&mut self, name: impl Into<Arc<str>>, text: &str) -> SourceId {
        let id = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        let bare = text.strip_prefix('\u{feff}');
        let (marked, text) = (bare.is_some(), bare.unwrap_or(text));
        let after = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        let lines = std::iter::once(0).chain(after).collect();
        self.sources.push(Source { id, name: name.into(), text: text.into(), marked, lines });
        id
    }

    /// The text with this id.
    ///
    /// An id only comes from [`SourceMap::add`]; for one of another map the prelude is given rather than a panic.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: the prelude is added in `default`, so index 0 exists")]
    pub fn get(&self, id: SourceId) -> &Source {
        let index = usize::try_from(id.0).unwrap_or(usize::MAX);
        self.sources.get(index).unwrap_or(&self.sources[0])
    }
}

/// What is shown in the place of a character that must not be printed; `None` if it may be.
#[must_use]
pub fn visible(one: char) -> Option<String> {
    let code = u32::from(one);
    match code {
        0..0x20 => char::from_u32(code.saturating_add(0x2400)).map(String::from),
        0x7f => Some("␡".into()),
        0x80..0xa0
        | 0xad
        | 0x61c
        | 0x180e
        | 0x200b..=0x200f
        | 0x2028..=0x202e
        | 0x2060..=0x206f
        | 0xfeff
        | 0xfff0..=0xfffb
        | 0xe0000..=0xe007f => Some(format!("\\u{{{code:x}}}")),
        _ => None,
    }
}
