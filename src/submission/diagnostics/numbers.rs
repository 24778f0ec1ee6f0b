//! Numbers without quotes in a form that is not taken: D0105.

use super::super::json::NumberFault;
use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::source::Span;
use crate::text;
use crate::written;

/// D0105, with the number to write instead where it says the same.
pub(in crate::submission) fn number_form(span: Span, written: &str, fault: NumberFault) -> Diagnostic {
    let shown = quoted(written);
    let message = match fault {
        NumberFault::Exponent => {
            text!("数字「{shown}」用了科学记数法", "the number `{shown}` has an exponent")
        }
        NumberFault::MinusZero => text!("「{shown}」是负的零", "`{shown}` is a negative zero"),
        NumberFault::LeadingZero => {
            text!("数字「{shown}」前面有多余的 0", "the number `{shown}` starts with a needless 0")
        }
        NumberFault::BarePoint => {
            text!("数字「{shown}」的小数点旁缺一位数字", "the number `{shown}` lacks a digit beside its point")
        }
        NumberFault::Plus => text!("数字「{shown}」前面有加号", "the number `{shown}` has a plus sign"),
        NumberFault::NotFinite | NumberFault::Words => text!("「{shown}」不是数", "`{shown}` is not a number"),
        NumberFault::TooLong(digits) => {
            text!("数字「{shown}」有 {digits} 位，超过 28 位", "the number `{shown}` has {digits} digits, more than 28")
        }
    };
    let found = Diagnostic::new(Code::NumberForm, message).label(span, Text::new("这个数字", "this number"));
    let Some(plain) = plain(written, fault) else { return found.help(help(fault)) };
    match fault {
        NumberFault::LeadingZero => found.help(text!(
            "写成 {plain}；编码之类写成带引号的文字「\"{shown}\"」",
            "write {plain}; put a code in quotes: `\"{shown}\"`"
        )),
        NumberFault::MinusZero => found.help(text!(
            "写成 {plain}；如果是一个很小的负数，写出它的小数",
            "write {plain}; if it is a small negative number, write its decimals"
        )),
        _ => found.help(text!("写成 {plain}", "write {plain}")).fix(span, &plain),
    }
}

/// The same number as it is taken.
fn plain(written: &str, fault: NumberFault) -> Option<String> {
    let bare = written.trim_start_matches('+');
    match fault {
        NumberFault::Exponent => written::without_exponent(bare),
        NumberFault::MinusZero => Some("0".to_owned()),
        NumberFault::Plus | NumberFault::LeadingZero | NumberFault::BarePoint => {
            let (sign, digits) = bare.strip_prefix('-').map_or(("", bare), |digits| ("-", digits));
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
            let whole = whole.trim_start_matches('0');
            let (whole, point) =
                (if whole.is_empty() { "0" } else { whole }, if fraction.is_empty() { "" } else { "." });
            Some(format!("{sign}{whole}{point}{fraction}")).filter(|plain| plain != "-0")
        }
        NumberFault::NotFinite | NumberFault::Words | NumberFault::TooLong(_) => None,
    }
}

fn help(fault: NumberFault) -> Text {
    match fault {
        NumberFault::NotFinite | NumberFault::Words => Text::new(
            "填写实际数字；没有数据的写成「\"\"」",
            "give the actual number; where there are no data, write `\"\"`",
        ),
        NumberFault::TooLong(_) => {
            Text::new("核对数字；编码之类写成带引号的文字", "check the number; put codes in quotes")
        }
        _ => Text::new("写成普通小数，例如 1.2e3 写成 1200", "write it as a plain decimal, such as 1200 for 1.2e3"),
    }
}
