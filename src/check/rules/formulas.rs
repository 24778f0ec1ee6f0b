//! `得` and a formula: a score that is computed, proved to lie within 0..points wherever it is read.

use super::bands::Row;
use super::curves::{at_end, curves, is_sound};
use super::direction::Peak;
use super::subject::Subject;
use super::{comparison, diagnostics, number};
use crate::check::context::{Checker, Context};
use crate::check::diagnostics::row_groups as row_faults;
use crate::check::proof::show_number;
use crate::check::walk::each_expr;
use crate::diagnostic::{Reported, Text};
use crate::quantity::{End, Interval, Kind, Rational, Relation};
use crate::rubric::{Arm, Award, Band, Choice, Curve, Expr, Formula, Node, NormalForm, show_points};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// A formula behind 得: a number of points, not proved yet.
    pub(super) fn formula_award(&mut self, formula: &ast::Expr, c: &Context) -> Result<Expr, Reported> {
        self.points(formula.span, c)?;
        let value = self.typed(formula, c, Some(&Kind::Score))?;
        if value.kind == Kind::Score {
            // 目标 is a number of points only where the measure is.
            let mut target = None;
            if c.target.as_ref().is_some_and(|target| target.value.kind == Kind::Score) {
                each_expr(formula, &mut |part| {
                    if part.node == ast::ExprNode::Target {
                        target = Some(part.span);
                    }
                });
            }
            return match self.fixed_score(&value).or(target).filter(|_| c.row.is_some()) {
                Some(span) => Err(self.diagnostics.error(row_faults::fixed_score_read(span))),
                None => Ok(value),
            };
        }
        let written = crate::check::written::written(formula, self.language);
        Err(self.diagnostics.error(diagnostics::award_of_other_kind(formula.span, &value.kind, &written)))
    }

    /// Where a number of points that is not computed from 满分 is read.
    fn fixed_score(&self, value: &Expr) -> Option<Span> {
        match &value.node {
            Node::Field(_) | Node::Score(_) | Node::Definition(_) | Node::Measure(_) if value.kind == Kind::Score => {
                Some(value.span)
            }
            // A quotient of such numbers is none of them, unless 满分 is one.
            _ if value.kind != Kind::Score && !has_full(value) => None,
            _ => value.children().into_iter().find_map(|part| self.fixed_score(part)),
        }
    }

    /// The award of a row; a formula is proved once it is known for which values the row is.
    pub(super) fn row_award(&mut self, award: &ast::Award, c: &Context) -> Result<Award, Reported> {
        let ast::AwardNode::Formula(formula) = &award.node else { return self.award(award, c) };
        let points = self.points(award.span, c)?;
        let value = self.formula_award(formula, c)?;
        Ok(Award::Formula(Box::new(Formula { value, scores: (Rational::ZERO, points) })))
    }

    /// A formula that is read where the facts hold.
    pub(super) fn proved_formula(&mut self, value: Expr, c: &Context) -> Result<Award, Reported> {
        let points = self.points(value.span, c)?;
        self.prove_reads(&value, &c.facts)?;
        let domain = self.domain(&value, &c.facts);
        let all = Interval::closed(Rational::ZERO, points.clone());
        if let (Some(least), Some(most), true) =
            (domain.lower.number(), domain.upper.number(), all.contains_all(&domain))
        {
            let constant = domain.only().map(|only| Award::Curve(Curve::constant(only.clone())));
            let scores = (least.clone(), most.clone());
            return Ok(constant.unwrap_or_else(|| Award::Formula(Box::new(Formula { value, scores }))));
        }
        let bound = |relation, at: &Rational| {
            comparison(relation, value.clone(), number(at.clone(), &Kind::Score, value.span), value.span)
        };
        let (below, above) = (bound(Relation::Less, &Rational::ZERO), bound(Relation::Greater, &points));
        let example = [below, above].iter().find_map(|fault| self.example_of(&[(fault, true)], c).flatten());
        Err(self.diagnostics.error(diagnostics::formula_outside(value.span, example.as_ref(), &points)))
    }

    /// `评分：得 满分 × (1 − 10 × 指标值)`.
    pub(super) fn formula_alone(
        &mut self,
        (formula, span): (&ast::Expr, Span),
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        let value = self.formula_award(formula, c)?;
        let element = self.element(span);
        if c.measure.is_some() && value.node != Node::Number(Rational::ZERO) {
            let of = self.subject(span, c)?;
            if let Some(pieces) = self.curve_pieces(&value, &of.domain, &of, c)? {
                let band = |(interval, curve)| Band { interval, award: Award::Curve(curve), element };
                let bands = pieces.into_iter().map(band).collect::<Vec<_>>();
                self.check_direction((&bands, Peak::Told), &of, span, c)?;
                return Ok(NormalForm::Pieces { over: of.value, bands });
            }
        }
        self.check_formula_direction(span, c)?;
        let then = Choice::Award(self.proved_formula(value, c)?);
        Ok(NormalForm::Cases(vec![Arm { condition: None, then, element }]))
    }

    /// The rows with every formula proved for the values of its row: as curves where it only speaks of the measure.
    pub(super) fn with_formulas(&mut self, rows: Vec<Row>, of: &Subject, c: &Context) -> Result<Vec<Row>, Reported> {
        let before = self.diagnostics.count();
        let mut settled = Vec::new();
        for row in rows {
            let Award::Formula(formula) = &row.award else {
                settled.push(row);
                continue;
            };
            let interval = row.interval.intersection(&of.domain);
            match self.curve_pieces(&formula.value, &interval, of, c) {
                Ok(Some(pieces)) => settled.extend(pieces.into_iter().filter_map(|(interval, curve)| {
                    let values = of.snapped(&interval).intersection(&row.values);
                    (!values.is_empty()).then(|| Row { interval, values, award: Award::Curve(curve), ..row.clone() })
                })),
                Ok(None) => {
                    let facts = [c.facts.as_slice(), &within(&row.interval, of)].concat();
                    let here = Context { facts, ..c.clone() };
                    let _ = self.check_formula_direction(row.span, c);
                    if let Ok(award) = self.proved_formula(formula.value.clone(), &here) {
                        settled.push(Row { award, ..row });
                    }
                }
                Err(_) => {}
            }
        }
        self.diagnostics.error_since(before).map_or(Ok(settled), Err)
    }

    /// 方向 cannot be proved of a formula that reads other figures.
    fn check_formula_direction(&mut self, span: Span, c: &Context) -> Result<(), Reported> {
        match c.direction {
            Some(direction @ (ast::Direction::Higher | ast::Direction::Lower)) => {
                Err(self.diagnostics.error(diagnostics::direction_unproved(span, direction)))
            }
            _ => Ok(()),
        }
    }

    /// The curves that a formula is over the measure, proved to lie within 0..points; `None` if it is none.
    fn curve_pieces(
        &mut self,
        value: &Expr,
        over: &Interval,
        of: &Subject,
        c: &Context,
    ) -> Result<Option<Vec<(Interval, Curve)>>, Reported> {
        let points = self.points(value.span, c)?;
        let Node::Measure(id) = of.value.node else { return Ok(None) };
        let Some(pieces) = curves(value, id, &self.definitions, over) else { return Ok(None) };
        if pieces.iter().any(|(interval, curve)| !is_sound(curve, interval)) {
            return Ok(None);
        }
        // Divisors are proved as written: `0分 × (1 / 指标值)` has one, though its curve has none.
        let facts = [c.facts.as_slice(), &within(over, of)].concat();
        self.prove_reads(value, &facts)?;
        for (interval, curve) in &pieces {
            let ends = [&interval.lower, &interval.upper].map(|end| at_end(curve, end));
            let fits =
                |score: &Option<Rational>| score.as_ref().is_some_and(|one| !one.is_negative() && *one <= points);
            if !ends.iter().all(fits) {
                let example = outside(interval, curve, &points, of);
                return Err(self.diagnostics.error(diagnostics::formula_outside(
                    value.span,
                    example.as_ref(),
                    &points,
                )));
            }
        }
        Ok(Some(pieces))
    }
}

/// Whether a number of points is written in a formula.
fn has_full(value: &Expr) -> bool {
    let own = value.kind == Kind::Score && matches!(&value.node, Node::Number(number) if !number.is_zero());
    own || value.children().into_iter().any(has_full)
}

/// That the measure lies in an interval.
pub(super) fn within(interval: &Interval, of: &Subject) -> Vec<Expr> {
    let at = |relation: Relation, bound: &Rational| {
        comparison(relation, of.value.clone(), number(bound.clone(), of.kind(), of.value.span), of.value.span)
    };
    let lower = match &interval.lower {
        End::Unbounded => None,
        End::Closed(bound) => Some(at(Relation::AtLeast, bound)),
        End::Open(bound) => Some(at(Relation::Greater, bound)),
    };
    let upper = match &interval.upper {
        End::Unbounded => None,
        End::Closed(bound) => Some(at(Relation::AtMost, bound)),
        End::Open(bound) => Some(at(Relation::Less, bound)),
    };
    lower.into_iter().chain(upper).collect()
}

/// A value for which the score is below 0 or above the points, and that score.
fn outside(interval: &Interval, curve: &Curve, points: &Rational, of: &Subject) -> Option<Text> {
    let wrong = |score: &Rational| score.is_negative() || score > points;
    let cuts = [curve.comes_to(&Rational::ZERO), curve.comes_to(points)].into_iter().flatten();
    let sides = cuts.flat_map(|at| {
        let below = Interval { lower: End::Unbounded, upper: End::Open(at.clone()) };
        [below, Interval { lower: End::Open(at), upper: End::Unbounded }]
    });
    let sides = sides.chain([Interval::ALL]).map(|side| of.snapped(&side.intersection(interval)));
    let value = sides.filter(|side| !side.is_empty()).map(|side| of.example(&side));
    let value = value.into_iter().find(|value| curve.at(value).is_some_and(|score| wrong(&score)))?;
    let score = curve.at(&value)?;
    let (shown, kind) = (show_number(&value, of.kind(), &of.unit), |language| show_points(&score, 0, language));
    use crate::diagnostic::Language;
    Some(Text::new(format!("{shown} 时得 {}", kind(Language::Zh)), format!("{} for {shown}", kind(Language::En))))
}
