//! What sums and extremes over the rows of a table are worth.

use super::outcome::worse;
use super::value::{Reader, interval_of, known};
use super::{Outcome, Value};
use crate::quantity::{Interval, Op, Rational};
use crate::rubric::Term;

/// Whether a term counts.
enum Counts {
    Always,
    /// Its condition straddles an interval.
    Perhaps,
}

impl Reader<'_> {
    /// The sum of the terms whose condition holds. A term whose condition straddles an interval gives nothing or all.
    pub(super) fn sum(&self, terms: &[Term]) -> Outcome {
        let zero = || Interval::point(Rational::ZERO);
        // Numbers are added as such: intervals are rare, and slower.
        let (mut exact, mut range) = (Rational::ZERO, None::<Interval>);
        let open = self.each(terms, |counts, value| match (counts, value) {
            (Counts::Always, Value::Number(number)) => exact = &exact + number,
            (counts, value) => {
                let Some(value) = interval_of(value) else { return };
                let value = if matches!(counts, Counts::Perhaps) { value.hull(&zero()) } else { value };
                range = Some(range.take().map_or(value.clone(), |range| range.combine(Op::Add, &value)));
            }
        });
        match (open, range) {
            (Some(open), _) => open,
            (None, None) => Outcome::Known(Value::Number(exact)),
            (None, Some(range)) => known(Some(range.combine(Op::Add, &Interval::point(exact)))),
        }
    }

    /// The greatest or the least of the terms whose condition holds; undefined where none does.
    pub(super) fn extreme(&self, terms: &[Term], pick: fn(&Interval, &Interval) -> Interval) -> Outcome {
        let (mut certain, mut all) = (None::<Interval>, None::<Interval>);
        let mut hull = None::<Interval>;
        let picked = |known: Option<Interval>, value: &Interval| match known {
            Some(known) => pick(&known, value),
            None => value.clone(),
        };
        let open = self.each(terms, |counts, value| {
            let Some(value) = interval_of(value) else { return };
            if matches!(counts, Counts::Always) {
                certain = Some(picked(certain.take(), &value));
            }
            all = Some(picked(all.take(), &value));
            hull = Some(hull.take().map_or(value.clone(), |hull| hull.hull(&value)));
        });
        // With what only may count, it is between the extreme of what does and that of all.
        let found = match (certain, all) {
            (Some(certain), Some(all)) => Some(certain.hull(&all)),
            (None, Some(_)) => hull,
            (_, None) => None,
        };
        open.unwrap_or_else(|| known(found))
    }

    /// Reads all terms that may count; gives the outcome of those that are not known, if there are any.
    fn each(&self, terms: &[Term], mut take: impl FnMut(Counts, &Value)) -> Option<Outcome> {
        let mut open: Option<Outcome> = None;
        let mut not_known = |outcome: Outcome| {
            open = Some(match open.take() {
                Some(known) => worse(known, outcome),
                None => outcome,
            });
        };
        for term in terms {
            let counts = match term.condition.as_ref().map(|condition| self.read(condition)) {
                None | Some(Outcome::Known(Value::Bool(true))) => Counts::Always,
                Some(Outcome::Known(_)) => continue,
                Some(Outcome::Straddles(_)) => Counts::Perhaps,
                Some(other) => {
                    not_known(other);
                    continue;
                }
            };
            match self.read(&term.value) {
                Outcome::Known(value) => take(counts, &value),
                other => not_known(other),
            }
        }
        open
    }
}
