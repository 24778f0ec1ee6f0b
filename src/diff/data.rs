//! Fields, tables and checks of two rubrics beside each other.

use std::collections::BTreeMap;

use super::change::{Section, What};
use super::meaning::Reader;
use super::pairs::resemble;
use super::rules::shown;
use super::words::{Told, in_both, marked, none, same, say};
use crate::diagnostic::{Language, Text};
use crate::quantity::Kind;
use crate::rubric::{Check, Consolidation, DisplayUnit, Field, Level, Rubric, Table, show_interval};

/// What a submission gives under one name: not cells of rows, nor figures that come from elsewhere, nor earlier years.
pub(super) fn submitted(rubric: &Rubric) -> impl Iterator<Item = &Field> {
    rubric.fields.iter().filter(|field| {
        let made = field.row.is_some() || field.compared.is_some() || field.stated_total.is_some();
        !made && field.of_year.as_ref().is_none_or(|of| of.back == 0)
    })
}

/// Its name, or that of its series.
pub(super) fn name(field: &Field) -> &str {
    field.of_year.as_ref().map_or(&field.name.node, |of| &of.series)
}

/// The fields that have another name in the new rubric: gone and added with the same declaration, and a name that is
/// mostly the same or that no other could be.
pub(super) fn renamed(old: &Rubric, new: &Rubric) -> BTreeMap<String, String> {
    let alone = |rubric: &Rubric, other: &Rubric| {
        let known = submitted(other).map(|field| name(field).to_owned()).collect::<Vec<_>>();
        let mine = submitted(rubric).filter(|field| field.table.is_none() && !known.contains(&name(field).to_owned()));
        mine.cloned().collect::<Vec<_>>()
    };
    let (gone, mut added) = (alone(old, new), alone(new, old));
    let mut names = BTreeMap::new();
    for before in &gone {
        let alike = |after: &&Field| {
            let declared = before.kind == after.kind && before.unit == after.unit && before.range == after.range;
            let only = gone.iter().filter(|other| other.kind == before.kind).count() == 1
                && added.iter().filter(|other| other.kind == before.kind).count() == 1;
            declared && (resemble(name(before), name(after)) || only)
        };
        if let Some(at) = added.iter().position(|after| alike(&after)) {
            let after = added.remove(at);
            names.insert(name(before).to_owned(), name(&after).to_owned());
        }
    }
    names
}

/// Tells what differs in the data.
pub(super) fn data(old: &Reader<'_>, new: &Reader<'_>, told: &mut Told) {
    told.section = Section::Data;
    tables(old, new, told);
    let key = |rubric: &Rubric, field: &Field, renamed: &BTreeMap<String, String>| {
        let table = field.table.map(|table| rubric.table(table).name.node.clone());
        let own = name(field);
        let own = if table.is_some() { own } else { renamed.get(own).map_or(own, String::as_str) };
        (table, own.to_owned())
    };
    let none_renamed = BTreeMap::new();
    let before = submitted(old.rubric).map(|field| (key(old.rubric, field, old.renamed), field));
    let mut before = before.collect::<BTreeMap<_, _>>();
    for field in submitted(new.rubric) {
        let place = key(new.rubric, field, &none_renamed);
        told.subject = subject(&place);
        match before.remove(&place) {
            Some(known) => fields((old, known), (new, field), told),
            None => alone(field, What::Added, told),
        }
    }
    for field in submitted(old.rubric) {
        let place = key(old.rubric, field, old.renamed);
        if before.remove(&place).is_some() {
            told.subject = subject(&place);
            alone(field, What::Removed, told);
        }
    }
}

fn subject((table, name): &(Option<String>, String)) -> Text {
    match table {
        Some(table) => Text::new(format!("明细 {table}.{name}"), format!("table {table}.{name}")),
        None => Text::new(format!("数据 {name}"), format!("data {name}")),
    }
}

fn alone(field: &Field, what: What, told: &mut Told) {
    let text = in_both(|l| {
        let kind = kind(&field.kind);
        let verb = if what == What::Added { say(l, "新增", "added") } else { say(l, "取消", "removed") };
        let optional = if field.optional { say(l, "，可空", ", optional") } else { "" };
        format!("{verb}{}{}{optional}", say(l, "，", ", "), kind.get(l))
    });
    let span = Some(field.name.span);
    told.tell(what, text, if what == What::Added { (None, span) } else { (span, None) });
}

fn kind(kind: &Kind) -> Text {
    Text::new(kind.zh(), kind.en())
}

fn fields((reader, old): (&Reader<'_>, &Field), (other, new): (&Reader<'_>, &Field), told: &mut Told) {
    let places = (Some(old.name.span), Some(new.name.span));
    if name(old) != name(new) {
        let names = (marked(name(old)), marked(name(new)));
        told.arrow(What::Renamed, Text::new("改名", "renamed"), names, places);
    }
    if old.kind != new.kind {
        let kinds = (kind(&old.kind), kind(&new.kind));
        told.arrow(What::Declaration, Text::new("种类", "kind"), kinds, places);
    } else if old.unit.symbol != new.unit.symbol {
        let units = (same(&old.unit.symbol), same(&new.unit.symbol));
        told.arrow(What::Declaration, Text::new("单位", "unit"), units, places);
    }
    if old.range != new.range {
        let show = |field: &Field| match field.range == crate::quantity::Interval::ALL {
            true => none(),
            false => same(&show_interval(&field.range, |at| shown(at, &field.kind, &field.unit))),
        };
        told.arrow(What::Range, Text::new("范围", "range"), (show(old), show(new)), places);
    }
    let years =
        |reader: &Reader<'_>, field: &Field| field.of_year.as_ref().map(|of| reader.rubric.series(&of.series).len());
    // In another unit a figure is exact or not by that unit.
    let same_unit = old.kind == new.kind && old.unit.symbol == new.unit.symbol;
    let yes = |yes: bool| if yes { Text::new("是", "yes") } else { Text::new("否", "no") };
    let digits = |field: &Field| {
        field.digits.map_or_else(none, |digits| in_both(|l| format!("{digits}{}", say(l, "位", " places"))))
    };
    let consolidation = |reader: &Reader<'_>, field: &Field| match field.consolidation {
        None => none(),
        Some(Consolidation::Sum) => Text::new("合计", "sum"),
        Some(Consolidation::Weighted(by)) => {
            in_both(|l| format!("{}({})", say(l, "加权", "weighted"), reader.field(by)))
        }
        Some(Consolidation::Recomputed) => Text::new("重算", "recomputed"),
        Some(Consolidation::NotAdded) => Text::new("不汇总", "not added"),
    };
    let year_count = |count: Option<usize>| {
        count.map_or_else(none, |count| in_both(|l| format!("{count}{}", say(l, "年", " years"))))
    };
    let parts = [
        (Text::new("小数", "decimals"), digits(old), digits(new)),
        (Text::new("可空", "optional"), yes(old.optional), yes(new.optional)),
        (Text::new("精确", "exact"), yes(old.exact && same_unit), yes(new.exact && same_unit)),
        (Text::new("各处", "prints"), level(old.prints_level), level(new.prints_level)),
        (Text::new("年数", "years"), year_count(years(reader, old)), year_count(years(other, new))),
        (Text::new("汇总", "consolidation"), consolidation(reader, old), consolidation(other, new)),
    ];
    for (name, before, after) in parts.into_iter().filter(|(_, before, after)| before != after) {
        told.arrow(What::Declaration, name, (before, after), places);
    }
    if old.origin != new.origin {
        let show = |text: &Option<String>| text.as_ref().map_or_else(none, |text| same(&format!("“{text}”")));
        told.arrow(What::Wording, Text::new("来源", "origin"), (show(&old.origin), show(&new.origin)), places);
    }
}

fn level(level: Level) -> Text {
    match level {
        Level::Hint => Text::new("提示", "hint"),
        Level::Explain => Text::new("需说明", "explain"),
        Level::Error => Text::new("错误", "error"),
    }
}

fn tables(old: &Reader<'_>, new: &Reader<'_>, told: &mut Told) {
    let find = |rubric: &'_ Rubric, name: &str| rubric.tables.iter().position(|table| table.name.node == name);
    let title = |table: &Table| Text::new(format!("明细 {}", table.name.node), format!("table {}", table.name.node));
    for after in &new.rubric.tables {
        told.subject = title(after);
        let before = find(old.rubric, &after.name.node).and_then(|at| old.rubric.tables.get(at));
        let Some(before) = before else {
            told.tell(What::Added, Text::new("新增明细表", "table added"), (None, Some(after.span)));
            continue;
        };
        let places = (Some(before.span), Some(after.span));
        if before.least_rows != after.least_rows {
            let rows = |table: &Table| same(&table.least_rows.to_string());
            told.arrow(What::Declaration, Text::new("至少行数", "least rows"), (rows(before), rows(after)), places);
        }
        let key = |reader: &Reader<'_>, table: &Table| table.key.map(|key| reader.rubric.field(key).name.node.clone());
        let keys = (key(old, before), key(new, after));
        if keys.0 != keys.1 {
            let show = |key: &Option<String>| key.as_ref().map_or_else(none, |key| same(key));
            told.arrow(What::Declaration, Text::new("键", "key"), (show(&keys.0), show(&keys.1)), places);
        }
    }
    for before in old.rubric.tables.iter().filter(|table| find(new.rubric, &table.name.node).is_none()) {
        told.subject = title(before);
        told.tell(What::Removed, Text::new("取消明细表", "table removed"), (Some(before.span), None));
    }
}

/// Tells what differs in the checks.
pub(super) fn checks(old: &Reader<'_>, new: &Reader<'_>, told: &mut Told) {
    told.section = Section::Checks;
    let key = |check: &Check, renamed: &BTreeMap<String, String>| {
        let name = &check.name.node;
        let name = if check.stated.is_some() { renamed.get(name).unwrap_or(name) } else { name };
        (check.stated.is_some(), name.clone())
    };
    let sort = |check: &Check, l: Language| match check.stated {
        Some(_) => say(l, "填报", "stated"),
        None => say(l, "校验", "check"),
    };
    let content = |reader: &Reader<'_>, check: &Check| {
        let table = check.each_row.map(|table| reader.rubric.table(table).name.node.clone());
        (check.condition.as_ref().map(|one| reader.meaning(one)), reader.meanings(&check.assertions), table)
    };
    let none_renamed = BTreeMap::new();
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
                let text = in_both(|l| format!("{}{}", say(l, "新增：", "added: "), assertions(new, after, l)));
                told.tell(What::Added, text, (None, Some(after.span)));
            }
        }
    }
    for before in rest {
        told.subject = in_both(|l| format!("{} {}", sort(before, l), before.name.node));
        let text = in_both(|l| format!("{}{}", say(l, "取消：", "removed: "), assertions(old, before, l)));
        told.tell(What::Removed, text, (Some(before.span), None));
    }
}

fn assertions(reader: &Reader<'_>, check: &Check, language: Language) -> String {
    let all = check.assertions.iter().map(|one| reader.rubric.formula(one, language)).collect::<Vec<_>>();
    all.join(say(language, "；", "; "))
}

fn check((reader, old): (&Reader<'_>, &Check), (other, new): (&Reader<'_>, &Check), told: &mut Told) {
    let places = (Some(old.span), Some(new.span));
    if reader.meanings(&old.assertions) != other.meanings(&new.assertions) {
        let sides = (in_both(|l| assertions(reader, old, l)), in_both(|l| assertions(other, new, l)));
        told.arrow(What::Formula, Text::new("核对", "asserts"), sides, places);
    }
    let meaning = |reader: &Reader<'_>, check: &Check| check.condition.as_ref().map(|one| reader.meaning(one));
    if meaning(reader, old) != meaning(other, new) {
        let show = |reader: &Reader<'_>, check: &Check| match &check.condition {
            Some(condition) => in_both(|l| reader.rubric.formula(condition, l)),
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
    if table(reader, old) != table(other, new) {
        told.arrow(What::Check, Text::new("逐行", "each row of"), (table(reader, old), table(other, new)), places);
    }
}
