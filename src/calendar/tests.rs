//! The arrangement as published, and the counting rule.

use super::*;
use crate::quantity::{End, Interval, Kind, Rational};

fn day(text: &str) -> i32 {
    read_day(text).unwrap()
}

#[test]
fn every_row_is_read() {
    for line in include_str!("holidays.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (first, last, _) = read_row(line).unwrap();
        assert!(first <= last, "{line}");
        assert!(line.split('\t').nth(4).is_some_and(|notice| notice.contains("发明电〔")), "{line}");
    }
}

/// 国办发明电〔2023〕7号: 2月10日至17日放假调休，2月4日、2月18日上班. New Year's Eve (9 February) was only encouraged.
#[test]
fn spring_festival_2024_is_as_the_notice_says() {
    for off in ["2024-02-10", "2024-02-16", "2024-02-17", "2024-02-11"] {
        assert_eq!(is_working_day(day(off)), Some(false), "{off}");
    }
    for worked in ["2024-02-04", "2024-02-18", "2024-02-09", "2024-02-19"] {
        assert_eq!(is_working_day(day(worked)), Some(true), "{worked}");
    }
}

/// 春节 is off in every year, and lies where the lunar year can begin: 21 January to 20 February.
#[test]
fn every_year_has_its_spring_festival() {
    for year in FIRST_YEAR..=LAST_YEAR {
        let day = spring_festival(year).unwrap();
        assert_eq!(is_working_day(day), Some(false), "{year}");
        assert!((read_day_of(year, "01-21")..=read_day_of(year, "02-20")).contains(&day), "{year}");
    }
    assert_eq!(spring_festival(2025), Some(day("2025-01-29")));
    assert_eq!((spring_festival(FIRST_YEAR - 1), spring_festival(LAST_YEAR + 1)), (None, None));
}

fn read_day_of(year: i32, rest: &str) -> i32 {
    day(&format!("{year}-{rest}"))
}

/// Signed on Friday 26 April 2024: Sunday 28 is worked, 29 and 30 are, 1 to 5 May are off.
#[test]
fn the_first_day_is_not_counted_and_the_last_is() {
    let signed = day("2024-04-26");
    assert_eq!(working_days(signed, signed), Some(0));
    assert_eq!(working_days(signed, day("2024-04-27")), Some(0));
    assert_eq!(working_days(signed, day("2024-04-28")), Some(1));
    assert_eq!(working_days(signed, day("2024-04-29")), Some(2));
    assert_eq!(working_days(signed, day("2024-05-05")), Some(3));
    assert_eq!(working_days(signed, day("2024-05-06")), Some(4));
    assert_eq!(working_days(day("2024-05-06"), signed), Some(-4));
}

/// semantics.md §10: approved on 2025-01-27, within 20 days: 2025-02-16 is a Sunday, so 2025-02-17.
#[test]
fn a_deadline_moves_past_a_day_off() {
    assert_eq!(next_working_day(day("2025-02-16")), Some(day("2025-02-17")));
    assert_eq!(next_working_day(day("2025-02-17")), Some(day("2025-02-17")));
}

#[test]
fn years_without_an_arrangement_are_not_guessed() {
    assert_eq!(is_working_day(day("2014-12-31")), None);
    assert_eq!(is_working_day(day("2015-01-01")), Some(false));
    assert_eq!(is_working_day(day("2026-12-31")), Some(true));
    assert_eq!(is_working_day(day("2027-01-01")), None);
    assert_eq!(working_days(day("2026-12-30"), day("2027-01-04")), None);
    assert_eq!(working_days(day("2027-01-04"), day("2027-01-04")), None);
    assert_eq!(next_working_day(day("2027-01-04")), None);
    assert_eq!(working_days(day("2014-12-31"), day("2015-01-05")), None);
    assert_eq!(working_day_after(day("2026-12-30"), 1), Some(day("2026-12-31")));
    assert_eq!(working_day_after(day("2026-12-30"), 2), None);
}

/// After Friday 27 September 2024: Sunday 29 is worked, 1 to 7 October are off.
#[test]
fn the_nth_working_day_after_a_day() {
    let signed = day("2024-09-27");
    for (count, expected) in [(0, "2024-09-27"), (1, "2024-09-29"), (2, "2024-09-30"), (3, "2024-10-08")] {
        assert_eq!(working_day_after(signed, count), Some(day(expected)), "{count}");
    }
    // A day off itself is where no working day has passed.
    assert_eq!(working_day_after(day("2024-09-28"), 0), Some(day("2024-09-28")));
}

fn days(first: &str, last: &str) -> Interval {
    Interval::closed(Rational::whole(i64::from(day(first))), Rational::whole(i64::from(day(last))))
}

/// From 1 March to some day of April 2024: 20 days of March are worked after the 1st, and 22 of April.
#[test]
fn months_give_the_least_and_the_most() {
    let (signed, april) = (days("2024-03-01", "2024-03-01"), days("2024-04-01", "2024-04-30"));
    let expected = Interval::closed(Rational::whole(21), Rational::whole(42));
    assert_eq!(working_days_within(&signed, &april), Some(expected.clone()));
    assert_eq!(working_days_within(&april, &signed), Some(expected.negated()));
    // `< 2024-05-01` ends with April.
    let open = Interval { upper: End::Open(Rational::whole(i64::from(day("2024-05-01")))), ..april };
    assert_eq!(working_days_within(&signed, &open), Some(expected));
    let twenty = Interval::point(Rational::whole(20));
    let deadline = deadline_after(&Kind::Days)(&days("2025-01-27", "2025-01-29"), &twenty);
    assert_eq!(deadline, Some(days("2025-02-17", "2025-02-18")));
    let deadline =
        deadline_after(&Kind::WorkingDays)(&days("2024-09-27", "2024-09-30"), &Interval::point(Rational::whole(2)));
    assert_eq!(deadline, Some(days("2024-09-30", "2024-10-09")));
}

#[test]
fn what_is_partly_beyond_is_not_known() {
    let both = days("2026-12-01", "2027-01-01");
    assert_eq!((is_known(&both), is_never_known(&both)), (false, false));
    assert_eq!(working_days_within(&both, &both), None);
    let half = Interval { upper: End::Unbounded, ..days("2026-05-01", "2026-05-01") };
    assert_eq!((is_known(&half), is_never_known(&half)), (false, false));
    let beyond = days("2027-01-01", "2027-01-01");
    assert_eq!((is_known(&beyond), is_never_known(&beyond)), (false, true));
    assert!(is_never_known(&Interval { lower: End::Unbounded, ..days("2014-12-31", "2014-12-31") }));
    // A period that ends within the known years, counted from before them.
    let (early, twenty) = (days("2014-12-20", "2014-12-20"), Interval::point(Rational::whole(20)));
    assert_eq!(deadline_after(&Kind::Days)(&early, &twenty), None);
}
