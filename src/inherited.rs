//! A rubric and the files that it inherits from, read and merged into one tree.

use crate::amend;
use crate::diagnostic::{Diagnostic, Diagnostics, Reported};
use crate::source::{SourceId, SourceMap, Spanned};
use crate::syntax;

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
        files.push(syntax::parse(sources.get(next), diagnostics));
    }
    files.reverse();
    match diagnostics.error_since(before).filter(|_| files.len() > 1) {
        Some(reported) => Err(reported),
        None => amend::amend(files, sources, diagnostics),
    }
}
