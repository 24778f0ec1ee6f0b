//! E07xx: what is wrong with a test. X0108: a file of tests that holds something else.

use crate::diagnostic::{Code, Diagnostic, Language, Text, quoted};
use crate::quantity::Rational;
use crate::rubric::show_points;
use crate::source::{Span, Spanned};
use crate::text;

/// E0701: nothing of this name is scored; `field` where a figure has it.
pub(super) fn unknown(name: &Spanned<String>, near: Option<&str>, field: bool) -> Diagnostic {
    let shown = quoted(&name.node);
    let fault = Diagnostic::new(
        Code::ExpectedUnknown,
        text!("评分表里没有名为「{shown}」的指标或分组", "the rubric has no indicator or group `{shown}`"),
    )
    .label(name.span, Text::new("没有这个指标或分组", "no such indicator or group"));
    match near {
        Some(near) => fault.guess(name.span, (&name.node, near), near),
        None if field => fault.help(text!(
            "「{shown}」是数据：数据写在「给定」里，「应得」写指标、分组、总分或等级",
            "`{shown}` is a figure: figures stand in `given`; `expect` names indicators, groups, `total` or `grade`"
        )),
        None => fault.help(Text::new(
            "「应得」写评分表里的指标或分组的名称，或「总分」「等级」",
            "`expect` names indicators or groups of the rubric, `total` or `grade`",
        )),
    }
}

/// E0701 for a name that several have.
pub(super) fn ambiguous(name: &Spanned<String>, paths: &[String]) -> Diagnostic {
    let shown = quoted(&name.node);
    let (zh, en) = (paths.join("」「"), paths.join("`, `"));
    Diagnostic::new(
        Code::ExpectedUnknown,
        text!("名为「{shown}」的指标或分组不止一个", "several indicators or groups are named `{shown}`"),
    )
    .label(name.span, Text::new("指哪一个", "which one?"))
    .help(text!("写全路径：「{zh}」", "write the whole path: `{en}`"))
}

/// E0702 for a score that can never come out.
pub(super) fn beyond(span: Span, name: &Text, (least, most): (&Rational, &Rational)) -> Diagnostic {
    let show = |score: &Rational, language| show_points(score, 0, language);
    let (low, high) = (show(least, Language::Zh), show(most, Language::Zh));
    let (low_en, high_en) = (show(least, Language::En), show(most, Language::En));
    let (zh, en) = (&name.zh, &name.en);
    Diagnostic::new(
        Code::ExpectedImpossible,
        Text::new(
            format!("「{zh}」得不到这个分：它的得分在 {low} 至 {high} 之间"),
            format!("`{en}` can never have this score: it lies between {low_en} and {high_en}"),
        ),
    )
    .label(span, Text::new("得不到这个分", "never comes out"))
    .help(Text::new("核对应得的分，或核对分值", "check the score that is expected, or the points"))
}

/// E0702 for a score of what has no points.
pub(super) fn unpublished(span: Span, name: &Text) -> Diagnostic {
    let (zh, en) = (&name.zh, &name.en);
    Diagnostic::new(
        Code::ExpectedImpossible,
        text!("「{zh}」的分值未公布，没有得分", "the points of `{en}` are not published, so it has no score"),
    )
    .label(span, Text::new("没有得分可比", "there is no score"))
    .help(Text::new("删去这一项", "remove it"))
}

/// E0702 for what is no score; `word` is empty where it is a number of something else.
pub(super) fn not_a_score(span: Span, word: &str) -> Diagnostic {
    let message = match word {
        "" => Text::new("应得的是分数，这里不是分", "points are expected here, and these are none"),
        word => text!("「{word}」不是得分", "`{word}` is no score"),
    };
    Diagnostic::new(Code::ExpectedImpossible, message).label(span, Text::new("不是得分", "no score")).help(Text::new(
        "写分数（如「1.5分」）、「未决」或「不适用」；等级写「等级 = 优」",
        "write points (`1.5 points`), `open` or `n/a`; a grade is written `grade = A`",
    ))
}

/// E0702 for a grade that is no word.
pub(super) fn not_a_grade(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ExpectedImpossible,
        Text::new("等级是一个词，这里不是", "a grade is a word, and this is none"),
    )
    .label(span, Text::new("不是等级", "no grade"))
    .help(Text::new("写等级的名称（如「优」）或「未决」", "write the name of a grade, or `open`"))
}

/// E0702 for the grade of what has none.
pub(super) fn no_grades(span: Span, name: &str) -> Diagnostic {
    let name = quoted(name);
    Diagnostic::new(Code::ExpectedImpossible, text!("「{name}」没有规定等级", "no grades are declared for `{name}`"))
        .label(span, Text::new("没有等级", "there are no grades"))
        .help(Text::new("删去这一项", "remove it"))
}

/// E0702 for a word that is no grade.
pub(super) fn unknown_grade(span: Span, word: &str, known: &[&str], near: Option<&str>) -> Diagnostic {
    let word = quoted(word);
    let fault =
        Diagnostic::new(Code::ExpectedImpossible, text!("没有「{word}」这个等级", "there is no grade `{word}`"))
            .label(span, Text::new("没有这个等级", "no such grade"));
    let (zh, en) = (known.join("」「"), known.join("`, `"));
    match near {
        Some(near) => fault.guess(span, (&word, near), near),
        None => fault.help(text!("等级有「{zh}」", "the grades are `{en}`")),
    }
}

/// E0702 for a code with which no data are rejected.
pub(super) fn unknown_code(code: &Spanned<String>, near: Option<&str>) -> Diagnostic {
    let shown = quoted(&code.node);
    let fault = Diagnostic::new(
        Code::ExpectedImpossible,
        text!("退回的原因里没有「{shown}」这个代码", "no data are rejected with a code `{shown}`"),
    )
    .label(code.span, Text::new("没有这个代码", "no such code"));
    match near {
        Some(near) => fault.guess(code.span, (&code.node, near), near),
        None => fault.help(Text::new(
            "写 D 开头的代码（如「应退回 D0217」），或只写「应退回」；全部代码见 jixiao explain",
            "write a code that begins with D (`expect rejected D0217`), or none; `jixiao explain` lists all",
        )),
    }
}

/// E0703 for one figure given twice.
pub(super) fn given_twice(again: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::TestTwice, Text::new("同一个数给定了两次", "one figure is given twice"))
        .label(again, Text::new("又给了一次", "again here"))
        .label(first, Text::new("第一次", "first here"))
        .help(Text::new("只留一个", "keep one of them"))
}

/// E0703 for one score expected twice.
pub(super) fn expected_twice(again: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::TestTwice, Text::new("同一项的应得写了两次", "one score is expected twice"))
        .label(again, Text::new("又写了一次", "again here"))
        .label(first, Text::new("第一次", "first here"))
        .help(Text::new("只留一个", "keep one of them"))
}

/// E0703 for two tests of one title.
pub(super) fn title_twice(again: &Spanned<String>, first: Span) -> Diagnostic {
    let shown = quoted(&again.node);
    Diagnostic::new(Code::TestTwice, text!("有两个测试都叫「{shown}」", "two tests are called `{shown}`"))
        .label(again.span, Text::new("同名的测试", "the same title"))
        .label(first, Text::new("第一个", "the first one"))
        .help(Text::new("换一个名称，说明各自测的是什么", "give one of them another title that says what it tests"))
}

/// E0704 for a test without 应得.
pub(super) fn expects_nothing(title: &Spanned<String>) -> Diagnostic {
    let shown = quoted(&title.node);
    Diagnostic::new(Code::TestExpects, text!("测试「{shown}」没有写应得什么", "the test `{shown}` expects nothing"))
        .label(title.span, Text::new("没有「应得」", "no `expect`"))
        .help(Text::new(
            "加一行应得，如「应得 总分 = 95分」；数据应当退回的写「应退回」",
            "add what is expected: `expect total = 95 points`; for data that must be refused, `expect rejected`",
        ))
}

/// E0704 for a test that expects a score of data that are to be rejected.
pub(super) fn rejected_and_scored(rejected: Span, expected: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TestExpects,
        Text::new("退回的数据没有得分，不能又写应得", "rejected data have no score, so none can be expected"),
    )
    .label(rejected, Text::new("应退回", "to be rejected"))
    .label(expected, Text::new("又写了应得", "a score all the same"))
    .help(Text::new("只留一个，或分成两个测试", "keep one of them, or make it two tests"))
}

/// X0108 for something else in a file of tests.
pub(super) fn not_a_test(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotATest,
        Text::new(
            "「测试」文件夹里的 .perf 文件只能有测试，不能有评价体系的内容",
            "a `.perf` file in the folder `tests` may hold tests only, nothing of a rubric",
        ),
    )
    .label(span, Text::new("不是测试", "no test"))
    .help(Text::new(
        "把它移到评价体系的文件里；评价体系本身不放在「测试」文件夹里",
        "move it into the file of the rubric; rubrics do not stand in the folder `tests`",
    ))
}
