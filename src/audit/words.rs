//! Formulas, values and places as they stand in findings.

use std::collections::BTreeSet;

use crate::ids::FieldId;
use crate::inputs::{Figure, Inputs};
use crate::quantity::{Kind, Op, Rational};
use crate::rubric::{DisplayUnit, Expr, Node, Rubric, show_date};

/// A formula in the names of its fields: `基本支出 + 项目支出`.
pub(super) fn formula(expr: &Expr, rubric: &Rubric) -> String {
    let list = |name: &str, parts: &[Expr]| {
        let parts = parts.iter().map(|part| formula(part, rubric)).collect::<Vec<_>>();
        format!("{name}({})", parts.join(", "))
    };
    let joined = |word: &str, parts: &[Expr]| {
        let parts = parts.iter().map(|part| formula(part, rubric)).collect::<Vec<_>>();
        parts.join(word)
    };
    match &expr.node {
        Node::Number(number) => value(number, &expr.kind, &unit_of(expr, rubric)),
        Node::Text(text) => format!("“{text}”"),
        Node::Field(field) => rubric.field(*field).name.node.clone(),
        Node::Definition(id) => rubric.definition(*id).name.node.clone(),
        Node::Measure(id) => formula(&rubric.measure(*id).value, rubric),
        Node::SubmittedUnit => "报送.单位".to_owned(),
        Node::SubmittedYear => "报送.年度".to_owned(),
        Node::ReportedNotApplicable(_) => "报送不适用".to_owned(),
        Node::Filled(field) => format!("已填({})", rubric.field(*field).name.node),
        Node::Arithmetic(op, left, right) => {
            let (left, right) = (operand(left, *op, false, rubric), operand(right, *op, true, rubric));
            format!("{left} {} {right}", op.symbol())
        }
        Node::Comparison(relation, left, right) => {
            format!("{} {} {}", formula(left, rubric), relation.symbol(), formula(right, rubric))
        }
        Node::Not(inner) => format!("非 ({})", formula(inner, rubric)),
        Node::And(parts) => joined(" 且 ", parts),
        Node::Or(parts) => joined(" 或 ", parts),
        Node::Abs(inner) => format!("绝对值({})", formula(inner, rubric)),
        Node::Max(parts) => list("最大", parts),
        Node::Min(parts) => list("最小", parts),
        Node::Clamp(inner, lower, upper) => {
            format!("限于({}, {}, {})", formula(inner, rubric), formula(lower, rubric), formula(upper, rubric))
        }
    }
}

/// An operand, in brackets where it would else be read otherwise.
fn operand(expr: &Expr, of: Op, right: bool, rubric: &Rubric) -> String {
    let text = formula(expr, rubric);
    let tight = |op: Op| matches!(op, Op::Mul | Op::Div);
    let Node::Arithmetic(op, ..) = &expr.node else { return text };
    let same_but_not_associative = right && tight(*op) == tight(of) && matches!(of, Op::Sub | Op::Div);
    if (tight(of) && !tight(*op)) || same_but_not_associative { format!("({text})") } else { text }
}

/// A value, in a unit.
pub(super) fn value(number: &Rational, kind: &Kind, unit: &DisplayUnit) -> String {
    match kind {
        Kind::Date => show_date(number),
        Kind::Level(levels) => {
            let rank = (0_i64..).zip(levels.names.iter().rev()).find(|(rank, _)| Rational::whole(*rank) == *number);
            rank.map_or_else(String::new, |(_, name)| name.clone())
        }
        _ => unit.show(number),
    }
}

/// The unit in which both sides of a comparison are told: that of a field that stands alone, else of the first field
/// of their kind.
pub(super) fn unit_of_sides(left: &Expr, right: &Expr, rubric: &Rubric) -> DisplayUnit {
    let alone = |side: &Expr| match &side.node {
        Node::Field(field) => Some(*field),
        _ => None,
    };
    let alone = [right, left].into_iter().filter_map(alone);
    let all = alone.chain([left, right].into_iter().flat_map(|side| rubric.fields_below(side)));
    let same = all.map(|field| rubric.field(field)).find(|field| field.kind == left.kind);
    same.map_or_else(|| DisplayUnit::of(&left.kind), |field| field.unit.clone())
}

fn unit_of(expr: &Expr, rubric: &Rubric) -> DisplayUnit {
    unit_of_sides(expr, expr, rubric)
}

/// `「甲」` in Chinese, `` `甲` `` in English.
pub(super) fn quoted(name: &str) -> (String, String) {
    (format!("「{name}」"), format!("`{name}`"))
}

/// The names of fields, quoted and joined.
pub(super) fn names(fields: &BTreeSet<FieldId>, rubric: &Rubric) -> (String, String) {
    let (zh, en): (Vec<_>, Vec<_>) = fields.iter().map(|field| quoted(&rubric.field(*field).name.node)).unzip();
    (zh.concat(), en.join(", "))
}

/// `76.52万元（三(二)2(6)⑥ 文字）`: a print as it was submitted, with its 出处.
pub(super) fn print(figure: &Figure) -> (String, String) {
    match &figure.place {
        Some(place) => (format!("{}（{place}）", figure.written), format!("{} ({place})", figure.written)),
        None => (figure.written.clone(), figure.written.clone()),
    }
}

/// The 出处 of the scored prints of fields: `出处：「甲」一（四），「乙」二`. Empty where none has one.
pub(super) fn places(fields: &[FieldId], rubric: &Rubric, inputs: &Inputs) -> (String, String) {
    let of = |field: &FieldId| {
        let place = inputs.figure(*field)?.place.as_deref()?;
        let name = &rubric.field(*field).name.node;
        Some((format!("「{name}」{place}"), format!("`{name}` {place}")))
    };
    let (zh, en): (Vec<_>, Vec<_>) = fields.iter().filter_map(of).unzip();
    if zh.is_empty() {
        return (String::new(), String::new());
    }
    (format!("（出处：{}）", zh.join("，")), format!(" (at: {})", en.join(", ")))
}
