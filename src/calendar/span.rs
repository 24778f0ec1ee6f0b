//! The same for dates of which only first and last possible day are known. All functions rise or fall with each date,
//! so the ends decide.
//!
//! A date with a part of a day (a date and 2.5 days) lies in its day.

use time::{Date, Month};

use super::{FIRST_YEAR, LAST_YEAR, is_working_day, next_working_day, working_day_after, working_days};
use crate::quantity::{End, Interval, Kind, Op, Rational};

/// The working days from a date to another. `None` where not every day that they can be is known.
#[must_use]
pub fn working_days_within(from: &Interval, to: &Interval) -> Option<Interval> {
    let (from, to) = (days(from)?, days(to)?);
    Some(closed(working_days(from.1, to.0)?, working_days(from.0, to.1)?))
}

/// The last day of a period that begins on a date: of so many [`Kind::Days`], moved to the next working day, or of so
/// many [`Kind::WorkingDays`]. `None` where not every day that first and last can be is known.
#[must_use]
pub fn deadline_after(kind: &Kind) -> fn(&Interval, &Interval) -> Option<Interval> {
    if *kind == Kind::WorkingDays { after_working_days } else { postponed }
}

/// Whether the calendar knows every day that a date can be.
#[must_use]
pub fn is_known(date: &Interval) -> bool {
    days(date).is_some_and(|(first, last)| is_working_day(first).and(is_working_day(last)).is_some())
}

/// Whether the calendar knows none of the days that a date can be.
#[must_use]
pub fn is_never_known(date: &Interval) -> bool {
    let first = |year: i32| {
        let day = Date::from_calendar_date(year, Month::January, 1).map(Date::to_julian_day);
        day.map_or(End::Unbounded, |day| End::Closed(Rational::whole(i64::from(day))))
    };
    let (lower, beyond) = (first(FIRST_YEAR), first(LAST_YEAR.saturating_add(1)));
    let known = Interval { lower, upper: beyond.flipped().unwrap_or(End::Unbounded) };
    date.intersection(&known).is_empty()
}

fn postponed(from: &Interval, count: &Interval) -> Option<Interval> {
    if !is_known(from) {
        return None;
    }
    let (first, last) = days(&from.combine(Op::Add, count))?;
    Some(closed(next_working_day(first)?, next_working_day(last)?))
}

fn after_working_days(from: &Interval, count: &Interval) -> Option<Interval> {
    let (from, count) = (days(from)?, days(count)?);
    Some(closed(working_day_after(from.0, count.0)?, working_day_after(from.1, count.1)?))
}

/// The first and the last day of an interval that has both.
fn days(interval: &Interval) -> Option<(i32, i32)> {
    let last = match &interval.upper {
        End::Open(end) if end.is_whole() => end - &Rational::ONE,
        end => end.number()?.clone(),
    };
    Some((day(interval.lower.number()?)?, day(&last)?))
}

fn day(number: &Rational) -> Option<i32> {
    i32::try_from(number.floor().parts().0).ok()
}

fn closed(first: i32, last: i32) -> Interval {
    Interval::closed(Rational::whole(i64::from(first)), Rational::whole(i64::from(last)))
}
