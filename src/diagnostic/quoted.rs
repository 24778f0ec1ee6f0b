//! Words of the user, fit to be repeated inside a message of one line.

use super::layout::escape;

/// How many characters of a text are repeated.
const MOST: usize = 40;

/// A text on one line and of bounded length: what a terminal would obey or hide is shown, the rest is cut at 40
/// characters.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut characters = text.chars();
    let shown = escape(&characters.by_ref().take(MOST).collect::<String>());
    if characters.next().is_some() { format!("{shown}…") } else { shown }
}
