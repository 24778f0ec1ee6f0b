//! Statements of an indicator or of an item of 逐项; checks.

use super::ast::{
    Award, AwardNode, Check, Direction, Expr, ExprNode, LiteralUnit, NotApplicable, Policy, Rescale,
    Rule as ScoringRule, RuleNode, Statement as Written, Tolerance,
};
use super::blocks::Statement;
use super::diagnostics;
use super::grammar::{Node, Rule};
use super::lower_range::{Marking, comparison, marked};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;

impl<'a> Parser<'a, '_> {
    /// The statements of a block.
    pub fn statements(&mut self, list: &[Statement]) -> Vec<Written> {
        let wholes = self.wholes(list, Place::Indicator);
        let mut statements = Vec::with_capacity(wholes.len());
        for whole in &wholes {
            let read = match self.read_kind(whole) {
                Ok(node) => self.statement(&node, whole),
                Err(reported) => {
                    self.read_rows_of_broken(whole);
                    Err(reported)
                }
            };
            statements.push(read.unwrap_or_else(|_| self.broken_statement(whole)));
        }
        statements
    }

    /// What is left of a statement that could not be read. What it was meant to be is kept, so that it is not missed.
    fn broken_statement(&self, whole: &Whole<'_>) -> Written {
        let span = self.span_of(whole);
        let value = Expr { node: ExprNode::Hole, span };
        let head = super::words::words(self.slice(whole.start, whole.end), whole.start);
        match head.first().map(|word| word.text) {
            Some("公式" | "formula") => Written::Formula { value, as_change: false, span },
            Some("目标" | "target") => Written::Target { relation: None, value, span },
            Some("评分" | "score") => Written::Rule(ScoringRule { node: RuleNode::Hole, span }),
            _ => Written::Hole(span),
        }
    }

    /// Reads the rows of a block whose head could not be read, only for what else is wrong in them.
    pub fn read_rows_of_broken(&mut self, whole: &Whole<'_>) {
        if let Some(body) = whole.body
            && !self.was_not_yet(whole)
        {
            self.broken_rule(whole, body);
        }
    }

    /// A statement of an indicator.
    pub fn statement(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Written, Reported> {
        let mut parts = node.parts();
        let span = self.span_of(whole);
        Ok(match node.rule() {
            Rule::formula => {
                let as_change = node.parts().any(|part| part.rule() == Rule::as_change);
                let Some(value) = parts.seek(Rule::expr) else { return Err(self.drift(node)) };
                Written::Formula { value: self.expr(&value)?, as_change, span }
            }
            Rule::domain => {
                let Some(range) = parts.seek(Rule::range) else { return Err(self.drift(node)) };
                Written::Range(self.range(&range)?)
            }
            Rule::direction => {
                let Some(word) = parts.last() else { return Err(self.drift(node)) };
                let direction = match word.rule() {
                    Rule::kw_higher => Direction::Higher,
                    Rule::kw_lower => Direction::Lower,
                    _ => Direction::Moderate,
                };
                Written::Direction(word.spanned(direction))
            }
            Rule::target => self.target(node)?,
            Rule::score => {
                let Some(rule) = parts.seek(Rule::scoring) else { return Err(self.drift(node)) };
                Written::Rule(self.rule(&rule, whole)?)
            }
            Rule::not_applicable => self.not_applicable(node, whole)?,
            Rule::rounding => Written::Rounding(self.rounding(node, false)?),
            Rule::check => Written::Check(self.check(node, whole)),
            Rule::stated => Written::Stated(self.stated(node)?),
            Rule::claim_of | Rule::review_of | Rule::reason_of => {
                let Some(expr) = node.parts().seek(Rule::expr) else { return Err(self.drift(node)) };
                let value = self.expr(&expr)?;
                match node.rule() {
                    Rule::claim_of => Written::Claim(value, node.span()),
                    Rule::review_of => Written::Review(value, node.span()),
                    _ => Written::Reason(value, node.span()),
                }
            }
            _ => Written::Text(self.text_clause(node)?),
        })
    }

    fn target(&mut self, node: &Node<'a>) -> Result<Written, Reported> {
        let mut parts = node.parts();
        let Some(expr) = parts.seek(Rule::expr) else { return Err(self.drift(node)) };
        let marking = parts.accept(Rule::marking).map(|marking| marked(&marking));
        if let Some(side) = parts.accept(Rule::side) {
            return self.target_with_side(node, &expr, (marking, &side));
        }
        let lead = expr.parts().accept(Rule::relation);
        if lead.is_none() {
            self.no_decline(&expr, None, expr.span())?;
        }
        let relation = lead.as_ref().map(|word| word.spanned(super::lower_range::relation(word)));
        let whole = self.condition(&expr)?;
        let value = match (&relation, whole.node) {
            (Some(_), ExprNode::Comparison(_, mut compared)) if compared.len() == 1 => {
                compared.pop().map(|(_, value)| value)
            }
            (None, node) if !matches!(node, ExprNode::Comparison(..) | ExprNode::And(_) | ExprNode::Or(_)) => {
                Some(Expr { node, span: whole.span })
            }
            _ => None,
        };
        match value {
            Some(value) => Ok(Written::Target { relation, value, span: node.span() }),
            None => Err(self.diagnostics.error(diagnostics::not_a_target(expr.span(), expr.text()))),
        }
    }

    /// `目标：95% 以上`.
    fn target_with_side(
        &mut self,
        node: &Node<'a>,
        expr: &Node<'a>,
        (marking, side): (Marking, &Node<'a>),
    ) -> Result<Written, Reported> {
        let phrase = expr.span().to(side.span());
        let value = self.condition(expr)?;
        if matches!(value.node, ExprNode::Comparison(..) | ExprNode::And(_) | ExprNode::Or(_)) {
            return Err(self.diagnostics.error(diagnostics::not_a_target(phrase, self.source.slice(phrase))));
        }
        let range = self.sided(node, side, (value.clone(), marking))?;
        let relation = comparison(&range);
        self.no_decline(expr, Some(relation), phrase)?;
        Ok(Written::Target { relation: Some(side.spanned(relation)), value, span: node.span() })
    }

    fn not_applicable(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Written, Reported> {
        let mut parts = node.parts();
        let (condition, policy) = (parts.seek(Rule::expr), parts.seek(Rule::policy));
        let (Some(condition), Some(policy)) = (condition, policy) else { return Err(self.drift(node)) };
        let condition = self.condition(&condition)?;
        let mut inner = policy.parts();
        let policy = match inner.peek() {
            Some(Rule::left_out) => {
                let Some(target) = inner.next().and_then(|left_out| left_out.parts().last()) else {
                    return Err(self.drift(&policy));
                };
                let over = if target.rule() == Rule::kw_parent { Rescale::Parent } else { Rescale::Whole };
                Policy::LeftOut(target.spanned(over))
            }
            _ => Policy::Award(self.outcome(&policy, whole)?),
        };
        Ok(Written::NotApplicable(NotApplicable { condition, policy, span: self.span_of(whole) }))
    }

    /// What 其余, or a policy, gives: an award, 人工评定, or 评定 with its levels (alone it is 人工评定).
    pub fn outcome(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Award, Reported> {
        for part in node.parts() {
            let node = match part.rule() {
                Rule::award => return self.award(&part),
                Rule::given => return self.given(&part),
                Rule::kw_by_judgement => AwardNode::ByJudgement,
                Rule::kw_judged => match whole.body {
                    Some(body) => AwardNode::Judged(self.judged_levels(body)?),
                    None => AwardNode::ByJudgement,
                },
                _ => continue,
            };
            let last = if whole.body.is_some() { self.span_of(whole) } else { part.span() };
            return Ok(Award { node, span: part.span().to(last) });
        }
        Err(self.drift(node))
    }

    /// What stands behind 得: an award, or a formula.
    pub fn given(&mut self, node: &Node<'a>) -> Result<Award, Reported> {
        let Some(part) = node.parts().next() else { return Err(self.drift(node)) };
        if part.rule() == Rule::award {
            return self.award(&part);
        }
        let Some(expr) = part.parts().next() else { return Err(self.drift(node)) };
        let formula = self.expr(&expr)?;
        Ok(Award { node: AwardNode::Formula(Box::new(formula)), span: node.span() })
    }

    /// `满分`, `0.4分`, `分值的 70%`.
    pub fn award(&mut self, node: &Node<'a>) -> Result<Award, Reported> {
        let share = node.parts().any(|part| matches!(part.rule(), Rule::kw_share_of | Rule::kw_of_points));
        let literal = node.parts().find(|part| part.rule() == Rule::literal);
        let award = match literal {
            None => AwardNode::Full,
            Some(literal) => {
                let number = self.literal(&literal)?;
                let percent = matches!(&number.unit, LiteralUnit::Unit(unit) if unit.node == "%" || unit.node == "‰");
                match (share, percent || number.unit == LiteralUnit::None) {
                    (true, _) if !percent => {
                        return Err(self
                            .diagnostics
                            .error(diagnostics::share_without_percent(literal.span(), literal.text())));
                    }
                    (true, _) => AwardNode::Share(number),
                    (false, true) => AwardNode::Bare(number),
                    (false, false) => AwardNode::Points(number),
                }
            }
        };
        Ok(Award { node: award, span: node.span() })
    }

    /// `校验 名 { … }`.
    pub fn check(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Check {
        let name = match node.parts().seek(Rule::name) {
            Some(name) => self.name(&name),
            None => node.spanned(String::new()),
        };
        let mut check = self.check_rows(whole.body.unwrap_or_default());
        check.name = name;
        let mut parts = node.parts();
        let each_row = parts.seek(Rule::kw_each_row).and_then(|_| parts.seek(Rule::name));
        check.each_row = each_row.map(|table| self.name(&table));
        check.span = self.span_of(whole);
        check
    }

    /// The rows of a check whose name is not known yet. A row that could not be read is an assertion with a hole.
    pub fn check_rows(&mut self, list: &[Statement]) -> Check {
        let mut check = Check {
            name: crate::source::Spanned::new(String::new(), self.source.whole()),
            each_row: None,
            condition: None,
            assertions: Vec::new(),
            level: None,
            tolerance: None,
            texts: Vec::new(),
            span: self.source.whole(),
        };
        for whole in self.wholes(list, Place::Check) {
            if self.check_row(&whole, &mut check).is_err() {
                check.assertions.push(Expr { node: ExprNode::Hole, span: self.span_of(&whole) });
            }
        }
        check
    }

    fn check_row(&mut self, whole: &Whole<'_>, check: &mut Check) -> Result<(), Reported> {
        let node = self.read_kind(whole)?;
        match node.rule() {
            Rule::severity => {
                let Some(level) = node.parts().seek(Rule::check_level) else { return Err(self.drift(&node)) };
                let found = level.spanned(self.check_level(&level));
                if let Some(first) = check.level.replace(found) {
                    return Err(self.twice(whole, first.span));
                }
            }
            Rule::tolerance => {
                let mut parts = node.parts();
                let (literal, reason) = (parts.seek(Rule::literal), parts.seek(Rule::text));
                let (Some(literal), Some(reason)) = (literal, reason) else { return Err(self.drift(&node)) };
                let (amount, reason) = (self.literal(&literal)?, self.text(&reason));
                let found = Tolerance { amount, reason, span: self.span_of(whole) };
                if let Some(first) = check.tolerance.replace(found) {
                    return Err(self.twice(whole, first.amount.span));
                }
            }
            Rule::text_clause => {
                let clause = self.text_clause(&node)?;
                check.texts.push(clause);
            }
            Rule::kw_when => {
                let all = super::grammar::read(self.normal, Rule::check_row, whole.start, whole.end);
                let Some(expr) = all.ok().and_then(|row| row.parts().seek(Rule::expr)) else {
                    return Err(self.drift(&node));
                };
                let condition = self.expr(&expr)?;
                if let Some(first) = check.condition.replace(condition) {
                    return Err(self.twice(whole, first.span));
                }
            }
            _ => {
                let assertion = self.expr(&node)?;
                check.assertions.push(assertion);
            }
        }
        Ok(())
    }

    /// Reports a statement of which there may be one only.
    pub fn twice(&mut self, whole: &Whole<'_>, first: crate::source::Span) -> Reported {
        let text = self.slice(whole.start, whole.end);
        let word = super::words::first_word(text, whole.start).map(|word| word.text).unwrap_or_default();
        let again = self.head_of(whole);
        self.diagnostics.error(diagnostics::written_twice(again, word, first))
    }

    /// Lowers the rule of 评分 or of an arm, with the block that may follow it. If a row of it could not be read, all of
    /// it is a hole: nothing can be said of the values that the row was to cover.
    pub fn rule(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<ScoringRule, Reported> {
        let Some(form) = node.parts().next() else { return Err(self.drift(node)) };
        if let Some(given) = node.parts().seek(Rule::given) {
            let award = self.given(&given)?;
            return Ok(ScoringRule { span: award.span, node: RuleNode::Award(award) });
        }
        let found = self.form(&form, whole).unwrap_or(RuleNode::Hole);
        let last = if whole.body.is_some() { self.span_of(whole) } else { node.span() };
        Ok(ScoringRule { node: found, span: node.span().to(last) })
    }
}
