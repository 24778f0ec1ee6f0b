//! A decline behind a comparison (`下降 5% 以上`): it may speak of the size of the decline or of the signed change, and
//! the two are contrary to each other, so it is refused.

use super::diagnostics::{self, Decline};
use super::grammar::{Node, Rule};
use super::parse::Parser;
use crate::diagnostic::Reported;
use crate::quantity::Relation;
use crate::source::Span;

impl Parser<'_, '_> {
    /// Refuses a comparison with a decline; `phrase` is all of it, `node` what holds the number.
    ///
    /// # Errors
    /// The number is a decline, and the comparison has two readings. Equality has one.
    pub fn no_decline(&mut self, node: &Node<'_>, relation: Option<Relation>, phrase: Span) -> Result<(), Reported> {
        let two = !matches!(relation, Some(Relation::Equal | Relation::NotEqual));
        match decline(node).filter(|_| two) {
            Some((size, percent)) => {
                let written = self.source.slice(phrase);
                let decline = Decline { size: &size, percent, relation };
                Err(self.diagnostics.error(diagnostics::decline_compared(phrase, written, &decline)))
            }
            None => Ok(()),
        }
    }
}

/// The size of a decline, and its sign of percent: of a literal, or of what consists of one.
fn decline(node: &Node<'_>) -> Option<(String, char)> {
    match node.rule() {
        Rule::literal => {
            let mut parts = node.parts();
            parts.accept(Rule::kw_down)?;
            let size = parts.seek(Rule::number)?.text().to_owned();
            let percent = if node.text().ends_with('‰') { '‰' } else { '%' };
            Some((size, percent))
        }
        Rule::expr | Rule::operand | Rule::bound => {
            let mut parts = node.parts().filter(|part| part.rule() != Rule::relation);
            let only = parts.next()?;
            parts.next().is_none().then(|| decline(&only))?
        }
        _ => None,
    }
}
