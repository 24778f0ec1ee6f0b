//! `jixiao fmt`: one layout for all rubrics (`specs/language.md` §2.7), and their keywords in either language.
//!
//! `spelling` brings every statement into the form and the words of one language, `layout` writes it down, `spacing`
//! says where blanks stand. What is written is read again and compared with what was to be written, so that no layout
//! changes what a rubric says.

mod diagnostics;
mod layout;
mod order;
mod spacing;
mod spelling;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostics, Language, Reported};
use crate::source::{Source, SourceMap};
use crate::syntax::concrete::{Between, Extent, Leaf, Script, Statement};
use crate::syntax::script;

/// A rubric in its one layout; with `keywords`, written in that language. Names, units of the rubric's own, texts and
/// comments stay as they are.
///
/// # Errors
/// `E01xx`: something could not be read, so nothing is laid out.
pub fn format(source: &Source, keywords: Option<Language>, diagnostics: &mut Diagnostics) -> Result<String, Reported> {
    lay_out(source, keywords, diagnostics).map(|(text, _)| text)
}

/// As [`format()`], with the place of every statement in what is written, outer ones before those in them.
///
/// # Errors
/// As [`format()`].
pub fn lay_out(
    source: &Source,
    keywords: Option<Language>,
    diagnostics: &mut Diagnostics,
) -> Result<(String, Vec<Extent>), Reported> {
    let script = script(source, diagnostics)?;
    let language = keywords.unwrap_or(script.language);
    let script = spelling::spell(script, language, keywords.is_some());
    let (text, extents) = layout::print(&script);
    let mut sources = SourceMap::default();
    let id = sources.add("", &text);
    let again = crate::syntax::script(sources.get(id), &mut Diagnostics::default());
    let again = again.map(|again| spelling::spell(again, language, false));
    match again {
        Ok(again) if summary(&again) == summary(&script) => Ok((text, extents)),
        _ => Err(diagnostics.error(diagnostics::not_kept(source.whole()))),
    }
}

/// All that a layout must keep: the tokens of every statement, how the statements lie in each other, and the comments.
fn summary(script: &Script) -> (Vec<(usize, Leaf)>, Vec<String>) {
    let (mut leaves, mut comments) = (Vec::new(), Vec::new());
    gather(&script.statements, 0, &mut leaves, &mut comments);
    note(&script.end, &mut comments);
    (leaves, comments)
}

fn gather(list: &[Statement], depth: usize, leaves: &mut Vec<(usize, Leaf)>, comments: &mut Vec<String>) {
    for statement in list {
        note(&statement.before, comments);
        for leaf in statement.tree.leaves() {
            note(&leaf.after, comments);
            leaves.push((depth, Leaf { after: Vec::new(), ..leaf.clone() }));
        }
        if let Some(block) = &statement.block {
            gather(&block.statements, depth.saturating_add(1), leaves, comments);
            note(&block.end, comments);
        }
    }
}

fn note(between: &[Between], comments: &mut Vec<String>) {
    comments.extend(between.iter().filter_map(|one| match one {
        Between::Comment(comment) => Some(comment.clone()),
        Between::Break | Between::Semicolon => None,
    }));
}
