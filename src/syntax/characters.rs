//! Characters that must not stand in a rubric, and names that look like others.

use std::collections::BTreeMap;

use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::mixed_script::is_potential_mixed_script_confusable_char;

/// Why a character is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Forbidden {
    /// It steers a terminal or a printer.
    Control,
    /// It changes the direction in which text is shown, so that what is read is not what is meant (CVE-2021-42574).
    Direction,
    /// It cannot be seen.
    Invisible,
    /// It looks like a blank and is another character.
    Space,
}

/// Whether a character is one of the ideographs that nearly all rubrics are written in. What is asked of every character
/// of a text is known of these without looking it up: letters of one script, in NFC, refused nowhere.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether a piece is made of visible ASCII and such ideographs alone: asked of the bytes, once for all characters.
pub(super) fn is_ordinary(piece: &str) -> bool {
    let mut bytes = piece.bytes();
    while let Some(byte) = bytes.next() {
        let ordinary = match byte {
            b' '..=b'~' => true,
            // The first bytes of U+5000 to U+9FFF, and of U+4000 to U+4FFF.
            0xe5..=0xe9 => bytes.next().and(bytes.next()).is_some(),
            0xe4 => bytes.next().is_some_and(|second| second >= 0xb8) && bytes.next().is_some(),
            _ => false,
        };
        if !ordinary {
            return false;
        }
    }
    true
}

/// A text in NFC.
pub(super) fn composed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    if is_ordinary(text) { text.to_owned() } else { text.nfc().collect() }
}

/// Whether, and why, a character is refused.
pub(super) fn forbidden(c: char) -> Option<Forbidden> {
    match c {
        _ if is_ideograph(c) => None,
        // What stands between words: marks of Chinese texts, full-width forms.
        ' '..='~' | '\u{3001}'..='\u{301f}' | '\u{ff01}'..='\u{ff65}' => None,
        '\t' | '\n' | '\r' => None,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Some(Forbidden::Control),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Forbidden::Direction)
        }
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' => {
            Some(Forbidden::Invisible)
        }
        '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' => {
            Some(Forbidden::Invisible)
        }
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => Some(Forbidden::Invisible),
        '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => Some(Forbidden::Invisible),
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Some(Forbidden::Space),
        _ => None,
    }
}

/// Whether a character is refused.
pub(super) fn is_forbidden(c: char) -> bool {
    forbidden(c).is_some()
}

/// Where each refused character first stands, and how often it does; so a file of them gives one message each.
#[derive(Default)]
pub(super) struct Refused {
    pub found: BTreeMap<char, (usize, usize)>,
}

impl Refused {
    /// Looks through a piece of the text that starts at byte `start`. In comments what is merely unseen does no harm.
    pub fn search(&mut self, piece: &str, start: usize, in_comment: bool) {
        if is_ordinary(piece) {
            return;
        }
        for (offset, c) in piece.char_indices() {
            let harmful = match forbidden(c) {
                None => false,
                Some(Forbidden::Control | Forbidden::Direction) => true,
                Some(Forbidden::Invisible | Forbidden::Space) => !in_comment,
            };
            if harmful {
                let (_, count) = self.found.entry(c).or_insert((start.saturating_add(offset), 0));
                *count = count.saturating_add(1);
            }
        }
    }
}

/// The first letter of a word that belongs to another script than the rest and looks like a letter of it: the Cyrillic
/// `а` in a Latin word. Latin beside Han is ordinary (UTS #39, "highly restrictive").
pub(super) fn look_alike(word: &str) -> Option<(usize, char)> {
    if is_ordinary(word) {
        return None;
    }
    let mut all = AugmentedScriptSet::default();
    let mut not_latin = AugmentedScriptSet::default();
    let latin = AugmentedScriptSet::for_char('a');
    for c in word.chars() {
        let set = AugmentedScriptSet::for_char(c);
        all.intersect_with(set);
        if set != latin {
            not_latin.intersect_with(set);
        }
    }
    if !all.is_empty() || not_latin.hanb || not_latin.jpan || not_latin.kore {
        return None;
    }
    word.char_indices().find(|(_, c)| !c.is_ascii() && !is_han(*c) && is_potential_mixed_script_confusable_char(*c))
}

/// The ASCII letter that looks like a letter of another script.
pub(super) fn latin_twin(c: char) -> Option<char> {
    let letter = c.to_string();
    let mut twin = unicode_security::skeleton(&letter);
    let first = twin.next().filter(char::is_ascii_alphabetic)?;
    twin.next().is_none().then_some(first)
}

fn is_han(c: char) -> bool {
    AugmentedScriptSet::for_char(c).hanb
}
