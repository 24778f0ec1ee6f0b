//! `评价体系 "…" { … }`.

use super::ast::{Basis, Element, Header, HeaderStatement, Rounded, RoundingClause, RoundingSubject};
use super::blocks::Statement;
use super::diagnostics;
use super::grammar::{Node, Rule};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;
use crate::quantity::RoundingMode;
use crate::source::Spanned;

impl<'a> Parser<'a, '_> {
    /// `评价体系 "…" { … }`.
    pub fn header(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Header {
        let title = match node.parts().nth(1) {
            Some(title) if title.rule() == Rule::text => self.text(&title),
            Some(title) => self.name(&title),
            None => node.spanned(String::new()),
        };
        let statements = self.header_statements(whole.body.unwrap_or_default());
        Header { title, statements, span: self.span_of(whole) }
    }

    /// The statements of a header.
    pub fn header_statements(&mut self, list: &[Statement]) -> Vec<HeaderStatement> {
        let wholes = self.wholes(list, Place::Header);
        wholes
            .iter()
            .map(|whole| self.header_statement(whole).unwrap_or(HeaderStatement::Hole(self.span_of(whole))))
            .collect()
    }

    fn header_statement(&mut self, whole: &Whole<'_>) -> Result<HeaderStatement, Reported> {
        let node = self.read_kind(whole)?;
        let mut parts = node.parts();
        match node.rule() {
            Rule::year => {
                let Some(literal) = parts.seek(Rule::literal) else { return Err(self.drift(&node)) };
                let text = literal.text();
                let digits = text.strip_suffix('年').unwrap_or(text).trim_end();
                match digits.parse::<u32>() {
                    Ok(year) if (1949..=2200).contains(&year) => Ok(HeaderStatement::Year(literal.spanned(year))),
                    _ => Err(self.diagnostics.error(diagnostics::not_a_year(literal.span(), text))),
                }
            }
            Rule::total => {
                let Some(literal) = parts.seek(Rule::literal) else { return Err(self.drift(&node)) };
                self.score(&literal).map(HeaderStatement::Total)
            }
            Rule::rounding => self.rounding(&node, true).map(HeaderStatement::Rounding),
            Rule::basis => {
                let claimed = parts.seek(Rule::kw_claimed);
                let basis = if claimed.is_some() { Basis::Claimed } else { Basis::Reviewed };
                let word = node.parts().last().unwrap_or_else(|| node.clone());
                Ok(HeaderStatement::Basis(word.spanned(basis)))
            }
            Rule::cohort => Ok(HeaderStatement::Cohort(node.span())),
            Rule::without_header => self.without_header(&node).map(HeaderStatement::Without),
            _ => self.text_clause(&node).map(HeaderStatement::Text),
        }
    }

    /// `修约：…`. In the header it says what is rounded, in an indicator it rounds the measure.
    pub fn rounding(&mut self, node: &Node<'a>, in_header: bool) -> Result<RoundingClause, Reported> {
        let mut parts = node.parts();
        parts.seek(Rule::colon);
        let subject = match parts.peek() {
            Some(Rule::kw_indicator_scores) => parts.next().map(|word| word.spanned(RoundingSubject::Indicator)),
            Some(Rule::kw_total) => parts.next().map(|word| word.spanned(RoundingSubject::Total)),
            _ => None,
        };
        if subject.is_some() != in_header {
            return Err(self.diagnostics.error(diagnostics::rounding_subject(node.span(), in_header)));
        }
        let Some(number) = parts.seek(Rule::number) else { return Err(self.drift(node)) };
        let places = self.small(&number, 28)?;
        let mut from_scores = None;
        let mut mode = None;
        for part in parts {
            match part.rule() {
                Rule::kw_from_scores => from_scores = Some(part.span()),
                Rule::mode => mode = Some(part.spanned(rounding_mode(&part))),
                _ => {}
            }
        }
        let of_total = subject.as_ref().is_some_and(|subject| subject.node == RoundingSubject::Total);
        if of_total != from_scores.is_some() {
            return Err(self
                .diagnostics
                .error(diagnostics::rounding_source(from_scores.unwrap_or(node.span()), of_total)));
        }
        let Some(mode) = mode else { return Err(self.drift(node)) };
        Ok(RoundingClause { subject, places, mode, span: node.span() })
    }

    /// `删除 修约 指标得分`, `删除 依据`.
    fn without_header(&mut self, node: &Node<'a>) -> Result<Spanned<Element>, Reported> {
        let mut parts = node.parts();
        parts.pass_over(Rule::kw_remove);
        let Some(word) = parts.next() else { return Err(self.drift(node)) };
        let element = match (word.rule(), parts.peek()) {
            (Rule::kw_basis, _) => Element::Basis,
            (Rule::kw_cohort, _) => Element::Cohort,
            (Rule::kw_rounding, Some(Rule::kw_total)) => Element::Rounding(Some(Rounded::Total)),
            (Rule::kw_rounding, _) => Element::Rounding(Some(Rounded::Scores)),
            (rule, _) => match super::lower_amend::text_kind(rule) {
                Some(kind) => Element::Text(kind),
                None => return Err(self.drift(node)),
            },
        };
        Ok(node.spanned(element))
    }
}

fn rounding_mode(node: &Node<'_>) -> RoundingMode {
    match node.parts().next().map(|word| word.rule()) {
        Some(Rule::kw_half_even) => RoundingMode::HalfEven,
        Some(Rule::kw_truncate) => RoundingMode::Truncate,
        Some(Rule::kw_away_from_zero) => RoundingMode::AwayFromZero,
        _ => RoundingMode::HalfUp,
    }
}
