//! The edges of conditions: of each comparison in them, with the others such that it decides.

use super::satisfy::Need;
use super::walk::{Test, Walk};
use crate::quantity::{Kind, Rational};
use crate::rubric::{Expr, Node};

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
        Node::Comparison(_, left, right) if left.kind.is_numeric() || left.kind == Kind::Date => {
            inner(walk, left, path);
            inner(walk, right, path);
            walk.meets(left, Some(right), Rational::ZERO, path);
        }
        Node::Comparison(_, left, right) if left.kind.is_ordered() => {
            walk.meets(left, Some(right), Rational::ZERO, path);
        }
        _ => walk.push(Test::Truth(condition), path),
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
