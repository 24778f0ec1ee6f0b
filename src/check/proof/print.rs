//! Data, numbers and formulas in the words of the rubric, for messages and repairs.

use std::collections::BTreeSet;

use super::prover::{Prover, What, Witness, stripped};
use crate::check::written::set_apart;
use crate::diagnostic::{Language, Text};
use crate::ids::{DefinitionId, FieldId, MeasureId};
use crate::quantity::{Kind, Op, Rational};
use crate::rubric::{Aggregate, DisplayUnit, Expr, Field, Measure, Node, Question, Table, show_date};
use crate::syntax::ast::Direction;

/// A number of a kind as it is written in a rubric: `74.5%`, `0万元`, `2024-05-01`, `好`, `是`.
pub(in crate::check) fn show_number(number: &Rational, kind: &Kind, unit: &DisplayUnit) -> String {
    match kind {
        Kind::Date => show_date(number),
        Kind::Level(levels) => level_name(&levels.names, number).unwrap_or_default(),
        Kind::YesNo => if number.is_zero() { "否" } else { "是" }.to_owned(),
        _ => trimmed(number, unit),
    }
}

/// Without the zeros that only the declared digits ask for: `75%`, not `75.00%`.
fn trimmed(number: &Rational, unit: &DisplayUnit) -> String {
    let exact = number.checked_div(&unit.factor).and_then(|scaled| scaled.decimal_places());
    let places = exact.filter(|places| *places <= 8).unwrap_or(unit.places.max(4));
    set_apart(DisplayUnit { places, ..unit.clone() }.show(number), &unit.symbol)
}

fn level_name(names: &[String], rank: &Rational) -> Option<String> {
    names.iter().rev().zip(0_i64..).find(|(_, at)| Rational::whole(*at) == *rank).map(|(name, _)| name.clone())
}

/// 方向 as it is written, for messages.
pub(in crate::check) fn without_direction(direction: Direction) -> Text {
    match direction {
        Direction::Higher => Text::new("越高越好", "higher is better"),
        Direction::Lower => Text::new("越低越好", "lower is better"),
        Direction::Moderate => Text::new("适度", "moderate"),
    }
}

impl Prover<'_> {
    /// The data of a witness that expressions read: `固定资产总额 = 0万元，在用固定资产 = 5万元`.
    pub(in crate::check) fn example(&self, witness: &Witness, relevant: &[&Expr]) -> Text {
        let mut seen = Seen::default();
        relevant.iter().for_each(|expr| self.collect(expr, &mut seen));
        let mut parts = seen.measures.iter().filter_map(|id| self.measure_text(*id, witness)).collect::<Vec<_>>();
        for id in &seen.filled {
            if self.value(&leaf(Node::Filled(*id)), witness).is_some_and(|filled| filled.is_zero()) {
                parts.extend(self.fields.get(id.index()).map(|field| {
                    let name = &field.name.node;
                    Text::new(format!("{name} 未填"), format!("{name} is blank"))
                }));
                seen.fields.remove(id);
            }
        }
        // The dates between which working days were found freely have no values of their own.
        let free = witness.atoms.iter().filter_map(|atom| match &atom.what {
            What::Opaque(expr) if self.is_free(expr, witness) => Some(self.fields_below(expr)),
            _ => None,
        });
        let free = free.flatten().collect::<BTreeSet<_>>();
        for id in seen.fields.difference(&free) {
            let shown = self.fields.get(id.index()).zip(self.field_value(*id, witness));
            parts.extend(shown.map(|(field, value)| {
                let text = field_text(field, &value, witness);
                match field.table {
                    Some(_) => Text::new(format!("行.{}", text.zh), format!("row.{}", text.en)),
                    None => text,
                }
            }));
        }
        for atom in witness.atoms.iter().enumerate() {
            parts.extend(self.other_part(atom, witness, &seen));
        }
        let join = |texts: Vec<&str>, with: &str| texts.join(with);
        Text::new(
            join(parts.iter().map(|part| part.zh.as_str()).collect(), "，"),
            join(parts.iter().map(|part| part.en.as_str()).collect(), ", "),
        )
    }

    fn other_part(&self, (at, atom): (usize, &super::prover::Atom), witness: &Witness, seen: &Seen) -> Option<Text> {
        let value = witness.values.get(&at)?;
        match &atom.what {
            What::Reported(_) if seen.reported && !value.is_zero() => {
                Some(Text::new("有数据报送为不适用", "some datum is reported as n/a"))
            }
            What::Year if seen.year => {
                let year = value.to_fixed(0);
                Some(Text::new(format!("报送.年度 = {year}"), format!("submission.year = {year}")))
            }
            What::Opaque(expr) if asked_of(expr).is_some() => {
                let words = asked_of(expr)?;
                Some(if value.is_zero() { words.1 } else { words.0 })
            }
            What::Opaque(expr)
                if (matches!(expr.node, Node::Aggregate(_) | Node::Score(_)) && seen.told.contains(expr))
                    || is_told(expr)
                    || self.is_free(expr, witness) =>
            {
                let shown = show_number(value, &expr.kind, &DisplayUnit::of(&expr.kind));
                let words = |language: Language| format!("{} = {shown}", source(expr, self, language));
                Some(Text::new(words(Language::Zh), words(Language::En)))
            }
            _ => None,
        }
    }

    fn measure_text(&self, id: MeasureId, witness: &Witness) -> Option<Text> {
        let measure = self.measures.get(id.index())?;
        let value = self.value(&leaf(Node::Measure(id)), witness)?;
        let shown = show_number(&value, &measure.value.kind, &measure.unit);
        Some(Text::new(format!("指标值 = {shown}"), format!("measure = {shown}")))
    }

    fn collect(&self, expr: &Expr, seen: &mut Seen) {
        match &expr.node {
            Node::Field(id) => {
                seen.fields.insert(*id);
            }
            Node::Filled(id) => {
                seen.filled.insert(*id);
            }
            // It is told as what it is; its cells are not looked at.
            Node::Aggregate(_) | Node::Score(_) => seen.told.push(stripped(expr)),
            Node::Asked(_) => {}
            Node::ReportedNotApplicable(_) => seen.reported = true,
            Node::SubmittedYear => seen.year = true,
            Node::Definition(id) => {
                if let Some(definition) = self.definitions.get(id.index()) {
                    self.collect(&definition.value, seen);
                }
            }
            Node::Measure(id) => {
                seen.measures.insert(*id);
            }
            _ => expr.children().into_iter().for_each(|child| self.collect(child, seen)),
        }
    }
}

/// A rate of completion, or whether a target is met.
fn is_told(expr: &Expr) -> bool {
    let Node::Asked(asked) = &expr.node else { return false };
    matches!(asked.question, Question::Completion | Question::CompletionIn(_, false) | Question::Met)
}

/// What yes and no mean of two words, or of a target that the submission brings.
fn asked_of(expr: &Expr) -> Option<(Text, Text)> {
    let same = || (Text::new("两个词相同", "the two words are alike"), Text::new("两个词不同", "the two words differ"));
    match &expr.node {
        Node::SameWord(..) => Some(same()),
        Node::Asked(asked) => match asked.question {
            Question::Quantitative => Some((
                Text::new("目标是定量的", "the target is a figure"),
                Text::new("目标是定性的", "the target is in words"),
            )),
            Question::SameWord => Some(same()),
            _ => None,
        },
        _ => None,
    }
}

#[derive(Default)]
struct Seen {
    told: Vec<Expr>,
    fields: BTreeSet<FieldId>,
    filled: BTreeSet<FieldId>,
    measures: BTreeSet<MeasureId>,
    reported: bool,
    year: bool,
}

fn leaf(node: Node) -> Expr {
    let span = crate::source::Span::new(crate::source::SourceId::PRELUDE, 0, 0);
    Expr { kind: Kind::YesNo, node, span }
}

fn field_text(field: &Field, value: &Rational, witness: &Witness) -> Text {
    let name = &field.name.node;
    match &field.kind {
        Kind::Text => {
            let index = value.floor().parts().0;
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            match witness.texts.get(index) {
                Some(text) => Text::new(format!("{name} = “{text}”"), format!("{name} = \"{text}\"")),
                None => Text::new(format!("{name} 为其他文字"), format!("{name} is another text")),
            }
        }
        Kind::YesNo if value.is_zero() => Text::new(format!("{name} 为“否”"), format!("{name} is no")),
        Kind::YesNo => Text::new(format!("{name} 为“是”"), format!("{name} is yes")),
        kind => {
            let shown = show_number(value, kind, &field.unit);
            Text::new(format!("{name} = {shown}"), format!("{name} = {shown}"))
        }
    }
}

/// A formula as it is written in a rubric; numbers in the unit of the field beside them.
pub(super) fn source(expr: &Expr, prover: &Prover<'_>, language: Language) -> String {
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
                match asked.question {
                    Question::Quantitative => (format!("{parts} {}", self.word("是 定量", "is quantitative")), 3),
                    Question::Completion | Question::CompletionIn(..) | Question::Deviation => {
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
