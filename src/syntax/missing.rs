//! What a line lacks before it is cut into tokens any further: the `{` of a block, the quotes of a text.

use super::diagnostics as faults;
use super::indents::{indent, line_start};
use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span};

/// What opens a block, whatever else is on its line.
const BLOCKS: [&str; 13] = [
    "指标",
    "一级",
    "二级",
    "三级",
    "四级",
    "分组",
    "indicator",
    "group",
    "first level",
    "second level",
    "third level",
    "fourth level",
    "评价体系",
];

/// The ends of a 评分 that has rows.
const FORMS: [&str; 18] = [
    "分档",
    "依次",
    "扣分",
    "逐项",
    "线性",
    "情形",
    "取高",
    "取低",
    "择一",
    "bands",
    "in order",
    "deduct",
    "checklist",
    "linear",
    "cases",
    "higher",
    "lower",
    "either",
];

/// Clauses that hold a text.
pub(super) const TEXTS: [&str; 10] =
    ["依据", "原文", "说明", "佐证", "来源", "authority", "wording", "note", "evidence", "origin"];

/// Whether the statement that begins at `head` opens a block, and its line ends at `end` without `{`: the next line
/// stands deeper. What the line says, without a comment.
pub(super) fn brace(text: &str, head: usize, end: usize) -> Option<&str> {
    let line = text.get(head..end)?.split("//").next()?.trim_end();
    let block =
        BLOCKS.iter().any(|word| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\u{3000}', '\t'])));
    let scored = line
        .strip_prefix("评分")
        .or_else(|| line.strip_prefix("score"))
        .is_some_and(|rest| rest.starts_with(['：', ':']));
    let rows = scored && FORMS.iter().any(|form| line.ends_with(form));
    if !(block || rows) {
        return None;
    }
    let begins = text.get(line_start(text, head)..head)? == indent(text, head);
    if !begins || line.contains(['"', '“', '{', '｛', '}', '｝']) {
        return None;
    }
    let mut lines =
        text.get(end..)?.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"));
    let next = lines.next()?;
    let deeper = indent(next, 0).len() > indent(text, head).len();
    (deeper && !next.trim_start().starts_with(['{', '｛'])).then_some(line)
}

/// Where a text ends that stands without its opening quote from `at` to the end of its line, and holds what would cut it:
/// reported.
pub(super) fn quotes(source: &Source, at: usize, diagnostics: &mut Diagnostics) -> Option<usize> {
    let line = source.text().get(at..)?.split(['\n', '\r']).next()?.trim_end();
    let cut = line.contains([';', '；', '"', '”']) && !line.starts_with(['"', '“']);
    if !cut || line.contains(['{', '}', '｛', '｝']) {
        return None;
    }
    let end = at.saturating_add(line.len());
    let place = Span::new(source.id(), at, end);
    diagnostics.error(faults::text_unquoted(place, line.trim_end_matches(['"', '”'])));
    Some(end)
}
