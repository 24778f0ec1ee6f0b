//! 加减分, 封顶, 不低于 and 否决: the end of the calculation, and what 得分(X) may name.

use super::context::{Checker, Context, Readable};
use super::diagnostics::ending as faults;
use super::diagnostics::layers::removed_here;
use super::diagnostics::tree as tree_faults;
use super::points::Known;
use super::tree::{IndicatorPlan, Plan};
use super::written::written;
use crate::diagnostic::Reported;
use crate::quantity::{Kind, Rational};
use crate::rubric::{self, Ending, ScoreRange, Verdict, Veto};
use crate::source::Span;
use crate::syntax::ast::{self, Item, Literal, Name, Points};
use crate::text;

/// The statements of the end, each at most once.
#[derive(Default)]
struct Written<'f> {
    adjustments: Option<&'f ast::Adjustments>,
    ceiling: Option<&'f ast::Ceiling>,
    bottom: Option<&'f ast::Bottom>,
    veto: Option<&'f ast::Veto>,
}

/// The total: its points and, where it is rounded, its decimals.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    /// 总分.
    pub(super) points: &'a Known,
    /// The decimals of a printed total; `None` where any number can be printed.
    pub(super) places: Option<u32>,
    /// What stands at the top of the tree.
    pub(super) roots: &'a [crate::ids::NodeId],
}

/// An end whose vetoes on the grade are not settled yet: the name of each, by its place among the vetoes.
pub(super) struct Unsettled {
    /// What is known.
    pub(super) ending: Ending,
    /// 等级 不高于 …
    pub(super) grades: Vec<(usize, Name)>,
}

impl Checker<'_> {
    /// Places the indicators of 加减分 behind those of the tree.
    pub(super) fn place_adjustments<'f>(&mut self, plan: &mut Plan<'f>, file: &'f ast::File) {
        let mut names = std::collections::BTreeMap::<&str, Span>::new();
        for item in &file.items {
            let Item::Adjustments(block) = item else { continue };
            for item in &block.items {
                let Item::Indicator(written) = item else { continue };
                let range = self.adjusts(written);
                if let Some(first) = names.insert(&written.name.node, written.name.span) {
                    self.diagnostics.error(super::diagnostics::names::siblings_alike(&written.name, first));
                }
                let (points, adjusts) = match range {
                    Ok(range) => (Known::Points(range.most.clone()), range),
                    Err(reported) => {
                        (Known::Broken(reported), ScoreRange { least: Rational::ZERO, most: Rational::ZERO })
                    }
                };
                plan.indicators.push(IndicatorPlan {
                    written,
                    parent: None,
                    points,
                    adjusts: Some(adjusts),
                    template: None,
                    rowless: None,
                });
            }
            if names.is_empty() && block.items.iter().all(|item| !matches!(item, Item::Hole(_))) {
                self.diagnostics.error(faults::no_adjustments(block.head, self.language));
            }
        }
    }

    fn adjusts(&mut self, written: &ast::Indicator) -> Result<ScoreRange, Reported> {
        match &written.points {
            Points::Range(range) => self.score_range(range, self.scores_rounded.then_some(self.score_places)),
            Points::Hole(span) => Err(self.unread(*span)),
            other => {
                let points = match other {
                    Points::Points(literal) => Some(self.number(literal, &Kind::Score)?),
                    _ => None,
                };
                let fault = faults::range_missing(&written.name, points.as_ref(), self.language);
                Err(self.diagnostics.error(fault))
            }
        }
    }

    /// `[-10分, 5分]`: both ends belong to it, and 0 is between them.
    fn score_range(&mut self, range: &ast::Range, places: Option<u32>) -> Result<ScoreRange, Reported> {
        let interval = self.interval(range, &Kind::Score)?;
        let (Some(least), Some(most)) = (interval.lower.number().cloned(), interval.upper.number().cloned()) else {
            return Err(self.unread(range.span));
        };
        if !interval.lower.is_closed() || !interval.upper.is_closed() {
            return Err(self.diagnostics.error(faults::range_open(range.span, &least, &most)));
        }
        if least.is_positive() || most.is_negative() || least == most {
            return Err(self.diagnostics.error(faults::range_without_zero(range.span, &least, &most)));
        }
        for end in [&least, &most] {
            self.printable(end, range.span, places)?;
        }
        Ok(ScoreRange { least, most })
    }

    /// A limit that rounding would not move.
    fn printable(&mut self, limit: &Rational, span: Span, places: Option<u32>) -> Result<(), Reported> {
        let Some(places) = places else { return Ok(()) };
        if limit.decimal_places().is_some_and(|used| used <= places) {
            return Ok(());
        }
        Err(self.diagnostics.error(faults::limit_too_fine(span, limit, places)))
    }

    /// The end of the calculation.
    pub(super) fn ending(
        &mut self,
        file: &ast::File,
        plan: &Plan<'_>,
        whole: Whole<'_>,
    ) -> Result<Unsettled, Reported> {
        let before = self.diagnostics.count();
        let written = self.ending_statements(file);
        let block = written.adjustments.map(|block| self.block(block, plan));
        let limit = |checker: &mut Self, literal: &Literal| {
            let limit = checker.number(literal, &Kind::Score)?;
            checker.printable(&limit, literal.span, whole.places).map(|()| limit)
        };
        let ceiling = written.ceiling.and_then(|one| one.limit.as_ref()).map(|one| limit(self, one)).transpose();
        let floor = written.bottom.map(|one| limit(self, &one.limit)).transpose();
        let mut ending =
            Ending { adjustments: block.transpose()?, ceiling: ceiling?, floor: floor?, vetoes: Vec::new() };
        self.check_bounds(&written, &ending, whole.points.points());
        let grades = written.veto.map_or(Ok(Vec::new()), |veto| self.vetoes(veto, &mut ending, whole));
        match self.diagnostics.error_since(before) {
            Some(reported) => Err(reported),
            None => Ok(Unsettled { ending, grades: grades? }),
        }
    }

    fn ending_statements<'f>(&mut self, file: &'f ast::File) -> Written<'f> {
        let mut found = Written::default();
        for item in &file.items {
            let (what, span, first) = match item {
                Item::Adjustments(one) => {
                    (text!("加减分", "adjustments"), one.head, found.adjustments.replace(one).map(|first| first.head))
                }
                Item::Ceiling(one) => {
                    (text!("封顶", "ceiling"), one.span, found.ceiling.replace(one).map(|first| first.span))
                }
                Item::Bottom(one) => {
                    (text!("不低于", "floor"), one.span, found.bottom.replace(one).map(|first| first.span))
                }
                Item::Veto(one) => (text!("否决", "veto"), one.span, found.veto.replace(one).map(|first| first.span)),
                _ => continue,
            };
            if let Some(first) = first {
                self.diagnostics.error(tree_faults::stated_twice(span, &what, Some(first)));
            }
        }
        found
    }

    fn block(&mut self, block: &ast::Adjustments, plan: &Plan<'_>) -> Result<rubric::Adjustments, Reported> {
        let parts = plan.indicators.iter().filter_map(|one| one.adjusts.as_ref().zip(one.points.points()));
        let parts = parts.map(|(range, _)| range).collect::<Vec<_>>();
        let all = ScoreRange {
            least: parts.iter().map(|range| &range.least).sum(),
            most: parts.iter().map(|range| &range.most).sum(),
        };
        let Some(range) = &block.range else {
            return Err(self.diagnostics.error(faults::block_range_missing(block.head, &all, self.language)));
        };
        let own = self.score_range(range, self.scores_rounded.then_some(self.score_places))?;
        let complete = parts.len() == plan.indicators.iter().filter(|one| one.adjusts.is_some()).count();
        if complete && !parts.is_empty() && (own.least < all.least || own.most > all.most) {
            self.diagnostics.note(faults::block_too_wide(range.span, &own, &all));
        }
        let texts = block.items.iter().filter_map(|item| match item {
            Item::Text(clause) => Some(clause),
            _ => None,
        });
        Ok(rubric::Adjustments { range: own, texts: self.texts(texts), span: block.head })
    }

    fn check_bounds(&mut self, written: &Written<'_>, ending: &Ending, points: Option<&Rational>) {
        if let Some(block) = written.adjustments {
            let missing = (written.ceiling.is_none(), written.bottom.is_none());
            if missing.0 || missing.1 {
                self.diagnostics.error(faults::bounds_missing(block.head, missing, points, self.language));
            }
        } else if let Some(points) = points {
            let above = |limit: &Rational| limit >= points;
            if let Some(ceiling) = written.ceiling.filter(|_| ending.ceiling.as_ref().is_none_or(above)) {
                self.diagnostics.error(faults::ceiling_idle(ceiling.span, points));
            }
            if let Some(bottom) =
                written.bottom.filter(|_| ending.floor.as_ref().is_some_and(|floor| !floor.is_positive()))
            {
                self.diagnostics.error(faults::floor_idle(bottom.span));
            }
        }
        if let (Some(ceiling), Some(floor), Some(one), Some(other)) =
            (&ending.ceiling, &ending.floor, written.ceiling, written.bottom)
            && ceiling < floor
        {
            self.diagnostics.error(faults::bounds_crossed((one.span, other.span), (ceiling, floor)));
        }
    }

    fn vetoes(
        &mut self,
        veto: &ast::Veto,
        ending: &mut Ending,
        whole: Whole<'_>,
    ) -> Result<Vec<(usize, Name)>, Reported> {
        if let Some(hole) = veto.hole {
            return Err(self.unread(hole));
        }
        if veto.rows.is_empty() {
            return Err(self.diagnostics.error(faults::veto_empty(veto.span, self.language)));
        }
        let most = whole.points.points().and_then(|points| {
            let totals = self.totals(whole.roots, ending, points).hull();
            totals.upper.number().cloned()
        });
        let before = self.diagnostics.count();
        let mut grades = Vec::new();
        let mut spans: Vec<(Span, Option<Rational>)> = Vec::new();
        for row in &veto.rows {
            let c = Context { scores: Readable::All, ..Context::default() };
            let condition = self.condition(&row.condition, &c).and_then(|condition| {
                let shown = written(&row.condition, self.language);
                let several = matches!(row.condition.node, ast::ExprNode::Or(_));
                self.prove_veto(&condition, &if several { format!("({shown})") } else { shown })?;
                Ok(condition)
            });
            let verdict = match &row.verdict {
                ast::Verdict::Total(literal) => self.number(literal, &Kind::Score).and_then(|limit| {
                    self.printable(&limit, literal.span, whole.places)?;
                    Ok(Verdict::Total(limit))
                }),
                ast::Verdict::Grade(name) => {
                    grades.push((ending.vetoes.len(), name.clone()));
                    Ok(Verdict::Grade { limit: 0, better: Default::default() })
                }
            };
            let (Ok(condition), Ok(verdict)) = (condition, verdict) else { continue };
            self.warn_constant(&condition, &c);
            let limit = match &verdict {
                Verdict::Total(limit) => Some(limit.clone()),
                Verdict::Grade { .. } => None,
            };
            if let (Some(limit), Some(most)) = (&limit, &most)
                && limit >= most
            {
                self.diagnostics.note(faults::veto_above(row.span, limit, most));
            }
            self.check_shadowed(ending, &condition, limit.as_ref(), (row.span, &spans));
            spans.push((row.span, limit));
            let element = self.element(row.span);
            ending.vetoes.push(Veto { condition, verdict, element });
        }
        self.diagnostics.error_since(before).map_or(Ok(grades), Err)
    }

    /// Warns of a veto on the total that another one makes idle: it never holds without one that is as low.
    fn check_shadowed(
        &mut self,
        ending: &Ending,
        condition: &rubric::Expr,
        limit: Option<&Rational>,
        (span, others): (Span, &[(Span, Option<Rational>)]),
    ) {
        let Some(limit) = limit else { return };
        for (veto, (other, own)) in ending.vetoes.iter().zip(others) {
            let Some(own) = own else { continue };
            let (idle, by) = match own <= limit {
                true => ((condition, span), (&veto.condition, *other)),
                false => ((&veto.condition, *other), (condition, span)),
            };
            // One that never holds at all is told as that.
            let holds = !self.prover().never(&[], &[(idle.0, true)]);
            if holds && self.prover().never(&[], &[(idle.0, true), (by.0, false)]) {
                self.diagnostics.note(faults::veto_shadowed(idle.1, by.1));
            }
        }
    }

    /// Settles which grades the vetoes on the grade lower.
    pub(super) fn veto_grades(
        &mut self,
        unsettled: Result<Unsettled, Reported>,
        grades: Result<&[rubric::Grade], Reported>,
        whole: Whole<'_>,
    ) -> Result<Ending, Reported> {
        let Unsettled { mut ending, grades: names } = unsettled?;
        let (Some(points), false) = (whole.points.points(), names.is_empty()) else { return Ok(ending) };
        let grades = grades?;
        let reached = super::grades::reached(grades, &self.totals(whole.roots, &ending, points));
        let before = self.diagnostics.count();
        for (at, name) in names {
            let Some(limit) = grades.iter().position(|grade| grade.name.node == name.node) else {
                let known = grades.iter().map(|grade| grade.name.node.as_str()).collect::<Vec<_>>();
                let fault = faults::veto_grade_unknown(&name, &known);
                let removed = self.removed_grades().filter(|_| known.is_empty());
                self.diagnostics.error(removed.into_iter().fold(fault, removed_here));
                continue;
            };
            let own = reached.get(limit).and_then(Option::as_ref);
            let above = |one: &Rational| own.is_none_or(|own| one > own);
            let better =
                reached.iter().enumerate().filter(|(at, highest)| *at != limit && highest.as_ref().is_some_and(above));
            let better = better.map(|(at, _)| at).collect::<std::collections::BTreeSet<_>>();
            if better.is_empty() {
                self.diagnostics.note(faults::veto_grade_best(&name));
            }
            if let Some(veto) = ending.vetoes.get_mut(at) {
                veto.verdict = Verdict::Grade { limit, better };
            }
        }
        self.diagnostics.error_since(before).map_or(Ok(ending), Err)
    }
}
