//! E03xx: units, the literals that carry them, and ranges.

use crate::check::written::with_unit;
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::{Kind, Unit};
use crate::rubric::DisplayUnit;
use crate::source::{Span, Spanned};
use crate::syntax::ast::Name;
use crate::text;

/// E0301.
pub(in crate::check) fn unknown_unit(written: &str, span: Span, near: Option<&str>, language: Language) -> Diagnostic {
    let fault =
        Diagnostic::new(Code::UnknownUnit, text!("没有「{written}」这个计量单位", "there is no unit `{written}`"))
            .label(span, text!("不认识的单位", "unknown unit"));
    let declare = match language {
        Language::Zh => format!("计量单位 {written}"),
        Language::En => format!("unit {written}"),
    };
    match near {
        Some(near) => fault.guess(span, (written, near), near).help(text!(
            "是否为「{near}」？确实是新单位的，先写一行：{declare}",
            "did you mean `{near}`? A new unit needs a line of its own: {declare}"
        )),
        None => fault.help(text!(
            "新的计量单位先写一行：{declare}；如果不是单位，请检查前面的数",
            "a new unit needs a line of its own: {declare}; if it is no unit, look at the number before it"
        )),
    }
}

/// E0301 for the letter O in a number: `1O分`.
pub(in crate::check) fn letter_for_zero(written: &str, span: Span, unit: &str) -> Diagnostic {
    let letter = written.strip_suffix(unit).unwrap_or(written);
    Diagnostic::new(Code::UnknownUnit, text!("没有「{written}」这个计量单位", "there is no unit `{written}`"))
        .label(span, text!("「{letter}」是字母，不是数字 0", "`{letter}` is a letter, not the figure 0"))
        .help(text!("写成「0{unit}」", "write `0{unit}`"))
        .fix(span, format!("0{unit}"))
}

/// E0301 for 万 or 亿 without what is counted.
pub(in crate::check) fn scale_without_unit(written: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownUnit, text!("「{written}」不是完整的计量单位", "`{written}` is no whole unit"))
        .label(span, text!("没有写数的是什么", "of what?"))
        .help(text!(
            "金额写成「{written}元」，数量写成如「{written}人」",
            "write `{written}元` for money, or what is counted, as in `{written}人`"
        ))
}

/// E0302: what could be written instead, the likeliest first.
pub(in crate::check) fn unit_missing(written: &str, span: Span, kind: &Kind, repairs: &[String]) -> Diagnostic {
    let (zh, en) = (kind.zh(), kind.en());
    let fault = Diagnostic::new(
        Code::UnitOmitted,
        text!("「{written}」缺单位，这里要的是{zh}", "`{written}` lacks its unit; this should be {en}"),
    )
    .label(span, text!("没有单位的数", "a number without a unit"));
    match repairs {
        [] => fault,
        [only] => fault.help(text!("写成 {only}", "write {only}")).fix(span, only.clone()),
        several => {
            let (zh, en) = (several.join(" 或 "), several.join(" or "));
            fault.help(text!("按实际数额写成 {zh}", "write {en}, whichever is meant"))
        }
    }
}

/// E0305: a value of another kind than the place needs. `repair` replaces it.
pub(in crate::check) fn wrong_kind(span: Span, needed: &Kind, found: &Kind, help: Text) -> Diagnostic {
    let ((needed_zh, needed_en), (zh, en)) = ((named_zh(needed), needed.en()), (named_zh(found), found.en()));
    Diagnostic::new(Code::KindUnfit, text!("这里要的是{needed_zh}，写的是{zh}", "this should be {needed_en}, not {en}"))
        .label(span, Text::new(zh, en))
        .help(help)
}

/// E0305 for a condition that is not yes or no.
pub(in crate::check) fn not_a_condition(span: Span, found: &Kind, written: &str) -> Diagnostic {
    let (zh, en) = (found.zh(), found.en());
    let compared = match found {
        Kind::Date => "≥ 2024-01-01".to_owned(),
        Kind::Text => "= \"有\"".to_owned(),
        Kind::Level(levels) => format!("= {}", levels.names.first().map(String::as_str).unwrap_or_default()),
        number => format!("> {}", with_unit("0", &DisplayUnit::of(number).symbol)),
    };
    Diagnostic::new(
        Code::KindUnfit,
        text!("「{written}」是{zh}，不能单独作条件", "`{written}` is {en} and cannot stand alone as a condition"),
    )
    .label(span, text!("这不是条件", "not a condition"))
    .help(text!("写成比较，例如 {written} {compared}", "compare it with something, as in {written} {compared}"))
}

/// E0305 for a formula that computes no number.
pub(in crate::check) fn not_a_measure(span: Span, found: &Kind, written: &str) -> Diagnostic {
    let (zh, en) = (named_zh(found), found.en());
    let fault = Diagnostic::new(
        Code::KindUnfit,
        text!(
            "公式要算出数、日期或有序的取值，「{written}」是{zh}",
            "a formula computes a number, a date or a level; `{written}` is {en}"
        ),
    )
    .label(span, text!("这不是数", "not a number"));
    match found {
        Kind::YesNo => fault.help(text!(
            "不写公式，直接写 评分：达标 当 {written}",
            "leave the formula out and write score: pass when {written}"
        )),
        _ => fault.help(text!("文字不能计算；请改用数", "texts cannot be computed with; use a number")),
    }
}

/// E0302 for a formula that is nothing but a bare number.
pub(in crate::check) fn formula_is_literal(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnitOmitted,
        text!("公式只是一个没有单位的数", "the formula is nothing but a number without a unit"),
    )
    .label(span, text!("没有读任何数据", "reads no data"))
    .help(text!(
        "写出要计算的数据，例如 公式：完成数 / 计划数",
        "name the fields to compute with, as in formula: done / planned"
    ))
}

/// E0305 for a formula declared to be a change that is none.
pub(in crate::check) fn not_a_change(span: Span, found: &Kind) -> Diagnostic {
    let (zh, en) = (found.zh(), found.en());
    Diagnostic::new(
        Code::KindUnfit,
        text!("声明为增减率的公式算出的是{zh}", "a formula that is declared to be a change computes {en}"),
    )
    .label(span, text!("这是{zh}", "this is {en}"))
    .help(text!(
        "增减率等于（新 − 旧）÷ 旧，可以写成 增减率(新, 旧)",
        "a change is (new − old) ÷ old; write change(new, old)"
    ))
}

/// E0306.
pub(in crate::check) fn unit_taken(symbol: &Name, known: &Unit) -> Diagnostic {
    let (name, zh, en) = (&symbol.node, known.kind.zh(), known.kind.en());
    Diagnostic::new(
        Code::UnitTaken,
        text!("计量单位「{name}」已经有了，表示{zh}", "the unit `{name}` exists already, as {en}"),
    )
    .label(symbol.span, text!("再次声明", "declared again"))
    .help(text!(
        "删去这一行，直接使用；含义不同的请另取名称",
        "remove this line and use it; if another thing is meant, choose another name"
    ))
}

/// E0308 for a unit that does not measure what is declared.
pub(in crate::check) fn unit_of_other_kind(
    unit: &Spanned<String>,
    declared: &Text,
    found: &Kind,
    right: &Text,
) -> Diagnostic {
    let (name, zh, en) = (&unit.node, family(found).0, family(found).1);
    let message = Text::new(
        format!("「{name}」是{zh}的单位，不能用于{}", declared.zh),
        format!("`{name}` is a unit of {en} and cannot be used for {}", declared.en),
    );
    Diagnostic::new(Code::UnitOfOtherKind, message)
        .label(unit.span, text!("这是{zh}的单位", "a unit of {en}"))
        .help(right.clone())
}

/// E0308 for a word before the colon of 计量单位 that names no kind.
pub(in crate::check) fn unit_kind_unknown(kind: &Name) -> Diagnostic {
    let name = &kind.node;
    Diagnostic::new(Code::UnitOfOtherKind, text!("「{name}」不是量的种类", "`{name}` is not a kind of quantity"))
        .label(kind.span, text!("不认识的种类", "unknown kind"))
        .help(text!("新的计数单位直接写 计量单位 单位名", "a new counted thing is declared with just: unit name"))
}

/// E0308 for a unit that is no positive multiple of another.
pub(in crate::check) fn unit_factor(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnitOfOtherKind,
        text!("计量单位的换算倍数须大于零", "the factor of a unit must be above zero"),
    )
    .label(span, text!("倍数不大于零", "not above zero"))
    .help(text!("写成 计量单位 打 = 12个 的形式", "write it like: unit dozen = 12items"))
}

/// E0309 for a bound that does not say whether it belongs to the range; `readings` are the ways to write it.
pub(in crate::check) fn range_unclear(span: Span, written: &str, readings: &[String]) -> Diagnostic {
    let (zh, en) = (readings.join(" 或 "), readings.join(" or "));
    Diagnostic::new(
        Code::RangeUnclear,
        text!("「{written}」没有写明是否含端点", "`{written}` does not say whether its ends belong to it"),
    )
    .label(span, text!("端点含或不含未写明", "ends unclear"))
    .help(text!("写成 {zh}", "write {en}"))
}

/// E0310. `turned` are the two ends where the greater stands first.
pub(in crate::check) fn range_empty(span: Span, [lower, upper]: &[String; 2], turned: Option<[Span; 2]>) -> Diagnostic {
    let fault = Diagnostic::new(
        Code::RangeEmpty,
        text!("这个范围里没有任何值：从 {lower} 到 {upper}", "no value lies in this range: from {lower} to {upper}"),
    )
    .label(span, text!("范围是空的", "empty range"));
    match turned {
        Some([first, second]) => fault
            .help(text!("把两个端点对调，小的写在前面", "swap the ends: the lesser comes first"))
            .swap(first, second),
        None => {
            fault.help(text!("检查上下端点；单一的值写 等于", "look at the ends; a single value is written `equal to`"))
        }
    }
}

/// E0310 where 值域 and the ranges of the data exclude each other.
pub(in crate::check) fn range_impossible(span: Span, possible: &str) -> Diagnostic {
    Diagnostic::new(
        Code::RangeEmpty,
        text!(
            "公式的值不可能落在这个值域：按数据的范围，它在 {possible}",
            "the formula can never lie in this range: by the ranges of its fields it is within {possible}"
        ),
    )
    .label(span, text!("不可能的值域", "impossible range"))
    .help(text!("检查值域，或数据声明的范围", "look at this range, or at the ranges declared for the fields"))
}

/// E0311: a bound that must be a literal.
pub(in crate::check) fn bound_not_literal(span: Span, example: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BoundNotLiteral,
        text!("这里的端点只能是带单位的数", "an end of this range must be a number with its unit"),
    )
    .label(span, text!("不是数", "not a number"))
    .help(text!("直接写出数值，例如 {example}", "write the figure itself, as in {example}"))
}

/// E0312: a range for a kind that has none.
pub(in crate::check) fn range_without_order(span: Span, kind: &Kind) -> Diagnostic {
    let (zh, en) = (kind.zh(), kind.en());
    Diagnostic::new(
        Code::RangeWithoutOrder,
        text!("{zh}没有大小，不能写范围", "{en} has no order and can have no range"),
    )
    .label(span, text!("不能写范围", "no range here"))
    .help(text!("删去范围", "remove the range"))
}

/// The name of a kind after 是: a yes/no value is what conditions are.
fn named_zh(kind: &Kind) -> String {
    if *kind == Kind::YesNo { "条件".to_owned() } else { kind.zh() }
}

/// A kind without its unit.
fn family(kind: &Kind) -> (String, String) {
    match kind {
        Kind::Count(_) => ("数量".to_owned(), "counts".to_owned()),
        Kind::Per(..) => ("单位金额".to_owned(), "amounts per unit".to_owned()),
        kind => (kind.zh(), kind.en()),
    }
}
