//! E05xx: the header, statements that stand twice, the shape of the tree.

use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::source::{Span, Spanned};
use crate::syntax::ast::Name;
use crate::text;

/// E0501.
pub(in crate::check) fn header_missing(first: Span, language: Language) -> Diagnostic {
    let form = match language {
        Language::Zh => "评价体系 \"标题\" { 年度：2025；总分：100分 }",
        Language::En => "rubric \"Title\" { year: 2025; total: 100 points }",
    };
    Diagnostic::new(Code::HeaderMissing, text!("缺少开头的评价体系", "the rubric has no header"))
        .label(first, text!("应在这里之前", "it stands before this"))
        .help(text!("在最前面写 {form}", "begin with {form}"))
}

/// E0501 for a file of tests that is not beside the rubric that they test.
pub(in crate::check) fn tests_alone(first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::HeaderMissing,
        text!("这个文件里只有测试，没有评价体系", "this file holds tests alone, and no rubric"),
    )
    .label(first, text!("只有测试", "tests alone"))
    .help(text!(
        "把它放进评价体系旁边的“测试”文件夹，用 jixiao test 运行；那里只应有一个评价体系，有几个的，在“测试”里各建一个同名的文件夹",
        "put it into the folder `tests` beside its rubric and run `jixiao test`; where several rubrics lie together, each has a folder of its name in `tests`"
    ))
}

/// E0502.
pub(in crate::check) fn header_not_first(title: Span, header: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::HeaderNotFirst, text!("评价体系要写在最前面", "the header must come first"))
        .label(title, text!("前面还有别的内容", "something stands before it"))
        .help(text!("把评价体系移到文件开头", "move it to the start of the file"))
        .move_before(header, first)
}

/// E0503: 年度 or 总分 is not there.
pub(in crate::check) fn header_incomplete(title: Span, what: &Text, language: Language) -> Diagnostic {
    let form = match (language, what.en.as_str()) {
        (Language::Zh, "year") => "年度：2025",
        (Language::Zh, _) => "总分：100分",
        (Language::En, "year") => "year: 2025",
        (Language::En, _) => "total: 100 points",
    };
    let message = Text::new(format!("评价体系没有写{}", what.zh), format!("the header does not state its {}", what.en));
    Diagnostic::new(Code::HeaderIncomplete, message)
        .label(title, Text::new(format!("缺{}", what.zh), format!("no {}", what.en)))
        .help(text!("在评价体系里加一行 {form}", "add a line to it: {form}"))
}

/// E0504.
pub(in crate::check) fn stated_twice(span: Span, what: &Text, first: Option<Span>) -> Diagnostic {
    let message = Text::new(format!("{}写了两次", what.zh), format!("the {} is stated twice", what.en));
    let fault = Diagnostic::new(Code::StatedTwice, message).label(span, text!("又写了一次", "stated again"));
    let fault = match first {
        Some(first) => fault.label(first, text!("先写在这里", "first stated here")),
        None => fault,
    };
    fault.help(text!("只留一处", "keep one of them"))
}

/// E0507.
pub(in crate::check) fn group_depth(level: &Spanned<u32>, expected: u32, name: &str) -> Diagnostic {
    let (found, right) = (numeral(level.node), numeral(expected));
    let found_en = level.node;
    Diagnostic::new(
        Code::GroupDepth,
        text!(
            "「{name}」写的是{found}级，按所在位置应是{right}级",
            "`{name}` is marked level {found_en}, and stands on level {expected}"
        ),
    )
    .label(level.span, text!("级次不对", "wrong level"))
    .help(text!(
        "写成 {right}级，或移到正确的上级之下；不计级次的写 分组",
        "write {right}级, or move it under the right parent; groups without levels are written 分组"
    ))
}

/// E0508 for a group.
pub(in crate::check) fn group_empty(name: &Name) -> Diagnostic {
    let name_text = &name.node;
    Diagnostic::new(Code::GroupEmpty, text!("「{name_text}」下面没有指标", "no indicator stands in `{name_text}`"))
        .label(name.span, text!("空的分组", "empty group"))
        .help(text!("在里面写指标，或删去这个分组", "put indicators into it, or remove it"))
}

/// E0508 for the whole.
pub(in crate::check) fn no_indicators(title: Span, language: Language) -> Diagnostic {
    let form = match language {
        Language::Zh => "指标 名称 10分 { 评分：人工评定 }",
        Language::En => "indicator Name 10 points { score: by judgement }",
    };
    Diagnostic::new(Code::GroupEmpty, text!("评价体系里没有指标", "the rubric has no indicators"))
        .label(title, text!("没有指标", "no indicators"))
        .help(text!("至少写一个 {form}", "write at least one {form}"))
}

/// E0512.
pub(in crate::check) fn points_not_positive(span: Span) -> Diagnostic {
    Diagnostic::new(Code::PointsUnusable, text!("分值须大于 0分", "points must be above 0"))
        .label(span, text!("不大于 0", "not above 0"))
        .help(text!(
            "写上实际的分值；没有公布的写 分值未公布",
            "write the points, or `points unpublished` where they are not published"
        ))
}

fn numeral(level: u32) -> String {
    const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let index = usize::try_from(level).unwrap_or(usize::MAX).wrapping_sub(1);
    NUMERALS.get(index).map_or_else(|| level.to_string(), |word| (*word).to_owned())
}
