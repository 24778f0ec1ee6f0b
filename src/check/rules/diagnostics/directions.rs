//! Scores that go against 方向, or up and down.

use super::fault;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::source::Span;
use crate::text;

/// E0414.
pub(in crate::check::rules) fn against_direction(span: Span, declared: &Text, pair: &Text) -> Diagnostic {
    fault(
        Code::AgainstDirection,
        Text::new(
            format!("得分与方向「{}」相反：{}", declared.zh, pair.zh),
            format!("the score goes against `{}`: {}", declared.en, pair.en),
        ),
        span,
        text!("与方向相反", "against the direction"),
    )
    .help(text!(
        "检查各档的得分是否写反；本来就是两头低中间高的，写「方向：适度」",
        "look whether scores were swapped; if the middle is meant to be best, write `direction: moderate`"
    ))
}

/// E0415.
pub(in crate::check::rules) fn up_and_down(span: Span, fall: &Text, rise: &Text) -> Diagnostic {
    fault(
        Code::UpAndDown,
        Text::new(
            format!("得分先降后升：{}；{}", fall.zh, rise.zh),
            format!("the score falls and rises again: {}; {}", fall.en, rise.en),
        ),
        span,
        text!("忽高忽低", "up and down"),
    )
    .help(text!(
        "检查各档的得分是否写错；确实如此的，写「方向：适度」",
        "look whether a score is wrong; if it is meant so, write `direction: moderate`"
    ))
}

/// E0415 for one peak.
pub(in crate::check::rules) fn up_then_down(span: Span, rise: &Text, fall: &Text) -> Diagnostic {
    fault(
        Code::UpAndDown,
        Text::new(
            format!("得分先升后降：{}；{}", rise.zh, fall.zh),
            format!("the score rises and falls again: {}; {}", rise.en, fall.en),
        ),
        span,
        text!("先升后降", "up and down"),
    )
    .help(text!(
        "本来就是过高过低都不好的，写「方向：适度」；否则检查各档的得分",
        "if too much is as bad as too little, write `direction: moderate`; otherwise look at the scores"
    ))
}
