//! `jixiao diff`: files, folders, revisions, and what cannot be compared.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::run_in;

const OLD: &str = "评价体系 \"例\" {\n  年度：2024\n  总分：10分\n}\n数据 服务 {\n  满意度：比率(%, 1位) [0%, 100%]\n}\n指标 满意度 10分 {\n  公式：满意度\n  评分：分档 {\n    不低于 90% 得 满分\n    其余 得 0分\n  }\n}\n";

pub(super) fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    let git = git.arg("-C").arg(folder).args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(arguments);
    assert!(git.output().unwrap().status.success(), "git {arguments:?}");
}

#[test]
fn a_revision_is_asked_from_git() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| run_in(folder.path(), arguments, b"", "zh_CN.UTF-8");
    fs::create_dir(folder.path().join("规则")).unwrap();
    fs::write(folder.path().join("规则/评分表.perf"), OLD).unwrap();
    let outside = here(&["diff", "规则/评分表.perf@HEAD", "规则/评分表.perf"]);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "一"]);
    fs::write(folder.path().join("规则/评分表.perf"), OLD.replace("不低于 90%", "不低于 95%")).unwrap();
    fs::write(folder.path().join("规则/新增.perf"), OLD).unwrap();
    let changed = here(&["diff", "规则/评分表.perf@HEAD", "规则/评分表.perf"]);
    assert_eq!(changed.code, 0, "{}", changed.err);
    assert!(changed.out.contains("指标值在 [90%, 95%) 时 10分 → 0分（第 10 行）"), "{}", changed.out);
    assert!(changed.out.contains("共 1 处变化"), "{}", changed.out);
    let same = here(&["diff", "规则/评分表.perf@HEAD", "规则/评分表.perf@HEAD"]);
    assert_eq!((same.code, same.out.as_str()), (0, "含义相同\n"));
    let folders = here(&["diff", "规则@HEAD", "规则"]);
    assert!(folders.out.contains("新增.perf\n\n新增评价体系"), "{}", folders.out);
    assert!(folders.out.contains("评分表.perf\n\n指标"), "{}", folders.out);
    let json = here(&["diff", "规则@HEAD", "规则", "--format", "json"]);
    let list = serde_json::from_str::<serde_json::Value>(&json.out).unwrap();
    super::validate(&super::schema("diff"), &list);
    assert_eq!(list[1]["changes"][0]["kind"], "score", "{}", json.out);
    assert!(outside.code == 4, "{}", outside.out);
    let mut told = vec![outside.err];
    for (arguments, code) in [
        (["diff", "规则/评分表.perf@去年", "规则/评分表.perf"], "X0122"),
        (["diff", "规则/别的.perf@HEAD", "规则/评分表.perf"], "X0123"),
        (["diff", "规则/没有.perf", "规则/评分表.perf"], "X0101"),
    ] {
        let refused = here(&arguments);
        assert!(refused.code == 4 && refused.err.contains(code) && refused.out.is_empty(), "{}", refused.err);
        told.push(refused.err);
    }
    let mixed = here(&["diff", "规则", "规则/评分表.perf"]);
    assert!(mixed.code == 2 && mixed.err.contains("一边是文件，一边是文件夹"), "{}", mixed.err);
    let mut without = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    let without = without.args(["diff", "规则/评分表.perf@HEAD", "规则/评分表.perf", "--lang", "zh"]);
    let without = without.current_dir(folder.path()).env("PATH", folder.path()).output().unwrap();
    told.push(String::from_utf8(without.stderr).unwrap());
    super::snapshot("revisions", &told.join("――――\n"));
}

#[test]
fn markdown_keeps_its_tables_whole() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("旧.perf"), OLD).unwrap();
    let new = OLD.replace("评价体系 \"例\"", "评价体系 \"甲|乙 <b>\"").replace("年度：2024", "年度：2025");
    fs::write(folder.path().join("新.perf"), new.replace('\n', "\r\n")).unwrap();
    let ran = run_in(folder.path(), &["diff", "旧.perf", "新.perf", "--format", "markdown"], b"", "zh_CN.UTF-8");
    assert!(ran.out.contains("| 评价体系 | 名称 “例” → “甲\\|乙 &lt;b>” | 第 1 行 |"), "{}", ran.out);
    assert!(ran.out.contains("| 评价体系 | 年度 2024 → 2025 | 第 2 行 |"), "{}", ran.out);
    let broken = OLD.replace("满意度 10分", "满意度 9分");
    fs::write(folder.path().join("坏.perf"), broken).unwrap();
    let ran = run_in(folder.path(), &["diff", "旧.perf", "坏.perf"], b"", "zh_CN.UTF-8");
    assert!(ran.code == 1 && ran.out.is_empty() && ran.err.contains("E0506"), "{}{}", ran.out, ran.err);
}

#[test]
fn the_impact_is_told_in_every_format() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff");
    let run = |arguments: &[&str]| {
        run_in(&here, &[&["diff", "base.perf", "next-year.perf"], arguments].concat(), b"", "zh_CN.UTF-8")
    };
    let json = run(&["--impact", "impact", "--format", "json"]);
    assert_eq!(json.code, 3, "{}", json.err);
    super::validate(&super::schema("diff"), &serde_json::from_str(&json.out).unwrap());
    let csv = run(&["--impact", "impact", "--format", "csv"]);
    assert!(csv.out.contains("丙局,95.00,84.00,-11.00,优,中,"), "{}", csv.out);
    let markdown = run(&["--impact", "impact", "--format", "markdown"]);
    assert!(markdown.out.contains("| 丙局 | 95.00 | 84.00 | −11.00 | 优→中 |"), "{}", markdown.out);
    let without = run_in(&here, &["diff", "impact", "impact"], b"", "zh_CN.UTF-8");
    assert!(without.code == 2 && without.err.contains("两个文件夹里都没有评价体系"), "{}{}", without.out, without.err);
    for arguments in [&["--format", "csv"][..], &["--impact", "没有"], &["--impact", "base.perf"]] {
        let refused = run(arguments);
        assert!(refused.code == 2 && refused.out.is_empty() && refused.err.starts_with("用法错误"), "{}", refused.err);
    }
}

/// Last year's submissions know nothing of this year's figures, and this year's nothing of what is gone.
#[test]
fn a_new_indicator_leaves_the_others_told() {
    const KEPT: &str = "指标 满意度 6分 {\n公式：满意率\n评分：分档 {\n不低于 90% 得 满分\n其余 得 3分\n}\n}";
    let rubric = |data: &str, indicators: &str| {
        format!(
            "评价体系 \"例\" {{\n年度：2024\n总分：10分\n}}\n数据 甲 {{\n满意率：比率(%, 2位) [0%, 100%]\n{data}\n}}\n\
             一级 效果 10分 {{\n{indicators}\n}}\n"
        )
    };
    let counted = |name: &str, field: &str, unit: &str| {
        format!("指标 {name} 4分 {{\n评分：扣分 {{\n每发现 1{unit} {field} 扣 1分\n下限：0分\n}}\n}}")
    };
    let old = rubric("超期：数量(次) ≥ 0次", &format!("{KEPT}\n{}", counted("公开", "超期", "次")));
    let stricter = KEPT.replace("得 3分", "得 1分");
    let new = rubric("退回：数量(件) ≥ 0件", &format!("{stricter}\n{}", counted("质量", "退回", "件")));
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("旧.perf", &old);
    write("新.perf", &new);
    fs::create_dir(folder.path().join("报送")).unwrap();
    for (unit, data) in [
        // 3 + 3 = 6; 1 + 质量 [0, 4].
        ("甲局", "\"满意率\": \"80%\", \"超期\": \"1次\""),
        // 3 + 3 = 6; 1 + 2 = 3.
        ("乙局", "\"满意率\": \"80%\", \"超期\": \"1次\", \"退回\": \"2件\", \"面积\": \"3平方米\""),
        // 公开 [0, 4] is gone.
        ("丙局", "\"满意率\": \"90%\", \"退回\": \"0件\""),
    ] {
        let text = format!("{{\"单位\": \"{unit}\", \"年度\": 2024, \"数据\": {{{data}}}}}");
        write(&format!("报送/{unit}.json"), &text);
    }
    let run = |more: &[&str]| {
        let ran = run_in(
            folder.path(),
            &[&["diff", "旧.perf", "新.perf", "--impact", "报送"], more].concat(),
            b"",
            "zh_CN.UTF-8",
        );
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        ran.out
    };
    let out = run(&[]);
    for line in [
        "3 份：升 0，降 1，不变 0，未决 2，退回 0",
        "未计入  「面积」（1 份）新旧评分表都没有，没有计入",
        "效果/满意度：影响 2 家，合计 −4.00，从 −2.00 到 −2.00",
        "乙局  6.00  3.00  −3.00        满意度 −2.00；质量 +2.00；公开 −3.00",
        "甲局：6.00 → [1.00, 5.00]；其中 满意度 −2.00；公开 −3.00；质量 没有 → [0.00, 4.00]",
        "丙局：[6.00, 10.00] → 10.00；其中 质量 +4.00；公开 [0.00, 4.00] → 没有",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    super::validate(&super::schema("diff"), &serde_json::from_str(&run(&["--format", "json"])).unwrap());
}

/// The merge request of a new year: the new rubric says only what changes, and lies in a folder of its own.
#[test]
fn a_rubric_of_the_next_year_is_compared_with_what_it_inherits() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| run_in(folder.path(), arguments, b"", "zh_CN.UTF-8");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("2024/评分表.perf", OLD);
    write("2024/测试/补充.perf", "测试 \"下限\" {\n  给定 满意度 = 90%\n  应得 满意度 = 10分\n}\n");
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "一"]);
    fs::rename(folder.path().join("2024/测试/补充.perf"), folder.path().join("2024/测试/下限.perf")).unwrap();
    let bands = "评分：分档 {\n    不低于 95% 得 满分\n    其余 得 0分\n  }";
    let next = format!(
        "继承 \"../2024/评分表.perf\"\n评价体系 \"例\" {{\n  年度：2025\n}}\n修改 指标 满意度 {{\n  {bands}\n}} 理由 \"提高要求\"\n"
    );
    write("2025/评分表.perf", &next);
    let changed = here(&["diff", ".@HEAD", "."]);
    assert_eq!(changed.code, 0, "{}", changed.err);
    assert!(
        changed.out.starts_with("2025/评分表.perf\n\n新增评价体系，继承「2024/评分表.perf」，与它相比：\n"),
        "{}",
        changed.out
    );
    assert!(
        changed.out.contains("指标值在 [90%, 95%) 时 10分 → 0分") && !changed.out.contains("下限"),
        "{}",
        changed.out
    );
    let json = here(&["diff", ".@HEAD", ".", "--format", "json"]);
    super::validate(&super::schema("diff"), &serde_json::from_str(&json.out).unwrap());
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "二"]);
    // What is inherited changes, and the file of the next year does not.
    write(
        "2024/评分表.perf",
        &OLD.replace("评价体系 \"例\"", "评价体系 \"例一\"").replace("10分", "8分").replace("不低于 90%", "不低于 80%"),
    );
    let both = here(&["diff", ".@HEAD", "."]);
    assert!(
        both.out.contains("2024/评分表.perf\n") && both.out.contains("2025/评分表.perf\n"),
        "{}{}",
        both.out,
        both.err
    );
}

/// A limit and a policy changed together, in a deduction on both sides: neither is lost in the other.
#[test]
fn both_ends_of_a_deduction_are_followed() {
    let bands = "评分：分档 {\n    不低于 90% 得 满分\n    其余 得 0分\n  }";
    let old = OLD.replace("1位) [0%, 100%]", "1位) ≥ 0%").replace(
        bands,
        "评分：扣分 {\n    不扣分：[95%, 100%]\n    每低于 1个百分点 扣 1分，不足部分按比例\n    每超过 1个百分点 扣 2分，不足部分按比例\n    下限：0分\n  }",
    );
    let new = old.replace("[95%, 100%]", "[92%, 100%]").replace("扣 1分，不足部分按比例", "扣 1分，不足部分按一档计");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("旧.perf"), &old).unwrap();
    fs::write(folder.path().join("新.perf"), new).unwrap();
    let one = old.replace("\n    每超过 1个百分点 扣 2分，不足部分按比例", "").replace("[95%, 100%]", "不低于 95%");
    fs::write(folder.path().join("一边.perf"), one).unwrap();
    let told = |new: &str| {
        let ran = run_in(folder.path(), &["diff", "旧.perf", new], b"", "zh_CN.UTF-8");
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        ran.out
    };
    let both = told("新.perf");
    for line in ["不扣分的界限 95% → 92%", "不足部分 按比例 → 按一档计", "共 2 处变化"] {
        assert!(both.contains(line), "{line}\n{both}");
    }
    let one = told("一边.perf");
    // 10 − 2 for each point above 100%: nothing is left from 105% on.
    for line in ["在 (100%, 105%] 时 10分至0分 → 10分", "> 105% 时 0分 → 10分", "共 2 处变化"] {
        assert!(one.contains(line), "{line}\n{one}");
    }
}
