//! Files as they stood in a revision: `rubric.perf@HEAD~1`, by asking git.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::diagnostics;
use super::files::name;
use crate::diagnostic::Diagnostic;

/// A file or folder in a revision.
#[derive(Clone, Debug)]
pub(super) struct Revision {
    /// The file or folder, as given.
    pub path: PathBuf,
    /// The revision, as given.
    pub revision: String,
}

impl Revision {
    /// What is meant by `FILE@REV`. A path that exists is that file, whatever its name.
    pub fn of(path: &Path) -> Option<Self> {
        let (file, revision) = path.to_str().filter(|_| !path.exists())?.rsplit_once('@')?;
        let file = if file.is_empty() { "." } else { file };
        (!revision.is_empty()).then(|| Revision { path: file.into(), revision: revision.to_owned() })
    }

    /// What it is called in messages.
    pub fn name(&self, file: &Path) -> String {
        format!("{}@{}", name(file), self.revision)
    }

    /// The folder in which git is asked, and the name in it.
    fn place(path: &Path) -> (PathBuf, PathBuf) {
        if path.is_dir() {
            return (path.to_owned(), ".".into());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        (folder.to_owned(), path.file_name().map_or_else(|| ".".into(), PathBuf::from))
    }

    /// Whether the revision is there at all.
    ///
    /// # Errors
    /// X0120 without git, X0121 outside a repository, X0122 for an unknown revision.
    fn resolve(&self, folder: &Path) -> Result<(), Diagnostic> {
        let shown = name(&self.path);
        if ask(folder, &["rev-parse", "--git-dir"])?.is_none() {
            return Err(diagnostics::no_repository(&shown));
        }
        let commit = format!("{}^{{commit}}", self.revision);
        let known = ask(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        known.map(drop).ok_or_else(|| diagnostics::no_revision(&self.revision))
    }

    /// The bytes of a file of the revision.
    ///
    /// # Errors
    /// As [`Revision::resolve`], and X0123 where the revision has no such file.
    pub fn read(&self, file: &Path) -> Result<Vec<u8>, Diagnostic> {
        let (folder, inner) = Self::place(file);
        // A folder of an old revision may be gone by now: git is then asked from the nearest one that is left.
        let (folder, inner) = match folder.is_dir() {
            true => (folder, inner),
            false => nearest(&folder, &inner),
        };
        self.resolve(&folder)?;
        let object = format!("{}:./{}", self.revision, slashes(&inner));
        ask(&folder, &["cat-file", "blob", &object])?
            .ok_or_else(|| diagnostics::not_in_revision(&name(file), &self.revision))
    }

    /// Whether it is a folder of the revision rather than a file.
    ///
    /// # Errors
    /// As [`Revision::resolve`].
    pub fn is_folder(&self) -> Result<bool, Diagnostic> {
        let (folder, inner) = Self::place(&self.path);
        let (folder, inner) = if folder.is_dir() { (folder, inner) } else { nearest(&folder, &inner) };
        self.resolve(&folder)?;
        let object = format!("{}:./{}", self.revision, slashes(&inner));
        let kind = ask(&folder, &["cat-file", "-t", &object])?;
        Ok(kind.is_some_and(|kind| kind.starts_with(b"tree")))
    }

    /// The files below the folder in the revision, by their path from it, sorted.
    ///
    /// # Errors
    /// As [`Revision::resolve`].
    pub fn files(&self) -> Result<Vec<PathBuf>, Diagnostic> {
        let (folder, inner) = Self::place(&self.path);
        let (folder, inner) = if folder.is_dir() { (folder, inner) } else { nearest(&folder, &inner) };
        self.resolve(&folder)?;
        let tree = format!("{}:./{}", self.revision, slashes(&inner));
        let listed = ask(&folder, &["ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", &tree])?;
        let listed = listed.ok_or_else(|| diagnostics::not_in_revision(&name(&self.path), &self.revision))?;
        let mut files = listed.split(|byte| *byte == 0).filter(|file| !file.is_empty());
        let mut files = files.by_ref().map(|file| PathBuf::from(&*String::from_utf8_lossy(file))).collect::<Vec<_>>();
        files.sort();
        Ok(files)
    }
}

fn nearest(folder: &Path, inner: &Path) -> (PathBuf, PathBuf) {
    let known = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let rest = folder.strip_prefix(known).unwrap_or(folder);
    (known.to_owned(), rest.join(inner))
}

fn slashes(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    if path == "." { String::new() } else { path.trim_start_matches("./").to_owned() }
}

/// What git prints; `None` where it refuses.
fn ask(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, Diagnostic> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    match git.output() {
        Ok(output) => Ok(output.status.success().then_some(output.stdout)),
        Err(_) => Err(diagnostics::git_missing()),
    }
}

/// Sets a key in the configuration of the repository in which a folder lies, unless it is set; whether it is set then.
pub(super) fn set(folder: &Path, key: &str, value: &str) -> bool {
    let asked = |arguments: &[&str]| ask(folder, arguments).ok().flatten().is_some();
    asked(&["config", "--get", key]) && asked(&["rev-parse", "--git-dir"]) || asked(&["config", "--local", key, value])
}
