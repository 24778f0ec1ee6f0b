//! `jixiao test` as users meet it: what it finds, what it says of what fails, and how it ends.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Ran, run_in};

const RUBRIC: &str = r#"评价体系 "示例" {
  年度：2024
  总分：10分
  修约：指标得分 保留2位，四舍五入
}
数据 资产 {
  在用固定资产：金额(万元, 2位) ≥ 0万元
  固定资产总额：金额(万元, 2位) ≥ 0万元
}
指标 固定资产利用率 6分 {
  公式：在用固定资产 / 固定资产总额
  值域：[0%, 100%]
  评分：分档 {
    不低于 90% 得 满分
    75%（含）至 90%（不含） 得 分值的 70%
    其余 得 0分
  }
  不适用：固定资产总额 = 0万元 时 满分
}
指标 制度建设 4分 { 评分：人工评定 }
等级：优 ≥ 9分，良 其余
"#;

/// Below 90% is 70% of 6 points: 4.2; 4.2 + 4 = 8.2 is 良.
const TESTS: &str = r#"
测试 "恰在下限" {
  给定 在用固定资产 = 90万元，固定资产总额 = 100万元
  应得 固定资产利用率 = 6分，总分 = 未决
}
测试 "恰不到下限" {
  给定 在用固定资产 = 89.99万元，固定资产总额 = 100万元，自评分(制度建设) = 4分
  应得 固定资产利用率 = 4.2分，总分 = 8.2分，等级 = 良
}
测试 "没有固定资产" {
  给定 固定资产总额 = 0万元
  应得 固定资产利用率 = 不适用，固定资产利用率 = 6分，等级 = 未决
}
测试 "比总额还多" {
  给定 在用固定资产 = 100.01万元，固定资产总额 = 100万元
  应退回 D0217
}
"#;

pub(super) fn jixiao(folder: &Path, arguments: &[&str]) -> Ran {
    run_in(folder, arguments, b"", "zh_CN.UTF-8")
}

/// A folder with these files, by their paths in it.
pub(super) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn tests_in_a_rubric_are_run() {
    let folder = folder(&[("评分表.perf", &format!("{RUBRIC}{TESTS}"))]);
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "评分表.perf：通过 4\n\n共 4 项测试：通过 4，未通过 0\n");
}

#[test]
fn a_failing_test_says_how_the_score_came_about() {
    let wrong = r#"
测试 "记错了" {
  给定 在用固定资产 = 89.99万元，固定资产总额 = 100万元，自评分(制度建设) = 4分
  应得 固定资产利用率 = 6分，总分 = 10分，等级 = 优
  应得 固定资产利用率 = 不适用
}
测试 "不该退回" {
  给定 在用固定资产 = 100.01万元，固定资产总额 = 100万元
  应得 固定资产利用率 = 6分
}
测试 "该退回" {
  给定 在用固定资产 = 100万元，固定资产总额 = 100万元
  应退回
}
测试 "另有原因" {
  给定 在用固定资产 = 100.01万元，固定资产总额 = 100万元
  应退回 D0205
}
"#;
    let folder = folder(&[("评分表.perf", &format!("{RUBRIC}{wrong}"))]);
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!(ran.code, 3);
    insta::assert_snapshot!(format!("{}\n――――\n{}", ran.out, ran.err));
}

#[test]
fn tests_stand_in_the_folder_beside_the_rubric_too() {
    let other = RUBRIC.replace("示例", "另一份");
    let one = TESTS.replace("测试 \"", "测试 \"另：");
    let folder = folder(&[
        ("甲/评分表.perf", RUBRIC),
        ("甲/测试/下限.perf", TESTS),
        ("乙/一.perf", RUBRIC),
        ("乙/二.perf", &format!("{other}{TESTS}")),
        ("乙/测试/一/下限.perf", TESTS),
        ("乙/测试/二/下限.perf", &one),
    ]);
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let each = "乙/一.perf：通过 4\n乙/二.perf：通过 8\n甲/评分表.perf：通过 4\n";
    assert_eq!(ran.out, format!("{each}\n共 16 项测试：通过 16，未通过 0\n"));
    // One file, one rubric, one folder, all at once: everything once.
    let ran = jixiao(folder.path(), &["test", "乙/测试/二/下限.perf"]);
    assert_eq!(ran.out, "乙/二.perf：通过 4\n\n共 4 项测试：通过 4，未通过 0\n");
    let ran = jixiao(folder.path(), &["test", "乙/测试/二/下限.perf", "乙/二.perf", "乙"]);
    assert_eq!(ran.out, "乙/二.perf：通过 8\n乙/一.perf：通过 4\n\n共 12 项测试：通过 12，未通过 0\n");
    let ran = jixiao(&folder.path().join("甲/测试"), &["test", "下限.perf", "--filter", "下限"]);
    assert!(ran.out.contains("通过 2"), "{}{}", ran.out, ran.err);
}

#[test]
fn what_is_wrong_with_the_files_is_told() {
    let folder = folder(&[
        ("好.perf", &format!("{RUBRIC}{TESTS}")),
        ("坏.perf", "评价体系 \"坏\" { 年度：2024 }"),
        ("测试/好/混.perf", RUBRIC),
    ]);
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(format!("{}\n――――\n{}", ran.out, ran.err));
    let ran = jixiao(folder.path(), &["test", "没有.perf"]);
    assert_eq!((ran.code, ran.err.contains("X0101")), (4, true), "{}", ran.err);
}

#[test]
fn where_there_is_nothing_to_run_an_example_is_shown() {
    let rubric = folder(&[("评分表.perf", RUBRIC)]);
    let ran = jixiao(rubric.path(), &["test"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("应得 支出率 = 1分"), "{}", ran.out);
    let ran = jixiao(rubric.path(), &["test", "评分表.perf", "--filter", "没有这一项"]);
    assert_eq!((ran.code, ran.err.contains("--filter")), (2, true), "{}", ran.err);
    let empty = folder(&[]);
    let ran = jixiao(empty.path(), &["test"]);
    assert_eq!((ran.code, ran.err.contains("没有评价体系")), (2, true), "{}", ran.err);
    let help = jixiao(empty.path(), &["test", "--help"]);
    assert_eq!((help.code, help.out.contains("--filter")), (0, true));
}

#[test]
fn tests_are_no_part_of_what_is_scored() {
    let bare = folder(&[("a.perf", RUBRIC), ("a.json", r#"{"单位": "某局", "年度": 2024, "数据": {}}"#)]);
    let tested =
        folder(&[("a.perf", &format!("{RUBRIC}{TESTS}")), ("a.json", r#"{"单位": "某局", "年度": 2024, "数据": {}}"#)]);
    let score = |folder: &TempDir| jixiao(folder.path(), &["eval", "a.perf", "a.json", "--format", "json"]);
    let (bare, tested) = (score(&bare), score(&tested));
    assert_eq!(bare.code, 0, "{}", bare.err);
    assert_eq!(bare.out, tested.out);
}

/// 89.99% lies in the second band: 6 × 70% = 4.2, with 3 of 4 judged 7.2, 良.
const SUBMITTED: &str = r#"{
  "单位": "某局", "年度": 2024,
  "数据": {"在用固定资产": "89.99万元", "固定资产总额": "100万元"},
  "评定": {"制度建设": {"自评分": "3分", "理由": "一项制度未印发"}}
}"#;

const ACCEPTED: &str = "示例
单位：某局
年度：2024
口径：自评

固定资产利用率  4.20/6
  89.99 ÷ 100 × 100% = 89.99%
  规则：75%（含）至 90%（不含） 得 分值的 70%
制度建设  3.00/4  自评 3.00
  人工评定：一项制度未印发

总分  7.20/10
等级  良
";

#[test]
fn a_submission_is_compared_with_its_accepted_result() {
    let folder = folder(&[("评分表.perf", RUBRIC), ("测试/某局.json", SUBMITTED)]);
    let kept = folder.path().join("测试/某局.得分.txt");
    // Without an accepted result it fails, shows what came out and how to accept it, and writes nothing.
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!((ran.code, kept.exists()), (3, false));
    assert!(ran.out.contains("没有认可的结果") && ran.out.contains("+总分  7.20/10"), "{}", ran.out);
    assert!(ran.out.contains("jixiao test --accept 测试/某局.json"), "{}", ran.out);
    // Where nobody can be asked, what is accepted must be named; it is printed.
    let ran = jixiao(folder.path(), &["test", "--accept"]);
    assert_eq!((ran.code, kept.exists()), (2, false), "{}", ran.err);
    let ran = jixiao(folder.path(), &["test", "--accept", "测试/某局.json"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.err.contains("+总分  7.20/10") && ran.err.contains("已认可"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&kept).unwrap(), ACCEPTED);
    // Line ends and a mark that another editor writes are no difference; lines of the rubric are not told.
    fs::write(&kept, format!("\u{feff}{}", ACCEPTED.replace('\n', "\r\n"))).unwrap();
    fs::write(folder.path().join("评分表.perf"), format!("// 说明\n\n{RUBRIC}")).unwrap();
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    // Edited by hand: a difference, both lines shown.
    fs::write(&kept, ACCEPTED.replace("总分  7.20", "总分  9.00")).unwrap();
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("-总分  9.00/10") && ran.out.contains("+总分  7.20/10"), "{}", ran.out);
    assert!(!ran.out.contains("口径：自评"), "lines far from a difference are left out: {}", ran.out);
}

#[test]
fn another_rule_shows_as_a_difference_of_the_score() {
    let folder = folder(&[
        ("评分表.perf", &RUBRIC.replace("分值的 70%", "分值的 60%")),
        ("测试/某局.json", SUBMITTED),
        ("测试/某局.得分.txt", ACCEPTED),
    ]);
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!(ran.code, 3);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn nothing_is_accepted_in_ci() {
    let folder = folder(&[("评分表.perf", RUBRIC), ("测试/某局.json", SUBMITTED)]);
    let run = |ci: &str| {
        let arguments = ["test", "--accept", "测试/某局.json"];
        std::process::Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(arguments)
            .current_dir(folder.path())
            .env("CI", ci)
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap()
    };
    let kept = folder.path().join("测试/某局.得分.txt");
    assert_eq!((run("true").status.code(), kept.exists()), (Some(2), false));
    assert_eq!((run("1").status.code(), kept.exists()), (Some(2), false));
    assert_eq!((run("").status.code(), kept.exists()), (Some(0), true));
}

#[test]
fn one_bad_submission_harms_no_other() {
    let folder = folder(&[
        ("评分表.perf", RUBRIC),
        ("测试/好.json", SUBMITTED),
        ("测试/好.得分.txt", ACCEPTED),
        ("测试/坏.json", "{ \"单位\": "),
        ("测试/退回.json", &SUBMITTED.replace("89.99万元", "100.01万元")),
        ("测试/没有了.得分.txt", ACCEPTED),
        ("测试/说明.txt", "不是测试"),
    ]);
    fs::write(folder.path().join("测试/乱码.json"), b"\xff\xfe\x00").unwrap();
    let ran = jixiao(folder.path(), &["test"]);
    assert_eq!(ran.code, 3);
    insta::assert_snapshot!(ran.out);
    let ran = jixiao(folder.path(), &["test", "测试/好.json"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    // A rejection is a result as any other.
    let ran = jixiao(folder.path(), &["test", "--accept", "测试/退回.json"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let kept = fs::read_to_string(folder.path().join("测试/退回.得分.txt")).unwrap();
    assert!(kept.starts_with("退回\n  错误[D0217] "), "{kept}");
}

#[test]
fn junit_is_well_formed_whatever_the_names() {
    let odd = "\n测试 \"<甲> & '乙' ]]>\" {\n  给定 固定资产总额 = 0万元\n  应得 固定资产利用率 = 5分\n}\n";
    let folder =
        folder(&[("好.perf", &format!("{RUBRIC}{TESTS}{odd}")), ("坏.perf", "评价体系 \"坏\" { 年度：2024 }")]);
    let ran = jixiao(folder.path(), &["test", "--junit", "结果.xml"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let xml = fs::read_to_string(folder.path().join("结果.xml")).unwrap();
    let (elements, failures) = read_xml(&xml);
    assert_eq!(
        (elements.as_slice(), failures),
        (&["testsuites", "testsuite", "testcase", "error", "failure"].map(str::to_owned)[..], 1),
        "{xml}"
    );
    assert!(xml.contains("<testsuite name=\"好.perf\" tests=\"5\" failures=\"1\" errors=\"0\">"), "{xml}");
    assert!(xml.contains("name=\"&lt;甲&gt; &amp; &apos;乙&apos; ]]&gt;\""), "{xml}");
}

/// A strict reader of the XML that is written here: every element closed in order, attributes quoted, no bare `<` or
/// `&`. Gives the names of elements in the order in which they first come, and how many failures there are.
fn read_xml(xml: &str) -> (Vec<String>, usize) {
    let (mut open, mut names, mut failures) = (Vec::<String>::new(), Vec::<String>::new(), Vec::new());
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap();
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        let bare = text
            .split('&')
            .skip(1)
            .any(|one| !["lt;", "gt;", "amp;", "quot;", "apos;"].iter().any(|name| one.starts_with(name)));
        assert!(!bare && !text.contains('>'), "{text}");
        let (inner, behind) = tag.trim_start_matches('<').split_once('>').unwrap();
        rest = behind;
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        assert!(inner.matches('"').count().is_multiple_of(2), "{inner}");
        let name = inner.trim_end_matches('/').split(' ').next().unwrap().to_owned();
        if name == "failure" {
            failures.push(name.clone());
        }
        if !names.contains(&name) {
            names.push(name.clone());
        }
        if !inner.ends_with('/') {
            open.push(name);
        }
    }
    assert_eq!((open.is_empty(), rest.trim()), (true, ""));
    (names, failures.len())
}

#[test]
fn edge_cases_are_kept_too() {
    let folder = folder(&[("评分表.perf", RUBRIC)]);
    let ran = jixiao(folder.path(), &["test", "--edges"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("没有认可的结果"), "{}", ran.out);
    let ran = jixiao(folder.path(), &["test", "--edges", "--accept", "评分表.perf"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let kept = fs::read_to_string(folder.path().join("测试/评分表.边界.txt")).unwrap();
    insta::assert_snapshot!(kept);
    assert_eq!(jixiao(folder.path(), &["test", "--edges"]).code, 0);
    // The edge is moved by one digit.
    let moved = RUBRIC.replace("不低于 90% 得", "不低于 90.01% 得").replace("至 90%（不含）", "至 90.01%（不含）");
    fs::write(folder.path().join("评分表.perf"), moved).unwrap();
    let ran = jixiao(folder.path(), &["test", "--edges"]);
    assert_eq!((ran.code, ran.out.contains("-") && ran.out.contains("90.01%")), (3, true), "{}", ran.out);
}

#[test]
fn the_rubrics_of_the_specification_pass_their_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = jixiao(root, &["test", "specs", "--lang", "zh"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("specs/hunan/yueyang-2018/rubric.perf：通过 4\n"), "{}", ran.out);
    assert!(ran.out.contains("未通过 0"), "{}", ran.out);
}

#[test]
fn coverage_names_what_is_missing_and_gives_tests_that_pass() {
    let folder = folder(&[("评分表.perf", &format!("{RUBRIC}{TESTS}"))]);
    let ran = jixiao(folder.path(), &["test", "--coverage"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
    // Every test that is offered passes where it is pasted, and tries what it is said to try.
    let json = |folder: &Path| {
        let ran = jixiao(folder, &["test", "--coverage", "--format", "json"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()["rubrics"][0].clone()
    };
    let before = json(folder.path());
    let mut blocks = Vec::new();
    for part in before["coverage"]["parts"].as_array().unwrap() {
        let block = part["test"].as_str().filter(|_| part["hits"] == 0);
        blocks.extend(block.filter(|block| !blocks.contains(&block.to_string())).map(str::to_owned));
    }
    assert!(blocks.len() >= 3, "{before}");
    fs::write(folder.path().join("评分表.perf"), format!("{RUBRIC}{TESTS}\n{}", blocks.join("\n"))).unwrap();
    let after = json(folder.path());
    assert_eq!(after["tests"].as_array().unwrap().len().checked_sub(blocks.len()), Some(4));
    let left = after["coverage"]["parts"].as_array().unwrap().iter().filter(|part| part["hits"] == 0);
    let still = left.filter(|part| !part["test"].is_null()).count();
    assert_eq!(
        (still, after["coverage"]["percent"].as_u64() > before["coverage"]["percent"].as_u64()),
        (0, true),
        "{after:#}"
    );
}

#[test]
fn too_little_coverage_is_an_exit_of_its_own() {
    let folder = folder(&[("评分表.perf", &format!("{RUBRIC}{TESTS}"))]);
    let run = |least: &str| jixiao(folder.path(), &["test", "--coverage", "--fail-under", least]).code;
    assert_eq!((run("0"), run("100")), (0, 3));
    assert_eq!(jixiao(folder.path(), &["test", "--fail-under", "90"]).code, 2);
    assert_eq!(jixiao(folder.path(), &["test", "--coverage", "--fail-under", "101"]).code, 2);
}
