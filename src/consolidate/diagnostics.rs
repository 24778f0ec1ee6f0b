//! Submissions that cannot be added up: D0260.

use crate::diagnostic::{Code, Diagnostic, Language, Text, quoted};
use crate::rubric::{Field, show_interval};
use crate::source::{Span, Spanned};
use crate::text;

/// For a subordinate unit that is there twice.
pub(super) fn part_twice(first: &Spanned<String>, second: Span) -> Diagnostic {
    let unit = quoted(&first.node);
    Diagnostic::new(
        Code::NotConsolidated,
        text!("下属单位「{unit}」有两份报送", "there are two submissions of the subordinate unit `{unit}`"),
    )
    .label(second, Text::new("又一份", "another one"))
    .label(first.span, Text::new("第一份", "the first"))
    .help(Text::new("只给一份", "give one of them"))
}

/// For two submissions of the unit above.
pub(super) fn own_twice(first: &Spanned<String>, second: Span) -> Diagnostic {
    let unit = quoted(&first.node);
    Diagnostic::new(
        Code::NotConsolidated,
        text!("「{unit}」自己有两份报送", "there are two submissions of `{unit}` itself"),
    )
    .label(second, Text::new("又一份", "another one"))
    .label(first.span, Text::new("第一份", "the first"))
    .help(Text::new("只给一份", "give one of them"))
}

/// For a run without subordinate units.
pub(super) fn no_parts(name: &str, own: Option<Span>) -> Diagnostic {
    let name = quoted(name);
    let fault = Diagnostic::new(
        Code::NotConsolidated,
        text!("没有「{name}」下属单位的报送", "there are no submissions of units below `{name}`"),
    )
    .help(text!(
        "列出下属各单位的报送；单位是「{name}」的一份是它自己的，不算下属",
        "name the submissions of the subordinate units; one whose unit is `{name}` is its own"
    ));
    match own {
        Some(span) => fault.label(span, Text::new("这是它自己的报送", "its own submission")),
        None => fault,
    }
}

/// For a figure that is read and does not say how it adds up.
pub(super) fn not_said_how(field: &Field, given: Span, unit: &str, language: Language) -> Diagnostic {
    let (name, unit) = (quoted(&field.name.node), quoted(unit));
    let ways = match language {
        Language::Zh => "汇总 合计",
        Language::En => "consolidate sum",
    };
    Diagnostic::new(
        Code::NotConsolidated,
        text!("「{name}」没有写怎样汇总，「{unit}」自己也没有报", "`{name}` does not say how it adds up, and `{unit}` does not give it"),
    )
    .label(given, Text::new("下属单位填了", "given by a subordinate unit"))
    .label(field.name.span, Text::new("没有写「汇总」", "nothing is said here"))
    .help(text!(
        "在「数据」里加上「，{ways}」之类；不能由下属得出的写「汇总 不汇总」，由「{unit}」自己的报送填",
        "add `, {ways}` or another way in `data`; what subordinate units cannot tell has `consolidate none`, and `{unit}` gives it in a submission of its own"
    ))
}

/// For a figure added up that its field cannot hold.
pub(super) fn out_of_range(field: &Field, unit: &Spanned<String>, shown: &str, parts: &[String]) -> Diagnostic {
    let name = quoted(&field.name.node);
    let range = show_interval(&field.range, |number| field.unit.plain(number));
    let (zh, en) = (parts.join("，"), parts.join(", "));
    Diagnostic::new(
        Code::NotConsolidated,
        text!(
            "「{name}」汇总为 {shown}，超出范围 {range}：{zh}",
            "`{name}` adds up to {shown}, outside its range {range}: {en}"
        ),
    )
    .label(unit.span, Text::new("汇总到这个单位", "added up for this unit"))
    .label(field.name.span, text!("范围 {range}", "range {range}"))
    .help(Text::new("核对下属各单位的数，或放宽范围", "check the figures of the subordinate units, or widen the range"))
}
