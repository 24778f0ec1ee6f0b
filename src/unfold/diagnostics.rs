//! Tables over which nothing can be computed: D02xx.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::source::Span;
use crate::text;

/// D0224 for an aggregate of which every row is not applicable.
pub(super) fn no_applicable_row(submission: Span, reader: Span, written: &str) -> Diagnostic {
    let message = text!(
        "「{written}」没有可算的行：有关的各行都报为不适用",
        "`{written}` has no row to compute from: all that it reads are submitted as not applicable"
    );
    Diagnostic::new(Code::NoApplicableRow, message)
        .label(submission, Text::new("各行都不适用", "no row is applicable"))
        .label(reader, Text::new("在这里要用", "needed here"))
        .help(Text::new(
            "填实际数（没有发生的填 0）；整张明细表都没有的，不填这些行",
            "give the figures (0 where nothing happened); where there is nothing at all, leave the rows out",
        ))
}
