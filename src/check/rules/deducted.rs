//! 扣分 as pieces over its measure.

use super::curves::{Pieces, better, curves, product, sum};
use super::profile::{Piece, Unknown};
use super::shape::Own;
use super::turn::parts_with;
use crate::quantity::{End, Interval, Rational};
use crate::rubric::{Curve, Deduction, DeductionLine, Partial};
use crate::source::Span;

/// So many steps are told apart. More are as good as a line: it rises and falls where they do, and is off by one of them.
const MOST_STEPS: i64 = 1_000;

impl Own {
    /// Full marks less what is deducted: what was found of other data stays as it is.
    pub(super) fn deducted_on(&self, deduction: &Deduction, on: &Interval) -> Vec<Piece> {
        let Some(first) = deduction.lines.first() else { return Vec::new() };
        let piece = |interval: Interval, curve| Piece { interval, curve, element: first.element };
        match self.deducted(deduction, on) {
            Ok(found) => found.into_iter().map(|(interval, curve)| piece(interval, Ok(curve))).collect(),
            Err(place) => vec![piece(on.clone(), Err(Unknown::Mixed(place)))],
        }
    }

    /// Whether more (or less) is deducted the higher the measure is, where every line counts it along one straight line:
    /// then the steps need not be looked at. `None` where that does not tell.
    pub(super) fn deducts_rising(&self, deduction: &Deduction, on: &Interval) -> Option<bool> {
        let mut rising = None;
        for line in &deduction.lines {
            let excess = self.resolved(&line.excess);
            if !self.reads(&excess) {
                continue;
            }
            let counted = curves(&excess, self.id, &self.definitions, on)?;
            let [(_, curve)] = counted.as_slice() else { return None };
            let slope = &curve.b * &curve.c;
            let straight =
                curve.d.is_zero() && !slope.is_zero() && line.amount.is_positive() && line.step.is_positive();
            if !straight || rising.is_some_and(|known| known != slope.is_positive()) {
                return None;
            }
            rising = Some(slope.is_positive());
        }
        rising
    }

    /// Fails with the place of the line that is no curve.
    fn deducted(&self, deduction: &Deduction, on: &Interval) -> Result<Pieces, Span> {
        let level = |at: &Rational| vec![(on.clone(), Curve::constant(at.clone()))];
        let mut known = level(&deduction.full);
        let room = &deduction.full - &deduction.floor;
        for line in &deduction.lines {
            let excess = self.resolved(&line.excess);
            if !self.reads(&excess) {
                continue;
            }
            let next = || {
                let counted = curves(&excess, self.id, &self.definitions, on)?;
                let beyond = better(&counted, &level(&Rational::ZERO), true)?;
                let cost = stairs(line, &beyond, &room).or_else(|| pro_rata(line, &beyond))?;
                better(&less(&known, &cost)?, &level(&deduction.floor), true)
            };
            known = next().ok_or(line.excess.span)?;
        }
        Ok(known)
    }
}

fn pro_rata(line: &DeductionLine, beyond: &Pieces) -> Option<Pieces> {
    let price = Curve::constant(line.amount.checked_div(&line.step)?);
    beyond.iter().map(|(interval, curve)| Some((interval.clone(), product(curve, &price)?))).collect()
}

/// What whole steps cost, until nothing is left to deduct; `None` of what is deducted in proportion.
fn stairs(line: &DeductionLine, counted: &Pieces, room: &Rational) -> Option<Pieces> {
    if line.partial == Partial::ProRata {
        return None;
    }
    let enough = room.checked_div(&line.amount)?;
    let most = (0..=MOST_STEPS).find(|steps| Rational::whole(*steps) >= enough)?;
    let ends = |steps: i64| {
        let at = |steps: i64| &Rational::whole(steps) * &line.step;
        let (first, last) = (steps == 0, steps == most);
        match line.partial {
            Partial::Charged => Interval {
                lower: if first { End::Unbounded } else { End::Open(at(steps.saturating_sub(1))) },
                upper: if last { End::Unbounded } else { End::Closed(at(steps)) },
            },
            Partial::Ignored | Partial::ProRata => Interval {
                lower: if first { End::Unbounded } else { End::Closed(at(steps)) },
                upper: if last { End::Unbounded } else { End::Open(at(steps.saturating_add(1))) },
            },
        }
    };
    let mut found = Pieces::new();
    for (interval, curve) in counted {
        for steps in 0..=most {
            let cost = Curve::constant(&Rational::whole(steps) * &line.amount);
            let parts = parts_with(curve, interval, &ends(steps)).into_iter();
            found.extend(parts.map(|part| (part, cost.clone())));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.compare(other));
    Some(found)
}

/// A score less a cost.
fn less(known: &Pieces, cost: &Pieces) -> Option<Pieces> {
    let minus = Curve::constant(-&Rational::ONE);
    let mut found = Pieces::new();
    for (one, curve) in cost {
        let cost = product(curve, &minus)?;
        for (other, score) in known {
            let common = one.intersection(other);
            if !common.is_empty() {
                found.push((common, sum(score, &cost)?));
            }
        }
    }
    Some(found)
}
