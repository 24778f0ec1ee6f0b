//! What is wrong with the rows of a CSV: D0111–D0113.

use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::source::{Span, Spanned};
use crate::text;

/// What is wrong with the first row of a CSV.
pub(in crate::submission) enum HeaderFault {
    /// Its columns are separated by this.
    Separator(char),
    /// It is JSON.
    Json,
    /// So many rows stand above the header.
    Below(usize),
    /// A column that there is none of.
    Extra(String),
    /// A column is not there.
    Missing(Text),
    /// All are there, in another order.
    Order,
    /// It is no header.
    Unlike,
}

/// D0111 for a CSV without its header row.
pub(in crate::submission) fn header_missing(row: Span, fault: &HeaderFault) -> Diagnostic {
    let header =
        Text::new("第一行写「部分,名称,项目,值,出处」", "the first row should be `part,name,item,value,place`");
    let (message, label, help) = match fault {
        HeaderFault::Separator(separator) => {
            let (zh, en) = match separator {
                '\t' => ("制表符", "tab"),
                ';' => ("分号", "semicolon"),
                _ => ("全角逗号", "full-width comma"),
            };
            (
                text!("各栏用{zh}分隔，应当用半角逗号", "the columns are separated by a {en}, not a comma"),
                text!("这里用{zh}分隔", "separated by a {en}"),
                Text::new(
                    "在电子表格软件里另存为「CSV UTF-8（逗号分隔）」",
                    "save it from the spreadsheet as `CSV UTF-8 (comma delimited)`",
                ),
            )
        }
        HeaderFault::Json => (
            Text::new("内容是 JSON，不是 CSV", "this is JSON, not CSV"),
            Text::new("应为表头", "should be the header"),
            Text::new("文件扩展名改为「.json」", "name the file `.json`"),
        ),
        HeaderFault::Below(above) => (
            text!("表头上面还有 {above} 行", "{above} rows stand above the header"),
            Text::new("应为表头", "should be the header"),
            text!(
                "删去表头上面的 {above} 行，表头放在第一行",
                "delete the {above} rows above, so that the header is the first row"
            ),
        ),
        HeaderFault::Extra(name) => {
            let shown = quoted(name);
            (
                text!("多出「{shown}」一列", "there is no column `{shown}`"),
                Text::new("多了一列", "one column too many"),
                text!(
                    "删去「{shown}」整列；要说明的写在「出处」列",
                    "delete the whole column; remarks go into `place`"
                ),
            )
        }
        HeaderFault::Missing(column) => {
            let (zh, en) = (&column.zh, &column.en);
            (text!("表头缺「{zh}」一列", "the column `{en}` is missing"), text!("缺「{zh}」", "without `{en}`"), header)
        }
        HeaderFault::Order => (
            Text::new("表头各列的次序不对", "the columns are not in their order"),
            Text::new("次序不对", "another order"),
            header,
        ),
        HeaderFault::Unlike => (
            Text::new("第一行不是规定的表头", "the first row is not the header"),
            Text::new("应为表头", "should be the header"),
            header,
        ),
    };
    Diagnostic::new(Code::CsvHeader, message).label(row, label).help(help)
}

/// D0103 for two rows of a CSV that say one thing, of one item.
pub(in crate::submission) fn row_twice(
    first: &Spanned<String>,
    second: &Spanned<String>,
    of: Option<&str>,
) -> Diagnostic {
    let shown = quoted(&second.node);
    let message = match of.map(quoted) {
        Some(of) => text!("「{of}」的「{shown}」写了两行", "two rows give `{shown}` of `{of}`"),
        None => text!("「{shown}」写了两行", "two rows give `{shown}`"),
    };
    Diagnostic::new(Code::DuplicateKey, message)
        .label(second.span, Text::new("又写一次", "again here"))
        .label(first.span, Text::new("第一次", "first here"))
        .help(Text::new("只留一行", "keep one of the rows"))
}

/// D0101 for a CSV where JSON is to be read, which the name of the file decides.
pub(in crate::submission) fn csv_named_json(row: Span) -> Diagnostic {
    Diagnostic::new(Code::SubmissionSyntax, Text::new("内容是 CSV，不是 JSON", "this is CSV, not JSON"))
        .label(row, Text::new("这是 CSV 的表头", "the header of a CSV"))
        .help(Text::new("文件扩展名改为「.csv」", "name the file `.csv`"))
}

/// D0112 for a row that says something that no row can say.
pub(in crate::submission) fn unknown_row(
    cell: Span,
    column: &Text,
    written: &str,
    nearest: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let shown = quoted(written);
    let (zh, en) = (&column.zh, &column.en);
    let fault = Diagnostic::new(
        Code::CsvRow,
        text!("「{zh}」栏里没有「{shown}」这一种", "`{shown}` is nothing for the column `{en}`"),
    )
    .label(cell, Text::new("不认识", "unknown"));
    match nearest {
        Some(nearest) => fault.help(text!("是否应为「{nearest}」", "did you mean `{nearest}`?")),
        None => {
            let (zh, en) = (known.join("、"), known.join(", "));
            fault.help(text!("可以写：{zh}", "it may be: {en}"))
        }
    }
}

/// D0112 for a row with more cells than the header has columns.
pub(in crate::submission) fn too_many_cells(extra: Span, columns: usize) -> Diagnostic {
    Diagnostic::new(Code::CsvRow, text!("这一行多于 {columns} 栏", "this row has more than {columns} cells"))
        .label(extra, Text::new("多出的一栏", "one cell too many"))
        .help(Text::new(
            "值里有逗号的（例如 1,234.50万元），整个值加双引号",
            "put a value that holds a comma (1,234.50) in double quotes",
        ))
}

/// D0112 for a thousands separator that cut a number in two.
pub(in crate::submission) fn number_cut_by_comma(cells: Span, left: &str, right: &str) -> Diagnostic {
    let (left, right) = (quoted(left), quoted(right));
    Diagnostic::new(
        Code::CsvRow,
        text!(
            "「{left},{right}」像是一个数，被逗号分成了两栏",
            "`{left},{right}` looks like one number, cut in two by its comma"
        ),
    )
    .label(cells, Text::new("两栏还是一个数", "two cells, or one number?"))
    .help(text!("是一个数的，写成「\"{left},{right}\"」", "if it is one number, write `\"{left},{right}\"`"))
}

/// D0112 for a row that leaves out what it is about, and `more` others that do.
pub(in crate::submission) fn cell_missing(cell: Span, column: &Text, more: usize) -> Diagnostic {
    let (zh, en) = (&column.zh, &column.en);
    let fault =
        |message: Text| Diagnostic::new(Code::CsvRow, message).label(cell, text!("缺「{zh}」", "`{en}` is missing"));
    if more == 0 {
        return fault(text!("这一行没有写「{zh}」", "this row leaves `{en}` out"))
            .help(text!("补上「{zh}」，或删去这一行", "add `{en}`, or delete the row"));
    }
    fault(text!("这一行没有写「{zh}」，另有 {more} 行也没有写", "this row and {more} others leave `{en}` out")).help(
        text!(
            "像是合并了单元格，合并后只有第一格有字：取消合并，每一行都填「{zh}」",
            "cells were perhaps merged, of which only the first is filled: unmerge them and fill in `{en}` in every row"
        ),
    )
}

/// D0113 for a quote that is never closed.
pub(in crate::submission) fn unclosed_cell(opener: Span) -> Diagnostic {
    Diagnostic::new(
        Code::CsvQuote,
        Text::new(
            "双引号没有收尾，其后全部内容都被当成一栏",
            "a quote is never closed, so all that follows is taken for one cell",
        ),
    )
    .label(opener, Text::new("从这里开始", "it starts here"))
    .help(Text::new(
        "在这一栏末尾补上「\"」；栏内的双引号写两个「\"\"」",
        "add `\"` at the end of the cell; write a quote inside a cell twice: `\"\"`",
    ))
}

/// D0113 for something between a closing quote and the next comma; `meant` is the cell as it should be quoted.
pub(in crate::submission) fn text_after_quote(span: Span, meant: Option<&str>) -> Diagnostic {
    let fault =
        Diagnostic::new(Code::CsvQuote, Text::new("双引号收尾之后还有文字", "something follows a closing quote"))
            .label(span, Text::new("多出的文字", "too much"));
    match meant.map(quoted) {
        Some(meant) => {
            fault.help(text!("栏内的双引号写两个：「{meant}」", "write a quote inside a cell twice: `{meant}`"))
        }
        None => fault.help(Text::new(
            "整栏放进双引号；栏内的双引号写两个「\"\"」",
            "put the whole cell in quotes; write a quote inside it twice: `\"\"`",
        )),
    }
}

/// D0112 for a datum of which some rows say a year and some do not.
pub(in crate::submission) fn some_rows_without_year(name: Span, written: &str) -> Diagnostic {
    let shown = quoted(written);
    Diagnostic::new(
        Code::CsvRow,
        text!("「{shown}」有的行写了年份，有的行没有", "some rows of `{shown}` say a year and some do not"),
    )
    .label(name, Text::new("与其他行不一致", "unlike the other rows"))
    .help(text!(
        "分年填报的每行都在「项目」栏写年份，例如「本年」「上年」「2023」",
        "in each row of a datum of several years, `item` says which: `this_year`, `last_year`, `2023`"
    ))
}
