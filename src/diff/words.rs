//! How changes are put into words, in both languages.

use super::change::{Change, Section, What};
use crate::diagnostic::{Language, Text};
use crate::quantity::{Rational, Rounding, RoundingMode};
use crate::rubric::{NormalForm, Rule, RuleForm, Texts, show_points};
use crate::source::Span;

/// All that was found, and of what is being told.
pub(super) struct Told {
    pub changes: Vec<Change>,
    pub section: Section,
    pub subject: Text,
}

impl Told {
    /// Nothing yet.
    pub fn new(section: Section, subject: Text) -> Self {
        Told { changes: Vec::new(), section, subject }
    }

    pub fn tell(&mut self, what: What, text: Text, places: (Option<Span>, Option<Span>)) {
        let (section, subject) = (self.section, self.subject.clone());
        self.changes.push(Change {
            section,
            subject,
            what,
            text,
            inherited: (false, false),
            old: places.0,
            new: places.1,
        });
    }

    /// `名目 甲 → 乙`.
    pub fn arrow(
        &mut self,
        what: What,
        name: Text,
        (before, after): (Text, Text),
        places: (Option<Span>, Option<Span>),
    ) {
        let text = in_both(|language| {
            let (name, before, after) = (name.get(language), before.get(language), after.get(language));
            format!("{name} {before} → {after}")
        });
        self.tell(what, text, places);
    }

    /// 依据 and so on. They move no score.
    pub fn texts(&mut self, old: &Texts, new: &Texts, places: (Option<Span>, Option<Span>)) {
        for (name, before, after) in [
            (Text::new("依据", "authority"), &old.authority, &new.authority),
            (Text::new("说明", "note"), &old.note, &new.note),
            (Text::new("原文", "wording"), &old.wording, &new.wording),
            (Text::new("佐证", "evidence"), &old.evidence, &new.evidence),
            (Text::new("来源", "origin"), &old.origin, &new.origin),
        ] {
            if before != after {
                let show = |text: &Option<String>| text.as_ref().map_or_else(none, |text| same(&format!("“{text}”")));
                self.arrow(What::Wording, name, (show(before), show(after)), places);
            }
        }
    }
}

/// A text made by one function for both languages.
pub(super) fn in_both(of: impl Fn(Language) -> String) -> Text {
    Text::new(of(Language::Zh), of(Language::En))
}

/// The same in both languages: names, figures.
pub(super) fn same(text: &str) -> Text {
    Text::new(text, text)
}

/// A name or a condition in quotation marks.
pub(super) fn marked(text: &str) -> Text {
    in_both(|language| mark(text, language))
}

/// See [`marked`].
pub(super) fn mark(text: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("「{text}」"),
        Language::En => format!("`{text}`"),
    }
}

/// One of two words.
pub(super) fn say(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// `2.5分`.
pub(super) fn points(score: &Rational) -> Text {
    in_both(|language| show_points(score, 0, language))
}

/// Points, or that none are published.
pub(super) fn points_or_none(score: Option<&Rational>) -> Text {
    score.map_or_else(|| Text::new("未公布", "unpublished"), points)
}

/// What is not written.
pub(super) fn none() -> Text {
    Text::new("（无）", "(none)")
}

/// `保留2位，四舍五入`.
pub(super) fn rounding(rounding: Option<Rounding>) -> Text {
    let Some(Rounding { places, mode }) = rounding else { return none() };
    let (zh, en) = match mode {
        RoundingMode::HalfUp => ("四舍五入", "half up"),
        RoundingMode::HalfEven => ("四舍六入五成双", "half even"),
        RoundingMode::Truncate => ("截断", "truncate"),
        RoundingMode::AwayFromZero => ("进一", "round up"),
    };
    let noun = if places == 1 { "place" } else { "places" };
    Text::new(format!("保留{places}位，{zh}"), format!("{places} {noun}, {en}"))
}

/// The name of a rule's form.
pub(super) fn form(rule: &Rule) -> Text {
    let (zh, en) = match rule.form {
        RuleForm::Pass => ("达标", "pass"),
        RuleForm::SameWord => ("同词", "same word"),
        RuleForm::Bands => ("分档", "bands"),
        RuleForm::Deduct => ("扣分", "deduct"),
        RuleForm::Proportional => ("按完成率", "proportional"),
        RuleForm::Linear => ("线性", "linear"),
        RuleForm::Checklist => ("逐项", "checklist"),
        RuleForm::Judged if matches!(&rule.normal, NormalForm::Judged(one) if one.levels.is_empty()) => {
            ("人工评定", "by judgement")
        }
        RuleForm::Judged => ("评定", "judged"),
        RuleForm::Cases => ("情形", "cases"),
        RuleForm::Higher => ("取高", "higher"),
        RuleForm::Lower => ("取低", "lower"),
        RuleForm::Either => ("择一", "either"),
        RuleForm::Formula => ("得 算式", "a formula"),
    };
    Text::new(zh, en)
}
