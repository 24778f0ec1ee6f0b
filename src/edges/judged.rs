//! The ends of the levels of 评定: scores just below, at and just above each.

use std::collections::BTreeSet;

use super::labels::{Label, say};
use super::{Finder, Of, Owner, Side};
use crate::ids::IndicatorId;
use crate::quantity::Rational;
use crate::rubric::show_points;

impl Finder<'_> {
    /// The ends of the levels of everything that is judged in an indicator.
    pub(super) fn judged(&mut self, id: IndicatorId, owner: &Owner) {
        let form = self.form;
        let digit = Rational::power_of_ten(i32::try_from(form.rubric.score_places()).map_or(-2, i32::wrapping_neg));
        let language = self.language();
        let same = |at: IndicatorId| {
            self.rubric().path(crate::ids::NodeId::Indicator(id)) == form.rubric.path(crate::ids::NodeId::Indicator(at))
        };
        let items = form.judged.iter().filter(|(item, _)| same(item.indicator)).collect::<Vec<_>>();
        for (item, full) in items {
            let levels = item.judgements.iter().flat_map(|one| &one.levels);
            let ends = levels.flat_map(|level| [&level.scores.lower, &level.scores.upper]);
            let mut ends = ends.filter_map(|end| end.number()).cloned().collect::<BTreeSet<_>>();
            // In 加减分 the range stands beside the indicator, and no sum shows a slip in it.
            let range = self.rubric().indicator(id).adjusts.as_ref();
            ends.extend(range.iter().flat_map(|range| [range.least.clone(), range.most.clone()]));
            let name = form.rubric.judged_name(item);
            for at in ends {
                let head = item.items.iter().map(|one| format!("{one}/")).collect::<String>();
                let head = format!("{head}{}", say(language, "评定", "judged"));
                let label = Label::of(head, show_points(&at, 0, language), language);
                let sides = [(Side::Below, &at - &digit), (Side::At, at.clone()), (Side::Above, &at + &digit)];
                for (side, score) in sides {
                    let least = range.map_or(Rational::ZERO, |range| range.least.clone());
                    if score < least || score > *full || score.decimal_places() > Some(form.rubric.score_places()) {
                        continue;
                    }
                    let mut draft = self.start.clone();
                    draft.judged.insert(name.clone(), score);
                    self.add(owner, (&label, side), draft, Of::Indicator(id));
                }
            }
        }
    }
}
