//! E0550: groups with an indicator for every row.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::quantity::Kind;
use crate::rubric::Expr;
use crate::source::{Span, Spanned};
use crate::text;

fn fault(message: Text, span: Span, label: Text, help: Text) -> Diagnostic {
    Diagnostic::new(Code::RowGroupUnsound, message).label(span, label).help(help)
}

/// E0550 for a 逐行 group that has not exactly one indicator of rows.
pub(in crate::check) fn row_group_shape(name: &Spanned<String>) -> Diagnostic {
    let shown = &name.node;
    fault(
        text!(
            "按行的分组「{shown}」里要有且只有一个「指标 行.名称列 行.分值列」",
            "the group `{shown}` has an indicator for each row, so exactly one `indicator row.name row.points` stands in it"
        ),
        name.span,
        text!("逐行的分组", "by rows"),
        text!(
            "写成 指标 行.三级指标 行.分值，后面是花括号里的公式、目标和评分",
            "write indicator row.name row.points, then formula, target and score in braces"
        ),
    )
}

/// E0550 for an indicator of rows outside of such a group.
pub(in crate::check) fn row_indicator_alone(span: Span) -> Diagnostic {
    fault(
        text!("「行.」的指标只能写在逐行的分组里", "an indicator of rows stands in a group by rows only"),
        span,
        text!("哪张表的行", "rows of what?"),
        text!(
            "分组写成 一级 产出指标 50分 逐行 绩效目标，左花括号在行末",
            "let the group be group Output 50 points each row of goals"
        ),
    )
}

/// E0550 for 自评 and 理由 elsewhere.
pub(in crate::check) fn claim_outside_rows(span: Span) -> Diagnostic {
    fault(
        text!(
            "只有按行的指标写「自评」「复核」和「理由」",
            "only indicators of rows have `claimed`, `reviewed` and `reason`"
        ),
        span,
        text!("不是按行的指标", "no indicator of rows"),
        text!(
            "删去这一行：其他指标的自评分和理由写在报送的「自评」「评定」里",
            "delete it: claims and reasons of other indicators stand in `claimed` and `judged` of the submission"
        ),
    )
}

/// E0550 for 按行合计 without 逐行.
pub(in crate::check) fn by_rows_without_rows(span: Span) -> Diagnostic {
    fault(
        text!("「按行合计」后面没有写逐行哪张表", "`by rows` without the table"),
        span,
        text!("哪张表的行", "rows of what?"),
        text!("写成 按行合计 逐行 绩效目标，或者写分值", "write by rows each row of goals, or give the points"),
    )
}

/// E0550 for 分值未公布.
pub(in crate::check) fn rows_unpublished(span: Span) -> Diagnostic {
    fault(
        text!("按行的分组，分值由各行填报，不写「分值未公布」", "the points of rows come with the submission"),
        span,
        text!("分值由各行填报", "rows say their points"),
        text!("写分组的分值，或者写 按行合计", "give the points of the group, or write by rows"),
    )
}

/// E0550 for 按行合计 with 均分.
pub(in crate::check) fn nothing_to_share(span: Span) -> Diagnostic {
    fault(
        text!("「按行合计」和「均分」不能同时写", "`by rows` and `equal split` exclude each other"),
        span,
        text!("没有可平分的分值", "nothing to share out"),
        text!(
            "均分的分组写分值，例如 15分 均分，余数归 末行",
            "give the points, as in 15 points equal split, remainder to last"
        ),
    )
}

/// E0550 for points of a row in 均分.
pub(in crate::check) fn row_points_in_split(span: Span) -> Diagnostic {
    fault(
        text!("均分的分组里，行不再有自己的分值", "rows of an equal split have no points of their own"),
        span,
        text!("多了分值", "points here"),
        text!("删去这一列，或者删去「均分」", "delete it, or delete `equal split`"),
    )
}

/// E0550 for 均分 without who takes the remainder.
pub(in crate::check) fn remainder_of_rows(span: Span) -> Diagnostic {
    fault(
        text!(
            "报送几行事先不知道，平分除不尽时余数归哪一行要写明",
            "how many rows there will be is not known, so it must be said which takes the remainder"
        ),
        span,
        text!("余数归谁", "remainder to whom?"),
        text!("写成 均分，余数归 末行（或 首行）", "write equal split, remainder to last (or first)"),
    )
}

/// E0550 for a row without points.
pub(in crate::check) fn row_points_missing(span: Span) -> Diagnostic {
    fault(
        text!("按行的指标没有写分值是哪一列", "the indicator of rows does not say which column holds the points"),
        span,
        text!("分值是哪一列", "which column?"),
        text!(
            "写成 指标 行.三级指标 行.分值；平分的写 均分，余数归 末行",
            "write indicator row.name row.points, or equal split, remainder to last"
        ),
    )
}

/// E0550 for a column of another kind.
pub(in crate::check) fn row_column_kind(found: &Expr, needed: &Kind) -> Diagnostic {
    let (zh, en) = (found.kind.zh(), found.kind.en());
    let (needed_zh, needed_en) = (needed.zh(), needed.en());
    fault(
        text!("这里要的是{needed_zh}，这一列是{zh}", "this should be {needed_en}; the column is {en}"),
        found.span,
        Text::new(zh, en),
        text!(
            "在明细里把这一列声明为 {needed_zh}，或者换一列",
            "declare the column so in its table, or use another one"
        ),
    )
}

/// E0550 for a choice, or a judged part, that no row has a place for.
pub(in crate::check) fn no_place_in_row(span: Span) -> Diagnostic {
    fault(
        text!(
            "一行只报送一个自评分，这里还要填别的，没有地方填",
            "a row claims a single score; what has to be said here has no place"
        ),
        span,
        text!("没有地方填", "no place for it"),
        text!(
            "择一的改写成情形，用一列取值说明用哪一种；几部分之中由人评定的，整行写成评定",
            "for `either` write cases, and let a column of levels say which; where a part is judged, judge the whole row"
        ),
    )
}

/// E0550 for `n分` where every row has its own points.
pub(in crate::check) fn fixed_points(span: Span) -> Diagnostic {
    fault(
        text!(
            "各行分值不同，按行的指标里不能写几分",
            "every row has its own points, so no fixed number of points can be given"
        ),
        span,
        text!("写死的分数", "a fixed number"),
        text!(
            "写 满分、分值的 60%，或者由满分算出，例如 得 满分 × 60%",
            "write full, 60% of points, or a score computed from full, such as `gets full * 60%`"
        ),
    )
}

/// E0550 for a number of points from the data in a computed score.
pub(in crate::check) fn fixed_score_read(span: Span) -> Diagnostic {
    fault(
        text!(
            "各行分值不同，按行的指标里，算出的得分只能来自满分；这里是另外的分数",
            "every row has its own points, so a computed score can come from full only; this is another number of points"
        ),
        span,
        text!("不随分值变化的分数", "does not grow with the points"),
        text!(
            "把这一列声明为 比率 或 数，写 得 满分 × 行.系数",
            "declare the column as a ratio or a number, and write `gets full * row.factor`"
        ),
    )
}
