//! `jixiao doc`: formats and files.

use std::fs;

use super::{RUBRIC, run};

#[test]
fn the_format_is_that_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let told = run(&["doc", RUBRIC]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(told.out.starts_with("# 梅州市梅江区部门整体支出绩效自评\n"));
    assert!(told.out.contains("| 一级指标 | 二级指标 | 三级指标 | 分值 | 指标说明 | 评分标准 |\n"));
    let page = folder.path().join("指标体系表.html");
    let page_name = page.to_str().unwrap();
    assert_eq!(run(&["doc", RUBRIC, "-o", page_name]).code, 0);
    let text = fs::read_to_string(&page).unwrap();
    assert!(text.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
    assert!(!text.contains("<script") && !text.contains("http"));
    assert_eq!(run(&["doc", RUBRIC, "--format", "html"]).out, text);
    assert_eq!(run(&["doc", RUBRIC, "--format", "markdown", "-o", page_name]).code, 0);
    assert_eq!(fs::read_to_string(&page).unwrap(), told.out);
    assert!(run(&["--lang", "en", "doc", RUBRIC]).out.contains("| Points | Explanation | Scoring |"));
}

#[test]
fn what_cannot_be_written() {
    assert_eq!(run(&["doc", "没有.perf"]).code, 4);
    assert_eq!(run(&["doc", "tests/cases/syntax/missing_brace/rubric.perf"]).code.min(1), 1);
    assert_eq!(run(&["doc", RUBRIC, "-o", RUBRIC]).code, 2);
    assert_eq!(run(&["doc", RUBRIC, "--format", "pdf"]).code, 2);
}
