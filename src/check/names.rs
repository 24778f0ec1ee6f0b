//! What a bare name means: a field or a definition.

use std::collections::BTreeMap;

use crate::diagnostic::Reported;
use crate::ids::{DefinitionId, FieldId};
use crate::source::Span;

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A field.
    Field(FieldId),
    /// A definition.
    Definition(DefinitionId),
    /// Its declaration has a fault, which was reported.
    Broken(Reported),
}

/// The name space of fields and definitions.
#[derive(Debug, Default)]
pub(super) struct Names {
    table: BTreeMap<String, (Meaning, Span)>,
}
