//! How diagnostics look to a person.

use super::{Code, Diagnostic, Language, Text, human, summary};
use crate::source::{SourceMap, Span};

fn at(sources: &SourceMap, id: crate::source::SourceId, needle: &str) -> Span {
    let start = sources.get(id).text().find(needle).unwrap();
    Span::new(id, start, start.saturating_add(needle.len()))
}

fn both(text: &str) -> Text {
    Text::new(text, text)
}

fn drawn(one: &Diagnostic, sources: &SourceMap) -> String {
    human(&[one], sources, Language::Zh, false)
}

#[test]
fn columns_are_characters_and_marks_stand_under_what_they_mark() {
    let mut sources = SourceMap::default();
    let id = sources.add("规则.perf", "指标 利用率 1分 {\r\n\t公式：在用资产 / 资产总额 + 1人\r\n}\r\n");
    let fault = Diagnostic::new(Code::UnknownName, both("比率与数量不能相加"))
        .label(at(&sources, id, "资产总额"), both("比率"))
        .label(at(&sources, id, "1人"), both("数量（人）"))
        .help(both("两边须是同一类别"));
    let expected = "\
错误[E0201] 比率与数量不能相加
   ╭─[规则.perf:2:12]
 1 │ 指标 利用率 1分 {
 2 │     公式：在用资产 / 资产总额 + 1人
   ·                      ────┬───   ─┬─
   ·                          │       ╰── 数量（人）
   ·                          ╰── 比率
 3 │ }
   ╰────
  提示：两边须是同一类别
  详情：jixiao explain E0201
";
    assert_eq!(drawn(&fault, &sources), expected);
}

#[test]
fn a_place_in_a_second_text_has_its_own_excerpt() {
    let mut sources = SourceMap::default();
    let rubric = sources.add("规则.perf", "数据 甲 {\n  总额：金额(万元, 2位)\n}\n");
    let data = sources.add("报送.json", "{\n  \"总额\": \"5人\"\n}\n");
    let fault = Diagnostic::new(Code::UnknownName, both("「总额」应为金额"))
        .label(at(&sources, data, "\"5人\""), both("是数量（人）"))
        .label(at(&sources, rubric, "总额"), both("声明为金额"));
    let shown = drawn(&fault, &sources);
    let (first, second) = (shown.find("报送.json:2:9").unwrap(), shown.find("规则.perf:2:3").unwrap());
    assert!(first < second, "{shown}");
    assert!(!shown.contains("Advice") && !shown.contains("help"), "{shown}");
}

#[test]
fn places_far_apart_and_a_whole_document_stay_short() {
    let mut sources = SourceMap::default();
    let id = sources.add("a.perf", &(0..1000).map(|line| format!("行{line}\n")).collect::<String>());
    let fault = Diagnostic::new(Code::UnknownName, both("重复"))
        .label(at(&sources, id, "行999"), both("又写一次"))
        .label(at(&sources, id, "行5"), both("已写过"))
        .label(sources.get(id).whole(), both("全文"));
    let shown = drawn(&fault, &sources);
    assert!(shown.contains("a.perf:1000:1") && shown.lines().count() < 30, "{shown}");
}

#[test]
fn a_line_without_end_is_cut_around_its_mark() {
    let mut sources = SourceMap::default();
    let id = sources.add("a.json", &format!("{}坏{}", "[".repeat(3_000_000), "]".repeat(3_000_000)));
    let fault = Diagnostic::new(Code::UnknownName, both("不认识")).label(at(&sources, id, "坏"), both("这里"));
    let shown = drawn(&fault, &sources);
    assert!(shown.contains('坏') && shown.lines().all(|line| super::layout::width(line) <= 80), "{shown}");
    assert!(shown.contains("a.json:1:3000001"), "{shown}");
}

#[test]
fn what_a_terminal_would_obey_is_shown() {
    let mut sources = SourceMap::default();
    let id = sources.add("a\u{1b}.perf", "年度：\u{1b}[2J\u{202e}2024\0");
    let fault = Diagnostic::new(Code::UnknownName, both("「\u{1b}[2J」\n不认识"))
        .label(at(&sources, id, "2024"), both("\u{7}"));
    let shown = drawn(&fault, &sources);
    assert!(shown.chars().all(|one| one == '\n' || !one.is_control()) && !shown.contains('\u{202e}'), "{shown}");
    assert!(shown.contains("␛[2J\\u{202e}2024␀"), "{shown}");
    let line = shown.lines().find(|line| line.contains("┬")).unwrap();
    assert_eq!(line.find('─').map(|at| super::layout::width(line.get(..at).unwrap())), Some(5 + 6 + 4 + 8));
}

#[test]
fn an_empty_text_and_its_end_can_be_pointed_at() {
    let mut sources = SourceMap::default();
    let empty = sources.add("a.perf", "");
    let fault = Diagnostic::new(Code::UnknownName, both("文件是空的")).label(sources.get(empty).whole(), both("空"));
    assert!(drawn(&fault, &sources).contains("a.perf:1:1"));
    let open = sources.add("b.perf", "一级 甲 {\n");
    let end = Span::new(open, 12, 12);
    let fault = Diagnostic::new(Code::UnknownName, both("少了「}」")).label(end, both("到此为止"));
    assert!(drawn(&fault, &sources).contains("到此为止"), "{}", drawn(&fault, &sources));
}

#[test]
fn more_than_can_be_read_are_counted_and_errors_come_first() {
    let sources = SourceMap::default();
    let hint = Diagnostic::new(Code::UnknownName, both("小事")).severity(super::Severity::Hint);
    let error = Diagnostic::new(Code::UnknownName, both("大事"));
    let mut list = vec![&hint; 60];
    list.push(&error);
    let shown = human(&list, &sources, Language::Zh, false);
    assert!(shown.contains("大事") && shown.contains("还有 11 个未列出"));
    assert_eq!(summary(&list, Language::Zh).unwrap(), "1 个错误，60 个提示");
    assert_eq!(summary(&list, Language::En).unwrap(), "1 error, 60 hints");
}
