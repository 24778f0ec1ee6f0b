//! Several years, all units of a run, units below one: what stands in formulas and behind fields of them.

use super::ast::{CohortFunction, Consolidation, ExprNode, Name, WrittenYear, YearFunction};
use super::diagnostics;
use super::grammar::{Node, Rule};
use super::parse::Parser;
use crate::diagnostic::Reported;
use crate::source::Spanned;

/// More years than this are not asked of anybody.
const MOST_YEARS: u32 = 10;

/// Whether a word is `近3年`.
pub(super) fn is_recent(word: &str) -> bool {
    let number = word.strip_prefix('近').and_then(|rest| rest.strip_suffix('年'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Parser<'_, '_> {
    /// `近3年`: two years at least.
    pub fn recent(&mut self, node: &Node<'_>) -> Result<Spanned<u32>, Reported> {
        let Some(number) = node.parts().seek(Rule::number) else { return Err(self.drift(node)) };
        match number.text().parse::<u32>() {
            Ok(years) if (2..=MOST_YEARS).contains(&years) => Ok(node.spanned(years)),
            _ => Err(self.diagnostics.error(diagnostics::not_some_years(node.span(), number.text(), MOST_YEARS))),
        }
    }

    /// `汇总 合计`, from the first of the two words.
    pub fn consolidation(&mut self, node: &Node<'_>) -> Result<Spanned<Consolidation>, Reported> {
        let mut parts = node.parts();
        parts.accept(Rule::kw_consolidate);
        let way = match (parts.next().map(|word| word.rule()), parts.seek(Rule::name)) {
            (Some(Rule::kw_summed), _) => Consolidation::Sum,
            (Some(Rule::kw_recomputed), _) => Consolidation::Recomputed,
            (Some(Rule::kw_not_added), _) => Consolidation::NotAdded,
            (Some(_), Some(weight)) => Consolidation::Weighted(self.name(&weight)),
            _ => return Err(self.drift(node)),
        };
        Ok(node.spanned(way))
    }

    /// `上年.电费`.
    pub fn last_year(&mut self, node: &Node<'_>) -> Result<ExprNode, Reported> {
        match node.parts().seek(Rule::name) {
            Some(name) => Ok(ExprNode::OfYear(self.name(&name), WrittenYear::Last)),
            None => Err(self.drift(node)),
        }
    }

    /// `@2023` behind a name.
    pub fn of_year(&mut self, name: Name, node: &Node<'_>) -> Result<ExprNode, Reported> {
        let Some(number) = node.parts().seek(Rule::number) else { return Err(self.drift(node)) };
        match number.text().parse::<u32>() {
            Ok(year) if number.text().len() == 4 => Ok(ExprNode::OfYear(name, WrittenYear::In(number.spanned(year)))),
            _ => Err(self.diagnostics.error(diagnostics::not_a_year_of(number.span(), number.text(), &name.node))),
        }
    }

    /// `计数(近3年, c)`.
    pub fn over_years(&mut self, node: &Node<'_>) -> Result<ExprNode, Reported> {
        let mut parts = node.parts();
        let (word, recent, value) = (parts.seek(Rule::year_function), parts.seek(Rule::recent), parts.seek(Rule::expr));
        let (Some(word), Some(recent), Some(value)) = (word, recent, value) else { return Err(self.drift(node)) };
        let function = match word.parts().next().map(|word| word.rule()) {
            Some(Rule::kw_tally) => YearFunction::Count,
            Some(Rule::kw_sum) => YearFunction::Sum,
            Some(Rule::kw_mean) => YearFunction::Mean,
            Some(Rule::kw_max) => YearFunction::Max,
            _ => YearFunction::Min,
        };
        let years = self.recent(&recent)?;
        let value = Box::new(self.argument(&value)?);
        Ok(ExprNode::OverYears { function: word.spanned(function), years, value })
    }

    /// `名次(x)`, `名次(x, 越低越好)`.
    pub fn cohort_value(&mut self, node: &Node<'_>) -> Result<ExprNode, Reported> {
        let mut parts = node.parts();
        let (word, value) = (parts.seek(Rule::cohort_function), parts.seek(Rule::expr));
        let (Some(word), Some(value)) = (word, value) else { return Err(self.drift(node)) };
        let direction = parts.find(|part| matches!(part.rule(), Rule::kw_higher | Rule::kw_lower));
        let function = match word.parts().next().map(|word| word.rule()) {
            Some(Rule::kw_rank) => CohortFunction::Rank,
            Some(Rule::kw_percentile) => CohortFunction::Percentile,
            Some(Rule::kw_cohort_max) => CohortFunction::Max,
            Some(Rule::kw_cohort_min) => CohortFunction::Min,
            _ => CohortFunction::Mean,
        };
        let directed = matches!(function, CohortFunction::Rank | CohortFunction::Percentile);
        if let Some(direction) = direction.as_ref().filter(|_| !directed) {
            let fault = diagnostics::direction_says_nothing(direction.span(), word.text());
            return Err(self.diagnostics.error(fault));
        }
        let lower = direction.is_some_and(|direction| direction.rule() == Rule::kw_lower);
        let value = Box::new(self.argument(&value)?);
        Ok(ExprNode::Cohort { function: word.spanned(function), value, lower })
    }
}
