//! `评价体系 "…" { … }`: title, year, total, rounding.

use super::context::Checker;
use super::diagnostics::{points as point_faults, tree as faults};
use super::points::Known;
use crate::diagnostic::{Reported, Text};
use crate::quantity::{Kind, Rational, Rounding};
use crate::rubric::Texts;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Basis, HeaderStatement, Item, Literal, RoundingClause, RoundingSubject};
use crate::text;

/// What the header says; a part with a fault is as if it were not there, except for the total.
#[derive(Debug)]
pub(super) struct Header {
    /// The title.
    pub(super) title: Spanned<String>,
    /// 年度.
    pub(super) year: Option<Spanned<u32>>,
    /// 总分.
    pub(super) total: Known,
    /// Where the total is written.
    pub(super) total_span: Span,
    /// 修约：指标得分.
    pub(super) indicator_rounding: Option<Rounding>,
    /// 修约：总分.
    pub(super) total_rounding: Option<Rounding>,
    /// 口径：复核.
    pub(super) reviewed_basis: bool,
    /// 比较范围：全体.
    pub(super) cohort: bool,
    /// 依据 and so on.
    pub(super) texts: Texts,
}

/// The statements of a header, each at most once.
#[derive(Default)]
struct Statements<'h> {
    year: Option<&'h Spanned<u32>>,
    total: Option<&'h Literal>,
    indicator: Option<&'h RoundingClause>,
    whole: Option<&'h RoundingClause>,
    basis: Option<&'h Spanned<Basis>>,
    cohort: Option<&'h Span>,
    hole: Option<Span>,
}

impl Checker<'_> {
    /// The header of a file.
    pub(super) fn header(&mut self, file: &ast::File) -> Result<Header, Reported> {
        let Some(header) = &file.header else { return Err(self.no_header(file)) };
        let first = file.items.iter().map(span_of).min_by_key(|span| span.start);
        let alone = file.merged.is_none();
        if let Some(first) = first.filter(|first| alone && first.start < header.span.start) {
            self.diagnostics.error(faults::header_not_first(header.title.span, header.span, first));
        }
        let statements = self.header_statements(header);
        if statements.year.is_none() {
            self.header_lacks(header, &statements, &text!("年度", "year"));
        }
        let total = match statements.total {
            Some(total) => self.total(total),
            None => Known::Broken(self.header_lacks(header, &statements, &text!("总分", "total"))),
        };
        let texts = header.statements.iter().filter_map(|statement| match statement {
            HeaderStatement::Text(clause) => Some(clause),
            _ => None,
        });
        let total_rounding = self.rounding(statements.whole);
        let total = self.kept_whole(total, statements.total, total_rounding);
        Ok(Header {
            title: header.title.clone(),
            year: statements.year.cloned(),
            total,
            total_span: statements.total.map_or(header.title.span, |total| total.span),
            indicator_rounding: self.rounding(statements.indicator),
            total_rounding,
            reviewed_basis: statements.basis.is_some_and(|basis| basis.node == Basis::Reviewed),
            cohort: statements.cohort.is_some(),
            texts: self.texts(texts),
        })
    }

    /// A rounding clause as places and mode.
    pub(super) fn rounding(&self, clause: Option<&RoundingClause>) -> Option<Rounding> {
        let clause = clause?;
        Some(Rounding { places: clause.places.node, mode: clause.mode.node })
    }

    fn header_statements<'h>(&mut self, header: &'h ast::Header) -> Statements<'h> {
        let mut found = Statements::default();
        for statement in &header.statements {
            let (what, span, first) = match statement {
                HeaderStatement::Year(year) => {
                    (text!("年度", "year"), year.span, take(&mut found.year, year).map(|first| first.span))
                }
                HeaderStatement::Total(total) => {
                    (text!("总分", "total"), total.span, take(&mut found.total, total).map(|first| first.span))
                }
                HeaderStatement::Basis(basis) => {
                    (text!("口径", "basis"), basis.span, take(&mut found.basis, basis).map(|first| first.span))
                }
                HeaderStatement::Rounding(clause) => match clause.subject.as_ref().map(|subject| subject.node) {
                    Some(RoundingSubject::Indicator) => {
                        let first = take(&mut found.indicator, clause).map(|first| first.span);
                        (text!("指标得分的修约", "rounding of indicator scores"), clause.span, first)
                    }
                    Some(RoundingSubject::Total) => {
                        let first = take(&mut found.whole, clause).map(|first| first.span);
                        (text!("总分的修约", "rounding of the total"), clause.span, first)
                    }
                    None => {
                        found.hole = Some(clause.span);
                        continue;
                    }
                },
                HeaderStatement::Cohort(cohort) => {
                    (text!("比较范围", "cohort"), *cohort, take(&mut found.cohort, cohort).copied())
                }
                HeaderStatement::Text(_) | HeaderStatement::Without(_) => continue,
                HeaderStatement::Hole(span) => {
                    found.hole = Some(*span);
                    continue;
                }
            };
            if let Some(first) = first {
                self.diagnostics.error(faults::stated_twice(span, &what, Some(first)));
            }
        }
        found
    }

    /// The total, unless its own rounding would change it: then full marks would be printed as something else.
    fn kept_whole(&mut self, total: Known, literal: Option<&Literal>, rounding: Option<Rounding>) -> Known {
        match (total.points(), literal, rounding) {
            (Some(points), Some(literal), Some(rounding)) if rounding.round(points) != *points => {
                let fault = point_faults::points_too_fine(literal.span, points, rounding.places);
                Known::Broken(self.diagnostics.error(fault))
            }
            _ => total,
        }
    }

    fn total(&mut self, literal: &Literal) -> Known {
        match self.number(literal, &Kind::Score) {
            Ok(total) if total > Rational::ZERO => Known::Points(total),
            Ok(_) => Known::Broken(self.diagnostics.error(faults::points_not_positive(literal.span))),
            Err(reported) => Known::Broken(reported),
        }
    }

    /// A statement is missing, unless it is the one that could not be read.
    fn header_lacks(&mut self, header: &ast::Header, statements: &Statements<'_>, what: &Text) -> Reported {
        match (statements.hole, self.shapeless) {
            (Some(hole), _) => self.unread(hole),
            (None, Some(reported)) => reported,
            (None, None) => self.diagnostics.error(faults::header_incomplete(header.title.span, what, self.language)),
        }
    }

    fn no_header(&mut self, file: &ast::File) -> Reported {
        let hole = file.items.iter().find_map(|item| if let Item::Hole(span) = item { Some(*span) } else { None });
        match (hole, self.diagnostics.error_since(0)) {
            // The header may be what could not be read.
            (Some(_), Some(reported)) => reported,
            (None, Some(reported)) if self.shapeless.is_some() => reported,
            (None, Some(reported)) if file.items.is_empty() => reported,
            (None, _) if !file.items.is_empty() && file.items.iter().all(|item| matches!(item, Item::Test(_))) => {
                let first = file.items.first().map_or(file.span, span_of);
                self.diagnostics.error(faults::tests_alone(first))
            }
            _ => {
                let start = Span { end: file.span.start, ..file.span };
                let first = file.items.first().map_or(start, span_of);
                self.diagnostics.error(faults::header_missing(first, self.language))
            }
        }
    }
}

/// Puts a statement into its slot, or gives the one that is there.
fn take<'s, T>(slot: &mut Option<&'s T>, statement: &'s T) -> Option<&'s T> {
    match slot {
        Some(first) => Some(first),
        None => {
            *slot = Some(statement);
            None
        }
    }
}

/// Where an item stands.
pub(super) fn span_of(item: &Item) -> Span {
    match item {
        Item::Data(data) => data.span,
        Item::Table(table) => table.span,
        Item::Unit(unit) => unit.span,
        Item::Definition(definition) => definition.span,
        Item::Group(group) => group.head,
        Item::Indicator(indicator) => indicator.head,
        Item::Check(check) => check.span,
        Item::Stated(stated) => stated.span,
        Item::Grades(grades) => grades.span,
        Item::Adjustments(block) => block.head,
        Item::Ceiling(ceiling) => ceiling.span,
        Item::Bottom(bottom) => bottom.span,
        Item::Veto(veto) => veto.span,
        Item::Test(test) => test.head,
        Item::Text(text) => text.span,
        Item::Hole(span) => *span,
    }
}
