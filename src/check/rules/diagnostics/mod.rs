//! What can be wrong with a scoring rule, in the words of whoever writes 评分表.

mod conditions;
mod dead;
mod deviations;
mod directions;
mod levels;
mod ranges;
mod rows;
mod scores;
mod steps;
mod submitted;
mod ways;

pub(super) use conditions::*;
pub(super) use dead::*;
pub(super) use deviations::*;
pub(super) use directions::*;
pub(super) use levels::*;
pub(super) use ranges::*;
pub(super) use rows::*;
pub(super) use scores::*;
pub(super) use steps::*;
pub(super) use submitted::*;
pub(super) use ways::*;

use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::Rational;
use crate::rubric::show_points;
use crate::source::Span;

/// A diagnostic with its primary place.
fn fault(code: Code, message: Text, span: Span, label: Text) -> Diagnostic {
    Diagnostic::new(code, message).label(span, label)
}

/// Points in both languages.
fn shown(points: &Rational) -> Text {
    Text::new(show_points(points, 0, Language::Zh), show_points(points, 0, Language::En))
}

/// The place just behind a span, where a repair is inserted.
fn behind(span: Span) -> Span {
    Span { start: span.end, ..span }
}

/// The place just before a span.
fn before(span: Span) -> Span {
    Span { end: span.start, ..span }
}
