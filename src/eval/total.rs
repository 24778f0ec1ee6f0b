//! Groups, 折算 and the whole: §8 and §9 of `specs/language.md`.
//!
//! What may be left out makes a group's score a quotient of two sums that both depend on the choice. The best and the
//! worst choice are found over all *sums* that choices can make, not over all choices: points are few and round, so
//! there are few sums. A group's score only grows with each score in it, and rounding keeps order, so for one sum of
//! points only the lowest and the highest sum of scores matter. The result is exact.

use std::collections::BTreeMap;

use super::possible::Possible;
use crate::ids::{GroupId, NodeId};
use crate::quantity::{Rational, Rounding};
use crate::rubric::Rubric;
use crate::scorecard::Amount;

/// Sums of points beyond which a group's score is no longer told more closely than between 0 and its points.
const MOST_SUMS: usize = 10_000;

type Ends = (Rational, Rational);

/// The groups and the whole.
pub(super) struct Sums {
    /// By [`GroupId`]. INVARIANT: every group is below a root, so each has its place.
    pub groups: Vec<Sum>,
    /// The whole, before 加减分 and all that follows.
    pub whole: Sum,
}

/// What a node comes to.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    /// Its points; `None` if unpublished, of it or of something in it.
    points: Option<Rational>,
    /// By the points in it that are left out and spread over the whole: what the rest comes to.
    outcomes: BTreeMap<Rational, Outcome>,
    /// Whether something in it is open.
    open: bool,
    /// Where nothing is open, the points of what is scored in it.
    scored_points: Option<Rational>,
    /// Whether there were too many sums, so that only its points bound it.
    vague: bool,
}

/// What a node comes to, its points left out to the whole not counted.
#[derive(Clone, Debug, Default)]
struct Outcome {
    /// The lowest and the highest score, if it can be scored.
    scores: Option<Ends>,
    /// Whether it can be left out altogether.
    left_out: bool,
}

/// A way in which children can add up: points left out to the whole, points scored, whether anything is scored.
type Key = (Rational, Rational, bool);

/// Adds up the tree from the scores of its indicators.
pub(super) fn add_up(rubric: &Rubric, indicators: &[Possible]) -> Sums {
    let mut tree = Tree { rubric, indicators, groups: BTreeMap::new() };
    let roots = tree.children(&rubric.roots);
    // The total is rounded once: by its own rule from the scores as they are, else like a group's.
    let rounding = rubric.indicator_rounding.filter(|_| rubric.total_rounding.is_none());
    let whole = spread_whole(combine(Some(&rubric.total), &roots, None), &rubric.total, rounding);
    Sums { groups: tree.groups.into_values().collect(), whole }
}

/// The tree while it is added up, from the leaves.
struct Tree<'a> {
    rubric: &'a Rubric,
    indicators: &'a [Possible],
    groups: BTreeMap<GroupId, Sum>,
}

impl Tree<'_> {
    fn children(&mut self, nodes: &[NodeId]) -> Vec<Sum> {
        nodes.iter().filter_map(|node| self.node(*node)).collect()
    }

    fn node(&mut self, node: NodeId) -> Option<Sum> {
        match node {
            NodeId::Group(id) => {
                let group = self.rubric.group(id);
                let children = self.children(&group.children);
                let sum = combine(group.points.as_ref(), &children, self.rubric.indicator_rounding);
                self.groups.insert(id, sum.clone());
                Some(sum)
            }
            NodeId::Indicator(id) => {
                let points = self.rubric.indicator(id).points.clone();
                self.indicators.get(id.index()).map(|possible| Sum::of_indicator(points, possible))
            }
        }
    }
}

/// 折算 over the whole: what was left out to it is spread, so that nothing is left out to anybody any more.
fn spread_whole(sum: Sum, total: &Rational, rounding: Option<Rounding>) -> Sum {
    let mut spread = Outcome::default();
    for (left, outcome) in &sum.outcomes {
        spread.left_out |= outcome.left_out;
        let rest = total - left;
        if let Some((low, high)) = &outcome.scores {
            let scale = |score: &Rational| (score * total).checked_div(&rest).unwrap_or_else(|| score.clone());
            spread.admit((rounded(rounding, &scale(low)), rounded(rounding, &scale(high))));
        }
    }
    Sum { outcomes: BTreeMap::from([(Rational::ZERO, spread)]), ..sum }
}

fn combine(points: Option<&Rational>, children: &[Sum], rounding: Option<Rounding>) -> Sum {
    let open = children.iter().any(|child| child.open);
    let published = points.filter(|_| children.iter().all(|child| child.points.is_some()));
    let Some(points) = published else {
        return Sum { points: None, outcomes: BTreeMap::new(), open, scored_points: None, vague: false };
    };
    let vague = children.iter().any(|child| child.vague);
    let Some(sums) = sums_of(children).filter(|_| !vague) else {
        let any = Outcome { scores: Some((Rational::ZERO, points.clone())), left_out: true };
        let outcomes = BTreeMap::from([(Rational::ZERO, any)]);
        return Sum { points: Some(points.clone()), outcomes, open: true, scored_points: None, vague: true };
    };
    let mut outcomes: BTreeMap<Rational, Outcome> = BTreeMap::new();
    for ((left_to_whole, applicable, scored), (low, high)) in &sums {
        let outcome = outcomes.entry(left_to_whole.clone()).or_default();
        if !scored {
            outcome.left_out = true;
            continue;
        }
        let own = points - left_to_whole;
        let scale = |score: &Rational| match (score * &own).checked_div(applicable) {
            Some(scaled) if own != *applicable => rounded(rounding, &scaled),
            _ => score.clone(),
        };
        outcome.admit((scale(low), scale(high)));
    }
    let only = sums.keys().next().filter(|_| sums.len() == 1 && !open);
    let scored_points = only.map(|(_, applicable, _)| applicable.clone());
    Sum { points: Some(points.clone()), outcomes, open, scored_points, vague: false }
}

/// All ways in which children can add up, with the lowest and the highest sum of scores; `None` if there are too many.
fn sums_of(children: &[Sum]) -> Option<BTreeMap<Key, Ends>> {
    let nothing = (Rational::ZERO, Rational::ZERO);
    let mut sums = BTreeMap::from([((Rational::ZERO, Rational::ZERO, false), nothing)]);
    for child in children {
        let points = child.points.as_ref()?;
        let mut next: BTreeMap<Key, Ends> = BTreeMap::new();
        for ((left, applicable, scored), (low, high)) in &sums {
            for (child_left, outcome) in &child.outcomes {
                let left = left + child_left;
                if outcome.left_out {
                    admit(&mut next, (left.clone(), applicable.clone(), *scored), (low.clone(), high.clone()));
                }
                if let Some((child_low, child_high)) = &outcome.scores {
                    let applicable = applicable + &(points - child_left);
                    admit(&mut next, (left, applicable, true), (low + child_low, high + child_high));
                }
            }
        }
        if next.len() > MOST_SUMS {
            return None;
        }
        sums = next;
    }
    Some(sums)
}

fn admit(sums: &mut BTreeMap<Key, Ends>, key: Key, (low, high): Ends) {
    let known = sums.entry(key).or_insert_with(|| (low.clone(), high.clone()));
    *known = (known.0.clone().min(low), known.1.clone().max(high));
}

fn rounded(rounding: Option<Rounding>, score: &Rational) -> Rational {
    rounding.map_or_else(|| score.clone(), |rounding| rounding.round(score))
}

impl Outcome {
    fn admit(&mut self, (low, high): Ends) {
        self.scores = Some(match self.scores.take() {
            Some((lowest, highest)) => (lowest.min(low), highest.max(high)),
            None => (low, high),
        });
    }
}

impl Sum {
    fn of_indicator(points: Option<Rational>, possible: &Possible) -> Sum {
        let mut outcomes: BTreeMap<Rational, Outcome> = BTreeMap::new();
        let own = outcomes.entry(Rational::ZERO).or_default();
        own.scores.clone_from(&possible.scores);
        own.left_out = possible.left_to_parent;
        if let (true, Some(points)) = (possible.left_to_whole, &points) {
            outcomes.entry(points.clone()).or_default().left_out = true;
        }
        outcomes.retain(|_, outcome| outcome.left_out || outcome.scores.is_some());
        let scored = if possible.scores.is_some() { points.clone() } else { Some(Rational::ZERO) };
        let open = !possible.open.is_empty();
        Sum { scored_points: scored.filter(|_| !open), points, outcomes, open, vague: false }
    }

    /// Its score.
    pub fn amount(&self) -> Amount {
        if self.points.is_none() {
            return Amount::Unpublished;
        }
        let scores = self.outcomes.values().filter_map(|outcome| outcome.scores.clone());
        match scores.reduce(|(low, high), (other_low, other_high)| (low.min(other_low), high.max(other_high))) {
            None => Amount::LeftOut,
            Some((low, high)) if self.open => Amount::Between(low, high),
            Some((score, _)) => Amount::Exact(score),
        }
    }

    /// The points of what is scored in it, where that is decided, something is scored, and not all.
    pub fn applicable(&self) -> Option<Rational> {
        self.scored_points.clone().filter(|scored| self.points.as_ref() != Some(scored) && !scored.is_zero())
    }

    /// The points that it has without what is left out to the whole, and its score, where both are decided; the score
    /// is `None` where all of it is left out.
    pub fn settled(&self) -> Option<(Rational, Option<Rational>)> {
        let points = self.points.as_ref().filter(|_| !self.open)?;
        let (left, outcome) = self.outcomes.iter().next()?;
        Some((points - left, outcome.scores.as_ref().map(|(score, _)| score.clone())))
    }
}
