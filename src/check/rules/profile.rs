//! A whole rule as pieces over its measure, whatever forms are nested in it, so that 方向 can be proved of all of it.
//!
//! Facts beside the measure are fixed one way after the other: 方向 says what a better value does where all else stays.

use super::curves::{Pieces, better, curves, product, sum};
use super::direction::{Peak, Shape};
use super::shape::{Fixed, Own, Spoken, both, outside};
use super::turn::Turn;
use crate::check::context::{Checker, Context};
use crate::check::proof::{Scale, roundest, subtract_all};
use crate::diagnostic::{Reported, Text};
use crate::ids::ElementId;
use crate::quantity::{End, Interval, Kind, Op, Rational};
use crate::rubric::{Arm, Award, Band, Choice, Curve, Deduction, Expr, Item, Node, NormalForm, Partial, Pick};
use crate::source::Span;

/// Ways to fix what stands beside the measure; beyond, only the parts are proved one by one.
const MOST_FIXED: usize = 128;

/// What a value gets on an interval: a curve, or what says nothing of a direction (a judgement, other data).
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) interval: Interval,
    pub(super) curve: Option<Curve>,
    pub(super) element: ElementId,
}

impl Checker<'_> {
    /// Proves 方向 of a rule that is put together of others; without 方向, warns of scores that go down and up.
    pub(super) fn check_whole_direction(
        &mut self,
        normal: &NormalForm,
        span: Span,
        c: &Context,
    ) -> Result<(), Reported> {
        let Some(id) = c.measure else { return Ok(()) };
        let unfit = |kind: &Kind| {
            matches!(kind, Kind::Text | Kind::Quantity | Kind::YesNo)
                || matches!(kind, Kind::Level(levels) if !levels.ordered)
        };
        if self.measures.get(id.index()).is_none_or(|measure| unfit(&measure.value.kind)) {
            return Ok(());
        }
        let of = self.subject(span, c)?;
        let mut own = self.own(id);
        let mut spoken = Spoken::default();
        own.spoken_of(normal, &mut spoken);
        [&of.domain.lower, &of.domain.upper].into_iter().filter_map(End::number).for_each(|end| spoken.number(end));
        let Some(all) = self.ways_to_fix(spoken, c) else { return Ok(()) };
        let peak = if is_told_apart(normal) { Peak::Told } else { Peak::Meant };
        for fixed in all {
            own.fixed = fixed;
            let Some(found) = own.profile(normal, std::slice::from_ref(&of.domain)) else { continue };
            let conditions = own.fixed.conditions();
            let mut pieces = found;
            if !conditions.is_empty() {
                pieces.retain(|piece| self.occurs(&piece.interval, &of, &conditions, c));
            }
            pieces.sort_by(|one, other| one.interval.compare(&other.interval));
            let before = self.diagnostics.count();
            let shape = Shape { pieces: &pieces, peak, given: self.given(&conditions, c) };
            self.check_pieces(&shape, &of, span, c)?;
            if self.diagnostics.count() > before {
                break;
            }
        }
        Ok(())
    }

    /// [`Checker::check_whole_direction`] unless something was said of a part since `before`.
    pub(super) fn check_composed(
        &mut self,
        normal: &NormalForm,
        before: usize,
        span: Span,
        c: &Context,
    ) -> Result<(), Reported> {
        if self.diagnostics.count() > before { Ok(()) } else { self.check_whole_direction(normal, span, c) }
    }

    /// Data for which the rest is as fixed, for a message.
    fn given(&self, conditions: &[(Expr, bool)], c: &Context) -> Option<Text> {
        let all = conditions.iter().map(|(one, holds)| (one, *holds)).collect::<Vec<_>>();
        let found = if all.is_empty() { None } else { self.example_of(&all, c).flatten() };
        found.filter(|text| !text.zh.is_empty())
    }

    /// Whether the measure can lie there while the rest is fixed.
    fn occurs(
        &self,
        interval: &Interval,
        of: &super::subject::Subject,
        conditions: &[(Expr, bool)],
        c: &Context,
    ) -> bool {
        let inside = super::formulas::within(interval, of);
        let all = conditions.iter().map(|(one, holds)| (one, *holds)).chain(inside.iter().map(|one| (one, true)));
        !self.prover().never(&c.facts, &all.collect::<Vec<_>>())
    }

    fn ways_to_fix(&self, spoken: Spoken, c: &Context) -> Option<Vec<Fixed>> {
        let mut all = vec![Fixed::default()];
        let mut numbers = spoken.numbers;
        for bound in &spoken.bounds {
            let domain = self.domain(bound, &c.facts);
            let mut cells = numbers.iter().map(|at| Interval::point(at.clone())).collect::<Vec<_>>();
            cells.extend(subtract_all(Interval::ALL, &cells));
            let scale = Scale { unit: Rational::ONE, whole: false };
            let values = cells.iter().map(|cell| cell.intersection(&domain)).filter(|cell| !cell.is_empty());
            let values = values.map(|cell| roundest(&cell, &scale)).collect::<Vec<_>>();
            all = all.iter().flat_map(|fixed| with_each(fixed, bound, &values)).collect();
            if all.len() > MOST_FIXED {
                return None;
            }
            numbers.extend(values);
        }
        for fact in &spoken.facts {
            let more = all.iter().flat_map(|fixed| {
                [true, false].map(|holds| {
                    let mut fixed = fixed.clone();
                    fixed.facts.push((fact.clone(), holds));
                    fixed
                })
            });
            all = more.filter(|fixed| self.can_be(fixed, c)).collect();
            if all.len() > MOST_FIXED {
                return None;
            }
        }
        Some(all)
    }

    fn can_be(&self, fixed: &Fixed, c: &Context) -> bool {
        let conditions = fixed.conditions();
        let all = conditions.iter().map(|(one, holds)| (one, *holds)).collect::<Vec<_>>();
        !self.prover().never(&c.facts, &all)
    }
}

/// Whether a rule is 情形 of plain scores, which says of each value what it gets. A condition with 其余 is what the rule
/// says, and nested rules have told of their own peaks.
fn is_told_apart(normal: &NormalForm) -> bool {
    match normal {
        NormalForm::Cases(arms) => arms.len() > 2 && arms.iter().all(|arm| matches!(arm.then, Choice::Award(_))),
        _ => false,
    }
}

fn with_each(fixed: &Fixed, bound: &Expr, values: &[Rational]) -> Vec<Fixed> {
    let with = |value: &Rational| {
        let mut fixed = fixed.clone();
        fixed.bounds.push((bound.clone(), value.clone()));
        fixed
    };
    values.iter().map(with).collect()
}

impl Own {
    fn spoken_of(&self, normal: &NormalForm, into: &mut Spoken) {
        match normal {
            NormalForm::Pieces { over, bands } => {
                self.bounds_of(over, into);
                let ends = bands.iter().flat_map(|band| [&band.interval.lower, &band.interval.upper]);
                ends.filter_map(End::number).for_each(|at| into.number(at));
            }
            NormalForm::Deduction(deduction) => {
                deduction.lines.iter().for_each(|line| self.bounds_of(&line.excess, into));
            }
            NormalForm::Items(items) => self.shared(items).for_each(|item| self.spoken_of(&item.rule.normal, into)),
            NormalForm::Ways(ways) => self.shared(&ways.ways).for_each(|way| self.spoken_of(&way.rule.normal, into)),
            NormalForm::Cases(arms) => {
                for arm in arms {
                    if let Some(condition) = &arm.condition {
                        self.spoken_in(condition, into);
                    }
                    if let Choice::Rule(rule) = &arm.then {
                        self.spoken_of(&rule.normal, into);
                    }
                }
            }
            NormalForm::Judged(_) | NormalForm::Readings(_) => {}
        }
    }

    /// Items or ways about this measure; the others do not change with it.
    fn shared<'i>(&self, items: &'i [Item]) -> impl Iterator<Item = &'i Item> + use<'i> {
        let id = self.id;
        items.iter().filter(move |item| item.measure.is_none_or(|own| own == id))
    }

    /// The pieces of a rule on intervals; `None` where a condition mixes the measure with other data.
    fn profile(&self, normal: &NormalForm, on: &[Interval]) -> Option<Vec<Piece>> {
        Some(match normal {
            NormalForm::Pieces { over, bands } => match self.over(over) {
                Some(turn) => bands.iter().flat_map(|band| self.band(band, &turn, on)).collect(),
                None => unknown(on, bands.first()?.element),
            },
            NormalForm::Deduction(deduction) => self.deduction(deduction, on),
            NormalForm::Items(items) => {
                let first = items.first()?.element;
                let zero = || Some(Curve::constant(Rational::ZERO));
                let mut known = on.iter().map(|interval| (interval.clone(), zero())).collect::<Known>();
                for item in self.shared(items) {
                    let next = self.profile(&item.rule.normal, on)?;
                    known = joined(&known, &next, |on, one, other| Some(vec![(on.clone(), sum(one, other)?)]));
                }
                pieces(known, first)
            }
            NormalForm::Ways(ways) => {
                if ways.pick == Pick::Chosen || self.shared(&ways.ways).count() != ways.ways.len() {
                    return Some(unknown(on, ways.element));
                }
                let (first, rest) = ways.ways.split_first()?;
                let known = self.profile(&first.rule.normal, on)?;
                let mut known = known.into_iter().map(|piece| (piece.interval, piece.curve)).collect::<Vec<_>>();
                for way in rest {
                    let next = self.profile(&way.rule.normal, on)?;
                    let alone = |on: &Interval, curve: &Curve| vec![(on.clone(), curve.clone())];
                    let highest = ways.pick == Pick::Highest;
                    known = joined(&known, &next, |on, one, other| better(&alone(on, one), &alone(on, other), highest));
                }
                pieces(known, ways.element)
            }
            NormalForm::Cases(arms) => return self.arms(arms, on),
            NormalForm::Judged(judgement) => unknown(on, judgement.element),
            NormalForm::Readings(_) => return None,
        })
    }

    fn arms(&self, arms: &[Arm], on: &[Interval]) -> Option<Vec<Piece>> {
        let mut free = on.to_vec();
        let mut found = Vec::new();
        for arm in arms {
            let holds = match &arm.condition {
                Some(condition) => self.values(condition)?,
                None => vec![Interval::ALL],
            };
            let taken = both(&free, &holds);
            free = both(&free, &outside(&holds));
            if taken.is_empty() {
                continue;
            }
            match &arm.then {
                Choice::Award(award) => {
                    found.extend(taken.iter().flat_map(|interval| self.award(award, interval, arm.element)));
                }
                Choice::Rule(rule) => found.extend(self.profile(&rule.normal, &taken)?),
            }
        }
        Some(found)
    }

    fn award(&self, award: &Award, interval: &Interval, element: ElementId) -> Vec<Piece> {
        let piece = |interval: Interval, curve| Piece { interval, curve, element };
        match award {
            Award::Curve(curve) => vec![piece(interval.clone(), Some(curve.clone()))],
            Award::Judged(_) => vec![piece(interval.clone(), None)],
            Award::Formula(formula) => {
                match curves(&self.resolved(&formula.value), self.id, &self.definitions, interval) {
                    Some(found) => found.into_iter().map(|(interval, curve)| piece(interval, Some(curve))).collect(),
                    None => vec![piece(interval.clone(), None)],
                }
            }
        }
    }

    /// How a piece over another number is one over the measure: the number as a curve that is `s·x` or `t/x`.
    fn over(&self, over: &Expr) -> Option<Turn> {
        let over = self.resolved(over);
        if self.is(&over) {
            return Some(Turn::Same);
        }
        let Node::Arithmetic(Op::Div, left, right) = &over.node else { return None };
        match (&left.node, &right.node) {
            (_, Node::Number(under)) if self.is(left) && under.is_positive() => Some(Turn::Over(under.clone())),
            (Node::Number(target), _) if self.is(right) && target.is_positive() => Some(Turn::Under(target.clone())),
            _ => None,
        }
    }

    fn band(&self, band: &Band, turn: &Turn, on: &[Interval]) -> Vec<Piece> {
        let interval = turn.interval(&band.interval);
        let inside = both(on, &[interval]);
        let turned = |piece: Piece| Piece { curve: piece.curve.map(|curve| turn.curve(&curve)), ..piece };
        match (&band.award, turn) {
            (Award::Formula(_), Turn::Over(_) | Turn::Under(_)) => unknown(&inside, band.element),
            (award, _) => {
                let found = inside.iter().flat_map(|interval| self.award(award, interval, band.element));
                if matches!(turn, Turn::Same) { found.collect() } else { found.map(turned).collect() }
            }
        }
    }

    fn deduction(&self, deduction: &Deduction, on: &[Interval]) -> Vec<Piece> {
        let Some(first) = deduction.lines.first() else { return Vec::new() };
        let found = on.iter().map(|interval| self.deducted(deduction, interval)).collect::<Option<Vec<_>>>();
        match found {
            Some(found) => {
                let found = found.into_iter().flatten();
                found.map(|(interval, curve)| Piece { interval, curve: Some(curve), element: first.element }).collect()
            }
            None => unknown(on, first.element),
        }
    }

    /// Full marks less what is deducted, where that is a line: what was found of other data stays as it is.
    fn deducted(&self, deduction: &Deduction, interval: &Interval) -> Option<Pieces> {
        let level = |at: &Rational| vec![(interval.clone(), Curve::constant(at.clone()))];
        let mut known = level(&deduction.full);
        for line in &deduction.lines {
            let excess = self.resolved(&line.excess);
            if !self.reads(&excess) {
                continue;
            }
            if line.partial != Partial::ProRata && line.step != Rational::ONE {
                return None;
            }
            let beyond =
                better(&curves(&excess, self.id, &self.definitions, interval)?, &level(&Rational::ZERO), true)?;
            let price = Curve::constant(-&line.amount.checked_div(&line.step)?);
            let mut next = Pieces::new();
            for (one, curve) in &beyond {
                let cost = product(curve, &price)?;
                for (other, score) in &known {
                    let common = one.intersection(other);
                    if !common.is_empty() {
                        next.push((common, sum(score, &cost)?));
                    }
                }
            }
            known = next;
        }
        better(&known, &level(&deduction.floor), true)
    }
}

type Known = Vec<(Interval, Option<Curve>)>;

fn unknown(on: &[Interval], element: ElementId) -> Vec<Piece> {
    on.iter().map(|interval| Piece { interval: interval.clone(), curve: None, element }).collect()
}

fn pieces(known: Known, element: ElementId) -> Vec<Piece> {
    known.into_iter().map(|(interval, curve)| Piece { interval, curve, element }).collect()
}

/// Two side by side, joined where both are known.
fn joined(known: &Known, next: &[Piece], join: impl Fn(&Interval, &Curve, &Curve) -> Option<Pieces>) -> Known {
    let mut found = Known::new();
    for (interval, one) in known {
        for other in next {
            let common = interval.intersection(&other.interval);
            if common.is_empty() {
                continue;
            }
            let curves = one.as_ref().zip(other.curve.as_ref()).and_then(|(one, other)| join(&common, one, other));
            match curves {
                Some(curves) => found.extend(curves.into_iter().map(|(interval, curve)| (interval, Some(curve)))),
                None => found.push((common, None)),
            }
        }
    }
    found
}
