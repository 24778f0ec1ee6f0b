//! 扣分 and the cuts of 按完成率: from where, in which steps, down to where.

use super::{before, fault, shown};
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::Rational;
use crate::source::Span;
use crate::text;

/// E0412.
pub(in crate::check::rules) fn floor_missing(span: Span) -> Diagnostic {
    fault(
        Code::FloorMissing,
        text!("「扣分」没有写最低扣到几分", "`deduct` does not say down to how many points"),
        span,
        text!("缺少「下限」", "no `floor`"),
    )
    .help(text!("补一行「下限：0分」（扣完为止）", "add a line `floor: 0 points`"))
}

/// E0411: the results of the three readings on one value, one and a half steps beyond the limit.
pub(in crate::check::rules) fn partial_missing(
    span: Span,
    example: Option<String>,
    (amount, full): (&Rational, &Rational),
) -> Diagnostic {
    let times = |num: i64, den: i64| {
        let steps = Rational::new(num, den).unwrap_or(Rational::ONE);
        let score = full - &(&steps * amount);
        shown(if score.is_negative() { &Rational::ZERO } else { &score })
    };
    let (part, none, all) = (times(3, 2), times(1, 1), times(2, 1));
    let at = match &example {
        Some(value) => text!("以 {value} 为例", "for {value}"),
        None => text!("以超出一档半为例", "one and a half steps beyond"),
    };
    let (at_zh, at_en) = (at.zh, at.en);
    let help = Text::new(
        format!(
            "{at_zh}：「不足部分按比例」得 {}，「不足部分不计」得 {}，「不足部分按一档计」得 {}；选一种写在这一行末尾，用逗号隔开",
            part.zh, none.zh, all.zh
        ),
        format!(
            "{at_en}: `partial steps pro rata` gives {}, `partial steps ignored` {}, `partial steps charged` {}; put one at the end of the line, after a comma",
            part.en, none.en, all.en
        ),
    );
    fault(
        Code::PartialMissing,
        text!("没有写明不足一档的部分怎么扣", "it is not said what becomes of a part of a step"),
        span,
        text!("不足一档怎么扣", "parts of a step?"),
    )
    .help(help)
}

/// What two readings of a step come to at a value.
pub(in crate::check::rules) struct StepReadings {
    /// The target of the example, where it differs by submission.
    pub(in crate::check::rules) target: Option<String>,
    /// The value on which they differ.
    pub(in crate::check::rules) value: String,
    /// How many steps each deducts.
    pub(in crate::check::rules) steps: (Rational, Rational),
    /// What each gives.
    pub(in crate::check::rules) scores: Option<(Rational, Rational)>,
}

/// E0410 where the target is 100%, of which so many percent are as many points.
pub(in crate::check::rules) fn step_of_the_whole(
    span: Span,
    below: bool,
    digits: &str,
    language: Language,
) -> Diagnostic {
    let (zh, en) = if below { ("每低于", "under") } else { ("每超过", "over") };
    let written = if language == Language::Zh { format!("{digits}个百分点") } else { format!("{digits}pp") };
    fault(
        Code::StepAmbiguous,
        text!("「{zh} {digits}%」要写明是百分点", "`per {digits}% {en}` is to say that it means percentage points"),
        span,
        text!("写成百分点", "percentage points"),
    )
    .help(text!(
        "写「{zh} {digits}个百分点」；从 100% 算起，目标的 {digits}% 正好是 {digits}个百分点，得分不变",
        "write `per {digits}pp {en}`; of 100%, {digits}% is {digits} percentage points, so no score changes"
    ))
    .fix(span, written)
}

/// E0410.
pub(in crate::check::rules) fn step_ambiguous(
    span: Span,
    (below, written): (bool, String),
    points: bool,
    example: Option<StepReadings>,
) -> Diagnostic {
    let (zh, en) = if below { ("每低于", "under") } else { ("每超过", "over") };
    let message =
        text!("「{zh} {written}%」说不清一档有多大", "`per {written}% {en}` does not say how large a step is");
    let found = fault(Code::StepAmbiguous, message, span, text!("哪一种百分之几", "percent of what?"));
    if !points {
        return found.help(text!(
            "写「{zh} 目标的 {written}%」，或者写带单位的数量",
            "write `per {written}% of target {en}`, or a quantity with its unit"
        ));
    }
    let steps = |number: &Rational| {
        let places = number.decimal_places().filter(|places| *places <= 4).unwrap_or(2);
        crate::quantity::Rounding { places, mode: crate::quantity::RoundingMode::HalfUp }.round(number).to_fixed(places)
    };
    let differ = match &example {
        Some(StepReadings { target, value, steps: both, scores }) => {
            let (first, second) = (steps(&both.0), steps(&both.1));
            let target = target
                .as_ref()
                .map_or(text!("", ""), |target| text!("目标为 {target}、指标值为 ", "a target of {target} and "));
            let given = scores.as_ref().map(|(one, other)| (shown(one), shown(other)));
            let given = given.map_or((text!("", ""), text!("", "")), |(one, other)| {
                let words = |text: Text| Text::new(format!("、得 {}", text.zh), format!(" and {}", text.en));
                (words(one), words(other))
            });
            Text::new(
                format!("；{}{value} 时前者扣 {first} 档{}，后者扣 {second} 档{}", target.zh, given.0.zh, given.1.zh),
                format!(
                    "; at {}{value} the first is {first} steps{}, the second {second}{}",
                    target.en, given.0.en, given.1.en
                ),
            )
        }
        None => text!("", ""),
    };
    let (differ_zh, differ_en) = (differ.zh, differ.en);
    found.help(text!(
        "写「{zh} {written}个百分点」，或者「{zh} 目标的 {written}%」{differ_zh}",
        "write `per {written}pp {en}`, or `per {written}% of target {en}`{differ_en}"
    ))
}

/// E0427 for a step.
pub(in crate::check::rules) fn step_not_positive(span: Span) -> Diagnostic {
    fault(
        Code::StepUnsound,
        text!("一档的大小必须大于 0", "a step must be above 0"),
        span,
        text!("不大于 0", "not above 0"),
    )
    .help(text!(
        "写大于 0 的数，方向由「每超过」「每低于」表示",
        "write a number above 0; `over` and `under` say the direction"
    ))
}

/// E0427 for what a step costs.
pub(in crate::check::rules) fn amount_not_positive(span: Span) -> Diagnostic {
    fault(
        Code::StepUnsound,
        text!("每档扣的分必须大于 0", "what a step costs must be above 0"),
        span,
        text!("不大于 0", "not above 0"),
    )
    .help(text!("例如「扣 0.5分」", "such as `deduct 0.5 points`"))
}

/// E0427 for 扣分 without a line.
pub(in crate::check::rules) fn nothing_deducted(span: Span) -> Diagnostic {
    fault(
        Code::StepUnsound,
        text!("「扣分」里没有写扣什么", "`deduct` does not say what is deducted for"),
        span,
        text!("没有扣分的行", "no line"),
    )
    .help(text!(
        "例如「每超过 1个百分点 扣 0.5分，不足部分按比例」",
        "such as `per 1pp over deduct 0.5 points, partial steps pro rata`"
    ))
}

/// E0430 for no limit at all.
pub(in crate::check::rules) fn limit_missing(span: Span) -> Diagnostic {
    fault(
        Code::LimitMissing,
        text!("没有写明从哪里起扣分", "it is not said from where points are deducted"),
        span,
        text!("从哪里起扣", "from where?"),
    )
    .help(text!("在前面补一行，例如「不扣分：不超过 100%」", "add a line before it, such as `free: at most 100%`"))
}

/// E0430 for a limit on the other side only.
///
/// `other` is the bound that there is, as it is written.
pub(in crate::check::rules) fn limit_of_other_side(span: Span, below: bool, other: &str) -> Diagnostic {
    let (zh, en, side_zh, side_en) =
        if below { ("每低于", "under", "下", "lower") } else { ("每超过", "over", "上", "upper") };
    let (word_zh, word_en) = if below { ("不低于", "at least") } else { ("不超过", "at most") };
    let (right_zh, right_en) = if below { ("每超过", "over") } else { ("每低于", "under") };
    fault(
        Code::LimitMissing,
        text!("写了「{zh}」，但「不扣分」没有{side_zh}限", "there is `{en}`, and `free` has no {side_en} bound"),
        span,
        text!("从哪里起扣", "from where?"),
    )
    .help(text!(
        "把「不扣分」写成「{word_zh} {other}」，或者把「{zh}」写成「{right_zh}」；两边都扣的，「不扣分」写两端的范围",
        "write `free: {word_en} {other}`, or `{right_en}` for `{en}`; to deduct on both sides, write a range with two ends"
    ))
}

/// E0430 for a limit that does not belong to 不扣分.
pub(in crate::check::rules) fn limit_excluded(bound: Span) -> Diagnostic {
    fault(
        Code::LimitMissing,
        text!("「不扣分」的界限必须含在内", "a bound of `free` must be included"),
        bound,
        text!("这个界限不含在内", "not included"),
    )
    .help(text!(
        "写「不超过」「不低于」，或者用方括号 [ ]：正好等于界限时超出为零，不扣分",
        "write `at most`, `at least`, or square brackets [ ]: at the bound nothing is exceeded, so nothing is deducted"
    ))
}

/// E0401 for a side of 不扣分.
pub(in crate::check::rules) fn side_without_line(span: Span, below: bool, example: Option<Text>) -> Diagnostic {
    let (zh, en) = if below { ("每低于", "under") } else { ("每超过", "over") };
    let (side_zh, side_en) = if below { ("低于", "below") } else { ("高于", "above") };
    let at = example.unwrap_or_else(|| text!("指标值{side_zh}不扣分的范围", "a measure {side_en} the free range"));
    let (at_zh, at_en) = (at.zh, at.en);
    fault(
        Code::Gap,
        text!("{at_zh} 时无规定得分", "no score is given for {at_en}"),
        span,
        text!("缺少「{zh}」", "no `{en}` line"),
    )
    .help(text!(
        "补一行如「{zh} 1个百分点 扣 0.5分，不足部分按比例」，或者在「不扣分」里去掉这一端的界限",
        "add a line such as `per 1pp {en} deduct 0.5 points, partial steps pro rata`, or drop this bound of `free`"
    ))
}

/// E0431.
pub(in crate::check::rules) fn target_not_positive(span: Span) -> Diagnostic {
    fault(
        Code::TargetUnfit,
        text!(
            "目标可能为 0 或负数，不能按目标的百分之几扣分",
            "the target may be 0 or below, so steps of a share of it have no size"
        ),
        span,
        text!("目标须大于 0", "must be above 0"),
    )
    .help(text!(
        "给目标所用的数据写上范围（例如「> 0万元」），或者把不大于 0 的情况写进「不适用」",
        "give the data of the target a range such as `> 0万元`, or settle the other cases by `n/a`"
    ))
}

/// E0414 for 扣分.
pub(in crate::check::rules) fn deduction_against_direction(span: Span, below: bool) -> Diagnostic {
    let (declared, zh, other) =
        if below { ("越低越好", "低于", "每超过") } else { ("越高越好", "超过", "每低于") };
    let (declared_en, en, other_en) =
        if below { ("lower is better", "under", "over") } else { ("higher is better", "over", "under") };
    fault(
        Code::AgainstDirection,
        text!("方向是「{declared}」，却因{zh}而扣分", "the direction is `{declared_en}`, and being {en} costs points"),
        span,
        text!("与方向相反", "against the direction"),
    )
    .help(text!("改为「{other}」，或者改「方向」", "write `{other_en}`, or change `direction`"))
}

/// A value of the measure, its rate of completion, and what each reading gives, where that is a number.
pub(in crate::check::rules) type CutExample = (String, String, Option<(Rational, Rational)>);

/// E0418.
pub(in crate::check::rules) fn cut_ambiguous(range: Span, example: Option<CutExample>) -> Diagnostic {
    let differ = match example {
        Some((value, rate, Some((one, other)))) => {
            let (one, other) = (shown(&one), shown(&other));
            Text::new(
                format!("；指标值为 {value} 时完成率是 {rate}，前者得 {}，后者得 {}", one.zh, other.zh),
                format!(
                    "; a measure of {value} is a completion of {rate}: the first gives {}, the second {}",
                    one.en, other.en
                ),
            )
        }
        Some((value, rate, None)) => text!(
            "；指标值为 {value} 时完成率是 {rate}，两种读法的结果不同",
            "; a measure of {value} is a completion of {rate}, and the two readings differ"
        ),
        None => text!("", ""),
    };
    let (zh, en) = (differ.zh, differ.en);
    fault(
        Code::CutAmbiguous,
        text!("没有写明说的是指标值还是完成率", "it is not said whether the measure or the completion is meant"),
        range,
        text!("指标值还是完成率", "which of the two?"),
    )
    .help(text!("在前面写「指标值」或「完成率」{zh}", "write `measure` or `completion` before it{en}"))
}

/// E0418 where only one reading fits.
pub(in crate::check::rules) fn cut_without_subject(range: Span, completion: bool, language: Language) -> Diagnostic {
    let (zh, en) = if completion { ("完成率", "completion") } else { ("指标值", "measure") };
    let word = if language == Language::Zh { zh } else { en };
    fault(
        Code::CutAmbiguous,
        text!("没有写明说的是指标值还是完成率", "it is not said whether the measure or the completion is meant"),
        range,
        text!("按单位只能是{zh}", "by its unit the {en}"),
    )
    .help(text!("在前面写「{zh}」", "write `{en}` before it"))
    .fix(before(range), format!("{word} "))
}
