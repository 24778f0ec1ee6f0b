//! Values that do not fit their field: D0203–D0209, and F0301 for those that are taken with a doubt.

use super::super::date::NotADate;
use super::figures::{no_value, reason, repair};
use super::range;
use crate::diagnostic::{Code, Diagnostic, Text, closest, quoted};
use crate::quantity::{Interval, Kind, Levels, Rational, Units};
use crate::rubric::Field;
use crate::source::Span;
use crate::text;
use crate::written::{self, Unreadable, Written};

/// A fault of a value: the cell first, then the declaration of its field.
fn fault(code: Code, message: Text, cell: (Span, Text), field: &Field) -> Diagnostic {
    let declared = declared(field);
    Diagnostic::new(code, message).label(cell.0, cell.1).label(field.name.span, declared)
}

/// What a field is declared as, in a few words.
fn declared(field: &Field) -> Text {
    let (zh, en, unit) = (field.kind.zh(), field.kind.en(), &field.unit.symbol);
    match (&field.kind, field.digits) {
        (Kind::Money | Kind::Ratio | Kind::Change | Kind::Per(..), Some(digits)) if !unit.is_empty() => {
            text!("规定：{zh}，{unit}，{digits}位小数", "declared: {en} in {unit}, {digits} places")
        }
        (Kind::Money | Kind::Ratio | Kind::Change | Kind::Per(..), None) if !unit.is_empty() => {
            text!("规定：{zh}，{unit}", "declared: {en} in {unit}")
        }
        // 数量（万亩） rather than the unit that it is kept in.
        (Kind::Count(own), _) if own != unit && !unit.is_empty() => {
            text!("规定：数量（{unit}）", "declared: count of {unit}")
        }
        _ => text!("规定：{zh}", "declared: {en}"),
    }
}

/// D0203 for a text that is no figure; `meant` is what to write instead, where that shows.
pub(in crate::bind) fn not_a_figure(
    field: &Field,
    span: Span,
    written: &str,
    why: &Unreadable,
    meant: Option<&str>,
) -> Diagnostic {
    let (name, shown) = (&field.name.node, quoted(written));
    let zero = field.unit.plain(&Rational::ZERO);
    let zero = field.takes(&Rational::ZERO).then_some(zero.as_str());
    let help = no_value(written, zero).unwrap_or_else(|| repair(why, &shown, meant));
    let reason = reason(why);
    let (zh, en) = (reason.zh, reason.en);
    let message = text!("「{name}」填的是「{shown}」，{zh}", "`{name}` says `{shown}`, which {en}");
    fault(Code::NotAValue, message, (span, Text::new("读不成数", "no figure")), field).help(help)
}

/// D0203 for something that is neither yes nor no.
pub(in crate::bind) fn not_yes_or_no(field: &Field, span: Span, written: &str) -> Diagnostic {
    let (name, shown) = (&field.name.node, quoted(written));
    let message =
        text!("「{name}」应填「是」或「否」，填的是「{shown}」", "`{name}` should be yes or no, not `{shown}`");
    let help = match written::normalised(written).as_str() {
        "√" | "✓" | "✔" | "有" | "对" => {
            Text::new("是否应为「是」；否则写「否」", "did you mean `yes`? write `yes` or `no`")
        }
        "×" | "✗" | "✘" | "无" | "没有" | "未" | "不" => {
            Text::new("是否应为「否」；否则写「是」", "did you mean `no`? write `yes` or `no`")
        }
        _ => no_value(written, None).unwrap_or_else(|| Text::new("写「是」或「否」", "write `yes` or `no`")),
    };
    fault(Code::NotAValue, message, (span, Text::new("既非是也非否", "neither yes nor no")), field).help(help)
}

/// D0203 for true or false where a text should stand.
pub(in crate::bind) fn not_a_text(field: &Field, span: Span) -> Diagnostic {
    let name = &field.name.node;
    fault(
        Code::NotAValue,
        text!("「{name}」应填文字", "`{name}` should be a text"),
        (span, Text::new("不是文字", "not a text")),
        field,
    )
    .help(Text::new("把文字写在双引号里", "write the text in double quotes"))
}

/// D0203 for something that is no date.
pub(in crate::bind) fn not_a_date(field: &Field, span: Span, written: &str, why: &NotADate) -> Diagnostic {
    let (name, shown) = (&field.name.node, quoted(written));
    let message = match why {
        NotADate::NoSuchDay => {
            text!("「{name}」填的是「{shown}」，没有这一天", "`{name}` says `{shown}`, and there is no such day")
        }
        NotADate::Unreadable | NotADate::Perhaps(_) => {
            text!("「{name}」应填日期，填的是「{shown}」", "`{name}` should be a date, not `{shown}`")
        }
    };
    let help = match why {
        NotADate::Perhaps(date) => text!("是否应为「{date}」", "did you mean `{date}`?"),
        NotADate::NoSuchDay => Text::new("核对年月日", "check year, month and day"),
        NotADate::Unreadable => no_value(written, None).unwrap_or_else(|| {
            Text::new(
                "写「2024年5月17日」或「2024-05-17」；只知道月份的写「2024年5月」",
                "write it like `2024-05-17`, or `2024-05` if only the month is known",
            )
        }),
    };
    fault(Code::NotAValue, message, (span, Text::new("不是日期", "not a date")), field).help(help)
}

/// D0204 for a figure of another kind; `meant` is the same number of what is asked for.
pub(in crate::bind) fn wrong_kind(
    field: &Field,
    span: Span,
    written: &str,
    found: &Kind,
    meant: Option<&str>,
) -> Diagnostic {
    let (name, shown, unit) = (&field.name.node, quoted(written), &field.unit.symbol);
    let (found_zh, found_en, zh, en) = (found.zh(), found.en(), field.kind.zh(), field.kind.en());
    let message = text!(
        "「{name}」应填{zh}，「{shown}」是{found_zh}",
        "`{name}` asks for {en}; `{shown}` is of another kind: {found_en}"
    );
    let labelled = fault(Code::WrongKind, message, (span, text!("这是{found_zh}", "{found_en}")), field);
    match meant {
        Some(meant) => labelled.help(text!(
            "是一回事的，写「{meant}」；不是的，看看是否填错了格",
            "write `{meant}` if it is the same thing; if not, see whether it belongs into another cell"
        )),
        None if unit.is_empty() => labelled.help(Text::new(
            "填不带单位的数；看看是否填错了格",
            "give a number without a unit; see whether this belongs into another cell",
        )),
        None => labelled.help(text!(
            "填以「{unit}」为单位的数；看看是否填错了格",
            "give a figure in `{unit}`; see whether this belongs into another cell"
        )),
    }
}

/// D0204 for true or false where a number should stand.
pub(in crate::bind) fn yes_or_no_for_number(field: &Field, span: Span) -> Diagnostic {
    let (name, zh, en) = (&field.name.node, field.kind.zh(), field.kind.en());
    let message = text!("「{name}」应填{zh}，填的是「是」或「否」", "`{name}` should be {en}, not yes or no");
    fault(Code::WrongKind, message, (span, Text::new("这是是否", "this is yes or no")), field)
        .help(Text::new("填实际数字和单位", "give the actual figure with its unit"))
}

/// The unit that was perhaps meant by one that nobody declared.
pub(in crate::bind) fn nearest_unit<'a>(field: &'a Field, unit: &str, units: &'a Units) -> Option<&'a str> {
    closest(unit, std::iter::once(&*field.unit.symbol).chain(units.symbols())).filter(|one| !one.is_empty())
}

/// D0205 for a unit that nobody declared; `meant` is the figure in one that is known.
pub(in crate::bind) fn unknown_unit(field: &Field, span: Span, unit: &str, meant: Option<&str>) -> Diagnostic {
    let (name, shown, declared) = (&field.name.node, quoted(unit), &field.unit.symbol);
    let labelled = |message: Text| {
        fault(
            Code::UnknownDataUnit,
            message,
            (span, text!("数后面是「{shown}」", "`{shown}` behind the number")),
            field,
        )
    };
    // A remark is no unit: `1.5（含追加）`.
    if unit.contains(['(', ')', '，', ',', '；', ';']) {
        let fault = labelled(text!(
            "「{name}」的数后面有「{shown}」，不是单位",
            "`{shown}` stands behind the number of `{name}` and is no unit"
        ));
        return match meant {
            Some(meant) => fault.help(text!(
                "写「{meant}」；要说明的话写在「出处」栏",
                "write `{meant}`, and put remarks into the column `place`"
            )),
            None => fault.help(Text::new("数后面只写单位", "write nothing but the unit behind the number")),
        };
    }
    let fault = labelled(text!("「{name}」的单位「{shown}」不认识", "the unit `{shown}` of `{name}` is unknown"));
    match meant {
        Some(meant) => fault.help(text!("是否应为「{meant}」", "did you mean `{meant}`?")),
        None if declared.is_empty() => fault.help(Text::new("填不带单位的数", "give a number without a unit")),
        None => fault.help(text!("用规定的单位「{declared}」", "use the declared unit `{declared}`")),
    }
}

/// D0206 for a bare number where it could mean two things.
pub(in crate::bind) fn unit_missing(field: &Field, span: Span, figure: &Written) -> Diagnostic {
    let (name, digits, unit) = (&field.name.node, &figure.digits, &field.unit.symbol);
    let sign = if figure.number.is_negative() { "-" } else { "" };
    let message = text!("「{name}」的「{sign}{digits}」没有单位", "`{sign}{digits}` of `{name}` has no unit");
    let labelled = fault(Code::UnitMissing, message, (span, Text::new("没有单位", "no unit")), field);
    let fraction = figure.number.abs() <= Rational::ONE && !figure.number.is_zero() && field.kind != Kind::Point;
    if fraction {
        let hundred = field.unit.plain(&figure.number);
        labelled.help(text!(
            "如指 {hundred}，写「{hundred}」；如指 {sign}{digits}{unit}，写「{sign}{digits}{unit}」",
            "write `{hundred}` if you mean {hundred}, `{sign}{digits}{unit}` if you mean {sign}{digits}{unit}"
        ))
    } else {
        labelled.help(text!("写「{sign}{digits}{unit}」", "write `{sign}{digits}{unit}`"))
    }
}

/// D0207 for more decimals than the field has; the figure rounded to them, and exactly in 元, where these can be taken.
pub(in crate::bind) fn too_many_decimals(
    field: &Field,
    span: Span,
    written: &str,
    counts: (u32, u32),
    (rounded, exact): (Option<&str>, Option<&str>),
) -> Diagnostic {
    let (name, shown) = (&field.name.node, quoted(written));
    let (found, limit) = counts;
    let message = if limit == 0 {
        text!("「{name}」只能是整数，填的是「{shown}」", "`{name}` is a whole number, not `{shown}`")
    } else {
        text!(
            "「{name}」最多 {limit} 位小数，「{shown}」有 {found} 位",
            "`{name}` has at most {limit} decimal places; `{shown}` has {found}"
        )
    };
    let help = match (rounded, exact) {
        _ if limit == 0 => Text::new("核对后填整数", "check it, and give a whole number"),
        (Some(rounded), Some(exact)) => text!(
            "照报表所印填；四舍五入是「{rounded}」，要保留原数的写「{exact}」",
            "give what the report prints: `{rounded}` when rounded, `{exact}` to keep it all"
        ),
        (Some(rounded), None) => {
            text!("照报表所印填；四舍五入是「{rounded}」", "give what the report prints: `{rounded}` when rounded")
        }
        _ => text!("照报表所印填 {limit} 位小数", "give the {limit} places that the report prints"),
    };
    let labelled =
        fault(Code::TooManyDecimals, message, (span, text!("{found} 位小数", "{found} decimal places")), field);
    labelled.help(help)
}

/// D0207 for a part of what is counted in whole numbers, given in another unit: `0.00005万人`.
pub(in crate::bind) fn not_whole(field: &Field, span: Span, written: &str, value: &Rational) -> Diagnostic {
    let (name, shown, part) = (&field.name.node, quoted(written), field.unit.plain(value));
    let message =
        text!("「{name}」只能是整数，「{shown}」等于 {part}", "`{name}` is a whole number; `{shown}` is {part}");
    let labelled = fault(Code::TooManyDecimals, message, (span, text!("等于 {part}", "this is {part}")), field);
    labelled.help(text!("核对数字和单位", "check the number and its unit"))
}

/// D0208 for a value outside the field's range.
pub(in crate::bind) fn out_of_range(field: &Field, span: Span, written: &str, value: &Interval) -> Diagnostic {
    let (name, shown, Text { zh, en }) = (&field.name.node, quoted(written), range(field));
    let message =
        text!("「{name}」填的「{shown}」不在允许范围（{zh}）内", "`{shown}` of `{name}` is not in its range ({en})");
    let labelled = fault(Code::OutOfRange, message, (span, Text::new("超出范围", "out of range")), field);
    match slip(field, value) {
        Some(meant) => labelled.help(text!(
            "核对单位和小数点：是否应为「{meant}」",
            "check the unit and the decimal point: did you mean `{meant}`?"
        )),
        None => labelled.help(Text::new(
            "核对数字和单位；无误的，请与制定评分表的部门核对允许范围",
            "check the figure and its unit; if they are right, ask whoever made the rubric about the range",
        )),
    }
}

/// A slip of scale that would bring a figure into the range: 元 for 万元 and back, a percentage for a fraction and back.
fn slip(field: &Field, value: &Interval) -> Option<String> {
    let value = value.only()?;
    let powers: &[i32] = match field.kind {
        Kind::Ratio | Kind::Change | Kind::Point => &[-2, 2],
        Kind::Money | Kind::Per(..) => &[-4, 4],
        Kind::Count(_) => &[-4, 4],
        _ => &[],
    };
    // 101% is no slip of scale: only what is ten times beyond an end looks like one.
    let far = |meant: &Rational| {
        let ten = Rational::whole(10);
        let above = field.range.upper.number().is_some_and(|upper| value.abs() >= &upper.abs() * &ten);
        let below = field.range.lower.number().is_some_and(|lower| &value.abs() * &ten <= lower.abs());
        if meant.abs() < value.abs() { above } else { below }
    };
    let meant = powers.iter().map(|power| value * &Rational::power_of_ten(*power));
    let meant = meant.into_iter().find(|meant| far(meant) && field.takes(meant));
    meant.filter(|meant| !meant.is_zero()).map(|meant| field.unit.plain(&meant))
}

/// D0209 for a word that is none of the levels of a field.
pub(in crate::bind) fn not_a_level(field: &Field, span: Span, written: &str, levels: &Levels) -> Diagnostic {
    let (name, shown) = (&field.name.node, quoted(written));
    let (zh, en) = (levels.names.join("、"), levels.names.join(", "));
    let message = text!("「{name}」没有「{shown}」这一级", "`{name}` has no level `{shown}`");
    let labelled = fault(Code::UnknownDataLevel, message, (span, Text::new("没有这一级", "no such level")), field);
    match closest(written.trim(), levels.names.iter().map(String::as_str)) {
        Some(nearest) => labelled
            .help(text!("是否应为「{nearest}」；可以填：{zh}", "did you mean `{nearest}`? the levels are: {en}")),
        None => {
            labelled.help(text!("可以填：{zh}；没有的留空", "the levels are: {en}; leave it blank where there is none"))
        }
    }
}

/// F0301 for a figure in another unit than declared: taken exactly, and told.
pub(in crate::bind) fn other_unit(field: &Field, span: Span, figure: &Written, value: &Rational) -> Diagnostic {
    let (name, unit, declared) = (&field.name.node, &figure.unit, &field.unit.symbol);
    let converted = field.unit.plain(value);
    let message = text!(
        "「{name}」规定以「{declared}」填报，填的是「{unit}」，按 {converted} 计",
        "`{name}` is to be given in `{declared}`; it is in `{unit}` and counts as {converted}"
    );
    let note = fault(Code::OtherUnit, message, (span, text!("单位是「{unit}」", "its unit is `{unit}`")), field);
    // 2.23元 in a field of 万元 looks like a slip; 9300元 and 1.14亿元 do not.
    let few = figure.number.abs() < Rational::whole(1000);
    let small = few && value.abs() < field.unit.factor && !value.is_zero();
    let sign = if figure.number.is_negative() { "-" } else { "" };
    let meant = format!("{sign}{}{declared}", figure.digits);
    let meant_value = &figure.number * &field.unit.factor;
    if small && field.range.contains(&meant_value) {
        note.help(text!(
            "不足 1{declared}，是否应为「{meant}」；确实以「{unit}」计的不必改",
            "less than 1 {declared}: did you mean `{meant}`? leave it if it really is in `{unit}`"
        ))
    } else {
        note
    }
}
