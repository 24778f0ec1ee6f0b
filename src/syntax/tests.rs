//! The grammar on small texts: what is read, what is refused, and where.

use super::ast::{File, Item};
use super::parse;
use crate::diagnostic::{Diagnostics, Language};
use crate::source::SourceMap;

/// The tree, and the findings as `E0101 2:5 message`.
fn read(text: &str) -> (File, Vec<String>) {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", text);
    let mut diagnostics = Diagnostics::default();
    let file = parse(sources.get(id), &mut diagnostics);
    let found = diagnostics.sorted().into_iter().map(|diagnostic| {
        let place = diagnostic.place().map(|span| sources.get(id).position(span.start));
        let place = place.map(|place| format!("{}:{}", place.line, place.column)).unwrap_or_default();
        format!("{} {place} {}", diagnostic.code.number(), diagnostic.message.get(Language::Zh))
    });
    let found = found.collect();
    (file, found)
}

fn items(text: &str) -> Vec<Item> {
    let (file, found) = read(text);
    assert_eq!(found, Vec::<String>::new(), "{text}");
    file.items
}

#[test]
fn the_prelude_is_read() {
    let list = items(include_str!("../../grammar/prelude.perf"));
    assert!(list.len() > 90);
    assert!(list.iter().all(|item| matches!(item, Item::Unit(_))));
}

#[test]
fn smoke() {
    let text = std::env::var("SMOKE").ok().and_then(|path| std::fs::read_to_string(path).ok());
    if let Some(text) = text {
        let (file, found) = read(&text);
        if std::env::var("TREE").is_ok() {
            println!("{file:#?}");
        }
        println!("{}", found.join("\n"));
    }
}
