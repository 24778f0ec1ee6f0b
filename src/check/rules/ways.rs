//! 取高, 取低, 择一: several ways to score the same, each with any rule.

use super::diagnostics;
use crate::check::context::{Checker, Context};
use crate::diagnostic::{Language, Reported};
use crate::rubric::{Award, Choice, Item, NormalForm, Pick, Ways};
use crate::source::Span;
use crate::syntax::ast::{self, WayBody};

impl Checker<'_> {
    /// `取高 { 甲法：规则 ⏎ 乙法 { 公式：… ⏎ 评分：… } }`. Each way is proved by itself: the highest or the lowest of
    /// scores within 0..points is within them, and of monotone ones is monotone.
    pub(super) fn ways(
        &mut self,
        (pick, ways): (ast::Pick, &[ast::Way]),
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        let pick = match pick {
            ast::Pick::Highest => Pick::Highest,
            ast::Pick::Lowest => Pick::Lowest,
            ast::Pick::Chosen => Pick::Chosen,
        };
        let before = self.diagnostics.count();
        if ways.len() < 2 {
            self.diagnostics.error(diagnostics::one_way_only(span));
        }
        self.check_names(pick, ways);
        let mut found = Vec::new();
        for (at, way) in ways.iter().enumerate() {
            if let Ok(lowered) = self.way(way, at, c) {
                if way.name.is_none() && asks(&lowered.rule.normal) {
                    self.diagnostics.error(diagnostics::judged_way_unnamed(way.span));
                }
                found.push(lowered);
            }
        }
        match self.diagnostics.error_since(before) {
            Some(reported) => Err(reported),
            None => {
                let normal = NormalForm::Ways(Ways { pick, ways: found, element: self.element(span) });
                // With 方向 each way was proved to go in it.
                if c.direction.is_none() {
                    self.check_composed(&normal, before, span, c)?;
                }
                Ok(normal)
            }
        }
    }

    fn check_names(&mut self, pick: Pick, ways: &[ast::Way]) {
        for (at, way) in ways.iter().enumerate() {
            let Some(name) = &way.name else {
                if pick == Pick::Chosen {
                    self.diagnostics.error(diagnostics::way_unnamed(way.span));
                }
                continue;
            };
            let first = ways.iter().take(at).filter_map(|other| other.name.as_ref()).find(|one| one.node == name.node);
            if let Some(first) = first {
                self.diagnostics.error(diagnostics::way_twice(name.span, first.span, &name.node));
            }
        }
    }

    fn way(&mut self, way: &ast::Way, at: usize, c: &Context) -> Result<Item, Reported> {
        let points = self.points(way.span, c)?;
        let element = self.element(way.span);
        let within = Context { item: Some(element), ..c.clone() };
        let number = at.saturating_add(1);
        let unnamed = match self.language {
            Language::Zh => format!("第{number}种"),
            Language::En => format!("way {number}"),
        };
        let name = way.name.as_ref().map_or(unnamed, |name| name.node.clone());
        let (measure, rule) = match &way.body {
            WayBody::Rule(rule) => (None, self.rule(rule, &within)?),
            WayBody::Block(statements) => {
                let inner = self.inner(statements, &within)?;
                let parts = self.parts(statements)?;
                if let Some(clause) = parts.not_applicable.first() {
                    return Err(self.diagnostics.error(diagnostics::clause_in_item(clause.span)));
                }
                let Some(rule) = parts.rule else {
                    return Err(self.diagnostics.error(diagnostics::item_without_rule(way.span)));
                };
                // A way about the measure of the whole goes in its direction.
                let own = inner.measure.filter(|own| c.measure != Some(*own));
                let direction = inner.direction.or(c.direction.filter(|_| own.is_none()));
                (own, self.rule(rule, &Context { direction, ..inner })?)
            }
        };
        Ok(Item { name, points, measure, rule, element })
    }
}

/// Whether a rule may come to a judgement or a choice, which is submitted under a name.
fn asks(normal: &NormalForm) -> bool {
    let judged = |award: &Award| matches!(award, Award::Judged(_));
    match normal {
        NormalForm::Judged(_) => true,
        NormalForm::Deduction(_) => false,
        NormalForm::Readings(readings) => readings.iter().any(|reading| asks(&reading.rule.normal)),
        NormalForm::Pieces { bands, .. } => bands.iter().any(|band| judged(&band.award)),
        NormalForm::Items(items) => items.iter().any(|item| asks(&item.rule.normal)),
        NormalForm::Ways(ways) => ways.pick == Pick::Chosen || ways.ways.iter().any(|way| asks(&way.rule.normal)),
        NormalForm::Cases(arms) => arms.iter().any(|arm| match &arm.then {
            Choice::Award(award) => judged(award),
            Choice::Rule(rule) => asks(&rule.normal),
        }),
    }
}
