//! What a row gives: full marks, points, a share of the points, or a judgement.

use super::diagnostics;
use crate::check::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::quantity::{Kind, Rational};
use crate::rubric::{Award, Curve};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// The full marks of what is scored here.
    pub(super) fn points(&mut self, span: Span, c: &Context) -> Result<Rational, Reported> {
        c.points.clone().ok_or_else(|| self.diagnostics.error(diagnostics::points_unpublished(span)))
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
        let points = self.points(a.span, c)?;
        let score = match &a.node {
            ast::AwardNode::Full => points.clone(),
            ast::AwardNode::Points(literal) => self.number(literal, &Kind::Score)?,
            ast::AwardNode::Share(literal) => &self.number(literal, &Kind::Ratio)? * &points,
            ast::AwardNode::Bare(literal) => {
                let written = Rational::from(literal.magnitude);
                let percent = !matches!(literal.unit, ast::LiteralUnit::None);
                let share = if percent { &written * &Rational::power_of_ten(-2) } else { written };
                return Err(self.diagnostics.error(diagnostics::bare_award(a.span, &share, &points, percent)));
            }
            ast::AwardNode::ByJudgement | ast::AwardNode::Judged(_) => {
                // The grammar has no judgement where a number is computed with.
                return Err(self.unread(a.span));
            }
            ast::AwardNode::Formula(_) => return Err(self.diagnostics.error(diagnostics::award_not_fixed(a.span))),
            ast::AwardNode::Hole => return Err(self.unread(a.span)),
        };
        if score.is_negative() || score > points {
            return Err(self.diagnostics.error(diagnostics::score_outside(a.span, &score, &points)));
        }
        Ok(score)
    }
}
