//! The lines of a text that a diagnostic points at, made fit for a terminal: escaped, cut to a width, with marks.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::layout::{escape, width};
use super::{Diagnostic, Label, Language};
use crate::source::{Position, Source, SourceMap, Span, visible};

/// Columns of a line that are shown.
const COLUMNS: usize = 72;
/// Columns to which labels may reach, beside line numbers of three digits.
const LABELS: usize = 73;
/// Columns shown before a mark that would not fit otherwise.
const LEAD: usize = 16;
/// A mark over more lines than this is drawn at its first line only.
const MOST_LINES: usize = 6;

/// Some lines that stand together, with marks below them. All offsets are bytes of [`Excerpt::text`].
pub(super) struct Excerpt {
    /// The name of the text.
    pub name: String,
    /// The lines as shown.
    pub text: String,
    /// The number of the first line, from 1.
    pub first_line: usize,
    /// Where its first mark begins, in the text that was read.
    pub position: Position,
    /// What is marked.
    pub marks: Vec<Mark>,
}

/// A marked place and what is said of it.
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// A label and the lines (from 0) that it touches.
struct Placed<'a> {
    label: &'a Label,
    lines: Range<usize>,
}

/// The excerpts of all places of a diagnostic: the primary text first, places far apart in excerpts of their own.
pub(super) fn excerpts(one: &Diagnostic, sources: &SourceMap, language: Language) -> Vec<Excerpt> {
    let mut texts = Vec::new();
    for label in &one.labels {
        if !texts.contains(&label.span.source) {
            texts.push(label.span.source);
        }
    }
    texts.into_iter().flat_map(|id| of_text(one, sources.get(id), language)).collect()
}

fn of_text(one: &Diagnostic, source: &Source, language: Language) -> Vec<Excerpt> {
    let starts = source.line_starts();
    let labels = one.labels.iter().filter(|label| label.span.source == source.id());
    let placed = labels.map(|label| Placed { label, lines: lines_of(label.span, starts) });
    let mut clusters: Vec<Vec<Placed>> = Vec::new();
    for placed in placed {
        let near = |other: &Placed| {
            other.lines.start <= placed.lines.end.saturating_add(2)
                && placed.lines.start <= other.lines.end.saturating_add(2)
        };
        match clusters.iter_mut().find(|cluster| cluster.iter().any(near)) {
            Some(cluster) => cluster.push(placed),
            None => clusters.push(vec![placed]),
        }
    }
    clusters.iter().filter_map(|cluster| excerpt(cluster, source, starts, language)).collect()
}

/// The first and the last line of a span; only the first where there are too many to show.
fn lines_of(span: Span, starts: &[usize]) -> Range<usize> {
    let line = |offset: usize| starts.partition_point(|start| *start <= offset).saturating_sub(1);
    let range = span.range();
    let (first, last) = (line(range.start), line(range.end.saturating_sub(1).max(range.start)));
    if last.saturating_sub(first) >= MOST_LINES { first..first } else { first..last }
}

fn excerpt(cluster: &[Placed], source: &Source, starts: &[usize], language: Language) -> Option<Excerpt> {
    let first = cluster.iter().map(|placed| placed.lines.start).min()?.saturating_sub(1);
    let last = cluster.iter().map(|placed| placed.lines.end).max()?.saturating_add(1);
    let mut text = String::new();
    let mut marks = cluster.iter().map(|placed| Mark::new(placed, language)).collect::<Vec<_>>();
    for line in first..=last {
        let Some(start) = starts.get(line) else { break };
        let end = starts.get(line.saturating_add(1)).map_or(source.text().len(), |next| next.saturating_sub(1));
        // The empty line behind the last line break is not shown, unless something is said of it.
        let silent = cluster.iter().all(|placed| placed.lines.start != line);
        if *start == source.text().len() && silent && line > first {
            break;
        }
        if line > first {
            text.push('\n');
        }
        let raw = source.text().get(*start..end).unwrap_or_default();
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        show_line(raw, *start, &mut text, cluster.iter().zip(&mut marks).filter(|(p, _)| touches(p, line)).collect());
    }
    let position = source.position(cluster.first()?.label.span.start);
    Some(Excerpt { name: escape(source.name()), text, first_line: first.saturating_add(1), position, marks })
}

fn touches(placed: &Placed, line: usize) -> bool {
    (placed.lines.start..=placed.lines.end).contains(&line)
}

impl Mark {
    fn new(placed: &Placed, language: Language) -> Self {
        Mark { start: usize::MAX, end: 0, text: escape(placed.label.text.get(language)) }
    }
}

/// Appends one line as it is shown, and sets the ends of the marks that lie on it.
fn show_line(raw: &str, offset: usize, text: &mut String, mut marks: Vec<(&Placed, &mut Mark)>) {
    let within = |span: Span| {
        let range = span.range();
        let local = |byte: usize| byte.saturating_sub(offset).min(raw.len());
        local(range.start)..local(range.end)
    };
    let places = marks.iter().map(|(placed, _)| within(placed.label.span)).collect::<Vec<_>>();
    let labels = marks.iter().map(|(_, mark)| width(&mark.text)).collect::<Vec<_>>();
    let window = window(raw, &places, &labels);
    let mut shown = Vec::new();
    let mut column = 0_usize;
    if window.start > 0 {
        text.push('…');
    }
    for (at, one) in raw.char_indices().skip_while(|(at, _)| *at < window.start).take_while(|(at, _)| *at < window.end)
    {
        shown.push((at, text.len()));
        let stand_in = if one == '\t' { Some(" ".repeat(tab(column))) } else { visible(one) };
        let piece = stand_in.unwrap_or_else(|| one.to_string());
        column = column.saturating_add(width(&piece));
        text.push_str(&piece);
    }
    shown.push((window.end.min(raw.len()), text.len()));
    if window.end < raw.len() {
        text.push('…');
    }
    // What is missing at the end of a line needs a column of its own to be marked.
    let at_end = places.iter().any(|place| place.start >= raw.len());
    if at_end {
        text.push(' ');
    }
    let place = |byte: usize| {
        let index = shown.partition_point(|(at, _)| *at < byte);
        shown.get(index).or(shown.last()).map_or(0, |(_, to)| *to)
    };
    for ((_, mark), range) in marks.iter_mut().zip(places) {
        mark.start = mark.start.min(place(range.start));
        mark.end = mark.end.max(place(range.end)).max(mark.start);
    }
}

/// Columns to the next tab stop.
fn tab(column: usize) -> usize {
    4_usize.saturating_sub(column.checked_rem(4).unwrap_or(0))
}

/// The bytes of a line that are shown: all if they and the labels that hang from its marks fit, else those around the
/// marks.
fn window(raw: &str, places: &[Range<usize>], labels: &[usize]) -> Range<usize> {
    let begin = places.iter().map(|place| place.start).min().unwrap_or(0);
    let end = places.iter().map(|place| place.end).max().unwrap_or(0);
    // Lines of megabytes exist; what is measured is bounded.
    let short = raw.len() <= COLUMNS.saturating_mul(4) && columns(raw) <= COLUMNS;
    if short {
        return drop_before(raw, places, labels, begin)..raw.len();
    }
    let fits = end <= COLUMNS.saturating_mul(4) && raw.get(..end).is_some_and(|text| columns(text) <= COLUMNS);
    let start = if fits { drop_before(raw, places, labels, begin) } else { back(raw, begin, LEAD) };
    start..forward(raw, start, COLUMNS)
}

/// The byte from which a line is shown: its start, or as far behind it as the labels need to fit, and no mark is lost.
fn drop_before(raw: &str, places: &[Range<usize>], labels: &[usize], first: usize) -> usize {
    // A label hangs from the middle of its mark, behind `╰── `.
    let ends = places.iter().zip(labels).map(|(place, label)| {
        let before = columns(raw.get(..place.start).unwrap_or_default());
        let half = columns(raw.get(place.clone()).unwrap_or_default()).div_euclid(2);
        before.saturating_add(half).saturating_add(4).saturating_add(*label)
    });
    match ends.max().unwrap_or(0).saturating_sub(LABELS) {
        0 => 0,
        // What is dropped leaves a mark of its own.
        excess => Some(forward(raw, 0, excess.saturating_add(2))).filter(|start| *start <= first).unwrap_or(0),
    }
}

/// Columns of a text of the author.
fn columns(text: &str) -> usize {
    text.chars().map(|one| one.width().unwrap_or(1)).fold(0, usize::saturating_add)
}

/// The byte as many columns before `from`.
fn back(raw: &str, from: usize, columns: usize) -> usize {
    let mut room = columns;
    let before = raw.get(..from).unwrap_or_default().char_indices().rev();
    let kept = before.take_while(|(_, one)| {
        let needed = one.width().unwrap_or(1);
        let fits = needed <= room;
        room = room.saturating_sub(needed);
        fits
    });
    kept.last().map_or(from, |(at, _)| at)
}

/// The byte as many columns after `from`.
fn forward(raw: &str, from: usize, columns: usize) -> usize {
    let mut room = columns;
    for (at, one) in raw.get(from..).unwrap_or_default().char_indices() {
        let needed = one.width().unwrap_or(1);
        if needed > room {
            return from.saturating_add(at);
        }
        room = room.saturating_sub(needed);
    }
    raw.len()
}
