//! Literals and ranges of literals: units looked up, numbers in base units.

use super::aggregates::is_rows;
use super::context::Checker;
use super::diagnostics::units as faults;
use super::written::{with_unit, written, written_literal};
use crate::diagnostic::{Language, Reported};
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::DisplayUnit;
use crate::source::Span;
use crate::syntax::ast::{Bound, Expr, ExprNode, Literal, LiteralUnit, Range, RangeForm};
use crate::text;

impl Checker<'_> {
    /// What a literal is, and its number in base units.
    ///
    /// A `%` is a ratio, or a change where `hint` says so or a growth word stands before it. The bare number 1 beside a
    /// ratio or a change is 100%.
    pub(super) fn literal(&mut self, literal: &Literal, hint: Option<&Kind>) -> Result<(Kind, Rational), Reported> {
        let number = Rational::from(literal.magnitude);
        match &literal.unit {
            LiteralUnit::Date => Ok((Kind::Date, number)),
            LiteralUnit::None => match hint {
                Some(kind @ (Kind::Ratio | Kind::Change)) if is_one(literal) => Ok((kind.clone(), number)),
                Some(kind) if is_rows(kind) => Ok((kind.clone(), number)),
                _ => Ok((Kind::Number, number)),
            },
            LiteralUnit::Unit(written) => {
                let unit = self.unit(written)?;
                let change = unit.kind == Kind::Ratio && (literal.growth || hint == Some(&Kind::Change));
                let kind = if change { Kind::Change } else { unit.kind };
                Ok((kind, &number * &unit.factor))
            }
        }
    }

    /// A literal of a kind, in base units. Only a number kind takes one without a unit.
    pub(super) fn number(&mut self, literal: &Literal, kind: &Kind) -> Result<Rational, Reported> {
        let (found, number) = self.literal(literal, Some(kind))?;
        let bare = literal.unit == LiteralUnit::None && *kind != Kind::Number && !is_rows(kind);
        if bare {
            return Err(self.unit_missing(literal, kind, None));
        }
        // So many of whatever the rows are: 3项, 2次.
        if found == *kind || (is_rows(kind) && matches!(found, Kind::Count(_))) {
            return Ok(number);
        }
        let help = self.literal_repair(literal, kind, &found);
        let measure = self.bounding.filter(|place| *place != literal.span);
        let fault = match help {
            Some(repair) => faults::wrong_kind(literal.span, kind, &found, text!("写成 {repair}", "write {repair}"))
                .fix(literal.span, repair),
            None => {
                let example = self.example(kind, Some(literal));
                faults::wrong_kind(
                    literal.span,
                    kind,
                    &found,
                    text!("写成这一种的数，例如 {example}", "write a figure of that kind, such as {example}"),
                )
            }
        };
        Err(self.diagnostics.error(match measure {
            Some(place) => {
                let (zh, en) = (kind.zh(), kind.en());
                fault.label(place, text!("公式的结果是{zh}", "the formula is {en}"))
            }
            None => fault,
        }))
    }

    /// A range whose bounds are literals of a kind: of fields, 值域, 等级 and the levels of 评定.
    ///
    /// # Errors
    /// A dash, a bound that does not say 含 or 不含, a bound of another kind, an empty range.
    pub(super) fn interval(&mut self, range: &Range, kind: &Kind) -> Result<Interval, Reported> {
        if !kind.is_ordered() || matches!(kind, Kind::Level(_)) {
            return Err(self.diagnostics.error(faults::range_without_order(range.span, kind)));
        }
        let bounds = [&range.lower, &range.upper].into_iter().flatten();
        if matches!(range.form, RangeForm::Dash(_)) || bounds.into_iter().any(|bound| bound.inclusive.is_none()) {
            return Err(self.unclear(range));
        }
        let (lower, upper) = (self.end(range.lower.as_ref(), kind), self.end(range.upper.as_ref(), kind));
        let interval = Interval { lower: lower?, upper: upper? };
        if interval.is_empty() {
            let written = self.bounds_written(range);
            return Err(self.diagnostics.error(faults::range_empty(range.span, &written, turned(range, &interval))));
        }
        Ok(interval)
    }

    /// Reports a number without a unit where one is needed. `like` is how the other side is declared.
    pub(super) fn unit_missing(&mut self, literal: &Literal, kind: &Kind, like: Option<&DisplayUnit>) -> Reported {
        let repairs = self.with_units(literal, kind, like);
        let written = written_literal(literal, self.language);
        self.diagnostics.error(faults::unit_missing(&written, literal.span, kind, &repairs))
    }

    /// The literal with the units that it may lack, the likeliest first.
    fn with_units(&self, literal: &Literal, kind: &Kind, like: Option<&DisplayUnit>) -> Vec<String> {
        let number = literal.magnitude.to_string();
        let exact = Rational::from(literal.magnitude);
        let own = like.map_or_else(|| DisplayUnit::of(kind), Clone::clone);
        match kind {
            Kind::Ratio | Kind::Change => {
                // 0.9 is meant as 90%, and 90 as well; 1 is 100%.
                let fraction = exact.abs() <= Rational::ONE && !exact.is_zero();
                let factor = if fraction { Rational::power_of_ten(2) } else { Rational::ONE };
                let percent = &exact * &factor;
                vec![format!("{}%", percent.to_fixed(percent.decimal_places().unwrap_or(0)))]
            }
            Kind::Money if !exact.is_zero() => {
                let other = if &*own.symbol == "元" { "万元" } else { "元" };
                vec![format!("{number}{}", own.symbol), format!("{number}{other}")]
            }
            Kind::Date | Kind::YesNo | Kind::Level(_) | Kind::Text | Kind::Number | Kind::Target | Kind::Quantity => {
                Vec::new()
            }
            Kind::Score if self.language == Language::En => vec![format!("{number} points")],
            _ => vec![with_unit(&number, &own.symbol)],
        }
    }

    /// A literal of a neighbouring kind rewritten: `5%` for points as `5个百分点`, and back.
    pub(super) fn literal_repair(&self, literal: &Literal, needed: &Kind, found: &Kind) -> Option<String> {
        let number = literal.magnitude.to_string();
        let points = if self.language == Language::En { "pp" } else { "个百分点" };
        let percent = matches!(&literal.unit, LiteralUnit::Unit(unit) if unit.node == "%");
        match (needed, found) {
            (Kind::Point, Kind::Ratio | Kind::Change) if percent => Some(format!("{number}{points}")),
            (Kind::Ratio | Kind::Change, Kind::Point) => Some(format!("{number}%")),
            _ => None,
        }
    }

    /// A literal of a kind, for examples: with the number that is written there, if there is one.
    fn example(&self, kind: &Kind, written: Option<&Literal>) -> String {
        let number = written.filter(|literal| literal.unit != LiteralUnit::Date);
        let number = number.map_or_else(|| "5".to_owned(), |literal| literal.magnitude.to_string());
        match kind {
            Kind::Money => format!("{number}万元"),
            Kind::Ratio | Kind::Change => format!("{number}%"),
            Kind::Score if self.language == Language::En => format!("{number} points"),
            Kind::Point if self.language == Language::En => format!("{number}pp"),
            Kind::Date => "2024-12-31".to_owned(),
            _ => with_unit(&number, &DisplayUnit::of(kind).symbol),
        }
    }

    fn end(&mut self, bound: Option<&Bound>, kind: &Kind) -> Result<End, Reported> {
        let Some(bound) = bound else { return Ok(End::Unbounded) };
        let number = match &bound.value.node {
            ExprNode::Literal(literal) => self.number(literal, kind)?,
            ExprNode::Hole => return Err(self.unread(bound.value.span)),
            _ => {
                let example = self.example(kind, None);
                return Err(self.diagnostics.error(faults::bound_not_literal(bound.value.span, &example)));
            }
        };
        Ok(if bound.inclusive == Some(false) { End::Open(number) } else { End::Closed(number) })
    }

    fn unclear(&mut self, range: &Range) -> Reported {
        let [lower, upper] = self.bounds_written(range);
        let shown = match range.form {
            RangeForm::Dash(sign) => format!("{lower}{sign}{upper}"),
            _ if self.language == Language::En => format!("{lower} to {upper}"),
            _ => format!("{lower} 至 {upper}"),
        };
        let mut readings =
            vec![format!("[{lower}, {upper}]"), format!("[{lower}, {upper})"), format!("({lower}, {upper}]")];
        // Where one end is marked, only the other is open to doubt.
        let marked = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| bound.inclusive);
        if let Some(lower) = marked(&range.lower) {
            readings.retain(|reading| reading.starts_with('[') == lower);
        }
        if let Some(upper) = marked(&range.upper) {
            readings.retain(|reading| reading.ends_with(']') == upper);
        }
        self.diagnostics.error(faults::range_unclear(range.span, &shown, &readings))
    }

    fn bounds_written(&self, range: &Range) -> [String; 2] {
        [&range.lower, &range.upper]
            .map(|bound| bound.as_ref().map_or_else(|| "…".to_owned(), |bound| written(&bound.value, self.language)))
    }
}

/// The two ends of a range, where they only have to change places: the greater stands first, and both belong to the
/// range or neither does.
fn turned(range: &Range, interval: &Interval) -> Option<[Span; 2]> {
    let (first, second) = (range.lower.as_ref()?, range.upper.as_ref()?);
    let greater = interval.lower.number()? > interval.upper.number()?;
    (greater && first.inclusive == second.inclusive).then_some([first.value.span, second.value.span])
}

/// Whether a literal is the bare number 1.
pub(super) fn is_one(literal: &Literal) -> bool {
    literal.unit == LiteralUnit::None && Rational::from(literal.magnitude) == Rational::ONE
}

/// The literal 1 as an expression.
pub(super) fn is_one_expr(expr: &Expr) -> bool {
    matches!(&expr.node, ExprNode::Literal(literal) if is_one(literal))
}
