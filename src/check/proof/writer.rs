//! Formulas in the words of the rubric, for messages and repairs.

use super::print::show_number;
use super::prover::Prover;
use crate::diagnostic::Language;
use crate::ids::{DefinitionId, FieldId};
use crate::quantity::{End, Interval, Kind, Op, Rational};
use crate::rubric::{Aggregate, DisplayUnit, Expr, Field, Measure, Node, Question, Table};

/// A formula as it is written in a rubric; numbers in the unit of the field beside them.
pub(in crate::check) fn source(expr: &Expr, prover: &Prover<'_>, language: Language) -> String {
    let Prover { fields, tables, definitions, measures, .. } = *prover;
    Writer { fields, tables, definitions, measures, language }.write(expr, 0)
}

struct Writer<'a> {
    fields: &'a [Field],
    tables: &'a [Table],
    definitions: &'a [crate::rubric::Definition],
    measures: &'a [Measure],
    language: Language,
}

impl Writer<'_> {
    fn word(&self, zh: &str, en: &str) -> String {
        match self.language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        }
    }

    /// `outer` is how strongly the place binds: 0 not at all, 1 或, 2 且, 3 comparison, 4 sum, 5 product.
    fn write(&self, expr: &Expr, outer: u8) -> String {
        let (text, own) = match &expr.node {
            Node::Number(number) => (show_number(number, &expr.kind, &DisplayUnit::of(&expr.kind)), 9),
            Node::Text(text) => (format!("\"{text}\""), 9),
            Node::Field(id) => (self.field(*id), 9),
            Node::Definition(id) => (self.definition(*id), 9),
            Node::Measure(_) => (self.word("指标值", "measure"), 9),
            Node::SubmittedUnit => (self.word("报送.单位", "submission.unit"), 9),
            Node::SubmittedYear => (self.word("报送.年度", "submission.year"), 9),
            Node::Score(of) => (format!("{}({})", self.word("得分", "score_of"), quoted_path(&of.name)), 9),
            Node::ReportedNotApplicable(_) => (self.word("报送不适用", "reported n/a"), 9),
            Node::Filled(id) => (format!("{}({})", self.word("已填", "filled"), self.field(*id)), 9),
            Node::Arithmetic(op, left, right) => {
                let own = if matches!(op, Op::Add | Op::Sub) { 4 } else { 5 };
                let sign = match op {
                    Op::Div => "/",
                    Op::Sub => "-",
                    other => other.symbol(),
                };
                let (left, right) = (self.write(left, own), self.write(right, own.saturating_add(1)));
                (format!("{left} {sign} {right}"), own)
            }
            Node::Comparison(relation, left, right) => {
                (format!("{} {} {}", self.write(left, 4), relation.symbol(), self.beside(right, left)), 3)
            }
            Node::Asked(asked) => {
                let parts = std::iter::once(&asked.target).chain(&asked.actual);
                let parts = parts.map(|part| self.write(part, 0)).collect::<Vec<_>>().join(", ");
                match &asked.question {
                    Question::CompletionIn(rates, _) => {
                        (within(&format!("{}({parts})", self.word("完成率", "completion")), rates), 3)
                    }
                    Question::Quantitative => (format!("{parts} {}", self.word("是 定量", "is quantitative")), 3),
                    Question::Completion | Question::Deviation => {
                        (format!("{}({parts})", self.word("完成率", "completion")), 9)
                    }
                    Question::Met | Question::SameWord | Question::Proportional | Question::Exact => {
                        (format!("{}({parts})", self.word("达到", "met")), 9)
                    }
                }
            }
            Node::Read(read) => {
                let word = match expr.kind {
                    Kind::Target => self.word("目标值", "target_value"),
                    _ => self.word("量", "quantity"),
                };
                let parts = read.relation.iter().chain([&read.figure]).chain(&read.unit);
                let parts = parts.map(|part| self.write(part, 0)).collect::<Vec<_>>().join(", ");
                (format!("{word}({parts})"), 9)
            }
            Node::SameWord(left, right) => {
                let word = self.word("同词", "same word as");
                (format!("{} {word} {}", self.write(left, 4), self.write(right, 4)), 3)
            }
            Node::Not(inner) => (format!("{} {}", self.word("非", "not"), self.write(inner, 6)), 6),
            Node::And(parts) => (self.joined(parts, &self.word(" 且 ", " and "), 3), 2),
            Node::Or(parts) => (self.joined(parts, &self.word(" 或 ", " or "), 2), 1),
            _ => (self.call(expr), 9),
        };
        if own < outer { format!("({text})") } else { text }
    }

    /// A call of a function.
    fn call(&self, expr: &Expr) -> String {
        match &expr.node {
            Node::Abs(inner) => format!("{}({})", self.word("绝对值", "abs"), self.write(inner, 0)),
            Node::Max(parts) => format!("{}({})", self.word("最大", "max"), self.joined(parts, ", ", 0)),
            Node::Min(parts) => format!("{}({})", self.word("最小", "min"), self.joined(parts, ", ", 0)),
            Node::Count(parts) => format!("{}({})", self.word("计数", "count"), self.joined(parts, ", ", 0)),
            Node::Clamp(value, lower, upper) => {
                let parts = [value, lower, upper].map(|part| self.write(part, 0)).join(", ");
                format!("{}({parts})", self.word("限于", "clamp"))
            }
            Node::WorkingDays(from, to) => {
                let (name, from, to) =
                    (self.word("工作日", "workdays_between"), self.write(from, 0), self.write(to, 0));
                format!("{name}({from}, {to})")
            }
            Node::Deadline(from, days) => {
                let last = if days.kind == Kind::Days { self.word(", 顺延", ", postponed") } else { String::new() };
                let (name, from, days) = (self.word("期限", "deadline"), self.write(from, 0), self.write(days, 0));
                format!("{name}({from}, {days}{last})")
            }
            Node::Aggregate(aggregate) => self.aggregate(aggregate),
            _ => String::new(),
        }
    }

    fn aggregate(&self, aggregate: &Aggregate) -> String {
        let Aggregate { function, table, value, condition, weight } = aggregate;
        let table = self.tables.get(table.index()).map(|one| quoted(&one.name.node)).unwrap_or_default();
        let mut parts =
            std::iter::once(table).chain(value.iter().map(|value| self.write(value, 0))).collect::<Vec<_>>();
        if let (Some(condition), Some(last)) = (condition, parts.last_mut()) {
            *last = format!("{last} {} {}", self.word("当", "when"), self.write(condition, 0));
        }
        parts.extend(weight.iter().map(|weight| self.write(weight, 0)));
        format!("{}({})", self.word(function.zh(), function.en()), parts.join(", "))
    }

    fn definition(&self, id: DefinitionId) -> String {
        let Some(one) = self.definitions.get(id.index()) else { return String::new() };
        let name = quoted(&one.name.node);
        if one.table.is_some() { format!("{}.{name}", self.word("行", "row")) } else { name }
    }

    /// The name of a field; of a column, as it is read in a row.
    fn field(&self, id: FieldId) -> String {
        let Some(field) = self.fields.get(id.index()) else { return String::new() };
        match (field.table, &field.row) {
            (Some(_), _) => format!("{}.{}", self.word("行", "row"), quoted(&field.name.node)),
            // The name of a cell is how it is written.
            (None, Some(_)) => field.name.node.clone(),
            // 全体最大(甲) is what is written, and no name.
            (None, None) if field.compared.is_some() => field.name.node.clone(),
            (None, None) => quoted(&field.name.node),
        }
    }

    fn joined(&self, parts: &[Expr], with: &str, own: u8) -> String {
        parts.iter().map(|part| self.write(part, own)).collect::<Vec<_>>().join(with)
    }

    /// A number beside a formula, in the unit of a field of that formula.
    fn beside(&self, expr: &Expr, other: &Expr) -> String {
        match &expr.node {
            Node::Number(number) => show_number(number, &expr.kind, &self.unit(other)),
            _ => self.write(expr, 4),
        }
    }

    fn unit(&self, expr: &Expr) -> DisplayUnit {
        unit_of(expr, self.fields, self.measures)
    }
}

/// A path as it must be written.
fn quoted_path(path: &str) -> String {
    path.split('/').map(quoted).collect::<Vec<_>>().join("/")
}

/// A name as it must be written: one that is no word stands in quotes; the year of a figure stands outside of them.
fn quoted(name: &str) -> String {
    if let Some((prefix, of)) =
        ["上年.", "last year."].iter().find_map(|prefix| Some((prefix, name.strip_prefix(*prefix)?)))
    {
        return format!("{prefix}{}", quoted(of));
    }
    if let Some((of, year)) = name.rsplit_once('@')
        && year.len() == 4
        && year.bytes().all(|digit| digit.is_ascii_digit())
    {
        return format!("{}@{year}", quoted(of));
    }
    let starts = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    let word = starts && name.chars().all(|one| one.is_alphanumeric() || one == '_');
    if word { name.to_owned() } else { format!("'{name}'") }
}

/// The unit of the first field of an expression's kind in it, else the plain unit of the kind.
pub(super) fn unit_of(expr: &Expr, fields: &[Field], measures: &[Measure]) -> DisplayUnit {
    let mut pending = vec![expr];
    while let Some(part) = pending.pop() {
        match &part.node {
            Node::Field(id) if part.kind == expr.kind => {
                if let Some(field) = fields.get(id.index()) {
                    return field.unit.clone();
                }
            }
            Node::Measure(id) if part.kind == expr.kind => {
                if let Some(measure) = measures.get(id.index()) {
                    return measure.unit.clone();
                }
            }
            _ => pending.extend(part.children().into_iter().rev()),
        }
    }
    DisplayUnit::of(&expr.kind)
}

/// A rate that lies in an interval, compared with its ends: `100% ≤ 完成率(目标, 量) < 130%`.
fn within(rate: &str, rates: &Interval) -> String {
    let show = |end: &Rational| show_number(end, &Kind::Ratio, &DisplayUnit::of(&Kind::Ratio));
    let end = |end: &End| end.number().map(|at| (show(at), matches!(end, End::Closed(_))));
    match (end(&rates.lower), end(&rates.upper)) {
        (Some((low, true)), Some((high, true))) if low == high => format!("{rate} = {low}"),
        (Some((low, from)), Some((high, to))) => {
            format!("{low} {} {rate} {} {high}", if from { "≤" } else { "<" }, if to { "≤" } else { "<" })
        }
        (Some((low, closed)), None) => format!("{rate} {} {low}", if closed { "≥" } else { ">" }),
        (None, Some((high, closed))) => format!("{rate} {} {high}", if closed { "≤" } else { "<" }),
        (None, None) => rate.to_owned(),
    }
}
