//! `jixiao fmt` as users meet it: files, folders, streams, exit codes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const UNTIDY: &str = "指标 甲 2分 {\n评分:人工评定\n}\n";
const TIDY: &str = "指标 甲 2分 {\n  评分：人工评定\n}\n";

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "zh_CN.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _closed = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn read(folder: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn a_folder_is_all_below_it_and_a_faulty_file_harms_no_other() {
    let folder = folder(&[
        ("乙/b.perf", UNTIDY),
        ("a.perf", UNTIDY),
        ("c.perf", TIDY),
        ("faulty.perf", "指标 甲 2分 {\n"),
        (".hidden/d.perf", UNTIDY),
        ("e.txt", UNTIDY),
    ]);
    let old = fs::metadata(folder.path().join("c.perf")).unwrap().modified().unwrap();
    let ran = run(folder.path(), &["fmt"], "");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out, "a.perf\n乙/b.perf\n4 个文件，改动 2 个，1 个有错误，没有排版\n");
    assert!(ran.err.contains("E0103") && ran.err.contains("faulty.perf:1"), "{}", ran.err);
    assert_eq!((read(&folder, "a.perf"), read(&folder, "乙/b.perf")), (TIDY.into(), TIDY.into()));
    assert_eq!(read(&folder, "faulty.perf"), "指标 甲 2分 {\n");
    assert_eq!((read(&folder, ".hidden/d.perf"), read(&folder, "e.txt")), (UNTIDY.into(), UNTIDY.into()));
    assert_eq!(fs::metadata(folder.path().join("c.perf")).unwrap().modified().unwrap(), old, "written for nothing");
    assert_eq!(
        run(folder.path(), &["fmt", "a.perf", ".", "./a.perf"], "").out.lines().last(),
        Some("4 个文件，改动 0 个，1 个有错误，没有排版")
    );
}

#[test]
fn check_writes_nothing_and_says_what_would_change() {
    let folder = folder(&[
        ("a.perf", UNTIDY),
        ("b.perf", TIDY),
        ("c.perf", &TIDY.replace('\n', "\r\n")),
        ("d.perf", &format!("\u{feff}{TIDY}")),
    ]);
    let ran = run(folder.path(), &["fmt", "--check", "."], "");
    assert_eq!((ran.code, ran.err.as_str()), (3, ""));
    assert!(
        ran.out.starts_with("a.perf\n  - 2 | 评分:人工评定\n  + 2 |   评分：人工评定\nc.perf\n  - 1 | 指标"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("d.perf\n4 个文件，3 个需要排版\n"), "{}", ran.out);
    assert_eq!(read(&folder, "a.perf"), UNTIDY);
    assert_eq!(run(folder.path(), &["fmt", "--check", "b.perf"], "").code, 0);
    assert_eq!(run(folder.path(), &["fmt", "--lang", "en", "b.perf"], "").out, "1 file, 0 changed\n");
    assert_eq!(run(folder.path(), &["fmt", "."], "").code, 0);
    for name in ["a.perf", "c.perf", "d.perf"] {
        assert_eq!(read(&folder, name), TIDY);
    }
}

#[test]
fn streams_and_keywords() {
    let folder = folder(&[]);
    let ran = run(folder.path(), &["fmt", "-"], UNTIDY);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, TIDY, ""));
    let english = "indicator 甲 2 points {\n  score: by judgement\n}\n";
    assert_eq!(run(folder.path(), &["fmt", "--keywords", "en", "-"], UNTIDY).out, english);
    assert_eq!(run(folder.path(), &["fmt", "--keywords", "zh", "-"], english).out, TIDY);
    let ran = run(folder.path(), &["fmt", "--check", "-"], UNTIDY);
    assert_eq!((ran.code, ran.out.lines().next()), (3, Some("<stdin>")));
    let ran = run(folder.path(), &["fmt", "-"], "指标");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(run(folder.path(), &["fmt", "-", "-"], "").code, 2);
}

#[test]
fn files_that_are_not_there_or_may_not_be_written() {
    let folder = folder(&[("a.perf", UNTIDY), ("b.perf", UNTIDY)]);
    let path = folder.path().join("a.perf");
    let mut known = fs::metadata(&path).unwrap().permissions();
    known.set_readonly(true);
    fs::set_permissions(&path, known).unwrap();
    let ran = run(folder.path(), &["fmt", "no.perf", "a.perf", "b.perf"], "");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("X0101") && ran.err.contains("没有写入「a.perf」的权限"), "{}", ran.err);
    assert_eq!((read(&folder, "a.perf"), read(&folder, "b.perf")), (UNTIDY.into(), TIDY.into()));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("a.perf", UNTIDY)]);
    let (path, link) = (folder.path().join("a.perf"), folder.path().join("link.perf"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("a.perf", &link).unwrap();
    assert_eq!(run(folder.path(), &["fmt", "link.perf"], "").code, 0);
    assert_eq!(read(&folder, "a.perf"), TIDY);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}
