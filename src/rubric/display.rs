//! How numbers are printed: in the unit that the rubric declares, and never so that the print says something else than
//! the number.

use std::sync::Arc;

use crate::diagnostic::Language;
use crate::quantity::{End, Interval, Kind, Rational, Rounding, RoundingMode};

/// How numbers of a field or measure are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayUnit {
    /// 万元, %, 人; empty for bare numbers.
    pub symbol: Arc<str>,
    /// Base units in one of it.
    pub factor: Rational,
    /// Decimals that are printed at least.
    pub places: u32,
}

/// Decimals beyond the declared ones that are printed if the number then is exact.
const SPARE_PLACES: u32 = 4;
/// Decimals at which looking for a difference ends; numbers this near are shown alike.
const MOST_PLACES: u32 = 30;

impl DisplayUnit {
    /// The unit in which numbers of a kind are printed where nothing declares one.
    #[must_use]
    pub fn of(kind: &Kind) -> Self {
        let (symbol, factor, places): (Arc<str>, Rational, u32) = match kind {
            Kind::Money => ("元".into(), Rational::ONE, 2),
            Kind::Ratio | Kind::Change => ("%".into(), Rational::power_of_ten(-2), 2),
            Kind::Point => ("个百分点".into(), Rational::power_of_ten(-2), 2),
            Kind::Score => ("分".into(), Rational::ONE, 0),
            Kind::Count(unit) => (unit.clone(), Rational::ONE, 0),
            Kind::Per(over, under) => {
                let over =
                    if matches!(**over, Kind::Money) { "元".to_owned() } else { Self::of(over).symbol.to_string() };
                (format!("{over}/{}", under.join("·")).into(), Rational::ONE, 2)
            }
            Kind::Days => ("日".into(), Rational::ONE, 0),
            Kind::WorkingDays => ("个工作日".into(), Rational::ONE, 0),
            Kind::Number | Kind::Date | Kind::YesNo | Kind::Level(_) | Kind::Text | Kind::Target | Kind::Quantity => {
                ("".into(), Rational::ONE, 0)
            }
        };
        DisplayUnit { symbol, factor, places }
    }

    /// A number in base units, with its unit: `76.52万元`, `97.64%`.
    ///
    /// Exact where a few digits more than declared suffice; else rounded (half away from zero) to the declared digits,
    /// two at least.
    #[must_use]
    pub fn show(&self, number: &Rational) -> String {
        self.show_apart(number, &[])
    }

    /// A number in base units without needless zeros, for bounds and suggestions: `0万元`, `98%`, `97.5%`.
    #[must_use]
    pub fn plain(&self, number: &Rational) -> String {
        let exact = number.checked_div(&self.factor).and_then(|scaled| scaled.decimal_places());
        match exact.filter(|places| *places <= self.places.saturating_add(SPARE_PLACES)) {
            Some(places) => DisplayUnit { places, ..self.clone() }.show(number),
            None => self.show(number),
        }
    }

    /// As [`DisplayUnit::show`], with as many digits as it takes to lie on the same side of every edge as the exact number does:
    /// 89.996% is not printed as 90.00% beside an edge at 90%.
    #[must_use]
    pub fn show_apart(&self, number: &Rational, edges: &[Rational]) -> String {
        format!("{}{}", self.digits(number, edges), self.symbol)
    }

    /// The digits of [`DisplayUnit::show_apart`] without the unit.
    #[must_use]
    pub fn digits(&self, number: &Rational, edges: &[Rational]) -> String {
        let scaled = number.checked_div(&self.factor).unwrap_or_else(|| number.clone());
        let exact = scaled.decimal_places().filter(|places| *places <= self.places.saturating_add(SPARE_PLACES));
        let mut places = match exact {
            Some(exact) => exact.max(self.places),
            None => self.places.max(2),
        };
        loop {
            let rounded = Rounding { places, mode: RoundingMode::HalfUp }.round(&scaled);
            let back = &rounded * &self.factor;
            let lies = edges.iter().any(|edge| back.cmp(edge) != number.cmp(edge));
            if !lies || places >= MOST_PLACES {
                return rounded.to_fixed(places);
            }
            places = places.saturating_add(1);
        }
    }
}

/// A number of points with its unit: `3.84分`, `3.84 points`. At least `places` decimals, more where it is exact so.
#[must_use]
pub fn show_points(points: &Rational, places: u32, language: Language) -> String {
    let unit = DisplayUnit { symbol: "".into(), factor: Rational::ONE, places };
    match language {
        Language::Zh => format!("{}分", unit.show(points)),
        Language::En if *points == Rational::ONE => format!("{} point", unit.show(points)),
        Language::En => format!("{} points", unit.show(points)),
    }
}

/// An interval as it would be written: `[0%, 100%)`, `≥ 0万元`, one number alone; empty where there are no ends.
#[must_use]
pub fn show_interval(interval: &Interval, show: impl Fn(&Rational) -> String) -> String {
    match (&interval.lower, &interval.upper, interval.only()) {
        (_, _, Some(only)) => show(only),
        (End::Unbounded, End::Unbounded, _) => String::new(),
        (End::Closed(lower), End::Unbounded, _) => format!("≥ {}", show(lower)),
        (End::Open(lower), End::Unbounded, _) => format!("> {}", show(lower)),
        (End::Unbounded, End::Closed(upper), _) => format!("≤ {}", show(upper)),
        (End::Unbounded, End::Open(upper), _) => format!("< {}", show(upper)),
        (lower, upper, _) => {
            let end = |end: &End| end.number().map(&show).unwrap_or_default();
            let open = if lower.is_closed() { '[' } else { '(' };
            let close = if upper.is_closed() { ']' } else { ')' };
            format!("{open}{}, {}{close}", end(lower), end(upper))
        }
    }
}

/// A range in words: `0% 至 100%`, `80%（不含）至 100%`, `≥ 0万元`; nothing for all numbers.
pub fn interval_in_words(interval: &Interval, language: Language, show: impl Fn(&Rational) -> String) -> String {
    let (Some(lower), Some(upper), None) = (interval.lower.number(), interval.upper.number(), interval.only()) else {
        return show_interval(interval, show);
    };
    let end = |number: &Rational, closed: bool| match (closed, language) {
        (true, _) => show(number),
        (false, Language::Zh) => format!("{}（不含）", show(number)),
        (false, Language::En) => format!("{} (not included)", show(number)),
    };
    let (lower, upper) = (end(lower, interval.lower.is_closed()), end(upper, interval.upper.is_closed()));
    match language {
        Language::Zh if lower.ends_with('）') => format!("{lower}至 {upper}"),
        Language::Zh => format!("{lower} 至 {upper}"),
        Language::En => format!("{lower} to {upper}"),
    }
}

/// A day number as `2025-04-22`.
#[must_use]
pub fn show_date(day: &Rational) -> String {
    let (number, _) = day.floor().parts();
    let date = i32::try_from(number).ok().and_then(|day| time::Date::from_julian_day(day).ok());
    date.map_or_else(String::new, |date| format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()))
}
