//! E0305, E0307 and E0431 about targets that come with the submission.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::quantity::Relation;
use crate::rubric::Expr;
use crate::source::Span;
use crate::text;

/// E0305 for `是 定量` behind what is no target of the data.
pub(in crate::check) fn no_submitted_target(found: &Expr) -> Diagnostic {
    let (zh, en) = (found.kind.zh(), found.kind.en());
    Diagnostic::new(
        Code::KindUnfit,
        text!(
            "只有随报送而来的目标才问「是 定量」，这里是{zh}",
            "only a target that comes with the submission is asked whether it `is quantitative`; this is {en}"
        ),
    )
    .label(found.span, Text::new(zh, en))
    .help(text!(
        "目标写成 目标值(性质, 指标值, 度量单位)，或者声明为 目标值；写在评分表里的目标总是定量的",
        "make the target with target_value(relation, figure, unit) or declare it as a target value; one that is written in the rubric is always quantitative"
    ))
}

/// E0307 for a word of 性质 that says nothing about how to compare.
pub(in crate::check) fn no_relation(place: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ArgumentsWrong,
        text!("性质「{word}」没有说怎样比较", "the relation `{word}` does not say how to compare"),
    )
    .label(place, text!("里面有「{word}」", "has `{word}`"))
    .help(text!(
        "性质写 ≥、≤、=、>、< 或同义的词（不低于、大于等于……）、正向（≥）、反向（≤）、定量（没说怎样比）、定性",
        "a relation is ≥, ≤, =, > or <, a word for one of these, `quantitative` or `qualitative`"
    ))
}

/// E0307 for two arguments of which the second is no unit.
pub(in crate::check) fn no_unit(second: &Expr) -> Diagnostic {
    Diagnostic::new(
        Code::ArgumentsWrong,
        text!(
            "「目标值」写两个参数时，是指标值和度量单位；这一个不是单位列",
            "two arguments of `target_value` are the figure and its unit; this is no column of units"
        ),
    )
    .label(second.span, text!("列名里没有「单位」", "not named a unit"))
    .help(text!(
        "三项都有的写 目标值(性质, 指标值, 度量单位)；没有性质的写 目标值(指标值, 度量单位)，单位列的名称带「单位」二字；没有单位的写 目标值(性质, 指标值, \"\")",
        "write target_value(relation, figure, unit); without a relation target_value(figure, unit), where the column is named a unit; without a unit target_value(relation, figure, \"\")"
    ))
}

/// E0431 for a target value behind a comparison sign.
pub(in crate::check) fn submitted_target_compared(target: Span, relation: Relation) -> Diagnostic {
    let sign = relation.symbol();
    Diagnostic::new(
        Code::TargetUnfit,
        text!(
            "目标随报送而来，怎样比较由报送说，不再写「{sign}」",
            "the target comes with the submission, which also says how to compare; `{sign}` has no place here"
        ),
    )
    .label(target, text!("多了「{sign}」", "`{sign}` is too much"))
    .help(text!(
        "删去「{sign}」；都按「{sign}」的，写 目标值(\"{sign}\", 指标值, 度量单位)",
        "delete `{sign}`; if all are compared so, write target_value(\"{sign}\", figure, unit)"
    ))
}
