//! 继承, 修改, 新增, 删除, 移动.

use super::ast::{
    Added, Amendment, Change, Check, Element, Extends, Field, File, Item, Name, Patch, PatchNode, Place as Position,
    Points, Replacement, Target, TextKind,
};
use super::blocks::Statement;
use super::diagnostics;
use super::grammar::{Node, Rule, read};
use super::parse::{Parser, Whole};
use super::words::{Place, words};
use crate::diagnostic::Reported;
use crate::source::Span;

/// The keywords that begin a statement in `修改 … { … }`.
pub(super) const STARTERS: &[Rule] = &[
    Rule::kw_value,
    Rule::kw_name,
    Rule::kw_remove,
    Rule::kw_formula,
    Rule::kw_range,
    Rule::kw_direction,
    Rule::kw_target,
    Rule::kw_scoring,
    Rule::kw_not_applicable,
    Rule::kw_rounding,
    Rule::kw_authority,
    Rule::kw_wording,
    Rule::kw_note,
    Rule::kw_evidence,
    Rule::kw_origin,
    Rule::kw_check,
    Rule::kw_stated,
    Rule::kw_grades,
];

/// The words with which an amendment begins.
pub(super) const AMENDS: [&str; 8] = ["修改", "新增", "删除", "移动", "amend", "add", "remove", "move"];

impl<'a> Parser<'a, '_> {
    /// `继承 "…"` once, or an amendment.
    pub fn amendment_or_parent(&mut self, node: &Node<'a>, whole: &Whole<'_>, file: &mut File) {
        if node.rule() != Rule::extends {
            let amendment = self.amendment(node, whole).unwrap_or_else(|_| self.broken_amendment(whole));
            return file.amendments.push(amendment);
        }
        let Some(path) = node.parts().seek(Rule::text) else { return };
        let found = Extends { path: self.text(&path), span: node.span() };
        match &file.extends {
            Some(first) => {
                let word = node.parts().next().map_or("", |word| word.text());
                self.diagnostics.error(diagnostics::written_twice(found.span, word, first.span));
            }
            None => file.extends = Some(found),
        }
    }

    /// Whether a statement begins as an amendment does.
    pub fn amends(&self, whole: &Whole<'_>) -> bool {
        let head = words(self.slice(whole.start, whole.end), whole.start);
        let first = head.first().filter(|word| word.start == whole.start).map(|word| word.text);
        first.is_some_and(|first| AMENDS.contains(&first))
    }

    /// What is left of an amendment that could not be read.
    pub fn broken_amendment(&mut self, whole: &Whole<'_>) -> Amendment {
        let (head, span) = (self.head_of(whole), self.span_of(whole));
        Amendment { change: Change::Hole, reason: None, document: None, head, span }
    }

    fn amendment(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Amendment, Reported> {
        let (head, mut span) = (self.head_of(whole), self.span_of(whole));
        let mut amendment = Amendment { change: Change::Hole, reason: None, document: None, head, span };
        let inner = match node.rule() {
            Rule::amend => node.parts().find(|part| matches!(part.rule(), Rule::patched | Rule::replaced)),
            _ => None,
        };
        for part in inner.as_ref().unwrap_or(node).parts() {
            self.because(&part, &mut amendment)?;
        }
        for (start, end) in whole.tails.into_iter().flatten() {
            let own = Whole { start, end, body: None, close: end, ..*whole };
            match read(self.normal, Rule::because_tail, start, end) {
                Ok(tail) => {
                    self.note(&tail);
                    for part in tail.parts() {
                        self.because(&part, &mut amendment)?;
                    }
                }
                Err(failure) => return Err(self.explain(&own, &failure)),
            }
            span = span.to(self.normal.span(start, end));
        }
        amendment.span = span;
        amendment.change = match node.rule() {
            Rule::remove => {
                let Some(element) = node.parts().seek(Rule::element) else { return Err(self.drift(node)) };
                Change::Remove(self.amended(&element)?)
            }
            Rule::add => Change::Add(self.added(node, whole)?),
            Rule::moving => {
                let Some(place) = self.placing(node) else { return Err(self.drift(node)) };
                Change::Move(self.amended(node)?, place)
            }
            _ => match inner {
                Some(inner) if inner.rule() == Rule::patched => {
                    let target = self.amended(&inner)?;
                    Change::Patch(target, self.patches(whole.body.unwrap_or_default()))
                }
                Some(inner) => self.replacement(&inner, whole)?,
                None => return Err(self.drift(node)),
            },
        };
        Ok(amendment)
    }

    /// 理由 or 文号, each once.
    fn because(&mut self, node: &Node<'a>, amendment: &mut Amendment) -> Result<(), Reported> {
        if node.rule() != Rule::because {
            return Ok(());
        }
        let mut parts = node.parts();
        let Some(word) = parts.find(|part| matches!(part.rule(), Rule::kw_reason | Rule::kw_document)) else {
            return Err(self.drift(node));
        };
        let Some(text) = parts.seek(Rule::text) else { return Err(self.drift(node)) };
        let text = self.text(&text);
        let slot = if word.rule() == Rule::kw_reason { &mut amendment.reason } else { &mut amendment.document };
        match slot {
            Some(first) => {
                let fault = diagnostics::written_twice(node.span(), word.text(), first.span);
                Err(self.diagnostics.error(fault))
            }
            None => {
                *slot = Some(text);
                Ok(())
            }
        }
    }

    /// The sort of thing that is named, and its path.
    fn amended(&mut self, node: &Node<'a>) -> Result<Target, Reported> {
        let mut parts = node.parts();
        let word = parts.find(|part| element_of(part.rule()).is_some());
        let Some((word, element)) = word.and_then(|word| Some((word.clone(), element_of(word.rule())?))) else {
            return Err(self.drift(node));
        };
        let mut span = word.span();
        let mut path = Vec::new();
        for part in parts {
            match part.rule() {
                Rule::amended_path => path = self.names_of(&part),
                Rule::unit_symbol => path = vec![part.spanned(part.text().to_owned())],
                _ => continue,
            }
            span = span.to(part.span());
        }
        Ok(Target { element, path, span })
    }

    fn names_of(&self, node: &Node<'a>) -> Vec<Name> {
        let name = |part: Node<'a>| match part.rule() {
            Rule::name => Some(self.name(&part)),
            Rule::row_column => Some(part.spanned(part.text().to_owned())),
            _ => None,
        };
        node.parts().filter_map(name).collect()
    }

    /// `于 资产管理`, `于 资产管理/数据质量 之前`.
    fn placing(&self, node: &Node<'a>) -> Option<Position> {
        node.parts().find(|part| part.rule() == Rule::placing).map(|placing| {
            let side = placing.parts().find(|part| matches!(part.rule(), Rule::kw_before | Rule::kw_after));
            let path = placing.parts().seek(Rule::amended_path).map(|path| self.names_of(&path)).unwrap_or_default();
            Position { path, before: side.map(|side| side.rule() == Rule::kw_before), span: placing.span() }
        })
    }

    fn added(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Added, Reported> {
        let place = self.placing(node);
        let Some(inner) =
            node.parts().find(|part| !matches!(part.rule(), Rule::kw_add | Rule::placing | Rule::because))
        else {
            return Err(self.drift(node));
        };
        let own = Whole { start: inner.start(), ..*whole };
        let mut item = match inner.rule() {
            Rule::added_field => {
                let field = self.read_field(&inner)?;
                return Ok(Added { item: Replacement::Field(Box::new(named(field))), place, element: Element::Field });
            }
            Rule::unit_statement => self.one_unit(&inner, &own)?,
            _ => self.one_item(&inner, &own)?,
        };
        if let Item::Group(group) = &mut item {
            group.head = self.head_of(&own);
        }
        let Some(element) = element_of_item(&item) else { return Err(self.drift(node)) };
        Ok(Added { item: Replacement::Item(Box::new(item)), place, element })
    }

    /// One unit: several are several amendments.
    fn one_unit(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Item, Reported> {
        let mut items = Vec::new();
        self.unit_declarations(node, whole, &mut items);
        match (items.pop(), items.pop()) {
            (Some(item @ Item::Unit(_)), None) => Ok(item),
            (Some(Item::Unit(second)), Some(_)) => {
                Err(self.diagnostics.error(diagnostics::one_unit_at_a_time(second.span)))
            }
            _ => Err(self.drift(node)),
        }
    }

    fn replacement(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Change, Reported> {
        let Some(inner) = node.parts().next() else { return Err(self.drift(node)) };
        let mut target = match inner.rule() {
            Rule::replaced_check | Rule::replaced_field | Rule::replaced_definition | Rule::replaced_grades => {
                self.amended(&inner)?
            }
            _ => Target { element: Element::Veto, path: Vec::new(), span: inner.span() },
        };
        let replacement = match inner.rule() {
            Rule::replaced_check => {
                let check = self.check_rows(whole.body.unwrap_or_default());
                let span = self.span_of(whole);
                Replacement::Check(Box::new(Check { span, ..check }))
            }
            Rule::replaced_field => {
                let Some(name) = target.path.last().cloned() else { return Err(self.drift(node)) };
                Replacement::Field(Box::new(named(self.read_field_as(&inner, name)?)))
            }
            Rule::replaced_definition => {
                let Some(name) = target.path.last().cloned() else { return Err(self.drift(node)) };
                let as_change = inner.parts().any(|part| part.rule() == Rule::as_change);
                let Some(value) = inner.parts().seek(Rule::expr) else { return Err(self.drift(node)) };
                let value = self.expr(&value)?;
                let span = name.span.to(value.span);
                let definition = super::ast::Definition { name, as_change, value, span };
                Replacement::Item(Box::new(Item::Definition(definition)))
            }
            Rule::replaced_grades => Replacement::Item(Box::new(Item::Grades(self.grades(&inner)?))),
            Rule::replaced_range => {
                target.element = Element::Adjustments;
                let Some(interval) = inner.parts().seek(Rule::interval) else { return Err(self.drift(node)) };
                Replacement::Range(Box::new(self.interval(&interval)?))
            }
            Rule::unit_statement => {
                let unit = self.one_unit(&inner, whole)?;
                if let Item::Unit(declared) = &unit {
                    target.path = vec![declared.symbol.clone()];
                }
                Replacement::Item(Box::new(unit))
            }
            _ => Replacement::Item(Box::new(self.one_item(&inner, whole)?)),
        };
        if let Replacement::Item(item) = &replacement {
            target.element = element_of_item(item).unwrap_or(target.element);
            if let Item::Stated(stated) = &**item {
                target.path = vec![stated.field.clone()];
            }
        }
        Ok(Change::Replace(target, replacement))
    }

    fn patches(&mut self, list: &[Statement]) -> Vec<Patch> {
        let wholes = self.wholes(list, Place::Amended);
        let mut patches = Vec::with_capacity(wholes.len());
        for whole in &wholes {
            let read = match self.read_kind(whole) {
                Ok(node) => self.patch(&node, whole),
                Err(reported) => {
                    self.read_rows_of_broken(whole);
                    Err(reported)
                }
            };
            patches.push(Patch { node: read.unwrap_or(PatchNode::Hole), span: self.span_of(whole) });
        }
        patches
    }

    fn patch(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<PatchNode, Reported> {
        Ok(match node.rule() {
            Rule::new_points => {
                let mut parts = node.parts();
                let Some(value) = parts.find(|part| matches!(part.rule(), Rule::interval | Rule::points)) else {
                    return Err(self.drift(node));
                };
                PatchNode::Points(match value.rule() {
                    Rule::interval => Points::Range(Box::new(self.interval(&value)?)),
                    _ => self.points(&value, Some(&value))?,
                })
            }
            Rule::new_name => {
                let Some(name) = node.parts().seek(Rule::name) else { return Err(self.drift(node)) };
                PatchNode::Name(self.name(&name))
            }
            Rule::grades => PatchNode::Grades(self.grades(node)?),
            Rule::group | Rule::indicator => PatchNode::Item(Box::new(self.one_item(node, whole)?)),
            Rule::without => {
                let mut parts = node.parts();
                parts.pass_over(Rule::kw_remove);
                let Some(word) = parts.next() else { return Err(self.drift(node)) };
                let Some(element) = attribute_of(word.rule()) else { return Err(self.drift(node)) };
                PatchNode::Without(element, parts.accept(Rule::name).map(|name| self.name(&name)))
            }
            _ => PatchNode::Statement(Box::new(self.statement(node, whole)?)),
        })
    }
}

/// A field from its name on, without the word 字段.
fn named(mut field: Field) -> Field {
    field.span = Span { start: field.name.span.start, ..field.span };
    field
}

/// The sort of a keyword that names something.
fn element_of(rule: Rule) -> Option<Element> {
    Some(match rule {
        Rule::kw_indicator => Element::Indicator,
        Rule::kw_level_1 => Element::Group(Some(1)),
        Rule::kw_level_2 => Element::Group(Some(2)),
        Rule::kw_level_3 => Element::Group(Some(3)),
        Rule::kw_level_4 => Element::Group(Some(4)),
        Rule::kw_group => Element::Group(None),
        Rule::kw_field => Element::Field,
        Rule::kw_data => Element::Data,
        Rule::kw_table => Element::Table,
        Rule::kw_unit => Element::Unit,
        Rule::kw_define => Element::Definition,
        Rule::kw_check => Element::Check,
        Rule::kw_stated => Element::Stated,
        Rule::kw_grades => Element::Grades,
        Rule::kw_adjustments => Element::Adjustments,
        Rule::kw_capped_word | Rule::kw_not_capped => Element::Ceiling,
        Rule::kw_at_least_word => Element::Bottom,
        Rule::kw_veto => Element::Veto,
        _ => return None,
    })
}

/// The sort of a keyword that begins a statement of an indicator.
fn attribute_of(rule: Rule) -> Option<Element> {
    Some(match rule {
        Rule::kw_check => Element::Check,
        Rule::kw_stated => Element::Stated,
        Rule::kw_formula => Element::Formula,
        Rule::kw_range => Element::Range,
        Rule::kw_direction => Element::Direction,
        Rule::kw_target => Element::Target,
        Rule::kw_scoring => Element::Rule,
        Rule::kw_not_applicable => Element::NotApplicable,
        Rule::kw_rounding => Element::Rounding(None),
        Rule::kw_claimed => Element::Claim,
        Rule::kw_reviewed => Element::Review,
        Rule::kw_reason => Element::Reason,
        Rule::kw_grades => Element::Grades,
        rule => Element::Text(text_kind(rule)?),
    })
}

/// The sort of a keyword that begins a text.
pub(super) fn text_kind(rule: Rule) -> Option<TextKind> {
    match rule {
        Rule::kw_authority => Some(TextKind::Authority),
        Rule::kw_note => Some(TextKind::Note),
        Rule::kw_wording => Some(TextKind::Wording),
        Rule::kw_evidence => Some(TextKind::Evidence),
        Rule::kw_origin => Some(TextKind::Origin),
        _ => None,
    }
}

/// The sort of an item.
fn element_of_item(item: &Item) -> Option<Element> {
    Some(match item {
        Item::Data(_) => Element::Data,
        Item::Table(_) => Element::Table,
        Item::Unit(_) => Element::Unit,
        Item::Definition(_) => Element::Definition,
        Item::Group(group) => Element::Group(group.level.as_ref().map(|level| level.node)),
        Item::Indicator(_) => Element::Indicator,
        Item::Check(_) => Element::Check,
        Item::Stated(_) => Element::Stated,
        Item::Grades(_) => Element::Grades,
        Item::Adjustments(_) => Element::Adjustments,
        Item::Ceiling(_) => Element::Ceiling,
        Item::Bottom(_) => Element::Bottom,
        Item::Veto(_) => Element::Veto,
        Item::Test(_) | Item::Text(_) | Item::Hole(_) => return None,
    })
}
