//! Submitted data that do not fit the rubric: D02xx, and F03xx for those that are taken with a doubt.

pub(super) mod dates;
mod figures;
pub(super) mod scores;
pub(super) mod tables;
pub(super) mod values;
pub(super) mod years;

use super::names::Unknown;
use crate::diagnostic::{Code, Diagnostic, Language, Text, quoted};
use crate::quantity::Kind;
use crate::rubric::{Field, Indicator, interval_in_words, show_date};
use crate::source::{Span, Spanned};
use crate::text;

/// The range of a field, in words.
fn range(field: &Field) -> Text {
    let shown = |language| match field.kind {
        Kind::Date => interval_in_words(&field.range, language, show_date),
        _ => interval_in_words(&field.range, language, |number| field.unit.plain(number)),
    };
    Text::new(shown(Language::Zh), shown(Language::En))
}

/// What a name that is no field is instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instead<'a> {
    /// Nothing; perhaps this field was meant.
    Nothing(Option<&'a str>),
    /// One year of these figures.
    OfYear(&'a str, u32),
    /// A definition, which is computed.
    Definition,
    /// A table of details.
    Table,
    /// An indicator or a group.
    Scored,
}

/// D0201 for a datum whose name no field has.
pub(super) fn unknown_field(name: &Spanned<String>, instead: Instead<'_>) -> Diagnostic {
    let shown = quoted(&name.node);
    let fault = Diagnostic::new(
        Code::UnknownField,
        text!("评分表里没有名为「{shown}」的数据", "the rubric has no field `{shown}`"),
    )
    .label(name.span, Text::new("没有这项数据", "no such field"));
    match instead {
        Instead::Nothing(Some(nearest)) => fault.help(text!("是否应为「{nearest}」", "did you mean `{nearest}`?")),
        Instead::Nothing(None) => fault.help(Text::new(
            "删去这一项；各项名称见「jixiao template」生成的填报表",
            "delete it; the form made by `jixiao template` lists all names",
        )),
        Instead::OfYear(series, year) => {
            let series = quoted(series);
            fault.help(text!(
                "写在「{series}」的花括号里，以 \"{year}\" 为键",
                "write it in the braces of `{series}`, under the key \"{year}\""
            ))
        }
        Instead::Definition => {
            fault.help(Text::new("这一项由公式算出，不必填报，请删去", "this is computed, not submitted: delete it"))
        }
        Instead::Table => fault.help(Text::new(
            "这是明细，写在「明细」里，不写在「数据」里",
            "this is a table: it belongs in `tables`, not in `data`",
        )),
        Instead::Scored => fault.help(Text::new(
            "这是指标或分组，它的得分写在「自评」或「评定」里",
            "this is an indicator or a group: its score belongs in `claimed` or `judged`",
        )),
    }
}

/// D0202 for a submission of another year than the rubric's.
pub(super) fn other_year(submitted: Spanned<u32>, rubric: Spanned<u32>) -> Diagnostic {
    let (found, wanted) = (submitted.node, rubric.node);
    let message = text!(
        "报送的是 {found} 年度，评分表评的是 {wanted} 年度",
        "the submission is for {found}, the rubric for {wanted}"
    );
    Diagnostic::new(Code::YearMismatch, message)
        .label(submitted.span, text!("{found} 年度", "for {found}"))
        .label(rubric.span, text!("{wanted} 年度", "for {wanted}"))
        .help(Text::new(
            "核对年度；确要用这份评分表的，加「--year-mismatch」",
            "check the year; to use this rubric all the same, say `--year-mismatch`",
        ))
}

/// D0210 for a cell that is not applicable, read by indicators that do not say what then.
pub(super) fn not_applicable_unsettled(field: &Field, cell: Span, indicators: &[&Indicator]) -> Diagnostic {
    let name = &field.name.node;
    let names = indicators.iter().map(|one| one.name.node.as_str()).collect::<Vec<_>>();
    let (zh, en) = (names.join("」「"), names.join("`, `"));
    let message = text!(
        "「{name}」报为不适用，但指标「{zh}」没有规定不适用时怎样计分",
        "`{name}` is submitted as not applicable, but the indicator `{en}` does not say how it is scored then"
    );
    let fault =
        Diagnostic::new(Code::NotApplicableUnsettled, message).label(cell, Text::new("报为不适用", "not applicable"));
    let fault = indicators
        .iter()
        .fold(fault, |fault, one| fault.label(one.name.span, Text::new("要用这项数据", "needs this figure")));
    fault.help(Text::new(
        "填实际数，没有发生的填 0；确不适用的，请制定评分表的部门在指标里加一行「不适用：报送不适用 时 满分」（或者 0分、人工评定）",
        "give the figure, 0 where nothing happened; if it cannot apply, whoever made the rubric has to add `n/a when reported n/a: full` (or `0 points`, `by judgement`)",
    ))
}

/// D0210 for a cell that is not applicable, read by a veto: whether it holds could never be said.
pub(super) fn not_applicable_in_veto(field: &Field, cell: Span) -> Diagnostic {
    let name = &field.name.node;
    let message = text!(
        "「{name}」报为不适用，但「否决」要用它判断",
        "`{name}` is submitted as not applicable, but a veto rests on it"
    );
    Diagnostic::new(Code::NotApplicableUnsettled, message)
        .label(cell, Text::new("报为不适用", "not applicable"))
        .label(field.name.span, Text::new("否决的条件要用", "a condition of a veto reads it"))
        .help(Text::new(
            "填实际情况（没有发生的填 0 或「否」）",
            "give what there was (0 or no where nothing happened)",
        ))
}

/// D0211 or D0212 for a name that stands for no indicator or group, or for several.
pub(super) fn unknown_node(name: &Spanned<String>, why: &Unknown, group: bool) -> Diagnostic {
    let shown = quoted(&name.node);
    let (kind_zh, kind_en) = if group { ("分组", "group") } else { ("指标", "indicator") };
    match why {
        Unknown::Nowhere(nearest) => {
            let message = text!("评分表里没有名为「{shown}」的{kind_zh}", "the rubric has no {kind_en} `{shown}`");
            let fault = Diagnostic::new(Code::UnknownNode, message)
                .label(name.span, text!("没有这个{kind_zh}", "no such {kind_en}"));
            match nearest {
                Some(nearest) => fault.help(text!("是否应为「{nearest}」", "did you mean `{nearest}`?")),
                None => fault.help(Text::new(
                    "删去这一项；各项名称见「jixiao template」生成的填报表",
                    "delete it; the form made by `jixiao template` lists all names",
                )),
            }
        }
        Unknown::Several(paths) => {
            let (zh, en) = (paths.join("」「"), paths.join("`, `"));
            Diagnostic::new(
                Code::AmbiguousNode,
                text!("名为「{shown}」的{kind_zh}不止一个", "there are several {kind_en}s named `{shown}`"),
            )
            .label(name.span, Text::new("指哪一个", "which one?"))
            .help(text!("写全路径：「{zh}」", "write the whole path: `{en}`"))
        }
    }
}

/// D0218 for one item under two names.
pub(super) fn given_twice(first: Span, second: &Spanned<String>) -> Diagnostic {
    let shown = quoted(&second.node);
    Diagnostic::new(
        Code::GivenTwice,
        text!("「{shown}」与前面的是同一项，写了两次", "`{shown}` is the same item as one before"),
    )
    .label(second.span, Text::new("又写一次", "again here"))
    .label(first, Text::new("第一次", "first here"))
    .help(Text::new("只留一个", "keep one of them"))
}

/// F0302 for a submission that does not say whose it is.
pub(super) fn unnamed_unit(unit: Span) -> Diagnostic {
    Diagnostic::new(Code::UnnamedUnit, Text::new("没有填写单位名称", "the name of the unit is blank"))
        .label(unit, Text::new("单位为空", "blank"))
        .help(Text::new("填单位全称", "give the full name of the unit"))
}

/// F0304 for a form in which nothing is filled in.
pub(super) fn nothing_filled_in(unit: Span) -> Diagnostic {
    let message = Text::new("各项都没有填写，没有可以计分的内容", "nothing is filled in, so there is nothing to score");
    Diagnostic::new(Code::NothingFilledIn, message).label(unit, Text::new("只有表头", "the heading alone")).help(
        Text::new(
            "核对是否送错了文件：这像是一份空白填报表",
            "see whether this is the right file: it looks like an empty form",
        ),
    )
}
