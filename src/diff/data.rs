//! Fields, tables and checks of two rubrics beside each other.

use std::collections::BTreeMap;

use super::change::{Section, What};
use super::meaning::Reader;
use super::renamed::Renamed;
use super::words::{Told, in_both, marked, none, same, say};
use crate::diagnostic::Text;
use crate::quantity::Kind;
use crate::rubric::{Consolidation, DisplayUnit, Field, Level, Rubric, Table, plain_value, show_interval};

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

/// Tells what differs in the data.
pub(super) fn data(old: &Reader<'_>, new: &Reader<'_>, told: &mut Told) {
    told.section = Section::Data;
    tables(old, new, told);
    let key = |rubric: &Rubric, field: &Field, renamed: &Renamed| {
        let (table, own) = (field.table.map(|table| rubric.table(table).name.node.as_str()), name(field));
        let own = table.map_or_else(|| renamed.field(own), |table| renamed.column(table, own));
        (table.map(|table| renamed.table(table).to_owned()), own.to_owned())
    };
    let none_renamed = Renamed::default();
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
    } else if old.unit.factor != new.unit.factor {
        // A unit of the rubric's own, under its old name.
        let size = |unit: &DisplayUnit| {
            let size = DisplayUnit { places: 0, ..DisplayUnit::of(&old.kind) }.plain(&unit.factor);
            same(&format!("1{} = {size}", unit.symbol))
        };
        told.arrow(What::Declaration, Text::new("单位", "unit"), (size(&old.unit), size(&new.unit)), places);
    }
    if old.range != new.range {
        told.arrow(What::Range, Text::new("范围", "range"), (range(old), range(new)), places);
    }
    let years =
        |reader: &Reader<'_>, field: &Field| field.of_year.as_ref().map(|of| reader.rubric.series(&of.series).len());
    // In another unit a figure is exact or not by that unit.
    let same_unit = old.kind == new.kind && old.unit.symbol == new.unit.symbol;
    let yes = |yes: bool| if yes { Text::new("是", "yes") } else { Text::new("否", "no") };
    let digits = |field: &Field| {
        field.digits.map_or_else(none, |digits| {
            Text::new(format!("{digits}位"), format!("{digits} place{}", if digits == 1 { "" } else { "s" }))
        })
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

fn range(field: &Field) -> Text {
    match field.range == crate::quantity::Interval::ALL {
        true => none(),
        false => same(&show_interval(&field.range, |at| plain_value(at, &field.kind, &field.unit))),
    }
}

/// 错误, 需说明, 提示.
pub(super) fn level(level: Level) -> Text {
    match level {
        Level::Hint => Text::new("提示", "hint"),
        Level::Explain => Text::new("需说明", "explain"),
        Level::Error => Text::new("错误", "error"),
    }
}

fn tables(old: &Reader<'_>, new: &Reader<'_>, told: &mut Told) {
    let is = |before: &&Table, after: &Table| old.renamed.table(&before.name.node) == after.name.node;
    let title = |table: &Table| Text::new(format!("明细 {}", table.name.node), format!("table {}", table.name.node));
    for after in &new.rubric.tables {
        told.subject = title(after);
        let Some(before) = old.rubric.tables.iter().find(|before| is(before, after)) else {
            told.tell(What::Added, Text::new("新增明细表", "table added"), (None, Some(after.span)));
            continue;
        };
        let places = (Some(before.span), Some(after.span));
        if before.name.node != after.name.node {
            let names = (marked(&before.name.node), marked(&after.name.node));
            told.arrow(What::Renamed, Text::new("改名", "renamed"), names, places);
        }
        if before.least_rows != after.least_rows {
            let rows = |table: &Table| same(&table.least_rows.to_string());
            told.arrow(What::Declaration, Text::new("至少行数", "least rows"), (rows(before), rows(after)), places);
        }
        let key = |reader: &Reader<'_>, table: &Table| {
            let own = |key| &reader.rubric.field(key).name.node;
            table.key.map(|key| reader.renamed.column(&table.name.node, own(key)).to_owned())
        };
        let keys = (key(old, before), key(new, after));
        if keys.0 != keys.1 {
            let show = |key: &Option<String>| key.as_ref().map_or_else(none, |key| same(key));
            told.arrow(What::Declaration, Text::new("键", "key"), (show(&keys.0), show(&keys.1)), places);
        }
    }
    for before in old.rubric.tables.iter().filter(|before| new.rubric.tables.iter().all(|after| !is(before, after))) {
        told.subject = title(before);
        told.tell(What::Removed, Text::new("取消明细表", "table removed"), (Some(before.span), None));
    }
}
