//! 方向: whether a higher (lower) measure can cost points.

use super::diagnostics;
use super::profile::{Piece, Unknown};
use super::subject::Subject;
use crate::check::context::{Checker, Context};
use crate::check::proof::{show_number, without_direction};
use crate::diagnostic::{Language, Reported, Text};
use crate::quantity::{End, Interval, Rational};
use crate::rubric::{Award, Band, Curve, show_interval, show_points};
use crate::source::Span;
use crate::syntax::ast::Direction;

/// Whether a score that rises to a peak and falls behind it is what the words of the rule say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peak {
    /// It is: a condition with two bounds, a deviation, a limit to 完成率, a deduction on both sides.
    Meant,
    /// It should be declared by 方向.
    Told,
}

/// The scores of a rule over its measure.
pub(super) struct Shape<'p> {
    /// In rising order.
    pub(super) pieces: &'p [Piece],
    pub(super) peak: Peak,
    /// For which other data.
    pub(super) given: Option<Text>,
}

impl Shape<'_> {
    /// Whether a value has a row of its own: `等于 3 得 满分` says that nothing else will do.
    fn is_point(&self, value: &Rational, of: &Subject) -> bool {
        self.pieces.iter().any(|piece| {
            let values = of.snapped(&piece.interval);
            let room = values.lower.number().zip(values.upper.number()).map(|(low, high)| high - low);
            let alone = room.zip(of.step.as_ref()).is_some_and(|(room, step)| room == *step);
            piece.interval.only() == Some(value) || (alone && values.contains(value))
        })
    }

    /// Values between two rows that fall to one which also has others, as 其余 does: `[92%, 93%)`.
    fn hole(&self, of: &Subject) -> Option<String> {
        let windows = self.pieces.windows(3).filter_map(|window| match window {
            [before, piece, after] => Some((before, piece, after)),
            _ => None,
        });
        let (_, hole, _) = windows.into_iter().find(|(before, piece, after)| {
            let again = self.pieces.iter().filter(|other| other.element == piece.element).count() > 1;
            again && before.element != piece.element && after.element != piece.element
        })?;
        Some(show_interval(&hole.interval, |at| show_number(at, of.kind(), &of.unit)))
    }

    fn told(&self, pair: Text) -> Text {
        match &self.given {
            Some(given) => Text::new(format!("{} 时 {}", given.zh, pair.zh), format!("for {}, {}", given.en, pair.en)),
            None => pair,
        }
    }
}

/// Where the score rises or falls. Which values show it is found when it is told.
struct Move<'p> {
    rises: bool,
    place: Place<'p>,
    span: Span,
}

/// What lies where a score moves.
enum Place<'p> {
    /// One piece.
    Within(&'p Interval, &'p Curve),
    /// The edge between two.
    Between((&'p Interval, &'p Curve), (&'p Interval, &'p Curve)),
}

/// A value and its score, and a greater value with its score.
type Ends = ((Rational, Rational), (Rational, Rational));

impl Move<'_> {
    /// Values that show it. `None` of a curve that has no value there.
    fn ends(&self, of: &Subject) -> Option<Ends> {
        match self.place {
            Place::Within(interval, curve) => ends_within(interval, curve, of),
            Place::Between(left, right) => ends_between(left, right, self.rises, of),
        }
    }
}

impl Checker<'_> {
    /// Proves a declared 方向; without one, warns of scores that fall and then rise.
    pub(super) fn check_direction(
        &mut self,
        (bands, peak): (&[Band], Peak),
        of: &Subject,
        span: Span,
        c: &Context,
    ) -> Result<(), Reported> {
        let piece = |band: &Band| Piece {
            interval: band.interval.clone(),
            curve: match &band.award {
                Award::Curve(curve) => Ok(curve.clone()),
                Award::Judged(_) => Err(Unknown::Judged),
                Award::Formula(formula) => Err(Unknown::Mixed(formula.value.span)),
            },
            element: band.element,
        };
        let pieces = bands.iter().map(piece).collect::<Vec<_>>();
        self.check_pieces(&Shape { pieces: &pieces, peak, given: None }, of, span, c)
    }

    /// The same of pieces in rising order, some of them unknown.
    pub(super) fn check_pieces(
        &mut self,
        shape: &Shape<'_>,
        of: &Subject,
        span: Span,
        c: &Context,
    ) -> Result<(), Reported> {
        let unordered = matches!(of.kind(), crate::quantity::Kind::Level(levels) if !levels.ordered);
        if unordered {
            return Ok(());
        }
        let moves = self.moves(shape.pieces, of);
        match c.direction {
            Some(Direction::Moderate) => Ok(()),
            Some(direction) => {
                let wrong = moves.iter().find(|one| one.rises != (direction == Direction::Higher));
                let Some(wrong) = wrong else { return Ok(()) };
                let shown = shape.told(pair(wrong, of));
                let fault = diagnostics::against_direction(wrong.span, &without_direction(direction), &shown);
                Err(self.diagnostics.error(match c.direction_place {
                    Some(place) => fault.label(place, crate::text!("方向写在这里", "the direction")),
                    None => fault,
                }))
            }
            None => {
                self.warn_up_and_down((&moves, shape), of, span);
                Ok(())
            }
        }
    }

    /// E0415: scores that turn. Two sides around a target are declared, or written as 偏差.
    fn warn_up_and_down(&mut self, (moves, shape): (&[Move<'_>], &Shape<'_>), of: &Subject, span: Span) {
        let (Some(first), Some(second)) =
            (moves.first(), moves.iter().find(|one| moves.first().is_some_and(|first| one.rises != first.rises)))
        else {
            return;
        };
        // A fall behind which the score rises again is worse than a peak, and told rather.
        let mut after_fall = moves.iter().skip_while(|one| one.rises).skip_while(|one| !one.rises);
        let fall = moves.iter().find(|one| !one.rises);
        let fault = match (after_fall.next(), fall) {
            (Some(again), Some(fall)) => {
                let hole = shape.hole(of);
                diagnostics::up_and_down(span, (&shape.told(pair(fall, of)), &pair(again, of)), hole.as_deref())
            }
            _ if shape.peak == Peak::Meant || turns_at(second, shape, of) => return,
            _ => diagnostics::up_then_down(span, &shape.told(pair(first, of)), &pair(second, of)),
        };
        self.diagnostics.note(fault);
    }

    fn moves<'p>(&self, pieces: &'p [Piece], of: &Subject) -> Vec<Move<'p>> {
        let mut moves = Vec::new();
        let mut before: Option<(&Interval, &Curve)> = None;
        for piece in pieces {
            let Ok(curve) = &piece.curve else {
                before = None;
                continue;
            };
            let span = self.elements.get(piece.element.index()).copied().unwrap_or(of.value.span);
            if let Some(known) = before {
                moves.extend(between(known, (&piece.interval, curve), span));
            }
            moves.extend(within(&piece.interval, curve, of, span));
            before = Some((&piece.interval, curve));
        }
        moves
    }
}

/// Whether a score that rose falls from a value with a row of its own.
fn turns_at(fall: &Move<'_>, shape: &Shape<'_>, of: &Subject) -> bool {
    fall.ends(of).is_some_and(|(from, _)| shape.is_point(&from.0, of))
}

/// The move inside one piece: `(b·c − a·d)` has the sign of the slope.
fn within<'p>(interval: &'p Interval, curve: &'p Curve, of: &Subject, span: Span) -> Option<Move<'p>> {
    let slope = &(&curve.b * &curve.c) - &(&curve.a * &curve.d);
    if slope.is_zero() || interval.only().is_some() {
        return None;
    }
    // A straight line has values everywhere.
    if !curve.d.is_zero() {
        ends_within(interval, curve, of)?;
    }
    Some(Move { rises: slope.is_positive(), place: Place::Within(interval, curve), span })
}

fn ends_within(interval: &Interval, curve: &Curve, of: &Subject) -> Option<Ends> {
    let points = samples(interval, of);
    let (from, to) = (points.iter().min()?.clone(), points.iter().max()?.clone());
    let scores = (curve.at(&from)?, curve.at(&to)?);
    Some(((from, scores.0), (to, scores.1)))
}

/// The jump between neighbours.
fn between<'p>(left: (&'p Interval, &'p Curve), right: (&'p Interval, &'p Curve), span: Span) -> Option<Move<'p>> {
    let (below, above) = at_edge(left, right)?;
    if below.1 == above.1 {
        return None;
    }
    Some(Move { rises: above.1 > below.1, place: Place::Between(left, right), span })
}

/// The edge between neighbours, with the score on either side.
fn at_edge(left: (&Interval, &Curve), right: (&Interval, &Curve)) -> Option<Ends> {
    let edge = right.0.lower.number()?;
    // Values between the two may not occur at all.
    let last = left.0.upper.number().filter(|last| *last < edge).unwrap_or(edge);
    let (below, above) = (left.1.at(last)?, right.1.at(edge)?);
    Some(((edge.clone(), below), (edge.clone(), above)))
}

fn ends_between(left: (&Interval, &Curve), right: (&Interval, &Curve), rises: bool, of: &Subject) -> Option<Ends> {
    let edge = right.0.lower.number()?;
    // Round values first; where a slope hides the jump, values nearer to it.
    let (lower, upper) = (beside(left.0, edge, of, true), beside(right.0, edge, of, false));
    let pairs = lower.into_iter().flat_map(|from| upper.iter().map(move |to| (from.clone(), to.clone())));
    let mut shown = pairs.filter_map(|(from, to)| {
        let scores = (left.1.at(&from)?, right.1.at(&to)?);
        (scores.1 != scores.0 && (scores.1 > scores.0) == rises).then_some(((from, scores.0), (to, scores.1)))
    });
    shown.next().or_else(|| at_edge(left, right))
}

/// Values of a piece to show beside an edge of it: those of [`samples`], then nearer and nearer ones.
fn beside(interval: &Interval, edge: &Rational, of: &Subject, below: bool) -> Vec<Rational> {
    let mut found = samples(interval, of);
    let half = Rational::new(1, 2).unwrap_or(Rational::ONE);
    let ends = interval.lower.number().zip(interval.upper.number());
    let mut reach = ends.map_or_else(|| of.unit.factor.clone(), |(low, high)| high - low);
    for _ in 0..10 {
        reach = &reach * &half;
        let near = match below {
            true => Interval { lower: End::Closed(edge - &reach), upper: End::Closed(edge.clone()) },
            false => Interval { lower: End::Closed(edge.clone()), upper: End::Closed(edge + &reach) },
        };
        let near = of.snapped(&near.intersection(interval));
        if !near.is_empty() {
            found.push(of.example(&near));
        }
    }
    found
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
fn pair(one: &Move<'_>, of: &Subject) -> Text {
    let Some((from, to)) = one.ends(of) else { return Text::new(String::new(), String::new()) };
    let value = |number: &Rational| show_number(number, of.kind(), &of.unit);
    let shown = (value(&from.0), value(&to.0));
    let points = |language| (show_points(&from.1, 0, language), show_points(&to.1, 0, language));
    let (zh, en) = (points(Language::Zh), points(Language::En));
    Text::new(
        format!("{} 得 {}，{} 得 {}", shown.0, zh.0, shown.1, zh.1),
        format!("{} gets {}, {} gets {}", shown.0, en.0, shown.1, en.1),
    )
}
