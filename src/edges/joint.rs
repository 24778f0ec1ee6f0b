//! Figures of several fields at once, where no single one brings a formula to its threshold: others are moved until the
//! threshold lies within what one field can hold (a mean of three years at 3% takes all three), and on one of its values (a
//! rate of whole counts at 97.65% takes 2,000 of them).

use std::collections::BTreeMap;

use super::draft::{Draft, grid, limits};
use super::satisfy::plain_numbers;
use super::solve::{Meets, solved, zero};
use crate::ids::FieldId;
use crate::quantity::{End, Interval, Rational};

/// Fields of a formula that are tried.
const MOST_FIELDS: usize = 4;
/// Others that are moved one after the other.
const MOST_MOVED: usize = 4;

/// What others are to be so that a field, moved alone, meets the threshold exactly: for each field in turn, the plainest
/// first. Only of quotients of linear forms.
pub(super) fn figures(draft: &Draft<'_>, meets: Meets<'_>, fields: &[FieldId]) -> Vec<Vec<(FieldId, Rational)>> {
    let mut found = Vec::new();
    for field in fields.iter().take(MOST_FIELDS) {
        let others = fields.iter().copied().filter(|other| other != field).take(MOST_FIELDS).collect::<Vec<_>>();
        let joint = Joint { draft, meets, field: *field, others: &others };
        let Some(chosen) = joint.within_reach() else { continue };
        if joint.root(&chosen).is_some_and(|root| joint.is_on_grid(&root)) {
            if !chosen.is_empty() {
                found.push(chosen.into_iter().collect());
            }
            continue;
        }
        for other in &others {
            for number in joint.on_grid(*other, &chosen) {
                let mut chosen = chosen.clone();
                chosen.insert(*other, number);
                found.push(chosen.into_iter().collect());
            }
        }
    }
    found
}

/// A field that is moved over a threshold, and others that may be moved for it.
struct Joint<'d, 'a> {
    draft: &'d Draft<'a>,
    meets: Meets<'d>,
    field: FieldId,
    others: &'d [FieldId],
}

type Chosen = BTreeMap<FieldId, Rational>;

impl Joint<'_, '_> {
    /// Where the field meets the threshold.
    fn root(&self, chosen: &Chosen) -> Option<Rational> {
        let number = |other| chosen.get(&other).or_else(|| self.draft.number(other)).cloned();
        let fixed = |other: FieldId| if other == self.field { None } else { number(other) };
        solved(&zero(self.draft, self.meets, &fixed)?, self.field)
    }

    fn is_on_grid(&self, number: &Rational) -> bool {
        let steps = grid(self.draft.rubric.field(self.field)).and_then(|grid| number.checked_div(&grid));
        steps.is_some_and(|steps| steps.is_whole())
    }

    /// Moves others to plausible numbers, each time the one that helps most, until the field meets the threshold within
    /// its range.
    fn within_reach(&self) -> Option<Chosen> {
        let range = &self.draft.rubric.field(self.field).range;
        let off = |chosen: &Chosen| self.root(chosen).map(|root| distance(range, &root));
        let mut chosen = Chosen::new();
        let mut left = off(&chosen)?;
        for _ in 0..MOST_MOVED {
            if left.is_zero() {
                break;
            }
            let mut better: Option<(Rational, Chosen)> = None;
            for other in self.others {
                let field = self.draft.rubric.field(*other);
                for number in plain_numbers(field, self.draft.rubric).into_iter().filter(|one| field.takes(one)) {
                    let mut next = chosen.clone();
                    next.insert(*other, number);
                    let nearer =
                        |off: &Rational| *off < better.as_ref().map_or(left.clone(), |(least, _)| least.clone());
                    if let Some(off) = off(&next).filter(nearer) {
                        better = Some((off, next));
                    }
                }
            }
            (left, chosen) = better?;
        }
        left.is_zero().then_some(chosen)
    }

    /// The numbers of another field, nearest to what it is, for which the field meets the threshold on one of its values.
    fn on_grid(&self, other: FieldId, chosen: &Chosen) -> Vec<Rational> {
        self.classes(other, chosen).unwrap_or_default()
    }

    fn classes(&self, other: FieldId, chosen: &Chosen) -> Option<Vec<Rational>> {
        let number = |one| chosen.get(&one).or_else(|| self.draft.number(one)).cloned();
        let fixed = |one: FieldId| if one == self.field || one == other { None } else { number(one) };
        let zero = zero(self.draft, self.meets, &fixed)?;
        if zero.terms().len() != 2 {
            return None;
        }
        // own · x · step + its · y · wide + constant = 0, x and y whole.
        let (own, its) = (zero.factor(self.field)?, zero.factor(other)?);
        let (step, wide) = (grid(self.draft.rubric.field(self.field))?, grid(self.draft.rubric.field(other))?);
        let unit = -&(own * &step);
        let (slope, offset) = ((its * &wide).checked_div(&unit)?, zero.constant().checked_div(&unit)?);
        let (first, period) = slope.whole_multiples(&offset)?;
        let now = number(other)?.checked_div(&wide)?;
        let (lowest, highest) = limits(self.draft.rubric.field(other));
        let most = Rational::power_of_ten(12);
        let range = &self.draft.rubric.field(self.field).range;
        let turn = |from: &Rational| Some((from - &first).checked_div(&period)?.floor());
        let at = |turns: Rational| &first + &(&period * &turns);
        let from_lowest = lowest.as_ref().and_then(&turn).map(|turns| &turns + &Rational::ONE);
        let mut steps = vec![at(turn(&now)?), at(&turn(&now)? + &Rational::ONE)];
        steps.extend(from_lowest.map(at));
        steps.retain(|steps| {
            let root = &(&(steps * &slope) + &offset) * &step;
            let above = lowest.as_ref().is_none_or(|lowest| steps >= lowest);
            let below = highest.as_ref().is_none_or(|highest| steps <= highest);
            above && below && steps.abs() <= most && range.contains(&root) && *steps != now
        });
        steps.dedup();
        Some(steps.into_iter().map(|steps| &steps * &wide).collect())
    }
}

/// How far a number is from a range.
fn distance(range: &Interval, number: &Rational) -> Rational {
    match (&range.lower, &range.upper) {
        _ if range.contains(number) => Rational::ZERO,
        (End::Closed(lower) | End::Open(lower), _) if number <= lower => step_beyond(lower, number),
        (_, End::Closed(upper) | End::Open(upper)) => step_beyond(upper, number),
        _ => Rational::ZERO,
    }
}

/// The distance from an end; never 0, for an open end is no part of its range.
fn step_beyond(end: &Rational, number: &Rational) -> Rational {
    (number - end).abs().max(Rational::power_of_ten(-12))
}
