//! Aggregates as sums over the rows that were submitted.
//!
//! | aggregate | becomes |
//! |---|---|
//! | 计数(表) | the number of rows |
//! | 计数(表 当 c) | Σ 1 where c |
//! | 合计(表, v 当 c) | Σ v where c |
//! | 平均(表, v 当 c) | Σ v ÷ Σ 1 where c |
//! | 加权平均(表, v 当 c, w) | Σ v·w ÷ Σ w where c |
//! | 占比(表, v 当 c) | Σ 1 where c and v ÷ Σ 1 where c |
//! | 最大, 最小 | the greatest, the least v where c |
//!
//! A row in which what is read of it is not applicable is in neither sum.

use super::{RowId, Unfolder, diagnostics};
use crate::ids::{DefinitionId, FieldId};
use crate::inputs::{Measures, Outcome, State, Value, evaluate};
use crate::quantity::{Kind, Op, Rational};
use crate::rubric::{Aggregate, AggregateFunction, Definition, Expr, Node, Term, Unfolded};
use crate::source::{Span, Spanned};

/// What one row gives.
struct RowTerm {
    number: u32,
    condition: Option<Expr>,
    value: Option<Expr>,
    weight: Option<Expr>,
}

impl Unfolder<'_> {
    /// The definition that stands for an aggregate, which is made when it is first met.
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate, whole: &Expr) -> DefinitionId {
        if let Some((_, known)) = self.made.iter().find(|(made, _)| made == aggregate) {
            return *known;
        }
        let rows = self.rows(aggregate.table);
        let terms = (0..rows).map(|row| self.term(aggregate, (aggregate.table, row))).collect::<Vec<_>>();
        let left = terms.iter().filter(|term| term.is_none()).count();
        let terms = terms.into_iter().flatten().flatten().collect::<Vec<_>>();
        let numbers = terms.iter().map(|term| term.number).collect::<Vec<_>>();
        let weightless = aggregate.function == AggregateFunction::WeightedMean && !terms.is_empty();
        let value = sums(aggregate, terms, whole);
        if left > 0 && !aggregate.function.takes_no_rows() && self.is_empty(&value) {
            let written = self.written.formula(whole, self.written.language);
            let rows = self.inputs.tables.get(aggregate.table.index()).map(|rows| rows.rows.as_slice());
            let first = rows.and_then(|rows| rows.first());
            let place = first.map_or(self.inputs.span, |row| row.span);
            self.faults.push(diagnostics::no_applicable_row((place, whole.span), &written, weightless));
        }
        let name = self.written.aggregate_over(aggregate, numbers.len());
        let unfolded = Unfolded { aggregate: aggregate.clone(), rows: numbers };
        self.rubric.definitions.push(Definition {
            name: Spanned::new(name, whole.span),
            value,
            table: None,
            unfolded: Some(Box::new(unfolded)),
        });
        let id = DefinitionId::at(self.rubric.definitions.len().saturating_sub(1));
        self.made.push((aggregate.clone(), id));
        id
    }

    /// What a row gives: none where it is not applicable, nothing where it never counts.
    fn term(&mut self, aggregate: &Aggregate, row: RowId) -> Option<Option<RowTerm>> {
        let mut part = |part: &Option<Expr>| part.as_ref().map(|part| self.expr(part, Some(row)));
        let (condition, value, weight) = (part(&aggregate.condition), part(&aggregate.value), part(&aggregate.weight));
        let applies = condition.as_ref().map(|condition| self.worth(condition));
        if applies.as_ref().is_some_and(|applies| self.is_not_applicable(applies, row)) {
            return None;
        }
        let counts = applies != Some(Outcome::Known(Value::Bool(false)));
        let read = value.iter().chain(&weight).filter(|_| counts);
        if read.into_iter().any(|part| self.is_not_applicable(&self.worth(part), row)) {
            return None;
        }
        let condition = match condition.map(|condition| (self.settled(&condition, applies), condition)) {
            Some((Some(false), _)) => return Some(None),
            Some((None, condition)) => Some(condition),
            Some((Some(true), _)) | None => None,
        };
        Some(Some(RowTerm { number: self.number(row), condition, value, weight }))
    }

    /// What an unfolded expression is worth.
    pub(super) fn worth(&self, expr: &Expr) -> Outcome {
        evaluate(expr, &self.rubric, &self.inputs, &Measures::default())
    }

    /// Whether it is cells of this row, and no others, that are not applicable.
    fn is_not_applicable(&self, outcome: &Outcome, (table, row): RowId) -> bool {
        let Outcome::NotApplicable(fields) = outcome else { return false };
        let columns = &self.written.table(table).columns;
        fields.iter().all(|field| columns.iter().any(|column| self.cell_of(*column, Some((table, row))) == *field))
    }

    /// Whether a condition on words and answers of one print each holds: no other print and no needed figure changes it.
    fn settled(&self, condition: &Expr, applies: Option<Outcome>) -> Option<bool> {
        let Some(Outcome::Known(Value::Bool(holds))) = applies else { return None };
        self.rubric.fields_below(condition).into_iter().all(|field| self.is_fixed(field)).then_some(holds)
    }

    fn is_fixed(&self, field: FieldId) -> bool {
        let kind = &self.rubric.field(field).kind;
        let one = match &self.inputs.cell(field).state {
            State::Filled(figures) => figures.len() == 1,
            State::Blank | State::NotApplicable(_) => true,
        };
        one && matches!(kind, Kind::Text | Kind::Level(_) | Kind::YesNo)
    }

    /// Whether what is left of it is nothing: no row, or weights of 0 only.
    fn is_empty(&self, value: &Expr) -> bool {
        match &value.node {
            Node::Arithmetic(Op::Div, _, under) => self.worth(under).number().is_some_and(Rational::is_zero),
            _ => self.worth(value) == Outcome::Undefined,
        }
    }
}

/// The sums that an aggregate is.
fn sums(aggregate: &Aggregate, terms: Vec<RowTerm>, whole: &Expr) -> Expr {
    let span = whole.span;
    let kind = |value: &Expr| value.kind.clone();
    let of_values = |terms: Vec<RowTerm>| {
        let valued = terms.into_iter().filter_map(|term| Some(Term { condition: term.condition, value: term.value? }));
        valued.collect::<Vec<_>>()
    };
    let over = |over: Expr, under: Expr| Node::Arithmetic(Op::Div, Box::new(over), Box::new(under));
    let node = match aggregate.function {
        AggregateFunction::Count => return Expr { kind: whole.kind.clone(), ..count(&terms, span) },
        AggregateFunction::Sum => Node::Sum(of_values(terms)),
        AggregateFunction::Max => Node::Greatest(of_values(terms)),
        AggregateFunction::Min => Node::Least(of_values(terms)),
        AggregateFunction::Mean => {
            let under = count(&terms, span);
            let sum = Expr { kind: kind(whole), node: Node::Sum(of_values(terms)), span };
            over(sum, under)
        }
        AggregateFunction::WeightedMean => {
            let (mut weighted, mut weights) = (Vec::new(), Vec::new());
            for RowTerm { condition, value, weight, .. } in terms {
                let (Some(value), Some(weight)) = (value, weight) else { continue };
                let product = Node::Arithmetic(Op::Mul, Box::new(value), Box::new(weight.clone()));
                let value = Expr { kind: kind(whole), node: product, span };
                weighted.push(Term { condition: condition.clone(), value });
                weights.push(Term { condition, value: weight });
            }
            let sum = |terms: Vec<Term>| Expr { kind: kind(whole), node: Node::Sum(terms), span };
            over(sum(weighted), sum(weights))
        }
        AggregateFunction::ShareOf => {
            let under = count(&terms, span);
            let met = terms.into_iter().filter_map(|term| {
                let held = term.condition.into_iter().chain([term.value?]).collect::<Vec<_>>();
                let condition = match <[Expr; 1]>::try_from(held) {
                    Ok([only]) => only,
                    Err(both) => Expr { kind: Kind::YesNo, node: Node::And(both), span },
                };
                Some(Term { condition: Some(condition), value: one(span) })
            });
            let met = Expr { kind: Kind::Number, node: Node::Sum(met.collect()), span };
            over(met, under)
        }
    };
    Expr { kind: whole.kind.clone(), node, span }
}

fn one(span: Span) -> Expr {
    Expr { kind: Kind::Number, node: Node::Number(Rational::ONE), span }
}

/// How many rows count: a number where that is certain.
fn count(terms: &[RowTerm], span: Span) -> Expr {
    let node = if terms.iter().all(|term| term.condition.is_none()) {
        Node::Number(Rational::whole(i64::try_from(terms.len()).unwrap_or(i64::MAX)))
    } else {
        let term = |term: &RowTerm| Term { condition: term.condition.clone(), value: one(span) };
        Node::Sum(terms.iter().map(term).collect())
    };
    Expr { kind: Kind::Number, node, span }
}
