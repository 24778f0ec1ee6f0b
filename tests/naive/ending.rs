//! The end of the calculation, tried on every outcome: each end of what is open, each open veto held or not.

use jixiao::rubric::Verdict;
use num_traits::Zero;

use super::expression::Reader;
use super::fraction::{F, Span, of, round};
use super::score::Possible;

/// Turns the sum of the groups into the total, and gives the grade after vetoes.
pub fn end(reader: &Reader<'_>, indicators: &[Possible], total: &mut Possible) -> Option<String> {
    let rubric = reader.rubric;
    let rules = &rubric.ending;
    let (mut low, mut high) = (F::zero(), F::zero());
    for (indicator, possible) in rubric.indicators.iter().zip(indicators) {
        if indicator.adjusts.is_some() {
            let (own_low, own_high) = possible.scores.clone().expect("an adjustment has a score");
            (low, high) = (low + own_low, high + own_high);
            total.open |= possible.open;
        }
    }
    let truths = rules.vetoes.iter().map(|veto| reader.truth(&veto.condition).ok()).collect::<Vec<_>>();
    let mut ways = vec![Vec::new()];
    for truth in &truths {
        let answers = truth.map_or(vec![false, true], |truth| vec![truth]);
        let longer = |way: &Vec<bool>| answers.iter().map(|one| [way.as_slice(), &[*one]].concat()).collect::<Vec<_>>();
        ways = ways.iter().flat_map(longer).collect();
    }
    let (base_low, base_high) = total.scores.clone()?;
    let mut found: Vec<F> = Vec::new();
    for (base, adjusted) in [(base_low, low), (base_high, high)] {
        for way in &ways {
            let mut score = base.clone();
            if let Some(block) = &rules.adjustments {
                score += adjusted.clone().max(of(&block.range.least)).min(of(&block.range.most));
            }
            score = rules.ceiling.as_ref().map_or(score.clone(), |most| score.min(of(most)));
            score = rules.floor.as_ref().map_or(score.clone(), |least| score.max(of(least)));
            for (veto, held) in rules.vetoes.iter().zip(way) {
                if let (Verdict::Total(limit), true) = (&veto.verdict, held) {
                    score = score.min(of(limit));
                }
            }
            found.push(round(&score, rubric.total_rounding));
        }
    }
    let (least, most) = (found.iter().min().unwrap().clone(), found.iter().max().unwrap().clone());
    // Beside data that are all there, only a veto that changes the total leaves it open.
    total.open |= least != most;
    total.scores = Some((least.clone(), most));
    if total.open {
        return None;
    }
    let at = rubric.grades.iter().position(|grade| Span::of(&grade.range).has(&least))?;
    let after = |way: &Vec<bool>| {
        let mut at = at;
        for (veto, held) in rules.vetoes.iter().zip(way) {
            match &veto.verdict {
                Verdict::Grade { limit, better } if *held && better.contains(&at) => at = *limit,
                _ => {}
            }
        }
        at
    };
    let all = ways.iter().map(after).collect::<std::collections::BTreeSet<_>>();
    (all.len() == 1).then(|| rubric.grades[*all.first().unwrap()].name.node.clone())
}
