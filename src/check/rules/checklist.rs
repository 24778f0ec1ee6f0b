//! 逐项: items that make the points, each with any rule.

use super::diagnostics;
use crate::check::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::ids::ElementId;
use crate::quantity::{Kind, Rational};
use crate::rubric::{Arm, Award, Choice, Curve, Item, NormalForm, Rule, RuleForm};
use crate::source::Span;
use crate::syntax::ast::{self, ChecklistBody, Points};

impl Checker<'_> {
    /// `逐项 { "甲" 2分 当 c ⏎ "乙" 1分 { 公式：… ⏎ 评分：… } }`.
    pub(super) fn checklist(
        &mut self,
        items: &[ast::ChecklistItem],
        span: Span,
        c: &Context,
    ) -> Result<NormalForm, Reported> {
        let points = self.points(span, c)?;
        let before = self.diagnostics.count();
        let mut found: Vec<(Item, Span)> = Vec::new();
        for item in items {
            if let Some((_, first)) = found.iter().find(|(known, _)| known.name == item.name.node) {
                self.diagnostics.error(diagnostics::item_twice(item.name.span, *first, &item.name.node));
            }
            if let Ok(lowered) = self.item(item, &points, c) {
                found.push((lowered, item.name.span));
            }
        }
        if let Some(reported) = self.diagnostics.error_since(before) {
            return Err(reported);
        }
        let sum: Rational = found.iter().map(|(item, _)| &item.points).sum();
        if sum != points {
            let names = found.iter().map(|(item, _)| (item.name.clone(), item.points.clone())).collect::<Vec<_>>();
            return Err(self.diagnostics.error(diagnostics::items_not_whole(span, (&sum, &points), &names)));
        }
        let normal = NormalForm::Items(found.into_iter().map(|(item, _)| item).collect());
        self.check_composed(&normal, before, span, c)?;
        Ok(normal)
    }

    fn item(&mut self, item: &ast::ChecklistItem, all: &Rational, c: &Context) -> Result<Item, Reported> {
        let points = match &item.points {
            Points::Points(literal) => self.number(literal, &Kind::Score)?,
            Points::Share(literal) => &self.number(literal, &Kind::Ratio)? * all,
            Points::Hole(span) => return Err(self.unread(*span)),
            Points::Unpublished(_) | Points::ByRows(_) | Points::Inherited | Points::Range(_) => {
                return Err(self.diagnostics.error(diagnostics::item_without_points(item.name.span)));
            }
        };
        if points.is_negative() || points > *all {
            return Err(self.diagnostics.error(diagnostics::score_outside(item.name.span, &points, all)));
        }
        let element = self.element(item.span);
        let within = Context { points: Some(points.clone()), least: None, item: Some(element), ..c.clone() };
        let (measure, rule) = match &item.body {
            ChecklistBody::When(condition) => (None, self.all_or_nothing(condition, (&points, element), &within)?),
            ChecklistBody::Block(statements) => {
                let inner = self.inner(statements, &within)?;
                let parts = self.parts(statements)?;
                if let Some(clause) = parts.not_applicable.first() {
                    return Err(self.diagnostics.error(diagnostics::clause_in_item(clause.span)));
                }
                let Some(rule) = parts.rule else {
                    return Err(self.diagnostics.error(diagnostics::item_without_rule(item.span)));
                };
                // An item without a formula of its own is about the indicator's.
                (inner.measure.filter(|own| c.measure != Some(*own)), self.rule(rule, &inner)?)
            }
        };
        Ok(Item { name: item.name.node.clone(), points, measure, rule, element })
    }

    /// `当 c`: the points of the item, or none.
    fn all_or_nothing(
        &mut self,
        condition: &ast::Expr,
        (points, element): (&Rational, ElementId),
        c: &Context,
    ) -> Result<Rule, Reported> {
        let span = condition.span;
        let condition = self.condition(condition, c)?;
        self.prove_reads(&condition, &c.facts)?;
        self.warn_constant(&condition, c);
        let give = |score: Rational| Choice::Award(Award::Curve(Curve::constant(score)));
        let met = self.element(span);
        let arms = vec![
            Arm { condition: Some(condition), then: give(points.clone()), element: met },
            Arm { condition: None, then: give(Rational::ZERO), element },
        ];
        Ok(Rule { form: RuleForm::Pass, normal: NormalForm::Cases(arms), span })
    }
}
