//! The only place that knows the parser generator: one statement in, one tree of nodes out.

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};

use super::normal::Normal;
use crate::source::{Span, Spanned};

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/perf.pest"]
struct Grammar;

/// A part of a statement that the grammar recognised.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pair: Pair<'a, Rule>,
    base: usize,
    normal: &'a Normal,
}

/// Where a statement stops following the grammar.
#[derive(Debug)]
pub(super) struct Failure {
    /// Byte in the normal text.
    pub at: usize,
    /// What could have stood there.
    pub expected: Vec<Rule>,
}

/// Reads the bytes `start..end` of the normal text as a `rule`.
pub(super) fn read(normal: &Normal, rule: Rule, start: usize, end: usize) -> Result<Node<'_>, Failure> {
    let text = normal.text.get(start..end).unwrap_or_default();
    let failure = match Grammar::parse(rule, text) {
        Ok(mut pairs) => match pairs.next() {
            Some(pair) => return Ok(Node { pair, base: start, normal }),
            None => return Err(Failure { at: start, expected: Vec::new() }),
        },
        Err(failure) => failure,
    };
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = failure.location;
    let expected = match failure.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.into_iter().map(plain).collect(),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    Err(Failure { at: start.saturating_add(at), expected })
}

/// Whether a normal text follows a `rule`.
pub(super) fn follows(rule: Rule, text: &str) -> bool {
    Grammar::parse(rule, text).is_ok()
}

/// Whether a character can be part of a word (`specs/language.md` §2): UAX #31, without the middle dots.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '_'
        || super::characters::is_ideograph(c)
        || (!c.is_ascii()
            && c != '·'
            && c != '・'
            && pest::unicode::XID_CONTINUE(c)
            && !super::characters::is_forbidden(c))
}

fn plain(rule: Rule) -> Rule {
    if rule == Rule::column_name { Rule::name } else { rule }
}

impl<'a> Node<'a> {
    /// Which rule of the grammar it is. A column is a name like any other.
    pub fn rule(&self) -> Rule {
        plain(self.pair.as_rule())
    }

    /// Its normal text, without blanks at its end.
    pub fn text(&self) -> &'a str {
        self.pair.as_str().trim_end_matches([' ', '\n'])
    }

    /// First byte in the normal text.
    pub fn start(&self) -> usize {
        self.base.saturating_add(self.pair.as_span().start())
    }

    /// One past its last byte in the normal text.
    pub fn end(&self) -> usize {
        self.start().saturating_add(self.text().len())
    }

    /// Where it stands in the source.
    pub fn span(&self) -> Span {
        self.normal.span(self.start(), self.end())
    }

    /// Something together with its place.
    pub fn spanned<T>(&self, node: T) -> Spanned<T> {
        Spanned::new(node, self.span())
    }

    /// Its parts.
    pub fn parts(&self) -> Parts<'a> {
        Parts { pairs: self.pair.clone().into_inner(), base: self.base, normal: self.normal }
    }

    /// The rules of all that is in it, at any depth.
    pub fn deep(&self) -> impl Iterator<Item = Rule> + use<'a> {
        self.pair.clone().into_inner().flatten().map(|pair| pair.as_rule())
    }

    /// All keywords in it, at any depth, in the order of the text.
    pub fn keywords(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let (base, normal) = (self.base, self.normal);
        let parts = self.pair.clone().into_inner().flatten();
        parts.map(move |pair| Node { pair, base, normal }).filter(|node| super::words::is_keyword(node.rule()))
    }
}

/// The parts of a node, read from left to right.
pub(super) struct Parts<'a> {
    pairs: Pairs<'a, Rule>,
    base: usize,
    normal: &'a Normal,
}

impl<'a> Parts<'a> {
    /// The next part, if it is a `rule`.
    pub fn accept(&mut self, rule: Rule) -> Option<Node<'a>> {
        (self.peek()? == rule).then(|| self.next())?
    }

    /// Whether the next part is a `rule`; if so, it is passed.
    pub fn pass_over(&mut self, rule: Rule) -> bool {
        self.accept(rule).is_some()
    }

    /// The rule of the next part.
    pub fn peek(&self) -> Option<Rule> {
        self.pairs.peek().map(|pair| plain(pair.as_rule()))
    }

    /// The next part that is a `rule`, passing those before it.
    pub fn seek(&mut self, rule: Rule) -> Option<Node<'a>> {
        Iterator::find(self, |node| node.rule() == rule)
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let (base, normal) = (self.base, self.normal);
        self.pairs.next().map(|pair| Node { pair, base, normal })
    }
}
