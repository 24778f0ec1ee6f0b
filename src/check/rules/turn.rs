//! Pieces over a number that is computed from the measure, such as the rate of completion, as pieces over the measure.

use super::curves::{Pieces, inside};
use crate::check::proof::subtract_all;
use crate::quantity::Interval;
use crate::rubric::Curve;

/// The parts of an interval in which a curve comes to certain values. Where it has a pole it comes to none.
pub(super) fn parts_with(curve: &Curve, on: &Interval, values: &Interval) -> Vec<Interval> {
    let ends = [values.lower.number(), values.upper.number()].into_iter().flatten();
    let pole = (-&curve.c).checked_div(&curve.d);
    let cuts = ends.filter_map(|end| curve.comes_to(end)).chain(pole);
    let mut cuts = cuts.filter(|at| on.contains(at)).collect::<Vec<_>>();
    cuts.sort();
    cuts.dedup();
    let points = cuts.into_iter().map(Interval::point).collect::<Vec<_>>();
    let mut parts = subtract_all(on.clone(), &points);
    parts.extend(points);
    parts.sort_by(Interval::compare);
    let mut found: Vec<Interval> = Vec::new();
    let mut before = false;
    for part in parts {
        let taken = curve.at(&inside(&part)).is_some_and(|value| values.contains(&value));
        match found.last_mut().filter(|_| before) {
            Some(last) if taken => *last = last.hull(&part),
            _ if taken => found.push(part),
            _ => {}
        }
        before = taken;
    }
    found
}

/// A curve over what another curve comes to, as one over what that is over.
pub(super) fn composed(outer: &Curve, inner: &Curve) -> Curve {
    Curve {
        a: &(&outer.a * &inner.c) + &(&outer.b * &inner.a),
        b: &(&outer.a * &inner.d) + &(&outer.b * &inner.b),
        c: &(&outer.c * &inner.c) + &(&outer.d * &inner.a),
        d: &(&outer.c * &inner.d) + &(&outer.d * &inner.b),
    }
}

/// Pieces over the measure for pieces over a number: for each interval of `outer` where the number lies in it.
pub(super) fn turned(inner: &Pieces, (values, outer): (&Interval, &Curve)) -> Pieces {
    let parts = inner.iter().flat_map(|(on, number)| {
        parts_with(number, on, values).into_iter().map(move |part| (part, composed(outer, number)))
    });
    parts.collect()
}
