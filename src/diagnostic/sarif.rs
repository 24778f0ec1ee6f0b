//! Diagnostics as SARIF 2.1.0, for code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.

use std::collections::BTreeSet;

use serde_json::{Value, json as object};

use super::told::{fingerprint, level, repeated};
use super::{Code, Files, Label, Language, Told};
use crate::source::Span;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const LEVELS: [&str; 3] = ["error", "warning", "note"];

/// One document with one run, whatever was found. `language` is that of the rules.
#[must_use]
pub fn sarif(told: &[Told], files: &Files, language: Language) -> String {
    let codes = told.iter().map(|one| one.diagnostic.code).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let results = told.iter().zip(repeated(told, files)).map(|(one, seen)| {
        let index = codes.iter().position(|code| *code == one.diagnostic.code);
        result(one, files, (index, seen))
    });
    let document = object!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "jixiao",
                "version": env!("CARGO_PKG_VERSION"),
                "language": if language == Language::Zh { "zh-CN" } else { "en" },
                "rules": codes.iter().map(|code| rule(*code, language)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    format!("{document:#}\n")
}

/// A code with its page.
fn rule(code: Code, language: Language) -> Value {
    let page = code.section(language);
    let first = page.split("\n\n").find(|one| !one.trim_start().starts_with('#')).unwrap_or_default();
    object!({
        "id": code.number(),
        "name": format!("{code:?}"),
        "shortDescription": { "text": code.title().get(language) },
        "fullDescription": { "text": first.replace('\n', if language == Language::Zh { "" } else { " " }) },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(code.severity(), LEVELS) },
    })
}

fn result(told: &Told, files: &Files, (index, seen): (Option<usize>, usize)) -> Value {
    let one = told.diagnostic;
    let message = match told.help() {
        Some(help) => format!("{}\n{help}", told.message()),
        None => told.message().to_owned(),
    };
    let name = files.name(told);
    let place = match one.labels.first() {
        Some(label) => location(label, told.language, files),
        None => object!({ "physicalLocation": { "artifactLocation": { "uri": files.uri(name) } } }),
    };
    let print = fingerprint(one.code, &files.path(name), told.message(), seen);
    let mut result = object!({
        "ruleId": one.code.number(),
        "ruleIndex": index,
        "level": level(one.severity, LEVELS),
        "message": { "text": message },
        "locations": [place],
        "partialFingerprints": { "jixiao/v1": print },
    });
    let related = one.labels.iter().skip(1).enumerate().map(|(number, label)| {
        let mut place = location(label, told.language, files);
        put(&mut place, "id", number.into());
        place
    });
    let related = related.collect::<Vec<_>>();
    if !related.is_empty() {
        put(&mut result, "relatedLocations", related.into());
    }
    if !one.fixes.is_empty() {
        put(&mut result, "fixes", object!([fix(told, files)]));
    }
    result
}

fn location(label: &Label, language: Language, files: &Files) -> Value {
    let name = files.sources.get(label.span.source).name();
    object!({
        "physicalLocation": { "artifactLocation": { "uri": files.uri(name) }, "region": region(label.span, files) },
        "message": { "text": label.text.get(language) },
    })
}

fn region(span: Span, files: &Files) -> Value {
    let (start, end) = files.ends(span);
    object!({
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
    })
}

/// The edits of a diagnostic, text by text.
fn fix(told: &Told, files: &Files) -> Value {
    let one = told.diagnostic;
    let texts = one.fixes.iter().map(|fix| fix.span.source).collect::<BTreeSet<_>>();
    let changes = texts.into_iter().map(|text| {
        let edits = one.fixes.iter().filter(|fix| fix.span.source == text).map(|fix| {
            object!({
                "deletedRegion": region(fix.span, files),
                "insertedContent": { "text": fix.written(files.sources.get(text).text()) },
            })
        });
        object!({
            "artifactLocation": { "uri": files.uri(files.sources.get(text).name()) },
            "replacements": edits.collect::<Vec<_>>(),
        })
    });
    let title = one.code.title();
    object!({
        "description": { "text": told.help().unwrap_or(title.get(told.language)) },
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}

/// Adds a member to an object.
fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value);
    }
}
