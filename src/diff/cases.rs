//! 情形 of two rubrics as one map from figures to what they lead to, whatever is nested in them and in which order.

use std::collections::BTreeMap;

use super::conditions::{Asks, Grid};
use super::meaning::Reader;
use super::rules::Rules;
use crate::diagnostic::Text;
use crate::ids::ElementId;
use crate::quantity::Rational;
use crate::rubric::{Arm, Choice, NormalForm};

/// An arm with its condition over a grid.
struct Case<'r> {
    when: Option<Asks>,
    arm: &'r Arm,
    /// The arms inside, if it leads to 情形 again.
    inner: Vec<Case<'r>>,
}

fn cases<'r>(grid: &mut Grid, reader: &Reader<'_>, arms: &'r [Arm]) -> Vec<Case<'r>> {
    let case = |arm: &'r Arm| {
        let when = arm.condition.as_ref().map(|condition| grid.asks(reader, condition));
        let inner = match &arm.then {
            Choice::Rule(rule) => match &rule.normal {
                NormalForm::Cases(arms) => cases(grid, reader, arms),
                _ => Vec::new(),
            },
            Choice::Award(_) => Vec::new(),
        };
        Case { when, arm, inner }
    };
    arms.iter().map(case).collect()
}

/// The arm that counts around a sample.
fn arm<'r>(cases: &[Case<'r>], point: &[Rational]) -> Option<&'r Arm> {
    let case = cases.iter().find(|case| case.when.as_ref().is_none_or(|when| when.holds(point)))?;
    if case.inner.is_empty() { Some(case.arm) } else { arm(&case.inner, point) }
}

impl<'a> Rules<'a, '_> {
    /// Whether two 情形 lead to the same wherever figures can lie.
    pub(super) fn same_cases(&mut self, old: &'a [Arm], new: &'a [Arm]) -> bool {
        let mut grid = Grid::default();
        let (before, after) = (cases(&mut grid, self.old, old), cases(&mut grid, self.new, new));
        let Some(points) = grid.points() else { return false };
        let mut known = BTreeMap::<(ElementId, ElementId), bool>::new();
        points.iter().all(|point| {
            let Some((before, after)) = arm(&before, point).zip(arm(&after, point)) else { return false };
            let pair = (before.element, after.element);
            *known.entry(pair).or_insert_with(|| self.same_arm(before, after))
        })
    }

    fn same_arm(&mut self, old: &'a Arm, new: &'a Arm) -> bool {
        let places = (self.old.rubric.element(old.element), self.new.rubric.element(new.element));
        match (&old.then, &new.then) {
            (Choice::Rule(before), Choice::Rule(after)) => self.quietly(|rules| rules.compare(before, after)),
            (Choice::Award(before), Choice::Award(after)) => {
                self.quietly(|rules| rules.awards((before, after), &Text::new("", ""), places))
            }
            _ => false,
        }
    }

    /// Whether a comparison tells nothing; what it tells is dropped.
    fn quietly(&mut self, compare: impl FnOnce(&mut Self)) -> bool {
        let before = self.told.changes.len();
        compare(self);
        let same = self.told.changes.len() == before;
        self.told.changes.truncate(before);
        same
    }
}
