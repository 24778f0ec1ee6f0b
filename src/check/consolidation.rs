//! 汇总: how fields add up over subordinate units.

use super::context::Checker;
use super::diagnostics::consolidation as faults;
use super::names::Meaning;
use crate::ids::FieldId;
use crate::quantity::{End, Kind, Rational};
use crate::rubric::{Check, Consolidation, Expr, Field, Node};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, FieldAttribute, Item};

impl Checker<'_> {
    /// Settles the ways of all fields of a file, once all fields are known.
    pub(super) fn consolidations(&mut self, file: &ast::File) {
        for item in &file.items {
            let fields = match item {
                Item::Data(data) => &data.fields,
                Item::Table(table) => &table.fields,
                _ => continue,
            };
            for written in fields {
                let way = written.attributes.iter().find_map(|attribute| match attribute {
                    FieldAttribute::Consolidation(way) => Some(way),
                    _ => None,
                });
                if let (Some(way), Item::Table(_)) = (way, item) {
                    self.diagnostics.error(faults::column(way.span));
                    continue;
                }
                if let (Some(way), Some(Meaning::Field(id))) = (way, self.names.find(&written.name.node)) {
                    self.consolidation(id, way);
                }
            }
        }
    }

    /// The way of a field, in every year of it.
    fn consolidation(&mut self, id: FieldId, way: &Spanned<ast::Consolidation>) {
        let Some(field) = self.fields.get(id.index()).cloned() else { return };
        let weight = match &way.node {
            ast::Consolidation::Weighted(name) => match self.weight(name) {
                Some(weight) => Some(weight),
                None => return,
            },
            _ => None,
        };
        let fault = match &way.node {
            ast::Consolidation::Sum if !adds(&field) => {
                Some(faults::cannot_be_added(way.span, &field.name.node, &field.kind, self.language))
            }
            ast::Consolidation::Weighted(_) if !averages(&field) => {
                Some(faults::cannot_be_weighted(way.span, &field.name.node, &field.kind, self.language))
            }
            ast::Consolidation::Recomputed if field.of_year.is_some() => {
                Some(faults::recomputed_in_years(way.span, &field.name.node))
            }
            _ => None,
        };
        if let Some(fault) = fault {
            self.diagnostics.error(fault);
            return;
        }
        let series = field.of_year.as_ref().map(|of| of.series.clone());
        for at in 0..self.fields.len() {
            let Some(own) = self.fields.get(at) else { continue };
            let same = at == id.index()
                || own.of_year.as_ref().is_some_and(|of| Some(&of.series) == series.as_ref() && own.table.is_none());
            if same {
                let back = own.of_year.as_ref().map_or(0, |of| of.back);
                let settled = match (&way.node, weight) {
                    (ast::Consolidation::Sum, _) => Consolidation::Sum,
                    (ast::Consolidation::Weighted(_), Some(weight)) => {
                        Consolidation::Weighted(self.same_year(weight, back))
                    }
                    (ast::Consolidation::Recomputed, _) => Consolidation::Recomputed,
                    _ => Consolidation::NotAdded,
                };
                self.fields.iter_mut().skip(at).take(1).for_each(|field| field.consolidation = Some(settled));
            }
        }
    }

    /// The field that weighs: a figure that is never below 0.
    fn weight(&mut self, name: &ast::Name) -> Option<FieldId> {
        let id = match self.names.find(&name.node) {
            Some(Meaning::Field(id)) => id,
            Some(Meaning::Broken(_)) => return None,
            Some(Meaning::Definition(_) | Meaning::Table(_)) => {
                self.diagnostics.error(faults::weight_unusable(name));
                return None;
            }
            None => {
                self.unknown_name(&name.node, name.span);
                return None;
            }
        };
        let field = self.fields.get(id.index())?;
        let not_below_zero = match &field.range.lower {
            End::Closed(least) | End::Open(least) => *least >= Rational::ZERO,
            End::Unbounded => false,
        };
        if field.kind.is_numeric() && not_below_zero && field.table.is_none() {
            return Some(id);
        }
        self.diagnostics.error(faults::weight_unusable(name));
        None
    }

    /// The figure of a series so many years back; the field itself where it is of one year.
    fn same_year(&self, id: FieldId, back: u32) -> FieldId {
        let of = self.fields.get(id.index()).and_then(|field| field.of_year.as_ref());
        let Some(series) = of.map(|of| of.series.clone()) else { return id };
        let own = |field: &Field| field.of_year.as_ref().is_some_and(|of| of.series == series && of.back == back);
        self.fields.iter().position(own).map_or(id, FieldId::at)
    }

    /// Every field that is recomputed has a formula, in its 填报, that reads no field which is recomputed and no table.
    pub(super) fn recomputed(&mut self, checks: &[Check]) {
        let own = self.fields.iter().enumerate();
        let own = own.filter(|(_, field)| field.consolidation == Some(Consolidation::Recomputed));
        let own = own.map(|(at, field)| (FieldId::at(at), field.name.clone())).collect::<Vec<_>>();
        for (id, name) in own {
            let Some(check) = checks.iter().find(|check| check.stated == Some(id)) else {
                self.diagnostics.error(faults::nothing_to_recompute(&name, self.language));
                continue;
            };
            let formula = check.assertions.first().and_then(formula_of);
            if let Some(place) = formula.and_then(|formula| self.not_recomputable(formula)) {
                self.diagnostics.error(faults::recomputed_from_recomputed(&name, place));
            }
        }
    }

    fn not_recomputable(&self, expr: &Expr) -> Option<Span> {
        match &expr.node {
            Node::Field(id) | Node::Filled(id) => {
                let field = self.fields.get(id.index())?;
                let wrong = field.consolidation == Some(Consolidation::Recomputed) || field.compared.is_some();
                wrong.then_some(expr.span)
            }
            Node::Aggregate(_) => Some(expr.span),
            Node::Definition(id) => {
                let inner = self.definitions.get(id.index()).and_then(|one| self.not_recomputable(&one.value));
                inner.map(|_| expr.span)
            }
            _ => expr.children().into_iter().find_map(|child| self.not_recomputable(child)),
        }
    }
}

/// What a 填报 says that its field is.
fn formula_of(assertion: &Expr) -> Option<&Expr> {
    match &assertion.node {
        Node::Comparison(_, _, value) => Some(value),
        _ => None,
    }
}

/// Whether figures of several units can be added: sums, not shares.
fn adds(field: &Field) -> bool {
    matches!(field.kind, Kind::Money | Kind::Count(_) | Kind::Days | Kind::WorkingDays | Kind::Number | Kind::Score)
}

/// Whether a mean of figures is a figure of the same field.
fn averages(field: &Field) -> bool {
    field.kind.is_numeric() && !field.is_whole()
}
