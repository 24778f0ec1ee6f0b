//! Which file, and which amendment in it, is answerable for a fault of a rubric that inherits.

use std::collections::BTreeMap;

use super::context::Checker;
use super::diagnostics::layers as faults;
use super::walk::{each_expr, each_in_items};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Element, ExprNode, Gone, Item, Revision};
use crate::text;

/// The amendments of one layer that a sum is put down to.
#[derive(Clone, Debug)]
pub(super) struct Blame {
    /// Which, for the message: `「2025.perf」第 8 行`; the file alone where it was wrong before any amendment.
    pub(super) place: Text,
    /// Their heads.
    pub(super) heads: Vec<Span>,
    /// Whether the first file has the fault already.
    pub(super) from_the_start: bool,
}

impl Checker<'_> {
    /// Who broke the sum of a group (by its head), or of the whole: the layer since which it does not add up.
    pub(super) fn blame(&self, group: Option<Span>) -> Option<Blame> {
        let merged = self.merged?;
        let history = merged.balance.get(&group)?;
        let about = |revision: &&Revision| revision.sums.contains(&group);
        let last_about = || merged.revisions.iter().filter(about).map(|revision| revision.layer).max();
        // Where shares and equal parts hide it from plain adding, the last that touched it.
        let layer = match history.last() {
            Some(Some(false)) => {
                let sound = history.iter().rposition(|balanced| *balanced != Some(false));
                sound.map_or(0, |sound| sound.saturating_add(1))
            }
            _ => last_about()?,
        };
        let revisions = merged.revisions.iter().filter(about).filter(|revision| revision.layer == layer);
        let revisions = revisions.collect::<Vec<_>>();
        let name = &merged.layers.get(layer)?.name;
        if revisions.is_empty() {
            let place = text!("「{name}」", "`{name}`");
            return Some(Blame { place, heads: Vec::new(), from_the_start: layer == 0 });
        }
        let lines = revisions.iter().map(|one| one.line.to_string()).collect::<Vec<_>>();
        let (word, zh, en) = (if lines.len() > 1 { "lines" } else { "line" }, lines.join("、"), lines.join(", "));
        let place = text!("「{name}」第 {zh} 行", "`{name}` {word} {en}");
        let heads = revisions.iter().map(|one| one.head).collect();
        Some(Blame { place, heads, from_the_start: false })
    }

    /// The fault of reading what an amendment removed or renamed, if that is why a name means nothing.
    pub(super) fn removed_name(&self, name: &Spanned<String>) -> Option<Diagnostic> {
        let figure = |element| matches!(element, Element::Field | Element::Definition | Element::Table);
        self.gone(name, |gone| figure(gone.element) && gone.names.last() == Some(&name.node))
    }

    /// The same of a column of a table.
    pub(super) fn removed_column(&self, name: &Spanned<String>, table: &str) -> Option<Diagnostic> {
        self.gone(name, |gone| matches!(gone.names.as_slice(), [of, column] if of == table && *column == name.node))
    }

    /// The same of an indicator or a group whose score is read, by its path.
    pub(super) fn removed_node(&self, path: &Spanned<String>) -> Option<Diagnostic> {
        let name = path.node.rsplit('/').next().unwrap_or_default();
        let node = |element| matches!(element, Element::Indicator | Element::Group(_));
        let called = |gone: &Gone| gone.names.last().is_some_and(|last| last == name);
        let name = Spanned::new(name.to_owned(), path.span);
        self.gone(&name, |gone| node(gone.element) && called(gone))
    }

    fn gone(&self, name: &Spanned<String>, meant: impl Fn(&Gone) -> bool) -> Option<Diagnostic> {
        let merged = self.merged?;
        let found = |revision: &'_ Revision| revision.gone.iter().find(|gone| meant(gone)).cloned();
        let (by, gone) = merged.revisions.iter().rev().find_map(|revision| Some((revision, found(revision)?)))?;
        let file = merged.layers.iter().find(|layer| layer.source == name.span.source);
        let file = file.map(|layer| layer.name.as_str()).unwrap_or_default();
        let reader = (self.readers.get(&name.span), file);
        Some(match gone.new {
            None => faults::removed_still_read(name, reader, (&by.place, by.head)),
            Some(new) => faults::renamed_still_read((name, &new), reader, (&by.place, by.head)),
        })
    }

    /// The amendment that removed 等级, if one did.
    pub(super) fn removed_grades(&self) -> Option<Span> {
        let grades = |revision: &&Revision| revision.gone.iter().any(|gone| gone.element == Element::Grades);
        self.merged?.revisions.iter().rev().find(grades).map(|revision| revision.head)
    }

    /// Notes who reads what, for names that amendments removed.
    pub(super) fn note_readers(&mut self, file: &ast::File) {
        if file.merged.as_ref().is_some_and(|merged| merged.revisions.iter().any(|one| !one.gone.is_empty())) {
            gather(&file.items, &mut self.readers);
        }
    }
}

fn gather(items: &[Item], readers: &mut BTreeMap<Span, Text>) {
    for item in items {
        let reader = match item {
            Item::Group(group) => {
                let name = &group.name.node;
                let condition = group.each_row.iter().filter_map(|head| head.condition.as_ref());
                condition.for_each(|condition| {
                    each_expr(condition, &mut |expr| {
                        readers.insert(expr.span, text!("分组「{name}」", "the group `{name}`"));
                    });
                });
                gather(&group.items, readers);
                continue;
            }
            Item::Adjustments(block) => {
                gather(&block.items, readers);
                continue;
            }
            Item::Indicator(one) => named("指标", "the indicator", &one.name.node),
            Item::Definition(one) => named("定义", "the definition of", &one.name.node),
            Item::Check(one) => named("校验", "the check", &one.name.node),
            Item::Stated(one) => named("填报", "the stated figure", &one.field.node),
            Item::Table(one) => named("明细", "the table", &one.name.node),
            Item::Veto(_) => text!("「否决」", "`veto`"),
            _ => continue,
        };
        each_in_items(std::slice::from_ref(item), &mut |expr| {
            if let ExprNode::Row(column) = &expr.node {
                readers.insert(column.span, reader.clone());
            }
            // A path, as in 得分(过程/执行率), reads like a division.
            let path = matches!(expr.node, ExprNode::Arithmetic(..));
            if path || matches!(expr.node, ExprNode::Name(_) | ExprNode::OfYear(..) | ExprNode::Keyed(_)) {
                readers.insert(expr.span, reader.clone());
            }
        });
    }
}

fn named(zh: &str, en: &str, name: &str) -> Text {
    text!("{zh}「{name}」", "{en} `{name}`")
}
