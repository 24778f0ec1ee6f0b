//! Which brace is missing, or one too many, by the indentation that authors keep: a `}` that begins its line stands as
//! deep as the line of its `{`.

use super::lex::{Kind, Token};

/// The first pair of braces that does not stand as it should, by the places of the tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// This `{` is still open at this `}`, which belongs further out.
    Unclosed(usize, usize),
    /// This `}` belongs further in, where nothing is open.
    Surplus(usize),
}

/// Looks for the first slip among tokens; `None` where the indentation says nothing.
pub(super) fn slip(text: &str, tokens: &[Token]) -> Option<Slip> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::BraceOpen | Kind::MendedOpen => open.push((at, indent(text, token.start).len())),
            Kind::Mended => drop(open.pop()),
            Kind::BraceClose => {
                let (opener, deep) = open.pop()?;
                let own = indent(text, token.start);
                let begins = text.get(line_start(text, token.start)..token.start) == Some(own);
                match own.len().cmp(&deep) {
                    std::cmp::Ordering::Less if begins => return Some(Slip::Unclosed(opener, at)),
                    std::cmp::Ordering::Greater if begins => return Some(Slip::Surplus(at)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    None
}

/// The blanks with which the line of a place begins.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let line = text.get(line_start(text, at)..).unwrap_or_default();
    let length = line.find(|c: char| !matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}')).unwrap_or(line.len());
    line.get(..length).unwrap_or_default()
}

/// The first byte of the line of a place.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end.saturating_add(1))
}
