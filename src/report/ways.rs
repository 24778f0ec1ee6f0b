//! Several ways of which one counts, and scores that a formula gives, in words.

use super::Sheet;
use super::formula::with_numbers;
use super::number::{amount, places, plain};
use crate::ids::ElementId;
use crate::inputs::{Outcome, Value, evaluate};
use crate::quantity::Rational;
use crate::rubric::{Award, Band, Choice, DisplayUnit, Expr, Item, NormalForm, Rule, RuleForm};
use crate::scorecard::Amount;

impl Sheet<'_> {
    /// `“甲法” 8分，取此`.
    pub(super) fn way(&self, way: Option<&Item>, (score, counts): (&Amount, bool), rule: Option<&Rule>) -> String {
        let name = way.map(|way| way.name.as_str()).unwrap_or_default();
        let chosen = match rule.map(|rule| &rule.normal) {
            Some(NormalForm::Ways(ways)) => ways.pick == crate::rubric::Pick::Chosen,
            _ => false,
        };
        let mark = match (counts, chosen) {
            (true, true) => self.say("，选用此法", ", chosen"),
            (true, false) => self.say("，取此项", ", counts"),
            (false, _) => "",
        };
        format!("“{name}” {}{mark}", amount(score, 0, self.language))
    }

    /// `：5分 × (1 − 10 × 2.00%) = 4分` behind the row whose award is a formula.
    pub(super) fn computed(&self, formula: Option<&Expr>) -> String {
        let Some(formula) = formula else { return String::new() };
        match evaluate(formula, self.rubric, self.inputs, self.measures) {
            Outcome::Known(Value::Number(score)) => self.equals(&with_numbers(self, formula), &score),
            _ => String::new(),
        }
    }

    /// What a row of 分档, or a formula alone, gives where the number lies, if that is no fixed award.
    pub(super) fn computed_at(&self, element: ElementId, at: Option<&Rational>, rule: Option<&Rule>) -> String {
        let pieces = rule.filter(|rule| matches!(rule.form, RuleForm::Bands | RuleForm::Formula));
        let Some(NormalForm::Pieces { bands, .. }) = pieces.map(|rule| &rule.normal) else { return String::new() };
        let here = |band: &&Band| band.element == element && at.is_none_or(|at| band.interval.contains(at));
        match (bands.iter().find(here).map(|band| &band.award), at) {
            (Some(Award::Formula(formula)), _) => self.computed(Some(&formula.value)),
            (Some(Award::Curve(curve)), Some(at)) if curve.constant_score().is_none() => {
                curve.at(at).map(|score| self.equals("", &score)).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    fn equals(&self, formula: &str, score: &Rational) -> String {
        let unit = DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: places(self.rubric).max(2) };
        let (digits, is_exact) = plain(score, &unit, &self.halves(score));
        let (head, word) = (self.say("，得", ", gets"), self.say("分", " points"));
        match (formula.is_empty() || *formula == format!("{digits}{word}"), is_exact) {
            (true, true) => format!("{head} {digits}{word}"),
            (true, false) => format!("{head} ≈ {digits}{word}"),
            (false, true) => format!("{}{formula} = {digits}{word}", self.colon()),
            (false, false) => format!("{}{formula} ≈ {digits}{word}", self.colon()),
        }
    }
}

/// The formula that an arm gives.
pub(super) fn computed(then: &Choice) -> Option<&Expr> {
    match then {
        Choice::Award(Award::Formula(formula)) => Some(&formula.value),
        _ => None,
    }
}
