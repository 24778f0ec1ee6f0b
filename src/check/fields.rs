//! Declared fields: kind, unit, digits, range and the rest of a line of 数据.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::context::Checker;
use super::diagnostics::{tree, units as faults};
use super::names::Meaning;
use crate::diagnostic::{Diagnostic, Language, Reported, Text};
use crate::ids::FieldId;
use crate::quantity::{Kind, Levels, Rational, Symbol, Unit};
use crate::rubric::{DisplayUnit, Field, Level};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, CheckLevel, FieldAttribute, Item, WrittenKind};
use crate::text;

/// The kind of a field with how it is printed.
struct Declared {
    kind: Kind,
    unit: DisplayUnit,
    /// Decimals of a figure in that unit.
    digits: Option<u32>,
}

impl Checker<'_> {
    /// Declares all fields of a file.
    pub(super) fn declare_fields(&mut self, file: &ast::File) {
        for item in &file.items {
            let Item::Data(data) = item else { continue };
            for field in &data.fields {
                let block = data.name.as_ref().map(|name| name.node.as_str());
                self.declare_field(field, block);
            }
        }
    }

    fn declare_field(&mut self, written: &ast::Field, block: Option<&str>) {
        let id = FieldId::at(self.fields.len());
        if self.declare(&written.name, Meaning::Field(id)).is_err() {
            return;
        }
        self.declared.insert(written.name.node.clone(), written.span);
        let field = self.field(written, block).and_then(|field| self.series(written, field));
        match field {
            Ok(fields) => self.fields.extend(fields),
            Err(reported) => self.names.set(&written.name, Meaning::Broken(reported)),
        }
    }

    pub(super) fn field(&mut self, written: &ast::Field, block: Option<&str>) -> Result<Field, Reported> {
        let declared = self.declared_kind(&written.kind, &written.attributes)?;
        let exact = always_exact(&declared);
        let mut field = Field {
            unit: declared.unit,
            digits: declared.digits,
            exact,
            block: block.map(str::to_owned),
            ..Field::new(written.name.clone(), declared.kind)
        };
        let before = self.diagnostics.count();
        let mut seen = BTreeSet::new();
        for attribute in &written.attributes {
            let (which, span) = place(attribute);
            if !seen.insert(which) {
                self.diagnostics.error(tree::stated_twice(span, &attribute_name(attribute), None));
                continue;
            }
            match attribute {
                FieldAttribute::Range(range) if !has_order(&field.kind) => {
                    let after = written.kind.span;
                    let first = written.attributes.first() == Some(attribute);
                    let removed = if first { Span { start: after.end, ..range.span } } else { range.span };
                    let fault = faults::range_without_order(range.span, &field.kind).fix(removed, "");
                    self.diagnostics.error(fault);
                }
                FieldAttribute::Range(range) => {
                    if let Ok(interval) = self.interval(range, &field.kind) {
                        field.range = interval;
                    }
                }
                FieldAttribute::Optional(_) => field.optional = true,
                FieldAttribute::Exact(_) => field.exact = true,
                FieldAttribute::Origin(text) => field.origin = Some(text.node.clone()),
                FieldAttribute::PrintsLevel(level) => field.prints_level = level_of(level.node),
                // See `Checker::series`.
                FieldAttribute::LastYear(_) | FieldAttribute::Years(_) | FieldAttribute::Consolidation(_) => {}
            }
        }
        self.diagnostics.error_since(before).map_or(Ok(field), Err)
    }

    fn declared_kind(
        &mut self,
        written: &Spanned<WrittenKind>,
        attributes: &[FieldAttribute],
    ) -> Result<Declared, Reported> {
        let plain = |kind: Kind| Declared { unit: DisplayUnit::of(&kind), kind, digits: None };
        match &written.node {
            WrittenKind::Money { unit, digits, per: None } => {
                self.measured(unit, digits.as_ref(), &Wanted { word: self.word_of(written, attributes), ..money() })
            }
            WrittenKind::Money { unit, digits, per: Some(per) } => self.per_unit(unit, digits.as_ref(), per),
            WrittenKind::Count { unit, digits } => {
                let mut counted = self.measured(
                    unit,
                    digits.as_ref(),
                    &Wanted { word: self.word_of(written, attributes), ..count() },
                )?;
                // What is counted is counted in whole numbers, unless the author declares decimals.
                if matches!(counted.kind, Kind::Count(_)) {
                    counted.digits = counted.digits.or(Some(0));
                }
                Ok(counted)
            }
            WrittenKind::Ratio { unit, digits } => {
                self.proportion((unit.as_ref(), self.word_of(written, attributes)), digits.as_ref(), Kind::Ratio)
            }
            WrittenKind::Change { unit, digits } => {
                self.proportion((unit.as_ref(), self.word_of(written, attributes)), digits.as_ref(), Kind::Change)
            }
            WrittenKind::Point => Ok(plain(Kind::Point)),
            WrittenKind::Score => Ok(plain(Kind::Score)),
            WrittenKind::Number => Ok(plain(Kind::Number)),
            WrittenKind::Date => Ok(plain(Kind::Date)),
            WrittenKind::Days => Ok(plain(Kind::Days)),
            WrittenKind::WorkingDays => Ok(plain(Kind::WorkingDays)),
            WrittenKind::YesNo => Ok(plain(Kind::YesNo)),
            WrittenKind::Text => Ok(plain(Kind::Text)),
            WrittenKind::Target => Ok(plain(Kind::Target)),
            WrittenKind::Quantity => Ok(plain(Kind::Quantity)),
            WrittenKind::Levels { names, ordered } => self.levels(names, *ordered).map(plain),
            WrittenKind::Hole => Err(self.unread(written.span)),
        }
    }

    fn measured(
        &mut self,
        unit: &Spanned<String>,
        digits: Option<&Spanned<u32>>,
        wanted: &Wanted,
    ) -> Result<Declared, Reported> {
        let places = digits.map(|digits| digits.node);
        let found = self.unit(unit)?;
        let fits = match found.kind {
            Kind::Money => wanted.money,
            Kind::Per(..) => true,
            Kind::Count(_) => !wanted.money,
            _ => false,
        };
        if !fits {
            let right = right_word(&found.kind, &unit.node);
            let fault = faults::unit_of_other_kind(unit, &wanted.name, &found.kind, &right);
            return Err(self.diagnostics.error(self.other_kind(fault, wanted.word, &found.kind)));
        }
        Ok(declared(found, unit.node.as_str().into(), places))
    }

    /// `金额(元, 2位)/人·月`.
    fn per_unit(
        &mut self,
        unit: &Spanned<String>,
        digits: Option<&Spanned<u32>>,
        per: &Spanned<String>,
    ) -> Result<Declared, Reported> {
        let over = self.measured(unit, digits, &money())?;
        let whole = format!("{}/{}", unit.node, per.node);
        let Some(found) = self.units.find(&whole) else {
            for part in per.node.split('·') {
                self.unit(&Spanned::new(part.to_owned(), per.span))?;
            }
            let right = text!(
                "斜线后面写数量的单位，例如 金额(元)/人",
                "after the stroke stands a counted thing, as in money(元)/人"
            );
            let name = text!("“每…”", "\"per …\"");
            let under = self.unit(&Spanned::new(per.node.clone(), per.span))?;
            return Err(self.diagnostics.error(faults::unit_of_other_kind(per, &name, &under.kind, &right)));
        };
        let declared = declared(found, whole.as_str().into(), over.digits);
        self.used_units.insert(whole);
        Ok(declared)
    }

    /// Ratios and changes: %, ‰ or, without a unit, fractions (whose digits count those of the percentage).
    fn proportion(
        &mut self,
        (unit, word): (Option<&Spanned<String>>, Option<Span>),
        digits: Option<&Spanned<u32>>,
        kind: Kind,
    ) -> Result<Declared, Reported> {
        let places = digits.map(|digits| digits.node);
        let Some(unit) = unit else {
            let digits = places.map(|places| places.saturating_add(2));
            let unit = DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: digits.unwrap_or(0) };
            return Ok(Declared { kind, unit, digits });
        };
        let found = self.unit(unit)?;
        if found.kind != Kind::Ratio {
            let name = Text::new(kind.zh(), kind.en());
            let right = right_word(&found.kind, &unit.node);
            let fault = faults::unit_of_other_kind(unit, &name, &found.kind, &right);
            return Err(self.diagnostics.error(self.other_kind(fault, word, &found.kind)));
        }
        Ok(declared(Unit { kind, factor: found.factor }, unit.node.as_str().into(), places))
    }

    /// With the word for the kind that a unit measures, in the place of the one that is written.
    fn other_kind(&self, fault: Diagnostic, word: Option<Span>, found: &Kind) -> Diagnostic {
        let words = match found {
            Kind::Money => ("金额(", "money("),
            Kind::Count(_) => ("数量(", "count("),
            Kind::Ratio => ("比率(", "ratio("),
            _ => return fault,
        };
        let right = if self.language == Language::Zh { words.0 } else { words.1 };
        match word {
            Some(word) => fault.fix(word, right),
            None => fault,
        }
    }

    /// From the word for a kind to its unit, where the range agrees with the unit, so that the word alone is wrong.
    fn word_of(&self, written: &Spanned<WrittenKind>, attributes: &[FieldAttribute]) -> Option<Span> {
        let unit = match &written.node {
            WrittenKind::Money { unit, per: None, .. } | WrittenKind::Count { unit, .. } => unit,
            WrittenKind::Ratio { unit, .. } | WrittenKind::Change { unit, .. } => unit.as_ref()?,
            _ => return None,
        };
        let kind = self.units.find(&unit.node)?.kind;
        let bounds = attributes.iter().filter_map(|attribute| match attribute {
            FieldAttribute::Range(range) => Some([&range.lower, &range.upper]),
            _ => None,
        });
        let agrees = bounds.flatten().flatten().all(|bound| match &bound.value.node {
            ast::ExprNode::Literal(literal) => match &literal.unit {
                ast::LiteralUnit::Unit(own) => self.units.find(&own.node).is_some_and(|own| own.kind == kind),
                ast::LiteralUnit::None | ast::LiteralUnit::Date => false,
            },
            _ => false,
        });
        agrees.then_some(Span { end: unit.span.start, ..written.span })
    }

    fn levels(&mut self, names: &[ast::Name], ordered: bool) -> Result<Kind, Reported> {
        let before = self.diagnostics.count();
        for (index, name) in names.iter().enumerate() {
            if let Some(first) = names.iter().take(index).find(|first| first.node == name.node) {
                let what = text!("取值", "level");
                self.diagnostics.error(tree::stated_twice(name.span, &what, Some(first.span)));
            }
        }
        self.diagnostics.error_since(before).map_or(Ok(()), Err)?;
        let names = names.iter().map(|name| name.node.clone()).collect::<Arc<[String]>>();
        Ok(Kind::Level(Levels { names, ordered }))
    }
}

/// The level that a word stands for.
pub(super) fn level_of(level: CheckLevel) -> Level {
    match level {
        CheckLevel::Hint => Level::Hint,
        CheckLevel::Explain => Level::Explain,
        CheckLevel::Error => Level::Error,
    }
}

/// What a unit is wanted for.
struct Wanted {
    money: bool,
    name: Text,
    /// The word for the kind, with its bracket, where another may take its place.
    word: Option<Span>,
}

fn has_order(kind: &Kind) -> bool {
    kind.is_ordered() && !matches!(kind, Kind::Level(_))
}

fn money() -> Wanted {
    Wanted { money: true, name: text!("金额", "money"), word: None }
}

fn count() -> Wanted {
    Wanted { money: false, name: text!("数量", "a count"), word: None }
}

fn declared(unit: Unit, symbol: Symbol, digits: Option<u32>) -> Declared {
    let display = DisplayUnit { symbol, factor: unit.factor, places: digits.unwrap_or(0) };
    Declared { kind: unit.kind, unit: display, digits }
}

/// Figures that are disclosed as finely as they are kept (`specs/language.md` §10): rounding explains nothing in them.
fn always_exact(declared: &Declared) -> bool {
    let thousand = Rational::whole(1000);
    match &declared.kind {
        Kind::Ratio | Kind::Change | Kind::Point => false,
        Kind::Money => declared.unit.factor < thousand && declared.digits.is_none_or(|digits| digits >= 2),
        Kind::Per(over, _) if **over == Kind::Money => {
            declared.unit.factor < thousand && declared.digits.is_none_or(|digits| digits >= 2)
        }
        Kind::Count(_) => declared.unit.factor < thousand,
        _ => true,
    }
}

fn right_word(found: &Kind, unit: &str) -> Text {
    match found {
        Kind::Money => text!("写成 金额({unit})", "write money({unit})"),
        Kind::Count(_) => text!("写成 数量({unit})", "write count({unit})"),
        Kind::Ratio => text!("写成 比率({unit})", "write ratio({unit})"),
        Kind::Point => text!("写成 百分点", "write pp"),
        Kind::Score => text!("写成 分", "write points"),
        Kind::Days => text!("写成 日", "write days"),
        Kind::WorkingDays => text!("写成 工作日", "write workdays"),
        _ => text!("请换一个单位", "use another unit"),
    }
}

fn place(attribute: &FieldAttribute) -> (u8, Span) {
    match attribute {
        FieldAttribute::Range(range) => (0, range.span),
        FieldAttribute::Optional(span) => (1, *span),
        FieldAttribute::Exact(span) => (2, *span),
        FieldAttribute::Origin(text) => (3, text.span),
        FieldAttribute::PrintsLevel(level) => (4, level.span),
        FieldAttribute::LastYear(span) => (5, *span),
        FieldAttribute::Years(years) => (5, years.span),
        FieldAttribute::Consolidation(way) => (6, way.span),
    }
}

fn attribute_name(attribute: &FieldAttribute) -> Text {
    match attribute {
        FieldAttribute::Range(_) => text!("范围", "range"),
        FieldAttribute::Optional(_) => text!("可空", "optional"),
        FieldAttribute::Exact(_) => text!("精确", "exact"),
        FieldAttribute::Origin(_) => text!("来源", "origin"),
        FieldAttribute::PrintsLevel(_) => text!("各处", "prints"),
        FieldAttribute::LastYear(_) | FieldAttribute::Years(_) => text!("年份", "years"),
        FieldAttribute::Consolidation(_) => text!("汇总", "consolidate"),
    }
}
