//! 按完成率: full marks where the target is met, else in proportion to how far it was reached.

use super::direction::Peak;
use super::subject::Subject;
use super::{comparison, diagnostics, not, number};
use crate::check::context::{Checker, Context, Target};
use crate::diagnostic::Reported;
use crate::ids::ElementId;
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Arm, Award, Band, Choice, Curve, Expr, Node, NormalForm, Rule, RuleForm};
use crate::source::Span;
use crate::syntax::ast::{self, Direction};

/// What the form is lowered from.
pub(super) struct Goal {
    pub(super) of: Subject,
    pub(super) target: Target,
    pub(super) relation: Relation,
    pub(super) full: Rational,
    pub(super) by_deviation: bool,
    pub(super) span: Span,
}

impl Checker<'_> {
    /// `按完成率`, `按完成率，按偏差`, with cuts before both.
    pub(super) fn proportional(
        &mut self,
        (by_deviation, cuts): (Option<Span>, &[ast::Cut]),
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        if let (Some(target), Some(measure)) = (&c.target, c.measure.and_then(|id| self.measures.get(id.index())))
            && let (Kind::Quantity, Some(id)) = (&measure.value.kind, c.measure)
        {
            let actual = Expr { kind: Kind::Quantity, node: Node::Measure(id), span };
            return self.proportional_submitted((by_deviation, cuts), (&actual, target), span, c);
        }
        let goal = self.goal(by_deviation, span, c)?;
        let found = self.cuts(cuts, &goal, c)?;
        let element = self.element(span);
        let (x, t) = (&goal.of.value, &goal.target.value);
        let met = comparison(goal.relation, x.clone(), t.clone(), span);
        self.prove_reads(&met, &c.facts)?;
        if self.prover().follows(&c.facts, &met) {
            self.diagnostics.note(diagnostics::condition_constant(goal.target.span, true));
        }
        self.check_goal_direction(&goal, &found, c)?;
        let give = |score: &Rational| Choice::Award(Award::Curve(Curve::constant(score.clone())));
        let mut arms = found.into_iter().map(|cut| cut.arm).collect::<Vec<_>>();
        let reached = self.element(goal.target.span);
        arms.push(Arm { condition: Some(met.clone()), then: give(&goal.full), element: reached });
        let nothing = Arm { condition: None, then: give(&Rational::ZERO), element };
        if goal.relation == Relation::Equal && !goal.by_deviation {
            arms.push(nothing);
            return Ok(NormalForm::Cases(arms));
        }
        let zero = number(Rational::ZERO, &t.kind, t.span);
        let positive = comparison(Relation::Greater, t.clone(), zero, t.span);
        let missed = [c.facts.as_slice(), &[not(&met)]].concat();
        let always = self.prover().follows(&missed, &positive);
        let strict = match goal.relation {
            Relation::Greater => Some((">", "≥")),
            Relation::Less => Some(("<", "≤")),
            _ => None,
        };
        if let Some((strict, sign)) = strict.filter(|_| always) {
            self.diagnostics.note(diagnostics::target_strict(goal.target.span, strict, sign));
        }
        let never = self.prover().never(&missed, &[(&positive, true)]);
        if !never {
            let rule = Rule { form: RuleForm::Proportional, normal: goal.pieces(element), span };
            let condition = (!always).then_some(positive);
            arms.push(Arm { condition, then: Choice::Rule(Box::new(rule)), element });
        }
        if !always || never {
            arms.push(nothing);
        }
        Ok(NormalForm::Cases(arms))
    }

    fn goal(&mut self, by_deviation: Option<Span>, span: Span, c: &Context) -> Result<Goal, Reported> {
        let of = self.subject(span, c)?;
        if !of.kind().is_numeric() {
            return Err(self.diagnostics.error(diagnostics::not_a_number(span, of.kind())));
        }
        let Some(target) = c.target.clone() else {
            return Err(self.diagnostics.error(diagnostics::target_missing(span)));
        };
        let full = self.points(span, c)?;
        let relation = target.relation.unwrap_or(Relation::AtLeast);
        match (relation, by_deviation) {
            (Relation::NotEqual, _) => Err(self.diagnostics.error(diagnostics::target_unequal(target.span))),
            (Relation::Equal, _) | (_, None) => {
                Ok(Goal { of, target, relation, full, by_deviation: by_deviation.is_some(), span })
            }
            (_, Some(place)) => {
                let written = self.shown(&target.value);
                let fault = diagnostics::deviation_from_threshold(place, (target.span, &written), relation);
                Err(self.diagnostics.error(fault))
            }
        }
    }

    fn check_goal_direction(&mut self, goal: &Goal, cuts: &[Cut], c: &Context) -> Result<(), Reported> {
        let rises = match goal.relation {
            Relation::AtLeast | Relation::Greater => Some(Direction::Higher),
            Relation::AtMost | Relation::Less => Some(Direction::Lower),
            Relation::Equal | Relation::NotEqual => None,
        };
        if let (Some(declared @ (Direction::Higher | Direction::Lower)), Some(rises)) = (c.direction, rises)
            && declared != rises
        {
            let written = self.shown(&goal.target.value);
            let place = (goal.target.span, written.as_str());
            let fault = diagnostics::target_against_direction(place, goal.relation, declared);
            return Err(self.diagnostics.error(fault));
        }
        // Where the target is a number the score is a curve over the measure, and the general proof applies; else it is
        // one over the measure in targets.
        let target = self.domain(&goal.target.value, &[]).only().cloned();
        let (target, of) = match target {
            Some(target) if target.is_positive() => (target, goal.of.clone()),
            None if cuts.iter().all(|cut| cut.completion) => (Rational::ONE, super::cuts::rate(goal)),
            _ => return Ok(()),
        };
        let element = self.element(goal.span);
        let mut bands: Vec<Band> = Vec::new();
        for cut in cuts {
            for interval in cut.over_measure(&target) {
                bands.extend(left(&interval, &bands, &of, (&cut.award, cut.arm.element)));
            }
        }
        for (interval, curve) in goal.curves(&target) {
            bands.extend(left(&interval, &bands, &of, (&Award::Curve(curve), element)));
        }
        bands.sort_by(|one, other| one.interval.compare(&other.interval));
        self.check_direction((&bands, Peak::Meant), &of, goal.span, c)
    }
}

/// A cut as an arm, and what it means over the measure where the target is a number.
pub(super) struct Cut {
    pub(super) arm: Arm,
    pub(super) award: Award,
    pub(super) interval: Interval,
    /// The interval is of x/t (t/x where `inverse`), not of x.
    pub(super) completion: bool,
    pub(super) inverse: bool,
}

impl Cut {
    /// The values of the measure that it speaks of, for a target above 0.
    fn over_measure(&self, target: &Rational) -> Vec<Interval> {
        let point = Interval::point(target.clone());
        if !self.completion {
            return vec![self.interval.clone()];
        }
        if !self.inverse {
            return vec![self.interval.combine(Op::Mul, &point)];
        }
        // t/x in the interval, for x > 0.
        let positive = Interval { lower: End::Open(Rational::ZERO), upper: End::Unbounded };
        let rates = self.interval.intersection(&positive);
        if rates.is_empty() { Vec::new() } else { vec![point.combine(Op::Div, &rates).intersection(&positive)] }
    }
}

fn left(interval: &Interval, taken: &[Band], of: &Subject, (award, element): (&Award, ElementId)) -> Vec<Band> {
    let from = interval.intersection(&of.domain);
    let parts = crate::check::proof::subtract_all(from, taken.iter().map(|band| &band.interval));
    parts.into_iter().map(|interval| Band { interval, award: award.clone(), element }).collect()
}

impl Goal {
    /// Whether the rate of completion is target over measure.
    pub(super) fn is_inverse(&self) -> bool {
        matches!(self.relation, Relation::AtMost | Relation::Less)
    }

    /// The pieces over the rate, read only where the target is above 0 and missed.
    fn pieces(&self, element: ElementId) -> NormalForm {
        let (x, t) = (&self.of.value, &self.target.value);
        let ratio = |over: Expr, under: &Expr| Expr {
            kind: Kind::Ratio,
            node: Node::Arithmetic(Op::Div, Box::new(over), Box::new(under.clone())),
            span: self.span,
        };
        let band = |interval, curve| Band { interval, award: Award::Curve(curve), element };
        let (zero, one) = (Rational::ZERO, Rational::ONE);
        let none = Curve::constant(Rational::ZERO);
        if self.by_deviation {
            let kind = Op::Sub.kind(&x.kind, &t.kind).unwrap_or_else(|| x.kind.clone());
            let node = Node::Arithmetic(Op::Sub, Box::new(x.clone()), Box::new(t.clone()));
            let difference = Expr { kind: kind.clone(), node, span: self.span };
            let distance = Expr { kind, node: Node::Abs(Box::new(difference)), span: self.span };
            let near = band(Interval::closed(zero, one.clone()), Curve::line(self.full.clone(), -&self.full));
            let far = band(Interval { lower: End::Open(one), upper: End::Unbounded }, none);
            return NormalForm::Pieces { over: ratio(distance, t), bands: vec![near, far] };
        }
        let over = if self.is_inverse() { ratio(t.clone(), x) } else { ratio(x.clone(), t) };
        // A strict target (`> 95%`) is missed by a rate of exactly 1.
        let strict = matches!(self.relation, Relation::Greater | Relation::Less);
        let upper = if strict { End::Closed(one) } else { End::Open(one) };
        let below = band(Interval { lower: End::Unbounded, upper: End::Open(zero.clone()) }, none);
        let reached = Interval { lower: End::Closed(zero.clone()), upper };
        NormalForm::Pieces { over, bands: vec![below, band(reached, Curve::line(zero, self.full.clone()))] }
    }

    /// The score over the measure, for a target above 0.
    fn curves(&self, target: &Rational) -> Vec<(Interval, Curve)> {
        let (zero, full) = (Rational::ZERO, self.full.clone());
        let slope = full.checked_div(target).unwrap_or(Rational::ZERO);
        let none = || Curve::constant(Rational::ZERO);
        let from = |lower: End, upper: End| Interval { lower, upper };
        let (open, closed) = (End::Open(target.clone()), End::Closed(target.clone()));
        let negative = (from(End::Unbounded, End::Open(zero.clone())), none());
        let rising = (from(End::Closed(zero.clone()), open.clone()), Curve::line(zero.clone(), slope.clone()));
        match self.relation {
            Relation::AtMost | Relation::Less => {
                let falling = Curve { a: &full * target, b: zero.clone(), c: zero, d: Rational::ONE };
                vec![(from(End::Unbounded, closed), Curve::constant(full)), (from(open, End::Unbounded), falling)]
            }
            Relation::AtLeast | Relation::Greater => {
                vec![negative, rising, (from(closed, End::Unbounded), Curve::constant(full))]
            }
            _ if self.by_deviation => {
                let twice = target + target;
                let falling = Curve::line(&full + &full, -&slope);
                vec![
                    negative,
                    rising,
                    (from(closed, End::Closed(twice.clone())), falling),
                    (from(End::Open(twice), End::Unbounded), none()),
                ]
            }
            _ => vec![
                (from(End::Unbounded, open.clone()), none()),
                (from(closed.clone(), closed), Curve::constant(full)),
                (from(open, End::Unbounded), none()),
            ],
        }
    }
}
