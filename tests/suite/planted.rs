//! Faults planted in real rubrics: each is told once, with its code, on its line, and the repair works.

use std::fs;
use std::path::PathBuf;

use jixiao::diagnostic::{Diagnostic, Diagnostics, Severity};
use jixiao::source::SourceMap;

/// A block of `tests/planted/faults.txt`, whose head explains it.
#[derive(Default)]
struct Planted {
    name: String,
    rubric: String,
    edits: Vec<(String, String)>,
    after: Option<String>,
    at: Vec<String>,
    codes: Vec<String>,
    fixes: Option<usize>,
    repair: Option<(String, String)>,
}

fn table() -> Vec<Planted> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/planted/faults.txt");
    let text = fs::read_to_string(path).unwrap();
    let mut all: Vec<Planted> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, value) = line.split_once(' ').unwrap();
        let pair = || {
            let (from, to) = value.split_once(" => ").unwrap_or_else(|| panic!("{line}"));
            (from.replace('↵', "\n"), to.replace('↵', "\n"))
        };
        let list = || value.split(['|', ',']).map(str::to_owned).collect();
        if key == "==" {
            all.push(Planted { name: value.to_owned(), ..Planted::default() });
        }
        let one = all.last_mut().unwrap();
        match key {
            "==" => {}
            "rubric" => one.rubric = value.to_owned(),
            "edit" => one.edits.push(pair()),
            "after" => one.after = Some(value.to_owned()),
            "at" => one.at = value.split('|').map(str::to_owned).collect(),
            "code" => one.codes = list(),
            "fixes" => one.fixes = value.parse().ok(),
            "repair" => one.repair = Some(pair()),
            other => panic!("{other}"),
        }
    }
    all
}

fn checked(text: &str) -> Vec<Diagnostic> {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", text);
    let mut diagnostics = Diagnostics::default();
    let compiled = jixiao::compile(&sources, id, &mut diagnostics);
    let mut list = diagnostics.into_list();
    assert_eq!(compiled.is_err(), list.iter().any(|one| one.severity == Severity::Error));
    // Hints are told of right rubrics too.
    list.retain(|one| one.severity != Severity::Hint);
    list
}

/// A text with all fixes applied.
fn fixed(text: &str, list: &[Diagnostic]) -> String {
    let mut fixes = list.iter().flat_map(|fault| &fault.fixes).collect::<Vec<_>>();
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
    let mut mended = text.to_owned();
    for fix in fixes {
        mended.replace_range(fix.span.range(), &fix.written(text));
    }
    mended
}

fn nearest(text: &str, part: &str, place: usize) -> Option<usize> {
    text.match_indices(part).map(|(at, _)| at).min_by_key(|at| at.abs_diff(place))
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// What is wrong with the answer to a planted fault, if anything.
fn wrong(one: &Planted) -> Option<String> {
    let specs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("specs");
    let mut text = fs::read_to_string(specs.join(&one.rubric).join("rubric.perf")).unwrap();
    let start = one.after.as_ref().map_or(0, |after| text.find(after.as_str()).unwrap());
    let mut place = 0;
    for (from, to) in &one.edits {
        let Some(at) = text[start..].find(from.as_str()) else { return Some(format!("{from} is not there")) };
        place = start + at;
        text.replace_range(place..place + from.len(), to);
    }
    let list = checked(&text);
    let told = |list: &[Diagnostic]| list.iter().map(|fault| fault.message.zh.clone()).collect::<Vec<_>>().join("; ");
    let [fault] = list.as_slice() else { return Some(format!("{} told: {}", list.len(), told(&list))) };
    if !one.codes.iter().any(|code| code == fault.code.number()) {
        return Some(format!("{} is told: {}", fault.code.number(), fault.message.zh));
    }
    let lines = match one.at.as_slice() {
        [] => vec![line_of(&text, place)],
        places => places.iter().filter_map(|part| Some(line_of(&text, nearest(&text, part, place)?))).collect(),
    };
    let span = fault.place()?;
    let found = line_of(&text, span.range().start);
    if !lines.contains(&found) {
        return Some(format!("line {found} instead of {lines:?}"));
    }
    if fault.help.is_none() && fault.fixes.is_empty() {
        return Some("no help".to_owned());
    }
    let mut mended = text.clone();
    let mut left = list.clone();
    for _ in 0..one.fixes.unwrap_or(1) {
        mended = fixed(&mended, &left);
        left = checked(&mended);
    }
    if !fault.fixes.is_empty() && left.iter().any(|fault| fault.severity == Severity::Error) {
        return Some(format!("after its fix: {}", told(&left)));
    }
    let (from, to) = one.repair.as_ref()?;
    let Some(at) = nearest(&text, from, place) else { return Some(format!("{from} is not there")) };
    text.replace_range(at..at + from.len(), to);
    let left = checked(&text);
    (!left.is_empty()).then(|| format!("after the repair: {}", told(&left)))
}

#[test]
fn every_planted_fault_is_told_once_on_its_line_and_its_repair_works() {
    let all = table();
    assert!(all.len() >= 100);
    let wrong = all.iter().filter_map(|one| Some(format!("{}: {}", one.name, wrong(one)?))).collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every line of the case on which a fault was planted ends with its code.
#[test]
fn twenty_faults_in_a_long_rubric_are_told_as_twenty() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check/twenty_faults/rubric.perf");
    let text = fs::read_to_string(path).unwrap();
    let planted = text.lines().enumerate().filter_map(|(at, line)| {
        let code = line.rsplit_once("  // E")?.1;
        Some((at + 1, format!("E{code}")))
    });
    let planted = planted.collect::<Vec<_>>();
    let mut diagnostics = Diagnostics::default();
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", &text);
    assert!(jixiao::compile(&sources, id, &mut diagnostics).is_err());
    let told = diagnostics.sorted().into_iter().map(|one| {
        let span = one.place().unwrap();
        (line_of(&text, span.range().start), one.code.number().to_owned())
    });
    assert_eq!(told.collect::<Vec<_>>(), planted);
    assert!(planted.len() == 20 && text.lines().count() > 600);
}
