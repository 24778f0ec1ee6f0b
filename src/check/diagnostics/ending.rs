//! E0540 to E0545: 加减分, 封顶, 不低于, 否决.

use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::Rational;
use crate::rubric::{ScoreRange, show_points};
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::text;

fn zh(points: &Rational) -> String {
    show_points(points, 0, Language::Zh)
}

fn en(points: &Rational) -> String {
    show_points(points, 0, Language::En)
}

pub(super) fn both(points: &Rational) -> Text {
    Text::new(zh(points), en(points))
}

/// `[-10分, 5分]`.
fn brackets(range: &ScoreRange) -> Text {
    Text::new(
        format!("[{}, {}]", zh(&range.least), zh(&range.most)),
        format!("[{}, {}]", en(&range.least), en(&range.most)),
    )
}

/// E0540: an indicator of 加减分 without its range.
pub(in crate::check) fn range_missing(name: &Name, points: Option<&Rational>, language: Language) -> Diagnostic {
    let shown = &name.node;
    let most = points.cloned().unwrap_or(Rational::whole(3));
    let range = brackets(&ScoreRange { least: Rational::ZERO, most });
    let head = match language {
        Language::Zh => format!("指标 {shown} {} {{", range.zh),
        Language::En => format!("indicator {shown} {} {{", range.en),
    };
    Diagnostic::new(
        Code::AdjustmentRange,
        text!(
            "加减分的指标「{shown}」没有写最少和最多可得多少分",
            "the adjustment `{shown}` does not say what it may give at least and at most"
        ),
    )
    .label(name.span, text!("缺区间", "no range"))
    .help(text!("写成 {head}；只扣分的写成 [-3分, 0分]", "write {head}, or a range below 0 for what only deducts"))
}

/// E0540: the block without its range.
pub(in crate::check) fn block_range_missing(head: Span, all: &ScoreRange, language: Language) -> Diagnostic {
    let range = brackets(all);
    let range = range.get(language);
    let form = match language {
        Language::Zh => format!("加减分 {range} {{"),
        Language::En => format!("adjustments {range} {{"),
    };
    Diagnostic::new(
        Code::AdjustmentRange,
        text!(
            "「加减分」没有写合计最少和最多多少分",
            "`adjustments` does not say what it may give at least and at most"
        ),
    )
    .label(head, text!("缺区间", "no range"))
    .help(text!(
        "写成 {form}（各指标合计的范围）；合计另有限额的，写限额",
        "write {form}, which is what its indicators give together; or a narrower range"
    ))
}

/// E0540: 加减分 without indicators.
pub(in crate::check) fn no_adjustments(head: Span, language: Language) -> Diagnostic {
    let form = match language {
        Language::Zh => "指标 创新奖励 [0分, 3分] { 评分：人工评定 }",
        Language::En => "indicator Award [0 points, 3 points] { score: by judgement }",
    };
    Diagnostic::new(Code::AdjustmentRange, text!("「加减分」里没有指标", "there is no indicator in `adjustments`"))
        .label(head, text!("里面是空的", "empty"))
        .help(text!("写上指标，例如 {form}；没有加减分就删去这一块", "add one, such as {form}, or remove the block"))
}

/// E0540: an end that does not belong to the range.
pub(in crate::check) fn range_open(span: Span, least: &Rational, most: &Rational) -> Diagnostic {
    let range = brackets(&ScoreRange { least: least.clone(), most: most.clone() });
    let (zh, en) = (&range.zh, &range.en);
    Diagnostic::new(
        Code::AdjustmentRange,
        text!("加减分的区间要含两端", "both ends belong to the range of an adjustment"),
    )
    .label(span, text!("有一端不含", "an end is left out"))
    .help(text!("写成 {zh}", "write {en}"))
}

/// E0540: a range without 0.
pub(in crate::check) fn range_without_zero(span: Span, least: &Rational, most: &Rational) -> Diagnostic {
    let none = Rational::ZERO;
    let repaired = match least == most && least.is_zero() {
        true => ScoreRange { least: none, most: Rational::whole(3) },
        false => ScoreRange { least: least.clone().min(none.clone()), most: most.clone().max(none) },
    };
    let range = brackets(&repaired);
    let (zh, en) = (&range.zh, &range.en);
    Diagnostic::new(
        Code::AdjustmentRange,
        text!(
            "加减分的区间要从 0分（或负分）到 0分（或正分），且两端不同：没有加减就是 0分",
            "the range of an adjustment holds 0 points, for where nothing is added or deducted, and one other score"
        ),
    )
    .label(span, text!("这个区间不能用", "unusable"))
    .help(text!("例如写成 {zh}", "such as {en}"))
}

/// E0540: a range outside of 加减分.
pub(in crate::check) fn range_outside(span: Span, name: &str, language: Language) -> Diagnostic {
    let form = match language {
        Language::Zh => format!("指标 {name} 3分 {{"),
        Language::En => format!("indicator {name} 3 points {{"),
    };
    Diagnostic::new(
        Code::AdjustmentRange,
        text!(
            "分值的区间只用在「加减分」里，「{name}」不在其中",
            "a range in place of points is for `adjustments`, and `{name}` does not stand there"
        ),
    )
    .label(span, text!("这里要写分值", "points are needed here"))
    .help(text!("写成 {form}；如果是加减分项，移到「加减分」里", "write {form}, or move it into `adjustments`"))
}

/// E0512: a limit with more decimals than what it limits.
pub(in crate::check) fn limit_too_fine(span: Span, limit: &Rational, places: u32) -> Diagnostic {
    let limit = both(limit);
    let (zh, en) = (&limit.zh, &limit.en);
    Diagnostic::new(
        Code::PointsUnusable,
        text!(
            "{zh} 的小数多于修约保留的 {places} 位，修约后会越过这个限额",
            "{en} has more than the {places} places that rounding keeps, so rounding would go beyond it"
        ),
    )
    .label(span, text!("小数位数太多", "too many decimals"))
    .help(text!("减少小数，或让修约多保留几位", "use fewer decimals, or let the rounding keep more"))
}

/// E0541: 加减分 without 封顶 or 不低于.
pub(in crate::check) fn bounds_missing(
    head: Span,
    (ceiling, floor): (bool, bool),
    points: Option<&Rational>,
    language: Language,
) -> Diagnostic {
    let full = both(&points.cloned().unwrap_or(Rational::whole(100)));
    let (what, forms) = match (ceiling, floor, language) {
        (true, true, Language::Zh) => ("封顶和不低于", format!("「封顶 {}」（或「不封顶」）和「不低于 0分」", full.zh)),
        (true, false, Language::Zh) => ("封顶", format!("「封顶 {}」，或「不封顶」", full.zh)),
        (_, _, Language::Zh) => ("不低于", "「不低于 0分」".to_owned()),
        (true, true, Language::En) => {
            ("封顶和不低于", format!("`capped at {}` (or `not capped`) and `at least 0 points`", full.en))
        }
        (true, false, Language::En) => ("封顶", format!("`capped at {}`, or `not capped`", full.en)),
        (_, _, Language::En) => ("不低于", "`at least 0 points`".to_owned()),
    };
    let en = match (ceiling, floor) {
        (true, true) => "a ceiling and a floor",
        (true, false) => "a ceiling",
        _ => "a floor",
    };
    Diagnostic::new(
        Code::BoundsMissing,
        text!("有「加减分」，没有写总分{what}多少", "there are `adjustments`, and {en} of the total is not stated"),
    )
    .label(head, text!("加减之后的总分没有界限", "the total after these has no limit"))
    .help(text!("在最外层写上{forms}", "add {forms} at the top of the file"))
}

/// E0542: a ceiling that no total reaches.
pub(in crate::check) fn ceiling_idle(span: Span, points: &Rational) -> Diagnostic {
    let points = both(points);
    let (zh, en) = (&points.zh, &points.en);
    Diagnostic::new(
        Code::BoundsUnsound,
        text!(
            "没有「加减分」，总分不会超过 {zh}，封顶不起作用",
            "without `adjustments` no total is above {en}: there is nothing to cap"
        ),
    )
    .label(span, text!("不起作用", "without effect"))
    .help(text!("删去这一行；如果有加减分项，写「加减分」", "remove the line, or add the `adjustments`"))
}

/// E0542: a floor that every total is above.
pub(in crate::check) fn floor_idle(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BoundsUnsound,
        text!(
            "没有「加减分」，总分不会低于 0分，不低于不起作用",
            "without `adjustments` no total is below 0 points: the floor does nothing"
        ),
    )
    .label(span, text!("不起作用", "without effect"))
    .help(text!("删去这一行；如果有加减分项，写「加减分」", "remove the line, or add the `adjustments`"))
}

/// E0542: a ceiling below the floor.
pub(in crate::check) fn bounds_crossed(
    (ceiling, floor): (Span, Span),
    (highest, lowest): (&Rational, &Rational),
) -> Diagnostic {
    let (highest, lowest) = (both(highest), both(lowest));
    Diagnostic::new(
        Code::BoundsUnsound,
        Text::new(
            format!("封顶 {} 比不低于 {} 还低", highest.zh, lowest.zh),
            format!("the ceiling of {} is below the floor of {}", highest.en, lowest.en),
        ),
    )
    .label(ceiling, text!("最多", "at most"))
    .label(floor, text!("最少", "at least"))
    .help(text!("改其中一个", "change one of them"))
}

/// E0543.
pub(in crate::check) fn block_too_wide(span: Span, own: &ScoreRange, all: &ScoreRange) -> Diagnostic {
    let (own, all) = (brackets(own), brackets(all));
    Diagnostic::new(
        Code::AdjustmentWide,
        Text::new(
            format!("「加减分」写的是 {}，各指标合计只能在 {} 之内", own.zh, all.zh),
            format!("`adjustments` may be {}, and its indicators together only give {}", own.en, all.en),
        ),
    )
    .label(span, text!("永远达不到", "never reached"))
    .help(Text::new(
        format!("核对各指标的区间；没有写错就改成 {}", all.zh),
        format!("look at the ranges of the indicators; if these are right, write {}", all.en),
    ))
}

/// E0544: a limit that no total is above.
pub(in crate::check) fn veto_above(span: Span, limit: &Rational, most: &Rational) -> Diagnostic {
    let (limit, most) = (both(limit), both(most));
    Diagnostic::new(
        Code::VetoIdle,
        Text::new(
            format!("总分本来就不超过 {}，否决到 {} 不起作用", most.zh, limit.zh),
            format!("no total is above {}, so a veto at {} does nothing", most.en, limit.en),
        ),
    )
    .label(span, text!("不起作用", "without effect"))
    .help(text!("写更低的分数，或删去这一行", "write fewer points, or remove the line"))
}

/// E0544: a veto beside one that always holds with it and is as low.
pub(in crate::check) fn veto_shadowed(span: Span, by: Span) -> Diagnostic {
    Diagnostic::new(
        Code::VetoIdle,
        text!(
            "这一条否决成立时，另一条也成立，而且一样低或更低",
            "whenever this veto holds, another one holds that is as low"
        ),
    )
    .label(span, text!("不起作用", "without effect"))
    .label(by, text!("由这一条决定", "this one decides"))
    .help(text!("核对条件和分数；没有写错就删去它", "look at conditions and points; if these are right, remove it"))
}

/// E0544: 不高于 the best grade.
pub(in crate::check) fn veto_grade_best(name: &Name) -> Diagnostic {
    let shown = &name.node;
    Diagnostic::new(
        Code::VetoIdle,
        text!(
            "「{shown}」已是最高的等级，不高于它不起作用",
            "`{shown}` is the best grade: to be no better does nothing"
        ),
    )
    .label(name.span, text!("不起作用", "without effect"))
    .help(text!("写一个较低的等级，或删去这一行", "write a lower grade, or remove the line"))
}

/// E0545: an empty 否决.
pub(in crate::check) fn veto_empty(span: Span, language: Language) -> Diagnostic {
    let form = match language {
        Language::Zh => "当 重大违纪 时 总分 不超过 60分",
        Language::En => "when serious_breach: total at most 60 points",
    };
    Diagnostic::new(Code::VetoUnsound, text!("「否决」里没有写条件", "there is no condition in `veto`"))
        .label(span, text!("里面是空的", "empty"))
        .help(text!("写上例如 {form}，或删去「否决」", "write such as {form}, or remove the block"))
}

/// E0545: a grade that there is not.
pub(in crate::check) fn veto_grade_unknown(name: &Name, known: &[&str]) -> Diagnostic {
    let shown = &name.node;
    let list = (known.join("、"), known.join(", "));
    let help = match known.is_empty() {
        true => text!(
            "先写等级，例如 等级：优 ≥ 90分，差 其余",
            "declare the grades first, such as grades: A ≥ 90 points, B otherwise"
        ),
        false => Text::new(format!("等级有：{}", list.0), format!("the grades are {}", list.1)),
    };
    Diagnostic::new(Code::VetoUnsound, text!("没有等级「{shown}」", "there is no grade `{shown}`"))
        .label(name.span, text!("「等级」里没有它", "not among the grades"))
        .help(help)
}

/// E0540: 不计入总分 in 加减分.
pub(in crate::check) fn adjustment_left_out(span: Span, language: Language) -> Diagnostic {
    let form = if language == Language::Zh { "0分" } else { "0 points" };
    Diagnostic::new(
        Code::AdjustmentRange,
        text!(
            "加减分的指标没有分值可以折算，不适用就是 0分",
            "an adjustment has no points to rescale: where it does not apply it is 0 points"
        ),
    )
    .label(span, text!("没有可折算的分值", "nothing to rescale"))
    .help(text!("这里改为 {form}", "write {form} instead"))
}

/// E0428: grades of a group whose points are not published.
pub(in crate::check) fn group_grades_unpublished(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::PointsUnpublished,
        text!("「{name}」的分值没有公布，无法评等级", "the points of `{name}` are not published, so it has no grade"),
    )
    .label(span, text!("没有得分", "no score"))
    .help(text!("写出分值，或删去等级", "write the points, or remove the grades"))
}
