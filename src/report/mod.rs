//! What is printed: scorecard, losses, findings, summary, as text, JSON and CSV. Pure: everything is a `String`.

mod accepted;
mod carried;
mod costs;
mod csv;
mod ending;
mod formula;
mod json;
mod judged;
mod losses;
mod notes;
mod number;
mod openings;

mod parts;
mod printed;
mod row;
mod rows;
mod steps;
mod summary;
mod taken;
mod template;
mod template_tables;
#[cfg(test)]
mod tests;
mod text;
mod total;
mod trace;
mod ways;

pub use accepted::{accepted, accepted_rejection};
pub use csv::csv;
pub use json::json;
pub use summary::{Entry, summary_csv, summary_json, summary_text};
pub use template::template;
pub use text::text;
pub use trace::trace;

use crate::diagnostic::Language;
use crate::findings::Findings;
use crate::inputs::{Inputs, Measures};
use crate::receipt::Receipt;
use crate::rubric::Rubric;
use crate::scorecard::Scorecard;
use crate::source::SourceMap;

/// Everything that is known of one scored submission, and the language to say it in.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The rubric.
    pub rubric: &'a Rubric,
    /// The texts that spans point into.
    pub sources: &'a SourceMap,
    /// What was submitted.
    pub inputs: &'a Inputs,
    /// The values of the formulas.
    pub measures: &'a Measures,
    /// The scores.
    pub scorecard: &'a Scorecard,
    /// The scores on the other basis, where they are complete.
    pub other: Option<&'a Scorecard>,
    /// What was found besides.
    pub findings: &'a Findings,
    /// What exactly was scored.
    pub receipt: &'a Receipt,
    /// The language of the report.
    pub language: Language,
    /// Whether places in the rubric are told with the number of their line.
    pub line_numbers: bool,
}

impl Sheet<'_> {
    /// One of two fixed texts.
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// Between parts of a sentence.
    fn comma(&self) -> &'static str {
        self.say("，", ", ")
    }

    /// Behind a head.
    fn colon(&self) -> &'static str {
        self.say("：", ": ")
    }
}
