//! 方向: whether a higher (lower) measure can cost points.

use super::diagnostics;
use super::subject::Subject;
use crate::check::context::{Checker, Context};
use crate::check::proof::{show_number, without_direction};
use crate::diagnostic::{Language, Reported, Text};
use crate::quantity::{Interval, Rational};
use crate::rubric::{Award, Band, Curve, show_points};
use crate::source::Span;
use crate::syntax::ast::Direction;

/// Where the score rises or falls: from one point to a greater one.
struct Move {
    rises: bool,
    from: (Rational, Rational),
    to: (Rational, Rational),
    span: Span,
}

impl Checker<'_> {
    /// Proves a declared 方向; without one, warns of scores that fall and then rise.
    pub(super) fn check_direction(
        &mut self,
        bands: &[Band],
        of: &Subject,
        span: Span,
        c: &Context,
    ) -> Result<(), Reported> {
        let unordered = matches!(of.kind(), crate::quantity::Kind::Level(levels) if !levels.ordered);
        if unordered {
            return Ok(());
        }
        let moves = self.moves(bands, of);
        match c.direction {
            Some(Direction::Moderate) => Ok(()),
            Some(direction) => {
                let wrong = moves.iter().find(|one| one.rises != (direction == Direction::Higher));
                let Some(wrong) = wrong else { return Ok(()) };
                let fault = diagnostics::against_direction(wrong.span, &without_direction(direction), &pair(wrong, of));
                Err(self.diagnostics.error(fault))
            }
            None => {
                let mut after_fall = moves.iter().skip_while(|one| one.rises).skip_while(|one| !one.rises);
                if let Some(again) = after_fall.next() {
                    let fall = moves.iter().find(|one| !one.rises);
                    let fall = fall.map_or_else(|| pair(again, of), |fall| pair(fall, of));
                    self.diagnostics.note(diagnostics::up_and_down(span, &fall, &pair(again, of)));
                }
                Ok(())
            }
        }
    }

    fn moves(&self, bands: &[Band], of: &Subject) -> Vec<Move> {
        let mut moves = Vec::new();
        let mut before: Option<(&Interval, &Curve, Span)> = None;
        for band in bands {
            // What a person gives has no direction.
            let Award::Curve(curve) = &band.award else {
                before = None;
                continue;
            };
            let span = self.elements.get(band.element.index()).copied().unwrap_or(of.value.span);
            if let Some((interval, known, _)) = before {
                moves.extend(between((interval, known), (&band.interval, curve), of, span));
            }
            moves.extend(within(&band.interval, curve, of, span));
            before = Some((&band.interval, curve, span));
        }
        moves
    }
}

/// The move inside one piece: `(b·c − a·d)` has the sign of the slope.
fn within(interval: &Interval, curve: &Curve, of: &Subject, span: Span) -> Option<Move> {
    let slope = &(&curve.b * &curve.c) - &(&curve.a * &curve.d);
    if slope.is_zero() {
        return None;
    }
    let points = samples(interval, of);
    let (from, to) = (points.iter().min()?.clone(), points.iter().max()?.clone());
    let scores = (curve.at(&from)?, curve.at(&to)?);
    Some(Move { rises: slope.is_positive(), from: (from, scores.0), to: (to, scores.1), span })
}

/// The jump between neighbours.
fn between(left: (&Interval, &Curve), right: (&Interval, &Curve), of: &Subject, span: Span) -> Option<Move> {
    let edge = right.0.lower.number()?;
    let (below, above) = (left.1.at(edge)?, right.1.at(edge)?);
    if below == above {
        return None;
    }
    let rises = above > below;
    let pairs = samples(left.0, of)
        .into_iter()
        .flat_map(|from| samples(right.0, of).into_iter().map(move |to| (from.clone(), to)));
    let shown = pairs.filter_map(|(from, to)| {
        let scores = (left.1.at(&from)?, right.1.at(&to)?);
        (scores.1 != scores.0 && (scores.1 > scores.0) == rises).then_some(((from, scores.0), (to, scores.1)))
    });
    let (from, to) = shown.into_iter().next().unwrap_or(((edge.clone(), below), (edge.clone(), above)));
    Some(Move { rises, from, to, span })
}

/// Values to show: round ones, then the ends.
fn samples(interval: &Interval, of: &Subject) -> Vec<Rational> {
    let inside = of.example(interval);
    let ends = [&interval.lower, &interval.upper].into_iter().filter(|end| end.is_closed());
    let mut found = vec![inside.clone()];
    found.extend(ends.filter_map(|end| end.number().cloned()));
    let half = Rational::new(1, 2).unwrap_or(Rational::ONE);
    let middle = interval.lower.number().zip(interval.upper.number()).map(|(low, high)| &(low + high) * &half);
    found.extend(middle.filter(|middle| interval.contains(middle)));
    if found.iter().all(|one| *one == inside) && interval.upper.number().is_none() {
        found.push(&inside + &of.unit.factor);
    }
    found
}

/// `85% 得 1分，92% 得 0.7分`.
fn pair(one: &Move, of: &Subject) -> Text {
    let value = |number: &Rational| show_number(number, of.kind(), &of.unit);
    let (from, to) = (value(&one.from.0), value(&one.to.0));
    let points = |language| (show_points(&one.from.1, 0, language), show_points(&one.to.1, 0, language));
    let (zh, en) = (points(Language::Zh), points(Language::En));
    Text::new(format!("{from} 得 {}，{to} 得 {}", zh.0, zh.1), format!("{from} gets {}, {to} gets {}", en.0, en.1))
}
