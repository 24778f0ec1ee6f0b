//! `jixiao check`: repairs in files, and the formats for programs.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use super::testing::{folder, jixiao};
use super::{RUBRIC, file, run, run_in, run_with, shown};

/// Three certain repairs, and one fault that only its author can repair.
const FAULTY: &str = "评价体系 \"示例\" {
  年度：2024
  总分：5分
}
数据 资产 {
  固定资产总额：金额(万元, 2位) > 0万元
  在用固定资产：金额(万元, 2位) ≥ 0万元
}
指标 资产盘点2分 {
  评分：人工评定。
}
指标 固定资产利用率 3分 {
  公式：在用固定资产 / 固定资产总颖
  评分：分档 {
    不低于 90% 得 满分
    不超过 89% 得 0分
  }
}
";

/// The same, repaired.
fn mended() -> String {
    FAULTY.replace("盘点2分", "盘点 2分").replace("评定。", "评定").replace("总颖", "总额")
}

#[test]
fn what_is_certain_is_repaired_and_the_rest_is_left_byte_for_byte() {
    let (_folder, path) = file("评分表.perf", FAULTY.as_bytes());
    let preview = run(&["check", "--fix", "--dry-run", shown(&path)]);
    assert!(preview.out.contains("可改动 3 处，没有写入"), "{}", preview.out);
    assert_eq!(fs::read_to_string(&path).unwrap(), FAULTY);
    let fixed = run(&["check", "--fix", shown(&path)]);
    assert_eq!(fixed.code, 1, "the gap remains");
    assert!(fixed.out.contains("改动 3 处") && fixed.out.contains("第 9 行 E0109"), "{}", fixed.out);
    assert!(fixed.out.contains("    - 指标 资产盘点2分 {\n    + 指标 资产盘点 2分 {\n"), "{}", fixed.out);
    assert!(fixed.err.contains("E0401") && !fixed.err.contains("E0109"), "{}", fixed.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), mended());

    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    fs::write(&path, windows(FAULTY)).unwrap();
    let english = run(&["check", "--fix", shown(&path), "--lang", "en"]);
    assert!(english.out.contains("3 changed") && english.out.contains("line 9 E0109 a blank is missing"));
    assert_eq!(fs::read_to_string(&path).unwrap(), windows(&mended()));
}

#[test]
fn nothing_is_written_where_nothing_changes() {
    let text = mended();
    let (_folder, path) = file("评分表.perf", text.as_bytes());
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    let ran = run(&["check", "--fix", shown(&path)]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    let fine = run(&["check", "--fix", RUBRIC]);
    assert_eq!(fine.code, 0);
    assert!(fine.out.contains("检查通过") && !fine.out.contains("改动"), "{}", fine.out);
}

#[test]
fn standard_input_is_repaired_to_standard_output() {
    let ran = run_with(&["check", "--fix", "-"], FAULTY.as_bytes(), "zh_CN.UTF-8");
    assert_eq!((ran.code, ran.out), (1, mended()));
    assert!(ran.err.contains("改动 3 处"), "{}", ran.err);
    let marked = format!("\u{feff}{}", mended());
    let ran = run_with(&["check", "--fix", "-"], marked.as_bytes(), "zh_CN.UTF-8");
    assert_eq!(ran.out, marked);
    assert_eq!(run(&["check", "--fix", "-", "--format", "json"]).code, 2);
    assert_eq!(run(&["check", "--dry-run", RUBRIC]).code, 2);
}

#[test]
fn what_cannot_be_written_is_said_and_left() {
    let (folder, path) = file("评分表.perf", FAULTY.as_bytes());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = run(&["check", "--fix", shown(&path)]);
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("X0103") && ran.err.contains("E0109") && ran.out.is_empty(), "{}{}", ran.out, ran.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), FAULTY);
    let missing = run_in(folder.path(), &["check", "--fix", "没有.perf"], b"", "zh_CN.UTF-8");
    assert_eq!(missing.code, 4);
    assert!(missing.err.contains("X0101"), "{}", missing.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn ascii_draws_no_frames_and_leaves_the_words_of_the_author() {
    let (_folder, path) = file("评分表.perf", FAULTY.as_bytes());
    let drawn = |text: &str| text.chars().any(|one| ('\u{2500}'..='\u{257f}').contains(&one) || "→←—−".contains(one));
    let ran = run(&["check", "--ascii", shown(&path)]);
    assert!(!drawn(&ran.err) && ran.err.contains("指标 资产盘点2分 {"), "{}", ran.err);
    let score = run(&["eval", "--ascii", RUBRIC, super::SUBMISSION]);
    assert!(!drawn(&score.out) && score.out.contains("98.84"), "{}", score.out);
    let json = ["eval", RUBRIC, super::SUBMISSION, "--format", "json"];
    assert_eq!(run(&[&json[..], &["--ascii"]].concat()).out, run(&json).out);
}

fn sarif(text: &str) -> Value {
    let document = serde_json::from_str(text).unwrap();
    let schema = serde_json::from_str(include_str!("../schema/sarif-2.1.0.json")).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let faults = validator.iter_errors(&document).map(|fault| fault.to_string()).collect::<Vec<_>>();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    document
}

#[test]
fn sarif_is_one_valid_document_whatever_is_found() {
    let (folder, path) = file("评分 表#1.perf", FAULTY.as_bytes());
    fs::copy(&path, folder.path().join("b.perf")).unwrap();
    // What is misspelt is told with the place of what was probably meant.
    fs::write(folder.path().join("c.perf"), mended().replace("/ 固定资产总额", "/ 固定资产总颖")).unwrap();
    let here = |arguments: &[&str]| run_in(folder.path(), arguments, b"", "zh_CN.UTF-8");
    let files = [shown(&path), "b.perf", "c.perf", "没有.perf"];
    let count = here(&[&["check", "--format", "json"][..], &files].concat()).out.lines().count();
    let ran = here(&[&["check", "--format", "sarif"][..], &files].concat());
    assert_eq!((ran.code, ran.err.as_str()), (4, ""));
    let document = sarif(&ran.out);
    let run_ = &document["runs"][0];
    assert_eq!(run_["columnKind"], "unicodeCodePoints");
    let rules = run_["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run_["results"].as_array().unwrap();
    assert_eq!(results.len(), count);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().unwrap().contains("示例"), "{rule}");
    }
    let first = &results[0];
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E8%AF%84%E5%88%86%20%E8%A1%A8%231.perf");
    let region = &place["region"];
    assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(9), Some(4)));
    let edit = &first["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(edit["insertedContent"]["text"], "资产盘点 2分");
    assert!(results.iter().any(|result| result["relatedLocations"].is_array()));
    let prints = results.iter().map(|one| one["partialFingerprints"]["jixiao/v1"].as_str().unwrap());
    assert_eq!(prints.collect::<std::collections::BTreeSet<_>>().len(), count);

    let clean = run(&["check", "--format", "sarif", RUBRIC]);
    assert_eq!(clean.code, 0);
    assert_eq!(sarif(&clean.out)["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn annotations_are_escaped_and_fingerprints_do_not_move() {
    let (folder, path) = file("a,b.perf", FAULTY.as_bytes());
    let here =
        |format: &str| run_in(folder.path(), &["check", "--format", format, shown(&path)], b"", "zh_CN.UTF-8").out;
    let github = here("github");
    let lines = github.lines().collect::<Vec<_>>();
    let first = "::error file=a%2Cb.perf,line=9,endLine=9,col=4,endColumn=10,title=E0109 缺少空格::";
    assert!(lines[0].starts_with(first) && lines[0].contains("%0A"), "{}", lines[0]);
    let gap = run_with(&["check", "--format", "github", "-"], mended().as_bytes(), "zh_CN.UTF-8").out;
    assert!(gap.contains("title=E0401") && gap.contains("89%25") && gap.lines().count() == 1, "{gap}");
    let gitlab = |text: &str| {
        let list = serde_json::from_str::<Vec<Value>>(text).unwrap();
        list.into_iter().map(|one| (one["fingerprint"].clone(), one["location"]["lines"]["begin"].clone())).collect()
    };
    let before: Vec<(Value, Value)> = gitlab(&here("gitlab"));
    fs::write(&path, format!("// 第一行\n{FAULTY}")).unwrap();
    let after: Vec<(Value, Value)> = gitlab(&here("gitlab"));
    assert_eq!((before.len(), after.len()), (lines.len(), lines.len()));
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.0, after.0);
        assert_ne!(before.1, after.1);
    }
    assert_eq!(run(&["check", "--format", "gitlab", RUBRIC]).out, "[]\n");
    assert_eq!(run(&["check", "--format", "github", RUBRIC]).out, "");
}

#[test]
fn a_file_of_tests_is_checked_against_the_rubric_beside_it() {
    let rubric = "评价体系 \"甲\" {\n  年度：2024\n  总分：5分\n}\n指标 制度 5分 { 评分：人工评定 }\n";
    let test = |expected: &str| format!("测试 \"一\" {{\n  给定 自评分(制度) = 4分\n  应得 {expected} = 4分\n}}\n");
    let (good, bad) = (test("制度"), test("制渡"));
    let files = [("甲.perf", rubric), ("测试/好.perf", &good), ("测试/坏.perf", &bad)];
    let folder = folder(&files);
    let ran = jixiao(folder.path(), &["check", "测试/好.perf"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("1 个测试，所测的是 甲.perf"), "{}", ran.out);
    let ran = jixiao(folder.path(), &["check", "测试/坏.perf"]);
    assert!(ran.code == 1 && ran.err.contains("E0701") && ran.err.contains("坏.perf:3"), "{}", ran.err);
    // Elsewhere it is said what it is, and what to do with it.
    fs::rename(folder.path().join("测试/好.perf"), folder.path().join("好.perf")).unwrap();
    let ran = jixiao(folder.path(), &["check", "好.perf"]);
    assert!(ran.code == 1 && ran.err.contains("只有测试，没有评价体系"), "{}", ran.err);
}
