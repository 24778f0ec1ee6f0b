//! E021x, E045x: tables, and what is computed over their rows.

use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::source::Span;
use crate::syntax::as_name;
use crate::syntax::ast::{Function, Name};
use crate::text;

use super::super::written::function_name;

/// E0210 where a table is needed.
pub(in crate::check) fn not_a_table(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = text!("「{name}」不是明细表", "`{name}` is not a table");
    let fault =
        Diagnostic::new(Code::NotATable, message).label(span, text!("这里要写明细表的名称", "a table is needed"));
    match near {
        Some(near) => fault.guess(span, (name, near), as_name(near)),
        None => fault.help(text!(
            "是明细表的，先在最外层声明「明细 {name}」和它的列；几个数相加用 +，取大取小用 最大、最小",
            "declare the table first: `table {name}`, with its columns; single figures are added with +"
        )),
    }
}

/// E0210 for a function over rows whose first argument is no name.
pub(in crate::check) fn table_first(span: Span, function: Function, language: Language) -> Diagnostic {
    let name = function_name(function, language);
    Diagnostic::new(
        Code::NotATable,
        text!("「{name}」的第一个参数是明细表的名称", "the first argument of `{name}` is the name of a table"),
    )
    .label(span, text!("这里要写明细表的名称", "a table is needed"))
    .help(text!(
        "写成例如 合计(采购合同, 行.合同额)；几个数相加用 +",
        "write sum(contracts, row.price), for example; single figures are added with +"
    ))
}

/// E0210 for a table where a value is needed.
pub(in crate::check) fn table_as_value(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::NotATable, text!("「{name}」是明细表，不是一个数", "`{name}` is a table, not a value"))
        .label(span, text!("整张表不能参加计算", "a whole table is no operand"))
        .help(text!(
            "用 合计、平均 等从各行算出一个数，例如 计数({name})",
            "compute a value from its rows with sum, mean and so on, such as count({name})"
        ))
}

/// E0211 for 行 where no row is looked at.
pub(in crate::check) fn no_row(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NoRow, text!("这里没有「行」", "there is no row here"))
        .label(span, text!("不在任何一行之内", "not inside of a row"))
        .help(text!(
            "「行.」写在 合计、计数 等的括号里，逐行的分组的指标里，逐行的校验里，或明细里定义的算式里",
            "`row.` stands in the brackets of sum, count and so on, in the indicator of a group `each row`, in a check of each row, or in a definition of a table"
        ))
}

/// So many columns are named where one is unknown.
const MOST_COLUMNS: usize = 16;

/// E0212.
pub(in crate::check) fn unknown_column(
    column: &Name,
    table: Option<&str>,
    near: Option<&str>,
    columns: &[&str],
) -> Diagnostic {
    let name = &column.node;
    let message = match table {
        Some(table) => text!("明细表「{table}」没有「{name}」这一列", "the table `{table}` has no column `{name}`"),
        None => text!("这张明细表没有「{name}」这一列", "this table has no column `{name}`"),
    };
    let fault = Diagnostic::new(Code::UnknownColumn, message).label(column.span, text!("没有这一列", "no such column"));
    match near {
        Some(near) => fault.guess(column.span, (name, near), as_name(near)),
        None if (1..=MOST_COLUMNS).contains(&columns.len()) => {
            let (zh, en) = (columns.join("、"), columns.join(", "));
            fault.help(text!("这张表的列有：{zh}；表外的数据直接写名称", "its columns are: {en}; other data are written by their name alone"))
        }
        None => fault.help(text!(
            "「行.」后面写这张表的列名，或它定义的名称；表外的数据直接写名称",
            "behind `row.` stands a column of this table or a definition of its rows; other data are written by their name alone"
        )),
    }
}

/// E0212 for a column that is read without 行.
pub(in crate::check) fn column_alone(name: &Name, table: &str, row: &str) -> Diagnostic {
    let column = &name.node;
    let right = format!("{row}.{column}");
    Diagnostic::new(
        Code::UnknownColumn,
        text!("「{column}」是明细表「{table}」的一列", "`{column}` is a column of the table `{table}`"),
    )
    .label(name.span, text!("没有说是哪一行的", "of which row?"))
    .help(text!("在各行的算式里写「{right}」", "in a formula over rows write `{right}`"))
    .fix(name.span, right)
}

fn unsound(message: Text, span: Span, label: Text) -> Diagnostic {
    Diagnostic::new(Code::TableUnsound, message).label(span, label)
}

/// E0213 for two columns of one name.
pub(in crate::check) fn column_taken(name: &Name, first: Span) -> Diagnostic {
    let column = &name.node;
    unsound(
        text!("同一张明细表有两列「{column}」", "one table has two columns `{column}`"),
        name.span,
        text!("再次声明", "declared again"),
    )
    .label(first, text!("先在这里声明", "first declared here"))
    .help(text!("改名，或删去重复的一处", "rename one of them, or remove it"))
}

/// E0213 for a table without columns.
pub(in crate::check) fn no_columns(name: &Name) -> Diagnostic {
    let table = &name.node;
    unsound(
        text!("明细表「{table}」没有列", "the table `{table}` has no columns"),
        name.span,
        text!("一列也没有", "no columns"),
    )
    .help(text!(
        "在花括号里逐行写列，例如 合同额：金额(万元, 2位)",
        "write columns in its braces, such as price: money(元, 2 places)"
    ))
}

/// E0213 for a key that is no text or may be blank.
pub(in crate::check) fn key_unfit(key: &Name) -> Diagnostic {
    let column = &key.node;
    unsound(
        text!("「{column}」不能作键", "`{column}` cannot be a key"),
        key.span,
        text!("不是文本或取值，或可空", "no text or level, or optional"),
    )
    .help(text!("作键的列是文本或取值，并且不写「可空」", "a key is a column of texts or levels that is not optional"))
}

/// E0213 for a row that is named in a table without a key.
pub(in crate::check) fn no_key(table: &Name) -> Diagnostic {
    let name = &table.node;
    unsound(
        text!(
            "明细表「{name}」没有键，不能点名读它的一行",
            "the table `{name}` has no key, so none of its rows can be named"
        ),
        table.span,
        text!("没有键", "no key"),
    )
    .help(text!(
        "在声明里写明以哪一列为键，例如 明细 {name} 以 名称 为键",
        "say in its declaration which column is the key, such as table {name} keyed by name"
    ))
}

/// E0213 for a key that no row can have.
pub(in crate::check) fn key_never(key: &Name, column: &Name) -> Diagnostic {
    let (key_text, column) = (&key.node, &column.node);
    unsound(
        text!("没有一行的键会是“{key_text}”", "no row has the key \"{key_text}\""),
        key.span,
        text!("不在键的取值之内", "not among the levels of the key"),
    )
    .help(text!(
        "引号里写键那一列的一个取值，再写「.{column}」",
        "write one of the levels of the key in the quotes, then `.{column}`"
    ))
}

/// What is written of an aggregate that may have no row.
pub(in crate::check) struct Empty<'a> {
    /// The aggregate.
    pub written: &'a str,
    /// The number of its rows.
    pub count: &'a str,
    /// Its table.
    pub table: &'a str,
    /// Whether only some rows count.
    pub some: bool,
}

/// E0450.
pub(in crate::check) fn may_have_no_row(span: Span, empty: &Empty<'_>) -> Diagnostic {
    let Empty { written, count, table, some } = empty;
    let message = if *some {
        text!("「{written}」可能一行也没有", "no row of `{written}` may count")
    } else {
        text!(
            "明细表「{table}」可能一行也没有，「{written}」就没有值",
            "the table `{table}` may have no row, and `{written}` no value then"
        )
    };
    let fault = Diagnostic::new(Code::NoRows, message).label(span, text!("没有行就没有值", "no value without rows"));
    if *some {
        return fault.help(text!(
            "先规定没有行时怎样计分，例如 不适用：{count} = 0 时 满分；或放进 当 {count} > 0 的情形",
            "say first what is scored without rows, such as `n/a when {count} = 0: full`, or put it behind `when {count} > 0`"
        ));
    }
    fault.help(text!(
        "先规定没有行时怎样计分，例如 不适用：{count} = 0 时 满分；一定有行的，声明写成 明细 {table} 至少1行",
        "say first what is scored without rows, such as `n/a when {count} = 0: full`; a table that always has one is declared as table {table} at least 1 rows"
    ))
}

/// E0451 for weights that may be below 0.
pub(in crate::check) fn weight_negative(span: Span, written: &str) -> Diagnostic {
    Diagnostic::new(Code::WeightsUnsound, text!("权「{written}」可能小于零", "the weight `{written}` may be below 0"))
        .label(span, text!("可能小于零", "may be below 0"))
        .help(text!(
            "给作权的列写范围，例如 预算数：金额(万元, 2位) ≥ 0万元",
            "give the column a range, such as budget: money(元, 2 places) ≥ 0元"
        ))
}

/// E0451 for weights that may all be 0.
pub(in crate::check) fn weights_zero(span: Span, zero: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WeightsUnsound,
        text!("各行的权可能都是零，加权平均就没有值", "all weights may be 0, and there is no weighted mean then"),
    )
    .label(span, text!("权的合计可能为零", "the weights may add up to 0"))
    .help(text!(
        "先规定这时怎样计分，例如 不适用：{zero} 时 满分；权总是大于零的，给那一列写 > 0 的范围",
        "say first what is scored then, such as `n/a when {zero}: full`; for weights that are never 0 give the column a range above 0"
    ))
}

/// E0213 for a column with figures of several years.
pub(in crate::check) fn column_of_years(name: &Name) -> Diagnostic {
    let column = &name.node;
    unsound(
        text!(
            "明细表的列「{column}」不能有往年的数",
            "the column `{column}` of a table cannot have figures of other years"
        ),
        name.span,
        text!("各行只有本年的数", "rows are of one year"),
    )
    .help(text!("往年的数另设一列，例如 上年合同额", "give the other year a column of its own, such as last_price"))
}

/// E0419 in a row: what may be done there.
///
/// `zero` is the divisor compared with 0.
pub(in crate::check) fn divisor_of_row(fault: Diagnostic, zero: &str) -> Diagnostic {
    fault.help(text!(
        "只算除数不是 0 的行：在量的后面写「当 非 ({zero})」；这个数不可能为 0 的，给这一列写「> 0」的范围",
        "only take rows in which it is not 0: write `when not ({zero})` behind the value; where it never is, give the column a range above 0"
    ))
}
