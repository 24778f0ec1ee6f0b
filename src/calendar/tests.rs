//! The arrangement as published, and the counting rule.

use super::*;

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
}
