//! How two texts differ, line by line, shortly.

use similar::{ChangeTag, TextDiff};

use crate::diagnostic::Language;
use crate::diagnostic::layout::escape;

/// Lines shown of one file.
const MOST_LINES: usize = 12;

/// The lines that go (`-`) and come (`+`), with their numbers.
pub(super) fn changes(old: &str, new: &str, language: Language) -> String {
    let (old, new) = (split(old), split(new));
    let all = compare(&old, &new);
    let digits = old.len().max(new.len()).to_string().len();
    let shown = all.iter().take(MOST_LINES).map(|(sign, number, line)| {
        let bare = line.trim_end_matches(' ');
        // Blanks at the end of a line are seen.
        let blanks = "·".repeat(line.len().saturating_sub(bare.len()));
        format!("  {sign} {number:>digits$} | {}{blanks}\n", escape(bare))
    });
    let mut text = shown.collect::<String>();
    let more = all.len().saturating_sub(MOST_LINES);
    if more > 0 {
        text.push_str(&match language {
            Language::Zh => format!("  …… 另有 {more} 行\n"),
            Language::En => format!("  … {more} more lines\n"),
        });
    }
    text
}

fn split(text: &str) -> Vec<&str> {
    text.strip_suffix('\n').unwrap_or(text).split('\n').collect()
}

/// A line that goes or comes, with its number from 1.
type Change<'t> = (char, usize, &'t str);

fn compare<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Change<'t>> {
    let differences = TextDiff::from_slices(old, new);
    let changed = differences.iter_all_changes().filter_map(|change| {
        let (sign, at) = match change.tag() {
            ChangeTag::Delete => ('-', change.old_index()),
            ChangeTag::Insert => ('+', change.new_index()),
            ChangeTag::Equal => return None,
        };
        Some((sign, at?.saturating_add(1), change.value()))
    });
    changed.collect()
}
