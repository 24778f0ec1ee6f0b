//! `偏差 ±10% 以内` in 分档: how far a value lies from where it should, on both sides.

use super::bands::Row;
use super::subject::Subject;
use super::{comparison, diagnostics, number};
use crate::check::context::{Checker, Context, Target};
use crate::check::proof::{Scale, roundest, subtract_all};
use crate::diagnostic::Reported;
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{DisplayUnit, Expr, Node};
use crate::source::Span;
use crate::syntax::ast::{self, BandCondition, Deviation, Reach};

/// From where deviations count, in the values of the rows.
pub(super) struct Centre {
    /// The value without a deviation.
    at: Rational,
    /// What a share of the target is worth.
    whole: Rational,
}

/// What a deviation is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// The measure itself.
    Own,
    /// Measure less target.
    Difference,
    /// The same, as a share of the target.
    Share,
}

impl Checker<'_> {
    /// What the rows are about: the measure, or where deviations count from a target that differs by submission, how far
    /// the measure lies from it. `None` where no row is a deviation.
    pub(super) fn centred(
        &mut self,
        bands: &[ast::Band],
        of: Subject,
        c: &Context,
    ) -> Result<(Subject, Option<Centre>), Reported> {
        let before = self.diagnostics.count();
        let (mut readings, mut first, mut plain) = (Vec::new(), None, None);
        for band in bands {
            match &band.condition {
                BandCondition::Deviation(deviation) => {
                    first.get_or_insert(deviation.span);
                    for reach in deviation.inner.iter().chain(&deviation.outer) {
                        readings.extend(self.reading(reach, &of, bands, c));
                    }
                }
                BandCondition::Otherwise(_) | BandCondition::Hole(_) => {}
                BandCondition::Range(_) | BandCondition::Level(_) => plain = Some(band.span),
            }
        }
        if let Some(reported) = self.diagnostics.error_since(before) {
            return Err(reported);
        }
        let (Some(place), Some(reading)) = (first, readings.first().copied()) else { return Ok((of, None)) };
        let zero = Centre { at: Rational::ZERO, whole: Rational::ONE };
        let Some(target) = c.target.clone().filter(|_| reading != Reading::Own) else { return Ok((of, Some(zero))) };
        if readings.contains(&Reading::Share) {
            self.check_positive(&target, place, c)?;
        }
        if let Some(at) = self.domain(&target.value, &c.facts).only() {
            return Ok((of, Some(Centre { at: at.clone(), whole: at.clone() })));
        }
        let mixed = plain.or(readings.iter().any(|other| *other != reading).then_some(place));
        if let Some(mixed) = mixed {
            return Err(self.diagnostics.error(diagnostics::deviations_mixed(mixed, target.span)));
        }
        Ok((self.deviation_of(&of, &target, reading, c)?, Some(zero)))
    }

    /// x − t, or (x − t) / t.
    fn deviation_of(
        &mut self,
        of: &Subject,
        target: &Target,
        reading: Reading,
        c: &Context,
    ) -> Result<Subject, Reported> {
        let (x, t) = (&of.value, &target.value);
        let span = of.value.span;
        let kind = Op::Sub.kind(&x.kind, &t.kind).unwrap_or_else(|| x.kind.clone());
        let node = Node::Arithmetic(Op::Sub, Box::new(x.clone()), Box::new(t.clone()));
        let difference = Expr { kind, node, span };
        let (value, unit, step) = match reading {
            Reading::Share => {
                let node = Node::Arithmetic(Op::Div, Box::new(difference), Box::new(t.clone()));
                (Expr { kind: Kind::Ratio, node, span }, DisplayUnit::of(&Kind::Ratio), None)
            }
            _ if difference.kind == Kind::Point => (difference, DisplayUnit::of(&Kind::Point), None),
            _ => {
                let step = of.step.clone().filter(|step| *step != Rational::ONE || self.is_whole(t));
                (difference, of.unit.clone(), step)
            }
        };
        self.prove_reads(&value, &c.facts)?;
        let domain = self.domain(&value, &c.facts);
        Ok(Subject { value, domain, unit, step })
    }

    fn check_positive(&mut self, target: &Target, place: Span, c: &Context) -> Result<(), Reported> {
        let zero = number(Rational::ZERO, &target.value.kind, target.span);
        let positive = comparison(Relation::Greater, target.value.clone(), zero, target.span);
        if self.prover().follows(&c.facts, &positive) {
            return Ok(());
        }
        let unit = DisplayUnit::of(&target.value.kind);
        let zero = crate::check::written::with_unit("0", &unit.symbol);
        let zero = format!("{} = {zero}", self.shown(&target.value));
        Err(self.diagnostics.error(diagnostics::deviation_of_no_target(place, target.span, &zero)))
    }

    /// What the deviation of a row is; where the text allows two readings, it is refused with both.
    fn reading(&mut self, reach: &Reach, of: &Subject, bands: &[ast::Band], c: &Context) -> Result<Reading, Reported> {
        let span = reach.literal.span;
        let (found, radius) = self.literal(&reach.literal, Some(of.kind()))?;
        if radius.is_negative() {
            return Err(self.diagnostics.error(diagnostics::deviation_negative(span)));
        }
        let rate = matches!(of.kind(), Kind::Ratio | Kind::Change);
        let Some(target) = &c.target else {
            if reach.of_target {
                return Err(self.diagnostics.error(diagnostics::target_missing(span)));
            }
            if found != *of.kind() && !(rate && found == Kind::Point) {
                return Err(self.diagnostics.error(diagnostics::deviation_kind(span, &found, of.kind())));
            }
            // What is never below 0 does not deviate from 0 on both sides.
            let one_sided = of.domain.lower.number().is_some_and(|low| !low.is_negative());
            if one_sided {
                let shown = crate::check::proof::show_number(&radius, of.kind(), &of.unit);
                let fault = diagnostics::deviation_one_sided(span, &shown, rate);
                return Err(self.diagnostics.error(fault));
            }
            return Ok(Reading::Own);
        };
        if let Some(relation) = target.relation.filter(|relation| *relation != Relation::Equal) {
            let written = self.shown(&target.value);
            let fault = diagnostics::deviation_of_one_side(span, (target.span, &written), relation);
            return Err(self.diagnostics.error(fault));
        }
        let target = target.value.clone();
        let percent = matches!(found, Kind::Ratio | Kind::Change);
        match (reach.of_target, percent) {
            (true, true) => Ok(Reading::Share),
            (true, false) => Err(self.diagnostics.error(diagnostics::deviation_kind(span, &found, &Kind::Ratio))),
            (false, true) if !rate => Ok(Reading::Share),
            (false, true) => {
                // From 100% both readings are one.
                if self.domain(&target, &c.facts).only() == Some(&Rational::ONE) {
                    return Ok(Reading::Difference);
                }
                let digits = reach.literal.magnitude.normalize().to_string();
                let example = self.readings_differ((reach, &radius), &target, of, (bands, c));
                Err(self.diagnostics.error(diagnostics::deviation_ambiguous(span, &digits, example)))
            }
            (false, false) if found == *of.kind() || (rate && found == Kind::Point) => Ok(Reading::Difference),
            (false, false) => Err(self.diagnostics.error(diagnostics::deviation_kind(span, &found, of.kind()))),
        }
    }

    /// A value within the reach by one reading of a percentage and beyond it by the other, and what each gives.
    fn readings_differ(
        &self,
        (reach, radius): (&Reach, &Rational),
        target: &Expr,
        of: &Subject,
        (bands, c): (&[ast::Band], &Context),
    ) -> Option<diagnostics::DeviationReadings> {
        let varies = self.domain(target, &c.facts).only().is_none();
        let t = self.some_target(target)?;
        let share = radius * &t;
        let (near, far) = if share < *radius { (share, radius.clone()) } else { (radius.clone(), share) };
        let between = |from: Rational, to: Rational, lower: bool| {
            let (closed, open) = (End::Closed, End::Open);
            let ends = if lower == reach.inclusive { (closed(from), open(to)) } else { (open(from), closed(to)) };
            Interval { lower: ends.0, upper: ends.1 }.intersection(&of.domain)
        };
        let sides = [between(&t - &far, &t - &near, true), between(&t + &near, &t + &far, false)];
        let side = sides.into_iter().find(|side| !side.is_empty())?;
        let value = roundest(&side, &Scale { unit: of.unit.factor.clone(), whole: false });
        let off = if value < t { &t - &value } else { &value - &t };
        let scores = given(bands, &off, c).zip(given(bands, &off.checked_div(&t)?, c));
        let target = varies.then(|| of.show(&t));
        Some(diagnostics::DeviationReadings { target, value: of.show(&value), scores })
    }

    /// The values of a row, and how far it reaches where it holds the centre.
    pub(super) fn deviation_sides(
        &mut self,
        deviation: &Deviation,
        centre: &Centre,
        of: &Subject,
    ) -> Result<Vec<(Interval, Option<Rational>)>, Reported> {
        let mut far = |reach: &Reach| {
            let (kind, radius) = self.literal(&reach.literal, Some(of.kind()))?;
            let percent = matches!(kind, Kind::Ratio | Kind::Change);
            let own = matches!(of.kind(), Kind::Ratio | Kind::Change);
            let share = reach.of_target || (percent && !own);
            Ok(if share { &radius * &centre.whole } else { radius })
        };
        let end = |number: Rational, inclusive: bool| if inclusive { End::Closed(number) } else { End::Open(number) };
        let ends = |reach: &Reach, radius: &Rational| {
            (end(&centre.at - radius, reach.inclusive), end(&centre.at + radius, reach.inclusive))
        };
        let outer = deviation.outer.as_ref().map(|reach| Ok((reach, far(reach)?))).transpose()?;
        let inner = deviation.inner.as_ref().map(|reach| Ok((reach, far(reach)?))).transpose()?;
        let (least, most) = match &outer {
            Some((reach, radius)) => ends(reach, radius),
            None => (End::Unbounded, End::Unbounded),
        };
        let Some((reach, radius)) = inner else {
            let width = outer.map(|(_, radius)| radius);
            return Ok(vec![(Interval { lower: least, upper: most }, width)]);
        };
        let (left, right) = ends(reach, &radius);
        let sides = vec![Interval { lower: least, upper: left }, Interval { lower: right, upper: most }];
        if sides.iter().all(Interval::is_empty) {
            let shown = of.show(&radius);
            return Err(self.diagnostics.error(diagnostics::empty_range(deviation.span, (&shown, &shown), None)));
        }
        Ok(sides.into_iter().map(|side| (side, None)).collect())
    }

    /// `±10% 以内`, `±15% 以内`, …: each has what the narrower ones leave, in whatever order they stand.
    pub(super) fn nested(&mut self, rows: Vec<Row>) -> Vec<Row> {
        let (mut within, mut settled): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.width.is_some());
        within.sort_by(|one, other| one.width.cmp(&other.width));
        let mut inner: Vec<Row> = Vec::new();
        for row in within {
            let left = subtract_all(row.values.clone(), inner.iter().map(|one| &one.values));
            let narrower = inner.last().map(|one| one.span);
            inner.push(row.clone());
            if let (true, Some(narrower)) = (left.is_empty() && !row.values.is_empty(), narrower) {
                self.diagnostics.error(diagnostics::row_shadowed(row.span, narrower));
            }
            if row.values.is_empty() {
                settled.push(row);
                continue;
            }
            let whole = row.values.clone();
            settled.extend(left.into_iter().map(|values| {
                let interval = if values == whole { row.interval.clone() } else { values.intersection(&row.interval) };
                Row { interval, values, ..row.clone() }
            }));
        }
        settled
    }
}

/// What rows of deviations in percent alone give for one of this size.
fn given(bands: &[ast::Band], off: &Rational, c: &Context) -> Option<Rational> {
    let size = |reach: &Reach| &Rational::from(reach.literal.magnitude) * &Rational::power_of_ten(-2);
    let within = |reach: &Reach| if reach.inclusive { *off <= size(reach) } else { *off < size(reach) };
    let beyond = |reach: &Reach| if reach.inclusive { *off >= size(reach) } else { *off > size(reach) };
    let (mut fits, mut rest): (Vec<(Option<Rational>, &ast::Award)>, _) = (Vec::new(), None);
    for band in bands {
        match &band.condition {
            BandCondition::Deviation(deviation) => {
                let (inner, outer) = (deviation.inner.as_ref(), deviation.outer.as_ref());
                if !inner.into_iter().chain(outer).all(is_plain_percent) {
                    return None;
                }
                if inner.is_none_or(beyond) && outer.is_none_or(within) {
                    fits.push((outer.map(size), &band.award));
                }
            }
            BandCondition::Otherwise(_) => rest = Some(&band.award),
            BandCondition::Range(_) | BandCondition::Level(_) | BandCondition::Hole(_) => return None,
        }
    }
    // Of the rows that hold it the narrowest counts, one without end last.
    fits.sort_by(|(one, _), (other, _)| one.is_none().cmp(&other.is_none()).then_with(|| one.cmp(other)));
    super::readings::fixed(fits.first().map(|(_, award)| *award).or(rest)?, c)
}

fn is_plain_percent(reach: &Reach) -> bool {
    let percent = matches!(&reach.literal.unit, ast::LiteralUnit::Unit(unit) if unit.node == "%");
    percent && !reach.of_target
}
