//! Scoring rules: each form lowered to the normal form, and proved to give every value one score within its points.

mod awards;
mod bands;
mod cases;
mod checklist;
mod curves;
mod cuts;
mod deduct;
mod deducted;
mod deviations;
mod diagnostics;
mod direction;
mod fixing;
mod formulas;
mod judged;
mod linear;
mod not_applicable;
mod pass;
mod profile;
mod proportional;
mod ranges;
mod readings;
mod respell;
mod same_word;
mod shape;
mod subject;
mod submitted;
mod turn;
mod ways;

pub(in crate::check) use judged::is_share;

use super::context::{Checker, Context};
use super::diagnostics::{kinds as faults, tables};
use super::proof::{Fault, Prover, first_fault};
use crate::diagnostic::{Language, Reported};
use crate::ids::FieldId;
use crate::quantity::{Interval, Kind};
use crate::rubric::{Expr, Node, NormalForm, Rule, RuleForm};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// A scoring rule in normal form.
    pub(super) fn rule(&mut self, r: &ast::Rule, c: &Context) -> Result<Rule, Reported> {
        let (form, normal) = match &r.node {
            ast::RuleNode::Pass { condition, otherwise } => {
                (RuleForm::Pass, self.pass(condition, otherwise.as_ref(), r.span, c)?)
            }
            ast::RuleNode::Bands { in_order, bands } => (RuleForm::Bands, self.bands((bands, *in_order), r.span, c)?),
            ast::RuleNode::Deduct { free, lines, floor } => {
                let normal = self.deduct((free.as_ref(), lines, floor.as_ref()), r.span, c)?;
                (RuleForm::Deduct, normal)
            }
            ast::RuleNode::Proportional { by_deviation, cuts } => {
                (RuleForm::Proportional, self.proportional((*by_deviation, cuts), r.span, c)?)
            }
            ast::RuleNode::SameWord { then, otherwise } => {
                (RuleForm::SameWord, self.same_word(then, otherwise.as_ref(), r.span, c)?)
            }
            ast::RuleNode::Linear { anchors } => (RuleForm::Linear, self.linear(anchors, r.span, c)?),
            ast::RuleNode::Checklist { items } => (RuleForm::Checklist, self.checklist(items, r.span, c)?),
            ast::RuleNode::Judged { levels } => {
                (RuleForm::Judged, NormalForm::Judged(self.judgement(levels, r.span, c)?))
            }
            ast::RuleNode::ByJudgement => (RuleForm::Judged, NormalForm::Judged(self.by_judgement(r.span, c)?)),
            ast::RuleNode::Cases { arms, otherwise } => {
                (RuleForm::Cases, self.cases((arms, otherwise.as_deref()), r.span, c)?)
            }
            ast::RuleNode::Ways { pick, ways } => {
                let form = match pick {
                    ast::Pick::Highest => RuleForm::Higher,
                    ast::Pick::Lowest => RuleForm::Lower,
                    ast::Pick::Chosen => RuleForm::Either,
                };
                (form, self.ways((*pick, ways), r.span, c)?)
            }
            ast::RuleNode::Award(award) => {
                let computed = matches!(award.node, ast::AwardNode::Formula(_));
                let form = if computed { RuleForm::Formula } else { RuleForm::Bands };
                (form, self.award_alone(award, c)?)
            }
            ast::RuleNode::Hole => return Err(self.unread(r.span)),
        };
        Ok(Rule { form, normal, span: r.span })
    }

    /// Divisors are not 0 and optional fields are 已填 wherever `e` is read.
    pub(super) fn prove_reads(&mut self, e: &Expr, facts: &[Expr]) -> Result<(), Reported> {
        self.prove(e, facts, &Guard::Clause)
    }

    /// The same of a veto, which has no 不适用; `written` is its condition.
    pub(in crate::check) fn prove_veto(&mut self, e: &Expr, written: &str) -> Result<(), Reported> {
        self.prove(e, &[], &Guard::Condition(written))
    }

    /// Divisors are not 0 wherever `e` is read. For checks, which are not applicable where an optional field is blank.
    pub(super) fn prove_divisors(&mut self, e: &Expr, facts: &[Expr]) -> Result<(), Reported> {
        self.prove(e, facts, &Guard::Check)
    }

    /// A field as it is read: a column with the row before it.
    fn read_as(&self, field: FieldId) -> String {
        let Some(field) = self.fields.get(field.index()) else { return String::new() };
        match (field.table, self.language) {
            (Some(_), Language::Zh) => format!("行.{}", field.name.node),
            (Some(_), Language::En) => format!("row.{}", field.name.node),
            (None, _) => field.name.node.clone(),
        }
    }

    /// Where the values of `e` lie.
    pub(super) fn domain(&self, e: &Expr, facts: &[Expr]) -> Interval {
        self.prover().domain(e, facts)
    }

    /// Whether the values of `e` are whole numbers.
    pub(super) fn is_whole(&self, e: &Expr) -> bool {
        self.prover().is_whole(e)
    }

    fn prove(&mut self, e: &Expr, facts: &[Expr], guard: &Guard<'_>) -> Result<(), Reported> {
        let (language, optional) = (self.language, !matches!(guard, Guard::Check));
        let Some(fault) = first_fault(&mut self.prover(), e, facts, (optional, language)) else { return Ok(()) };
        let diagnostic = match fault {
            Fault::Divisor { place, written, zero, example, of_row } => {
                // One clause settles all of them in an indicator.
                let told = self.indicator.map(|indicator| (indicator, zero.clone()));
                if let Some((reported, _)) = told.as_ref().and_then(|told| self.divisors_told.get(told)) {
                    return Err(*reported);
                }
                let elsewhere = self.divisors_told.iter().find(|((_, other), _)| *other == zero);
                if let (Guard::Check, Some((_, (reported, first)))) = (guard, elsewhere) {
                    let (reported, first) = (*reported, *first);
                    let (label, help) = diagnostics::divisor_of_check(&zero);
                    self.diagnostics.also(first, (place, label), &help);
                    return Err(reported);
                }
                let guard =
                    if matches!(guard, Guard::Clause) && self.unpublished { &Guard::Unpublished } else { guard };
                let fault = diagnostics::divisor_may_be_zero(place, (&written, &zero), example, guard);
                let fault = if of_row { tables::divisor_of_row(fault, &zero) } else { fault };
                let reported = self.diagnostics.error(fault);
                self.divisors_told.extend(told.map(|told| (told, (reported, place))));
                return Err(reported);
            }
            Fault::NoRow { place, written, count, table, some } => {
                let empty = tables::Empty { written: &written, count: &count, table: &table, some };
                tables::may_have_no_row(place, &empty)
            }
            Fault::NegativeWeight { place, written } => tables::weight_negative(place, &written),
            Fault::NoWeight { place, zero } => tables::weights_zero(place, &zero),
            Fault::Crossed { place, example } => faults::clamp_crossed(place, example, language),
            Fault::Blank { place, field } => {
                let name = self.read_as(field);
                diagnostics::optional_field_may_be_blank(place, &name, !self.unpublished)
            }
        };
        Err(self.diagnostics.error(diagnostic))
    }

    /// An expression as it is written in a rubric.
    pub(super) fn shown(&self, expr: &Expr) -> String {
        super::proof::source(expr, &self.prover(), self.language)
    }

    /// A prover over what is declared so far.
    pub(super) fn prover(&self) -> Prover<'_> {
        Prover::new(&self.fields, &self.definitions, &self.measures).over(&self.tables)
    }
}

/// What can be done where a divisor may be 0.
pub(super) enum Guard<'w> {
    /// 不适用, in an indicator.
    Clause,
    /// 不适用, in an indicator whose points are not published, so that it gives none.
    Unpublished,
    /// 不核对, or the condition of a check.
    Check,
    /// One more condition before this one: a veto is not there where it does not hold.
    Condition(&'w str),
}

/// `非 c`.
fn not(condition: &Expr) -> Expr {
    Expr { kind: Kind::YesNo, node: Node::Not(Box::new(condition.clone())), span: condition.span }
}

/// `l R r`.
fn comparison(relation: crate::quantity::Relation, left: Expr, right: Expr, span: Span) -> Expr {
    Expr { kind: Kind::YesNo, node: Node::Comparison(relation, Box::new(left), Box::new(right)), span }
}

/// A number of a kind.
fn number(number: crate::quantity::Rational, kind: &Kind, span: Span) -> Expr {
    Expr { kind: kind.clone(), node: Node::Number(number), span }
}
