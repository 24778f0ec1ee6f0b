//! Working days, as the State Council arranges them year by year: holidays moved, weekend days worked.
//!
//! The arrangement is data (`holidays.tsv`, each row with its notice). Outside the years that it covers nothing is
//! known, and nothing is guessed from Monday to Friday. Days are Julian day numbers.
//!
//! Source of the counting rule: Civil Code art. 201 (the first day is not counted, the last is) and art. 203 (a period
//! that ends on a day off ends on the next working day).

mod span;
#[cfg(test)]
mod tests;

pub use span::{deadline_after, is_known, is_never_known, working_days_within};

use std::collections::BTreeMap;
use std::sync::LazyLock;

use time::{Date, Month, Weekday};

/// The first year whose arrangement is known.
pub const FIRST_YEAR: i32 = 2015;
/// The last year whose arrangement is known.
pub const LAST_YEAR: i32 = 2026;

/// Days on which work and weekday do not go together: `true` is worked though a weekend day, `false` is off.
static EXCEPTIONS: LazyLock<BTreeMap<i32, bool>> = LazyLock::new(|| {
    let rows = include_str!("holidays.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(read_row).flat_map(|(first, last, worked)| (first..=last).map(move |day| (day, worked))).collect()
});

/// 春节, the first day of the lunar year that begins in a year of the common calendar.
static SPRING_FESTIVALS: LazyLock<BTreeMap<i32, i32>> = LazyLock::new(|| {
    let days = include_str!("spring_festival.tsv").lines().filter_map(read_day);
    days.filter_map(|day| Some((Date::from_julian_day(day).ok()?.year(), day))).collect()
});

/// 春节 of a year; `None` outside [`FIRST_YEAR`]..=[`LAST_YEAR`].
#[must_use]
pub fn spring_festival(year: i32) -> Option<i32> {
    SPRING_FESTIVALS.get(&year).copied()
}

/// Whether a day is worked; `None` outside [`FIRST_YEAR`]..=[`LAST_YEAR`].
#[must_use]
pub fn is_working_day(day: i32) -> Option<bool> {
    let date = Date::from_julian_day(day).ok().filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()))?;
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    Some(EXCEPTIONS.get(&day).copied().unwrap_or(!weekend))
}

/// Working days from one day to another: the first is not counted, the last is. Below 0 where `to` is before `from`;
/// `None` where either has no known arrangement.
#[must_use]
pub fn working_days(from: i32, to: i32) -> Option<i32> {
    if to < from {
        return working_days(to, from)?.checked_neg();
    }
    let mut count = 0_i32;
    for day in from.saturating_add(1)..=to {
        count = count.saturating_add(i32::from(is_working_day(day)?));
    }
    // The first day is not counted, and an empty stretch says nothing of its own year, so ask for both.
    is_working_day(from).and(is_working_day(to)).map(|_| count)
}

/// The first working day on or after a day; `None` where the arrangement is not known.
#[must_use]
pub fn next_working_day(day: i32) -> Option<i32> {
    let mut day = day;
    while !is_working_day(day)? {
        day = day.checked_add(1)?;
    }
    Some(day)
}

/// The n-th working day after a day, that day itself for 0; `None` where the arrangement is not known.
#[must_use]
pub fn working_day_after(day: i32, count: i32) -> Option<i32> {
    is_working_day(day)?;
    let (mut day, mut left) = (day, count);
    while left > 0 {
        day = day.checked_add(1)?;
        left = left.saturating_sub(i32::from(is_working_day(day)?));
    }
    Some(day)
}

/// A row of the table: first day, last day, whether they are worked. A row that cannot be read is caught by a test.
fn read_row(line: &str) -> Option<(i32, i32, bool)> {
    let mut cells = line.split('\t');
    let (first, last, which) = (cells.next()?, cells.next()?, cells.next()?);
    Some((read_day(first)?, read_day(last)?, which == "班"))
}

fn read_day(text: &str) -> Option<i32> {
    let mut parts = text.split('-');
    let (year, month, day) =
        (parts.next()?.parse().ok()?, parts.next()?.parse::<u8>().ok()?, parts.next()?.parse().ok()?);
    Some(Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?.to_julian_day())
}
