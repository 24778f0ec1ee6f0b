//! Measures: 公式, 值域 and 修约 of an indicator or a checklist item.

use super::context::{Checker, Context};
use super::diagnostics::units as faults;
use super::indicator::Parts;
use super::proof::{rounded_domain, show_number};
use super::written::written;
use crate::diagnostic::Reported;
use crate::ids::{IndicatorId, MeasureId};
use crate::quantity::{Kind, Rounding};
use crate::rubric::{DisplayUnit, Expr, Measure, show_interval};
use crate::syntax::ast::{self, ExprNode};

impl Checker<'_> {
    /// 公式, 值域 and 修约 of an indicator or a checklist item, its divisors and its domain proved.
    pub(super) fn measure_of(&mut self, parts: &Parts<'_>, c: &Context) -> Result<Option<MeasureId>, Reported> {
        let Some((formula, as_change)) = parts.formula else { return Ok(None) };
        // The formula is what 指标值 stands for, so it cannot read it.
        let c = Context { measure: None, ..c.clone() };
        let value = self.formula(formula, as_change, &c)?;
        let range = parts.range.map(|range| self.interval(range, &value.kind)).transpose();
        let rounding = self.rounding(parts.rounding);
        self.prove_reads(&value, &c.facts)?;
        let range = range?;
        let unit = self.measure_unit(&value, rounding);
        let domain = self.domain(&value, &c.facts);
        let domain = rounding.map_or(domain.clone(), |rounding| rounded_domain(&domain, rounding, &unit.factor));
        let domain = match (&range, parts.range) {
            (Some(allowed), Some(written)) => {
                let both = domain.intersection(allowed);
                if both.is_empty() {
                    let possible = show_interval(&domain, |number| show_number(number, &value.kind, &unit));
                    return Err(self.diagnostics.error(faults::range_impossible(written.span, &possible)));
                }
                both
            }
            _ => domain,
        };
        let indicator = c.indicator.unwrap_or(IndicatorId::at(0));
        self.measures.push(Measure { span: value.span, value, range, domain, rounding, unit, indicator });
        Ok(Some(MeasureId::at(self.measures.len().saturating_sub(1))))
    }

    fn formula(&mut self, written_formula: &ast::Expr, as_change: bool, c: &Context) -> Result<Expr, Reported> {
        let value = self.typed(written_formula, c, None)?;
        let value = if as_change { self.as_change(value)? } else { value };
        if matches!(value.kind, Kind::YesNo | Kind::Target) {
            let shown = written(written_formula, self.language);
            return Err(self.diagnostics.error(faults::not_a_measure(written_formula.span, &value.kind, &shown)));
        }
        if let ExprNode::Literal(literal) = &written_formula.node
            && literal.unit == ast::LiteralUnit::None
        {
            return Err(self.diagnostics.error(faults::formula_is_literal(written_formula.span)));
        }
        Ok(value)
    }

    /// Ratios and changes are printed in %, money and counts as the first such field is declared.
    fn measure_unit(&self, value: &Expr, rounding: Option<Rounding>) -> DisplayUnit {
        let unit = match value.kind {
            Kind::Ratio | Kind::Change | Kind::Point => DisplayUnit::of(&value.kind),
            _ => self.unit_of(value).unwrap_or_else(|| DisplayUnit::of(&value.kind)),
        };
        DisplayUnit { places: rounding.map_or(unit.places, |rounding| rounding.places), ..unit }
    }
}
