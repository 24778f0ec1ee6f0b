//! Formulas of one number as curves over it: the score of `得 满分 × (1 − 10 × 指标值)`, piece by piece.

use crate::ids::MeasureId;
use crate::quantity::{End, Interval, Op, Rational};
use crate::rubric::{Curve, Definition, Expr, Node};

/// Curves on intervals that follow each other.
pub(super) type Pieces = Vec<(Interval, Curve)>;

/// What an expression is over a measure within an interval; `None` where it reads anything else, or is no quotient of
/// linear forms even piece by piece.
pub(super) fn curves(expr: &Expr, of: MeasureId, definitions: &[Definition], over: &Interval) -> Option<Pieces> {
    let below = |expr: &Expr| curves(expr, of, definitions, over);
    match &expr.node {
        Node::Number(number) => Some(vec![(over.clone(), Curve::constant(number.clone()))]),
        Node::Measure(id) if *id == of => Some(vec![(over.clone(), Curve::line(Rational::ZERO, Rational::ONE))]),
        Node::Definition(id) => below(&definitions.get(id.index())?.value),
        Node::Arithmetic(op, left, right) => {
            let (left, right) = (below(left)?, below(right)?);
            let both = common(&left, &right).into_iter();
            both.map(|(interval, one, other)| Some((interval, combined(*op, &one, &other)?))).collect()
        }
        Node::Max(parts) | Node::Min(parts) => {
            let highest = matches!(expr.node, Node::Max(_));
            let mut parts = parts.iter();
            let first = below(parts.next()?)?;
            parts.try_fold(first, |known, next| better(&known, &below(next)?, highest))
        }
        Node::Clamp(value, lower, upper) => {
            better(&better(&below(value)?, &below(lower)?, true)?, &below(upper)?, false)
        }
        Node::Abs(inner) => {
            let inner = below(inner)?;
            let minus = Curve::constant(-&Rational::ONE);
            let turned =
                inner.iter().map(|(interval, curve)| Some((interval.clone(), combined(Op::Mul, curve, &minus)?)));
            better(&inner, &turned.collect::<Option<Pieces>>()?, true)
        }
        _ => None,
    }
}

/// Whether the divisor of a curve is 0 nowhere in an interval.
pub(super) fn is_sound(curve: &Curve, interval: &Interval) -> bool {
    match (-&curve.c).checked_div(&curve.d) {
        Some(pole) => !interval.contains(&pole),
        None => !curve.c.is_zero(),
    }
}

/// The score at an end, or what it nears there; `None` where it grows without end.
pub(super) fn at_end(curve: &Curve, end: &End) -> Option<Rational> {
    match end.number() {
        Some(number) => curve.at(number),
        None => curve.constant_score().or_else(|| curve.b.checked_div(&curve.d)),
    }
}

/// Where two follow each other alike.
fn common(left: &Pieces, right: &Pieces) -> Vec<(Interval, Curve, Curve)> {
    let pairs = left.iter().flat_map(|(interval, one)| {
        right.iter().map(move |(other, two)| (interval.intersection(other), one.clone(), two.clone()))
    });
    pairs.filter(|(interval, ..)| !interval.is_empty()).collect()
}

fn combined(op: Op, one: &Curve, other: &Curve) -> Option<Curve> {
    match op {
        Op::Mul => product(one, other),
        Op::Div => {
            let turned = Curve { a: other.c.clone(), b: other.d.clone(), c: other.a.clone(), d: other.b.clone() };
            (!turned.c.is_zero() || !turned.d.is_zero()).then(|| product(one, &turned)).flatten()
        }
        Op::Add => sum(one, other),
        Op::Sub => sum(one, &product(other, &Curve::constant(-&Rational::ONE))?),
    }
}

/// The product, where it is a quotient of linear forms again.
pub(super) fn product(one: &Curve, other: &Curve) -> Option<Curve> {
    let linear = (&one.b * &other.b).is_zero() && (&one.d * &other.d).is_zero();
    linear.then(|| Curve {
        a: &one.a * &other.a,
        b: &(&one.a * &other.b) + &(&one.b * &other.a),
        c: &one.c * &other.c,
        d: &(&one.c * &other.d) + &(&one.d * &other.c),
    })
}

pub(super) fn sum(one: &Curve, other: &Curve) -> Option<Curve> {
    let (one, other) = if one.d.is_zero() { (other, one) } else { (one, other) };
    // Brought to the divisor of the one that has a pole; two poles only where they are the same.
    let scale = if other.d.is_zero() { None } else { Some(one.d.checked_div(&other.d)?) };
    if let Some(scale) = scale {
        let (a, b) = (&one.a + &(&other.a * &scale), &one.b + &(&other.b * &scale));
        return (&other.c * &scale == one.c).then(|| Curve { a, b, c: one.c.clone(), d: one.d.clone() });
    }
    let (start, slope) = (other.a.checked_div(&other.c)?, other.b.checked_div(&other.c)?);
    // (a + b·x)/(c + d·x) + start + slope·x
    if !(&slope * &one.d).is_zero() {
        return None;
    }
    Some(Curve {
        a: &one.a + &(&start * &one.c),
        b: &(&one.b + &(&start * &one.d)) + &(&slope * &one.c),
        c: one.c.clone(),
        d: one.d.clone(),
    })
}

/// The higher, or the lower, of two: cut where they cross.
pub(super) fn better(left: &Pieces, right: &Pieces, highest: bool) -> Option<Pieces> {
    let mut pieces = Pieces::new();
    for (interval, one, other) in common(left, right) {
        if !is_sound(&one, &interval) || !is_sound(&other, &interval) {
            return None;
        }
        let square = &(&one.b * &other.d) - &(&other.b * &one.d);
        let slope = &(&(&one.a * &other.d) + &(&one.b * &other.c)) - &(&(&other.a * &one.d) + &(&other.b * &one.c));
        let start = &(&one.a * &other.c) - &(&other.a * &one.c);
        if !square.is_zero() {
            return None;
        }
        for part in cut(&interval, (-&start).checked_div(&slope)) {
            let at = inside(&part);
            let first = one.at(&at)? > other.at(&at)?;
            let curve = if first == highest { one.clone() } else { other.clone() };
            match pieces.last_mut() {
                Some((before, known)) if *known == curve => *before = before.hull(&part),
                _ => pieces.push((part, curve)),
            }
        }
    }
    Some(pieces)
}

fn cut(interval: &Interval, at: Option<Rational>) -> Vec<Interval> {
    let Some(at) = at else { return vec![interval.clone()] };
    let below = Interval { lower: End::Unbounded, upper: End::Open(at.clone()) };
    let above = Interval { lower: End::Closed(at), upper: End::Unbounded };
    let parts = [below, above].map(|part| part.intersection(interval));
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// A value within, not at an end unless there is no other.
pub(super) fn inside(interval: &Interval) -> Rational {
    let half = Rational::new(1, 2).unwrap_or(Rational::ONE);
    match (interval.lower.number(), interval.upper.number()) {
        (Some(low), Some(high)) => &(low + high) * &half,
        (Some(low), None) => low + &Rational::ONE,
        (None, Some(high)) => high - &Rational::ONE,
        (None, None) => Rational::ZERO,
    }
}
