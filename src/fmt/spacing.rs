//! Where blanks stand between tokens, and how signs are written.

use crate::diagnostic::Language;
use crate::syntax::concrete::{Leaf, Role, Shape};

/// Whether a blank stands between two tokens on one line; `brackets` is how many are open there.
pub(super) fn blank(left: &Leaf, right: &Leaf, brackets: usize, language: Language) -> bool {
    let zh = language == Language::Zh;
    match (left.role, right.role) {
        (Role::Open | Role::Sign | Role::Joint, _) => false,
        (_, Role::Close | Role::Comma | Role::Colon | Role::Joint) => false,
        (Role::Comma, _) => !zh || brackets > 0,
        (Role::Colon, _) => !zh,
        (_, Role::Open) => match right.within {
            Shape::Brackets | Shape::Interval => true,
            Shape::Remark => !zh,
            _ => false,
        },
        (Role::Close, Role::Keyword("through" | "or_more" | "or_less", _)) => !(zh && left.within == Shape::Remark),
        (Role::Number, Role::Unit) => right.text.starts_with(|c: char| c.is_ascii_alphabetic()),
        (Role::Number, Role::Keyword("places" | "rows" | "recent_years", _)) => !zh,
        (Role::Keyword("keep" | "at_least_rows" | "recent", _), Role::Number) => !zh,
        (Role::Keyword("partial", _), _) => !zh,
        _ => true,
    }
}

/// How a token is written. Chinese has its own signs outside brackets, and around remarks.
pub(super) fn written(leaf: &Leaf, brackets: usize, language: Language) -> &str {
    match (leaf.role, language, leaf.within) {
        (Role::Comma, Language::Zh, _) if brackets == 0 => "，",
        (Role::Colon, Language::Zh, _) => "：",
        (Role::Open, Language::Zh, Shape::Remark) => "（",
        (Role::Close, Language::Zh, Shape::Remark) => "）",
        _ => &leaf.text,
    }
}
