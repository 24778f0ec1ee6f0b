//! What is said of the habits of official tables.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tried::Change;
use crate::text;

/// E0101 for a title without quotes.
pub(in crate::syntax) fn title_unquoted(place: Span, title: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("评价体系的名称要用引号括起", "the title of a rubric stands in quotes"))
        .label(place, text!("没有引号", "no quotes"))
        .help(text!("写成「评价体系 \"{title}\" {{」", "write `rubric \"{title}\" {{`"))
        .fix(place, format!("\"{title}\""))
}

/// E0101 for `一级指标` and `三级 指标`.
pub(in crate::syntax) fn level_and_indicator(place: Span, written: &str, right: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("「{written}」要分清是分组还是指标", "`{written}` is either a group or an indicator"),
    )
    .label(place, text!("级次与指标写在了一起", "a level and an indicator"))
    .help(text!(
        "写成「{right}」：有公式、评分的写「指标」，下面还有指标的写「一级」至「四级」",
        "write `{right}`: what has a formula or a score is an `indicator`, what holds indicators a `group`"
    ))
    .fix(place, right)
}

/// E0101 for a level that holds a formula or a score.
pub(in crate::syntax) fn group_is_indicator(place: Span, word: &str) -> Diagnostic {
    let right = if word.is_ascii() { "indicator" } else { "指标" };
    Diagnostic::new(
        Code::SyntaxError,
        text!("「{word}」里直接写了公式或评分，它是指标", "`{word}` holds a formula or a score, so it is an indicator"),
    )
    .label(place, text!("应写「指标」", "an indicator"))
    .help(text!("把「{word}」改为「{right}」", "write `{right}` for `{word}`"))
    .fix(place, right)
}

/// E0101 for a number before a name.
pub(in crate::syntax) fn numbered_name(place: Span, number: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("名称前面不写序号「{number}」", "no number such as `{number}` stands before a name"),
    )
    .label(place, text!("这是序号", "a number"))
    .help(text!("删去序号，只写名称", "remove it and keep the name"))
    .fix(place, "")
}

/// E0101 for points in brackets behind a name.
pub(in crate::syntax) fn points_in_brackets(place: Span, points: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("分值不用括号括起", "points stand without brackets"))
        .label(place, text!("括号里的是分值", "points in brackets"))
        .help(text!("空一格写「{points}」", "write `{points}` behind a blank"))
        .fix(place, format!(" {points}"))
}

/// E0101 for a name with brackets in it.
pub(in crate::syntax) fn brackets_in_name(place: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("名称「{name}」中有括号", "the name `{name}` holds brackets"))
        .label(place, text!("括号把名称断开了", "the bracket ends the name"))
        .help(text!("写成「'{name}'」，用到它的地方也这样写", "write `'{name}'`, also where it is used"))
        .fix(place, format!("'{name}'"))
}

/// E0110 for a sign between a name and its points.
pub(in crate::syntax) fn blank_for_sign(place: Span, sign: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongPunctuation,
        text!("名称与分值之间不写「{sign}」", "no `{sign}` stands between a name and its points"),
    )
    .label(place, text!("不能用的标点", "a wrong mark"))
    .help(text!("用空格代替「{sign}」", "write a blank for `{sign}`"))
    .fix(place, " ")
}

/// E0110 for a sign in a name.
pub(in crate::syntax) fn sign_in_name(place: Span, name: &str, sign: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongPunctuation, text!("名称「{name}」中有「{sign}」", "the name `{name}` holds `{sign}`"))
        .label(place, text!("「{sign}」把名称断开了", "`{sign}` ends the name"))
        .help(text!("写成「'{name}'」，用到它的地方也这样写", "write `'{name}'`, also where it is used"))
        .fix(place, format!("'{name}'"))
}

/// E0101 for a unit in brackets behind the name of a datum.
pub(in crate::syntax) fn unit_in_name(place: Span, unit: &str, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("单位写在种类里，不写在名称「{name}」后面", "the unit stands in the kind, not behind the name `{name}`"),
    )
    .label(place, text!("括号里的是单位", "a unit in brackets"))
    .help(text!("删去「{unit}」", "remove `{unit}`"))
    .fix(place, "")
}

/// E0101 for 每发现 that does not say of what.
pub(in crate::syntax) fn nothing_counted(place: Span, step: &str, award: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("「每发现 {step}」后面没有写数的是什么", "nothing stands behind `每发现 {step}` to be counted"),
    )
    .label(place, text!("没有写数据的名称", "no name of a datum"))
    .help(text!(
        "在「{step}」后面写上数据的名称，例如有数据「违规次数」时写「每发现 {step} 违规次数 扣 {award}」",
        "write the name of the datum that is counted behind `{step}`"
    ))
}

/// E0101 for `80%以上95%以下` and `80%至95%之间`.
pub(in crate::syntax) fn both_sides(
    place: Span,
    written: &str,
    (lower, upper): (&str, &str),
    between: bool,
) -> Diagnostic {
    let message = if between {
        text!("「{written}」没有写明两端含还是不含", "`{written}` does not say whether its ends are included")
    } else {
        text!("「{written}」要写成一个区间", "`{written}` is written as one range")
    };
    Diagnostic::new(Code::SyntaxError, message).label(place, text!("一段取值范围", "a range")).help(text!(
        "{upper} 归这一档的写「{lower}（含）至 {upper}（含）」，归另一档的写「{lower}（含）至 {upper}（不含）」",
        "write `{lower} (incl) to {upper} (incl)` with both ends, `{lower} (incl) to {upper} (excl)` if {upper} belongs to another band"
    ))
}

/// E0101 for one comparison for each end of a range.
pub(in crate::syntax) fn one_range(place: Span, written: &str, range: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{written}」要写成一个区间", "`{written}` is written as one range"))
        .label(place, text!("一段取值范围", "a range"))
        .help(text!("写成「{range}」", "write `{range}`"))
        .fix(place, range)
}

/// E0101 for a kind of which the unit is not written.
pub(in crate::syntax) fn kind_unfinished(place: Span, kind: &str, example: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("「{kind}」后面没有写单位或取值", "`{kind}` lacks what stands in brackets"),
    )
    .label(place, text!("后面缺括号", "no brackets"))
    .help(text!(
        "写成如「{example}」，范围的两端也要带单位，如「[0%, 100%]」",
        "write it as in `{example}`; the ends of a range have units too"
    ))
}

/// E0101 for a unit where a kind stands.
pub(in crate::syntax) fn unit_for_kind(place: Span, unit: &str, kind: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{unit}」是单位，不是数据类型", "`{unit}` is a unit, not a kind"))
        .label(place, text!("这是单位", "a unit"))
        .help(text!("写成「{kind}」", "write `{kind}`"))
        .fix(place, kind)
}

/// E0101 for a text without quotes.
pub(in crate::syntax) fn text_unquoted(place: Span, written: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("这里的文字要用引号括起", "this text stands in quotes"))
        .label(place, text!("没有引号", "no quotes"))
        .help(text!("两头加上引号，写成「\"{written}\"」", "put quotes around it: `\"{written}\"`"))
        .fix(place, if written.contains('"') { format!("“{written}”") } else { format!("\"{written}\"") })
}

/// E0101 for 扣完为止.
pub(in crate::syntax) fn until_nothing_is_left(place: Span, written: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{written}」要写成下限", "`{written}` is written as a floor"))
        .label(place, text!("说的是最低分", "the least score"))
        .help(text!(
            "删去它和前面的逗号，另写一行「下限：0分」",
            "remove it, and write `floor: 0 points` on a line of its own"
        ))
}

/// E0110 for a comma between a range and its award.
pub(in crate::syntax) fn comma_before_award(place: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongPunctuation, text!("「得」前面不写逗号", "no comma stands before `gets`"))
        .label(place, text!("多出的逗号", "one comma too many"))
        .help(text!("删去逗号，空一格", "write a blank in its place"))
        .fix(place, " ")
}

/// E0101 for a rounding that does not say how.
pub(in crate::syntax) fn rounding_without_mode(place: Span) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「修约」没有写明怎样舍入", "the rounding does not say which way"))
        .label(place, text!("后面缺舍入方式", "the way is missing"))
        .help(text!(
            "后面补上「，四舍五入」；也可以是 四舍六入五成双、截断、进一",
            "add `, half up`, or one of half even, truncate, away from zero"
        ))
}

/// E0101 for 不计入总分 that does not say where its points go.
pub(in crate::syntax) fn rescaled_to_what(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("「不计入总分」没有写明分值折算到哪里", "`left out` does not say to what its points are rescaled"),
    )
    .label(place, text!("后面缺「折算到」", "`rescaled to` is missing"))
    .help(text!(
        "后面补上「，折算到 上级」（由同一分组的其余指标分担），或「，折算到 全表」",
        "add `, rescaled to parent` (the rest of the group bears it), or `, rescaled to whole`"
    ))
}

/// E0101 for 当 behind `不适用：`.
pub(in crate::syntax) fn condition_behind_colon(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("「不适用：」后面直接写条件，不写「当」", "no `当` stands behind `不适用：`"),
    )
    .label(place, text!("多出的「当」", "one word too many"))
    .help(text!("删去「当」", "remove `当`"))
    .fix(place, "")
}

/// E0101 for clauses of 按完成率 in braces.
pub(in crate::syntax) fn block_of_completion(place: Span, clauses: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("「按完成率」后面不用「{{ }}」，写在一行里", "`按完成率` has no braces; its clauses stand on its line"),
    )
    .label(place, text!("不用花括号", "no braces"))
    .help(text!("写成「按完成率，{clauses}」", "write `按完成率，{clauses}`"))
}

/// E0101 for a number of rows, or a year, with a word behind it.
pub(in crate::syntax) fn without_unit(place: Span, unit: &str, number: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{number}」后面不写「{unit}」", "no `{unit}` stands behind `{number}`"))
        .label(place, text!("不是计量单位", "no unit"))
        .help(text!("删去「{unit}」，只写 {number}", "write {number} alone"))
        .fix(place, "")
}

/// E0101 for the name of a table where its row is meant.
pub(in crate::syntax) fn table_for_row(place: Span, table: &str, column: &str) -> Diagnostic {
    let row = if table.is_ascii() { "row" } else { "行" };
    Diagnostic::new(
        Code::SyntaxError,
        text!("「{table}」的一列写作「{row}.{column}」", "a column of `{table}` is `{row}.{column}`"),
    )
    .label(place, text!("明细表的名称", "the name of a table"))
    .help(text!("把「{table}.」改成「{row}.」", "write `{row}.` for `{table}.`"))
    .fix(place, row)
}

/// A fault that one small change mends.
pub(in crate::syntax) fn changed(fault: Diagnostic, change: &Change<'_>) -> Diagnostic {
    let Change { place, written, right, next } = change;
    let sign = right.ends_with(['：', '，', ':', ',']);
    let help = match (written.is_empty(), right.is_empty()) {
        (true, _) if next.is_empty() => text!("在后面写上「{right}」", "add `{right}`"),
        (true, _) => text!("在「{next}」前面写上「{right}」", "write `{right}` before `{next}`"),
        (_, true) => text!("删去「{written}」", "remove `{written}`"),
        _ => text!("把「{written}」改为「{right}」", "write `{right}` for `{written}`"),
    };
    let text = match (written.is_empty(), right.is_empty()) {
        (true, _) if sign => right.clone(),
        (true, _) => format!("{right} "),
        (_, true) => " ".to_owned(),
        _ if sign => right.clone(),
        _ => format!(" {right} "),
    };
    fault.help(help).fix(*place, text)
}

/// E0101 for a word for which the language has another.
pub(in crate::syntax) fn other_word(place: Span, written: &str, right: &str) -> Diagnostic {
    let shown = right.trim_end();
    Diagnostic::new(Code::SyntaxError, text!("「{written}」在这里写作「{shown}」", "`{written}` is written `{shown}`"))
        .label(place, text!("不认识的写法", "an unknown word"))
        .help(text!("写成「{shown}」", "write `{shown}`"))
        .fix(place, right)
}

/// E0109 for a condition in words. The number is followed by its unit where that is known.
pub(in crate::syntax) fn condition_in_words(
    place: Span,
    written: &str,
    (subject, number): (&str, &str),
    known: bool,
) -> Diagnostic {
    let fault = Diagnostic::new(
        Code::BlankMissing,
        text!("「{written}」连成了一个词，会读成一个名称", "`{written}` is one word and reads as a name"),
    )
    .label(place, text!("应写成条件", "to be a condition"));
    if known {
        return fault
            .help(text!("写成「{subject} = {number} 时」", "write `{subject} = {number} 时`"))
            .fix(place, format!("{subject} = {number} 时"));
    }
    fault.help(text!(
        "用「=」写，数后写上这项数据的计量单位，例如「{subject} = {number}万元 时」",
        "write it with `=` and the unit of the datum, such as `{subject} = {number}万元 时`"
    ))
}
