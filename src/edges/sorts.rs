//! Rows of groups that are scored row by row: one for each way in which a row may say its target, so that every rule for
//! figures and every one for words is met.

use super::labels::say;
use super::rows::below;
use crate::ids::FieldId;
use crate::inputs::Value;
use crate::quantity::{Kind, Levels, Rational, Relation};
use crate::rubric::{Expr, Node, RowGroup, Rubric};
use crate::written::{self, Sort};

/// A row of one sort.
#[derive(Default)]
pub(super) struct Sorted {
    /// What its name says of it: `（≥）`.
    pub word: String,
    /// The cells by which it says its target, and reaches it.
    pub cells: Vec<(FieldId, Value)>,
}

/// The columns that a target is read from, and what is measured against it.
#[derive(Default)]
struct Columns {
    relation: Option<FieldId>,
    target: Option<FieldId>,
    actual: Option<FieldId>,
}

/// What the rows of a group may say; of a group without targets in its rows one row says nothing.
pub(super) fn sorts(rubric: &Rubric, group: &RowGroup) -> Vec<Sorted> {
    let columns = columns(rubric, group);
    let (Some(target), Some(actual)) = (columns.target, columns.actual) else { return vec![Sorted::default()] };
    let language = rubric.language;
    let wanted = [Relation::AtLeast, Relation::AtMost, Relation::Equal].map(Sort::Compared);
    let rows = wanted.into_iter().chain([Sort::Qualitative]).filter_map(|sort| {
        let (symbol, figure) = match sort {
            Sort::Compared(relation) => (relation.symbol(), "100"),
            _ => (say(language, "定性", "qualitative"), say(language, "按期完成", "done in time")),
        };
        let words = sort == Sort::Qualitative;
        if words && !matches!(rubric.field(actual).kind, Kind::Text | Kind::Quantity) {
            return None;
        }
        let mut cells = vec![(actual, Value::Text(figure.to_owned()))];
        match columns.relation {
            Some(column) => {
                cells.push((column, relation(rubric, column, sort, symbol)?));
                cells.push((target, Value::Text(figure.to_owned())));
            }
            None if words => cells.push((target, Value::Text(figure.to_owned()))),
            None => cells.push((target, Value::Text(format!("{symbol}{figure}")))),
        }
        let word = say(language, "（_）", " (_)").replace('_', symbol);
        Some(Sorted { word, cells })
    });
    let rows = rows.collect::<Vec<_>>();
    if rows.is_empty() { vec![Sorted::default()] } else { rows }
}

/// What 性质 says, in the words that the column knows.
fn relation(rubric: &Rubric, column: FieldId, sort: Sort, symbol: &str) -> Option<Value> {
    let Kind::Level(Levels { names, .. }) = &rubric.field(column).kind else {
        return Some(Value::Text(symbol.to_owned()));
    };
    let mut ranks = (0_i64..).zip(names.iter().rev());
    let rank = ranks.find(|(_, name)| written::sort(name) == Some(sort)).map(|(rank, _)| rank)?;
    Some(Value::Number(Rational::whole(rank)))
}

fn columns(rubric: &Rubric, group: &RowGroup) -> Columns {
    let of_template = rubric.measures.iter().filter(|measure| measure.indicator == group.template);
    let mut pending = of_template.map(|measure| &measure.value).collect::<Vec<_>>();
    if let Some(rule) = &rubric.indicator(group.template).rule {
        below(&rule.normal, &mut pending);
    }
    let mut columns = Columns::default();
    let column = |expr: &Expr| match expr.node {
        Node::Field(id) => Some(id),
        _ => None,
    };
    while let Some(expr) = pending.pop() {
        match (&expr.node, &expr.kind) {
            (Node::Read(read), Kind::Target) => {
                columns.relation = columns.relation.or_else(|| read.relation.as_ref().and_then(column));
                columns.target = columns.target.or_else(|| column(&read.figure));
            }
            (Node::Read(read), _) => columns.actual = columns.actual.or_else(|| column(&read.figure)),
            (Node::Field(id), Kind::Target) => columns.target = columns.target.or(Some(*id)),
            (Node::Field(id), Kind::Quantity) => columns.actual = columns.actual.or(Some(*id)),
            _ => {}
        }
        pending.extend(expr.children());
    }
    columns
}
