//! The first look at a text: tokens, partners of brackets, ends of texts. Linear, and without recursion.
//!
//! What is wrong at this level is reported here, at its opener, and mended for the parser (an unclosed bracket is left
//! out, an unclosed text ends with its line), so that nothing follows from it. One stack holds all brackets: `[` and
//! `(` close with either of `]` and `)`, as intervals do (`[75%, 90%)`), `{` only with `}`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::characters::{Refused, forbidden, look_alike};
use super::diagnostics;
use super::grammar::is_letter;
use super::indents::{self, Slip};
use super::missing;
use super::words;
use crate::diagnostic::{Diagnostic, Diagnostics, Reported};
use crate::source::{Source, Span};

/// Brackets may be nested this deep. The verdict depends on the text alone, not on the stack of the machine.
pub(super) const MAX_NESTING: usize = 128;
/// Places of one refused character that one repair mends.
const MOST_PLACES: usize = 1000;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters and digits.
    Word,
    /// `"…"` or `“…”`.
    Text,
    /// `「…」` or `'…'`.
    Quoted,
    /// A comment, or lines of a conflict that are left out.
    Comment,
    /// The end of a line.
    Break,
    /// Blanks.
    Blank,
    /// `;`
    Semicolon,
    /// `{`
    BraceOpen,
    /// `}`
    BraceClose,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// Any other character.
    Symbol,
    /// A `}` that is missing and was put in.
    Mended,
    /// A `{` that is missing and was put in.
    MendedOpen,
    /// Reported and left out.
    Dropped,
}

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// The tokens of a text, and the places of what was reported.
pub(super) struct Lexed {
    pub tokens: Vec<Token>,
    pub faults: Vec<usize>,
    /// Blocks whose `}` was put in where the next one begins: what stands in them may belong elsewhere.
    pub torn: Vec<Range<usize>>,
    /// Braces do not pair, and nobody knows where they should.
    pub shapeless: bool,
}

struct Opener {
    token: usize,
    /// The first word of the statement to which a `{` belongs.
    head: Span,
}

struct Lexer<'a> {
    source: &'a Source,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
    tokens: Vec<Token>,
    faults: Vec<usize>,
    torn: Vec<Range<usize>>,
    shapeless: bool,
    refused: Refused,
    /// The names reported for their letters.
    look_alikes: BTreeSet<String>,
    stack: Vec<Opener>,
    head: Option<Span>,
    mended: usize,
    /// The next token is the text of a clause.
    awaits_text: bool,
}

/// Cuts the text into tokens.
///
/// # Errors
/// The brackets are nested too deep; nothing else of such a text is read.
pub(super) fn lex(source: &Source, diagnostics: &mut Diagnostics) -> Result<Lexed, Reported> {
    let mut lexer = Lexer {
        source,
        text: source.text(),
        diagnostics,
        tokens: Vec::new(),
        faults: Vec::new(),
        torn: Vec::new(),
        shapeless: false,
        refused: Refused::default(),
        look_alikes: BTreeSet::new(),
        stack: Vec::new(),
        head: None,
        mended: 0,
        awaits_text: false,
    };
    lexer.run()?;
    lexer.finish();
    Ok(Lexed { tokens: lexer.tokens, faults: lexer.faults, torn: lexer.torn, shapeless: lexer.shapeless })
}

impl Lexer<'_> {
    fn run(&mut self) -> Result<(), Reported> {
        let mut at = 0;
        let mut line_start = true;
        while let Some(c) = self.char_at(at) {
            if line_start && let Some(end) = super::conflict::skip(self.source, at, self.diagnostics) {
                self.push(Kind::Comment, at, end);
                at = end;
                continue;
            }
            if self.awaits_text && !matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}') {
                self.awaits_text = false;
                let in_data = self.stack.last().is_some_and(|one| super::names::declares(self.source.slice(one.head)));
                if !in_data && let Some(end) = missing::quotes(self.source, at, self.diagnostics) {
                    self.push(Kind::Text, at, end);
                    at = end;
                    continue;
                }
            }
            let (kind, end) = self.token(c, at);
            if kind == Kind::Break {
                self.brace_missing(at);
            }
            match kind {
                Kind::BraceOpen | Kind::Open => self.open(kind, at, end)?,
                Kind::BraceClose | Kind::Close => self.close(kind, at, end),
                _ => self.push(kind, at, end),
            }
            line_start = kind == Kind::Break;
            at = end;
        }
        Ok(())
    }

    /// A `{` that is missing at the end of a line is put in.
    fn brace_missing(&mut self, at: usize) {
        let in_block = self.stack.last().is_none_or(|opener| self.is_brace(opener));
        let Some(head) = self.head.filter(|_| in_block) else { return };
        let Some(line) = missing::brace(self.text, head.range().start, at) else { return };
        let end = head.range().start.saturating_add(line.len());
        let last = line.chars().next_back().map_or(0, char::len_utf8);
        let places = (self.span(end.saturating_sub(last), end), self.span(end, end));
        self.diagnostics.error(diagnostics::brace_missing(places, line));
        self.stack.push(Opener { token: self.tokens.len(), head });
        self.push(Kind::MendedOpen, end, end);
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source.id(), start, end)
    }

    /// What the token at `at` is, and where it ends.
    fn token(&mut self, c: char, at: usize) -> (Kind, usize) {
        let one = at.saturating_add(c.len_utf8());
        let run = |wanted: fn(char) -> bool| {
            let rest = self.text.get(one..).unwrap_or_default();
            rest.find(|c| !wanted(c)).map_or(self.text.len(), |length| one.saturating_add(length))
        };
        match c {
            '\r' if self.char_at(one) == Some('\n') => (Kind::Break, one.saturating_add(1)),
            '\n' | '\r' => (Kind::Break, one),
            ' ' | '\t' | '\u{3000}' | '\u{a0}' => {
                (Kind::Blank, run(|c| matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}')))
            }
            '/' | '／' if matches!(self.char_at(one), Some('/' | '／')) => {
                (Kind::Comment, run(|c| !matches!(c, '\n' | '\r')))
            }
            '”' => {
                self.faults.push(at);
                super::quotes::read(self.source, at, self.diagnostics)
            }
            '"' | '“' | '「' | '\'' | '‘' => super::quotes::read(self.source, at, self.diagnostics),
            ';' | '；' => (Kind::Semicolon, one),
            '{' | '｛' => (Kind::BraceOpen, one),
            '}' | '｝' => (Kind::BraceClose, one),
            '(' | '（' | '[' | '［' => (Kind::Open, one),
            ')' | '）' | ']' | '］' => (Kind::Close, one),
            c if is_letter(c) => {
                (Kind::Word, run(|c| is_letter(c) || forbidden(c) == Some(super::characters::Forbidden::Invisible)))
            }
            c if forbidden(c).is_some() => (Kind::Blank, one),
            _ => (Kind::Symbol, one),
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let piece = self.text.get(start..end).unwrap_or_default();
        self.refused.search(piece, start, kind == Kind::Comment);
        match kind {
            Kind::Break | Kind::Semicolon | Kind::BraceOpen | Kind::BraceClose | Kind::Mended | Kind::MendedOpen => {
                self.head = None;
            }
            Kind::Symbol if matches!(piece, ":" | "：") => {
                let head = self.head.map(|head| self.source.slice(head)).unwrap_or_default();
                self.awaits_text = missing::TEXTS.contains(&head)
                    && self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Word | Kind::Blank));
            }
            Kind::Blank | Kind::Comment | Kind::Dropped => {}
            _ if self.head.is_none() => {
                if kind == Kind::Word {
                    self.mend(start, end);
                }
                self.head = Some(self.span(start, end));
            }
            _ => {}
        }
        if matches!(kind, Kind::Word | Kind::Quoted)
            && let Some((offset, c)) = look_alike(piece)
        {
            self.faults.push(start);
            if self.look_alikes.insert(piece.to_owned()) {
                let letter = start.saturating_add(offset);
                let letter = self.span(letter, letter.saturating_add(c.len_utf8()));
                self.diagnostics.error(diagnostics::look_alike(self.span(start, end), piece, letter, c));
            }
        }
        self.tokens.push(Token { kind, start, end });
    }

    fn open(&mut self, kind: Kind, start: usize, end: usize) -> Result<(), Reported> {
        if kind == Kind::BraceOpen {
            self.drop_unclosed();
        }
        if self.stack.len() >= MAX_NESTING {
            return Err(self.diagnostics.error(diagnostics::nested_too_deep(self.span(start, end))));
        }
        let head = self.head.unwrap_or(self.span(start, end));
        self.stack.push(Opener { token: self.tokens.len(), head });
        self.push(kind, start, end);
        Ok(())
    }

    fn close(&mut self, kind: Kind, start: usize, end: usize) {
        if kind == Kind::BraceClose {
            self.drop_unclosed();
        }
        let brace = kind == Kind::BraceClose;
        let fits = self.stack.last().is_some_and(|opener| self.is_brace(opener) == brace);
        if fits {
            self.stack.pop();
            self.push(kind, start, end);
        } else if brace && self.mended > 0 {
            // The partner of a `}` that was put in above.
            self.mended = self.mended.saturating_sub(1);
            self.push(Kind::Dropped, start, end);
        } else {
            let own = (start, end);
            self.faults.push(start);
            self.shapeless |= brace;
            let surplus = match indents::slip(self.text, &self.tokens) {
                Some(Slip::Surplus(at)) if brace => self.tokens.get(at).map(|token| (token.start, token.end)),
                _ => None,
            };
            let (start, end) = surplus.unwrap_or((start, end));
            let found = self.text.get(start..end).unwrap_or_default();
            self.diagnostics.error(diagnostics::nothing_to_close(self.span(start, end), found));
            self.push(Kind::Dropped, own.0, own.1);
        }
    }

    /// The block that is not closed, counted from a `{`, as the indentation has it.
    fn unclosed(&self, opener: usize) -> Option<Diagnostic> {
        let inner = self.tokens.get(opener..)?;
        let Some(Slip::Unclosed(open, close)) = indents::slip(self.text, inner) else { return None };
        let (open, close) = (inner.get(open)?, inner.get(close)?);
        let line_start = indents::line_start(self.text, open.start);
        let head = self.text.get(line_start..open.start)?;
        let number = self.text.get(..close.start)?.matches('\n').count().saturating_add(1);
        let line = indents::line_start(self.text, close.start);
        let missing = format!("{}}}\n", indents::indent(self.text, open.start));
        let places = (self.span(open.start, open.end), self.span(close.start, close.end));
        Some(diagnostics::block_open_at(places, head, number).fix(self.span(line, line), missing))
    }

    /// The end of the head of the indicator in which a block is not closed, looked for from the `{` of a group.
    fn torn_indicator(&self, group: usize) -> Option<usize> {
        let inner = self.tokens.get(group..)?;
        let Some(Slip::Unclosed(open, _)) = indents::slip(self.text, inner) else { return None };
        let before = inner.get(1..=open)?.iter().rev().filter(|token| token.kind == Kind::BraceOpen);
        let mut heads = before.map(|token| (indents::line_start(self.text, token.start), token));
        let is_head = |start: usize| {
            let line = self.text.get(start..).unwrap_or_default().trim_start();
            line.starts_with("指标") || line.starts_with("indicator")
        };
        heads.find(|(start, _)| is_head(*start)).map(|(_, token)| token.end)
    }

    fn is_brace(&self, opener: &Opener) -> bool {
        self.tokens.get(opener.token).is_some_and(|token| matches!(token.kind, Kind::BraceOpen | Kind::MendedOpen))
    }

    /// A round or square bracket does not reach over a brace: those still open are reported at their opener.
    fn drop_unclosed(&mut self) {
        while let Some(opener) = self.stack.last().map(|opener| opener.token)
            && let Some(token) = self.tokens.get_mut(opener)
            && token.kind == Kind::Open
        {
            token.kind = Kind::Dropped;
            let (start, end) = (token.start, token.end);
            self.stack.pop();
            self.faults.push(start);
            let found = self.text.get(start..end).unwrap_or_default();
            self.diagnostics.error(diagnostics::not_closed(self.span(start, end), found));
        }
    }

    /// An indicator cannot stand in an indicator, nor a second level in a second level: where one seems to, the `}` of
    /// the block before it is missing. It is reported at its `{`, and put in.
    fn mend(&mut self, start: usize, end: usize) {
        let word = self.text.get(start..end).unwrap_or_default();
        let rest = self.text.get(end..).unwrap_or_default().trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']);
        let named = rest.chars().next().is_some_and(|c| is_letter(c) || matches!(c, '「' | '\'' | '"' | '“'));
        if !named {
            return;
        }
        while let Some(opener) = self.stack.last()
            && self.is_brace(opener)
            && !words::may_contain(self.source.slice(opener.head), word)
        {
            let (head, opener) = (opener.head, opener.token);
            let token = self.tokens.get(opener).copied();
            self.stack.pop();
            if let Some(token) = token {
                let line = self.text.get(head.range().start..token.start).unwrap_or_default().trim();
                let next = self.text.get(start..).unwrap_or_default();
                let next = next.split(['{', '｛', '\n', '\r']).next().unwrap_or_default().trim();
                let place = self.span(token.start, token.end);
                let fault = self
                    .unclosed(opener)
                    .unwrap_or_else(|| diagnostics::block_not_closed(place, line, self.span(start, end), next));
                self.diagnostics.error(fault);
                // Of a group or of data the last `}` is missing; of an indicator any.
                let head = self.source.slice(head);
                let closes_last = words::may_contain(head, "指标") || super::names::declares(head);
                let from = if closes_last { self.torn_indicator(opener) } else { Some(token.end) };
                self.torn.extend(from.map(|from| from..start));
            }
            self.mended = self.mended.saturating_add(1);
            self.tokens.push(Token { kind: Kind::Mended, start, end: start });
        }
    }

    fn finish(&mut self) {
        self.drop_unclosed();
        let open = self.stack.len();
        if let Some(token) = self.stack.last().and_then(|opener| self.tokens.get(opener.token)) {
            let place = self.span(token.start, token.end);
            let first = self.stack.first().map(|opener| opener.token);
            let known = first.filter(|_| open == 1).and_then(|opener| self.unclosed(opener));
            self.diagnostics.error(known.unwrap_or_else(|| diagnostics::blocks_not_closed(place, open)));
            self.shapeless = true;
        }
        let end = self.text.len();
        for _ in 0..open {
            self.tokens.push(Token { kind: Kind::Mended, start: end, end });
        }
        for (c, (at, count)) in &self.refused.found {
            let place = |at: usize| self.span(at, at.saturating_add(c.len_utf8()));
            let rest = self.text.get(*at..).unwrap_or_default();
            let places = rest.match_indices(*c).take(MOST_PLACES).map(|(behind, _)| place(at.saturating_add(behind)));
            let places = places.collect::<Vec<_>>();
            if let Some(why) = forbidden(*c) {
                self.diagnostics.error(diagnostics::forbidden_character(&places, *c, why, *count));
            }
        }
    }
}
