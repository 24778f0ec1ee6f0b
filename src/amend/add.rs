//! 新增: what is added, and where.

use super::find::{Part, Thing, item_at, key_of, list_of, same_sort, things};
use super::{Merger, diagnostics, words};
use crate::diagnostic::Reported;
use crate::source::Span;
use crate::syntax::ast::{Added, Element, Field, Item, Name, Place, Replacement, Revision, Statement};

impl Merger<'_> {
    /// `新增 …`.
    pub(super) fn add(&mut self, added: Added, revision: &mut Revision) -> Result<(), Reported> {
        let Added { item, place, element } = added;
        let name = name_of(&item);
        let head = revision.head;
        match item {
            Replacement::Field(field) => self.add_field(*field, place.as_ref(), revision),
            Replacement::Item(item) => {
                let node = matches!(*item, Item::Group(_) | Item::Indicator(_));
                let key = key_of(&item).unwrap_or(head);
                let at = self.add_item(*item, (element, name.as_ref()), place.as_ref(), head)?;
                if node {
                    revision.sums.push(self.group_above(&at));
                }
                self.altered(&at);
                self.merged.altered.insert(key);
                self.added.insert(key, head);
                revision.target = Some(key);
                revision.brought.push(key);
                Ok(())
            }
            Replacement::Check(_) | Replacement::Range(_) => Ok(()),
        }
    }

    /// Puts an item where it belongs, and says where that is.
    fn add_item(
        &mut self,
        item: Item,
        (element, name): (Element, Option<&Name>),
        place: Option<&Place>,
        head: Span,
    ) -> Result<Vec<usize>, Reported> {
        let all = things(&self.file.items);
        let (mut at, above) = self.position(element, place)?;
        let exists = |one: &&Thing| {
            let node = |element| matches!(element, Element::Indicator | Element::Group(_));
            let sort =
                same_sort(element, one.element) || (node(element) && node(one.element)) || clash(element, one.element);
            let last = one.names.split_last();
            sort && match name {
                Some(name) if node(element) || element == Element::Check => {
                    last.is_some_and(|(own, rest)| *own == name.node && rest == above.as_slice())
                }
                Some(name) => last.is_some_and(|(own, _)| *own == name.node),
                None => one.names == above,
            }
        };
        if let Some(first) = all.iter().find(exists) {
            let what = words::thing(first.element, name.map(|name| name.node.as_str()));
            return Err(self.diagnostics.error(diagnostics::exists(
                &what,
                name.map_or(head, |name| name.span),
                first.span,
            )));
        }
        if let Some(Item::Indicator(indicator)) = owner(&mut self.file.items, &at, element) {
            let statement = match item {
                Item::Check(check) => Statement::Check(check),
                Item::Stated(stated) => Statement::Stated(stated),
                _ => return Ok(at),
            };
            indicator.statements.push(statement);
            return Ok(at);
        }
        if let Some((list, index)) = list_of(&mut self.file.items, &at) {
            let index = index.min(list.len());
            list.insert(index, item);
            if let Some(last) = at.last_mut() {
                *last = index;
            }
        }
        Ok(at)
    }

    /// Where something that is added goes, and the names above it.
    pub(super) fn position(
        &mut self,
        element: Element,
        place: Option<&Place>,
    ) -> Result<(Vec<usize>, Vec<String>), Reported> {
        let Some(place) = place else { return Ok((vec![self.file.items.len()], Vec::new())) };
        let node = matches!(element, Element::Indicator | Element::Group(_));
        let Some(before) = place.before else {
            let inside = node || matches!(element, Element::Check | Element::Stated | Element::Grades);
            if !inside {
                return Err(self.diagnostics.error(diagnostics::no_place_there(element, place.span)));
            }
            let owner = self.container(place, matches!(element, Element::Check | Element::Stated))?;
            let mut at = owner.at.clone();
            let length = match item_at(&mut self.file.items, &at) {
                Some(Item::Group(group)) => group.items.len(),
                Some(Item::Adjustments(block)) => block.items.len(),
                _ => return Ok((at, owner.names)),
            };
            at.push(length);
            return Ok((at, owner.names));
        };
        let all = things(&self.file.items);
        let fits = |one: &&Thing| {
            let sort = if node {
                matches!(one.element, Element::Indicator | Element::Group(_))
            } else {
                one.element == element
            };
            one.part.is_none() && sort && one.is_called(&place.path)
        };
        let found = all.iter().filter(fits).collect::<Vec<_>>();
        let [neighbour] = found.as_slice() else {
            let sort = if node { Element::Indicator } else { element };
            let fault = match found.is_empty() {
                true => diagnostics::unknown((sort, &place.path, place.span), &all),
                false => diagnostics::ambiguous((sort, &place.path, place.span), &found),
            };
            return Err(self.diagnostics.error(fault));
        };
        let mut at = neighbour.at.clone();
        if let Some(last) = at.last_mut() {
            *last = if before { *last } else { last.saturating_add(1) };
        }
        let above = neighbour.names.split_last().map(|(_, above)| above.to_vec());
        Ok((at, above.unwrap_or_default()))
    }

    /// The group (or, of checks, the indicator) that a path names.
    fn container(&mut self, place: &Place, or_indicator: bool) -> Result<Thing, Reported> {
        let all = things(&self.file.items);
        let fits = |one: &&Thing| {
            one.part.is_none()
                && (matches!(one.element, Element::Group(_) | Element::Adjustments)
                    || (or_indicator && one.element == Element::Indicator))
                && one.is_called(&place.path)
        };
        let found = all.iter().filter(fits).collect::<Vec<_>>();
        let whole = found.iter().find(|one| one.names.len() == place.path.len());
        match (found.as_slice(), whole) {
            ([one], _) | (_, Some(one)) => Ok((*one).clone()),
            ([], _) => {
                let fault = diagnostics::unknown((Element::Group(None), &place.path, place.span), &all);
                Err(self.diagnostics.error(fault))
            }
            (several, _) => {
                let fault = diagnostics::ambiguous((Element::Group(None), &place.path, place.span), several);
                Err(self.diagnostics.error(fault))
            }
        }
    }

    /// `新增 字段 电费：… 于 运行`.
    fn add_field(&mut self, field: Field, place: Option<&Place>, revision: &mut Revision) -> Result<(), Reported> {
        let Some(place) = place else {
            return Err(self.diagnostics.error(diagnostics::field_without_place(&field.name)));
        };
        let all = things(&self.file.items);
        let fits = |one: &&Thing| {
            let sort = match place.before {
                None => matches!(one.element, Element::Data | Element::Table),
                Some(_) => one.element == Element::Field,
            };
            sort && one.is_called(&place.path) && !one.names.is_empty()
        };
        let found = all.iter().filter(fits).collect::<Vec<_>>();
        let [block] = found.as_slice() else {
            let sort = if place.before.is_some() { Element::Field } else { Element::Data };
            let fault = match found.is_empty() {
                true => diagnostics::unknown((sort, &place.path, place.span), &all),
                false => diagnostics::ambiguous((sort, &place.path, place.span), &found),
            };
            return Err(self.diagnostics.error(fault));
        };
        let index = match (block.part, place.before) {
            (Some(Part::Field(n)), Some(true)) => n,
            (Some(Part::Field(n)), _) => n.saturating_add(1),
            _ => usize::MAX,
        };
        let table = matches!(item_at(&mut self.file.items, &block.at), Some(Item::Table(_)));
        let taken = all.iter().find(|one| {
            let scope = if table { one.at == block.at && one.part.is_some() } else { !in_table(one, &all) };
            scope && clash(Element::Field, one.element) && one.names.last() == Some(&field.name.node)
        });
        if let Some(first) = taken {
            let what = words::thing(first.element, Some(&field.name.node));
            return Err(self.diagnostics.error(diagnostics::exists(&what, field.name.span, first.span)));
        }
        let key = field.span;
        let fields = match item_at(&mut self.file.items, &block.at) {
            Some(Item::Data(data)) => &mut data.fields,
            Some(Item::Table(table)) => &mut table.fields,
            _ => return Ok(()),
        };
        fields.insert(index.min(fields.len()), field);
        self.altered(&block.at.clone());
        self.added.insert(key, revision.head);
        revision.target = Some(key);
        revision.brought.push(key);
        Ok(())
    }
}

/// Whether a thing is a column of a table.
pub(super) fn in_table(one: &Thing, all: &[Thing]) -> bool {
    one.part.is_some() && all.iter().any(|other| other.element == Element::Table && other.at == one.at)
}

/// Whether two sorts share one name space.
pub(super) fn clash(one: Element, other: Element) -> bool {
    let named = |element| matches!(element, Element::Field | Element::Definition | Element::Table);
    named(one) && named(other)
}

/// The indicator that a check goes into, where the place is one.
fn owner<'i>(items: &'i mut Vec<Item>, at: &[usize], element: Element) -> Option<&'i mut Item> {
    matches!(element, Element::Check | Element::Stated).then(|| item_at(items, at))?
}

/// The name of what is added.
fn name_of(item: &Replacement) -> Option<Name> {
    match item {
        Replacement::Field(field) => Some(field.name.clone()),
        Replacement::Item(item) => match &**item {
            Item::Data(data) => data.name.clone(),
            Item::Table(table) => Some(table.name.clone()),
            Item::Unit(unit) => Some(unit.symbol.clone()),
            Item::Definition(definition) => Some(definition.name.clone()),
            Item::Group(group) => Some(group.name.clone()),
            Item::Indicator(indicator) => Some(indicator.name.clone()),
            Item::Check(check) => Some(check.name.clone()),
            Item::Stated(stated) => Some(stated.field.clone()),
            _ => None,
        },
        Replacement::Check(_) | Replacement::Range(_) => None,
    }
}
