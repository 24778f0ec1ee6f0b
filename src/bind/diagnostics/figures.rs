//! Why a text is no figure, in words: the end of the message of D0203, and the repair.

use crate::diagnostic::{Text, quoted};
use crate::text;
use crate::written::{self, Shown, Unreadable};

/// What is wrong with it: `「约95%」，{…}`, `` `about 95%`, which {…} ``.
pub(super) fn reason(why: &Unreadable) -> Text {
    let (zh, en) = match why {
        Unreadable::NotANumber => ("不是数", "is not a number"),
        Unreadable::Approximate(word) => {
            return text!("「{word}」不是确定的数", "is not a definite figure (`{word}`)");
        }
        Unreadable::Blank => ("数字中间有空格", "has a blank inside its digits"),
        Unreadable::Comma => ("逗号的位置不合千分位", "has a comma where none separates thousands"),
        Unreadable::Point => ("小数点的位置不对", "has its decimal point in a wrong place"),
        Unreadable::Exponent => ("用了科学记数法", "has an exponent"),
        Unreadable::MinusZero => ("是负的零", "is a negative zero"),
        Unreadable::TooLong(digits) => {
            return text!("有 {digits} 位数字，超过 28 位", "has {digits} digits, more than 28");
        }
        Unreadable::Range => ("是两个数", "is two numbers"),
        Unreadable::Parentheses => ("带有括号", "is in parentheses"),
        Unreadable::Character(one) => {
            let shown = quoted(&one.to_string());
            return text!("含有看不见的字符「{shown}」", "holds the invisible character `{shown}`");
        }
        Unreadable::Comparison => ("同时写了两种比较", "compares twice"),
    };
    Text::new(zh, en)
}

/// How to write it; with the text to write, where it shows.
pub(super) fn repair(why: &Unreadable, shown: &str, meant: Option<&str>) -> Text {
    if let Some(meant) = meant {
        return written_so(why, meant);
    }
    let (zh, en) = match why {
        Unreadable::NotANumber => (
            "填实际数字和单位；没有数据的留空",
            "give the actual figure with its unit; leave it blank where there are no data",
        ),
        Unreadable::Approximate(_) => (
            "填准确的数；只知道范围的写「≥95%」这样的式子",
            "give the exact figure; where only a range is known, write it like `≥95%`",
        ),
        Unreadable::Blank => {
            ("去掉数字中间的空格；千分位用半角逗号", "drop the blank; separate thousands with a comma")
        }
        Unreadable::Comma => (
            "逗号每三位一个，例如 1,234.50；小数点用「.」",
            "one comma for every three digits, as in 1,234.50; the decimal point is `.`",
        ),
        Unreadable::Point => {
            ("小数点只一个，两边都写数字，例如 0.5", "write one point, with digits on both sides, as in 0.5")
        }
        Unreadable::Exponent => {
            ("写成普通小数，例如 1.2e3 写成 1200", "write it as a plain decimal, such as 1200 for 1.2e3")
        }
        Unreadable::MinusZero => ("写成 0", "write 0"),
        Unreadable::TooLong(_) => ("核对数字", "check the number"),
        Unreadable::Range => (
            "填一个实际数；只知道下限的写「≥90%」",
            "give one actual figure; where only the lower end is known, write it like `≥90%`",
        ),
        Unreadable::Parentheses => {
            let inner = shown.replace(['(', ')', '（', '）'], "");
            return text!(
                "负数写「-{inner}」，正数去掉括号",
                "write `-{inner}` for a negative number, else drop the parentheses"
            );
        }
        Unreadable::Character(_) => ("删去这一格，重新键入", "clear the cell and type it again"),
        Unreadable::Comparison => ("只留一种，例如「≥95%」", "keep one, as in `≥95%`"),
    };
    Text::new(zh, en)
}

/// How to write it, where the text to write shows.
fn written_so(why: &Unreadable, meant: &str) -> Text {
    match why {
        Unreadable::Approximate(_) => {
            let bare = meant.trim_start_matches(['≥', '≤', '>', '<']);
            text!(
                "核实后填准确的数：就是 {bare} 的，写「{bare}」；只知道下限的，写「≥{bare}」",
                "give the exact figure: `{bare}` if that is what it is, `≥{bare}` if only the lower end is known"
            )
        }
        Unreadable::Exponent => text!(
            "照此写成「{meant}」；电子表格这样显示长数字时会丢末几位，先把单元格改为数值格式，再核对原数",
            "write `{meant}`, but look at the original first: a spreadsheet drops digits where it shows a long number so"
        ),
        Unreadable::MinusZero => text!(
            "写「{meant}」；如果是一个很小的负数，写出它的小数",
            "write `{meant}`; if it is a small negative number, write its decimals"
        ),
        Unreadable::Range => text!(
            "填一个实际数；只知道下限的，写「{meant}」",
            "give one actual figure; where only the lower end is known, write `{meant}`"
        ),
        _ => text!("写「{meant}」", "write `{meant}`"),
    }
}

/// What to do with a cell that holds no value at all, but a sign for none, or what a spreadsheet shows in its place.
/// `zero` is what to write where nothing happened.
pub(super) fn no_value(written: &str, zero: Option<&str>) -> Option<Text> {
    match written::shown_by_spreadsheet(written) {
        Some(Shown::Failure) => {
            return Some(Text::new(
                "这是电子表格里公式出错的结果：改好公式，或者直接填数；没有数据的留空",
                "this is what a spreadsheet shows for a formula that failed: mend it, or give the figure; leave it blank where there are no data",
            ));
        }
        Some(Shown::Narrow) => {
            return Some(Text::new(
                "这是电子表格列宽不够时的显示：把这一列拉宽后再另存，或者直接填数",
                "this is what a spreadsheet shows where a column is too narrow: widen it and save again, or give the figure",
            ));
        }
        None => {}
    }
    if !written::says_nothing(written) {
        return None;
    }
    let zero = zero.map_or_else(
        || Text::new("没有数据的留空", "leave it blank where there are no data"),
        |zero| {
            text!(
                "没有发生的写「{zero}」，没有数据的留空",
                "write `{zero}` where nothing happened; leave it blank where there are no data"
            )
        },
    );
    let (zh, en) = (zero.zh, zero.en);
    Some(text!(
        "{zh}；确不适用的，「项目」栏写「不适用」、「值」栏写原因（JSON 写 {{\"不适用\": \"原因\"}}）",
        "{en}; where it cannot apply, write `not_applicable` as `item` and the reason as `value` (in JSON `{{\"not_applicable\": \"reason\"}}`)"
    ))
}
