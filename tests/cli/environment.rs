//! The examples on the pages about files, limits and git: the wrong command gives the code of the page, the right one
//! does not. They are run as printed, in a folder that holds what they name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jixiao::diagnostic::{Code, Language};

/// The names on the pages, in one language.
struct Names {
    rubric: &'static str,
    submission: &'static str,
    rejected: &'static str,
    accepted: &'static str,
    large: &'static str,
    downloads: &'static str,
    tests: &'static str,
    last_years: [&'static str; 2],
}

const ZH: Names = Names {
    rubric: "评分表.perf",
    submission: "报送.json",
    rejected: "报送.csv",
    accepted: "报送-新.csv",
    large: "备份.csv",
    downloads: "下载",
    tests: "测试/利用率.perf",
    last_years: ["评分表-2024.perf", "评分表-2025.perf"],
};
const EN: Names = Names {
    rubric: "rubric.perf",
    submission: "submission.json",
    rejected: "submission.csv",
    accepted: "submission-new.csv",
    large: "dump.csv",
    downloads: "downloads",
    tests: "tests/rate.perf",
    last_years: ["rubric-2024.perf", "rubric-2025.perf"],
};

const RUBRIC: &str = "评价体系 \"例\" {\n  年度：2024\n  总分：10分\n}\n数据 资产 {\n  在用固定资产：金额(万元, 2位) ≥ 0万元\n  固定资产总额：金额(万元, 2位) > 0万元\n}\n指标 固定资产利用率 10分 {\n  公式：在用固定资产 / 固定资产总额\n  评分：达标 当 不低于 90%\n}\n";
const JSON: &str =
    "{\"单位\": \"甲局\", \"年度\": 2024, \"数据\": {\"在用固定资产\": \"95万元\", \"固定资产总额\": \"100万元\"}}";
const CSV: &str = "部分,名称,项目,值,出处\n报送,单位,,甲局,\n报送,年度,,2024,\n数据,在用固定资产,,95万元,\n数据,固定资产总额,,100万元,\n";
const TEST: &str =
    "测试 \"下限\" {\n  给定 在用固定资产 = 90万元，固定资产总额 = 100万元\n  应得 固定资产利用率 = 10分\n}\n";

/// What no test can bring about everywhere: a machine denies nothing to its administrator, and a fault of ours that is
/// known is mended.
const NOT_PROVOKED: [Code; 2] = [Code::FileForbidden, Code::InternalError];

/// The commands of a page: the wrong one, then the right one.
fn commands(code: Code, language: Language) -> Vec<Vec<String>> {
    let section = code.section(language);
    let lines = section.lines().filter_map(|line| line.strip_prefix("jixiao "));
    lines.map(|line| line.split(' ').map(str::to_owned).collect()).collect()
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    let git = git.arg("-C").arg(folder).args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(arguments);
    assert!(git.output().unwrap().status.success(), "git {arguments:?}");
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A folder with what the commands of a page name; `right` is what they name after the repair.
fn prepare(folder: &Path, code: Code, names: &Names, right: bool) {
    write(folder, names.rubric, RUBRIC.as_bytes());
    // Beside several rubrics, tests lie in a folder for each.
    for name in names.last_years.iter().filter(|_| code == Code::GitMissing) {
        write(folder, name, RUBRIC.as_bytes());
    }
    write(folder, names.submission, JSON.as_bytes());
    write(folder, &format!("{}/{}", names.downloads, names.rubric), RUBRIC.as_bytes());
    write(folder, names.accepted, CSV.as_bytes());
    // 单位,甲局 in GBK.
    let gbk = b"\xb5\xa5\xce\xbb,\xbc\xd7\xbe\xd6\n".as_slice();
    write(folder, names.rejected, if code == Code::FileEncoding { gbk } else { CSV.as_bytes() });
    write(folder, names.large, b"");
    let large = fs::OpenOptions::new().write(true).open(folder.join(names.large)).unwrap();
    large.set_len(64 * 1024 * 1024 + 1).unwrap();
    write(folder, names.tests, if right { TEST } else { RUBRIC }.as_bytes());
    if matches!(code, Code::GitNoRevision | Code::GitNoFile) {
        write(folder, &format!("2024/{}", names.rubric), RUBRIC.as_bytes());
        git(folder, &["init", "-q"]);
        git(folder, &["add", "."]);
        git(folder, &["commit", "-qm", "1"]);
        write(folder, &format!("2025/{}", names.rubric), RUBRIC.as_bytes());
        git(folder, &["add", "."]);
        git(folder, &["commit", "-qm", "2"]);
    }
}

/// Runs a command as printed.
fn run(folder: &Path, command: &[String], code: Code, language: Language) -> (i32, String) {
    let mut jixiao = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    jixiao.args(command).args(["--lang", if language == Language::Zh { "zh" } else { "en" }]).current_dir(folder);
    if code == Code::GitMissing {
        jixiao.env("PATH", folder);
    }
    let output = jixiao.env_remove("CI").output().unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
fn commands_on_the_pages_do_what_they_say() {
    let mut told = Vec::new();
    for code in Code::ALL.iter().copied().filter(|code| code.number().starts_with('X')) {
        for (language, names) in [(Language::Zh, &ZH), (Language::En, &EN)] {
            let commands = commands(code, language);
            let [wrong, right] = commands.as_slice() else {
                panic!("{}: {} commands instead of two", code.number(), commands.len());
            };
            if NOT_PROVOKED.contains(&code) {
                continue;
            }
            for (command, is_right) in [(wrong, false), (right, true)] {
                let folder = tempfile::tempdir().unwrap();
                prepare(folder.path(), code, names, is_right);
                let (ended, seen) = run(folder.path(), command, code, language);
                let what = format!("{}: jixiao {}: {ended}\n{seen}", code.number(), command.join(" "));
                assert_eq!(seen.contains(&format!("[{}]", code.number())), !is_right, "{what}");
                assert_eq!(ended == 0, is_right, "{what}");
                if !is_right {
                    let place = folder.path().to_string_lossy().into_owned();
                    let lines = seen.replace(&place, "").lines().map(|line| format!("{line}\n")).collect::<String>();
                    told.push(format!("$ jixiao {}\n{lines}", command.join(" ")));
                }
            }
        }
    }
    super::snapshot("environment", &told.join("――――\n"));
}

/// Where nothing is denied to whoever runs the tests, nothing can be tried.
#[cfg(unix)]
#[test]
fn a_file_without_rights_is_told_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("评分表.perf");
    fs::write(&path, RUBRIC).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&path).is_ok() {
        return;
    }
    let ran = super::run(&["check", super::shown(&path)]);
    assert!(ran.code == 4 && ran.err.contains("X0103"), "{}", ran.err);
}
