//! 定义: typed in the order of their reading, so that a definition may be used before its declaration.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Checker, Context};
use super::diagnostics::{names as faults, units};
use super::names::{Meaning, names_in};
use crate::diagnostic::Reported;
use crate::ids::DefinitionId;
use crate::quantity::Kind;
use crate::rubric::{Definition, Expr};
use crate::syntax::ast::{self, Item};

/// The definitions of a file while they are put into order.
struct Ordering<'f> {
    all: Vec<&'f ast::Definition>,
    by_name: BTreeMap<&'f str, usize>,
    /// The chain of definitions that are being looked at.
    path: Vec<usize>,
    done: BTreeSet<usize>,
}

impl Checker<'_> {
    /// Declares and types all definitions of a file.
    pub(super) fn declare_definitions(&mut self, file: &ast::File) {
        let mut all = Vec::new();
        for item in &file.items {
            let Item::Definition(definition) = item else { continue };
            // The id is set when the value is typed; until then nothing can read it.
            if self.declare(&definition.name, Meaning::Definition(DefinitionId::at(usize::MAX))).is_ok() {
                all.push(definition);
            }
        }
        let by_name = all.iter().enumerate().map(|(index, one)| (one.name.node.as_str(), index)).collect();
        let mut order = Ordering { all, by_name, path: Vec::new(), done: BTreeSet::new() };
        for index in 0..order.all.len() {
            self.define(&mut order, index);
        }
    }

    fn define(&mut self, order: &mut Ordering<'_>, index: usize) {
        let Some(written) = order.all.get(index).copied() else { return };
        if order.done.contains(&index) {
            return;
        }
        if let Some(at) = order.path.iter().position(|one| *one == index) {
            self.cycle(order, at);
            return;
        }
        order.path.push(index);
        let mut reads = BTreeSet::new();
        names_in(&written.value, &mut reads);
        let mut below = reads.iter().filter_map(|name| order.by_name.get(name).copied()).collect::<Vec<_>>();
        below.sort_unstable();
        for next in below {
            self.define(order, next);
        }
        order.path.pop();
        if order.done.insert(index) {
            match self.definition(written) {
                Ok(value) => {
                    let id = DefinitionId::at(self.definitions.len());
                    self.definitions.push(Definition {
                        name: written.name.clone(),
                        value,
                        table: None,
                        unfolded: None,
                    });
                    self.names.set(&written.name, Meaning::Definition(id));
                }
                Err(reported) => self.names.set(&written.name, Meaning::Broken(reported)),
            }
        }
    }

    fn definition(&mut self, written: &ast::Definition) -> Result<Expr, Reported> {
        let value = self.typed(&written.value, &Context::default(), None)?;
        if written.as_change { self.as_change(value) } else { Ok(value) }
    }

    /// A relative change computed by hand, (新 − 旧) / 旧, that is declared to be one.
    pub(super) fn as_change(&mut self, value: Expr) -> Result<Expr, Reported> {
        match value.kind {
            Kind::Change | Kind::Ratio | Kind::Point => Ok(Expr { kind: Kind::Change, ..value }),
            ref found => Err(self.diagnostics.error(units::not_a_change(value.span, found))),
        }
    }

    /// Reports a circle once and takes all of it as broken.
    fn cycle(&mut self, order: &mut Ordering<'_>, at: usize) {
        let chain = order.path.get(at..).unwrap_or_default();
        let names = chain.iter().filter_map(|one| order.all.get(*one)).map(|one| &one.name).collect::<Vec<_>>();
        let reported = self.diagnostics.error(faults::definition_cycle(&names));
        for name in names {
            self.names.set(name, Meaning::Broken(reported));
        }
        order.done.extend(chain.iter().copied());
    }
}
