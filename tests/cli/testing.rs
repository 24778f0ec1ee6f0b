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

fn jixiao(folder: &Path, arguments: &[&str]) -> Ran {
    run_in(folder, arguments, b"", "zh_CN.UTF-8")
}

/// A folder with these files, by their paths in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
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
