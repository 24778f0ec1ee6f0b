//! Numbers as they are printed: points in the digits of 修约, values in their declared units.

use crate::diagnostic::Language;
use crate::inputs::{Figure, Value};
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{DisplayUnit, Field, Rubric, show_date};
use crate::scorecard::Amount;

/// A number of points without its unit, in the decimals of 修约 at least.
pub(super) fn points(number: &Rational, places: u32) -> String {
    DisplayUnit { symbol: "".into(), factor: Rational::ONE, places }.show(number)
}

/// The minus sign of print.
pub(super) fn typeset(shown: &str) -> String {
    shown.replacen('-', "−", 1)
}

/// Decimals of an indicator's or group's score.
pub(super) fn places(rubric: &Rubric) -> u32 {
    rubric.indicator_rounding.map_or(0, |rounding| rounding.places)
}

/// Decimals of the total.
pub(super) fn total_places(rubric: &Rubric) -> u32 {
    rubric.total_rounding.map_or_else(|| places(rubric), |rounding| rounding.places)
}

/// A score for a person: `3.84`, `[95.84, 98.84]`, or a word.
pub(super) fn amount(amount: &Amount, places: u32, language: Language) -> String {
    let word = |zh: &str, en: &str| if language == Language::Zh { zh.to_owned() } else { en.to_owned() };
    match amount {
        Amount::Exact(score) => points(score, places),
        Amount::Between(least, most) => format!("[{}, {}]", points(least, places), points(most, places)),
        Amount::Unpublished => word("无法计算", "not computable"),
        Amount::LeftOut => word("不计入", "left out"),
    }
}

/// A number exactly: its decimals, or `n/d` where they do not end.
pub(super) fn exact(number: &Rational) -> String {
    match number.decimal_places() {
        Some(places) => number.to_fixed(places),
        None => {
            let (num, den) = number.parts();
            format!("{num}/{den}")
        }
    }
}

/// A number of some kind in its unit without needless zeros, and whether that is exactly the number.
pub(super) fn plain(number: &Rational, unit: &DisplayUnit, edges: &[Rational]) -> (String, bool) {
    let digits = unit.digits(number, edges);
    let scaled = number.checked_div(&unit.factor);
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let is_exact = scaled.and_then(|scaled| scaled.decimal_places()).and_then(|places| usize::try_from(places).ok());
    let is_exact = is_exact.is_some_and(|places| places <= decimals);
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').into() } else { digits };
    (typeset(&format!("{digits}{}", unit.symbol)), is_exact)
}

/// A rate of change with its sign also where it rose: `+13.68%`.
pub(super) fn risen(shown: String, number: &Rational) -> String {
    if number.is_positive() { format!("+{shown}") } else { shown }
}

/// A number of a kind: dates and levels by their words.
pub(super) fn of_kind(number: &Rational, kind: &Kind, unit: &DisplayUnit, language: Language) -> String {
    match kind {
        Kind::Date => show_date(number),
        Kind::Level(levels) => {
            let rank = number.to_fixed(0).parse::<usize>().ok();
            let index = rank.and_then(|rank| levels.names.len().checked_sub(rank.saturating_add(1)));
            index.and_then(|index| levels.names.get(index)).cloned().unwrap_or_default()
        }
        Kind::YesNo => yes_no(!number.is_zero(), language).to_owned(),
        Kind::Change => risen(plain(number, unit, &[]).0, number),
        _ => plain(number, unit, &[]).0,
    }
}

/// The unit of a kind where nothing declares one, in the words of the reader.
pub(super) fn unit_of(kind: &Kind, language: Language) -> DisplayUnit {
    let unit = DisplayUnit::of(kind);
    let symbol = match (language, kind) {
        (Language::En, Kind::Point) => " pp",
        (Language::En, Kind::Score) => " points",
        (Language::En, Kind::Days) => " days",
        (Language::En, Kind::WorkingDays) => " workdays",
        _ => return unit,
    };
    DisplayUnit { symbol: symbol.into(), ..unit }
}

/// 是 or 否.
pub(super) fn yes_no(answer: bool, language: Language) -> &'static str {
    match (answer, language) {
        (true, Language::Zh) => "是",
        (false, Language::Zh) => "否",
        (true, Language::En) => "yes",
        (false, Language::En) => "no",
    }
}

/// A submitted value in the unit of its field.
pub(super) fn figure(figure: &Figure, field: &Field, language: Language) -> String {
    match &figure.value {
        Value::Number(number) => of_kind(number, &field.kind, &field.unit, language),
        Value::Bool(answer) => yes_no(*answer, language).to_owned(),
        Value::Text(text) => text.clone(),
        Value::Range(_) => figure.written.clone(),
    }
}

/// An interval: `[90%, 100%)`.
pub(super) fn interval(interval: &Interval, unit: &DisplayUnit) -> String {
    if let Some(only) = interval.only() {
        return plain(only, unit, &[]).0;
    }
    let end = |end: &End| end.number().map_or_else(|| "…".to_owned(), |number| plain(number, unit, &[]).0);
    let (open, close) =
        (if interval.lower.is_closed() { "[" } else { "(" }, if interval.upper.is_closed() { "]" } else { ")" });
    format!("{open}{}, {}{close}", end(&interval.lower), end(&interval.upper))
}
