//! The checks of two rubrics beside each other.

use super::change::{Section, What};
use super::data::level;
use super::meaning::Reader;
use super::renamed::Renamed;
use super::words::{Told, in_both, marked, none, same, say};
use crate::diagnostic::{Language, Text};
use crate::quantity::Kind;
use crate::rubric::{Check, DisplayUnit, Expr};

/// Tells what differs in the checks.
pub(super) fn checks(old: &Reader<'_>, new: &Reader<'_>, told: &mut Told) {
    told.section = Section::Checks;
    let key = |check: &Check, renamed: &Renamed| {
        let name = &check.name.node;
        (check.stated.is_some(), if check.stated.is_some() { renamed.field(name) } else { name }.to_owned())
    };
    let sort = |check: &Check, l: Language| match check.stated {
        Some(_) => say(l, "填报", "stated"),
        None => say(l, "校验", "check"),
    };
    let content = |reader: &Reader<'_>, check: &Check| {
        let table = check.each_row.map(|table| reader.table(table));
        (check.condition.as_ref().map(|one| reader.meaning(one)), reader.meanings(&check.assertions), table)
    };
    let none_renamed = Renamed::default();
    let mut rest = old.rubric.checks.iter().collect::<Vec<_>>();
    let mut added = Vec::new();
    for after in &new.rubric.checks {
        match rest.iter().position(|before| key(before, old.renamed) == key(after, &none_renamed)) {
            Some(at) => {
                let before = rest.remove(at);
                told.subject = in_both(|l| format!("{} {}", sort(after, l), after.name.node));
                check((old, before), (new, after), told);
            }
            None => added.push(after),
        }
    }
    for after in added {
        told.subject = in_both(|l| format!("{} {}", sort(after, l), after.name.node));
        match rest.iter().position(|before| content(old, before) == content(new, after)) {
            Some(at) => {
                let before = rest.remove(at);
                let names = (marked(&before.name.node), marked(&after.name.node));
                told.arrow(What::Renamed, Text::new("改名", "renamed"), names, (Some(before.span), Some(after.span)));
                check((old, before), (new, after), told);
            }
            None => {
                let all = after.assertions.iter().collect::<Vec<_>>();
                let text = in_both(|l| format!("{}{}", say(l, "新增：", "added: "), assertions(new, &all, l)));
                told.tell(What::Added, text, (None, Some(after.span)));
            }
        }
    }
    for before in rest {
        told.subject = in_both(|l| format!("{} {}", sort(before, l), before.name.node));
        let all = before.assertions.iter().collect::<Vec<_>>();
        let text = in_both(|l| format!("{}{}", say(l, "取消：", "removed: "), assertions(old, &all, l)));
        told.tell(What::Removed, text, (Some(before.span), None));
    }
}

fn assertions(reader: &Reader<'_>, list: &[&Expr], language: Language) -> String {
    let all = list.iter().map(|one| reader.rubric.written(one, language)).collect::<Vec<_>>();
    all.join(say(language, "；", "; "))
}

fn check((reader, old): (&Reader<'_>, &Check), (other, new): (&Reader<'_>, &Check), told: &mut Told) {
    let places = (Some(old.span), Some(new.span));
    let mut added = new.assertions.iter().collect::<Vec<_>>();
    let mut gone = Vec::new();
    for before in &old.assertions {
        match added.iter().position(|after| reader.agrees(before, (other, after))) {
            Some(at) => drop(added.remove(at)),
            None => gone.push(before),
        }
    }
    if !gone.is_empty() || !added.is_empty() {
        let show = |reader: &Reader<'_>, list: &[&Expr]| match list {
            [] => none(),
            _ => in_both(|l| assertions(reader, list, l)),
        };
        let sides = (show(reader, &gone), show(other, &added));
        told.arrow(What::Formula, Text::new("核对", "asserts"), sides, places);
    }
    let kept = match (&old.condition, &new.condition) {
        (Some(before), Some(after)) => reader.agrees(before, (other, after)),
        (None, None) => true,
        _ => false,
    };
    if !kept {
        let show = |reader: &Reader<'_>, check: &Check| match &check.condition {
            Some(condition) => in_both(|l| reader.rubric.written(condition, l)),
            None => none(),
        };
        told.arrow(What::Condition, Text::new("条件", "condition"), (show(reader, old), show(other, new)), places);
    }
    let tolerance = |reader: &Reader<'_>, check: &Check| {
        check.tolerance.as_ref().map_or_else(none, |at| match check.assertions.first() {
            Some(first) => {
                let side = first.children().first().copied().unwrap_or(first).clone();
                same(&crate::rubric::unit_of_sides(&side, &side, reader.rubric).plain(at))
            }
            None => same(&DisplayUnit::of(&Kind::Number).plain(at)),
        })
    };
    if old.tolerance != new.tolerance {
        let sides = (tolerance(reader, old), tolerance(other, new));
        told.arrow(What::Check, Text::new("容差", "tolerance"), sides, places);
    }
    if old.level != new.level {
        told.arrow(What::Check, Text::new("级别", "level"), (level(old.level), level(new.level)), places);
    }
    let table = |reader: &Reader<'_>, check: &Check| {
        check.each_row.map_or_else(none, |table| same(&reader.rubric.table(table).name.node))
    };
    let kept = old.each_row.map(|one| reader.table(one)) == new.each_row.map(|one| other.table(one));
    if !kept {
        told.arrow(What::Check, Text::new("逐行", "each row of"), (table(reader, old), table(other, new)), places);
    }
    told.texts(&old.texts, &new.texts, places);
}
