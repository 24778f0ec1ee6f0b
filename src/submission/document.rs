//! The tree of a JSON or CSV text to a [`Submission`]: which entries there are, and of what shape.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::json::{Json, Member, Node};
use super::words::{self, Word};
use super::years::{is_of_years, year_key};
use super::{Claims, Content, Datum, Judgement, Print, Raw, Submission, YearDatum, diagnostics, tables};
use crate::diagnostic::{Diagnostics, Language, Reported, Text, closest};
use crate::source::{Span, Spanned};

/// The only format that there is.
const FORMAT: &str = "jixiao/1";

/// Turns the tree of a whole text into a submission; reports everything that is wrong with it (D0103, D0106–D0109,
/// D0115), and remembers whether anything was reported since `before`.
///
/// # Errors
/// Where it is no submission at all.
pub(super) fn submission(root: &Json, before: usize, diagnostics: &mut Diagnostics) -> Result<Submission, Reported> {
    let mut reader = Reader { diagnostics };
    let read = reader.top(root);
    let faulty = diagnostics.error_since(before);
    match (read, faulty) {
        (Some(submission), faulty) => Ok(Submission { faulty, ..submission }),
        (None, Some(reported)) => Err(reported),
        (None, None) => Err(diagnostics.error(diagnostics::heading_missing(root.span, Word::Unit, Language::Zh))),
    }
}

/// The entries of an object, by word.
type Entries<'a> = BTreeMap<Word, &'a Member>;

pub(super) struct Reader<'a> {
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn top(&mut self, root: &Json) -> Option<Submission> {
        let entries = self.entries(root, "", words::TOP)?;
        self.format(&entries);
        let language = entries.iter().next().map_or(Language::Zh, |(word, member)| word.language(&member.key.node));
        let beginning = Span { end: root.span.start, ..root.span };
        let place = (language, beginning);
        let unread = Spanned::new(String::new(), beginning);
        let unit = self.required(&entries, Word::Unit, place, Self::unit_prints);
        let (unit, other_units) = unit.unwrap_or((unread, Vec::new()));
        let year = self.required(&entries, Word::Year, place, Self::year_prints);
        let (year, other_years) = year.unwrap_or((Spanned::new(0, beginning), Vec::new()));
        let unit_code = self.optional_text(&entries, Word::UnitCode);
        let version = self.optional_text(&entries, Word::Version);
        let tables = entries.get(&Word::Tables).map(|member| self.tables(member)).unwrap_or_default();
        let data =
            entries.get(&Word::Data).map(|member| self.data(&member.value, &member.key.node)).unwrap_or_default();
        let judgements = entries.get(&Word::Judged).map(|member| self.judgements(member)).unwrap_or_default();
        let claimed = entries.get(&Word::Claimed).map(|member| self.claims(member)).unwrap_or_default();
        let reviewed = entries.get(&Word::Reviewed).map(|member| self.claims(member)).unwrap_or_default();
        let span = root.span;
        Some(Submission {
            unit,
            unit_code,
            year,
            other_units,
            other_years,
            version,
            data,
            tables,
            judgements,
            claimed,
            reviewed,
            span,
            faulty: None,
        })
    }

    fn format(&mut self, entries: &Entries<'_>) {
        if let Some(format) = self.optional_text(entries, Word::Format)
            && format.node != FORMAT
        {
            self.diagnostics.error(diagnostics::unknown_format(format.span, &format.node));
        }
    }

    /// The prints of an entry that must be there, the first one apart; what is missing is reported.
    fn required<T>(
        &mut self,
        entries: &Entries<'_>,
        word: Word,
        (language, beginning): (Language, Span),
        read: fn(&mut Self, &Member) -> Vec<Print<T>>,
    ) -> Option<(Spanned<T>, Vec<Print<T>>)> {
        let before = self.diagnostics.count();
        let member = entries.get(&word).copied();
        let prints = split_first(member.map(|member| read(self, member)).unwrap_or_default());
        if prints.is_none() && self.diagnostics.error_since(before).is_none() {
            let place = member.map_or(beginning, |member| member.value.span);
            self.diagnostics.error(diagnostics::heading_missing(place, word, language));
        }
        prints
    }

    /// An empty unit is let through: a blank template is a submission, and [`crate::bind`] says that it is nobody's.
    fn unit_prints(&mut self, member: &Member) -> Vec<Print<String>> {
        let prints = self.prints(member);
        let text = |print: Print<Raw>| match print.value.node {
            Raw::Text(text) => Some(Print { value: Spanned::new(tidy(&text), print.value.span), place: print.place }),
            Raw::Number(_) | Raw::Bool(_) => {
                let (found, wanted) = (Text::new("数", "a number"), Text::new("文字", "a text"));
                self.diagnostics.error(diagnostics::wrong_shape(print.value.span, &member.key.node, found, wanted));
                None
            }
        };
        prints.into_iter().filter_map(text).collect()
    }

    fn year_prints(&mut self, member: &Member) -> Vec<Print<u32>> {
        let prints = self.prints(member);
        let year = |print: Print<Raw>| {
            let written = match &print.value.node {
                Raw::Text(text) | Raw::Number(text) => text.clone(),
                Raw::Bool(_) => String::new(),
            };
            let digits = written.nfkc().collect::<String>();
            let digits = digits.trim().trim_end_matches('度').trim_end_matches('年').trim_end();
            let four = digits.len() == 4 && digits.chars().all(|digit| digit.is_ascii_digit());
            match digits.parse().ok().filter(|_| four) {
                Some(year) => Some(Print { value: Spanned::new(year, print.value.span), place: print.place }),
                None => {
                    self.diagnostics.error(diagnostics::not_a_year(print.value.span, &member.key.node, &written));
                    None
                }
            }
        };
        prints.into_iter().filter_map(year).collect()
    }

    pub(super) fn data(&mut self, value: &Json, key: &str) -> Vec<Datum> {
        let members = self.object(value, key).unwrap_or_default();
        let datum = |datum: &Member| {
            let content = self.content(datum)?;
            Some(Datum { name: datum.key.clone(), content, span: datum.value.span })
        };
        members.iter().filter_map(datum).collect()
    }

    fn content(&mut self, datum: &Member) -> Option<Content> {
        match &datum.value.node {
            Node::Hole => None,
            Node::Text(text) if tidy(text).is_empty() => Some(Content::Blank),
            Node::Object(members) if is_of_years(members) => self.years(datum, members),
            Node::Object(_) => self.described(datum),
            Node::Array(items) if items.is_empty() => {
                self.diagnostics.error(diagnostics::empty_list(datum.value.span, &datum.key.node));
                None
            }
            Node::Array(items) if tables::are_rows(items) => {
                self.diagnostics.error(diagnostics::rows_in_data(&datum.key));
                None
            }
            _ => Some(blank_if_empty(self.prints(datum))),
        }
    }

    /// `{"本年": …, "上年": …}`.
    fn years(&mut self, datum: &Member, members: &[Member]) -> Option<Content> {
        let mut years: Vec<YearDatum> = Vec::new();
        for member in members {
            let Some(year) = year_key(&member.key.node) else {
                let known = words::all(words::YEARS, &datum.key.node);
                let nearest = closest(&member.key.node, known.iter().copied());
                self.diagnostics.error(diagnostics::unknown_key(&member.key, nearest, &known));
                continue;
            };
            if matches!(&member.value.node, Node::Object(inner) if is_of_years(inner)) {
                self.shape(&member.value, &member.key.node, Text::new("一年的数", "the figure of one year"));
                continue;
            }
            if let Some(content) = self.content(member) {
                let year = Spanned::new(year, member.key.span);
                years.push(YearDatum { year, content, span: member.value.span });
            }
        }
        (!years.is_empty()).then_some(Content::Years(years))
    }

    /// `{"值": …, "出处": …}` or `{"不适用": "…"}`.
    fn described(&mut self, datum: &Member) -> Option<Content> {
        let before = self.diagnostics.count();
        let entries = self.entries(&datum.value, &datum.key.node, words::DATUM)?;
        let Some(member) = entries.get(&Word::NotApplicable) else {
            let print = self.print_of(&entries, &datum.value, &datum.key.node, before);
            return Some(blank_if_empty(print.into_iter().collect()));
        };
        if let Some(value) = entries.get(&Word::Value) {
            self.diagnostics.error(diagnostics::value_and_not_applicable(&member.key, &value.key));
        }
        let reason = self.text(&member.value, &member.key.node)?;
        if reason.node.is_empty() {
            self.diagnostics.error(diagnostics::reason_missing(reason.span, &datum.key.node));
        }
        Some(Content::NotApplicable { reason })
    }

    /// One value, `{"值": …, "出处": …}`, or an array of either. Blank values are left out.
    fn prints(&mut self, member: &Member) -> Vec<Print<Raw>> {
        let key = &member.key.node;
        let items = match &member.value.node {
            Node::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(&member.value),
        };
        items.iter().filter_map(|item| self.print(item, key)).collect()
    }

    fn print(&mut self, item: &Json, key: &str) -> Option<Print<Raw>> {
        if !matches!(item.node, Node::Object(_)) {
            return Some(Print { value: self.raw(item, key)?, place: None });
        }
        let before = self.diagnostics.count();
        let entries = self.entries(item, key, words::PRINT)?;
        self.print_of(&entries, item, key, before)
    }

    /// The print that some entries describe; a missing value is not reported if something else was since `before`.
    fn print_of(&mut self, entries: &Entries<'_>, item: &Json, key: &str, before: usize) -> Option<Print<Raw>> {
        let Some(value) = entries.get(&Word::Value) else {
            let language = entries.iter().next().map_or(Language::Zh, |(word, member)| word.language(&member.key.node));
            if self.diagnostics.count() == before {
                let place = Span { end: item.span.start.saturating_add(1), ..item.span };
                self.diagnostics.error(diagnostics::missing_key(place, Word::Value.get(language)));
            }
            return None;
        };
        let place = entries.get(&Word::Place).and_then(|member| self.text(&member.value, &member.key.node));
        Some(Print { value: self.raw(&value.value, key)?, place: place.filter(|place| !place.node.is_empty()) })
    }

    /// A value; `None` for a blank one and for one that was reported.
    fn raw(&mut self, json: &Json, key: &str) -> Option<Spanned<Raw>> {
        let raw = match &json.node {
            Node::Hole => return None,
            Node::Text(text) if tidy(text).is_empty() && !is_unit(key) => return None,
            Node::Text(text) => Raw::Text(text.clone()),
            Node::Number(digits) => Raw::Number(digits.clone()),
            Node::Bool(answer) => Raw::Bool(*answer),
            Node::Array(_) | Node::Object(_) => {
                self.shape(json, key, Text::new("一个值", "one value"));
                return None;
            }
        };
        Some(Spanned::new(raw, json.span))
    }

    fn judgements(&mut self, member: &Member) -> Vec<Judgement> {
        let members = self.object(&member.value, &member.key.node).unwrap_or_default();
        members.iter().filter_map(|member| self.judgement(member)).collect()
    }

    fn judgement(&mut self, member: &Member) -> Option<Judgement> {
        let entries = self.entries(&member.value, &member.key.node, words::JUDGED)?;
        let evidence = entries.get(&Word::Evidence).map(|member| self.texts(member)).unwrap_or_default();
        let mut score = |word: Word| {
            let member = entries.get(&word)?;
            self.raw(&member.value, &member.key.node)
        };
        let (claimed, reviewed) = (score(Word::ClaimedScore), score(Word::ReviewedScore));
        Some(Judgement {
            name: member.key.clone(),
            level: self.optional_text(&entries, Word::Level),
            choice: self.optional_text(&entries, Word::Choice),
            claimed,
            reason: self.optional_text(&entries, Word::Reason),
            evidence,
            reviewed,
            review_reason: self.optional_text(&entries, Word::ReviewReason),
            span: member.value.span,
        })
    }

    fn claims(&mut self, member: &Member) -> Claims {
        let Some(entries) = self.entries(&member.value, &member.key.node, words::CLAIMS) else {
            return Claims::default();
        };
        let mut column = |word: Word| {
            let member = entries.get(&word).copied();
            let members = member.and_then(|member| self.object(&member.value, &member.key.node)).unwrap_or_default();
            let score = |one: &Member| Some((one.key.clone(), self.raw(&one.value, &one.key.node)?));
            members.iter().filter_map(score).collect::<Vec<_>>()
        };
        let (indicators, groups) = (column(Word::Indicators), column(Word::Groups));
        let total = entries.get(&Word::Total).and_then(|member| self.raw(&member.value, &member.key.node));
        Claims { indicators, groups, total, grade: self.optional_text(&entries, Word::Grade) }
    }

    /// The members of an object under the words that may stand in it.
    fn entries<'a>(&mut self, json: &'a Json, place: &str, known: &[Word]) -> Option<Entries<'a>> {
        let mut entries: Entries<'a> = BTreeMap::new();
        for member in self.object(json, place)? {
            let key = &member.key;
            match Word::find(&key.node, known) {
                None => {
                    let candidates = [Language::Zh, Language::En].into_iter();
                    let candidates = candidates.flat_map(|language| known.iter().map(move |word| word.get(language)));
                    let nearest = closest(&key.node, candidates);
                    let known = words::all(known, &key.node);
                    self.diagnostics.error(diagnostics::unknown_key(key, nearest, &known));
                }
                Some(word) => match entries.get(&word) {
                    // One language each: the reader of the text saw two different keys.
                    Some(first) => {
                        self.diagnostics.error(diagnostics::duplicate_key(&first.key, key));
                    }
                    None => {
                        entries.insert(word, member);
                    }
                },
            }
        }
        Some(entries)
    }

    pub(super) fn object<'a>(&mut self, json: &'a Json, place: &str) -> Option<&'a [Member]> {
        match &json.node {
            Node::Object(members) => Some(members),
            _ => {
                self.shape(json, place, Text::new("花括号「{ }」中的各项", "entries in braces `{ }`"));
                None
            }
        }
    }

    fn optional_text(&mut self, entries: &Entries<'_>, word: Word) -> Option<Spanned<String>> {
        let member = entries.get(&word)?;
        self.text(&member.value, &member.key.node).filter(|text| !text.node.is_empty())
    }

    /// A text without the blanks around it. A number is taken as it is written, for codes and versions.
    fn text(&mut self, json: &Json, place: &str) -> Option<Spanned<String>> {
        match &json.node {
            Node::Text(text) => Some(Spanned::new(tidy(text), json.span)),
            Node::Number(digits) => Some(Spanned::new(digits.clone(), json.span)),
            _ => {
                self.shape(json, place, Text::new("文字", "a text"));
                None
            }
        }
    }

    fn texts(&mut self, member: &Member) -> Vec<Spanned<String>> {
        let items = match &member.value.node {
            Node::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(&member.value),
        };
        let texts = items.iter().filter_map(|item| self.text(item, &member.key.node));
        texts.filter(|text| !text.node.is_empty()).collect()
    }

    pub(super) fn shape(&mut self, json: &Json, place: &str, wanted: Text) {
        let found = match &json.node {
            Node::Hole => return,
            Node::Bool(_) => Text::new("是否", "true or false"),
            Node::Number(_) => Text::new("数", "a number"),
            Node::Text(_) => Text::new("文字", "a text"),
            Node::Array(_) => Text::new("方括号「[ ]」中的列表", "a list in brackets `[ ]`"),
            Node::Object(_) => Text::new("花括号「{ }」中的各项", "entries in braces `{ }`"),
        };
        // A long value is not underlined whole: its first character shows where it is.
        let span = match json.node {
            Node::Array(_) | Node::Object(_) => Span { end: json.span.start.saturating_add(1), ..json.span },
            _ => json.span,
        };
        self.diagnostics.error(diagnostics::wrong_shape(span, place, found, wanted));
    }
}

fn is_unit(key: &str) -> bool {
    Word::find(key, &[Word::Unit]).is_some()
}

fn blank_if_empty(prints: Vec<Print<Raw>>) -> Content {
    if prints.is_empty() { Content::Blank } else { Content::Values(prints) }
}

/// Without the blanks around it, also full-width and unbreakable ones.
fn tidy(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

fn split_first<T>(mut prints: Vec<Print<T>>) -> Option<(Spanned<T>, Vec<Print<T>>)> {
    let rest = prints.split_off(prints.len().min(1));
    prints.into_iter().next().map(|first| (first.value, rest))
}
