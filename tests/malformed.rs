//! Broken and hostile input through the real program: every file gets a diagnostic with a place and the exit code of
//! its class, never a panic. Small files lie in `malformed/`, each with the snapshot of what the user sees; large and
//! binary ones are made here.

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

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use insta::Settings;
use jixiao::diagnostic::Diagnostics;
use jixiao::source::SourceMap;
use jixiao::submission;

/// What a run said and how it ended.
struct Run {
    code: i32,
    out: String,
    err: String,
    took: Duration,
}

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/malformed")
}

fn jixiao(folder: &Path, arguments: &[&str]) -> Run {
    let started = Instant::now();
    let run = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("all output is UTF-8");
    let (out, err) = (text(run.stdout), text(run.stderr));
    let code = run.status.code().unwrap_or(-1);
    let what = format!("jixiao {}: exit {code}\n{out}\n{err}", arguments.join(" "));
    assert!(!matches!(code, -1 | 70 | 101) && !err.contains("panicked"), "it broke down: {what}");
    assert!(!out.contains(['\u{1b}', '\u{202e}', '\0']), "a control character reaches the terminal: {what}");
    assert!(!err.contains(['\u{1b}', '\u{202e}', '\0']), "a control character reaches the terminal: {what}");
    Run { code, out, err, took: started.elapsed() }
}

/// `name:line:column`, as diagnostics show places; a file in another encoding has no lines, only a name.
fn has_place(text: &str, name: &str) -> bool {
    let unreadable = text.contains("[X0105]") && text.contains(name);
    unreadable
        || text.match_indices(name).any(|(at, _)| {
            let rest = &text[at + name.len()..];
            let mut parts = rest.strip_prefix(':').unwrap_or_default().splitn(3, |c: char| !c.is_ascii_digit());
            parts.next().is_some_and(|line| !line.is_empty())
        })
}

/// A temporary folder with a file in it; the rubric and the good submission stand beside it.
fn folder_with(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["rubric.perf", "good.json"] {
        fs::copy(home().join(file), folder.path().join(file)).unwrap();
    }
    fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

fn snapshot(folder: &Path, name: &str, seen: &str) {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_suffix("");
    settings.set_omit_expression(true);
    settings.remove_input_file();
    settings.add_filter(r"[0-9a-f]{64}", "[hash]");
    settings.bind(|| insta::assert_snapshot!(name, seen));
}

#[test]
fn the_set_itself_is_sound() {
    assert_eq!(jixiao(&home(), &["check", "rubric.perf"]).code, 0);
    for good in ["good.json", "good.csv"] {
        let run = jixiao(&home(), &["eval", "rubric.perf", good]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
}

/// Runs every file of a folder; all that goes wrong is told at once.
fn run_all(folder: &str, arguments: &[&str], code: i32) {
    let folder = home().join(folder);
    let mut names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = names.by_ref().filter(|name| [".perf", ".json", ".csv"].iter().any(|kind| name.ends_with(kind)));
    let mut names = names.collect::<Vec<_>>();
    names.sort();
    let mut problems = Vec::new();
    for name in &names {
        let run = jixiao(&folder, &[arguments, &[name]].concat());
        if run.code != code {
            problems.push(format!("{name} ends with {}: {}{}", run.code, run.out, run.err));
        } else if !has_place(&run.err, name) && !run.err.contains("[X0109]") {
            problems.push(format!("{name}: no place in {}", run.err));
        } else if !run.out.is_empty() {
            problems.push(format!("{name} has a result: {}", run.out));
        } else if std::panic::catch_unwind(|| snapshot(&folder, name, &run.err)).is_err() {
            problems.push(format!("{name}: not as its snapshot"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn broken_rubrics_end_with_1() {
    run_all("rubrics", &["check"], 1);
}

#[test]
fn broken_submissions_end_with_3() {
    run_all("submissions", &["eval", "../rubric.perf"], 3);
}

/// Bytes that are no rubric and no submission: for each a word that the message has to contain.
fn bytes() -> Vec<(&'static str, Vec<u8>)> {
    let text = fs::read_to_string(home().join("good.json")).unwrap();
    let utf16 = |text: &str, little: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    vec![
        ("nul", b"\0\0\0\0".to_vec()),
        ("nul_inside", text.replace("甲局", "甲\0局").into_bytes()),
        // 单位 in GBK.
        ("gbk", [b"{\"".as_slice(), &[0xb5, 0xa5, 0xce, 0xbb], b"\": 1}"].concat()),
        ("truncated", text.as_bytes()[..text.find('局').unwrap() + 2].to_vec()),
        ("overlong", b"{\"\xc0\x80\": 1}".to_vec()),
        ("surrogate", b"{\"\xed\xa0\x80\": 1}".to_vec()),
        ("utf16_le", [&[0xff, 0xfe][..], &utf16(&text, true)].concat()),
        ("utf16_be", [&[0xfe, 0xff][..], &utf16(&text, false)].concat()),
        ("utf16_bare", utf16("{\"a\": 1, \"b\": 2}", true)),
        ("zip", b"PK\x03\x04\x14\0\0\0\x08\0\xff\xfe\xfd".to_vec()),
        ("bom_only", "\u{feff}".as_bytes().to_vec()),
        ("braces", b"{".repeat(10 << 20)),
        ("brackets", b"[".repeat(100_000)),
        ("parentheses", b"(".repeat(100_000)),
        ("quotes", b"\"".repeat(100_001)),
        ("open_objects", b"{\"a\":".repeat(100_000)),
        ("closed_brackets", [b"[".repeat(100_000), b"]".repeat(100_000)].concat()),
        ("carriage_returns", b"\r".repeat(10_000)),
        ("long_line", "长".repeat(300_000).into_bytes()),
    ]
}

#[test]
fn bytes_that_are_no_rubric_end_with_1() {
    for (name, bytes) in bytes() {
        let file = format!("{name}.perf");
        let folder = folder_with(&file, &bytes);
        let run = jixiao(folder.path(), &["check", &file]);
        assert_eq!(run.code, 1, "{name}: {}", run.err);
        // What is of another kind as a whole has no place in it.
        let placed = has_place(&run.err, &file) || run.err.contains("[X0109]");
        assert!(placed, "{name}: no place in {}", run.err);
        assert!(run.err.len() < 20_000, "{name}: {} bytes of messages", run.err.len());
        assert!(run.took < Duration::from_secs(30), "{name} took {:?}", run.took);
    }
}

#[test]
fn bytes_that_are_no_submission_end_with_3() {
    for (name, bytes) in bytes() {
        for kind in 2..3 {
            let file = format!("{name}.{kind}");
            let folder = folder_with(&file, &bytes);
            let run = jixiao(folder.path(), &["eval", "rubric.perf", &file]);
            assert_eq!(run.code, 3, "{file}: {}", run.err);
            assert!(has_place(&run.err, &file), "{file}: no place in {}", run.err);
            assert!(run.err.len() < 20_000, "{file}: {} bytes of messages", run.err.len());
            assert!(run.took < Duration::from_secs(30), "{file} took {:?}", run.took);
        }
    }
}

#[test]
fn what_is_no_file_ends_with_4_what_is_too_large_with_5_and_an_empty_folder_with_2() {
    let folder = folder_with("x", b"");
    fs::create_dir(folder.path().join("folder.perf")).unwrap();
    fs::create_dir(folder.path().join("folder.json")).unwrap();
    let large = fs::File::create(folder.path().join("large.perf")).unwrap();
    large.set_len(80 << 20).unwrap();
    let rubric = "rubric.perf";
    for (arguments, code) in [
        (&["check", "folder.perf"][..], 2),
        (&["check", "nowhere.perf"], 4),
        (&["check", "."], 5),
        (&["check", "large.perf"], 5),
        (&["eval", rubric, "folder.json"], 2),
        (&["eval", rubric, "nowhere.json"], 4),
        (&["eval", "nowhere.perf", "good.json"], 4),
        (&["eval", rubric], 2),
        (&["evaluate"], 2),
        (&["check", rubric, "--bogus"], 2),
    ] {
        let run = jixiao(folder.path(), arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.err);
        assert!(!run.err.trim().is_empty(), "{arguments:?}: nothing is said");
    }
}

#[test]
fn a_rejected_submission_leaves_the_others_unharmed() {
    let home = home();
    let all = ["eval", "rubric.perf", "good.json", "submissions/nan.json", "submissions/gone.json", "good.csv"];
    let run = jixiao(&home, &all[..4]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.out.contains("甲局") && run.err.contains("nan.json:"), "{}\n{}", run.out, run.err);
    let run = jixiao(&home, &all);
    assert_eq!(run.code, 4, "the gravest is told by the exit code: {}", run.err);
    let rows = run.out.lines().filter(|line| line.starts_with("甲局")).count();
    assert_eq!(rows, 2, "{}", run.out);
}

#[test]
fn line_ends_marks_and_odd_digits_are_understood() {
    let rubric = fs::read_to_string(home().join("rubric.perf")).unwrap();
    let good = fs::read_to_string(home().join("good.json")).unwrap();
    let csv = fs::read_to_string(home().join("good.csv")).unwrap();
    let expected = jixiao(&home(), &["eval", "rubric.perf", "good.json", "--format", "csv"]).out;
    for (name, text) in [
        ("crlf.json", good.replace('\n', "\r\n")),
        ("bom.json", format!("\u{feff}{good}")),
        ("one_line.json", good.replace('\n', " ")),
        ("escapes.json", good.replace("甲局", "\\u7532\\u5c40")),
        ("slashes.json", good.replace("jixiao/1", "jixiao\\/1")),
        ("wide.json", good.replace("76.52万元", "７６．５２　万元").replace("97.65%", "97.65％")),
        ("crlf.csv", csv.replace('\n', "\r\n")),
        ("bom.csv", format!("\u{feff}{csv}")),
        ("no_last_line_end.csv", csv.trim_end().to_owned()),
        ("quoted.csv", csv.replace("76.52万元", "\"76.52万元\"")),
        ("no_places.csv", csv.replace(",出处\n", "\n").replace(",\n", "\n")),
        ("blank_lines.csv", csv.replace('\n', "\n\n")),
    ] {
        let folder = folder_with(name, text.as_bytes());
        let run = jixiao(folder.path(), &["eval", "rubric.perf", name, "--format", "csv"]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert_eq!(run.out, expected, "{name}");
    }
    for (name, text) in [
        ("crlf.perf", rubric.replace('\n', "\r\n")),
        ("bom.perf", format!("\u{feff}{rubric}")),
        ("tabs.perf", rubric.replace("  ", "\t")),
        ("wide.perf", rubric.replace(['(', ')', ',', ':'], "").replace("90%", "９０％") + "　\n"),
    ] {
        let text = if name == "wide.perf" {
            rubric.replace("90%", "９０％").replace('(', "（").replace(')', "）")
        } else {
            text
        };
        let folder = folder_with(name, text.as_bytes());
        let run = jixiao(folder.path(), &["check", name]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
    }
}

/// A rubric whose formula stands in so many parentheses.
fn nested(depth: usize) -> String {
    let rubric = fs::read_to_string(home().join("rubric.perf")).unwrap();
    rubric.replace("公式：满意度", &format!("公式：{}满意度{}", "(".repeat(depth), ")".repeat(depth)))
}

#[test]
fn nested_parentheses_are_fast() {
    let folder = folder_with("nested.perf", nested(60).as_bytes());
    let run = jixiao(folder.path(), &["check", "nested.perf"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.took < Duration::from_secs(5), "took {:?}", run.took);
}

/// What is said of a text that nests so deep.
fn verdict(deep: fn(usize) -> String, depths: &[usize]) -> String {
    let said = depths.iter().map(|depth| {
        let mut sources = SourceMap::default();
        let mut diagnostics = Diagnostics::default();
        let id = sources.add("nested", &deep(*depth));
        let fine = match sources.get(id).text().starts_with('{') {
            true => submission::read(sources.get(id), submission::Format::Json, &mut diagnostics).is_ok(),
            false => jixiao::compile(&sources, id, &mut diagnostics).is_ok(),
        };
        let codes = diagnostics.sorted().iter().map(|one| one.code.number()).collect::<Vec<_>>();
        format!("{depth}: {fine} {codes:?}\n")
    });
    said.collect()
}

/// Between 60 and the limit an unoptimised build needs more than 1 MiB, less than the 2 MiB of an ordinary thread.
fn same_on_any_stack(deep: fn(usize) -> String) {
    let on = |kibibytes: usize, depths: &'static [usize]| {
        let thread = std::thread::Builder::new().stack_size(kibibytes << 10);
        thread.spawn(move || verdict(deep, depths)).unwrap().join().unwrap()
    };
    assert_eq!(on(1 << 10, SHALLOW_OR_REFUSED), on(64 << 10, SHALLOW_OR_REFUSED));
    assert_eq!(on(2 << 10, DEPTHS), on(64 << 10, DEPTHS));
}

const SHALLOW_OR_REFUSED: &[usize] = &[1, 4, 20, 60, 129, 200, 100_000];
const DEPTHS: &[usize] = &[1, 60, 100, 120, 127, 128, 129, 200, 100_000];

#[test]
fn the_verdict_on_parentheses_does_not_depend_on_the_stack() {
    same_on_any_stack(nested);
}

#[test]
fn the_verdict_on_brackets_does_not_depend_on_the_stack() {
    let brackets = |depth| format!("{{\"数据\": {{\"甲\": {}1{}}}}}", "[".repeat(depth), "]".repeat(depth));
    same_on_any_stack(brackets);
}

#[test]
fn the_verdict_on_groups_does_not_depend_on_the_stack() {
    let groups = |depth: usize| {
        let heads = (0..depth).map(|at| format!("分组 组{at} 1分 {{\n")).collect::<String>();
        let header = "评价体系 \"深\" {\n年度：2024\n总分：1分\n}\n";
        format!("{header}{heads}指标 甲 1分 {{\n评分：人工评定\n}}\n{}", "}\n".repeat(depth))
    };
    same_on_any_stack(groups);
}
