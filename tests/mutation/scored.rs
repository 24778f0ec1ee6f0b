//! A rubric with all that is scored by it: its edge cases and the submissions that are kept beside it.

use std::fs;
use std::path::{Path, PathBuf};

use jixiao::diagnostic::{Diagnostic, Diagnostics};
use jixiao::edges::{EdgeCase, Edges, Owner, Wanted};
use jixiao::findings::Class;
use jixiao::rubric::Rubric;
use jixiao::scorecard::{Basis, IndicatorLine, Step};
use jixiao::source::SourceMap;
use jixiao::submission::Format;
use jixiao::{Evaluation, ScoreOptions};

use super::near::{figures, spread};
use super::parents::Beside;

/// A rubric with everything that is scored by it.
pub struct Original {
    /// Where its text lies: what it inherits is found from there.
    pub path: PathBuf,
    pub folder: String,
    pub text: String,
    pub rubric: Rubric,
    pub cases: Vec<Case>,
    /// The edge cases, with the figures that were moved.
    pub edges: Vec<EdgeCase>,
}

/// A submission, or several that are scored together, and what they lead to.
pub struct Case {
    /// Of an edge case of an indicator its name.
    pub of: Option<String>,
    pub submission: String,
    pub seen: String,
}

/// The rubric that a text would be in the place of another.
pub fn compile(text: &str, path: &Path) -> Result<Rubric, Vec<Diagnostic>> {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let id = sources.add("rubric.perf", text);
    let compiled = jixiao::compile_with(&mut sources, id, &mut Beside::new(path, id), &mut diagnostics);
    compiled.map_err(|_| diagnostics.sorted().iter().map(|one| (*one).clone()).collect())
}

/// What the compiler says of a text that it accepts.
pub fn hints(text: &str, path: &Path) -> Vec<Diagnostic> {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let id = sources.add("rubric.perf", text);
    let _ = jixiao::compile_with(&mut sources, id, &mut Beside::new(path, id), &mut diagnostics);
    diagnostics.sorted().iter().map(|one| (*one).clone()).collect()
}

/// Between submissions that are scored together.
const TOGETHER: char = '\u{1}';

/// The scores of a submission alone: findings take most of the time of [`result`].
pub fn scores(rubric: &Rubric, submission: &str) -> String {
    let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
    let id = sources.add("submission.json", submission);
    let scored = jixiao::submission::read(sources.get(id), Format::Json, &mut found)
        .and_then(|read| jixiao::bind::bind(rubric, &read, jixiao::bind::Options::default(), &mut found))
        .and_then(|inputs| jixiao::unfold::unfold(rubric, inputs, &mut found))
        .and_then(|(unfolded, inputs)| {
            let measures = jixiao::measure::measure(&unfolded, &inputs, &mut found)?;
            Ok(jixiao::eval::points(&unfolded, &inputs, &measures, Basis::Claimed))
        });
    let Ok(card) = scored else { return "rejected".to_owned() };
    let lines = card.indicators.iter().map(|line| format!("{:?} ", line.score)).collect::<String>();
    format!("{:?} {:?} {lines}", card.total, card.grade)
}

/// All that a submission leads to, or several together, as one text.
pub fn result(rubric: &Rubric, submissions: &str) -> String {
    let options = ScoreOptions { format: Format::Json, basis: None, year_mismatch: false };
    let mut diagnostics = Diagnostics::default();
    let prepared = submissions.split(TOGETHER).map(|text| {
        let mut sources = SourceMap::default();
        let id = sources.add("submission.json", text);
        jixiao::prepare(rubric, sources.get(id), options, &mut Diagnostics::default())
    });
    let Ok(mut prepared) = prepared.collect::<Result<Vec<_>, _>>() else { return "rejected".to_owned() };
    jixiao::compare_all(rubric, &mut prepared, &[]);
    let each = prepared.into_iter().map(|one| match jixiao::finish(one, options, &mut diagnostics) {
        Err(_) => "rejected ".to_owned(),
        Ok(one) => told(&one),
    });
    each.collect()
}

fn told(one: &Evaluation) -> String {
    let card = &one.scorecard;
    // A person may happen to give what the rule would.
    let line = |line: &IndicatorLine| format!("{:?}{} ", line.score, line.steps.iter().any(is_judged));
    let lines = card.indicators.iter().map(line).collect::<String>();
    let groups = card.groups.iter().map(|line| format!("{:?}{:?} ", line.score, line.grade)).collect::<String>();
    let checks = one.findings.list.iter().filter(|one| one.class != Class::Data);
    let checks = checks.map(|one| format!("{} ", one.diagnostic.message.zh)).collect::<String>();
    format!("{:?} {:?} {lines}{groups}{checks}", card.total, card.grade)
}

fn is_judged(step: &Step) -> bool {
    match step {
        Step::Judged { .. } => true,
        Step::Item { steps, .. } | Step::Way { steps, .. } => steps.iter().any(is_judged),
        _ => false,
    }
}

/// Edge cases of a rubric: of the indicator of a name, or of the whole.
pub fn edges_of(rubric: &Rubric, name: Option<&str>) -> Vec<EdgeCase> {
    let is_it = |path: &str| path.rsplit('/').next() == name;
    let edges = jixiao::tried::edges_of(rubric, Wanted { indicator: &is_it, whole: name.is_none() });
    edges.map(|edges| edges.cases).unwrap_or_default()
}

/// The indicator of which an edge case is.
pub fn owner(case: &EdgeCase) -> Option<String> {
    match &case.owner {
        Owner::Indicator(path) => path.rsplit('/').next().map(str::to_owned),
        Owner::Check(_) | Owner::Group(_) | Owner::Total => None,
    }
}

/// Submissions of units of different names, to be scored together.
fn together<'s>(submissions: impl Iterator<Item = &'s String>) -> String {
    let named = submissions.enumerate().map(|(at, text)| {
        let number = (at + 1).to_string();
        text.replacen("\"试例\"", &format!("\"试例{number}\""), 1).replacen(
            "\"trial\"",
            &format!("\"trial {number}\""),
            1,
        )
    });
    named.collect::<Vec<_>>().join(&TOGETHER.to_string())
}

/// Units that are compared, where each differs from the others.
const MEMBERS: i64 = 12;

/// A rubric of `specs/` with its cases.
pub fn original(path: &Path) -> Original {
    let text = fs::read_to_string(path).unwrap();
    let rubric = compile(&text, path).unwrap_or_else(|faults| panic!("{}: {faults:?}", path.display()));
    let mut cases = Vec::new();
    let mut push = |of: Option<String>, submission: String| {
        let seen = result(&rubric, &submission);
        cases.push(Case { of, submission, seen });
    };
    let mut edges = Vec::new();
    if let Ok(Edges { base, cases, .. }) = jixiao::tried::edges(&rubric) {
        edges = cases;
        edges.iter().for_each(|case| push(owner(case), case.submission.clone()));
        if rubric.compared().next().is_some() {
            push(None, together(edges.iter().chain([&base]).map(|case| &case.submission)));
            // In each figure each lower, or each higher, than the one before, so that every rank is held by one.
            for name in figures(&base.submission) {
                for sign in [-1, 1] {
                    let members = (0..MEMBERS).map(|at| spread(&base.submission, &name, Some(sign * at)));
                    push(None, together(members.collect::<Vec<_>>().iter()));
                }
                push(None, spread(&base.submission, &name, None));
            }
        }
        push(None, base.submission);
    }
    let folder = path.parent().unwrap();
    let mut kept = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    kept.sort();
    let kept = kept.iter().filter(|path| path.extension().is_some_and(|kind| kind == "json"));
    let kept = kept.map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>();
    if rubric.compared().next().is_some() {
        push(None, together(kept.iter()));
    }
    kept.into_iter().for_each(|submission| push(None, submission));
    let folder = folder.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display().to_string();
    Original { path: path.to_owned(), folder, text, rubric, cases, edges }
}
