//! 校验 and 填报: what must hold between the submitted figures.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Checker, Context};
use super::diagnostics::audits as faults;
use super::fields::level_of;
use super::names::Meaning;
use super::proof::{negated, stripped};
use super::tree::Plan;
use super::written::written;
use crate::diagnostic::Reported;
use crate::ids::{CheckId, FieldId, GroupId, IndicatorId, NodeId};
use crate::quantity::{Kind, Op, Rational, Relation};
use crate::rubric::{self, Expr, Level, Node, Texts};
use crate::source::Span;
use crate::syntax::ast::{self, Item, Statement, Tolerance};

/// A check as written, of either sort.
enum Written<'f> {
    Check(&'f ast::Check),
    Stated(&'f ast::Stated),
}

/// A check, and the group or indicator that it stands in.
type Owned<'f> = (Written<'f>, Option<NodeId>);

impl Written<'_> {
    fn span(&self) -> Span {
        match self {
            Written::Check(check) => check.span,
            Written::Stated(stated) => stated.span,
        }
    }
}

/// Numbers checks and stated figures in the order of the tree.
fn number(items: &[Item], order: &mut BTreeMap<Span, usize>) {
    for item in items {
        match item {
            Item::Check(check) => next(check.span, order),
            Item::Stated(stated) => next(stated.span, order),
            Item::Indicator(indicator) => indicator.statements.iter().for_each(|statement| match statement {
                Statement::Check(check) => next(check.span, order),
                Statement::Stated(stated) => next(stated.span, order),
                _ => {}
            }),
            Item::Group(group) => number(&group.items, order),
            Item::Adjustments(block) => number(&block.items, order),
            _ => {}
        }
    }
}

fn next(span: Span, order: &mut BTreeMap<Span, usize>) {
    let number = order.len();
    order.entry(span).or_insert(number);
}

impl Checker<'_> {
    /// All checks and stated figures of a file, in the order of the text.
    pub(super) fn audits(&mut self, file: &ast::File, plan: &Plan<'_>) -> Result<Vec<rubric::Check>, Reported> {
        let mut written = Vec::new();
        gather(&file.items, None, &mut written);
        for (index, group) in plan.groups.iter().enumerate() {
            gather(&group.written.items, Some(NodeId::Group(GroupId::at(index))), &mut written);
        }
        for (index, indicator) in plan.indicators.iter().enumerate() {
            let owner = Some(NodeId::Indicator(IndicatorId::at(index)));
            written.extend(indicator.written.statements.iter().filter_map(|statement| match statement {
                Statement::Check(check) => Some((Written::Check(check), owner)),
                Statement::Stated(stated) => Some((Written::Stated(stated), owner)),
                _ => None,
            }));
        }
        // The parts of a tree that was merged stand in several files.
        let mut order = BTreeMap::new();
        number(&file.items, &mut order);
        written.sort_by_key(|(one, _)| order.get(&one.span()).copied());
        let make = |checker: &mut Checker<'_>, at: usize, (one, owner): &Owned<'_>| match one {
            Written::Check(check) => checker.audit(check, *owner, CheckId::at(at)),
            Written::Stated(stated) => checker.stated(stated, *owner, CheckId::at(at)),
        };
        // Checks have no measures of their own.
        let checks = self.in_order(&written, &make, |_, _| {});
        checks.into_iter().collect()
    }

    fn audit(&mut self, check: &ast::Check, owner: Option<NodeId>, id: CheckId) -> Result<rubric::Check, Reported> {
        let each_row = match &check.each_row {
            None => None,
            Some(name) => match self.names.find(&name.node) {
                Some(Meaning::Table(id)) => Some(id),
                _ => return Err(self.not_a_table(&name.node, name.span)),
            },
        };
        let c = Context { row: each_row, ..Context::default() };
        let condition = check.condition.as_ref().map(|condition| self.condition(condition, &c)).transpose();
        let assertions = check.assertions.iter().map(|one| self.assertion(one, &c)).collect::<Vec<_>>();
        let texts = self.texts(check.texts.iter());
        if check.assertions.is_empty() {
            return Err(self.diagnostics.error(faults::asserts_nothing(&check.name, self.language)));
        }
        let (condition, assertions) = (condition?, assertions.into_iter().collect::<Result<Vec<_>, _>>()?);
        let facts = condition.iter().cloned().collect::<Vec<_>>();
        if let Some(condition) = &condition {
            self.prove_divisors(condition, &[])?;
        }
        for assertion in &assertions {
            self.prove_divisors(assertion, &facts)?;
        }
        let tolerance = check.tolerance.as_ref().map(|tolerance| self.tolerance(tolerance, &assertions)).transpose()?;
        if !assertions.iter().any(|assertion| self.reads_data(assertion)) {
            self.diagnostics.note(faults::reads_nothing(&check.name));
        }
        self.warn_idle(condition.as_ref(), &assertions);
        let level = check.level.as_ref().map_or(Level::Error, |level| level_of(level.node));
        Ok(rubric::Check {
            name: check.name.clone(),
            stated: None,
            condition,
            assertions,
            level,
            tolerance,
            each_row,
            owner,
            id,
            texts,
            span: check.span,
        })
    }

    /// Warns of what a check says that no figures can change.
    fn warn_idle(&mut self, condition: Option<&Expr>, assertions: &[Expr]) {
        let outside = Context::default();
        if let Some(condition) = condition {
            self.warn_constant(condition, &outside);
        }
        let within = Context { facts: condition.into_iter().cloned().collect(), ..outside };
        for assertion in assertions {
            if !self.reads_data(assertion) {
                continue;
            }
            if self.compares_itself(assertion) {
                self.diagnostics.note(faults::compared_with_itself(assertion.span));
            } else if condition.is_none_or(|condition| !self.prover().never(&[], &[(condition, true)])) {
                self.warn_constant(assertion, &within);
            }
        }
    }

    fn compares_itself(&self, assertion: &Expr) -> bool {
        let Node::Comparison(_, left, right) = &assertion.node else { return false };
        stripped(&self.spelled_out(left)) == stripped(&self.spelled_out(right))
    }

    /// An expression with what its names stand for.
    pub(super) fn spelled_out(&self, expr: &Expr) -> Expr {
        match &expr.node {
            Node::Definition(id) => match self.definitions.get(id.index()) {
                Some(definition) => self.spelled_out(&definition.value),
                None => expr.clone(),
            },
            _ => expr.map(&mut |inner| self.spelled_out(inner)),
        }
    }

    fn assertion(&mut self, written_assertion: &ast::Expr, c: &Context) -> Result<Expr, Reported> {
        let typed = self.typed(written_assertion, c, Some(&Kind::YesNo))?;
        if typed.kind == Kind::YesNo {
            return Ok(typed);
        }
        let shown = written(written_assertion, self.language);
        Err(self.diagnostics.error(faults::no_comparison(written_assertion.span, &shown, &typed.kind)))
    }

    fn tolerance(&mut self, written: &Tolerance, assertions: &[Expr]) -> Result<Rational, Reported> {
        let (literal, reason) = (&written.amount, &written.reason);
        let mut kinds = Vec::new();
        assertions.iter().for_each(|assertion| differences(assertion, &mut kinds));
        kinds.dedup();
        let kind = match kinds.as_slice() {
            [kind] => kind.clone(),
            _ => return Err(self.diagnostics.error(faults::tolerance_of_what(literal.span, &kinds))),
        };
        let tolerance = self.number(literal, &kind)?;
        if !tolerance.is_positive() {
            return Err(self
                .diagnostics
                .error(faults::tolerance_not_positive(literal.span, tolerance.is_zero().then_some(written.span))));
        }
        if reason.node.trim().is_empty() {
            return Err(self.diagnostics.error(faults::tolerance_without_reason(reason.span)));
        }
        Ok(tolerance)
    }

    fn stated(&mut self, stated: &ast::Stated, owner: Option<NodeId>, id: CheckId) -> Result<rubric::Check, Reported> {
        let c = Context::default();
        let field = self.stated_field(&stated.field);
        let kind = field.as_ref().ok().and_then(|id| self.fields.get(id.index())).map(|field| field.kind.clone());
        let value = self.expr(&stated.value, &c, kind.as_ref());
        let unless = stated.unless.as_ref().map(|unless| self.condition(unless, &c)).transpose();
        let (field, value, unless) = (field?, value?, unless?);
        let condition = unless.as_ref().map(negated);
        if let Some(unless) = &unless {
            self.prove_divisors(unless, &[])?;
        }
        let facts = condition.iter().cloned().collect::<Vec<_>>();
        self.prove_divisors(&value, &facts)?;
        let printed = Expr { kind: value.kind.clone(), node: Node::Field(field), span: stated.field.span };
        let node = Node::Comparison(Relation::Equal, Box::new(printed), Box::new(value));
        let assertion = Expr { kind: Kind::YesNo, node, span: stated.span };
        self.warn_idle(condition.as_ref(), std::slice::from_ref(&assertion));
        Ok(rubric::Check {
            name: stated.field.clone(),
            stated: Some(field),
            condition,
            assertions: vec![assertion],
            level: Level::Error,
            tolerance: None,
            each_row: None,
            owner,
            id,
            texts: Texts::default(),
            span: stated.span,
        })
    }

    fn stated_field(&mut self, name: &ast::Name) -> Result<FieldId, Reported> {
        match self.names.find(&name.node) {
            Some(Meaning::Field(id)) => Ok(id),
            Some(Meaning::Broken(reported)) => Err(reported),
            Some(Meaning::Definition(_)) => Err(self.diagnostics.error(faults::stated_definition(name))),
            Some(Meaning::Table(_)) => {
                Err(self.diagnostics.error(super::diagnostics::tables::table_as_value(name.span, &name.node)))
            }
            None => Err(self.unknown_name(&name.node, name.span)),
        }
    }

    /// Whether an expression reads anything that a submission gives.
    fn reads_data(&self, expr: &Expr) -> bool {
        let mut fields = BTreeSet::new();
        self.fields_in(expr, &mut fields);
        !fields.is_empty() || reads_submission(expr)
    }
}

fn reads_submission(expr: &Expr) -> bool {
    matches!(expr.node, Node::SubmittedUnit | Node::SubmittedYear) || expr.children().into_iter().any(reads_submission)
}

/// The kinds of the differences that the comparisons of an assertion speak of.
fn differences(expr: &Expr, into: &mut Vec<Kind>) {
    match &expr.node {
        Node::Comparison(_, left, right) => {
            if let Some(kind) = Op::Sub.kind(&left.kind, &right.kind)
                && !into.contains(&kind)
            {
                into.push(kind);
            }
        }
        _ => expr.children().into_iter().for_each(|child| differences(child, into)),
    }
}

fn gather<'f>(items: &'f [Item], owner: Option<NodeId>, into: &mut Vec<Owned<'f>>) {
    into.extend(items.iter().filter_map(|item| match item {
        Item::Check(check) => Some((Written::Check(check), owner)),
        Item::Stated(stated) => Some((Written::Stated(stated), owner)),
        _ => None,
    }));
}
