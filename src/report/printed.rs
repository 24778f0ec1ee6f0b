//! Which figure stands where in a submission.

use super::Sheet;
use crate::inputs::{Figure, State};
use crate::source::Span;

/// The figures of a submission, to be found by their places. A table of thousands of rows has as many findings, and to
/// look through all cells for each of them would take their product.
pub(super) struct Printed<'a> {
    /// In the order of the text: each figure, and whether it is the one that is scored of several prints.
    figures: Vec<(&'a Figure, bool)>,
    /// How far those up to and with each reach, in their text.
    reach: Vec<u32>,
}

impl<'a> Sheet<'a> {
    /// All figures that were submitted.
    pub(super) fn printed(&self) -> Printed<'a> {
        let filled = self.inputs.cells.iter().filter_map(|cell| match &cell.state {
            State::Filled(figures) => Some(figures),
            State::Blank | State::NotApplicable(_) => None,
        });
        let numbered = filled.flat_map(|all| {
            let several = all.len() > 1;
            all.iter().enumerate().map(move |(at, figure)| (figure, several && at == 0))
        });
        let mut figures = numbered.collect::<Vec<_>>();
        figures.sort_by_key(|(figure, _)| (figure.span.source, figure.span.start));
        let mut reach: Vec<u32> = Vec::with_capacity(figures.len());
        let mut before = None;
        for (Figure { span, .. }, _) in &figures {
            let known = reach.last().copied().filter(|_| before == Some(span.source));
            reach.push(span.end.max(known.unwrap_or_default()));
            before = Some(span.source);
        }
        Printed { figures, reach }
    }
}

impl<'a> Printed<'a> {
    /// The figures that share a character with a place, and whether each is scored of several.
    fn at(&self, span: Span) -> impl Iterator<Item = &(&'a Figure, bool)> {
        let start = |(figure, _): &(&Figure, bool)| (figure.span.source, figure.span.start);
        let end = self.figures.partition_point(|one| start(one) < (span.source, span.end));
        let before = self.figures.iter().zip(&self.reach).take(end).rev();
        let near = before
            .take_while(move |((figure, _), reach)| figure.span.source == span.source && **reach > span.start)
            .map(|(one, _)| one);
        near.filter(move |(figure, _)| span.start < figure.span.end)
    }

    /// Whether a place is the print of a figure that is scored, where there are several.
    pub(super) fn is_scored(&self, span: Span) -> bool {
        self.at(span).any(|(figure, scored)| *scored && figure.span == span)
    }

    /// 出处 of the figure at a place.
    pub(super) fn place(&self, span: Span) -> Option<&'a str> {
        let mut at = self.at(span).map(|(figure, _)| *figure);
        // A span over several prints has no one place; one that is read as text and as figure has.
        let first = at.next()?;
        at.all(|other| (other.span, &other.place) == (first.span, &first.place)).then_some(first.place.as_deref())?
    }
}
