//! How the years of a datum are named: 本年, 上年, or by their number.

use super::YearKey;
use super::json::Member;
use super::words::{self, Word};

/// The year that a key names, if it is one.
pub(super) fn year_key(written: &str) -> Option<YearKey> {
    match Word::find(written, words::YEARS) {
        Some(Word::ThisYear) => Some(YearKey::This),
        Some(_) => Some(YearKey::Last),
        None => {
            let digits = written.strip_suffix('年').unwrap_or(written);
            let four = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse().ok().filter(|_| four).map(YearKey::Number)
        }
    }
}

/// Whether an object is one of years: whether any of its keys names one.
pub(super) fn is_of_years(members: &[Member]) -> bool {
    members.iter().any(|member| year_key(&member.key.node).is_some())
}
