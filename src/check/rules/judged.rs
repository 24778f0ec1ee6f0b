//! 评定 and 人工评定: a person gives the score, within levels or without.

use super::diagnostics;
use crate::check::context::{Checker, Context};
use crate::check::proof::subtract_all;
use crate::diagnostic::{Language, Reported};
use crate::quantity::{Interval, Kind, Rational};
use crate::rubric::{DisplayUnit, JudgedLevel, Judgement, ScoreRange, show_interval, show_points};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// 人工评定: any score in 0..points.
    pub(super) fn by_judgement(&mut self, span: Span, c: &Context) -> Result<Judgement, Reported> {
        let points = self.most(span, c)?;
        Ok(Judgement { levels: Vec::new(), points, element: c.item.unwrap_or_else(|| self.element(span)) })
    }

    /// `评定 { … }`: levels that are disjoint and lie within 0..points.
    pub(super) fn judgement(
        &mut self,
        levels: &[ast::JudgedLevel],
        span: Span,
        c: &Context,
    ) -> Result<Judgement, Reported> {
        let range = self.scores(span, c)?;
        let points = range.most.clone();
        if levels.is_empty() {
            return Err(self.diagnostics.error(diagnostics::no_levels(span)));
        }
        let before = self.diagnostics.count();
        let mut found: Vec<(JudgedLevel, Span)> = Vec::new();
        let mut shares = Vec::new();
        for level in levels {
            let Ok((scores, share)) = self.level_scores(level, &range, c) else { continue };
            self.check_level(level, (&scores, share), (&range, &found));
            shares.push(share);
            let element = self.element(level.span);
            found.push((JudgedLevel { name: level.name.node.clone(), scores, element }, level.span));
        }
        if self.diagnostics.error_since(before).is_none() && shares.iter().all(|share| *share) {
            self.check_between(&found, &points, span);
        }
        match self.diagnostics.error_since(before) {
            Some(reported) => Err(reported),
            None => {
                let levels = found.into_iter().map(|(level, _)| level).collect();
                let element = c.item.unwrap_or_else(|| self.element(span));
                Ok(Judgement { levels, points, element })
            }
        }
    }

    /// The scores of a level in points, and whether they are written as shares of the points.
    fn level_scores(
        &mut self,
        level: &ast::JudgedLevel,
        range: &ScoreRange,
        c: &Context,
    ) -> Result<(Interval, bool), Reported> {
        let bound = level.range.lower.as_ref().or(level.range.upper.as_ref());
        let share = bound.is_some_and(|bound| is_share(&bound.value));
        let written = self.interval(&level.range, if share { &Kind::Ratio } else { &Kind::Score })?;
        let full = if share { self.points(level.range.span, c)? } else { range.most.clone() };
        let one = Interval::point(full);
        let scores = if share { written.combine(crate::quantity::Op::Mul, &one) } else { written };
        // A level that is open to one side (`不低于 80%`) ends where the points do.
        let all = range.interval();
        let open = scores.lower.number().is_none() || scores.upper.number().is_none();
        Ok((if open { scores.intersection(&all) } else { scores }, share))
    }

    fn check_level(
        &mut self,
        level: &ast::JudgedLevel,
        (scores, share): (&Interval, bool),
        (range, before): (&ScoreRange, &[(JudgedLevel, Span)]),
    ) {
        let all = range.interval();
        if scores.is_empty() || !all.contains_all(scores) {
            self.diagnostics.error(diagnostics::level_outside(level.range.span, &level.name.node, range));
        }
        let places = self.score_places;
        if !scores.is_empty() && all.contains_all(scores) && !can_be_given(scores, places) {
            self.diagnostics.note(diagnostics::level_never_given(level.span, &level.name.node, places));
        }
        for (other, span) in before {
            if other.name == level.name.node {
                self.diagnostics.error(diagnostics::level_named_twice(level.name.span, *span, &other.name));
                continue;
            }
            let both = other.scores.intersection(scores);
            if !both.is_empty() {
                let score = self.example_score(&both);
                let names = (other.name.as_str(), level.name.node.as_str());
                let whole = share.then_some(&range.most);
                let left = |from: &Interval, to: &Interval| match subtract_all(from.clone(), [to]).as_slice() {
                    [left] => Some(shown_level(left, whole, self.language)),
                    _ => None,
                };
                let apart = left(&other.scores, scores).zip(left(scores, &other.scores));
                self.diagnostics.error(diagnostics::levels_overlap((*span, level.span), names, &score, apart));
            }
        }
    }

    /// Levels in shares of the points have no gap between the lowest and the highest. Levels in points may: an award
    /// (`奖励 [3分, 5分]`) is given or not.
    fn check_between(&mut self, levels: &[(JudgedLevel, Span)], points: &Rational, span: Span) {
        let all = levels.iter().map(|(level, _)| level.scores.clone()).reduce(|one, other| one.hull(&other));
        let gaps = all.map(|all| subtract_all(all, levels.iter().map(|(level, _)| &level.scores))).unwrap_or_default();
        if let Some(gap) = gaps.first() {
            let score = self.example_score(gap);
            let wider = levels.iter().filter_map(|(level, own)| {
                let (lower, upper) = (level.scores.lower.clone(), level.scores.upper.clone());
                let interval = if upper.flipped().as_ref() == Some(&gap.lower) {
                    Interval { lower, upper: gap.upper.clone() }
                } else if gap.upper.flipped().as_ref() == Some(&lower) {
                    Interval { lower: gap.lower.clone(), upper }
                } else {
                    return None;
                };
                Some((*own, level.name.clone(), shown_level(&interval, Some(points), self.language)))
            });
            let wider = wider.collect::<Vec<_>>();
            self.diagnostics.error(diagnostics::levels_gap(span, &score, &wider));
        }
    }

    fn example_score(&self, scores: &Interval) -> crate::diagnostic::Text {
        let scale = crate::check::proof::Scale { unit: Rational::ONE, whole: false };
        let score = crate::check::proof::roundest(scores, &scale);
        use crate::diagnostic::Text;
        Text::new(show_points(&score, 0, Language::Zh), show_points(&score, 0, Language::En))
    }
}

/// The scores of a level as they are written, in percent of the points or in points.
fn shown_level(scores: &Interval, whole: Option<&Rational>, language: Language) -> String {
    show_interval(scores, |score| match whole.and_then(|whole| score.checked_div(whole)) {
        Some(share) => DisplayUnit::of(&Kind::Ratio).plain(&share),
        None => show_points(score, 0, language),
    })
}

/// Whether a bound is written in percent rather than in points.
pub(in crate::check) fn is_share(bound: &ast::Expr) -> bool {
    match &bound.node {
        ast::ExprNode::Literal(literal) => {
            matches!(&literal.unit, ast::LiteralUnit::Unit(unit) if matches!(unit.node.as_str(), "%" | "‰"))
        }
        _ => false,
    }
}

/// Whether an interval holds a score of so many decimals.
fn can_be_given(scores: &Interval, places: u32) -> bool {
    let (Some(lower), Some(upper)) = (scores.lower.number(), scores.upper.number()) else { return true };
    let ten = Rational::power_of_ten(i32::try_from(places).unwrap_or(i32::MAX));
    let first = (lower * &ten).ceil();
    let step = if scores.lower.is_closed() || first != lower * &ten { Rational::ZERO } else { Rational::ONE };
    let last = upper * &ten;
    let first = &first + &step;
    first < last || (first == last && scores.upper.is_closed())
}
