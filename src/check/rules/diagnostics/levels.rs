//! The levels of 评定: scores of no level and of two, names, edges.

use super::{fault, shown};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::rubric::ScoreRange;
use crate::source::Span;
use crate::text;

/// E0417 for none.
pub(in crate::check::rules) fn no_levels(span: Span) -> Diagnostic {
    fault(
        Code::LevelsUnsound,
        text!("「评定」里没有写任何一档", "`judged` has no levels"),
        span,
        text!("没有档", "no levels"),
    )
    .help(text!(
        "例如「评定 ｛ 达成预期 [80%, 100%] ⏎ 未达成 [0%, 80%) ｝」；不分档时写「人工评定」",
        "such as `judged {{ met [80%, 100%] ⏎ missed [0%, 80%) }}`; without levels write `by judgement`"
    ))
}

/// E0417 for scores beyond the points.
pub(in crate::check::rules) fn level_outside(span: Span, name: &str, range: &ScoreRange) -> Diagnostic {
    let (least, points) = (shown(&range.least), shown(&range.most));
    let adjusts = range.least.is_negative();
    fault(
        Code::LevelsUnsound,
        Text::new(
            format!("「{name}」的得分不在 {} 至 {} 之间", least.zh, points.zh),
            format!("the scores of `{name}` are not between {} and {}", least.en, points.en),
        ),
        span,
        match adjusts {
            true => Text::new(
                format!("区间是 [{}, {}]", least.zh, points.zh),
                format!("the range is [{}, {}]", least.en, points.en),
            ),
            false => Text::new(format!("分值是 {}", points.zh), format!("the points are {}", points.en)),
        },
    )
    .help(match adjusts {
        true => text!("写在指标的区间之内", "stay within the range of the indicator"),
        false => text!("写在 0% 至 100%（或 0分 至分值）之内", "stay within 0% to 100%, or 0 points to the points"),
    })
}

/// E0417 for one name twice.
pub(in crate::check::rules) fn level_named_twice(span: Span, first: Span, name: &str) -> Diagnostic {
    fault(
        Code::LevelsUnsound,
        text!("「评定」里有两档都叫「{name}」", "`judged` has two levels named `{name}`"),
        span,
        text!("重名", "the same name"),
    )
    .label(first, text!("前一个", "the first"))
    .help(text!("给其中一档另起名称", "give one of them another name"))
}

/// E0417 for levels that share a score.
pub(in crate::check::rules) fn levels_overlap(
    rows: (Span, Span),
    (first, second): (&str, &str),
    score: &Text,
    apart: Option<(String, String)>,
) -> Diagnostic {
    let (zh, en) = (&score.zh, &score.en);
    let help = match apart {
        Some((one, other)) => text!(
            "把「{first}」改为 {one}，或者把「{second}」改为 {other}",
            "write `{first}` as {one}, or `{second}` as {other}"
        ),
        None => text!(
            "改其中一档的界限，使每个分数只属于一档",
            "change the bounds of one of them so that each score is in one level"
        ),
    };
    fault(
        Code::LevelsUnsound,
        text!("{zh} 既属于「{first}」又属于「{second}」", "{en} belongs to both `{first}` and `{second}`"),
        rows.1,
        text!("又包含 {zh}", "{en} is here too"),
    )
    .label(rows.0, text!("已包含 {zh}", "{en} is here"))
    .help(help)
}

/// E0417 for a score between levels. `wider` are the levels beside it, as they are written where they take it.
pub(in crate::check::rules) fn levels_gap(span: Span, score: &Text, wider: &[(Span, String, String)]) -> Diagnostic {
    let (zh, en) = (&score.zh, &score.en);
    let ways =
        |one: fn(&(Span, String, String)) -> String, or: &str| wider.iter().map(one).collect::<Vec<_>>().join(or);
    let ways_zh = ways(|(_, name, written)| format!("把「{name}」改为 {written}"), "，或者");
    let ways_en = ways(|(_, name, written)| format!("write `{name}` as {written}"), ", or ");
    let fault = fault(
        Code::LevelsUnsound,
        text!("{zh} 不属于「评定」的任何一档", "{en} belongs to no level of `judged`"),
        span,
        text!("两档之间有空缺", "a gap between levels"),
    );
    let beside = |fault: Diagnostic, (row, ..): &(Span, String, String)| {
        fault.label(*row, text!("与空缺相邻", "beside the gap"))
    };
    wider.iter().fold(fault, beside).help(text!(
        "{ways_zh}；确有不能给的分数，各档改用分数来写，例如 [3分, 5分]",
        "{ways_en}; if some scores must not be given, write the levels in points, such as [3 points, 5 points]"
    ))
}
