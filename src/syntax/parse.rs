//! Reading a file: one statement at a time, each on its own.

use std::collections::BTreeSet;

use super::ast::{File, Name};
use super::blocks::{Statement, statements};
use super::concrete::Script;
use super::diagnostics;
use super::grammar::{Node, read};
use super::lex::Token;
use super::lower_amend::AMENDS;
use super::normal::{Normal, normalise};
use super::units::KnownUnits;
use super::words::{Place, Word, first_word, keyword, words};
use crate::diagnostic::{Code, Diagnostics, Language, Reported};
use crate::source::{Source, Span, Spanned};

/// Reads a rubric.
///
/// There is always a tree. What could not be read has been reported, and is a hole in it; a text whose brackets are
/// nested more than 128 deep, or in which nothing is written, gives an empty tree.
pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> File {
    let before = diagnostics.count();
    let Some(cut) = Cut::of(source, diagnostics) else {
        let shapeless = diagnostics.since(before).any(|one| one.code == Code::NestedTooDeep);
        return File { shapeless, ..File::empty(source.whole()) };
    };
    let mut parser = Parser::new(source, &cut, diagnostics);
    let file = parser.file(&cut.list, File::empty(source.whole()));
    let (language, lost) = (parser.spoken(), parser.lost);
    let conflict = diagnostics.since(before).any(|one| one.code == Code::MergeConflict);
    File { language, lost, shapeless: cut.shapeless || conflict, ..file }
}

/// Reads a rubric for a printer: what is written, in its layout.
///
/// # Errors
/// `E01xx`: something could not be read, so it is not known what is written there.
pub fn script(source: &Source, diagnostics: &mut Diagnostics) -> Result<Script, Reported> {
    let before = diagnostics.count();
    let mut script = None;
    if let Some(cut) = Cut::of(source, diagnostics) {
        let mut parser = Parser::new(source, &cut, diagnostics);
        parser.noted = Some(Vec::new());
        let _noted = parser.file(&cut.list, File::empty(source.whole()));
        let (notes, language) = (parser.noted.take().unwrap_or_default(), parser.spoken());
        script = super::concrete::script(source, &cut.tokens, notes, language);
    }
    match (diagnostics.error_since(before), script) {
        (Some(reported), _) => Err(reported),
        (None, Some(script)) => Ok(script),
        (None, None) => Err(diagnostics.error(diagnostics::not_understood(source.whole()))),
    }
}

/// A text cut into statements.
pub(super) struct Cut {
    tokens: Vec<Token>,
    units: KnownUnits,
    pub normal: Normal,
    pub list: Vec<Statement>,
    shapeless: bool,
}

impl Cut {
    /// `None` if nothing can be read, which was reported.
    pub fn of(source: &Source, diagnostics: &mut Diagnostics) -> Option<Cut> {
        let lexed = super::lex::lex(source, diagnostics).ok()?;
        let normal = normalise(source, &lexed, diagnostics);
        let list = statements(&normal);
        if list.is_empty() && normal.faults.is_empty() {
            let first = source.text().chars().next().map_or(0, char::len_utf8);
            diagnostics.error(diagnostics::empty_file(Span::new(source.id(), 0, first)));
            return None;
        }
        let units = KnownUnits::of(&normal, &list);
        Some(Cut { shapeless: lexed.shapeless, tokens: lexed.tokens, units, normal, list })
    }
}

/// What the reading of a file needs everywhere.
pub(super) struct Parser<'a, 'd> {
    pub source: &'a Source,
    pub normal: &'a Normal,
    pub units: &'a KnownUnits,
    pub diagnostics: &'d mut Diagnostics,
    /// The language of the first keyword, and where it stands.
    pub language: Option<(Language, Span)>,
    /// The last statement that was passed over because it is of a later version.
    pub skipped: Option<usize>,
    /// A keyword of the other language was met, and reported.
    pub mixed: bool,
    /// The statements that were read, if they are wanted.
    pub noted: Option<Vec<Node<'a>>>,
    /// The words of what could not be read and may declare names.
    pub lost: BTreeSet<String>,
}

/// A statement together with those that continue it (`其余 得 …` on the next line).
#[derive(Clone, Copy)]
pub(super) struct Whole<'s> {
    pub start: usize,
    pub end: usize,
    pub body: Option<&'s [Statement]>,
    pub close: usize,
    pub place: Place,
    /// 理由 and 文号 of an amendment that stand behind its `}` or on the next lines.
    pub tails: [Option<(usize, usize)>; 2],
}

impl<'a, 'd> Parser<'a, 'd> {
    /// Nothing read yet.
    pub fn new(source: &'a Source, cut: &'a Cut, diagnostics: &'d mut Diagnostics) -> Self {
        let (normal, units) = (&cut.normal, &cut.units);
        let lost = BTreeSet::new();
        Parser { source, normal, units, diagnostics, language: None, skipped: None, mixed: false, noted: None, lost }
    }

    /// The language of the first keyword; Chinese where there is none.
    pub fn spoken(&self) -> Language {
        self.language.map_or(Language::Zh, |(language, _)| language)
    }

    /// Reads a statement by the rule of its place.
    ///
    /// # Errors
    /// It does not follow the grammar, or something in it was reported before: it is not known what was meant, so
    /// nothing may follow from it.
    pub fn read(&mut self, whole: &Whole<'_>) -> Result<Node<'a>, Reported> {
        if self.normal.is_faulty(whole.start, whole.end)
            && let Some(reported) = self.diagnostics.error_since(0)
        {
            return Err(reported);
        }
        if let Some(reported) = self.not_yet(whole) {
            return Err(reported);
        }
        match read(self.normal, whole.place.rule(), whole.start, whole.end) {
            Ok(node) => {
                self.note(&node);
                Ok(node)
            }
            Err(failure) => Err(self.explain(whole, &failure)),
        }
    }

    /// Notes what was read, for the language of the file and for a printer.
    pub fn note(&mut self, node: &Node<'a>) {
        self.note_language(node);
        if let Some(noted) = &mut self.noted {
            noted.push(node.clone());
        }
    }

    /// Reads a statement of a place where several kinds of them may stand, and gives the kind that it is.
    ///
    /// # Errors
    /// It does not follow the grammar.
    pub fn read_kind(&mut self, whole: &Whole<'_>) -> Result<Node<'a>, Reported> {
        let node = self.read(whole)?;
        node.parts().next().ok_or_else(|| self.drift(&node))
    }

    /// Keeps the words of a piece that could not be read: a name that is among them may be declared there.
    pub fn lose(&mut self, start: usize, end: usize) {
        let piece = self.slice(start, end);
        self.lost.extend(words(piece, start).into_iter().map(|word| word.text.to_owned()));
        self.lost.extend(piece.split('「').skip(1).filter_map(|rest| Some(rest.split_once('」')?.0.to_owned())));
    }

    /// Reports that grammar and lowering differ. No text is known that comes here; if one does, its author is told
    /// where, rather than shown a panic.
    pub fn drift(&mut self, node: &Node<'_>) -> Reported {
        self.diagnostics.error(diagnostics::not_understood(node.span()))
    }

    /// All statements of a block, each with those that continue it.
    pub fn wholes<'s>(&mut self, list: &'s [Statement], place: Place) -> Vec<Whole<'s>> {
        let mut wholes = Vec::with_capacity(list.len());
        let mut rest = list.iter().peekable();
        let mut later = false;
        while let Some(first) = rest.next() {
            if first.glued && later {
                continue;
            }
            let word = first_word(self.slice(first.start, first.end), first.start).map(|word| word.text);
            later = word.is_some_and(|word| super::not_yet::leading(word).is_some());
            if self.is_tail(wholes.last(), first) && add_tail(&mut wholes, first) {
                continue;
            }
            if first.glued {
                let place = self.normal.span(first.start, first.end);
                self.diagnostics.error(diagnostics::behind_brace(place));
                self.lose(first.start, first.close);
                continue;
            }
            let body = first.body.as_deref();
            let mut whole =
                Whole { start: first.start, end: first.end, body, close: first.close, place, tails: [None; 2] };
            while whole.body.is_none()
                && let Some(next) = rest.next_if(|next| self.goes_on(&whole, next))
            {
                (whole.end, whole.body, whole.close) = (next.end, next.body.as_deref(), next.close);
            }
            wholes.push(whole);
        }
        wholes
    }

    /// Whether a statement is the 理由 or the 文号 of the amendment before it.
    fn is_tail(&self, before: Option<&Whole<'_>>, next: &Statement) -> bool {
        let first = |start, end| words(self.slice(start, end), start).first().map(|word| word.text);
        let amends = |whole: &Whole<'_>| {
            whole.place == Place::Top && first(whole.start, whole.end).is_some_and(|first| AMENDS.contains(&first))
        };
        before.is_some_and(amends)
            && next.body.is_none()
            && matches!(first(next.start, next.end), Some("理由" | "文号" | "reason" | "document"))
    }

    /// Whether the next statement belongs to this one (`specs/language.md` §2).
    fn goes_on(&self, whole: &Whole<'_>, next: &Statement) -> bool {
        let (text, following) = (self.slice(whole.start, whole.end), self.slice(next.start, next.end));
        let first = first_word(text, whole.start).map(|word| word.text).unwrap_or_default();
        if following.starts_with(['"', '“']) {
            return super::missing::TEXTS.contains(&first) && next.body.is_none();
        }
        if matches!(first, "等级" | "grades") && self.slice(whole.end, next.start).contains(';') {
            // `优 ≥ 90分；良 ≥ 80分`: one statement, told of at its first `；`.
            let words = words(following, next.start);
            let own = words
                .first()
                .is_some_and(|word| starts_otherwise(word.text) || !super::words::is_word_of_keyword(word.text));
            return own && next.body.is_none();
        }
        if !matches!(whole.place, Place::Indicator | Place::Amended | Place::Cases | Place::Ways) {
            return false;
        }
        let is_rule =
            whole.place == Place::Ways || matches!(first, "评分" | "score" | "当" | "when" | "其余" | "otherwise");
        if !is_rule {
            return false;
        }
        let own = words(text, whole.start);
        let has = |one: &str, other: &str| own.iter().any(|word| word.text == one || word.text == other);
        let next_words = words(following, next.start);
        let may_end = has("达标", "pass") || has("同词", "same");
        if may_end && !own.iter().skip(1).any(|word| starts_otherwise(word.text)) {
            return next_words.first().is_some_and(|word| starts_otherwise(word.text)) && !self.is_arm(&next_words);
        }
        has("按完成率", "proportional") && is_clause(following, &next_words)
    }

    /// Whether a statement that begins with 其余 goes on with a colon, so that it is an arm of 情形.
    fn is_arm(&self, words: &[Word<'_>]) -> bool {
        let behind = words.first().and_then(|word| self.normal.text.get(word.end()..));
        behind.is_some_and(|behind| behind.trim_start_matches(' ').starts_with(':'))
    }

    /// A piece of the normal text.
    pub fn slice(&self, start: usize, end: usize) -> &'a str {
        self.normal.text.get(start..end).unwrap_or_default()
    }

    /// The whole statement, as written.
    pub fn span_of(&self, whole: &Whole<'_>) -> Span {
        self.normal.span(whole.start, whole.close.max(whole.end))
    }

    /// The head of the statement, without the block.
    pub fn head_of(&self, whole: &Whole<'_>) -> Span {
        self.normal.span(whole.start, whole.end)
    }

    /// A name, without its quotes and in NFC.
    pub fn name(&self, node: &Node<'_>) -> Name {
        let text = node.text();
        let text = text.strip_prefix(['「', '\'']).unwrap_or(text);
        let text = text.strip_suffix(['」', '\'']).unwrap_or(text);
        node.spanned(super::characters::composed(text))
    }

    /// A text, without its quotes.
    pub fn text(&self, node: &Node<'_>) -> Spanned<String> {
        node.spanned(super::quotes::content(node.text()))
    }

    /// Notes the language of the keywords, and reports the first keyword of another one.
    fn note_language(&mut self, node: &Node<'_>) {
        let may_mix = |(first, _): (Language, Span)| match first {
            Language::Zh => node.text().bytes().any(|byte| byte.is_ascii_alphabetic()),
            Language::En => !node.text().is_ascii(),
        };
        if self.mixed || !self.language.is_none_or(may_mix) {
            return;
        }
        for node in node.keywords() {
            let own = if node.text().is_ascii() { Language::En } else { Language::Zh };
            let known = keyword(node.rule());
            let twin = known.is_some_and(|keyword| !keyword.zh.is_empty() && !keyword.en.is_empty());
            match self.language {
                None => self.language = Some((own, node.span())),
                Some((first, place)) if first != own && twin => {
                    self.mixed = true;
                    let words = known.map(|known| if first == Language::Zh { &known.zh } else { &known.en });
                    let word = words.and_then(|words| words.first()).copied();
                    self.diagnostics.note(diagnostics::mixed_languages(node.span(), node.text(), word, place));
                    return;
                }
                Some(_) => {}
            }
        }
    }
}

fn add_tail(wholes: &mut [Whole<'_>], tail: &Statement) -> bool {
    let Some(slot) = wholes.last_mut().and_then(|whole| whole.tails.iter_mut().find(|slot| slot.is_none())) else {
        return false;
    };
    *slot = Some((tail.start, tail.end));
    true
}

fn starts_otherwise(word: &str) -> bool {
    word == "otherwise" || word == "其余" || word.starts_with("其余得") || word.starts_with("其余评定")
}

/// Whether a statement is a clause of 按完成率: `按偏差`, `完成率 低于 90% 得 0分`.
fn is_clause(text: &str, words: &[Word<'_>]) -> bool {
    let first = words.first().map(|word| word.text).unwrap_or_default();
    if text.starts_with("by deviation") || first == "按偏差" {
        return true;
    }
    const SUBJECTS: [&str; 4] = ["指标值", "完成率", "measure", "completion"];
    const COMPARISONS: [&str; 6] = ["不低于", "不超过", "不高于", "低于", "超过", "高于"];
    SUBJECTS.contains(&first)
        || COMPARISONS.iter().any(|word| text.starts_with(word))
        || text.starts_with(['≥', '≤', '<', '>'])
        || ["below ", "above ", "less than ", "more than ", "at least ", "at most ", "no more than "]
            .iter()
            .any(|word| text.starts_with(word))
}
