//! How rows would be written that leave no gap and no overlap.

use super::bands::Row;
use super::diagnostics;
use super::subject::Subject;
use crate::check::proof::subtract_all;
use crate::diagnostic::{Language, Text};
use crate::quantity::{End, Interval, Kind, Rational};
use crate::source::Span;

/// What keeps two rows apart that overlap.
pub(super) enum Apart {
    /// The row at `span` takes what the narrower rows inside it leave. `only`: nothing else can be meant, and this is
    /// where to write it.
    Rest { span: Span, written: Text, only: Option<Span> },
    /// Either row gives way to the other: how the earlier one is written then, and the later one.
    Either(Text, Text),
    /// No range says it.
    Unknown,
}

/// A row that can be written.
pub(super) struct Moved {
    /// Its place, as it is now.
    pub(super) span: Span,
    pub(super) written: Text,
}

/// What keeps two rows of `rows` apart, the earlier in the text first.
pub(super) fn apart(rows: &[Row], (one, other): (&Row, &Row), of: &Subject) -> Apart {
    let (Some(_), Some(_)) = (one.head, other.head) else { return Apart::Unknown };
    let inside = |inner: &Row, outer: &Row| {
        outer.values.contains_all(&inner.values) && !inner.values.contains_all(&outer.values)
    };
    for (narrow, wide) in [(one, other), (other, one)] {
        if !inside(narrow, wide) {
            continue;
        }
        let narrower = rows.iter().filter(|row| row.head.is_some() && inside(row, wide));
        let left = subtract_all(wide.interval.clone(), narrower.map(|row| &row.interval));
        let [left] = left.as_slice() else { return Apart::Unknown };
        // `不低于 90%`, then `不低于 75%`: the second is meant for what the first leaves.
        let (inner, outer) = (&narrow.interval, &wide.interval);
        let open = |end: &End| end.number().is_none();
        let same_side = (open(&inner.upper) && open(&outer.upper)) || (open(&inner.lower) && open(&outer.lower));
        let only = wide.head.filter(|_| same_side && narrow.span.start < wide.span.start);
        return Apart::Rest { span: wide.span, written: in_both(left, of), only };
    }
    let given_up = |row: &Row, to: &Row| match subtract_all(row.interval.clone(), [&to.interval]).as_slice() {
        [left] => Some(in_both(left, of)),
        _ => None,
    };
    match (given_up(one, other), given_up(other, one)) {
        (Some(first), Some(second)) => Apart::Either(first, second),
        _ => Apart::Unknown,
    }
}

/// The rows beside a gap, as they are written where they take it.
pub(super) fn moved(gap: &Interval, rows: &[Row], of: &Subject) -> Vec<Moved> {
    if matches!(of.kind(), Kind::Level(_)) {
        return Vec::new();
    }
    let wider = |row: &Row| {
        let values = &row.values;
        let interval = if values.upper.flipped().is_some_and(|end| end == gap.lower) {
            Interval { lower: row.interval.lower.clone(), upper: gap.upper.clone() }
        } else if gap.upper.flipped().is_some_and(|end| end == values.lower) {
            Interval { lower: gap.lower.clone(), upper: row.interval.upper.clone() }
        } else {
            return None;
        };
        row.head?;
        Some(Moved { span: row.span, written: in_both(&beyond(interval, of), of) })
    };
    rows.iter().filter_map(wider).collect()
}

/// A gap as the head of the row that is missing.
pub(super) fn missing(gap: &Interval, of: &Subject) -> Text {
    in_both(&beyond(gap.clone(), of), of)
}

fn in_both(interval: &Interval, of: &Subject) -> Text {
    Text::new(written(interval, of, Language::Zh), written(interval, of, Language::En))
}

/// Without an end that no value can pass.
fn beyond(interval: Interval, of: &Subject) -> Interval {
    if interval.only().is_some() {
        return interval;
    }
    let all = of.snapped(&of.domain);
    let open = |end: End, last: &End, of_all: &End| if end == *last || end == *of_all { End::Unbounded } else { end };
    let lower = open(interval.lower.clone(), &all.lower, &of.domain.lower);
    let upper = open(interval.upper.clone(), &all.upper, &of.domain.upper);
    // One end at least is worth writing.
    if (&lower, &upper) == (&End::Unbounded, &End::Unbounded) { interval } else { Interval { lower, upper } }
}

/// An interval as the head of a row.
fn written(interval: &Interval, of: &Subject, language: Language) -> String {
    let word = |zh: &'static str, en: &'static str| if language == Language::Zh { zh } else { en };
    if let Kind::Level(_) = of.kind() {
        return of.show(&of.example(interval));
    }
    let shown = |number: &Rational| of.show(number);
    // `[3件, 5件)` of whole numbers is `[3件, 4件]`.
    let last = match (&of.step, &interval.upper) {
        (Some(step), End::Open(upper))
            if interval.lower.number().is_some() && of.snapped(interval).upper == interval.upper =>
        {
            End::Closed(upper - step)
        }
        (_, upper) => upper.clone(),
    };
    let (lower, upper) = (&interval.lower, &last);
    match (lower.number(), upper.number()) {
        (Some(low), Some(high)) if low == high => format!("{} {}", word("等于", "equal to"), shown(low)),
        (Some(low), Some(high)) => {
            let ends = ((shown(low), lower.is_closed()), (shown(high), upper.is_closed()));
            diagnostics::range((&ends.0.0, ends.0.1), (&ends.1.0, ends.1.1), language)
        }
        (Some(low), None) if lower.is_closed() => format!("{} {}", word("不低于", "at least"), shown(low)),
        (Some(low), None) => format!("{} {}", word("超过", "above"), shown(low)),
        (None, Some(high)) if upper.is_closed() => format!("{} {}", word("不超过", "at most"), shown(high)),
        (None, Some(high)) => format!("{} {}", word("低于", "below"), shown(high)),
        (None, None) => word("其余", "otherwise").to_owned(),
    }
}
