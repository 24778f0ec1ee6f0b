//! What an official most likely meant by a figure that cannot be taken, as it is to be written. It is offered only where
//! it would be taken, and never put in the place of what was submitted.

use super::cell::Reading;
use super::date::{self, NotADate};
use crate::quantity::{Kind, Rational, Rounding, RoundingMode, Unit};
use crate::rubric::show_date;
use crate::written::{self, Unreadable, Written, interval, normalised};

impl Reading<'_> {
    /// For a text that is no figure.
    pub(super) fn meant_by(&self, text: &str, why: &Unreadable) -> Option<String> {
        let bare = written::meant(text, why)?;
        let unit = &self.field.unit.symbol;
        [bare.clone(), format!("{bare}{unit}")].into_iter().find(|text| self.takes(text))
    }

    /// For a figure whose unit is unknown, or of another counted thing: the nearest unit, `亿元` for `亿`, the declared one.
    pub(super) fn in_a_unit(&self, text: &str, figure: &Written, nearest: Option<&str>) -> Option<String> {
        let text = normalised(text);
        let number = text.strip_suffix(&figure.unit)?;
        let (unit, declared) = (&figure.unit, &self.field.unit.symbol);
        let money = matches!(self.field.kind, Kind::Money).then(|| format!("{number}{unit}元"));
        let near = nearest.map(|nearest| format!("{number}{nearest}"));
        let texts = [money, near, Some(format!("{number}{declared}"))].into_iter().flatten();
        texts.into_iter().map(|text| text.trim().to_owned()).find(|text| self.takes(text))
    }

    /// For a figure with too many decimals: rounded half up to those declared, and exactly in 元.
    pub(super) fn with_fewer_decimals(&self, figure: &Written, places: u32) -> (Option<String>, Option<String>) {
        let unit = &self.field.unit;
        let rounded = Rounding { places, mode: RoundingMode::HalfUp }.round(&figure.number);
        let rounded = format!("{}{}", rounded.to_fixed(places), unit.symbol);
        let yuan = &figure.number * &unit.factor;
        let exact = (self.field.kind == Kind::Money && unit.factor > Rational::ONE)
            .then(|| yuan.decimal_places().filter(|places| *places <= 2))
            .flatten()
            .map(|places| format!("{}元", yuan.to_fixed(places)));
        let plain = |text: &String| figure.compared || !self.takes(text);
        (Some(rounded).filter(|text| !plain(text)), exact.filter(|text| !plain(text)))
    }

    /// For a text that is no date: the day in the year of the rubric, or with its century.
    pub(super) fn day_meant(&self, text: &str) -> NotADate {
        let texts = [format!("{}年{text}", self.rubric.year.node), format!("20{text}")];
        let mut days = texts.iter().filter_map(|text| date::days(text).ok()?.only().map(show_date));
        days.next().map_or(NotADate::Unreadable, NotADate::Perhaps)
    }

    /// Whether a text would be taken as it stands, with its unit.
    fn takes(&self, text: &str) -> bool {
        let Ok(figure) = written::read(text) else { return false };
        let field = self.field;
        let declared = || Unit { kind: field.kind.clone(), factor: field.unit.factor.clone() };
        let unit = match figure.unit == *field.unit.symbol {
            true => Some(declared()),
            false => self.rubric.units.find(&figure.unit).filter(|unit| unit.kind == field.kind),
        };
        unit.is_some_and(|unit| {
            let value = &figure.number * &unit.factor;
            let limit = field.digits.filter(|_| unit.factor == field.unit.factor);
            let fine = limit.is_none_or(|limit| figure.number.decimal_places().is_some_and(|places| places <= limit));
            let whole = !field.is_whole() || value.is_whole();
            fine && whole && !interval(figure.relation, value).intersection(&field.range).is_empty()
        })
    }
}
