//! D022x: rows that do not fit their table.

use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::rubric::{Field, Table};
use crate::source::{Span, Spanned};
use crate::text;

/// D0220.
pub(in crate::bind) fn unknown_table(name: &Spanned<String>, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let shown = quoted(&name.node);
    let message = text!("评分表里没有名为「{shown}」的明细表", "the rubric has no table `{shown}`");
    let fault =
        Diagnostic::new(Code::UnknownTable, message).label(name.span, Text::new("没有这张明细表", "no such table"));
    match near {
        Some(near) => fault.help(text!("是否应为「{near}」", "did you mean `{near}`?")),
        None if known.is_empty() => {
            fault.help(Text::new("删去这张表：评分表没有明细", "delete it: the rubric has no tables"))
        }
        None => {
            let (zh, en) = (known.join("」「"), known.join("`, `"));
            fault.help(text!("评分表里的明细表是「{zh}」；别的删去", "the rubric has `{en}`; delete any other"))
        }
    }
}

/// D0221.
pub(in crate::bind) fn unknown_column(
    name: &Spanned<String>,
    (table, number): (&str, u32),
    (defined, near): (bool, Option<&str>),
    known: &[&str],
) -> Diagnostic {
    let shown = quoted(&name.node);
    let message = text!(
        "明细「{table}」第{number}行：没有「{shown}」这一列",
        "table `{table}`, row {number}: no column `{shown}`"
    );
    let fault =
        Diagnostic::new(Code::UnknownTableColumn, message).label(name.span, Text::new("没有这一列", "no such column"));
    match (defined, near) {
        (true, _) => {
            fault.help(Text::new("这一列由公式算出，不必填报，请删去", "this is computed, not submitted: delete it"))
        }
        (false, Some(near)) => fault.help(text!("是否应为「{near}」", "did you mean `{near}`?")),
        (false, None) => {
            let (zh, en) = (known.join("、"), known.join(", "));
            fault.help(text!("这张表的列是：{zh}；别的删去", "its columns are: {en}; delete any other"))
        }
    }
}

/// The same fault, with the number of the other rows that have it.
pub(in crate::bind) fn in_more_rows(fault: Diagnostic, others: usize) -> Diagnostic {
    match &fault.help {
        Some(help) if others > 0 => {
            let (zh, en) = (&help.zh, &help.en);
            let help = text!("{zh}（另有 {others} 行也这样写）", "{en} (so it is in {others} more rows)");
            Diagnostic { help: Some(help), ..fault }
        }
        _ => fault,
    }
}

/// D0222.
pub(in crate::bind) fn too_few_rows(table: &Table, found: u32, span: Span) -> Diagnostic {
    let (name, least) = (&table.name.node, table.least_rows);
    let rows = |count: u32| if count == 1 { "row" } else { "rows" };
    let (least_rows, found_rows) = (rows(least), rows(found));
    let message = text!(
        "明细「{name}」至少要有 {least} 行，报送了 {found} 行",
        "the table `{name}` needs at least {least} {least_rows}; {found} submitted"
    );
    Diagnostic::new(Code::TooFewRows, message)
        .label(span, text!("{found} 行", "{found} {found_rows}"))
        .label(table.span, text!("至少 {least} 行", "{least} at least"))
        .help(Text::new("补齐各行；全空的行不算", "add what is missing; rows that are blank throughout do not count"))
}

/// D0223 for a row without its key.
pub(in crate::bind) fn key_missing(table: &Table, key: &Field, (number, span): (u32, Span)) -> Diagnostic {
    let (name, key) = (&table.name.node, &key.name.node);
    let message = text!("明细「{name}」第{number}行没有填「{key}」", "table `{name}`, row {number}: `{key}` is blank");
    Diagnostic::new(Code::RowKey, message)
        .label(span, text!("没有填「{key}」", "no `{key}`"))
        .help(text!("各行以「{key}」区分，每一行都要填", "rows are told apart by `{key}`, which every row has to fill"))
}

/// D0223 for two rows with one key.
pub(in crate::bind) fn key_double(
    table: &Table,
    written: &str,
    (first, second): (u32, u32),
    [first_span, second_span]: [Span; 2],
) -> Diagnostic {
    let (name, shown) = (&table.name.node, quoted(written));
    let message = text!(
        "明细「{name}」第{first}行和第{second}行都是「{shown}」",
        "table `{name}`: rows {first} and {second} are both `{shown}`"
    );
    Diagnostic::new(Code::RowKey, message)
        .label(second_span, Text::new("又写一次", "again here"))
        .label(first_span, Text::new("第一次", "first here"))
        .help(Text::new("只留一行，或改正名称", "keep one of them, or correct the name"))
}

/// D0223 for a row that the rubric names and that is not there.
pub(in crate::bind) fn key_not_there(table: &Table, key: &str, span: Span, reader: Span) -> Diagnostic {
    let (name, shown) = (&table.name.node, quoted(key));
    let message = text!("明细「{name}」缺少「{shown}」这一行", "the table `{name}` lacks the row `{shown}`");
    Diagnostic::new(Code::RowKey, message)
        .label(span, text!("没有「{shown}」", "no `{shown}`"))
        .label(reader, Text::new("在这里要用", "needed here"))
        .help(Text::new("补上这一行；名称照评分表写", "add the row, named as in the rubric"))
}
