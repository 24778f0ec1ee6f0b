//! One cell: the prints of a figure against the field that they are for.

use super::date::{self, NotADate};
use super::diagnostics::values as faults;
use crate::diagnostic::{Diagnostics, Language, Reported};
use crate::inputs::{Cell, Figure, State, Value};
use crate::quantity::{Interval, Kind, Levels, Rational, Relation, Unit};
use crate::rubric::{Field, Rubric};
use crate::source::{Span, Spanned};
use crate::submission::{self, Content, Datum, Print, Raw};
use crate::written::{self, Written};

/// Reads one print; what it is of and where it stands.
pub(super) struct Reading<'a> {
    pub rubric: &'a Rubric,
    pub field: &'a Field,
    pub diagnostics: &'a mut Diagnostics,
}

/// The cell of a datum. Every print is read, so that every fault is reported.
pub(super) fn cell(
    rubric: &Rubric,
    field: &Field,
    datum: &Datum,
    diagnostics: &mut Diagnostics,
) -> Result<Cell, Reported> {
    let state = match &datum.content {
        // Years are taken apart before.
        Content::Blank | Content::Years(_) => State::Blank,
        Content::NotApplicable { reason } => State::NotApplicable(reason.node.clone()),
        Content::Values(prints) => {
            let mut reading = Reading { rubric, field, diagnostics };
            let figures = prints.iter().map(|print| reading.figure(print)).collect::<Vec<_>>();
            State::Filled(figures.into_iter().collect::<Result<Vec<_>, _>>()?)
        }
    };
    Ok(Cell { state, span: datum.span })
}

impl Reading<'_> {
    fn figure(&mut self, print: &Print<Raw>) -> Result<Figure, Reported> {
        let raw = &print.value;
        let (value, last_digit) = match &self.field.kind {
            Kind::YesNo => (self.yes_no(raw)?, Rational::ZERO),
            Kind::Level(levels) => (self.level(raw, levels)?, Rational::ZERO),
            Kind::Text | Kind::Target | Kind::Quantity => (self.text(raw)?, Rational::ZERO),
            Kind::Date => (self.date(raw)?, Rational::ZERO),
            _ => self.number(raw)?,
        };
        let written = match (&raw.node, self.rubric.language) {
            (Raw::Number(text) | Raw::Text(text), _) => text.trim().to_owned(),
            (Raw::Bool(answer), Language::Zh) => if *answer { "是" } else { "否" }.to_owned(),
            (Raw::Bool(answer), Language::En) => if *answer { "yes" } else { "no" }.to_owned(),
        };
        let place = print.place.as_ref().map(|place| place.node.clone());
        Ok(Figure { value, last_digit, written, place, span: raw.span })
    }

    /// `true` and `false`, or a word that is an [`submission::answer`].
    fn yes_no(&mut self, raw: &Spanned<Raw>) -> Result<Value, Reported> {
        let written = match &raw.node {
            Raw::Bool(answer) => return Ok(Value::Bool(*answer)),
            Raw::Number(text) | Raw::Text(text) => text,
        };
        let answer = submission::answer(&written::normalised(written));
        answer
            .map(Value::Bool)
            .ok_or_else(|| self.diagnostics.error(faults::not_yes_or_no(self.field, raw.span, written)))
    }

    fn level(&mut self, raw: &Spanned<Raw>, levels: &Levels) -> Result<Value, Reported> {
        let written = text_of(&raw.node);
        let name = written::normalised(&written);
        let last = levels.names.len().saturating_sub(1);
        let at = levels.names.iter().position(|level| *level == name || *level == written.trim());
        let rank = at.map(|at| i64::try_from(last.saturating_sub(at)).unwrap_or(i64::MAX));
        let fault = || faults::not_a_level(self.field, raw.span, &written, levels);
        rank.map(|rank| Value::Number(Rational::whole(rank))).ok_or_else(|| self.diagnostics.error(fault()))
    }

    fn text(&mut self, raw: &Spanned<Raw>) -> Result<Value, Reported> {
        match &raw.node {
            Raw::Number(text) | Raw::Text(text) => Ok(Value::Text(text.trim().to_owned())),
            Raw::Bool(_) => Err(self.diagnostics.error(faults::not_a_text(self.field, raw.span))),
        }
    }

    fn date(&mut self, raw: &Spanned<Raw>) -> Result<Value, Reported> {
        let written = text_of(&raw.node);
        let normalised = written::normalised(&written);
        let days = written::comparison(&normalised).map_err(|_| NotADate::Unreadable).and_then(|(relation, rest)| {
            let days = date::days(rest)?;
            match (relation, days.only().cloned()) {
                (Relation::Equal, _) => Ok(days),
                (relation, Some(day)) => Ok(written::interval(relation, day)),
                (_, None) => Err(NotADate::Unreadable),
            }
        });
        let days = days.map_err(|why| {
            let why = if why == NotADate::Unreadable { self.day_meant(&normalised) } else { why };
            self.diagnostics.error(faults::not_a_date(self.field, raw.span, &written, &why))
        })?;
        self.inside(days, raw.span, &written)
    }

    fn number(&mut self, raw: &Spanned<Raw>) -> Result<(Value, Rational), Reported> {
        let (field, span) = (self.field, raw.span);
        if let Raw::Bool(_) = raw.node {
            return Err(self.diagnostics.error(faults::yes_or_no_for_number(field, span)));
        }
        let text = text_of(&raw.node);
        let figure = written::read(&text);
        let figure = figure.map_err(|why| {
            let meant = self.meant_by(&text, &why);
            self.diagnostics.error(faults::not_a_figure(field, span, &text, &why, meant.as_deref()))
        })?;
        let unit = self.unit(&figure, &text, span)?;
        let declared = unit.factor == field.unit.factor;
        let places = self.places(&figure, declared, span, &text)?;
        let value = &figure.number * &unit.factor;
        if field.is_whole() && !value.is_whole() {
            return Err(self.diagnostics.error(faults::not_whole(field, span, &text, &value)));
        }
        let interval = written::interval(figure.relation, value.clone());
        let bound = self.inside(interval, span, &text)?;
        if !declared {
            self.diagnostics.note(faults::other_unit(field, span, &figure, &value));
        }
        let coarse = match &field.kind {
            Kind::Ratio | Kind::Change | Kind::Point => true,
            Kind::Money | Kind::Count(_) | Kind::Per(..) => unit.factor > Rational::ONE,
            _ => false,
        };
        let exact = !coarse || (field.exact && declared);
        let digit = Rational::power_of_ten(i32::try_from(places).unwrap_or(i32::MAX).saturating_neg());
        let last_digit = if exact { Rational::ZERO } else { &digit * &unit.factor };
        Ok((bound, last_digit))
    }

    /// The unit of a figure; the declared one for a bare number, where that is clear.
    fn unit(&mut self, figure: &Written, text: &str, span: Span) -> Result<Unit, Reported> {
        let field = self.field;
        let declared = || Unit { kind: field.kind.clone(), factor: field.unit.factor.clone() };
        if figure.trend && field.kind != Kind::Change {
            return Err(self.diagnostics.error(faults::wrong_kind(field, span, text, &Kind::Change, None)));
        }
        if figure.unit.is_empty() {
            let ambiguous = match field.kind {
                Kind::Ratio | Kind::Change => !field.unit.symbol.is_empty(),
                Kind::Point => true,
                _ => false,
            };
            return if ambiguous {
                Err(self.diagnostics.error(faults::unit_missing(field, span, figure)))
            } else {
                Ok(declared())
            };
        }
        if figure.unit == *field.unit.symbol {
            return Ok(declared());
        }
        match self.rubric.units.find(&figure.unit) {
            None => {
                let nearest = faults::nearest_unit(field, &figure.unit, &self.rubric.units);
                let meant = self.in_a_unit(text, figure, nearest);
                Err(self.diagnostics.error(faults::unknown_unit(field, span, &figure.unit, meant.as_deref())))
            }
            Some(unit) if unit.kind == field.kind => Ok(unit),
            Some(unit) if unit.kind == Kind::Ratio && field.kind == Kind::Change => Ok(unit),
            Some(unit) => {
                let counted = matches!((&unit.kind, &field.kind), (Kind::Count(_), Kind::Count(_)));
                let meant = self.in_a_unit(text, figure, None).filter(|_| counted);
                Err(self.diagnostics.error(faults::wrong_kind(field, span, text, &unit.kind, meant.as_deref())))
            }
        }
    }

    /// The decimals that the figure discloses: those declared, or those written where the unit is another one.
    /// Zeros behind the declared decimals say nothing and are let pass.
    fn places(&mut self, figure: &Written, declared: bool, span: Span, text: &str) -> Result<u32, Reported> {
        let limit = self.field.digits.filter(|_| declared);
        let Some(limit) = limit else { return Ok(figure.places) };
        let meaningful = figure.number.decimal_places().unwrap_or(figure.places);
        if meaningful > limit {
            let (rounded, exact) = self.with_fewer_decimals(figure, limit);
            let instead = (rounded.as_deref(), exact.as_deref());
            let fault = faults::too_many_decimals(self.field, span, text, (meaningful, limit), instead);
            return Err(self.diagnostics.error(fault));
        }
        Ok(limit)
    }

    /// The value, if the field's range leaves anything of it.
    fn inside(&mut self, interval: Interval, span: Span, text: &str) -> Result<Value, Reported> {
        let left = interval.intersection(&self.field.range);
        // More than 0 people are at least 1.
        let left = if self.field.is_whole() { left.whole() } else { left };
        if left.is_empty() {
            return Err(self.diagnostics.error(faults::out_of_range(self.field, span, text, &interval)));
        }
        Ok(match left.only() {
            Some(number) => Value::Number(number.clone()),
            None => Value::Range(left),
        })
    }
}

fn text_of(raw: &Raw) -> String {
    match raw {
        Raw::Number(text) | Raw::Text(text) => text.clone(),
        Raw::Bool(true) => "true".to_owned(),
        Raw::Bool(false) => "false".to_owned(),
    }
}
