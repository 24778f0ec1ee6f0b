//! The header of a child over that of its parent, statement by statement.

use super::{Merger, diagnostics};
use crate::source::Span;
use crate::syntax::ast::{Element, Header, HeaderStatement, Revision};

impl Merger<'_> {
    /// Every statement of the child stands in the place of those of its sort.
    pub(super) fn header(&mut self, child: Header) {
        let Some(parent) = self.file.header.take() else {
            self.file.header = Some(child);
            return;
        };
        let mut statements = parent.statements;
        for statement in child.statements.iter() {
            let (element, remove) = match statement {
                HeaderStatement::Without(element) => (Some(element.node), Some(element.span)),
                other => (sort(other), None),
            };
            let Some(element) = element else { continue };
            let first = statements.iter().position(|own| sort(own) == Some(element) && !written_here(own, child.span));
            statements.retain(|own| sort(own) != Some(element) || written_here(own, child.span));
            match (remove, first) {
                (Some(span), None) => {
                    self.diagnostics.error(diagnostics::header_has_none(element, span));
                }
                (Some(_), Some(_)) => {}
                (None, Some(first)) => statements.insert(first.min(statements.len()), statement.clone()),
                (None, None) => statements.push(statement.clone()),
            }
            self.note_total(statement, child.span);
        }
        self.file.header = Some(Header { title: child.title, statements, span: child.span });
    }

    /// A new total is answerable for a sum that no longer fits.
    fn note_total(&mut self, statement: &HeaderStatement, header: Span) {
        if let HeaderStatement::Total(total) = statement {
            self.merged.revisions.push(Revision {
                layer: self.layer,
                place: self.place(total.span),
                line: self.line(total.span),
                span: header,
                head: total.span,
                reason: None,
                document: None,
                target: None,
                brought: Vec::new(),
                gone: Vec::new(),
                sums: vec![None],
            });
        }
    }
}

fn written_here(statement: &HeaderStatement, header: Span) -> bool {
    let span = match statement {
        HeaderStatement::Year(year) => year.span,
        HeaderStatement::Total(total) => total.span,
        HeaderStatement::Rounding(clause) => clause.span,
        HeaderStatement::Basis(basis) => basis.span,
        HeaderStatement::Cohort(span) | HeaderStatement::Hole(span) => *span,
        HeaderStatement::Text(clause) => clause.span,
        HeaderStatement::Without(element) => element.span,
    };
    span.source == header.source
}

fn sort(statement: &HeaderStatement) -> Option<Element> {
    Some(match statement {
        HeaderStatement::Year(_) => Element::Year,
        HeaderStatement::Total(_) => Element::Total,
        HeaderStatement::Rounding(clause) => {
            Element::Rounding(clause.subject.as_ref().map(|subject| subject.node.into()))
        }
        HeaderStatement::Basis(_) => Element::Basis,
        HeaderStatement::Cohort(_) => Element::Cohort,
        HeaderStatement::Text(clause) => Element::Text(clause.kind),
        HeaderStatement::Without(_) | HeaderStatement::Hole(_) => return None,
    })
}
