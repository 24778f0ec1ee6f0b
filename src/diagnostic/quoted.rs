//! Words of the user, fit to be repeated inside a message of one line.

/// How many characters of a text are repeated.
const MOST: usize = 40;

/// A text on one line and of bounded length: control and invisible characters are written out, the rest is cut at 40
/// characters.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count >= MOST {
            shown.push('…');
            break;
        }
        if character.is_control() || is_invisible(character) {
            shown.push_str(&format!("\\u{{{:04X}}}", u32::from(character)));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Characters that show nothing or turn the direction of the text.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}')
}
