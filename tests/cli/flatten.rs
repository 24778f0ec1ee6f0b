//! `flatten`: on the screen, into a file, and never over a file that it was made from.

use super::{run, shown};
use std::fs;

const BASE: &str = "评价体系 \"甲\" {\n  年度：2024\n  总分：2分\n}\n\n一级 甲 2分 {\n  指标 乙 1分 { 评分：人工评定 }\n  指标 丙 1分 { 评分：人工评定 }\n}\n";
const CHILD: &str = "继承 \"base.perf\"\n评价体系 \"乙\" { 年度：2025 }\n删除 指标 丙 理由 \"不设\"\n修改 指标 乙 { 分值：2分 } 理由 \"顶上\" 文号 \"甲〔2025〕1号\"\n";

#[test]
fn a_flat_rubric_is_written_and_no_input_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("base.perf"), BASE).unwrap();
    fs::write(at("2025.perf"), CHILD).unwrap();
    let (child, base, flat) = (at("2025.perf"), at("base.perf"), at("flat.perf"));
    let seen = run(&["flatten", shown(&child)]);
    assert_eq!(seen.code, 0, "{}", seen.err);
    assert!(seen.out.contains("// 修订：顶上（文号：甲〔2025〕1号；见「"), "{}", seen.out);
    assert!(!seen.out.contains("继承"), "{}", seen.out);
    assert_eq!(run(&["flatten", shown(&child), "-o", shown(&flat)]).code, 0);
    assert_eq!(fs::read_to_string(&flat).unwrap(), seen.out);
    assert_eq!(run(&["flatten", shown(&flat)]).out, seen.out);
    assert_eq!(run(&["check", shown(&flat)]).code, 0);
    for input in [&child, &base] {
        assert_eq!(run(&["flatten", shown(&child), "-o", shown(input)]).code, 2);
    }
    assert_eq!((fs::read_to_string(&base).unwrap(), fs::read_to_string(&child).unwrap()), (BASE.into(), CHILD.into()));
    // What does not compile is not flattened.
    fs::write(&child, CHILD.replace("2分", "3分")).unwrap();
    let wrong = run(&["flatten", shown(&child), "-o", shown(&flat)]);
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""), "{}", wrong.err);
    assert_eq!(fs::read_to_string(&flat).unwrap(), seen.out);
    assert_eq!(run(&["flatten", shown(&at("none.perf"))]).code, 4);
}
