//! Dates as they are typed: `2024年5月17日`, `2024-05-17`, `2024.5.17`, `2024/5/17`, and months and years, which are all
//! of their days.

use time::{Date, Month};

use crate::quantity::{Interval, Rational};
use crate::rubric::show_date;
use crate::written::normalised;

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotADate {
    /// It is not written like one.
    Unreadable,
    /// There is no such day: 30 February.
    NoSuchDay,
    /// It is perhaps this day, in a form that is not taken: the day number of a spreadsheet, `20240517`.
    Perhaps(String),
}

/// The days that a text names; one of them, or all of a month or year. In day numbers.
pub(super) fn days(text: &str) -> Result<Interval, NotADate> {
    let text = normalised(text);
    let text = ["00:00:00", "0:00:00", "00:00", "0:00", "T00:00:00"]
        .iter()
        .find_map(|time| text.strip_suffix(time))
        .unwrap_or(&text);
    let text = text.trim_end();
    let parts = chinese(text).or_else(|| separated(text)).ok_or_else(|| perhaps(text))?;
    let bound = |month: u32, day: u32| day_number(parts.year, month, day).ok_or(NotADate::NoSuchDay);
    let interval = match (parts.month, parts.day) {
        (Some(month), Some(day)) => Interval::point(bound(month, day)?),
        (Some(month), None) => {
            let first = bound(month, 1)?;
            let (next_year, next_month) =
                if month == 12 { (parts.year.saturating_add(1), 1) } else { (parts.year, month.saturating_add(1)) };
            let next = day_number(next_year, next_month, 1).ok_or(NotADate::NoSuchDay)?;
            Interval::closed(first, next - Rational::ONE)
        }
        _ => Interval::closed(bound(1, 1)?, bound(12, 31)?),
    };
    Ok(interval)
}

struct Parts {
    year: u32,
    month: Option<u32>,
    day: Option<u32>,
}

fn chinese(text: &str) -> Option<Parts> {
    let (year, rest) = text.split_once('年')?;
    let year = number(year, 4..=4)?;
    if rest.trim().is_empty() {
        return Some(Parts { year, month: None, day: None });
    }
    let (month, rest) = rest.split_once('月')?;
    let month = Some(number(month, 1..=2)?);
    if rest.trim().is_empty() {
        return Some(Parts { year, month, day: None });
    }
    let day = rest.trim().strip_suffix(['日', '号'])?;
    Some(Parts { year, month, day: Some(number(day, 1..=2)?) })
}

fn separated(text: &str) -> Option<Parts> {
    let separator = text.chars().find(|one| matches!(one, '-' | '.' | '/'))?;
    let mut parts = text.split(separator);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let day = match day {
        Some(day) => Some(number(day, 1..=2)?),
        None => None,
    };
    Some(Parts { year: number(year, 4..=4)?, month: Some(number(month, 1..=2)?), day })
}

fn number(text: &str, width: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let text = text.trim();
    let digits = width.contains(&text.len()) && text.chars().all(|digit| digit.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

fn day_number(year: u32, month: u32, day: u32) -> Option<Rational> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()?;
    Some(Rational::whole(i64::from(date.to_julian_day())))
}

/// What a bare number may mean: `20240517`, or 45429, the day number of a spreadsheet (1 is 1 January 1900, and
/// 29 February 1900 is counted, so day 0 is 30 December 1899).
fn perhaps(text: &str) -> NotADate {
    let known = match (text.len(), text.parse::<u32>().ok()) {
        (8, Some(_)) => {
            let part = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
            part(0..4).zip(part(4..6)).zip(part(6..8)).and_then(|((year, month), day)| day_number(year, month, day))
        }
        (5, Some(serial)) => day_number(1899, 12, 30).map(|zero| zero + Rational::whole(i64::from(serial))),
        _ => None,
    };
    known.map_or(NotADate::Unreadable, |day| NotADate::Perhaps(show_date(&day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_dates() {
        for text in
            ["2024.5.17", "2024年5月17日", "2024-05-17", "2024/5/17", "２０２４－０５－１７", "2024-05-17 00:00:00"]
        {
            let days = days(text).unwrap();
            assert_eq!(days.only().map(show_date).as_deref(), Some("2024-05-17"), "{text}");
        }
        let ends = |text: &str| {
            let days = days(text).unwrap();
            [days.lower, days.upper].map(|end| show_date(end.number().unwrap()))
        };
        assert_eq!(ends("2024年4月"), ["2024-04-01", "2024-04-30"]);
        assert_eq!(ends("2024年2月"), ["2024-02-01", "2024-02-29"]);
        assert_eq!(ends("2024-12"), ["2024-12-01", "2024-12-31"]);
        assert_eq!(ends("2024年"), ["2024-01-01", "2024-12-31"]);
        assert_eq!(days("2023年2月29日"), Err(NotADate::NoSuchDay));
        assert_eq!(days("2024年13月"), Err(NotADate::NoSuchDay));
        assert_eq!(days("春节前"), Err(NotADate::Unreadable));
        assert_eq!(days("24.5.17"), Err(NotADate::Unreadable));
        assert_eq!(days("20240517"), Err(NotADate::Perhaps("2024-05-17".into())));
        assert_eq!(days("45429"), Err(NotADate::Perhaps("2024-05-17".into())));
    }
}
