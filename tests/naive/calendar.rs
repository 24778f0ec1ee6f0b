//! Working days, day by day from the table of notices.

use num_traits::{One, Zero};

use super::fraction::{F, frac};
use super::words::date;

/// What follows the last day of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Days, 顺延
    Postponed,
    /// Days, 不顺延
    Fixed,
    /// Working days
    Working,
}

/// Whether a day is worked: by its row in the table, else if it is no weekend day.
pub fn is_worked(day: &F) -> bool {
    let name = date(day);
    let rows = include_str!("../../src/calendar/holidays.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut rows = rows.map(|line| line.split('\t').collect::<Vec<_>>());
    match rows.find(|cells| cells[0] <= name.as_str() && name.as_str() <= cells[1]) {
        Some(cells) => cells[2] == "班",
        // The first Julian day was a Monday.
        None => day.to_integer() % num_bigint::BigInt::from(7) < num_bigint::BigInt::from(5),
    }
}

/// The working days after one day, up to and with another.
pub fn working_days(from: &F, to: &F) -> F {
    if to < from {
        return -working_days(to, from);
    }
    let (mut day, mut count) = (from.clone(), F::zero());
    while day < *to {
        day += F::one();
        count += frac(i64::from(is_worked(&day)), 1);
    }
    count
}

/// The last day of a period.
pub fn last_day(from: &F, days: &F, period: Period) -> F {
    let mut last = from.clone();
    match period {
        Period::Working => {
            while working_days(from, &last) < *days {
                last += F::one();
            }
        }
        Period::Postponed | Period::Fixed => {
            last += days;
            while period == Period::Postponed && !is_worked(&last) {
                last += F::one();
            }
        }
    }
    last
}
