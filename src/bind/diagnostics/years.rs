//! Figures of several years that are not given year by year: D0230.

use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::source::{Span, Spanned};
use crate::submission::YearDatum;
use crate::text;

/// For a figure of several years that is given as one.
pub(in crate::bind) fn year_not_said(name: &Spanned<String>, value: Span, years: &[u32], last: bool) -> Diagnostic {
    let shown = quoted(&name.node);
    let list = |keys: &[String]| keys.iter().map(|key| format!("\"{key}\": \"\"")).collect::<Vec<_>>().join(", ");
    let numbers = years.iter().map(u32::to_string).collect::<Vec<_>>();
    let (zh, en) = match last {
        true => (vec!["本年".into(), "上年".into()], vec!["this_year".into(), "last_year".into()]),
        false => (numbers.clone(), numbers),
    };
    let (row_zh, row_en) = (zh.join("」「"), en.join("`, `"));
    let (zh, en) = (list(&zh), list(&en));
    Diagnostic::new(
        Code::YearsUnfit,
        text!("「{shown}」要分年填报，没有写是哪一年的", "`{shown}` is asked for year by year; this says no year"),
    )
    .label(value, Text::new("哪一年的数", "of which year?"))
    .help(text!(
        "JSON 写「\"{shown}\": {{{zh}}}」；CSV 每年一行，「项目」栏写「{row_zh}」",
        "write `\"{shown}\": {{{en}}}` in JSON; in CSV a row for each year, with `{row_en}` as its `item`"
    ))
}

/// For a figure of one year that is given year by year.
pub(in crate::bind) fn of_one_year(name: &Spanned<String>, given: &[YearDatum], this: u32) -> Diagnostic {
    let shown = quoted(&name.node);
    let span = given.first().map_or(name.span, |first| first.year.span);
    Diagnostic::new(
        Code::YearsUnfit,
        text!("「{shown}」只要一年的数，不分年填报", "`{shown}` is asked for one year only"),
    )
    .label(span, Text::new("写了年份", "a year"))
    .help(text!("只写 {this} 年的数，不写年份", "give the figure of {this} alone, without a year"))
}

/// For a year that is not asked for.
pub(in crate::bind) fn no_such_year(name: &Spanned<String>, place: Span, year: u32, known: &[u32]) -> Diagnostic {
    let shown = quoted(&name.node);
    let list = |comma: &str| known.iter().map(u32::to_string).collect::<Vec<_>>().join(comma);
    let (zh, en) = (list("、"), list(", "));
    Diagnostic::new(Code::YearsUnfit, text!("「{shown}」不要 {year} 年的数", "`{shown}` is not asked for {year}"))
        .label(place, Text::new("不要这一年", "not this year"))
        .help(text!("要的是 {zh} 年的数", "it is asked for {en}"))
}

/// For a year that is given under two names.
pub(in crate::bind) fn year_twice(name: &Spanned<String>, first: Span, second: Span, year: u32) -> Diagnostic {
    let shown = quoted(&name.node);
    Diagnostic::new(
        Code::YearsUnfit,
        text!("「{shown}」{year} 年的数写了两次", "the figure of {year} of `{shown}` is given twice"),
    )
    .label(second, Text::new("又写一次", "again here"))
    .label(first, Text::new("第一次", "first here"))
    .help(Text::new(
        "只留一个；同一数字印在几处而不同的，写成一个列表并各注出处",
        "keep one; where one figure is printed in several places, give a list of its prints, each with its place",
    ))
}
