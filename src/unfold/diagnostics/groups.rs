//! D0242 and D0243: rows that cannot be scored, and points of rows that do not add up.

use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::Rational;
use crate::rubric::show_points;
use crate::source::{Span, Spanned};
use crate::text;

/// What a row lacks.
#[derive(Clone, Copy)]
pub(in crate::unfold) enum Lacks {
    /// Its points.
    Points,
    /// Its target.
    Target,
    /// Its name.
    Name,
}

fn fault(message: Text, span: Span, label: Text) -> Diagnostic {
    Diagnostic::new(Code::RowUnfit, message).label(span, label)
}

/// D0243 for a row that is filled in but for something.
pub(in crate::unfold) fn row_without(title: &str, row: Span, lacks: Lacks) -> Diagnostic {
    let (zh, en) = match lacks {
        Lacks::Points => ("分值", "points"),
        Lacks::Target => ("目标", "target"),
        Lacks::Name => ("名称", "name"),
    };
    fault(
        text!("「{title}」没有填{zh}，不能计分", "`{title}` has no {en} and cannot be scored"),
        row,
        text!("没有{zh}", "no {en}"),
    )
    .help(text!("补填{zh}；这一行不用的，整行留空", "give its {en}, or leave the whole row blank"))
}

/// D0243 for points that are 0 or less.
pub(in crate::unfold) fn row_points_not_positive(title: &str, row: Span) -> Diagnostic {
    fault(
        text!("「{title}」的分值要大于 0", "the points of `{title}` are not above 0"),
        row,
        Text::new("分值不大于 0", "not above 0"),
    )
    .help(Text::new("填这一行的分值；不计分的，整行留空", "give its points, or leave the whole row blank"))
}

/// D0243 for points that no rounded score can be.
pub(in crate::unfold) fn row_points_too_fine(title: &str, row: Span, places: u32) -> Diagnostic {
    fault(
        text!(
            "「{title}」的分值位数过多：指标得分只保留 {places} 位",
            "the points of `{title}` have more decimals than scores, which keep {places}"
        ),
        row,
        Text::new("分值位数过多", "too many decimals"),
    )
    .help(text!("分值填到 {places} 位小数", "give points with {places} decimals at most"))
}

/// D0243 for a row of which it does not show to which group it belongs.
pub(in crate::unfold) fn row_unsorted(title: &str, row: Span, fields: &[String]) -> Diagnostic {
    let (zh, en) = (fields.join("」「"), fields.join("`, `"));
    fault(
        text!("「{title}」归哪个分组看不出来", "it does not show to which group `{title}` belongs"),
        row,
        Text::new("归哪个分组", "which group?"),
    )
    .help(text!("填「{zh}」", "fill in `{en}`"))
}

/// D0243 for a row that no group takes.
pub(in crate::unfold) fn row_in_no_group(title: &str, row: Span, groups: &[Span]) -> Diagnostic {
    let fault = fault(
        text!("「{title}」不属于任何一个分组，不会计分", "`{title}` belongs to none of the groups"),
        row,
        Text::new("没有分组收这一行", "no group takes it"),
    );
    let label = |fault: Diagnostic, span: &Span| fault.label(*span, Text::new("不收这一行", "does not take it"));
    groups.iter().fold(fault, label).help(Text::new(
        "核对这一行写的类别（一级指标）；不用的，整行留空",
        "check what the row says of its kind, or leave the whole row blank",
    ))
}

/// D0243 for a row that two groups take.
pub(in crate::unfold) fn row_in_two_groups(title: &str, row: Span, groups: [Span; 2]) -> Diagnostic {
    let fault = fault(
        text!("「{title}」同时属于两个分组，会计两次分", "`{title}` belongs to two groups and would be scored twice"),
        row,
        Text::new("属于两个分组", "in two groups"),
    );
    let label = |fault: Diagnostic, span: Span| fault.label(span, Text::new("收这一行", "takes it"));
    groups.into_iter().fold(fault, label).help(Text::new(
        "请制定评分表的部门改分组的「当」，使两个条件不同时成立",
        "whoever made the rubric has to change the `when` of the groups, so that they exclude each other",
    ))
}

/// D0243 for a cell that is not applicable, where the indicator does not say what then.
pub(in crate::unfold) fn row_not_applicable(name: &str, cell: Span, indicator: Span) -> Diagnostic {
    fault(
        text!(
            "「{name}」报为不适用，但按行的指标没有规定不适用时怎样计分",
            "`{name}` is submitted as not applicable, but the indicator of its row does not say how it is scored then"
        ),
        cell,
        Text::new("报为不适用", "not applicable"),
    )
    .label(indicator, Text::new("要用这项数据", "needs this figure"))
    .help(Text::new(
        "填实际数；确不适用的，请制定评分表的部门在指标里加「不适用：报送不适用 时 满分」一类的规定",
        "give the figure; if it cannot apply, whoever made the rubric has to add `n/a when reported n/a: full` or the like",
    ))
}

/// What adds up to the points of a group: a row, with the place of its points, or a group.
pub(in crate::unfold) struct Part {
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: Rational,
    /// Where they stand in the submission.
    pub place: Option<Span>,
}

/// More parts than this are counted and not listed: a long list is read in the submission.
const LISTED: usize = 8;

/// D0242.
pub(in crate::unfold) fn row_points_differ(
    name: &Spanned<String>,
    (sum, points): (&Rational, &Rational),
    parts: &[Part],
    submission: Span,
) -> Diagnostic {
    let both = |points: &Rational| [Language::Zh, Language::En].map(|language| show_points(points, 0, language));
    let difference = if sum < points { points - sum } else { sum - points };
    let ([sum_zh, sum_en], [points_zh, points_en], [by_zh, by_en]) = (both(sum), both(points), both(&difference));
    let (more_zh, more_en) = if sum < points { ("少", "less") } else { ("多", "more") };
    let title = &name.node;
    let by_rows = parts.iter().any(|part| part.place.is_some());
    let (kind_zh, kind_en) = if by_rows { ("各行", "rows") } else { ("各组", "parts") };
    let message = if parts.is_empty() {
        text!(
            "「{title}」没有一行，各行分值应合计 {points_zh}",
            "`{title}` has no row; its rows should make {points_en}"
        )
    } else {
        text!(
            "「{title}」{kind_zh}分值合计 {sum_zh}，应为 {points_zh}，{more_zh} {by_zh}",
            "the points of the {kind_en} of `{title}` make {sum_en}, not {points_en}: {by_en} {more_en}"
        )
    };
    let fault = Diagnostic::new(Code::RowPointsDiffer, message);
    let beginning = Span { end: submission.start, ..submission };
    let fault = match parts {
        _ if !by_rows => fault.label(beginning, Text::new("这份报送", "this submission")),
        few if few.len() <= LISTED => few.iter().fold(fault, |fault, part| {
            let [zh, en] = both(&part.points);
            fault.label(part.place.unwrap_or(beginning), Text::new(zh, en))
        }),
        many => {
            let count = many.len();
            let first = many.first().and_then(|part| part.place).unwrap_or(beginning);
            fault.label(first, text!("共 {count} 行，这是第一行", "the first of {count} rows"))
        }
    };
    let list = |language: usize, comma: &str| {
        let one =
            |part: &Part| format!("{} {}", part.name, both(&part.points).get(language).cloned().unwrap_or_default());
        parts.iter().map(one).collect::<Vec<_>>().join(comma)
    };
    let (zh, en) = (list(0, "，"), list(1, ", "));
    let help = match parts.len() {
        0 => text!(
            "补填「{title}」的各行；核对各行写的类别",
            "add the rows of `{title}`; check what the rows say of their kind"
        ),
        many if many > LISTED => text!("核对{kind_zh}的分值，共 {many} 行", "check the points of all {many} {kind_en}"),
        _ => text!("核对{kind_zh}的分值：{zh}", "check the points of the {kind_en}: {en}"),
    };
    fault.label(name.span, text!("应为 {points_zh}", "{points_en}")).help(help)
}
