//! The cuts of 按完成率: `指标值 低于 90% 得 0分`, `完成率 超过 130% 得 0分`.

use super::proportional::{Cut, Goal};
use super::readings::{self, Entry, Table};
use super::subject::Subject;
use super::{comparison, diagnostics, number};
use crate::check::context::{Checker, Context};
use crate::check::proof::{Scale, roundest};
use crate::diagnostic::Reported;
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Arm, Choice, DisplayUnit, Expr, Node};
use crate::syntax::ast::{self, CutSubject};
use crate::text;

impl Checker<'_> {
    /// The cuts, tried in order before the proportion. Two that differ never hold together.
    pub(super) fn cuts(&mut self, cuts: &[ast::Cut], goal: &Goal, c: &Context) -> Result<Vec<Cut>, Reported> {
        let before = self.diagnostics.count();
        let mut found: Vec<Cut> = Vec::new();
        for cut in cuts {
            let Ok(cut) = self.cut(cut, goal, c) else { continue };
            found.push(cut);
        }
        for (index, one) in found.iter().enumerate() {
            for other in found.iter().skip(index.saturating_add(1)) {
                self.check_cuts(one, other, c);
            }
        }
        self.diagnostics.error_since(before).map_or(Ok(found), Err)
    }

    fn cut(&mut self, cut: &ast::Cut, goal: &Goal, c: &Context) -> Result<Cut, Reported> {
        let Some(subject) = &cut.subject else {
            let fault = self.cut_ambiguous(cut, goal, c);
            return Err(self.diagnostics.error(fault));
        };
        let completion = subject.node == CutSubject::Completion;
        let kind = if completion { Kind::Ratio } else { goal.of.kind().clone() };
        let bounds = self.bounds(&cut.range, &kind, c)?;
        let of = if completion { rate(goal) } else { goal.of.clone() };
        let gives = readings::words(&cut.award, c);
        let rest = Some(text!("按比例计分", "its proportion"));
        let table = Table { rows: vec![Entry { bounds: bounds.clone(), gives }], rest };
        let interval = self.settled(&bounds, &table, &of)?;
        let condition = condition(&interval, goal, completion, cut.span);
        self.prove_reads(&condition, &c.facts)?;
        let within = Context { facts: [c.facts.as_slice(), std::slice::from_ref(&condition)].concat(), ..c.clone() };
        let award = self.award(&cut.award, &within)?;
        if self.prover().never(&c.facts, &[(&condition, true)]) {
            self.diagnostics.note(diagnostics::clause_never(cut.span));
        }
        let element = self.element(cut.span);
        let arm = Arm { condition: Some(condition), then: Choice::Award(award.clone()), element };
        Ok(Cut { arm, award, interval, completion, inverse: goal.is_inverse() })
    }

    fn check_cuts(&mut self, one: &Cut, other: &Cut, c: &Context) {
        let scores = [one, other].map(|cut| match &cut.award {
            crate::rubric::Award::Curve(curve) => curve.constant_score(),
            crate::rubric::Award::Formula(_) | crate::rubric::Award::Judged(_) => None,
        });
        if matches!(&scores, [Some(first), Some(second)] if first == second) {
            return;
        }
        let (Some(first), Some(second)) = (&one.arm.condition, &other.arm.condition) else { return };
        let places = (first.span, second.span);
        let fault = match self.example_of(&[(first, true), (second, true)], c) {
            None => return,
            Some(Some(example)) => diagnostics::cuts_overlap(places, &example),
            Some(None) => diagnostics::arms_undecided(places),
        };
        self.diagnostics.error(fault);
    }

    /// What a value gets where the cut speaks of the measure, and where it speaks of the completion.
    fn cut_readings(
        &mut self,
        (cut, at): (&ast::Cut, &Rational),
        (value, rate): (&Rational, &Rational),
        goal: &Goal,
        c: &Context,
    ) -> Option<(Rational, Rational)> {
        if goal.relation == Relation::Equal {
            return None;
        }
        let cut_off = readings::fixed(&cut.award, c)?;
        let else_given = &goal.full * &rate.clone().min(Rational::ONE);
        let within = |number: &Rational| if cut.range.lower.is_some() { number > at } else { number < at };
        let given = |number: &Rational| if within(number) { cut_off.clone() } else { else_given.clone() };
        Some((given(value), given(rate)))
    }

    /// E0418: `低于 90% 得 0分` may speak of the measure or of the rate of completion.
    fn cut_ambiguous(&mut self, cut: &ast::Cut, goal: &Goal, c: &Context) -> crate::diagnostic::Diagnostic {
        let bound = cut.range.lower.as_ref().or(cut.range.upper.as_ref());
        let percent = bound.is_some_and(|bound| is_percent(&bound.value));
        let fits_measure = *goal.of.kind() == Kind::Ratio || !percent;
        if !(fits_measure && percent) {
            return diagnostics::cut_without_subject(cut.range.span, percent, self.language);
        }
        let target = self.domain(&goal.target.value, &[]).only().cloned().filter(Rational::is_positive);
        let at = bound.and_then(|bound| self.constant(&bound.value, &Kind::Ratio, c).ok());
        let example = target.zip(at).and_then(|(target, at)| {
            let edge = if goal.is_inverse() { target.checked_div(&at)? } else { &target * &at };
            let (low, high) = if edge < at { (edge, at.clone()) } else { (at.clone(), edge) };
            let between = Interval { lower: End::Open(low), upper: End::Open(high) };
            let value = (!between.is_empty()).then(|| roundest(&between, &scale(&goal.of)))?;
            let rate = if goal.is_inverse() { target.checked_div(&value)? } else { value.checked_div(&target)? };
            let given = self.cut_readings((cut, &at), (&value, &rate), goal, c);
            Some((goal.of.show(&value), DisplayUnit::of(&Kind::Ratio).show(&rate), given))
        });
        diagnostics::cut_ambiguous(cut.range.span, example)
    }
}

/// The rate of completion as what a range speaks of.
pub(super) fn rate(goal: &Goal) -> Subject {
    let value = Expr { kind: Kind::Ratio, node: Node::Number(Rational::ZERO), span: goal.span };
    Subject { value, domain: Interval::ALL, unit: DisplayUnit::of(&Kind::Ratio), step: None }
}

/// `x R b`, or for the rate, without dividing, `t > 0 且 x R b·t` (`t R b·x` for targets not to be exceeded).
fn condition(interval: &Interval, goal: &Goal, completion: bool, span: crate::source::Span) -> Expr {
    let (x, t) = (&goal.of.value, &goal.target.value);
    let (left, scaled) = if goal.is_inverse() { (t, x) } else { (x, t) };
    let side = |relation: Relation, bound: &Rational| {
        if !completion {
            return comparison(relation, x.clone(), number(bound.clone(), &x.kind, span), span);
        }
        let factor = number(bound.clone(), &Kind::Ratio, span);
        let node = Node::Arithmetic(Op::Mul, Box::new(scaled.clone()), Box::new(factor));
        comparison(relation, left.clone(), Expr { kind: scaled.kind.clone(), node, span }, span)
    };
    let mut parts = Vec::new();
    if completion {
        parts.push(comparison(Relation::Greater, t.clone(), number(Rational::ZERO, &t.kind, span), span));
    }
    match &interval.lower {
        End::Unbounded => {}
        End::Closed(bound) => parts.push(side(Relation::AtLeast, bound)),
        End::Open(bound) => parts.push(side(Relation::Greater, bound)),
    }
    match &interval.upper {
        End::Unbounded => {}
        End::Closed(bound) => parts.push(side(Relation::AtMost, bound)),
        End::Open(bound) => parts.push(side(Relation::Less, bound)),
    }
    Expr { kind: Kind::YesNo, node: Node::And(parts), span }
}

fn is_percent(bound: &ast::Expr) -> bool {
    match &bound.node {
        ast::ExprNode::Literal(literal) => {
            matches!(&literal.unit, ast::LiteralUnit::Unit(unit) if matches!(unit.node.as_str(), "%" | "‰"))
        }
        _ => false,
    }
}

fn scale(of: &Subject) -> Scale {
    Scale { unit: of.unit.factor.clone(), whole: false }
}
