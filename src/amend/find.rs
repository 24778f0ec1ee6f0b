//! What of a tree can be named, and where it stands.

use crate::source::Span;
use crate::syntax::ast::{Element, Item, Name, Statement};

/// Something that can be named, with its place in the tree.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// Its sort.
    pub element: Element,
    /// The names from the top of the file to its own.
    pub names: Vec<String>,
    /// Which item at the top, which item in that, and so on.
    pub at: Vec<usize>,
    /// Which part of that item; `None` is all of it.
    pub part: Option<Part>,
    /// A place that is its own, and stays so however it is amended.
    pub key: Span,
    /// Where its name is written.
    pub span: Span,
}

/// A part of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A statement of an indicator.
    Statement(usize),
    /// A field of 数据, a column of 明细.
    Field(usize),
    /// `定义 行.x` of 明细.
    Definition(usize),
}

impl Thing {
    /// `预算执行情况/资产管理/固定资产利用率`.
    pub fn path(&self) -> String {
        self.names.join("/")
    }

    /// Whether it is the thing `outer`, or stands in it.
    pub fn is_within(&self, outer: &Thing) -> bool {
        self.at.starts_with(&outer.at) && (outer.part.is_none() || (self.at == outer.at && self.part == outer.part))
    }

    /// Whether a path may mean it: the last names, as many as are written.
    pub fn is_called(&self, path: &[Name]) -> bool {
        path.len() <= self.names.len()
            && path.iter().rev().zip(self.names.iter().rev()).all(|(written, own)| written.node == *own)
    }
}

/// All that can be named in a tree, in the order of the text.
pub(super) fn things(items: &[Item]) -> Vec<Thing> {
    let mut found = Vec::new();
    gather(items, (&[], &[]), &mut found);
    found
}

fn gather(items: &[Item], (above, at): (&[String], &[usize]), found: &mut Vec<Thing>) {
    for (index, item) in items.iter().enumerate() {
        let at = at.iter().copied().chain([index]).collect::<Vec<_>>();
        let Some((element, name, key, span)) = heading(item, above) else { continue };
        let names = above.iter().cloned().chain(name).collect::<Vec<_>>();
        found.push(Thing { element, names: names.clone(), at: at.clone(), part: None, key, span });
        let part = |element, name: &Name, part, key| {
            let names = names.iter().cloned().chain([name.node.clone()]).collect();
            Thing { element, names, at: at.clone(), part: Some(part), key, span: name.span }
        };
        match item {
            Item::Group(group) => gather(&group.items, (&names, &at), found),
            Item::Adjustments(block) => gather(&block.items, (&names, &at), found),
            Item::Data(data) => {
                let fields = data.fields.iter().enumerate();
                found.extend(fields.map(|(n, one)| part(Element::Field, &one.name, Part::Field(n), one.span)));
            }
            Item::Table(table) => {
                let fields = table.fields.iter().enumerate();
                found.extend(fields.map(|(n, one)| part(Element::Field, &one.name, Part::Field(n), one.span)));
                let rows = table.definitions.iter().enumerate();
                found.extend(rows.map(|(n, one)| part(Element::Definition, &one.name, Part::Definition(n), one.span)));
            }
            Item::Indicator(indicator) => {
                found.extend(indicator.statements.iter().enumerate().filter_map(|(n, statement)| match statement {
                    Statement::Check(check) => Some(part(Element::Check, &check.name, Part::Statement(n), check.span)),
                    Statement::Stated(stated) => {
                        Some(part(Element::Stated, &stated.field, Part::Statement(n), stated.span))
                    }
                    _ => None,
                }));
            }
            _ => {}
        }
    }
}

/// What an item is called: 加减分 and its like have their own word for a name, and 等级 that of its group.
fn heading(item: &Item, above: &[String]) -> Option<(Element, Option<String>, Span, Span)> {
    let named = |element, name: &Name, key| Some((element, Some(name.node.clone()), key, name.span));
    let single = |element, span| Some((element, None, span, span));
    match item {
        Item::Data(data) => {
            let name = data.name.as_ref().map(|name| name.node.clone());
            Some((Element::Data, name, data.span, data.name.as_ref().map_or(data.span, |name| name.span)))
        }
        Item::Table(table) => named(Element::Table, &table.name, table.head),
        Item::Unit(unit) => named(Element::Unit, &unit.symbol, unit.symbol.span),
        Item::Definition(definition) => named(Element::Definition, &definition.name, definition.span),
        Item::Group(group) => {
            named(Element::Group(group.level.as_ref().map(|level| level.node)), &group.name, group.head)
        }
        Item::Indicator(indicator) => named(Element::Indicator, &indicator.name, indicator.head),
        Item::Check(check) => named(Element::Check, &check.name, check.span),
        Item::Stated(stated) => named(Element::Stated, &stated.field, stated.span),
        // Grades of a group are called by the group, those of the whole by nothing.
        Item::Grades(grades) => single(Element::Grades, grades.span),
        Item::Adjustments(block) if above.is_empty() => {
            Some((Element::Adjustments, Some("加减分".to_owned()), block.head, block.head))
        }
        Item::Adjustments(block) => single(Element::Adjustments, block.head),
        Item::Ceiling(ceiling) => single(Element::Ceiling, ceiling.span),
        Item::Bottom(bottom) => single(Element::Bottom, bottom.span),
        Item::Veto(veto) => single(Element::Veto, veto.span),
        Item::Test(_) | Item::Text(_) | Item::Hole(_) => None,
    }
}

/// Whether two sorts are one to whoever names them: 分组 is any level.
pub(super) fn same_sort(written: Element, own: Element) -> bool {
    match (written, own) {
        (Element::Group(None), Element::Group(_)) => true,
        _ => written == own,
    }
}

/// The items in which the item at a path stands, and its index there.
pub(super) fn list_of<'i>(items: &'i mut Vec<Item>, at: &[usize]) -> Option<(&'i mut Vec<Item>, usize)> {
    let (first, rest) = at.split_first()?;
    if rest.is_empty() {
        return Some((items, *first));
    }
    match items.get_mut(*first)? {
        Item::Group(group) => list_of(&mut group.items, rest),
        Item::Adjustments(block) => list_of(&mut block.items, rest),
        _ => None,
    }
}

/// The item at a path.
pub(super) fn item_at<'i>(items: &'i mut Vec<Item>, at: &[usize]) -> Option<&'i mut Item> {
    let (list, index) = list_of(items, at)?;
    list.get_mut(index)
}

/// The place by which an item is known, whatever is amended in it.
pub(super) fn key_of(item: &Item) -> Option<Span> {
    heading(item, &[]).map(|(_, _, key, _)| key)
}
