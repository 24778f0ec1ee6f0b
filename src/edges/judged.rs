//! The ends of the levels of 评定: scores just below, at and just above each.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::labels::{Label, say};
use super::satisfy::satisfy;
use super::walk::Judged;
use super::{Finder, Of, Owner, Side, is_judged};
use crate::ids::{FieldId, IndicatorId, NodeId};
use crate::inputs::Value;
use crate::quantity::{End, Rational};
use crate::rubric::{Judgement, Node, show_points};

impl<'a> Finder<'a> {
    /// The ends of the levels of everything that is judged in an indicator.
    pub(super) fn judged(&mut self, (id, owner): (IndicatorId, &Owner), judged: &[Judged<'a>]) {
        let form = self.form;
        let (digit, language) = (self.last_digit(), self.language());
        let path = self.rubric().path(NodeId::Indicator(id));
        let same = |at: IndicatorId| path == form.rubric.path(NodeId::Indicator(at));
        let items = form.judged.iter().filter(|(item, _)| same(item.indicator)).collect::<Vec<_>>();
        for (item, full) in items {
            let mut ends = item.judgements.iter().flat_map(|one| ends(one)).collect::<BTreeSet<_>>();
            // In 加减分 the range stands beside the indicator, and no sum shows a slip in it.
            let range = self.rubric().indicator(id).adjusts.as_ref();
            ends.extend(range.iter().flat_map(|range| [range.least.clone(), range.most.clone()]));
            let name = form.rubric.judged_name(item);
            for at in ends {
                let own = item.judgements.iter().filter(|one| self::ends(one).any(|end| end == at));
                let own = own.map(|one| one.element).collect::<Vec<_>>();
                let start = self.come_to(judged.iter().find(|one| own.contains(&one.judgement.element)));
                let head = item.items.iter().map(|one| format!("{one}/")).collect::<String>();
                let head = format!("{head}{}", say(language, "评定", "judged"));
                let label = Label::of(head, show_points(&at, 0, language), language);
                for (side, score) in sides(&at, &digit) {
                    let least = range.map_or(Rational::ZERO, |range| range.least.clone());
                    let most = range.map_or(full, |range| &range.most);
                    if score < least || score > *most || score.decimal_places() > Some(form.rubric.score_places()) {
                        continue;
                    }
                    let mut draft = start.clone();
                    draft.judged.insert(name.clone(), score);
                    self.add(owner, (&label, side), draft, Of::Indicator(id));
                }
            }
        }
    }

    /// The same of a row, whose score is its claim.
    pub(super) fn judged_row(&mut self, (id, owner): (IndicatorId, &Owner), judged: &[Judged<'a>]) {
        let Some(claim) = self.claim_of_row(id) else { return };
        let (digit, language) = (self.last_digit(), self.language());
        for one in judged {
            let start = self.come_to(Some(one));
            for at in ends(one.judgement).collect::<BTreeSet<_>>() {
                let label =
                    Label::of(say(language, "评定", "judged").to_owned(), show_points(&at, 0, language), language);
                for (side, score) in sides(&at, &digit) {
                    if score.is_negative()
                        || score > one.judgement.points
                        || score.decimal_places() > Some(self.places())
                    {
                        continue;
                    }
                    let mut draft = start.clone();
                    draft.fill(claim, Value::Number(score));
                    self.add(owner, (&label, side), draft, Of::Indicator(id));
                }
            }
        }
    }

    /// The cell in which the row that an indicator comes from says what it gets.
    fn claim_of_row(&self, id: IndicatorId) -> Option<FieldId> {
        let rubric = self.rubric();
        let cell = rubric.indicator(id).reads.iter().find_map(|field| rubric.field(*field).row.as_ref())?;
        let of = rubric.groups.iter().position(|group| group.children.contains(&NodeId::Indicator(id)))?;
        let rows = self.written.groups.get(of)?.rows.as_ref()?;
        let said = if self.written.reviewed_basis { &rows.review } else { &rows.claim };
        let Node::Field(column) = said.as_ref()?.node else { return None };
        let is_it =
            |own: &crate::rubric::RowCell| own.column == column && own.table == cell.table && own.row == cell.row;
        rubric.fields.iter().position(|field| field.row.as_ref().is_some_and(is_it)).map(FieldId::at)
    }

    /// The base, brought to where a judgement decides, if that can be.
    fn come_to(&self, judged: Option<&Judged<'a>>) -> Draft<'a> {
        let mut draft = self.start.clone();
        let come = judged.is_some_and(|judged| satisfy(&mut draft, &judged.path, &BTreeSet::new()));
        if come { draft } else { self.start.clone() }
    }

    fn places(&self) -> u32 {
        self.written.score_places()
    }

    /// The last digit of a score.
    fn last_digit(&self) -> Rational {
        Rational::power_of_ten(i32::try_from(self.places()).map_or(-2, i32::wrapping_neg))
    }

    /// The base with half marks where a person decides in an indicator only if its rule does not.
    pub(super) fn half_judged(&self, id: Option<IndicatorId>) -> Draft<'a> {
        let mut draft = self.start.clone();
        let line = id.and_then(|id| self.base.scorecard.indicators.get(id.index()));
        let (Some(id), Some(line)) = (id, line) else { return draft };
        let path = self.rubric().path(NodeId::Indicator(id));
        let digit = self.last_digit();
        for (item, full) in &self.form.judged {
            let own = self.written.path(NodeId::Indicator(item.indicator)) == path;
            // What a person always decides stays as it is.
            if own && item.items.is_empty() && !line.steps.iter().any(is_judged) {
                let half = full.checked_div(&Rational::whole(2)).and_then(|half| half.checked_div(&digit));
                let half = half.map_or(Rational::ZERO, |steps| &steps.floor() * &digit);
                draft.judged.insert(self.written.judged_name(item), half);
            }
        }
        draft
    }
}

/// The numbers at which levels begin and end.
fn ends(judgement: &Judgement) -> impl Iterator<Item = Rational> {
    let levels = judgement.levels.iter();
    levels.flat_map(|level| [&level.scores.lower, &level.scores.upper]).filter_map(End::number).cloned()
}

fn sides(at: &Rational, digit: &Rational) -> [(Side, Rational); 3] {
    [(Side::Below, at - digit), (Side::At, at.clone()), (Side::Above, at + digit)]
}
