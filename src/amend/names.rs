//! `名称：…`: what is called otherwise, and whether it may be.

use super::add::{clash, in_table};
use super::find::{Part, Thing, item_at, things};
use super::rename::{Renamed, Renaming};
use super::{Merger, diagnostics, words};
use crate::diagnostic::Reported;
use crate::syntax::ast::{Element, Item, Name};

impl Merger<'_> {
    /// Whoever reads a thing by its name, reads it by the new one; a declaration of data is called by it, too.
    pub(super) fn rename(&mut self, thing: &Thing, name: &Name) -> Result<(), Reported> {
        let all = things(&self.file.items);
        let new = name.node.as_str();
        let Some((old, above)) = thing.names.split_last().filter(|(old, _)| *old != new) else { return Ok(()) };
        if let Some(other) =
            all.iter().find(|other| other.names.last() == Some(&name.node) && share(thing, other, &all))
        {
            let what = words::thing(other.element, Some(new));
            return Err(self.diagnostics.error(diagnostics::name_taken(&what, name.span, other.span)));
        }
        let what =
            match (thing.element, thing.part) {
                (Element::Indicator | Element::Group(_), _) => {
                    let node = |one: &&Thing| matches!(one.element, Element::Indicator | Element::Group(_));
                    let alike = all.iter().filter(node).filter(|one| one.names.last() == Some(old)).count();
                    Some(Renamed::Node(thing.names.clone(), alike == 1))
                }
                (Element::Table, _) => Some(Renamed::Table(old.clone())),
                (Element::Field | Element::Definition, Some(_)) => {
                    let table = all.iter().find(|one| one.part.is_none() && one.at == thing.at);
                    let of_table = table.is_some_and(|one| one.element == Element::Table);
                    let table = above.last().filter(|_| of_table);
                    Some(table.map_or_else(
                        || Renamed::Figure(old.clone()),
                        |table| Renamed::Column(table.clone(), old.clone()),
                    ))
                }
                (Element::Definition, None) => Some(Renamed::Figure(old.clone())),
                _ => None,
            };
        let tables = all.iter().filter(|one| one.element == Element::Table);
        let tables = tables.filter_map(|one| one.names.last().cloned()).collect();
        let mut renaming = Renaming { what, tables, new, places: &mut self.merged.renamed };
        renaming.items(&mut self.file.items, (&[], None));
        if let Some(name) = declared(item_at(&mut self.file.items, &thing.at), thing.part) {
            renaming.set(name);
        }
        Ok(())
    }
}

/// Whether two things may not be called the same.
fn share(one: &Thing, other: &Thing, all: &[Thing]) -> bool {
    let node = |element| matches!(element, Element::Indicator | Element::Group(_));
    let above = |thing: &Thing| thing.names.split_last().map(|(_, above)| above.to_vec());
    if node(one.element) {
        return node(other.element) && above(one) == above(other);
    }
    match in_table(one, all) {
        true => other.at == one.at && other.part.is_some(),
        false => !in_table(other, all) && (clash(one.element, other.element) || one.element == other.element),
    }
}

/// The name in a declaration of data. Those of indicators and groups stand in the amendment.
fn declared(item: Option<&mut Item>, part: Option<Part>) -> Option<&mut Name> {
    match (item?, part) {
        (Item::Data(data), None) => data.name.as_mut(),
        (Item::Data(data), Some(Part::Field(n))) => data.fields.get_mut(n).map(|field| &mut field.name),
        (Item::Table(table), None) => Some(&mut table.name),
        (Item::Table(table), Some(Part::Field(n))) => table.fields.get_mut(n).map(|field| &mut field.name),
        (Item::Table(table), Some(Part::Definition(n))) => table.definitions.get_mut(n).map(|one| &mut one.name),
        (Item::Definition(definition), None) => Some(&mut definition.name),
        _ => None,
    }
}
