//! One rubric and many changes of it: what is told of each. The changes are in `tests/cases/diff/changes.txt`.

use std::fs;
use std::path::PathBuf;

use jixiao::diagnostic::{Diagnostics, Language, human};
use jixiao::diff::{self, diff};
use jixiao::rubric::Rubric;
use jixiao::source::SourceMap;

#[test]
fn every_change_is_told_and_nothing_else() {
    let _turn = super::turn();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff");
    let base = fs::read_to_string(folder.join("base.perf")).unwrap();
    let changes = fs::read_to_string(folder.join("changes.txt")).unwrap();
    let mut seen = String::new();
    for change in changes.split("\n== ").skip(1) {
        let (name, edits) = change.split_once('\n').unwrap();
        let mut text = base.clone();
        for edit in edits.split("<<<\n").skip(1) {
            let (old, new) = edit.split_once("\n===\n").unwrap();
            let new = new.rsplit_once(">>>").unwrap().0;
            let new = new.strip_suffix('\n').unwrap_or(new);
            assert!(text.contains(old), "{name}: base.perf has no {old:?}");
            text = text.replace(old, new);
        }
        let mut sources = SourceMap::default();
        let (old, new) = (compiled(&mut sources, "旧.perf", &base), compiled(&mut sources, "新.perf", &text));
        let changes = diff(&old, &new);
        let back = diff(&new, &old);
        // Backwards everything is told as well; what was rewritten is in neither direction.
        assert_eq!(changes.is_empty(), back.is_empty(), "{name}");
        // Rubrics that mean the same in one fixed form never differ here.
        if old.canonical() == new.canonical() {
            assert!(changes.is_empty(), "{name}");
        }
        seen.push_str(&format!("== {name}\n{}", diff::human(&changes, &sources, Language::Zh)));
        seen.push_str(&diff::human(&changes, &sources, Language::En));
        seen.push('\n');
    }
    super::snapshot(&folder, "expected", &seen);
}

fn compiled(sources: &mut SourceMap, name: &str, text: &str) -> Rubric {
    let mut diagnostics = Diagnostics::default();
    let id = sources.add(name, text);
    let compiled = jixiao::compile(sources, id, &mut diagnostics);
    compiled.unwrap_or_else(|_| panic!("{}", human(&diagnostics.sorted(), sources, Language::Zh, false)))
}
