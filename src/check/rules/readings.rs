//! What the readings of a range give that does not say whether its ends belong to it.

use super::ranges::Bounds;
use crate::check::context::Context;
use crate::diagnostic::{Language, Text};
use crate::quantity::Rational;
use crate::rubric::show_points;
use crate::source::Span;
use crate::syntax::ast::{self, AwardNode, Literal, LiteralUnit};
use crate::text;

/// The rows of a rule, with what each gives.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Entry>,
    /// What is given where no row applies, if anything is.
    pub(super) rest: Option<Text>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) bounds: Bounds,
    pub(super) gives: Text,
}

/// What a value gets under a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// This.
    Given(Text),
    /// No row has it.
    Nothing,
    /// Rows that differ have it.
    Twice,
}

impl Outcome {
    /// As it is said of the value: `得 7分`.
    pub(super) fn words(&self) -> Text {
        match self {
            Outcome::Given(text) => text.clone(),
            Outcome::Nothing => text!("无规定得分", "no score"),
            Outcome::Twice => text!("同时属于两档", "two scores"),
        }
    }
}

impl Table {
    /// What a value at a bound of the row at `own` gets, if the bound belongs to the row or not. Rows that meet it there
    /// without saying whether the value is theirs are read in the same way, so that they have it where this one does not.
    pub(super) fn at(&self, value: &Rational, own: Span, inclusive: bool) -> Outcome {
        let has = |entry: &&Entry| {
            let bounds = &entry.bounds;
            if bounds.span == own {
                return inclusive;
            }
            match bounds.interval() {
                Some(interval) => interval.contains(value),
                None => {
                    let ends = [&bounds.lower, &bounds.upper].into_iter().flatten();
                    let at_end = ends.into_iter().find(|mark| mark.at == *value);
                    let above = bounds.lower.as_ref().is_none_or(|mark| mark.at < *value);
                    let below = bounds.upper.as_ref().is_none_or(|mark| mark.at > *value);
                    at_end.map_or(above && below, |mark| mark.inclusive.unwrap_or(!inclusive))
                }
            }
        };
        let mut given = self.rows.iter().filter(has).map(|entry| &entry.gives);
        match (given.next(), &self.rest) {
            (Some(first), _) if given.all(|other| other == first) => Outcome::Given(first.clone()),
            (Some(_), _) => Outcome::Twice,
            (None, Some(rest)) => Outcome::Given(rest.clone()),
            (None, None) => Outcome::Nothing,
        }
    }
}

/// What an award gives, for a reader: `得 7分`.
pub(super) fn words(award: &ast::Award, c: &Context) -> Text {
    if let (true, AwardNode::Share(literal)) = (c.row.is_some(), &award.node) {
        let share = literal.magnitude.normalize();
        return text!("得分值的 {share}%", "{share}% of points");
    }
    match (fixed(award, c), &award.node) {
        (None, AwardNode::Full) => text!("得满分", "full marks"),
        (Some(score), _) => {
            let (zh, en) = (show_points(&score, 0, Language::Zh), show_points(&score, 0, Language::En));
            text!("得 {zh}", "{en}")
        }
        // It is told of by itself that it can be read in two ways.
        (None, AwardNode::Bare(literal)) => {
            let percent = if literal.unit == LiteralUnit::None { "" } else { "%" };
            let number = literal.magnitude.normalize();
            text!("得 {number}{percent}", "{number}{percent}")
        }
        (None, AwardNode::Formula(_)) => text!("按算式计分", "by the formula"),
        (None, _) => text!("由人评定", "by judgement"),
    }
}

/// The score of an award that is a plain number of points, where it can be told without looking up a unit; whether it
/// may be given here is not asked.
pub(super) fn fixed(award: &ast::Award, c: &Context) -> Option<Rational> {
    let unit = |literal: &Literal| match &literal.unit {
        LiteralUnit::Unit(unit) => Some(unit.node.clone()),
        LiteralUnit::None | LiteralUnit::Date => None,
    };
    match &award.node {
        // In a group by rows the points are those of each row.
        AwardNode::Full | AwardNode::Share(_) if c.row.is_some() => None,
        AwardNode::Full => c.points.clone(),
        AwardNode::Points(literal) => {
            let points = unit(literal).is_some_and(|unit| matches!(unit.as_str(), "分" | "point" | "points"));
            points.then(|| Rational::from(literal.magnitude))
        }
        AwardNode::Share(literal) => {
            let percent = unit(literal).is_some_and(|unit| unit == "%");
            let share = &Rational::from(literal.magnitude) * &Rational::power_of_ten(-2);
            c.points.as_ref().filter(|_| percent).map(|points| points * &share)
        }
        _ => None,
    }
}
