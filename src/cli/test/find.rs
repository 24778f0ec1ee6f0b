//! Which rubrics there are, and which files belong to the tests of each.
//!
//! A rubric is a `.perf` file. The folder `测试` (or `tests`) beside it holds what tests it: `.perf` files with 测试
//! alone, submissions, and their accepted results. Where several rubrics lie in one folder, each has a folder of its own
//! in it, named as the rubric.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use super::super::diagnostics;
use super::super::eval::ending;
use super::super::{Exit, files};
use crate::diagnostic::{Diagnostic, Language};

/// The names of the folder of tests.
const FOLDERS: [&str; 2] = ["测试", "tests"];
/// Folders nest no deeper than this; deeper ones are a circle of links or no rubrics.
const DEPTH: usize = 32;

/// A rubric and what tests it.
#[derive(Debug)]
pub(super) struct Suite {
    pub rubric: PathBuf,
    /// Files of tests.
    pub tests: Vec<PathBuf>,
    /// Whether the tests in the rubric itself are run too: they are not where one file is asked for.
    pub own: bool,
}

pub(super) type Fault = (Diagnostic, Exit);

/// What the arguments name, each rubric once, in the order of the arguments and then of the names.
///
/// # Errors
/// X01xx: a path that is not there, a folder that cannot be read.
pub(super) fn suites(paths: &[PathBuf]) -> Result<Vec<Suite>, Fault> {
    let here = [PathBuf::from(".")];
    let mut suites: Vec<Suite> = Vec::new();
    for path in if paths.is_empty() { &here[..] } else { paths } {
        for suite in named(path)? {
            match suites.iter_mut().find(|known| known.rubric == suite.rubric) {
                None => suites.push(suite),
                Some(known) => {
                    known.own |= suite.own;
                    let new = suite.tests.into_iter().filter(|path| !known.tests.contains(path)).collect::<Vec<_>>();
                    known.tests.extend(new);
                }
            }
        }
    }
    Ok(suites)
}

fn named(path: &Path) -> Result<Vec<Suite>, Fault> {
    if path.is_dir() {
        // In a folder of tests, its files are meant.
        if let Some(rubric) = rubric_of(path)? {
            return Ok(vec![whole(&rubric)?]);
        }
        let mut found = Vec::new();
        search(path, DEPTH, &mut found)?;
        return found.iter().map(|rubric| whole(rubric)).collect();
    }
    if !path.exists() {
        return Err((diagnostics::not_found(&files::name(path), files::near(path).as_deref()), Exit::Environment));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    match rubric_of(folder)? {
        Some(rubric) => Ok(vec![Suite { rubric, tests: vec![path.to_owned()], own: false }]),
        None => Ok(vec![whole(path)?]),
    }
}

/// The rubric that a file tests by where it lies, if there is one.
///
/// # Errors
/// X01xx: a folder that cannot be read.
pub(in crate::cli) fn tested_by(path: &Path) -> Result<Option<PathBuf>, Fault> {
    rubric_of(path.parent().unwrap_or(Path::new("")))
}

/// The rubrics in a folder and below, but for what lies in folders of tests.
fn search(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let entries = files::entries(folder)?;
    let rubrics = entries.iter().filter(|(path, is_folder)| !is_folder && is_perf(path)).map(|(path, _)| path.clone());
    let before = found.len();
    found.extend(rubrics);
    let tested = found.len() > before;
    for (path, _) in entries.iter().filter(|(_, is_folder)| *is_folder) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if depth > 0 && !name.starts_with('.') && !(tested && FOLDERS.contains(&name.as_str())) {
            search(path, depth.saturating_sub(1), found)?;
        }
    }
    Ok(())
}

/// The rubrics among files, all by their paths from one folder: without what lies in the folder of tests of another.
pub(in crate::cli) fn without_tests(mut files: Vec<PathBuf>) -> Vec<PathBuf> {
    let all = files.clone();
    files.retain(|path| !tests_another(path, &all));
    files
}

fn tests_another(path: &Path, all: &[PathBuf]) -> bool {
    let folder = |above: &Path| {
        let named = above.file_name().is_some_and(|name| FOLDERS.iter().any(|known| name == *known));
        named && all.iter().any(|other| is_perf(other) && other.parent() == above.parent())
    };
    path.ancestors().skip(1).any(folder)
}

/// All that tests a rubric.
pub(super) fn whole(rubric: &Path) -> Result<Suite, Fault> {
    let mut tests = Vec::new();
    let alone = rubrics_beside(rubric.parent().unwrap_or(Path::new("")))?.len() <= 1;
    for folder in FOLDERS.map(|name| rubric.with_file_name(name)).into_iter().filter(|folder| folder.is_dir()) {
        let own = folder.join(rubric.file_stem().unwrap_or_default());
        for folder in [(alone, folder), (true, own)].into_iter().filter(|(fits, folder)| *fits && folder.is_dir()) {
            tests.extend(
                files::entries(&folder.1)?.into_iter().filter(|(_, is_folder)| !is_folder).map(|(path, _)| path),
            );
        }
    }
    Ok(Suite { rubric: rubric.to_owned(), tests, own: true })
}

/// The rubric that the files of a folder test, if it is a folder of tests.
fn rubric_of(folder: &Path) -> Result<Option<PathBuf>, Fault> {
    let named = |folder: &Path| called(folder).is_some_and(|name| FOLDERS.iter().any(|known| name == *known));
    if named(folder) {
        let rubrics = rubrics_beside(&above(folder))?;
        return Ok(match rubrics.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        });
    }
    let outer = above(folder);
    if !named(&outer) {
        return Ok(None);
    }
    let rubrics = rubrics_beside(&above(&outer))?;
    let name = called(folder);
    Ok(rubrics.into_iter().find(|rubric| rubric.file_stem() == name.as_deref()))
}

/// The folder in which a folder lies, also of the current one.
fn above(folder: &Path) -> PathBuf {
    match folder.components().next_back() {
        Some(Component::Normal(_)) => folder.parent().map(Path::to_owned).unwrap_or_default(),
        None | Some(Component::CurDir) => PathBuf::from(".."),
        _ => folder.join(".."),
    }
}

/// The name of a folder, also of the current one.
fn called(folder: &Path) -> Option<OsString> {
    match folder.components().next_back() {
        Some(Component::Normal(name)) => Some(name.to_owned()),
        _ => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            std::fs::canonicalize(folder).ok()?.file_name().map(ToOwned::to_owned)
        }
    }
}

/// The folder of tests of a rubric, whether it is there or not.
pub(super) fn folder_of(rubric: &Path, language: Language) -> Result<PathBuf, Fault> {
    let there = FOLDERS.iter().find(|name| rubric.with_file_name(name).is_dir());
    let [zh, en] = FOLDERS;
    let usual = if language == Language::Zh { zh } else { en };
    let folder = rubric.with_file_name(there.copied().unwrap_or(usual));
    let alone = rubrics_beside(rubric.parent().unwrap_or(Path::new("")))?.len() <= 1;
    Ok(if alone { folder } else { folder.join(rubric.file_stem().unwrap_or_default()) })
}

fn rubrics_beside(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = files::entries(folder)?;
    Ok(entries.into_iter().filter(|(path, is_folder)| !is_folder && is_perf(path)).map(|(path, _)| path).collect())
}

pub(super) fn is_perf(path: &Path) -> bool {
    ending(path).as_deref() == Some("perf")
}
