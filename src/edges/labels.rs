//! What edges are called.

use super::Side;
use super::walk::{Edge, Test};
use crate::diagnostic::Language;
use crate::quantity::{Kind, Rational};
use crate::rubric::{DisplayUnit, Expr, Node, Rubric, unit_of_sides, value};

/// What an edge is called, in parts.
pub(super) struct Label {
    /// The items on the way to it, and what is compared: `三公经费支出`, `指标值`.
    head: String,
    /// What it is compared with; empty for a condition.
    at: String,
    dates: bool,
    language: Language,
}

/// One of two fixed texts.
pub(super) fn say(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

impl Edge<'_> {
    /// What it is called.
    pub fn label(&self, rubric: &Rubric, language: Language) -> Label {
        let items = self.items.iter().map(|item| format!("{item}/")).collect::<String>();
        match &self.test {
            Test::Truth(condition) => Label {
                head: format!("{items}{}", rubric.formula(condition, language)),
                at: String::new(),
                dates: false,
                language,
            },
            Test::Meets { formula, less, at } => {
                let dates = formula.kind == Kind::Date;
                let head = format!("{items}{}", named(formula, rubric, language));
                let at = match less {
                    None => number(at, formula, rubric),
                    Some(less) => match &less.node {
                        Node::Number(number) => plain(number, &less.kind, &unit_of_sides(formula, less, rubric)),
                        _ => named(less, rubric, language),
                    },
                };
                Label { head, at, dates, language }
            }
        }
    }
}

/// A formula by its name: 指标值 for that of an indicator.
fn named(expr: &Expr, rubric: &Rubric, language: Language) -> String {
    match &expr.node {
        Node::Measure(_) => say(language, "指标值", "measure").to_owned(),
        _ => expr_text(expr, rubric, language),
    }
}

fn expr_text(expr: &Expr, rubric: &Rubric, language: Language) -> String {
    let Node::Arithmetic(op, left, right) = &expr.node else { return rubric.formula(expr, language) };
    match (&left.node, &right.node) {
        (Node::Measure(_), _) | (_, Node::Measure(_)) => {
            let right_text = match &right.node {
                Node::Number(number) => plain(number, &right.kind, &unit_of(left, rubric)),
                _ => named(right, rubric, language),
            };
            let left_text = match &left.node {
                Node::Number(number) => plain(number, &left.kind, &unit_of(right, rubric)),
                _ => named(left, rubric, language),
            };
            format!("{left_text} {} {right_text}", op.symbol())
        }
        _ => rubric.formula(expr, language),
    }
}

fn unit_of(expr: &Expr, rubric: &Rubric) -> DisplayUnit {
    match &expr.node {
        Node::Measure(id) => rubric.measure(*id).unit.clone(),
        _ => unit_of_sides(expr, expr, rubric),
    }
}

fn number(at: &Rational, formula: &Expr, rubric: &Rubric) -> String {
    plain(at, &formula.kind, &unit_of(formula, rubric))
}

/// Without needless zeros.
fn plain(number: &Rational, kind: &Kind, unit: &DisplayUnit) -> String {
    match kind {
        Kind::Date | Kind::Level(_) => value(number, kind, unit),
        _ => unit.plain(number),
    }
}

impl Label {
    /// Something else than a formula: a score.
    pub fn of(head: String, at: String, language: Language) -> Label {
        Label { head, at, dates: false, language }
    }

    /// The edge: `指标值 90%`.
    pub fn edge(&self) -> String {
        if self.at.is_empty() { self.head.clone() } else { format!("{} {}", self.head, self.at) }
    }

    /// A side of it: `指标值略低于 90%`.
    pub fn side(&self, side: Side) -> String {
        let l = self.language;
        let word = match (side, self.dates) {
            (Side::Below, false) => say(l, "略低于 ", " just below "),
            (Side::Below, true) => say(l, "略早于 ", " just before "),
            (Side::At, _) => say(l, "恰为 ", " at "),
            (Side::Above, false) => say(l, "略高于 ", " just above "),
            (Side::Above, true) => say(l, "略晚于 ", " just after "),
            (Side::Fails, _) => say(l, "：不成立", ": does not hold"),
            (Side::Holds, _) => say(l, "：成立", ": holds"),
        };
        format!("{}{word}{}", self.head, self.at)
    }
}
