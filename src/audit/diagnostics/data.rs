//! Headings of another unit or year, and data accepted with a doubt.

use crate::audit::words;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::inputs::Figure;
use crate::rubric::Field;
use crate::source::Spanned;
use crate::text;

/// F0208: a heading that names another unit.
pub(in crate::audit) fn other_unit(unit: &Spanned<String>, other: &Spanned<String>, place: Option<&str>) -> Diagnostic {
    let (named, own, (at_zh, at_en)) = (&other.node, &unit.node, at(place));
    let message = text!(
        "报告{at_zh}写的单位是「{named}」，报送单位是「{own}」",
        "the report names the unit `{named}`{at_en}, the submission is of `{own}`"
    );
    Diagnostic::new(Code::HeadingNamesOtherUnit, message)
        .label(other.span, Text::new("另一个单位", "another unit"))
        .label(unit.span, Text::new("报送单位", "the submitting unit"))
        .help(Text::new("更正报告中的单位名称", "correct the name in the report"))
}

/// F0209: a heading that names another year.
pub(in crate::audit) fn other_year(year: &Spanned<u32>, other: &Spanned<u32>, place: Option<&str>) -> Diagnostic {
    let (named, own, (at_zh, at_en)) = (other.node, year.node, at(place));
    let message = text!(
        "报告{at_zh}写的是 {named} 年度，报送年度是 {own} 年度",
        "the report speaks of the year {named}{at_en}, the submission is of {own}"
    );
    Diagnostic::new(Code::HeadingNamesOtherYear, message)
        .label(other.span, Text::new("另一个年度", "another year"))
        .label(year.span, Text::new("报送年度", "the year submitted"))
        .help(Text::new("更正报告中的年度", "correct the year in the report"))
}

/// F0211: a submission of another year than the rubric's, which the run was told to accept.
pub(in crate::audit) fn other_year_accepted(submitted: &Spanned<u32>, rubric: &Spanned<u32>) -> Diagnostic {
    let (found, wanted) = (submitted.node, rubric.node);
    let message = text!(
        "报送的是 {found} 年度，评分表是 {wanted} 年度的，按要求仍予计分",
        "the submission is for {found}, the rubric for {wanted}; it is scored as was asked for"
    );
    Diagnostic::new(Code::OtherYearAccepted, message)
        .label(submitted.span, text!("{found} 年度", "for {found}"))
        .label(rubric.span, text!("{wanted} 年度", "for {wanted}"))
        .help(Text::new("使用得分时注明所用评分表的年度", "name the year of the rubric wherever the score is used"))
}

/// F0210: an interval where a figure was asked for.
pub(in crate::audit) fn interval_value(field: &Field, figure: &Figure) -> Diagnostic {
    let (name, (zh, en)) = (&field.name.node, words::print(figure));
    let message =
        text!("「{name}」填的是区间 {zh}，不是实际数值", "`{name}` is given as an interval {en}, not as a figure");
    Diagnostic::new(Code::IntervalValue, message)
        .label(figure.span, Text::new("区间", "an interval"))
        .label(field.name.span, Text::new("数据项在此规定", "the field"))
        .help(text!("填写「{name}」的实际数值", "write the actual figure of `{name}`"))
}

fn at(place: Option<&str>) -> (String, String) {
    place.map_or_else(Default::default, |place| (format!("“{place}”处"), format!(" at “{place}”")))
}
