//! Which tables, columns and fields have another name in the new rubric.

use std::collections::BTreeMap;

use super::data::{name, submitted};
use super::pairs::resemble;
use crate::rubric::{Field, Rubric, Table};

/// The new names, by the old ones; what keeps its name is not in it.
#[derive(Default)]
pub(super) struct Renamed {
    fields: BTreeMap<String, String>,
    tables: BTreeMap<String, String>,
    /// By the old names of table and column.
    columns: BTreeMap<(String, String), String>,
}

impl Renamed {
    /// What is gone and what is added with the same declaration, and with a name that is mostly the same or that no
    /// other could be. A table is found again by its columns.
    pub fn find(old: &Rubric, new: &Rubric) -> Self {
        let mut renamed = Renamed { tables: tables(old, new), ..Renamed::default() };
        let top = |rubric| columns(rubric, None);
        renamed.fields = pairs(top(old), top(new));
        for table in &old.tables {
            let own = &table.name.node;
            let inner = pairs(columns(old, Some(own)), columns(new, Some(renamed.table(own))));
            renamed.columns.extend(inner.into_iter().map(|(before, after)| ((own.clone(), before), after)));
        }
        renamed
    }

    /// The new name of a field.
    pub fn field<'n>(&'n self, own: &'n str) -> &'n str {
        self.fields.get(own).map_or(own, String::as_str)
    }

    /// The new name of a table.
    pub fn table<'n>(&'n self, own: &'n str) -> &'n str {
        self.tables.get(own).map_or(own, String::as_str)
    }

    /// The new name of a column of a table, both by their old names.
    pub fn column<'n>(&'n self, table: &str, own: &'n str) -> &'n str {
        self.columns.get(&(table.to_owned(), own.to_owned())).map_or(own, String::as_str)
    }
}

fn table_of<'a>(rubric: &'a Rubric, field: &Field) -> Option<&'a str> {
    field.table.map(|table| rubric.table(table).name.node.as_str())
}

/// The columns of a table, or the fields that stand in none.
fn columns<'a>(rubric: &'a Rubric, table: Option<&str>) -> Vec<&'a Field> {
    submitted(rubric).filter(|field| table_of(rubric, field) == table).collect()
}

fn pairs(old: Vec<&Field>, new: Vec<&Field>) -> BTreeMap<String, String> {
    let alone = |mine: &[&Field], other: &[&Field]| {
        let lonely = |one: &&Field| other.iter().all(|known| name(known) != name(one));
        mine.iter().copied().filter(lonely).map(|field| (name(field).to_owned(), field.clone())).collect::<Vec<_>>()
    };
    let (gone, mut added) = (alone(&old, &new), alone(&new, &old));
    let mut names = BTreeMap::new();
    for (own, before) in &gone {
        let alike = |(other, after): &(String, Field)| {
            let declared = before.kind == after.kind && before.unit == after.unit && before.range == after.range;
            let only = gone.iter().filter(|(_, one)| one.kind == before.kind).count() == 1
                && added.iter().filter(|(_, one)| one.kind == before.kind).count() == 1;
            declared && (resemble(own, other) || only)
        };
        if let Some(at) = added.iter().position(alike) {
            names.insert(own.clone(), added.remove(at).0);
        }
    }
    names
}

fn tables(old: &Rubric, new: &Rubric) -> BTreeMap<String, String> {
    let lonely = |rubric: &Rubric, other: &Rubric| {
        let known = |table: &&Table| other.tables.iter().all(|one| one.name.node != table.name.node);
        rubric.tables.iter().filter(known).map(|table| table.name.node.clone()).collect::<Vec<_>>()
    };
    let heads = |rubric: &Rubric, table: &str| {
        let all = columns(rubric, Some(table)).into_iter();
        all.map(|field| (field.name.node.clone(), field.kind.clone())).collect::<Vec<_>>()
    };
    let (gone, mut added) = (lonely(old, new), lonely(new, old));
    let mut names = BTreeMap::new();
    for before in gone {
        if let Some(at) = added.iter().position(|after| heads(old, &before) == heads(new, after)) {
            names.insert(before, added.remove(at));
        }
    }
    names
}
