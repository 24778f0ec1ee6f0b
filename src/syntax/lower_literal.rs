//! Numbers, units and dates.

use rust_decimal::Decimal;
use time::{Date, Month};

use super::ast::{Literal, LiteralUnit};
use super::diagnostics;
use super::grammar::{Node, Rule};
use super::parse::Parser;
use crate::calendar;
use crate::diagnostic::Reported;
use crate::source::{Span, Spanned};

impl Parser<'_, '_> {
    /// A number with or without a unit, or a date.
    pub fn literal(&mut self, node: &Node<'_>) -> Result<Literal, Reported> {
        let mut parts = node.parts();
        if let Some(festival) = parts.accept(Rule::festival) {
            return self.festival(&festival);
        }
        let down = parts.accept(Rule::kw_down);
        let growth = down.is_some() || parts.pass_over(Rule::kw_up);
        let sign = parts.accept(Rule::sign);
        if let Some(date) = parts.accept(Rule::date) {
            return self.date(&date, node);
        }
        let Some(number) = parts.accept(Rule::number) else { return Err(self.drift(node)) };
        let (mut magnitude, digits) = self.decimal(&number)?;
        if growth && sign.is_some() {
            return Err(self.diagnostics.error(diagnostics::sign_after_growth(node.span(), node.text())));
        }
        if down.is_some() || sign.is_some() {
            magnitude.set_sign_negative(!magnitude.is_zero());
        }
        let unit = match parts.accept(Rule::unit) {
            Some(unit) => LiteralUnit::Unit(self.unit(&number, &unit)?),
            None => LiteralUnit::None,
        };
        Ok(Literal { magnitude, digits, unit, growth, span: node.span() })
    }

    /// A number without sign or unit, and how many decimals it is written with.
    pub fn decimal(&mut self, node: &Node<'_>) -> Result<(Decimal, u32), Reported> {
        let text = node.text().replace(',', "");
        let digits = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        match (Decimal::from_str_exact(&text), u32::try_from(digits)) {
            (Ok(magnitude), Ok(digits)) => Ok((magnitude, digits)),
            _ => Err(self.diagnostics.error(diagnostics::too_many_digits(node.span()))),
        }
    }

    /// A small whole number, such as a number of decimals.
    pub fn small(&mut self, node: &Node<'_>, most: u32) -> Result<Spanned<u32>, Reported> {
        match node.text().parse::<u32>() {
            Ok(number) if number <= most => Ok(node.spanned(number)),
            _ => Err(self.diagnostics.error(diagnostics::not_a_small_number(node.span(), node.text(), most))),
        }
    }

    /// The unit behind a number. What begins like one and is none is refused here: a name behind a blank, because the
    /// unit was forgotten; a name behind a stroke, because a division was meant.
    fn unit(&mut self, number: &Node<'_>, unit: &Node<'_>) -> Result<Spanned<String>, Reported> {
        let written = unit.text();
        if self.units.is_known(written) {
            return Ok(unit.spanned(written.to_owned()));
        }
        if let Some((over, under)) = written.split_once('/')
            && self.units.is_known(over)
        {
            let unknown = under.split('·').find(|part| !self.units.is_known(part)).unwrap_or(under);
            let stroke = unit.start().saturating_add(over.len());
            let place = self.normal.span(stroke, stroke.saturating_add(1));
            let whole = number.span().to(unit.span());
            let parts = (format!("{}{over}", number.text()), under, unknown);
            return Err(self.diagnostics.error(diagnostics::division_or_unit(whole, place, parts)));
        }
        if unit.start() > number.end() {
            let (figure, word) = ((number.span(), number.text()), (unit.span(), written));
            let fault = match written {
                "分值" | "分数" => diagnostics::other_word(unit.span(), written, "分"),
                _ => diagnostics::unit_missing(figure, word, self.declared_unit(written).as_deref()),
            };
            return Err(self.diagnostics.error(fault));
        }
        Ok(unit.spanned(written.to_owned()))
    }

    /// 春节(2025).
    fn festival(&mut self, node: &Node<'_>) -> Result<Literal, Reported> {
        let year = node.parts().seek(Rule::festival_year);
        let Some(year) = year.and_then(|year| year.text().parse::<i32>().ok()) else { return Err(self.drift(node)) };
        match calendar::spring_festival(year).and_then(|day| u32::try_from(day).ok()) {
            Some(day) => Ok(day_literal(day, node.span())),
            None => Err(self.diagnostics.error(diagnostics::festival_unknown(node.span(), year))),
        }
    }

    fn date(&mut self, date: &Node<'_>, node: &Node<'_>) -> Result<Literal, Reported> {
        let written = self.source.slice(date.span());
        let mut numbers = date.text().split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut next = || numbers.next().unwrap_or_default();
        let (year, month, day) = (next(), next(), next());
        let iso = !date.text().contains('年');
        let proper = !iso
            || (month.len() == 2
                && day.len() == 2
                && date.text().as_bytes().get(4) == Some(&b'-')
                && written.len() == 10);
        let found = month
            .parse::<u8>()
            .ok()
            .and_then(|number| Month::try_from(number).ok())
            .and_then(|month| Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok());
        match found.and_then(|date| u32::try_from(date.to_julian_day()).ok()) {
            None => {
                let days = month.parse::<u8>().ok().and_then(|number| Month::try_from(number).ok());
                let days = days.zip(year.parse().ok()).map(|(month, year)| (month.length(year), u8::from(month)));
                Err(self.diagnostics.error(diagnostics::no_such_date(date.span(), written, days)))
            }
            Some(_) if !proper => {
                let right = format!("{year}-{month:0>2}-{day:0>2}");
                Err(self.diagnostics.error(diagnostics::date_form(date.span(), written, &right)))
            }
            Some(day) => Ok(day_literal(day, node.span())),
        }
    }
}

fn day_literal(day: u32, span: Span) -> Literal {
    Literal { magnitude: Decimal::from(day), digits: 0, unit: LiteralUnit::Date, growth: false, span }
}
