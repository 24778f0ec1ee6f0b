//! Scores that go against 方向, or up and down.

use super::fault;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::source::Span;
use crate::syntax::ast::Direction;
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

/// E0415; `hole`: values between two rows that fall to 其余.
pub(in crate::check::rules) fn up_and_down(span: Span, (fall, rise): (&Text, &Text), hole: Option<&str>) -> Diagnostic {
    let help = match hole {
        Some(hole) => text!(
            "{hole} 夹在两档之间，落进了「其余」：把相邻的一档写到相接；确实如此的，写「方向：适度」",
            "{hole} lies between two rows and falls to `otherwise`: let the rows meet; if it is meant so, write `direction: moderate`"
        ),
        None => text!(
            "检查各档的得分是否写错；确实如此的，写「方向：适度」",
            "look whether a score is wrong; if it is meant so, write `direction: moderate`"
        ),
    };
    let message = Text::new(
        format!("得分先降后升：{}；{}", fall.zh, rise.zh),
        format!("the score falls and rises again: {}; {}", fall.en, rise.en),
    );
    fault(Code::UpAndDown, message, span, text!("忽高忽低", "up and down")).help(help)
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

fn unproved(why: Text, direction: Direction, span: Span, label: Text) -> Diagnostic {
    let (zh, en) = match direction {
        Direction::Higher => ("越高越好", "higher is better"),
        Direction::Lower | Direction::Moderate => ("越低越好", "lower is better"),
    };
    let message = Text::new(
        format!("{}，方向「{zh}」不能证明", why.zh),
        format!("{}, so the direction `{en}` cannot be proved", why.en),
    );
    fault(Code::AgainstDirection, message, span, label)
}

/// E0414 where a formula reads other figures.
pub(in crate::check::rules) fn direction_unproved(span: Span, direction: Direction) -> Diagnostic {
    let why = text!("算式还用了别的数据", "the formula reads other figures");
    unproved(why, direction, span, text!("不只随指标值变化", "not of the measure alone")).help(text!(
        "删去「方向」，或者让算式只用「指标值」",
        "leave `direction` out, or let the formula read `measure` only"
    ))
}

/// E0414 where the measure and other data are compared in a way that is no line.
pub(in crate::check::rules) fn direction_of_mixed(span: Span, direction: Direction) -> Diagnostic {
    let why = text!("这里把指标值和别的数据合在一起算", "here the measure is computed with other data");
    unproved(why, direction, span, text!("不只随指标值变化", "not of the measure alone")).help(text!(
        "把这个算式写成「公式」，这里只比较「指标值」；或者删去「方向」",
        "make this the `formula` and compare only `measure` here, or leave `direction` out"
    ))
}

/// E0414 where parts whose scores are known one by one only follow each other.
pub(in crate::check::rules) fn direction_of_parts(span: Span, direction: Direction) -> Diagnostic {
    let why = text!("这一部分的得分还随别的指标值变化", "the score of this part depends on another measure too");
    unproved(why, direction, span, text!("与前后的得分不能比较", "cannot be compared with what is beside it")).help(
        text!("把它写成单独的指标；或者删去「方向」", "make it an indicator of its own, or leave `direction` out"),
    )
}

/// E0414 where too much stands beside the measure.
pub(in crate::check::rules) fn direction_of_many(span: Span, direction: Direction) -> Diagnostic {
    let why = text!("评分用到的别的条件太多", "the rule depends on too many other conditions");
    unproved(why, direction, span, text!("不只随指标值变化", "not of the measure alone")).help(text!(
        "把不同的情形分成几个指标，或者减少条件；也可以删去「方向」",
        "make indicators of the different cases, or use fewer conditions; or leave `direction` out"
    ))
}
