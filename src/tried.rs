//! Trying a rubric: made-up submissions at its edges, and what they show to a reviewer.

use crate::diagnostic::Diagnostics;
use crate::rubric::Rubric;
use crate::source::SourceMap;
use crate::{Prepared, ScoreOptions, analyze, audit, declared_basis, edges, eval, prepare, submission};

/// The edge cases of a rubric: submissions just below, at and just above every edge of every rule.
///
/// # Errors
/// Where no plausible submission is accepted: the codes of the reasons.
pub fn edges(rubric: &Rubric) -> Result<edges::Edges, String> {
    edges_of(rubric, edges::Wanted::ALL)
}

/// As [`edges()`], of some indicators only.
///
/// # Errors
/// As [`edges()`].
pub fn edges_of(rubric: &Rubric, wanted: edges::Wanted<'_>) -> Result<edges::Edges, String> {
    edges::edges(rubric, &|text| tried(rubric, text), wanted)
}

/// What a reviewer asks of a rubric: who decides its points, where one last digit costs most, from where on better earns
/// nothing more, how many points hang on each datum.
///
/// # Errors
/// As [`edges()`].
pub fn analyze(rubric: &Rubric) -> Result<analyze::Analysis, String> {
    let wanted = edges::Wanted { whole: false, ..edges::Wanted::ALL };
    let found = edges_of(rubric, wanted)?;
    // What a person gives beyond an edge says nothing of how far it drops.
    let by_rule = |case: &edges::EdgeCase| !case.judged;
    let observation = |case: edges::EdgeCase| {
        let (edges::Owner::Indicator(indicator), Some(moved)) = (case.owner, case.moved) else { return None };
        let moved = analyze::Figure { name: moved.name, value: moved.value, written: moved.written };
        Some(analyze::Observation { indicator, edge: case.edge, moved, score: case.score.exact()?.clone() })
    };
    let observations = found.cases.into_iter().filter(by_rule).filter_map(observation).collect::<Vec<_>>();
    let untried = found.unsolved.into_iter().map(|one| (one.name, one.reason)).collect();
    Ok(analyze::analyze(rubric, &observations, untried))
}

/// Scores a made-up submission.
fn tried(rubric: &Rubric, text: &str) -> Result<edges::Trial, String> {
    let mut sources = SourceMap::default();
    let id = sources.add("edge.json", text);
    let mut diagnostics = Diagnostics::default();
    let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
    let prepared = prepare(rubric, sources.get(id), options, &mut diagnostics).map_err(|_| {
        let mut codes = diagnostics.sorted().iter().map(|one| one.code.number().to_owned()).collect::<Vec<_>>();
        codes.dedup();
        codes.join(" ")
    })?;
    let Prepared { rubric, inputs, measures, .. } = prepared;
    let scorecard = eval::points(&rubric, &inputs, &measures, declared_basis(&rubric));
    let checks = audit::verdicts(&rubric, &inputs, &measures, &scorecard);
    Ok(edges::Trial { rubric, inputs, measures, scorecard, checks })
}
