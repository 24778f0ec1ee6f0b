//! E0546: 得分(X).

use crate::diagnostic::{Code, Diagnostic, Language};
use crate::source::Span;
use crate::syntax::as_name;
use crate::text;

/// E0546: 得分 of something without a name.
pub(in crate::check) fn score_of_no_name(span: Span, language: Language) -> Diagnostic {
    let form = if language == Language::Zh { "得分(合规性)" } else { "score_of(Compliance)" };
    Diagnostic::new(
        Code::ScoreOfUnfit,
        text!("「得分」要写分组或指标的名称", "`score_of` takes the name of a group or an indicator"),
    )
    .label(span, text!("不是名称", "not a name"))
    .help(text!(
        "写成 {form}；同名的写全路径，例如 得分(过程/合规性)",
        "write {form}, or a full path where names repeat"
    ))
}

/// E0546: 得分 where scores are not known yet.
pub(in crate::check) fn score_of_out_of_place(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ScoreOfUnfit,
        text!(
            "「得分」只能写在「否决」里，或「加减分」指标的条件里",
            "`score_of` is for conditions in `veto` and in `adjustments`"
        ),
    )
    .label(span, text!("这里还不知道得分", "scores are not known yet here"))
    .help(text!("用数据写条件，或把规定移到「否决」里", "write the condition with data, or move it into `veto`"))
}

/// So many names are listed where one is unknown.
const MOST_NAMED: usize = 20;

/// E0546: a name that nothing has.
pub(in crate::check) fn score_of_unknown(span: Span, name: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let fault = Diagnostic::new(
        Code::ScoreOfUnfit,
        text!("没有叫「{name}」的分组或指标", "no group or indicator is called `{name}`"),
    )
    .label(span, text!("找不到", "not found"));
    match near {
        Some(near) => {
            let path = near.split('/').map(as_name).collect::<Vec<_>>().join("/");
            fault.guess(span, (name, near), path)
        }
        None if (1..=MOST_NAMED).contains(&known.len()) => {
            let (zh, en) = (known.join("、"), known.join(", "));
            fault.help(text!("分组和指标有：{zh}", "there are: {en}"))
        }
        None => fault.help(text!("写评价体系里的名称或全路径", "write a name or full path of the rubric")),
    }
}

/// E0546: a name that several have.
pub(in crate::check) fn score_of_several(span: Span, name: &str, paths: &[String]) -> Diagnostic {
    let (list_zh, list_en) = (paths.join("、"), paths.join(", "));
    Diagnostic::new(
        Code::ScoreOfUnfit,
        text!("叫「{name}」的不止一个", "several groups or indicators are called `{name}`"),
    )
    .label(span, text!("指哪一个？", "which one?"))
    .help(text!("写全路径：{list_zh}", "write the full path: {list_en}"))
}

/// E0546: 加减分 that reads 加减分.
pub(in crate::check) fn score_of_adjustment(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ScoreOfUnfit,
        text!(
            "「{name}」也是加减分项，加减分的条件不能读它的得分",
            "`{name}` is an adjustment itself, and adjustments do not read each other"
        ),
    )
    .label(span, text!("还不知道它的得分", "its score is not known yet"))
    .help(text!("用数据写条件，或写到「否决」里", "write the condition with data, or in `veto`"))
}

/// E0546: what may be left out has no score.
pub(in crate::check) fn score_of_left_out(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ScoreOfUnfit,
        text!(
            "「{name}」可能不计入总分，那时没有得分可比",
            "`{name}` may be left out, and then has no score to compare"
        ),
    )
    .label(span, text!("可能没有得分", "there may be none"))
    .help(text!("用数据写条件，或读它上一级分组的得分", "write the condition with data, or read the group around it"))
}

/// E0546: what is not published has no score.
pub(in crate::check) fn score_of_unpublished(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ScoreOfUnfit,
        text!("「{name}」的分值没有公布，没有得分", "the points of `{name}` are not published, so it has no score"),
    )
    .label(span, text!("没有得分", "no score"))
    .help(text!("写出分值，或用数据写条件", "write the points, or the condition with data"))
}
