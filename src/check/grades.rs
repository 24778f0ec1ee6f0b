//! 等级: every total that can be printed has one.

use super::context::Checker;
use super::diagnostics::audits as faults;
use super::diagnostics::tree as tree_faults;
use super::points::Known;
use crate::diagnostic::Reported;
use crate::quantity::{End, Interval, Kind, Rational, Rounding, RoundingMode};
use crate::rubric::Grade;
use crate::syntax::ast::{self, Item};
use crate::text;

impl Checker<'_> {
    /// The grades of a file. `places` are the decimals of a printed total; `None` where any number can be printed.
    pub(super) fn grades(
        &mut self,
        file: &ast::File,
        total: &Known,
        places: Option<u32>,
    ) -> Result<Vec<Grade>, Reported> {
        let mut statements = file.items.iter().filter_map(|item| match item {
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
            let range = range.as_ref().map_or(Ok(Interval::ALL), |range| self.interval(range, &Kind::Score))?;
            Ok(Grade { name: name.clone(), range })
        });
        let rows = rows.collect::<Vec<_>>();
        let rows = rows.into_iter().collect::<Result<Vec<_>, Reported>>()?;
        if let Known::Points(total) = total {
            self.cover(grades, &rows, total, places)?;
        }
        result.map(|()| rows)
    }

    fn cover(
        &mut self,
        grades: &ast::Grades,
        rows: &[Grade],
        total: &Rational,
        places: Option<u32>,
    ) -> Result<(), Reported> {
        let mut free = vec![Interval::closed(Rational::ZERO, total.clone())];
        for row in rows {
            if !free.iter().any(|part| witness(&part.intersection(&row.range), places).is_some()) {
                self.diagnostics.note(faults::grade_unreachable(&row.name));
            }
            free = free.iter().flat_map(|part| without(part, &row.range)).collect();
        }
        match free.iter().find_map(|part| witness(part, places)) {
            Some(gap) => Err(self.diagnostics.error(faults::grade_gap(grades.span, &gap, self.language))),
            None => Ok(()),
        }
    }
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
