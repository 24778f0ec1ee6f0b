//! Rows and ranges: gaps, overlaps, ends that are not marked.

use super::{behind, fault};
use crate::diagnostic::{Code, Diagnostic, Language, Text, closest};
use crate::quantity::Kind;
use crate::source::Span;
use crate::syntax::as_name;
use crate::syntax::ast::Name;
use crate::text;

/// A bound as it is shown, and how it should be marked.
pub(in crate::check::rules) struct Marking {
    /// `75%`.
    pub(in crate::check::rules) shown: String,
    /// 含 rather than 不含.
    pub(in crate::check::rules) inclusive: bool,
    /// Whether the other rows leave no choice.
    pub(in crate::check::rules) certain: bool,
}

impl Marking {
    fn word(inclusive: bool, language: Language) -> &'static str {
        match (language, inclusive) {
            (Language::Zh, true) => "（含）",
            (Language::Zh, false) => "（不含）",
            (Language::En, true) => " (incl)",
            (Language::En, false) => " (excl)",
        }
    }
}

/// `75%（含）至 90%（不含）`.
fn range(lower: (&str, bool), upper: (&str, bool), language: Language) -> String {
    let (low, high) = (Marking::word(lower.1, language), Marking::word(upper.1, language));
    match language {
        Language::Zh => format!("{}{low}至 {}{high}", lower.0, upper.0),
        Language::En => format!("{}{low} to {}{high}", lower.0, upper.0),
    }
}

/// E0401 for rows. `data` gives the example's value, in brackets.
pub(in crate::check::rules) fn gap(
    span: Span,
    (examples, data): (&[String], &Text),
    more: bool,
    heads: &[String],
) -> Diagnostic {
    let (data_zh, data_en) = (&data.zh, &data.en);
    let (zh, en) = (examples.join("、"), examples.join(", "));
    let rows_zh = heads.iter().map(|head| format!("「{head} 得 …」")).collect::<String>();
    let rows_en = heads.iter().map(|head| format!("`{head} gets …`")).collect::<Vec<_>>().join(", ");
    let message = if more {
        text!("{zh} 等取值时无规定得分", "no score is given for {en} and others")
    } else {
        text!("{zh}{data_zh} 时无规定得分", "no score is given for {en}{data_en}")
    };
    fault(Code::Gap, message, span, text!("各档没有覆盖全部取值", "values are left out"))
        .help(text!("补上{rows_zh}，或者补一行「其余 得 0分」", "add {rows_en}, or a row `otherwise gets 0 points`"))
}

/// E0402 for rows. `data` gives the value, in brackets.
pub(in crate::check::rules) fn rows_overlap(rows: (Span, Span), value: &str, data: &Text) -> Diagnostic {
    let (data_zh, data_en) = (&data.zh, &data.en);
    fault(
        Code::Overlap,
        text!(
            "{value}{data_zh} 同时属于两档，得分不唯一",
            "{value}{data_en} is in two rows, so its score is not unique"
        ),
        rows.1,
        text!("又包含 {value}", "{value} is here too"),
    )
    .label(rows.0, text!("已包含 {value}", "{value} is here"))
    .help(text!(
        "把其中一档的界限改为不含，使每个取值只属于一档；确要按先后次序取第一个符合的档，写「分档 依次」",
        "exclude the bound in one of the rows so that each value is in one row; to take the first row that fits, write `bands in order`"
    ))
}

/// E0403 for rows tried in order.
pub(in crate::check::rules) fn row_shadowed(span: Span, earlier: Span) -> Diagnostic {
    fault(
        Code::NeverReached,
        text!(
            "这一档永远轮不到，前面的档已包含它的全部取值",
            "this row is never reached: rows before it take all its values"
        ),
        span,
        text!("轮不到", "never reached"),
    )
    .label(earlier, text!("已先取走", "takes them first"))
    .help(text!("删去这一档，或者把它移到前面", "delete this row, or move it before the others"))
}

/// E0404.
pub(in crate::check::rules) fn otherwise_empty(span: Span) -> Diagnostic {
    fault(
        Code::OtherwiseEmpty,
        text!(
            "「其余」里什么也不剩，前面已覆盖全部情况",
            "nothing is left for `otherwise`: what stands before it covers everything"
        ),
        span,
        text!("没有剩下的情况", "nothing is left"),
    )
    .help(text!(
        "删去「其余」；如果它应当起作用，请检查前面各行的界限",
        "delete `otherwise`; if it should count, look at the bounds before it"
    ))
}

/// E0404 for a second 其余.
pub(in crate::check::rules) fn otherwise_twice(span: Span, first: Span) -> Diagnostic {
    fault(
        Code::OtherwiseEmpty,
        text!("「其余」只能写一次", "`otherwise` can stand only once"),
        span,
        text!("第二个「其余」", "the second one"),
    )
    .label(first, text!("第一个「其余」", "the first one"))
    .help(text!("删去其中一个", "delete one of them"))
}

/// E0405.
pub(in crate::check::rules) fn row_outside(span: Span, domain: &(Option<String>, Option<String>)) -> Diagnostic {
    let all = match domain {
        (Some(low), Some(high)) => text!("只在 {low} 至 {high} 之间", "always between {low} and {high}"),
        (Some(low), None) => text!("不会低于 {low}", "never below {low}"),
        (None, Some(high)) => text!("不会高于 {high}", "never above {high}"),
        (None, None) => text!("不会取到这些值", "never such"),
    };
    let (zh, en) = (all.zh, all.en);
    fault(
        Code::RowOutside,
        text!("这一档用不上：指标值{zh}", "this row is never used: the measure is {en}"),
        span,
        text!("取值范围之外", "outside of all values"),
    )
    .help(text!(
        "检查这一档的界限与单位，或者修改数据范围、「值域」",
        "look at the bounds and their unit, or at the ranges of the data and `range`"
    ))
}

/// E0406.
///
/// `turned` are the two bounds where they only have to change places.
pub(in crate::check::rules) fn empty_range(
    span: Span,
    (low, high): (&str, &str),
    turned: Option<(Span, Span)>,
) -> Diagnostic {
    let message = if low == high {
        text!(
            "从 {low} 到 {high} 且不全含两端，里面没有任何值",
            "no value lies between {low} and {high} with an end left out"
        )
    } else {
        text!("下限 {low} 高于上限 {high}，里面没有任何值", "the lower bound {low} is above the upper bound {high}")
    };
    let help = if low == high {
        text!("只有这一个值时写「等于 {low}」", "for this one value write `equal to {low}`")
    } else {
        text!("把两个界限对调，小的写在前面", "swap the two bounds: the smaller comes first")
    };
    let found = fault(Code::EmptyRange, message, span, text!("空的范围", "an empty range")).help(help);
    if let Some((first, second)) = turned { found.swap(first, second) } else { found }
}

/// E0407.
pub(in crate::check::rules) fn bound_unmarked(
    span: Span,
    place: Span,
    marking: &Marking,
    language: Language,
) -> Diagnostic {
    let (shown, inclusive) = (&marking.shown, marking.inclusive);
    let zh = Marking::word(inclusive, Language::Zh);
    let en = Marking::word(inclusive, Language::En).trim();
    let why = if marking.certain {
        text!("这样与相邻各档正好衔接", "so it meets its neighbours")
    } else {
        text!("如果 {shown} 应归另一边，就写相反的标记", "or the opposite, if {shown} belongs to the other side")
    };
    let (why_zh, why_en) = (why.zh, why.en);
    let found = fault(
        Code::BoundUnmarked,
        text!("没有写明 {shown} 是含还是不含", "it is not said whether {shown} is included"),
        place,
        text!("含还是不含", "incl or excl?"),
    )
    .label(span, text!("另一端已标明", "the other end is marked"))
    .help(text!("在 {shown} 后面写「{zh}」，{why_zh}", "write `{en}` after {shown}, {why_en}"));
    if marking.certain { found.fix(behind(place), Marking::word(inclusive, language)) } else { found }
}

/// E0408.
pub(in crate::check::rules) fn dash_range(
    span: Span,
    (lower, sign, upper): (&Marking, char, &Marking),
    language: Language,
) -> Diagnostic {
    let written = |low: bool, high: bool, language| range((&lower.shown, low), (&upper.shown, high), language);
    let mut readings = vec![(lower.inclusive, upper.inclusive)];
    readings.extend(
        [(true, false), (false, true), (true, true)]
            .into_iter()
            .filter(|one| *one != (lower.inclusive, upper.inclusive)),
    );
    let list = |language, open: &str, close: &str, or: &str| {
        let all = readings.iter().take(3).map(|(low, high)| format!("{open}{}{close}", written(*low, *high, language)));
        all.collect::<Vec<_>>().join(or)
    };
    let (zh, en) = (list(Language::Zh, "「", "」", "，或"), list(Language::En, "`", "`", ", or "));
    let (low, high) = (&lower.shown, &upper.shown);
    let found = fault(
        Code::DashRange,
        text!(
            "「{low}{sign}{high}」没有写明两端含还是不含",
            "`{low}{sign}{high}` does not say whether its ends are included"
        ),
        span,
        text!("两端含还是不含", "ends incl or excl?"),
    )
    .help(text!("改写为{zh}；第一种与其他各档不重不漏", "write {en}; the first leaves no gap and no overlap"));
    if lower.certain && upper.certain {
        found.fix(span, written(lower.inclusive, upper.inclusive, language))
    } else {
        found
    }
}

/// E0421.
pub(in crate::check::rules) fn bound_varies(span: Span) -> Diagnostic {
    fault(
        Code::BoundVaries,
        text!("这里的界限随数据变化，只能写固定的数", "this bound depends on data; only a fixed number can stand here"),
        span,
        text!("不是固定的数", "not a fixed number"),
    )
    .help(text!(
        "改用「情形」，例如「情形 ｛ 当 指标值 ≥ 支出预算：… ⏎ 其余：… ｝」",
        "use `cases`, such as `cases {{ when measure ≥ budget: … ⏎ otherwise: … }}`"
    ))
}

/// E0421 for a bound of another kind.
pub(in crate::check::rules) fn bound_of_other_kind(span: Span, found: &Kind, wanted: &Kind) -> Diagnostic {
    let (found, wanted) = ((found.zh(), found.en()), (wanted.zh(), wanted.en()));
    fault(
        Code::BoundVaries,
        Text::new(
            format!("这里应写{}，写的是{}", wanted.0, found.0),
            format!("{} is wanted here, and this is {}", wanted.1, found.1),
        ),
        span,
        Text::new(format!("是{}", found.0), found.1),
    )
    .help(text!("写成与指标值同类的量，并带上单位", "write a quantity of the same kind as the measure, with its unit"))
}

/// E0429 for a row named by a word.
pub(in crate::check::rules) fn level_unknown(name: &Name, kind: &Kind) -> Diagnostic {
    let word = &name.node;
    let near = match kind {
        Kind::Level(levels) => closest(word, levels.names.iter().map(String::as_str)),
        _ => None,
    };
    let help = match kind {
        Kind::Level(levels) => {
            let (zh, en) = (levels.names.join("、"), levels.names.join(", "));
            text!("可以写：{zh}", "there are: {en}")
        }
        other => {
            let (zh, en) = (other.zh(), other.en());
            text!(
                "指标值是{zh}，请写范围，例如「不低于 …」",
                "the measure is {en}: write a range, such as `at least …`"
            )
        }
    };
    let fault = fault(
        Code::WordUnknown,
        text!("指标值没有「{word}」这个取值", "the measure has no level `{word}`"),
        name.span,
        text!("没有这个取值", "no such level"),
    );
    match near {
        Some(near) => fault.guess(name.span, (word, near), as_name(near)),
        None => fault.help(help),
    }
}

/// E0429 for a measure that has no order.
pub(in crate::check::rules) fn not_a_number(span: Span, kind: &Kind) -> Diagnostic {
    let (zh, en) = (kind.zh(), kind.en());
    fault(
        Code::WordUnknown,
        text!("指标值是{zh}，不能用这种评分方式", "the measure is {en}, which cannot be scored this way"),
        span,
        text!("指标值是{zh}", "the measure is {en}"),
    )
    .help(text!(
        "是非类指标写「达标 当 …」，其他写「情形 ｛ … ｝」",
        "write `pass when …` for yes/no, else `cases {{ … }}`"
    ))
}
