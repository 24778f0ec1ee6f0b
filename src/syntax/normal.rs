//! The text as the grammar reads it, with a way back to the text as written.
//!
//! Full-width punctuation, digits and letters become ASCII, a run of blanks and comments one blank; a line that goes on
//! (`specs/language.md` §2) is joined with the next. Texts and quoted names stay as they are.

use super::diagnostics;
use super::lex::{Kind, Token};
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId, Span};

/// A text in normal form.
#[derive(Debug)]
pub(super) struct Normal {
    /// What the grammar reads.
    pub text: String,
    /// The separators and braces in it, in order.
    pub marks: Vec<Mark>,
    /// Places (in the text as written) about which something was said before the grammar was asked.
    pub faults: Vec<usize>,
    /// Blocks (in the text as written) of which it is not known what belongs to them.
    pub torn: Vec<std::ops::Range<usize>>,
    source: SourceId,
    segments: Vec<Segment>,
    /// For every [`BLOCK`] bytes of the normal text, the segment in which they begin.
    blocks: Vec<usize>,
}

/// Words that begin a statement wherever a colon follows.
const OPENERS: [&str; 22] = [
    "公式",
    "值域",
    "方向",
    "评分",
    "不适用",
    "修约",
    "依据",
    "原文",
    "说明",
    "佐证",
    "来源",
    "不扣分",
    "下限",
    "级别",
    "容差",
    "formula",
    "direction",
    "score",
    "rounding",
    "authority",
    "note",
    "evidence",
];

/// Bytes that hold few segments, so that a place is found without a search through all of them.
const BLOCK: usize = 64;

/// A separator or a brace at a byte of the normal text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub kind: MarkKind,
    pub at: usize,
}

/// What a [`Mark`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    Separator,
    Open,
    Close,
}

/// A piece of the normal text and the piece that it was made from.
#[derive(Clone, Copy, Debug)]
struct Segment {
    normal: usize,
    length: usize,
    original: usize,
    original_length: usize,
}

impl Normal {
    /// The place, in the text as written, of the bytes `start..end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.original(start, false);
        let last = if end > start { self.original(end, true) } else { first };
        Span::new(self.source, first, last)
    }

    /// Whether something in the bytes `start..end` was reported before the grammar was asked, or of what is around them.
    pub fn is_faulty(&self, start: usize, end: usize) -> bool {
        if self.faults.is_empty() && self.torn.is_empty() {
            return false;
        }
        let range = self.span(start, end).range();
        if self.torn.iter().any(|torn| torn.start <= range.start && range.end <= torn.end) {
            return true;
        }
        let first = self.faults.partition_point(|fault| *fault < range.start);
        self.faults.get(first).is_some_and(|fault| *fault < range.end)
    }

    /// The byte as written: of the character that begins at `at`, or of the end of the one that ends there.
    fn original(&self, at: usize, is_end: bool) -> usize {
        let inside = if is_end { at.saturating_sub(1) } else { at };
        let block = self.blocks.get(inside.checked_div(BLOCK).unwrap_or_default()).or(self.blocks.last());
        let block = block.copied().unwrap_or_default();
        let later = self.segments.get(block.saturating_add(1)..).unwrap_or_default();
        let index = block.saturating_add(later.iter().take_while(|segment| segment.normal <= inside).count());
        let Some(segment) = self.segments.get(index) else { return 0 };
        let offset = at.saturating_sub(segment.normal);
        if segment.length == segment.original_length || offset == 0 {
            segment.original.saturating_add(offset.min(segment.original_length))
        } else {
            segment.original.saturating_add(segment.original_length)
        }
    }
}

/// The blanks, comments and line ends between two tokens.
#[derive(Clone, Copy)]
struct Between {
    start: usize,
    line_end: bool,
}

struct Normaliser<'a> {
    source: &'a Source,
    diagnostics: &'a mut Diagnostics,
    normal: Normal,
    between: Option<Between>,
    /// Round and square brackets around this place.
    depth: usize,
    last: Option<Kind>,
}

/// Brings a text into normal form.
pub(super) fn normalise(source: &Source, lexed: &super::lex::Lexed, diagnostics: &mut Diagnostics) -> Normal {
    let normal = Normal {
        text: String::with_capacity(source.text().len()),
        marks: Vec::new(),
        faults: lexed.faults.clone(),
        torn: lexed.torn.clone(),
        source: source.id(),
        segments: Vec::new(),
        blocks: Vec::new(),
    };
    let mut normaliser = Normaliser { source, diagnostics, normal, between: None, depth: 0, last: None };
    let mut previous = None;
    let mut tokens = lexed.tokens.iter().peekable();
    while let Some(token) = tokens.next() {
        normaliser.token(previous, token, tokens.peek().copied());
        previous = Some(*token);
    }
    let mut normal = normaliser.normal;
    normal.faults.sort_unstable();
    normal.blocks = blocks(&normal);
    normal
}

fn blocks(normal: &Normal) -> Vec<usize> {
    let mut blocks = Vec::with_capacity(normal.text.len().div_ceil(BLOCK));
    for (at, segment) in normal.segments.iter().enumerate() {
        // The first byte of every block that this segment holds.
        let held = segment.normal.saturating_add(segment.length).div_ceil(BLOCK);
        blocks.resize(held.max(blocks.len()), at);
    }
    blocks
}

impl Normaliser<'_> {
    fn token(&mut self, previous: Option<Token>, token: &Token, next: Option<&Token>) {
        match token.kind {
            Kind::Blank | Kind::Comment | Kind::Dropped | Kind::Break => {
                let between = self.between.get_or_insert(Between { start: token.start, line_end: false });
                between.line_end |= token.kind == Kind::Break;
                return;
            }
            _ => self.join(token, next),
        }
        let at = self.normal.text.len();
        let written = self.source.text().get(token.start..token.end).unwrap_or_default();
        match token.kind {
            Kind::Text | Kind::Quoted => self.quoted(token, written),
            Kind::Mended => self.put("}\n", token.start, 0),
            Kind::MendedOpen => self.put("{", token.start, 0),
            Kind::Symbol if matches!(written, "," | "，") => self.comma(previous, token, next),
            _ => self.plain(token, written),
        }
        let mark = match token.kind {
            Kind::Semicolon if self.depth == 0 => Some(MarkKind::Separator),
            Kind::BraceOpen | Kind::MendedOpen => Some(MarkKind::Open),
            Kind::BraceClose | Kind::Mended => Some(MarkKind::Close),
            _ => None,
        };
        self.normal.marks.extend(mark.map(|kind| Mark { kind, at }));
        if token.kind == Kind::Mended {
            self.normal.marks.push(Mark { kind: MarkKind::Separator, at: at.saturating_add(1) });
        }
        match token.kind {
            Kind::Open => self.depth = self.depth.saturating_add(1),
            Kind::Close => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.last = Some(token.kind);
    }

    /// Writes what stands between the last token and this one: nothing, a blank or the end of a line.
    fn join(&mut self, token: &Token, next: Option<&Token>) {
        let Some(between) = self.between.take() else { return };
        let ends = between.line_end && self.depth == 0 && (!self.goes_on() || self.dangles(between, token, next));
        let length = token.start.saturating_sub(between.start);
        let after_statement = !matches!(self.last, None | Some(Kind::Semicolon | Kind::BraceOpen | Kind::BraceClose));
        if ends && token.kind == Kind::BraceOpen && after_statement {
            let place = Span::new(self.source.id(), token.start, token.end);
            let blank = Span::new(self.source.id(), between.start, token.start);
            self.diagnostics.error(diagnostics::brace_on_its_own_line(place, blank));
            self.put(" ", between.start, length);
        } else if ends && self.last.is_some() {
            let at = self.normal.text.len();
            self.put("\n", between.start, length);
            self.normal.marks.push(Mark { kind: MarkKind::Separator, at });
        } else if !self.normal.text.ends_with([' ', '\n']) && !self.normal.text.is_empty() {
            self.put(" ", between.start, length);
        }
    }

    /// Whether a line ends with a comma or a sign, and the next one begins a statement: reported.
    fn dangles(&mut self, between: Between, token: &Token, next: Option<&Token>) -> bool {
        let written = |token: &Token| self.source.text().get(token.start..token.end).unwrap_or_default();
        let colon = next.is_some_and(|next| matches!(written(next), ":" | "："));
        let before = self.source.text().get(..between.start).unwrap_or_default();
        let sign = before.chars().next_back().filter(|sign| !matches!(sign, ':' | '：'));
        let Some(sign) = sign.filter(|_| colon && self.last == Some(Kind::Symbol) && token.kind == Kind::Word) else {
            return false;
        };
        // `当 支出 >` may go on with `预算：得 满分`; nothing goes on with `评分：`.
        if !matches!(sign, ',' | '，') && !OPENERS.contains(&written(token)) {
            return false;
        }
        let start = between.start.saturating_sub(sign.len_utf8());
        let place = Span::new(self.source.id(), start, between.start);
        self.diagnostics.error(diagnostics::dangling(place, self.source.slice(place)));
        self.normal.faults.push(start);
        true
    }

    /// Whether a line that ends here goes on: after an operator, comma, colon or `=`.
    fn goes_on(&self) -> bool {
        let text = self.normal.text.trim_end_matches(' ');
        match self.last {
            Some(Kind::Symbol) => {
                text.ends_with(['+', '-', '*', '/', '×', '÷', '=', '<', '>', '≥', '≤', '≠', ',', ':'])
            }
            Some(Kind::Word) => {
                let word = text.rsplit(|c| !super::grammar::is_letter(c)).next().unwrap_or_default();
                matches!(word, "且" | "或" | "非" | "and" | "or" | "not")
            }
            _ => false,
        }
    }

    /// A comma. A full-width one gets a blank, so that it never joins digits; between digits in brackets it is
    /// ambiguous, and refused.
    fn comma(&mut self, previous: Option<Token>, token: &Token, next: Option<&Token>) {
        let slice = |token: Option<Token>| {
            let token = token.filter(|token| token.kind == Kind::Word);
            token.and_then(|token| self.source.text().get(token.start..token.end)).unwrap_or_default()
        };
        let (left, right) = (slice(previous), slice(next.copied()));
        let digits =
            right.find(|c: char| !c.is_ascii_digit()).map_or(right, |end| right.get(..end).unwrap_or_default());
        let ascii = token.end.saturating_sub(token.start) == 1;
        let between_digits = !left.is_empty() && left.bytes().all(|b| b.is_ascii_digit()) && !digits.is_empty();
        if self.depth == 0 || !ascii || !between_digits {
            let written = if ascii { "," } else { ", " };
            self.put(written, token.start, token.end.saturating_sub(token.start));
            return;
        }
        let start = previous.map_or(token.start, |previous| previous.start);
        let whole = Span::new(self.source.id(), start, token.end.saturating_add(digits.len()));
        let comma = Span::new(self.source.id(), token.start, token.end);
        self.diagnostics.error(diagnostics::comma_between_digits(whole, comma, left, digits));
        self.normal.faults.push(token.start);
        self.put(", ", token.start, 1);
    }

    fn quoted(&mut self, token: &Token, written: &str) {
        let close = match written.chars().next() {
            Some('“') => '”',
            Some('「') => '」',
            Some('\'') => '\'',
            Some('‘') => '」',
            _ => '"',
        };
        let open = match close {
            '」' => "「",
            '”' => "“",
            '\'' => "'",
            _ => "\"",
        };
        let length = token.end.saturating_sub(token.start);
        let closed = super::quotes::is_closed(written);
        if closed && written.starts_with(open) {
            return self.put(written, token.start, length);
        }
        // It was not closed, or not with these marks, and that was reported: here it is whole.
        let inner = written.trim_matches(['"', '“', '”', '「', '」', '‘', '’', '\'', '\\', '{']);
        self.put(&format!("{open}{}{close}", inner.replace(['“', '”', '"', '\\'], "")), token.start, length);
    }

    fn plain(&mut self, token: &Token, written: &str) {
        let as_it_is = |c: char| c.is_ascii() || !super::characters::is_forbidden(c) && narrow(c) == c;
        if super::characters::is_ordinary(written) || written.chars().all(as_it_is) {
            return self.put(written, token.start, written.len());
        }
        for (offset, c) in written.char_indices() {
            if !super::characters::is_forbidden(c) {
                let mut buffer = [0_u8; 4];
                let narrow = narrow(c).encode_utf8(&mut buffer);
                self.put(narrow, token.start.saturating_add(offset), c.len_utf8());
            }
        }
    }

    fn put(&mut self, text: &str, original: usize, original_length: usize) {
        let segment = Segment { normal: self.normal.text.len(), length: text.len(), original, original_length };
        self.normal.text.push_str(text);
        if let Some(last) = self.normal.segments.last_mut()
            && last.length == last.original_length
            && segment.length == segment.original_length
            && last.original.saturating_add(last.length) == original
        {
            last.length = last.length.saturating_add(segment.length);
            last.original_length = last.length;
            return;
        }
        self.normal.segments.push(segment);
    }
}

/// The ASCII twin of a full-width character, or the character itself.
fn narrow(c: char) -> char {
    match c {
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '：'
        | '，'
        | '；'
        | '（'
        | '）'
        | '［'
        | '］'
        | '｛'
        | '｝'
        | '％'
        | '＝'
        | '＋'
        | '－'
        | '／'
        | '＊'
        | '．'
        | '＜'
        | '＞'
        | '！' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '−' | '–' => '-',
        _ => c,
    }
}
