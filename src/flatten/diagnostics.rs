//! What flattening can fail at.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text;

/// What was printed would mean something else. No rubric is known that comes here.
#[must_use]
pub fn not_kept(file: Span) -> Diagnostic {
    Diagnostic::new(
        Code::InternalError,
        text!(
            "展开后的评价体系与原来的含义不同，所以没有输出",
            "the flattened rubric would mean something else, so nothing is written"
        ),
    )
    .label(Span { end: file.start, ..file }, text!("这个文件", "this file"))
    .help(text!("请把这个文件和它继承的文件发给我们", "please send us this file and those that it inherits from"))
}
