//! The units of the prelude and those that a rubric adds.

use super::context::Checker;
use super::diagnostics::units as faults;
use crate::diagnostic::{Reported, closest};
use crate::quantity::{Rational, Unit, UnitKind};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Item, UnitDeclaration};

impl Checker<'_> {
    /// Declares the units of one file, in the order of the text.
    pub(super) fn declare_units(&mut self, items: &[Item]) {
        for item in items {
            if let Item::Unit(declaration) = item {
                let _ = self.declare_unit(declaration);
            }
        }
    }

    /// The unit written so.
    pub(super) fn unit(&mut self, written: &Spanned<String>) -> Result<Unit, Reported> {
        if !self.used_units.contains(&written.node) {
            self.used_units.insert(written.node.clone());
        }
        self.units.find(&written.node).ok_or_else(|| self.unknown_unit(&written.node, written.span))
    }

    fn declare_unit(&mut self, declaration: &UnitDeclaration) -> Result<(), Reported> {
        let symbol = &declaration.symbol;
        let declared = match (&declaration.equals, &declaration.kind) {
            (Some((over, under, of)), _) => {
                let found = self.units.find(&of.node);
                let of = found.ok_or_else(|| self.unknown_unit(&of.node, of.span))?;
                let factor = Rational::from(*over).checked_div(&Rational::from(*under));
                let factor = factor.filter(Rational::is_positive);
                let factor = factor.ok_or_else(|| self.diagnostics.error(faults::unit_factor(declaration.span)))?;
                self.units.declare_as(&symbol.node, &factor, &of)
            }
            (None, Some(kind)) => {
                let measured = unit_kind(&kind.node);
                let measured = measured.ok_or_else(|| self.diagnostics.error(faults::unit_kind_unknown(kind)))?;
                self.units.declare(&symbol.node, measured)
            }
            (None, None) => self.units.declare(&symbol.node, UnitKind::Count),
        };
        declared.map_err(|known| self.diagnostics.error(faults::unit_taken(symbol, &known)))
    }

    fn unknown_unit(&mut self, written: &str, span: Span) -> Reported {
        if matches!(written, "千" | "万" | "百万" | "千万" | "亿") {
            return self.diagnostics.error(faults::scale_without_unit(written, span));
        }
        let behind = written.strip_prefix(['O', 'o', 'Ｏ', '〇']).filter(|unit| self.units.find(unit).is_some());
        if let Some(unit) = behind {
            return self.diagnostics.error(faults::letter_for_zero(written, span, unit));
        }
        let near = self.unit_meant(written);
        let near = near.or_else(|| closest(written, self.units.symbols()).map(str::to_owned));
        self.diagnostics.error(faults::unknown_unit(written, span, near.as_deref(), self.language))
    }

    /// A unit by another name.
    fn unit_meant(&self, written: &str) -> Option<String> {
        const OTHERS: [(&str, &str); 12] = [
            ("圆", "元"),
            ("块", "元"),
            ("万圆", "万元"),
            ("W", "万元"),
            ("w", "万元"),
            ("RMB", "元"),
            ("％", "%"),
            ("分值", "分"),
            ("pts", "points"),
            ("pt", "points"),
            ("天数", "天"),
            ("人数", "人"),
        ];
        let other = OTHERS.iter().find(|(other, _)| *other == written).map(|(_, unit)| (*unit).to_owned());
        other.filter(|unit| self.units.find(unit).is_some())
    }
}

fn unit_kind(word: &str) -> Option<UnitKind> {
    Some(match word {
        "金额" | "money" => UnitKind::Money,
        "比率" | "ratio" => UnitKind::Ratio,
        "百分点" | "pp" => UnitKind::Point,
        "分值" | "points" => UnitKind::Score,
        "日" | "days" => UnitKind::Days,
        "工作日" | "workdays" => UnitKind::WorkingDays,
        "数量" | "count" => UnitKind::Count,
        _ => return None,
    })
}
