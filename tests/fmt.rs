//! Every rubric of the repository through the formatter: it says the same afterwards, in both languages, and a second
//! run changes nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    reason = "a test reads files, and stops at the first surprise"
)]

#[path = "fmt/command.rs"]
mod command;
#[allow(
    dead_code,
    clippy::expect_used,
    clippy::too_many_lines,
    reason = "only the dice and the generator are used here"
)]
mod naive;
#[path = "fmt/relayout.rs"]
mod relayout;

use std::fs;
use std::path::{Path, PathBuf};

use jixiao::diagnostic::{Diagnostics, Language};
use jixiao::source::{SourceId, SourceMap};

use naive::dice::Dice;
use relayout::{How, relayout};

/// All rubrics below a folder of the repository, in order.
fn rubrics(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "perf") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.sort();
    found
}

fn source(text: &str) -> (SourceMap, SourceId) {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", text);
    (sources, id)
}

fn format(text: &str, keywords: Option<Language>) -> Option<String> {
    let (sources, id) = source(text);
    jixiao::fmt::format(sources.get(id), keywords, &mut Diagnostics::default()).ok()
}

fn formatted(text: &str, keywords: Option<Language>) -> String {
    format(text, keywords).unwrap_or_else(|| panic!("this is refused:\n{text}"))
}

/// The tree without its places, and with one word for a unit that has a singular; `None` if something cannot be read.
fn tree(text: &str) -> Option<String> {
    let (sources, id) = source(text);
    let mut diagnostics = Diagnostics::default();
    let file = jixiao::syntax::parse(sources.get(id), &mut diagnostics);
    if diagnostics.error_since(0).is_some() {
        return None;
    }
    let shown = format!("{file:?}");
    let mut bare = String::new();
    let mut rest = shown.as_str();
    while let Some((before, after)) = rest.split_once("Span {") {
        bare.push_str(before);
        rest = after.split_once('}').unwrap().1;
    }
    bare.push_str(rest);
    for (single, plural) in [("\"point\"", "\"points\""), ("\"case\"", "\"cases\""), ("\"day\"", "\"days\"")] {
        bare = bare.replace(single, plural);
    }
    Some(bare)
}

/// What the rubric means, if it compiles.
fn meaning(text: &str) -> Option<String> {
    let (sources, id) = source(text);
    jixiao::compile(&sources, id, &mut Diagnostics::default()).ok().map(|rubric| rubric.canonical())
}

fn comments(text: &str) -> usize {
    text.matches("//").count()
}

fn differs(one: &str, other: &str) -> String {
    let line = one.lines().zip(other.lines()).position(|(one, other)| one != other);
    let line = line.unwrap_or_else(|| one.lines().count().min(other.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_owned();
    format!("line {}:\n  {}\n  {}", line + 1, at(one), at(other))
}

#[test]
fn every_rubric_says_the_same_afterwards() {
    let all = [rubrics("specs"), rubrics("tests"), rubrics("grammar")].concat();
    let (mut problems, mut read) = (Vec::new(), 0);
    for path in &all {
        let text = fs::read_to_string(path).unwrap();
        let Some(before) = tree(&text) else {
            assert!(format(&text, None).is_none(), "{}: has errors, and is laid out", path.display());
            continue;
        };
        read += 1;
        let Some(once) = format(&text, None) else {
            problems.push(format!("{}: refused", path.display()));
            continue;
        };
        if tree(&once).as_ref() != Some(&before) {
            problems.push(format!("{}: another tree", path.display()));
        }
        // The same tree means the same; that it is the same rubric is shown on the real ones.
        let real = path.starts_with(concat!(env!("CARGO_MANIFEST_DIR"), "/specs"));
        if real && meaning(&text) != meaning(&once) {
            problems.push(format!("{}: another meaning", path.display()));
        }
        if comments(&text) != comments(&once) {
            problems.push(format!("{}: {} comments, then {}", path.display(), comments(&text), comments(&once)));
        }
        let twice = formatted(&once, None);
        if twice != once {
            problems.push(format!("{}: not settled: {}", path.display(), differs(&once, &twice)));
        }
    }
    assert!(read > 300, "only {read} of {} files are read", all.len());
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn keywords_there_and_back() {
    let mut problems = Vec::new();
    let cases = rubrics("tests").into_iter().step_by(4);
    for path in rubrics("specs").into_iter().chain(cases) {
        let text = fs::read_to_string(&path).unwrap();
        let Some(canonical) = format(&text, None) else { continue };
        let (sources, id) = source(&canonical);
        let language = jixiao::syntax::parse(sources.get(id), &mut Diagnostics::default()).language;
        let other = if language == Language::Zh { Language::En } else { Language::Zh };
        let Some(there) = format(&canonical, Some(other)) else {
            problems.push(format!("{}: refused", path.display()));
            continue;
        };
        let back = formatted(&there, Some(language));
        // A unit of the other language is translated only on the way back.
        if back != canonical {
            problems.push(format!("{}: {}", path.display(), differs(&canonical, &back)));
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// The statements at the top of a text that is in its layout.
fn pieces(canonical: &str) -> Vec<String> {
    let mut pieces = Vec::<String>::new();
    let mut open = false;
    for line in canonical.lines() {
        let begins = !open && !line.is_empty();
        if begins {
            pieces.push(String::new());
            open = line.ends_with('{');
        }
        if open || begins {
            let piece = pieces.last_mut().unwrap();
            piece.push_str(line);
            piece.push('\n');
        }
        open &= line != "}";
    }
    pieces
}

#[test]
fn however_it_is_laid_out() {
    let canonical =
        rubrics("specs").iter().map(|path| formatted(&fs::read_to_string(path).unwrap(), None)).collect::<Vec<_>>();
    let pieces = canonical.iter().flat_map(|text| pieces(text)).filter(|piece| piece.lines().count() <= 20);
    // What a test gives and expects is kept as it is typed, as in a submission.
    let pieces = pieces.filter(|piece| !piece.contains("测试 ") && !piece.contains("test \""));
    let pieces = pieces.filter_map(|piece| Some((tree(&piece)?, piece))).collect::<Vec<_>>();
    for seed in 0..1000 {
        let mut dice = Dice::new(seed);
        let (before, piece) = dice.pick(&pieces);
        let how = if seed % 3 == 0 { How::Blanks } else { How::Lines };
        let other = relayout(piece, &mut dice, how);
        let shown = format!("seed {seed}, from\n{piece}\n---\n{other}");
        let found = tree(&other);
        assert_eq!(found.as_ref(), Some(before), "the test changed what is said: {shown}");
        let once = format(&other, None).unwrap_or_else(|| panic!("refused: {shown}"));
        if how == How::Blanks {
            assert_eq!(&once, piece, "{shown}");
            continue;
        }
        assert_eq!(tree(&once).as_ref(), Some(before), "{shown}\n---\n{once}");
        assert_eq!(comments(&other), comments(&once), "{shown}\n---\n{once}");
        assert_eq!(formatted(&once, None), once, "{shown}");
        assert!(once.lines().all(|line| line == line.trim_end()), "blanks at an end: {shown}\n---\n{once}");
        assert!(!once.contains("\n\n\n") && !once.contains('\r'), "{shown}\n---\n{once}");
    }
}

#[test]
fn generated_rubrics() {
    for seed in 1..25 {
        let model = naive::generate::generate(seed, 1 + usize::try_from(seed % 6).unwrap());
        let text = naive::render::render(&model, seed);
        let once = formatted(&text, None);
        assert_eq!(tree(&text), tree(&once), "seed {seed}\n{text}\n---\n{once}");
        let (own, other) = if model.zh { (Language::Zh, Language::En) } else { (Language::En, Language::Zh) };
        let there = formatted(&once, Some(other));
        // Each language has its own words for grades of a level and rows, so only that it compiles can be compared.
        assert_eq!(meaning(&there).is_some(), meaning(&text).is_some(), "seed {seed}\n{there}");
        let back = formatted(&there, Some(own));
        assert_eq!(back, once, "seed {seed}\n{there}");
    }
}

#[test]
fn the_repository_keeps_to_the_layout() {
    let mut problems = Vec::new();
    for path in rubrics("specs").into_iter().chain(rubrics("grammar")) {
        let text = fs::read_to_string(&path).unwrap();
        let once = formatted(&text, None);
        if once != text {
            problems.push(format!("{}: {}", path.display(), differs(&text, &once)));
        }
    }
    for name in ["README.md", "specs/language.md"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        for example in text.split("```perf\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
            if let Some(once) = format(example, None).filter(|once| once != example) {
                problems.push(format!("{name}: {}", differs(example, &once)));
            }
        }
    }
    assert!(problems.is_empty(), "run `jixiao fmt` on these:\n{}\n", problems.join("\n"));
}
