//! What the indicator of rows must not say, since every row has its own points: a fixed number of points.

use super::context::Checker;
use super::diagnostics::row_groups as faults;
use super::walk::{each_expr, each_in_statement};
use crate::diagnostic::Reported;
use crate::source::Span;
use crate::syntax::ast::{
    Award, AwardNode, ChecklistBody, DeductLine, ExprNode, JudgedLevel, Literal, LiteralUnit, Pick, Points, Policy,
    Rule, RuleNode, Statement, WayBody,
};

impl Checker<'_> {
    /// Refuses fixed points, and what only fixed points can be compared with, in the indicator of rows.
    pub(super) fn no_fixed_points(&mut self, statements: &[Statement]) -> Result<(), Reported> {
        let mut reported = Ok(());
        let mut formulas = Vec::new();
        let mut found = Vec::new();
        for statement in statements {
            found.extend(in_statement(statement, &mut formulas));
        }
        for statement in statements {
            each_in_statement(statement, &mut |expr| {
                // A score that is computed from 满分 grows with the points of the row.
                if expr.node == ExprNode::Full && !formulas.iter().any(|formula: &Span| formula.contains(expr.span)) {
                    found.push(expr.span);
                }
            });
        }
        for span in found {
            reported = Err(self.diagnostics.error(faults::fixed_points(span)));
        }
        for span in statements.iter().filter_map(|statement| unsaid(statement, false)) {
            reported = Err(self.diagnostics.error(faults::no_place_in_row(span)));
        }
        reported
    }
}

/// What the submission would have to say of a row and has no place for: which way of 择一 is used, and the score of a
/// part. Of a row it says one score, and why.
fn unsaid(statement: &Statement, part: bool) -> Option<Span> {
    match statement {
        Statement::Rule(rule) => unsaid_in(rule, part),
        _ => None,
    }
}

fn unsaid_in(rule: &Rule, part: bool) -> Option<Span> {
    let judged = |award: &Award| matches!(award.node, AwardNode::ByJudgement | AwardNode::Judged(_));
    let of_part = |awards: Vec<&Award>| awards.into_iter().find(|one| part && judged(one)).map(|one| one.span);
    match &rule.node {
        RuleNode::Ways { pick: Pick::Chosen, .. } => Some(rule.span),
        RuleNode::Ways { ways, .. } => ways.iter().find_map(|way| match &way.body {
            WayBody::Rule(rule) => unsaid_in(rule, true),
            WayBody::Block(statements) => statements.iter().find_map(|statement| unsaid(statement, true)),
        }),
        RuleNode::Checklist { items } => items.iter().find_map(|item| match &item.body {
            ChecklistBody::Block(statements) => statements.iter().find_map(|statement| unsaid(statement, true)),
            _ => None,
        }),
        RuleNode::Cases { arms, otherwise } => {
            let rules = arms.iter().map(|arm| &arm.rule).chain(otherwise.iter().map(|rule| &**rule));
            rules.into_iter().find_map(|rule| unsaid_in(rule, part))
        }
        RuleNode::Judged { .. } | RuleNode::ByJudgement => part.then_some(rule.span),
        RuleNode::Pass { otherwise, .. } => of_part(otherwise.iter().collect()),
        RuleNode::SameWord { then, otherwise } => of_part(std::iter::once(then).chain(otherwise).collect()),
        RuleNode::Bands { bands, .. } => of_part(bands.iter().map(|band| &band.award).collect()),
        RuleNode::Award(award) => of_part(vec![award]),
        RuleNode::Deduct { .. } | RuleNode::Proportional { .. } | RuleNode::Linear { .. } | RuleNode::Hole => None,
    }
}

fn in_statement(statement: &Statement, formulas: &mut Vec<Span>) -> Option<Span> {
    match statement {
        Statement::Rule(rule) => in_rule(rule, formulas),
        Statement::NotApplicable(clause) => match &clause.policy {
            Policy::Award(award) => in_award(award, formulas),
            Policy::LeftOut(_) => None,
        },
        _ => None,
    }
}

fn in_rule(rule: &Rule, formulas: &mut Vec<Span>) -> Option<Span> {
    let mut awards = Vec::new();
    let mut rules = Vec::new();
    let mut spans = Vec::new();
    match &rule.node {
        RuleNode::Pass { otherwise, .. } => awards.extend(otherwise),
        RuleNode::SameWord { then, otherwise } => awards.extend(std::iter::once(then).chain(otherwise)),
        RuleNode::Bands { bands, .. } => awards.extend(bands.iter().map(|band| &band.award)),
        RuleNode::Deduct { lines, floor, .. } => {
            awards.extend(lines.iter().filter_map(|line| match line {
                DeductLine::Beyond { amount, .. } | DeductLine::Found { amount, .. } => Some(amount),
                DeductLine::Hole(_) => None,
            }));
            spans.extend(floor.iter().filter(|floor| !is_zero(&floor.node)).map(|floor| floor.span));
        }
        RuleNode::Proportional { cuts, .. } => awards.extend(cuts.iter().map(|cut| &cut.award)),
        RuleNode::Linear { anchors } => awards.extend(anchors.iter().map(|anchor| &anchor.award)),
        RuleNode::Checklist { items } => {
            for item in items {
                if let Points::Points(literal) = &item.points {
                    spans.push(literal.span);
                }
                if let ChecklistBody::Block(statements) = &item.body {
                    spans.extend(statements.iter().filter_map(|one| in_statement(one, formulas)));
                }
            }
        }
        RuleNode::Judged { levels } => spans.extend(in_levels(levels)),
        RuleNode::Cases { arms, otherwise } => {
            rules.extend(arms.iter().map(|arm| &arm.rule));
            rules.extend(otherwise.iter().map(|rule| &**rule));
        }
        RuleNode::Ways { ways, .. } => {
            for way in ways {
                match &way.body {
                    WayBody::Rule(rule) => rules.push(rule),
                    WayBody::Block(statements) => {
                        spans.extend(statements.iter().filter_map(|one| in_statement(one, formulas)));
                    }
                }
            }
        }
        RuleNode::Award(award) => awards.push(award),
        RuleNode::ByJudgement | RuleNode::Hole => {}
    }
    let awards = awards.into_iter().filter_map(|award| in_award(award, formulas)).collect::<Vec<_>>();
    let rules = rules.into_iter().filter_map(|rule| in_rule(rule, formulas)).collect::<Vec<_>>();
    awards.into_iter().chain(rules).chain(spans).next()
}

fn in_award(award: &Award, formulas: &mut Vec<Span>) -> Option<Span> {
    match &award.node {
        AwardNode::Points(literal) => (!is_zero(literal)).then_some(award.span),
        AwardNode::Formula(formula) => {
            formulas.push(formula.span);
            let mut fixed = None;
            each_expr(formula, &mut |part| match &part.node {
                ExprNode::Literal(literal) if !is_zero(literal) && is_score(literal) => {
                    fixed = fixed.or(Some(part.span))
                }
                _ => {}
            });
            fixed
        }
        AwardNode::Judged(levels) => in_levels(levels),
        _ => None,
    }
}

fn in_levels(levels: &[JudgedLevel]) -> Option<Span> {
    let in_points = |level: &&JudgedLevel| {
        let bounds = [&level.range.lower, &level.range.upper].into_iter().flatten();
        bounds.into_iter().any(|bound| match &bound.value.node {
            ExprNode::Literal(literal) => {
                !is_zero(literal) && !matches!(&literal.unit, LiteralUnit::Unit(unit) if unit.node == "%")
            }
            _ => false,
        })
    };
    levels.iter().find(in_points).map(|level| level.range.span)
}

fn is_score(literal: &Literal) -> bool {
    matches!(&literal.unit, LiteralUnit::Unit(unit) if ["分", "points", "point"].contains(&unit.node.as_str()))
}

fn is_zero(literal: &Literal) -> bool {
    literal.magnitude.is_zero()
}
