//! The rows of 分档, 线性, 逐项, 评定 and 情形.

use super::ast::{
    Anchor, Band, BandCondition, CaseArm, ChecklistBody, ChecklistItem, Expr, JudgedLevel, Rule as ScoringRule,
    RuleNode,
};
use super::blocks::Statement;
use super::grammar::{Node, Rule};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;

impl<'a> Parser<'a, '_> {
    /// The rows of 分档.
    pub fn bands(&mut self, list: &[Statement]) -> Result<Vec<Band>, Reported> {
        let wholes = self.wholes(list, Place::Bands);
        self.all(&wholes, Self::band)
    }

    fn band(&mut self, whole: &Whole<'_>) -> Result<Band, Reported> {
        let node = self.read(whole)?;
        let mut parts = node.parts();
        let span = self.span_of(whole);
        let Some(first) = parts.next() else { return Err(self.drift(&node)) };
        if first.rule() == Rule::otherwise {
            let award = self.outcome(&first, whole)?;
            let word = first.parts().next().map_or(first.span(), |word| word.span());
            return Ok(Band { condition: BandCondition::Otherwise(word), award, span });
        }
        let condition = match only_name(&first) {
            _ if first.rule() == Rule::deviation => BandCondition::Deviation(self.deviation(&first)?),
            Some(name) => {
                if let Some(fault) = self.glued_range(&name) {
                    return Err(self.diagnostics.error(fault));
                }
                BandCondition::Level(self.name(&name))
            }
            None => BandCondition::Range(self.range(&first)?),
        };
        let Some(award) = parts.seek(Rule::given) else { return Err(self.drift(&node)) };
        Ok(Band { condition, award: self.given(&award)?, span })
    }

    /// The anchors of 线性.
    pub fn anchors(&mut self, list: &[Statement]) -> Result<Vec<Anchor>, Reported> {
        let wholes = self.wholes(list, Place::Linear);
        self.all(&wholes, |parser, whole| {
            let node = parser.read(whole)?;
            let mut parts = node.parts();
            let (at, award) = (parts.seek(Rule::bound), parts.seek(Rule::given));
            let (Some(at), Some(award)) = (at, award) else { return Err(parser.drift(&node)) };
            Ok(Anchor { at: parser.bound(&at)?, award: parser.given(&award)?, span: parser.span_of(whole) })
        })
    }

    /// The levels of 评定.
    pub fn judged_levels(&mut self, list: &[Statement]) -> Result<Vec<JudgedLevel>, Reported> {
        let wholes = self.wholes(list, Place::Judged);
        self.all(&wholes, |parser, whole| {
            let node = parser.read(whole)?;
            let mut parts = node.parts();
            let (name, range) = (parts.seek(Rule::name), parts.seek(Rule::range));
            let (Some(name), Some(range)) = (name, range) else { return Err(parser.drift(&node)) };
            let range = parser.range(&range)?;
            Ok(JudgedLevel { name: parser.name(&name), range, span: parser.span_of(whole) })
        })
    }

    /// The items of 逐项.
    pub fn checklist(&mut self, list: &[Statement]) -> Result<Vec<ChecklistItem>, Reported> {
        let wholes = self.wholes(list, Place::Checklist);
        self.all(&wholes, Self::checklist_item)
    }

    fn checklist_item(&mut self, whole: &Whole<'_>) -> Result<ChecklistItem, Reported> {
        let node = match self.read(whole) {
            Ok(node) => node,
            Err(reported) => {
                drop(whole.body.map(|body| self.statements(body)));
                return Err(reported);
            }
        };
        let mut parts = node.parts();
        let Some(title) = parts.next() else { return Err(self.drift(&node)) };
        let points = parts.seek(Rule::points);
        let points = self.points(&title, points.as_ref());
        let body = match (whole.body, parts.seek(Rule::expr)) {
            (Some(body), _) => ChecklistBody::Block(self.statements(body)),
            (None, Some(expr)) => ChecklistBody::When(self.condition(&expr)?),
            (None, None) => return Err(self.drift(&node)),
        };
        let name = if title.rule() == Rule::text { self.text(&title) } else { self.name(&title) };
        Ok(ChecklistItem { name, points: points?, body, span: self.span_of(whole) })
    }

    /// `情形 { … }`.
    pub fn cases(&mut self, list: &[Statement]) -> Result<RuleNode, Reported> {
        let (mut arms, mut otherwise) = (Vec::new(), None::<Box<ScoringRule>>);
        let wholes = self.wholes(list, Place::Cases);
        let read = self.all(&wholes, |parser, whole| {
            let node = parser.read(whole).inspect_err(|_| parser.read_rows_of_broken(whole))?;
            Ok((parser.arm(&node, whole)?, parser.span_of(whole)))
        })?;
        for (((condition, rule), span), whole) in read.into_iter().zip(&wholes) {
            match condition {
                Some(condition) => arms.push(CaseArm { condition, rule, span }),
                None => {
                    if let Some(first) = otherwise.replace(Box::new(rule)) {
                        return Err(self.twice(whole, first.span));
                    }
                }
            }
        }
        Ok(RuleNode::Cases { arms, otherwise })
    }

    fn arm(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<(Option<Expr>, ScoringRule), Reported> {
        let mut condition = None;
        for part in node.parts() {
            match part.rule() {
                Rule::expr => condition = Some(self.condition(&part)?),
                Rule::scoring => return Ok((condition, self.rule(&part, whole)?)),
                _ => {}
            }
        }
        Err(self.drift(node))
    }

    /// Reads all rows, so that each bad one is reported.
    ///
    /// # Errors
    /// At least one of them could not be read.
    pub fn all<T>(
        &mut self,
        wholes: &[Whole<'_>],
        mut read: impl FnMut(&mut Self, &Whole<'_>) -> Result<T, Reported>,
    ) -> Result<Vec<T>, Reported> {
        let read = wholes.iter().map(|whole| read(self, whole)).collect::<Vec<_>>();
        read.into_iter().collect()
    }
}

/// The name of a band that is a level (`好 得 满分`).
fn only_name<'a>(range: &Node<'a>) -> Option<Node<'a>> {
    let mut parts = range.parts();
    let bound = parts.accept(Rule::bound)?;
    match parts.next() {
        None => bound.parts().accept(Rule::name),
        Some(_) => None,
    }
}
