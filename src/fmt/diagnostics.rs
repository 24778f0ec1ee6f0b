//! What a layout can fail at.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text;

/// What was written reads otherwise than what was to be written. No text is known that comes here.
pub(super) fn not_kept(file: Span) -> Diagnostic {
    Diagnostic::new(
        Code::InternalError,
        text!(
            "排版后读出来会与原文不同，所以没有改动",
            "the layout would be read otherwise than the text, so nothing is changed"
        ),
    )
    .label(Span { end: file.start, ..file }, text!("这个文件", "this file"))
    .help(text!("请把这个文件发给我们", "please send us this file"))
}
