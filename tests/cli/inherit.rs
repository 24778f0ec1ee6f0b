//! Rubrics that inherit: which files are read, how what is wrong with them is told, and every command on them.

use std::fs;
use std::path::Path;

use super::testing::{folder, jixiao};

const PROVINCE: &str = r#"评价体系 "省通用" {
  年度：2023
  总分：10分
  修约：指标得分 保留2位，四舍五入
}
数据 预算 {
  预算数：金额(万元, 2位) > 0万元
  执行数：金额(万元, 2位) ≥ 0万元
}
一级 预算执行 10分 {
  指标 执行率 6分 {
    公式：执行数 / 预算数
    目标：≥ 90%
    评分：按完成率
  }
  指标 制度 4分 { 评分：人工评定 }
}
校验 不超预算 { 执行数 ≤ 预算数 }
测试 "省里执行九成" {
  给定 预算数 = 100万元，执行数 = 90万元
  应得 执行率 = 6分
}
// 省里的表到此为止
"#;
const CITY: &str = r#"继承 "../省/评分表.perf"
评价体系 "市级" { 年度：2024 }
修改 指标 执行率 { 分值：5分 }
理由 "市里减"
修改 指标 制度 { 分值：5分 }
理由 "市里加"
测试 "市里执行九成" {
  给定 预算数 = 100万元，执行数 = 90万元
  应得 执行率 = 5分
}
"#;
const YEAR: &str = r#"继承 "../市/评分表.perf"
修改 指标 执行率 { 目标：≥ 95% }
理由 "提高"
测试 "今年执行九成五" {
  给定 预算数 = 100万元，执行数 = 95万元
  应得 执行率 = 5分
}
"#;

/// A project of three layers, and what else is given.
fn project(more: &[(&str, &str)]) -> tempfile::TempDir {
    let layers =
        [("jixiao.toml", ""), ("省/评分表.perf", PROVINCE), ("市/评分表.perf", CITY), ("年/评分表.perf", YEAR)];
    folder(&[&layers, more].concat())
}

/// What the command says of a file `年/x.perf` with this text, in the project with these files.
fn told(more: &[(&str, &str)], text: &str) -> String {
    let here = project(&[more, &[("年/x.perf", text)]].concat());
    let seen = jixiao(here.path(), &["check", "年/x.perf"]);
    assert!(seen.out.is_empty() && [1, 4].contains(&seen.code), "{}{}", seen.out, seen.err);
    let root = fs::canonicalize(here.path()).unwrap();
    format!("{}\n――――\n", seen.err.replace(root.to_str().unwrap(), "[项目]").trim_end())
}

#[test]
fn files_that_cannot_be_inherited_from() {
    let wrong = PROVINCE.replace("公式：执行数", "公式：执行树");
    let unread = PROVINCE.replace("公式：执行数 /", "公式执行数");
    let seen = [
        told(&[], "继承 \"../../省/评分表.perf\"\n"),
        told(&[("二.perf", "继承 \"年/三.perf\"\n"), ("年/三.perf", "继承 \"x.perf\"\n")], "继承 \"../二.perf\"\n"),
        told(&[], "继承 \"x.perf\"\n"),
        told(&[], "继承 \"../省/评分标.perf\"\n"),
        told(&[], "继承 \"../县/评分表.perf\"\n"),
        told(&[], "继承 \"../省\"\n"),
        told(&[("省/空.perf", "")], "继承 \"../省/空.perf\"\n"),
        told(&[("省/测试/九成.perf", "测试 \"甲\" {\n  应得 总分 = 1分\n}\n")], "继承 \"../省/测试/九成.perf\"\n"),
        told(&[("省/错.perf", &wrong)], "继承 \"../省/错.perf\"\n"),
        told(&[("省/错.perf", &unread)], "继承 \"../省/错.perf\"\n删除 指标 没有 理由 \"不说第二遍\"\n"),
    ];
    super::snapshot("inherit_files", &seen.concat());
}

#[test]
fn amendments_that_cannot_be_carried_out() {
    let short = PROVINCE.replace("制度 4分", "制度 3分");
    let scored = PROVINCE.to_owned()
        + "明细 合同 {\n  金额：金额(万元, 2位)\n}\n校验 合同额 { 合计(合同, 行.金额) ≤ 执行数 }\n等级：优 ≥ 9分，差 其余\n\
           否决 {\n  当 得分(预算执行) < 3分 时 总分 0分\n  当 得分(预算执行/执行率) < 1分 时 等级 不高于 差\n}\n";
    let scored = [("省/读.perf", scored.as_str())];
    let middle = CITY.replace("制度 { 分值：5分 }", "制度 { 分值：6分 }");
    let broken_middle =
        "继承 \"../市/断.perf\"\n评价体系 \"新\" { 年度：2025 }\n修改 指标 执行率 { 目标：≥ 95% } 理由 \"高\"\n";
    let seen = [
        told(&[("省/断.perf", &short)], "继承 \"../省/断.perf\"\n修改 指标 执行率 { 目标：≥ 95% } 理由 \"高\"\n"),
        told(&[("市/断.perf", &middle)], broken_middle),
        told(&[], "继承 \"../市/评分表.perf\"\n修改 指标 执行率 { 分值：6分 } 理由 \"高\"\n"),
        told(&[], "继承 \"../市/评分表.perf\"\n评价体系 \"新\" { 总分：12分 }\n"),
        told(
            &[],
            "继承 \"../市/评分表.perf\"\n修改 指标 执行率 { 目标：≥ 95% } 理由 \"一\"\n修改 指标 执行率 { 目标：≥ 96% } 理由 \"二\"\n",
        ),
        told(
            &[],
            "继承 \"../市/评分表.perf\"\n删除 指标 执行率 理由 \"一\"\n修改 指标 执行率 { 分值：6分 } 理由 \"二\"\n",
        ),
        told(
            &scored,
            "继承 \"../省/读.perf\"\n删除 一级 预算执行 理由 \"不设\"\n新增 指标 制度 10分 { 评分：人工评定 } 理由 \"顶上\"\n",
        ),
        told(&scored, "继承 \"../省/读.perf\"\n删除 明细 合同 理由 \"不填\"\n删除 等级 理由 \"不分\"\n"),
        told(&scored, "继承 \"../省/读.perf\"\n删除 指标 执行率 理由 \"不设\"\n删除 指标 制度 理由 \"不设\"\n"),
        told(&[], "继承 \"../市/评分表.perf\"\n删除 字段 执行数 理由 \"不填\"\n"),
    ];
    super::snapshot("inherit_amendments", &seen.concat());
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_project_only() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("评分表.perf", PROVINCE)]);
    let here = project(&[
        ("年/文件.perf", "继承 \"链接.perf\"\n"),
        ("年/文件夹.perf", "继承 \"../外面/评分表.perf\"\n"),
        ("年/里面.perf", "继承 \"去年.perf\"\n"),
    ]);
    symlink(outside.path().join("评分表.perf"), here.path().join("年/链接.perf")).unwrap();
    symlink(outside.path(), here.path().join("外面")).unwrap();
    symlink("../省/评分表.perf", here.path().join("年/去年.perf")).unwrap();
    for file in ["年/文件.perf", "年/文件夹.perf"] {
        let seen = jixiao(here.path(), &["check", file]);
        assert!(seen.code == 1 && seen.err.contains("E0602"), "{}", seen.err);
        assert!(!seen.err.contains("执行率"), "{}", seen.err);
    }
    assert_eq!(jixiao(here.path(), &["check", "年/里面.perf"]).code, 0);
    // Without a mark the project is the folder of the file.
    fs::remove_file(here.path().join("jixiao.toml")).unwrap();
    let seen = jixiao(here.path(), &["check", "年/评分表.perf"]);
    assert!(seen.code == 1 && seen.err.contains("E0602"), "{}", seen.err);
}

#[test]
fn a_fault_of_a_parent_is_told_once_with_its_file_in_every_format() {
    let wrong = PROVINCE.replace("公式：执行数", "公式：执行树");
    let here = project(&[("省/错.perf", &wrong), ("年/x.perf", "继承 \"../省/错.perf\"\n")]);
    let told = |format: &str| jixiao(here.path(), &["check", "年/x.perf", "--format", format]).out;
    let json = told("json");
    let lines = json.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()).collect::<Vec<_>>();
    assert_eq!(lines.len(), 1, "{json}");
    assert_eq!((&lines[0]["code"], &lines[0]["file"]), (&"E0201".into(), &"省/错.perf".into()));
    assert_eq!(lines[0]["range"]["start"]["line"], 12);
    let sarif = serde_json::from_str::<serde_json::Value>(&told("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(results.len(), 1);
    // 省/错.perf, percent-encoded.
    assert_eq!(place["artifactLocation"]["uri"], "%E7%9C%81/%E9%94%99.perf");
    assert!(told("github").starts_with("::error file=省/错.perf,line=12,"));
    let gitlab = serde_json::from_str::<serde_json::Value>(&told("gitlab")).unwrap();
    assert_eq!(gitlab[0]["location"]["path"], "省/错.perf");
    assert_eq!(gitlab.as_array().unwrap().len(), 1);
    // Also where the parent is checked in the same run.
    let both = jixiao(here.path(), &["check", "省/错.perf", "年/x.perf"]);
    assert!(both.code == 1 && both.err.matches("E0201]").count() == 1, "{}", both.err);
    assert!(both.err.ends_with("\n1 个错误\n"), "{}", both.err);
}

#[test]
fn the_layout_and_the_words_of_a_child_are_changed_there_and_back() {
    let here = project(&[]);
    let (path, name) = (here.path().join("年/评分表.perf"), "年/评分表.perf");
    assert_eq!(jixiao(here.path(), &["fmt", "--check", "年", "市", "省"]).code, 0);
    assert_eq!(jixiao(here.path(), &["fmt", "--keywords", "en", name]).code, 0);
    let english = fs::read_to_string(&path).unwrap();
    assert!(english.starts_with("extends \"../市/评分表.perf\"\namend indicator 执行率 { target: ≥ 95% }\nreason"));
    let same = jixiao(here.path(), &["diff", name, "市/评分表.perf", "--lang", "en"]);
    assert!(same.out.contains("3 changes"), "{}", same.out);
    assert_eq!(jixiao(here.path(), &["fmt", "--keywords", "zh", name]).code, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), YEAR);
}

#[test]
fn a_parent_may_be_written_on_another_machine() {
    let windows = format!("\u{feff}{}", PROVINCE.replace('\n', "\r\n"));
    let here = project(&[("省/窗口.perf", &windows), ("年/x.perf", "继承 \"../省/窗口.perf\"\n")]);
    assert_eq!(jixiao(here.path(), &["diff", "省/评分表.perf", "年/x.perf"]).out, "含义相同\n");
    let flat = jixiao(here.path(), &["flatten", "年/x.perf"]);
    assert!(!flat.out.contains(['\r', '\u{feff}']), "{}", flat.out);
    // Its tests are its own, its last comment is kept.
    assert!(flat.out.ends_with("校验 不超预算 { 执行数 ≤ 预算数 }\n\n// 省里的表到此为止\n"), "{}", flat.out);
    let header = "继承 \"../省/评分表.perf\"\n评价体系 \"新\" { 年度：2025 }\n";
    fs::write(here.path().join("年/x.perf"), header).unwrap();
    let only = jixiao(here.path(), &["diff", "省/评分表.perf", "年/x.perf"]);
    assert!(only.out.ends_with("共 2 处变化，其中 1 处只改文字\n"), "{}", only.out);
    let said = "// 本市的说明\n继承 \"../省/评分表.perf\"\n\n// 到此为止\n";
    let here = project(&[("年/x.perf", said)]);
    let flat = jixiao(here.path(), &["flatten", "年/x.perf"]);
    assert!(flat.out.ends_with("\n\n// 省里的表到此为止\n\n// 到此为止\n"), "{}", flat.out);
    assert!(flat.out.starts_with("// 本市的说明\n"), "{}", flat.out);
}

#[test]
fn tests_are_those_of_the_file_that_is_tested() {
    let here = project(&[("年/只有继承.perf", "继承 \"../省/评分表.perf\"\n")]);
    for (file, name) in
        [("省/评分表.perf", "省里执行九成"), ("市/评分表.perf", "市里执行九成"), ("年/评分表.perf", "今年执行九成五")]
    {
        let seen = jixiao(here.path(), &["test", file, "--junit", "out.xml"]);
        assert_eq!((seen.code, seen.err.as_str()), (0, ""), "{}", seen.out);
        assert!(seen.out.contains("共 1 项测试：通过 1"), "{}", seen.out);
        assert!(fs::read_to_string(here.path().join("out.xml")).unwrap().contains(name));
    }
    let none = jixiao(here.path(), &["test", "年/只有继承.perf"]);
    assert!(none.out.contains("没有测试") && !none.err.contains("X0108"), "{}{}", none.out, none.err);
    let coverage = jixiao(here.path(), &["test", "年/评分表.perf", "--coverage"]);
    assert!(coverage.out.contains("共 1 项测试：通过 1"), "{}", coverage.out);
    // A failing one is shown with the rule that it comes from.
    fs::write(here.path().join("年/评分表.perf"), YEAR.replace("执行数 = 95万元", "执行数 = 90万元")).unwrap();
    let failed = jixiao(here.path(), &["test", "年/评分表.perf"]);
    assert!(
        failed.code == 3 && failed.out.contains("应得 5分，实得 4.74分（年/评分表.perf 第 6 行）"),
        "{}",
        failed.out
    );
}

#[test]
fn every_command_reads_what_is_inherited() {
    let submission = "{ \"单位\": \"某局\", \"年度\": 2024, \"数据\": { \"预算数\": \"100万元\", \"执行数\": \"101万元\" },\n\
                      \"评定\": { \"制度\": { \"自评分\": \"5分\" } } }\n";
    let here = project(&[("报送/某局.json", submission)]);
    let out = |arguments: &[&str]| {
        let seen = jixiao(here.path(), arguments);
        assert!(seen.code == 0 || seen.code == 3, "{arguments:?} {}", seen.err);
        seen.out
    };
    let scored = out(&["eval", "年/评分表.perf", "报送/某局.json"]);
    // 101 万元 of 100 is more than the budget: the check is inherited from two files of the same name.
    assert!(scored.contains("规则文件：评分表.perf\n"), "{scored}");
    assert!(scored.contains("      省/评分表.perf 第 18 行 校验 不超预算"), "{scored}");
    assert!(out(&["template", "年/评分表.perf"]).contains("\"年度\": 2024"));
    assert!(out(&["doc", "年/评分表.perf"]).contains("执行率≥95%的，得5分"));
    assert!(out(&["analyze", "年/评分表.perf"]).contains("执行率"));
    let flat = out(&["flatten", "年/评分表.perf"]);
    assert!(flat.contains("// 修订：提高（见「年/评分表.perf」第 2 行）"), "{flat}");
    assert!(flat.contains("测试 \"今年执行九成五\"") && !flat.contains("市里执行九成"), "{flat}");
    // What changes in a parent is told with its file.
    fs::write(here.path().join("省/评分表.perf"), PROVINCE.replace("校验 不超预算", "校验 不超预算数")).unwrap();
    fs::write(
        here.path().join("新.perf"),
        "继承 \"年/评分表.perf\"\n修改 指标 制度 { 评分：达标 当 执行数 > 0万元 } 理由 \"明确\"\n",
    )
    .unwrap();
    let impact = out(&["diff", "年/评分表.perf", "新.perf", "--impact", "报送"]);
    assert!(impact.contains("（「省/评分表.perf」第 16 行 → 第 2 行）"), "{impact}");
}

#[test]
fn files_of_one_name_are_told_apart() {
    let here = project(&[
        (
            "市/2025/表.perf",
            "继承 \"../../省/2025/表.perf\"\n修改 指标 制度 { 分值：5分 } 理由 \"甲\"\n修改 指标 执行率 { 分值：5分 } 理由 \"乙\"\n新增 校验 有数 { 执行数 > 1万元 } 理由 \"丙\"\n",
        ),
        ("省/2025/表.perf", PROVINCE),
        ("市/2026/表.perf", "继承 \"../2025/表.perf\"\n"),
        (
            "甲.json",
            "{ \"单位\": \"甲\", \"年度\": 2023, \"数据\": { \"预算数\": \"0.50万元\", \"执行数\": \"1.00万元\" } }",
        ),
    ]);
    let scored = jixiao(here.path(), &["eval", "市/2026/表.perf", "甲.json"]).out;
    assert!(scored.contains("      省/2025/表.perf 第 18 行 校验 不超预算"), "{scored}");
    assert!(scored.contains("      市/2025/表.perf 第 4 行 "), "{scored}");
}

#[test]
fn a_revision_is_read_with_the_parents_of_the_same_revision() {
    let here = project(&[]);
    let git = |arguments: &[&str]| super::diff::git(here.path(), arguments);
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "一"]);
    let now = |path: &str, text: &str| fs::write(here.path().join(path), text).unwrap();
    now("省/评分表.perf", &PROVINCE.replace("制度 4分 {", "制度 4分 { 说明：\"看文件\"；"));
    let out = |folder: &Path, arguments: &[&str]| jixiao(folder, arguments).out;
    let said = "    说明 （无） → “看文件”（「省/评分表.perf@HEAD」第 16 行 → 「省/评分表.perf」第 16 行）\n";
    let one = out(here.path(), &["diff", "年/评分表.perf@HEAD", "年/评分表.perf"]);
    assert!(one.contains("说明 （无） → “看文件”") && one.contains("共 1 处变化，只改文字"), "{one}");
    let flat = one.replace("\n    ", "");
    assert!(flat.contains(said.trim()), "{one}");
    // Also where git is asked from the folder of the child, and of whole folders.
    let inner = out(&here.path().join("年"), &["diff", "评分表.perf@HEAD", "评分表.perf"]);
    assert!(inner.contains("共 1 处变化，只改文字"), "{inner}");
    let whole = out(here.path(), &["diff", ".@HEAD", "."]);
    assert_eq!(whole.matches("说明 （无） → “看文件”").count(), 3, "{whole}");
    assert_eq!(out(here.path(), &["diff", "年/评分表.perf@HEAD", "年/评分表.perf@HEAD"]), "含义相同\n");
    // A parent that the revision does not have, and one beyond the repository.
    git(&["rm", "-q", "--cached", "省/评分表.perf"]);
    now("年/外面.perf", "继承 \"../../省/评分表.perf\"\n");
    git(&["add", "年"]);
    git(&["commit", "-qm", "二"]);
    let gone = jixiao(here.path(), &["diff", "年/评分表.perf@HEAD", "年/评分表.perf"]);
    assert!(gone.code == 1 && gone.err.contains("E0601") && gone.err.contains("市/评分表.perf@HEAD:1"), "{}", gone.err);
    let beyond = jixiao(here.path(), &["diff", "年/外面.perf@HEAD", "年/评分表.perf"]);
    assert!(beyond.code == 1 && beyond.err.contains("E0602"), "{}", beyond.err);
}

#[test]
fn what_is_renamed_or_moved_is_flattened_translated_and_compared() {
    let child = r#"继承 "../省/评分表.perf"
修改 字段 执行数 { 名称：支出 }
理由 "表上的名称"
修改 指标 执行率 { 名称：支出率 }
理由 "表上的名称"
新增 一级 过程 10分 于 预算执行 之前 {}
理由 "新的一级"
移动 一级 预算执行 于 过程
理由 "降一级"
"#;
    let here = project(&[("年/x.perf", child), ("年/同.perf", &PROVINCE.replace("执行数", "支出"))]);
    let out = |arguments: &[&str]| jixiao(here.path(), arguments).out;
    let flat = out(&["flatten", "年/x.perf"]);
    assert!(flat.contains("    公式：支出 / 预算数\n") && flat.contains("校验 不超预算 { 支出 ≤ 预算数 }"), "{flat}");
    assert!(flat.contains("  二级 预算执行 10分 {\n") && !flat.contains("执行数"), "{flat}");
    fs::write(here.path().join("平.perf"), &flat).unwrap();
    assert_eq!(out(&["diff", "平.perf", "年/x.perf"]), "含义相同\n");
    let told = out(&["diff", "省/评分表.perf", "年/x.perf"]);
    assert!(told.contains("改名") && told.contains("移动 最上级 → 「过程」"), "{told}");
    assert_eq!(jixiao(here.path(), &["fmt", "--keywords", "en", "年/x.perf"]).code, 0);
    let english = fs::read_to_string(here.path().join("年/x.perf")).unwrap();
    assert!(english.contains("amend field 执行数 { name: 支出 }\nreason"), "{english}");
    assert!(english.contains("move first level 预算执行 under 过程\nreason"), "{english}");
    assert!(out(&["flatten", "年/x.perf"]).contains("  second level 预算执行 10 points {\n"));
    assert_eq!(jixiao(here.path(), &["fmt", "--keywords", "zh", "年/x.perf"]).code, 0);
    assert_eq!(fs::read_to_string(here.path().join("年/x.perf")).unwrap(), child);
}

/// Their standalone form was compared when they were rewritten; here what they are made of stays the same.
#[test]
fn the_forms_of_two_provinces_are_those_of_the_nation_amended() {
    for (form, unit, total) in [
        ("specs/sichuan/project-form-2022", "测试-未达.json", ",100,93.5,"),
        ("specs/hubei/fishing-ban-2020", "测试-未达.json", ",100,77,"),
    ] {
        let rubric = format!("{form}/rubric.perf");
        let flat = super::run(&["flatten", &rubric]);
        assert!(!flat.out.contains("继承") && flat.out.contains("按行合计"), "{}", flat.err);
        let (_folder, path) = super::file("flat.perf", flat.out.as_bytes());
        // The scores; behind them rules are quoted by their lines.
        let scored = |rubric: &str| {
            let ran = super::run(&["eval", rubric, &format!("{form}/{unit}"), "--format", "csv"]);
            let rows = ran.out.lines().map(|line| line.split(',').take(13).collect::<Vec<_>>().join(","));
            rows.collect::<Vec<_>>().join("\n")
        };
        let child = scored(&rubric);
        assert!(child.contains(total), "{child}");
        assert_eq!(scored(super::shown(&path)), child);
    }
}
