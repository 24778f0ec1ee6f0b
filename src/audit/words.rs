//! Formulas, values and places as they stand in findings.

use std::collections::BTreeSet;

use crate::diagnostic::Language;
use crate::ids::FieldId;
use crate::inputs::{Figure, Inputs};
use crate::quantity::{Kind, Op, Rational};
use crate::rubric::{DisplayUnit, Expr, Node, Rubric, show_date};

/// A formula in the names of its fields, `基本支出 + 项目支出`, with the words of both languages.
pub(super) fn formula(expr: &Expr, rubric: &Rubric) -> (String, String) {
    let [zh, en] = [Language::Zh, Language::En].map(|language| Writer { rubric, language }.formula(expr));
    (zh, en)
}

/// Writes formulas in one language.
#[derive(Clone, Copy)]
struct Writer<'a> {
    rubric: &'a Rubric,
    language: Language,
}

impl Writer<'_> {
    fn formula(self, expr: &Expr) -> String {
        let rubric = self.rubric;
        match &expr.node {
            Node::Number(number) => value(number, &expr.kind, &unit_of(expr, rubric)),
            Node::Text(text) => format!("“{text}”"),
            Node::Field(field) => rubric.field(*field).name.node.clone(),
            Node::Definition(id) => rubric.definition(*id).name.node.clone(),
            Node::Measure(id) => self.formula(&rubric.measure(*id).value),
            Node::SubmittedUnit => self.say("报送.单位", "submission.unit").to_owned(),
            Node::SubmittedYear => self.say("报送.年度", "submission.year").to_owned(),
            Node::ReportedNotApplicable(_) => self.say("报送不适用", "reported n/a").to_owned(),
            Node::Filled(field) => format!("{}({})", self.say("已填", "filled"), rubric.field(*field).name.node),
            Node::Arithmetic(op, left, right) => {
                let (left, right) = (self.operand(left, *op, false), self.operand(right, *op, true));
                format!("{left} {} {right}", op.symbol())
            }
            Node::Comparison(relation, left, right) => {
                format!("{} {} {}", self.formula(left), relation.symbol(), self.formula(right))
            }
            Node::SameWord(left, right) => {
                let word = self.say("同词", "same word as");
                format!("{} {word} {}", self.formula(left), self.formula(right))
            }
            // Unfolding has answered these.
            Node::Asked(_) | Node::Read(_) => String::new(),
            Node::Not(inner) => format!("{} ({})", self.say("非", "not"), self.formula(inner)),
            Node::And(parts) => self.joined(self.say(" 且 ", " and "), parts),
            Node::Or(parts) => self.joined(self.say(" 或 ", " or "), parts),
            Node::Abs(inner) => format!("{}({})", self.say("绝对值", "abs"), self.formula(inner)),
            Node::Max(parts) => format!("{}({})", self.say("最大", "max"), self.joined(", ", parts)),
            Node::Min(parts) => format!("{}({})", self.say("最小", "min"), self.joined(", ", parts)),
            Node::Clamp(inner, lower, upper) => {
                let parts = [inner, lower, upper].map(|part| self.formula(part)).join(", ");
                format!("{}({parts})", self.say("限于", "clamp"))
            }
            Node::WorkingDays(from, to) => {
                let parts = [from, to].map(|part| self.formula(part)).join(", ");
                format!("{}({parts})", self.say("工作日", "workdays_between"))
            }
            Node::Deadline(from, days) => {
                let parts = [from, days].map(|part| self.formula(part)).join(", ");
                let last = if days.kind == Kind::Days { self.say(", 顺延", ", postponed") } else { "" };
                format!("{}({parts}{last})", self.say("期限", "deadline"))
            }
        }
    }

    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn joined(self, between: &str, parts: &[Expr]) -> String {
        parts.iter().map(|part| self.formula(part)).collect::<Vec<_>>().join(between)
    }

    /// An operand, in brackets where it would else be read otherwise.
    fn operand(self, expr: &Expr, of: Op, right: bool) -> String {
        let text = self.formula(expr);
        let tight = |op: Op| matches!(op, Op::Mul | Op::Div);
        let Node::Arithmetic(op, ..) = &expr.node else { return text };
        let same_but_not_associative = right && tight(*op) == tight(of) && matches!(of, Op::Sub | Op::Div);
        if (tight(of) && !tight(*op)) || same_but_not_associative { format!("({text})") } else { text }
    }
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
