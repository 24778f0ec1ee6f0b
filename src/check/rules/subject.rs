//! The number that a rule is about: the measure, what its values can be, and how they are shown.

use super::diagnostics;
use crate::check::context::{Checker, Context};
use crate::check::proof::{Outcome, Scale, roundest, show_number};
use crate::diagnostic::{Reported, Text};
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{DisplayUnit, Expr, Node};
use crate::source::Span;

/// The measure of a rule.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// 指标值.
    pub(super) value: Expr,
    /// Where its values lie, on this path.
    pub(super) domain: Interval,
    /// How they are printed.
    pub(super) unit: DisplayUnit,
    /// Values are multiples of this; `None` is any number.
    pub(super) step: Option<Rational>,
}

impl Subject {
    /// Its kind.
    pub(super) fn kind(&self) -> &Kind {
        &self.value.kind
    }

    /// A value as it is written in a rubric.
    pub(super) fn show(&self, value: &Rational) -> String {
        show_number(value, self.kind(), &self.unit)
    }

    /// The roundest value in an interval that was [snapped](Subject::snapped).
    pub(super) fn example(&self, interval: &Interval) -> Rational {
        // No date is rounder than another: the one that the text names is understood best.
        if *self.kind() == Kind::Date {
            match (&interval.lower, &interval.upper) {
                (End::Closed(end), End::Unbounded) => return end.clone(),
                (End::Unbounded, End::Open(end)) => return end - &Rational::ONE,
                _ => {}
            }
        }
        let whole = self.step.as_ref() == Some(&Rational::ONE);
        roundest(interval, &Scale { unit: self.unit.factor.clone(), whole })
    }

    /// The same values where only multiples of the step occur, as `[a, b)` between multiples; unchanged elsewhere.
    pub(super) fn snapped(&self, interval: &Interval) -> Interval {
        let Some(step) = &self.step else { return interval.clone() };
        let up = |number: &Rational, beyond: bool| {
            let times = number.checked_div(step).unwrap_or(Rational::ZERO);
            let times = if beyond { &times.floor() + &Rational::ONE } else { times.ceil() };
            &times * step
        };
        let lower = match &interval.lower {
            End::Unbounded => End::Unbounded,
            End::Closed(number) => End::Closed(up(number, false)),
            End::Open(number) => End::Closed(up(number, true)),
        };
        let upper = match &interval.upper {
            End::Unbounded => End::Unbounded,
            End::Closed(number) => End::Open(up(number, true)),
            End::Open(number) => End::Open(up(number, false)),
        };
        Interval { lower, upper }
    }
}

impl Checker<'_> {
    /// Data for which a measure that is computed has a value, in brackets behind it; nothing where it is a datum itself.
    pub(super) fn data_for(&self, of: &Subject, value: &Rational, c: &Context) -> Text {
        let measure = match of.value.node {
            Node::Measure(id) => self.measures.get(id.index()),
            _ => None,
        };
        let computed = measure.map(|measure| &measure.value).filter(|value| !matches!(value.node, Node::Field(_)));
        let span = of.value.span;
        let equal = super::comparison(
            crate::quantity::Relation::Equal,
            of.value.clone(),
            super::number(value.clone(), of.kind(), span),
            span,
        );
        let mut prover = self.prover();
        let found = computed.and_then(|computed| match prover.with_facts(&c.facts, &[(&equal, true)]) {
            Outcome::Possible(witness) => Some(prover.example(&witness, &[computed])),
            Outcome::Never | Outcome::Unknown => None,
        });
        match found.filter(|text| !text.zh.is_empty()) {
            Some(text) => Text::new(format!("（例如 {}）", text.zh), format!(" (such as {})", text.en)),
            None => Text::new("", ""),
        }
    }

    /// The measure that the rule at `span` is about.
    pub(super) fn subject(&mut self, span: Span, c: &Context) -> Result<Subject, Reported> {
        let known = c.measure.and_then(|id| Some((id, self.measures.get(id.index())?.clone())));
        let Some((id, measure)) = known else {
            return Err(self.diagnostics.error(diagnostics::measure_missing(span)));
        };
        if matches!(measure.value.kind, Kind::Text | Kind::Quantity) {
            return Err(self.diagnostics.error(diagnostics::measure_unfit(span, &measure.value.kind)));
        }
        let value = Expr { kind: measure.value.kind.clone(), node: Node::Measure(id), span };
        let step = match measure.rounding {
            Some(rounding) => {
                let places = i32::try_from(rounding.places).unwrap_or(i32::MAX);
                Some(&measure.unit.factor * &Rational::power_of_ten(places.saturating_neg()))
            }
            None => self.prover().is_whole(&measure.value).then_some(Rational::ONE),
        };
        let domain = match c.facts.as_slice() {
            // On no path of its own it is what it was found to be when the measure was read.
            [] => measure.domain,
            facts => {
                let on_path = self.domain(&value, facts).intersection(&measure.domain);
                if on_path.is_empty() { measure.domain } else { on_path }
            }
        };
        Ok(Subject { value, domain, unit: measure.unit, step })
    }
}
