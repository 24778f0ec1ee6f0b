//! The official table of indicators: one rubric with every form, and every real rubric.

use std::fs;
use std::path::{Path, PathBuf};

use jixiao::diagnostic::{Diagnostics, Language};
use jixiao::manual::{Manual, html, markdown};
use jixiao::rubric::Rubric;
use jixiao::source::SourceMap;

fn manuals(path: &Path) -> (Rubric, [Manual; 2]) {
    let mut sources = SourceMap::default();
    let id = super::add(&mut sources, path);
    let mut parents = super::parents::Beside::new(path, id);
    let mut diagnostics = Diagnostics::default();
    let rubric = jixiao::compile_with(&mut sources, id, &mut parents, &mut diagnostics);
    let rubric = rubric.unwrap_or_else(|_| panic!("{} does not compile", path.display()));
    let both = [Language::Zh, Language::En]
        .map(|language| jixiao::manual(&mut sources, (id, &rubric), &mut parents, language).unwrap());
    (rubric, both)
}

#[test]
fn every_form_has_its_sentence() {
    let _turn = super::turn();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/doc/every-form");
    let (_, [zh, en]) = manuals(&folder.join("rubric.perf"));
    super::snapshot(&folder, "document", &markdown(&zh));
    super::snapshot(&folder, "document-en", &markdown(&en));
    super::snapshot(&folder, "document-html", &html(&zh));
}

#[test]
fn every_real_rubric_has_its_table() {
    let _turn = super::turn();
    let mut faults = Vec::new();
    insta::glob!("../../specs", "**/rubric.perf", |path| {
        let (rubric, both) = manuals(path);
        for manual in both {
            let mut named = Vec::new();
            for row in manual.tables.iter().flat_map(|table| &table.rows) {
                named.extend(row.levels.iter().flatten().filter(|cell| cell.indicator).map(|cell| cell.text.clone()));
            }
            let mut wanted = rubric.indicators.iter().filter(|one| !one.template).map(|one| one.name.node.clone());
            let missing = wanted.find(|name| {
                let all = rubric.indicators.iter().filter(|one| !one.template && one.name.node == *name).count();
                named.iter().filter(|told| *told == name).count() != all
            });
            if named.len() != rubric.indicators.len() || missing.is_some() {
                faults.push(format!(
                    "{}: {} of {} indicators, {missing:?}",
                    path.display(),
                    named.len(),
                    rubric.indicators.len()
                ));
            }
            let texts = [markdown(&manual), html(&manual)];
            assert!(texts.iter().all(|text| !text.contains('\r')));
            for bad in ["Some(", "None", "Spanned", "Hole", "{}", "，，", "。。", "（）", " ()", "“”", "的的", "得得"]
            {
                let line = texts.iter().flat_map(|text| text.lines()).find(|line| line.contains(bad));
                let line = line.filter(|_| !fs::read_to_string(path).unwrap().contains(bad));
                faults.extend(line.map(|line| format!("{}: {bad}: {line}", path.display())));
            }
        }
    });
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
