//! Measures and targets that cannot be meant.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text;

/// E0315; `removed` is what to delete, where it stands in the formula itself.
pub(in crate::check) fn hundredfold(place: Span, formula: &str, removed: Option<Span>) -> Diagnostic {
    let found = Diagnostic::new(
        Code::HundredTwice,
        text!(
            "公式「{formula}」的比率已是百分数，又乘了 100：85% 会成为 8500%",
            "the rate in the formula `{formula}` is a percentage already and is multiplied by 100: 85% becomes 8500%"
        ),
    )
    .label(place, text!("多乘了 100", "100 times too much"))
    .help(text!("删去「× 100」，或写成「× 100%」", "delete `× 100`, or write `× 100%`"));
    match removed {
        Some(removed) => found.fix(removed, ""),
        None => found,
    }
}

/// E0216.
pub(in crate::check) fn target_unread(place: Span, indicator: &str) -> Diagnostic {
    Diagnostic::new(
        Code::TargetUnread,
        text!("指标「{indicator}」的目标不影响得分", "the target of the indicator `{indicator}` is never read"),
    )
    .label(place, text!("评分没有用到", "the rule does not read it"))
    .help(text!(
        "评分的界限就是目标的，写成「目标」，例如 达标 当 指标值 ≥ 目标；只供阅读的，写进 说明 的引号里",
        "where a bound of the rule is the target, write `target`, such as pass when measure ≥ target; to keep it for readers only, put it into the quotes of a note"
    ))
}
