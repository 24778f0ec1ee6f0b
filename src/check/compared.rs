//! 名次, 分位, 全体最大 and the like: fields that nobody submits, filled from all submissions of a run.

use super::context::{Checker, Context};
use super::diagnostics::compared as faults;
use super::proof::stripped;
use super::written::{cohort_function, written};
use crate::diagnostic::Reported;
use crate::ids::{DefinitionId, FieldId};
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{CompareFunction, Compared, Definition, Expr, Field, Node};
use crate::source::Spanned;
use crate::syntax::ast::{self, CohortFunction};

impl Checker<'_> {
    /// `名次(x)` as the field that it is; the same call written twice is one field.
    pub(super) fn compared(
        &mut self,
        (function, lower, whole): (&Spanned<CohortFunction>, bool, &ast::Expr),
        value: &ast::Expr,
        c: &Context,
    ) -> Result<Expr, Reported> {
        let name = cohort_function(function.node, self.language);
        if !self.cohort {
            let fault = faults::undeclared(whole.span, name, self.total_place, self.language);
            return Err(self.diagnostics.error(fault));
        }
        if c.row.is_some() {
            return Err(self.diagnostics.error(faults::in_rows(whole.span)));
        }
        let typed = self.typed(value, c, None)?;
        let mean = function.node == CohortFunction::Mean;
        if !(typed.kind.is_numeric() || (typed.kind == Kind::Date && !mean)) {
            return Err(self.diagnostics.error(faults::not_comparable(typed.span, name, &typed.kind)));
        }
        if self.reads_compared(&typed) {
            return Err(self.diagnostics.error(faults::nested(typed.span)));
        }
        let function = match function.node {
            CohortFunction::Rank => CompareFunction::Rank,
            CohortFunction::Percentile => CompareFunction::Percentile,
            CohortFunction::Max => CompareFunction::Max,
            CohortFunction::Min => CompareFunction::Min,
            CohortFunction::Mean => CompareFunction::Mean,
        };
        let compared = Compared { function, value: self.value_of(value, typed), lower };
        let known = self.fields.iter().position(|field| field.compared == Some(compared));
        let id = match known {
            Some(at) => FieldId::at(at),
            None => {
                let field = self.compared_field(whole, compared);
                self.fields.push(field);
                FieldId::at(self.fields.len().saturating_sub(1))
            }
        };
        let kind =
            self.fields.get(id.index()).map(|field| field.kind.clone()).ok_or_else(|| self.unread(whole.span))?;
        Ok(Expr { kind, node: Node::Field(id), span: whole.span })
    }

    /// What is compared, under a name: its own, or as it is written.
    fn value_of(&mut self, written_value: &ast::Expr, typed: Expr) -> DefinitionId {
        if let Node::Definition(id) = typed.node {
            return id;
        }
        let form = stripped(&typed);
        if let Some(at) = self.definitions.iter().position(|one| stripped(&one.value) == form && one.table.is_none()) {
            return DefinitionId::at(at);
        }
        let name = Spanned::new(written(written_value, self.language), typed.span);
        self.definitions.push(Definition { name, value: typed, table: None, unfolded: None });
        DefinitionId::at(self.definitions.len().saturating_sub(1))
    }

    fn compared_field(&self, whole: &ast::Expr, compared: Compared) -> Field {
        let value = self.definitions.get(compared.value.index()).map(|one| one.value.clone());
        let of_value = value.as_ref().map_or(Kind::Number, |value| value.kind.clone());
        let (kind, range) = match compared.function {
            CompareFunction::Rank => {
                (Kind::Number, Interval { lower: End::Closed(Rational::ONE), upper: End::Unbounded })
            }
            CompareFunction::Percentile => (Kind::Ratio, Interval::closed(Rational::ZERO, Rational::ONE)),
            _ => (of_value, value.as_ref().map_or(Interval::ALL, |value| self.domain(value, &[]))),
        };
        let unit = match compared.function {
            CompareFunction::Rank | CompareFunction::Percentile => None,
            _ => value.as_ref().and_then(|value| self.unit_of(value)),
        };
        let name = Spanned::new(written(whole, self.language), whole.span);
        let field = Field::new(name, kind);
        Field { unit: unit.unwrap_or(field.unit), range, exact: true, compared: Some(compared), ..field }
    }

    /// Whether an expression reads what comes from the comparison of units.
    fn reads_compared(&self, expr: &Expr) -> bool {
        let own = |id: FieldId| self.fields.get(id.index()).is_some_and(|field| field.compared.is_some());
        match &expr.node {
            Node::Field(id) | Node::Filled(id) => own(*id),
            Node::Definition(id) => self.definitions.get(id.index()).is_some_and(|one| self.reads_compared(&one.value)),
            Node::Measure(id) => self.measures.get(id.index()).is_some_and(|one| self.reads_compared(&one.value)),
            _ => expr.children().into_iter().any(|child| self.reads_compared(child)),
        }
    }
}
