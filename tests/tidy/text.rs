//! Reads Rust files as far as the house rules need it: without comments and strings, and what paths name.

use std::fs;
use std::path::{Path, PathBuf};

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder of the repository, by their path from the root, in order.
pub fn files(folder: &str) -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let mut entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
        entries.sort();
        for path in entries {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "target" && name != ".git" {
                    walk(&path, found);
                }
            } else if name != ".git" && !name.ends_with(".snap.new") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    if root().join(folder).is_dir() {
        walk(&root().join(folder), &mut found);
    }
    let from_root = |path: PathBuf| path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    found.into_iter().map(from_root).collect()
}

pub fn rust_files(folder: &str) -> Vec<String> {
    files(folder).into_iter().filter(|path| path.ends_with(".rs")).collect()
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The text without comments, strings and characters; line ends stay, so lines can be counted.
pub fn code_only(text: &str) -> String {
    let chars = text.chars().collect::<Vec<_>>();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\n');
    let (mut code, mut index) = (String::new(), 0);
    while index < chars.len() {
        let start = index;
        match (chars[index], at(index + 1)) {
            ('/', '/') => {
                while at(index) != '\n' {
                    index += 1;
                }
            }
            ('/', '*') => {
                index += 2;
                while index < chars.len() && (at(index), at(index + 1)) != ('*', '/') {
                    index += 1;
                }
                index += 2;
            }
            ('r', '"' | '#') if !start.checked_sub(1).is_some_and(|before| is_word(at(before))) => {
                let hashes = chars[index + 1..].iter().take_while(|c| **c == '#').count();
                index += 2 + hashes;
                let closed = |index: usize| at(index) == '"' && (1..=hashes).all(|more| at(index + more) == '#');
                while index < chars.len() && !closed(index) {
                    index += 1;
                }
                index += 1 + hashes;
            }
            ('"', _) => {
                index += 1;
                while index < chars.len() && at(index) != '"' {
                    index += if at(index) == '\\' { 2 } else { 1 };
                }
                index += 1;
            }
            ('\'', '\\') => {
                index += 3;
                while at(index) != '\'' && at(index) != '\n' {
                    index += 1;
                }
                index += 1;
            }
            ('\'', _) if at(index + 2) == '\'' => index += 3,
            (other, _) => {
                code.push(other);
                index += 1;
                continue;
            }
        }
        let skipped = &chars[start..index.min(chars.len())];
        code.push(' ');
        code.extend(skipped.iter().filter(|c| **c == '\n'));
    }
    code
}

pub fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The names that come directly after `prefix` (`crate::`), use-trees opened: `crate::{a::b, c}` gives a and c.
pub fn heads(code: &str, prefix: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (start, _) in code.match_indices(prefix) {
        if code[..start].chars().next_back().is_some_and(|c| is_word(c) || c == '$') {
            continue;
        }
        let line = code[..start].matches('\n').count() + 1;
        let rest = &code[start + prefix.len()..];
        for item in use_tree(rest) {
            found.push((line, item));
        }
    }
    found
}

fn use_tree(rest: &str) -> Vec<String> {
    let word = |text: &str| {
        let name = text.trim_start().chars().take_while(|c| is_word(*c)).collect::<String>();
        let bang = text.trim_start()[name.len()..].starts_with('!');
        if bang { format!("{name}!") } else { name }
    };
    let Some(tree) = rest.trim_start().strip_prefix('{') else { return vec![word(rest)] };
    let (mut depth, mut start, mut items) = (0_usize, 0, Vec::new());
    for (index, character) in tree.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(word(&tree[start..index]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(word(&tree[start..index]));
                start = index + 1;
            }
            _ => {}
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

#[test]
fn use_trees_are_opened() {
    let used = |code: &str| heads(&code_only(code), "crate::").into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(used("use crate::{source::{Span, Spanned}, ids::FieldId};"), ["source", "ids"]);
    assert_eq!(used("fn f() { crate::text!(\"crate::no\") } // crate::no"), ["text!"]);
    assert_eq!(used("let c = '\"'; crate::eval::eval()"), ["eval"]);
    assert_eq!(used("r#\"crate::a\"# \"\\\"crate::b\" mycrate::x"), Vec::<String>::new());
}
