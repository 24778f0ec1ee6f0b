//! How two texts differ, line by line, shortly.

use crate::diagnostic::Language;
use crate::diagnostic::layout::escape;

/// Lines shown of one file.
const MOST_LINES: usize = 12;

/// Beyond so many pairs of lines no order is looked for: all old lines are shown, then all new ones.
const MOST_PAIRS: usize = 4_000_000;

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
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (old.get(same..).unwrap_or_default(), new.get(same..).unwrap_or_default());
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let middle = |rest: &[&'t str]| rest.get(..rest.len().saturating_sub(tail)).unwrap_or_default().to_vec();
    let (old, new) = (middle(old_rest), middle(new_rest));
    let number = |at: usize| same.saturating_add(at).saturating_add(1);
    let kept = common(&old, &new);
    let (mut changes, mut left, mut right) = (Vec::new(), 0, 0);
    for (next_left, next_right) in kept.into_iter().chain([(old.len(), new.len())]) {
        let gone = old.iter().enumerate().take(next_left).skip(left);
        changes.extend(gone.map(|(at, line)| ('-', number(at), *line)));
        let come = new.iter().enumerate().take(next_right).skip(right);
        changes.extend(come.map(|(at, line)| ('+', number(at), *line)));
        (left, right) = (next_left.saturating_add(1), next_right.saturating_add(1));
    }
    changes
}

/// The places of the longest sequence of lines that stands in both.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return Vec::new();
    }
    // How long it is from each pair of places on.
    let mut table = vec![vec![0_u32; new.len().saturating_add(1)]; old.len().saturating_add(1)];
    let at = |table: &[Vec<u32>], left: usize, right: usize| {
        table.get(left).and_then(|row| row.get(right)).copied().unwrap_or_default()
    };
    for (left, line) in old.iter().enumerate().rev() {
        for (right, other) in new.iter().enumerate().rev() {
            let (below, beside) = (left.saturating_add(1), right.saturating_add(1));
            let length = if line == other {
                at(&table, below, beside).saturating_add(1)
            } else {
                at(&table, below, right).max(at(&table, left, beside))
            };
            if let Some(cell) = table.get_mut(left).and_then(|row| row.get_mut(right)) {
                *cell = length;
            }
        }
    }
    let (mut kept, mut left, mut right) = (Vec::new(), 0_usize, 0_usize);
    while let (Some(line), Some(other)) = (old.get(left), new.get(right)) {
        let (below, beside) = (left.saturating_add(1), right.saturating_add(1));
        if line == other {
            kept.push((left, right));
            (left, right) = (below, beside);
        } else if at(&table, below, right) >= at(&table, left, beside) {
            left = below;
        } else {
            right = beside;
        }
    }
    kept
}
