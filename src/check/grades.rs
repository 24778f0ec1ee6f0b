//! 等级: every total that can be printed has one, and every score of a group that has grades.

use super::context::Checker;
use super::diagnostics::audits as faults;
use super::diagnostics::ending as endings;
use super::diagnostics::tree as tree_faults;
use super::ending::{Unsettled, Whole};
use super::points::Known;
use super::reached::Scores;
use super::rules::is_share;
use super::tree::GroupPlan;
use crate::diagnostic::{Reported, Text};
use crate::ids::NodeId;
use crate::quantity::{End, Interval, Kind, Op, Rational, Rounding, RoundingMode};
use crate::rubric::Grade;
use crate::syntax::ast::{self, Item};
use crate::text;

/// What grades are given for.
struct Graded<'a> {
    /// What it is called in a message.
    what: Text,
    /// The scores that it can have; `None` where they are not known.
    scores: Option<Scores>,
    /// What 100% is, where grades may be written in percent.
    full: Option<&'a Rational>,
    /// The decimals of a score; `None` where it may be any number.
    places: Option<u32>,
    /// Grades that a veto may give.
    by_veto: Vec<&'a str>,
}

impl Checker<'_> {
    /// The grades of a file.
    pub(super) fn grades(
        &mut self,
        file: &ast::File,
        ending: Option<&Unsettled>,
        whole: Whole<'_>,
    ) -> Result<Vec<Grade>, Reported> {
        let known = whole.points.points().zip(ending);
        let scores = known.map(|(points, end)| self.totals(whole.roots, &end.ending, points));
        let what = text!("总分", "a total of");
        let by_veto = ending.map(|end| end.grades.iter().map(|(_, name)| name.node.as_str()).collect());
        let by_veto = by_veto.unwrap_or_default();
        let full = whole.points.points();
        self.grades_of(&file.items, &Graded { what, scores, full, places: whole.places, by_veto })
    }

    /// The grades of a group, on its rounded score.
    pub(super) fn group_grades(&mut self, group: &GroupPlan<'_>, node: NodeId) -> Result<Vec<Grade>, Reported> {
        let items = &group.written.items;
        if let (Known::Unpublished, Some(Item::Grades(grades))) =
            (&group.points, items.iter().find(|item| matches!(item, Item::Grades(_))))
        {
            let fault = endings::group_grades_unpublished(grades.span, &group.written.name.node);
            return Err(self.diagnostics.error(fault));
        }
        let name = &group.written.name.node;
        let what = text!("「{name}」得", "a score of `{name}` of");
        let full = group.points.points();
        let all = |points: &Rational| Scores::all(Interval::closed(Rational::ZERO, points.clone()));
        let scores = full.map(|points| self.reached_of(node).unwrap_or_else(|| all(points)));
        let places = self.scores_rounded.then_some(self.score_places);
        self.grades_of(items, &Graded { what, scores, full, places, by_veto: Vec::new() })
    }

    fn grades_of(&mut self, items: &[Item], graded: &Graded<'_>) -> Result<Vec<Grade>, Reported> {
        let mut statements = items.iter().filter_map(|item| match item {
            Item::Grades(grades) => Some(grades),
            _ => None,
        });
        let Some(grades) = statements.next() else { return Ok(Vec::new()) };
        let mut result = Ok(());
        for second in statements {
            let what = text!("等级", "grades");
            result = Err(self.diagnostics.error(tree_faults::stated_twice(second.span, &what, Some(grades.span))));
        }
        let rows = grades.rows.iter().map(|(name, range)| {
            let range = range.as_ref().map_or(Ok(Interval::ALL), |range| self.grade_range(range, graded.full))?;
            Ok(Grade { name: name.clone(), range })
        });
        let rows = rows.collect::<Vec<_>>();
        let rows = rows.into_iter().collect::<Result<Vec<_>, Reported>>()?;
        if let Some(scores) = &graded.scores {
            self.cover(grades, &rows, scores, graded)?;
        }
        result.map(|()| rows)
    }

    /// A row in points, or in percent of full marks.
    fn grade_range(&mut self, range: &ast::Range, full: Option<&Rational>) -> Result<Interval, Reported> {
        let bound = range.lower.as_ref().or(range.upper.as_ref());
        match full.filter(|_| bound.is_some_and(|bound| is_share(&bound.value))) {
            Some(full) => {
                let shares = self.interval(range, &Kind::Ratio)?;
                Ok(shares.combine(Op::Mul, &Interval::point(full.clone())))
            }
            None => self.interval(range, &Kind::Score),
        }
    }

    fn cover(
        &mut self,
        grades: &ast::Grades,
        rows: &[Grade],
        scores: &Scores,
        graded: &Graded<'_>,
    ) -> Result<(), Reported> {
        let mut free = scores.parts().to_vec();
        for row in rows {
            let given = graded.by_veto.contains(&row.name.node.as_str());
            if !given && !free.iter().any(|part| witness(&part.intersection(&row.range), graded.places).is_some()) {
                self.diagnostics.note(faults::grade_unreachable(&row.name));
            }
            free = free.iter().flat_map(|part| without(part, &row.range)).collect();
        }
        match free.iter().find_map(|part| witness(part, graded.places)) {
            Some(gap) => Err(self.diagnostics.error(faults::grade_gap(grades.span, &gap, &graded.what, self.language))),
            None => Ok(()),
        }
    }
}

/// The highest score at which each row is reached, or the end that it nears; `None` for one that never is.
pub(super) fn reached(rows: &[Grade], scores: &Scores) -> Vec<Option<Rational>> {
    let mut free = scores.parts().to_vec();
    let mut list = Vec::new();
    for row in rows {
        let own = free.iter().map(|part| part.intersection(&row.range)).filter(|part| !part.is_empty());
        list.push(own.filter_map(|part| part.upper.number().cloned()).max());
        free = free.iter().flat_map(|part| without(part, &row.range)).collect();
    }
    list
}

/// What is left of an interval when another is taken away.
fn without(whole: &Interval, taken: &Interval) -> Vec<Interval> {
    let (below, above) = taken.outside();
    let parts = [below, above].into_iter().flatten().map(|part| part.intersection(whole));
    parts.filter(|part| !part.is_empty()).collect()
}

/// A number of an interval that can be printed, in its middle if one is there.
fn witness(part: &Interval, places: Option<u32>) -> Option<Rational> {
    if part.is_empty() {
        return None;
    }
    let (lower, upper) = (part.lower.number()?, part.upper.number()?);
    let middle = (lower + upper).checked_div(&Rational::whole(2))?;
    let Some(places) = places else { return Some(middle) };
    let round = |number: &Rational, mode: RoundingMode| Rounding { places, mode }.round(number);
    let step = Rational::power_of_ten(i32::try_from(places).ok()?.checked_neg()?);
    let first = round(lower, RoundingMode::AwayFromZero);
    let tidy = (0..=places).map(|places| Rounding { places, mode: RoundingMode::HalfUp }.round(&middle));
    let mut candidates = tidy.chain([first.clone(), &first + &step]);
    let ends = [&part.lower, &part.upper].into_iter().filter(|end| matches!(end, End::Closed(_)));
    let ends = ends.filter_map(End::number).cloned().collect::<Vec<_>>();
    let printable = |number: &Rational| number.decimal_places().is_some_and(|used| used <= places);
    candidates.find(|number| part.contains(number)).or_else(|| ends.into_iter().find(printable))
}
