//! Rows of tables for the base: one for each key that the rubric names, for each group of rows one of each sort, as many as
//! must be.

use std::collections::BTreeSet;

use super::base::first_value;
use super::draft::Draft;
use super::satisfy::{Still, make};
use super::solve::root;
use super::sorts::{Sorted, sorts};
use crate::diagnostic::Language;
use crate::ids::{FieldId, NodeId, TableId};
use crate::inputs::{State, Value};
use crate::quantity::{Kind, Rational};
use crate::rubric::{Expr, Group, Node, RowGroup, RowName, RowPoints, Rubric};

/// The rows of every table, their cells by column; of groups with a row of each sort, or with the first alone. The draft is
/// of the rubric as written, where a column is a field.
pub(super) fn rows(draft: &Draft<'_>, all_sorts: bool) -> Vec<Vec<Vec<State>>> {
    (0..draft.rubric.tables.len()).map(|at| of_table(draft, TableId::at(at), all_sorts)).collect()
}

fn of_table(draft: &Draft<'_>, id: TableId, all_sorts: bool) -> Vec<Vec<State>> {
    let rubric = draft.rubric;
    let table = rubric.table(id);
    let mut rows: Vec<Draft<'_>> = Vec::new();
    let mut keys = BTreeSet::new();
    for field in &rubric.fields {
        if let Some(cell) = field.row.as_ref().filter(|cell| cell.table == id)
            && let RowName::Key(key) = &cell.row
        {
            keys.insert(key.clone());
        }
    }
    for key in keys {
        let mut row = first_row(draft, &table.columns, rows.len());
        if let Some(column) = table.key {
            row.fill(column, named(rubric, column, &key));
        }
        for (at, field) in rubric.fields.iter().enumerate() {
            // What the base found for the cells of this row.
            let own = field.row.as_ref().filter(|cell| cell.table == id && cell.row == RowName::Key(key.clone()));
            if let (Some(cell), State::Filled(figures)) = (own, &draft.inputs.cell(FieldId::at(at)).state)
                && Some(cell.column) != table.key
                && let Some(figure) = figures.first()
            {
                row.fill(cell.column, figure.value.clone());
            }
        }
        rows.push(row);
    }
    for group in &rubric.groups {
        let Some(own) = group.rows.as_ref().filter(|one| one.table == id) else { continue };
        let mut sorts = sorts(rubric, own);
        let whole = group.points.clone().unwrap_or_else(|| by_rows(rubric, group));
        sorts.truncate(if all_sorts { usize::try_from(whole_points(&whole)).unwrap_or(1).max(1) } else { 1 });
        let count = i64::try_from(sorts.len()).map_or(Rational::ONE, Rational::whole);
        let part = whole.checked_div(&count).map_or(Rational::ONE, |part| part.floor());
        let mut points = &whole - &(&part * &(&count - &Rational::ONE));
        for Sorted { word, cells } in sorts {
            let mut row = first_row(draft, &table.columns, rows.len());
            cells.into_iter().for_each(|(column, value)| row.fill(column, value));
            if let (Node::Field(column), Kind::Text) = (&own.name.node, &own.name.kind) {
                row.fill(*column, Value::Text(format!("{}{word}", numbered(rubric, rows.len()))));
            }
            of_group(&mut row, own, &points);
            rows.push(row);
            points = part.clone();
        }
    }
    let least = usize::try_from(table.least_rows).unwrap_or(1).max(1);
    while rows.len() < least {
        rows.push(first_row(draft, &table.columns, rows.len()));
    }
    rows.iter().map(|row| table.columns.iter().map(|one| row.inputs.cell(*one).state.clone()).collect()).collect()
}

fn named(rubric: &Rubric, column: FieldId, key: &str) -> Value {
    match &rubric.field(column).kind {
        Kind::Level(levels) => {
            let rank = (0_i64..).zip(levels.names.iter().rev()).find(|(_, name)| name.as_str() == key);
            rank.map_or_else(|| Value::Text(key.to_owned()), |(rank, _)| Value::Number(Rational::whole(rank)))
        }
        _ => Value::Text(key.to_owned()),
    }
}

fn first_row<'a>(draft: &Draft<'a>, columns: &[FieldId], number: usize) -> Draft<'a> {
    let mut row = draft.clone();
    for column in columns {
        let field = row.rubric.field(*column);
        let value = match &field.kind {
            Kind::Text => text_of(row.rubric, *column, number),
            _ => first_value(field, row.rubric),
        };
        match value {
            Some(value) => row.fill(*column, value),
            None => row.put(*column, State::Blank),
        }
    }
    row
}

/// A text: a figure where figures are read from it, a comparison where it says how to compare, else a name.
fn text_of(rubric: &Rubric, column: FieldId, number: usize) -> Option<Value> {
    let text = match role(rubric, column) {
        Some(Role::Figure) => "100".to_owned(),
        Some(Role::Relation) => "≥".to_owned(),
        Some(Role::Unit) => return None,
        None if rubric.field(column).optional => return None,
        None => numbered(rubric, number),
    };
    Some(Value::Text(text))
}

/// `第3行`.
fn numbered(rubric: &Rubric, number: usize) -> String {
    let number = number.saturating_add(1);
    match rubric.language {
        Language::Zh => format!("第{number}行"),
        Language::En => format!("row {number}"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Relation,
    Figure,
    Unit,
}

/// What a column is read as, where figures are read from texts.
fn role(rubric: &Rubric, column: FieldId) -> Option<Role> {
    let mut pending: Vec<&Expr> = rubric.measures.iter().map(|one| &one.value).collect();
    pending.extend(rubric.definitions.iter().map(|one| &one.value));
    for indicator in &rubric.indicators {
        if let Some(rule) = &indicator.rule {
            below(&rule.normal, &mut pending);
        }
    }
    let is_it = |expr: &Expr| matches!(expr.node, Node::Field(id) if id == column);
    while let Some(expr) = pending.pop() {
        if let Node::Read(read) = &expr.node {
            let roles = [
                (read.relation.as_ref(), Role::Relation),
                (Some(&read.figure), Role::Figure),
                (read.unit.as_ref(), Role::Unit),
            ];
            if let Some((_, role)) = roles.into_iter().find(|(part, _)| part.is_some_and(is_it)) {
                return Some(role);
            }
        }
        pending.extend(expr.children());
    }
    None
}

/// The expressions directly in a rule.
pub(super) fn below<'r>(normal: &'r crate::rubric::NormalForm, list: &mut Vec<&'r Expr>) {
    use crate::rubric::{Choice, NormalForm};
    match normal {
        NormalForm::Pieces { over, .. } => list.push(over),
        NormalForm::Cases(arms) => {
            for arm in arms {
                list.extend(&arm.condition);
                if let Choice::Rule(rule) = &arm.then {
                    below(&rule.normal, list);
                }
            }
        }
        NormalForm::Items(items) => items.iter().for_each(|item| below(&item.rule.normal, list)),
        NormalForm::Ways(ways) => ways.ways.iter().for_each(|item| below(&item.rule.normal, list)),
        NormalForm::Deduction(_) | NormalForm::Judged(_) | NormalForm::Readings(_) => {}
    }
}

/// Makes a row one of a group: its condition holds, and it has so many points.
fn of_group(row: &mut Draft<'_>, rows: &RowGroup, points: &Rational) {
    if let Some(condition) = &rows.condition {
        make(row, condition, true, Still::fields(&BTreeSet::new()));
    }
    if let RowPoints::Own(own) = &rows.points {
        reach(row, own, points);
    }
    for score in rows.claim.iter().chain(&rows.review) {
        reach(row, score, points);
    }
}

/// How many whole points there are.
fn whole_points(points: &Rational) -> u32 {
    points.floor().to_fixed(0).parse().unwrap_or(u32::MAX)
}

/// What a group 按行合计 gets: an equal part of what the others leave of what they are in.
fn by_rows(rubric: &Rubric, group: &Group) -> Rational {
    let (whole, beside) = match group.parent.map(|parent| rubric.group(parent)) {
        Some(parent) => (parent.points.clone().unwrap_or_else(|| rubric.total.clone()), &parent.children),
        None => (rubric.total.clone(), &rubric.roots),
    };
    let points = |node: &NodeId| match node {
        NodeId::Group(id) => rubric.group(*id).points.clone(),
        NodeId::Indicator(id) => rubric.indicator(*id).points.clone(),
    };
    let known = beside.iter().filter_map(points).fold(Rational::ZERO, |sum, one| &sum + &one);
    let left = &whole - &known;
    let open = beside.iter().filter(|node| points(node).is_none()).collect::<Vec<_>>();
    let count = i64::try_from(open.len()).map_or(Rational::ONE, Rational::whole);
    let equal = left.checked_div(&count).map_or(Rational::ONE, |part| part.floor());
    // What does not part evenly goes to the last.
    let last = open.last().is_some_and(|node| match node {
        NodeId::Group(id) => rubric.group(*id).name == group.name,
        NodeId::Indicator(_) => false,
    });
    if last { &left - &(&equal * &(&count - &Rational::ONE)) } else { equal }
}

fn reach(row: &mut Draft<'_>, expr: &Expr, at: &Rational) {
    let rubric = row.rubric;
    for field in rubric.fields_below(expr) {
        if let Some(number) = root(row, (expr, None, at), field) {
            row.fill(field, Value::Number(number));
            return;
        }
    }
}
