//! `偏差 ±10% 以内`: rows of 分档 that count both sides.

use super::ast::{Deviation, Reach};
use super::grammar::{Node, Rule};
use super::lower_range::{marked, relation};
use super::parse::Parser;
use crate::diagnostic::Reported;
use crate::quantity::Relation;

impl Parser<'_, '_> {
    /// `偏差 ±10% 以内`, `偏差 超过 ±20%`, `偏差 ±10%（不含）至 ±15%（含）`.
    pub fn deviation(&mut self, node: &Node<'_>) -> Result<Deviation, Reported> {
        let (mut reaches, mut markings) = (Vec::new(), Vec::new());
        let (mut word, mut beyond) = (None, false);
        for part in node.parts() {
            match part.rule() {
                Rule::relation => word = Some((part.span(), relation(&part))),
                Rule::reach => reaches.push(self.reach(&part)?),
                Rule::marking => markings.push(marked(&part)),
                Rule::side => {
                    beyond = part.parts().any(|word| word.rule() == Rule::kw_or_more);
                    markings.extend(part.parts().seek(Rule::marking).map(|marking| marked(&marking)));
                }
                _ => {}
            }
        }
        let span = node.span();
        let mut reaches = reaches.into_iter();
        let (Some(first), second) = (reaches.next(), reaches.next()) else { return Err(self.drift(node)) };
        let said = |at: usize, usual: bool| markings.get(at).map_or(usual, |marking| marking.node);
        if let Some(second) = second {
            let inner = Some(Reach { inclusive: said(0, false), ..first });
            return Ok(Deviation { inner, outer: Some(Reach { inclusive: said(1, true), ..second }), span });
        }
        let (beyond, usual) = match word {
            None => (beyond, true),
            Some((_, Relation::AtMost)) => (false, true),
            Some((_, Relation::Less)) => (false, false),
            Some((_, Relation::AtLeast)) => (true, true),
            Some((_, Relation::Greater)) => (true, false),
            Some((place, Relation::Equal | Relation::NotEqual)) => {
                let bound = self.source.text().get(place.range().end..span.range().end).unwrap_or_default().trim();
                return Err(self.diagnostics.error(super::diagnostics::not_a_range(place, bound)));
            }
        };
        let reach = Some(Reach { inclusive: said(0, usual), ..first });
        let (inner, outer) = if beyond { (reach, None) } else { (None, reach) };
        Ok(Deviation { inner, outer, span })
    }

    fn reach(&mut self, node: &Node<'_>) -> Result<Reach, Reported> {
        let of_target = node.parts().any(|part| matches!(part.rule(), Rule::kw_target_share | Rule::kw_of_target));
        let Some(literal) = node.parts().seek(Rule::literal) else { return Err(self.drift(node)) };
        Ok(Reach { literal: self.literal(&literal)?, of_target, inclusive: true })
    }
}
