//! 加减分, 封顶, 不低于, 否决.

use super::ast::{Adjustments, Bottom, Ceiling, Verdict, Veto, VetoRow};
use super::grammar::{Node, Rule};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;

impl<'a> Parser<'a, '_> {
    /// `加减分 [-10分, 5分] { 指标 … }`.
    pub fn adjustments(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Adjustments, Reported> {
        let range = match node.parts().seek(Rule::interval) {
            Some(interval) => Some(self.interval(&interval)?),
            None => None,
        };
        let items = self.items(whole.body.unwrap_or_default(), Place::Adjustments);
        Ok(Adjustments { range, items, head: self.head_of(whole), span: self.span_of(whole) })
    }

    /// `封顶 100分`, `不封顶`.
    pub fn ceiling(&mut self, node: &Node<'a>) -> Result<Ceiling, Reported> {
        let limit = match node.parts().seek(Rule::literal) {
            Some(literal) => Some(self.score(&literal)?),
            None => None,
        };
        Ok(Ceiling { limit, span: node.span() })
    }

    /// `不低于 0分`.
    pub fn bottom(&mut self, node: &Node<'a>) -> Result<Bottom, Reported> {
        let Some(literal) = node.parts().seek(Rule::literal) else { return Err(self.drift(node)) };
        Ok(Bottom { limit: self.score(&literal)?, span: node.span() })
    }

    /// `否决 { 当 … 时 … }`.
    pub fn veto(&mut self, whole: &Whole<'_>) -> Veto {
        let mut veto = Veto { rows: Vec::new(), texts: Vec::new(), hole: None, span: self.span_of(whole) };
        for row in self.wholes(whole.body.unwrap_or_default(), Place::Veto) {
            if self.veto_row(&row, &mut veto).is_err() {
                veto.hole = Some(self.span_of(&row));
            }
        }
        veto
    }

    fn veto_row(&mut self, whole: &Whole<'_>, veto: &mut Veto) -> Result<(), Reported> {
        let node = self.read(whole)?;
        let mut parts = node.parts();
        if let Some(clause) = parts.accept(Rule::text_clause) {
            let clause = self.text_clause(&clause)?;
            veto.texts.push(clause);
            return Ok(());
        }
        let (condition, verdict) = (parts.seek(Rule::expr), parts.seek(Rule::verdict));
        let (Some(condition), Some(verdict)) = (condition, verdict) else { return Err(self.drift(&node)) };
        let condition = self.expr(&condition)?;
        let mut parts = verdict.parts();
        let last = parts.find(|part| matches!(part.rule(), Rule::literal | Rule::name));
        let verdict = match last {
            Some(literal) if literal.rule() == Rule::literal => Verdict::Total(self.score(&literal)?),
            Some(name) => Verdict::Grade(self.name(&name)),
            None => return Err(self.drift(&verdict)),
        };
        veto.rows.push(VetoRow { condition, verdict, span: self.span_of(whole) });
        Ok(())
    }
}
