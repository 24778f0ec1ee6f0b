//! Rows and ranges: gaps, overlaps, ends that are not marked.

use super::super::respell::{Apart, Moved};
use super::fault;
use crate::diagnostic::{Code, Diagnostic, Language, Text, closest};
use crate::quantity::Kind;
use crate::source::Span;
use crate::syntax::as_name;
use crate::syntax::ast::Name;
use crate::text;

/// E0401 for rows. `data` gives the example's value, in brackets; `heads` are the rows to add, or `moved` the rows
/// beside the gap, as they would be written.
pub(in crate::check::rules) fn gap(
    span: Span,
    (examples, data): (&[String], &Text),
    more: bool,
    (heads, moved): (&[Text], &[Moved]),
) -> Diagnostic {
    let (data_zh, data_en) = (&data.zh, &data.en);
    let (zh, en) = (examples.join("、"), examples.join(", "));
    let rows_zh = heads.iter().map(|head| format!("「{} 得 0分」", head.zh)).collect::<String>();
    let rows_en = heads.iter().map(|head| format!("`{} gets 0 points`", head.en)).collect::<Vec<_>>().join(", ");
    let message = if more {
        text!("{zh} 等取值时无规定得分", "no score is given for {en} and others")
    } else {
        text!("{zh}{data_zh} 时无规定得分", "no score is given for {en}{data_en}")
    };
    let found = fault(Code::Gap, message, span, text!("各档没有覆盖全部取值", "values are left out"));
    let moves = moved.iter().map(|row| &row.written).collect::<Vec<_>>();
    let (zh, en) = match moves.as_slice() {
        [] => (String::new(), String::new()),
        [one] => {
            (format!("；或者把相邻的一档改为「{}」", one.zh), format!(", or write the row beside it as `{}`", one.en))
        }
        [one, other, ..] => (
            format!("；或者把相邻的一档改为「{}」或「{}」", one.zh, other.zh),
            format!(", or write a row beside it as `{}` or `{}`", one.en, other.en),
        ),
    };
    let found = found.help(text!(
        "补上{rows_zh}，分数按办法填{zh}；或者补一行「其余 得 0分」",
        "add {rows_en}, with the score that is meant{en}, or add a row `otherwise gets 0 points`"
    ));
    moved.iter().fold(found, |found, row| found.label(row.span, text!("与空缺相邻", "beside the gap")))
}

/// E0402 for rows. `data` gives the value, in brackets.
pub(in crate::check::rules) fn rows_overlap(
    rows: (Span, Span),
    (value, data): (&str, &Text),
    apart: Apart,
    language: Language,
) -> Diagnostic {
    let (data_zh, data_en) = (&data.zh, &data.en);
    let found = fault(
        Code::Overlap,
        text!(
            "{value}{data_zh} 同时属于两档，得分不唯一",
            "{value}{data_en} is in two rows, so its score is not unique"
        ),
        rows.1,
        text!("又包含 {value}", "{value} is here too"),
    )
    .label(rows.0, text!("已包含 {value}", "{value} is here"));
    let in_order = text!(
        "；确要按先后次序取第一个符合的档，写「分档 依次」",
        "; to take the first row that fits, write `bands in order`"
    );
    let (help, fix) = match apart {
        Apart::Rest { span, written, only } => {
            let (zh, en) = if span == rows.0 { ("前", "former") } else { ("后", "latter") };
            let help = Text::new(
                format!("把{zh}一档改为「{}」", written.zh),
                format!("write the {en} row as `{}`", written.en),
            );
            (help, only.map(|place| (place, written.get(language).to_owned())))
        }
        Apart::Either(former, latter) => (
            Text::new(
                format!("把前一档改为「{}」，或者把后一档改为「{}」，使每个取值只属于一档", former.zh, latter.zh),
                format!(
                    "write the former row as `{}`, or the latter as `{}`, so that each value is in one row",
                    former.en, latter.en
                ),
            ),
            None,
        ),
        Apart::Unknown => (
            text!(
                "改其中一档的界限，使每个取值只属于一档",
                "change the bounds of one of the rows so that each value is in one row"
            ),
            None,
        ),
    };
    let found = found.help(Text::new(format!("{}{}", help.zh, in_order.zh), format!("{}{}", help.en, in_order.en)));
    match fix {
        Some((place, written)) => found.fix(place, written),
        None => found,
    }
}

/// E0403 for rows tried in order.
pub(in crate::check::rules) fn row_shadowed(span: Span, earlier: Span) -> Diagnostic {
    fault(
        Code::NeverReached,
        text!(
            "这一档永远轮不到，前面的档已包含它的全部取值",
            "this row is never reached: rows before it take all its values"
        ),
        span,
        text!("轮不到", "never reached"),
    )
    .label(earlier, text!("已先取走", "takes them first"))
    .help(text!("删去这一档，或者把它移到前面", "delete this row, or move it before the others"))
}

/// E0404.
pub(in crate::check::rules) fn otherwise_empty(span: Span) -> Diagnostic {
    fault(
        Code::OtherwiseEmpty,
        text!(
            "「其余」里什么也不剩，前面已覆盖全部情况",
            "nothing is left for `otherwise`: what stands before it covers everything"
        ),
        span,
        text!("没有剩下的情况", "nothing is left"),
    )
    .help(text!(
        "删去「其余」；如果它应当起作用，请检查前面各行的界限",
        "delete `otherwise`; if it should count, look at the bounds before it"
    ))
}

/// E0404 for a second 其余.
pub(in crate::check::rules) fn otherwise_twice(span: Span, first: Span) -> Diagnostic {
    fault(
        Code::OtherwiseEmpty,
        text!("「其余」只能写一次", "`otherwise` can stand only once"),
        span,
        text!("第二个「其余」", "the second one"),
    )
    .label(first, text!("第一个「其余」", "the first one"))
    .help(text!("删去其中一个", "delete one of them"))
}

/// E0405.
pub(in crate::check::rules) fn row_outside(span: Span, domain: &(Option<String>, Option<String>)) -> Diagnostic {
    let all = match domain {
        (Some(low), Some(high)) => text!("只在 {low} 至 {high} 之间", "always between {low} and {high}"),
        (Some(low), None) => text!("不会低于 {low}", "never below {low}"),
        (None, Some(high)) => text!("不会高于 {high}", "never above {high}"),
        (None, None) => text!("不会取到这些值", "never such"),
    };
    let (zh, en) = (all.zh, all.en);
    fault(
        Code::RowOutside,
        text!("这一档用不上：指标值{zh}", "this row is never used: the measure is {en}"),
        span,
        text!("取值范围之外", "outside of all values"),
    )
    .help(text!(
        "检查这一档的界限与单位，或者修改数据范围、「值域」",
        "look at the bounds and their unit, or at the ranges of the data and `range`"
    ))
}

/// E0421.
pub(in crate::check::rules) fn bound_varies(span: Span, written: &str) -> Diagnostic {
    fault(
        Code::BoundVaries,
        text!("这里的界限随数据变化，只能写固定的数", "this bound depends on data; only a fixed number can stand here"),
        span,
        text!("不是固定的数", "not a fixed number"),
    )
    .help(text!(
        "改用「情形」，各行写如「当 指标值 ≥ {written}：得 满分」，最后一行写「其余：得 0分」",
        "use `cases`, with rows such as `when measure ≥ {written}: gets full`, and `otherwise: gets 0 points` last"
    ))
}

/// E0421 for a bound of another kind.
pub(in crate::check::rules) fn bound_of_other_kind(span: Span, found: &Kind, wanted: &Kind) -> Diagnostic {
    let (found, wanted) = ((found.zh(), found.en()), (wanted.zh(), wanted.en()));
    fault(
        Code::BoundVaries,
        Text::new(
            format!("这里应写{}，写的是{}", wanted.0, found.0),
            format!("{} is wanted here, and this is {}", wanted.1, found.1),
        ),
        span,
        Text::new(format!("是{}", found.0), found.1),
    )
    .help(text!("写成与指标值同类的量，并带上单位", "write a quantity of the same kind as the measure, with its unit"))
}

/// E0429 for a row named by a word.
pub(in crate::check::rules) fn level_unknown(name: &Name, kind: &Kind) -> Diagnostic {
    let word = &name.node;
    const OTHERS: [&str; 9] =
        ["否则", "其他", "其它", "余下", "其余情况", "其余情形", "其他情况", "其它情况", "除此以外"];
    let other = if OTHERS.contains(&word.as_str()) {
        Some("其余")
    } else {
        matches!(word.as_str(), "else" | "other" | "others" | "rest").then_some("otherwise")
    };
    if let Some(right) = other {
        return fault(
            Code::WordUnknown,
            text!("「{word}」在这里写作「{right}」", "`{word}` is written `{right}` here"),
            name.span,
            text!("不认识的写法", "an unknown word"),
        )
        .help(text!("写成「{right}」", "write `{right}`"))
        .fix(name.span, right);
    }
    let near = match kind {
        Kind::Level(levels) => closest(word, levels.names.iter().map(String::as_str)),
        _ => None,
    };
    let help = match kind {
        Kind::Level(levels) => {
            let (zh, en) = (levels.names.join("、"), levels.names.join(", "));
            text!("可以写：{zh}", "there are: {en}")
        }
        other => {
            let (zh, en) = (other.zh(), other.en());
            text!(
                "指标值是{zh}，请写范围，例如「不低于 90%」",
                "the measure is {en}: write a range, such as `at least 90%`"
            )
        }
    };
    let fault = fault(
        Code::WordUnknown,
        text!("指标值没有「{word}」这个取值", "the measure has no level `{word}`"),
        name.span,
        text!("没有这个取值", "no such level"),
    );
    match near {
        Some(near) => fault.guess(name.span, (word, near), as_name(near)),
        None => fault.help(help),
    }
}

/// E0429 for a measure that has no order.
pub(in crate::check::rules) fn not_a_number(span: Span, kind: &Kind) -> Diagnostic {
    let (zh, en) = (kind.zh(), kind.en());
    fault(
        Code::WordUnknown,
        text!("指标值是{zh}，不能用这种评分方式", "the measure is {en}, which cannot be scored this way"),
        span,
        text!("指标值是{zh}", "the measure is {en}"),
    )
    .help(text!("是非类指标写「达标」，其他写「情形」", "write `pass` for yes/no, else `cases`"))
}
