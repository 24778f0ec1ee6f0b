//! What a year's change means: two rubrics compared by what they score, not by their lines.
//!
//! Groups and indicators are found again by name, then by place, then by contents; fields by name or declaration. Rules
//! that one number decides are compared as functions of it, on cells of the number line, so that a rule written in another
//! form is reported only where some value gets another score. What cannot be compared so is compared part by part in a
//! fixed form; then a difference may be told that moves no score, but no change is ever left out.

mod adapt;
mod amendments;
mod cases;
mod change;
mod checks;
mod conditions;
mod data;
mod definitions;
mod effect;
mod effects;
mod effects_data;
mod effects_parts;
mod ending;
mod figures;
mod form;
mod function;
mod levels;
mod meaning;
mod pairs;
mod parts;
mod pieces;
mod polynomial;
mod renamed;
mod rules;
mod show;
mod tree;
mod words;

pub use adapt::Matching;
pub use amendments::{Amendments, Between, Shared};
pub use change::{Change, Section, What};
pub use effect::{Effect, Moved, Part, Rejected, Scored};
pub use effects::Effects;
pub use show::{human, json, markdown};

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Text;
use crate::rubric::Rubric;
use crate::source::Span;
use meaning::Reader;
use pairs::Pairs;
use renamed::Renamed;
use tree::Tree;
use words::Told;

/// All changes of meaning from one rubric to another: header, data, tree, checks, end of the calculation; in each the
/// order of the new rubric, what is gone after what is left. Empty where they mean the same.
#[must_use]
pub fn diff(old: &Rubric, new: &Rubric) -> Vec<Change> {
    let (renamed, same) = (Renamed::find(old, new), Renamed::default());
    let (none, paths) = (BTreeSet::new(), BTreeMap::new());
    let before = Reader { rubric: old, renamed: &renamed, opaque: &none, paths: &paths };
    let after = Reader { rubric: new, renamed: &same, opaque: &none, paths: &paths };
    let changes = compared(&before, &after);
    let changed = definitions::changed(&before, &after);
    if changed.is_empty() {
        return changes;
    }
    definitions::told_apart((old, new), &changes, &changed, &|opaque| {
        compared(&Reader { opaque, ..before }, &Reader { opaque, ..after })
    })
}

/// All changes between what two readers read.
fn compared(old: &Reader<'_>, new: &Reader<'_>) -> Vec<Change> {
    let mut told = Told::new(Section::Header, Text::new("", ""));
    ending::header(old, new, &mut told);
    data::data(old, new, &mut told);
    let pairs = Pairs::find(old, new);
    let paths = pairs.iter().map(|(after, before)| (before, new.path(after))).collect();
    let old = &Reader { paths: &paths, ..*old };
    let mut tree = Tree { old, new, pairs, told: &mut told };
    tree.walk(None, None);
    ending::end(&mut tree);
    checks::checks(old, new, &mut told);
    let mut changes = told.changes;
    changes.sort_by_key(|change| change.section);
    for change in &mut changes {
        let of_parent =
            |span: Option<Span>, one: &Reader<'_>| span.is_some_and(|span| one.rubric.parents.contains(&span.source));
        change.inherited = (of_parent(change.old, old), of_parent(change.new, new));
    }
    changes
}
