//! Files of another kind than is asked for, results that nobody writes, folders in the place of files.

use std::fs;
use std::path::Path;

use super::testing::{folder, jixiao};
use super::{run, run_in};

const RUBRIC: &str = r#"评价体系 "示例" {
  年度：2025
  总分：10分
}
数据 {
  预算：金额(万元, 2位) > 0万元
  支出：金额(万元, 2位) ≥ 0万元
}
指标 预算执行 6分 {
  公式：支出 / 预算
  目标：90%
  评分：按完成率
    完成率 低于 80% 得 0分
}
指标 制度建设 4分 {
  佐证："制度文件及文号"
  评分：人工评定
}
校验 不超预算 { 支出 ≤ 预算 }
等级：优 90% 以上，良 [80%, 90%)，差 其余
"#;

fn submission(unit: &str, spent: &str) -> String {
    format!(
        r#"{{"单位": "{unit}", "年度": 2025, "数据": {{"预算": "100万元", "支出": "{spent}"}}, "评定": {{"制度建设": {{"自评分": "4分", "佐证": ["〔2025〕1号"]}}}}}}"#
    )
}

#[test]
fn another_kind_of_file_is_named_once() {
    let place = folder(&[
        ("甲.json", &submission("甲局", "90万元")),
        ("甲.csv", "\u{feff}部分,名称,项目,值,出处\n报送,单位,,甲局,\n"),
        ("README.md", "# 说明\n\n本文件夹放评分表。\n"),
        ("表.docx", "PK\u{3}\u{4}"),
        ("表.xlsx", "PK\u{3}\u{4}"),
    ]);
    for verb in ["check", "doc", "analyze", "template", "flatten", "fmt", "test"] {
        for (name, kind) in [
            ("甲.json", "是 JSON 文件（报送），不是评价体系"),
            ("甲.csv", "是 CSV 表格（报送），不是评价体系"),
            ("README.md", "是 Markdown 文档，不是评价体系"),
            ("表.docx", "是 Word 文档，不是评价体系"),
            ("表.xlsx", "是 Excel 工作簿，不是评价体系"),
        ] {
            let ran = jixiao(place.path(), &["--lang", "zh", verb, name]);
            assert!(ran.code == 1 || ran.code == 4, "{verb} {name}: {}", ran.code);
            assert_eq!(ran.err.matches("[X0109]").count(), 1, "{verb} {name}: {}", ran.err);
            assert_eq!(ran.err.matches("错误[").count(), 1, "{verb} {name}: {}", ran.err);
            assert!(ran.err.contains(&format!("「{name}」{kind}")), "{verb} {name}: {}", ran.err);
        }
    }
    let scored = jixiao(place.path(), &["eval", "甲.json", "甲.csv"]);
    assert!(scored.err.contains("[X0109]") && scored.err.contains("jixiao eval 评分表.perf"), "{}", scored.err);
    // A workbook as the submission is told as before: it can be saved as CSV.
    fs::write(place.path().join("评分表.perf"), RUBRIC).unwrap();
    let workbook = jixiao(place.path(), &["eval", "评分表.perf", "表.xlsx"]);
    assert!(workbook.err.contains("X0105") && workbook.err.contains("CSV UTF-8"), "{}", workbook.err);
}

#[test]
fn no_result_is_an_office_document() {
    let place = folder(&[("评分表.perf", RUBRIC), ("旧.perf", RUBRIC), ("甲.json", &submission("甲局", "90万元"))]);
    let cases: [(&[&str], &str, &str); 8] = [
        (&["doc", "评分表.perf"], "表.docx", ".html（Word 可以打开）、.md，如 -o 表.html"),
        (&["doc", "评分表.perf"], "表.pdf", "不能写 PDF；"),
        (&["eval", "评分表.perf", "甲.json"], "表.docx", ".csv（Excel 可以打开）、.json"),
        (&["eval", "评分表.perf", "甲.json"], "表.XLSX", "不能写 Excel 工作簿；"),
        (&["eval", "评分表.perf", "甲.json"], "表.html", "不能写网页；"),
        (&["template", "评分表.perf"], "表.xlsx", "如 -o 表.csv"),
        (&["diff", "旧.perf", "评分表.perf"], "表.docx", ".md、.json"),
        (&["analyze", "评分表.perf"], "表.xls", ".txt、.json"),
    ];
    for (verb, to, told) in cases {
        let ran = jixiao(place.path(), &[verb, &["-o", to]].concat());
        assert_eq!((ran.code, ran.err.contains(told)), (2, true), "{verb:?} {to}: {}", ran.err);
        assert!(!place.path().join(to).exists());
        let english = run_in(place.path(), &[verb, &["-o", to, "--lang", "en"]].concat(), b"", "C");
        assert!(english.err.starts_with("usage error: ") && english.err.contains("are not written"), "{}", english.err);
    }
    for (verb, to) in [("doc", "表.html"), ("doc", "表"), ("analyze", "表.txt"), ("template", "表.json")] {
        let ran = jixiao(place.path(), &[verb, "评分表.perf", "-o", to]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{verb} {to}");
        assert!(place.path().join(to).is_file());
    }
}

#[test]
fn a_folder_is_all_that_is_in_it() {
    let place = folder(&[
        ("2025/评分表.perf", RUBRIC),
        ("2025/坏.perf", "评价体系"),
        ("2025/测试/边界.perf", "测试 \"没有\" { 应得 总分 = 未决 }"),
        ("报送/甲.json", &submission("甲局", "90万元")),
        ("报送/乡镇/乙.json", &submission("乙镇", "72万元")),
        ("报送/._甲.json", "{}"),
        ("报送/.旧/丙.json", "{}"),
        ("报送/说明.txt", "不是报送"),
        ("空/说明.txt", "空的"),
    ]);
    let here = |arguments: &[&str]| jixiao(place.path(), arguments);
    let scored = here(&["eval", "2025/评分表.perf", "报送"]);
    assert_eq!(scored.code, 0, "{}", scored.err);
    assert!(scored.out.contains("甲局") && scored.out.contains("乙镇"), "{}", scored.out);
    // 72 of 100 is 80% of the target of 90%: 6 × 0.8 = 4.8, and 4 of 制度建设.
    assert!(scored.out.contains("8.8"), "{}", scored.out);
    // What is named beside its folder is scored once.
    let twice = here(&["eval", "2025/评分表.perf", "报送", "报送/甲.json", "--format", "csv"]);
    assert_eq!(twice.out.matches("甲局").count(), 1, "{}", twice.out);
    let checked = here(&["check", "2025"]);
    assert_eq!(checked.code, 1, "{}", checked.err);
    assert!(checked.out.contains("2025/评分表.perf：检查通过"), "{}{}", checked.out, checked.err);
    assert!(checked.err.contains("2025/坏.perf") && !checked.err.contains("边界.perf"), "{}", checked.err);
    for arguments in [["eval", "2025/评分表.perf", "空"], ["diff", "2025/评分表.perf", "2025/评分表.perf"]] {
        let impact: &[&str] = if arguments[0] == "diff" { &["--impact", "空"] } else { &[] };
        let empty = here(&[&arguments, impact].concat());
        assert_eq!(empty.code, 2, "{}", empty.out);
        assert!(empty.err.contains("文件夹「空」里没有报送（.json、.csv）"), "{}", empty.err);
    }
    let starred = here(&["eval", "2025/评分表.perf", "报送/*.json"]);
    assert!(starred.code == 4 && starred.err.contains("写文件夹的名称「报送」"), "{}", starred.err);
}

#[test]
fn two_submissions_of_a_unit_are_told_with_the_impact() {
    let place = folder(&[
        ("评分表.perf", RUBRIC),
        ("报送/甲.json", &submission("甲局", "90万元")),
        ("报送/重报/甲.json", &submission("甲局", "81万元")),
        ("报送/乙.json", &submission("乙局", "81万元")),
    ]);
    let ran = jixiao(place.path(), &["diff", "评分表.perf", "评分表.perf", "--impact", "报送"]);
    assert_eq!(ran.err, "注意：「甲局」有 2 份报送，都计算在内：报送/甲.json、报送/重报/甲.json\n");
}

#[test]
fn what_is_written_too_much_is_named() {
    let ran = run(&["init", "甲", "乙"]);
    assert!(ran.code == 2 && ran.err.contains("用法错误：多写了「乙」"), "{}", ran.err);
    let option = run(&["init", "--乙"]);
    assert!(option.err.contains("没有「--乙」这个选项"), "{}", option.err);
}

#[test]
fn a_folder_that_has_a_rubric_gets_no_example() {
    let place = folder(&[]);
    let started = jixiao(place.path(), &["init"]);
    assert!(started.code == 0 && started.out.contains("2025/评分表.perf"), "{}", started.out);
    fs::rename(place.path().join("2025"), place.path().join("2024")).unwrap();
    fs::remove_file(place.path().join(".gitlab-ci.yml")).unwrap();
    // Whatever the machine speaks: the rubric that is there is Chinese.
    let again = run_in(place.path(), &["init"], b"", "C");
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(!place.path().join("2025").exists() && place.path().join(".gitlab-ci.yml").is_file(), "{}", again.out);
}

/// Evidence that the rubric asks for has its place in the form; filled in, F0212 is not told.
#[test]
fn a_form_has_a_place_for_evidence() {
    let place = folder(&[("评分表.perf", RUBRIC)]);
    let form = jixiao(place.path(), &["template", "评分表.perf"]).out;
    assert!(form.contains("\"佐证\": []") && form.contains("佐证：制度文件及文号"), "{form}");
    let filled = form.replace("\"单位\": \"\"", "\"单位\": \"甲局\"");
    let filled = filled.replace("\"自评分\": \"\"", "\"自评分\": \"4分\"");
    let told = |form: &str| {
        fs::write(place.path().join("甲.json"), form).unwrap();
        let ran = jixiao(place.path(), &["eval", "评分表.perf", "甲.json"]);
        format!("{}{}", ran.out, ran.err)
    };
    assert!(told(&filled).contains("F0212"));
    let proved = told(&filled.replace("\"佐证\": []", "\"佐证\": [\"〔2025〕1号\"]"));
    assert!(!proved.contains("F0212") && proved.contains("制度建设"), "{proved}");
    let table = jixiao(place.path(), &["template", "--csv", "评分表.perf"]).out;
    assert!(table.contains("评定,制度建设,佐证,,,制度文件及文号"), "{table}");
}

/// All edges of a target with a cut are met, each once; what cannot be is no edge; tests that are offered say whose
/// score they expect.
#[test]
fn edges_of_a_target_can_all_be_tried() {
    let place = folder(&[("评分表.perf", RUBRIC)]);
    let here = |arguments: &[&str]| jixiao(place.path(), arguments);
    assert_eq!(here(&["test", "--edges", "--accept", "评分表.perf"]).code, 0);
    let kept = fs::read_to_string(place.path().join("测试/评分表.边界.txt")).unwrap();
    insta::assert_snapshot!(kept);
    let all = here(&["test", "--edges", "--coverage", "--fail-under", "100"]);
    assert!(all.code == 0 && all.out.contains("100%"), "{}", all.out);
    let short = here(&["test", "--coverage", "--fail-under", "60"]);
    assert_eq!((short.code, short.err.as_str()), (3, "评分表.perf：覆盖 0%，不到要求的 60%（--fail-under 60）\n"));
    let json = here(&["test", "--coverage", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let parts = json["rubrics"][0]["coverage"]["parts"].as_array().unwrap();
    let tests = parts.iter().filter_map(|part| part["test"].as_str()).collect::<Vec<_>>();
    assert!(!tests.is_empty());
    for test in tests {
        let title = test.split('"').nth(1).unwrap();
        let expected = test.split("应得 ").nth(1).unwrap().split(" = ").next().unwrap();
        let whole = ["总分", "校验", "不超预算"].iter().any(|head| title.starts_with(head));
        assert!(title.starts_with(expected) || (expected == "总分" && whole), "{test}");
    }
    // A bound of a grade or of a check that moves is told.
    for (from, to) in [("优 90% 以上，良 [80%, 90%)", "优 > 90%，良 [80%, 90%]"), ("支出 ≤ 预算", "支出 < 预算")]
    {
        fs::write(place.path().join("评分表.perf"), RUBRIC.replace(from, to)).unwrap();
        let ran = here(&["test", "--edges"]);
        assert_eq!(ran.code, 3, "{to}: {}", ran.out);
    }
}

/// Edge cases of forms that are filled in row by row have rows of every sort, so that all of the rules are tried.
#[test]
fn rows_of_every_sort_are_tried() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for form in ["national/project-form", "hubei/fishing-ban-2020", "sichuan/project-form-2022"] {
        let ran = jixiao(root, &["test", "--edges", "--coverage", "--format", "json", &format!("specs/{form}")]);
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(json["rubrics"][0]["coverage"]["percent"], 100, "{form}");
    }
}
