//! Whether everything that an expression reads is there: divisors are not 0, optional fields are filled.

use super::prover::{Outcome, Prover};
use super::rows::{count, sum_of_weights};
use super::writer::{source, unit_of};
use crate::diagnostic::{Language, Text};
use crate::ids::FieldId;
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Aggregate, Expr, Node};
use crate::source::Span;

/// Something that may not be there when it is read.
#[derive(Clone, Debug)]
pub(in crate::check) enum Fault {
    /// A divisor that may be 0.
    Divisor {
        /// The divisor.
        place: Span,
        /// As it is written: `固定资产总额`.
        written: String,
        /// The condition that it is 0: `固定资产总额 = 0万元`.
        zero: String,
        /// Data for which it is, if some were found.
        example: Option<Text>,
        /// Whether it is of a row, of which no 不适用 can speak.
        of_row: bool,
    },
    /// 限于 with a lower end that may be above the upper one.
    Crossed {
        /// The lower end.
        place: Span,
        /// Data for which it is, if some were found; empty where it is for all.
        example: Option<Text>,
    },
    /// An aggregate over a table of which no row may count.
    NoRow {
        /// The aggregate.
        place: Span,
        /// As it is written.
        written: String,
        /// The number of its rows, as it is written.
        count: String,
        /// Its table.
        table: String,
        /// Whether it has a condition.
        some: bool,
    },
    /// A weight that may be below 0.
    NegativeWeight {
        /// The aggregate.
        place: Span,
        /// The weight.
        written: String,
    },
    /// Weights that may add up to 0.
    NoWeight {
        /// The aggregate.
        place: Span,
        /// The condition that they do.
        zero: String,
    },
    /// An optional field that may be blank.
    Blank {
        /// Where it is read.
        place: Span,
        /// The field.
        field: FieldId,
    },
}

/// The first read of `expr`, from left to right, that is not proved safe where the facts hold.
///
/// `optional` says whether optional fields are looked at; a check is not applicable where one is blank.
pub(in crate::check) fn first_fault(
    prover: &mut Prover<'_>,
    expr: &Expr,
    facts: &[Expr],
    (optional, language): (bool, Language),
) -> Option<Fault> {
    Walk { prover, optional, language, outside: None }.visit(expr, facts)
}

struct Walk<'w, 'a> {
    prover: &'w mut Prover<'a>,
    optional: bool,
    language: Language,
    /// Where the definition is used that is being walked.
    outside: Option<Span>,
}

impl Walk<'_, '_> {
    fn visit(&mut self, expr: &Expr, facts: &[Expr]) -> Option<Fault> {
        match &expr.node {
            Node::And(parts) => self.guarded(parts, facts, true),
            Node::Or(parts) => self.guarded(parts, facts, false),
            Node::Definition(id) => {
                let definitions = self.prover.definitions;
                let definition = definitions.get(id.index())?;
                let before = self.outside;
                self.outside = Some(before.unwrap_or(expr.span));
                let found = self.visit(&definition.value, facts);
                self.outside = before;
                found
            }
            Node::Field(id) => self.field(*id, expr, facts),
            Node::Aggregate(aggregate) => self.aggregate(aggregate, expr, facts),
            // A figure that is not there leaves open what asks for it, whatever else is blank.
            Node::Read(_) => None,
            Node::Arithmetic(Op::Div, left, right) => {
                self.visit(left, facts).or_else(|| self.visit(right, facts)).or_else(|| self.divisor(right, facts))
            }
            Node::Clamp(_, lower, upper) => {
                let parts = expr.children().into_iter().find_map(|child| self.visit(child, facts));
                parts.or_else(|| self.crossed(lower, upper, facts))
            }
            _ => expr.children().into_iter().find_map(|child| self.visit(child, facts)),
        }
    }

    /// What is computed over rows: what is read of each, and whether there is a row to compute from.
    fn aggregate(&mut self, aggregate: &Aggregate, expr: &Expr, facts: &[Expr]) -> Option<Fault> {
        let beside = self.prover.facts_beside_rows(facts);
        let inner = self.prover.facts_in_rows(aggregate, facts);
        let condition = aggregate.condition.iter().find_map(|condition| self.visit(condition, &beside));
        let mut parts = aggregate.value.iter().chain(&aggregate.weight);
        if let Some(fault) = condition.or_else(|| parts.find_map(|part| self.visit(part, &inner))) {
            return Some(fault);
        }
        if aggregate.function.takes_no_rows() {
            return None;
        }
        let place = self.outside.unwrap_or(expr.span);
        if !self.prover.has_row(aggregate.table, aggregate.condition.as_ref(), facts) {
            let counted = count(aggregate.table, aggregate.condition.as_ref());
            let table = self.prover.tables.get(aggregate.table.index()).map(|table| table.name.node.clone());
            return Some(Fault::NoRow {
                place,
                written: source(expr, self.prover, self.language),
                count: source(&counted, self.prover, self.language),
                table: table.unwrap_or_default(),
                some: aggregate.condition.is_some(),
            });
        }
        let weight = aggregate.weight.as_ref()?;
        let from_zero = Interval { lower: End::Closed(Rational::ZERO), upper: End::Unbounded };
        if !from_zero.contains_all(&self.prover.domain(weight, &inner)) {
            return Some(Fault::NegativeWeight { place, written: source(weight, self.prover, self.language) });
        }
        if self.prover.has_weight(aggregate, weight, facts) {
            return None;
        }
        let sum = sum_of_weights(aggregate, weight);
        let unit = unit_of(weight, self.prover.fields, self.prover.measures);
        let zero = super::print::show_number(&Rational::ZERO, &weight.kind, &unit);
        Some(Fault::NoWeight { place, zero: format!("{} = {zero}", source(&sum, self.prover, self.language)) })
    }

    fn crossed(&mut self, lower: &Expr, upper: &Expr, facts: &[Expr]) -> Option<Fault> {
        let node = Node::Comparison(Relation::Greater, Box::new(lower.clone()), Box::new(upper.clone()));
        let above = Expr { kind: Kind::YesNo, node, span: lower.span };
        let example = match self.prover.with_facts(facts, &[(&above, true)]) {
            Outcome::Never => return None,
            Outcome::Possible(witness) => Some(self.prover.example(&witness, &[&above])),
            Outcome::Unknown => None,
        };
        let (low, high) = (self.prover.domain(lower, facts), self.prover.domain(upper, facts));
        if low.compare_all(Relation::Greater, &high) == Some(false) {
            return None;
        }
        Some(Fault::Crossed { place: self.outside.unwrap_or(lower.span), example })
    }

    /// Parts of which each is only read where all before are `holds`.
    fn guarded(&mut self, parts: &[Expr], facts: &[Expr], holds: bool) -> Option<Fault> {
        let mut facts = facts.to_vec();
        for part in parts {
            if let Some(fault) = self.visit(part, &facts) {
                return Some(fault);
            }
            facts.push(if holds { part.clone() } else { negated(part) });
        }
        None
    }

    fn field(&mut self, id: FieldId, expr: &Expr, facts: &[Expr]) -> Option<Fault> {
        let fields = self.prover.fields;
        // What comes from the comparison of units is there where the unit's own value is.
        if let Some(compared) = fields.get(id.index()).and_then(|field| field.compared) {
            let of = Expr { kind: expr.kind.clone(), node: Node::Definition(compared.value), span: expr.span };
            return self.visit(&of, facts);
        }
        if !self.optional || !fields.get(id.index())?.optional {
            return None;
        }
        let filled = Expr { kind: Kind::YesNo, node: Node::Filled(id), span: expr.span };
        let place = self.outside.unwrap_or(expr.span);
        (!self.prover.follows(facts, &filled)).then_some(Fault::Blank { place, field: id })
    }

    fn divisor(&mut self, divisor: &Expr, facts: &[Expr]) -> Option<Fault> {
        let zero = Expr { kind: divisor.kind.clone(), node: Node::Number(Rational::ZERO), span: divisor.span };
        let node = Node::Comparison(Relation::Equal, Box::new(divisor.clone()), Box::new(zero));
        let is_zero = Expr { kind: Kind::YesNo, node, span: divisor.span };
        // Interval arithmetic may know what the inequalities do not, such as a product of positive numbers.
        if self.prover.never(facts, &[(&is_zero, true)])
            || !self.prover.domain(divisor, facts).contains(&Rational::ZERO)
        {
            return None;
        }
        let example = match self.prover.with_facts(facts, &[(&is_zero, true)]) {
            Outcome::Possible(witness) => Some(self.prover.example(&witness, &[&is_zero])),
            Outcome::Never | Outcome::Unknown => None,
        };
        let unit = unit_of(divisor, self.prover.fields, self.prover.measures);
        let zero = super::print::show_number(&Rational::ZERO, &divisor.kind, &unit);
        let written = source(divisor, self.prover, self.language);
        let place = self.outside.unwrap_or(divisor.span);
        let of_row = self.prover.facts_beside_rows(std::slice::from_ref(divisor)).is_empty();
        Some(Fault::Divisor { place, zero: format!("{written} = {zero}"), written, example, of_row })
    }
}

/// `非 c`.
pub(in crate::check) fn negated(condition: &Expr) -> Expr {
    Expr { kind: Kind::YesNo, node: Node::Not(Box::new(condition.clone())), span: condition.span }
}
