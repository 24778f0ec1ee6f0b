//! The values that a row is for: a range in whatever words, as an interval.

use super::diagnostics;
use super::readings::Table;
use super::subject::Subject;
use crate::check::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::quantity::{End, Interval, Kind, Rational};
use crate::source::Span;
use crate::syntax::ast::{self, RangeForm};

/// A range whose bounds are numbers.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    pub(super) lower: Option<Mark>,
    pub(super) upper: Option<Mark>,
    /// The sign between the bounds, where it is a dash.
    pub(super) dash: Option<char>,
    pub(super) span: Span,
}

/// A bound, and whether it belongs to the range.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) at: Rational,
    pub(super) inclusive: Option<bool>,
    /// The bound alone, without 含 or 不含.
    pub(super) span: Span,
    /// The unit that it is read with, where only the other bound has it written: `80至90%`.
    pub(super) lacks: Option<String>,
}

impl Bounds {
    /// The interval, where the text says of each bound whether it belongs to it.
    pub(super) fn interval(&self) -> Option<Interval> {
        let end = |mark: &Option<Mark>| match mark {
            None => Some(End::Unbounded),
            Some(mark) => {
                let at = mark.at.clone();
                mark.inclusive.map(|inclusive| if inclusive { End::Closed(at) } else { End::Open(at) })
            }
        };
        let interval = Interval { lower: end(&self.lower)?, upper: end(&self.upper)? };
        self.dash.is_none().then_some(interval)
    }
}

impl Checker<'_> {
    /// The bounds of a range over a kind. They must be numbers that do not depend on data.
    pub(super) fn bounds(&mut self, r: &ast::Range, kind: &Kind, c: &Context) -> Result<Bounds, Reported> {
        let measure = c.measure.and_then(|id| self.measures.get(id.index()));
        let outer = self.bounding;
        self.bounding = measure.filter(|measure| measure.value.kind == *kind).map(|measure| measure.span);
        let mut mark = |bound: &Option<ast::Bound>| {
            let Some(bound) = bound else { return Ok(None) };
            let at = self.constant(&bound.value, kind, c)?;
            let span = bound.value.span;
            Ok(Some(Mark { at, inclusive: bound.inclusive, span, lacks: borrowed_unit(&bound.value) }))
        };
        let (lower, upper) = (mark(&r.lower), mark(&r.upper));
        self.bounding = outer;
        let dash = match r.form {
            RangeForm::Dash(sign) => Some(sign),
            _ => None,
        };
        Ok(Bounds { lower: lower?, upper: upper?, dash, span: r.span })
    }

    /// A number of a kind that does not depend on data.
    pub(super) fn constant(&mut self, e: &ast::Expr, kind: &Kind, c: &Context) -> Result<Rational, Reported> {
        let value = self.expr(e, c, Some(kind))?;
        if value.kind != *kind {
            return Err(self.diagnostics.error(diagnostics::bound_of_other_kind(e.span, &value.kind, kind)));
        }
        match self.domain(&value, &[]).only() {
            Some(only) => Ok(only.clone()),
            None => Err(self.diagnostics.error(diagnostics::bound_varies(e.span, &self.shown(&value)))),
        }
    }

    /// The interval of a row; `all` are the rows of the rule, which tell what a missing 含 or 不含 should be.
    pub(super) fn settled(&mut self, row: &Bounds, all: &Table, of: &Subject) -> Result<Interval, Reported> {
        if let (Some(lower), Some(upper)) = (&row.lower, &row.upper)
            && (lower.at > upper.at || (lower.at == upper.at && row.interval().is_some_and(|own| own.is_empty())))
        {
            let shown = (of.show(&lower.at), of.show(&upper.at));
            let alike = lower.inclusive == upper.inclusive && lower.at > upper.at;
            let turned = alike.then_some((lower.span, upper.span));
            return Err(self.diagnostics.error(diagnostics::empty_range(row.span, (&shown.0, &shown.1), turned)));
        }
        if let Some(interval) = row.interval() {
            return Ok(interval);
        }
        let marking = |mark: &Mark, lower: bool| {
            let (inclusive, certain) = match mark.inclusive {
                Some(inclusive) => (inclusive, true),
                None => fit(&mark.at, lower, all, &of.domain),
            };
            let place = mark.inclusive.is_none().then_some(mark.span);
            let (shown, lacks) = (of.show(&mark.at), mark.lacks.clone());
            diagnostics::Marking { shown, inclusive, certain, place, lacks }
        };
        let given = |mark: &Mark, inclusive: bool| {
            let told = all.rows.iter().any(|entry| entry.bounds.span == row.span);
            told.then(|| all.at(&mark.at, row.span, inclusive))
        };
        let fault = match (&row.lower, &row.upper) {
            (Some(lower), Some(upper)) if row.dash.is_some() || lower.inclusive == upper.inclusive => {
                let marks = (&marking(lower, true), row.dash, &marking(upper, false));
                let found = |low, high| Some((given(lower, low)?, given(upper, high)?));
                diagnostics::ends_unmarked(row.span, marks, &found, self.language)
            }
            _ => {
                let marks = [(&row.lower, true), (&row.upper, false)];
                let unmarked = marks
                    .into_iter()
                    .find_map(|(mark, lower)| Some((mark.as_ref().filter(|mark| mark.inclusive.is_none())?, lower)));
                let Some((mark, lower)) = unmarked else { return Err(self.unread(row.span)) };
                let both = given(mark, true).zip(given(mark, false));
                let differ = both.filter(|(with, without)| with != without);
                diagnostics::bound_unmarked(row.span, &marking(mark, lower), differ, self.language)
            }
        };
        Err(self.diagnostics.error(fault))
    }
}

/// The unit of a literal, where it was written behind the other bound only.
fn borrowed_unit(bound: &ast::Expr) -> Option<String> {
    match &bound.node {
        ast::ExprNode::Literal(literal) => match &literal.unit {
            ast::LiteralUnit::Unit(unit) if unit.span.start >= literal.span.end => Some(unit.node.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a bound belongs to its range if it is to fit the other rows, and whether they (or the end of all values)
/// leave no choice.
fn fit(at: &Rational, lower: bool, all: &Table, domain: &Interval) -> (bool, bool) {
    let end = if lower { &domain.lower } else { &domain.upper };
    if end.number() == Some(at) {
        return (end.is_closed(), true);
    }
    let facing = |row: &Bounds| if lower { row.upper.clone() } else { row.lower.clone() };
    let rows = || all.rows.iter().map(|entry| &entry.bounds);
    let known = rows().filter_map(facing).find(|mark| mark.at == *at && mark.inclusive.is_some());
    if let Some(inclusive) = known.and_then(|mark| mark.inclusive) {
        return (!inclusive, true);
    }
    // As the other rows do it; where none says anything, the lower bound belongs to the range.
    let lower_open = rows().filter_map(|row| row.lower.as_ref()).any(|mark| mark.inclusive == Some(false));
    (lower != lower_open, false)
}
