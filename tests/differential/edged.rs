//! What a rubric that compiles promises is kept at every edge that is found of it.

use jixiao::diagnostic::Diagnostics;
use jixiao::quantity::Rational;
use jixiao::scorecard::Amount;
use jixiao::source::SourceMap;
use jixiao::{ScoreOptions, submission};

use super::naive::generate::generate;
use super::naive::render::render;
use super::{setting, show};

/// Rubrics of which the edges are tried; each has hundreds.
const EDGED: u64 = 12;

/// What a rubric that compiles promises, at every edge of every rule: each indicator gets 0 to its points.
#[test]
fn edges_lie_within_the_points() {
    let (rubrics, first) = (EDGED * setting("JIXIAO_PAIRS", 10_000).div_ceil(10_000), setting("JIXIAO_SEED", 1));
    let mut tried = 0;
    // Seeds that the other test does not come to with this size.
    for seed in first + 40..first + 40 + rubrics {
        let text = render(&generate(seed, 4), seed);
        let mut sources = SourceMap::default();
        let id = sources.add("rubric.perf", &text);
        let Ok(rubric) = jixiao::compile(&sources, id, &mut Diagnostics::default()) else {
            let reads_scores = text.contains("得分(") || text.contains("score_of(");
            assert!(reads_scores, "a right rubric is refused: seed {seed}\n{text}");
            continue;
        };
        let Ok(edges) = jixiao::tried::edges(&rubric) else { continue };
        for case in edges.cases {
            let id = sources.add("edge.json", &case.submission);
            let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
            let found = jixiao::score(&rubric, sources.get(id), options, &mut Diagnostics::default()).unwrap();
            for line in &found.scorecard.indicators {
                let indicator = found.rubric.indicator(line.id);
                let points = indicator.points.clone().map(|points| (Rational::ZERO, points));
                let range = indicator.adjusts.clone().map(|range| (range.least, range.most));
                let (least, most) = range.or(points).unwrap();
                let within = match &line.score {
                    Amount::Exact(score) => least <= *score && *score <= most,
                    Amount::Between(low, high) => least <= *low && low <= high && *high <= most,
                    _ => true,
                };
                assert!(within, "{}: {}\nseed {seed}\n{text}\n{}", case.name, show(&line.score), case.submission);
            }
            tried += 1;
        }
    }
    assert!(tried > 100, "only {tried} edges are tried");
}
