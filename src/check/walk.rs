//! Walks over what is written: every expression of a formula, a statement or a rule, whatever surrounds it.

use crate::syntax::ast::{
    Award, AwardNode, BandCondition, Bound, Check, ChecklistBody, DeductLine, Expr, ExprNode, Item, Policy, Range,
    Rule, RuleNode, Stated, Statement, WayBody,
};

/// The expressions directly below one, from left to right.
pub(super) fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.node {
        ExprNode::Not(inner) | ExprNode::IsQuantitative(inner, _) => vec![inner],
        ExprNode::OverYears { value, .. } | ExprNode::Cohort { value, .. } => vec![value],
        ExprNode::Arithmetic(_, left, right) | ExprNode::When(left, right) => vec![left, right],
        ExprNode::Comparison(first, rest) => {
            std::iter::once(&**first).chain(rest.iter().map(|(_, next)| next)).collect()
        }
        ExprNode::And(parts) | ExprNode::Or(parts) | ExprNode::Call(_, parts) => parts.iter().collect(),
        _ => Vec::new(),
    }
}

/// Visits an expression and all below it.
pub(super) fn each_expr<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    visit(expr);
    children(expr).into_iter().for_each(|child| each_expr(child, visit));
}

/// Visits all expressions of a file.
pub(super) fn each_in_items<'e>(items: &'e [Item], visit: &mut dyn FnMut(&'e Expr)) {
    tops_in_items(items, &mut |expr| each_expr(expr, visit));
}

/// Visits all expressions of a statement but those of the checks in it.
pub(super) fn each_in_statement<'e>(statement: &'e Statement, visit: &mut dyn FnMut(&'e Expr)) {
    tops_in_statement(statement, &mut |expr| each_expr(expr, visit));
}

/// Visits all expressions of a rule and of the rules within it.
pub(super) fn each_in_rule<'e>(rule: &'e Rule, visit: &mut dyn FnMut(&'e Expr)) {
    tops_in_rule(rule, &mut |expr| each_expr(expr, visit));
}

/// Visits the outermost expressions of a file.
fn tops_in_items<'e>(items: &'e [Item], visit: &mut dyn FnMut(&'e Expr)) {
    for item in items {
        match item {
            Item::Definition(definition) => visit(&definition.value),
            Item::Table(table) => table.definitions.iter().for_each(|one| visit(&one.value)),
            Item::Group(group) => {
                let condition = group.each_row.iter().filter_map(|head| head.condition.as_ref());
                condition.for_each(&mut *visit);
                tops_in_items(&group.items, visit);
            }
            Item::Adjustments(block) => tops_in_items(&block.items, visit),
            Item::Veto(veto) => veto.rows.iter().for_each(|row| visit(&row.condition)),
            Item::Indicator(indicator) => {
                for statement in &indicator.statements {
                    match statement {
                        Statement::Check(check) => tops_in_check(check, visit),
                        Statement::Stated(stated) => tops_in_stated(stated, visit),
                        statement => tops_in_statement(statement, visit),
                    }
                }
            }
            Item::Check(check) => tops_in_check(check, visit),
            Item::Stated(stated) => tops_in_stated(stated, visit),
            _ => {}
        }
    }
}

fn tops_in_check<'e>(check: &'e Check, visit: &mut dyn FnMut(&'e Expr)) {
    check.condition.iter().chain(&check.assertions).for_each(visit);
}

fn tops_in_stated<'e>(stated: &'e Stated, visit: &mut dyn FnMut(&'e Expr)) {
    std::iter::once(&stated.value).chain(&stated.unless).for_each(visit);
}

/// Visits the outermost expressions of a statement but those of the checks in it.
pub(super) fn tops_in_statement<'e>(statement: &'e Statement, visit: &mut dyn FnMut(&'e Expr)) {
    match statement {
        Statement::Formula { value, .. }
        | Statement::Target { value, .. }
        | Statement::Claim(value, _)
        | Statement::Review(value, _)
        | Statement::Reason(value, _) => visit(value),
        Statement::Range(range) => tops_in_range(range, visit),
        Statement::Rule(rule) => tops_in_rule(rule, visit),
        Statement::NotApplicable(clause) => {
            visit(&clause.condition);
            if let Policy::Award(award) = &clause.policy {
                tops_in_award(award, visit);
            }
        }
        _ => {}
    }
}

/// Visits the outermost expressions of a rule and of the rules within it.
fn tops_in_rule<'e>(rule: &'e Rule, visit: &mut dyn FnMut(&'e Expr)) {
    match &rule.node {
        RuleNode::Pass { condition, otherwise } => {
            visit(condition);
            otherwise.iter().for_each(|award| tops_in_award(award, visit));
        }
        RuleNode::SameWord { then, otherwise } => {
            std::iter::once(then).chain(otherwise).for_each(|award| tops_in_award(award, visit));
        }
        RuleNode::Bands { bands, .. } => {
            for band in bands {
                if let BandCondition::Range(range) = &band.condition {
                    tops_in_range(range, visit);
                }
                tops_in_award(&band.award, visit);
            }
        }
        RuleNode::Deduct { free, lines, .. } => {
            free.iter().for_each(|range| tops_in_range(range, visit));
            for line in lines {
                if let DeductLine::Found { counted, .. } = line {
                    visit(counted);
                }
            }
        }
        RuleNode::Proportional { cuts, .. } => cuts.iter().for_each(|cut| {
            tops_in_range(&cut.range, visit);
            tops_in_award(&cut.award, visit);
        }),
        RuleNode::Linear { anchors } => anchors.iter().for_each(|anchor| visit(&anchor.at)),
        RuleNode::Checklist { items } => items.iter().for_each(|item| match &item.body {
            ChecklistBody::When(condition) => visit(condition),
            ChecklistBody::Block(statements) => statements.iter().for_each(|one| tops_in_statement(one, visit)),
        }),
        RuleNode::Cases { arms, otherwise } => {
            for arm in arms {
                visit(&arm.condition);
                tops_in_rule(&arm.rule, visit);
            }
            otherwise.iter().for_each(|rule| tops_in_rule(rule, visit));
        }
        RuleNode::Ways { ways, .. } => ways.iter().for_each(|way| match &way.body {
            WayBody::Rule(rule) => tops_in_rule(rule, visit),
            WayBody::Block(statements) => statements.iter().for_each(|one| tops_in_statement(one, visit)),
        }),
        RuleNode::Award(award) => tops_in_award(award, visit),
        RuleNode::Judged { .. } | RuleNode::ByJudgement | RuleNode::Hole => {}
    }
}

/// Visits the bounds of a range.
fn tops_in_range<'e>(range: &'e Range, visit: &mut dyn FnMut(&'e Expr)) {
    let mut bound = |bound: &'e Option<Bound>| bound.iter().for_each(|bound| visit(&bound.value));
    bound(&range.lower);
    bound(&range.upper);
}

fn tops_in_award<'e>(award: &'e Award, visit: &mut dyn FnMut(&'e Expr)) {
    match &award.node {
        AwardNode::Judged(levels) => levels.iter().for_each(|level| tops_in_range(&level.range, visit)),
        AwardNode::Formula(formula) => visit(formula),
        _ => {}
    }
}

/// Whether a rule scores 指标值 even where no expression names it.
pub(super) fn needs_measure(rule: &Rule) -> bool {
    let mut named = false;
    each_in_rule(rule, &mut |expr| named |= matches!(expr.node, ExprNode::Measure | ExprNode::Target));
    named || needs_measure_unnamed(rule)
}

fn needs_measure_unnamed(rule: &Rule) -> bool {
    match &rule.node {
        RuleNode::Bands { .. }
        | RuleNode::SameWord { .. }
        | RuleNode::Proportional { .. }
        | RuleNode::Linear { .. } => true,
        RuleNode::Deduct { free, lines, .. } => {
            free.is_some() || lines.iter().any(|line| matches!(line, DeductLine::Beyond { .. }))
        }
        RuleNode::Cases { arms, otherwise } => {
            arms.iter().any(|arm| needs_measure_unnamed(&arm.rule))
                || otherwise.as_ref().is_some_and(|rule| needs_measure_unnamed(rule))
        }
        RuleNode::Ways { ways, .. } => ways.iter().any(|way| match &way.body {
            WayBody::Rule(rule) => needs_measure_unnamed(rule),
            WayBody::Block(_) => false,
        }),
        _ => false,
    }
}
