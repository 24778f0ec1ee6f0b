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
