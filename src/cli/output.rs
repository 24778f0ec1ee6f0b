//! Writes results: to standard output, where a closed pipe is no error, or whole to a file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::diagnostics;
use super::files::name;
use crate::diagnostic::Diagnostic;

/// Writes to standard output. Whoever closes a pipe early has read enough.
pub(super) fn print(text: &str) -> Result<(), Diagnostic> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => Err(diagnostics::failed("<stdout>", &why, true)),
        _ => Ok(()),
    }
}

/// Writes to standard error. If even that fails there is nobody to tell.
pub(super) fn complain(text: &str) {
    let mut out = io::stderr().lock();
    let _nobody_to_tell = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Writes a whole file: either all of it is there afterwards, or what was there before.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    if path.is_dir() {
        return Err(diagnostics::is_directory(&name(path), &diagnostics::some_result()));
    }
    replace(path, text.as_bytes()).map_err(|why| diagnostics::failed(&name(path), &why, true))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link is followed, so that it stays a link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let known = fs::metadata(&path).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        // A device or a pipe is written to, not replaced.
        return fs::OpenOptions::new().write(true).open(&path)?.write_all(bytes);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = new_file(folder)?;
    file.write_all(bytes)?;
    if let Some(known) = known {
        file.as_file().set_permissions(known.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// A temporary file with the permissions that a new file would have.
#[cfg(unix)]
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new().prefix(".jixiao").permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(".jixiao").tempfile_in(folder)
}

/// Writes a file where none is, in a folder that is made where none is.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Diagnostic> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|why| diagnostics::failed(&name(folder), &why, true))?;
    }
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|why| diagnostics::failed(&name(path), &why, true))
}
