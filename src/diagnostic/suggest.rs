//! What a misspelt word was probably meant to be: one guess, or none.
//!
//! Han names are short, and two that differ by one character are usually two names (年初预算, 年末预算). So a slip counts
//! half where it sounds or looks like what was meant, which is how Han characters are mistyped; a character that only
//! replaces another counts in long names alone, and one that turns the meaning round never does.

mod alike;
#[cfg(test)]
mod tests;

use alike::{opposed, sounds_alike};

/// The one candidate that is nearest to a word, if it is near enough to be offered.
///
/// Case, underscores and blanks count for nothing; a homophone or a suffix of the same sense (总数, 总额) for half a slip;
/// a swap of neighbours for one. If no candidate is near, the only one that contains the word or is contained in it is
/// offered (三公经费 for 三公经费支出). Of several that are equally near, the only one that ends alike is; else none.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = Plain::of(word);
    let candidates = candidates.into_iter().filter(|candidate| *candidate != word);
    let candidates = candidates.map(|candidate| (Plain::of(candidate), candidate)).collect::<Vec<_>>();
    let near = candidates.iter().filter_map(|(other, candidate)| Some((slip(&plain, other)?, other, *candidate)));
    let near = near.filter(|(slip, ..)| slip.is_near()).collect::<Vec<_>>();
    if let Some(least) = near.iter().map(|(slip, ..)| slip.halves).min() {
        let nearest = near.iter().filter(|(slip, ..)| slip.halves == least);
        let ends_alike = nearest.clone().filter(|(_, other, _)| other.letters.last() == plain.letters.last());
        return only(nearest.map(|(.., candidate)| *candidate)).or_else(|| only(ends_alike.map(|(.., one)| *one)));
    }
    only(candidates.iter().filter(|(other, _)| is_part(&plain, other)).map(|(_, candidate)| *candidate))
}

/// Whether a guess of [`closest`] is certain enough for a machine to put it in place of the word.
///
/// A slip that sounds alike is, and so is one slip in a name long enough that no other word comes of it.
#[must_use]
pub fn is_certain(word: &str, guess: &str) -> bool {
    slip(&Plain::of(word), &Plain::of(guess)).is_some_and(|slip| slip.is_certain())
}

/// A word as it is compared: in small letters, without what only sets words apart.
struct Plain {
    text: String,
    letters: Vec<char>,
}

impl Plain {
    fn of(word: &str) -> Plain {
        let kept = word.chars().filter(|one| !matches!(one, '_' | '-' | ' ' | '「' | '」' | '\''));
        let text = kept.flat_map(char::to_lowercase).collect::<String>();
        Plain { letters: text.chars().collect(), text }
    }

    fn digits(&self) -> impl Iterator<Item = &char> {
        self.letters.iter().filter(|one| one.is_ascii_digit())
    }
}

/// How one word came to be written for another.
struct Slip {
    /// Twice the number of slips, so that one that sounds alike counts half.
    halves: usize,
    /// Characters that differ.
    letters: usize,
    /// Slips that do not sound alike.
    sounds: usize,
    /// Characters of the longer word.
    length: usize,
    /// Nothing was put in place of something else: one character too many, too few, or two of them swapped.
    kept: bool,
    /// In Latin letters, which carry less each.
    latin: bool,
}

impl Slip {
    fn is_near(&self) -> bool {
        if self.sounds == 0 {
            // Of one character nothing is left to know the word by.
            return self.letters <= self.length / 2;
        }
        let most = match (self.length, self.latin) {
            (0..=2, false) => usize::from(self.kept && self.letters == 1).saturating_mul(2),
            (0..=3, true) | (3, false) => 0,
            (4, _) => usize::from(self.kept).saturating_mul(2),
            (5..=7, _) => 2,
            (8..=11, _) => 4,
            _ => 6,
        };
        self.halves <= most
    }

    fn is_certain(&self) -> bool {
        self.is_near()
            && ((self.sounds == 0 && (self.letters == 0 || self.length > 2))
                || (self.letters == 1 && self.length >= if self.kept { 5 } else { 6 }))
    }
}

/// What lies between two words; `None` where they are two words.
fn slip(word: &Plain, other: &Plain) -> Option<Slip> {
    let (short, length) = ordered(word.letters.len(), other.letters.len());
    // Words whose lengths differ by more are further apart, and comparing long ones takes long.
    if short == 0 || length.saturating_sub(short) > 3 || word.digits().ne(other.digits()) {
        return None;
    }
    let letters = strsim::osa_distance(&word.text, &other.text);
    let most = (length / 2).max(1);
    if letters > most || (letters > 0 && is_another(&word.letters, &other.letters)) {
        return None;
    }
    let sounds = strsim::generic_levenshtein(&sounds(word), &sounds(other)).min(letters);
    // A word of two characters that lost one is any word.
    let swapped = length == short && same_letters(word, other);
    let kept = swapped || (length.saturating_sub(short) == letters && length > 3);
    let latin = word.text.is_ascii() && other.text.is_ascii();
    Some(Slip { halves: letters.saturating_add(sounds), letters, sounds, length, kept, latin })
}

/// Whether what differs is another word: of opposite sense, or two characters running that have nothing in common.
fn is_another(word: &[char], other: &[char]) -> bool {
    let head = word.iter().zip(other).take_while(|(one, two)| one == two).count();
    let (word, other) = (word.get(head..).unwrap_or_default(), other.get(head..).unwrap_or_default());
    let tail = word.iter().rev().zip(other.iter().rev()).take_while(|(one, two)| one == two).count();
    let (word, other) = (cut(word, tail), cut(other, tail));
    if opposed(word, other) {
        return true;
    }
    let common = word.iter().any(|one| other.iter().any(|two| one == two || sounds_alike(*one, *two)));
    !common && word.len() > 1 && other.len() > 1
}

/// Without so many at the end.
fn cut(letters: &[char], tail: usize) -> &[char] {
    letters.get(..letters.len().saturating_sub(tail)).unwrap_or_default()
}

/// Whether one word is a part of the other, and the greater part, that says the same less precisely.
fn is_part(word: &Plain, other: &Plain) -> bool {
    let (short, long) = if word.letters.len() <= other.letters.len() { (word, other) } else { (other, word) };
    let Some((head, tail)) = long.text.split_once(&short.text) else { return false };
    let rest = head.chars().chain(tail.chars()).collect::<Vec<_>>();
    let least = if short.text.is_ascii() { 5 } else { 3 };
    // 自评 for 自评分: the last character is what is left out of a short word.
    let shortened = head.is_empty() && rest.len() == 1 && short.letters.len() == 2 && !short.text.is_ascii();
    (short.letters.len() >= least || shortened)
        && rest.len() < short.letters.len()
        && !opposed(&rest, &[])
        && rest.iter().all(|one| !one.is_ascii_digit())
}

/// A character that equals all that sound or look like it.
struct Sound(char);

impl PartialEq for Sound {
    fn eq(&self, other: &Sound) -> bool {
        self.0 == other.0 || sounds_alike(self.0, other.0)
    }
}

/// A word as its sounds, as `strsim` wants to go over them.
struct Sounds(Vec<Sound>);

impl<'a> IntoIterator for &'a Sounds {
    type Item = &'a Sound;
    type IntoIter = std::slice::Iter<'a, Sound>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

fn sounds(word: &Plain) -> Sounds {
    Sounds(word.letters.iter().copied().map(Sound).collect())
}

fn same_letters(word: &Plain, other: &Plain) -> bool {
    let (mut one, mut two) = (word.letters.clone(), other.letters.clone());
    one.sort_unstable();
    two.sort_unstable();
    one == two
}

fn ordered(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// The one text that all of them are.
fn only<'a>(mut candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = candidates.next()?;
    candidates.all(|other| other == first).then_some(first)
}
