//! Edge cases and the analysis, against what was worked out by hand, and on real rubrics.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a test reads files, and stops at the first surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use insta::Settings;
use jixiao::diagnostic::Diagnostics;
use jixiao::edges::{EdgeCase, Edges, Side};
use jixiao::rubric::{Rubric, show_points};
use jixiao::scorecard::Amount;
use jixiao::source::SourceMap;

#[path = "suite/parents.rs"]
mod parents;

use parents::Beside;

fn compiled(text: &str) -> Rubric {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", text);
    let mut diagnostics = Diagnostics::default();
    let rubric = jixiao::compile(&sources, id, &mut diagnostics);
    let told = diagnostics.sorted().iter().map(|one| one.message.zh.clone()).collect::<Vec<_>>();
    rubric.unwrap_or_else(|_| panic!("{told:?}"))
}

fn real(folder: &str) -> Rubric {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs").join(folder).join("rubric.perf");
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let id = sources.add("rubric.perf", &fs::read_to_string(&path).unwrap());
    jixiao::compile_with(&mut sources, id, &mut Beside::new(&path, id), &mut diagnostics).unwrap()
}

fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(PathBuf::from("analyze"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

fn score(case: &EdgeCase) -> String {
    match &case.score {
        Amount::Exact(score) => show_points(score, 0, jixiao::diagnostic::Language::Zh),
        other => format!("{other:?}"),
    }
}

/// `名称 | 数据 | 得分`, one line for each case.
fn listed(edges: &Edges) -> String {
    let line = |case: &EdgeCase| {
        let inputs = case.inputs.iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>();
        format!("{} | {} | {}\n", case.name, inputs.join("，"), score(case))
    };
    let unsolved = edges.unsolved.iter().map(|one| format!("?? {} | {}\n", one.name, one.reason));
    edges.cases.iter().map(line).chain(unsolved).collect()
}

/// Worked out by hand: 1000.00万元 in all unless the edge asks otherwise.
#[test]
fn edges_are_where_they_were_worked_out() {
    let edges = jixiao::tried::edges(&compiled(include_str!("analyze/small.perf"))).unwrap();
    settings().bind(|| insta::assert_snapshot!("small", listed(&edges)));
    let of = |name: &str| edges.cases.iter().find(|case| case.name == name).unwrap_or_else(|| panic!("{name}"));
    // 90 ÷ 100 is 90%; 0.01万元 less is 89.99%, which gets 70% of 10 points.
    assert_eq!(score(of("利用率：指标值略低于 90%")), "7分");
    assert_eq!(score(of("利用率：指标值恰为 90%")), "10分");
    assert_eq!(of("利用率：指标值略低于 90%").inputs, [("在用".to_owned(), "89.99万元".to_owned())]);
    // 2 steps are charged for 1.01 steps, and the whole is lost from the fourth on: 10 − 3 × 4 < 0.
    assert_eq!(score(of("控制率：指标值恰为 101%")), "7分");
    assert_eq!(score(of("控制率：指标值略高于 101%")), "4分");
    // The last day is in time, the next is not.
    assert_eq!(score(of("及时：上缴日期恰为 应缴日期")), "10分");
    assert_eq!(score(of("及时：上缴日期略晚于 应缴日期")), "6分");
    assert_eq!(of("及时：上缴日期略晚于 应缴日期").side, Side::Above);
}

/// Several figures are moved where one does not reach: worked out by hand.
#[test]
fn edges_of_several_figures_are_met() {
    let edges = jixiao::tried::edges(&compiled(include_str!("analyze/joint.perf"))).unwrap();
    assert!(edges.unsolved.is_empty(), "{:?}", edges.unsolved);
    settings().bind(|| insta::assert_snapshot!("joint", listed(&edges)));
    let of = |name: &str| edges.cases.iter().find(|case| case.name == name).unwrap_or_else(|| panic!("{name}"));
    let given = |name: &str| of(name).inputs.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>();
    // 97.65% is 1,953 of 2,000, and of no fewer.
    assert_eq!(given("发放率：指标值恰为 97.65%"), ["实发人数 1953人", "应发人数 2000人"]);
    assert_eq!(score(of("发放率：指标值恰为 97.65%")), "10分");
    assert_eq!(given("发放率：指标值略低于 97.65%"), ["实发人数 1952人", "应发人数 2000人"]);
    assert_eq!(score(of("发放率：指标值略低于 97.65%")), "0分");
    // A mean of 3% takes 9% of three years, each of them 100% before.
    assert_eq!(score(of("平均偏差：指标值略低于 3%")), "10分");
    assert_eq!(score(of("平均偏差：指标值恰为 3%")), "0分");
    // Each of three conditions decides where the other two do not hold, and the arm before neither.
    for one in ["甲", "乙", "丙"] {
        assert_eq!(score(of(&format!("三项：{one}恰为 60%"))), "5分");
        assert_eq!(score(of(&format!("三项：{one}略低于 60%"))), "0分");
        assert_eq!(score(of(&format!("三项：{one}恰为 90%"))), "10分");
        assert_eq!(score(of(&format!("三项：{one}略低于 90%"))), "5分");
    }
    // One decimal of a percent does not reach it, ‰ does.
    assert_eq!(given("满意度：指标值恰为 90.25%"), ["满意度 902.5‰"]);
    assert_eq!(score(of("满意度：指标值恰为 90.25%")), "10分");
    assert_eq!(score(of("满意度：指标值略低于 90.25%")), "0分");
}

/// Every rubric has edges, and whatever comes out is accepted: a case is only kept if it is.
#[test]
fn real_rubrics_have_edges() {
    for (folder, least) in [
        ("national/project-form", 30),
        ("hunan/yueyang-2018", 90),
        ("guangdong/meijiang-2024", 60),
        ("hubei/fishing-ban-2020", 20),
    ] {
        let edges = jixiao::tried::edges(&real(folder)).unwrap();
        assert!(edges.cases.len() >= least, "{folder}: {} cases", edges.cases.len());
        assert!(edges.unsolved.is_empty(), "{folder}: {:?}", edges.unsolved);
        let mut names = edges.cases.iter().map(|case| &case.name).collect::<Vec<_>>();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), edges.cases.len(), "{folder}: names are unique");
    }
}

#[test]
fn analyses_read_well() {
    for folder in ["guangdong/meijiang-2024", "national/project-form", "hunan/yueyang-2018", "nhs/qof-2025"] {
        let rubric = real(folder);
        let analysis = jixiao::tried::analyze(&rubric).unwrap();
        let name = folder.replace('/', "-");
        settings().bind(|| {
            insta::assert_snapshot!(name, jixiao::analyze::text(&analysis, &rubric, rubric.language));
        });
    }
}

#[test]
fn the_json_is_as_its_schema_says() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/schema/analysis.schema.json");
    let schema = serde_json::from_str::<serde_json::Value>(&fs::read_to_string(schema).unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for folder in ["hunan/yueyang-2018", "national/project-form", "guangdong/lianjiang-2022"] {
        let rubric = real(folder);
        let analysis = jixiao::tried::analyze(&rubric).unwrap();
        let json = jixiao::analyze::json(&analysis, &rubric);
        let json = serde_json::from_str::<serde_json::Value>(&json).unwrap();
        let faults = schema.iter_errors(&json).map(|fault| fault.to_string()).collect::<Vec<_>>();
        assert!(faults.is_empty(), "{folder}: {faults:?}");
    }
}

/// 0 for a report, 1 for a rubric with errors, 4 for a file that is not there.
#[test]
fn the_command_ends_as_the_others_do() {
    let run = |arguments: &[&str]| {
        let root = env!("CARGO_MANIFEST_DIR");
        let ran = Command::new(env!("CARGO_BIN_EXE_jixiao")).arg("analyze").args(arguments).current_dir(root).output();
        let ran = ran.unwrap();
        (ran.status.code().unwrap(), String::from_utf8(ran.stdout).unwrap())
    };
    let (code, out) = run(&["specs/hunan/lingling-cdc-2021/rubric.perf", "--lang", "zh"]);
    assert_eq!(code, 0);
    assert!(out.contains("一、由谁定分") && out.contains("四、数据关系到的分值"), "{out}");
    let (code, out) = run(&["tests/cases/check/rules_gap_between/rubric.perf"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(run(&["no/such.perf"]).0, 4);
}
