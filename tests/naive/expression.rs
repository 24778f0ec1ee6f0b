//! What a checked expression is worth on cells that may be blank, not applicable or intervals.
//!
//! Every number is a [`Span`], a certain one a point, so there is one way to compute.

use jixiao::ids::{FieldId, NodeId};
use jixiao::quantity::{Kind, Op, Relation};
use jixiao::rubric::{Expr, Node, Rubric};
use num_traits::{One, Signed, Zero};

use super::calendar::{self, Period};
use super::data::{Cell, Cells};
use super::fraction::{Edge, F, Span, frac, of, round};
use super::words::alike;

/// A value, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// A number, a date, a level.
    Number(Span),
    /// Yes or no.
    Truth(bool),
    /// A text.
    Text(String),
    /// It cannot be told: a blank or not applicable cell, a straddling interval, a division by 0.
    Open(Why),
}

/// Why a value cannot be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// A cell that is blank, or not applicable outside of a row.
    Missing,
    /// A cell of a row that is not applicable.
    NotApplicable,
    /// An interval on both sides of something.
    Straddles,
    /// A division by 0.
    Zero,
}

/// Reads expressions.
pub struct Reader<'a> {
    /// The rubric.
    pub rubric: &'a Rubric,
    /// The submitted cells.
    pub cells: &'a Cells,
    /// Whether a blank cell is taken for everything in its range.
    pub filled: bool,
    /// The least and the most that each node may score, once that is known.
    pub scores: std::collections::BTreeMap<NodeId, (F, F)>,
    /// What is known of the rows looked at.
    pub rows: super::rows::Rows,
}

impl Reader<'_> {
    /// The value of an expression.
    pub fn read(&self, e: &Expr) -> Read {
        match &e.node {
            Node::Number(number) => Read::Number(Span::point(&of(number))),
            Node::Text(text) => Read::Text(text.clone()),
            Node::Field(id) => self.cell(*id),
            Node::Definition(id) => self.read(&self.rubric.definition(*id).value),
            Node::Measure(id) => {
                let measure = self.rubric.measure(*id);
                match (self.read(&measure.value), measure.rounding) {
                    (Read::Number(span), Some(_)) => {
                        let factor = of(&measure.unit.factor);
                        let edge = |edge: &Edge| match edge {
                            Edge::At(at, _) => Edge::At(round(&(at / &factor), measure.rounding) * &factor, true),
                            Edge::Free => Edge::Free,
                        };
                        Read::Number(Span { low: edge(&span.low), high: edge(&span.high) })
                    }
                    (value, _) => value,
                }
            }
            Node::SubmittedUnit => Read::Text("甲局".to_owned()),
            Node::Score(of) => {
                let (low, high) = self.scores[&of.node].clone();
                Read::Number(Span { low: Edge::At(low, true), high: Edge::At(high, true) })
            }
            Node::SubmittedYear => Read::Number(Span::point(&frac(2024, 1))),
            Node::ReportedNotApplicable(fields) => {
                let own = fields.iter().filter(|id| self.rubric.field(**id).table.is_none());
                let reported = |name: &String| matches!(self.cells.get(name), Some(Cell::NotApplicable));
                Read::Truth(own.map(|id| self.place(*id)).any(|name| reported(&name)))
            }
            Node::Filled(id) => {
                Read::Truth(!matches!(self.cells.get(&self.place(*id)), None | Some(Cell::Blank | Cell::NotApplicable)))
            }
            Node::Arithmetic(op, left, right) => numbers(self.read(left), self.read(right), |l, r| compute(*op, l, r)),
            Node::Comparison(relation, left, right)
                if !self.filled && (self.counts(left).is_some() || self.counts(right).is_some()) =>
            {
                self.every_way(*relation, left, right)
            }
            Node::Comparison(relation, left, right) => match (self.read(left), self.read(right)) {
                (Read::Truth(l), Read::Truth(r)) => Read::Truth(relation.holds(&l, &r)),
                (Read::Text(l), Read::Text(r)) => Read::Truth(relation.holds(&l, &r)),
                (l, r) => numbers(l, r, |l, r| compare(*relation, l, r)),
            },
            Node::SameWord(left, right) => match (self.read(left), self.read(right)) {
                (Read::Text(left), Read::Text(right)) => Read::Truth(alike(&left, &right)),
                (open @ Read::Open(_), _) | (_, open @ Read::Open(_)) => open,
                (left, right) => panic!("{left:?} and {right:?} are no words"),
            },
            Node::Asked(_) | Node::Read(_) => panic!("no target of a submission is generated"),
            Node::Not(inner) => match self.read(inner) {
                Read::Truth(truth) => Read::Truth(!truth),
                other => other,
            },
            Node::And(parts) => self.join(parts, false),
            Node::Or(parts) => self.join(parts, true),
            Node::Abs(inner) => match self.read(inner) {
                Read::Number(span) => Read::Number(absolute(&span)),
                other => other,
            },
            Node::Max(parts) => self.fold(parts, larger),
            Node::Min(parts) => self.fold(parts, smaller),
            Node::WorkingDays(from, to) => {
                numbers(self.read(from), self.read(to), |from, to| one_day(from, to, true, calendar::working_days))
            }
            Node::Deadline(from, days) if days.kind == Kind::WorkingDays => {
                let last = |from: &F, days: &F| calendar::last_day(from, days, Period::Working);
                numbers(self.read(from), self.read(days), |from, days| one_day(from, days, false, last))
            }
            Node::Deadline(from, days) => {
                let last = |from: &F, days: &F| calendar::last_day(from, days, Period::Postponed);
                numbers(self.read(from), self.read(days), |from, days| one_day(from, days, false, last))
            }
            Node::Aggregate(aggregate) => self.over_rows(aggregate),
            Node::Sum(_) | Node::Greatest(_) | Node::Least(_) => {
                panic!("only what is unfolded has these")
            }
            Node::Count(parts) => match parts.iter().map(|part| self.truth(part)).collect::<Result<Vec<_>, _>>() {
                Ok(answers) => {
                    let holding = answers.iter().filter(|answer| **answer).count();
                    Read::Number(Span::point(&frac(i64::try_from(holding).unwrap(), 1)))
                }
                Err(_) if self.filled => {
                    let may = |wanted: bool| parts.iter().filter(|part| self.truth(part) != Ok(wanted)).count();
                    let at = |count: usize| Edge::At(frac(i64::try_from(count).unwrap(), 1), true);
                    Read::Number(Span { low: at(parts.len() - may(true)), high: at(may(false)) })
                }
                Err(why) => Read::Open(why),
            },
            Node::Clamp(value, low, high) => {
                let raised = numbers(self.read(value), self.read(low), |v, l| Read::Number(larger(v, l)));
                numbers(raised, self.read(high), |v, h| Read::Number(smaller(v, h)))
            }
        }
    }

    /// A condition; `None` if it cannot be told.
    pub fn truth(&self, e: &Expr) -> Result<bool, Why> {
        match self.read(e) {
            Read::Truth(truth) => Ok(truth),
            Read::Open(why) => Err(why),
            other => panic!("a condition gives {other:?}"),
        }
    }

    fn cell(&self, id: FieldId) -> Read {
        let field = self.rubric.field(id);
        match self.cells.get(&self.place(id)) {
            None | Some(Cell::Blank) if self.filled => match &field.kind {
                Kind::YesNo | Kind::Text => Read::Open(Why::Straddles),
                Kind::Level(levels) => {
                    let last = frac(i64::try_from(levels.names.len()).unwrap() - 1, 1);
                    Read::Number(Span { low: Edge::At(F::zero(), true), high: Edge::At(last, true) })
                }
                _ => Read::Number(Span::of(&field.range)),
            },
            Some(Cell::NotApplicable) if self.rows.within() => Read::Open(Why::NotApplicable),
            None | Some(Cell::Blank | Cell::NotApplicable) => Read::Open(Why::Missing),
            Some(Cell::Text(text)) => Read::Text(text.clone()),
            Some(Cell::Number(span)) => Read::Number(span.clone()),
            Some(Cell::Truth(truth)) => Read::Truth(*truth),
        }
    }

    /// Decided by one decisive part, whatever the others; else open if any is.
    fn join(&self, parts: &[Expr], decisive: bool) -> Read {
        let mut open = None;
        for part in parts {
            match self.truth(part) {
                Ok(truth) if truth == decisive => return Read::Truth(decisive),
                Ok(_) => {}
                Err(Why::NotApplicable) => open = Some(Why::NotApplicable),
                Err(why) => open = open.or(Some(why)),
            }
        }
        open.map_or(Read::Truth(!decisive), Read::Open)
    }

    fn fold(&self, parts: &[Expr], pick: fn(&Span, &Span) -> Span) -> Read {
        let values = parts.iter().map(|part| self.read(part));
        values.reduce(|l, r| numbers(l, r, |l, r| Read::Number(pick(l, r)))).unwrap()
    }
}

/// The number, if there is exactly one.
pub fn only(span: &Span) -> Option<F> {
    match (&span.low, &span.high) {
        (Edge::At(low, true), Edge::At(high, true)) if low == high => Some(low.clone()),
        _ => None,
    }
}

/// Days that come of two dates, or of a date and days: later with the second, and with the first unless `back`. A blank
/// date may be any.
fn one_day(left: &Span, right: &Span, back: bool, of: impl Fn(&F, &F) -> F) -> Read {
    let (Edge::At(first, true), Edge::At(last, true)) = (&left.low, &left.high) else { return Read::Number(ALL) };
    let (Edge::At(few, true), Edge::At(many, true)) = (&right.low, &right.high) else { return Read::Number(ALL) };
    let (low, high) = if back { (of(last, few), of(first, many)) } else { (of(first, few), of(last, many)) };
    Read::Number(Span { low: Edge::At(low, true), high: Edge::At(high, true) })
}

fn numbers(left: Read, right: Read, apply: impl FnOnce(&Span, &Span) -> Read) -> Read {
    match (left, right) {
        (Read::Number(left), Read::Number(right)) => apply(&left, &right),
        (Read::Open(Why::NotApplicable), _) | (_, Read::Open(Why::NotApplicable)) => Read::Open(Why::NotApplicable),
        (Read::Open(why), _) | (_, Read::Open(why)) => Read::Open(why),
        (left, right) => panic!("{left:?} with {right:?}"),
    }
}

fn compute(op: Op, left: &Span, right: &Span) -> Read {
    let zero = F::zero();
    let minus = |span: &Span| span.scaled(&frac(-1, 1), &F::zero());
    match op {
        Op::Add => Read::Number(add(left, right)),
        Op::Sub => Read::Number(add(left, &minus(right))),
        Op::Mul => Read::Number(multiply(left, right)),
        Op::Div => match only(right) {
            Some(divisor) if divisor.is_zero() => Read::Open(Why::Zero),
            Some(divisor) => Read::Number(left.scaled(&(F::one() / divisor), &zero)),
            None => Read::Number(reciprocal(right).map_or(ALL, |right| multiply(left, &right))),
        },
    }
}

const ALL: Span = Span { low: Edge::Free, high: Edge::Free };

pub fn add(left: &Span, right: &Span) -> Span {
    let edge = |left: &Edge, right: &Edge| match (left, right) {
        (Edge::At(l, l_in), Edge::At(r, r_in)) => Edge::At(l + r, *l_in && *r_in),
        _ => Edge::Free,
    };
    Span { low: edge(&left.low, &right.low), high: edge(&left.high, &right.high) }
}

/// 1 over numbers of one sign; 0 itself is no divisor.
fn reciprocal(span: &Span) -> Option<Span> {
    let flip = |edge: &Edge| match edge {
        Edge::Free => Edge::At(F::zero(), false),
        Edge::At(number, _) if number.is_zero() => Edge::Free,
        Edge::At(number, belongs) => Edge::At(F::one() / number, *belongs),
    };
    let positive = matches!(&span.low, Edge::At(low, _) if !low.is_negative());
    let negative = matches!(&span.high, Edge::At(high, _) if !high.is_positive());
    (positive || negative).then(|| Span { low: flip(&span.high), high: flip(&span.low) })
}

/// By looking at the four pairs of ends.
fn multiply(left: &Span, right: &Span) -> Span {
    for (point, other) in [(left, right), (right, left)] {
        if let Some(factor) = only(point) {
            return if factor.is_zero() { Span::point(&factor) } else { other.scaled(&factor, &F::zero()) };
        }
    }
    let mut low: Vec<Edge> = Vec::new();
    let sign = |edge: &Edge, lower: bool| match edge {
        Edge::Free => {
            if lower {
                -1
            } else {
                1
            }
        }
        Edge::At(number, _) if number.is_zero() => 0,
        Edge::At(number, _) => {
            if number.is_negative() {
                -1
            } else {
                1
            }
        }
    };
    let (mut down, mut up) = (false, false);
    for (l, l_low) in [(&left.low, true), (&left.high, false)] {
        for (r, r_low) in [(&right.low, true), (&right.high, false)] {
            match (l, r) {
                (Edge::At(a, a_in), Edge::At(b, b_in)) => {
                    let zero = (a.is_zero() && *a_in) || (b.is_zero() && *b_in);
                    low.push(Edge::At(a * b, zero || (*a_in && *b_in)));
                }
                _ => match sign(l, l_low) * sign(r, r_low) {
                    0 => low.push(Edge::At(F::zero(), false)),
                    1 => up = true,
                    _ => down = true,
                },
            }
        }
    }
    if left.has(&F::zero()) || right.has(&F::zero()) {
        low.push(Edge::At(F::zero(), true));
    }
    let best = |greatest: bool| {
        let mut best: Option<(F, bool)> = None;
        for edge in &low {
            let Edge::At(number, belongs) = edge else { continue };
            best = Some(match best {
                None => (number.clone(), *belongs),
                Some((known, known_in)) if known == *number => (known, known_in || *belongs),
                Some((known, _)) if (*number > known) == greatest => (number.clone(), *belongs),
                Some(known) => known,
            });
        }
        best.map_or(Edge::Free, |(number, belongs)| Edge::At(number, belongs))
    };
    Span { low: if down { Edge::Free } else { best(false) }, high: if up { Edge::Free } else { best(true) } }
}

fn compare(relation: Relation, left: &Span, right: &Span) -> Read {
    let difference = add(left, &right.scaled(&frac(-1, 1), &F::zero()));
    let below = !matches!(&difference.low, Edge::At(low, _) if !low.is_negative());
    let above = !matches!(&difference.high, Edge::At(high, _) if !high.is_positive());
    let same = difference.has(&F::zero());
    let (yes, no) = match relation {
        Relation::Equal => (same, below || above),
        Relation::NotEqual => (below || above, same),
        Relation::Less => (below, same || above),
        Relation::AtMost => (below || same, above),
        Relation::Greater => (above, same || below),
        Relation::AtLeast => (above || same, below),
    };
    if yes && no { Read::Open(Why::Straddles) } else { Read::Truth(yes) }
}

fn absolute(span: &Span) -> Span {
    let mirror = span.scaled(&frac(-1, 1), &F::zero());
    match (&span.low, &span.high) {
        (Edge::At(low, _), _) if !low.is_negative() => span.clone(),
        (_, Edge::At(high, _)) if !high.is_positive() => mirror,
        _ => Span { low: Edge::At(F::zero(), true), high: upper(&span.high, &mirror.high) },
    }
}

fn upper(one: &Edge, other: &Edge) -> Edge {
    match (one, other) {
        (Edge::At(a, a_in), Edge::At(b, b_in)) if a == b => Edge::At(a.clone(), *a_in || *b_in),
        (Edge::At(a, _), Edge::At(b, _)) => {
            if a > b {
                one.clone()
            } else {
                other.clone()
            }
        }
        _ => Edge::Free,
    }
}

/// Of two lower ends the one further up; ends that both belong or not count as the stricter.
pub fn larger(left: &Span, right: &Span) -> Span {
    let low = match (&left.low, &right.low) {
        (Edge::Free, edge) | (edge, Edge::Free) => edge.clone(),
        (Edge::At(a, a_in), Edge::At(b, b_in)) if a == b => Edge::At(a.clone(), *a_in && *b_in),
        (one @ Edge::At(a, _), other @ Edge::At(b, _)) => {
            if a > b {
                one.clone()
            } else {
                other.clone()
            }
        }
    };
    Span { low, high: upper(&left.high, &right.high) }
}

pub fn smaller(left: &Span, right: &Span) -> Span {
    let minus = |span: &Span| span.scaled(&frac(-1, 1), &F::zero());
    minus(&larger(&minus(left), &minus(right)))
}
