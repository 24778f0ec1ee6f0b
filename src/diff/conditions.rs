//! Conditions of two rubrics compared as sets: whether they hold for the same figures, however they are written.
//!
//! Every sum that is compared with a number is an axis, cut where a condition may change; every other question is an
//! axis of yes and no. The axes are taken to be independent of each other, so what is found to be the same is the same;
//! two sets that differ only where no figures can lie may be told apart.

use std::collections::BTreeMap;

use super::function::{cells, whole_sample};
use super::meaning::{MEASURE, Reader, is_number};
use super::polynomial::Threshold;
use crate::ids::MeasureId;
use crate::quantity::{Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Expr, Node};

/// More combinations than this are not looked at.
const MOST_POINTS: usize = 20_000;

/// What conditions ask about.
#[derive(Default)]
pub(super) struct Grid {
    axes: Vec<Axis>,
    /// Where the unknowns of sums can lie, and whether in whole numbers only.
    ranges: BTreeMap<String, (Interval, bool)>,
}

struct Axis {
    name: String,
    range: Interval,
    whole: bool,
    edges: Vec<Rational>,
}

/// A condition over the axes of a grid.
pub(super) enum Asks {
    Compare(usize, Relation, Rational),
    Not(Box<Asks>),
    All(Vec<Asks>),
    Any(Vec<Asks>),
}

/// A sample of a cell on every axis.
pub(super) type Point = Vec<Rational>;

impl Reader<'_> {
    /// Whether two conditions, one of each rubric, hold for the same figures.
    pub fn agrees(&self, expr: &Expr, (other, theirs): (&Reader<'_>, &Expr)) -> bool {
        if self.meaning(expr) == other.meaning(theirs) {
            return true;
        }
        if expr.kind != Kind::YesNo || theirs.kind != Kind::YesNo {
            return false;
        }
        let mut grid = Grid::default();
        let (one, two) = (grid.asks(self, expr), grid.asks(other, theirs));
        grid.points().is_some_and(|points| points.iter().all(|point| one.holds(point) == two.holds(point)))
    }
}

impl Grid {
    /// A condition of one of the rubrics; its axes are noted.
    pub fn asks(&mut self, reader: &Reader<'_>, expr: &Expr) -> Asks {
        match &expr.node {
            Node::Definition(id) if reader.defined(*id).is_some() => {
                self.asks(reader, &reader.rubric.definition(*id).value)
            }
            Node::Not(inner) => Asks::Not(Box::new(self.asks(reader, inner))),
            Node::And(parts) => Asks::All(parts.iter().map(|part| self.asks(reader, part)).collect()),
            Node::Or(parts) => Asks::Any(parts.iter().map(|part| self.asks(reader, part)).collect()),
            Node::Comparison(relation, left, right) => {
                self.compared(reader, *relation, left, right).unwrap_or_else(|| self.question(reader, expr))
            }
            _ => self.question(reader, expr),
        }
    }

    fn compared(&mut self, reader: &Reader<'_>, relation: Relation, left: &Expr, right: &Expr) -> Option<Asks> {
        if is_number(&left.kind) {
            let difference = reader.quotient(left).combine(Op::Sub, &reader.quotient(right))?;
            let Threshold { form, terms, at, turned } = difference.threshold()?;
            [left, right].into_iter().for_each(|side| self.note(reader, side));
            let relation = if turned { relation.mirrored() } else { relation };
            if terms.is_empty() {
                let holds = relation.holds(&Rational::ZERO, &at);
                return Some(if holds { Asks::All(Vec::new()) } else { Asks::Any(Vec::new()) });
            }
            let (range, whole) = self.range_of(&terms);
            return Some(self.on(form, (range, whole), relation, at));
        }
        let (Kind::Level(levels), Node::Number(rank)) = (&left.kind, &right.node) else { return None };
        let ranks = i64::try_from(levels.names.len()).unwrap_or(i64::MAX).saturating_sub(1);
        let range = Interval::closed(Rational::ZERO, Rational::whole(ranks));
        let name = format!("{}{:?}", reader.meaning(left), levels.names);
        Some(self.on(name, (range, true), relation, rank.clone()))
    }

    /// A question that only has an answer.
    fn question(&mut self, reader: &Reader<'_>, expr: &Expr) -> Asks {
        self.on(reader.meaning(expr), yes_or_no(), Relation::Equal, Rational::ONE)
    }

    fn on(&mut self, name: String, (range, whole): (Interval, bool), relation: Relation, at: Rational) -> Asks {
        let known = self.axes.iter().position(|axis| axis.name == name);
        let place = known.unwrap_or_else(|| {
            self.axes.push(Axis { name, range: range.clone(), whole, edges: Vec::new() });
            self.axes.len().saturating_sub(1)
        });
        if let Some(axis) = self.axes.get_mut(place) {
            axis.range = axis.range.intersection(&range);
            axis.whole &= whole;
            axis.edges.push(at.clone());
        }
        Asks::Compare(place, relation, at)
    }

    /// Where the fields below an expression can lie.
    fn note(&mut self, reader: &Reader<'_>, expr: &Expr) {
        let noted = match &expr.node {
            Node::Definition(id) => return reader.defined(*id).into_iter().for_each(|value| self.note(reader, value)),
            Node::Field(id) => {
                let field = reader.rubric.field(*id);
                Some((reader.field(*id), field.range.clone(), field.is_whole()))
            }
            Node::Measure(id) => Some((MEASURE.to_owned(), domain(reader, *id), false)),
            _ => None,
        };
        if let Some((name, range, whole)) = noted {
            let entry = self.ranges.entry(name).or_insert((range.clone(), whole));
            *entry = (entry.0.intersection(&range), entry.1 && whole);
        }
        expr.children().into_iter().for_each(|child| self.note(reader, child));
    }

    fn range_of(&self, terms: &[(Option<String>, Rational)]) -> (Interval, bool) {
        let known = |name: &Option<String>| name.as_ref().and_then(|name| self.ranges.get(name));
        let mut sum = Interval::point(Rational::ZERO);
        for (name, factor) in terms {
            let range = known(name).map_or(Interval::ALL, |(range, _)| range.clone());
            sum = sum.combine(Op::Add, &range.combine(Op::Mul, &Interval::point(factor.clone())));
        }
        let whole = match terms {
            [(name, factor)] => *factor == Rational::ONE && known(name).is_some_and(|(_, whole)| *whole),
            _ => false,
        };
        (sum, whole)
    }

    /// A sample of every combination of cells; `None` if there are too many.
    pub fn points(&self) -> Option<Vec<Point>> {
        let mut points = vec![Point::new()];
        for axis in &self.axes {
            let mut samples = Vec::new();
            for (cell, sample) in cells(&axis.range, axis.edges.clone()) {
                match axis.whole {
                    true if cell.whole().is_empty() => {}
                    true => samples.push(whole_sample(&cell, sample)),
                    false => samples.push(sample),
                }
            }
            if points.len().saturating_mul(samples.len()) > MOST_POINTS {
                return None;
            }
            let with = |point: &Point, sample: &Rational| point.iter().chain([sample]).cloned().collect::<Point>();
            points = points.iter().flat_map(|point| samples.iter().map(|sample| with(point, sample))).collect();
        }
        Some(points)
    }
}

impl Asks {
    /// Whether it holds around a sample.
    pub fn holds(&self, point: &[Rational]) -> bool {
        match self {
            Asks::Compare(axis, relation, at) => point.get(*axis).is_some_and(|value| relation.holds(value, at)),
            Asks::Not(inner) => !inner.holds(point),
            Asks::All(parts) => parts.iter().all(|part| part.holds(point)),
            Asks::Any(parts) => parts.iter().any(|part| part.holds(point)),
        }
    }
}

fn yes_or_no() -> (Interval, bool) {
    (Interval::closed(Rational::ZERO, Rational::ONE), true)
}

fn domain(reader: &Reader<'_>, id: MeasureId) -> Interval {
    reader.rubric.measure(id).domain.clone()
}
