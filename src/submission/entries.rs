//! The tree of a CSV while its rows come in: entries found by key, so that many rows cost no more than their number.

use std::collections::BTreeMap;

use super::json::{Json, Member, Node};
use crate::source::{Span, Spanned};

/// The entries of one object, in the order in which they came.
#[derive(Default)]
pub(super) struct Entries {
    slots: Vec<(Spanned<String>, Slot)>,
    index: BTreeMap<String, usize>,
}

enum Slot {
    /// One value, or several prints of one figure.
    Values(Vec<Json>),
    Entries(Entries),
}

impl Entries {
    /// The object under a key, which is made if nothing is there; `None` if something else is.
    pub(super) fn object(&mut self, key: &Spanned<String>) -> Option<&mut Entries> {
        match self.slot(key, || Slot::Entries(Entries::default())) {
            Some((_, Slot::Entries(entries))) => Some(entries),
            _ => None,
        }
    }

    /// Adds one more print to a key; whether that can be: the key may hold entries.
    pub(super) fn add(&mut self, key: &Spanned<String>, value: Json) -> bool {
        match self.slot(key, || Slot::Values(Vec::new())) {
            Some((_, Slot::Values(values))) => {
                values.push(value);
                true
            }
            _ => false,
        }
    }

    /// Sets a key that may stand once.
    ///
    /// # Errors
    /// The key that is there already.
    pub(super) fn insert(&mut self, key: &Spanned<String>, value: Json) -> Result<(), Spanned<String>> {
        match self.slot(key, || Slot::Values(Vec::new())) {
            Some((_, Slot::Values(values))) if values.is_empty() => {
                values.push(value);
                Ok(())
            }
            Some((first, _)) => Err(first.clone()),
            None => Ok(()),
        }
    }

    /// All of it as JSON gives it. Objects have the place of their first key.
    pub(super) fn into_json(self, span: Span) -> Json {
        let members = self.slots.into_iter().map(|(key, slot)| {
            let value = match slot {
                Slot::Entries(entries) => entries.into_json(key.span),
                Slot::Values(values) => one_or_all(values, key.span),
            };
            Member { key, value }
        });
        Json { node: Node::Object(members.collect()), span }
    }

    fn slot(&mut self, key: &Spanned<String>, new: impl Fn() -> Slot) -> Option<&mut (Spanned<String>, Slot)> {
        let at = *self.index.entry(key.node.clone()).or_insert(self.slots.len());
        if at == self.slots.len() {
            self.slots.push((key.clone(), new()));
        }
        self.slots.get_mut(at)
    }
}

fn one_or_all(mut values: Vec<Json>, span: Span) -> Json {
    match (values.pop(), values.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            values.extend(last);
            let span = values.first().zip(values.last()).map_or(span, |(first, last)| first.span.to(last.span));
            Json { node: Node::Array(values), span }
        }
    }
}
