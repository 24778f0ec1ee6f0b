//! Two rules over a field whose levels changed: compared level by level, by their names.

use super::change::What;
use super::function::{Function, Outcome, Unknown};
use super::pieces::{at, outcome};
use super::rules::{Places, Rules};
use super::words::none;
use crate::diagnostic::Text;
use crate::quantity::{Interval, Kind, Rational};

/// The names of the levels before and after, the best first.
pub(super) type Names = (Vec<String>, Vec<String>);

impl Rules<'_, '_> {
    /// The levels of what decides, where they are not those of the old rubric.
    pub(super) fn levels(&self, before: &Function<'_>, after: &Function<'_>) -> Option<Names> {
        let kinds = match (&before.unknown, &after.unknown) {
            (Unknown::Measure, Unknown::Measure) => (&self.measures.0?.value.kind, &self.measures.1?.value.kind),
            (Unknown::Field(old), Unknown::Field(new)) => {
                (&self.old.rubric.field(*old).kind, &self.new.rubric.field(*new).kind)
            }
            _ => return None,
        };
        match kinds {
            (Kind::Level(old), Kind::Level(new)) if old.names != new.names => {
                Some((old.names.to_vec(), new.names.to_vec()))
            }
            _ => None,
        }
    }

    /// Tells the levels with another score; no if a rule has no outcome for one of its levels.
    pub(super) fn by_levels(
        &mut self,
        (old, new): (&Function<'_>, &Function<'_>),
        (before, after): &Names,
        places: Places,
    ) -> bool {
        let name = Text::new("指标值", "the measure");
        let gone = before.iter().filter(|level| !after.contains(level));
        let mut told = Vec::new();
        for level in after.iter().chain(gone) {
            let outcomes = (of(old, before, level), of(new, after, level));
            let (first, second) = match &outcomes {
                (None, None) => return false,
                (first, second) => (first, second),
            };
            let kept = match (first, second) {
                (Some((cell, one)), Some((_, other))) => self.same_outcome(one, other, cell),
                _ => false,
            };
            if !kept {
                let show = |side: &Option<(Interval, Outcome)>| {
                    side.as_ref().map_or_else(none, |(cell, one)| outcome(one, cell))
                };
                told.push((at(&name, level, true), (show(first), show(second))));
            }
        }
        for (name, sides) in told {
            self.tell(What::Score, name, sides, places);
        }
        true
    }
}

/// What a level gets; `None` where there is no such level.
fn of(function: &Function<'_>, names: &[String], level: &str) -> Option<(Interval, Outcome)> {
    let (rank, _) = (0_i64..).zip(names.iter().rev()).find(|(_, name)| *name == level)?;
    let rank = Rational::whole(rank);
    Some((Interval::point(rank.clone()), function.outcome(&rank)?))
}
