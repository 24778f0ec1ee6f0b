//! E05xx: points and their sums.

use crate::check::points::Above;
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::Rational;
use crate::rubric::show_points;
use crate::source::{Span, Spanned};
use crate::syntax::as_name;
use crate::syntax::ast::Name;
use crate::text;

/// How many parts get a label of their own.
const MOST_LABELS: usize = 8;
/// How many ways to repair a sum are named.
const MOST_REPAIRS: usize = 3;

fn zh(points: &Rational) -> String {
    show_points(points, 0, Language::Zh)
}

fn en(points: &Rational) -> String {
    show_points(points, 0, Language::En)
}

/// E0506: the parts of a group, or of the whole (`None`), with their points. `open` says that some are not published.
pub(in crate::check) fn sum_differs(
    (name, at): (Option<&str>, Span),
    (sum, points): (&Rational, &Rational),
    parts: &[(Spanned<&str>, &Rational)],
    (open, above): (bool, Above),
) -> Diagnostic {
    let excess = sum - points;
    let (diff_zh, diff_en) = (zh(&excess.abs()), en(&excess.abs()));
    let (sum_zh, sum_en, points_zh, points_en) = (zh(sum), en(sum), zh(points), en(points));
    let (more_zh, more_en) = if excess.is_positive() { ("多", "more") } else { ("少", "less") };
    let (whose_zh, whose_en) = match name {
        Some(name) => (format!("「{name}」各项分值"), format!("the parts of `{name}`")),
        None => ("最上级各项分值".to_owned(), "the topmost parts".to_owned()),
    };
    let message = if open {
        text!(
            "{whose_zh}中已公布的合计 {sum_zh}，已超过 {points_zh}，多 {diff_zh}",
            "the published points of {whose_en} make {sum_en} already, {diff_en} more than {points_en}"
        )
    } else {
        text!(
            "{whose_zh}合计 {sum_zh}，应为 {points_zh}，{more_zh} {diff_zh}",
            "{whose_en} make {sum_en} and should make {points_en}: {diff_en} {more_en}"
        )
    };
    let fault =
        Diagnostic::new(Code::SumDiffers, message).label(at, text!("应为 {points_zh}", "should be {points_en}"));
    let labelled = parts
        .iter()
        .take(MOST_LABELS)
        .fold(fault, |fault, (name, part)| fault.label(name.span, Text::new(zh(part), en(part))));
    labelled.help(repairs((&excess, sum), parts, (above, name.is_none())))
}

/// E0509: an indicator that nothing scores.
pub(in crate::check) fn rule_missing(name: &Name, language: Language) -> Diagnostic {
    let name_text = &name.node;
    let form = if language == Language::Zh { "评分：人工评定" } else { "score: by judgement" };
    fault(
        Code::RuleMissing,
        text!("指标「{name_text}」没有写评分", "the indicator `{name_text}` has no score rule"),
        (name.span, text!("没有评分", "no rule")),
        text!("加一行评分；没有公布标准的写 {form}", "add a rule; where no standard is published, write {form}"),
    )
}

/// E0510: points of a group or an indicator that are not written.
pub(in crate::check) fn points_missing(name: &Name, language: Language) -> Diagnostic {
    let name_text = &name.node;
    let form = if language == Language::Zh { format!("{name_text} 5分") } else { format!("{name_text} 5 points") };
    fault(
        Code::PointsMissing,
        text!("「{name_text}」没有写分值", "`{name_text}` has no points"),
        (name.span, text!("没有分值", "no points")),
        text!(
            "在名称后面写分值，例如 {form}；平分的在上级写 均分，没有公布的写 分值未公布",
            "write them after the name, as in {form}; equal parts need `equal split` on the group, unpublished ones `points unpublished`"
        ),
    )
}

/// E0511: own points in a group that shares its points out equally.
pub(in crate::check) fn points_in_split(span: Span, name: &str, parent: &str) -> Diagnostic {
    fault(
        Code::PointsNotHere,
        text!(
            "「{parent}」是均分的，「{name}」不能再写分值",
            "`{parent}` is split equally, so `{name}` cannot have points of its own"
        ),
        (span, text!("均分之下不写分值", "not in an equal split")),
        text!("删去这里的分值，或删去上级的 均分", "remove these points, or the `equal split` of the group"),
    )
}

/// E0511: points in a group whose points are not published.
pub(in crate::check) fn points_in_unpublished(span: Span, name: &str, parent: &str) -> Diagnostic {
    fault(
        Code::PointsNotHere,
        text!(
            "「{parent}」的分值未公布，「{name}」不能写分值",
            "the points of `{parent}` are not published, so `{name}` cannot have any"
        ),
        (span, text!("上级分值未公布", "parent unpublished")),
        text!("删去这里的分值，或写上上级的分值", "remove these points, or write those of the group"),
    )
}

/// E0511: an equal split of points that are not published.
pub(in crate::check) fn split_unpublished(span: Span, parent: &str) -> Diagnostic {
    fault(
        Code::PointsNotHere,
        text!("「{parent}」的分值未公布，无从均分", "the points of `{parent}` are not published and cannot be split"),
        (span, text!("无从均分", "nothing to split")),
        text!("删去 均分，或写上分值", "remove `equal split`, or write the points"),
    )
}

/// E0512: points with more decimals than a score can have.
pub(in crate::check) fn points_too_fine(span: Span, points: &Rational, places: u32) -> Diagnostic {
    let (points_zh, points_en) = (zh(points), en(points));
    fault(
        Code::PointsUnusable,
        text!(
            "分值 {points_zh} 的小数多于修约保留的 {places} 位，永远得不到满分",
            "full marks of {points_en} have more than the {places} places that rounding keeps, and can never be given"
        ),
        (span, text!("小数位数太多", "too many decimals")),
        text!("减少分值的小数，或让修约多保留几位", "use fewer decimals, or let the rounding keep more"),
    )
}

/// E0513: a share whose points do not end.
pub(in crate::check) fn share_endless(span: Span, whole: &Rational, places: u32) -> Diagnostic {
    let (whole_zh, whole_en) = (zh(whole), en(whole));
    fault(
        Code::SplitEndless,
        text!(
            "{whole_zh} 的这个比重，{places} 位小数写不尽",
            "this share of {whole_en} does not end within {places} decimals"
        ),
        (span, text!("除不尽", "does not end")),
        text!("直接写分值，例如 3.33分", "write the points themselves, as in 3.33 points"),
    )
}

/// E0513: equal parts that do not end.
pub(in crate::check) fn split_endless(
    span: Span,
    whole: &Rational,
    parts: usize,
    first: &str,
    places: u32,
) -> Diagnostic {
    let (whole_zh, whole_en) = (zh(whole), en(whole));
    fault(
        Code::SplitEndless,
        text!(
            "{whole_zh} 均分给 {parts} 项，{places} 位小数除不尽",
            "{whole_en} in {parts} equal parts do not end within {places} decimals"
        ),
        (span, text!("除不尽", "does not end")),
        text!("写明余数归谁：均分，余数归 {first}", "say who takes the rest: equal split, remainder to {first}"),
    )
}

/// E0514: nobody by that name is in the group.
pub(in crate::check) fn heir_unknown(name: &Name, parent: &str, near: Option<&str>) -> Diagnostic {
    let name_text = &name.node;
    let fault = Diagnostic::new(
        Code::HeirUnknown,
        text!(
            "「{parent}」里没有平分的「{name_text}」，余数无处可归",
            "`{parent}` has no equal part `{name_text}` that could take the remainder"
        ),
    )
    .label(name.span, text!("不在这一组", "not in this group"));
    match near {
        Some(near) => fault.guess(name.span, (name_text, near), as_name(near)),
        None => {
            fault.help(text!("写这一组里没有分值的一项", "name an entry of this group that has no points of its own"))
        }
    }
}

/// Which single changes would make the sum right.
fn repairs(
    (excess, sum): (&Rational, &Rational),
    parts: &[(Spanned<&str>, &Rational)],
    (above, whole): (Above, bool),
) -> Text {
    let (sum_zh, sum_en) = (zh(sum), en(sum));
    if above == Above::RepairedBySum {
        return text!(
            "这里的分值改为 {sum_zh}，上一级的合计就也相符",
            "change these points to {sum_en}, and the level above adds up too"
        );
    }
    if let Some((name, _)) = parts.iter().find(|(_, part)| *part == excess) {
        let name = &name.node;
        return text!(
            "「{name}」正好等于多出的分值，是否多列了？",
            "`{name}` is just as much as is too much; is it one too many?"
        );
    }
    let changed = |(name, part): &(Spanned<&str>, &Rational)| {
        let right = *part - excess;
        right.is_positive().then(|| (name.node.to_owned(), right))
    };
    let mut changes_zh = Vec::new();
    let mut changes_en = Vec::new();
    for (name, right) in parts.iter().filter_map(changed).take(MOST_REPAIRS) {
        changes_zh.push(format!("「{name}」改为 {}", zh(&right)));
        changes_en.push(format!("`{name}` to {}", en(&right)));
    }
    if above == Above::Wrong || changes_zh.is_empty() {
        changes_zh.push(format!("{}改为 {sum_zh}", if whole { "总分" } else { "上级" }));
        changes_en.push(format!("{} to {sum_en}", if whole { "the total" } else { "those above" }));
    }
    if excess.is_negative() {
        let (missing_zh, missing_en) = (zh(&excess.abs()), en(&excess.abs()));
        changes_zh.push(format!("补上漏写的 {missing_zh}"));
        changes_en.push(format!("add the {missing_en} that may be missing"));
    }
    Text::new(
        format!("请改其中一处：{}", changes_zh.join("，或")),
        format!("one change repairs it: {}", changes_en.join(", or ")),
    )
}

/// A fault at one place, and the way to repair it.
fn fault(code: Code, message: Text, (span, label): (Span, Text), help: Text) -> Diagnostic {
    Diagnostic::new(code, message).label(span, label).help(help)
}
