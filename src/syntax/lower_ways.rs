//! 取高, 取低, 择一: several ways to score the same.

use super::ast::{Pick, RuleNode, Way, WayBody};
use super::blocks::Statement;
use super::grammar::{Node, Rule};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;

impl<'a> Parser<'a, '_> {
    /// `取高 { … }`.
    pub fn ways(&mut self, node: &Node<'a>, list: &[Statement]) -> Result<RuleNode, Reported> {
        let pick = match node.parts().next().map(|word| word.rule()) {
            Some(Rule::kw_take_higher) => Pick::Highest,
            Some(Rule::kw_take_lower) => Pick::Lowest,
            _ => Pick::Chosen,
        };
        Ok(RuleNode::Ways { pick, ways: self.way_rows(list)? })
    }

    /// The ways of a block.
    pub fn way_rows(&mut self, list: &[Statement]) -> Result<Vec<Way>, Reported> {
        let wholes = self.wholes(list, Place::Ways);
        self.all(&wholes, |parser, whole| {
            let node = parser.read(whole).inspect_err(|_| parser.read_rows_of_broken(whole))?;
            parser.way(&node, whole)
        })
    }

    fn way(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Way, Reported> {
        let mut name = None;
        for part in node.parts() {
            let body = match part.rule() {
                Rule::text => {
                    name = Some(self.text(&part));
                    continue;
                }
                Rule::name => {
                    name = Some(self.name(&part));
                    continue;
                }
                Rule::scoring => WayBody::Rule(Box::new(self.rule(&part, whole)?)),
                Rule::open => WayBody::Block(self.statements(whole.body.unwrap_or_default())),
                _ => continue,
            };
            return Ok(Way { name, body, span: self.span_of(whole) });
        }
        Err(self.drift(node))
    }
}
