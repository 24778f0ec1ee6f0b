//! A whole rule as pieces over its measure, whatever forms are nested in it, so that 方向 can be proved of all of it.
//!
//! Facts beside the measure are fixed one way after the other: 方向 says what a better value does where all else stays.

use super::curves::{Pieces, better, curves, sum};
use super::diagnostics;
use super::direction::{Peak, Shape};
use super::fixing::Spoken;
use super::shape::{Own, both, outside};
use super::turn::turned;
use crate::check::context::{Checker, Context};
use crate::diagnostic::{Reported, Text};
use crate::ids::ElementId;
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{Arm, Award, Band, Choice, Curve, Expr, Item, NormalForm, Pick, Ways};
use crate::source::Span;
use crate::syntax::ast::Direction;

/// What a value gets on an interval.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) interval: Interval,
    pub(super) curve: Result<Curve, Unknown>,
    pub(super) element: ElementId,
}

/// Why there is no curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// A person gives it, which has no direction.
    Judged,
    /// It is proved by its parts, and not known as one.
    Parts,
    /// It mixes the measure with other data at a place.
    Mixed(Span),
}

impl Checker<'_> {
    /// Proves 方向 of a rule that is put together of others, or tells why it cannot; without 方向, warns of scores that
    /// go down and up.
    pub(super) fn check_whole_direction(
        &mut self,
        normal: &NormalForm,
        span: Span,
        c: &Context,
    ) -> Result<(), Reported> {
        let Some(id) = c.measure.filter(|_| c.direction != Some(Direction::Moderate)) else { return Ok(()) };
        let unfit = |kind: &Kind| {
            matches!(kind, Kind::Text | Kind::Quantity | Kind::YesNo)
                || matches!(kind, Kind::Level(levels) if !levels.ordered)
        };
        if self.measures.get(id.index()).is_none_or(|measure| unfit(&measure.value.kind)) {
            return Ok(());
        }
        let of = self.subject(span, c)?;
        let mut own = self.own(id);
        if let (NormalForm::Deduction(deduction), Some(direction)) = (normal, c.direction)
            && own.deducts_rising(deduction, &of.domain) == Some(direction == Direction::Lower)
        {
            return Ok(());
        }
        let mut spoken = Spoken::default();
        own.spoken_of(normal, &mut spoken);
        [&of.domain.lower, &of.domain.upper].into_iter().filter_map(End::number).for_each(|end| spoken.number(end));
        let Some(all) = self.ways_to_fix(&mut own, spoken, c) else {
            return self.unproved(diagnostics::direction_of_many, span, c);
        };
        let peak = if is_told_apart(normal) { Peak::Told } else { Peak::Meant };
        for fixed in all {
            own.fixed = fixed;
            let conditions = own.fixed.conditions();
            let mut pieces = own.profile(normal, std::slice::from_ref(&of.domain));
            if !conditions.is_empty() {
                pieces.retain(|piece| self.occurs(&piece.interval, &of, &conditions, c));
            }
            pieces.sort_by(|one, other| one.interval.compare(&other.interval));
            let before = self.diagnostics.count();
            let shape = Shape { pieces: &pieces, peak, given: self.given(&conditions, c) };
            self.check_pieces(&shape, &of, span, c)?;
            self.check_known(&pieces, span, c)?;
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

    /// Where 方向 is declared, nothing is left unproved in silence.
    fn check_known(&mut self, pieces: &[Piece], span: Span, c: &Context) -> Result<(), Reported> {
        for piece in pieces {
            match piece.curve {
                Err(Unknown::Mixed(place)) => self.unproved(diagnostics::direction_of_mixed, place, c)?,
                Err(Unknown::Parts) if pieces.len() > 1 => {
                    let place = self.elements.get(piece.element.index()).copied().unwrap_or(span);
                    self.unproved(diagnostics::direction_of_parts, place, c)?;
                }
                Ok(_) | Err(Unknown::Judged | Unknown::Parts) => {}
            }
        }
        Ok(())
    }

    fn unproved(
        &mut self,
        why: fn(Span, Direction) -> crate::diagnostic::Diagnostic,
        place: Span,
        c: &Context,
    ) -> Result<(), Reported> {
        match c.direction {
            Some(direction @ (Direction::Higher | Direction::Lower)) => {
                Err(self.diagnostics.error(why(place, direction)))
            }
            Some(Direction::Moderate) | None => Ok(()),
        }
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
}

/// Whether a rule is 情形 of plain scores, which says of each value what it gets. A condition with 其余 is what the rule
/// says, and nested rules have told of their own peaks.
fn is_told_apart(normal: &NormalForm) -> bool {
    match normal {
        NormalForm::Cases(arms) => arms.len() > 2 && arms.iter().all(|arm| matches!(arm.then, Choice::Award(_))),
        _ => false,
    }
}

impl Own {
    /// Items or ways about this measure; the others do not change with it.
    pub(super) fn shared<'i>(&self, items: &'i [Item]) -> impl Iterator<Item = &'i Item> + use<'i> {
        let id = self.id;
        items.iter().filter(move |item| item.measure.is_none_or(|own| own == id))
    }

    /// The pieces of a rule on intervals.
    fn profile(&self, normal: &NormalForm, on: &[Interval]) -> Vec<Piece> {
        match normal {
            NormalForm::Pieces { over, bands } => {
                on.iter().flat_map(|interval| self.bands_on(over, bands, interval)).collect()
            }
            NormalForm::Deduction(deduction) => {
                on.iter().flat_map(|interval| self.deducted_on(deduction, interval)).collect()
            }
            NormalForm::Items(items) => {
                let Some(first) = items.first() else { return Vec::new() };
                let zero = || Ok(Curve::constant(Rational::ZERO));
                let mut known = on.iter().map(|interval| (interval.clone(), zero())).collect::<Known>();
                for item in self.shared(items) {
                    let next = self.profile(&item.rule.normal, on);
                    known = joined(&known, &next, |on, one, other| Some(vec![(on.clone(), sum(one, other)?)]));
                }
                let piece = |(interval, curve)| Piece { interval, curve, element: first.element };
                known.into_iter().map(piece).collect()
            }
            NormalForm::Ways(ways) => self.better_way(ways, on),
            NormalForm::Cases(arms) => self.arms(arms, on),
            NormalForm::Judged(judgement) => unknown(on, Unknown::Judged, judgement.element),
            // Made by unfolding, behind all proofs.
            NormalForm::Readings(_) => Vec::new(),
        }
    }

    fn better_way(&self, ways: &Ways, on: &[Interval]) -> Vec<Piece> {
        if let Some(chosen) = self.fixed.chosen(ways) {
            return self.profile(&chosen.rule.normal, on);
        }
        let all_shared = self.shared(&ways.ways).count() == ways.ways.len();
        let Some((first, rest)) = ways.ways.split_first().filter(|_| all_shared && ways.pick != Pick::Chosen) else {
            return unknown(on, Unknown::Parts, ways.element);
        };
        let known = self.profile(&first.rule.normal, on);
        let mut known = known.into_iter().map(|piece| (piece.interval, piece.curve)).collect::<Known>();
        for way in rest {
            let next = self.profile(&way.rule.normal, on);
            let alone = |on: &Interval, curve: &Curve| vec![(on.clone(), curve.clone())];
            let highest = ways.pick == Pick::Highest;
            known = joined(&known, &next, |on, one, other| better(&alone(on, one), &alone(on, other), highest));
        }
        known.into_iter().map(|(interval, curve)| Piece { interval, curve, element: ways.element }).collect()
    }

    fn arms(&self, arms: &[Arm], on: &[Interval]) -> Vec<Piece> {
        let mut free = on.to_vec();
        let mut found = Vec::new();
        for arm in arms {
            let holds = match &arm.condition {
                Some(condition) => match self.values(condition) {
                    Ok(holds) => holds,
                    // What is left cannot be told apart.
                    Err(place) => {
                        found.extend(unknown(&free, Unknown::Mixed(place), arm.element));
                        return found;
                    }
                },
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
                Choice::Rule(rule) => found.extend(self.profile(&rule.normal, &taken)),
            }
        }
        found
    }

    fn award(&self, award: &Award, interval: &Interval, element: ElementId) -> Vec<Piece> {
        let piece = |interval: Interval, curve| Piece { interval, curve, element };
        match award {
            Award::Curve(curve) => vec![piece(interval.clone(), Ok(curve.clone()))],
            Award::Judged(_) => vec![piece(interval.clone(), Err(Unknown::Judged))],
            Award::Formula(formula) => {
                match curves(&self.resolved(&formula.value), self.id, &self.definitions, interval) {
                    Some(found) => found.into_iter().map(|(interval, curve)| piece(interval, Ok(curve))).collect(),
                    None => vec![piece(interval.clone(), Err(Unknown::Mixed(formula.value.span)))],
                }
            }
        }
    }

    /// The rows over a number that is computed from the measure, as pieces over the measure.
    fn bands_on(&self, over: &Expr, bands: &[Band], on: &Interval) -> Vec<Piece> {
        let Some(first) = bands.first() else { return Vec::new() };
        let Some(number) = curves(&self.resolved(over), self.id, &self.definitions, on) else {
            return unknown(std::slice::from_ref(on), Unknown::Mixed(over.span), first.element);
        };
        bands.iter().flat_map(|band| self.band_on(&number, band)).collect()
    }

    fn band_on(&self, number: &Pieces, band: &Band) -> Vec<Piece> {
        let piece = |(interval, curve)| Piece { interval, curve: Ok(curve), element: band.element };
        match &band.award {
            Award::Curve(curve) => turned(number, (&band.interval, curve)).into_iter().map(piece).collect(),
            // A formula reads the measure, not the number.
            award => {
                let parts = turned(number, (&band.interval, &Curve::constant(Rational::ZERO)));
                parts.iter().flat_map(|(part, _)| self.award(award, part, band.element)).collect()
            }
        }
    }
}

type Known = Vec<(Interval, Result<Curve, Unknown>)>;

fn unknown(on: &[Interval], why: Unknown, element: ElementId) -> Vec<Piece> {
    on.iter().map(|interval| Piece { interval: interval.clone(), curve: Err(why), element }).collect()
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
            match (one, &other.curve) {
                (Ok(one), Ok(other)) => match join(&common, one, other) {
                    Some(curves) => found.extend(curves.into_iter().map(|(interval, curve)| (interval, Ok(curve)))),
                    None => found.push((common, Err(Unknown::Parts))),
                },
                (Err(mixed @ Unknown::Mixed(_)), _) | (_, Err(mixed @ Unknown::Mixed(_))) => {
                    found.push((common, Err(*mixed)));
                }
                (Err(why), _) | (_, Err(why)) => found.push((common, Err(*why))),
            }
        }
    }
    found
}
