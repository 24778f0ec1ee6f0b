//! 依据, 说明, 原文, 佐证, 来源: each at most once on an element.

use super::context::Checker;
use super::diagnostics::tree as faults;
use crate::diagnostic::Text;
use crate::rubric::Texts;
use crate::syntax::ast::{TextClause, TextKind};
use crate::text;

impl Checker<'_> {
    /// The texts of an element; one that stands twice is reported and the first kept.
    pub(super) fn texts<'t>(&mut self, clauses: impl Iterator<Item = &'t TextClause>) -> Texts {
        let mut texts = Texts::default();
        let mut first = Vec::<&TextClause>::new();
        for clause in clauses {
            if let Some(known) = first.iter().find(|known| known.kind == clause.kind) {
                self.diagnostics.error(faults::stated_twice(clause.span, &word(clause.kind), Some(known.span)));
                continue;
            }
            first.push(clause);
            let slot = match clause.kind {
                TextKind::Authority => &mut texts.authority,
                TextKind::Note => &mut texts.note,
                TextKind::Wording => &mut texts.wording,
                TextKind::Evidence => &mut texts.evidence,
                TextKind::Origin => &mut texts.origin,
            };
            *slot = Some(clause.text.node.clone());
        }
        texts
    }
}

fn word(kind: TextKind) -> Text {
    match kind {
        TextKind::Authority => text!("依据", "authority"),
        TextKind::Note => text!("说明", "note"),
        TextKind::Wording => text!("原文", "wording"),
        TextKind::Evidence => text!("佐证", "evidence"),
        TextKind::Origin => text!("来源", "origin"),
    }
}
