//! Scores that a formula gives, and several ways of which one counts.

use jixiao::rubric::{Formula, Item, Pick, Ways};

use super::data::below;
use super::expression::Read;
use super::fraction::{Edge, F, of};
use super::score::{Possible, Scorer, either};

impl Scorer<'_> {
    /// What the formula comes to, or what was proved of it where that is closer.
    pub fn formula(&self, formula: &Formula) -> Possible {
        let (least, most) = (of(&formula.scores.0), of(&formula.scores.1));
        let span = match self.reader.read(&formula.value) {
            Read::Number(span) => span,
            Read::Open(_) => self.within(&formula.value),
            other => panic!("a score of {other:?}"),
        };
        let low = match &span.low {
            Edge::At(low, _) => low.clone().max(least.clone()),
            Edge::Free => least,
        };
        let high = match &span.high {
            Edge::At(high, _) => high.clone().min(most.clone()),
            Edge::Free => most,
        };
        let open = low != high;
        Possible { scores: Some((low, high)), left_out: (false, false), open }
    }

    /// Every way is scored; one counts.
    pub fn ways(&self, ways: &Ways, name: &str, item: Option<&str>) -> Possible {
        let one = |way: &Item| self.rule(&way.rule, name, Some(&below(item, &way.name)));
        let all = ways.ways.iter().map(one).collect::<Vec<_>>();
        if ways.pick == Pick::Chosen {
            let chosen = self.judged.chosen.get(&(name.to_owned(), item.map(str::to_owned)));
            let at = chosen.and_then(|chosen| ways.ways.iter().position(|way| way.name == *chosen));
            return match at {
                Some(at) => all[at].clone(),
                // All alike, it does not matter which.
                None if all.iter().all(|one| !one.open && one.scores == all[0].scores) => all[0].clone(),
                None => all.into_iter().reduce(either).unwrap(),
            };
        }
        let better = |one: F, other: F| match ways.pick {
            Pick::Highest => one.max(other),
            _ => one.min(other),
        };
        let ends = all.iter().map(|one| one.scores.clone().unwrap());
        let (low, high) = ends.reduce(|(a, b), (c, d)| (better(a, c), better(b, d))).unwrap();
        // Settled if a way is certain that no other can pass.
        let settled = all.iter().any(|one| !one.open && one.scores == Some((low.clone(), low.clone()))) && low == high;
        Possible { scores: Some((low, high)), left_out: (false, false), open: !settled }
    }
}
