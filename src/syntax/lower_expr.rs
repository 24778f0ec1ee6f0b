//! Formulas and conditions: from the flat list of the grammar to a tree in order of precedence (`specs/language.md` §3).

use super::ast::{Expr, ExprNode, Function, Postponement};
use super::diagnostics;
use super::grammar::{Node, Rule};
use super::lower_range::relation;
use super::parse::Parser;
use crate::diagnostic::Reported;
use crate::quantity::{Op, Relation};
use crate::source::{Span, Spanned};

/// One formula may join this many operands: trees are walked by recursion, and a sum of more is a table anyway.
const MAX_OPERANDS: usize = 500;

/// Whether a comparison may lack its left side, which is then the value of the indicator (`达标 当 不低于 90%`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Needed,
    Measure,
}

impl Parser<'_, '_> {
    /// A formula, or a condition in which everything that is compared is written.
    pub fn expr(&mut self, node: &Node<'_>) -> Result<Expr, Reported> {
        self.whole_expr(node, Subject::Needed)
    }

    /// A condition of a rule: `不低于 90%` speaks of the value of the indicator.
    pub fn condition(&mut self, node: &Node<'_>) -> Result<Expr, Reported> {
        self.whole_expr(node, Subject::Measure)
    }

    /// An argument of a call, which speaks of nothing around it.
    pub fn argument(&mut self, node: &Node<'_>) -> Result<Expr, Reported> {
        self.flat_expr(node, Subject::Needed)
    }

    fn whole_expr(&mut self, node: &Node<'_>, subject: Subject) -> Result<Expr, Reported> {
        if node.text().len() > MAX_OPERANDS {
            let operands = node.operands();
            if operands > MAX_OPERANDS {
                return Err(self.diagnostics.error(diagnostics::formula_too_long(node.span(), operands, MAX_OPERANDS)));
            }
        }
        self.flat_expr(node, subject)
    }

    fn flat_expr(&mut self, node: &Node<'_>, subject: Subject) -> Result<Expr, Reported> {
        let mut builder = Builder::default();
        let mut compared: Option<Node<'_>> = None;
        for part in node.parts() {
            if let Some(word) = compared.take() {
                self.no_decline(&part, Some(relation(&word)), word.span().to(part.span()))?;
            }
            match part.rule() {
                Rule::operand => match part.parts().last().map(|inner| inner.rule()) {
                    Some(rule @ (Rule::kw_yes | Rule::kw_no)) => {
                        if !builder.is(rule == Rule::kw_yes, part.span()) {
                            return Err(self.diagnostics.error(diagnostics::yes_or_no_alone(part.span(), part.text())));
                        }
                    }
                    _ => {
                        let operand = self.operand(&part, subject)?;
                        builder.operand(operand);
                    }
                },
                Rule::relation => {
                    self.lead_or_compare(&mut builder, &part, node, subject)?;
                    compared = Some(part);
                }
                Rule::joint => {
                    let or = part.parts().next().is_some_and(|word| word.rule() == Rule::kw_or);
                    builder.join(or);
                    if let Some(word) = part.parts().seek(Rule::relation) {
                        self.lead_or_compare(&mut builder, &word, node, subject)?;
                        compared = Some(word);
                    }
                }
                rule => builder.op(part.spanned(operator(rule))),
            }
        }
        builder.finish(node.span()).ok_or_else(|| self.drift(node))
    }

    fn lead_or_compare(
        &mut self,
        builder: &mut Builder,
        word: &Node<'_>,
        node: &Node<'_>,
        subject: Subject,
    ) -> Result<(), Reported> {
        let relation = word.spanned(relation(word));
        if builder.starts() {
            if subject == Subject::Needed {
                let first = word.start() == node.start();
                return Err(self.no_left_side(word, first));
            }
            builder.operand(Expr { node: ExprNode::Measure, span: word.span() });
        }
        builder.compare(relation);
        Ok(())
    }

    fn operand(&mut self, node: &Node<'_>, subject: Subject) -> Result<Expr, Reported> {
        let mut parts = node.parts();
        let mut nots = Vec::new();
        while let Some(not) = parts.accept(Rule::kw_not) {
            nots.push(not.span());
        }
        let Some(inner) = parts.next() else { return Err(self.drift(node)) };
        let value = match inner.rule() {
            Rule::literal => ExprNode::Literal(self.literal(&inner)?),
            Rule::text => ExprNode::Text(self.text(&inner).node),
            Rule::paren => match inner.parts().seek(Rule::expr) {
                Some(expr) => self.flat_expr(&expr, subject)?.node,
                None => return Err(self.drift(&inner)),
            },
            Rule::call => self.call(&inner)?,
            Rule::submitted => match inner.parts().last().map(|word| word.rule()) {
                Some(Rule::kw_submitting_unit) => ExprNode::SubmittedUnit,
                _ => ExprNode::SubmittedYear,
            },
            Rule::kw_measure => ExprNode::Measure,
            Rule::kw_target => ExprNode::Target,
            Rule::kw_full => ExprNode::Full,
            Rule::kw_reported_na => ExprNode::ReportedNotApplicable,
            Rule::row_column => self.row_column(&inner)?,
            Rule::keyed_cell => self.keyed_cell(&inner)?,
            Rule::over_years => self.over_years(&inner)?,
            Rule::cohort_value => self.cohort_value(&inner)?,
            Rule::last_year => self.last_year(&inner)?,
            Rule::name => match parts.accept(Rule::of_year) {
                Some(year) => {
                    let value = self.of_year(self.name(&inner), &year)?;
                    let span = inner.span().to(year.span());
                    return Ok(nots.into_iter().rev().fold(Expr { node: value, span }, negated));
                }
                None => ExprNode::Name(self.name(&inner).node),
            },
            _ => return Err(self.drift(&inner)),
        };
        let inner = Expr { node: value, span: inner.span() };
        let inner = match parts.accept(Rule::sort) {
            Some(sort) => {
                let quantitative = sort.parts().any(|word| word.rule() == Rule::kw_quantitative);
                let span = inner.span.to(sort.span());
                Expr { node: ExprNode::IsQuantitative(Box::new(inner), quantitative), span }
            }
            None => inner,
        };
        Ok(nots.into_iter().rev().fold(inner, negated))
    }

    fn call(&mut self, node: &Node<'_>) -> Result<ExprNode, Reported> {
        let mut parts = node.parts();
        if let Some(deadline) = parts.accept(Rule::deadline) {
            return self.deadline(&deadline);
        }
        let Some(word) = parts.accept(Rule::function) else { return Err(self.drift(node)) };
        let function = match word.parts().next().map(|word| word.rule()) {
            Some(Rule::kw_abs) => Function::Abs,
            Some(Rule::kw_max) => Function::Max,
            Some(Rule::kw_min) => Function::Min,
            Some(Rule::kw_growth) => Function::Change,
            Some(Rule::kw_days_between) => Function::CalendarDays,
            Some(Rule::kw_workdays_between) => Function::WorkingDays,
            Some(Rule::kw_filled) => Function::Filled,
            Some(Rule::kw_sum) => Function::Sum,
            Some(Rule::kw_mean) => Function::Mean,
            Some(Rule::kw_weighted_mean) => Function::WeightedMean,
            Some(Rule::kw_tally) => Function::Count,
            Some(Rule::kw_share_rows) => Function::ShareOf,
            Some(Rule::kw_target_of) => Function::TargetOf,
            Some(Rule::kw_quantity_of) => Function::QuantityOf,
            Some(Rule::kw_met) => Function::Met,
            Some(Rule::kw_completed) => Function::Completion,
            Some(Rule::kw_score_of) => Function::ScoreOf,
            _ => Function::Clamp,
        };
        let mut arguments = Vec::new();
        while let Some(argument) = parts.seek(Rule::argument) {
            arguments.push(self.row_argument(&argument)?);
        }
        Ok(ExprNode::Call(word.spanned(function), arguments))
    }

    fn deadline(&mut self, node: &Node<'_>) -> Result<ExprNode, Reported> {
        let mut parts = node.parts();
        let Some(word) = parts.accept(Rule::kw_deadline) else { return Err(self.drift(node)) };
        let (mut postponement, mut arguments) = (Postponement::Unsaid, Vec::new());
        for part in parts {
            match part.rule() {
                Rule::postponement => {
                    let not = part.parts().any(|word| word.rule() == Rule::kw_not_postponed);
                    postponement = if not { Postponement::NotPostponed } else { Postponement::Postponed };
                }
                Rule::expr => arguments.push(self.flat_expr(&part, Subject::Needed)?),
                _ => {}
            }
        }
        Ok(ExprNode::Call(word.spanned(Function::Deadline(postponement)), arguments))
    }
}

impl Node<'_> {
    fn operands(&self) -> usize {
        self.deep().filter(|rule| matches!(rule, Rule::operand | Rule::kw_not)).count()
    }
}

fn operator(rule: Rule) -> Op {
    match rule {
        Rule::plus => Op::Add,
        Rule::minus => Op::Sub,
        Rule::times => Op::Mul,
        _ => Op::Div,
    }
}

fn negated(inner: Expr, not: Span) -> Expr {
    let span = not.to(inner.span);
    Expr { node: ExprNode::Not(Box::new(inner)), span }
}

/// The parts of a formula that are not complete yet, the innermost last.
#[derive(Default)]
struct Builder {
    ors: Vec<Expr>,
    ands: Vec<Expr>,
    first: Option<Expr>,
    compared: Vec<(Spanned<Relation>, Expr)>,
    relation: Option<Spanned<Relation>>,
    sum: Option<(Expr, Spanned<Op>)>,
    product: Option<(Expr, Spanned<Op>)>,
    operand: Option<Expr>,
}

impl Builder {
    /// Whether a comparison would have nothing on its left.
    fn starts(&self) -> bool {
        self.operand.is_none() && self.first.is_none()
    }

    fn operand(&mut self, operand: Expr) {
        self.operand = Some(operand);
    }

    /// `= 是`: the condition itself, or its contrary. Whether 是 may stand here.
    fn is(&mut self, yes: bool, place: Span) -> bool {
        let free = self.operand.is_none() && self.sum.is_none() && self.product.is_none() && self.compared.is_empty();
        let equal = match self.relation.take().map(|relation| relation.node) {
            Some(Relation::Equal) => yes,
            Some(Relation::NotEqual) => !yes,
            _ => return false,
        };
        let Some(first) = self.first.take().filter(|_| free) else { return false };
        let span = first.span.to(place);
        let node = if equal { first.node } else { ExprNode::Not(Box::new(first)) };
        self.operand = Some(Expr { node, span });
        true
    }

    fn op(&mut self, op: Spanned<Op>) {
        let product = self.close_product();
        self.operand = None;
        if matches!(op.node, Op::Mul | Op::Div) {
            self.product = product.map(|product| (product, op));
        } else {
            let sum = self.close_sum(product);
            self.sum = sum.map(|sum| (sum, op));
        }
    }

    fn compare(&mut self, relation: Spanned<Relation>) {
        self.close_side();
        self.relation = Some(relation);
    }

    fn join(&mut self, or: bool) {
        self.close_comparison();
        if or {
            self.close_and();
        }
    }

    fn finish(mut self, span: Span) -> Option<Expr> {
        self.close_comparison();
        self.close_and();
        let mut expr = joined(std::mem::take(&mut self.ors), ExprNode::Or)?;
        expr.span = span;
        Some(expr)
    }

    fn close_product(&mut self) -> Option<Expr> {
        let operand = self.operand.take()?;
        Some(match self.product.take() {
            Some((left, op)) => binary(left, op, operand),
            None => operand,
        })
    }

    fn close_sum(&mut self, product: Option<Expr>) -> Option<Expr> {
        let product = product?;
        Some(match self.sum.take() {
            Some((left, op)) => binary(left, op, product),
            None => product,
        })
    }

    fn close_side(&mut self) {
        let product = self.close_product();
        let Some(side) = self.close_sum(product) else { return };
        match self.relation.take() {
            Some(relation) => self.compared.push((relation, side)),
            None => self.first = Some(side),
        }
    }

    fn close_comparison(&mut self) {
        self.close_side();
        let Some(first) = self.first.take() else { return };
        let compared = std::mem::take(&mut self.compared);
        let span = compared.last().map_or(first.span, |(_, last)| first.span.to(last.span));
        let node = if compared.is_empty() { first.node } else { ExprNode::Comparison(Box::new(first), compared) };
        self.ands.push(Expr { node, span });
    }

    fn close_and(&mut self) {
        self.ors.extend(joined(std::mem::take(&mut self.ands), ExprNode::And));
    }
}

fn binary(left: Expr, op: Spanned<Op>, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    Expr { node: ExprNode::Arithmetic(op, Box::new(left), Box::new(right)), span }
}

/// One condition itself; several joined.
fn joined(mut list: Vec<Expr>, join: fn(Vec<Expr>) -> ExprNode) -> Option<Expr> {
    if list.len() < 2 {
        return list.pop();
    }
    let span = list.first()?.span.to(list.last()?.span);
    Some(Expr { node: join(list), span })
}
