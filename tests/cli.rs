//! The command as users meet it: exit codes, which stream says what, in which language.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test reads files, and stops at the first surprise"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

#[path = "cli/testing.rs"]
mod testing;

const RUBRIC: &str = "specs/guangdong/meijiang-2024/rubric.perf";
const SUBMISSION: &str = "specs/guangdong/meijiang-2024/梅江区医疗保障局.json";

#[path = "cli/check.rs"]
mod check;
#[path = "cli/compared.rs"]
mod compared;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/doc.rs"]
mod doc;
#[path = "cli/environment.rs"]
mod environment;
#[path = "cli/flatten.rs"]
mod flatten;
#[path = "cli/inherit.rs"]
mod inherit;
#[path = "cli/init.rs"]
mod init;
#[path = "cli/kinds.rs"]
mod kinds;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// Runs the command at the root of the repository, in a Chinese locale unless the arguments say otherwise.
fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, b"", "zh_CN.UTF-8")
}

fn run_with(arguments: &[&str], input: &[u8], locale: &str) -> Ran {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments, input, locale)
}

fn run_in(folder: &Path, arguments: &[&str], input: &[u8], locale: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LANGUAGE")
        .env_remove("NO_COLOR")
        .env_remove("CI")
        .env("LC_ALL", locale)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that ends before it reads has closed its end.
    let _closed = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder of its own with one file in it.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// Compares with the accepted text in `tests/cli/`.
fn snapshot(name: &str, seen: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, seen));
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn has_latin_words(text: &str) -> bool {
    let words = text.split(|one: char| !one.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    let names =
        ["jixiao", "check", "help", "eval", "human", "json", "csv", "zh", "en", "auto", "always", "never", "lang"];
    let names = [
        &names[..],
        &["color", "perf", "version", "template", "explain", "completions", "strict", "UTF", "fix", "ascii", "ASCII"],
        &["test", "diff", "fmt", "analyze", "flatten", "doc", "init", "coverage"],
    ]
    .concat();
    words.into_iter().any(|word| !names.contains(&word))
}

#[test]
fn help_and_usage_errors_are_wholly_in_one_language() {
    let help = run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(!has_latin_words(&help.out), "{}", help.out);
    let help = run(&["eval", "--help", "--lang", "en"]);
    assert!(help.out.is_ascii(), "{}", help.out);
    for arguments in [&["chek"][..], &["check"], &["eval", "a", "--formt", "x"], &["check", "--format"], &[]] {
        let wrong = run(arguments);
        assert_eq!((wrong.code, wrong.out.as_str()), (2, ""), "{arguments:?}");
        assert!(wrong.err.starts_with("用法错误："), "{}", wrong.err);
        let wrong = run(&[arguments, &["--lang", "en"]].concat());
        assert!(wrong.err.starts_with("usage error: "), "{}", wrong.err);
    }
    assert_eq!(run(&["check", "-", "-"]).code, 2);
}

#[test]
fn explain_has_a_page_for_every_code_in_both_languages() {
    for code in jixiao::diagnostic::Code::ALL {
        let (zh, en) = (run(&["explain", code.number()]), run(&["explain", code.number(), "--lang", "en"]));
        assert_eq!((zh.code, en.code), (0, 0));
        assert!(zh.out.lines().count() > 3 && en.out.lines().count() > 3, "{}", code.number());
    }
    assert_eq!(run(&["explain", "E9999"]).code, 2);
    let all = run(&["explain"]).out;
    assert!(jixiao::diagnostic::Code::ALL.iter().all(|code| all.contains(code.number())), "{all}");
}

#[test]
fn files_that_cannot_be_read_end_with_four_and_name_the_way_out() {
    let missing = run(&["check", "specs/guangdong/meijiang-2024/rubrik.perf"]);
    assert_eq!((missing.code, missing.out.as_str()), (4, ""));
    assert!(missing.err.contains("错误[X0101]") && missing.err.contains("rubric.perf"), "{}", missing.err);
    let folder = run(&["doc", "specs"]);
    assert_eq!(folder.code, 4);
    assert!(folder.err.contains("X0102"), "{}", folder.err);
    let unwritable = run(&["explain", "X0104"]);
    assert_eq!(unwritable.code, 0);
}

#[test]
fn text_that_is_not_utf8_is_named_and_never_guessed() {
    // 单位 in GBK, UTF-16 with and without its mark, UTF-8 cut inside 位.
    let cases: [(&[u8], &str); 4] = [
        (b"\xb5\xa5\xce\xbb,\xb2\xe2", "疑为 GBK"),
        (b"\xff\xfe\x55\x53\x4d\x4f", "疑为 UTF-16"),
        (b"r\0u\0b\0r\0i\0c\0", "疑为 UTF-16"),
        ("单\u{4f4d}".as_bytes().split_last().unwrap().1, "断开"),
    ];
    for (bytes, expected) in cases {
        let (_folder, path) = file("a.perf", bytes);
        let ran = run(&["check", shown(&path)]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("X0105") && ran.err.contains(expected), "{}", ran.err);
    }
}

/// The two that depend on the machine (rights, our own faults) are shown by their pages.
#[test]
fn complaints_about_files_look_like_this() {
    let (folder, _gbk) = file("报送.csv", b"\xb5\xa5\xce\xbb,\xb2\xe2\n");
    fs::write(folder.path().join("大.csv"), b"").unwrap();
    let large = folder.path().join("大.csv");
    fs::OpenOptions::new().write(true).open(&large).unwrap().set_len(64 * 1024 * 1024 + 1).unwrap();
    fs::create_dir(folder.path().join("报送")).unwrap();
    fs::write(folder.path().join("报送.xlsx"), b"PK\x03\x04\x14\0").unwrap();
    let here = |arguments: &[&str]| run_in(folder.path(), arguments, b"", "zh_CN.UTF-8");
    let shown = [
        here(&["check", "报宋.csv"]),
        here(&["doc", "报送"]),
        here(&["check", "报送.csv/a.perf"]),
        here(&["check", "报送.csv"]),
        here(&["check", "大.csv"]),
        here(&["check", "报送.xlsx"]),
        here(&["explain", "X0103"]),
        here(&["explain", "X0107"]),
    ];
    let shown = shown.map(|ran| format!("{}{}", ran.out, ran.err)).join("――――\n");
    snapshot("files", &shown);
}

#[test]
fn a_file_beyond_the_limit_stops_with_five() {
    let (_folder, path) = file("a.perf", b"");
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(64 * 1024 * 1024 + 1).unwrap();
    let ran = run(&["check", shown(&path)]);
    assert_eq!(ran.code, 5);
    assert!(ran.err.contains("X0106"), "{}", ran.err);
}

#[test]
fn broken_rubrics_end_with_one_and_never_panic() {
    let deep = "(".repeat(100_000);
    let wide = "{".repeat(10 * 1024 * 1024);
    for text in ["", "\0\0\0", "评价体系", "\u{1b}[31m红", "<<<<<<< HEAD\n", deep.as_str(), wide.as_str()] {
        let (_folder, path) = file("a.perf", text.as_bytes());
        let ran = run(&["check", shown(&path)]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains("错误[") || ran.err.contains("error["), "{}", ran.err);
        assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
        let lines = run(&["check", "--format", "json", shown(&path)]).out;
        let schema = schema("diagnostic");
        for line in lines.lines() {
            validate(&schema, &serde_json::from_str(line).unwrap());
        }
    }
}

#[test]
fn the_published_case_is_scored_and_every_format_agrees() {
    let human = run(&["eval", RUBRIC, SUBMISSION]);
    assert_eq!((human.code, human.err.as_str()), (0, ""));
    assert!(human.out.contains("13 + 45.84 + 40 = 98.84"), "{}", human.out);
    assert!(human.out.contains("1.16 = 100 − 98.84"), "{}", human.out);
    let widest = human.out.lines().map(unicode_width::UnicodeWidthStr::width).max();
    assert!(widest.unwrap() <= 100, "{}", human.out);

    let json: Value = serde_json::from_str(&run(&["eval", RUBRIC, SUBMISSION, "--format", "json"]).out).unwrap();
    validate(&schema("evaluation"), &json);
    assert_eq!(json["total"]["score"]["value"], "98.84");
    let indicators = json["nodes"].as_array().unwrap().iter().filter(|node| node["kind"] == "indicator");
    assert_eq!(indicators.count(), 31);

    let csv = run(&["eval", RUBRIC, SUBMISSION, "--format", "csv"]).out;
    assert!(csv.contains("总分,,总分,100,98.84,98.84,"), "{csv}");
    assert!(!csv.starts_with('\u{feff}'));
    // From standard input, the same bytes.
    let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(SUBMISSION)).unwrap();
    let piped = run_with(&["eval", RUBRIC, "-", "--format", "csv"], &text, "C");
    assert_eq!(piped.out, csv);
}

#[test]
fn findings_of_level_error_end_with_three_only_when_asked() {
    assert_eq!(run(&["eval", RUBRIC, SUBMISSION, "--strict"]).code, 3);
    assert_eq!(run(&["eval", RUBRIC, SUBMISSION]).code, 0);
}

#[test]
fn a_rejected_submission_leaves_the_others_unharmed() {
    let (_folder, bad) = file("坏.json", b"[]");
    let ran = run(&["eval", RUBRIC, shown(&bad), SUBMISSION]);
    assert_eq!(ran.code, 3);
    let lines = ran.out.lines().collect::<Vec<_>>();
    assert!(lines[1].contains("退回") && lines[2].contains("98.84"), "{}", ran.out);
    assert!(ran.err.contains("错误[D"), "{}", ran.err);
    let json = run(&["eval", RUBRIC, shown(&bad), SUBMISSION, "--format", "json"]).out;
    validate(&schema("summary"), &serde_json::from_str(&json).unwrap());
    let alone = run(&["eval", RUBRIC, shown(&bad)]);
    assert_eq!((alone.code, alone.out.as_str()), (3, ""));
}

#[test]
fn a_file_is_written_whole_with_a_mark_for_spreadsheets_and_never_over_an_input() {
    let (folder, path) = file("结果.csv", b"old");
    let ran = run(&["eval", RUBRIC, SUBMISSION, "--format", "csv", "-o", shown(&path)]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(fs::read_to_string(&path).unwrap().starts_with("\u{feff}单位,年度,口径,层级,"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let nowhere = folder.path().join("没有/结果.csv");
    assert_eq!(run(&["eval", RUBRIC, SUBMISSION, "-o", shown(&nowhere)]).code, 4);
    let copy = folder.path().join("报送.json");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SUBMISSION), &copy).unwrap();
    assert_eq!(run(&["eval", RUBRIC, shown(&copy), "-o", shown(&copy)]).code, 2);
}

/// The name after `-o` says what is wanted, and what is said of it is said in the language of the rubric.
#[test]
fn the_name_of_the_result_decides_its_format() {
    let folder = tempfile::tempdir().unwrap();
    let to = |name: &str| folder.path().join(name);
    let [csv, json, text, workbook] = ["结果.csv", "结果.json", "结果.txt", "结果.xlsx"].map(to);
    for path in [&csv, &json, &text] {
        assert_eq!(run(&["eval", RUBRIC, SUBMISSION, "-o", shown(path)]).code, 0);
    }
    assert!(fs::read_to_string(&csv).unwrap().starts_with("\u{feff}单位,年度,口径,层级,"));
    assert!(serde_json::from_str::<Value>(&fs::read_to_string(&json).unwrap()).is_ok());
    assert!(fs::read_to_string(&text).unwrap().contains("98.84"));
    let refused = run(&["eval", RUBRIC, SUBMISSION, "-o", shown(&workbook)]);
    assert!(refused.code == 2 && !workbook.exists(), "{}", refused.err);
    let form = to("填报.csv");
    assert_eq!(run(&["template", RUBRIC, "-o", shown(&form)]).code, 0);
    let form = fs::read_to_string(&form).unwrap();
    assert!(form.starts_with("\u{feff}部分,") && form.contains("自评,总分,"), "{form}");
    let english = |arguments: &[&str]| run_with(arguments, b"", "C");
    let nowhere = english(&["eval", RUBRIC, SUBMISSION, "-o", shown(&to("没有/结果.csv"))]);
    assert!(nowhere.code == 4 && nowhere.err.contains("文件夹不存在"), "{}", nowhere.err);
    let itself = english(&["eval", RUBRIC, SUBMISSION, "-o", SUBMISSION]);
    assert!(itself.code == 2 && itself.err.contains("与输入文件相同"), "{}", itself.err);
    let swapped = run(&["eval", SUBMISSION, RUBRIC]);
    assert!(swapped.code == 2 && swapped.err.contains(&format!("{RUBRIC} {SUBMISSION}")), "{}", swapped.err);
    let folder = run(&["eval", RUBRIC, SUBMISSION, "-o", "."]);
    assert!(folder.code == 4 && folder.err.contains("./结果.csv"), "{}", folder.err);
}

/// A submission of another year, and a rubric with a warning: what an evaluation says of either.
#[test]
fn another_year_is_told_and_warnings_are_not() {
    let (folder, _rubric) = file(
        "评分表.perf",
        "评价体系 \"报送\" {\n  年度：2024\n  总分：1分\n}\n数据 甲 { 满意度：比率(%, 2位)；没用：是否 }\n指标 满意 1分 { 公式：满意度；评分：达标 当 不低于 90% }\n"
            .as_bytes(),
    );
    let submission = r#"{"单位": "某局", "年度": 2023, "数据": {"满意度": "95%"}}"#;
    fs::write(folder.path().join("报送.json"), submission).unwrap();
    let here = |arguments: &[&str]| run_in(folder.path(), arguments, b"", "zh_CN.UTF-8");
    assert!(here(&["check", "评分表.perf"]).err.contains("E0206"));
    let ran = here(&["eval", "评分表.perf", "报送.json", "--year-mismatch", "--strict"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let found = ran.out.split_once("发现").unwrap().1.split_once("回执").unwrap().0;
    snapshot("other_year", found);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["explain", "X0105"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn an_empty_template_is_read_back_and_is_wholly_open() {
    for (flag, name) in [(None, "填报.json"), (Some("--csv"), "填报.csv")] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        let arguments = ["template", RUBRIC, "-o", shown(&path)];
        assert_eq!(run(&[&arguments[..], flag.as_slice()].concat()).code, 0);
        // Never again over what may have been filled in by now.
        let again = run(&[&arguments[..], flag.as_slice()].concat());
        assert!(again.code == 2 && again.err.contains("已经存在"), "{}", again.err);
        let ran = run(&["eval", RUBRIC, shown(&path), "--year-mismatch"]);
        assert!(ran.out.contains("未决") && ran.out.contains("F0304"), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn submissions_follow_their_schema() {
    let schema = schema("submission");
    let template = run(&["template", RUBRIC]).out;
    validate(&schema, &serde_json::from_str(&template).unwrap());
    for place in ["guangdong/meijiang-2024", "nhs/qof-2025"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs").join(place);
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.extension().is_some_and(|kind| kind == "json") {
                validate(&schema, &serde_json::from_str(&fs::read_to_string(entry).unwrap()).unwrap());
            }
        }
    }
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("specs/schema/{name}.schema.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn validate(schema: &Value, document: &Value) {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let errors = validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path));
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<String>::new());
}
