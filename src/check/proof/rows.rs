//! What is known of aggregates before the rows are: where their values lie, whether they have one at all.

use super::prover::{Prover, stripped};
use crate::ids::TableId;
use crate::quantity::{End, Interval, Kind, Rational, Relation};
use crate::rubric::{Aggregate, AggregateFunction, Expr, Node};
use crate::source::{SourceId, Span};

impl<'a> Prover<'a> {
    /// A prover over the same declarations that knows no variables yet.
    pub(super) fn afresh(&self) -> Prover<'a> {
        Prover::new(self.fields, self.definitions, self.measures).over(self.tables)
    }

    /// The facts that speak of no row: what holds of one row says nothing of another.
    pub(in crate::check) fn facts_beside_rows(&self, facts: &[Expr]) -> Vec<Expr> {
        facts.iter().filter(|fact| !self.reads_row(fact)).cloned().collect()
    }

    fn reads_row(&self, expr: &Expr) -> bool {
        match &expr.node {
            Node::Field(id) | Node::Filled(id) => {
                self.fields.get(id.index()).is_some_and(|field| field.table.is_some())
            }
            Node::Definition(id) => self.definitions.get(id.index()).is_some_and(|one| one.table.is_some()),
            Node::Aggregate(_) => false,
            _ => expr.children().into_iter().any(|child| self.reads_row(child)),
        }
    }

    /// What holds of the rows that an aggregate looks at.
    pub(super) fn facts_in_rows(&self, aggregate: &Aggregate, facts: &[Expr]) -> Vec<Expr> {
        self.facts_beside_rows(facts).into_iter().chain(aggregate.condition.clone()).collect()
    }

    /// Where the values of an aggregate lie. Rows that are not applicable leave all but the plain number of rows, so
    /// nothing is known of a sum that rests on there being some.
    pub(super) fn over_rows(&mut self, aggregate: &Aggregate, facts: &[Expr]) -> Interval {
        let facts = self.facts_in_rows(aggregate, facts);
        let least = match &aggregate.condition {
            None => self.tables.get(aggregate.table.index()).map_or(0, |table| table.least_rows),
            Some(_) => 0,
        };
        let value = match &aggregate.value {
            Some(value) if value.kind != Kind::YesNo => self.domain(value, &facts),
            _ => Interval::ALL,
        };
        let zero = || End::Closed(Rational::ZERO);
        match aggregate.function {
            AggregateFunction::Count => {
                Interval { lower: End::Closed(Rational::whole(i64::from(least))), upper: End::Unbounded }
            }
            AggregateFunction::ShareOf => Interval::closed(Rational::ZERO, Rational::ONE),
            AggregateFunction::Sum => {
                let positive = value.lower.number().is_some_and(|lower| !lower.is_negative());
                let negative = value.upper.number().is_some_and(|upper| !upper.is_positive());
                Interval {
                    lower: if positive { zero() } else { End::Unbounded },
                    upper: if negative { zero() } else { End::Unbounded },
                }
            }
            AggregateFunction::Mean
            | AggregateFunction::WeightedMean
            | AggregateFunction::Max
            | AggregateFunction::Min => value,
        }
    }

    /// Whether an aggregate only takes whole numbers.
    pub(super) fn is_whole_over_rows(&self, aggregate: &Aggregate) -> bool {
        match aggregate.function {
            AggregateFunction::Count => true,
            AggregateFunction::Sum | AggregateFunction::Max | AggregateFunction::Min => {
                aggregate.value.as_ref().is_some_and(|value| self.is_whole(value))
            }
            AggregateFunction::Mean | AggregateFunction::WeightedMean | AggregateFunction::ShareOf => false,
        }
    }

    /// That no part of the rows is more than all, for the numbers of rows that are spoken of.
    pub(super) fn counts<'e>(&self, spoken: impl Iterator<Item = &'e Expr>) -> Vec<Expr> {
        let mut found = Vec::new();
        spoken.for_each(|expr| self.each_aggregate(expr, &mut found));
        let some =
            found.into_iter().filter(|(one, _)| one.function == AggregateFunction::Count && one.condition.is_some());
        let fact = |(one, kind): (Aggregate, Kind)| {
            let span = Span::new(SourceId::PRELUDE, 0, 0);
            let all = Expr { kind: kind.clone(), ..count(one.table, None) };
            let some = Expr { kind, node: Node::Aggregate(Box::new(one)), span };
            Expr { kind: Kind::YesNo, node: Node::Comparison(Relation::AtMost, Box::new(some), Box::new(all)), span }
        };
        some.map(fact).collect()
    }

    fn each_aggregate(&self, expr: &Expr, found: &mut Vec<(Aggregate, Kind)>) {
        match &expr.node {
            Node::Aggregate(aggregate) => found.push(((**aggregate).clone(), expr.kind.clone())),
            Node::Definition(id) => {
                self.definitions.get(id.index()).into_iter().for_each(|one| self.each_aggregate(&one.value, found));
            }
            Node::Measure(id) => {
                self.measures.get(id.index()).into_iter().for_each(|one| self.each_aggregate(&one.value, found));
            }
            _ => expr.children().into_iter().for_each(|child| self.each_aggregate(child, found)),
        }
    }

    /// Whether it is proved that some row counts.
    pub(super) fn has_row(&mut self, table: TableId, condition: Option<&Expr>, facts: &[Expr]) -> bool {
        if condition.is_none() && self.tables.get(table.index()).is_some_and(|table| table.least_rows > 0) {
            return true;
        }
        // Facts speak of numbers of rows and of sums, in whatever unit; a sum that is not 0 has a row too.
        let mut spoken = Vec::new();
        facts.iter().for_each(|fact| self.each_aggregate(fact, &mut spoken));
        let wanted = condition.map(stripped);
        let telling = spoken.into_iter().filter(|(one, _)| {
            let same = one.condition.as_ref().map(stripped) == wanted;
            one.function.takes_no_rows() && one.table == table && (same || wanted.is_none())
        });
        let telling = telling.collect::<Vec<_>>();
        telling.into_iter().any(|(one, kind)| {
            let span = Span::new(SourceId::PRELUDE, 0, 0);
            let value = Expr { kind, node: Node::Aggregate(Box::new(one)), span };
            self.follows(facts, &not_zero(value))
        })
    }

    /// Whether weights are proved not to add up to 0, where some row counts.
    pub(super) fn has_weight(&mut self, aggregate: &Aggregate, weight: &Expr, facts: &[Expr]) -> bool {
        let inner = self.facts_in_rows(aggregate, facts);
        let above = self.domain(weight, &inner).compare_all(Relation::Greater, &Interval::point(Rational::ZERO));
        above == Some(true) || self.follows(facts, &not_zero(sum_of_weights(aggregate, weight)))
    }
}

/// 计数(表 当 条件).
pub(super) fn count(table: TableId, condition: Option<&Expr>) -> Expr {
    let aggregate = Aggregate {
        function: AggregateFunction::Count,
        table,
        value: None,
        condition: condition.cloned(),
        weight: None,
    };
    let span = Span::new(SourceId::PRELUDE, 0, 0);
    Expr { kind: crate::check::aggregates::rows_kind(), node: Node::Aggregate(Box::new(aggregate)), span }
}

/// 合计(表, 权 当 条件).
pub(super) fn sum_of_weights(aggregate: &Aggregate, weight: &Expr) -> Expr {
    let sum =
        Aggregate { function: AggregateFunction::Sum, value: Some(weight.clone()), weight: None, ..aggregate.clone() };
    Expr { kind: weight.kind.clone(), node: Node::Aggregate(Box::new(sum)), span: weight.span }
}

fn not_zero(value: Expr) -> Expr {
    let span = value.span;
    let zero = Expr { kind: value.kind.clone(), node: Node::Number(Rational::ZERO), span };
    Expr { kind: Kind::YesNo, node: Node::Comparison(Relation::NotEqual, Box::new(value), Box::new(zero)), span }
}
