//! A file as it is laid out: every statement with its tokens, and the comments and line ends between them. This is what
//! a printer needs; nothing is resolved, and nothing of the text is lost but blanks.
//!
//! The parser notes every statement that it read (`Parser::noted`); here the notes are laid over the tokens of the text.
//! A construct that is new in the grammar needs nothing here, unless its words stand in another order in English: then
//! it gets a [`Shape`].

use super::grammar::{Node, Rule};
use super::lex::{Kind, Token};
use super::words::keyword;
use crate::diagnostic::Language;
use crate::source::Source;

/// A file.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    /// The language of its first keyword.
    pub language: Language,
    /// The statements at the top.
    pub statements: Vec<Statement>,
    /// What stands behind the last of them.
    pub end: Vec<Between>,
}

/// A statement, together with those that continue it on lines of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What stands between it and the statement, or the brace, before it.
    pub before: Vec<Between>,
    /// What it says, up to and with its `{`.
    pub tree: Tree,
    /// What is in its braces.
    pub block: Option<Block>,
}

/// Where a statement stands in a text in which it was laid out, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Its first byte.
    pub start: u32,
    /// One past its last token before a block; that is its `{`, where it has one.
    pub head: u32,
    /// One past the last of all of it.
    pub end: u32,
}

/// What stands in braces.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The statements.
    pub statements: Vec<Statement>,
    /// What stands before the `}`.
    pub end: Vec<Between>,
    /// Whether it is written on one line, from `{` to `}`.
    pub one_line: bool,
}

/// What stands between two tokens, blanks left out. A comment ends with its line, so a [`Between::Break`] or the end of
/// the file follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Between {
    /// The end of a line.
    Break,
    /// A `;` between statements.
    Semicolon,
    /// From `//` on, as written.
    Comment(String),
}

/// A part of a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// Parts that belong together.
    Node(Shape, Vec<Tree>),
    /// A word, number or sign.
    Leaf(Leaf),
}

/// The parts whose words stand in another order, or whose signs are written otherwise, in the other language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `分值的 70%`, `70% of points`.
    Award,
    /// `±目标的 10%`, `±10% of target`.
    Reach,
    /// `每超过 1个百分点 扣 0.5分`.
    Beyond,
    /// `每发现 1次 x 扣 1分`.
    Found,
    /// `per 1 pp over deduct 0.5 points`, `per 1次 of x deduct 1 point`.
    Per,
    /// `不扣分：不超过 100%`, `free up to 100%`.
    Free,
    /// `c 时 不核对`, `unchecked when c`.
    Unless,
    /// `不适用：c 时 满分`, `n/a when c: full`.
    NotApplicable,
    /// `当 c 时 总分 0分`, `when c: total 0 points`.
    VetoRow,
    /// `以 列 为键`, `keyed by column`.
    TableKey,
    /// `30%`, `share 30%`.
    Points,
    /// `一级 …`.
    Group,
    /// `均分，余数归 末行`.
    EqualSplit,
    /// `逐行 表`.
    EachRow,
    /// `得分(过程/合规性)`: the stroke stands in a path.
    ScoreOf,
    /// `年度：2024`.
    Year,
    /// `90%`, `增长 10%`, `2分`.
    Literal,
    /// `（含）`, `（增减率）`.
    Remark,
    /// `(a + b)`, where it is no call.
    Brackets,
    /// `[0%, 100%)`.
    Interval,
    /// Any other.
    Other,
}

/// A token of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// What it is.
    pub role: Role,
    /// How it is written: full-width letters, digits and signs are ASCII, texts and quoted names are untouched.
    pub text: String,
    /// The part it stands in directly.
    pub within: Shape,
    /// What follows it, up to the next token of the statement.
    pub after: Vec<Between>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A keyword: its row of `grammar/keywords.tsv`, and which of the words in it.
    Keyword(&'static str, usize),
    /// A name, with its quotes if it has some.
    Name,
    /// A text, with its quotes.
    Text,
    /// A number.
    Number,
    /// A unit.
    Unit,
    /// A date.
    Date,
    /// The `-` of a number, `±`.
    Sign,
    /// `+ − × /`.
    Operator,
    /// `≥ ≤ > < = ≠`, and `>` between levels.
    Relation,
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// `.`, `@`, the `/` of a compound kind or of a path, the `-` of `75%-90%`: no blanks around it.
    Joint,
    /// `{`.
    Brace,
    /// `(` or `[`.
    Open,
    /// `)` or `]`.
    Close,
}

/// How a keyword is written; `None` if the language has no such word.
#[must_use]
pub fn spelling(key: &str, which: usize, language: Language) -> Option<&'static str> {
    let keyword = super::words::row(key)?;
    let words = match language {
        Language::Zh => &keyword.zh,
        Language::En => &keyword.en,
    };
    words.get(which).or(words.first()).copied()
}

/// Lays the statements that were read over the tokens of the text. `None` if they do not cover it, which is a fault of
/// this program.
pub(super) fn script(
    source: &Source,
    tokens: &[Token],
    mut notes: Vec<Node<'_>>,
    language: Language,
) -> Option<Script> {
    notes.sort_by_key(Node::start);
    notes.dedup_by_key(|node| node.start());
    let mut layer = Layer { source, tokens, notes: notes.into_iter().peekable(), at: 0, end: 0 };
    let (statements, end) = layer.statements()?;
    (layer.next().is_none() && layer.notes.next().is_none()).then_some(Script { language, statements, end })
}

struct Layer<'t, 'n> {
    source: &'t Source,
    tokens: &'t [Token],
    notes: std::iter::Peekable<std::vec::IntoIter<Node<'n>>>,
    /// The next token.
    at: usize,
    /// The end of the last leaf, in bytes of the text.
    end: usize,
}

impl Layer<'_, '_> {
    /// The statements up to the end of their block, and what stands behind the last.
    fn statements(&mut self) -> Option<(Vec<Statement>, Vec<Between>)> {
        let mut statements = Vec::new();
        loop {
            let next = self.next();
            let before = self.between(next.map_or(self.source.text().len(), |token| token.start))?;
            if next.is_none_or(|token| token.kind == Kind::BraceClose) {
                return Some((statements, before));
            }
            let node = self.notes.next()?;
            let tree = self.tree(&node, Shape::Other)?;
            let block = if tree.last()?.role == Role::Brace { Some(self.block()?) } else { None };
            statements.push(Statement { before, tree, block });
        }
    }

    fn block(&mut self) -> Option<Block> {
        let first = self.at;
        let (statements, end) = self.statements()?;
        let close = self.next()?;
        self.end = close.end;
        let inside = self.tokens.get(first..self.at)?;
        let one_line = !inside.iter().any(|token| matches!(token.kind, Kind::Break | Kind::Comment));
        Some(Block { statements, end, one_line })
    }

    /// The next token that is no blank, comment, line end or `;`, and has not been read.
    fn next(&self) -> Option<Token> {
        let rest = self.tokens.get(self.at..)?;
        rest.iter().find(|token| !is_between(token.kind) && token.end > self.end).copied()
    }

    /// What stands before byte `start`, where the next leaf begins; `None` if there is something that is in no leaf.
    fn between(&mut self, start: usize) -> Option<Vec<Between>> {
        let mut found = Vec::new();
        while let Some(token) = self.tokens.get(self.at).filter(|token| token.start < start) {
            match token.kind {
                Kind::Blank | Kind::Dropped => {}
                Kind::Break => found.push(Between::Break),
                Kind::Semicolon => found.push(Between::Semicolon),
                Kind::Comment => {
                    let comment = self.source.text().get(token.start..token.end)?;
                    found.push(Between::Comment(comment.trim_end().to_owned()));
                }
                _ if token.end <= self.end => {}
                // Several leaves are in it, as in `3分`.
                _ if token.start < self.end && self.end == start => return Some(found),
                _ => return None,
            }
            self.at = self.at.saturating_add(1);
        }
        Some(found)
    }

    /// A part and all that is in it. What stands before it has been read by whoever holds it.
    fn tree(&mut self, node: &Node<'_>, within: Shape) -> Option<Tree> {
        let shape = match node.rule() {
            Rule::call if is_score_of(node) => Shape::ScoreOf,
            rule => shape(rule),
        };
        let parts = node.parts().filter(|part| part.rule() != Rule::EOI).collect::<Vec<_>>();
        if parts.is_empty() {
            self.end = node.span().range().end;
            let (role, text) = (role(node.rule(), node.text()), node.text().to_owned());
            return Some(Tree::Leaf(Leaf { role, text, within, after: Vec::new() }));
        }
        let mut list = Vec::with_capacity(parts.len());
        for part in parts {
            let before = self.between(part.span().range().start)?;
            match list.last_mut().and_then(Tree::last_mut) {
                Some(leaf) => leaf.after.extend(before),
                None if before.is_empty() => {}
                None => return None,
            }
            list.push(self.tree(&part, shape)?);
        }
        if shape == Shape::ScoreOf {
            list.iter_mut().for_each(Tree::join_path);
        }
        Some(Tree::Node(shape, list))
    }
}

impl Tree {
    /// Its tokens, in order.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        self.gather(&mut leaves);
        leaves
    }

    /// Divides nothing: in `过程/合规性` the stroke joins names.
    fn join_path(&mut self) {
        match self {
            Tree::Leaf(leaf) if leaf.role == Role::Operator && matches!(leaf.text.as_str(), "/" | "÷") => {
                leaf.role = Role::Joint;
                leaf.text = "/".into();
            }
            Tree::Leaf(_) => {}
            Tree::Node(_, parts) => parts.iter_mut().for_each(Tree::join_path),
        }
    }

    fn gather<'t>(&'t self, leaves: &mut Vec<&'t Leaf>) {
        match self {
            Tree::Leaf(leaf) => leaves.push(leaf),
            Tree::Node(_, parts) => parts.iter().for_each(|part| part.gather(leaves)),
        }
    }

    /// Its last token.
    #[must_use]
    pub fn last(&self) -> Option<&Leaf> {
        match self {
            Tree::Leaf(leaf) => Some(leaf),
            Tree::Node(_, parts) => parts.last()?.last(),
        }
    }

    /// Its last token, to be changed.
    pub fn last_mut(&mut self) -> Option<&mut Leaf> {
        match self {
            Tree::Leaf(leaf) => Some(leaf),
            Tree::Node(_, parts) => parts.last_mut()?.last_mut(),
        }
    }
}

fn is_score_of(call: &Node<'_>) -> bool {
    let function = call.parts().next().and_then(|function| function.parts().next());
    function.is_some_and(|word| word.rule() == Rule::kw_score_of)
}

fn is_between(kind: Kind) -> bool {
    matches!(kind, Kind::Blank | Kind::Dropped | Kind::Break | Kind::Semicolon | Kind::Comment)
}

fn shape(rule: Rule) -> Shape {
    match rule {
        Rule::award => Shape::Award,
        Rule::reach => Shape::Reach,
        Rule::beyond => Shape::Beyond,
        Rule::found => Shape::Found,
        Rule::per => Shape::Per,
        Rule::free => Shape::Free,
        Rule::unless => Shape::Unless,
        Rule::not_applicable => Shape::NotApplicable,
        Rule::veto_row => Shape::VetoRow,
        Rule::table_key => Shape::TableKey,
        Rule::points => Shape::Points,
        Rule::group => Shape::Group,
        Rule::equal_split => Shape::EqualSplit,
        Rule::each_row => Shape::EachRow,
        Rule::year => Shape::Year,
        Rule::literal => Shape::Literal,
        Rule::marking | Rule::as_change => Shape::Remark,
        Rule::paren => Shape::Brackets,
        Rule::interval => Shape::Interval,
        _ => Shape::Other,
    }
}

fn role(rule: Rule, text: &str) -> Role {
    if let Some(keyword) = keyword(rule) {
        let place = |words: &[&str]| words.iter().position(|word| *word == text);
        return Role::Keyword(keyword.key, place(&keyword.zh).or(place(&keyword.en)).unwrap_or_default());
    }
    match rule {
        Rule::text => Role::Text,
        Rule::number | Rule::festival_year => Role::Number,
        Rule::unit | Rule::unit_symbol => Role::Unit,
        Rule::date => Role::Date,
        Rule::sign | Rule::plus_minus => Role::Sign,
        Rule::plus | Rule::minus | Rule::times | Rule::divide => Role::Operator,
        Rule::at_least | Rule::at_most | Rule::not_equal | Rule::above | Rule::below | Rule::equals | Rule::more => {
            Role::Relation
        }
        Rule::comma => Role::Comma,
        Rule::colon => Role::Colon,
        Rule::dot | Rule::at | Rule::stroke | Rule::dash => Role::Joint,
        Rule::open => Role::Brace,
        Rule::lparen | Rule::lbracket | Rule::key_open => Role::Open,
        Rule::rparen | Rule::rbracket | Rule::key_close => Role::Close,
        _ => Role::Name,
    }
}
