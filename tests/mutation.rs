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

use mutants::{Kind, Mutant, mutants};
use scored::{Original, compile, edges_of, original, result};

#[path = "mutation/mutants.rs"]
mod mutants;
#[path = "mutation/near.rs"]
mod near;
#[path = "suite/parents.rs"]
mod parents;
#[path = "mutation/reasons.rs"]
mod reasons;
#[path = "mutation/scored.rs"]
mod scored;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Refused,
    /// Some edge case, or a kept submission, scores otherwise.
    Rescored,
    /// A submission does whose figure is next to that of an edge case.
    Near,
    /// No submission can: why.
    Proved(&'static str),
    /// None was found: why.
    Kept(&'static str),
}

const UNEXPLAINED: &str = "unexplained";

fn fate(original: &Original, mutant: &Mutant) -> Fate {
    let Ok(rubric) = compile(&mutant.text, &original.path) else { return Fate::Refused };
    let differs = |submission: &str, seen: &str| result(&rubric, submission) != seen;
    let (own, others): (Vec<_>, Vec<_>) = original.cases.iter().partition(|case| case.of == mutant.indicator);
    if own.iter().any(|case| differs(&case.submission, &case.seen)) {
        return Fate::Rescored;
    }
    if let Some(proof) = reasons::proof(original, &rubric, mutant) {
        return Fate::Proved(proof);
    }
    // Its own edges may be elsewhere.
    let edges = edges_of(&rubric, mutant.indicator.as_deref());
    if edges.iter().any(|case| differs(&case.submission, &result(&original.rubric, &case.submission)))
        || others.iter().any(|case| differs(&case.submission, &case.seen))
    {
        return Fate::Rescored;
    }
    reasons::fate(original, &rubric, mutant)
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
            let why = match fate {
                Fate::Refused | Fate::Rescored => continue,
                Fate::Near => "noticed next to an edge".to_owned(),
                Fate::Proved(why) => format!("equal: {why}"),
                Fate::Kept(why) => format!("neither: {why}"),
            };
            let Mutant { line, before, after, .. } = mutant;
            self.survivors.push(format!("{why} | {}:{line} {:?}: {before} → {after}", original.folder, mutant.kind));
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
            "{:<36} {:>6} {:>8} {:>9} {:>6} {:>7} {:>8}",
            "mutation", "all", "refused", "rescored", "near", "equal", "neither"
        );
        let mut sums = [0; 6];
        for kind in Kind::ALL {
            let own = self.counts.get(&kind).cloned().unwrap_or_default();
            let of = |wanted: fn(&Fate) -> bool| -> usize {
                own.iter().filter(|(fate, _)| wanted(fate)).map(|(_, count)| count).sum()
            };
            let row = [
                of(|_| true),
                of(|fate| *fate == Fate::Refused),
                of(|fate| *fate == Fate::Rescored),
                of(|fate| *fate == Fate::Near),
                of(|fate| matches!(fate, Fate::Proved(_))),
                of(|fate| matches!(fate, Fate::Kept(_))),
            ];
            row.iter().zip(&mut sums).for_each(|(count, sum)| *sum += count);
            print_row(kind.name(), row);
        }
        print_row("all", sums);
        println!("{} % of what means something else is noticed", self.noticed());
        self.survivors.sort();
        for survivor in &self.survivors {
            println!("  {survivor}");
        }
    }

    /// The share, in percent, that somebody notices among those that may mean something else.
    fn noticed(&self) -> usize {
        let noticed = self.sum(|fate| matches!(fate, Fate::Refused | Fate::Rescored | Fate::Near));
        let missed = self.sum(|fate| matches!(fate, Fate::Kept(_)));
        noticed * 100 / (noticed + missed).max(1)
    }
}

fn print_row(name: &str, [all, refused, rescored, near, equal, neither]: [usize; 6]) {
    println!("{name:<36} {all:>6} {refused:>8} {rescored:>9} {near:>6} {equal:>7} {neither:>8}");
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
        let original = original(&path);
        let mut own = Tally::default();
        own.try_all(&original);
        println!("{}: {} of {} not at once", original.folder, own.survivors.len(), own.sum(|_| true));
        tally.add(own);
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
        tally.try_all(&original(path));
    }
    tally.print();
    assert!(tally.sum(|_| true) >= 80, "mutants are made");
    assert!(tally.noticed() >= LEAST, "only {} % are noticed", tally.noticed());
}
