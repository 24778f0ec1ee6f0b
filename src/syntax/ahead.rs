//! A long text is read on all cores, piece by piece. A piece that is not plainly right is read once more where it
//! stands, after what is before it; so what is read, and what is said of it, does not tell how many cores there are.

use std::collections::BTreeSet;

use super::ast::Item;
use super::grammar::Rule;
use super::lower_items::is_amendment;
use super::normal::Normal;
use super::parse::{Parser, Whole};
use super::units::KnownUnits;
use crate::cores;
use crate::diagnostic::{Diagnostics, Language};
use crate::source::{Source, Span};

/// Bytes of a piece: not many, so that no core waits long for the others.
const PIECE: usize = 4 * 1024;
/// Pieces below which the threads would take longer to start than to read.
const FEW: usize = 2;

/// What was read ahead of its turn. INVARIANT: without errors.
pub(super) struct Ahead {
    /// What stands there.
    pub items: Vec<Item>,
    /// What is to be said of it.
    pub diagnostics: Diagnostics,
}

/// What a piece is read with.
#[derive(Clone, Copy)]
struct Reader<'a> {
    source: &'a Source,
    normal: &'a Normal,
    units: &'a KnownUnits,
    language: (Language, Span),
    mixed: bool,
}

impl<'a> Parser<'a, '_> {
    /// The statements of a file in pieces, each with what was read of it if that needs nothing of what is before it.
    pub fn ahead<'w, 's>(&self, wholes: &'w [Whole<'s>]) -> Vec<(&'w [Whole<'s>], Option<Ahead>)> {
        let pieces = pieces(wholes);
        let plain = self.normal.faults.is_empty() && self.normal.torn.is_empty() && self.noted.is_none();
        let Some(language) = self.language.filter(|_| plain && pieces.len() >= FEW) else {
            return vec![(wholes, None)];
        };
        let Parser { source, normal, units, mixed, .. } = *self;
        let reader = Reader { source, normal, units, language, mixed };
        let read = cores::each(pieces.len(), &|at| pieces.get(at).and_then(|piece| reader.read(piece)));
        pieces.into_iter().zip(read).collect()
    }
}

impl Reader<'_> {
    /// What a piece says; `None` where that may rest on what is before it.
    fn read(self, piece: &[Whole<'_>]) -> Option<Ahead> {
        let Reader { source, normal, units, language, mixed } = self;
        let mut diagnostics = Diagnostics::default();
        let mut parser = Parser {
            source,
            normal,
            units,
            diagnostics: &mut diagnostics,
            language: Some(language),
            skipped: None,
            mixed,
            noted: None,
            lost: BTreeSet::new(),
        };
        let mut items = Vec::new();
        for whole in piece {
            let node = parser.read_kind(whole).ok()?;
            if node.rule() == Rule::header || is_amendment(node.rule()) {
                return None;
            }
            parser.item(&node, whole, &mut items);
        }
        let alone = parser.mixed == mixed && parser.lost.is_empty();
        (alone && diagnostics.error_since(0).is_none()).then_some(Ahead { items, diagnostics })
    }
}

fn pieces<'w, 's>(mut wholes: &'w [Whole<'s>]) -> Vec<&'w [Whole<'s>]> {
    let mut pieces = Vec::new();
    while let Some(first) = wholes.first() {
        let full = |whole: &Whole<'_>| whole.close.saturating_sub(first.start) >= PIECE;
        let end = wholes.iter().position(full).map_or(wholes.len(), |last| last.saturating_add(1));
        let (piece, rest) = wholes.split_at(end);
        pieces.push(piece);
        wholes = rest;
    }
    pieces
}
