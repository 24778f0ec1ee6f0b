//! `flatten`: what comes out stands alone, means the same, and is flat.

use std::fs;
use std::path::{Path, PathBuf};

use jixiao::diagnostic::Diagnostics;
use jixiao::inherited::{NoParents, flatten};
use jixiao::rubric::Rubric;
use jixiao::source::SourceMap;

use super::parents::Beside;

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        } else if path.file_name().is_some_and(|name| name == "rubric.perf") {
            found.push(path);
        }
    }
}

fn alone(text: &str) -> Rubric {
    let mut sources = SourceMap::default();
    let id = sources.add("flat.perf", text);
    let mut found = Diagnostics::default();
    let rubric = jixiao::compile(&sources, id, &mut found);
    let told = found.sorted().iter().map(|one| format!("{one:?}")).collect::<Vec<_>>().join("\n");
    rubric.unwrap_or_else(|_| panic!("{text}\n{told}"))
}

/// The flat text of a rubric, if the rubric compiles; checked against it.
fn flat(path: &Path) -> Option<String> {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", &fs::read_to_string(path).ok()?);
    let mut found = Diagnostics::default();
    let rubric = jixiao::compile_with(&mut sources, id, &mut Beside::new(path, id), &mut found).ok()?;
    let text = flatten(&mut sources, id, &mut Beside::new(path, id), &mut found);
    let text = text.unwrap_or_else(|_| panic!("{}: {:?}", path.display(), found.sorted()));
    assert_eq!(alone(&text).canonical(), rubric.canonical(), "{}\n{text}", path.display());
    let flat = sources.add("flat.perf", &text);
    let again = flatten(&mut sources, flat, &mut NoParents, &mut found).unwrap();
    assert_eq!(again, text, "{}", path.display());
    Some(text)
}

#[test]
fn every_rubric_is_flattened_to_the_same_meaning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    below(&root.join("tests/cases"), &mut all);
    below(&root.join("specs"), &mut all);
    all.sort();
    // Those that stand alone are only laid out, and tests/fmt.rs looks at all of them.
    let inherits = |path: &PathBuf| fs::read_to_string(path).unwrap().contains("继承");
    let (mut inheriting, alone): (Vec<_>, Vec<_>) = all.into_iter().partition(inherits);
    inheriting.extend(alone.into_iter().step_by(40));
    let flattened = inheriting.iter().filter(|path| flat(path).is_some()).count();
    assert!(flattened > 5, "{flattened} of {}", inheriting.len());
}

#[test]
fn a_chain_in_two_languages_is_told_amendment_by_amendment() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    insta::with_settings!({ snapshot_path => "../flat", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("three_layers", flat(&root.join("tests/cases/amend/three_layers/rubric.perf")).unwrap());
        insta::assert_snapshot!("everything", flat(&root.join("tests/cases/amend/everything/rubric.perf")).unwrap());
    });
}
