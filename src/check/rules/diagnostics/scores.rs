//! Scores: what a row may give, levels of 评定, anchors, items, direction.

use super::{behind, fault, shown};
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::{Rational, Relation};
use crate::rubric::ScoreRange;
use crate::source::Span;
use crate::syntax::ast::Direction;
use crate::text;

/// E0409. `percent`: it is written with `%`; `points` is `None` where every row brings its own.
pub(in crate::check::rules) fn bare_award(
    (span, percent): (Span, bool),
    share: &Rational,
    points: Option<&Rational>,
    (language, (gets_zh, gets_en)): (Language, (&str, &str)),
) -> Diagnostic {
    let percents = &(share * &Rational::whole(100));
    let digits = |number: &Rational| number.to_fixed(number.decimal_places().unwrap_or(4).min(8));
    let (p, n) = (digits(percents), digits(share));
    let unit = if language == Language::Zh { "分" } else { " points" };
    // Nothing of the points is no points, and nobody gives more than all of them.
    let only_points = !percent && (share.is_zero() || *share > Rational::ONE);
    if only_points {
        return fault(
            Code::BareAward,
            text!("「{gets_zh} {n}」后面缺少「分」", "`points` is missing behind `{gets_en} {n}`"),
            span,
            text!("缺少「分」", "how many points?"),
        )
        .help(text!("写成「{gets_zh} {n}分」", "write `{gets_en} {n} points`"))
        .fix(span, format!("{n}{unit}"));
    }
    let written = if percent { format!("{p}%") } else { n.clone() };
    let Some(points) = points else {
        // Every row has points of its own, so only a share of them can be meant.
        let right = if language == Language::Zh { format!("分值的 {p}%") } else { format!("{p}% of points") };
        return fault(
            Code::BareAward,
            text!("「{gets_zh} {written}」要写明是分值的百分之几", "`{gets_en} {written}` is to say of what"),
            span,
            text!("分值的一部分", "a share of the points"),
        )
        .help(text!("写成「{gets_zh} 分值的 {p}%」", "write `{gets_en} {p}% of points`"))
        .fix(span, right);
    };
    let score = shown(&(share * points));
    let (zh, en) = (score.zh, score.en);
    let found = fault(
        Code::BareAward,
        text!("「{gets_zh} {written}」有两种读法", "`{gets_en} {written}` can be read in two ways"),
        span,
        text!("分值的一部分，还是分", "a share, or points?"),
    )
    .help(text!(
        "写「{gets_zh} 分值的 {p}%」（即 {zh}），或者写「{gets_zh} {n}分」",
        "write `{gets_en} {p}% of points` (which is {en}), or `{gets_en} {n} points`"
    ));
    // Of one point both readings are the same.
    if *points == Rational::ONE { found.fix(span, format!("{n}{unit}")) } else { found }
}

/// E0413.
pub(in crate::check::rules) fn score_outside(span: Span, score: &Rational, points: &Rational) -> Diagnostic {
    let (score, points) = (shown(score), shown(points));
    fault(
        Code::ScoreOutside,
        Text::new(
            format!("{} 不在 0分 至 {} 之间", score.zh, points.zh),
            format!("{} is not between 0 points and {}", score.en, points.en),
        ),
        span,
        Text::new(format!("分值是 {}", points.zh), format!("the points are {}", points.en)),
    )
    .help(Text::new(
        format!("在 0分 至 {} 之间写一个分数；确实要给 {} 的，改这一项的分值", points.zh, score.zh),
        format!(
            "write a score from 0 points to {}; if {} is meant, change the points of this part",
            points.en, score.en
        ),
    ))
}

/// E0413 in 加减分.
pub(in crate::check::rules) fn score_outside_range(span: Span, score: &Rational, range: &ScoreRange) -> Diagnostic {
    let (score, least, most) = (shown(score), shown(&range.least), shown(&range.most));
    fault(
        Code::ScoreOutside,
        Text::new(
            format!("{} 不在 {} 至 {} 之间", score.zh, least.zh, most.zh),
            format!("{} is not between {} and {}", score.en, least.en, most.en),
        ),
        span,
        Text::new(format!("区间是 [{}, {}]", least.zh, most.zh), format!("the range is [{}, {}]", least.en, most.en)),
    )
    .help(text!("改得分，或者改指标后面的区间", "change the score, or the range behind the indicator"))
}

/// E0547.
pub(in crate::check::rules) fn no_full_marks(span: Span, language: Language) -> Diagnostic {
    let (zh, en) = match language {
        Language::Zh => ("得 0分", "得 0分"),
        Language::En => ("gets 0 points", "gets 0 points"),
    };
    fault(
        Code::FullMarksUnclear,
        text!("区间低于 0分 的加减分指标没有“满分”可说", "an adjustment that may be below 0 has no full marks"),
        span,
        text!("这里用到了满分", "this rests on full marks"),
    )
    .help(Text::new(
        format!("用「情形」或「分档」把每一档的得分写成分数，例如「得 -2分」「{zh}」"),
        format!("give every score in points, with `cases` or `bands`: `gets -2 points`, `{en}`"),
    ))
}

/// E0428.
pub(in crate::check::rules) fn points_unpublished(span: Span) -> Diagnostic {
    fault(
        Code::PointsUnpublished,
        text!("分值没有公布，无法规定得分", "the points are not published, so no score can be given"),
        span,
        text!("分值未公布", "no points"),
    )
    .help(text!(
        "写出这个指标的分值，或者删去评分规则；不适用的情形写「不计入总分，折算到 上级」",
        "write the points of this indicator, or delete its rule; where it does not apply, write `left out, rescaled to parent`"
    ))
}

/// E0422 for 公式.
pub(in crate::check::rules) fn measure_missing(span: Span) -> Diagnostic {
    fault(
        Code::MeasureMissing,
        text!("这条评分规则要用指标值，但没有写「公式」", "this rule needs the measure, and there is no `formula`"),
        span,
        text!("缺少「公式」", "no `formula`"),
    )
    .help(text!(
        "在「评分」前面补一行，例如「公式：全年执行数 / 全年预算数」",
        "add a line before `score`, such as `formula: spent / budget`"
    ))
}

/// E0422 for 目标.
pub(in crate::check::rules) fn target_missing(span: Span) -> Diagnostic {
    fault(
        Code::MeasureMissing,
        text!("这条评分规则要用目标，但没有写「目标」", "this rule needs the target, and there is no `target`"),
        span,
        text!("缺少「目标」", "no `target`"),
    )
    .help(text!("在「评分」前面补一行，例如「目标：≥ 95%」", "add a line before `score`, such as `target: ≥ 95%`"))
}

/// E0431 for `≠`.
pub(in crate::check::rules) fn target_unequal(span: Span) -> Diagnostic {
    fault(
        Code::TargetUnfit,
        text!("目标写成「≠」，无法计算完成率", "a target with `≠` has no rate of completion"),
        span,
        text!("不能用「≠」", "not with `≠`"),
    )
    .help(text!("写「≥」「≤」或「=」，或者改用「达标」", "write `≥`, `≤` or `=`, or use `pass`"))
}

/// E0431 for 按偏差.
pub(in crate::check::rules) fn deviation_from_threshold(
    place: Span,
    (target, written): (Span, &str),
    relation: Relation,
) -> Diagnostic {
    let sign = relation.symbol();
    fault(
        Code::TargetUnfit,
        text!(
            "「按偏差」要求目标写「=」，这里的目标是「{sign}」",
            "`by deviation` wants a target with `=`, and this one has `{sign}`"
        ),
        place,
        text!("按与目标的差距计分", "scores the distance"),
    )
    .label(target, text!("目标是「{sign}」", "the target has `{sign}`"))
    .help(text!(
        "把目标改为「= {written}」，或者删去「，按偏差」",
        "write the target as `= {written}`, or delete `, by deviation`"
    ))
}

/// E0414 for 按完成率.
pub(in crate::check::rules) fn target_against_direction(
    (span, written): (Span, &str),
    relation: Relation,
    declared: Direction,
) -> Diagnostic {
    let sign = relation.symbol();
    let higher = declared == Direction::Higher;
    let (zh, en) = if higher { ("越高越好", "higher is better") } else { ("越低越好", "lower is better") };
    let fitting = if higher { "≥" } else { "≤" };
    fault(
        Code::AgainstDirection,
        text!("方向是「{zh}」，目标却是「{sign}」", "the direction is `{en}`, and the target has `{sign}`"),
        span,
        text!("与方向相反", "against the direction"),
    )
    .help(text!(
        "把目标改为「{fitting} {written}」，或者改「方向」",
        "write the target as `{fitting} {written}`, or change `direction`"
    ))
}

/// E0416 for fewer than two.
pub(in crate::check::rules) fn too_few_anchors(span: Span) -> Diagnostic {
    fault(
        Code::AnchorsUnsound,
        text!("「线性」至少要写两个点", "`linear` needs at least two points"),
        span,
        text!("不到两个点", "fewer than two"),
    )
    .help(text!(
        "例如「20% 得 0分」和「50% 得 满分」各一行",
        "such as `20% gets 0 points` and `50% gets full`, one a line"
    ))
}

/// E0416.
pub(in crate::check::rules) fn anchors_not_rising(rows: (Span, Span), (first, second): (&str, &str)) -> Diagnostic {
    let message = if first == second {
        text!("「线性」在 {first} 写了两次得分", "`linear` gives two scores at {first}")
    } else {
        text!(
            "「线性」的点要从小到大写：{second} 在 {first} 之后",
            "the points of `linear` must rise: {second} comes after {first}"
        )
    };
    let help = if first == second {
        text!("每个值只写一次", "write each value once")
    } else {
        text!("把各点按从小到大的次序排列，得分随各自的点移动", "put the points in rising order, each with its score")
    };
    let found = fault(Code::AnchorsUnsound, message, rows.1, text!("不大于前一点", "not above the one before"))
        .label(rows.0, text!("前一点", "the one before"))
        .help(help);
    if first == second { found } else { found.swap(rows.0, rows.1) }
}

/// E0425.
pub(in crate::check::rules) fn items_not_whole(
    span: Span,
    (sum, points): (&Rational, &Rational),
    items: &[(String, Rational)],
) -> Diagnostic {
    let missing = points - sum;
    let changed = items.iter().map(|(name, own)| (name, own + &missing)).filter(|(_, new)| new.is_positive());
    let ways = changed.take(3).map(|(name, new)| {
        let new = shown(&new);
        Text::new(format!("「{name}」改为 {}", new.zh), format!("`{name}` to {}", new.en))
    });
    let ways = ways.collect::<Vec<_>>();
    let list = |own: fn(&Text) -> &str, or: &str| ways.iter().map(own).collect::<Vec<_>>().join(or);
    let (ways_zh, ways_en) = match ways.as_slice() {
        [] => ("各项的分值".to_owned(), "the points of the items".to_owned()),
        _ => (list(|way| &way.zh, "，或"), list(|way| &way.en, ", or ")),
    };
    let difference = (sum - points).abs();
    let over = sum > points;
    let (sum, points, difference) = (shown(sum), shown(points), shown(&difference));
    fault(
        Code::ItemsUnsound,
        Text::new(
            format!(
                "各项分值合计 {}，应为 {}，{}了 {}",
                sum.zh,
                points.zh,
                if over { "多" } else { "少" },
                difference.zh
            ),
            format!(
                "the items make {}, not {}: {} too {}",
                sum.en,
                points.en,
                difference.en,
                if over { "many" } else { "few" }
            ),
        ),
        span,
        Text::new(format!("合计 {}", sum.zh), format!("{} in all", sum.en)),
    )
    .help(text!(
        "请改其中一处：{ways_zh}；漏写了一项的，补上",
        "change one of them: {ways_en}; or add the item that is missing"
    ))
}

/// E0425 for an item without points.
pub(in crate::check::rules) fn item_without_points(span: Span) -> Diagnostic {
    fault(
        Code::ItemsUnsound,
        text!("「逐项」的每一项都要写分值", "every item of a `checklist` needs points"),
        span,
        text!("没有分值", "no points"),
    )
    .help(text!("在名称后面写，例如「2分」", "write them after the name, such as `2 points`"))
    .fix(behind(span), " 1分")
}

/// E0425 for one name twice.
pub(in crate::check::rules) fn item_twice(span: Span, first: Span, name: &str) -> Diagnostic {
    fault(
        Code::ItemsUnsound,
        text!("「逐项」里有两项都叫「{name}」", "a `checklist` has two items named `{name}`"),
        span,
        text!("重名", "the same name"),
    )
    .label(first, text!("前一个", "the first"))
    .help(text!("给其中一项另起名称", "give one of them another name"))
}

/// E0425 for an item without a rule.
pub(in crate::check::rules) fn item_without_rule(span: Span) -> Diagnostic {
    fault(
        Code::ItemsUnsound,
        text!("这一项没有写怎么评分", "this item does not say how it is scored"),
        span,
        text!("没有「评分」", "no `score`"),
    )
    .help(text!(
        "在花括号里补一行「评分：人工评定」，或者不用花括号，在分值后面写「当」和条件",
        "add a line `score: by judgement` in the braces, or write `when` and a condition behind the points"
    ))
}

/// E0425 for 不适用 in an item.
pub(in crate::check::rules) fn clause_in_item(span: Span) -> Diagnostic {
    fault(
        Code::ItemsUnsound,
        text!("「不适用」只能写在指标里，不能写在一项里", "`n/a` belongs to an indicator, not to an item"),
        span,
        text!("写在了一项里", "inside an item"),
    )
    .help(text!(
        "移到指标里；只对这一项的，评分写「情形」，第一种的「当」后面写不适用的条件，得 满分",
        "move it to the indicator; for this item alone, score by `cases`, the first of which gets full when it does not apply"
    ))
}
