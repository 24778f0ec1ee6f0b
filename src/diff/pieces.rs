//! Two rules that one number decides: for which values the score differs, and by how much.

use super::change::What;
use super::function::{Function, Outcome, Unknown, cells, whole_sample};
use super::meaning::{MEASURE, Reader};
use super::rules::Rules;
use super::words::{in_both, points, same, say};
use crate::diagnostic::{Language, Text};
use crate::quantity::{Interval, Kind, Rational};
use crate::rubric::{Curve, DisplayUnit, Expr, Rule, plain_value, show_interval, show_points, unit_of_sides};

/// The number that decides: how it is told, and where it can lie in both rubrics.
struct Axis {
    name: Text,
    kind: Kind,
    unit: DisplayUnit,
    range: Interval,
    whole: bool,
}

/// Values for which the score differs.
struct Difference {
    interval: Interval,
    old: Outcome,
    new: Outcome,
}

impl<'a> Rules<'a, '_> {
    /// Compares the rules as functions of one number; no if they are none.
    pub(super) fn functions(&mut self, old: &'a Rule, new: &'a Rule) -> bool {
        let Some((before, after)) = Function::of(self.old, old).zip(Function::of(self.new, new)) else { return false };
        if before.name() != after.name() {
            return false;
        }
        if let Some(levels) = self.levels(&before, &after) {
            return self.by_levels((&before, &after), &levels, (old.span, new.span));
        }
        let axis = self.axis(&before, &after);
        let Some(axis) = axis else { return false };
        let Some(differences) = self.differences((&before, &after), &axis) else { return false };
        for Difference { interval, old: before, new: after } in differences {
            let place = show_interval(&interval, |at| plain_value(at, &axis.kind, &axis.unit));
            let name = at(&axis.name, &place, interval.only().is_some());
            let outcomes = (outcome(&before, &interval), outcome(&after, &interval));
            self.tell(What::Score, name, outcomes, (old.span, new.span));
        }
        true
    }

    fn axis(&self, before: &Function<'_>, after: &Function<'_>) -> Option<Axis> {
        match (&before.unknown, &after.unknown) {
            (Unknown::Measure, Unknown::Measure) => {
                let (old, new) = (self.measures.0?, self.measures.1?);
                let alone = |reader: &Reader<'_>, expr: &Expr| match &expr.node {
                    crate::rubric::Node::Field(field) => reader.rubric.field(*field).is_whole(),
                    _ => false,
                };
                let whole = matches!(new.value.kind, Kind::Date | Kind::Level(_) | Kind::YesNo)
                    || (alone(self.old, &old.value) && alone(self.new, &new.value));
                (old.value.kind == new.value.kind).then(|| Axis {
                    name: Text::new("指标值", "the measure"),
                    kind: new.value.kind.clone(),
                    unit: new.unit.clone(),
                    range: old.domain.intersection(&new.domain),
                    whole,
                })
            }
            (Unknown::Field(old), Unknown::Field(new)) => {
                let (old, new) = (self.old.rubric.field(*old), self.new.rubric.field(*new));
                (old.kind == new.kind).then(|| Axis {
                    name: same(&new.name.node),
                    kind: new.kind.clone(),
                    unit: new.unit.clone(),
                    range: old.range.intersection(&new.range),
                    whole: old.is_whole() && new.is_whole(),
                })
            }
            (Unknown::Over(_), Unknown::Over(_)) => {
                let ((_, reached), (over, range)) = (before.over()?, after.over()?);
                Some(Axis {
                    name: in_both(|l| self.new.rubric.written(over, l)),
                    kind: over.kind.clone(),
                    unit: unit_of_sides(over, over, self.new.rubric),
                    range: range.intersection(&reached),
                    whole: false,
                })
            }
            _ => None,
        }
    }

    /// Where the scores differ, cells that differ alike put together.
    fn differences(&self, (old, new): (&Function<'_>, &Function<'_>), axis: &Axis) -> Option<Vec<Difference>> {
        let mut edges = old.edges();
        edges.extend(new.edges());
        let mut found: Vec<Difference> = Vec::new();
        // The last cell may be joined with the next only where it differs itself.
        let mut joined = false;
        for (cell, sample) in cells(&axis.range, edges) {
            let (cell, sample) = if axis.whole { (cell.whole(), whole_sample(&cell, sample)) } else { (cell, sample) };
            if cell.is_empty() {
                continue;
            }
            let (before, after) = (old.outcome(&sample)?, new.outcome(&sample)?);
            if self.same_outcome(&before, &after, &cell) {
                joined = false;
                continue;
            }
            match found.last_mut().filter(|last| joined && alike(&last.old, &before) && alike(&last.new, &after)) {
                Some(last) => last.interval = last.interval.hull(&cell),
                None => found.push(Difference { interval: cell, old: before, new: after }),
            }
            joined = true;
        }
        Some(found)
    }

    pub(super) fn same_outcome(&self, before: &Outcome, after: &Outcome, cell: &Interval) -> bool {
        match (before, after) {
            (Outcome::Curve(old), Outcome::Curve(new)) => match cell.only() {
                Some(at) => old.at(at).zip(new.at(at)).is_some_and(|(old, new)| self.keeps(&old, &new)),
                None => {
                    let scaled = |ratio: &Rational| Curve { a: &old.a * ratio, b: &old.b * ratio, ..old.clone() };
                    same_curve(old, new) || self.ratio.as_ref().is_some_and(|ratio| same_curve(&scaled(ratio), new))
                }
            },
            (Outcome::Formula(old, _), Outcome::Formula(new, _)) => self.keeps_formula(old, new),
            (Outcome::Judged(old), Outcome::Judged(new)) => {
                let kept = |(before, after): (&(String, Interval), &(String, Interval))| {
                    before.0 == after.0 && self.keeps_interval(&before.1, &after.1)
                };
                old.len() == new.len() && old.iter().zip(new).all(kept)
            }
            _ => false,
        }
    }

    /// Up to where nothing is deducted: where the excess is 0.
    pub(super) fn limit(&self, reader: &Reader<'_>, excess: &Expr) -> Option<Text> {
        let measure = [self.measures.0, self.measures.1].into_iter().flatten().next()?;
        let Curve { a, b, .. } = reader.quotient(excess).curve(MEASURE)?;
        let at = (-&a).checked_div(&b)?;
        Some(same(&plain_value(&at, &measure.value.kind, &measure.unit)))
    }
}

fn alike(one: &Outcome, other: &Outcome) -> bool {
    match (one, other) {
        (Outcome::Curve(one), Outcome::Curve(other)) => same_curve(one, other),
        (Outcome::Formula(one, _), Outcome::Formula(other, _)) => one.is_same(other),
        (Outcome::Judged(one), Outcome::Judged(other)) => one == other,
        _ => false,
    }
}

/// `指标值在 [90%, 95%) 时`, `指标值为 90% 时`; the name alone where there are no ends.
pub(super) fn at(name: &Text, place: &str, only: bool) -> Text {
    in_both(|language| {
        let name = name.get(language);
        match (language, only) {
            _ if place.is_empty() => name.to_owned(),
            (Language::Zh, false) if place.starts_with(['≥', '>', '≤', '<']) => format!("{name} {place} 时"),
            (Language::En, false) if place.starts_with(['≥', '>', '≤', '<']) => format!("{name} {place}:"),
            (Language::Zh, true) => format!("{name}为 {place} 时"),
            (Language::En, true) => format!("{name} = {place}:"),
            (Language::Zh, false) => format!("{name}在 {place} 时"),
            (Language::En, false) => format!("{name} in {place}:"),
        }
    })
}

/// Whether two curves are the same function.
fn same_curve(one: &Curve, other: &Curve) -> bool {
    let product = |(a, b): (&Rational, &Rational), (c, d): (&Rational, &Rational)| [a * c, &(a * d) + &(b * c), b * d];
    product((&one.a, &one.b), (&other.c, &other.d)) == product((&other.a, &other.b), (&one.c, &one.d))
}

/// A score, or how it runs from one end of an interval to the other.
pub(super) fn outcome(outcome: &Outcome, interval: &Interval) -> Text {
    let curve = match outcome {
        Outcome::Curve(curve) => curve,
        Outcome::Formula(_, written) => return written.clone(),
        Outcome::Judged(levels) if levels.is_empty() => return Text::new("人工评定", "by judgement"),
        Outcome::Judged(_) => return Text::new("评定", "judged"),
    };
    if let Some(score) = curve.constant_score().or_else(|| interval.only().and_then(|at| curve.at(at))) {
        return points(&score);
    }
    let ends = [&interval.lower, &interval.upper].map(|end| end.number().and_then(|at| curve.at(at)));
    in_both(|l| {
        let show = |score: &Rational| show_points(score, 0, l);
        match &ends {
            [Some(from), Some(to)] => format!("{}{}{}", show(from), say(l, "至", " to "), show(to)),
            [Some(from), None] => format!("{}{}", say(l, "按比例，起于 ", "pro rata, from "), show(from)),
            [None, Some(to)] => format!("{}{}", say(l, "按比例，止于 ", "pro rata, up to "), show(to)),
            [None, None] => say(l, "按比例", "pro rata").to_owned(),
        }
    })
}
