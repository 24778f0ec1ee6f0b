//! Whether the points of a tree add up after each layer, as far as plain adding tells.

use rust_decimal::Decimal;

use crate::source::Span;
use crate::syntax::ast::{File, Group, HeaderStatement, Item, LiteralUnit, Merged, Points};

/// Notes for every group, and for the whole, whether its parts make its points now.
pub(super) fn note(file: &File, merged: &mut Merged) {
    let total = file.header.iter().flat_map(|header| &header.statements).find_map(|statement| match statement {
        HeaderStatement::Total(literal) => Some(Points::Points(literal.clone())),
        _ => None,
    });
    let mut found = vec![(None, total.and_then(|total| balanced(&total, &file.items)))];
    walk(&file.items, &mut found);
    let layer = merged.layers.len().saturating_sub(1);
    for (group, balanced) in found {
        let history = merged.balance.entry(group).or_default();
        history.resize(layer, None);
        history.push(balanced);
    }
}

fn walk(items: &[Item], found: &mut Vec<(Option<Span>, Option<bool>)>) {
    for item in items {
        if let Item::Group(group) = item {
            found.push((Some(group.head), balanced(&group.points, &group.items)));
            walk(&group.items, found);
        }
    }
}

fn balanced(points: &Points, items: &[Item]) -> Option<bool> {
    let mut sum = Decimal::ZERO;
    for item in items {
        let part = match item {
            Item::Group(Group { points, .. }) => plain(points)?,
            Item::Indicator(indicator) => plain(&indicator.points)?,
            _ => continue,
        };
        sum = sum.checked_add(part)?;
    }
    Some(sum == plain(points)?)
}

/// Points that are written as such; shares and equal parts are the checker's business.
fn plain(points: &Points) -> Option<Decimal> {
    match points {
        Points::Points(literal) if matches!(literal.unit, LiteralUnit::Unit(_)) => Some(literal.magnitude),
        _ => None,
    }
}
