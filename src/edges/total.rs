//! The borders of 等级, 封顶 and 否决: totals just below, at and just above them, made by what people judge.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::labels::{Label, say};
use super::walk;
use super::{Finder, Owner, Side};
use crate::quantity::Rational;
use crate::rubric::show_points;

impl Finder<'_> {
    /// What is about the whole.
    pub(super) fn whole(&mut self) {
        for veto in &self.rubric().ending.vetoes {
            for edge in walk::of_condition(self.rubric(), &veto.condition) {
                self.edge(&Owner::Total, &edge, None);
            }
        }
        let mut borders = Vec::new();
        for grade in &self.rubric().grades {
            borders
                .extend([&grade.range.lower, &grade.range.upper].into_iter().filter_map(|end| end.number()).cloned());
        }
        borders.extend(self.rubric().ending.ceiling.clone());
        borders.sort();
        borders.dedup();
        for at in borders {
            self.border(&at);
        }
    }

    fn border(&mut self, at: &Rational) {
        let language = self.language();
        let label = Label::of(say(language, "总分", "total").to_owned(), show_points(at, 0, language), language);
        let digit =
            Rational::power_of_ten(i32::try_from(self.form.rubric.score_places()).map_or(-2, i32::wrapping_neg));
        let sides = [(Side::Below, at - &digit), (Side::At, at.clone()), (Side::Above, at + &digit)];
        let mut reached = false;
        for (side, wanted) in sides {
            let Some(judged) = self.judged_down_to(&wanted) else { continue };
            let mut draft = Draft::new(self.base);
            draft.judged = judged;
            self.add(&Owner::Total, (&label, side), draft, None);
            reached = true;
        }
        if !reached {
            let reason = say(
                language,
                "人工评定的分不够凑出这个总分，或者总分未定",
                "what is judged does not suffice to bring the total there, or the total is open",
            );
            self.give_up(&Owner::Total, &label.edge(), reason.to_owned());
        }
    }

    /// Scores of judged items with which the base comes to a total, from the first item on.
    fn judged_down_to(&self, wanted: &Rational) -> Option<BTreeMap<String, Rational>> {
        let total = self.base.scorecard.total.exact()?;
        let mut excess = total - wanted;
        let mut judged = BTreeMap::new();
        if excess.is_negative() {
            return None;
        }
        for (item, full) in &self.form.judged {
            let counts = self.form.rubric.indicator(item.indicator).adjusts.is_none()
                && item.items.is_empty()
                && item.judgements.iter().all(|one| one.levels.is_empty());
            let line = self.base.scorecard.indicators.get(item.indicator.index());
            let given = line.and_then(|line| line.score.exact()) == Some(full);
            if excess.is_zero() || !counts || !given || !full.is_positive() {
                continue;
            }
            let taken = excess.clone().min(full.clone());
            judged.insert(self.form.rubric.judged_name(item), full - &taken);
            excess = &excess - &taken;
        }
        excess.is_zero().then_some(judged)
    }
}
