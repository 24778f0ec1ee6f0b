//! The algebra: which kinds an operator joins, and what it computes.
//!
//! Typing and computing stand side by side, so that the checker and the evaluator cannot disagree. What is not listed
//! here is an error (`specs/language.md` §3).

use super::{Kind, Rational, Symbol};

/// An arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `+`
    Add,
    /// `−`
    Sub,
    /// `×`
    Mul,
    /// `÷` or `/`
    Div,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// `=`
    Equal,
    /// `≠`
    NotEqual,
    /// `<`
    Less,
    /// `≤`
    AtMost,
    /// `>`
    Greater,
    /// `≥`
    AtLeast,
}

impl Op {
    /// The kind of the result, or `None` if the operands do not go together.
    #[must_use]
    pub fn kind(self, left: &Kind, right: &Kind) -> Option<Kind> {
        match self {
            Op::Add => sum(left, right).or_else(|| sum(right, left)),
            Op::Sub => difference(left, right),
            Op::Mul => product(left, right).or_else(|| product(right, left)),
            Op::Div => quotient(left, right),
        }
    }

    /// Computes on numbers in base units; `None` for a division by 0 and for nothing else.
    #[must_use]
    pub fn compute(self, left: &Rational, right: &Rational) -> Option<Rational> {
        match self {
            Op::Add => Some(left + right),
            Op::Sub => Some(left - right),
            Op::Mul => Some(left * right),
            Op::Div => left.checked_div(right),
        }
    }

    /// As officials write it.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Op::Add => "+",
            Op::Sub => "−",
            Op::Mul => "×",
            Op::Div => "÷",
        }
    }
}

impl Relation {
    /// Whether `left R right`, for numbers.
    #[must_use]
    pub fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Relation::Equal => left == right,
            Relation::NotEqual => left != right,
            Relation::Less => left < right,
            Relation::AtMost => left <= right,
            Relation::Greater => left > right,
            Relation::AtLeast => left >= right,
        }
    }

    /// Whether kinds may be compared so: both one kind, and an order where one is needed.
    #[must_use]
    pub fn allows(self, left: &Kind, right: &Kind) -> bool {
        // What a target or a quantity is compared with, only the submission says.
        !matches!(left, Kind::Target | Kind::Quantity)
            && left == right
            && (matches!(self, Relation::Equal | Relation::NotEqual) || left.is_ordered())
    }

    /// The relation that holds exactly where this one does not.
    #[must_use]
    pub fn negated(self) -> Relation {
        match self {
            Relation::Equal => Relation::NotEqual,
            Relation::NotEqual => Relation::Equal,
            Relation::Less => Relation::AtLeast,
            Relation::AtMost => Relation::Greater,
            Relation::Greater => Relation::AtMost,
            Relation::AtLeast => Relation::Less,
        }
    }

    /// The relation after its sides were swapped, or both multiplied by a negative number.
    #[must_use]
    pub fn mirrored(self) -> Relation {
        match self {
            Relation::Less => Relation::Greater,
            Relation::AtMost => Relation::AtLeast,
            Relation::Greater => Relation::Less,
            Relation::AtLeast => Relation::AtMost,
            same @ (Relation::Equal | Relation::NotEqual) => same,
        }
    }

    /// As officials write it.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Relation::Equal => "=",
            Relation::NotEqual => "≠",
            Relation::Less => "<",
            Relation::AtMost => "≤",
            Relation::Greater => ">",
            Relation::AtLeast => "≥",
        }
    }
}

fn sum(left: &Kind, right: &Kind) -> Option<Kind> {
    match (left, right) {
        (Kind::Change, Kind::Change) => None,
        (l, r) if l == r && l.is_numeric() => Some(l.clone()),
        (Kind::Ratio | Kind::Change, Kind::Point) | (Kind::Date, Kind::Days) => Some(left.clone()),
        _ => None,
    }
}

fn difference(left: &Kind, right: &Kind) -> Option<Kind> {
    match (left, right) {
        (Kind::Ratio, Kind::Ratio) | (Kind::Change, Kind::Change) => Some(Kind::Point),
        (Kind::Date, Kind::Date) => Some(Kind::Days),
        _ => sum(left, right),
    }
}

fn product(left: &Kind, right: &Kind) -> Option<Kind> {
    match (left, right) {
        (l, Kind::Number | Kind::Ratio) if l.is_numeric() => Some(l.clone()),
        (Kind::Per(over, under), Kind::Count(unit)) => {
            let at = under.iter().position(|symbol| symbol == unit)?;
            let mut rest = under.clone();
            rest.remove(at);
            Some(per((**over).clone(), rest))
        }
        _ => None,
    }
}

fn quotient(left: &Kind, right: &Kind) -> Option<Kind> {
    match (left, right) {
        (Kind::Point, Kind::Point) | (Kind::Number, Kind::Number) => Some(Kind::Number),
        (l, r) if l == r && l.is_numeric() => Some(Kind::Ratio),
        (l, Kind::Number) if l.is_numeric() => Some(l.clone()),
        (Kind::Money | Kind::Count(_), Kind::Count(unit)) => Some(per(left.clone(), vec![unit.clone()])),
        (Kind::Per(over, under), Kind::Count(unit)) => {
            let mut under = under.clone();
            under.push(unit.clone());
            Some(per((**over).clone(), under))
        }
        (l, Kind::Per(over, under)) if *l == **over => match under.as_slice() {
            [unit] => Some(Kind::Count(unit.clone())),
            _ => None,
        },
        _ => None,
    }
}

fn per(over: Kind, mut under: Vec<Symbol>) -> Kind {
    under.sort();
    if under.is_empty() { over } else { Kind::Per(Box::new(over), under) }
}
