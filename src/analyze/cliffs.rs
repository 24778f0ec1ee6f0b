//! Where the smallest change of a datum changes a score most.

use super::{Figure, Observation};
use crate::quantity::Rational;
use crate::rubric::{DisplayUnit, Rubric};

/// The largest jump of an indicator.
#[derive(Clone, Debug)]
pub struct Cliff {
    /// The indicator, by its path.
    pub indicator: String,
    /// The figure on the better side.
    pub from: Figure,
    /// The figure on the worse side: the same field, one in its last digit on.
    pub to: Figure,
    /// How far they are apart, as it is written: `0.01万元`.
    pub step: String,
    /// The score on the better side.
    pub high: Rational,
    /// The score on the worse side.
    pub low: Rational,
}

/// Of what share of an indicator's best score a jump is worth telling: one fiftieth. Less is the slope of a line.
const LEAST: i64 = 50;

/// The largest jump of every indicator, the largest first.
pub(super) fn cliffs(rubric: &Rubric, observations: &[Observation]) -> Vec<Cliff> {
    let mut found: Vec<Cliff> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for one in observations {
        if !names.contains(&one.indicator.as_str()) {
            names.push(&one.indicator);
        }
    }
    for name in names {
        let mut own = observations.iter().filter(|one| one.indicator == name).collect::<Vec<_>>();
        own.sort_by(|one, other| {
            let key = |one: &Observation| (one.edge.clone(), one.moved.name.clone(), one.moved.value.clone());
            key(one).cmp(&key(other))
        });
        let best = own.iter().map(|one| &one.score).max().cloned().unwrap_or(Rational::ZERO);
        let mut largest: Option<Cliff> = None;
        for (index, one) in own.iter().enumerate() {
            let near = own.get(index.saturating_add(1)).filter(|other| beside(one, other));
            if let Some(other) = near {
                let cliff = between(rubric, one, other);
                let more = largest.as_ref().is_none_or(|known| cliff.jump() > known.jump());
                if cliff.jump().is_positive() && more {
                    largest = Some(cliff);
                }
            }
        }
        let large = |cliff: &Cliff| &cliff.jump() * &Rational::whole(LEAST) >= best;
        found.extend(largest.filter(large));
    }
    found.sort_by_key(|cliff| std::cmp::Reverse(cliff.jump()));
    found
}

/// Whether two observations stand on two sides of one edge, moved by one field.
fn beside(one: &Observation, other: &Observation) -> bool {
    one.edge == other.edge && one.moved.name == other.moved.name && one.moved.value != other.moved.value
}

fn between(rubric: &Rubric, one: &Observation, other: &Observation) -> Cliff {
    let (better, worse) = if one.score >= other.score { (one, other) } else { (other, one) };
    let distance = (&one.moved.value - &other.moved.value).abs();
    let field = rubric.fields.iter().find(|field| field.name.node == better.moved.name);
    let step = field.map_or_else(
        || DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: 0 }.show(&distance),
        |field| match &field.kind {
            crate::quantity::Kind::Date => DisplayUnit::of(&crate::quantity::Kind::Days).show(&distance),
            crate::quantity::Kind::Level(_) => String::new(),
            crate::quantity::Kind::Ratio | crate::quantity::Kind::Change => {
                DisplayUnit::of(&crate::quantity::Kind::Point).plain(&distance)
            }
            _ => field.unit.plain(&distance),
        },
    );
    Cliff {
        indicator: better.indicator.clone(),
        from: better.moved.clone(),
        to: worse.moved.clone(),
        step,
        high: better.score.clone(),
        low: worse.score.clone(),
    }
}

impl Cliff {
    /// What the step costs.
    #[must_use]
    pub fn jump(&self) -> Rational {
        &self.high - &self.low
    }

    /// Whether the figure falls on its way to the worse side.
    #[must_use]
    pub fn falls(&self) -> bool {
        self.to.value < self.from.value
    }
}
