//! 删除, and 修改 of a declaration as a whole.

use super::find::{Part, Thing, item_at, key_of, list_of, things};
use super::{Merger, diagnostics, meaning, words};
use crate::diagnostic::Reported;
use crate::source::Span;
use crate::syntax::ast::{Check, Element, Field, Gone, Item, Replacement, Revision, Statement, Target};

impl Merger<'_> {
    /// `删除 …`.
    pub(super) fn remove(&mut self, target: &Target, revision: &mut Revision) -> Result<(), Reported> {
        let thing = self.find(target)?;
        let all = things(&self.file.items);
        for part in all.iter().filter(|one| one.is_within(&thing)) {
            let touched = self.touched.iter().find(|((key, ..), _)| *key == part.key).map(|(_, by)| *by);
            if let Some(by) = touched.or(self.added.get(&part.key).copied()) {
                let what = words::thing(part.element, part.names.last().map(String::as_str));
                return Err(self.diagnostics.error(diagnostics::twice((&what, None), target.span, by)));
            }
            revision.gone.push(Gone { element: part.element, names: part.names.clone(), new: None });
        }
        if matches!(thing.element, Element::Indicator | Element::Group(_)) {
            revision.sums.push(self.group_above(&thing.at));
        }
        self.altered(&thing.at);
        let owner = if thing.part.is_some() {
            thing.at.as_slice()
        } else {
            thing.at.split_last().map_or(&[][..], |(_, above)| above)
        };
        revision.target = item_at(&mut self.file.items, owner).and_then(|item| key_of(item));
        match thing.part {
            None => {
                if let Some((list, index)) = list_of(&mut self.file.items, &thing.at)
                    && index < list.len()
                {
                    list.remove(index);
                }
            }
            Some(part) => self.remove_part(&thing, part),
        }
        self.removed.push((thing, revision.head));
        Ok(())
    }

    fn remove_part(&mut self, thing: &Thing, part: Part) {
        let Some((list, index)) = list_of(&mut self.file.items, &thing.at) else { return };
        match (list.get_mut(index), part) {
            (Some(Item::Data(data)), Part::Field(n)) if n < data.fields.len() => {
                data.fields.remove(n);
                if data.fields.is_empty() {
                    list.remove(index);
                }
            }
            (Some(Item::Table(table)), Part::Field(n)) if n < table.fields.len() => drop(table.fields.remove(n)),
            (Some(Item::Table(table)), Part::Definition(n)) if n < table.definitions.len() => {
                drop(table.definitions.remove(n));
            }
            (Some(Item::Indicator(indicator)), Part::Statement(n)) if n < indicator.statements.len() => {
                drop(indicator.statements.remove(n));
            }
            _ => {}
        }
    }

    /// `修改 字段 …`, `修改 等级：…`: one declaration in the place of another.
    pub(super) fn replace(
        &mut self,
        target: &Target,
        replacement: Replacement,
        revision: &mut Revision,
    ) -> Result<(), Reported> {
        let thing = self.find(target)?;
        let at = target.span;
        self.touch(&thing, (None, None), at, revision)?;
        self.altered(thing.at.get(..thing.at.len().saturating_sub(1)).unwrap_or_default());
        let slot = item_at(&mut self.file.items, &thing.at);
        let (same, key) = match (replacement, slot, thing.part) {
            (Replacement::Field(field), Some(Item::Data(data)), Some(Part::Field(n))) => {
                put(&mut data.fields, n, *field)
            }
            (Replacement::Field(field), Some(Item::Table(table)), Some(Part::Field(n))) => {
                put(&mut table.fields, n, *field)
            }
            (Replacement::Check(check), Some(Item::Check(own)), None) => rows(own, *check),
            (Replacement::Check(check), Some(Item::Indicator(one)), Some(Part::Statement(n))) => {
                match one.statements.get_mut(n) {
                    Some(Statement::Check(own)) => rows(own, *check),
                    _ => (false, at),
                }
            }
            (Replacement::Range(range), Some(Item::Adjustments(block)), None) => {
                let same = block.range.as_ref().is_some_and(|own| meaning(own) == meaning(&*range));
                let key = range.span;
                block.range = Some(*range);
                (same, key)
            }
            (Replacement::Item(item), Some(Item::Table(table)), Some(Part::Definition(n))) => match *item {
                Item::Definition(definition) => put(&mut table.definitions, n, definition),
                _ => (false, at),
            },
            (Replacement::Item(item), Some(Item::Indicator(one)), Some(Part::Statement(n))) => {
                match (*item, one.statements.get_mut(n)) {
                    (Item::Stated(stated), Some(own)) => {
                        let new = Statement::Stated(stated.clone());
                        let same = meaning(own) == meaning(&new);
                        *own = new;
                        (same, stated.span)
                    }
                    _ => (false, at),
                }
            }
            (Replacement::Item(item), Some(own), None) => {
                let same = meaning(own) == meaning(&*item);
                let key = key_of(&item).unwrap_or(at);
                *own = *item;
                (same, key)
            }
            _ => (false, at),
        };
        if same {
            let name = words::thing(thing.element, thing.names.last().map(String::as_str));
            return Err(self.diagnostics.error(diagnostics::unchanged(&name, at, thing.span)));
        }
        if thing.part.is_some() || matches!(thing.element, Element::Check | Element::Adjustments) {
            self.altered(&thing.at);
        }
        // Whoever amends it again in this layer finds it by its new place.
        self.touched.insert((key, None, None), revision.head);
        revision.target = Some(if thing.element == Element::Adjustments { thing.key } else { key });
        revision.brought.push(key);
        Ok(())
    }
}

/// Puts a declaration in the place of the one there; whether they say the same, and the new one's place.
fn put<T: std::fmt::Debug + Spanned>(list: &mut [T], index: usize, new: T) -> (bool, Span) {
    let key = new.place();
    let Some(own) = list.get_mut(index) else { return (false, key) };
    let same = meaning(own) == meaning(&new);
    *own = new;
    (same, key)
}

/// What has a place of its own.
trait Spanned {
    fn place(&self) -> Span;
}

impl Spanned for Field {
    fn place(&self) -> Span {
        self.span
    }
}

impl Spanned for crate::syntax::ast::Definition {
    fn place(&self) -> Span {
        self.span
    }
}

/// The rows given of a check in the place of those of their sort.
fn rows(own: &mut Check, new: Check) -> (bool, Span) {
    let before = meaning(own);
    let key = own.span;
    if new.condition.is_some() {
        own.condition = new.condition;
    }
    if !new.assertions.is_empty() {
        own.assertions = new.assertions;
    }
    if new.level.is_some() {
        own.level = new.level;
    }
    if new.tolerance.is_some() {
        own.tolerance = new.tolerance;
    }
    for text in &new.texts {
        own.texts.retain(|one| one.kind != text.kind || one.span.source == text.span.source);
    }
    own.texts.extend(new.texts);
    (before == meaning(own), key)
}
