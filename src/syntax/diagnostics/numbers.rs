//! What can be wrong with numbers, units, dates and ranges.

use rust_decimal::Decimal;

use crate::calendar::{FIRST_YEAR, LAST_YEAR};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::quantity::Relation;
use crate::source::Span;
use crate::text;

/// E0114. The number stands alone, and the word behind the blank is no unit. `unit` is that of the datum of this name.
pub(in crate::syntax) fn unit_missing(
    (number, written): (Span, &str),
    (word, name): (Span, &str),
    unit: Option<&str>,
) -> Diagnostic {
    let fault = Diagnostic::new(Code::UnitlessNumber, text!("「{written}」后缺单位", "`{written}` lacks its unit"))
        .label(number, text!("这个数没有单位", "a number without a unit"))
        .label(word, text!("「{name}」不是计量单位", "`{name}` is no unit"));
    if let Some(unit) = unit {
        return fault
            .help(text!("写成「{written}{unit} {name}」", "write `{written}{unit} {name}`"))
            .fix(number, format!("{written}{unit}"));
    }
    fault.help(text!(
        "在数后写上单位，如「{written}次 {name}」；若「{name}」就是单位，先写「计量单位 {name}」",
        "write the unit behind the number; if `{name}` is one, declare it: `unit {name}`"
    ))
}

/// E0114 for points.
pub(in crate::syntax) fn points_without_unit(place: Span, written: &str, unit: &str) -> Diagnostic {
    Diagnostic::new(Code::UnitlessNumber, text!("分值「{written}」缺单位", "the points `{written}` lack their unit"))
        .label(place, text!("这个数没有单位", "a number without a unit"))
        .help(text!("写成「{written}分」", "write `{written} points`"))
        .fix(place, format!("{written}{unit}"))
}

/// E0115. `parts`: the number with its unit, all behind the stroke, and what of it is no unit.
pub(in crate::syntax) fn division_or_unit(whole: Span, stroke: Span, parts: (String, &str, &str)) -> Diagnostic {
    let (over, under, unknown) = parts;
    Diagnostic::new(
        Code::DivisionOrUnit,
        text!(
            "「{over}/{under}」会读成一个单位，而「{unknown}」不是计量单位",
            "`{over}/{under}` reads as one unit, and `{unknown}` is no unit"
        ),
    )
    .label(whole, text!("斜线两边没有空格", "no blanks around the stroke"))
    .help(text!(
        "若是除法，斜线两边加空格：「{over} / {under}」",
        "for a division write blanks around the stroke: `{over} / {under}`"
    ))
    .fix(stroke, " / ")
}

/// E0116 for a day that the calendar does not have.
///
/// `days`: how many days the month has, and which it is, if there is such a month.
pub(in crate::syntax) fn no_such_date(place: Span, written: &str, days: Option<(u8, u8)>) -> Diagnostic {
    let fault = Diagnostic::new(Code::NotADate, text!("没有「{written}」这一天", "there is no day `{written}`"))
        .label(place, text!("日历上没有这一天", "not in the calendar"));
    if let Some((days, month)) = days {
        return fault.help(text!(
            "这一年的 {month} 月只有 {days} 天，核对日期",
            "month {month} of that year has {days} days: check the date"
        ));
    }
    fault.help(text!("写成如「2025年4月22日」或「2025-04-22」", "write a date such as `2025-04-22`"))
}

/// E0116 for 春节 of a year that the calendar does not have.
pub(in crate::syntax) fn festival_unknown(place: Span, year: i32) -> Diagnostic {
    Diagnostic::new(
        Code::NotADate,
        text!(
            "没有 {year} 年春节的日期：程序收有 {FIRST_YEAR} 年至 {LAST_YEAR} 年的",
            "the Spring Festival of {year} is not known: those of {FIRST_YEAR} to {LAST_YEAR} are"
        ),
    )
    .label(place, text!("不在这些年份内", "not in these years"))
    .help(text!("核对年份；以后的年份直接写日期", "check the year; for a later one write the date itself"))
}

/// E0116 for a date in another form.
pub(in crate::syntax) fn date_form(place: Span, written: &str, right: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotADate,
        text!("日期「{written}」的写法不对", "the date `{written}` is not written as dates are"),
    )
    .label(place, text!("像是日期", "looks like a date"))
    .help(text!(
        "写成「{right}」：四位年、两位月、两位日，用半角「-」连接",
        "write `{right}`: four, two and two digits with ASCII hyphens"
    ))
    .fix(place, right)
}

/// E0117 for a word and a marking that contradict each other.
pub(in crate::syntax) fn contradiction(
    (place, word): (Span, &str),
    inclusive: bool,
    marking: Span,
    (other_zh, other_en): (&str, &str),
) -> Diagnostic {
    let (zh, en) = if inclusive { ("含", "includes") } else { ("不含", "excludes") };
    let (marked_zh, marked_en) = if inclusive { ("（不含）", "(excl)") } else { ("（含）", "(incl)") };
    Diagnostic::new(
        Code::BoundContradiction,
        text!(
            "「{word}」{zh}这个数，后面却写了「{marked_zh}」",
            "`{word}` {en} the bound, and `{marked_en}` says the contrary"
        ),
    )
    .label(place, text!("{zh}端点", "{en} the bound"))
    .label(marking, text!("与前面矛盾", "says the contrary"))
    .help(text!(
        "删去「{marked_zh}」，或把「{word}」改为「{other_zh}」",
        "remove `{marked_en}`, or write `{other_en}` for `{word}`"
    ))
}

/// E0117 for two markings of one bound.
pub(in crate::syntax) fn markings_differ(first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BoundContradiction,
        text!("同一个数既写了含又写了不含", "one bound is marked twice, and differently"),
    )
    .label(second, text!("与前面矛盾", "says the contrary"))
    .label(first, text!("前面写的", "marked here"))
    .help(text!("只保留一处「（含）」或「（不含）」", "keep one of the two"))
}

/// E0118.
pub(in crate::syntax) fn growth_without_percent(place: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        Code::GrowthWithoutPercent,
        text!("「{word}」后面的数要带「%」", "the number behind `{word}` must be a percentage"),
    )
    .label(place, text!("后面的数没有「%」", "no `%` behind it"))
    .help(text!("写成如「{word} 10%」", "write it as in `{word} 10%`"))
}

/// E0118 for a sign behind the word.
pub(in crate::syntax) fn sign_after_growth(place: Span, written: &str) -> Diagnostic {
    Diagnostic::new(
        Code::GrowthWithoutPercent,
        text!("「{written}」中不能再写负号", "`{written}` cannot have a sign as well"),
    )
    .label(place, text!("方向写了两次", "the direction twice"))
    .help(text!(
        "用「增长」或「下降」表示方向，后面写正数",
        "let `up` or `down` say the direction, and write the number without a sign"
    ))
}

/// E0121 for a number that cannot be held exactly.
pub(in crate::syntax) fn too_many_digits(place: Span) -> Diagnostic {
    Diagnostic::new(Code::NumberUnfit, text!("这个数的位数太多", "this number has too many digits"))
        .label(place, text!("超过 28 位", "more than 28 digits"))
        .help(text!("一个数最多写 28 位数字", "a number has at most 28 digits"))
}

/// E0121 for a number of decimals.
pub(in crate::syntax) fn not_a_small_number(place: Span, written: &str, most: u32) -> Diagnostic {
    Diagnostic::new(Code::NumberUnfit, text!("「{written}」不能作位数", "`{written}` cannot be a number of decimals"))
        .label(place, text!("应为 0 至 {most} 的整数", "not a whole number from 0 to {most}"))
        .help(text!("写 0 至 {most} 的整数，如「2位」", "write a whole number from 0 to {most}, such as `2 places`"))
}

/// E0121 for `近1年`.
pub(in crate::syntax) fn not_some_years(place: Span, written: &str, most: u32) -> Diagnostic {
    Diagnostic::new(
        Code::NumberUnfit,
        text!("不能要求近 {written} 年的数", "figures of {written} years cannot be asked for"),
    )
    .label(place, text!("应为 2 至 {most} 年", "not 2 to {most} years"))
    .help(Text::new(
        "写 2 以上的整数，最后一年就是评价年度：「近3年」；只要上一年的写「上年」",
        "write a whole number from 2 on, the last year being the rubric's: `last 3 years`; for one year more write `last year`",
    ))
}

/// E0121 for `参保人数@23`.
pub(in crate::syntax) fn not_a_year_of(place: Span, written: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::NumberUnfit, text!("「{written}」不是年度", "`{written}` is not a year"))
        .label(place, text!("应为四位数的年度", "not a year of four digits"))
        .help(text!("写成如「{name}@2023」", "write it as in `{name}@2023`"))
}

/// E0101 for a direction behind a function that needs none.
pub(in crate::syntax) fn direction_says_nothing(place: Span, function: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{function}」不分方向", "`{function}` is the same in both directions"))
        .label(place, text!("多余的方向", "a needless direction"))
        .help(text!("删去它，写「{function}」和括号", "delete it, and write `{function}` and its brackets"))
}

/// E0121 for the year of the header.
pub(in crate::syntax) fn not_a_year(place: Span, written: &str) -> Diagnostic {
    Diagnostic::new(Code::NumberUnfit, text!("「{written}」不是年度", "`{written}` is not a year"))
        .label(place, text!("应为四位数的年度", "not a year of four digits"))
        .help(text!("写成如「年度：2024」", "write it as in `year: 2024`"))
}

/// E0121 for a share that is no percentage.
pub(in crate::syntax) fn share_without_percent(place: Span, written: &str) -> Diagnostic {
    Diagnostic::new(Code::NumberUnfit, text!("「{written}」不是百分比", "`{written}` is not a percentage"))
        .label(place, text!("这里要写百分比", "a percentage is needed here"))
        .help(text!(
            "写成如「分值的 70%」；若是分数，直接写「0.7分」",
            "write it as in `70% of points`, or give points: `0.7 points`"
        ))
}

/// E0121 for the unit of a ratio.
pub(in crate::syntax) fn not_a_ratio_unit(place: Span, written: &str) -> Diagnostic {
    Diagnostic::new(Code::NumberUnfit, text!("「{written}」不能作比率的单位", "`{written}` is not a unit of ratios"))
        .label(place, text!("这里写「%」「‰」或「小数」", "`%`, `‰` or `fraction`"))
        .help(text!("写成如「比率(%, 2位)」；钱和数量用「金额」「数量」", "write it as in `ratio(%, 2 places)`"))
}

/// E0121 for a unit that is so many times nothing.
pub(in crate::syntax) fn unit_of_nothing(place: Span, symbol: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NumberUnfit,
        text!("单位「{symbol}」的换算数不能是 0", "the unit `{symbol}` cannot be 0 of another"),
    )
    .label(place, text!("换算数为 0", "0 here"))
    .help(text!(
        "写出一个「{symbol}」等于多少，如「计量单位 万元 = 10000元」",
        "say how much one `{symbol}` is, as in `unit dozen = 12items`"
    ))
}

/// E0109: a unit in whose symbol a keyword would end it.
pub(in crate::syntax) fn unit_with_keyword(place: Span, symbol: &str, stop: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ReservedWord,
        text!("单位「{symbol}」中含有「{stop}」，写在数后会读错", "the unit `{symbol}` holds the keyword `{stop}`"),
    )
    .label(place, text!("单位到「{stop}」就断开了", "a unit ends at `{stop}`"))
    .help(text!("换一个不含「{stop}」的单位名", "choose a symbol without `{stop}`"))
}

/// E0101 for a value without 以上, 以下, 至.
pub(in crate::syntax) fn side_missing(place: Span, written: &str) -> Diagnostic {
    if written.contains('±') {
        let bare = written.trim_start_matches(|c: char| c != '±');
        return Diagnostic::new(
            Code::SyntaxError,
            text!("「{written}」没有写明是以内还是超过", "`{written}` does not say whether within or beyond is meant"),
        )
        .label(place, text!("以内，还是超过", "within, or beyond"))
        .help(text!(
            "写成「{written} 以内」或「偏差 超过 {bare}」",
            "write `{written} or less` or `deviation above {bare}`"
        ));
    }
    Diagnostic::new(
        Code::SyntaxError,
        text!(
            "「{written}」没有写明是以上、以下还是等于",
            "`{written}` does not say on which side of it the values lie"
        ),
    )
    .label(place, text!("只有一个数", "a value alone"))
    .help(text!(
        "写成「不低于 {written}」「{written} 以下」或「等于 {written}」；两端的范围写明两端",
        "write `at least {written}`, `below {written}` or `equal to {written}`, or a range with both its ends"
    ))
}

/// E0101 for a word where a range is needed.
pub(in crate::syntax) fn range_in_words(place: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{word}」不是取值范围", "`{word}` is not a range"))
        .label(place, text!("不认识的写法", "an unknown word"))
        .help(text!(
            "不小于零的写「≥ 0」并带上单位，如「≥ 0万元」；大于零的写「> 0万元」；不限的、必填的什么也不写",
            "write `≥ 0` with the unit, as in `≥ 0万元`, or `> 0万元`; without a limit write nothing"
        ))
}

/// E0101 for ≠ where a range is needed.
///
/// `bound` is what stands behind it.
pub(in crate::syntax) fn not_a_range(place: Span, bound: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「≠」不能表示一段取值范围", "`≠` does not describe a range"))
        .label(place, text!("这里要写一段范围", "a range is needed here"))
        .help(text!(
            "分成两行：「低于 {bound}」和「超过 {bound}」",
            "write two rows: `below {bound}` and `above {bound}`"
        ))
}

/// E0101 for levels of which only some are ordered.
pub(in crate::syntax) fn levels_half_ordered(more: Span, comma: Span) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("取值之间「>」与「，」混用", "levels are joined by both `>` and `,`"))
        .label(comma, text!("这里是「，」", "`,` here"))
        .label(more, text!("这里是「>」", "`>` here"))
        .help(text!(
            "有高低之分的全部用「>」，没有的全部用「，」",
            "use `>` throughout if they have an order, else `,`"
        ))
}

/// A decline that is compared: its size with the sign of percent, and how (nothing for a bare target).
pub(in crate::syntax) struct Decline<'a> {
    pub size: &'a str,
    pub percent: char,
    pub relation: Option<Relation>,
}

/// E0125: with both readings, and a change on which they differ.
pub(in crate::syntax) fn decline_compared(place: Span, written: &str, decline: &Decline<'_>) -> Diagnostic {
    let Decline { size, percent, relation } = decline;
    let relation = relation.unwrap_or(Relation::AtLeast);
    let (sign, word, word_en, mirror) = match relation {
        Relation::AtMost => ("≤", "不超过", "at most", "≥"),
        Relation::Greater => (">", "超过", "more than", "<"),
        Relation::Less => ("<", "低于", "less than", ">"),
        _ => ("≥", "不低于", "at least", "≤"),
    };
    let number = format!("{size}{percent}");
    // Twice the decline lies beyond it on every reading.
    let beyond = Decimal::from_str_exact(&size.replace(',', "")).ok().and_then(|size| size.checked_add(size));
    let beyond = beyond.filter(|beyond| !beyond.is_zero()).unwrap_or(Decimal::ONE).normalize();
    let by_size = matches!(relation, Relation::AtLeast | Relation::Greater);
    let (zh, en) = if by_size { ("成立", "holds") } else { ("不成立", "does not hold") };
    let (other_zh, other_en) = if by_size { ("不成立", "does not") } else { ("成立", "does") };
    Diagnostic::new(
        Code::DeclineCompared,
        text!(
            "「{written}」有两种读法：降幅{word} {number}（{mirror} -{number}），或增减率{word} -{number}（{sign} -{number}）",
            "`{written}` can be read as a decline of {word_en} {number} ({mirror} -{number}) or as a change of {word_en} -{number} ({sign} -{number})"
        ),
    )
    .label(place, text!("降幅还是增减率", "its size, or the change?"))
    .help(text!(
        "按本意写成「{mirror} -{number}」或「{sign} -{number}」；例如下降 {beyond}{percent}，前者{zh}，后者{other_zh}",
        "write `{mirror} -{number}` or `{sign} -{number}`, as it is meant; with a decline of {beyond}{percent} the first {en}, the second {other_en}"
    ))
}
