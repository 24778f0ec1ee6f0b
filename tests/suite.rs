//! Runs every case and every real rubric, and shows what the user sees. See `tests/cases/README.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a test reads files, and stops at the first surprise"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use insta::Settings;
use jixiao::diagnostic::{Code, Diagnostics, Language, Reported, human};
use jixiao::report::{Sheet, text};
use jixiao::rubric::Rubric;
use jixiao::source::{SourceId, SourceMap};
use jixiao::submission::Format;
use jixiao::{Evaluation, ScoreOptions};

#[path = "suite/data_pages.rs"]
mod data_pages;
#[path = "suite/diffs.rs"]
mod diffs;
#[path = "suite/fixes.rs"]
mod fixes;
#[path = "suite/flat.rs"]
mod flat;
#[path = "suite/long.rs"]
mod long;
#[path = "suite/look.rs"]
mod look;
#[path = "suite/manuals.rs"]
mod manuals;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/parents.rs"]
mod parents;
#[path = "suite/planted.rs"]
mod planted;
#[path = "suite/verdicts.rs"]
mod verdicts;

/// insta counts failures of `glob!` for the whole process, so tests that run side by side would be told each other's.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn cases() {
    let _turn = turn();
    insta::glob!("cases/**/rubric.perf", |rubric| {
        let folder = rubric.parent().unwrap();
        let submission = ["submission.json", "submission.csv"].map(|name| folder.join(name));
        let submission = submission.iter().find(|path| path.exists());
        let others = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let is_other = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("other-");
        let others = others.filter(is_other).collect::<BTreeSet<_>>();
        let seen = match fs::read_to_string(folder.join("consolidate")) {
            Ok(unit) => added_up(rubric, unit.trim(), others.iter().chain(submission)),
            Err(_) => user_sees(rubric, submission.map(PathBuf::as_path), &others),
        };
        snapshot(folder, "expected", &seen);
    });
}

#[test]
fn real_rubrics() {
    let _turn = turn();
    insta::glob!("../specs", "**/rubric.perf", |rubric| {
        let folder = rubric.parent().unwrap();
        snapshot(folder, "rubric", &user_sees(rubric, None, &BTreeSet::new()));
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files = files.filter(|path| format_of(path).is_some()).collect::<Vec<_>>();
        files.sort();
        for submission in &files {
            // Units that are compared are scored in one run.
            let others = files.iter().filter(|other| *other != submission).cloned().collect();
            // Findings quote the file, so a submission that is there in both formats has a snapshot for each.
            let twins = ["json", "csv"].iter().filter(|kind| submission.with_extension(kind).exists()).count();
            let name = if twins > 1 { submission.file_name() } else { submission.file_stem() };
            snapshot(folder, &name.unwrap().to_string_lossy(), &user_sees(rubric, Some(submission), &others));
        }
    });
}

#[test]
fn every_code_has_a_case() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut seen = String::new();
    for folder in ["tests", "specs"] {
        gather(&root.join(folder), &mut seen);
    }
    let all = Code::ALL.iter().map(|code| code.number()).collect::<BTreeSet<_>>();
    let missing = all.iter().filter(|number| !seen.contains(**number)).copied().collect::<Vec<_>>();
    assert!(missing.is_empty(), "no snapshot under tests/ or specs/ shows {}", missing.join(" "));
}

/// The texts that show what a user sees: snapshots, and the table of the malformed set.
fn gather(folder: &Path, seen: &mut String) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            gather(&path, seen);
        } else if path.extension().is_some_and(|kind| kind == "snap") || path.ends_with("malformed.rs") {
            seen.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

fn snapshot(folder: &Path, name: &str, seen: &str) {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_suffix("");
    settings.set_omit_expression(true);
    settings.remove_input_file();
    // What was scored is told by its hash, which every change of a case would change.
    settings.add_filter(r"[0-9a-f]{64}", "[hash]");
    settings.bind(|| insta::assert_snapshot!(name, seen));
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()? {
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}

/// A rubric with those that it inherits from.
fn compiled(
    sources: &mut SourceMap,
    (path, id): (&Path, SourceId),
    diagnostics: &mut Diagnostics,
) -> Result<Rubric, Reported> {
    jixiao::compile_with(sources, id, &mut parents::Beside::new(path, id), diagnostics)
}

/// Adds a file under its bare name, so that a snapshot does not know where it lies.
fn add(sources: &mut SourceMap, path: &Path) -> SourceId {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    sources.add(name, &fs::read_to_string(path).unwrap())
}

/// Scorecard and findings if there are any, then the diagnostics.
///
/// Where the rubric compares units, `others` are scored in the same run.
fn user_sees(rubric: &Path, submission: Option<&Path>, others: &BTreeSet<PathBuf>) -> String {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let rubric_id = add(&mut sources, rubric);
    let submission = submission.map(|path| (add(&mut sources, path), format_of(path).unwrap()));
    let compiled = compiled(&mut sources, (rubric, rubric_id), &mut diagnostics);
    let language = language(rubric, compiled.as_ref().ok(), sources.get(rubric_id).text());
    let mut seen = String::new();
    if let (Ok(rubric), Some((id, format))) = (&compiled, submission) {
        let options = ScoreOptions { format, basis: None, year_mismatch: false };
        let others = if rubric.compared().next().is_some() { others.clone() } else { BTreeSet::new() };
        let prepared = jixiao::prepare(rubric, sources.get(id), options, &mut diagnostics);
        let mut rejected = Vec::new();
        let mut all = prepared.into_iter().collect::<Vec<_>>();
        for path in &others {
            let id = add(&mut sources, path);
            let options = ScoreOptions { format: format_of(path).unwrap(), ..options };
            match jixiao::prepare(rubric, sources.get(id), options, &mut Diagnostics::default()) {
                Ok(other) => all.push(other),
                Err(_) => rejected.push(path.file_name().unwrap().to_string_lossy().into_owned()),
            }
        }
        jixiao::compare_all(rubric, &mut all, &rejected);
        let first = all.into_iter().next().filter(|_| diagnostics.error_since(0).is_none());
        if let Some(Ok(evaluation)) = first.map(|first| jixiao::finish(first, options, &mut diagnostics)) {
            seen.push_str(&text(&sheet(&sources, &evaluation, language)));
        }
    }
    let told = human(&diagnostics.sorted(), &sources, language, false);
    if !seen.is_empty() && !told.is_empty() {
        seen.push_str("\n――――\n\n");
    }
    seen.push_str(&told);
    if seen.is_empty() { "(no diagnostics)".to_owned() } else { seen }
}

/// What is seen of a unit to which submissions are added up.
fn added_up<'a>(rubric: &Path, unit: &str, submissions: impl Iterator<Item = &'a PathBuf>) -> String {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let id = add(&mut sources, rubric);
    let compiled = compiled(&mut sources, (rubric, id), &mut diagnostics).expect("a rubric to add up by");
    let options = ScoreOptions { format: Format::Json, basis: None, year_mismatch: false };
    let mut parts = Vec::new();
    for path in submissions {
        let id = add(&mut sources, path);
        let options = ScoreOptions { format: format_of(path).unwrap(), ..options };
        parts.extend(jixiao::part(&compiled, sources.get(id), options, &mut diagnostics));
    }
    let scored = jixiao::consolidated(&compiled, unit, parts, options, &mut diagnostics);
    let seen = scored.map(|one| text(&sheet(&sources, &one, compiled.language))).unwrap_or_default();
    format!("{seen}{}", human(&diagnostics.sorted(), &sources, compiled.language, false))
}

fn sheet<'a>(sources: &'a SourceMap, one: &'a Evaluation, language: Language) -> Sheet<'a> {
    Sheet {
        rubric: &one.rubric,
        sources,
        inputs: &one.inputs,
        measures: &one.measures,
        scorecard: &one.scorecard,
        other: one.other.as_ref(),
        findings: &one.findings,
        receipt: &one.receipt,
        language,
        line_numbers: true,
    }
}

/// That of the file `lang`, else the rubric's, else that of its first keyword.
fn language(path: &Path, rubric: Option<&Rubric>, text: &str) -> Language {
    match fs::read_to_string(path.with_file_name("lang")).as_deref().map(str::trim) {
        Ok("en") => Language::En,
        Ok("zh") => Language::Zh,
        Ok(other) => panic!("{}: the file `lang` says {other:?}, not zh or en", path.display()),
        Err(_) => rubric.map_or_else(
            || if text.lines().any(|line| line.starts_with("rubric ")) { Language::En } else { Language::Zh },
            |rubric| rubric.language,
        ),
    }
}
