//! Diagnostics for people: the drawing is miette's, every word is ours.
//!
//! miette counts columns in bytes and speaks English, so it is only given excerpts ([`Excerpt`]) that know their own
//! position, and nothing but the excerpts it draws is used.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceSpan};
use miette::{SourceCode, SpanContents};

use super::excerpt::{Excerpt, excerpts};
use super::layout::{ascii, escape, hang, shorten};
use super::{Diagnostic, Language, Severity};
use crate::source::SourceMap;

/// Columns of the terminal that is written for.
const COLUMNS: usize = 80;
/// More diagnostics than this help nobody.
const MOST: usize = 50;

/// How what a person reads is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether with colours.
    pub colour: bool,
    /// Whether frames, arrows and dashes are drawn in ASCII; Han and the lines of the author stay as they are.
    pub ascii: bool,
}

impl From<bool> for Style {
    /// With colours or without, and with frames.
    fn from(colour: bool) -> Self {
        Style { colour, ascii: false }
    }
}

/// What a person reads, one diagnostic after the other, in the order given.
///
/// Errors come before all else where there are more than can be shown.
#[must_use]
pub fn human(list: &[&Diagnostic], sources: &SourceMap, language: Language, style: impl Into<Style>) -> String {
    let style = style.into();
    let mut shown = list.to_vec();
    if shown.len() > MOST {
        shown.sort_by_key(|one| one.severity != Severity::Error);
        shown.truncate(MOST);
    }
    let mut out = shown.iter().map(|one| draw(one, sources, language, style)).collect::<Vec<_>>().join("\n");
    let rest = list.len().saturating_sub(shown.len());
    if rest > 0 {
        out.push_str(&match language {
            Language::Zh => format!("\n还有 {rest} 个未列出\n"),
            Language::En => format!("\n{rest} more not shown\n"),
        });
    }
    out
}

/// How many there are of each severity: `3 个错误，1 个警告`; `None` if there are none.
#[must_use]
pub fn summary(list: &[&Diagnostic], language: Language) -> Option<String> {
    let parts =
        [Severity::Error, Severity::Warning, Severity::Explain, Severity::Hint].into_iter().filter_map(|level| {
            let count = list.iter().filter(|one| one.severity == level).count();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| match (language, level) {
                (Language::Zh, _) => format!("{count} 个{}", level.word(language)),
                (Language::En, Severity::Explain) => format!("{count} to explain"),
                (Language::En, _) => format!("{count} {}{plural}", level.word(language)),
            })
        });
    let parts = parts.collect::<Vec<_>>();
    let comma = if language == Language::Zh { "，" } else { ", " };
    (!parts.is_empty()).then(|| parts.join(comma))
}

fn draw(one: &Diagnostic, sources: &SourceMap, language: Language, style: Style) -> String {
    let words = Words { language, style };
    let number = one.code.number();
    let head = format!("{}[{number}]", one.severity.word(language));
    let message = hang(&format!("{head} "), &words.plain(&escape(&shorten(one.message.get(language)))), COLUMNS);
    let mut out = message.replacen(&head, &words.paint(&head, one.severity), 1);
    for mut excerpt in excerpts(one, sources, language) {
        excerpt.marks.iter_mut().for_each(|mark| mark.text = words.plain(&mark.text));
        out.push_str(&words.snippet(&excerpt));
    }
    if let Some(help) = &one.help {
        let help = shorten(help.get(language)).split('\n').map(escape).collect::<Vec<_>>().join("\n");
        out.push_str(&words.note("提示：", "help: ", &words.plain(&help)));
    }
    out.push_str(&words.note("详情：", "details: ", &format!("jixiao explain {number}")));
    out
}

struct Words {
    language: Language,
    style: Style,
}

impl Words {
    fn plain(&self, text: &str) -> String {
        if self.style.ascii { ascii(text) } else { text.to_owned() }
    }

    fn paint(&self, text: &str, severity: Severity) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning | Severity::Explain => "1;33",
            Severity::Hint => "1;36",
        };
        if self.style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn note(&self, zh: &str, en: &str, text: &str) -> String {
        let head = if self.language == Language::Zh { zh } else { en };
        let lines = hang(&format!("  {head}"), text, COLUMNS);
        lines.replacen(head, &self.paint(head, Severity::Hint), 1)
    }

    fn snippet(&self, excerpt: &Excerpt) -> String {
        let theme = match (self.style.colour, self.style.ascii) {
            (true, false) => GraphicalTheme::unicode(),
            (false, false) => GraphicalTheme::unicode_nocolor(),
            (true, true) => GraphicalTheme::ascii(),
            (false, true) => GraphicalTheme::none(),
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(COLUMNS)
            .with_context_lines(1)
            .without_syntax_highlighting();
        let mut drawn = String::new();
        if handler.render_report(&mut drawn, excerpt).is_err() {
            return String::new();
        }
        // The first line is miette's rendering of the (empty) message.
        let lines = drawn.split_once('\n').map_or("", |(_, rest)| rest).lines();
        lines.map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

impl std::fmt::Debug for Excerpt {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

/// The message of what miette is given is empty.
impl std::fmt::Display for Excerpt {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Excerpt {}

impl miette::Diagnostic for Excerpt {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.marks.iter().map(|mark| {
            let text = Some(mark.text.clone()).filter(|text| !text.is_empty());
            LabeledSpan::new(text, mark.start, mark.end.saturating_sub(mark.start))
        })))
    }
}

impl SourceCode for Excerpt {
    /// Without context the place of the primary mark, in characters; with context all of the excerpt.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let at = if before == 0 { (self.position.line, self.position.column) } else { (self.first_line, 1) };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            at.0.saturating_sub(1),
            at.1.saturating_sub(1),
            self.text.matches('\n').count().saturating_add(1),
        )))
    }
}
