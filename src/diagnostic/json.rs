//! Diagnostics for programs: one JSON object per line, in the language of the run. `specs/schema/diagnostic.schema.json`.

use serde_json::{Value, json as object};

use super::{Diagnostic, Language, Severity, Told};
use crate::source::{Position, SourceMap, Span};

/// One object per line, in the order given.
#[must_use]
pub fn json(told: &[Told], sources: &SourceMap) -> String {
    told.iter().map(|one| format!("{}\n", value(one.diagnostic, sources, one.language))).collect()
}

/// One diagnostic. Lines, columns and offsets: lines and columns count characters from 1, offsets bytes from 0.
#[must_use]
pub fn value(one: &Diagnostic, sources: &SourceMap, language: Language) -> Value {
    let labels = one.labels.iter().map(|label| {
        let (file, range) = place(label.span, sources);
        object!({ "file": file, "range": range, "text": label.text.get(language) })
    });
    let fixes = one.fixes.iter().map(|fix| {
        let (file, range) = place(fix.span, sources);
        let replacement = fix.written(sources.get(fix.span.source).text());
        object!({ "file": file, "range": range, "replacement": replacement })
    });
    let (file, range) = one.place().map_or((Value::Null, Value::Null), |span| place(span, sources));
    object!({
        "code": one.code.number(),
        "severity": word(one.severity),
        "language": if language == Language::Zh { "zh" } else { "en" },
        "message": one.message.get(language),
        "help": one.help.as_ref().map(|help| help.get(language)),
        "file": file,
        "range": range,
        "labels": labels.collect::<Vec<_>>(),
        "fixes": fixes.collect::<Vec<_>>(),
    })
}

/// The file and the range of a span.
fn place(span: Span, sources: &SourceMap) -> (Value, Value) {
    let source = sources.get(span.source);
    let at = |offset: u32| {
        let Position { line, column } = source.position(offset);
        object!({ "line": line, "column": column, "offset": offset })
    };
    (source.name().into(), object!({ "start": at(span.start), "end": at(span.end) }))
}

/// Severities have one name for programs, whatever the language.
fn word(severity: Severity) -> &'static str {
    severity.word(Language::En)
}
