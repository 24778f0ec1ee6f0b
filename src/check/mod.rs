//! The tree as written becomes the rubric as meant, or says why it cannot: [`ast::File`] in, [`Rubric`] out.
//!
//! Units, fields and definitions first, for they are what formulas read; then the tree with its points, which are what
//! rules give; then every indicator; then checks and grades. Each step collects all that is wrong before any gives up,
//! and what rests on a part that is wrong already is left alone.

mod aggregates;
mod ahead;
mod audits;
mod compared;
mod consolidation;
mod context;
mod dates;
mod definitions;
mod diagnostics;
mod ending;
mod expr;
mod fields;
mod functions;
mod grades;
mod header;
mod indicator;
mod layers;
mod literals;
mod measures;
mod mismatch;
mod names;
mod points;
mod proof;
mod reached;
mod row_groups;
mod row_points;
mod rules;
mod score_of;
mod shared;
mod stated_totals;
mod suspect;
mod tables;
mod targets;
mod texts;
mod tree;
mod units;
mod unused;
mod walk;
mod written;
mod years;

use context::Checker;
use ending::Whole;
use header::Header;
use points::Known;
use tree::Plan;

use crate::diagnostic::{Diagnostics, Reported, Severity};
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::rubric::{Group, Indicator, Rubric, Shift};
use crate::source::Span;
use crate::syntax::ast::{self, Item};

/// Checks a rubric and reports every error in it, not only the first.
///
/// `prelude` declares the units that every rubric knows.
///
/// # Errors
/// `E02xx` names, `E03xx` kinds and units, `E04xx` rules, `E05xx` tree, checks and grades; or the file had errors
/// before, which the holes of its tree stand for.
pub fn check(prelude: &ast::File, file: &ast::File, diagnostics: &mut Diagnostics) -> Result<Rubric, Reported> {
    let mut checker = Checker::new(file.language, diagnostics);
    checker.merged = file.merged.as_deref();
    checker.declare_units(&prelude.items);
    checker.survey(file);
    checker.note_readers(file);
    let header = checker.header(file);
    checker.note_header(header.as_ref().ok());
    checker.declare_units(&file.items);
    declare(&mut checker, file);
    let mut plan = checker.plan(file);
    let (total, total_span) = whole(&header, file);
    checker.settle_points(&mut plan, &total, total_span);
    checker.place_adjustments(&mut plan, file);
    checker.gather_scored(&plan);
    let places = header.as_ref().ok().and_then(printed_places);
    checker.row_groups(&mut plan);
    let indicators = checker.indicators(&plan);
    let groups = checker.groups(&plan);
    let checks = checker.audits(file, &plan);
    checker.recomputed(checks.as_deref().unwrap_or_default());
    let whole = Whole { points: &total, places, roots: &plan.roots };
    let ending = checker.ending(file, &plan, whole);
    let grades = checker.grades(file, ending.as_ref().ok(), whole);
    let ending = checker.veto_grades(ending, grades.as_deref().map_err(|reported| *reported), whole);
    if let Some(reported) = checker.errors_in(file) {
        return Err(reported);
    }
    checker.unused(file);
    let (header, indicators) = (header?, indicators?);
    let (Some(year), Known::Points(total)) = (header.year, header.total) else {
        return Err(checker.unread(file.span));
    };
    Ok(Rubric {
        title: header.title,
        source: file.span.source,
        parents: file.parents(),
        language: file.language,
        year,
        total,
        indicator_rounding: header.indicator_rounding,
        total_rounding: header.total_rounding,
        reviewed_basis: header.reviewed_basis,
        texts: header.texts,
        groups,
        indicators,
        roots: plan.roots,
        checks: checks?,
        grades: grades?,
        ending: ending?,
        units: checker.units.into_inner(),
        fields: checker.fields.into_inner(),
        tables: checker.tables.into_inner(),
        definitions: checker.definitions.into_inner(),
        measures: checker.measures.into_inner(),
        elements: checker.elements.into_inner(),
    })
}

/// What formulas may read.
fn declare(checker: &mut Checker<'_>, file: &ast::File) {
    checker.declare_fields(file);
    checker.declare_tables(file);
    checker.declare_stated_totals(file);
    checker.consolidations(file);
    checker.declare_definitions(file);
}

/// The points of the whole, and where they are written.
fn whole(header: &Result<Header, Reported>, file: &ast::File) -> (Known, Span) {
    match header {
        Ok(header) => (header.total.clone(), header.total_span),
        Err(reported) => (Known::Broken(*reported), file.span),
    }
}

/// The decimals of a printed total; `None` where nothing is rounded.
fn printed_places(header: &Header) -> Option<u32> {
    header.total_rounding.or(header.indicator_rounding).map(|rounding| rounding.places)
}

impl Checker<'_> {
    fn groups(&mut self, plan: &Plan<'_>) -> Vec<Group> {
        let mut group = |(index, group): (usize, &tree::GroupPlan<'_>)| {
            let texts = group.written.items.iter().filter_map(|item| match item {
                Item::Text(clause) => Some(clause),
                _ => None,
            });
            Group {
                name: group.written.name.clone(),
                level: group.level,
                points: group.points.points().cloned(),
                parent: group.parent,
                children: group.children.clone(),
                grades: self.group_grades(group, NodeId::Group(GroupId::at(index))).unwrap_or_default(),
                rows: group.rows.clone(),
                texts: self.texts(texts),
                span: group.written.head,
            }
        };
        plan.groups.iter().enumerate().map(&mut group).collect()
    }

    fn indicators(&mut self, plan: &Plan<'_>) -> Result<Vec<Indicator>, Reported> {
        // Those of 加减分 stand last, and read the scores of those before.
        let adjusting = plan.indicators.iter().position(|one| one.adjusts.is_some());
        let (plain, rest) = plan.indicators.split_at(adjusting.unwrap_or(plan.indicators.len()));
        let make = |checker: &mut Checker<'_>, at: usize, one: &tree::IndicatorPlan<'_>| {
            checker.indicator_at(IndicatorId::at(at), one)
        };
        let mut indicators = self.in_order(plain, &make, Shift::indicator);
        for (at, one) in (plain.len()..).zip(rest) {
            indicators.push(self.indicator_at(IndicatorId::at(at), one));
        }
        indicators.into_iter().collect()
    }

    fn indicator_at(&mut self, id: IndicatorId, one: &tree::IndicatorPlan<'_>) -> Result<Indicator, Reported> {
        self.indicator = Some(id);
        self.unpublished = one.points == Known::Unpublished;
        self.points_broken = one.points.broken();
        let found = self.indicator(one, id);
        self.indicator = None;
        self.unpublished = false;
        self.points_broken = None;
        match &found {
            Ok(indicator) => self.note_reached(indicator),
            Err(_) => self.reached.push(None),
        }
        found
    }

    /// The proof that an error of this file was reported, by whichever pass.
    fn errors_in(&self, file: &ast::File) -> Option<Reported> {
        let here = self
            .diagnostics
            .sorted()
            .into_iter()
            .any(|one| one.severity == Severity::Error && one.place().is_none_or(|place| file.holds(place.source)));
        self.diagnostics.error_since(0).filter(|_| here)
    }

    /// What the header settles for all that is behind it.
    fn note_header(&mut self, header: Option<&Header>) {
        self.cohort = header.is_some_and(|header| header.cohort);
        self.total_place = header.map(|header| header.total_span);
        self.year = header.and_then(|header| header.year.as_ref()).map(|year| year.node);
        if let Some(rounding) = header.and_then(|header| header.indicator_rounding) {
            self.score_places = rounding.places;
            self.scores_rounded = true;
            self.score_rounding = Some(rounding);
        }
        self.total_rounding = header.and_then(|header| header.total_rounding);
    }
}
