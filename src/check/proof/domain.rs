//! Where the values of a formula lie.
//!
//! A quotient of linear forms is followed exactly: with `t = 1/den` and every variable multiplied by `t` the inequalities
//! stay linear and so does the quotient (Charnes and Cooper 1962, "Programming with linear fractional functionals"),
//! so `甲 / (甲 + 乙)` lies in [0%, 100%] and `(新 − 旧) / 旧` above −100%. All else by interval arithmetic.

use super::condition::{Case, conjunction};
use super::constraint::{Conjunction, Constraint, Linear};
use super::elimination::project;
use super::prover::{Prover, field_range};
use crate::calendar;
use crate::quantity::{End, Interval, Kind, Op, Rational};
use crate::rubric::{Expr, Field, Node, Question};

/// Alternatives of facts and cases that are followed; beyond, only interval arithmetic is used.
const MOST_FOLLOWED: usize = 64;

impl Prover<'_> {
    /// An interval that holds every value of `expr` where the facts hold: the smallest one for quotients of linear
    /// forms.
    pub(in crate::check) fn domain(&mut self, expr: &Expr, facts: &[Expr]) -> Interval {
        if self.is_apart(expr, facts) {
            return self.plain_domain(expr);
        }
        let plain = self.bottom_up(expr, facts);
        if plain.only().is_some() || (facts.is_empty() && matches!(expr.node, Node::Field(_))) {
            // Nothing narrower can be found.
            return plain;
        }
        let exact = self.followed(expr, facts).map(|exact| plain.intersection(&exact));
        exact.filter(|interval| !interval.is_empty()).unwrap_or(plain)
    }

    /// Whether a formula only takes whole numbers of base units.
    pub(in crate::check) fn is_whole(&self, expr: &Expr) -> bool {
        match &expr.node {
            Node::Number(number) => number.is_whole(),
            Node::Field(id) => self.fields.get(id.index()).is_some_and(Field::is_whole),
            Node::Definition(id) => self.definitions.get(id.index()).is_some_and(|one| self.is_whole(&one.value)),
            Node::Measure(id) => {
                self.measures.get(id.index()).is_some_and(|one| one.rounding.is_none() && self.is_whole(&one.value))
            }
            Node::SubmittedYear => true,
            Node::Arithmetic(Op::Div, ..) => false,
            // Days are counted, and dates are days.
            Node::WorkingDays(..) | Node::Deadline(..) | Node::Count(_) => true,
            Node::Aggregate(aggregate) => self.is_whole_over_rows(aggregate),
            Node::Arithmetic(..) | Node::Abs(_) | Node::Max(_) | Node::Min(_) | Node::Clamp(..) => {
                expr.children().into_iter().all(|child| self.is_whole(child))
            }
            _ => false,
        }
    }

    /// Interval arithmetic alone, without facts.
    pub(super) fn plain_domain(&self, expr: &Expr) -> Interval {
        let below = |child: &Expr| self.plain_domain(child);
        self.step(expr, &below)
    }

    /// Interval arithmetic over parts that are followed one by one.
    fn bottom_up(&mut self, expr: &Expr, facts: &[Expr]) -> Interval {
        let children: Vec<Interval> = match &expr.node {
            Node::Arithmetic(..)
            | Node::Abs(_)
            | Node::Max(_)
            | Node::Min(_)
            | Node::Clamp(..)
            | Node::WorkingDays(..)
            | Node::Deadline(..) => expr.children().into_iter().map(|child| self.domain(child, facts)).collect(),
            Node::Aggregate(aggregate) => return self.over_rows(aggregate, facts),
            Node::Definition(id) => match self.definitions.get(id.index()) {
                Some(definition) => return self.bottom_up(&definition.value, facts),
                None => return Interval::ALL,
            },
            _ => return self.plain_domain(expr),
        };
        let parts: Vec<&Expr> = expr.children();
        let below = |child: &Expr| {
            let at = parts.iter().position(|part| std::ptr::eq(*part, child));
            at.and_then(|at| children.get(at)).cloned().unwrap_or(Interval::ALL)
        };
        self.step(expr, &below)
    }

    pub(super) fn step(&self, expr: &Expr, below: &dyn Fn(&Expr) -> Interval) -> Interval {
        let fold = |parts: &[Expr], pick: fn(&Interval, &Interval) -> Interval| {
            parts.iter().map(below).reduce(|one, other| pick(&one, &other)).unwrap_or(Interval::ALL)
        };
        match &expr.node {
            Node::Number(number) => Interval::point(number.clone()),
            Node::Field(id) => self.fields.get(id.index()).map_or(Interval::ALL, field_range),
            Node::Definition(id) => self.definitions.get(id.index()).map_or(Interval::ALL, |one| below(&one.value)),
            Node::Measure(id) => self.measures.get(id.index()).map_or(Interval::ALL, |one| one.domain.clone()),
            Node::Arithmetic(op, left, right) => below(left).combine(*op, &below(right)),
            Node::Abs(inner) => below(inner).abs(),
            Node::Max(parts) => fold(parts, Interval::max),
            Node::Min(parts) => fold(parts, Interval::min),
            Node::Clamp(value, lower, upper) => below(value).max(&below(lower)).min(&below(upper)),
            Node::Score(of) => of.range.clone(),
            Node::SubmittedYear => Interval { lower: End::Closed(Rational::ZERO), upper: End::Unbounded },
            Node::Count(parts) => {
                let most = i64::try_from(parts.len()).unwrap_or(i64::MAX);
                Interval::closed(Rational::ZERO, Rational::whole(most))
            }
            Node::WorkingDays(from, to) => working_days(&below(from), &below(to)),
            Node::Deadline(from, days) => deadline(&below(from), &below(days), &days.kind),
            Node::Aggregate(aggregate) => self.afresh().over_rows(aggregate, &[]),
            Node::Asked(asked) if asked.question == Question::Deviation => {
                Interval { lower: End::Closed(Rational::ZERO), upper: End::Unbounded }
            }
            _ if expr.kind == Kind::YesNo => Interval::closed(Rational::ZERO, Rational::ONE),
            _ => Interval::ALL,
        }
    }

    fn followed(&mut self, expr: &Expr, facts: &[Expr]) -> Option<Interval> {
        let cases = self.cases(expr)?;
        let mut known: Vec<Conjunction> = vec![Vec::new()];
        let ranges = self.measure_ranges(facts.iter());
        let counts = self.counts(facts.iter().chain([expr]));
        for fact in facts.iter().chain(&ranges).chain(&counts) {
            // A fact that is too much is left out: fewer facts only make the interval larger.
            let more = self.dnf(fact, true).and_then(|more| conjunction(&known, more));
            if let Some(both) = more.filter(|both| both.len().saturating_mul(cases.len()) <= MOST_FOLLOWED) {
                known = both;
            }
        }
        let mut hull: Option<Interval> = None;
        for case in &cases {
            for fact in &known {
                let found = self.projected(case, fact)?;
                hull = Some(hull.map_or(found.clone(), |known| known.hull(&found)));
            }
        }
        hull
    }

    fn projected(&self, case: &Case, facts: &[Constraint]) -> Option<Interval> {
        let mut constraints = [case.guard.as_slice(), facts].concat();
        let result = self.atoms.len();
        let forms = [Constraint::zero(case.value.num.clone()), Constraint::zero(case.value.den.clone())];
        constraints.extend(self.ranges(&[constraints.as_slice(), &forms].concat()));
        if case.value.is_linear() {
            constraints.push(Constraint::zero(case.value.num.minus(&Linear::variable(result))));
            return project(&constraints, result);
        }
        let over = result.saturating_add(1);
        let mut hull: Option<Interval> = None;
        for (num, den) in
            [(case.value.num.clone(), case.value.den.clone()), (case.value.num.negated(), case.value.den.negated())]
        {
            let mut scaled: Vec<Constraint> =
                constraints.iter().map(|one| Constraint { form: one.form.homogeneous(over), sign: one.sign }).collect();
            scaled.push(Constraint::above(Linear::variable(over), true));
            scaled.push(Constraint::zero(den.homogeneous(over).minus(&Linear::number(Rational::ONE))));
            scaled.push(Constraint::zero(num.homogeneous(over).minus(&Linear::variable(result))));
            let found = project(&scaled, result)?;
            hull = Some(hull.map_or(found.clone(), |known| known.hull(&found)));
        }
        hull
    }
}

/// Where the working days between two days lie. Beyond the years of the calendar there are between none and all days.
fn working_days(from: &Interval, to: &Interval) -> Interval {
    if let Some(exact) = calendar::working_days_within(from, to) {
        return exact;
    }
    // A part of a day more or less is a day.
    let days = to.combine(Op::Sub, from);
    let at = |end: &End, round: fn(&Rational) -> Rational| end.number().map(round);
    let lower = at(&days.lower, Rational::floor).map(|lower| End::Closed(lower.min(Rational::ZERO)));
    let upper = at(&days.upper, Rational::ceil).map(|upper| End::Closed(upper.max(Rational::ZERO)));
    Interval { lower: lower.unwrap_or(End::Unbounded), upper: upper.unwrap_or(End::Unbounded) }
}

/// Where a deadline lies: never before the calendar days are over, however many of them are worked.
fn deadline(from: &Interval, days: &Interval, kind: &Kind) -> Interval {
    calendar::deadline_after(kind)(from, days).unwrap_or_else(|| {
        let last = from.combine(Op::Add, days);
        let lower = last.lower.number().map_or(End::Unbounded, |lower| End::Closed(lower.floor()));
        Interval { lower, upper: End::Unbounded }
    })
}
