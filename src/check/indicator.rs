//! Indicators: statements put together into formula, target, rule and not-applicable clauses.

use std::collections::BTreeSet;

use super::context::{Checker, Context, Readable, Target};
use super::diagnostics::{points as point_faults, targets, tree as faults};
use super::names::names_in;
use super::points::Known;
use super::proof::negated;
use super::tree::IndicatorPlan;
use super::walk::{each_in_statement, needs_measure};
use crate::diagnostic::{Reported, Text};
use crate::ids::{FieldId, IndicatorId, MeasureId, TableId};
use crate::quantity::{Kind, Rational};
use crate::rubric::{self, Expr, Indicator, Node, NotApplicable, Rule};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ExprNode, Statement};
use crate::text;

/// The statements of an indicator or of a checklist item, each at most once.
#[derive(Debug, Default)]
pub(super) struct Parts<'s> {
    /// 公式: the formula, and whether it is declared to be a change.
    pub(super) formula: Option<(&'s ast::Expr, bool)>,
    /// 值域.
    pub(super) range: Option<&'s ast::Range>,
    /// 方向.
    pub(super) direction: Option<ast::Direction>,
    /// Where 方向 is written.
    pub(super) direction_place: Option<Span>,
    /// 目标: relation and value.
    pub(super) target: Option<&'s Statement>,
    /// 评分.
    pub(super) rule: Option<&'s ast::Rule>,
    /// 修约.
    pub(super) rounding: Option<&'s ast::RoundingClause>,
    /// 不适用, tried in order.
    pub(super) not_applicable: Vec<&'s ast::NotApplicable>,
    /// A statement that could not be read.
    pub(super) hole: Option<Span>,
}

/// The measure, the target and the rule of an indicator.
type Scored = (Result<Option<MeasureId>, Reported>, Option<Target>, Result<Option<Rule>, Reported>);

/// A statement that stands twice: the second one, what it is, the first one.
type Twice = (Span, Text, Span);

impl Checker<'_> {
    /// Sorts statements by what they are; one that stands twice is reported.
    pub(super) fn parts<'s>(&mut self, statements: &'s [Statement]) -> Result<Parts<'s>, Reported> {
        let (parts, twice) = sorted(statements);
        self.report_twice(twice).map_or(Ok(parts), Err)
    }

    /// What surrounds the rule of a checklist item: its own measure, 目标 and 方向. An item without a formula is about
    /// the indicator's. All else, the points too, is `outer`'s. A statement that stands twice is left to
    /// [`Checker::parts`].
    pub(super) fn inner(&mut self, statements: &[Statement], outer: &Context) -> Result<Context, Reported> {
        let (parts, _) = sorted(statements);
        let own = self.measure_of(&parts, outer)?;
        let inherited = if own.is_some() { None } else { outer.target.clone() };
        let c = Context {
            measure: own.or(outer.measure),
            direction: parts.direction,
            direction_place: parts.direction_place,
            ..outer.clone()
        };
        let target = self.target(parts.target, &c)?;
        Ok(Context { target: target.or(inherited), ..c })
    }

    /// An indicator, all its faults reported.
    pub(super) fn indicator(&mut self, plan: &IndicatorPlan<'_>, id: IndicatorId) -> Result<Indicator, Reported> {
        let written = plan.written;
        let (parts, twice) = sorted(&written.statements);
        let once = self.report_twice(twice).map_or(Ok(()), Err);
        let texts = self.texts(written.statements.iter().filter_map(|statement| match statement {
            Statement::Text(clause) => Some(clause),
            _ => None,
        }));
        let points = plan.points.points().cloned();
        let reads = self.reads_of(&written.statements, plan.template);
        let (least, scores) = match &plan.adjusts {
            Some(range) => (Some(range.least.clone()), Readable::Tree),
            None => (None, Readable::None),
        };
        let (row, rowless) = (plan.template, plan.rowless);
        let c = Context {
            indicator: Some(id),
            direction: parts.direction,
            direction_place: parts.direction_place,
            points,
            least,
            scores,
            reads,
            row,
            rowless,
            ..Context::default()
        };
        let not_applicable =
            self.not_applicable(&parts.not_applicable, &Context { in_not_applicable: true, ..c.clone() });
        let (measure, target, rule) = self.scored(plan, &parts, &c, not_applicable.as_deref());
        let hole = parts.hole.map_or(Ok(()), |span| Err(self.unread(span)));
        let _ = (once?, hole?);
        Ok(Indicator {
            name: written.name.clone(),
            points: if plan.adjusts.is_some() { Some(Rational::ZERO) } else { c.points },
            adjusts: plan.adjusts.clone(),
            parent: plan.parent,
            measure: measure?,
            direction: parts.direction.map(direction),
            target: target.map(|Target { relation, value, .. }| rubric::Target { relation, value }),
            rule: rule?,
            not_applicable: not_applicable?,
            reads: c.reads,
            template: plan.template.is_some(),
            goal: None,
            texts,
            span: written.head,
        })
    }

    /// The measure, the target and the rule, which are read only where no 不适用 holds.
    fn scored(
        &mut self,
        plan: &IndicatorPlan<'_>,
        parts: &Parts<'_>,
        c: &Context,
        not_applicable: Result<&[NotApplicable], &Reported>,
    ) -> Scored {
        let missing = self.rule_missing(plan, parts);
        let unread = parts.hole.map(|hole| self.unread(hole));
        let clauses = match (not_applicable, unread) {
            (Ok(clauses), None) => clauses,
            (Ok(_), Some(reported)) | (Err(&reported), _) => {
                // What could not be read may have been a clause or the rest of the formula, and without them nothing
                // can be proved of it; its own faults are still told.
                let formula = parts.formula.map(|(formula, _)| self.typed(formula, c, None));
                return (formula.map_or(Err(reported), |typed| typed.and(Err(reported))), None, Err(reported));
            }
        };
        let c = Context { facts: clauses.iter().map(|clause| negated(&clause.condition)).collect(), ..c.clone() };
        // A formula is worth something before anything is scored.
        let measure = self.measure_of(parts, &Context { scores: Readable::None, ..c.clone() });
        let c = Context { measure: measure.ok().flatten(), ..c };
        if let Some(Err(reported)) = c.measure.map(|id| self.no_hundredfold(parts, id)) {
            return (Err(reported), None, Err(reported));
        }
        let target = match measure {
            Ok(_) => self.target(parts.target, &c),
            Err(reported) => Err(reported),
        };
        let c = Context { target: target.as_ref().ok().cloned().flatten(), ..c };
        let rule = match (missing, parts.rule, &plan.points) {
            (Some(reported), ..) => Err(reported),
            (None, Some(_), Known::Broken(reported)) => Err(*reported),
            (None, Some(rule), Known::Points(_)) => match measure.err().or(target.as_ref().err().copied()) {
                Some(reported) if needs_measure(rule) => Err(reported),
                _ => self.rule(rule, &c).map(Some),
            },
            (None, _, _) => Ok(None),
        };
        if rule.is_ok() {
            self.unread_target(parts, (&plan.written.name, &plan.written.statements), &c);
        }
        (measure.and_then(|measure| target.map(|_| measure)), c.target, rule)
    }

    fn rule_missing(&mut self, plan: &IndicatorPlan<'_>, parts: &Parts<'_>) -> Option<Reported> {
        let published = plan.points != Known::Unpublished;
        if parts.rule.is_some() || !published {
            return None;
        }
        // A rule that stands elsewhere, or whose braces do not pair, may be this indicator's.
        let elsewhere = self.misplaced.contains(&plan.written.span.start) || self.shapeless.is_some();
        Some(match (parts.hole, self.diagnostics.error_since(0).filter(|_| elsewhere)) {
            (Some(hole), _) => self.unread(hole),
            (None, Some(reported)) => reported,
            (None, None) => self.diagnostics.error(point_faults::rule_missing(&plan.written.name, self.language)),
        })
    }

    fn target(&mut self, statement: Option<&Statement>, c: &Context) -> Result<Option<Target>, Reported> {
        let Some(Statement::Target { relation, value, span }) = statement else { return Ok(None) };
        let kind = c.measure.and_then(|id| self.measures.get(id.index())).map(|measure| measure.value.kind.clone());
        // What is reached is a quantity where the target comes with the submission.
        let kind = kind.map(|kind| if kind == Kind::Quantity { Kind::Target } else { kind });
        let value = self.expr(value, c, kind.as_ref())?;
        if let (Kind::Target, Some(relation)) = (&value.kind, relation) {
            return Err(self.diagnostics.error(targets::submitted_target_compared(*span, relation.node)));
        }
        self.prove_reads(&value, &c.facts)?;
        Ok(Some(Target { relation: relation.as_ref().map(|relation| relation.node), value, span: *span }))
    }

    /// All fields that statements read, also through definitions.
    pub(super) fn reads_of(&self, statements: &[Statement], row: Option<TableId>) -> BTreeSet<FieldId> {
        let mut reads = BTreeSet::new();
        // What a row claims, and why, says nothing of what it is scored by.
        let scored = statements
            .iter()
            .filter(|one| !matches!(one, Statement::Claim(..) | Statement::Review(..) | Statement::Reason(..)));
        for statement in scored {
            each_in_statement(statement, &mut |expr| match (&expr.node, row) {
                (ExprNode::Row(column), Some(table)) => self.reads_in_row(column, table, &mut reads),
                _ => self.reads_at(expr, &mut reads),
            });
        }
        reads
    }

    fn reads_in_row(&self, column: &ast::Name, table: TableId, reads: &mut BTreeSet<FieldId>) {
        let names = self.columns.get(table.index());
        match names.and_then(|names| names.names.get(&column.node)).map(|(meaning, _)| *meaning) {
            Some(super::names::Meaning::Field(id)) => drop(reads.insert(id)),
            Some(super::names::Meaning::Definition(id)) => {
                if let Some(definition) = self.definitions.get(id.index()) {
                    self.fields_in(&definition.value, reads);
                }
            }
            _ => {}
        }
    }

    fn reads_at(&self, expr: &ast::Expr, reads: &mut BTreeSet<FieldId>) {
        let found = match &expr.node {
            ExprNode::Name(name) => self.read_in(name, 0, 1),
            ExprNode::OfYear(name, ast::WrittenYear::Last) => self.read_in(&name.node, 1, 1),
            ExprNode::OfYear(name, ast::WrittenYear::In(year)) => {
                self.read_in(&name.node, self.year.unwrap_or(year.node).saturating_sub(year.node), 1)
            }
            ExprNode::OverYears { years, value, .. } => {
                let mut names = BTreeSet::new();
                names_in(value, &mut names);
                names.iter().flat_map(|name| self.read_in(name, 0, years.node)).collect()
            }
            _ => return,
        };
        reads.extend(found);
    }

    /// The fields that an expression reads, also through definitions.
    pub(super) fn fields_in(&self, expr: &Expr, into: &mut BTreeSet<FieldId>) {
        match &expr.node {
            Node::Field(id) | Node::Filled(id) => {
                into.insert(*id);
            }
            Node::Definition(id) => {
                if let Some(definition) = self.definitions.get(id.index()) {
                    self.fields_in(&definition.value, into);
                }
            }
            _ => expr.children().into_iter().for_each(|child| self.fields_in(child, into)),
        }
    }

    fn report_twice(&mut self, twice: Vec<Twice>) -> Option<Reported> {
        let report =
            |(span, what, first): Twice| self.diagnostics.error(faults::stated_twice(span, &what, Some(first)));
        twice.into_iter().map(report).last()
    }
}

/// Statements by what they are, and those that stand a second time.
pub(super) fn sorted(statements: &[Statement]) -> (Parts<'_>, Vec<Twice>) {
    let (mut parts, mut twice) = (Parts::default(), Vec::new());
    let mut first = Vec::<(Text, Span)>::new();
    for statement in statements {
        let (what, span) = match statement {
            Statement::Formula { span, .. } => (text!("公式", "formula"), *span),
            Statement::Range(range) => (text!("值域", "range"), range.span),
            Statement::Direction(Spanned { span, .. }) => (text!("方向", "direction"), *span),
            Statement::Target { span, .. } => (text!("目标", "target"), *span),
            Statement::Rule(rule) => (text!("评分", "score"), rule.span),
            Statement::Rounding(clause) => (text!("修约", "rounding"), clause.span),
            Statement::NotApplicable(clause) => {
                parts.not_applicable.push(clause);
                continue;
            }
            Statement::Hole(span) => {
                parts.hole = Some(*span);
                continue;
            }
            Statement::Claim(_, span) => (text!("自评", "claimed"), *span),
            Statement::Review(_, span) => (text!("复核", "reviewed"), *span),
            Statement::Reason(_, span) => (text!("理由", "reason"), *span),
            Statement::Text(_) | Statement::Check(_) | Statement::Stated(_) => continue,
        };
        if let Some((_, known)) = first.iter().find(|(known, _)| *known == what) {
            twice.push((span, what, *known));
            continue;
        }
        first.push((what, span));
        match statement {
            Statement::Formula { value, as_change, .. } => parts.formula = Some((value, *as_change)),
            Statement::Range(range) => parts.range = Some(range),
            Statement::Direction(direction) => {
                parts.direction = Some(direction.node);
                parts.direction_place = Some(direction.span);
            }
            Statement::Target { .. } => parts.target = Some(statement),
            Statement::Rule(rule) => parts.rule = Some(rule),
            Statement::Rounding(clause) => parts.rounding = Some(clause),
            _ => {}
        }
    }
    (parts, twice)
}

fn direction(direction: ast::Direction) -> rubric::Direction {
    match direction {
        ast::Direction::Higher => rubric::Direction::Higher,
        ast::Direction::Lower => rubric::Direction::Lower,
        ast::Direction::Moderate => rubric::Direction::Moderate,
    }
}
