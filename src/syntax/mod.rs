//! From text to the tree as written. The parser generator is known here and in `submission::json` only.
//!
//! `lex` finds texts, comments and the partners of brackets; `normal` brings the text into the form that
//! `grammar/perf.pest` reads; `blocks` cuts it into statements; each is read by the grammar on its own and lowered to
//! `ast` (`lower_*`). A statement that does not follow the grammar is explained in the user's words (`explain`,
//! `not_yet`, `expected`), once, and becomes a hole.

mod ahead;
mod alone;
pub mod ast;
mod blocks;
mod called;
mod characters;
pub mod concrete;
mod conflict;
mod decline;
mod diagnostics;
mod examples;
mod expected;
mod explain;
mod grammar;
mod habits;
mod heads;
mod indents;
mod lex;
mod lower_amend;
mod lower_data;
mod lower_deviation;
mod lower_ending;
mod lower_expr;
mod lower_header;
mod lower_indicator;
mod lower_items;
mod lower_literal;
mod lower_range;
mod lower_rows;
mod lower_rules;
mod lower_table;
mod lower_tests;
mod lower_ways;
mod lower_years;
mod missing;
mod mistakes;
mod names;
mod normal;
mod not_yet;
mod parse;
mod quotes;
mod tried;
mod two_sided;
mod units;
mod words;

use crate::diagnostic::{Code, Diagnostic};

#[doc(hidden)]
pub use alone::Statements;
pub use names::as_name;
pub use parse::{parse, script};
pub use words::{equal_in_words, with_blanks};

/// Whether it tells of a statement that stands where it cannot stand: it may belong to what is before it.
#[must_use]
pub fn is_misplaced(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == Code::NotHere
}

#[cfg(test)]
mod tests;
