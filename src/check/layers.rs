//! Which file, and which amendment in it, is answerable for a fault of a rubric that inherits.

use std::collections::BTreeMap;

use super::context::Checker;
use super::diagnostics::layers as faults;
use super::walk::{each_expr, each_in_items};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Element, ExprNode, Item, Revision};
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
        let merged = self.merged.as_deref()?;
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
        if revisions.is_empty() {
            let name = &merged.layers.get(layer)?.name;
            let place = text!("「{name}」", "`{name}`");
            return Some(Blame { place, heads: Vec::new(), from_the_start: layer == 0 });
        }
        let zh = revisions.iter().map(|one| one.place.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = revisions.iter().map(|one| one.place.en.as_str()).collect::<Vec<_>>().join(", ");
        let heads = revisions.iter().map(|one| one.head).collect();
        Some(Blame { place: Text::new(zh, en), heads, from_the_start: false })
    }

    /// The fault of reading what an amendment removed, if that is why a name means nothing.
    pub(super) fn removed_name(&self, name: &Spanned<String>) -> Option<Diagnostic> {
        let merged = self.merged.as_deref()?;
        let named = |element: Element| matches!(element, Element::Field | Element::Definition | Element::Table);
        let by = merged.revisions.iter().rev().find(|revision| {
            revision.removed.iter().any(|(element, removed)| named(*element) && *removed == name.node)
        })?;
        let file = merged.layers.iter().find(|layer| layer.source == name.span.source);
        let file = file.map(|layer| layer.name.as_str()).unwrap_or_default();
        Some(faults::removed_still_read(name, (self.readers.get(&name.span), file), (&by.place, by.head)))
    }

    /// Notes who reads what, for names that amendments removed.
    pub(super) fn note_readers(&mut self, file: &ast::File) {
        if file.merged.as_ref().is_some_and(|merged| merged.revisions.iter().any(|one| !one.removed.is_empty())) {
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
            if matches!(expr.node, ExprNode::Name(_) | ExprNode::OfYear(..) | ExprNode::Keyed(_)) {
                readers.insert(expr.span, reader.clone());
            }
        });
    }
}

fn named(zh: &str, en: &str, name: &str) -> Text {
    text!("{zh}「{name}」", "{en} `{name}`")
}
