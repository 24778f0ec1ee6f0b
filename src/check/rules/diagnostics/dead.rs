//! What never has an effect.

use super::fault;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text;

/// E0444.
pub(in crate::check::rules) fn level_never_given(span: Span, name: &str, places: u32) -> Diagnostic {
    fault(
        Code::LevelNeverGiven,
        text!(
            "「{name}」给不出分：得分只到小数 {places} 位，这一档里没有这样的分",
            "`{name}` can never be given: scores have {places} decimals, and it holds none of them"
        ),
        span,
        text!("没有可以给的分", "no score to give"),
    )
    .help(text!(
        "放宽这一档的范围，或者在评价体系里把「修约：指标得分」的位数增加",
        "widen the level, or keep more decimals of the scores in the header"
    ))
}

/// E0445: anchors on the line through their neighbours.
pub(in crate::check::rules) fn anchors_on_the_line(anchors: &[(Span, String)]) -> Option<Diagnostic> {
    let ((first, at), more) = anchors.split_first()?;
    let count = anchors.len();
    let message = match more {
        [] => text!(
            "「{at}」这一点恰在前后两点的连线上，有没有它得分都一样",
            "the point at {at} lies on the line through its neighbours: without it every score is the same"
        ),
        _ => text!(
            "有 {count} 点恰在前后两点的连线上，有没有它们得分都一样",
            "{count} points lie on the line through their neighbours: without them every score is the same"
        ),
    };
    let label = || text!("在连线上", "on the line");
    let found = fault(Code::SaysNothing, message, *first, label());
    let found = more.iter().fold(found, |found, (span, _)| found.label(*span, label()));
    Some(found.help(text!(
        "文件里就是这样列的，可以保留；本意是在这里转折的，核对它的得分",
        "keep it if the document lists it; if the line should bend here, look at its score"
    )))
}

/// E0445: `目标：> 90%` under 按完成率. `sign` is the other one.
pub(in crate::check::rules) fn target_strict(span: Span, strict: &str, sign: &str) -> Diagnostic {
    fault(
        Code::SaysNothing,
        text!(
            "恰好等于目标时按比例也是满分，目标写「{strict}」还是「{sign}」，得分都一样",
            "a measure that equals the target gets full marks in proportion: `{strict}` scores as `{sign}` does"
        ),
        span,
        text!("等于目标时也得满分", "full marks at the target too"),
    )
    .help(text!(
        "可以保留；本意是等于时不得满分的，按完成率做不到，改用「达标」或「分档」",
        "keep it if you like; if a measure that equals the target is not to get full marks, use `pass` or `bands`"
    ))
}
