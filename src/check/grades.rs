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
use crate::quantity::{End, Interval, Kind, Op, Rational, Rounding, RoundingMode, subtract};
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
        if !file.items.iter().any(|item| matches!(item, Item::Grades(_))) {
            return Ok(Vec::new());
        }
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
        let first = items.iter().find_map(|item| match item {
            Item::Grades(grades) => Some(grades),
            _ => None,
        });
        // What the scores can be is only asked where there are grades.
        let Some(grades) = first else { return Ok(Vec::new()) };
        if group.points == Known::Unpublished {
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
        let taken = Taken::of(rows, scores, graded.places);
        for (row, own) in rows.iter().zip(&taken.by_row) {
            if own.is_empty() && !graded.by_veto.contains(&row.name.node.as_str()) {
                self.diagnostics.note(faults::grade_unreachable(&row.name));
            }
        }
        let shares = grades.rows.iter().filter_map(|(_, range)| range.as_ref());
        let shares = shares.filter_map(|range| range.lower.as_ref().or(range.upper.as_ref()));
        let full = graded.full.filter(|_| shares.clone().all(|bound| is_share(&bound.value)));
        if let Some((gap, at)) = taken.free.iter().find_map(|part| Some((part, witness(part, graded.places)?))) {
            let hole = taken.hole(rows.len(), gap, rows, full);
            let fault = faults::grade_gap(grades.span, &at, (&graded.what, &hole), self.language);
            return Err(self.diagnostics.error(fault));
        }
        let Some((row, part)) = taken.split() else { return Ok(()) };
        let hole = taken.hole(row, part, rows, full);
        let (Some(at), Some(row)) = (witness(part, graded.places), rows.get(row)) else { return Ok(()) };
        let beside = |near: Option<(&Grade, &Interval)>| {
            near.and_then(|(grade, own)| Some((grade.name.node.clone(), witness(own, graded.places)?)))
        };
        let beside = beside(hole.below).or_else(|| beside(hole.above));
        let Some(beside) = beside else { return Ok(()) };
        Err(self.diagnostics.error(faults::grade_in_stretches(&row.name, &at, &beside, &hole)))
    }
}

/// Which scores each row takes, from the first row on.
struct Taken {
    /// In the order of the rows; each in rising order, none that cannot be printed.
    by_row: Vec<Vec<Interval>>,
    /// What no row takes.
    free: Vec<Interval>,
}

/// Scores that fall between grades.
pub(super) struct Hole<'r> {
    /// The scores.
    pub(super) scores: Interval,
    /// The row of the next lower scores, and what it takes there.
    pub(super) below: Option<(&'r Grade, &'r Interval)>,
    /// The row of the next higher scores, and what it takes there.
    pub(super) above: Option<(&'r Grade, &'r Interval)>,
    /// What 100% is, where the rows are written in percent.
    pub(super) full: Option<&'r Rational>,
}

impl Taken {
    fn of(rows: &[Grade], scores: &Scores, places: Option<u32>) -> Self {
        let mut free = scores.parts().to_vec();
        let mut by_row = Vec::new();
        for row in rows {
            let own = free.iter().map(|part| part.intersection(&row.range));
            by_row.push(own.filter(|part| witness(part, places).is_some()).collect());
            free = free.iter().flat_map(|part| subtract(part, &row.range)).collect();
        }
        Taken { by_row, free }
    }

    /// The rows before a row, each with a stretch that it takes.
    fn earlier(&self, row: usize) -> impl DoubleEndedIterator<Item = (usize, &Interval)> {
        let rows = self.by_row.iter().enumerate().take(row);
        rows.flat_map(|(at, own)| own.iter().map(move |part| (at, part)))
    }

    /// The first row that takes scores on both sides of an earlier one, and those that it likely takes by mistake: what
    /// lies between two earlier rows; else above them where the rows go down, below them where they go up.
    fn split(&self) -> Option<(usize, &Interval)> {
        self.by_row.iter().enumerate().find_map(|(row, own)| {
            let between = |one: &Interval, other: &Interval| {
                self.earlier(row).any(|(_, part)| part.compare(one).is_gt() && part.compare(other).is_lt())
            };
            let (first, last) = (own.first()?, own.last()?);
            if !between(first, last) {
                return None;
            }
            let enclosed = own.iter().find(|part| {
                let beyond = |order: std::cmp::Ordering| self.earlier(row).any(|(_, one)| one.compare(part) == order);
                beyond(std::cmp::Ordering::Less) && beyond(std::cmp::Ordering::Greater)
            });
            let rising = |(one, other): (&Interval, &Interval)| one.compare(other).is_lt();
            let up = self.earlier(row).zip(self.earlier(row).skip(1)).next();
            let up = up.is_some_and(|((_, one), (_, other))| rising((one, other)));
            Some((row, enclosed.unwrap_or(if up { first } else { last })))
        })
    }

    /// Scores with the nearest of the rows before a row.
    fn hole<'r>(&'r self, row: usize, scores: &Interval, rows: &'r [Grade], full: Option<&'r Rational>) -> Hole<'r> {
        let near = |part: &(usize, &'r Interval)| rows.get(part.0).map(|grade| (grade, part.1));
        let below = self.earlier(row).filter(|(_, part)| part.compare(scores).is_lt());
        let above = self.earlier(row).filter(|(_, part)| part.compare(scores).is_gt());
        let below = below.max_by(|(_, one), (_, other)| one.compare(other)).as_ref().and_then(near);
        let above = above.min_by(|(_, one), (_, other)| one.compare(other)).as_ref().and_then(near);
        Hole { scores: scores.clone(), below, above, full }
    }
}

/// The highest score at which each row is reached, or the end that it nears; `None` for one that never is.
pub(super) fn reached(rows: &[Grade], scores: &Scores) -> Vec<Option<Rational>> {
    let taken = Taken::of(rows, scores, None);
    let highest = |own: &Vec<Interval>| own.iter().filter_map(|part| part.upper.number().cloned()).max();
    taken.by_row.iter().map(highest).collect()
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
