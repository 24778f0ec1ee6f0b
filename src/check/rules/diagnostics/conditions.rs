//! Conditions and what is read: cases, not-applicable clauses, divisors, optional fields.

use super::fault;
use crate::check::rules::Guard;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::source::Span;
use crate::text;

/// E0401 for 情形. The example is empty where no datum tells the case.
pub(in crate::check::rules) fn arms_gap(span: Span, example: &Text) -> Diagnostic {
    let message = if example.zh.is_empty() {
        text!("有的数据没有哪一种情形适用，无规定得分", "for some data no case applies, so no score is given")
    } else {
        let (zh, en) = (&example.zh, &example.en);
        text!("{zh} 时没有哪一种情形适用，无规定得分", "no case applies for {en}, so no score is given")
    };
    fault(Code::Gap, message, span, text!("没有覆盖全部情况", "something is left out")).help(text!(
        "补上这种情形，或者补一行「其余：人工评定」（得固定分数的，写如「其余：得 0分」）",
        "add this case, or a line `otherwise: by judgement` (or, with a fixed score, `otherwise: gets 0 points`)"
    ))
}

/// E0402 for 情形. `apart` are the conditions of both where each leaves the other out.
pub(in crate::check::rules) fn arms_overlap(
    arms: (Span, Span),
    example: &Text,
    apart: &(String, String),
) -> Diagnostic {
    let (former, latter) = apart;
    let (zh, en) = (&example.zh, &example.en);
    fault(
        Code::Overlap,
        text!("{zh} 时两种情形同时成立，得分不唯一", "two cases hold for {en}, so the score is not unique"),
        arms.1,
        text!("也成立", "holds too"),
    )
    .label(arms.0, text!("成立", "holds"))
    .help(text!(
        "以前一种为准的，后一种的条件写「{latter}」；以后一种为准的，前一种写「{former}」",
        "where the former counts, write the latter condition as `{latter}`; where the latter counts, the former as `{former}`"
    ))
}

/// E0402 for two cuts of 按完成率.
pub(in crate::check::rules) fn cuts_overlap(cuts: (Span, Span), example: &Text) -> Diagnostic {
    let (zh, en) = (&example.zh, &example.en);
    fault(
        Code::Overlap,
        text!("{zh} 时两个限定同时成立，得分不唯一", "two cuts hold for {en}, so the score is not unique"),
        cuts.1,
        text!("也成立", "holds too"),
    )
    .label(cuts.0, text!("成立", "holds"))
    .help(text!(
        "改其中一个的界限，使两个限定不同时成立，例如写成 [50%, 60%)",
        "change the bounds of one so that they exclude each other, such as [50%, 60%)"
    ))
}

/// E0403 for an arm of 情形.
pub(in crate::check::rules) fn arm_never(span: Span) -> Diagnostic {
    fault(
        Code::NeverReached,
        text!("这一种情形永远不会出现", "this case never comes about"),
        span,
        text!("永远不成立", "never holds"),
    )
    .help(text!(
        "删去这一种情形，或者改正条件中的界限与单位",
        "delete this case, or mend the bounds and units of its condition"
    ))
}

/// E0424 for two arms.
pub(in crate::check::rules) fn arms_undecided(arms: (Span, Span)) -> Diagnostic {
    fault(
        Code::Undecided,
        text!("无法证明这两种情形不会同时成立", "it cannot be proved that these two cases exclude each other"),
        arms.1,
        text!("条件过于复杂", "too complex"),
    )
    .label(arms.0, text!("与这一种", "and this one"))
    .help(text!(
        "后一种是最后一种的，把它的「当」和条件换成「其余」；后面还有的，都放进「其余：情形」的花括号里，就不必证明",
        "if the latter is the last one, write `otherwise` for its `when` and condition; else put it and those after it into the braces of `otherwise: cases`, so that nothing need be proved"
    ))
}

/// E0424 for all arms.
pub(in crate::check::rules) fn arms_cover_undecided(span: Span) -> Diagnostic {
    fault(
        Code::Undecided,
        text!("无法证明这些情形覆盖了全部情况", "it cannot be proved that these cases leave nothing out"),
        span,
        text!("条件过于复杂", "too complex"),
    )
    .help(text!(
        "把最后一种的「当」和条件换成「其余」，或者补一行「其余：人工评定」",
        "write `otherwise` for the `when` and the condition of the last case, or add a line `otherwise: by judgement`"
    ))
}

/// E0423.
pub(in crate::check::rules) fn condition_constant(span: Span, always: bool) -> Diagnostic {
    let (zh, en) = if always { ("永远成立", "always holds") } else { ("永远不成立", "never holds") };
    fault(Code::ConditionConstant, text!("这个条件{zh}", "this condition {en}"), span, text!("{zh}", "{en}")).help(
        text!("检查条件中的界限、单位，以及数据的范围", "look at its bounds and units, and at the ranges of the data"),
    )
}

/// E0426.
pub(in crate::check::rules) fn clause_never(span: Span) -> Diagnostic {
    fault(
        Code::ClauseNever,
        text!("这一行永远用不上，它的条件在这里不会成立", "this line is never used: its condition cannot hold here"),
        span,
        text!("永远不成立", "never holds"),
    )
    .help(text!(
        "删去这一行，或者改正条件；前面的行先取走了它的情况时，调整次序",
        "delete it, or mend its condition; where lines before it take its cases, change the order"
    ))
}

/// E0434. `before` reads data, `last` is the clause just before; step by step it comes to the front, and the others
/// keep their order.
pub(in crate::check::rules) fn reported_not_first(span: Span, before: Span, last: Option<Span>) -> Diagnostic {
    let found = fault(
        Code::ReportedNotFirst,
        text!("「报送不适用」要写在其他「不适用」前面", "`reported n/a` stands before the other n/a clauses"),
        span,
        text!("写得太后", "too late"),
    )
    .label(before, text!("这一行先要用数据", "this line reads data first"))
    .help(text!(
        "把这一行移到各条「不适用」的最前面：报送为不适用的数没有值，前面的条件无从判断",
        "move this line before the other n/a clauses: a figure reported as n/a has no value to compare"
    ));
    if let Some(last) = last { found.swap(last, span) } else { found }
}

/// E0432.
pub(in crate::check::rules) fn never_applicable(span: Span) -> Diagnostic {
    fault(
        Code::NeverApplicable,
        text!("按「不适用」的写法，这个指标永远不适用", "by its `n/a` lines this indicator never applies"),
        span,
        text!("任何数据都不适用", "for all data"),
    )
    .help(text!("缩小「不适用」的条件，例如「支出预算 = 0万元」", "narrow the condition, such as `budget = 0万元`"))
}

/// E0419.
pub(in crate::check::rules) fn divisor_may_be_zero(
    span: Span,
    (written, zero): (&str, &str),
    example: Option<Text>,
    guard: &Guard<'_>,
) -> Diagnostic {
    let at = match example.filter(|example| example.zh != zero && !example.zh.is_empty()) {
        Some(example) => Text::new(format!("（例如 {}）", example.zh), format!(" (such as {})", example.en)),
        None => text!("", ""),
    };
    let (at_zh, at_en) = (at.zh, at.en);
    let other = not_zero(zero);
    let help = match guard {
        Guard::Unpublished => text!(
            "在指标里先写一行「不适用：{zero} 时 不计入总分，折算到 上级」；这个数不可能为 0 的，在数据里写「> 0」的范围",
            "put `n/a when {zero}: left out, rescaled to parent` first in the indicator; if it cannot be 0, give the datum a range `> 0`"
        ),
        Guard::Clause => text!(
            "在指标里先写一行「不适用：{zero} 时 满分」（或者 0分、人工评定）；这个数不可能为 0 的，在数据里写「> 0」的范围",
            "put `n/a when {zero}: full` (or `0 points`, `by judgement`) first in the indicator; if it cannot be 0, give the datum a range `> 0`"
        ),
        Guard::Check => text!(
            "在填报末尾补「，{zero} 时 不核对」，在校验里补「当 {other}」；这个数不可能为 0 的，在数据里写「> 0」的范围",
            "add `, unchecked when {zero}` to the stated figure, or `when {other}` to the check; if it cannot be 0, give the datum a range `> 0`"
        ),
        Guard::Condition(condition) => {
            text!(
                "为 0 时不否决的，条件写成「当 {other} 且 {condition}」；这个数不可能为 0 的，在数据里写「> 0」的范围",
                "where 0 is no reason for the veto, write `when {other} and {condition}`; if it cannot be 0, give the datum a range `> 0`"
            )
        }
    };
    fault(
        Code::DivisorZero,
        text!("除数「{written}」可能为 0{at_zh}", "the divisor `{written}` may be 0{at_en}"),
        span,
        text!("可能为 0", "may be 0"),
    )
    .help(help)
}

/// `x = 0` turned round: `x ≠ 0`.
fn not_zero(zero: &str) -> String {
    let other = zero.rfind(" = ").and_then(|at| zero.split_at_checked(at));
    let other = other.map(|(left, zero)| format!("{left} ≠{}", zero.trim_start_matches(" =")));
    other.unwrap_or_default()
}

/// What is added to an E0419 for a 填报 or a 校验 with the same divisor.
pub(in crate::check::rules) fn divisor_of_check(zero: &str) -> (Text, Text) {
    let other = not_zero(zero);
    let help = text!(
        "也用它作除数的填报，末尾补「，{zero} 时 不核对」，校验里补「当 {other}」",
        "to the stated figure with the same divisor add `, unchecked when {zero}`, to a check `when {other}`"
    );
    (text!("这里也用它作除数", "divided by it here too"), help)
}

/// E0420.
pub(in crate::check::rules) fn optional_field_may_be_blank(span: Span, name: &str, published: bool) -> Diagnostic {
    let help = if name.starts_with("行.") || name.starts_with("row.") {
        text!(
            "只算填了的行：条件写在「已填({name}) 且」的后面，没有条件的写「当 已填({name})」；每行都必须填的，删去明细里的「可空」",
            "to take only rows that are filled in, write the condition behind `filled({name}) and`, or add `when filled({name})`; if every row must be filled in, delete `optional` from the table"
        )
    } else if !published {
        text!(
            "在指标里先写一行「不适用：非 已填({name}) 时 不计入总分，折算到 上级」；必须填的，删去数据里的「可空」",
            "in the indicator write first `n/a when not filled({name}): left out, rescaled to parent`; if it must be filled, delete `optional` from the datum"
        )
    } else {
        text!(
            "在指标里先写一行「不适用：非 已填({name}) 时 人工评定」（或者 满分、0分）；条件里的，写在「已填({name}) 且」的后面；必须填的，删去数据里的「可空」",
            "in the indicator write first `n/a when not filled({name}): by judgement` (or full, 0 points); in a condition, write it behind `filled({name}) and`; if it must be filled, delete `optional` from the datum"
        )
    };
    fault(
        Code::BlankRead,
        text!("「{name}」可以不填，这里却要用它的值", "`{name}` may be left blank, and its value is used here"),
        span,
        text!("可能没有填", "may be blank"),
    )
    .help(help)
}
