//! What can be wrong with statements.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::source::Span;
use crate::syntax::words::Place;
use crate::text;

/// E0101: something else should stand here. `found` is empty at the end of the statement.
pub(in crate::syntax) fn expected(place: Span, found: &str, wanted: &Text, example: Option<Text>) -> Diagnostic {
    let (zh, en) = (&wanted.zh, &wanted.en);
    let label = if found.is_empty() {
        text!("语句到此就结束了", "the statement ends here")
    } else if found.chars().count() > 14 {
        text!("从这里开始读不通", "not understood from here")
    } else {
        text!("这里是「{found}」", "here is `{found}`")
    };
    let message = if found.is_empty() {
        text!("语句不完整，后面应为{zh}", "the statement is incomplete, {en} should follow")
    } else {
        text!("此处应为{zh}", "{en} should stand here")
    };
    let diagnostic = Diagnostic::new(Code::SyntaxError, message).label(place, label);
    match example {
        Some(Text { zh, en }) => diagnostic.help(text!("写法如「{zh}」", "write it as in `{en}`")),
        None => diagnostic,
    }
}

/// E0101 for a name of several words.
pub(in crate::syntax) fn blank_in_name(place: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("名称「{name}」中间有空格", "the name `{name}` holds a blank"))
        .label(place, text!("空格把名称断开了", "the blank ends the name"))
        .help(text!("去掉空格，或写成「'{name}'」", "write `'{name}'`"))
        .fix(place, format!("'{name}'"))
}

/// E0101: nothing better is known.
pub(in crate::syntax) fn not_understood(place: Span) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("这条语句读不通", "this statement is not understood"))
        .label(place, text!("从这里开始读不通", "not understood from here"))
}

/// E0101 for what stands behind a `}` on its line.
pub(in crate::syntax) fn behind_brace(place: Span) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「}}」后面要换行", "a new line must begin behind `}}`"))
        .label(place, text!("紧跟在「}}」后面", "stands behind `}}`"))
        .help(text!("把这部分写到下一行，或在前面写「；」", "write this on the next line, or put `;` before it"))
}

/// E0101 for a block that belongs to nothing.
pub(in crate::syntax) fn block_without_head(place: Span) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{{」前面没有写是什么", "nothing stands before `{{`"))
        .label(place, text!("没有开头的一块", "a block without a head"))
        .help(text!(
            "在「{{」前面写上开头，如「指标 名称 2分 {{」",
            "write the head before it, such as `indicator Name 2 points {{`"
        ))
}

/// E0101 for `公式：` and nothing more.
pub(in crate::syntax) fn nothing_behind_colon(place: Span, head: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{head}：」后面没有内容", "nothing stands behind `{head}:`"))
        .label(place, text!("后面是空的", "empty"))
        .help(text!("写上内容，或删去这一行", "write what belongs there, or remove the line"))
}

/// E0101 for a word that begins no statement.
pub(in crate::syntax) fn unknown_statement(place: Span, word: &str, here: Place, near: Option<&str>) -> Diagnostic {
    let what = here.what();
    let diagnostic = Diagnostic::new(
        Code::SyntaxError,
        Text::new(
            format!("{}里没有「{word}」这样的语句", what.zh),
            format!("no statement of {} begins with `{word}`", what.en),
        ),
    )
    .label(place, text!("不认识的语句", "an unknown statement"));
    if let Some(near) = near {
        return diagnostic.help(text!("是否应为「{near}」", "perhaps `{near}` is meant")).fix(place, near);
    }
    let list = |pick: fn(&Text) -> &str, join: &str| {
        let names = here.starters().iter().filter_map(|rule| crate::syntax::words::keyword(*rule));
        let words = names.map(|keyword| pick(&keyword.quoted()).to_owned());
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(join)
    };
    let (zh, en) = (list(|text| &text.zh, ""), list(|text| &text.en, ", "));
    diagnostic.help(text!("这里可以写{zh}", "what may stand here: {en}"))
}

/// E0123 for a word that begins a statement elsewhere.
pub(in crate::syntax) fn belongs_elsewhere(place: Span, word: &str, here: Place, home: Place) -> Diagnostic {
    let (here, home) = (here.what(), home.what());
    Diagnostic::new(
        Code::NotHere,
        Text::new(format!("「{word}」不能写在{}里", here.zh), format!("`{word}` cannot stand in {}", here.en)),
    )
    .label(place, text!("写的地方不对", "in the wrong place"))
    .help(Text::new(format!("把它移到{}里", home.zh), format!("move it to {}", home.en)))
}

/// E0123 for a statement that was read and does not belong here.
pub(in crate::syntax) fn not_here(place: Span, word: &str, here: Place) -> Diagnostic {
    let what = here.what();
    let (zh, en) = if here == Place::Group {
        ("把它移到所有分组的外面", "move it out of all groups")
    } else {
        ("把它移到「评价体系」、分组或指标里", "move it into the header, a group or an indicator")
    };
    Diagnostic::new(
        Code::NotHere,
        Text::new(format!("「{word}」不能写在{}里", what.zh), format!("`{word}` cannot stand in {}", what.en)),
    )
    .label(place, text!("写的地方不对", "in the wrong place"))
    .help(Text::new(zh, en))
}

/// E0109, with the text as it should be.
pub(in crate::syntax) fn blank_missing(place: Span, written: &str, right: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BlankMissing,
        text!("「{written}」中间缺空格，会读成一个名称", "`{written}` lacks a blank and reads as one name"),
    )
    .label(place, text!("连成了一个词", "one word"))
    .help(text!("写成「{right}」", "write `{right}`"))
    .fix(place, right)
}

/// E0110. `twin` is what takes its place; empty if it is simply left out.
pub(in crate::syntax) fn wrong_punctuation(place: Span, written: &str, twin: Option<&str>) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::WrongPunctuation, text!("这里不能用「{written}」", "`{written}` cannot stand here"))
            .label(place, text!("不能用的标点", "a wrong mark"));
    match twin {
        Some("") => diagnostic
            .help(text!("删去「{written}」，一行结束不写句号", "remove `{written}`; a line ends without it"))
            .fix(place, ""),
        Some("至") => diagnostic
            .help(text!("范围写成如「75%（含）至 90%（不含）」", "write a range as in `75% (incl) to 90% (excl)`")),
        Some("//") => diagnostic.help(text!("注释写在「//」后面", "a comment stands behind `//`")).fix(place, "//"),
        Some(twin) => {
            let zh = if twin == "," { "逗号「，」".to_owned() } else { format!("「{twin}」") };
            diagnostic.help(text!("用{zh}代替「{written}」", "write `{twin}` for `{written}`")).fix(place, twin)
        }
        None => diagnostic.help(text!(
            "删去它；名称中要用符号时，把名称写在「」里",
            "remove it, or write the name that holds it in single quotes"
        )),
    }
}

/// E0111. `previous` is the end of the line before, `removed` the operator with the blank behind it.
pub(in crate::syntax) fn operator_at_line_start(
    place: Span,
    operator: &str,
    previous: Option<Span>,
    removed: Span,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::LineBeginsWithOperator,
        text!("一行不能以「{operator}」开头", "a line cannot begin with `{operator}`"),
    )
    .label(place, text!("上一行到此已经结束", "the line before has ended"))
    .help(text!(
        "接着上一行写时，把「{operator}」放在上一行的末尾",
        "to go on, write `{operator}` at the end of the line before"
    ));
    match previous {
        Some(previous) => diagnostic.fix(previous, format!(" {operator}")).fix(removed, ""),
        None => diagnostic,
    }
}

/// E0101 for a sign at the end of a line that joins it with nothing.
pub(in crate::syntax) fn dangling(place: Span, sign: &str) -> Diagnostic {
    let fault = Diagnostic::new(
        Code::SyntaxError,
        text!(
            "行末的「{sign}」后面没有内容，下一行是另一个语句",
            "nothing follows `{sign}` at the end of this line; the next line is a statement of its own"
        ),
    )
    .label(place, text!("后面是空的", "nothing behind it"));
    if matches!(sign, "," | "，") {
        return fault.help(text!("删去行末的「{sign}」", "remove it")).fix(place, "");
    }
    fault.help(text!(
        "在这一行补上「{sign}」后面的部分，或删去「{sign}」",
        "write what follows `{sign}` on this line, or remove it"
    ))
}

/// E0101 for a comparison without a left side.
pub(in crate::syntax) fn nothing_compared(place: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SyntaxError,
        text!("「{word}」前面没有写比较什么", "nothing stands before `{word}` to compare"),
    )
    .label(place, text!("左边是空的", "nothing on its left"))
    .help(text!("在「{word}」前面写上数据的名称", "write the name of a datum before `{word}`"))
}

/// E0101 for a comparison in other words than those of the language.
pub(in crate::syntax) fn other_comparison(place: Span, written: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("比较词没有「{written}」", "`{written}` is not one of the comparisons"))
        .label(place, text!("不认识的比较词", "an unknown comparison"))
        .help(text!("写成「{right}」", "write `{right}`"))
        .fix(place, right)
}

/// E0101 for `80% ≤ x < 90%` as a band.
pub(in crate::syntax) fn chained_range(place: Span, bound: &str) -> Diagnostic {
    if !bound.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return Diagnostic::new(
            Code::SyntaxError,
            text!("档的范围不写「{bound}」", "the range of a band does not name `{bound}`"),
        )
        .label(place, text!("只写范围", "the range alone"))
        .help(text!(
            "范围说的就是指标值：一端写如「不低于 90%」，两端写如「75%（含）至 90%（不含）」；要比较别的数据，改用「情形」",
            "a range is about the measure: write `at least 90%`, or `75% (incl) to 90% (excl)`; to compare other data use `cases`"
        ));
    }
    Diagnostic::new(Code::SyntaxError, text!("档的范围不这样写", "the range of a band is not written so"))
        .label(place, text!("数的后面不能再比较", "no comparison behind a number"))
        .help(text!(
            "一端写「不低于 {bound}」，两端写如「{bound}（含）至 90%（不含）」",
            "for one end write `at least {bound}`, for two `{bound} (incl) to 90% (excl)`"
        ))
}

/// E0101 for an award behind the condition of 达标.
pub(in crate::syntax) fn pass_gives_full(place: Span) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「达标 当」后面不写得分", "`pass when` needs no award"))
        .label(place, text!("达标就是满分", "to pass is to get full marks"))
        .help(text!(
            "删去这里；未达标的得分写在后面，如「，其余 得 0分」",
            "remove it; what is given else is written as in `, otherwise gets 0 points`"
        ))
}

/// E0101 for points as a statement.
pub(in crate::syntax) fn points_in_head(place: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{word}」不单独写一行", "`{word}` is not a statement of its own"))
        .label(place, text!("不认识的语句", "an unknown statement"))
        .help(text!(
            "分值写在名称后面，如「指标 支出率 5分 {{」",
            "write the points behind the name: `indicator Rate 5 points {{`"
        ))
}

/// E0101 for a deduction in other words than those of the language.
pub(in crate::syntax) fn other_step(place: Span, written: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「扣分」里没有「{written}」", "`{written}` is no word of `deduct`"))
        .label(place, text!("不认识的写法", "an unknown word"))
        .help(text!("写成「{right}」", "write `{right}`"))
        .fix(place, right)
}

/// E0101 for a sign before a name.
pub(in crate::syntax) fn negative_name(place: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("负号只能写在数的前面", "a sign can only stand before a number"))
        .label(place, text!("后面是「{name}」", "`{name}` follows"))
        .help(text!("写成「-1 × {name}」", "write `-1 × {name}`"))
}

/// E0124.
pub(in crate::syntax) fn reserved_word(place: Span, word: &str) -> Diagnostic {
    // Quoted as whoever writes the word would.
    let quoted = if word.is_ascii() { format!("'{word}'") } else { format!("「{word}」") };
    Diagnostic::new(
        Code::ReservedWord,
        text!("「{word}」是保留字，不能直接作名称", "`{word}` is reserved and cannot be a name"),
    )
    .label(place, text!("保留字", "reserved"))
    .help(text!("换一个名称，或写成 {quoted}", "choose another name, or write `{quoted}`"))
    .fix(place, quoted)
}

/// E0101 for a text where a name stands.
pub(in crate::syntax) fn text_for_name(place: Span, written: &str) -> Diagnostic {
    let inner = if written.ends_with(['"', '”']) { written.trim_matches(['"', '“', '”']) } else { written };
    Diagnostic::new(Code::SyntaxError, text!("此处应为名称，不是文字", "a name should stand here, not a text"))
        .label(place, text!("双引号里的是文字", "quoted so, it is a text"))
        .help(text!("名称直接写，带符号的名称写成「'{inner}'」", "write the name without quotes, or as `'{inner}'`"))
        .fix(place, format!("'{inner}'"))
}

/// E0101 for 是 or 否 elsewhere than behind `=`.
pub(in crate::syntax) fn yes_or_no_alone(place: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{word}」只能写在「=」后面", "`{word}` can only stand behind `=`"))
        .label(place, text!("前面没有「=」", "no `=` before it"))
        .help(text!(
            "写成如「有处置 = {word}」，或直接写「有处置」「非 有处置」",
            "write it as in `disposed = {word}`, or just `disposed` or `not disposed`"
        ))
}

/// E0101 for a target that is a condition.
pub(in crate::syntax) fn not_a_target(place: Span, written: &str) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「{written}」不是目标", "`{written}` is not a target"))
        .label(place, text!("这是一个条件", "this is a condition"))
        .help(text!("写成如「目标：≥ 95%」或「目标：支出预算」", "write it as in `target: ≥ 95%` or `target: budget`"))
}

/// E0101 for 达标 without 当.
pub(in crate::syntax) fn pass_without_condition(place: Span) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("「达标」里没有写「当」", "`pass` has no `when`"))
        .label(place, text!("没有写何时达标", "no condition"))
        .help(text!("写上条件，如「当 不低于 90%」", "write the condition, such as `when at least 90%`"))
}

/// E0101 for a rounding that names, or does not name, what it rounds.
pub(in crate::syntax) fn rounding_subject(place: Span, in_header: bool) -> Diagnostic {
    let (zh, en) = if in_header {
        ("写成「修约：指标得分 保留2位，四舍五入」", "write `rounding: indicator scores to 2 places, half up`")
    } else {
        (
            "指标里写成「修约：保留2位，四舍五入」，修约的是公式的值",
            "in an indicator write `rounding: to 2 places, half up`",
        )
    };
    let message = if in_header {
        text!("「修约」没有写明修约什么", "`rounding` does not say what it rounds")
    } else {
        text!("指标里的「修约」只修约公式的值", "`rounding` in an indicator rounds its formula only")
    };
    Diagnostic::new(Code::SyntaxError, message).label(place, text!("这里", "here")).help(Text::new(zh, en))
}

/// E0101 for the rounding of the total that does not say from what, or another that does.
pub(in crate::syntax) fn rounding_source(place: Span, of_total: bool) -> Diagnostic {
    let message = if of_total {
        text!("总分的「修约」没有写明由什么相加", "the rounding of the total does not say from what")
    } else {
        text!("「由各项得分」只用于总分", "`from the scores` is for the total only")
    };
    Diagnostic::new(Code::SyntaxError, message).label(place, text!("这里", "here")).help(text!(
        "写成「修约：总分 保留1位，由各项得分，四舍五入」",
        "write `rounding: total to 1 place, from the scores, half up`"
    ))
}

/// E0122.
pub(in crate::syntax) fn written_twice(again: Span, word: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::WrittenTwice, text!("「{word}」写了两次", "`{word}` is written twice"))
        .label(again, text!("第二次", "the second time"))
        .label(first, text!("第一次", "the first time"))
        .help(text!("只保留一处", "keep one of them"))
}

/// E0101 for a list of units in an amendment.
pub(in crate::syntax) fn one_unit_at_a_time(second: Span) -> Diagnostic {
    Diagnostic::new(Code::SyntaxError, text!("一条修订只写一个计量单位", "an amendment is about one unit"))
        .label(second, text!("第二个单位", "the second unit"))
        .help(text!("另起一行，再写一条", "write another amendment for it, on a line of its own"))
}

/// E0102 for a formula of too many operands.
pub(in crate::syntax) fn formula_too_long(place: Span, operands: usize, most: usize) -> Diagnostic {
    Diagnostic::new(
        Code::NestedTooDeep,
        text!(
            "一个算式里有 {operands} 项，最多 {most} 项",
            "a formula joins {operands} operands, at most {most} can be"
        ),
    )
    .label(place, text!("算式太长", "too long"))
    .help(text!("用「定义」把它分成几步", "split it with `define`"))
}

/// E0120.
///
/// `twin` is the word of the file's language.
pub(in crate::syntax) fn mixed_languages(place: Span, word: &str, twin: Option<&str>, first: Span) -> Diagnostic {
    let (zh, en) = if word.is_ascii() { ("英文", "English") } else { ("中文", "Chinese") };
    let fault = Diagnostic::new(
        Code::MixedLanguages,
        text!(
            "同一个文件里混用了中英文关键字：「{word}」是{zh}",
            "keywords of two languages in one file: `{word}` is {en}"
        ),
    )
    .label(place, text!("{zh}关键字", "a keyword in {en}"))
    .label(first, text!("本文件的关键字从这里起", "the file's language"));
    match twin {
        Some(twin) => fault
            .help(text!("一个文件只用一种语言的关键字，这里写「{twin}」", "use one language in a file, here `{twin}`"))
            .fix(place, twin),
        None => fault.help(text!("一个文件只用一种语言的关键字", "use one language in a file")),
    }
}

/// E0901.
pub(in crate::syntax) fn not_yet(place: Span, construct: &Text) -> Diagnostic {
    let (zh, en) = (&construct.zh, &construct.en);
    Diagnostic::new(Code::NotYet, text!("本版本尚不支持{zh}", "this version does not support {en} yet"))
        .label(place, text!("整条语句略过", "passed over whole"))
        .help(text!("暂时删去或用「//」注释掉，改用已支持的写法", "remove it, or comment it out with `//`, for now"))
}
