//! Small rubrics of which the verdict is known by hand: half of them are right up to an edge, the other half wrong just
//! beyond it. Nothing right is refused, nothing wrong accepted.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use jixiao::diagnostic::{Diagnostics, Severity};
use jixiao::source::SourceMap;

#[test]
fn what_is_known_by_hand_is_told_and_nothing_else() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/planted/verdicts.txt");
    let all = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    let blocks = all.split("//// ").skip(1).collect::<Vec<_>>();
    assert!(blocks.len() >= 130);
    for block in blocks {
        let (head, text) = block.split_once('\n').unwrap();
        let (name, codes) = head.split_once(": ").unwrap();
        let known = codes.split(' ').filter(|code| *code != "无").map(str::to_owned).collect::<BTreeSet<_>>();
        let mut sources = SourceMap::default();
        let id = sources.add("rubric.perf", text);
        let mut diagnostics = Diagnostics::default();
        let refused = jixiao::compile(&sources, id, &mut diagnostics).is_err();
        let list = diagnostics.into_list();
        // Warnings beside an error may rest on it.
        let told = list.iter().filter(|one| !refused || one.severity == Severity::Error);
        let told = told.map(|one| one.code.number().to_owned()).collect::<BTreeSet<_>>();
        if told != known {
            wrong.push(format!("{name}: {known:?} is known, {told:?} is told"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
