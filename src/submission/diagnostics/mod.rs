//! What is wrong with the text of a submission: D01xx.

mod meant;
mod rows;

pub(super) use rows::{
    cell_missing, csv_named_json, header_missing, number_cut_by_comma, some_rows_without_year, text_after_quote,
    too_many_cells, unclosed_cell, unknown_row,
};

use super::json::NumberFault;
use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::source::{Span, Spanned};
use crate::text;

/// An open bracket and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    pub opener: char,
    pub span: Span,
}

impl Bracket {
    fn closer(self) -> char {
        if self.opener == '[' { ']' } else { '}' }
    }
}

/// What should stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// A value.
    Value,
    /// A key.
    Key,
    /// `:`
    Colon,
    /// `,` or `}`
    CommaOrBrace,
    /// `,` or `]`
    CommaOrBracket,
    /// Nothing.
    End,
}

impl Expected {
    fn text(self) -> Text {
        match self {
            Expected::Value => Text::new("值", "a value"),
            Expected::Key => Text::new("带双引号的名称", "a name in double quotes"),
            Expected::Colon => Text::new("半角冒号「:」", "a colon `:`"),
            Expected::CommaOrBrace => Text::new("半角逗号「,」或「}」", "a comma `,` or `}`"),
            Expected::CommaOrBracket => Text::new("半角逗号「,」或「]」", "a comma `,` or `]`"),
            Expected::End => Text::new("文件末尾", "the end of the text"),
        }
    }
}

/// D0101 for a text without content.
pub(super) fn empty_text(whole: Span) -> Diagnostic {
    Diagnostic::new(Code::SubmissionSyntax, Text::new("报送文件是空的", "the submission is empty"))
        .label(whole, Text::new("没有内容", "nothing here"))
        .help(Text::new(
            "用「jixiao template 评分表.perf」生成空白填报表，填好后再报",
            "make an empty form with `jixiao template RUBRIC.perf`, and fill it in",
        ))
}

/// D0101 for a text that ends inside a bracket.
pub(super) fn cut_off(end: Span, open: Option<&Bracket>) -> Diagnostic {
    let message = Text::new("报送文件没有写完就中断了", "the submission breaks off before its end");
    let fault = Diagnostic::new(Code::SubmissionSyntax, message).label(end, Text::new("到此中断", "breaks off here"));
    match open {
        None => fault.help(Text::new("补上缺少的值", "add the missing value")),
        Some(bracket) => {
            let (opener, closer) = (bracket.opener, bracket.closer());
            fault.label(bracket.span, text!("此「{opener}」没有收尾", "this `{opener}` is never closed")).help(text!(
                "检查文件是否完整；如果完整，在末尾补上「{closer}」",
                "see whether the file is complete; if it is, add `{closer}` at the end"
            ))
        }
    }
}

/// D0101 for a character that cannot stand where it does; what people usually meant is explained.
pub(super) fn unexpected(here: Span, found: char, expected: Expected, open: Option<&Bracket>) -> Diagnostic {
    let wanted = expected.text();
    let shown = quoted(&found.to_string());
    let (zh, en) = (wanted.zh, wanted.en);
    let message = text!("此处应为{zh}，却是「{shown}」", "{en} should stand here, not `{shown}`");
    let help = meant::meant(found, expected, open);
    Diagnostic::new(Code::SubmissionSyntax, message)
        .label(here, text!("这里是「{shown}」", "this is `{shown}`"))
        .help(help)
}

/// D0101 for a comma with nothing behind it.
pub(super) fn trailing_comma(comma: Span) -> Diagnostic {
    Diagnostic::new(
        Code::SubmissionSyntax,
        Text::new("最后一项之后多了一个逗号", "there is a comma after the last entry"),
    )
    .label(comma, Text::new("多余的逗号", "one comma too many"))
    .help(Text::new("删去这个逗号", "delete this comma"))
    .fix(comma, "")
}

/// D0101 for two commas in a row.
pub(super) fn second_comma(comma: Span) -> Diagnostic {
    Diagnostic::new(Code::SubmissionSyntax, Text::new("两个逗号之间没有内容", "there is nothing between two commas"))
        .label(comma, Text::new("多余的逗号", "one comma too many"))
        .help(Text::new("删去一个逗号", "delete one of them"))
        .fix(comma, "")
}

/// D0101 for a text that its line does not end.
pub(super) fn unclosed_text(opener: Span, full_width: bool) -> Diagnostic {
    let help = if full_width {
        Text::new("收尾处用的是全角引号，改成半角「\"」", "it ends with a typographic quote; use `\"`")
    } else {
        Text::new(
            "在文字末尾补上「\"」；文字中要换行的写成「\\n」",
            "add `\"` at the end of the text; write a line break inside a text as `\\n`",
        )
    };
    Diagnostic::new(Code::SubmissionSyntax, Text::new("文字缺少收尾的双引号", "a text has no closing quote"))
        .label(opener, Text::new("从这里开始", "it starts here"))
        .help(help)
}

/// D0101 for a value without quotes.
pub(super) fn unquoted(span: Span, written: &str) -> Diagnostic {
    let shown = quoted(written);
    let repair = match written {
        "True" | "TRUE" | "是" | "yes" => "true".to_owned(),
        "False" | "FALSE" | "否" | "no" => "false".to_owned(),
        _ => format!("\"{shown}\""),
    };
    Diagnostic::new(Code::SubmissionSyntax, text!("「{shown}」没有加双引号", "`{shown}` is not in double quotes"))
        .label(span, Text::new("没有引号", "no quotes"))
        .help(text!(
            "写成「{repair}」；只有不带单位的数和 true、false 可以不加引号",
            "write `{repair}`; only bare numbers, true and false go without quotes"
        ))
}

/// D0102 for brackets in brackets beyond the limit.
pub(super) fn too_deep(opener: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::SubmissionTooDeep,
        text!("括号嵌套超过 {limit} 层", "brackets are nested more than {limit} deep"),
    )
    .label(opener, Text::new("又深一层", "one level too deep"))
    .help(Text::new(
        "报送文件最多用到五层；请检查是否漏了收尾的括号",
        "a submission needs five levels at most; see whether closing brackets are missing",
    ))
}

/// D0103 for a name that stands twice in one place.
pub(super) fn duplicate_key(first: &Spanned<String>, second: &Spanned<String>) -> Diagnostic {
    let shown = quoted(&second.node);
    Diagnostic::new(Code::DuplicateKey, text!("「{shown}」写了两次", "`{shown}` is given twice"))
        .label(second.span, Text::new("又写一次", "again here"))
        .label(first.span, Text::new("第一次", "first here"))
        .help(Text::new(
            "只留一个；同一数字印在几处而不同的，写成一个列表并各注出处",
            "keep one; where one figure is printed in several places, give a list of its prints, each with its place",
        ))
}

/// D0104 for `null`.
pub(super) fn null(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NullValue, Text::new("「null」不是值", "`null` is not a value"))
        .label(span, Text::new("不知是空白还是不适用", "blank, or not applicable?"))
        .help(Text::new(
            "没有数据的写成「\"\"」；不适用的写成「{\"不适用\": \"原因\"}」",
            "write `\"\"` where there are no data, `{\"not_applicable\": \"reason\"}` where there can be none",
        ))
        .fix(span, "\"\"")
}

/// D0105 for a number in a form that is not taken.
pub(super) fn number_form(span: Span, written: &str, fault: NumberFault) -> Diagnostic {
    let shown = quoted(written);
    let (message, help) = match fault {
        NumberFault::Exponent => (
            text!("数字「{shown}」用了科学记数法", "the number `{shown}` has an exponent"),
            Text::new("写成普通小数，例如 1.2e3 写成 1200", "write it as a plain decimal, such as 1200 for 1.2e3"),
        ),
        NumberFault::MinusZero => (
            text!("「{shown}」是负的零", "`{shown}` is a negative zero"),
            Text::new(
                "写成 0；如果是一个很小的负数，写出它的小数",
                "write 0; if it is a small negative number, write its decimals",
            ),
        ),
        NumberFault::LeadingZero => (
            text!("数字「{shown}」前面有多余的 0", "the number `{shown}` starts with a needless 0"),
            Text::new("去掉前面的 0；编码之类写成带引号的文字", "drop the 0; put codes in quotes"),
        ),
        NumberFault::BarePoint => (
            text!("数字「{shown}」的小数点旁缺一位数字", "the number `{shown}` lacks a digit beside its point"),
            Text::new("小数点两边都写数字，例如 0.5", "write digits on both sides of the point, such as 0.5"),
        ),
        NumberFault::Plus => (
            text!("数字「{shown}」前面有加号", "the number `{shown}` has a plus sign"),
            Text::new("去掉加号", "drop the plus sign"),
        ),
        NumberFault::NotFinite | NumberFault::Words => (
            text!("「{shown}」不是数", "`{shown}` is not a number"),
            Text::new(
                "填写实际数字；没有数据的写成「\"\"」",
                "give the actual number; where there are no data, write `\"\"`",
            ),
        ),
        NumberFault::TooLong(digits) => (
            text!(
                "数字「{shown}」有 {digits} 位，超过 28 位",
                "the number `{shown}` has {digits} digits, more than 28"
            ),
            Text::new("核对数字；编码之类写成带引号的文字", "check the number; put codes in quotes"),
        ),
    };
    Diagnostic::new(Code::NumberForm, message).label(span, Text::new("这个数字", "this number")).help(help)
}

/// D0106 for a key that means nothing where it stands.
pub(super) fn unknown_key(key: &Spanned<String>, nearest: Option<&str>, known: &[&str]) -> Diagnostic {
    let shown = quoted(&key.node);
    let fault =
        Diagnostic::new(Code::UnknownKey, text!("此处没有「{shown}」这一栏", "there is no entry `{shown}` here"))
            .label(key.span, Text::new("不认识的栏目", "unknown entry"));
    match nearest {
        Some(nearest) => fault.help(text!("是否应为「{nearest}」", "did you mean `{nearest}`?")),
        None => {
            let (zh, en) = (known.join("、"), known.join(", "));
            fault.help(text!("此处可以有：{zh}", "what may stand here: {en}"))
        }
    }
}

/// D0107 for the rows of a table among the data.
pub(super) fn rows_in_data(name: &Spanned<String>) -> Diagnostic {
    let shown = quoted(&name.node);
    Diagnostic::new(
        Code::WrongShape,
        text!("「{shown}」写在「数据」里，却是明细的各行", "`{shown}` stands in `data`, but holds the rows of a table"),
    )
    .label(name.span, Text::new("这是明细", "this is a table"))
    .help(Text::new("明细写在「明细」里，不写在「数据」里", "tables belong in `tables`, not in `data`"))
}

/// D0107 for a value of another shape than its place wants: a list, an object, a text, a number.
pub(super) fn wrong_shape(span: Span, place: &str, found: Text, wanted: Text) -> Diagnostic {
    let (found_zh, found_en, wanted_zh, wanted_en) = (found.zh, found.en, wanted.zh, wanted.en);
    let message = if place.is_empty() {
        text!("报送文件应是{wanted_zh}，却是{found_zh}", "a submission should be {wanted_en}, not {found_en}")
    } else {
        text!("「{place}」应是{wanted_zh}，却是{found_zh}", "`{place}` should be {wanted_en}, not {found_en}")
    };
    let fault = Diagnostic::new(Code::WrongShape, message).label(span, text!("这是{found_zh}", "this is {found_en}"));
    if place.is_empty() {
        fault.help(Text::new(
            "一个文件报一份，写成「{\"单位\": …, \"年度\": …}」",
            "one file holds one submission, written `{\"unit\": …, \"year\": …}`",
        ))
    } else {
        fault
    }
}

/// D0107 for a year that is none.
pub(super) fn not_a_year(span: Span, written: &str) -> Diagnostic {
    let shown = quoted(written);
    Diagnostic::new(Code::WrongShape, text!("「{shown}」不是年度", "`{shown}` is not a year"))
        .label(span, Text::new("不是年度", "not a year"))
        .help(Text::new("写四位数字，例如 2024", "write four digits, such as 2024"))
}

/// D0108 for a submission that does not say whose or for what year it is.
pub(super) fn missing_key(place: Span, key: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingKey, text!("报送文件没有写「{key}」", "the submission does not give `{key}`"))
        .label(place, text!("缺「{key}」", "`{key}` is missing"))
        .help(text!("补上「{key}」", "add `{key}`"))
}

/// D0109 for a document of another format.
pub(super) fn unknown_format(span: Span, written: &str) -> Diagnostic {
    let shown = quoted(written);
    Diagnostic::new(
        Code::UnknownFormat,
        text!("不认识报送格式「{shown}」", "the submission format `{shown}` is unknown"),
    )
    .label(span, Text::new("不认识的格式", "unknown format"))
    .help(Text::new("本版本读「jixiao/1」", "this version reads `jixiao/1`"))
}

/// D0110 for a control character in a text.
pub(super) fn control_character(span: Span, character: char) -> Diagnostic {
    let shown = quoted(&character.to_string());
    Diagnostic::new(
        Code::TextCharacter,
        text!("文字里有控制字符「{shown}」", "a text holds the control character `{shown}`"),
    )
    .label(span, Text::new("控制字符", "control character"))
    .help(Text::new(
        "删去它；制表符写成「\\t」，换行写成「\\n」",
        "delete it; write a tab as `\\t`, a line break as `\\n`",
    ))
}

/// D0110 for a backslash with something behind it that means nothing.
pub(super) fn unknown_escape(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TextCharacter,
        Text::new("反斜杠之后的写法没有意义", "what follows the backslash means nothing"),
    )
    .label(span, Text::new("不认识的写法", "unknown escape"))
    .help(Text::new(
        "反斜杠本身写成「\\\\」，例如文件路径「D:\\\\报表」",
        "write a backslash itself as `\\\\`, as in the path `D:\\\\reports`",
    ))
}

/// D0115 for a row under something that is no number.
pub(super) fn not_a_row_number(key: &Spanned<String>, table: &str) -> Diagnostic {
    let shown = quoted(&key.node);
    Diagnostic::new(
        Code::RowForm,
        text!("明细「{table}」里「{shown}」不是行号", "`{shown}` is no row number of the table `{table}`"),
    )
    .label(key.span, Text::new("不是行号", "no row number"))
    .help(Text::new(
        "行号写 1、2、3……；JSON 里也可以把各行写成列表 [ {…}, {…} ]",
        "rows are numbered 1, 2, 3, …; in JSON they may be a list `[ {…}, {…} ]`",
    ))
}

/// D0115 for a row of a CSV that names no cell of a table.
pub(super) fn not_a_cell_of_a_row(span: Span, written: &str) -> Diagnostic {
    let shown = quoted(written);
    let message = if written.trim().is_empty() {
        Text::new("明细没有写第几行、哪一列", "neither row nor column of the table is given")
    } else {
        text!("「{shown}」没有写成“行号/列名”", "`{shown}` is not row number/column")
    };
    Diagnostic::new(Code::RowForm, message).label(span, Text::new("哪一行，哪一列", "which row, which column?")).help(
        Text::new(
            "写行号和列名，例如 3/合同额；不适用的写 3/合同额/不适用",
            "write row and column, such as 3/price; or 3/price/not_applicable",
        ),
    )
}

/// D0107 for a datum that is said to be not applicable and has a value.
pub(super) fn value_and_not_applicable(reason: &Spanned<String>, value: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, Text::new("同一项既有值又不适用", "one datum has a value and is not applicable"))
        .label(value.span, Text::new("值", "its value"))
        .label(reason.span, Text::new("又说不适用", "yet not applicable"))
        .help(Text::new("只留一个", "keep one of them"))
}

/// D0107 for a list of no prints.
pub(super) fn empty_list(list: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, text!("「{name}」是空的列表", "`{name}` is an empty list"))
        .label(list, Text::new("没有值", "no value"))
        .help(Text::new(
            "没有数据的写成「\"\"」；不适用的写成「{\"不适用\": \"原因\"}」",
            "write `\"\"` where there are no data, `{\"not_applicable\": \"reason\"}` where there can be none",
        ))
}

/// D0108 for a datum that is said to be not applicable without saying why.
pub(super) fn reason_missing(reason: Span, name: &str) -> Diagnostic {
    let message = text!("「{name}」报为不适用，没有写原因", "`{name}` is not applicable, and no reason is given");
    Diagnostic::new(Code::MissingKey, message)
        .label(reason, Text::new("缺原因", "no reason"))
        .help(Text::new("写明不适用的原因，例如「未处置资产」", "say why, such as `nothing was sold`"))
}
