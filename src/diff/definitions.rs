//! Definitions whose meaning changed: told once, by their names, instead of wherever they are read.

use std::collections::BTreeSet;

use super::change::{Change, Section, What};
use super::meaning::Reader;
use super::words::{Told, in_both};
use crate::diagnostic::{Language, Text};
use crate::rubric::{Definition, Rubric};

/// The definitions of both rubrics that are written to mean something else, not only by what they read.
pub(super) fn changed(old: &Reader<'_>, new: &Reader<'_>) -> BTreeSet<String> {
    let pairs = named(new.rubric).filter_map(|after| {
        let before = named(old.rubric).find(|before| before.name.node == after.name.node)?;
        Some((before, after))
    });
    let pairs = pairs.collect::<Vec<_>>();
    let common = pairs.iter().map(|(before, _)| before.name.node.clone()).collect::<BTreeSet<_>>();
    let (apart, other) = (Reader { opaque: &common, ..*old }, Reader { opaque: &common, ..*new });
    let differ = pairs.into_iter().filter(|(before, after)| {
        let same = |reader: &Reader<'_>, other: &Reader<'_>| reader.agrees(&before.value, (other, &after.value));
        !same(old, new) && !same(&apart, &other)
    });
    differ.map(|(before, _)| before.name.node.clone()).collect()
}

/// The changes but for those that definitions make, and the definitions with who reads them.
///
/// `all` is what was found with definitions put in; `compared` compares with these read by their names.
pub(super) fn told_apart(
    (old, new): (&Rubric, &Rubric),
    all: &[Change],
    changed: &BTreeSet<String>,
    compared: &dyn Fn(&BTreeSet<String>) -> Vec<Change>,
) -> Vec<Change> {
    let differs = |subject: &Text| all.iter().any(|change| change.subject == *subject);
    let mut own = compared(changed);
    own.retain(|change| differs(&change.subject));
    let mut told = Told::new(Section::Data, Text::new("", ""));
    for after in named(new).filter(|one| changed.contains(&one.name.node)) {
        let name = &after.name.node;
        let Some(before) = named(old).find(|before| before.name.node == *name) else { continue };
        let others = changed.iter().filter(|other| *other != name).cloned().collect::<BTreeSet<_>>();
        let with = compared(&others);
        let mut readers = Vec::<Text>::new();
        for change in all {
            let texts = |list: &[Change]| {
                let of = list.iter().filter(|one| one.subject == change.subject);
                of.map(|one| one.text.zh.clone()).collect::<Vec<_>>()
            };
            if !readers.contains(&change.subject) && texts(&own) != texts(&with) {
                readers.push(change.subject.clone());
            }
        }
        if readers.is_empty() {
            continue;
        }
        told.subject = Text::new(format!("定义 {name}"), format!("definition {name}"));
        let text = in_both(|l| {
            let (before, after) = (old.written(&before.value, l), new.written(&after.value, l));
            let readers = readers.iter().map(|reader| reader.get(l)).collect::<Vec<_>>();
            match l {
                Language::Zh => format!("{before} → {after}（用于 {}）", readers.join("、")),
                Language::En => format!("{before} → {after} (used by {})", readers.join(", ")),
            }
        });
        told.tell(What::Formula, text, (Some(before.name.span), Some(after.name.span)));
    }
    // They stand after the data and before the tree.
    let tree = own.iter().position(|change| change.section > Section::Data).unwrap_or(own.len());
    own.splice(tree..tree, told.changes);
    own
}

/// Those that are read by their names alone.
fn named(rubric: &Rubric) -> impl Iterator<Item = &Definition> {
    rubric.definitions.iter().filter(|definition| definition.table.is_none())
}
