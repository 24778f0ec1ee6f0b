//! The house rules that a compiler cannot see: floors, file sizes, codes and their pages, words that never land.
//!
//! Every test collects all that it finds and prints it at once, each with the place and the way to repair it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    reason = "a test reads files, and stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jixiao::diagnostic::Code;

use text::{code_only, files, heads, is_word, read, root, rust_files};

#[path = "tidy/text.rs"]
mod text;

/// Each module and the floor it stands on. A module uses lower floors only, so two of one floor never meet.
const FLOORS: &[(&str, u32)] = &[
    ("source", 0),
    ("quantity", 0),
    ("ids", 0),
    ("cores", 0),
    ("calendar", 1),
    ("written", 1),
    ("spreadsheet", 1),
    ("diagnostic", 2),
    // The macro `text!`, called or imported.
    ("text!", 2),
    ("text", 2),
    ("syntax", 3),
    ("rubric", 3),
    ("submission", 3),
    ("scorecard", 3),
    ("receipt", 4),
    ("inputs", 4),
    ("findings", 4),
    ("amend", 5),
    ("check", 5),
    ("bind", 5),
    ("compare", 5),
    ("diff", 5),
    ("consolidate", 5),
    ("measure", 5),
    ("manual", 5),
    ("analyze", 5),
    ("edges", 5),
    ("eval", 5),
    ("flatten", 5),
    ("fmt", 5),
    ("audit", 5),
    ("report", 5),
    ("unfold", 5),
    ("testing", 5),
    ("coverage", 5),
    ("inherited", 6),
    ("lib", 6),
    ("repairing", 7),
    ("tested", 7),
    ("tried", 7),
    ("impact", 7),
    ("cli", 8),
    ("main", 8),
];

/// Where a crate or a part of the standard library may be named: the word, and the starts of the allowed paths.
const HOMES: &[(&str, &[&str])] = &[
    ("pest", &["src/syntax", "src/submission"]),
    ("pest_derive", &["src/syntax", "src/submission"]),
    ("miette", &["src/diagnostic/human"]),
    ("clap", &["src/cli"]),
    ("clap_complete", &["src/cli"]),
    ("tempfile", &["src/cli"]),
    ("similar", &["src/cli"]),
    ("sys_locale", &["src/cli"]),
    ("serde_json", &["src/report", "src/edges", "src/analyze", "src/diff", "src/diagnostic", "src/cli"]),
    ("std::fs", &["src/cli"]),
    ("std::env", &["src/cli", "src/main.rs"]),
    ("std::process", &["src/cli", "src/main.rs"]),
    ("std::net", &[]),
    ("std::time", &[]),
    ("std::thread", &["src/cli", "src/cores.rs"]),
];

/// Which pass owns a range of codes: the start of the number, and the starts of the paths that construct it.
const RANGES: &[(&str, &[&str])] = &[
    ("E01", &["src/syntax"]),
    ("E02", &["src/check"]),
    ("E03", &["src/check"]),
    ("E04", &["src/check"]),
    ("E05", &["src/check"]),
    ("E06", &["src/amend", "src/check"]),
    ("E07", &["src/testing"]),
    ("E09", &["src/syntax"]),
    ("D01", &["src/submission"]),
    ("D02", &["src/bind", "src/consolidate", "src/measure", "src/unfold"]),
    ("F01", &["src/audit"]),
    ("F02", &["src/audit"]),
    ("F03", &["src/bind", "src/measure", "src/unfold", "src/audit", "src/findings"]),
    ("X01", &["src/cli", "src/flatten", "src/fmt", "src/syntax", "src/submission", "src/testing"]),
];

const MOST_LINES: usize = 400;

/// The top module a file belongs to, and how deep the file's own module lies below the root.
fn module_of(path: &str) -> (String, usize) {
    let parts = path.strip_prefix("src/").unwrap().strip_suffix(".rs").unwrap().split('/').collect::<Vec<_>>();
    let depth = if parts.last() == Some(&"mod") { parts.len() - 1 } else { parts.len() };
    (parts[0].to_owned(), depth)
}

fn report(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn modules_use_lower_floors_only() {
    let floors = FLOORS.iter().copied().collect::<BTreeMap<_, _>>();
    let mut problems = Vec::new();
    for path in rust_files("src") {
        let (module, depth) = module_of(&path);
        let Some(own) = floors.get(module.as_str()) else {
            problems.push(format!("{path}: module `{module}` has no floor; add it to FLOORS in tests/tidy.rs"));
            continue;
        };
        let code = code_only(&read(&path));
        for (line, used) in heads(&code, "crate::") {
            // Names of lib.rs itself (`crate::compile`) stand on its floor.
            let floor = floors.get(used.as_str()).copied().unwrap_or(6);
            if used != module && floor >= *own {
                problems.push(format!("{path}:{line}: `{module}` (floor {own}) uses `{used}` (floor {floor})"));
            }
        }
        let out = "super::".repeat(depth);
        if module != "lib" && module != "main" && code.contains(&out) {
            problems.push(format!("{path}: `{out}` leaves the module; write `crate::…`, so that the floor shows"));
        }
    }
    report(&problems);
}

#[test]
fn crates_stay_at_home() {
    let mut problems = Vec::new();
    // Unit tests may use what their module may not, such as a thread with a small stack.
    for path in rust_files("src").into_iter().filter(|path| !path.contains("tests")) {
        let code = code_only(&read(&path));
        for (name, homes) in HOMES {
            let named = code.match_indices(name).any(|(start, _)| {
                let before = code[..start].chars().next_back().unwrap_or(' ');
                let after = &code[start + name.len()..];
                let path_or_use = after.starts_with("::") || after.starts_with(';') || name.contains("::");
                !is_word(before) && before != ':' && path_or_use && !after.starts_with(is_word)
            });
            if named && !homes.iter().any(|home| path.starts_with(home)) {
                problems.push(format!("{path}: names `{name}`, which belongs to {homes:?} only"));
            }
        }
    }
    report(&problems);
}

#[test]
fn files_are_small_and_say_what_they_are() {
    let mut problems = Vec::new();
    for path in rust_files("src").into_iter().chain(rust_files("tests")) {
        let text = read(&path);
        let lines = text.lines().count();
        if lines > MOST_LINES {
            problems.push(format!("{path}: {lines} lines, at most {MOST_LINES}; split it"));
        }
        if !text.starts_with("//!") {
            problems.push(format!("{path}: does not open with `//!` and what it is"));
        }
    }
    report(&problems);
}

/// `Name = "E0101"` rows of the table with the range of the section (`// E01xx: …`) they stand in.
fn code_rows() -> Vec<(String, String, String)> {
    let (mut section, mut rows) = (String::new(), Vec::new());
    for line in read("src/diagnostic/code.rs").lines().map(str::trim) {
        if let Some(range) = line.strip_prefix("// ").and_then(|rest| rest.split_once("xx:")) {
            section = range.0.to_owned();
        } else if let Some((name, rest)) = line.split_once(" = \"")
            && let Some((number, _)) = rest.split_once('"')
        {
            rows.push((name.to_owned(), number.to_owned(), section.clone()));
        }
    }
    rows
}

#[test]
fn codes_are_unique_and_in_the_range_of_their_pass() {
    let (mut seen, mut problems) = (BTreeSet::new(), Vec::new());
    for code in Code::ALL {
        if !seen.insert(code.number()) {
            problems.push(format!("{} stands in the table twice", code.number()));
        }
        let digits = code.number().get(1..).unwrap_or_default();
        if digits.len() != 4 || !digits.chars().all(|c| c.is_ascii_digit()) {
            problems.push(format!("{}: a code is a letter and four digits", code.number()));
        }
    }
    let rows = code_rows();
    assert_eq!(rows.len(), Code::ALL.len(), "this test reads another table than the program");
    let numbers = rows.iter().map(|(name, number, _)| (name.as_str(), number.as_str())).collect::<BTreeMap<_, _>>();
    for (name, number, section) in &rows {
        if !number.starts_with(section.as_str()) || section.is_empty() {
            problems.push(format!("{name} = {number} stands in the section {section}xx"));
        }
    }
    for path in rust_files("src") {
        if path.starts_with("src/diagnostic") {
            continue;
        }
        for (line, name) in heads(&code_only(&read(&path)), "Code::") {
            let Some(number) = numbers.get(name.as_str()) else { continue };
            let homes = RANGES.iter().find(|(range, _)| number.starts_with(range)).map(|(_, homes)| *homes);
            if !homes.unwrap_or_default().iter().any(|home| path.starts_with(home)) {
                problems.push(format!("{path}:{line}: {name} ({number}) belongs to {homes:?}"));
            }
        }
    }
    report(&problems);
}

#[test]
fn every_code_is_constructed() {
    let code = rust_files("src").iter().filter(|path| !path.starts_with("src/diagnostic/code")).fold(
        String::new(),
        |mut all, path| {
            all.push_str(&code_only(&read(path)));
            all
        },
    );
    let used = heads(&code, "Code::").into_iter().map(|(_, name)| name).collect::<BTreeSet<_>>();
    let rows = code_rows();
    let idle = rows.iter().filter(|(name, ..)| !used.contains(name));
    report(&idle.map(|(name, number, _)| format!("{name} ({number}): no pass constructs it")).collect::<Vec<_>>());
}

#[test]
fn diagnostics_are_built_beside_their_pass() {
    let mut problems = Vec::new();
    for path in rust_files("src") {
        let home = path.starts_with("src/diagnostic/") || path.starts_with("src/cli/") || path.contains("diagnostics");
        if !home && code_only(&read(&path)).contains("Diagnostic::new(") {
            problems.push(format!("{path}: builds a diagnostic; constructors stand in `diagnostics.rs` of the pass"));
        }
    }
    report(&problems);
}

#[test]
fn every_code_has_a_page_in_both_languages() {
    let numbers = Code::ALL.iter().map(|code| code.number()).collect::<BTreeSet<_>>();
    let mut problems = Vec::new();
    for code in Code::ALL {
        let (number, page) = (code.number(), code.page());
        let title = page.lines().next().unwrap_or_default();
        if !title.starts_with(&format!("# {number} ")) || !title.contains(" / ") {
            problems.push(format!("specs/diagnostics/{number}.md: opens with `# {number} 中文标题 / English title`"));
        }
        for heading in ["## 中文", "## English"] {
            if !page.lines().any(|line| line == heading) {
                problems.push(format!("specs/diagnostics/{number}.md: lacks the section `{heading}`"));
            }
        }
    }
    for path in files("specs/diagnostics") {
        let number = path.rsplit('/').next().unwrap().trim_end_matches(".md");
        if !numbers.contains(number) {
            problems.push(format!("{path}: a page for a code that is not in the table"));
        }
    }
    report(&problems);
}

#[test]
fn no_unfinished_words_and_no_paths_of_a_machine() {
    let words = [concat!("to", "do"), concat!("fix", "me"), concat!("x", "xx")];
    let places = ["home", "work", "tmp", "root", "Users"].map(|name| format!("/{name}/"));
    let mut problems = Vec::new();
    for path in files(".").into_iter().filter(|path| path != "Cargo.lock") {
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let lint = path == "Cargo.toml" && lower.ends_with("= \"deny\"");
            let mut parts = lower.split(|c: char| !is_word(c));
            if !lint && parts.any(|part| words.contains(&part)) {
                problems.push(format!("{path}:{}: unfinished: {line}", number + 1));
            }
            let named = places.iter().any(|place| {
                line.match_indices(place.as_str()).any(|(start, _)| {
                    let before = line[..start].chars().next_back().unwrap_or(' ');
                    !is_word(before) && !matches!(before, '.' | '*' | '/' | '}')
                })
            });
            if named {
                problems.push(format!("{path}:{}: a path of one machine: {line}", number + 1));
            }
        }
    }
    report(&problems);
}
