//! What a row gives: full marks, points, a share of the points, or a judgement.

use super::diagnostics;
use crate::check::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::quantity::{Kind, Rational};
use crate::rubric::{Award, Curve, ScoreRange};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// The full marks of what is scored here.
    pub(super) fn points(&mut self, span: Span, c: &Context) -> Result<Rational, Reported> {
        if c.least.as_ref().is_some_and(Rational::is_negative) {
            return Err(self.diagnostics.error(diagnostics::no_full_marks(span, self.language)));
        }
        self.most(span, c)
    }

    /// The highest score of what is scored here: full marks, or the upper end of its range in 加减分.
    pub(super) fn most(&mut self, span: Span, c: &Context) -> Result<Rational, Reported> {
        match (&c.points, self.points_broken) {
            (Some(points), _) => Ok(points.clone()),
            (None, Some(reported)) => Err(reported),
            (None, None) => Err(self.diagnostics.error(diagnostics::points_unpublished(span))),
        }
    }

    /// The scores that may be given here: 0 to full marks, or the range in 加减分.
    pub(super) fn scores(&mut self, span: Span, c: &Context) -> Result<ScoreRange, Reported> {
        let most = self.most(span, c)?;
        Ok(ScoreRange { least: c.least.clone().unwrap_or(Rational::ZERO), most })
    }

    /// An award: a score within 0..points, or a judgement.
    pub(super) fn award(&mut self, a: &ast::Award, c: &Context) -> Result<Award, Reported> {
        Ok(match &a.node {
            ast::AwardNode::ByJudgement => Award::Judged(self.by_judgement(a.span, c)?),
            ast::AwardNode::Judged(levels) => Award::Judged(self.judgement(levels, a.span, c)?),
            ast::AwardNode::Formula(formula) => {
                let value = self.formula_award(formula, c)?;
                self.proved_formula(value, c)?
            }
            _ => Award::Curve(Curve::constant(self.score(a, c)?)),
        })
    }

    /// An award that must be a number of points, within 0..points.
    pub(super) fn score(&mut self, a: &ast::Award, c: &Context) -> Result<Rational, Reported> {
        let range = self.scores(a.span, c)?;
        let score = match &a.node {
            ast::AwardNode::Full => self.points(a.span, c)?,
            ast::AwardNode::Points(literal) => self.number(literal, &Kind::Score)?,
            ast::AwardNode::Share(literal) => &self.number(literal, &Kind::Ratio)? * &self.points(a.span, c)?,
            ast::AwardNode::Bare(literal) => {
                let written = Rational::from(literal.magnitude);
                let percent = !matches!(literal.unit, ast::LiteralUnit::None);
                let points = self.points(a.span, c)?;
                let known = c.row.is_none().then_some(&points);
                let share = if percent { &written * &Rational::power_of_ten(-2) } else { written };
                let verb = if c.deducts { ("扣", "deduct") } else { ("得", "gets") };
                let fault = diagnostics::bare_award((a.span, percent), &share, known, (self.language, verb));
                return Err(self.diagnostics.error(fault));
            }
            ast::AwardNode::ByJudgement | ast::AwardNode::Judged(_) => {
                // The grammar has no judgement where a number is computed with.
                return Err(self.unread(a.span));
            }
            ast::AwardNode::Formula(_) => return Err(self.diagnostics.error(diagnostics::award_not_fixed(a.span))),
            ast::AwardNode::Hole => return Err(self.unread(a.span)),
        };
        if !range.contains(&score) {
            return Err(self.diagnostics.error(match &c.least {
                Some(_) => diagnostics::score_outside_range(a.span, &score, &range),
                None => diagnostics::score_outside(a.span, &score, &range.most),
            }));
        }
        Ok(score)
    }
}
