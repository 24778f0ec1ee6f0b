//! Sets of numbers made of several intervals.

use super::Interval;

/// The numbers of `from` that are not in `taken`, as disjoint intervals in rising order.
#[must_use]
pub fn subtract(from: &Interval, taken: &Interval) -> Vec<Interval> {
    if taken.is_empty() {
        return vec![from.clone()];
    }
    let (below, above) = taken.outside();
    let parts = [below, above].into_iter().flatten().map(|side| from.intersection(&side));
    parts.filter(|part| !part.is_empty()).collect()
}

/// The numbers of `from` that are in none of `taken`, as disjoint intervals in rising order.
#[must_use]
pub fn subtract_all<'i>(from: Interval, taken: impl IntoIterator<Item = &'i Interval>) -> Vec<Interval> {
    let mut left = vec![from];
    left.retain(|part| !part.is_empty());
    for interval in taken {
        left = left.iter().flat_map(|part| subtract(part, interval)).collect();
    }
    left.sort_by(Interval::compare);
    left
}
