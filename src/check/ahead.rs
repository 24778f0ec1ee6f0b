//! What rests on declarations alone is made on all cores, piece by piece. A piece that is not plainly right is made once
//! more in its turn, after what is before it; so what is made, and what is said of it, does not tell how many cores
//! there are.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Checker;
use super::reached::Scores;
use super::shared::Shared;
use crate::cores;
use crate::diagnostic::{Diagnostics, Reported};
use crate::rubric::{Measure, Shift};
use crate::source::Span;

/// Parts of a piece: not many, so that no core waits long for the others.
const PIECE: usize = 12;
/// Pieces below which the threads would take longer to start than to prove.
const FEW: usize = 2;

/// Makes a part of what is planned, with its number. It may rest on the tables, and on no other part.
type Make<'m, P, T> = dyn Fn(&mut Checker<'_>, usize, &P) -> Result<T, Reported> + Sync + 'm;

/// A piece that was made ahead of its turn. INVARIANT: without errors.
struct Ahead<T> {
    parts: Vec<T>,
    measures: Vec<Measure>,
    elements: Vec<Span>,
    reached: Vec<Option<Scores>>,
    used_units: BTreeSet<String>,
    diagnostics: Diagnostics,
}

impl Checker<'_> {
    /// Makes a part of each; `shift` moves the ids in one.
    pub(super) fn in_order<P: Sync, T: Send>(
        &mut self,
        planned: &[P],
        make: &Make<'_, P, T>,
        shift: fn(Shift, &mut T),
    ) -> Vec<Result<T, Reported>> {
        let numbered = planned.iter().enumerate().collect::<Vec<_>>();
        let pieces = numbered.chunks(PIECE).collect::<Vec<_>>();
        if pieces.len() < FEW {
            return numbered.into_iter().map(|(at, one)| make(self, at, one)).collect();
        }
        let (measures, elements) = (self.measures.len(), self.elements.len());
        let this = &*self;
        let ahead = cores::each(pieces.len(), &|at| pieces.get(at).and_then(|piece| this.ahead(piece, make)));
        let mut all = Vec::with_capacity(planned.len());
        for (piece, made) in pieces.into_iter().zip(ahead) {
            let Some(mut made) = made else {
                all.extend(piece.iter().map(|(at, one)| make(self, *at, one)));
                continue;
            };
            let by = Shift {
                measures: self.measures.len().saturating_sub(measures),
                elements: self.elements.len().saturating_sub(elements),
            };
            made.parts.iter_mut().for_each(|part| shift(by, part));
            made.measures.iter_mut().for_each(|measure| by.expr(&mut measure.value));
            self.measures.extend(made.measures);
            self.elements.extend(made.elements);
            self.reached.extend(made.reached);
            self.used_units.extend(made.used_units);
            self.diagnostics.append(made.diagnostics);
            all.extend(made.parts.into_iter().map(Ok));
        }
        all
    }

    /// A piece by itself; `None` where it may rest on what was said of another.
    fn ahead<P, T>(&self, piece: &[(usize, &P)], make: &Make<'_, P, T>) -> Option<Ahead<T>> {
        let mut diagnostics = Diagnostics::default();
        let mut own = self.beside(&mut diagnostics);
        let parts = piece.iter().map(|(at, one)| make(&mut own, *at, one)).collect::<Result<Vec<_>, _>>().ok()?;
        if own.definitions.len() != self.definitions.len() {
            return None;
        }
        let Checker { measures, elements, reached, used_units, .. } = own;
        let (measures, elements) = (behind(measures, self.measures.len()), behind(elements, self.elements.len()));
        let reached = behind(reached, self.reached.len());
        let sound = diagnostics.error_since(0).is_none();
        sound.then_some(Ahead { parts, measures, elements, reached, used_units, diagnostics })
    }

    /// A checker over the same tables.
    fn beside<'b>(&'b self, diagnostics: &'b mut Diagnostics) -> Checker<'b> {
        Checker {
            diagnostics,
            cohort: self.cohort,
            total_place: self.total_place,
            year: self.year,
            in_years: self.in_years.clone(),
            language: self.language,
            units: self.units.clone(),
            used_units: BTreeSet::new(),
            fields: self.fields.clone(),
            declared: self.declared.clone(),
            tables: self.tables.clone(),
            columns: self.columns.clone(),
            definitions: self.definitions.clone(),
            measures: self.measures.clone(),
            elements: self.elements.clone(),
            score_places: self.score_places,
            scores_rounded: self.scores_rounded,
            shapeless: self.shapeless,
            misplaced: self.misplaced.clone(),
            names: self.names.clone(),
            score_rounding: self.score_rounding,
            total_rounding: self.total_rounding,
            reached: self.reached.clone(),
            adjusting: self.adjusting.clone(),
            indicator: None,
            unpublished: false,
            bounding: None,
            points_broken: None,
            divisors_told: BTreeMap::new(),
            scored: self.scored.clone(),
            merged: self.merged,
            readers: self.readers.clone(),
        }
    }
}

/// What was added behind the first `known`.
fn behind<T: Clone>(list: Shared<Vec<T>>, known: usize) -> Vec<T> {
    if list.len() == known { Vec::new() } else { list.into_inner().split_off(known) }
}
