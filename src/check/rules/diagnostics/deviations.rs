//! `偏差 ±10% 以内`: E0443.

use super::{fault, shown};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::quantity::{Kind, Rational, Relation};
use crate::source::Span;
use crate::text;

/// What two readings of a deviation come to.
pub(in crate::check::rules) struct DeviationReadings {
    /// The target of the example, where it differs by submission.
    pub(in crate::check::rules) target: Option<String>,
    /// A value on which they differ.
    pub(in crate::check::rules) value: String,
    /// What each gives.
    pub(in crate::check::rules) scores: Option<(Rational, Rational)>,
}

/// E0443 for a percentage that may be points of the rate or a share of the target.
pub(in crate::check::rules) fn deviation_ambiguous(
    span: Span,
    digits: &str,
    example: Option<DeviationReadings>,
) -> Diagnostic {
    let differ = example.map(|DeviationReadings { target, value, scores }| {
        let at = target.map_or(text!("{value} 时", "at {value}"), |target| {
            text!("目标为 {target}、指标值为 {value} 时", "at {value}, with a target of {target},")
        });
        let results =
            scores.map_or(text!("只在一种读法的范围里", "only one reading reaches it"), |(one, other)| {
                let (one, other) = (shown(&one), shown(&other));
                Text::new(
                    format!("前者得 {}，后者得 {}", one.zh, other.zh),
                    format!("the first gives {}, the second {}", one.en, other.en),
                )
            });
        Text::new(format!("；{}{}", at.zh, results.zh), format!("; {} {}", at.en, results.en))
    });
    let differ = differ.unwrap_or_else(|| text!("", ""));
    let (differ_zh, differ_en) = (differ.zh, differ.en);
    unsound(
        text!(
            "「±{digits}%」有两种读法：与目标相差 {digits}个百分点，或者相差目标的 {digits}%",
            "`±{digits}%` can be read in two ways: {digits} percentage points off the target, or {digits}% of the target"
        ),
        (span, text!("两种读法", "two readings")),
        text!(
            "写「±{digits}个百分点」或「±目标的 {digits}%」{differ_zh}",
            "write `±{digits}pp` or `±{digits}% of target`{differ_en}"
        ),
    )
}

/// E0443 for a measure that is never below 0 and has no target.
pub(in crate::check::rules) fn deviation_one_sided(span: Span, radius: &str, rate: bool) -> Diagnostic {
    let help = if rate {
        text!(
            "从 100% 算起的，在「评分」前面补一行「目标：= 100%」；指标值本身就是偏差的，写「不超过 {radius}」",
            "if it counts from 100%, add a line `target: = 100%` before `score`; if the measure is the deviation itself, write `at most {radius}`"
        )
    } else {
        text!(
            "在「评分」前面补一行目标，用「=」写明从哪个数算起；指标值本身就是偏差的，写「不超过 {radius}」",
            "add a target with `=` before `score`, which says from where it counts; if the measure is the deviation itself, write `at most {radius}`"
        )
    };
    unsound(
        text!(
            "指标值不会小于零，没有写「目标」，不知道「±{radius}」从哪里算起",
            "the measure is never below 0 and there is no `target`, so it is not known from where ±{radius} counts"
        ),
        (span, text!("从哪里算起", "from where")),
        help,
    )
}

/// E0443 for a deviation of another kind.
pub(in crate::check::rules) fn deviation_kind(span: Span, found: &Kind, needed: &Kind) -> Diagnostic {
    let (zh, en) = (found.zh(), found.en());
    let (needed_zh, needed_en) = (needed.zh(), needed.en());
    unsound(
        text!("偏差是{zh}，这里要与{needed_zh}相比", "the deviation is of kind {en}, and {needed_en} is compared here"),
        (span, text!("是{zh}", "of kind {en}")),
        text!(
            "用指标值的单位写；占目标的几成，在「评分」前面用「=」写一行目标，这里写「±目标的 10%」",
            "write it in the unit of the measure; for a share of the target write a target with `=` before `score`, and here `±10% of target`"
        ),
    )
}

/// E0443 for a deviation below 0.
pub(in crate::check::rules) fn deviation_negative(span: Span) -> Diagnostic {
    unsound(
        text!("「±」后面的数不能小于零", "what stands behind `±` cannot be below 0"),
        (span, text!("小于零", "below 0")),
        text!("去掉负号；「±」已经包括两边", "leave the sign out; `±` means both sides"),
    )
}

/// E0443 for a share of a target that may be 0.
pub(in crate::check::rules) fn deviation_of_no_target(span: Span, target: Span, zero: &str) -> Diagnostic {
    unsound(
        text!(
            "偏差按目标的百分数计，而目标可能是 0 或负数",
            "the deviation is a share of the target, which may be 0 or below"
        ),
        (span, text!("占目标的多少", "a share of the target")),
        text!(
            "给目标所用的数据写范围「> 0」，或者写「不适用：{zero} 时 满分」",
            "give the figures of the target a range `> 0`, or write `n/a when {zero}: full`"
        ),
    )
    .label(target, text!("可能不大于零", "may not be above 0"))
}

/// E0443 for rows that count from different places.
pub(in crate::check::rules) fn deviations_mixed(span: Span, target: Span) -> Diagnostic {
    unsound(text!(
            "目标随报送而变，偏差的各行要用同一种写法，不能与指标值的档混写",
            "the target comes with the submission, so all rows must state the deviation in one way, and none the measure"
        ), (span, text!("写法不同", "stated differently")), text!(
        "各行都写「偏差」，单位一致，例如「偏差 ±10% 以内」；或者把偏差写成「公式」",
        "write every row as a `deviation` in one unit, such as `deviation ±10% or under`, or make the deviation the `formula`"
    ))
    .label(target, text!("随报送而变", "differs by submission"))
}

/// E0443 for a target that is met on one side.
pub(in crate::check::rules) fn deviation_of_one_side(
    span: Span,
    (target, written): (Span, &str),
    relation: Relation,
) -> Diagnostic {
    let sign = relation.symbol();
    unsound(
        text!(
            "「±」两边都算偏差，而目标写的是「{sign}」，只有一边算没有达到",
            "`±` counts both sides, and the target says `{sign}`, which is missed on one side only"
        ),
        (span, text!("两边都算", "both sides count")),
        text!(
            "把目标改为「= {written}」；超过目标不扣分的，改用「按完成率」或「扣分」",
            "write the target as `= {written}`; where more than the target is no fault, use `proportional` or `deduct`"
        ),
    )
    .label(target, text!("目标是「{sign}」", "the target is `{sign}`"))
}

/// An E0443: what is at its place, and the way to repair it.
fn unsound(message: Text, (span, label): (Span, Text), help: Text) -> Diagnostic {
    fault(Code::DeviationUnsound, message, span, label).help(help)
}
