//! E0431 and E0305 about words, and about targets that come with the submission.

use super::fault;
use crate::diagnostic::{Code, Diagnostic, Language};
use crate::quantity::{Kind, Relation};
use crate::source::Span;
use crate::text;

/// E0305 for 同词 of what is no word.
pub(in crate::check::rules) fn no_word(span: Span, found: &Kind) -> Diagnostic {
    let (zh, en) = (found.zh(), found.en());
    fault(
        Code::KindUnfit,
        text!("「同词」比较两个词，指标值却是{zh}", "`same word` compares two words; the measure is {en}"),
        span,
        text!("没有词可比", "no word to compare"),
    )
    .help(text!(
        "公式和目标都用文本或取值的数据；数用「按完成率」「分档」等",
        "let the formula and the target be texts or levels; for numbers use `proportional`, `bands` and so on"
    ))
}

/// E0422 for 同词.
pub(in crate::check::rules) fn target_word_missing(span: Span) -> Diagnostic {
    fault(
        Code::MeasureMissing,
        text!(
            "「同词」要同目标比较，但没有写「目标」",
            "`same word` compares with the target, and there is no `target`"
        ),
        span,
        text!("缺少「目标」", "no `target`"),
    )
    .help(text!(
        "在「评分」前面补一行目标，写放目标的数据，或加引号的词，例如「目标：\"较好\"」",
        "add a target before `score`: the field that holds it, or a word in quotes, such as `target: \"good\"`"
    ))
}

/// E0431 for 同词 with a target that is to be exceeded.
pub(in crate::check::rules) fn word_compared(target: Span, relation: Relation) -> Diagnostic {
    let sign = relation.symbol();
    fault(
        Code::TargetUnfit,
        text!("「同词」的目标不能写「{sign}」", "a target of `same word` cannot have `{sign}`"),
        target,
        text!("词只有同与不同", "words are the same or not"),
    )
    .help(text!("删去「{sign}」", "delete `{sign}`"))
}

/// E0431 for 按完成率 where the target may be words.
pub(in crate::check::rules) fn target_may_be_words(span: Span, target: Span, language: Language) -> Diagnostic {
    let fault = fault(
        Code::TargetUnfit,
        text!(
            "目标随报送而来，可能是定性的，那时没有完成率",
            "the target comes with the submission and may be words, which have no rate of completion"
        ),
        span,
        text!("只能用于定量的目标", "for quantitative targets only"),
    )
    .label(target, text!("可能是定性的", "may be words"));
    fault.help(match language {
        Language::Zh => text!(
            "改用「情形」，分两行写「当 目标 是 定量：按完成率」和「其余：同词 得 满分，其余 人工评定」",
            "use 情形 with the lines `当 目标 是 定量：按完成率` and `其余：同词 得 满分，其余 人工评定`"
        ),
        Language::En => text!(
            "改用 cases，分两行写「when target is quantitative: proportional」和「otherwise: same word gets full, otherwise by judgement」",
            "use cases with the lines `when target is quantitative: proportional` and `otherwise: same word gets full, otherwise by judgement`"
        ),
    })
}

/// E0431 for a cut of a quantity whose unit only the submission says.
pub(in crate::check::rules) fn cut_of_submitted(span: Span, language: Language) -> Diagnostic {
    fault(
        Code::TargetUnfit,
        text!(
            "这里的指标值是什么量，报送后才知道，不能同一个数比较",
            "of what the measure is shows only in the submission, so it cannot be compared with a number"
        ),
        span,
        text!("要说完成率", "speak of the completion"),
    )
    .help(match language {
        Language::Zh => text!("写成 完成率 低于 60% 得 0分", "write 完成率 低于 60% 得 0分"),
        Language::En => text!("写成 completion below 60% gets 0 points", "write completion below 60% gets 0 points"),
    })
}

/// E0305 for a rule about numbers where the measure is none, or shows only in the submission.
pub(in crate::check::rules) fn measure_unfit(span: Span, found: &Kind) -> Diagnostic {
    let (zh, en) = (found.zh(), found.en());
    let fault = fault(
        Code::KindUnfit,
        text!("这种评分看的是数，指标值却是{zh}", "this rule is about a number; the measure is {en}"),
        span,
        text!("指标值不是数", "the measure is no number"),
    );
    fault.help(match found {
        Kind::Quantity => text!(
            "随报送而来的量用「按完成率」「同词」，或先算 公式：完成率(目标值, 量)",
            "for a quantity of the submission use `proportional` or `same word`, or make the formula completion(target value, quantity)"
        ),
        _ => text!(
            "文本用「同词」「达标」或「人工评定」；数请改用数的种类",
            "for a text use `same word`, `pass` or `by judgement`; declare numbers as numbers"
        ),
    })
}
