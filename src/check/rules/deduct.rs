//! 扣分: full marks less so much for every step beyond a limit, or for everything found.

use super::subject::Subject;
use super::{comparison, diagnostics, number};
use crate::check::aggregates::counts_rows;
use crate::check::context::{Checker, Context};
use crate::check::proof::{Scale, roundest};
use crate::diagnostic::Reported;
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Deduction, DeductionLine, Expr, Node, NormalForm, Partial, ScoreRange};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, DeductLine};

/// `每超过 1个百分点 扣 0.5分` in parts.
struct Beyond<'l> {
    below: bool,
    step: &'l ast::Literal,
    of_target: bool,
    /// What a step costs, of how many points, and what becomes of a part of one.
    cost: Option<(Rational, Rational, Option<Partial>)>,
    span: Span,
}

/// The measure and its limits.
struct Limits {
    of: Subject,
    /// Below it 每低于 deducts.
    lower: Option<Expr>,
    /// Above it 每超过 deducts.
    upper: Option<Expr>,
}

impl Checker<'_> {
    /// `扣分 { 不扣分：… ⏎ 每超过 … 扣 … ⏎ 下限：0分 }`.
    pub(super) fn deduct(
        &mut self,
        (free, lines, floor): (Option<&ast::Range>, &[DeductLine], Option<&Spanned<ast::Literal>>),
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        // In 加减分 the range is the floor, and one that reaches below 0 is deducted from 0.
        let range = self.scores(span, c)?;
        let full = if range.least.is_negative() { Rational::ZERO } else { range.most.clone() };
        let room = &full - &range.least;
        let before = self.diagnostics.count();
        let floor = match (floor, &c.least) {
            (None, Some(least)) => Ok(least.clone()),
            (floor, _) => self.floor(floor, (&range, &full), span),
        };
        let measured = lines.iter().any(|line| matches!(line, DeductLine::Beyond { .. }));
        let limits = if measured || free.is_some() { self.limits(free, lines, span, c).map(Some) } else { Ok(None) };
        let limits = limits?;
        let mut found = Vec::new();
        for line in lines {
            match self.line(line, limits.as_ref(), &room, c) {
                Ok(line) => found.push(line),
                Err(_) => continue,
            }
        }
        if lines.is_empty() {
            self.diagnostics.error(diagnostics::nothing_deducted(span));
        }
        if let (Some(limits), None) = (&limits, self.diagnostics.error_since(before)) {
            self.check_sides(limits, lines, span, c);
        }
        match (floor, self.diagnostics.error_since(before)) {
            (Ok(floor), None) => {
                let normal = NormalForm::Deduction(Deduction { full, lines: found, floor });
                // A deduction on both sides says so itself.
                if c.direction.is_some() {
                    self.check_whole_direction(&normal, span, c)?;
                }
                Ok(normal)
            }
            (Err(reported), _) | (_, Some(reported)) => Err(reported),
        }
    }

    fn floor(
        &mut self,
        floor: Option<&Spanned<ast::Literal>>,
        (range, full): (&ScoreRange, &Rational),
        span: Span,
    ) -> Result<Rational, Reported> {
        let Some(floor) = floor else { return Err(self.diagnostics.error(diagnostics::floor_missing(span))) };
        let score = self.number(&floor.node, &Kind::Score)?;
        if score < range.least || score > *full {
            let fault = match range.least.is_negative() {
                true => {
                    let range = ScoreRange { least: range.least.clone(), most: full.clone() };
                    diagnostics::score_outside_range(floor.span, &score, &range)
                }
                false => diagnostics::score_outside(floor.span, &score, full),
            };
            return Err(self.diagnostics.error(fault));
        }
        Ok(score)
    }

    /// From where it is deducted: the ends of 不扣分, else 目标.
    fn limits(
        &mut self,
        free: Option<&ast::Range>,
        lines: &[DeductLine],
        span: Span,
        c: &Context,
    ) -> Result<Limits, Reported> {
        let of = self.subject(span, c)?;
        if !matches!(of.kind(), Kind::Date) && !of.kind().is_numeric() {
            return Err(self.diagnostics.error(diagnostics::not_a_number(span, of.kind())));
        }
        let Some(free) = free else {
            let target = c.target.as_ref().map(|target| target.value.clone());
            let Some(target) = target else {
                let place = lines.iter().find_map(beyond_span).unwrap_or(span);
                return Err(self.diagnostics.error(diagnostics::limit_missing(place)));
            };
            return Ok(Limits { of, lower: Some(target.clone()), upper: Some(target) });
        };
        let lower = self.limit(free.lower.as_ref(), &of, c)?;
        let upper = self.limit(free.upper.as_ref(), &of, c)?;
        Ok(Limits { of, lower, upper })
    }

    fn limit(&mut self, bound: Option<&ast::Bound>, of: &Subject, c: &Context) -> Result<Option<Expr>, Reported> {
        let Some(bound) = bound else { return Ok(None) };
        let outer = self.bounding;
        self.bounding = c.measure.and_then(|id| self.measures.get(id.index())).map(|measure| measure.span);
        let value = self.expr(&bound.value, c, Some(of.kind()));
        self.bounding = outer;
        let value = value?;
        if value.kind != *of.kind() {
            let fault = diagnostics::bound_of_other_kind(bound.value.span, &value.kind, of.kind());
            return Err(self.diagnostics.error(fault));
        }
        if bound.inclusive != Some(true) {
            return Err(self.diagnostics.error(diagnostics::limit_excluded(bound.value.span)));
        }
        self.prove_reads(&value, &c.facts)?;
        Ok(Some(value))
    }

    fn line(
        &mut self,
        line: &DeductLine,
        limits: Option<&Limits>,
        full: &Rational,
        c: &Context,
    ) -> Result<DeductionLine, Reported> {
        match line {
            DeductLine::Beyond { below, step, of_target, amount, partial, span } => {
                let Some(limits) = limits else {
                    return Err(self.diagnostics.error(diagnostics::limit_missing(*span)));
                };
                let amount = self.amount(amount, full, c);
                let part = partial.as_ref().map(|partial| policy(partial.node));
                let cost = amount.as_ref().ok().map(|amount| (amount.clone(), full.clone(), part));
                let beyond = Beyond { below: *below, step, of_target: *of_target, cost, span: *span };
                let (excess, size) = self.excess(&beyond, limits, c)?;
                let amount = amount?;
                let Some(partial) = partial else {
                    let fault = self.partial_missing(&beyond, limits, (&size, &amount), full);
                    return Err(self.diagnostics.error(fault));
                };
                self.warn_never_beyond(&excess, *span, c);
                let element = self.element(*span);
                Ok(DeductionLine { excess, step: size, amount, partial: policy(partial.node), element })
            }
            DeductLine::Found { step, counted, amount, partial, span } => {
                let amount = self.amount(amount, full, c);
                // A number of rows counts what the step counts.
                let unit = if counts_rows(counted) { Some(self.literal(step, None)?.0) } else { None };
                let counted = self.typed(counted, c, unit.as_ref())?;
                self.prove_reads(&counted, &c.facts)?;
                let size = self.step(step, &counted.kind)?;
                let amount = amount?;
                // Whole counts in steps of one have no parts.
                let whole = self.prover().is_whole(&counted);
                let even = Rational::ONE.checked_div(&size).is_some_and(|times| times.is_whole());
                let partial = match partial {
                    Some(partial) => policy(partial.node),
                    None if whole && even => Partial::Ignored,
                    None => {
                        let fault = found_partial_missing(*span, (step, &size), &amount, full);
                        return Err(self.diagnostics.error(fault));
                    }
                };
                self.warn_never_beyond(&counted, *span, c);
                let element = self.element(*span);
                Ok(DeductionLine { excess: counted, step: size, amount, partial, element })
            }
            DeductLine::Hole(span) => Err(self.unread(*span)),
        }
    }

    /// Warns of a line of which nothing is ever counted.
    fn warn_never_beyond(&mut self, counted: &Expr, span: Span, c: &Context) {
        let domain = self.domain(counted, &c.facts);
        if domain.upper.number().is_some_and(|most| !most.is_positive()) {
            self.diagnostics.note(diagnostics::clause_never(span));
        }
    }

    /// What a step costs: above 0, and no more than the points.
    fn amount(&mut self, amount: &ast::Award, full: &Rational, c: &Context) -> Result<Rational, Reported> {
        let within = Context { points: Some(full.clone()), least: None, deducts: true, ..c.clone() };
        let score = self.score(amount, &within)?;
        if score.is_positive() {
            return Ok(score);
        }
        Err(self.diagnostics.error(diagnostics::amount_not_positive(amount.span)))
    }

    fn step(&mut self, step: &ast::Literal, kind: &Kind) -> Result<Rational, Reported> {
        let size = self.number(step, kind)?;
        if size.is_positive() {
            return Ok(size);
        }
        Err(self.diagnostics.error(diagnostics::step_not_positive(step.span)))
    }

    /// By how much the measure is beyond its limit, and how long a step is.
    fn excess(&mut self, line: &Beyond<'_>, limits: &Limits, c: &Context) -> Result<(Expr, Rational), Reported> {
        let limit = if line.below { &limits.lower } else { &limits.upper };
        let Some(limit) = limit else {
            let other = if line.below { &limits.upper } else { &limits.lower };
            let other = other.as_ref().and_then(|bound| self.domain(bound, &[]).only().cloned());
            let other = other.map_or_else(|| "目标".to_owned(), |bound| limits.of.show(&bound));
            return Err(self.diagnostics.error(diagnostics::limit_of_other_side(line.span, line.below, &other)));
        };
        let (of, span) = (&limits.of, line.span);
        let (from, less) = if line.below { (limit, &of.value) } else { (&of.value, limit) };
        let kind = Op::Sub.kind(of.kind(), of.kind()).unwrap_or_else(|| of.kind().clone());
        let node = Node::Arithmetic(Op::Sub, Box::new(from.clone()), Box::new(less.clone()));
        let excess = Expr { kind: kind.clone(), node, span };
        if line.of_target {
            return self.excess_of_target(excess, line, c);
        }
        let percent =
            matches!(&line.step.unit, ast::LiteralUnit::Unit(unit) if matches!(unit.node.as_str(), "%" | "‰"));
        if percent {
            let fault = self.step_ambiguous(line, limits, limit, c);
            return Err(self.diagnostics.error(fault));
        }
        let size = self.step(line.step, &kind)?;
        Ok((excess, size))
    }

    /// `每低于 目标的 5%`: steps of a share of the target, which must be above 0.
    fn excess_of_target(&mut self, excess: Expr, line: &Beyond<'_>, c: &Context) -> Result<(Expr, Rational), Reported> {
        let Some(target) = c.target.as_ref().map(|target| target.value.clone()) else {
            return Err(self.diagnostics.error(diagnostics::target_missing(line.span)));
        };
        let share = self.step(line.step, &Kind::Ratio)?;
        let zero = number(Rational::ZERO, &target.kind, target.span);
        let positive = comparison(Relation::Greater, target.clone(), zero, target.span);
        if !self.prover().follows(&c.facts, &positive) {
            return Err(self.diagnostics.error(diagnostics::target_not_positive(line.span)));
        }
        let node = Node::Arithmetic(Op::Div, Box::new(excess), Box::new(target));
        Ok((Expr { kind: Kind::Ratio, node, span: line.span }, share))
    }

    /// Values on a side of 不扣分 for which no line says what is deducted.
    fn check_sides(&mut self, limits: &Limits, lines: &[DeductLine], span: Span, c: &Context) {
        let beyond = |wanted: bool| {
            lines.iter().any(|line| matches!(line, DeductLine::Beyond { below, .. } if *below == wanted))
        };
        let (lower, upper) = (limits.lower.as_ref(), limits.upper.as_ref());
        // Where the limit is 目标, the other side meets it.
        let both_target = lower.is_some() && lower == upper && c.target.is_some();
        for (limit, below) in [(lower, true), (upper, false)] {
            let Some(limit) = limit.filter(|_| !beyond(below) && !both_target) else { continue };
            let relation = if below { Relation::Less } else { Relation::Greater };
            let condition = comparison(relation, limits.of.value.clone(), limit.clone(), span);
            let Some(example) = self.example_of(&[(&condition, true)], c) else { continue };
            self.diagnostics.error(diagnostics::side_without_line(span, below, example));
        }
        for (below, declared) in [(true, ast::Direction::Lower), (false, ast::Direction::Higher)] {
            if c.direction == Some(declared) && beyond(below) {
                let line = lines.iter().find_map(|line| match line {
                    DeductLine::Beyond { below: own, span, .. } if *own == below => Some(*span),
                    _ => None,
                });
                self.diagnostics.error(diagnostics::deduction_against_direction(line.unwrap_or(span), below));
            }
        }
    }

    /// E0411 with the results of the three readings, one and a half steps beyond the limit.
    fn partial_missing(
        &mut self,
        line: &Beyond<'_>,
        limits: &Limits,
        (size, amount): (&Rational, &Rational),
        full: &Rational,
    ) -> crate::diagnostic::Diagnostic {
        let limit = if line.below { &limits.lower } else { &limits.upper };
        let known = limit.as_ref().and_then(|limit| self.domain(limit, &[]).only().cloned());
        let half = Rational::new(3, 2).unwrap_or(Rational::ONE);
        let away = &half * size;
        let example = known.filter(|_| !line.of_target).map(|limit| {
            let at = if line.below { &limit - &away } else { &limit + &away };
            limits.of.show(&at)
        });
        diagnostics::partial_missing(line.span, example, (amount, full))
    }

    /// The target, or where it differs by submission a round one below 100%.
    pub(super) fn some_target(&self, target: &Expr) -> Option<Rational> {
        let domain = self.domain(target, &[]);
        let half = Rational::new(1, 2)?;
        let rest = Interval { lower: End::Closed(half), upper: End::Open(Rational::ONE) }.intersection(&domain);
        let scale = Scale { unit: Rational::power_of_ten(-2), whole: false };
        domain.only().cloned().or_else(|| (!rest.is_empty()).then(|| roundest(&rest, &scale)))
    }

    /// E0410: `每低于 5%`, with a value on which the two readings differ.
    fn step_ambiguous(
        &mut self,
        line: &Beyond<'_>,
        limits: &Limits,
        limit: &Expr,
        c: &Context,
    ) -> crate::diagnostic::Diagnostic {
        let share = &Rational::from(line.step.magnitude) * &Rational::power_of_ten(-2);
        let points = matches!(limits.of.kind(), Kind::Ratio | Kind::Change);
        let target = c.target.as_ref().map_or(limit, |target| &target.value);
        let varies = self.domain(target, &[]).only().is_none();
        let target = self.some_target(target);
        let written = (line.below, line.step.magnitude.normalize().to_string());
        if points && !varies && target == Some(Rational::ONE) {
            return diagnostics::step_of_the_whole(line.step.span, line.below, &written.1, self.language);
        }
        let limit = self.domain(limit, &[]).only().cloned().or_else(|| target.clone().filter(|_| varies));
        let example = limit.zip(target).filter(|_| points).and_then(|(limit, target)| {
            let away = &share + &share;
            let at = if line.below { &limit - &away } else { &limit + &away };
            let of_target = away.checked_div(&(&share * &target))?;
            let two = Rational::whole(2);
            if !limits.of.domain.contains(&at) || of_target == two {
                return None;
            }
            let scores = line.cost.as_ref().map(|cost| (after(&two, cost), after(&of_target, cost)));
            let target = varies.then(|| limits.of.show(&target));
            Some(diagnostics::StepReadings { target, value: limits.of.show(&at), steps: (two, of_target), scores })
        });
        diagnostics::step_ambiguous(line.step.span, written, points, example)
    }
}

/// The score once so many steps are deducted; parts by ratio where nothing is said of them.
fn after(steps: &Rational, (amount, full, partial): &(Rational, Rational, Option<Partial>)) -> Rational {
    let steps = match partial {
        Some(Partial::Ignored) => steps.floor(),
        Some(Partial::Charged) => steps.ceil(),
        Some(Partial::ProRata) | None => steps.clone(),
    };
    (full - &(&steps * amount)).max(Rational::ZERO)
}

fn beyond_span(line: &DeductLine) -> Option<Span> {
    match line {
        DeductLine::Beyond { span, .. } => Some(*span),
        DeductLine::Found { .. } | DeductLine::Hole(_) => None,
    }
}

fn policy(partial: ast::Partial) -> Partial {
    match partial {
        ast::Partial::ProRata => Partial::ProRata,
        ast::Partial::Ignored => Partial::Ignored,
        ast::Partial::Charged => Partial::Charged,
    }
}

/// E0411 for a count: one and a half steps.
fn found_partial_missing(
    span: Span,
    (step, _size): (&ast::Literal, &Rational),
    amount: &Rational,
    full: &Rational,
) -> crate::diagnostic::Diagnostic {
    let half = Rational::new(3, 2).unwrap_or(Rational::ONE);
    let found = &half * &Rational::from(step.magnitude);
    let unit = match &step.unit {
        ast::LiteralUnit::Unit(unit) => unit.node.as_str(),
        ast::LiteralUnit::None | ast::LiteralUnit::Date => "",
    };
    let shown = format!("{}{unit}", found.to_fixed(found.decimal_places().unwrap_or(2)));
    diagnostics::partial_missing(span, Some(shown), (amount, full))
}
