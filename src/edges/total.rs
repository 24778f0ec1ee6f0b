//! The borders of 等级 and 封顶, and 否决: totals just below, at and just above them, made of cases that cost much and of
//! what people judge.

use std::collections::BTreeSet;

use super::draft::{Draft, grid};
use super::labels::{Label, say};
use super::{Finder, Of, Owner, Side, walk};
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::inputs::Value;
use crate::quantity::Rational;
use crate::rubric::show_points;
use crate::scorecard::{Amount, Step};

impl<'a> Finder<'a> {
    /// Keeps a case that costs the total more than those before it.
    pub(super) fn note_drop(&mut self, id: IndicatorId, draft: &Draft<'a>, total: &Amount) {
        let (Some(full), Some(total)) = (self.base.scorecard.total.exact(), total.exact()) else { return };
        let drop = full - total;
        let more = self.drops.get(&id).is_none_or(|(_, known)| drop > *known);
        if drop.is_positive() && more {
            self.drops.insert(id, (draft.clone(), drop));
        }
    }

    /// What is about the whole.
    pub(super) fn whole(&mut self) {
        let rubric = self.rubric();
        for veto in &rubric.ending.vetoes {
            for edge in walk::of_condition(rubric, &veto.condition) {
                self.edge(&Owner::Total, &edge, Of::Whole);
            }
        }
        let ends = rubric.grades.iter().flat_map(|grade| [&grade.range.lower, &grade.range.upper]);
        let mut borders = ends.filter_map(|end| end.number()).cloned().collect::<BTreeSet<_>>();
        borders.extend(rubric.ending.ceiling.clone());
        for at in borders {
            self.border(&at);
        }
        for (at, group) in rubric.groups.iter().enumerate() {
            let ends = group.grades.iter().flat_map(|grade| [&grade.range.lower, &grade.range.upper]);
            for at_score in ends.filter_map(|end| end.number()).collect::<BTreeSet<_>>() {
                self.group_border(GroupId::at(at), at_score);
            }
        }
    }

    /// The border of a grade of a group, as far as people give its scores.
    fn group_border(&mut self, id: GroupId, at: &Rational) {
        let (language, digit) = (self.language(), self.digit());
        let path = self.rubric().path(NodeId::Group(id));
        let label = Label::of(say(language, "得分", "score").to_owned(), show_points(at, 0, language), language);
        let line = self.base.scorecard.groups.get(id.index());
        let Some(full) = line.and_then(|line| line.score.exact().cloned()) else { return };
        for (side, wanted) in [(Side::Below, at - &digit), (Side::At, at.clone()), (Side::Above, at + &digit)] {
            let (mut draft, mut excess) = (self.start.clone(), &full - &wanted);
            if excess.is_negative() {
                continue;
            }
            for (name, most) in self.judged_scores(Some(&path)) {
                let taken = excess.clone().min(most.clone());
                draft.judged.insert(name, &most - &taken);
                excess = &excess - &taken;
            }
            if excess.is_zero() {
                self.add(&Owner::Group(path.clone()), (&label, side), draft, Of::Group(id));
            }
        }
    }

    fn border(&mut self, at: &Rational) {
        let language = self.language();
        let label = Label::of(say(language, "总分", "total").to_owned(), show_points(at, 0, language), language);
        let digit = self.digit();
        let sides = [(Side::Below, at - &digit), (Side::At, at.clone()), (Side::Above, at + &digit)];
        let mut reached = false;
        for (side, wanted) in sides {
            let Some(draft) = self.brought_to(&wanted) else { continue };
            self.add(&Owner::Total, (&label, side), draft, Of::Whole);
            reached = true;
        }
        if !reached {
            let reason =
                say(language, "没有找到总分正好在这里的数据", "no data were found with which the total is there");
            self.give_up(&Owner::Total, &label.edge(), reason.to_owned());
        }
    }

    /// The last digit of a total.
    fn digit(&self) -> Rational {
        let rounding = self.written.total_rounding.or(self.written.indicator_rounding);
        let places = rounding.map_or(2, |rounding| rounding.places);
        Rational::power_of_ten(i32::try_from(places).map_or(-2, i32::wrapping_neg))
    }

    /// A draft of which the total is as wanted: as far as they reach, of scores that people give; else one figure is moved
    /// to where the total is.
    fn brought_to(&self, wanted: &Rational) -> Option<Draft<'a>> {
        let excess = self.base.scorecard.total.exact()? - wanted;
        if excess.is_negative() {
            return None;
        }
        let (draft, left) = self.without(&excess, None);
        if left.is_zero() {
            return Some(draft);
        }
        self.drops.iter().find_map(|(id, (case, _))| {
            let (draft, _) = self.without(&excess, Some(*id));
            self.slid(&draft, case, wanted)
        })
    }

    /// The base less cases that cost much, apart from one that is kept, and less what people give; and what is then
    /// left to take.
    fn without(&self, excess: &Rational, apart_from: Option<IndicatorId>) -> (Draft<'a>, Rational) {
        let judged = self.judged_scores(None);
        let most = judged.iter().fold(Rational::ZERO, |sum, (_, full)| &sum + full);
        let (mut draft, mut excess) = (self.start.clone(), excess.clone());
        let mut drops = self.drops.iter().filter(|(id, _)| Some(**id) != apart_from).collect::<Vec<_>>();
        drops.sort_by(|(_, (_, one)), (_, (_, other))| other.cmp(one));
        for (_, (case, drop)) in drops {
            // What is left is easier made of scores that people give.
            if excess > most && *drop <= excess && case.touched.is_disjoint(&draft.touched) {
                take(&mut draft, case);
                excess = &excess - drop;
            }
        }
        for (name, full) in judged {
            let taken = excess.clone().min(full.clone());
            if taken.is_positive() {
                draft.judged.insert(name, &full - &taken);
                excess = &excess - &taken;
            }
        }
        (draft, excess)
    }

    /// The indicators of which people give the whole score, and what they have in the base; of one group only.
    fn judged_scores(&self, group: Option<&str>) -> Vec<(String, Rational)> {
        let form = self.form;
        let judged = form.judged.iter().filter(|(item, _)| {
            let path = form.rubric.path(NodeId::Indicator(item.indicator));
            let within = group.is_none_or(|group| path.strip_prefix(group).is_some_and(|rest| rest.starts_with('/')));
            let line = self.base.scorecard.indicators.get(item.indicator.index());
            let by_person = line.is_some_and(|line| matches!(line.steps.last(), Some(Step::Judged { .. })));
            let adjusts = form.rubric.indicator(item.indicator).adjusts.is_some();
            within && by_person && !adjusts && item.items.is_empty()
        });
        judged.map(|(item, full)| (form.rubric.judged_name(item), full.clone())).collect()
    }

    /// Moves the figure of a case to where the total is as wanted, if it falls evenly.
    fn slid(&self, draft: &Draft<'a>, case: &Draft<'a>, wanted: &Rational) -> Option<Draft<'a>> {
        let field = case.mover?;
        let (from, to) = (self.start.number(field)?, case.number(field)?);
        let grid = grid(self.rubric().field(field))?;
        if !case.touched.is_disjoint(&draft.touched) {
            return None;
        }
        let total = |at: &Rational| {
            let mut moved = draft.clone();
            take(&mut moved, case);
            moved.fill(field, Value::Number(at.clone()));
            let trial = (self.score)(&self.form.text(&moved).submission).ok()?;
            Some((moved, trial.scorecard.total.exact()?.clone()))
        };
        let ((_, first), (_, last)) = (total(from)?, total(to)?);
        let share = (&first - wanted).checked_div(&(&first - &last))?;
        let steps = (from + &(&(to - from) * &share)).checked_div(&grid)?;
        [steps.floor(), steps.ceil()].into_iter().find_map(|steps| {
            let (moved, reached) = total(&(&steps * &grid))?;
            (reached == *wanted).then_some(moved)
        })
    }
}

/// Puts what a case changed into another draft.
fn take<'a>(draft: &mut Draft<'a>, case: &Draft<'a>) {
    for field in &case.touched {
        draft.put(*field, case.inputs.cell(*field).state.clone());
    }
    draft.judged.extend(case.judged.iter().map(|(name, score)| (name.clone(), score.clone())));
    draft.chosen.extend(case.chosen.iter().map(|(place, way)| (*place, way.clone())));
    draft.mover = case.mover.or(draft.mover);
}
