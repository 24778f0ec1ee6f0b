//! Years for which there are no figures: E0208.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Language, Text, quoted};
use crate::source::{Span, Spanned};
use crate::syntax::ast;
use crate::text;

/// For a figure of one year that is read in another, with the line of 数据 that declares it.
pub(in crate::check) fn one_year_only(
    name: &ast::Name,
    (place, line): (Span, Option<Span>),
    back: u32,
    language: Language,
) -> Diagnostic {
    let shown = quoted(&name.node);
    let needed = back.saturating_add(1);
    let attribute = attribute(needed, back == 1, language);
    let fault = Diagnostic::new(
        Code::NoSuchYear,
        text!("「{shown}」只有本年的数，没有分年填报", "`{shown}` has figures of one year only"),
    )
    .label(place, Text::new("读的是别的年份", "read in another year"))
    .help(text!("在「数据」里声明它时加上「，{attribute}」", "where it is declared in `data`, add `, {attribute}`"));
    let comma = if language == Language::Zh { "，" } else { ", " };
    match line {
        Some(line) => fault.fix(Span { start: line.end, ..line }, format!("{comma}{attribute}")),
        None => fault,
    }
}

/// For a year after that of the rubric.
pub(in crate::check) fn year_to_come(year: &Spanned<u32>, this: u32) -> Diagnostic {
    let asked = year.node;
    Diagnostic::new(
        Code::NoSuchYear,
        text!("{asked} 年在评价年度 {this} 年之后", "{asked} is after {this}, the year of the rubric"),
    )
    .label(year.span, Text::new("还没有这一年的数", "no figures of this year yet"))
    .help(text!("写 {this} 年或以前的年度", "write {this} or a year before it"))
}

/// For a year that the declaration of a figure does not reach back to.
pub(in crate::check) fn year_missing(
    place: Span,
    series: &str,
    (wanted, years): (u32, &BTreeSet<u32>),
    (declared, needed, last): (Span, u32, bool),
    language: Language,
) -> Diagnostic {
    let series = quoted(series);
    let list = |comma: &str| years.iter().map(u32::to_string).collect::<Vec<_>>().join(comma);
    let (zh, en) = (list("、"), list(", "));
    let now = attribute(u32::try_from(years.len()).unwrap_or(u32::MAX), last, language);
    let then = attribute(needed, false, language);
    Diagnostic::new(Code::NoSuchYear, text!("「{series}」没有 {wanted} 年的数", "`{series}` has no figure of {wanted}"))
        .label(place, text!("要用 {wanted} 年的数", "read in {wanted}"))
        .label(declared, text!("只有 {zh} 年的数", "figures of {en} only"))
        .help(text!("声明里的「{now}」改为「{then}」", "in its declaration write `{then}` for `{now}`"))
}

/// For a function over years of something that is the same in all of them.
pub(in crate::check) fn nothing_varies(place: Span, years: u32, language: Language) -> Diagnostic {
    let attribute = attribute(years, false, language);
    Diagnostic::new(
        Code::NoSuchYear,
        text!(
            "这里没有分年填报的数，近 {years} 年都一样",
            "no figure of several years is read here: all {years} years are alike"
        ),
    )
    .label(place, Text::new("每年相同", "the same in every year"))
    .help(text!(
        "在「数据」里声明它所读的数时加上「，{attribute}」",
        "where the figures that it reads are declared in `data`, add `, {attribute}`"
    ))
}

/// For 指标值 in a function over years.
pub(in crate::check) fn measure_over_years(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NoSuchYear,
        Text::new("指标值只有评价年度的一个，不能逐年计算", "the measure is computed for the rubric's year only"),
    )
    .label(place, Text::new("逐年计算里的指标值", "the measure, in a function over years"))
    .help(Text::new(
        "把公式的算式写成一个「定义」，这里写定义的名称",
        "give the formula a name with `define`, and write that name here",
    ))
}

fn attribute(years: u32, last: bool, language: Language) -> String {
    match (last && years == 2, language) {
        (true, Language::Zh) => "上年".to_owned(),
        (true, Language::En) => "last year".to_owned(),
        (false, Language::Zh) => format!("近{years}年"),
        (false, Language::En) => format!("last {years} years"),
    }
}
