//! What the formats for programs have in common: which file, which place, which fingerprint.

use sha2::{Digest, Sha256};

use super::{Code, Diagnostic, Language, Severity};
use crate::source::{Position, SourceMap, Span};

/// A diagnostic as a program is told it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What is told.
    pub diagnostic: &'a Diagnostic,
    /// In which language.
    pub language: Language,
    /// The file that was read, for diagnostics that point at no place.
    pub file: &'a str,
}

/// Where the files of a run lie.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// All texts that were read.
    pub sources: &'a SourceMap,
    /// The folder of the run: the names of files below it are told relative to it.
    pub folder: &'a str,
}

impl Files<'_> {
    /// The name of a file with `/` between folders, relative to the folder of the run if it lies below it.
    pub(super) fn path(&self, name: &str) -> String {
        let slashes = |name: &str| if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
        let (name, folder) = (slashes(name), slashes(self.folder));
        let below = name.strip_prefix(folder.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
        let name = below.unwrap_or(&name);
        name.strip_prefix("./").unwrap_or(name).to_owned()
    }

    /// [`Files::path`] as a URI reference, relative unless the file lies elsewhere.
    pub(super) fn uri(&self, name: &str) -> String {
        let path = self.path(name);
        let scheme = match path.starts_with('/') {
            true => "file://",
            false if path.get(1..3) == Some(":/") => "file:///",
            false => "",
        };
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(byte);
        let encoded = path.bytes().map(|byte| match plain(&byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        });
        format!("{scheme}{}", encoded.collect::<String>())
    }

    /// The name of the file in which a diagnostic has its primary place, else of the one that was read.
    pub(super) fn name<'n>(&'n self, told: &Told<'n>) -> &'n str {
        told.diagnostic.place().map_or(told.file, |span| self.sources.get(span.source).name())
    }

    /// The two ends of a span.
    pub(super) fn ends(&self, span: Span) -> (Position, Position) {
        let source = self.sources.get(span.source);
        (source.position(span.start), source.position(span.end))
    }
}

impl Told<'_> {
    /// The message.
    pub(super) fn message(&self) -> &str {
        self.diagnostic.message.get(self.language)
    }

    /// The help, if there is any.
    pub(super) fn help(&self) -> Option<&str> {
        self.diagnostic.help.as_ref().map(|help| help.get(self.language))
    }
}

/// By what a diagnostic is known again in the next run, in hexadecimal: code, file and message, not the line, which
/// moves. `seen` counts those of the same content before it.
pub(super) fn fingerprint(code: Code, path: &str, message: &str, seen: usize) -> String {
    let content = format!("{}\n{path}\n{message}\n{seen}", code.number());
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How many before each of them have the same code, file and message.
pub(super) fn repeated(told: &[Told], files: &Files) -> Vec<usize> {
    let content = |one: &Told| (one.diagnostic.code, files.name(one).to_owned(), one.message().to_owned());
    let mut seen = std::collections::BTreeMap::new();
    let count = |one: &Told| {
        let count = seen.entry(content(one)).or_insert(0_usize);
        let before = *count;
        *count = before.saturating_add(1);
        before
    };
    told.iter().map(count).collect()
}

/// One of three words for how grave it is: of an error, of what asks for attention, of a hint.
pub(super) fn level(severity: Severity, [error, warning, hint]: [&str; 3]) -> &str {
    match severity {
        Severity::Error => error,
        Severity::Warning | Severity::Explain => warning,
        Severity::Hint => hint,
    }
}
