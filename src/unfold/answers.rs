//! What is asked about a target of the submission, answered: a comparison, a quotient, or plain yes or no.
//!
//! A figure without a word of comparison (`2200`) may be meant as `≥`, `≤` or `=`. Where all three give one answer, that
//! is the answer; elsewhere it is open, unless the reading is chosen by [`Unfolder::reading`].

use super::targets::{Aim, AimFigure, Faulty, Reached, plain_field};
use super::{RowId, Unfolder};
use crate::ids::FieldId;
use crate::inputs::{Cell, Outcome, State, Value};
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Asked, Expr, Node, Question, Term};
use crate::source::{Span, Spanned};

/// The readings of a figure without a word of comparison.
pub(super) const READINGS: [Relation; 3] = [Relation::AtLeast, Relation::AtMost, Relation::Equal];

impl Unfolder<'_> {
    /// The answer to a question; where its cells are blank, an expression that reads one of them.
    pub(super) fn answer(&mut self, asked: &Asked, span: Span, row: Option<RowId>) -> Expr {
        let kind = match asked.question {
            Question::Completion | Question::Deviation => Kind::Ratio,
            _ => Kind::YesNo,
        };
        let node = self.answered(asked, span, row).unwrap_or_else(|Faulty| Node::Or(Vec::new()));
        let answer = Expr { kind, node, span };
        match &answer.node {
            // All or nothing, and known which: a report says that, not that one term was added up.
            Node::Sum(terms) if terms.iter().all(|term| matches!(term.value.node, Node::Number(_))) => {
                match self.worth(&answer) {
                    Outcome::Known(Value::Number(rate)) => Expr { node: Node::Number(rate), ..answer },
                    _ => answer,
                }
            }
            _ => answer,
        }
    }

    fn answered(&mut self, asked: &Asked, span: Span, row: Option<RowId>) -> Result<Node, Faulty> {
        let aim = match self.aim(&asked.target, row)? {
            Aim::Missing(field) => return Ok(Node::Field(field)),
            Aim::Words(text) => return Ok(self.in_words(asked, text, span, row)),
            Aim::Figure(aim) => aim,
        };
        if asked.question == Question::Quantitative {
            return Ok(truth(true));
        }
        let Some(actual) = &asked.actual else { return Ok(truth(false)) };
        if asked.question == Question::SameWord {
            return Ok(self.in_words(asked, aim.text, span, row));
        }
        let reached = self.reached(actual, &aim, row)?;
        if let (Reached::Figure(field), Node::Measure(id)) = (&reached, &actual.node) {
            self.measured.insert((*id, row), *field);
        }
        // Where nothing is reached yet it is open whatever is meant, between nothing and all as with `≥`.
        let (field, reading) = match reached {
            Reached::Missing(field) => (field, Some(self.reading.unwrap_or(Relation::AtLeast))),
            Reached::Figure(field) => (field, self.reading),
        };
        let x = Expr { kind: aim.kind.clone(), node: Node::Field(field), span };
        let above = matches!(self.worth(&x), Outcome::Known(Value::Number(x)) if x.is_positive());
        let missed = self.missed || above;
        let about = |relation: Relation| about(&asked.question, (relation, missed), &x, &aim, span);
        match aim.relation.or(reading) {
            Some(relation) => Ok(about(relation)),
            None => {
                let answers = READINGS.map(about);
                Ok(self.agreed(answers, &aim, span))
            }
        }
    }

    /// The answer that all readings give; else something open.
    fn agreed(&mut self, answers: [Node; 3], aim: &AimFigure, span: Span) -> Node {
        let worth = answers.clone().map(|node| self.worth(&Expr { kind: Kind::YesNo, node, span }));
        let [first, second, third] = &worth;
        let [answer, ..] = answers;
        let known = matches!(first, Outcome::Known(_));
        if first == second && second == third {
            // What is open whatever is meant needs no word of comparison to be decided.
            if known && self.bare.is_none() {
                self.bare = Some(aim.at.clone());
            }
            return answer;
        }
        self.undecided = true;
        self.open = Some(aim.at.clone());
        Node::Field(self.unsaid(aim))
    }

    /// The blank cell that should have said how a target compares.
    fn unsaid(&mut self, aim: &AimFigure) -> FieldId {
        if let Some(says) = aim.says {
            return says;
        }
        let known = aim.at.field.and_then(|field| self.unsaid.get(&field).copied());
        if let Some(known) = known {
            return known;
        }
        let id = FieldId::at(self.rubric.fields.len());
        let name = self.named(&aim.at);
        let name = match self.written.language {
            crate::diagnostic::Language::Zh => format!("{name}（≥、≤ 或 =）"),
            crate::diagnostic::Language::En => format!("{name} (≥, ≤ or =)"),
        };
        self.rubric.fields.push(plain_field(Spanned::new(name, aim.at.span)));
        self.inputs.cells.push(Cell { state: State::Blank, span: aim.at.span });
        if let Some(field) = aim.at.field {
            self.unsaid.insert(field, id);
        }
        id
    }

    /// The answer about a target that is words, or about the words of any target.
    fn in_words(&mut self, asked: &Asked, target: Expr, span: Span, row: Option<RowId>) -> Node {
        let Some(actual) = &asked.actual else { return truth(false) };
        let text = self.words_of(actual, row);
        let same = Expr { kind: Kind::YesNo, node: Node::SameWord(Box::new(text), Box::new(target)), span };
        match &asked.question {
            Question::Quantitative | Question::Proportional | Question::Exact | Question::CompletionIn(_, true) => {
                truth(false)
            }
            Question::Met | Question::SameWord => same.node,
            Question::Completion => whole_where(same, span),
            Question::Deviation => Node::Number(Rational::ONE),
            Question::CompletionIn(interval, false) => all_or_nothing(interval, same),
        }
    }

    /// The text of what was reached.
    pub(super) fn words_of(&mut self, actual: &Expr, row: Option<RowId>) -> Expr {
        let figure = self.read_of(actual).figure;
        Expr { kind: Kind::Text, ..self.expr(&figure, row) }
    }
}

/// The answer about a figure `t` with its relation, and what was reached, `x`; `missed` is known of a target above 0, or that x is.
fn about(question: &Question, (relation, missed): (Relation, bool), x: &Expr, aim: &AimFigure, span: Span) -> Node {
    let t = Expr { kind: aim.kind.clone(), node: Node::Number(aim.number.clone()), span };
    let inverse = matches!(relation, Relation::AtMost | Relation::Less);
    let positive = aim.number.is_positive();
    let met = compared(relation, x, t.clone(), span);
    let quotient =
        |over: &Expr, under: &Expr| Node::Arithmetic(Op::Div, Box::new(over.clone()), Box::new(under.clone()));
    match question {
        Question::Quantitative => truth(true),
        Question::Met | Question::SameWord => met.node,
        Question::Proportional => truth(positive && relation != Relation::Equal),
        Question::Exact => truth(positive && relation == Relation::Equal),
        Question::Completion if !positive => whole_where(met, span),
        Question::Completion if inverse && missed => quotient(&t, x),
        Question::Completion if inverse => {
            let zero = Expr { kind: aim.kind.clone(), node: Node::Number(Rational::ZERO), span };
            let value = Expr { kind: Kind::Ratio, node: quotient(&t, x), span };
            let one = Expr { kind: Kind::Ratio, node: Node::Number(Rational::ONE), span };
            let above = compared(Relation::Greater, x, zero.clone(), span);
            let not = compared(Relation::AtMost, x, zero, span);
            Node::Sum(vec![Term { condition: Some(above), value }, Term { condition: Some(not), value: one }])
        }
        Question::Completion => quotient(x, &t),
        Question::Deviation => {
            let kind = Op::Sub.kind(&x.kind, &t.kind).unwrap_or_else(|| x.kind.clone());
            let node = Node::Arithmetic(Op::Sub, Box::new(x.clone()), Box::new(t.clone()));
            let difference = Expr { kind: kind.clone(), node, span };
            let distance = Expr { kind, node: Node::Abs(Box::new(difference)), span };
            quotient(&distance, &t)
        }
        Question::CompletionIn(_, true) if !positive => truth(false),
        Question::CompletionIn(interval, false) if !positive => all_or_nothing(interval, met),
        Question::CompletionIn(interval, false) if inverse => {
            // Where x is not above 0 the rate is 100%, as x is at most t; multiplied out it would be beyond all numbers.
            let zero = Expr { kind: aim.kind.clone(), node: Node::Number(Rational::ZERO), span };
            let known = Expr { kind: Kind::YesNo, node: within(interval, x, &t, inverse, span), span };
            match (interval.contains(&Rational::ONE), &interval.upper) {
                (true, End::Closed(_) | End::Open(_)) => {
                    Node::Or(vec![compared(Relation::AtMost, x, zero, span), known])
                }
                (false, End::Unbounded) => Node::And(vec![compared(Relation::Greater, x, zero, span), known]),
                _ => known.node,
            }
        }
        Question::CompletionIn(interval, _) => within(interval, x, &t, inverse, span),
    }
}

/// Whether x/t, or t/x, lies in an interval, without dividing; t is above 0.
fn within(interval: &Interval, x: &Expr, t: &Expr, inverse: bool, span: Span) -> Node {
    let side = |relation: Relation, bound: &Rational| {
        let factor = Expr { kind: Kind::Ratio, node: Node::Number(bound.clone()), span };
        let scaled = if inverse { x } else { t };
        let node = Node::Arithmetic(Op::Mul, Box::new(scaled.clone()), Box::new(factor));
        let scaled = Expr { kind: scaled.kind.clone(), node, span };
        compared(relation, if inverse { t } else { x }, scaled, span)
    };
    let lower = match &interval.lower {
        End::Unbounded => None,
        End::Closed(bound) => Some(side(Relation::AtLeast, bound)),
        End::Open(bound) => Some(side(Relation::Greater, bound)),
    };
    let upper = match &interval.upper {
        End::Unbounded => None,
        End::Closed(bound) => Some(side(Relation::AtMost, bound)),
        End::Open(bound) => Some(side(Relation::Less, bound)),
    };
    Node::And(lower.into_iter().chain(upper).collect())
}

/// Whether a rate that is 100% where a condition holds, and else 0, lies in an interval.
fn all_or_nothing(interval: &Interval, condition: Expr) -> Node {
    match (interval.contains(&Rational::ONE), interval.contains(&Rational::ZERO)) {
        (true, false) => condition.node,
        (false, true) => match condition.node {
            Node::Comparison(relation, left, right) => Node::Comparison(relation.negated(), left, right),
            _ => Node::Not(Box::new(condition)),
        },
        (both, _) => truth(both),
    }
}

/// 100% where a condition holds, else 0.
fn whole_where(condition: Expr, span: Span) -> Node {
    let value = Expr { kind: Kind::Ratio, node: Node::Number(Rational::ONE), span };
    Node::Sum(vec![Term { condition: Some(condition), value }])
}

fn compared(relation: Relation, left: &Expr, right: Expr, span: Span) -> Expr {
    let node = Node::Comparison(relation, Box::new(left.clone()), Box::new(right));
    Expr { kind: Kind::YesNo, node, span }
}

/// Plain yes or no.
pub(super) fn truth(holds: bool) -> Node {
    if holds { Node::And(Vec::new()) } else { Node::Or(Vec::new()) }
}

/// Yes or no, where an expression is plainly that.
pub(super) fn plain_truth(expr: &Expr) -> Option<bool> {
    match &expr.node {
        Node::And(parts) if parts.is_empty() => Some(true),
        Node::Or(parts) if parts.is_empty() => Some(false),
        Node::Not(inner) => plain_truth(inner).map(|holds| !holds),
        _ => None,
    }
}
