//! Fields, definitions, units.

use super::ast::{Definition, Field, FieldAttribute, Item, Name, UnitDeclaration, WrittenKind};
use super::blocks::Statement;
use super::diagnostics;
use super::grammar::{Node, Parts, Rule};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;
use crate::source::Spanned;

/// Units with a character in them at which other units end.
const TIMED: [&str; 7] = ["千瓦时", "小时", "学时", "课时", "工时", "机时", "台时"];

impl<'a> Parser<'a, '_> {
    /// The fields of a block; what has not even a name is lost.
    pub fn fields(&mut self, list: &[Statement]) -> Vec<Field> {
        let mut fields = Vec::new();
        for whole in self.wholes(list, Place::Data) {
            match self.field(&whole) {
                Some(field) => fields.push(field),
                None => self.lose(whole.start, whole.close.max(whole.end)),
            }
        }
        fields
    }

    /// A field. If it cannot be read its name is kept where there is one.
    pub fn field(&mut self, whole: &Whole<'_>) -> Option<Field> {
        let read = self.read(whole).and_then(|node| self.read_field(&node));
        read.ok().or_else(|| self.broken_field(whole))
    }

    pub fn broken_field(&self, whole: &Whole<'_>) -> Option<Field> {
        let text = self.slice(whole.start, whole.end);
        let words = super::words::words(text, whole.start);
        let first = words.first().filter(|word| word.start == whole.start);
        let (start, end, name) = match (first, text.strip_prefix('「').and_then(|rest| rest.split_once('」'))) {
            (Some(word), _) => (word.start, word.end(), word.text),
            (None, Some((name, _))) => (whole.start, whole.start.saturating_add(name.len()).saturating_add(6), name),
            (None, None) => return None,
        };
        let span = self.normal.span(start, end);
        let name = Name { node: name.to_owned(), span };
        Some(Field {
            name,
            kind: Spanned::new(WrittenKind::Hole, span),
            attributes: Vec::new(),
            span: self.span_of(whole),
        })
    }

    pub fn read_field(&mut self, node: &Node<'a>) -> Result<Field, Reported> {
        let Some(name) = node.parts().seek(Rule::name) else { return Err(self.drift(node)) };
        self.read_field_as(node, self.name(&name))
    }

    /// The kind and the attributes of a field.
    pub fn read_field_as(&mut self, node: &Node<'a>, name: Name) -> Result<Field, Reported> {
        let mut parts = node.parts();
        let Some(kind) = parts.seek(Rule::kind) else { return Err(self.drift(node)) };
        let written = self.kind(&kind)?;
        let mut attributes = Vec::new();
        while let Some(attribute) = parts.seek(Rule::attribute) {
            attributes.push(self.attribute(&attribute)?);
        }
        Ok(Field { name, kind: kind.spanned(written), attributes, span: node.span() })
    }

    fn kind(&mut self, node: &Node<'a>) -> Result<WrittenKind, Reported> {
        let Some(inner) = node.parts().next() else { return Err(self.drift(node)) };
        let mut parts = inner.parts();
        Ok(match inner.rule() {
            Rule::money => {
                let unit = self.kind_unit(&mut parts, &inner)?;
                let digits = self.kind_digits(&mut parts)?;
                let per = parts.seek(Rule::unit).map(|unit| unit.spanned(unit.text().to_owned()));
                WrittenKind::Money { unit, digits, per }
            }
            Rule::count => {
                let unit = self.kind_unit(&mut parts, &inner)?;
                WrittenKind::Count { unit, digits: self.kind_digits(&mut parts)? }
            }
            Rule::ratio | Rule::change => {
                let fraction = inner.parts().any(|part| part.rule() == Rule::kw_fraction);
                let unit = if fraction { None } else { Some(self.kind_unit(&mut parts, &inner)?) };
                if let Some(unit) = unit.as_ref().filter(|unit| unit.node != "%" && unit.node != "‰") {
                    return Err(self.diagnostics.error(diagnostics::not_a_ratio_unit(unit.span, &unit.node)));
                }
                let digits = self.kind_digits(&mut parts)?;
                if inner.rule() == Rule::ratio {
                    WrittenKind::Ratio { unit, digits }
                } else {
                    WrittenKind::Change { unit, digits }
                }
            }
            Rule::levels => self.levels(&inner)?,
            Rule::kw_point => WrittenKind::Point,
            Rule::kw_score => WrittenKind::Score,
            Rule::kw_number => WrittenKind::Number,
            Rule::kw_date => WrittenKind::Date,
            Rule::kw_days => WrittenKind::Days,
            Rule::kw_workdays => WrittenKind::WorkingDays,
            Rule::kw_yes_or_no => WrittenKind::YesNo,
            Rule::kw_target_value => WrittenKind::Target,
            Rule::kw_quantity => WrittenKind::Quantity,
            _ => WrittenKind::Text,
        })
    }

    fn kind_unit(&mut self, parts: &mut Parts<'a>, node: &Node<'a>) -> Result<Spanned<String>, Reported> {
        match parts.seek(Rule::unit) {
            Some(unit) => Ok(unit.spanned(unit.text().to_owned())),
            None => Err(self.drift(node)),
        }
    }

    /// `2位`, if it is there.
    fn kind_digits(&mut self, parts: &mut Parts<'a>) -> Result<Option<Spanned<u32>>, Reported> {
        while let Some(rule) = parts.peek() {
            match rule {
                Rule::rparen => return Ok(None),
                Rule::digits => break,
                _ => drop(parts.next()),
            }
        }
        match parts.accept(Rule::digits).and_then(|digits| digits.parts().next()) {
            Some(number) => self.small(&number, 10).map(Some),
            None => Ok(None),
        }
    }

    fn levels(&mut self, node: &Node<'a>) -> Result<WrittenKind, Reported> {
        let mut names = Vec::new();
        let (mut more, mut commas) = (None, None);
        for part in node.parts() {
            match part.rule() {
                Rule::level_name => {
                    let Some(inner) = part.parts().next() else { return Err(self.drift(&part)) };
                    names.push(if inner.rule() == Rule::text { self.text(&inner) } else { self.name(&inner) });
                }
                Rule::more => more = Some(part.span()),
                Rule::comma => commas = Some(part.span()),
                _ => {}
            }
        }
        match (more, commas) {
            (Some(more), Some(comma)) => Err(self.diagnostics.error(diagnostics::levels_half_ordered(more, comma))),
            (more, _) => Ok(WrittenKind::Levels { names, ordered: more.is_some() }),
        }
    }

    fn attribute(&mut self, node: &Node<'a>) -> Result<FieldAttribute, Reported> {
        let mut parts = node.parts();
        let Some(first) = parts.next() else { return Err(self.drift(node)) };
        Ok(match (first.rule(), parts.next()) {
            (Rule::range, _) => FieldAttribute::Range(self.range(&first)?),
            (Rule::kw_optional, _) => FieldAttribute::Optional(first.span()),
            (Rule::kw_exact, _) => FieldAttribute::Exact(first.span()),
            (Rule::kw_origin, Some(text)) => FieldAttribute::Origin(self.text(&text)),
            (Rule::kw_last_year, _) => FieldAttribute::LastYear(first.span()),
            (Rule::recent, _) => FieldAttribute::Years(self.recent(&first)?),
            (Rule::consolidation, _) => FieldAttribute::Consolidation(self.consolidation(&first)?),
            (_, Some(level)) => FieldAttribute::PrintsLevel(level.spanned(self.check_level(&level))),
            _ => return Err(self.drift(node)),
        })
    }

    /// `定义 支出率 = 支出合计 / 年初预算`.
    pub fn definition(&mut self, node: &Node<'a>) -> Result<Definition, Reported> {
        let as_change = node.parts().any(|part| part.rule() == Rule::as_change);
        let mut parts = node.parts();
        let (name, value) = (parts.seek(Rule::name), parts.seek(Rule::expr));
        let (Some(name), Some(value)) = (name, value) else { return Err(self.drift(node)) };
        Ok(Definition { name: self.name(&name), as_change, value: self.expr(&value)?, span: node.span() })
    }

    /// `计量单位 …`: each unit of the list is a declaration of its own.
    pub fn unit_declarations(&mut self, node: &Node<'a>, whole: &Whole<'_>, items: &mut Vec<Item>) {
        let mut parts = node.parts();
        parts.seek(Rule::kw_unit);
        let kind = parts.accept(Rule::name).map(|name| self.name(&name));
        while let Some(entry) = parts.seek(Rule::unit_entry) {
            items.push(match self.unit_declaration(&entry, kind.clone()) {
                Ok(declaration) => Item::Unit(declaration),
                Err(_) => Item::Hole(self.span_of(whole)),
            });
        }
    }

    fn unit_declaration(&mut self, node: &Node<'a>, kind: Option<Name>) -> Result<UnitDeclaration, Reported> {
        let mut parts = node.parts();
        let Some(symbol) = parts.accept(Rule::unit_symbol) else { return Err(self.drift(node)) };
        let stops = ["得", "扣", "至", "时", "的", "以上", "以下", "以内", "且", "或"];
        let timed = TIMED.iter().any(|timed| symbol.text().ends_with(timed));
        if let Some(stop) = stops.iter().find(|stop| symbol.text().contains(**stop)).filter(|_| !timed) {
            return Err(self.diagnostics.error(diagnostics::unit_with_keyword(symbol.span(), symbol.text(), stop)));
        }
        let equals = match parts.seek(Rule::number) {
            None => None,
            Some(over) => {
                let numerator = self.decimal(&over)?.0;
                let denominator = if parts.pass_over(Rule::stroke) { parts.accept(Rule::number) } else { None };
                let denominator = match denominator {
                    Some(number) => self.decimal(&number)?.0,
                    None => rust_decimal::Decimal::ONE,
                };
                let Some(of) = parts.seek(Rule::unit_symbol) else { return Err(self.drift(node)) };
                if numerator.is_zero() || denominator.is_zero() {
                    return Err(self.diagnostics.error(diagnostics::unit_of_nothing(over.span(), symbol.text())));
                }
                Some((numerator, denominator, of.spanned(of.text().to_owned())))
            }
        };
        Ok(UnitDeclaration { kind, symbol: symbol.spanned(symbol.text().to_owned()), equals, span: node.span() })
    }
}
