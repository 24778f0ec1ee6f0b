//! Does anybody notice a slip of the pen? Every rubric is changed in one place; either the compiler refuses it, or some
//! generated edge case, or a kept submission, scores otherwise. What neither notices is listed with the reason.
//!
//! `cargo test --release --test mutation -- --ignored --nocapture` tries all mutants of all rubrics under `specs/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a test reads files, and stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jixiao::diagnostic::Diagnostics;
use jixiao::edges::{Owner, Wanted};
use jixiao::findings::Class;
use jixiao::rubric::{Award, Choice, NormalForm, Rubric, Rule};
use jixiao::scorecard::{IndicatorLine, Step};
use jixiao::source::SourceMap;
use jixiao::submission::Format;
use jixiao::{Evaluation, ScoreOptions};
use mutants::{Kind, Mutant, mutants};

#[path = "mutation/mutants.rs"]
mod mutants;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Refused,
    Rescored,
    /// Neither: why.
    Kept(&'static str),
}

const UNEXPLAINED: &str = "unexplained";

/// A rubric with everything that is scored by it.
struct Original {
    folder: String,
    text: String,
    rubric: Rubric,
    /// The edge cases by the name of their indicator, `None` for those of the whole, and the kept submissions.
    cases: Vec<(Option<String>, String, String)>,
}

fn compile(text: &str) -> Option<Rubric> {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", text);
    jixiao::compile(&sources, id, &mut Diagnostics::default()).ok()
}

/// Between submissions that are scored together.
const TOGETHER: char = '\u{1}';

/// All that a submission leads to, or several together, as one text.
fn result(rubric: &Rubric, submissions: &str) -> String {
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

fn original(path: &Path) -> Option<Original> {
    let text = fs::read_to_string(path).unwrap();
    let rubric = compile(&text)?;
    let mut cases = Vec::new();
    if let Ok(edges) = jixiao::tried::edges(&rubric) {
        for case in edges.cases.into_iter().chain([edges.base]) {
            let owner = match &case.owner {
                Owner::Indicator(path) => path.rsplit('/').next().map(str::to_owned),
                Owner::Check(_) | Owner::Group(_) | Owner::Total => None,
            };
            let seen = result(&rubric, &case.submission);
            cases.push((owner, case.submission, seen));
        }
    }
    let folder = path.parent().unwrap();
    let mut kept = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    kept.sort();
    let kept = kept.iter().filter(|path| path.extension().is_some_and(|kind| kind == "json"));
    let mut kept = kept.map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>();
    if rubric.compared().next().is_some() {
        kept.push(kept.join(&TOGETHER.to_string()));
    }
    for submission in kept {
        let seen = result(&rubric, &submission);
        cases.push((None, submission, seen));
    }
    let folder = folder.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display().to_string();
    Some(Original { folder, text, rubric, cases })
}

fn fate(original: &Original, mutant: &Mutant) -> Fate {
    let Some(rubric) = compile(&mutant.text) else { return Fate::Refused };
    let noticed = |owner: &Option<String>| {
        let own = original.cases.iter().filter(|(of, ..)| of == owner);
        own.into_iter().any(|(_, submission, seen)| result(&rubric, submission) != *seen)
    };
    if noticed(&mutant.indicator) {
        return Fate::Rescored;
    }
    // Its own edges may be elsewhere.
    let name = mutant.indicator.as_deref();
    let is_it = |path: &str| path.rsplit('/').next() == name;
    let edges = jixiao::tried::edges_of(&rubric, Wanted { indicator: &is_it, whole: name.is_none() });
    let cases = edges.map(|edges| edges.cases).unwrap_or_default();
    if cases.iter().any(|case| result(&rubric, &case.submission) != result(&original.rubric, &case.submission)) {
        return Fate::Rescored;
    }
    let others = original.cases.iter().filter(|(of, ..)| *of != mutant.indicator);
    if others.into_iter().any(|(_, submission, seen)| result(&rubric, submission) != *seen) {
        return Fate::Rescored;
    }
    Fate::Kept(why(original, &rubric, mutant))
}

/// Why nobody notices. What is said here is proved, but for what people decide and what takes other units.
fn why(original: &Original, mutated: &Rubric, mutant: &Mutant) -> &'static str {
    if original.rubric.canonical() == mutated.canonical() {
        return "equivalent: the same rubric in other words";
    }
    if jixiao::diff::diff(&original.rubric, mutated).is_empty() {
        return "equivalent: the rules are the same functions";
    }
    let named = |rubric: &Rubric| {
        let all = rubric.indicators.iter();
        all.clone().find(|one| Some(one.name.node.as_str()) == mutant.indicator.as_deref()).cloned()
    };
    let Some(indicator) = named(mutated) else { return UNEXPLAINED };
    if indicator.points.is_none() {
        return "no score: the points are not published";
    }
    if says_nothing(&original.text, mutant.line) || says_nothing(&mutant.text, mutant.line) {
        return "equivalent: E0445 says so";
    }
    match &indicator.rule {
        Some(rule) if judged(rule) => "judged by hand where the data do not decide",
        _ if mutated.compared().next().is_some() => {
            "compared with other units, and the same in the order that was tried"
        }
        _ if mutant.kind == Kind::Guard && guarded(original, mutant) => "the rule gives the same without the guard",
        _ if finer_noticed(original, mutant) => "moves scores by less than they are rounded",
        _ => UNEXPLAINED,
    }
}

/// Whether the compiler says of a line that it changes no score.
fn says_nothing(text: &str, line: usize) -> bool {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", text);
    let mut diagnostics = Diagnostics::default();
    let _ = jixiao::compile(&sources, id, &mut diagnostics);
    let list = diagnostics.sorted();
    let mut hints = list.iter().filter(|one| one.code.number() == "E0445").filter_map(|one| one.place());
    hints.any(|place| text[..usize::try_from(place.start).unwrap()].matches('\n').count() + 1 == line)
}

/// Whether a case is scored otherwise by other rubrics for which only one line is changed in both alike.
fn noticed_between(original: &Original, (one, other): (&str, &str), mutant: &Mutant) -> bool {
    let (Some(one), Some(other)) = (compile(one), compile(other)) else { return false };
    let own = original.cases.iter().filter(|(of, ..)| *of == mutant.indicator);
    let own = own.map(|(_, submission, _)| submission.clone());
    let name = mutant.indicator.as_deref();
    let is_it = |path: &str| path.rsplit('/').next() == name;
    let edges = jixiao::tried::edges_of(&other, Wanted { indicator: &is_it, whole: false });
    let edges = edges.map(|edges| edges.cases).unwrap_or_default().into_iter().map(|case| case.submission);
    own.chain(edges).any(|submission| result(&one, &submission) != result(&other, &submission))
}

/// Whether some case meets a guard: with another score in its place it is noticed.
fn guarded(original: &Original, mutant: &Mutant) -> bool {
    let other = match mutant.before.contains("满分") || mutant.before.contains("full") {
        true => mutant.before.replace("满分", "0分").replace("full", "0 points"),
        false => mutant.before.split(" 时 ").next().unwrap().to_owned() + " 时 满分",
    };
    let changed = original.text.replacen(&mutant.before, &other, 1);
    noticed_between(original, (&original.text, &changed), mutant)
}

/// Whether a change is seen where scores keep ten more places.
fn finer_noticed(original: &Original, mutant: &Mutant) -> bool {
    let finer = |text: &str| {
        let lines = text.lines().map(|line| {
            if line.trim_start().starts_with("修约：指标得分") {
                line.replacen("保留", "保留1", 1)
            } else if line.trim_start().starts_with("rounding: indicator") {
                line.replacen("to ", "to 1", 1)
            } else {
                line.to_owned()
            }
        });
        lines.collect::<Vec<_>>().join("\n") + "\n"
    };
    original.rubric.indicator_rounding.is_some()
        && noticed_between(original, (&finer(&original.text), &finer(&mutant.text)), mutant)
}

fn judged(rule: &Rule) -> bool {
    let award = |award: &Award| matches!(award, Award::Judged(_));
    match &rule.normal {
        NormalForm::Judged(_) => true,
        NormalForm::Pieces { bands, .. } => bands.iter().any(|band| award(&band.award)),
        NormalForm::Cases(arms) => arms.iter().any(|arm| match &arm.then {
            Choice::Award(one) => award(one),
            Choice::Rule(rule) => judged(rule),
        }),
        NormalForm::Items(items) => items.iter().any(|item| judged(&item.rule)),
        _ => false,
    }
}

/// Counts by kind and fate, and the survivors one by one.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<Kind, BTreeMap<Fate, usize>>,
    survivors: Vec<String>,
}

impl Tally {
    fn try_all(&mut self, original: &Original) {
        for mutant in &sampled(mutants(&original.text)) {
            let fate = fate(original, mutant);
            *self.counts.entry(mutant.kind).or_default().entry(fate).or_default() += 1;
            if let Fate::Kept(why) = fate {
                let Mutant { line, before, after, .. } = mutant;
                self.survivors
                    .push(format!("{why} | {}:{line} {:?}: {before} → {after}", original.folder, mutant.kind));
            }
        }
    }

    fn add(&mut self, other: Tally) {
        for (kind, fates) in other.counts {
            for (fate, count) in fates {
                *self.counts.entry(kind).or_default().entry(fate).or_default() += count;
            }
        }
        self.survivors.extend(other.survivors);
    }

    fn sum(&self, wanted: impl Fn(Fate) -> bool) -> usize {
        let all = self.counts.values().flatten();
        all.filter(|(fate, _)| wanted(**fate)).map(|(_, count)| count).sum()
    }

    fn print(&mut self) {
        println!(
            "{:<36} {:>6} {:>8} {:>9} {:>10} {:>12}",
            "mutation", "all", "refused", "rescored", "explained", "unexplained"
        );
        for kind in Kind::ALL {
            let own = self.counts.get(&kind).cloned().unwrap_or_default();
            let of = |wanted: &dyn Fn(Fate) -> bool| -> usize {
                own.iter().filter(|(fate, _)| wanted(**fate)).map(|(_, count)| count).sum()
            };
            let unexplained = of(&|fate| fate == Fate::Kept(UNEXPLAINED));
            let (refused, rescored) = (of(&|fate| fate == Fate::Refused), of(&|fate| fate == Fate::Rescored));
            let all = of(&|_| true);
            println!(
                "{:<36} {all:>6} {refused:>8} {rescored:>9} {:>10} {unexplained:>12}",
                kind.name(),
                all - refused - rescored - unexplained
            );
        }
        let all = self.sum(|_| true);
        let (refused, rescored) = (self.sum(|fate| fate == Fate::Refused), self.sum(|fate| fate == Fate::Rescored));
        println!("all {all}: refused {refused}, rescored {rescored}, neither {}", all - refused - rescored);
        self.survivors.sort();
        for survivor in &self.survivors {
            println!("  {survivor}");
        }
    }

    /// The share, in percent, that somebody notices among those that mean something else.
    fn noticed(&self) -> usize {
        let noticed = self.sum(|fate| fate == Fate::Refused || fate == Fate::Rescored);
        let missed = self.sum(|fate| fate == Fate::Kept(UNEXPLAINED));
        noticed * 100 / (noticed + missed).max(1)
    }
}

/// Of each kind every so many (`JIXIAO_MUTATE_EACH`), the first among them; all where nothing is said.
fn sampled(all: Vec<Mutant>) -> Vec<Mutant> {
    let each = std::env::var("JIXIAO_MUTATE_EACH").ok().and_then(|text| text.parse::<usize>().ok()).unwrap_or(1);
    let mut seen: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut taken = all;
    taken.retain(|mutant| {
        let count = seen.entry(mutant.kind).or_default();
        *count += 1;
        (*count - 1).is_multiple_of(each)
    });
    taken
}

fn rubrics(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rubrics(&path, found);
        } else if path.ends_with("rubric.perf") {
            found.push(path);
        }
    }
}

#[test]
#[ignore = "minutes, optimised"]
fn every_mutant_of_every_rubric() {
    let mut paths = Vec::new();
    rubrics(&Path::new(env!("CARGO_MANIFEST_DIR")).join("specs"), &mut paths);
    // `JIXIAO_MUTATE=hunan` tries those whose path has the word.
    let word = std::env::var_os("JIXIAO_MUTATE").map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    paths.retain(|path| path.to_string_lossy().contains(&word));
    let mut tally = Tally::default();
    for path in paths {
        if let Some(original) = original(&path) {
            let mut own = Tally::default();
            own.try_all(&original);
            println!("{}: {} of {} kept", original.folder, own.survivors.len(), own.sum(|_| true));
            tally.add(own);
        } else {
            println!("{}: not tried, it inherits", path.display());
        }
    }
    tally.print();
    assert!(tally.noticed() >= LEAST, "only {} % are noticed", tally.noticed());
}

/// Of a hundred mutants that mean something else, so many at least are refused or scored otherwise.
const LEAST: usize = 97;

/// Every mutant of four short rubrics: bands, deductions, cases, checklists, dates, rates of completion.
#[test]
fn slips_of_the_pen_are_noticed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    let mut tally = Tally::default();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/analyze/small.perf");
    let real = ["hebei/chengan-civil-2020", "jiangxi/cppcc-2017", "hunan/lingling-cdc-2021"];
    let real = real.map(|folder| root.join(folder).join("rubric.perf"));
    for path in real.iter().chain([&own]) {
        tally.try_all(&original(path).unwrap());
    }
    tally.print();
    assert!(tally.sum(|_| true) >= 80, "mutants are made");
    assert!(tally.noticed() >= LEAST, "only {} % are noticed", tally.noticed());
}
