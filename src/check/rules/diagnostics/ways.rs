//! 取高, 取低, 择一: E0440. Scores by formula: E0441, E0442.

use super::{fault, shown};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::quantity::{Kind, Rational};
use crate::source::Span;
use crate::text;

/// E0440 for a choice among one.
pub(in crate::check::rules) fn one_way_only(span: Span) -> Diagnostic {
    fault(
        Code::WaysUnsound,
        text!("这里不到两种算法，没有什么可取", "there are fewer than two ways here, so there is nothing to pick"),
        span,
        text!("至少写两种", "at least two are needed"),
    )
    .help(text!("再写一种算法，或者直接写这一种评分", "add another way, or write this rule alone"))
}

/// E0440 for a way of 择一 that nobody can name.
pub(in crate::check::rules) fn way_unnamed(span: Span) -> Diagnostic {
    fault(
        Code::WaysUnsound,
        text!(
            "「择一」由报送说明选用哪一种，这一种没有名称",
            "with `either` the submission says which way counts, and this one has no name"
        ),
        span,
        text!("没有名称", "no name"),
    )
    .help(text!("在前面写上名称，例如「甲法：按完成率」", "put a name before it, such as `first: proportional`"))
}

/// E0440 for a way that a person judges, without a name to put the score under.
pub(in crate::check::rules) fn judged_way_unnamed(span: Span) -> Diagnostic {
    fault(
        Code::WaysUnsound,
        text!(
            "这一种要由人评定（或选择），报送时写在它的名称下面，这里却没有名称",
            "this way is judged (or chosen) by a person, which is submitted under its name, and it has none"
        ),
        span,
        text!("没有名称", "no name"),
    )
    .help(text!("在前面写上名称，例如「评审：人工评定」", "put a name before it, such as `review: by judgement`"))
}

/// E0440 for two ways of one name.
pub(in crate::check::rules) fn way_twice(again: Span, first: Span, name: &str) -> Diagnostic {
    fault(
        Code::WaysUnsound,
        text!("两种算法都叫「{name}」", "two ways are called `{name}`"),
        again,
        text!("又用了这个名称", "the same name again"),
    )
    .label(first, text!("先用在这里", "first used here"))
    .help(text!("给其中一种换一个名称", "give one of them another name"))
}

/// E0441 for a formula whose score may lie beyond the points.
pub(in crate::check::rules) fn formula_outside(span: Span, example: Option<&Text>, points: &Rational) -> Diagnostic {
    let points = shown(points);
    let (zh, en) = (&points.zh, &points.en);
    let message = match example {
        Some(Text { zh: at_zh, en: at_en }) => text!(
            "这个算式的得分可能不在 0分 至 {zh} 之间：{at_zh}",
            "the score of this formula may lie outside of 0 to {en}: {at_en}"
        ),
        None => text!(
            "不能证明这个算式的得分总在 0分 至 {zh} 之间",
            "it cannot be proved that the score of this formula is always within 0 to {en}"
        ),
    };
    fault(Code::FormulaOutside, message, span, text!("得分可能超出", "may lie beyond")).help(text!(
        "在算式前面写「限于(」，后面写「, 0分, 满分)」，不足 0分 的就得 0分，超过满分的得满分；或者改正算式",
        "write `clamp(` before the formula and `, 0 points, full)` behind it, which stops it at both ends; or mend the formula"
    ))
}

/// E0442 for a formula that is no number of points.
pub(in crate::check::rules) fn award_of_other_kind(span: Span, kind: &Kind, written: &str) -> Diagnostic {
    let (zh, en) = (kind.zh(), kind.en());
    fault(
        Code::AwardKind,
        text!("「得」的后面要写得分，这个算式是{zh}", "what is given must be points, and this formula is of kind {en}"),
        span,
        text!("是{zh}，不是分", "{en}, not points"),
    )
    .help(match kind {
        Kind::Ratio | Kind::Number => text!("写成「满分 × ({written})」", "write `full × ({written})`"),
        _ => text!(
            "先除成比率，再乘满分，例如「满分 × (支出 / 预算)」",
            "make it a ratio and multiply with full marks, such as `full × (spent / budget)`"
        ),
    })
}

/// E0442 for a formula where the score must be fixed.
pub(in crate::check::rules) fn award_not_fixed(span: Span) -> Diagnostic {
    fault(
        Code::AwardKind,
        text!("这里的得分要写固定的分数，不能写算式", "the score must be fixed here, not a formula"),
        span,
        text!("是算式", "a formula"),
    )
    .help(text!(
        "写「n分」或「分值的 p%」；随指标值变化的，整条规则写成「评分：得 算式」",
        "write `n points` or `p% of points`; for a score that follows the measure write `score: gets` and the formula"
    ))
}
