//! E03xx: working days and deadlines.

use crate::calendar::{FIRST_YEAR, LAST_YEAR};
use crate::check::written::function_name;
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::{Interval, Kind};
use crate::rubric::{show_date, show_interval};
use crate::source::Span;
use crate::syntax::ast::Function;
use crate::text;

/// E0307 for a period that may be below 0 or end within a day.
pub(in crate::check) fn length_unfit(place: Span, kind: &Kind) -> Diagnostic {
    let (zh, en) = if *kind == Kind::WorkingDays { ("2个工作日", "2workdays") } else { ("20日", "20days") };
    let message = text!(
        "期限的长短要是整数，不小于零，这里可能不是",
        "the length of a period is a whole number, not below zero; here it may be something else"
    );
    Diagnostic::new(Code::ArgumentsWrong, message)
        .label(place, text!("期限的长短", "the length"))
        .help(text!("写成固定的天数，例如 {zh}", "write a fixed number of days, such as {en}"))
}

/// E0307 for 顺延 where a period of working days cannot end on a day off.
pub(in crate::check) fn nothing_to_postpone(place: Span, without: &str) -> Diagnostic {
    let message = text!(
        "按工作日算的期限总在工作日届满，不写是否顺延",
        "a period of working days ends on a working day, so nothing is postponed"
    );
    Diagnostic::new(Code::ArgumentsWrong, message)
        .label(place, text!("不必顺延", "nothing to postpone"))
        .help(text!("写成 {without}", "write {without}"))
        .fix(place, without)
}

/// E0314: both readings are offered.
pub(in crate::check) fn postponement_missing(place: Span, call: &str, readings: &[String; 2]) -> Diagnostic {
    let [moves, stays] = readings;
    let message = text!(
        "「{call}」没有说明最后一日放假时是否顺延",
        "`{call}` does not say what becomes of a last day that is a day off"
    );
    Diagnostic::new(Code::PostponementMissing, message).label(place, text!("是否顺延？", "does it move?")).help(text!(
        "顺延到下一个工作日的，写 {moves}；不顺延的，写 {stays}",
        "if it moves to the next working day, write {moves}; if it stays, {stays}"
    ))
}

/// E0313.
pub(in crate::check) fn never_known(
    function: Function,
    place: Span,
    written: &str,
    date: &Interval,
    language: Language,
) -> Diagnostic {
    let name = function_name(function, language);
    let shown = show_interval(date, show_date);
    let is = if written == shown { String::new() } else { format!(" ({shown})") };
    let zh_is = if written == shown { String::new() } else { format!("（{shown}）") };
    let message = Text::new(
        format!("「{written}」{zh_is}不在 {FIRST_YEAR} 年至 {LAST_YEAR} 年内，不知道哪些天放假，「{name}」算不出"),
        format!("`{written}`{is} is not in {FIRST_YEAR} to {LAST_YEAR}: days off are not known, nor is `{name}`"),
    );
    Diagnostic::new(Code::NeverArranged, message).label(place, text!("不知道放假安排", "days off are not known")).help(
        text!(
            "核对日期；不必看放假安排的，用 自然日(起, 止) 或 不顺延",
            "check the date; where days off do not matter, use days_between(from, to) or not postponed"
        ),
    )
}
