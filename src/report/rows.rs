//! What was computed over the rows of a table, told so that many rows stay readable.

use super::Sheet;
use super::number::of_kind;
use crate::ids::DefinitionId;
use crate::inputs::{Outcome, Value, evaluate, truth};
use crate::quantity::{Kind, Op};
use crate::rubric::{AggregateFunction, DisplayUnit, Expr, Node, Term, Unfolded, unit_of_sides};

/// So many rows are named; of more the number is told.
const MOST_ROWS: usize = 10;

/// An aggregate with its rows counted and the sums put in: `占比(采购合同 4行, 行.用时 ≤ 30日) = 3 ÷ 4 × 100%`, and which
/// rows failed.
pub(super) fn over_rows(sheet: &Sheet, id: DefinitionId) -> String {
    let definition = sheet.rubric.definition(id);
    let name = definition.name.node.clone();
    let Node::Arithmetic(Op::Div, over, under) = &definition.value.node else { return name };
    let (Some(over_shown), Some(under_shown)) = (worth(sheet, over), worth(sheet, under)) else { return name };
    let share = definition.unfolded.as_ref().filter(|made| made.aggregate.function == AggregateFunction::ShareOf);
    let percent = if share.is_some() { " × 100%" } else { "" };
    let failed = share.map(|made| failed(sheet, made, over, under)).unwrap_or_default();
    format!("{name}{failed} = {over_shown} ÷ {under_shown}{percent}")
}

/// A sum; nothing for weighted figures, whose unit nobody knows.
fn worth(sheet: &Sheet, expr: &Expr) -> Option<String> {
    let weighted = matches!(&expr.node, Node::Sum(terms) if terms.iter().any(|term| is_product(&term.value)));
    let value = evaluate(expr, sheet.rubric, sheet.inputs, sheet.measures);
    let Outcome::Known(Value::Number(number)) = value else { return None };
    let unit = match expr.kind {
        Kind::Number => DisplayUnit::of(&Kind::Number),
        _ => unit_of_sides(expr, expr, sheet.rubric),
    };
    (!weighted).then(|| of_kind(&number, &expr.kind, &unit, sheet.language))
}

fn is_product(expr: &Expr) -> bool {
    matches!(expr.node, Node::Arithmetic(Op::Mul, ..))
}

/// `（不满足：第3行、第7行）`.
fn failed(sheet: &Sheet, made: &Unfolded, over: &Expr, under: &Expr) -> String {
    let (Node::Sum(met), counted) = (&over.node, counted(under)) else { return String::new() };
    let holds = |condition: &Option<Expr>| {
        condition.as_ref().map_or(Ok(true), |one| truth(one, sheet.rubric, sheet.inputs, sheet.measures))
    };
    let rows = made.rows.iter().zip(met).enumerate().filter(|(at, (_, term))| {
        let counts = counted.and_then(|terms| terms.get(*at)).map_or(Ok(true), |term| holds(&term.condition));
        matches!((counts, holds(&term.condition)), (Ok(true), Ok(false)))
    });
    let rows = rows.map(|(_, (number, _))| *number).collect::<Vec<_>>();
    if rows.is_empty() {
        return String::new();
    }
    let zh = sheet.say("zh", "en") == "zh";
    let one = |number: &u32| if zh { format!("第{number}行") } else { number.to_string() };
    let told = rows.iter().take(MOST_ROWS).map(one).collect::<Vec<_>>().join(sheet.say("、", ", "));
    let count = rows.len();
    match (zh, count > MOST_ROWS) {
        (true, false) => format!("（不满足：{told}）"),
        (true, true) => format!("（不满足：{told}等 {count} 行）"),
        (false, false) => format!(" (failing: row {told})"),
        (false, true) => format!(" (failing: row {told}, … {count} in all)"),
    }
}

/// The conditions under which rows count, where not all do.
fn counted(under: &Expr) -> Option<&[Term]> {
    match &under.node {
        Node::Sum(terms) => Some(terms),
        _ => None,
    }
}
