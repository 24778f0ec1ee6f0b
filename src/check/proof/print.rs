//! Data, numbers and formulas in the words of the rubric, for messages and repairs.

use std::collections::BTreeSet;

use super::prover::{Prover, What, Witness, stripped};
use super::writer::source;
use crate::check::written::set_apart;
use crate::diagnostic::{Language, Text};
use crate::ids::{FieldId, MeasureId};
use crate::quantity::{Kind, Rational};
use crate::rubric::{DisplayUnit, Expr, Field, Node, Question, show_date};
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
