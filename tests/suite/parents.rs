//! The parents of a rubric, found beside it. What may be read is the program's business and tested with it; here all is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jixiao::amend;
use jixiao::diagnostic::Diagnostic;
use jixiao::source::{SourceId, SourceMap, Spanned};

/// Files by id, each at its place without links.
pub struct Beside(BTreeMap<SourceId, PathBuf>);

impl Beside {
    /// For the rubric that was read from `path`.
    pub fn new(path: &Path, id: SourceId) -> Self {
        Beside(BTreeMap::from([(id, path.canonicalize().unwrap())]))
    }
}

impl jixiao::inherited::Parents for Beside {
    fn parent(
        &mut self,
        from: SourceId,
        path: &Spanned<String>,
        sources: &mut SourceMap,
    ) -> Result<SourceId, Diagnostic> {
        let wanted = self.0[&from].with_file_name("").join(&path.node);
        let Ok(real) = wanted.canonicalize() else { return Err(amend::nowhere(path.span, &path.node, None)) };
        if let Some((id, _)) = self.0.iter().find(|(_, known)| **known == real) {
            return Ok(*id);
        }
        // As it is called from the first file, so that a snapshot does not know where it lies.
        let name = path.node.trim_start_matches("../").to_owned();
        let id = sources.add(name, &std::fs::read_to_string(&real).unwrap());
        self.0.insert(id, real);
        Ok(id)
    }
}
