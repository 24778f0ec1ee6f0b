//! The edges of conditions: of each comparison in them, with the others such that it decides.

use super::satisfy::Need;
use super::walk::{Test, Walk};
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{Expr, Node, Rubric};

/// The edges of a condition.
pub(super) fn atoms<'r>(walk: &mut Walk<'r>, condition: &'r Expr, path: &[Need<'r>]) {
    let rubric = walk.rubric;
    match &condition.node {
        Node::And(parts) | Node::Or(parts) => {
            let decisive = matches!(condition.node, Node::Or(_));
            for (index, part) in parts.iter().enumerate() {
                let mut path = path.to_vec();
                let others = parts.iter().enumerate().filter(|(at, _)| *at != index);
                path.extend(others.map(|(_, other)| Need::Truth(other, !decisive)));
                atoms(walk, part, &path);
            }
        }
        Node::Not(part) => atoms(walk, part, path),
        Node::Definition(id) if condition.kind == Kind::YesNo => atoms(walk, &rubric.definition(*id).value, path),
        Node::Comparison(relation, left, right) if left.kind.is_numeric() || left.kind == Kind::Date => {
            match (counted(rubric, left), &right.node) {
                (Some(parts), Node::Number(at)) => counts(walk, parts, (*relation, at), path),
                _ => inner(walk, left, path),
            }
            inner(walk, right, path);
            walk.meets(left, Some(right), Rational::ZERO, path);
        }
        Node::Comparison(_, left, right) if left.kind.is_ordered() => {
            walk.meets(left, Some(right), Rational::ZERO, path);
        }
        _ => walk.push(Test::Truth(condition), path),
    }
}

/// The conditions of which an expression is the number that hold.
pub(super) fn counted<'r>(rubric: &'r Rubric, expr: &'r Expr) -> Option<&'r [Expr]> {
    match &expr.node {
        Node::Count(parts) => Some(parts),
        Node::Definition(id) => counted(rubric, &rubric.definition(*id).value),
        _ => None,
    }
}

/// The edges of conditions that are counted: of each with so many of the others that it decides.
fn counts<'r>(walk: &mut Walk<'r>, parts: &'r [Expr], (relation, at): (Relation, &Rational), path: &[Need<'r>]) {
    let others = match relation {
        Relation::AtLeast | Relation::Less | Relation::Equal | Relation::NotEqual => at - &Rational::ONE,
        Relation::Greater | Relation::AtMost => at.clone(),
    };
    for (index, part) in parts.iter().enumerate() {
        let rest = parts.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, other)| other);
        let needs = (0_i64..).zip(rest).map(|(at, other)| Need::Truth(other, Rational::whole(at) < others));
        let path = path.iter().copied().chain(needs).collect::<Vec<_>>();
        atoms(walk, part, &path);
    }
}

/// The edges of conditions inside a formula: of those that are counted, and under which something is added up; and where
/// of several numbers another one becomes the greatest or the least.
pub(super) fn inner<'r>(walk: &mut Walk<'r>, formula: &'r Expr, path: &[Need<'r>]) {
    let rubric = walk.rubric;
    match &formula.node {
        Node::Count(parts) => parts.iter().for_each(|part| atoms(walk, part, path)),
        Node::Sum(terms) | Node::Greatest(terms) | Node::Least(terms) => {
            for term in terms {
                if let Some(condition) = &term.condition {
                    atoms(walk, condition, path);
                }
                inner(walk, &term.value, path);
            }
        }
        Node::Definition(id) => inner(walk, &rubric.definition(*id).value, path),
        Node::Measure(_) => {}
        Node::Clamp(value, lower, upper) => {
            walk.meets(value, Some(lower), Rational::ZERO, path);
            walk.meets(value, Some(upper), Rational::ZERO, path);
            inner(walk, value, path);
        }
        Node::Max(parts) | Node::Min(parts) => {
            if let [left, right] = parts.as_slice() {
                walk.meets(left, Some(right), Rational::ZERO, path);
            }
            parts.iter().for_each(|part| inner(walk, part, path));
        }
        _ => formula.children().into_iter().for_each(|part| inner(walk, part, path)),
    }
}
