//! What an indicator gets, read off the model as a person would read the rubric: no normal form, no checked tree.
//!
//! Only for submissions in which every cell holds one certain value (optional ones may be blank).

use jixiao::quantity::{Relation, Rounding};
use num_traits::{One, Signed, Zero};

use super::calendar;
use super::data::{Cell, Cells, Judged, below};
use super::expression::only;
use super::fraction::{Edge, F, frac, round};
use super::model::*;

/// What becomes of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// This score, not rounded.
    Score(F),
    /// Left out.
    LeftOut,
    /// Nobody gave the score.
    NotJudged,
    /// One of several ways is not judged, which may matter or not.
    Unclear,
}

/// Reads a model with the figures of a submission at hand.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The rubric.
    pub model: &'a Model,
    /// The figures.
    pub cells: &'a Cells,
    /// What was judged.
    pub judged: &'a Judged,
    /// The row that is looked at.
    pub row: Option<u32>,
}

/// What is scored at the moment.
pub struct Part<'a> {
    indicator: &'a Indicator,
    body: &'a Body,
    item: Option<String>,
    points: F,
}

/// All indicators of a model, in the order of the text.
pub fn indicators(nodes: &[Node]) -> Vec<&Indicator> {
    nodes
        .iter()
        .flat_map(|node| match node {
            Node::Indicator(one) => vec![one],
            Node::Group { children, .. } => indicators(children),
        })
        .collect()
}

impl Reading<'_> {
    /// What becomes of an indicator.
    pub fn fate(&self, indicator: &Indicator) -> Fate {
        let part = Part { indicator, body: &indicator.body, item: None, points: indicator.points.clone() };
        for (condition, policy) in &indicator.not_applicable {
            if self.holds(condition, &part) {
                return match policy {
                    Policy::LeftOut { .. } => Fate::LeftOut,
                    Policy::Award(award) => self.award(award, &part),
                };
            }
        }
        self.rule(&indicator.body.rule, &part)
    }

    fn award(&self, award: &Award, part: &Part) -> Fate {
        match award {
            Award::Full => Fate::Score(part.points.clone()),
            Award::Points(points) => Fate::Score(points.clone()),
            Award::Share(share) => Fate::Score(&part.points * share),
            Award::Computed { start, slope, other, clamped } => {
                let x = other.as_ref().map_or_else(|| self.measure(part), |(field, _)| self.field(*field));
                let share = start + slope * x;
                let share = if *clamped { share.max(F::zero()).min(F::one()) } else { share };
                Fate::Score(&part.points * share)
            }
            Award::ByJudgement | Award::Judged(_) => {
                let key = (part.indicator.name.clone(), part.item.clone());
                self.judged.scores.get(&key).map_or(Fate::NotJudged, |score| Fate::Score(score.clone()))
            }
        }
    }

    fn rule(&self, rule: &Rule, part: &Part) -> Fate {
        match rule {
            Rule::Gets(award) | Rule::Judged(award) => self.award(award, part),
            Rule::Pass(condition, otherwise) => match (self.holds(condition, part), otherwise) {
                (true, _) => Fate::Score(part.points.clone()),
                (false, Some(award)) => self.award(award, part),
                (false, None) => Fate::Score(F::zero()),
            },
            Rule::Bands { rows, .. } => {
                let x = self.measure(part);
                let hit = rows.iter().find(|(range, _)| range.as_ref().is_none_or(|range| range.has(&x)));
                self.award(&hit.expect("every value has a band").1, part)
            }
            Rule::Deduct { free, lines, floor, .. } => {
                let x = self.measure(part);
                let charged = lines.iter().map(|line| {
                    let excess = match (line.over, &free.low, &free.high) {
                        (true, _, Edge::At(limit, _)) => &x - limit,
                        (false, Edge::At(limit, _), _) => limit - &x,
                        _ => panic!("a limit"),
                    };
                    charge(line, &excess)
                });
                Fate::Score((&part.points - charged.sum::<F>()).max(floor.clone()))
            }
            Rule::Occur { lines, floor } => {
                let charged = lines.iter().map(|(value, line)| charge(line, &self.value(value, part)));
                Fate::Score((&part.points - charged.sum::<F>()).max(floor.clone()))
            }
            Rule::Proportional { by_deviation, cuts, .. } => self.proportional(*by_deviation, cuts, part),
            Rule::Linear { anchors, .. } => {
                let x = self.measure(part);
                let anchors = anchors.iter().map(|(at, award)| (at, self.award(award, part)));
                let anchors = anchors.map(|(at, award)| match award {
                    Fate::Score(score) => (at, score),
                    _ => panic!("a score"),
                });
                let anchors = anchors.collect::<Vec<_>>();
                let before = anchors.iter().rev().find(|(at, _)| **at <= x);
                let after = anchors.iter().find(|(at, _)| **at > x);
                Fate::Score(match (before, after) {
                    (Some((a, low)), Some((b, high))) => low + (&x - *a) / (*b - *a) * (high - low),
                    (Some((_, score)), None) | (None, Some((_, score))) => score.clone(),
                    (None, None) => panic!("an anchor"),
                })
            }
            Rule::Checklist(items) => {
                let mut sum = F::zero();
                for item in items {
                    match self.item(item, part) {
                        Fate::Score(score) => sum += score,
                        other => return other,
                    }
                }
                Fate::Score(sum)
            }
            Rule::Deviation { share, rows, rest, .. } => {
                let x = self.measure(part);
                let t = self.value(&part.body.target.as_ref().expect("a target").1, part);
                let off = if *share { (&x - &t).abs() / &t } else { (&x - &t).abs() };
                let holds = rows.iter().filter(|(reach, included, _)| off < *reach || (*included && off == *reach));
                let narrowest = holds.min_by(|one, other| one.0.cmp(&other.0));
                self.award(narrowest.map_or(rest, |(.., award)| award), part)
            }
            Rule::Ways { pick, ways } => self.ways(*pick, ways, part),
            Rule::Cases(arms) => {
                let holds = |condition: &Option<C>| condition.as_ref().is_none_or(|one| self.holds(one, part));
                let (_, rule) = arms.iter().find(|(condition, _)| holds(condition)).expect("an arm");
                self.rule(rule, part)
            }
        }
    }

    fn ways(&self, pick: usize, ways: &[(String, Result<Rule, Body>)], part: &Part) -> Fate {
        let fate = |(name, way): &(String, Result<Rule, Body>)| {
            let item = Some(below(part.item.as_deref(), name));
            let own = Part { indicator: part.indicator, body: part.body, item, points: part.points.clone() };
            match way {
                Ok(rule) => self.rule(rule, &own),
                Err(body) => self.rule(&body.rule, &Part { body, ..own }),
            }
        };
        if pick == 2 {
            let chosen = self.judged.chosen.get(&(part.indicator.name.clone(), part.item.clone()));
            let way = chosen.and_then(|chosen| ways.iter().find(|(name, _)| name == chosen));
            if let Some(way) = way {
                return fate(way);
            }
            let mut scores = ways.iter().map(fate).map(|fate| match fate {
                Fate::Score(score) => Some(score),
                _ => None,
            });
            let first = scores.next().flatten();
            let alike = first.is_some() && scores.all(|other| other == first);
            return first.filter(|_| alike).map_or(Fate::NotJudged, Fate::Score);
        }
        let fates = ways.iter().map(fate).collect::<Vec<_>>();
        let scores = fates.iter().filter_map(|fate| match fate {
            Fate::Score(score) => Some(score.clone()),
            _ => None,
        });
        let best = if pick == 0 { scores.clone().max() } else { scores.clone().min() };
        match best {
            Some(best) if scores.count() == fates.len() => Fate::Score(best),
            _ => Fate::Unclear,
        }
    }

    fn item(&self, item: &Item, part: &Part) -> Fate {
        match &item.body {
            Ok(condition) => Fate::Score(if self.holds(condition, part) { item.points.clone() } else { F::zero() }),
            Err(body) => {
                let (item, points) = (Some(below(part.item.as_deref(), &item.name)), item.points.clone());
                self.rule(&body.rule, &Part { indicator: part.indicator, body, item, points })
            }
        }
    }

    fn proportional(&self, by_deviation: bool, cuts: &[Cut], part: &Part) -> Fate {
        let x = self.measure(part);
        let (relation, target) = part.body.target.as_ref().expect("a target");
        let t = self.value(target, part);
        for cut in cuts {
            let of = if cut.completion { &x / &t } else { x.clone() };
            if cut.range.has(&of) {
                return self.award(&cut.award, part);
            }
        }
        let share = match relation.unwrap_or(Relation::AtLeast) {
            Relation::AtLeast if x >= t => F::one(),
            Relation::AtMost if x <= t => F::one(),
            Relation::Equal if x == t => F::one(),
            _ if !t.is_positive() => F::zero(),
            Relation::AtLeast => &x / &t,
            Relation::AtMost => &t / &x,
            Relation::Equal if by_deviation => F::one() - (&x - &t).abs() / &t,
            _ => F::zero(),
        };
        Fate::Score(&part.points * share.max(F::zero()))
    }

    fn measure(&self, part: &Part) -> F {
        let value = self.value(part.body.formula.as_ref().expect("a formula"), part);
        match part.body.rounding {
            // Of ratios and changes the digits of the percentage count.
            Some((places, mode)) => round(&(value * frac(100, 1)), Some(Rounding { places, mode })) / frac(100, 1),
            None => value,
        }
    }

    fn field(&self, field: usize) -> F {
        self.number(&self.model.fields[field].name)
    }

    fn number(&self, name: &str) -> F {
        match self.cells.get(name) {
            Some(Cell::Number(span)) => only(span).expect("one value"),
            other => panic!("{name} is {other:?}"),
        }
    }

    pub fn value(&self, e: &E, part: &Part) -> F {
        let value = |e: &E| self.value(e, part);
        match e {
            E::Field(field) => self.field(*field),
            E::Const(value, _) => value.clone(),
            E::Definition(at) => value(&self.model.definitions[*at].1),
            E::Measure => self.measure(part),
            E::Row(table, column) => self.number(&self.row_cell(*table, *column)),
            E::RowDefinition(table, at) => value(&self.model.tables[*table].definitions[*at].1),
            E::Over(over) => self.over_rows(over, part),
            E::Keyed(table, key, column) => self.number(&self.keyed_cell(*table, *key, *column)),
            E::Sum(a, b) => value(a) + value(b),
            E::Difference(a, b) => value(a) - value(b),
            E::Ratio(a, b) => value(a) / value(b),
            E::Growth(new, old) => (value(new) - value(old)) / value(old),
            E::Abs(a) => value(a).abs(),
            E::Max(a, b) => value(a).max(value(b)),
            E::Min(a, b) => value(a).min(value(b)),
            E::Clamp(x, low, high) => value(x).max(value(low)).min(value(high)),
            E::WorkingDays(from, to) => calendar::working_days(&value(from), &value(to)),
            E::Deadline(from, days, period) => calendar::last_day(&value(from), days, *period),
        }
    }

    pub fn holds(&self, condition: &C, part: &Part) -> bool {
        let cell = |field: usize| self.cells.get(&self.model.fields[field].name);
        match condition {
            C::Yes(field) => cell(*field) == Some(&Cell::Truth(true)),
            C::RowYes(table, column) => self.cells.get(&self.row_cell(*table, *column)) == Some(&Cell::Truth(true)),
            C::RowFilled(table, column) => {
                matches!(self.cells.get(&self.row_cell(*table, *column)), Some(Cell::Number(_)))
            }
            C::Not(inner) => !self.holds(inner, part),
            C::Compare(left, relation, right) => relation.holds(&self.value(left, part), &self.value(right, part)),
            C::Short(relation, right) => relation.holds(&self.measure(part), &self.value(right, part)),
            C::And(parts) => parts.iter().all(|one| self.holds(one, part)),
            C::Or(parts) => parts.iter().any(|one| self.holds(one, part)),
            C::Filled(field) => matches!(cell(*field), Some(Cell::Number(_) | Cell::Truth(_))),
            C::Years(field, relation, at, least) => {
                let field = &self.model.fields[*field];
                let holding = (0..field.years).filter(|back| {
                    let value = self.cells.get(&super::data::in_year(&field.name, *back));
                    matches!(value, Some(Cell::Number(span)) if relation.holds(&only(span).unwrap(), at))
                });
                holding.count() >= usize::try_from(*least).unwrap()
            }
            C::Reported => false,
        }
    }
}

fn charge(line: &Line, excess: &F) -> F {
    let steps = (excess / &line.step).max(F::zero());
    let steps = match line.partial {
        0 => steps,
        1 => steps.floor(),
        2 => steps.ceil(),
        _ => {
            assert!(steps.is_integer(), "parts of a count");
            steps
        }
    };
    steps * &line.amount
}
