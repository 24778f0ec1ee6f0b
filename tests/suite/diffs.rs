//! One rubric and many changes of it: what is told of each, and what one of them does to the units. The changes are in `tests/cases/diff/changes.txt`.

use std::fs;
use std::path::PathBuf;

use jixiao::diagnostic::{Diagnostics, Language, human};
use jixiao::diff::{self, Effects, diff};
use jixiao::impact::{Submitted, impact};
use jixiao::quantity::Rational;
use jixiao::rubric::Rubric;
use jixiao::source::SourceMap;
use jixiao::submission::Format;

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

#[test]
fn what_a_change_does_to_each_unit_adds_up() {
    let _turn = super::turn();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff");
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let mut sources = SourceMap::default();
    let old = compiled(&mut sources, "旧.perf", &text("base.perf"));
    let new = compiled(&mut sources, "新.perf", &text("next-year.perf"));
    let mut files = fs::read_dir(folder.join("impact")).unwrap().map(|one| one.unwrap().path()).collect::<Vec<_>>();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    let ids = files.iter().map(|path| super::add(&mut sources, path)).collect::<Vec<_>>();
    let submitted = ids.iter().map(|id| Submitted { source: sources.get(*id), format: Format::Json });
    let effects = impact((&old, &new), &submitted.collect::<Vec<_>>(), &|_| {});
    for effect in &effects {
        let Ok(moved) = &effect.scores else { continue };
        let sum = moved.parts.iter().map(|(_, points)| points).sum::<Rational>();
        assert!(moved.change().is_none_or(|change| change == sum), "{}", effect.file);
    }
    let changes = diff(&old, &new);
    let mut seen = String::new();
    for language in [Language::Zh, Language::En] {
        let effects = Effects { list: &effects, changes: &changes, language };
        let json = serde_json::to_string_pretty(&effects.json()).unwrap();
        seen.push_str(&[effects.text(false), effects.text(true), effects.csv().replace('\r', ""), json].join("――――\n"));
        seen.push_str("\n════\n");
    }
    super::snapshot(&folder, "impact", &seen);
}

fn compiled(sources: &mut SourceMap, name: &str, text: &str) -> Rubric {
    let mut diagnostics = Diagnostics::default();
    let id = sources.add(name, text);
    let compiled = jixiao::compile(sources, id, &mut diagnostics);
    compiled.unwrap_or_else(|_| panic!("{}", human(&diagnostics.sorted(), sources, Language::Zh, false)))
}
