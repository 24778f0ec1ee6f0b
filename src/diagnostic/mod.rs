//! What is wrong, and where, in Chinese and in English.
//!
//! A [`Diagnostic`] is data; how it is printed is decided by [`human`] and [`json`]. Every pass builds its own diagnostics in a
//! file `diagnostics.rs` beside it: one constructor per fault, named for the fault.

mod annotations;
mod code;
mod excerpt;
mod human;
mod json;
pub mod layout;
mod quoted;
mod repair;
mod sarif;
mod suggest;
#[cfg(test)]
mod tests;
mod told;

pub use annotations::{github, gitlab};
pub use code::{Code, Severity};
pub use human::{Style, human, summary};
pub use json::{json, value};
pub use quoted::quoted;
pub use repair::{Change, Repaired, offered};
pub use sarif::sarif;
pub use suggest::{closest, is_certain};
pub use told::{Files, Told};

use crate::source::Span;

/// The language of a rubric's keywords and of what is said to its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// One sentence in both languages. Neither can be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Joins the two.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Text { zh: zh.into(), en: en.into() }
    }

    /// The one asked for.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// A [`Text`] from two format strings over the same variables: `text!("总和为 {sum}", "the sum is {sum}")`.
#[macro_export]
macro_rules! text {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::diagnostic::Text::new(format!($zh), format!($en))
    };
}

/// A place and what is to be said of it, at most 20 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What it is.
    pub text: Text,
}

/// A repair that a machine can apply: the text of `span` becomes that of `moved`, then `replacement`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// Another place of the same text, of which what stands there comes here.
    pub moved: Option<Span>,
    /// What is written behind it.
    pub replacement: String,
}

impl Fix {
    /// What comes in the place of the span, in a text.
    #[must_use]
    pub fn written(&self, text: &str) -> String {
        let moved = self.moved.and_then(|span| text.get(span.range())).unwrap_or_default();
        format!("{moved}{}", self.replacement)
    }
}

/// Something to tell the user.
///
/// The message makes sense alone and on one line. The first label is the primary place; labels may lie in two texts,
/// such as the rule and the cell. The help says how to repair it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which fault.
    pub code: Code,
    /// How grave; [`Code::severity`] unless the rubric says otherwise of a finding.
    pub severity: Severity,
    /// What is.
    pub message: Text,
    /// Where.
    pub labels: Vec<Label>,
    /// How to repair it.
    pub help: Option<Text>,
    /// The repair as edits, where one is certain enough to be offered.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A diagnostic without places.
    #[must_use]
    pub fn new(code: Code, message: Text) -> Self {
        let severity = code.severity();
        Diagnostic { code, severity, message, labels: Vec::new(), help: None, fixes: Vec::new() }
    }

    /// With one more place; the first is the primary one.
    #[must_use]
    pub fn label(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// With the way to repair it.
    #[must_use]
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// With an edit that repairs it.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fixes.push(Fix { span, moved: None, replacement: replacement.into() });
        self
    }

    /// With two places of one text that change places.
    #[must_use]
    pub fn swap(mut self, one: Span, other: Span) -> Self {
        self.fixes.push(Fix { span: one, moved: Some(other), replacement: String::new() });
        self.fixes.push(Fix { span: other, moved: Some(one), replacement: String::new() });
        self
    }

    /// With what stands at `from` moved before `to`, on a line of its own.
    #[must_use]
    pub fn move_before(mut self, from: Span, to: Span) -> Self {
        let place = Span { end: to.start, ..to };
        self.fixes.push(Fix { span: place, moved: Some(from), replacement: "\n".to_owned() });
        self.fix(from, "")
    }

    /// With one guess at what was meant by a word, as it must be written. A machine may put it there if it is certain.
    #[must_use]
    pub fn guess(self, span: Span, (word, guess): (&str, &str), as_written: impl Into<String>) -> Self {
        let guessed = self.help(text!("是否为「{guess}」？", "did you mean `{guess}`?"));
        if is_certain(word, guess) { guessed.fix(span, as_written) } else { guessed }
    }

    /// With another severity than its code's.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The primary place.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// Proof that at least one error was reported, for passes that return `Result<T, Reported>`.
///
/// Only [`Diagnostics::error`] makes one, so an `Err(Reported)` never goes unexplained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());

/// All that was reported so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Reports an error.
    pub fn error(&mut self, diagnostic: Diagnostic) -> Reported {
        self.list.push(diagnostic);
        Reported(())
    }

    /// Reports something that does not stop the work.
    pub fn note(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Tells of one more place that the error at `first` explains, and what is to be done there.
    pub fn also(&mut self, first: Span, label: (Span, Text), help: &Text) {
        let known = self.list.iter_mut().rev().find(|one| one.place() == Some(first));
        if let Some(fault) = known {
            fault.labels.push(Label { span: label.0, text: label.1 });
            if let Some(own) = fault.help.as_mut().filter(|own| !own.zh.ends_with(&help.zh)) {
                own.zh = format!("{}；{}", own.zh, help.zh);
                own.en = format!("{}; {}", own.en, help.en);
            }
        }
    }

    /// Takes over what others collected.
    pub fn append(&mut self, others: Diagnostics) {
        self.list.extend(others.list);
    }

    /// All of them, in the order in which they were reported.
    #[must_use]
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    /// How many were reported, for [`Diagnostics::error_since`].
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// Those that were reported after `count` was taken.
    pub fn since(&self, count: usize) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().skip(count)
    }

    /// The proof that an error was reported after `count` was taken, if one was.
    #[must_use]
    pub fn error_since(&self, count: usize) -> Option<Reported> {
        let errors = self.list.iter().skip(count).any(|diagnostic| diagnostic.severity == Severity::Error);
        errors.then_some(Reported(()))
    }

    /// All of them: by text, then by place, the order of reporting deciding between equals.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list = self.list.iter().collect::<Vec<_>>();
        list.sort_by_key(|diagnostic| diagnostic.place().map(|span| (span.source, span.start)));
        list
    }
}
