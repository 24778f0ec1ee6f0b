//! 线性: straight lines between anchors, constant beyond the first and the last.

use super::diagnostics;
use super::direction::Peak;
use super::subject::Subject;
use crate::check::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::ids::ElementId;
use crate::quantity::{End, Interval, Rational};
use crate::rubric::{Award, Band, Curve, NormalForm};
use crate::source::Span;
use crate::syntax::ast;

/// A corner of the line.
struct Corner {
    at: Rational,
    score: Rational,
    element: ElementId,
    span: Span,
}

impl Checker<'_> {
    /// `线性 { 20% 得 0分 ⏎ 50% 得 满分 }`.
    pub(super) fn linear(&mut self, anchors: &[ast::Anchor], span: Span, c: &Context) -> Result<NormalForm, Reported> {
        let of = self.subject(span, c)?;
        if !of.kind().is_numeric() && *of.kind() != crate::quantity::Kind::Date {
            return Err(self.diagnostics.error(diagnostics::not_a_number(span, of.kind())));
        }
        let mut corners = Vec::new();
        let mut fault = None;
        for anchor in anchors {
            let (at, score) = (self.constant(&anchor.at, of.kind(), c), self.score(&anchor.award, c));
            match (at, score) {
                (Ok(at), Ok(score)) => {
                    let element = self.element(anchor.span);
                    corners.push(Corner { at, score, element, span: anchor.span });
                }
                (Err(reported), _) | (_, Err(reported)) => fault = Some(reported),
            }
        }
        if let Some(reported) = fault {
            return Err(reported);
        }
        self.check_anchors(&corners, &of, span)?;
        for corner in corners.iter().enumerate().filter(|(at, _)| beside(*at, &corners, &of.domain)).map(|(_, one)| one)
        {
            self.diagnostics.note(diagnostics::row_outside(corner.span, &super::bands::shown_domain(&of)));
        }
        let straight = corners.windows(3).filter_map(on_the_line).map(|corner| (corner.span, of.show(&corner.at)));
        if let Some(hint) = diagnostics::anchors_on_the_line(&straight.collect::<Vec<_>>()) {
            self.diagnostics.note(hint);
        }
        let bands = pieces(&corners, &of.domain);
        self.check_direction((&bands, Peak::Told), &of, span, c)?;
        Ok(NormalForm::Pieces { over: of.value, bands })
    }

    fn check_anchors(&mut self, corners: &[Corner], of: &Subject, span: Span) -> Result<(), Reported> {
        if corners.len() < 2 {
            return Err(self.diagnostics.error(diagnostics::too_few_anchors(span)));
        }
        for pair in corners.windows(2) {
            let [first, second] = pair else { continue };
            if first.at >= second.at {
                let shown = (of.show(&first.at), of.show(&second.at));
                let fault = diagnostics::anchors_not_rising((first.span, second.span), (&shown.0, &shown.1));
                return Err(self.diagnostics.error(fault));
            }
        }
        Ok(())
    }
}

/// The middle one of three corners that does not bend the line.
fn on_the_line(corners: &[Corner]) -> Option<&Corner> {
    let [left, middle, right] = corners else { return None };
    let (before, after) = (&middle.at - &left.at, &right.at - &middle.at);
    let straight = &(&middle.score - &left.score) * &after == &(&right.score - &middle.score) * &before;
    straight.then_some(middle)
}

/// The pieces between the corners, as far as values occur there.
fn pieces(corners: &[Corner], domain: &Interval) -> Vec<Band> {
    let mut bands = Vec::new();
    let mut push = |lower: End, upper: End, curve: Curve, element: ElementId| {
        let interval = Interval { lower, upper }.intersection(domain);
        if !interval.is_empty() {
            bands.push(Band { interval, award: Award::Curve(curve), element });
        }
    };
    if let Some(first) = corners.first() {
        let curve = Curve::constant(first.score.clone());
        push(End::Unbounded, End::Open(first.at.clone()), curve, first.element);
    }
    for pair in corners.windows(2) {
        let [left, right] = pair else { continue };
        let slope = (&right.score - &left.score).checked_div(&(&right.at - &left.at)).unwrap_or(Rational::ZERO);
        let start = &left.score - &(&slope * &left.at);
        let ends = (End::Closed(left.at.clone()), End::Open(right.at.clone()));
        push(ends.0, ends.1, Curve::line(start, slope), left.element);
    }
    if let Some(last) = corners.last() {
        let curve = Curve::constant(last.score.clone());
        push(End::Closed(last.at.clone()), End::Unbounded, curve, last.element);
    }
    bands
}

/// Whether no value lies between a corner and its neighbours, nor beyond it.
fn beside(at: usize, corners: &[Corner], domain: &Interval) -> bool {
    let end = |corner: Option<&Corner>| corner.map_or(End::Unbounded, |corner| End::Closed(corner.at.clone()));
    let before = at.checked_sub(1).and_then(|before| corners.get(before));
    let around = Interval { lower: end(before), upper: end(corners.get(at.saturating_add(1))) };
    let common = around.intersection(domain);
    // At the neighbour itself the neighbour alone says what is given.
    common.is_empty() || common.only().is_some_and(|only| corners.get(at).is_some_and(|corner| corner.at != *only))
}
