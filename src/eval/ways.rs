//! 取高, 取低, 择一: several ways to score the same, of which one counts.

use super::possible::Possible;
use super::rule::{Part, Scorer};
use crate::quantity::Rational;
use crate::rubric::{Item, Pick, ScoreRange, Ways};
use crate::scorecard::{Opening, Step};

impl Scorer<'_> {
    /// The way that counts, with the scores of all. A way that is open only opens the whole where it may still count.
    pub fn ways(self, ways: &Ways, part: &Part) -> Possible {
        let scored = ways.ways.iter().map(|way| (way, self.way(way))).collect::<Vec<_>>();
        if ways.pick == Pick::Chosen {
            return self.chosen(ways, part, &scored);
        }
        let highest = ways.pick == Pick::Highest;
        let better = |one: &Rational, other: &Rational| if highest { one > other } else { one < other };
        let ends = scored.iter().filter_map(|(_, possible)| possible.scores.clone());
        let pick = |one: Rational, other: Rational| if better(&other, &one) { other } else { one };
        let whole = ends.reduce(|(low, high), (other_low, other_high)| (pick(low, other_low), pick(high, other_high)));
        let (low, high) = whole.unwrap_or((part.scores.least.clone(), part.scores.most.clone()));
        // The first that is decided and that none which is open can better.
        let wins = |(_, possible): &&(&Item, Possible)| low == high && possible.decided() == Some(&low);
        let winner = scored.iter().find(wins).map(|(way, _)| way.element);
        let mut sum = Possible::between(low.clone(), high.clone());
        sum.steps = steps(&scored, |way| winner == Some(way.element));
        if winner.is_none() {
            // What an open way may still give, and whether that is better than what is certain.
            let certain = if highest { &low } else { &high };
            for (_, possible) in scored {
                let best = possible.scores.map(|(low, high)| if highest { high } else { low });
                if best.is_some_and(|best| better(&best, certain) || low == high) {
                    sum = possible.open.into_iter().fold(sum, Possible::open);
                }
            }
        }
        sum
    }

    fn way(self, way: &Item) -> Possible {
        let scores = ScoreRange { least: Rational::ZERO, most: way.points.clone() };
        let part = Part { item: Some(way.element), scores };
        self.normal(&way.rule.normal, &part)
    }

    /// The way that the submission names; while it names none, any of them.
    fn chosen(self, ways: &Ways, part: &Part, scored: &[(&Item, Possible)]) -> Possible {
        let judged = self.inputs.judgements.get(&(self.indicator, part.item));
        let named = judged.and_then(|judged| judged.choice.as_ref());
        let found = named.and_then(|name| scored.iter().find(|(way, _)| way.name == name.node));
        let Some((way, possible)) = found else {
            // Which way is chosen makes no difference where all give the same.
            let mut settled = scored.iter().map(|(_, possible)| possible.decided());
            let score = settled.next().flatten().filter(|first| settled.all(|other| other == Some(*first)));
            if let Some(score) = score {
                return Possible { steps: steps(scored, |_| false), ..Possible::exact(score.clone()) };
            }
            let opening = Opening::NotChosen(ways.element);
            let any = scored.iter().map(|(_, possible)| possible.clone());
            let any = any.reduce(|one, other| one.or(other, opening.clone()));
            let any = any.unwrap_or_else(|| Possible::between(part.scores.least.clone(), part.scores.most.clone()));
            return Possible { steps: steps(scored, |_| false), open: vec![opening], ..any };
        };
        Possible { steps: steps(scored, |one| one.element == way.element), ..possible.clone() }
    }
}

fn steps(scored: &[(&Item, Possible)], counts: impl Fn(&Item) -> bool) -> Vec<Step> {
    let step = |(way, possible): &(&Item, Possible)| Step::Way {
        element: way.element,
        score: possible.amount(),
        counts: counts(way),
        steps: possible.steps.clone(),
    };
    scored.iter().map(step).collect()
}
