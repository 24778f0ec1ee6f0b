//! Formulas as quotients of linear forms in the fields: what can be inverted and bounded exactly.

use crate::ids::FieldId;
use crate::quantity::{Linear, Op, Quotient, Rational};
use crate::rubric::{Expr, Node, Rubric, Term};

/// A formula as a quotient of linear forms, or `None` where it is none.
///
/// | in | |
/// |---|---|
/// | `fixed` | the number for which a field is taken; `None` leaves it a variable |
#[must_use]
pub fn quotient_of(
    expr: &Expr,
    rubric: &Rubric,
    fixed: &dyn Fn(FieldId) -> Option<Rational>,
) -> Option<Quotient<FieldId>> {
    let whole = |linear| Some(Quotient::linear(linear));
    match &expr.node {
        Node::Number(number) => whole(Linear::number(number.clone())),
        Node::Field(field) => whole(fixed(*field).map_or_else(|| Linear::variable(*field), Linear::number)),
        Node::Definition(id) => quotient_of(&rubric.definition(*id).value, rubric, fixed),
        // A rounded measure is a staircase, not a quotient.
        Node::Measure(id) if rubric.measure(*id).rounding.is_none() => {
            quotient_of(&rubric.measure(*id).value, rubric, fixed)
        }
        Node::Arithmetic(op, left, right) => {
            quotient_of(left, rubric, fixed)?.combine(*op, &quotient_of(right, rubric, fixed)?)
        }
        Node::Sum(terms) => sum_of(terms, rubric, fixed),
        _ => None,
    }
}

/// The sum of terms that are linear, and of which it is certain whether they count.
fn sum_of(terms: &[Term], rubric: &Rubric, fixed: &dyn Fn(FieldId) -> Option<Rational>) -> Option<Quotient<FieldId>> {
    let mut sum = Linear::number(Rational::ZERO);
    for term in terms {
        let counts = match &term.condition {
            Some(condition) => certain(condition, rubric, fixed)?,
            None => true,
        };
        if counts {
            sum.add(quotient_of(&term.value, rubric, fixed)?.as_linear()?, &Rational::ONE);
        }
    }
    Some(Quotient::linear(sum))
}

/// Whether a condition holds, where the fields that are fixed decide it.
fn certain(condition: &Expr, rubric: &Rubric, fixed: &dyn Fn(FieldId) -> Option<Rational>) -> Option<bool> {
    let all = |parts: &[Expr]| parts.iter().map(|part| certain(part, rubric, fixed)).collect::<Vec<_>>();
    let joined = |parts: Vec<Option<bool>>, decisive: bool| {
        if parts.contains(&Some(decisive)) {
            return Some(decisive);
        }
        parts.iter().all(Option::is_some).then_some(!decisive)
    };
    match &condition.node {
        Node::Comparison(relation, left, right) => {
            let difference = quotient_of(left, rubric, fixed)?.combine(Op::Sub, &quotient_of(right, rubric, fixed)?)?;
            Some(relation.holds(difference.as_number()?, &Rational::ZERO))
        }
        Node::Not(inner) => certain(inner, rubric, fixed).map(|holds| !holds),
        Node::And(parts) => joined(all(parts), false),
        Node::Or(parts) => joined(all(parts), true),
        Node::Definition(id) => certain(&rubric.definition(*id).value, rubric, fixed),
        _ => None,
    }
}
