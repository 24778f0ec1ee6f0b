//! One rubric and many changes of it: what is told of each, and what one of them does to the units. The changes are in `tests/cases/diff/changes.txt`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jixiao::diagnostic::{Diagnostics, Language, human};
use jixiao::diff::{self, Effects, diff};
use jixiao::impact::{Submitted, impact};
use jixiao::quantity::Rational;
use jixiao::rubric::Rubric;
use jixiao::source::SourceMap;
use jixiao::submission::Format;

#[test]
fn every_change_is_told_and_nothing_else() {
    let _turn = super::turn();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff");
    let base = fs::read_to_string(folder.join("base.perf")).unwrap();
    let changes = fs::read_to_string(folder.join("changes.txt")).unwrap();
    let mut seen = String::new();
    for change in changes.split("\n== ").skip(1) {
        let (name, edits) = change.split_once('\n').unwrap();
        let mut text = base.clone();
        for edit in edits.split("<<<\n").skip(1) {
            let (old, new) = edit.split_once("\n===\n").unwrap();
            let new = new.rsplit_once(">>>").unwrap().0;
            let new = new.strip_suffix('\n').unwrap_or(new);
            assert!(text.contains(old), "{name}: base.perf has no {old:?}");
            text = text.replace(old, new);
        }
        let mut sources = SourceMap::default();
        let (old, new) = (compiled(&mut sources, "旧.perf", &base), compiled(&mut sources, "新.perf", &text));
        let changes = diff(&old, &new);
        let back = diff(&new, &old);
        // Backwards everything is told as well; what was rewritten is in neither direction.
        assert_eq!(changes.is_empty(), back.is_empty(), "{name}");
        // Rubrics that mean the same in one fixed form never differ here.
        if old.canonical() == new.canonical() {
            assert!(changes.is_empty(), "{name}");
        }
        seen.push_str(&format!("== {name}\n{}", diff::human(&changes, &sources, Language::Zh)));
        seen.push_str(&diff::human(&changes, &sources, Language::En));
        seen.push('\n');
    }
    super::snapshot(&folder, "expected", &seen);
}

/// Edits between `<<<`, `===` and `>>>` made in a text; with `<<< all` wherever the words stand, else they stand once.
fn edited(base: &str, edits: &str, name: &str) -> String {
    let mut text = base.to_owned();
    for edit in edits.split("\n<<<").skip(1) {
        let (all, edit) = edit.split_once('\n').unwrap();
        let (old, new) = edit.split_once("===\n").unwrap();
        let new = new.split_once(">>>").unwrap().0;
        let (old, new) = (old.strip_suffix('\n').unwrap_or(old), new.strip_suffix('\n').unwrap_or(new));
        let found = text.matches(old).count();
        assert!(found == 1 || (found > 1 && all == " all"), "{name}: {old:?} stands {found} times");
        text = text.replace(old, new);
    }
    text
}

/// `zh subject | text` of every change, then the same in English.
fn told(changes: &[diff::Change]) -> String {
    let mut out = String::new();
    for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        for change in changes {
            out.push_str(&format!("{name} {} | {}\n", change.subject.get(language), change.text.get(language)));
        }
    }
    out
}

#[test]
fn changes_of_published_rubrics_are_told_as_expected_and_nothing_else() {
    let _turn = super::turn();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut faults = String::new();
    let mut count = 0;
    let mut bases = BTreeMap::new();
    for list in ["published", "held-back"] {
        let changes = fs::read_to_string(root.join(format!("tests/cases/diff/{list}.txt"))).unwrap();
        for change in changes.split("\n== ").skip(1) {
            let (head, edits) = change.split_once('\n').unwrap();
            let (path, _) = head.split_once(": ").unwrap();
            let base = fs::read_to_string(root.join(format!("specs/{path}/rubric.perf"))).unwrap();
            let text = edited(&base, &format!("\n{edits}"), head);
            let mut sources = SourceMap::default();
            let old = bases.entry(path.to_owned()).or_insert_with(|| compiled(&mut sources, "旧.perf", &base));
            let new = compiled(&mut sources, "新.perf", &text);
            let changes = diff(old, &new);
            assert_eq!(changes.is_empty(), diff(&new, old).is_empty(), "{head}: backwards");
            let wanted = edits.lines().filter(|line| line.starts_with("zh ") || line.starts_with("en "));
            let wanted = wanted.map(|line| format!("{line}\n")).collect::<String>();
            if told(&changes) != wanted {
                faults.push_str(&format!("== {head}\nwanted\n{wanted}told\n{}", told(&changes)));
            }
            count += 1;
        }
    }
    assert!(count > 100 && faults.is_empty(), "{count} changes\n{faults}");
}

#[test]
fn a_rubric_means_what_it_means_in_other_keywords() {
    let _turn = super::turn();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let list = |folder: &Path| fs::read_dir(folder).unwrap().map(|one| one.unwrap().path()).collect::<Vec<_>>();
    let regions = list(&root.join("specs")).into_iter().filter(|path| path.is_dir());
    let rubrics = regions.flat_map(|region| list(&region)).map(|place| place.join("rubric.perf"));
    let cases = list(&root.join("tests/cases/eval")).into_iter().map(|case| case.join("rubric.perf"));
    let mut rubrics = rubrics.chain(cases).filter(|path| path.exists()).collect::<Vec<_>>();
    rubrics.sort();
    for path in rubrics {
        let text = fs::read_to_string(&path).unwrap();
        if text.lines().any(|line| line.starts_with("继承") || line.starts_with("extends")) {
            continue;
        }
        let mut sources = SourceMap::default();
        let rubric = compiled(&mut sources, "旧.perf", &text);
        for language in [Language::Zh, Language::En] {
            let id = sources.add("旧.perf", &text);
            let other = jixiao::fmt::format(sources.get(id), Some(language), &mut Diagnostics::default()).unwrap();
            let other = compiled(&mut sources, "新.perf", &other);
            let changes = diff(&rubric, &other);
            assert!(changes.is_empty(), "{}\n{}", path.display(), told(&changes));
        }
    }
}

#[test]
fn what_a_change_does_to_each_unit_adds_up() {
    let _turn = super::turn();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff");
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let mut sources = SourceMap::default();
    let old = compiled(&mut sources, "旧.perf", &text("base.perf"));
    let new = compiled(&mut sources, "新.perf", &text("next-year.perf"));
    let mut files = fs::read_dir(folder.join("impact")).unwrap().map(|one| one.unwrap().path()).collect::<Vec<_>>();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    let ids = files.iter().map(|path| super::add(&mut sources, path)).collect::<Vec<_>>();
    let submitted = ids.iter().map(|id| Submitted { source: sources.get(*id), format: Format::Json });
    let effects = impact((&old, &new), &submitted.collect::<Vec<_>>(), &|_| {});
    for effect in &effects {
        let Ok(moved) = &effect.scores else { continue };
        let sum = moved.parts.iter().map(|(_, points)| points).sum::<Rational>();
        assert!(moved.change().is_none_or(|change| change == sum), "{}", effect.file);
    }
    let changes = diff(&old, &new);
    let mut seen = String::new();
    for language in [Language::Zh, Language::En] {
        let effects = Effects { list: &effects, changes: &changes, language };
        let json = serde_json::to_string_pretty(&effects.json()).unwrap();
        seen.push_str(&[effects.text(false), effects.text(true), effects.csv().replace('\r', ""), json].join("――――\n"));
        seen.push_str("\n════\n");
    }
    super::snapshot(&folder, "impact", &seen);
}

/// A definition, the rounding of scores and the rule itself are amended. Worked out by hand, the score with (D, R, rule):
/// 2.5, D 5, R 3, D R 5, rule 3.13, D rule 6.25, R rule 3, D R rule 6; the mean over the six orders is 16.12 ÷ 6 for D,
/// 0.37 ÷ 6 for R, 4.51 ÷ 6 for the rule; together 3.5.
#[test]
fn amendments_that_reach_further_are_told_their_part() {
    let _turn = super::turn();
    let old = "评价体系 \"例\" {\n  年度：2024\n  总分：10分\n  修约：指标得分 保留2位，四舍五入\n}\n数据 {\n  甲：金额(万元) > 0万元\n  乙：金额(万元) > 0万元\n  丙：金额(万元) ≥ 0万元\n}\n定义 预算 = 甲 + 乙\n指标 执行率 10分 {\n  公式：丙 / 预算\n  评分：线性 {\n    0% 得 0分\n    100% 得 10分\n  }\n}\n";
    let new = old.replace("预算 = 甲 + 乙", "预算 = 甲").replace("100% 得", "80% 得").replace("保留2位", "保留0位");
    let told = |new: &str| {
        let mut sources = SourceMap::default();
        let (old, new) = (compiled(&mut sources, "旧.perf", old), compiled(&mut sources, "新.perf", new));
        let text = r#"{"单位": "甲局", "年度": 2024, "数据": {"甲": 100, "乙": 100, "丙": 50}}"#;
        let id = sources.add("甲局.json", text);
        let submitted = [Submitted { source: sources.get(id), format: Format::Json }];
        let effects = impact((&old, &new), &submitted, &|_| {});
        Effects { list: &effects, changes: &diff(&old, &new), language: Language::Zh }.csv()
    };
    let csv = told(&new);
    assert!(csv.contains(",2.50,6.00,3.50,"), "{csv}");
    let wanted = "定义 预算 +2.6867（甲 + 乙 → 甲（用于 执行率））；修约 指标得分 +0.0617（修约 指标得分 保留2位，四舍五入 → 保留0位，四舍五入）；执行率 +0.7516（";
    assert!(csv.contains(wanted), "{csv}");
    // A definition cannot be put back where one of its data is gone: then the move is one part.
    let csv = told(&new.replace("  乙：金额(万元) > 0万元\n", ""));
    assert!(csv.contains("执行率 +3.50（") && !csv.contains("定义 预算 +"), "{csv}");
}

fn compiled(sources: &mut SourceMap, name: &str, text: &str) -> Rubric {
    let mut diagnostics = Diagnostics::default();
    let id = sources.add(name, text);
    let compiled = jixiao::compile(sources, id, &mut diagnostics);
    compiled.unwrap_or_else(|_| panic!("{}", human(&diagnostics.sorted(), sources, Language::Zh, false)))
}
