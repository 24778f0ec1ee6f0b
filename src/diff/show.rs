//! Changes as text, as Markdown for a merge request, and as JSON.

use serde_json::{Value, json as object};

use super::change::{Change, Section};
use crate::diagnostic::{Language, layout};
use crate::source::{SourceMap, Span};

fn heading(section: Section, language: Language) -> &'static str {
    let (zh, en) = match section {
        Section::Header => ("总体", "Whole"),
        Section::Data => ("数据", "Data"),
        Section::Tree => ("指标", "Indicators"),
        Section::Checks => ("校验", "Checks"),
        Section::Ending => ("加减分、否决、等级", "Adjustments, vetoes, grades"),
    };
    if language == Language::Zh { zh } else { en }
}

fn nothing(language: Language) -> &'static str {
    match language {
        Language::Zh => "含义相同\n",
        Language::En => "the same meaning\n",
    }
}

fn summary(changes: &[Change], language: Language) -> String {
    let wording = changes.iter().filter(|change| change.what.is_wording()).count();
    let count = changes.len();
    match (language, wording) {
        (Language::Zh, 0) => format!("共 {count} 处变化"),
        (Language::Zh, _) if count == wording => format!("共 {count} 处变化，只改文字"),
        (Language::Zh, _) => format!("共 {count} 处变化，其中 {wording} 处只改文字"),
        (Language::En, 0) if count == 1 => "1 change".to_owned(),
        (Language::En, 0) => format!("{count} changes"),
        (Language::En, _) if count == 1 => "1 change, in wording only".to_owned(),
        (Language::En, _) => format!("{count} changes, {wording} of them in wording only"),
    }
}

/// The lines of the old and the new rubric: `第 12 行 → 第 14 行`; of what is inherited with its file.
fn places(change: &Change, sources: &SourceMap, language: Language) -> String {
    let place = |span: Option<Span>, inherited: bool, before: &str| {
        let source = sources.get(span?.source);
        let line = source.position(span?.start).line;
        let name = layout::escape(source.name());
        Some(match (language, inherited) {
            (Language::Zh, false) => format!("{before}第 {line} 行"),
            (Language::Zh, true) => format!("{before}「{name}」第 {line} 行"),
            (Language::En, false) => format!("line {line}{before}"),
            (Language::En, true) => format!("`{name}` line {line}{before}"),
        })
    };
    let gone = if language == Language::Zh { "原" } else { " before" };
    let before = if change.new.is_none() { gone } else { "" };
    let (old, new) = (place(change.old, change.inherited.0, before), place(change.new, change.inherited.1, ""));
    match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (old, new) => new.or(old).unwrap_or_default(),
    }
}

/// For a terminal: by section and subject, with the lines of both rubrics.
#[must_use]
pub fn human(changes: &[Change], sources: &SourceMap, language: Language) -> String {
    if changes.is_empty() {
        return nothing(language).to_owned();
    }
    let mut out = String::new();
    let (mut section, mut subject) = (None, None);
    for change in changes {
        if section != Some(change.section) {
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str(heading(change.section, language));
            out.push('\n');
            (section, subject) = (Some(change.section), None);
        }
        if subject != Some(&change.subject) {
            out.push_str(&format!("  {}\n", layout::escape(change.subject.get(language))));
            subject = Some(&change.subject);
        }
        let place = places(change, sources, language);
        let text = layout::escape(&layout::shorten(change.text.get(language)));
        let place = if language == Language::Zh { format!("（{place}）") } else { format!(" ({place})") };
        out.push_str(&layout::hang("    ", &format!("{text}{place}"), 100));
    }
    out.push_str(&format!("\n{}\n", summary(changes, language)));
    out
}

/// A text in a cell of a Markdown table.
pub(super) fn cell(text: &str) -> String {
    layout::escape(text).replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}

/// For a merge request: one table a section.
#[must_use]
pub fn markdown(changes: &[Change], sources: &SourceMap, language: Language) -> String {
    if changes.is_empty() {
        return nothing(language).to_owned();
    }
    let mut out = format!("**{}**\n", summary(changes, language));
    let mut section = None;
    for change in changes {
        if section != Some(change.section) {
            let head = match language {
                Language::Zh => "| 对象 | 变化 | 位置 |",
                Language::En => "| what | change | where |",
            };
            out.push_str(&format!("\n### {}\n\n{head}\n|---|---|---|\n", heading(change.section, language)));
            section = Some(change.section);
        }
        let (subject, text) = (cell(change.subject.get(language)), cell(change.text.get(language)));
        out.push_str(&format!("| {subject} | {text} | {} |\n", places(change, sources, language)));
    }
    out
}

/// For programs: `specs/schema/diff.schema.json`.
#[must_use]
pub fn json(changes: &[Change], sources: &SourceMap, language: Language) -> Value {
    let place = |span: Option<Span>| {
        span.map(|span| {
            let source = sources.get(span.source);
            object!({ "file": source.name(), "line": source.position(span.start).line })
        })
    };
    let one = |change: &Change| {
        object!({
            "section": match change.section {
                Section::Header => "header",
                Section::Data => "data",
                Section::Tree => "tree",
                Section::Checks => "checks",
                Section::Ending => "ending",
            },
            "subject": change.subject.get(language),
            "kind": change.what.word(),
            "text": change.text.get(language),
            "wording_only": change.what.is_wording(),
            "old": place(change.old),
            "new": place(change.new),
        })
    };
    object!({ "format": "jixiao-diff/1", "changes": changes.iter().map(one).collect::<Vec<_>>() })
}
