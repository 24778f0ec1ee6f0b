//! How many points hang on each datum.

use std::collections::BTreeSet;

use crate::ids::{FieldId, IndicatorId, NodeId};
use crate::quantity::Rational;
use crate::rubric::{Expr, RowGroup, RowPoints, Rubric};

/// A datum and what it feeds.
#[derive(Clone, Debug)]
pub struct Stake {
    /// Its name; of a column behind that of its table: `采购合同.签订`.
    pub datum: String,
    /// The points of the indicators that read it.
    pub points: Rational,
    /// These indicators, by their shortest unique names.
    pub indicators: Vec<String>,
    /// The checks that read it, by name.
    pub checks: Vec<String>,
}

/// Every datum that a submission gives, that with most points first.
pub(super) fn stakes(rubric: &Rubric) -> Vec<Stake> {
    let mut stakes = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, field) in rubric.fields.iter().enumerate() {
        // Years of one figure are one datum, and the cells of a row are their column.
        let name = name(rubric, FieldId::at(at));
        if field.compared.is_some() || !seen.insert(name.clone()) {
            continue;
        }
        let like = (0..rubric.fields.len()).map(FieldId::at);
        let like = like.filter(|id| self::name(rubric, *id) == name).collect();
        stakes.push(stake(rubric, name, &like));
    }
    stakes.sort_by(|one, other| other.points.cmp(&one.points));
    stakes
}

fn name(rubric: &Rubric, id: FieldId) -> String {
    let field = rubric.field(id);
    let (table, column) = match (&field.table, &field.row) {
        (Some(table), _) => (*table, id),
        (None, Some(cell)) => (cell.table, cell.column),
        (None, None) => {
            return field.of_year.as_ref().map_or_else(|| field.name.node.clone(), |of| of.series.clone());
        }
    };
    format!("{}.{}", rubric.table(table).name.node, rubric.field(column).name.node)
}

/// Whether a column decides which rows a group has, what they are worth, or what is claimed for those that are judged.
fn places(rubric: &Rubric, rows: &RowGroup, like: &BTreeSet<FieldId>) -> bool {
    let points = match &rows.points {
        RowPoints::Own(points) => Some(points),
        RowPoints::Equal { .. } => None,
    };
    let parts = rows.condition.iter().chain(points).chain(&rows.claim).chain(&rows.review);
    parts.flat_map(|part| rubric.fields_below(part)).any(|field| like.contains(&field))
}

fn stake(rubric: &Rubric, datum: String, like: &BTreeSet<FieldId>) -> Stake {
    let (mut points, mut indicators) = (Rational::ZERO, Vec::new());
    for (at, indicator) in rubric.indicators.iter().enumerate() {
        let id = IndicatorId::at(at);
        // The rule of rows has the points of its group.
        let group = rubric.groups.iter().find(|group| group.rows.as_ref().is_some_and(|rows| rows.template == id));
        let places = group.and_then(|group| group.rows.as_ref()).is_some_and(|rows| places(rubric, rows, like));
        if indicator.reads.is_disjoint(like) && !places {
            continue;
        }
        let (own, name) = match group {
            Some(group) => (group.points.clone(), group.name.node.clone()),
            None => (indicator.points.clone(), rubric.short_name(NodeId::Indicator(id))),
        };
        points = &points + &own.unwrap_or(Rational::ZERO);
        if !indicators.contains(&name) {
            indicators.push(name);
        }
    }
    let reads = |expr: &Expr| rubric.fields_below(expr).iter().any(|field| like.contains(field));
    let checks = rubric.checks.iter().filter(|check| {
        check.assertions.iter().chain(&check.condition).any(reads)
            || check.stated.is_some_and(|field| like.contains(&field))
    });
    let mut names: Vec<String> = Vec::new();
    for check in checks {
        if !names.contains(&check.name.node) {
            names.push(check.name.node.clone());
        }
    }
    Stake { datum, points, indicators, checks: names }
}
