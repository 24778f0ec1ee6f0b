//! How names are written, and which words are none.

use super::grammar::is_letter;

/// Whether a block of this head declares names.
pub(super) fn declares(head: &str) -> bool {
    matches!(head, "数据" | "data" | "明细" | "table")
}

/// Whether a statement that begins so declares no name that a formula could read.
pub(super) fn declares_nothing(head: &str) -> bool {
    matches!(head, "指标" | "indicator" | "校验" | "check" | "分组" | "group" | "加减分" | "adjustments")
        || matches!(head, "一级" | "二级" | "三级" | "四级")
}

/// A name as it must be written in a rubric: one that is no word, or a reserved one, stands in quotes.
#[must_use]
pub fn as_name(name: &str) -> String {
    let starts = name.chars().next().is_some_and(|first| is_letter(first) && !first.is_ascii_digit());
    let word = starts && name.chars().all(is_letter) && !is_reserved(name);
    match (word, name.is_ascii()) {
        (true, _) => name.to_owned(),
        (false, true) => format!("'{name}'"),
        (false, false) => format!("「{name}」"),
    }
}

/// Whether a word means something of its own, so that nothing can be called by it alone.
pub(super) fn is_reserved(word: &str) -> bool {
    const RESERVED: [&str; 27] = [
        "当",
        "时",
        "得",
        "扣",
        "至",
        "且",
        "或",
        "非",
        "是",
        "行",
        "上年",
        "目标",
        "指标值",
        "满分",
        "其余",
        "when",
        "gets",
        "to",
        "and",
        "or",
        "not",
        "is",
        "row",
        "target",
        "measure",
        "full",
        "otherwise",
    ];
    RESERVED.contains(&word) || super::lower_years::is_recent(word)
}
