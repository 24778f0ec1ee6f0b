//! Reads files and standard input as UTF-8 text, or says what is wrong with them.

#![expect(clippy::disallowed_methods, reason = "this is the module of `cli` that reads files")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Exit;
use super::diagnostics::{self, Encoding, LIMIT};
use crate::diagnostic::{Diagnostic, Text, layout::escape};
use crate::source::{Source, SourceId, SourceMap, Span};

/// What a file is called in messages.
pub(super) fn name(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".into() } else { escape(&path.display().to_string()) }
}

/// Whether the path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads one text and adds it to the map.
///
/// # Errors
/// The diagnostic (`example`: a file that could be named instead of a folder), and how the run ends if it is about the file itself (`None`: its content is at fault).
pub(super) fn read(
    path: &Path,
    sources: &mut SourceMap,
    example: &Text,
) -> Result<SourceId, (Diagnostic, Option<Exit>)> {
    let name = name(path);
    let bytes = bytes(path, &name, example)?;
    text(bytes, &name, sources)
}

/// Adds bytes as a text to the map.
///
/// # Errors
/// As [`read`]: what is wrong with the content.
pub(super) fn text(
    bytes: Vec<u8>,
    name: &str,
    sources: &mut SourceMap,
) -> Result<SourceId, (Diagnostic, Option<Exit>)> {
    if WORKBOOKS.iter().any(|head| bytes.starts_with(head)) {
        return Err((diagnostics::wrong_encoding(name, Encoding::Workbook, 1, None), None));
    }
    match String::from_utf8(bytes) {
        Ok(text) => match utf16_without_mark(&text) {
            true => Err((diagnostics::wrong_encoding(name, Encoding::Utf16, 1, None), None)),
            false => Ok(sources.add(name, &text)),
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let truncated = error.utf8_error().error_len().is_none();
            Err((misread(name, error.as_bytes(), at, truncated, sources), None))
        }
    }
}

/// Whether a file still is what was read from it.
pub(super) fn unchanged(path: &Path, source: &Source) -> bool {
    let mark = if source.marked() { "\u{feff}" } else { "" };
    let was = mark.bytes().chain(source.text().bytes());
    fs::read(path).is_ok_and(|now| now.into_iter().eq(was))
}

/// How archives (.xlsx) and the older workbooks (.xls) begin.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

fn bytes(path: &Path, name: &str, example: &Text) -> Result<Vec<u8>, (Diagnostic, Option<Exit>)> {
    let mut bytes = Vec::new();
    let most = LIMIT.saturating_add(1);
    let read = if is_stdin(path) {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else if path.is_dir() {
        return Err((diagnostics::is_directory(name, example), Some(Exit::Environment)));
    } else {
        File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LIMIT => {
            Err((diagnostics::too_large(name), Some(Exit::Limit)))
        }
        Ok(_) => Ok(bytes),
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            Err((diagnostics::not_found(name, near(path).as_deref()), Some(Exit::Environment)))
        }
        Err(why) => Err((diagnostics::failed(name, &why, false), Some(Exit::Environment))),
    }
}

/// What lies in a folder, by name, and whether each is a folder itself. Links to folders are left out: they may lead in
/// a circle.
///
/// # Errors
/// The folder cannot be read.
pub(super) fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, (Diagnostic, Exit)> {
    let fault = |why: io::Error| (diagnostics::failed(&name(folder), &why, false), Exit::Environment);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let kind = entry.file_type().map_err(fault)?;
        let path = entry.path();
        if kind.is_dir() || path.is_file() {
            // Found in the folder at hand, a file is called by its name alone.
            let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
            entries.push((path, kind.is_dir()));
        }
    }
    entries.sort();
    Ok(entries)
}

/// All files below a folder, by their path from it, sorted. Folders with a dot before their name are left out.
///
/// # Errors
/// A folder that cannot be read.
pub(super) fn below(folder: &Path) -> Result<Vec<PathBuf>, (Diagnostic, Exit)> {
    let mut found = Vec::new();
    let mut pending = vec![PathBuf::new()];
    while let Some(inner) = pending.pop() {
        let within = if inner.as_os_str().is_empty() { folder.to_owned() } else { folder.join(&inner) };
        for (path, is_folder) in entries(&within)? {
            let Some(name) = path.file_name() else { continue };
            let hidden = name.to_string_lossy().starts_with('.');
            match is_folder {
                true if hidden => {}
                true => pending.push(inner.join(name)),
                false => found.push(inner.join(name)),
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The files below a folder whose names end so, with the folder before them; hidden ones are left out.
///
/// # Errors
/// As [`below`].
pub(super) fn ending_in(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, (Diagnostic, Exit)> {
    let is_meant = |inner: &PathBuf| {
        let ending = super::eval::ending(inner);
        let hidden = inner.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        !hidden && ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    };
    let inside = below(folder)?.into_iter().filter(is_meant);
    // `./a.perf` is called `a.perf`.
    Ok(match folder == Path::new(".") {
        true => inside.collect(),
        false => inside.map(|inner| folder.join(inner)).collect(),
    })
}

/// The file in the same folder whose name is nearest, if one is near enough to be meant.
pub(super) fn near(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let names = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names = names.take(10_000).filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let distance = |name: &String| strsim::damerau_levenshtein(name, wanted);
    let best = names.min_by_key(|name| (distance(name), name.clone()))?;
    let most = wanted.chars().count().div_euclid(3).max(1);
    (distance(&best) <= most).then(|| escape(&path.with_file_name(best).display().to_string()))
}

/// UTF-16 of ASCII text is valid UTF-8 full of zeros.
fn utf16_without_mark(text: &str) -> bool {
    let head = text.as_bytes().get(..64.min(text.len())).unwrap_or_default();
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    head.len() >= 4 && zeros.saturating_mul(5) >= head.len().saturating_mul(2)
}

/// Says which encoding it probably is, beside the text as far as it can be read.
fn misread(name: &str, bytes: &[u8], at: usize, truncated: bool, sources: &mut SourceMap) -> Diagnostic {
    let zeros = bytes.iter().take(64).filter(|byte| **byte == 0).count();
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || zeros > 8 {
        return diagnostics::wrong_encoding(name, Encoding::Utf16, 1, None);
    }
    let (before, after) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    let line = before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
    let encoding = match () {
        () if truncated => Encoding::Truncated,
        // What follows would be shown as other characters than were written.
        () if is_gbk(after) => return diagnostics::wrong_encoding(name, Encoding::Gbk, line, None),
        () => Encoding::Unknown,
    };
    let mark = if before.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let readable = at.saturating_sub(mark);
    let id = sources.add(name, &String::from_utf8_lossy(bytes));
    let first = sources.get(id).text().get(readable..).and_then(|text| text.chars().next());
    let end = readable.saturating_add(first.map_or(0, char::len_utf8));
    diagnostics::wrong_encoding(name, encoding, line, Some(Span::new(id, readable, end)))
}

/// Whether all bytes are ASCII or pairs (or the fours of GB18030) that stand for characters in GBK.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7f, rest @ ..] => rest,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..] => rest,
            [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', rest @ ..] => rest,
            // A file that was cut, too, may be GBK.
            [0x81..=0xfe] => return true,
            _ => return false,
        };
    }
}
