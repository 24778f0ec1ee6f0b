//! Ranges that hold nothing, or do not say whether their ends belong to them.

use super::super::readings::Outcome;
use super::{behind, fault};
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::source::Span;
use crate::text;

/// A bound as it is shown, and how it should be marked.
pub(in crate::check::rules) struct Marking {
    /// `75%`.
    pub(in crate::check::rules) shown: String,
    /// 含 rather than 不含.
    pub(in crate::check::rules) inclusive: bool,
    /// Whether the other rows leave no choice.
    pub(in crate::check::rules) certain: bool,
    /// The bound, where it is not marked.
    pub(in crate::check::rules) place: Option<Span>,
    /// The unit that is not written behind it.
    pub(in crate::check::rules) lacks: Option<String>,
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
pub(in crate::check::rules) fn range(lower: (&str, bool), upper: (&str, bool), language: Language) -> String {
    let (low, high) = (Marking::word(lower.1, language), Marking::word(upper.1, language));
    match language {
        Language::Zh => format!("{}{low}至 {}{high}", lower.0, upper.0),
        Language::En => format!("{}{low} to {}{high}", lower.0, upper.0),
    }
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

/// E0407 for one end. `differ` is what the value gets with 含 and with 不含.
pub(in crate::check::rules) fn bound_unmarked(
    span: Span,
    marking: &Marking,
    differ: Option<(Outcome, Outcome)>,
    language: Language,
) -> Diagnostic {
    let (shown, inclusive) = (&marking.shown, marking.inclusive);
    let zh = Marking::word(inclusive, Language::Zh);
    let en = Marking::word(inclusive, Language::En).trim();
    let why = if marking.certain {
        text!("，这样与相邻各档正好衔接", ", so it meets its neighbours")
    } else {
        text!("；如果 {shown} 应归另一边，就写相反的标记", ", or the opposite, if {shown} belongs to the other side")
    };
    let readings = differ.map_or(text!("", ""), |(with, without)| {
        let (with, without) = (with.words(), without.words());
        Text::new(
            format!("{shown} 含则{}，不含则{}；", with.zh, without.zh),
            format!("{shown} gets {} if included, {} if not; ", with.en, without.en),
        )
    });
    let place = marking.place.unwrap_or(span);
    let help = Text::new(
        format!("{}在 {shown} 后面写「{zh}」{}", readings.zh, why.zh),
        format!("{}write `{en}` after {shown}{}", readings.en, why.en),
    );
    let found = fault(
        Code::BoundUnmarked,
        text!("没有写明 {shown} 是含还是不含", "it is not said whether {shown} is included"),
        place,
        text!("含还是不含", "incl or excl?"),
    )
    .label(span, text!("另一端已标明", "the other end is marked"))
    .help(help);
    if marking.certain { found.fix(behind(place), Marking::word(inclusive, language)) } else { found }
}

/// What the values at both ends of a range get, if they are included so.
pub(in crate::check::rules) type AtEnds<'a> = &'a dyn Fn(bool, bool) -> Option<(Outcome, Outcome)>;

/// E0408 for a dash, E0407 for 至: neither end is marked.
pub(in crate::check::rules) fn ends_unmarked(
    span: Span,
    (lower, dash, upper): (&Marking, Option<char>, &Marking),
    given: AtEnds<'_>,
    language: Language,
) -> Diagnostic {
    let first = (lower.inclusive, upper.inclusive);
    let others = [(true, false), (false, true), (true, true)].into_iter().filter(|one| *one != first);
    let readings = std::iter::once(first).chain(others).take(3).collect::<Vec<_>>();
    let known = given(first.0, first.1).is_some();
    let told = |language: Language, (open, close): (&str, &str)| {
        let reading = |(low, high): &(bool, bool)| {
            let written = range((&lower.shown, *low), (&upper.shown, *high), language);
            let results = given(*low, *high).map(|(at_low, at_high)| {
                let (one, other) = (at_low.words(), at_high.words());
                let (low, high) = (&lower.shown, &upper.shown);
                Text::new(
                    format!("：{low} {}、{high} {}", one.zh, other.zh),
                    format!(" gives {} at {low}, {} at {high}", one.en, other.en),
                )
            });
            format!("{open}{written}{close}{}", results.map_or(String::new(), |text| text.get(language).to_owned()))
        };
        readings.iter().map(reading).collect::<Vec<_>>()
    };
    let (zh, en) = (told(Language::Zh, ("「", "」")), told(Language::En, ("`", "`")));
    let (zh, en) = if known { (zh.join("；"), en.join("; ")) } else { (zh.join("，或"), en.join(", or ")) };
    let met = given(first.0, first.1)
        .is_none_or(|(low, high)| [low, high].iter().all(|end| matches!(end, Outcome::Given(_))));
    let (low, high) = (&lower.shown, &upper.shown);
    let sign = dash.map_or(text!(" 至 ", " to "), |sign| text!("{sign}", "{sign}"));
    let (sign_zh, sign_en) = (sign.zh, sign.en);
    let best = if met {
        text!("；写第一种，与其他各档不重不漏", "; write the first: it leaves no gap and no overlap")
    } else {
        text!("；按办法选一种写", "; write the one that is meant")
    };
    let start = if known { text!("各种读法：", "the readings: ") } else { text!("改写为", "write ") };
    let found = fault(
        if dash.is_some() { Code::DashRange } else { Code::BoundUnmarked },
        text!(
            "「{low}{sign_zh}{high}」没有写明两端含还是不含",
            "`{low}{sign_en}{high}` does not say whether its ends are included"
        ),
        span,
        text!("两端含还是不含", "ends incl or excl?"),
    )
    .help(Text::new(format!("{}{zh}{}", start.zh, best.zh), format!("{}{en}{}", start.en, best.en)));
    if !(lower.certain && upper.certain) {
        return found;
    }
    if dash.is_some() {
        return found.fix(span, range((low, first.0), (high, first.1), language));
    }
    [lower, upper].into_iter().fold(found, |found, mark| match mark.place {
        Some(place) => {
            let unit = mark.lacks.as_deref().unwrap_or_default();
            found.fix(behind(place), format!("{unit}{}", Marking::word(mark.inclusive, language)))
        }
        None => found,
    })
}
