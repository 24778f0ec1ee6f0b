//! The files that a rubric inherits from: read from where they lie, and never from outside of the project.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::git::Revision;
use super::{Exit, diagnostics, files};
use crate::amend::{self, Unusable};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, SourceMap, Spanned};
use crate::text;

/// What marks the top of a project.
const MARKS: [&str; 2] = ["jixiao.toml", ".git"];

/// Finds parents beside the file that names them.
pub(super) struct Beside {
    /// No file beyond this folder is read; its links are resolved.
    root: PathBuf,
    /// Each file that was read: its place with links resolved, and the path it is called by.
    known: BTreeMap<SourceId, (PathBuf, PathBuf)>,
    /// How the run ends where a file could not be read.
    pub(super) exit: Option<Exit>,
}

impl Beside {
    /// For the rubric `id` that was read from `path`.
    pub(super) fn new(path: &Path, id: SourceId) -> Self {
        let shown = if files::is_stdin(path) { PathBuf::from("-") } else { path.to_owned() };
        let real = if files::is_stdin(path) {
            fs::canonicalize(".").map(|here| here.join("-"))
        } else {
            fs::canonicalize(path)
        };
        let real = real.unwrap_or_else(|_| shown.clone());
        Beside { root: root_of(&real), known: BTreeMap::from([(id, (real, shown))]), exit: None }
    }

    /// All files that were read.
    pub(super) fn read(&self) -> Vec<PathBuf> {
        self.known.values().map(|(real, _)| real.clone()).collect()
    }

    /// The file that a path means, with its name for people: within the root, link or not.
    fn place(&self, from: SourceId, written: &str) -> Result<(PathBuf, PathBuf), Unusable> {
        let (real, shown) = self.known.get(&from).ok_or(Unusable::NoPlace)?;
        let beside = |path: &Path| path.parent().unwrap_or(Path::new("")).join(written);
        let outside = || Unusable::Outside(files::name(&self.root));
        // Asked of the text first: whether a file is there is nobody's business beyond the root.
        let wanted = without_dots(&beside(real)).ok_or_else(outside)?;
        if !wanted.starts_with(&self.root) {
            return Err(outside());
        }
        let shown = without_dots(&beside(shown)).unwrap_or_else(|| beside(shown));
        match fs::canonicalize(&wanted) {
            Ok(real) if !real.starts_with(&self.root) => Err(outside()),
            Ok(real) => Ok((real, shown)),
            Err(_) => Ok((wanted, shown)),
        }
    }
}

impl crate::inherited::Parents for Beside {
    fn parent(
        &mut self,
        from: SourceId,
        path: &Spanned<String>,
        sources: &mut SourceMap,
    ) -> Result<SourceId, Diagnostic> {
        let written = path.node.trim();
        let (real, shown) = self.place(from, written).map_err(|why| amend::unusable(path.span, &path.node, why))?;
        if let Some((id, _)) = self.known.iter().find(|(_, (known, _))| *known == real) {
            return Ok(*id);
        }
        if !real.exists() {
            let near = files::near(&real).and_then(|near| {
                let name = Path::new(&near).file_name()?.to_str()?.to_owned();
                Some(match written.rsplit_once('/') {
                    Some((folder, _)) => format!("{folder}/{name}"),
                    None => name,
                })
            });
            return Err(amend::nowhere(path.span, &path.node, near.as_deref()));
        }
        match files::read(&shown, sources, &diagnostics::some_rubric()) {
            Ok(id) => {
                self.known.insert(id, (real, shown));
                Ok(id)
            }
            Err((fault, exit)) => {
                self.exit = exit;
                Err(fault.label(path.span, text!("在这里继承", "inherited here")))
            }
        }
    }
}

/// The project folder of a file.
fn root_of(file: &Path) -> PathBuf {
    let own = file.parent().unwrap_or(Path::new("/"));
    let root = own.ancestors().find(|folder| MARKS.iter().any(|mark| folder.join(mark).exists()));
    root.unwrap_or(own).to_owned()
}

/// Finds parents in the revision of git that their child is of.
pub(super) struct InRevision<'r> {
    revision: &'r Revision,
    /// The folder from which paths are counted, and the project within it or around it.
    here: PathBuf,
    root: PathBuf,
    known: BTreeMap<SourceId, PathBuf>,
}

impl<'r> InRevision<'r> {
    /// For the rubric `id` that is `file` in the revision.
    pub(super) fn new(revision: &'r Revision, file: &Path, id: SourceId) -> Self {
        let here = fs::canonicalize(".").unwrap_or_default();
        let full = without_dots(&here.join(file)).unwrap_or_default();
        InRevision { revision, here, root: root_of(&full), known: BTreeMap::from([(id, file.to_owned())]) }
    }
}

impl crate::inherited::Parents for InRevision<'_> {
    fn parent(
        &mut self,
        from: SourceId,
        path: &Spanned<String>,
        sources: &mut SourceMap,
    ) -> Result<SourceId, Diagnostic> {
        let unusable = |why| amend::unusable(path.span, &path.node, why);
        let child = self.known.get(&from).ok_or_else(|| unusable(Unusable::NoPlace))?;
        let beside = child.parent().unwrap_or(Path::new("")).join(path.node.trim());
        let outside = || unusable(Unusable::Outside(files::name(&self.root)));
        let file = without_dots(&beside).ok_or_else(outside)?;
        // As of the files that lie there now: another repository beside this one has revisions of the same name.
        if without_dots(&self.here.join(&file)).is_none_or(|full| !full.starts_with(&self.root)) {
            return Err(outside());
        }
        if let Some((id, _)) = self.known.iter().find(|(_, known)| **known == file) {
            return Ok(*id);
        }
        let bytes = self.revision.read(&file).map_err(|_| amend::nowhere(path.span, &path.node, None))?;
        match files::text(bytes, &self.revision.name(&file), sources) {
            Ok(id) => {
                self.known.insert(id, file);
                Ok(id)
            }
            Err((fault, _)) => Err(fault.label(path.span, text!("在这里继承", "inherited here"))),
        }
    }
}

/// The path with `..` and `.` worked out; `None` where it leads above everything.
fn without_dots(path: &Path) -> Option<PathBuf> {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match out.components().next_back() {
                Some(Component::Normal(_)) => {
                    out.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => return None,
                Some(_) | None => out.push(".."),
            },
            other => out.push(other),
        }
    }
    Some(out)
}
