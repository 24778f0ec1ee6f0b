//! Judgements and claims that cannot be taken: D0213–D0216, D0250.

use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::quantity::Rational;
use crate::rubric::{DisplayUnit, Indicator};
use crate::source::{Span, Spanned};
use crate::text;

/// Why a score is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::bind) enum BadScore {
    /// It is not a number of points.
    NotPoints,
    /// It is below 0.
    Negative,
    /// It has more decimals than scores have.
    Decimals(u32),
}

/// D0213 for a judgement of something that the rules score.
pub(in crate::bind) fn nobody_judges(
    name: &Spanned<String>,
    indicator: &Indicator,
    items: &[String],
    claimed: Option<&str>,
) -> Diagnostic {
    let shown = quoted(&name.node);
    let score = claimed.map_or_else(|| "5".to_owned(), quoted);
    let fault = Diagnostic::new(
        Code::NobodyJudges,
        text!("「{shown}」按规则计分，不评定", "`{shown}` is scored by rule, not judged"),
    )
    .label(name.span, Text::new("不是评定项", "not judged"))
    .label(indicator.name.span, Text::new("按规则计分", "scored by rule"));
    if items.is_empty() {
        fault.help(text!(
            "移到「自评」里：JSON 写「\"自评\": {{\"指标\": {{\"{shown}\": \"{score}\"}}}}」，CSV 写「自评,指标/{shown},,{score},」",
            "move it: `\"claimed\": {{\"indicators\": {{\"{shown}\": \"{score}\"}}}}` in JSON, `claimed,indicators/{shown},,{score},` in CSV"
        ))
    } else {
        let (zh, en) = (items.join("」「"), items.join("`, `"));
        fault.help(text!("评定的是其中的「{zh}」", "what is judged are its items `{en}`"))
    }
}

/// D0214 for a level that the judgement does not have.
pub(in crate::bind) fn unknown_level(
    level: &Spanned<String>,
    indicator: &Indicator,
    known: &[&str],
    nearest: Option<&str>,
) -> Diagnostic {
    let (shown, name) = (quoted(&level.node), &indicator.name.node);
    let fault = Diagnostic::new(
        Code::UnknownLevel,
        text!("「{name}」没有「{shown}」这一档", "`{name}` has no level `{shown}`"),
    )
    .label(level.span, Text::new("没有这一档", "no such level"))
    .label(indicator.name.span, Text::new("评定项", "judged here"));
    let (zh, en) = (known.join("、"), known.join(", "));
    match nearest {
        Some(nearest) => {
            fault.help(text!("是否应为「{nearest}」；可以填：{zh}", "did you mean `{nearest}`? the levels are: {en}"))
        }
        None if known.is_empty() => fault.help(Text::new(
            "这一项不分档，只填分数和理由",
            "this is judged without levels: give a score and a reason",
        )),
        None => fault.help(text!("可以填：{zh}", "the levels are: {en}")),
    }
}

/// D0250 for a way that cannot be chosen.
pub(in crate::bind) fn unknown_way(
    way: &Spanned<String>,
    indicator: &Indicator,
    known: &[&str],
    nearest: Option<&str>,
) -> Diagnostic {
    let (shown, name) = (quoted(&way.node), &indicator.name.node);
    let fault = Diagnostic::new(
        Code::UnknownWay,
        text!("「{name}」没有「{shown}」这种算法可选", "`{name}` has no way `{shown}` to choose"),
    )
    .label(way.span, Text::new("没有这种算法", "no such way"))
    .label(indicator.name.span, Text::new("这个指标", "this indicator"));
    let (zh, en) = (known.join("、"), known.join(", "));
    match nearest {
        Some(nearest) => {
            fault.help(text!("是否应为「{nearest}」；可以选用：{zh}", "did you mean `{nearest}`? the ways are: {en}"))
        }
        None if known.is_empty() => {
            fault.help(Text::new("这一项没有「择一」，删去「选用」", "there is no `either` here: leave `choice` out"))
        }
        None => fault.help(text!("可以选用：{zh}", "the ways are: {en}")),
    }
}

/// D0215 for a score that is none.
pub(in crate::bind) fn bad_score(name: &str, span: Span, written: &str, why: BadScore) -> Diagnostic {
    let shown = quoted(written);
    let (message, help) = match why {
        BadScore::NotPoints => (
            text!("「{name}」的分数「{shown}」不是分数", "`{shown}`, the score of `{name}`, is no number of points"),
            Text::new(
                "写「5分」或「5」；没有分数的留空",
                "write `5 points` or `5`; leave it blank where there is none",
            ),
        ),
        BadScore::Negative => (
            text!("「{name}」的分数「{shown}」是负的", "`{shown}`, the score of `{name}`, is negative"),
            Text::new("不得分的写「0分」", "write `0 points` where nothing is scored"),
        ),
        BadScore::Decimals(limit) => (
            text!(
                "「{name}」的分数「{shown}」多于 {limit} 位小数",
                "`{shown}`, the score of `{name}`, has more than {limit} decimal places"
            ),
            text!("分数最多写 {limit} 位小数", "write scores with at most {limit} decimal places"),
        ),
    };
    Diagnostic::new(Code::BadScore, message).label(span, Text::new("这个分数", "this score")).help(help)
}

/// D0216 for a score of one item that differs between 评定 and the column of scores.
pub(in crate::bind) fn scores_disagree(
    name: &str,
    own: &Spanned<Rational>,
    column: &Spanned<Rational>,
    reviewed: bool,
) -> Diagnostic {
    let unit = DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: 0 };
    let (left, right) = (unit.show(&own.node), unit.show(&column.node));
    let (zh, en) = if reviewed { ("复核", "reviewed") } else { ("自评", "claimed") };
    let message = text!(
        "「{name}」的{zh}分在「评定」里是 {left} 分，在「{zh}」里是 {right} 分",
        "the {en} score of `{name}` is {left} in `judged` and {right} in `{en}`"
    );
    Diagnostic::new(Code::ScoresDisagree, message)
        .label(own.span, text!("{left} 分", "{left} points"))
        .label(column.span, text!("{right} 分", "{right} points"))
        .help(Text::new("核对后改成一致，或只留一处", "make them agree, or keep one of them"))
}
