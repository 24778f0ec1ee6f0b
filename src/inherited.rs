//! A rubric and the files that it inherits from, read and merged into one tree.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Reported};
use crate::source::{SourceId, SourceMap, Spanned};
use crate::{amend, flatten, fmt, syntax};

/// Finds the files that rubrics inherit from. The core reads no files; whoever can, passes one of these.
pub trait Parents {
    /// Reads the file that `path` names, as seen from the file `from`; the same file always under the same id.
    ///
    /// # Errors
    /// Why it cannot be read, labelled with the place of `path`: [`amend::nowhere`], [`amend::unusable`], or what is
    /// wrong with the file itself.
    fn parent(
        &mut self,
        from: SourceId,
        path: &Spanned<String>,
        sources: &mut SourceMap,
    ) -> Result<SourceId, Diagnostic>;
}

/// For texts that lie in no folder: nothing can be inherited.
#[derive(Clone, Copy, Debug)]
pub struct NoParents;

impl Parents for NoParents {
    fn parent(&mut self, _: SourceId, path: &Spanned<String>, _: &mut SourceMap) -> Result<SourceId, Diagnostic> {
        Err(amend::unusable(path.span, &path.node, amend::Unusable::NoPlace))
    }
}

/// Text to the tree as written, all that is inherited merged in.
///
/// # Errors
/// `E01xx` and `E06xx` of a rubric that inherits: nothing is known of what it would be. One that stands alone always
/// has a tree, with holes where it could not be read.
pub fn resolve(
    sources: &mut SourceMap,
    rubric: SourceId,
    parents: &mut dyn Parents,
    diagnostics: &mut Diagnostics,
) -> Result<syntax::ast::File, Reported> {
    let before = diagnostics.count();
    let mut files = vec![syntax::parse(sources.get(rubric), diagnostics)];
    let mut chain = vec![rubric];
    while let Some(extends) = files.last().and_then(|file| file.extends.clone()) {
        let from = chain.last().copied().unwrap_or(rubric);
        amend::readable(&extends, sources).map_err(|fault| diagnostics.error(fault))?;
        let next = parents.parent(from, &extends.path, sources).map_err(|fault| diagnostics.error(fault))?;
        if let Some(first) = chain.iter().position(|one| *one == next) {
            let circle = chain.iter().skip(first).chain([&next]).map(|id| sources.get(*id).name()).collect::<Vec<_>>();
            return Err(diagnostics.error(amend::cycle(extends.path.span, &circle)));
        }
        chain.push(next);
        let file = syntax::parse(sources.get(next), diagnostics);
        let tests = |item: &syntax::ast::Item| matches!(item, syntax::ast::Item::Test(_));
        if file.header.is_none() && file.extends.is_none() && !file.items.is_empty() && file.items.iter().all(tests) {
            return Err(diagnostics.error(amend::only_tests(extends.path.span, sources.get(next).name())));
        }
        files.push(file);
    }
    files.reverse();
    match diagnostics.error_since(before).filter(|_| files.len() > 1) {
        Some(reported) => Err(reported),
        None => amend::amend(files, sources, diagnostics),
    }
}

/// The resolved rubric as one file: the same meaning, without parents. One that inherits nothing is laid out.
///
/// # Errors
/// As [`resolve`]; never for a rubric that compiles.
pub fn flatten(
    sources: &mut SourceMap,
    rubric: SourceId,
    parents: &mut dyn Parents,
    diagnostics: &mut Diagnostics,
) -> Result<String, Reported> {
    let file = resolve(sources, rubric, parents, diagnostics)?;
    let Some(merged) = &file.merged else { return fmt::format(sources.get(rubric), None, diagnostics) };
    // All files in the language of the child, and in the one layout, merged once more.
    let (mut laid, mut extents, mut files) = (SourceMap::default(), BTreeMap::new(), Vec::new());
    for layer in &merged.layers {
        let source = sources.get(layer.source);
        let own = syntax::parse(source, &mut Diagnostics::default()).language;
        let keywords = (own != file.language).then_some(file.language);
        let (text, places) = fmt::lay_out(source, keywords, diagnostics)?;
        let id = laid.add(layer.name.as_str(), &text);
        extents.insert(id, places);
        files.push(syntax::parse(laid.get(id), diagnostics));
    }
    let again = amend::amend(files, &laid, diagnostics)?;
    let places = merged.revisions.iter().map(|one| one.place.clone()).collect::<Vec<_>>();
    let not_kept = || flatten::not_kept(sources.get(rubric).whole());
    let Some(made) = &again.merged else { return Err(diagnostics.error(not_kept())) };
    let layers = flatten::Layers { sources: &laid, extents: &extents, places: &places };
    let text = flatten::print(&again, made, layers);
    let id = laid.add("flat.perf", &text);
    fmt::format(laid.get(id), None, &mut Diagnostics::default()).map_err(|_| diagnostics.error(not_kept()))
}
