//! JSON (RFC 8259) to a tree in which every value has its place and every number its digits.
//!
//! Written by hand, not as a grammar: the text is simple, and almost all of the work is to say in words what is wrong
//! with a text that somebody typed. The depth is counted on the way (limit [`MOST_DEPTH`]), so the verdict on nesting
//! depends on the text alone.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::diagnostics::{self, Bracket, Expected};
use crate::diagnostic::{Diagnostics, Reported};
use crate::source::{Source, Span, Spanned};

/// Arrays and objects may stand in each other so deep.
const MOST_DEPTH: usize = 128;
/// A submitted number may have so many digits; exact decimals hold no more.
const MOST_DIGITS: usize = 28;

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Json {
    pub node: Node,
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Reported: `null`, or a number that cannot be taken.
    Hole,
    Bool(bool),
    /// Digit for digit as written.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<Member>),
}

/// A key and its value. Keys are in NFC and without blanks around them.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub key: Spanned<String>,
    pub value: Json,
}

/// Reads one JSON text.
///
/// # Errors
/// D0101 and D0102 at the first place where it is no JSON. Duplicate keys (D0103), `null` (D0104) and numbers in an
/// unusable form (D0105) are reported and the reading goes on.
pub(super) fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Result<Json, Reported> {
    let mut parser = Parser { source, rest: source.text(), open: Vec::new(), diagnostics };
    parser.skip_blanks();
    if parser.rest.is_empty() {
        return Err(parser.diagnostics.error(diagnostics::empty_text(source.whole())));
    }
    if super::csv::has_header(source.text()) {
        let line = source.text().lines().next().map_or(0, str::len);
        let place = Span::new(source.id(), 0, line);
        return Err(parser.diagnostics.error(diagnostics::csv_named_json(place)));
    }
    let value = parser.value()?;
    parser.skip_blanks();
    if parser.rest.is_empty() { Ok(value) } else { Err(parser.unexpected(Expected::End)) }
}

struct Parser<'a> {
    source: &'a Source,
    /// What is still to be read.
    rest: &'a str,
    /// The brackets that are open, outermost first.
    open: Vec<Bracket>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Parser<'a> {
    fn value(&mut self) -> Result<Json, Reported> {
        let start = self.at();
        let node = match self.peek() {
            Some('{') => self.nested('{', Self::object)?,
            Some('[') => self.nested('[', Self::array)?,
            Some('"') => Node::Text(self.text()?),
            Some('-' | '+' | '.' | '0'..='9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Json { node, span: self.from(start) })
    }

    fn nested(&mut self, opener: char, inner: fn(&mut Self) -> Result<Node, Reported>) -> Result<Node, Reported> {
        let start = self.at();
        self.bump();
        let bracket = Bracket { opener, span: self.from(start) };
        if self.open.len() >= MOST_DEPTH {
            return Err(self.diagnostics.error(diagnostics::too_deep(bracket.span, MOST_DEPTH)));
        }
        self.open.push(bracket);
        let node = inner(self)?;
        self.open.pop();
        Ok(node)
    }

    fn object(&mut self) -> Result<Node, Reported> {
        let mut members: Vec<Member> = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        self.skip_blanks();
        if self.eat('}') {
            return Ok(Node::Object(members));
        }
        loop {
            self.skip_blanks();
            if self.peek() != Some('"') {
                return Err(self.unexpected(Expected::Key));
            }
            let start = self.at();
            let key = Spanned::new(self.text()?.trim().nfc().collect::<String>(), self.from(start));
            self.skip_blanks();
            if !self.eat(':') {
                return Err(self.unexpected(Expected::Colon));
            }
            self.skip_blanks();
            let value = self.value()?;
            match seen.get(&key.node) {
                Some(first) => {
                    let first = Spanned::new(key.node.clone(), *first);
                    self.diagnostics.error(diagnostics::duplicate_key(&first, &key));
                }
                None => {
                    seen.insert(key.node.clone(), key.span);
                    members.push(Member { key, value });
                }
            }
            if self.closed('}', Expected::CommaOrBrace)? {
                return Ok(Node::Object(members));
            }
        }
    }

    fn array(&mut self) -> Result<Node, Reported> {
        let mut items = Vec::new();
        self.skip_blanks();
        if self.eat(']') {
            return Ok(Node::Array(items));
        }
        loop {
            self.skip_blanks();
            items.push(self.value()?);
            if self.closed(']', Expected::CommaOrBracket)? {
                return Ok(Node::Array(items));
            }
        }
    }

    /// Behind a member or an item: `true` for the closing bracket, `false` for a comma with something behind it.
    fn closed(&mut self, closer: char, expected: Expected) -> Result<bool, Reported> {
        self.skip_blanks();
        if self.eat(closer) {
            return Ok(true);
        }
        let comma = self.at();
        if !self.eat(',') {
            return Err(self.unexpected(expected));
        }
        let comma = self.from(comma);
        self.skip_blanks();
        match self.peek() {
            Some('}' | ']') => Err(self.diagnostics.error(diagnostics::trailing_comma(comma))),
            Some(',') => Err(self.diagnostics.error(diagnostics::second_comma(self.here()))),
            _ => Ok(false),
        }
    }

    fn text(&mut self) -> Result<String, Reported> {
        let start = self.at();
        self.bump();
        let opener = self.from(start);
        let mut text = String::new();
        loop {
            let at = self.at();
            match self.bump() {
                Some('"') => return Ok(text),
                Some('\\') => text.push(self.escape(at)?),
                None | Some('\n' | '\r') => {
                    let full_width = text.contains(['”', '“', '＂']);
                    return Err(self.diagnostics.error(diagnostics::unclosed_text(opener, full_width)));
                }
                Some(control) if control < ' ' => {
                    return Err(self.diagnostics.error(diagnostics::control_character(self.from(at), control)));
                }
                Some(other) => text.push(other),
            }
        }
    }

    /// What follows a backslash, which has been read at `start`.
    fn escape(&mut self, start: usize) -> Result<char, Reported> {
        let plain = match self.bump() {
            Some('u') => return self.unicode_escape(start),
            Some(same @ ('"' | '\\' | '/')) => Some(same),
            Some('n') => Some('\n'),
            Some('t') => Some('\t'),
            Some('r') => Some('\r'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            _ => None,
        };
        plain.ok_or_else(|| self.unknown_escape(start))
    }

    /// `\uXXXX`, or two of them that stand for one character (a surrogate pair).
    fn unicode_escape(&mut self, start: usize) -> Result<char, Reported> {
        let mut units = vec![self.hex()];
        if units.iter().flatten().any(|unit| (0xD800..0xDC00).contains(unit)) && self.rest.starts_with("\\u") {
            self.bump();
            self.bump();
            units.push(self.hex());
        }
        let units = units.into_iter().collect::<Option<Vec<_>>>().unwrap_or_default();
        let mut decoded = char::decode_utf16(units);
        match (decoded.next(), decoded.next()) {
            (Some(Ok(character)), None) => Ok(character),
            _ => Err(self.unknown_escape(start)),
        }
    }

    fn unknown_escape(&mut self, start: usize) -> Reported {
        let span = self.from(start);
        self.diagnostics.error(diagnostics::unknown_escape(span, self.source.slice(span)))
    }

    fn hex(&mut self) -> Option<u16> {
        let digits = self.rest.get(..4).filter(|digits| digits.chars().all(|digit| digit.is_ascii_hexdigit()))?;
        self.rest = self.rest.get(4..).unwrap_or_default();
        u16::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Result<Node, Reported> {
        let start = self.at();
        let end = self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_')));
        let (written, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        let span = self.from(start);
        let with_unit = self.peek().is_some_and(|next| !next.is_whitespace() && !matches!(next, ',' | '}' | ']' | ':'));
        if with_unit && written.chars().any(|c| c.is_ascii_digit()) {
            return Err(self.unquoted(start));
        }
        match number_fault(written) {
            None => Ok(Node::Number(written.to_owned())),
            Some(NumberFault::Words) => {
                self.rest = self.source.text().get(start..).unwrap_or_default();
                Err(self.unquoted(start))
            }
            Some(fault) => {
                self.diagnostics.error(diagnostics::number_form(span, written, fault));
                Ok(Node::Hole)
            }
        }
    }

    /// `true`, `false`, `null`, or something that is no value.
    fn word(&mut self) -> Result<Node, Reported> {
        let start = self.at();
        let end = self.rest.find(|c: char| !c.is_alphanumeric());
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let node = match word {
            "true" => Node::Bool(true),
            "false" => Node::Bool(false),
            "null" | "Null" | "NULL" | "None" | "nil" => {
                self.rest = rest;
                self.diagnostics.error(diagnostics::null(self.from(start)));
                return Ok(Node::Hole);
            }
            "NaN" | "nan" | "Infinity" | "inf" | "Inf" => {
                self.rest = rest;
                self.diagnostics.error(diagnostics::number_form(self.from(start), word, NumberFault::NotFinite));
                return Ok(Node::Hole);
            }
            "" => return Err(self.unexpected(Expected::Value)),
            _ => return Err(self.unquoted(start)),
        };
        self.rest = rest;
        Ok(node)
    }

    /// A text without quotes, up to where a value would end.
    fn unquoted(&mut self, start: usize) -> Reported {
        let tail = self.source.text().get(start..).unwrap_or_default();
        let end = tail.find([',', '}', ']', '\n', '\r', '"', '，']).unwrap_or(tail.len());
        let written = tail.get(..end).unwrap_or_default().trim_end();
        let span = Span::new(self.source.id(), start, start.saturating_add(written.len()));
        self.diagnostics.error(diagnostics::unquoted(span, written))
    }

    fn unexpected(&mut self, expected: Expected) -> Reported {
        let fault = match self.peek() {
            None => diagnostics::cut_off(self.here(), self.open.last()),
            Some(found) => diagnostics::unexpected(self.here(), found, expected, self.open.last()),
        };
        self.diagnostics.error(fault)
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.bump();
        }
        found
    }

    fn at(&self) -> usize {
        self.source.text().len().saturating_sub(self.rest.len())
    }

    fn from(&self, start: usize) -> Span {
        Span::new(self.source.id(), start, self.at())
    }

    /// The next character; empty at the end of the text.
    fn here(&self) -> Span {
        let width = self.peek().map_or(0, char::len_utf8);
        Span::new(self.source.id(), self.at(), self.at().saturating_add(width))
    }
}

/// Why a number is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// `1e400`.
    Exponent,
    /// `-0`.
    MinusZero,
    /// `007`.
    LeadingZero,
    /// `.5`, `5.`.
    BarePoint,
    /// `+5`.
    Plus,
    /// `NaN`, `Infinity`.
    NotFinite,
    /// So many digits.
    TooLong(usize),
    /// Not a number at all: `2024-05-17`, `1.2.3`.
    Words,
}

fn number_fault(written: &str) -> Option<NumberFault> {
    let (sign, body) = match written.strip_prefix(['-', '+']) {
        Some(body) => (written.chars().next(), body),
        None => (None, written),
    };
    if matches!(body, "Infinity" | "inf" | "Inf" | "NaN" | "nan") {
        return Some(NumberFault::NotFinite);
    }
    let (mantissa, exponent) = body.split_once(['e', 'E']).map_or((body, None), |(left, right)| (left, Some(right)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(left, right)| (left, Some(right)));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let exponent_digits = exponent.map(|exponent| exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    let well_formed = digits(whole)
        && fraction.is_none_or(digits)
        && exponent_digits.is_none_or(|digits_of| !digits_of.is_empty() && digits(digits_of))
        && !(whole.is_empty() && fraction.is_none_or(str::is_empty));
    let count = whole.len().saturating_add(fraction.map_or(0, str::len));
    if !well_formed {
        return Some(NumberFault::Words);
    }
    if exponent.is_some() {
        return Some(NumberFault::Exponent);
    }
    if sign == Some('+') {
        return Some(NumberFault::Plus);
    }
    if whole.is_empty() || fraction.is_some_and(str::is_empty) {
        return Some(NumberFault::BarePoint);
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Some(NumberFault::LeadingZero);
    }
    if count > MOST_DIGITS {
        return Some(NumberFault::TooLong(count));
    }
    let zero = mantissa.chars().all(|c| matches!(c, '0' | '.'));
    (sign == Some('-') && zero).then_some(NumberFault::MinusZero)
}
