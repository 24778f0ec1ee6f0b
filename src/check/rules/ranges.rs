//! The values that a row is for: a range in whatever words, as an interval.

use super::diagnostics;
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
}

impl Bounds {
    /// The interval, where the text says of each bound whether it belongs to it.
    fn interval(&self) -> Option<Interval> {
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
        let mut mark = |bound: &Option<ast::Bound>| {
            let Some(bound) = bound else { return Ok(None) };
            let at = self.constant(&bound.value, kind, c)?;
            Ok(Some(Mark { at, inclusive: bound.inclusive, span: bound.value.span }))
        };
        let (lower, upper) = (mark(&r.lower), mark(&r.upper));
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
            None => Err(self.diagnostics.error(diagnostics::bound_varies(e.span))),
        }
    }

    /// The interval of a row; `all` are the bounds of all rows, which tell what a missing 含 or 不含 should be.
    pub(super) fn settled(&mut self, row: &Bounds, all: &[Bounds], of: &Subject) -> Result<Interval, Reported> {
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
        let fitting = |mark: &Option<Mark>, lower: bool| {
            let mark = mark.as_ref()?;
            let (inclusive, certain) = match mark.inclusive {
                Some(inclusive) => (inclusive, true),
                None => fit(&mark.at, lower, all, &of.domain),
            };
            Some(diagnostics::Marking { shown: of.show(&mark.at), inclusive, certain })
        };
        let (lower, upper) = (fitting(&row.lower, true), fitting(&row.upper, false));
        let fault = match (lower, upper, row.dash) {
            (Some(lower), Some(upper), Some(sign)) => {
                diagnostics::dash_range(row.span, (&lower, sign, &upper), self.language)
            }
            (lower, upper, _) => {
                let unmarked = [(&row.lower, lower), (&row.upper, upper)].into_iter().find_map(|(mark, marking)| {
                    let mark = mark.as_ref().filter(|mark| mark.inclusive.is_none())?;
                    Some((mark.span, marking?))
                });
                match unmarked {
                    Some((place, marking)) => diagnostics::bound_unmarked(row.span, place, &marking, self.language),
                    None => return Err(self.unread(row.span)),
                }
            }
        };
        Err(self.diagnostics.error(fault))
    }
}

/// Whether a bound belongs to its range if it is to fit the other rows, and whether they (or the end of all values)
/// leave no choice.
fn fit(at: &Rational, lower: bool, all: &[Bounds], domain: &Interval) -> (bool, bool) {
    let end = if lower { &domain.lower } else { &domain.upper };
    if end.number() == Some(at) {
        return (end.is_closed(), true);
    }
    let facing = |row: &Bounds| if lower { row.upper.clone() } else { row.lower.clone() };
    let known = all.iter().filter_map(facing).find(|mark| mark.at == *at && mark.inclusive.is_some());
    if let Some(inclusive) = known.and_then(|mark| mark.inclusive) {
        return (!inclusive, true);
    }
    // As the other rows do it; where none says anything, the lower bound belongs to the range.
    let lower_open = all.iter().filter_map(|row| row.lower.as_ref()).any(|mark| mark.inclusive == Some(false));
    (lower != lower_open, false)
}
