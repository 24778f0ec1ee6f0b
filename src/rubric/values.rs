//! What a formula can be worth, and for which numbers of one formula a condition holds: by interval arithmetic, never
//! fewer than there are.

use super::{Curve, Expr, Node, Rubric};
use crate::quantity::{End, Interval, Op, Rational, Relation, subtract_all};

/// A formula by a plainer one: `指标值 ÷ 98%` is one hundred ninety-eighths of 指标值.
pub struct Over<'r> {
    /// The plainer formula.
    pub base: &'r Expr,
    times: Rational,
    plus: Rational,
    /// The formula is this number divided by `base × times + plus`.
    divided: Option<Rational>,
}

impl<'r> Over<'r> {
    fn itself(base: &'r Expr) -> Self {
        Over { base, times: Rational::ONE, plus: Rational::ZERO, divided: None }
    }

    fn then(self, times: &Rational, plus: &Rational) -> Self {
        let (own, sum) = (&self.times * times, &(&self.plus * times) + plus);
        Over { times: own, plus: sum, ..self }
    }

    /// The numbers of the plainer formula at which the formula is one of these.
    #[must_use]
    pub fn values(&self, of: &Interval) -> Interval {
        let of = match &self.divided {
            Some(number) => Interval::point(number.clone()).combine(Op::Div, of),
            None => of.clone(),
        };
        let less = of.combine(Op::Sub, &Interval::point(self.plus.clone()));
        less.combine(Op::Div, &Interval::point(self.times.clone()))
    }

    /// The number of the plainer formula at which the formula is this; `None` where it never is.
    #[must_use]
    pub fn value(&self, of: &Rational) -> Option<Rational> {
        let of = match &self.divided {
            Some(number) => number.checked_div(of)?,
            None => of.clone(),
        };
        (&of - &self.plus).checked_div(&self.times)
    }

    /// A curve over the formula as one over the plainer formula.
    #[must_use]
    pub fn curve(&self, of: &Curve) -> Curve {
        let Curve { a, b, c, d } = of;
        // (a + b·u) / (c + d·u) with u = plus + times·x, or with u = divided / (plus + times·x).
        let side = |fixed: &Rational, with: &Rational| match &self.divided {
            None => (fixed + &(with * &self.plus), with * &self.times),
            Some(number) => (&(fixed * &self.plus) + &(with * number), fixed * &self.times),
        };
        let ((a, b), (c, d)) = (side(a, b), side(c, d));
        Curve { a, b, c, d }
    }
}

/// The numbers of one formula for which a condition holds.
pub struct Holds<'r> {
    /// The formula; `None` where the condition only compares numbers.
    pub base: Option<&'r Expr>,
    /// The numbers, as disjoint intervals in rising order.
    pub values: Vec<Interval>,
}

impl Rubric {
    /// What a formula can be worth.
    #[must_use]
    pub fn range_of(&self, expr: &Expr) -> Interval {
        let fold = |parts: &[Expr], pick: fn(&Interval, &Interval) -> Interval| {
            parts.iter().map(|part| self.range_of(part)).reduce(|one, other| pick(&one, &other))
        };
        match &expr.node {
            Node::Number(number) => Interval::point(number.clone()),
            Node::Field(id) => self.field(*id).range.clone(),
            Node::Definition(id) => self.range_of(&self.definition(*id).value),
            Node::Measure(id) => self.measure(*id).domain.clone(),
            Node::Arithmetic(op, left, right) => self.range_of(left).combine(*op, &self.range_of(right)),
            Node::Abs(inner) => self.range_of(inner).abs(),
            Node::Max(parts) => fold(parts, Interval::max).unwrap_or(Interval::ALL),
            Node::Min(parts) => fold(parts, Interval::min).unwrap_or(Interval::ALL),
            _ => Interval::ALL,
        }
    }

    /// The number that a formula always is.
    #[must_use]
    pub fn constant(&self, expr: &Expr) -> Option<Rational> {
        self.range_of(expr).only().cloned()
    }

    /// A formula by the plainer one that it is made of with numbers alone; else by itself.
    #[must_use]
    pub fn over<'r>(&self, expr: &'r Expr) -> Over<'r> {
        let Node::Arithmetic(op, left, right) = &expr.node else { return Over::itself(expr) };
        let (one, minus) = (Rational::ONE, -&Rational::ONE);
        let straight = |part: &'r Expr| Some(self.over(part)).filter(|over| over.divided.is_none());
        let found = match (op, self.constant(left), self.constant(right)) {
            (Op::Add, _, Some(number)) => straight(left).map(|over| over.then(&one, &number)),
            (Op::Add, Some(number), _) => straight(right).map(|over| over.then(&one, &number)),
            (Op::Sub, _, Some(number)) => straight(left).map(|over| over.then(&one, &-&number)),
            (Op::Sub, Some(number), _) => straight(right).map(|over| over.then(&minus, &number)),
            (Op::Mul, _, Some(number)) if !number.is_zero() => {
                straight(left).map(|over| over.then(&number, &Rational::ZERO))
            }
            (Op::Mul, Some(number), _) if !number.is_zero() => {
                straight(right).map(|over| over.then(&number, &Rational::ZERO))
            }
            (Op::Div, _, Some(number)) => {
                let part = one.checked_div(&number).zip(straight(left));
                part.map(|(part, over)| over.then(&part, &Rational::ZERO))
            }
            (Op::Div, Some(number), _) if !number.is_zero() => {
                straight(right).map(|over| Over { divided: Some(number), ..over })
            }
            _ => None,
        };
        found.unwrap_or_else(|| Over::itself(expr))
    }

    /// For which numbers of one formula a condition holds; `None` where several formulas decide it, or what is no number.
    #[must_use]
    pub fn holds<'r>(&self, condition: &'r Expr) -> Option<Holds<'r>> {
        match &condition.node {
            Node::Comparison(relation, left, right) => self.comparison_holds(*relation, left, right),
            Node::Not(part) => {
                let Holds { base, values } = self.holds(part)?;
                Some(Holds { base, values: subtract_all(Interval::ALL, &values) })
            }
            Node::And(parts) => {
                parts.iter().try_fold(Holds { base: None, values: vec![Interval::ALL] }, |all, part| {
                    let own = self.holds(part)?;
                    let outside = subtract_all(Interval::ALL, &own.values);
                    let values = all.values.into_iter().flat_map(|value| subtract_all(value, &outside)).collect();
                    Some(Holds { base: joined(all.base, own.base)?, values })
                })
            }
            _ => None,
        }
    }

    fn comparison_holds<'r>(&self, relation: Relation, left: &'r Expr, right: &'r Expr) -> Option<Holds<'r>> {
        let numbers = |expr: &Expr| expr.kind.is_numeric();
        if !numbers(left) || !numbers(right) {
            return None;
        }
        let (over, at, relation) = match (self.constant(left), self.constant(right)) {
            (Some(left), Some(right)) => {
                let values = if relation.holds(&left, &right) { vec![Interval::ALL] } else { Vec::new() };
                return Some(Holds { base: None, values });
            }
            (None, Some(at)) => (self.over(left), at, relation),
            (Some(at), None) => (self.over(right), at, relation.mirrored()),
            (None, None) => return None,
        };
        let side = |lower, upper| vec![Interval { lower, upper }];
        let values = match relation {
            Relation::Less => side(End::Unbounded, End::Open(at)),
            Relation::AtMost => side(End::Unbounded, End::Closed(at)),
            Relation::Greater => side(End::Open(at), End::Unbounded),
            Relation::AtLeast => side(End::Closed(at), End::Unbounded),
            Relation::Equal => vec![Interval::point(at)],
            Relation::NotEqual => subtract_all(Interval::ALL, &[Interval::point(at)]),
        };
        // A divisor has two sides that one interval does not tell apart.
        if over.divided.is_some() {
            return None;
        }
        let mut values = values.iter().map(|value| over.values(value)).collect::<Vec<_>>();
        values.sort_by(Interval::compare);
        Some(Holds { base: Some(over.base), values })
    }

    /// The values of a formula that are left where conditions hold or do not, as far as these read it alone.
    #[must_use]
    pub fn values_left<'r>(
        &self,
        over: &Over<'_>,
        conditions: impl IntoIterator<Item = (&'r Expr, bool)>,
    ) -> Vec<Interval> {
        let mut left = vec![self.range_of(over.base)];
        for (condition, wanted) in conditions {
            let Some(Holds { base: Some(base), values }) = self.holds(condition) else { continue };
            if base.node == over.base.node {
                let outside = if wanted { subtract_all(Interval::ALL, &values) } else { values };
                left = left.into_iter().flat_map(|value| subtract_all(value, &outside)).collect();
            }
        }
        left
    }
}

/// The formula that two conditions read; `None` where they read two.
fn joined<'r>(one: Option<&'r Expr>, other: Option<&'r Expr>) -> Option<Option<&'r Expr>> {
    match (one, other) {
        (Some(one), Some(other)) => (one.node == other.node).then_some(Some(one)),
        (one, other) => Some(one.or(other)),
    }
}
