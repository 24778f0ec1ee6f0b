//! Diagnostics as remarks beside a change: workflow commands of GitHub, the code quality report of GitLab.

use serde_json::{Value, json as object};

use super::told::{fingerprint, level, repeated};
use super::{Files, Told};

/// One workflow command per line, none where nothing is told:
/// <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>.
#[must_use]
pub fn github(told: &[Told], files: &Files) -> String {
    let lines = told.iter().map(|one| {
        let diagnostic = one.diagnostic;
        let command = level(diagnostic.severity, ["error", "warning", "notice"]);
        let code = diagnostic.code;
        let mut properties = vec![("file", files.path(files.name(one)))];
        if let Some(span) = diagnostic.place() {
            let (start, end) = files.ends(span);
            properties.push(("line", start.line.to_string()));
            properties.push(("endLine", end.line.to_string()));
            // Columns are only taken within one line.
            if start.line == end.line {
                properties.push(("col", start.column.to_string()));
                properties.push(("endColumn", end.column.to_string()));
            }
        }
        properties.push(("title", format!("{} {}", code.number(), code.title().get(one.language))));
        let properties = properties.iter().map(|(name, value)| format!("{name}={}", property(value)));
        let help = one.help().map(|help| format!("\n{help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", one.message()));
        format!("::{command} {}::{message}\n", properties.collect::<Vec<_>>().join(","))
    });
    lines.collect()
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// One array, empty where nothing is told: <https://docs.gitlab.com/ci/testing/code_quality/>.
#[must_use]
pub fn gitlab(told: &[Told], files: &Files) -> String {
    let list = told.iter().zip(repeated(told, files)).map(|(one, seen)| {
        let diagnostic = one.diagnostic;
        let path = files.path(files.name(one));
        let (begin, end) = diagnostic.place().map_or((1, 1), |span| {
            let (start, end) = files.ends(span);
            (start.line, end.line)
        });
        object!({
            "description": one.message(),
            "check_name": diagnostic.code.number(),
            "fingerprint": fingerprint(diagnostic.code, &path, one.message(), seen),
            "severity": level(diagnostic.severity, ["major", "minor", "info"]),
            "location": { "path": path, "lines": { "begin": begin, "end": end } },
        })
    });
    format!("{:#}\n", Value::from(list.collect::<Vec<_>>()))
}
