//! The figures of a submission against the fields of a rubric, year by year where there are several.

use std::collections::BTreeMap;

use super::cell;
use super::diagnostics::{self, Instead, years as faults};
use super::names::Names;
use crate::diagnostic::Diagnostics;
use crate::ids::FieldId;
use crate::inputs::{Cell, State};
use crate::rubric::Rubric;
use crate::submission::{Content, Datum, Submission, YearDatum};

/// A cell for every field, in their order; cells that could not be read are left blank, and their faults are reported.
pub(super) fn cells(
    rubric: &Rubric,
    names: &Names<'_>,
    submission: &Submission,
    diagnostics: &mut Diagnostics,
) -> Vec<Cell> {
    let mut cells = Cells { rubric, diagnostics, bound: BTreeMap::new() };
    for datum in &submission.data {
        match names.field(&datum.name.node) {
            Ok(field) => cells.datum(field, datum),
            Err(nearest) => {
                let instead = instead(rubric, names, datum, nearest);
                cells.diagnostics.error(diagnostics::unknown_field(&datum.name, instead));
            }
        }
    }
    let blank = || Cell { state: State::Blank, span: submission.span };
    let mut bound = cells.bound;
    (0..rubric.fields.len()).map(|at| bound.remove(&FieldId::at(at)).unwrap_or_else(blank)).collect()
}

struct Cells<'a, 'd> {
    rubric: &'a Rubric,
    diagnostics: &'d mut Diagnostics,
    bound: BTreeMap<FieldId, Cell>,
}

impl Cells<'_, '_> {
    fn datum(&mut self, field: FieldId, datum: &Datum) {
        let years = self.rubric.series(&datum.name.node);
        let years = years.into_iter().map(|(id, of)| (id, of.year)).collect::<Vec<_>>();
        match (&datum.content, years.is_empty()) {
            (Content::Years(given), false) => self.years(&years, datum, given),
            (Content::Years(given), true) => {
                self.diagnostics.error(faults::of_one_year(&datum.name, given, self.rubric.year.node));
            }
            (Content::Values(_), false) => {
                let last = self.rubric.field(field).of_year.as_ref().is_some_and(|of| of.last);
                let years = years.iter().map(|(_, year)| *year).collect::<Vec<_>>();
                self.diagnostics.error(faults::year_not_said(&datum.name, datum.span, &years, last));
            }
            // Blank or not applicable as a whole is so in every year.
            (_, false) => years.iter().for_each(|(id, _)| self.bind(*id, datum.clone())),
            (_, true) => self.bind(field, datum.clone()),
        }
    }

    fn years(&mut self, years: &[(FieldId, u32)], datum: &Datum, given: &[YearDatum]) {
        let mut seen: BTreeMap<FieldId, &YearDatum> = BTreeMap::new();
        for one in given {
            let year = one.year.node.of(self.rubric.year.node);
            let Some((field, _)) = years.iter().find(|(_, known)| *known == year) else {
                let known = years.iter().map(|(_, known)| *known).collect::<Vec<_>>();
                self.diagnostics.error(faults::no_such_year(&datum.name, one.year.span, year, &known));
                continue;
            };
            if let Some(first) = seen.insert(*field, one) {
                self.diagnostics.error(faults::year_twice(&datum.name, first.year.span, one.year.span, year));
                continue;
            }
            self.bind(*field, Datum { name: datum.name.clone(), content: one.content.clone(), span: one.span });
        }
    }

    fn bind(&mut self, field: FieldId, datum: Datum) {
        if let Ok(cell) = cell::cell(self.rubric, self.rubric.field(field), &datum, self.diagnostics) {
            self.bound.insert(field, cell);
        }
    }
}

fn instead<'a>(rubric: &'a Rubric, names: &Names<'_>, datum: &Datum, nearest: Option<&'a str>) -> Instead<'a> {
    let name = &datum.name.node;
    let of_year = rubric.fields.iter().find(|field| field.name.node == *name).and_then(|field| field.of_year.as_ref());
    if let Some(of) = of_year {
        Instead::OfYear(&of.series, of.year)
    } else if rubric.definitions.iter().any(|definition| definition.name.node == *name) {
        Instead::Definition
    } else if rubric.tables.iter().any(|table| table.name.node == *name) {
        Instead::Table
    } else if names.indicator(rubric, name).is_ok() || names.group(rubric, name).is_ok() {
        Instead::Scored
    } else {
        Instead::Nothing(nearest)
    }
}
