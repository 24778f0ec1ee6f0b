//! Who writes: the language, the marks that go with it, and numbers as a table prints them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Language;
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{Rubric, ScoreRange, show_date};
use crate::syntax::ast;

/// A line of a cell; `depth` is how far it is set in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How far it is set in.
    pub depth: usize,
    /// What it says.
    pub text: String,
}

impl Line {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Line { depth: 0, text: text.into() }
    }

    pub(super) fn deeper(self) -> Self {
        Line { depth: self.depth.saturating_add(1), ..self }
    }
}

/// What is needed to put a rubric into words.
pub(super) struct Writer<'a> {
    pub rubric: &'a Rubric,
    pub language: Language,
    pub definitions: BTreeMap<&'a str, &'a ast::Definition>,
    /// The definitions that were named since it was last emptied.
    pub read: RefCell<BTreeSet<String>>,
}

/// What a rule is about.
#[derive(Clone)]
pub(super) struct Scored<'a> {
    /// What its measure is called.
    pub subject: String,
    /// 目标.
    pub target: Option<(Option<Relation>, &'a ast::Expr)>,
    /// Its points; `None` where they come with the submission or are not published.
    pub points: Option<Rational>,
    /// In 加减分, what it may change.
    pub adjusts: Option<ScoreRange>,
}

impl Writer<'_> {
    pub fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.zh() { zh } else { en }
    }

    pub fn zh(&self) -> bool {
        self.language == Language::Zh
    }

    /// One of two sentences.
    pub fn tell(&self, zh: String, en: String) -> String {
        if self.zh() { zh } else { en }
    }

    pub fn quoted(&self, text: &str) -> String {
        format!("“{text}”")
    }

    /// Text of a document as it stands; what has quotation marks of its own gets no others around.
    pub fn verbatim(&self, text: &str) -> String {
        if text.contains(['“', '”', '"']) { text.to_owned() } else { self.quoted(text) }
    }

    pub fn list(&self, parts: &[String]) -> String {
        parts.join(self.say("、", ", "))
    }

    /// `（一）`, `(1)`.
    pub fn number_of(&self, at: usize) -> String {
        let number = at.saturating_add(1);
        if self.zh() { format!("（{number}）") } else { format!("({number}) ") }
    }

    pub fn in_brackets(&self, text: &str) -> String {
        if self.zh() { format!("（{text}）") } else { format!(" ({text})") }
    }

    /// All its digits; as a fraction where they never end.
    pub fn number(number: &Rational) -> String {
        match number.decimal_places() {
            Some(places) => number.to_fixed(places).replace('−', "-"),
            None => {
                let (over, under) = number.parts();
                format!("{over}/{under}")
            }
        }
    }

    pub fn points(&self, points: &Rational) -> String {
        let number = Self::number(points);
        match self.language {
            Language::Zh => format!("{number}分"),
            Language::En if *points == Rational::ONE => format!("{number} point"),
            Language::En => format!("{number} points"),
        }
    }

    pub fn literal(&self, literal: &ast::Literal) -> String {
        let number = match &literal.unit {
            ast::LiteralUnit::Date => return self.date(&Rational::from(literal.magnitude)),
            _ => literal.magnitude.to_string(),
        };
        match &literal.unit {
            ast::LiteralUnit::Unit(unit) => self.with_unit(&number, &unit.node),
            _ => number,
        }
    }

    fn date(&self, day: &Rational) -> String {
        let shown = show_date(day);
        let parts = shown.split('-').collect::<Vec<_>>();
        match parts.as_slice() {
            [year, month, day] if self.zh() => {
                format!("{year}年{}月{}日", month.trim_start_matches('0'), day.trim_start_matches('0'))
            }
            _ => shown,
        }
    }

    /// The units of the rules themselves are said in the language of the text; all others as they are.
    pub fn with_unit(&self, number: &str, unit: &str) -> String {
        let one = number == "1";
        let unit = match (unit, self.zh()) {
            ("points" | "point", true) => "分",
            ("days" | "day", true) => "日",
            ("workdays" | "workday", true) | ("工作日", true) => "个工作日",
            ("pp" | "百分点", true) => "个百分点",
            ("分", false) => return format!("{number} {}", if one { "point" } else { "points" }),
            ("日" | "天", false) => return format!("{number} {}", if one { "day" } else { "days" }),
            ("工作日" | "个工作日", false) => {
                return format!("{number} {}", if one { "working day" } else { "working days" });
            }
            ("个百分点" | "百分点" | "pp", false) => {
                return format!("{number} percentage {}", if one { "point" } else { "points" });
            }
            (other, _) => other,
        };
        let apart = unit.starts_with(|first: char| first.is_ascii_alphabetic());
        if apart { format!("{number} {unit}") } else { format!("{number}{unit}") }
    }

    pub fn kind_of(&self, name: &str) -> Option<&Kind> {
        let field = self
            .rubric
            .fields
            .iter()
            .find(|one| one.name.node == name || one.of_year.as_ref().is_some_and(|of| of.series == name));
        let definition = || self.rubric.definitions.iter().find(|one| one.name.node == name);
        field.map(|one| &one.kind).or_else(|| definition().map(|one| &one.value.kind))
    }

    /// Whether a name in a formula stands for a figure, and not for a word that one may have.
    pub fn is_figure(&self, name: &str) -> bool {
        self.kind_of(name).is_some()
            || self.definitions.contains_key(name)
            || matches!(name, "自评总分" | "复核总分" | "claimed_total" | "reviewed_total")
    }

    pub fn is_table(&self, name: &str) -> bool {
        self.rubric.tables.iter().any(|one| one.name.node == name)
    }

    pub fn relation(&self, relation: Relation) -> String {
        if self.zh() { relation.symbol().to_owned() } else { format!(" {} ", relation.symbol()) }
    }
}
