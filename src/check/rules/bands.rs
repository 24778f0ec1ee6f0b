//! 分档: rows of values with a score each, as a set or tried in order.

use super::deviations::Centre;
use super::direction::Peak;
use super::ranges::Bounds;
use super::readings::{self, Entry, Table};
use super::subject::Subject;
use super::{diagnostics, respell};
use crate::check::context::{Checker, Context};
use crate::check::proof::subtract_all;
use crate::diagnostic::{Reported, Text};
use crate::ids::ElementId;
use crate::quantity::{Interval, Kind, Rational};
use crate::rubric::{Arm, Award, Band, Choice, NormalForm};
use crate::source::Span;
use crate::syntax::ast::{self, BandCondition};

/// A row whose values are settled.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) interval: Interval,
    /// Only the values that can occur, snapped.
    pub(super) values: Interval,
    /// How far `偏差 ±10% 以内` reaches.
    pub(super) width: Option<Rational>,
    pub(super) award: Award,
    pub(super) element: ElementId,
    pub(super) span: Span,
    /// The range alone, where the row is one.
    pub(super) head: Option<Span>,
}

/// 其余.
struct Rest {
    award: Award,
    element: ElementId,
    span: Span,
}

impl Checker<'_> {
    /// `分档 { … }`, or `分档 依次 { … }`, whose rows are tried in order.
    pub(super) fn bands(
        &mut self,
        (bands, in_order): (&[ast::Band], bool),
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        let of = self.subject(span, c)?;
        if matches!(of.kind(), Kind::YesNo | Kind::Text) {
            return Err(self.diagnostics.error(diagnostics::not_a_number(span, of.kind())));
        }
        let before = self.diagnostics.count();
        let (of, centre) = self.centred(bands, of, c)?;
        let (rows, rest) = self.rows((bands, &centre), &of, c);
        if let Some(reported) = self.diagnostics.error_since(before) {
            return Err(reported);
        }
        let mut pieces = match in_order {
            true => self.first_match(rows, &of),
            false => {
                let rows = self.nested(rows);
                self.disjoint(rows, &of, c)
            }
        };
        let gaps = subtract_all(of.snapped(&of.domain), pieces.iter().map(|row| &row.values));
        match rest {
            Some(rest) if gaps.is_empty() => {
                self.diagnostics.error(diagnostics::otherwise_empty(rest.span));
            }
            Some(rest) => pieces.extend(gaps.into_iter().map(|gap| Row {
                interval: gap.intersection(&of.domain),
                values: gap,
                width: None,
                award: rest.award.clone(),
                element: rest.element,
                span: rest.span,
                head: None,
            })),
            None if !gaps.is_empty() => {
                let rows = if in_order { &[] } else { pieces.as_slice() };
                self.report_gaps((&gaps, rows), &of, span, c);
            }
            None => {}
        }
        if let Some(reported) = self.diagnostics.error_since(before) {
            return Err(reported);
        }
        let Ok(pieces) = self.with_formulas(pieces, &of, c) else { return Err(self.unread(span)) };
        let bands = joined(pieces);
        // Both sides of a deviation are worse, and meant to be.
        let direction = c.direction.or(centre.is_some().then_some(ast::Direction::Moderate));
        self.check_direction((&bands, Peak::Told), &of, span, &Context { direction, ..c.clone() })?;
        Ok(NormalForm::Pieces { over: of.value, bands })
    }

    /// `得 满分` alone, as an arm of 情形, or `得` and a formula.
    pub(super) fn award_alone(&mut self, award: &ast::Award, c: &Context) -> Result<NormalForm, Reported> {
        if let ast::AwardNode::Formula(formula) = &award.node {
            return self.formula_alone((formula, award.span), c);
        }
        let then = Choice::Award(self.award(award, c)?);
        let element = self.element(award.span);
        Ok(NormalForm::Cases(vec![Arm { condition: None, then, element }]))
    }

    /// The rows with a fault are reported and left out.
    fn rows(
        &mut self,
        (bands, centre): (&[ast::Band], &Option<Centre>),
        of: &Subject,
        c: &Context,
    ) -> (Vec<Row>, Option<Rest>) {
        let bounds = bands.iter().map(|band| self.band_bounds(band, of, c)).collect::<Vec<_>>();
        let all = table(bands, &bounds, c);
        let (mut rows, mut rest): (Vec<Row>, Option<Rest>) = (Vec::new(), None);
        for (band, bounds) in bands.iter().zip(bounds) {
            let award = self.row_award(&band.award, c);
            let interval = match bounds {
                Ok(Some(bounds)) => self.settled(&bounds, &all, of).map(Some),
                Ok(None) => Ok(None),
                Err(reported) => Err(reported),
            };
            let (Ok(interval), Ok(award)) = (interval, award) else { continue };
            let element = self.element(band.span);
            let row = |(interval, width): (Interval, Option<Rational>)| {
                let values = of.snapped(&interval).intersection(&of.snapped(&of.domain));
                let head = match &band.condition {
                    BandCondition::Range(range) => Some(range.span),
                    _ => None,
                };
                Row { interval, values, width, award: award.clone(), element, span: band.span, head }
            };
            if let (BandCondition::Deviation(deviation), Some(centre)) = (&band.condition, centre) {
                let Ok(sides) = self.deviation_sides(deviation, centre, of) else { continue };
                rows.extend(occurring(sides.into_iter().map(row).collect()));
                continue;
            }
            match (interval, &rest) {
                (Some(interval), _) => rows.push(row((interval, None))),
                (None, Some(first)) => {
                    self.diagnostics.error(diagnostics::otherwise_twice(band.span, first.span));
                }
                (None, None) => rest = Some(Rest { award, element, span: band.span }),
            }
        }
        (rows, rest)
    }

    /// The bounds of a row; `None` for 其余.
    fn band_bounds(&mut self, band: &ast::Band, of: &Subject, c: &Context) -> Result<Option<Bounds>, Reported> {
        match &band.condition {
            BandCondition::Range(range) => self.bounds(range, of.kind(), c).map(Some),
            BandCondition::Deviation(_) | BandCondition::Otherwise(_) => Ok(None),
            BandCondition::Level(name) => {
                let rank = match of.kind() {
                    Kind::Level(levels) => levels.names.iter().rev().position(|level| *level == name.node),
                    _ => None,
                };
                let Some(rank) = rank else {
                    return Err(self.diagnostics.error(diagnostics::level_unknown(name, of.kind())));
                };
                let at = Rational::whole(i64::try_from(rank).unwrap_or(i64::MAX));
                let mark = super::ranges::Mark { at, inclusive: Some(true), span: name.span, lacks: None };
                Ok(Some(Bounds { lower: Some(mark.clone()), upper: Some(mark), dash: None, span: name.span }))
            }
            BandCondition::Hole(span) => Err(self.unread(*span)),
        }
    }

    /// Rows of a set: none overlaps another.
    fn disjoint(&mut self, rows: Vec<Row>, of: &Subject, c: &Context) -> Vec<Row> {
        let mut told: Vec<Span> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            for other in rows.iter().skip(index.saturating_add(1)) {
                let both = row.values.intersection(&other.values);
                if both.is_empty() || row.element == other.element {
                    continue;
                }
                let apart = respell::apart(&rows, (row, other), of);
                // A row that holds several others is told once, with what is left of it.
                if let respell::Apart::Rest { span, .. } = &apart {
                    if told.contains(span) {
                        continue;
                    }
                    told.push(*span);
                }
                let value = of.example(&both);
                let data = self.data_for(of, &value, c);
                let fault =
                    diagnostics::rows_overlap((row.span, other.span), (&of.show(&value), &data), apart, self.language);
                self.diagnostics.error(fault);
            }
        }
        self.inside(rows, of)
    }

    /// Rows for values that never occur do no harm, and are probably not meant.
    fn inside(&mut self, rows: Vec<Row>, of: &Subject) -> Vec<Row> {
        let (inside, outside): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| !row.values.is_empty());
        for row in outside {
            self.diagnostics.note(diagnostics::row_outside(row.span, &shown_domain(of)));
        }
        inside
    }

    /// Rows tried in order: each has what the earlier ones left.
    fn first_match(&mut self, rows: Vec<Row>, of: &Subject) -> Vec<Row> {
        let mut pieces: Vec<Row> = Vec::new();
        for row in self.inside(rows, of) {
            let left = subtract_all(row.values.clone(), pieces.iter().map(|piece| &piece.values));
            if left.is_empty() {
                let earlier = pieces.iter().find(|piece| !piece.values.intersection(&row.values).is_empty());
                let earlier = earlier.map_or(row.span, |piece| piece.span);
                self.diagnostics.error(diagnostics::row_shadowed(row.span, earlier));
            }
            pieces.extend(left.into_iter().map(|values| Row {
                interval: values.intersection(&row.interval),
                values,
                ..row.clone()
            }));
        }
        pieces
    }

    /// `rows` are those whose bounds may be moved.
    fn report_gaps(&mut self, (gaps, rows): (&[Interval], &[Row]), of: &Subject, span: Span, c: &Context) {
        let examples = gaps.iter().take(3).map(|gap| of.show(&of.example(gap))).collect::<Vec<_>>();
        let heads = gaps.iter().take(3).map(|gap| respell::missing(gap, of)).collect::<Vec<_>>();
        let (data, moved) = match gaps {
            [gap] => (self.data_for(of, &of.example(gap), c), respell::moved(gap, rows, of)),
            _ => (Text::new("", ""), Vec::new()),
        };
        self.diagnostics.error(diagnostics::gap(span, (&examples, &data), gaps.len() > 3, (&heads, &moved)));
    }
}

/// What the rows give, for those whose bounds could be read.
fn table(bands: &[ast::Band], bounds: &[Result<Option<Bounds>, Reported>], c: &Context) -> Table {
    let mut table = Table::default();
    for (band, bounds) in bands.iter().zip(bounds) {
        let gives = readings::words(&band.award, c);
        match (bounds, &band.condition) {
            (Ok(Some(bounds)), _) => table.rows.push(Entry { bounds: bounds.clone(), gives }),
            (Ok(None), BandCondition::Otherwise(_)) => table.rest = Some(gives),
            _ => {}
        }
    }
    table
}

/// The sides of a row on which values occur; all of them where none do, so that it is told.
fn occurring(rows: Vec<Row>) -> Vec<Row> {
    let some = rows.iter().any(|row| !row.values.is_empty());
    rows.into_iter().filter(|row| !some || !row.values.is_empty()).collect()
}

/// The pieces in rising order, without the space between neighbours in which no value lies.
fn joined(mut rows: Vec<Row>) -> Vec<Band> {
    rows.sort_by(|one, other| one.values.compare(&other.values));
    let mut bands: Vec<Band> = Vec::new();
    for row in rows {
        if let (Some(before), Some(upper)) = (bands.last_mut(), row.interval.lower.flipped()) {
            before.interval.upper = upper;
        }
        bands.push(Band { interval: row.interval, award: row.award, element: row.element });
    }
    bands
}

/// All values of a measure, for a message: `0% 至 100%`.
pub(super) fn shown_domain(of: &Subject) -> (Option<String>, Option<String>) {
    let end = |number: Option<&Rational>| number.map(|number| of.show(number));
    (end(of.domain.lower.number()), end(of.domain.upper.number()))
}
