//! What is wrong with the text of a submission: D01xx.

mod meant;
mod numbers;
mod rows;

pub(super) use numbers::number_form;

pub(super) use rows::{
    HeaderFault, cell_missing, csv_named_json, header_missing, number_cut_by_comma, row_twice, some_rows_without_year,
    text_after_quote, too_many_cells, unclosed_cell, unknown_row,
};

use super::words::Word;
use crate::diagnostic::{Code, Diagnostic, Language, Text, quoted};
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
        .help(text!(
            "只留一个；报告几处印得不同的，写成「\"{shown}\": [\"第一处写的\", \"第二处写的\"]」",
            "keep one; where a report prints it in several places, write `\"{shown}\": [\"first print\", \"second print\"]`"
        ))
}

/// D0104 for `null`.
pub(super) fn null(span: Span) -> Diagnostic {
    let message =
        Text::new("「null」看不出是没有填，还是不适用", "`null` does not say whether this is blank or not applicable");
    Diagnostic::new(Code::NullValue, message)
        .label(span, Text::new("空白还是不适用", "blank, or not applicable?"))
        .help(Text::new(
            "没有数据的写成「\"\"」；不适用的写成「{\"不适用\": \"原因\"}」",
            "write `\"\"` where there are no data, `{\"not_applicable\": \"reason\"}` where there can be none",
        ))
        .fix(span, "\"\"")
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
            "一个文件报一份，写成「{\"单位\": \"某局\", \"年度\": 2024}」",
            "one file holds one submission, written `{\"unit\": \"Office\", \"year\": 2024}`",
        ))
    } else {
        fault
    }
}

/// D0107 for a year that is none; `key` is what it stands for.
pub(super) fn not_a_year(span: Span, key: &str, written: &str) -> Diagnostic {
    let shown = quoted(written);
    let message =
        text!("「{key}」应填四位数字，填的是「{shown}」", "`{key}` should have four digits; it says `{shown}`");
    let fault = Diagnostic::new(Code::WrongShape, message).label(span, Text::new("不是年度", "not a year"));
    let digit =
        |one: char| "〇一二三四五六七八九".chars().position(|known| known == if one == '零' { '〇' } else { one });
    let bare = written.trim().trim_end_matches('度').trim_end_matches('年');
    let digits = bare.chars().map(digit).collect::<Option<Vec<_>>>().filter(|digits| digits.len() == 4);
    match digits.map(|digits| digits.iter().map(usize::to_string).collect::<String>()) {
        Some(year) => fault.help(text!("写「{year}」", "write `{year}`")),
        None => fault.help(Text::new("写四位数字，例如 2024", "write four digits, such as 2024")),
    }
}

/// D0108 for a submission that does not say whose or for what year it is; the language is that of its words.
pub(super) fn heading_missing(place: Span, word: Word, language: Language) -> Diagnostic {
    let (key, part) = (word.get(language), Word::Submission.get(language));
    let (value, plain) = match (word, language) {
        (Word::Year, _) => ("2024", "2024"),
        (_, Language::Zh) => ("\"某局\"", "某局"),
        (_, Language::En) => ("\"Office A\"", "Office A"),
    };
    let fault = missing_key(place, key);
    fault.help(text!(
        "例如 JSON 写「\"{key}\": {value}」，CSV 加一行「{part},{key},,{plain},」",
        "such as `\"{key}\": {value}` in JSON, or the row `{part},{key},,{plain},` in CSV"
    ))
}

/// D0108 for an entry that must be there.
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
    .help(Text::new("写「jixiao/1」，或者删去这一栏", "write `jixiao/1`, or leave this entry out"))
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
pub(super) fn unknown_escape(span: Span, written: &str) -> Diagnostic {
    let shown = quoted(written);
    let message = text!("文字里的反斜杠要写两个：「{shown}」", "a backslash in a text is written twice: `{shown}`");
    Diagnostic::new(Code::TextCharacter, message).label(span, Text::new("只有一个反斜杠", "one backslash")).help(
        Text::new("写成「\\\\」，例如文件路径「D:\\\\报表」", "write it as `\\\\`, as in the path `D:\\\\reports`"),
    )
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
        "行号写 1、2、3……；JSON 里也可以把各行写成列表，不写行号",
        "rows are numbered 1, 2, 3, …; in JSON they may be a list without numbers",
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
