//! Why a score is open, in words.

use std::collections::BTreeSet;

use super::Sheet;
use super::number::of_kind;
use crate::ids::{ElementId, FieldId, IndicatorId};
use crate::inputs::State;
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{DisplayUnit, show_points};
use crate::scorecard::{Basis, Opening};

impl Sheet<'_> {
    /// A threshold in the unit of the measure or of the field that it is a threshold of.
    fn threshold(&self, at: &Rational, kind: &Kind, fields: &BTreeSet<FieldId>, id: Option<IndicatorId>) -> String {
        let measure = id.and_then(|id| self.rubric.indicator(id).measure).map(|id| self.rubric.measure(id));
        let measured = measure.filter(|measure| measure.value.kind == *kind).map(|measure| &measure.unit);
        let mut fields = fields.iter().map(|field| self.rubric.field(*field));
        let submitted = || fields.find(|field| field.kind == *kind).map(|field| &field.unit);
        let unit = measured.or_else(submitted).cloned().unwrap_or_else(|| DisplayUnit::of(kind));
        of_kind(at, kind, &unit, self.language)
    }

    /// Why an indicator, or a veto (`None`), is open.
    pub(super) fn opening(&self, opening: &Opening, id: impl Into<Option<IndicatorId>>) -> String {
        let id = id.into();
        let names = |fields: &BTreeSet<FieldId>| self.names(fields);
        let zh = self.say("zh", "en") == "zh";
        let pending = match opening {
            Opening::Blank(fields) => fields.iter().find_map(|field| Some((*field, self.inputs.pending.get(field)?))),
            _ => None,
        };
        if let Some((field, pending)) = pending {
            let name = names(&BTreeSet::from([field]));
            return format!("{name}{}{}", self.colon(), pending.text(self.language));
        }
        match opening {
            Opening::Blank(fields) => format!("{}{}", self.say("未填", "blank: "), names(&self.blanks(fields, id))),
            Opening::Straddles { fields, threshold } => {
                let at = threshold.as_ref().map(|(at, kind)| self.threshold(at, kind, fields, id));
                match (at, zh) {
                    (Some(at), true) => format!("{}是区间，跨过 {at}", names(fields)),
                    (Some(at), false) => format!("{} is an interval on both sides of {at}", names(fields)),
                    (None, true) => format!("{}是区间，不能确定落在哪一档", names(fields)),
                    (None, false) => format!("{} is an interval that meets several bands", names(fields)),
                }
            }
            Opening::Readings(readings) => self.readings(readings),
            Opening::NotChosen(_) => self.say("未写选用哪一种算法", "it is not said which way counts").to_owned(),
            Opening::Scores(nodes) => {
                let names = nodes.iter().map(|node| self.marked(&self.rubric.short_name(*node)));
                let names = names.collect::<Vec<_>>().join(self.say("、", ", "));
                if zh { format!("{names}得分未决") } else { format!("the score of {names} is open") }
            }
            Opening::NotJudged(element) => self.not_judged(*element, id),
        }
    }

    /// Names of fields; those of one row together: `「绩效目标 第1行」的年度指标值、实际完成值`.
    fn names(&self, fields: &BTreeSet<FieldId>) -> String {
        let mut rows: Vec<(_, Vec<FieldId>)> = Vec::new();
        for id in fields {
            let row = self.rubric.field(*id).row.as_ref().map(|cell| (cell.table, &cell.row));
            match rows.iter_mut().find(|(known, _)| row.is_some() && *known == row) {
                Some((_, of_row)) => of_row.push(*id),
                None => rows.push((row, vec![*id])),
            }
        }
        let one = |fields: &Vec<FieldId>| match fields.as_slice() {
            [first, _, ..] => {
                let column = |id: &FieldId| {
                    let cell = self.rubric.field(*id).row.as_ref();
                    cell.map(|cell| self.rubric.field(cell.column).name.node.as_str())
                };
                let columns = fields.iter().filter_map(column).collect::<Vec<_>>().join(self.say("、", ", "));
                let whole = &self.rubric.field(*first).name.node;
                let row = whole.rsplit_once(' ').map_or(whole.as_str(), |(row, _)| row);
                match self.say("zh", "en") {
                    "zh" => format!("「{row}」的{columns}"),
                    _ => format!("{columns} of `{row}`"),
                }
            }
            fields => fields.iter().map(|id| self.marked(&self.rubric.field(*id).name.node)).collect(),
        };
        rows.iter().map(|(_, fields)| one(fields)).collect::<Vec<_>>().join(self.say("、", ", "))
    }

    fn marked(&self, name: &str) -> String {
        match self.say("zh", "en") {
            "zh" => format!("「{name}」"),
            _ => format!("`{name}`"),
        }
    }

    /// Blank fields, with the others of their rows that are blank and must not be: a row that was left out is told once.
    fn blanks(&self, fields: &BTreeSet<FieldId>, id: Option<IndicatorId>) -> BTreeSet<FieldId> {
        let row = |id: &FieldId| self.rubric.field(*id).row.as_ref().map(|cell| (cell.table, &cell.row));
        let rows = fields.iter().filter_map(row).collect::<Vec<_>>();
        let blank = |id: &FieldId| matches!(self.inputs.cell(*id).state, State::Blank);
        let needed = |id: &FieldId| !self.rubric.field(*id).optional && row(id).is_some_and(|row| rows.contains(&row));
        if rows.is_empty() {
            return fields.clone();
        }
        // The indicator of a row knows its cells; one that is computed over rows does not.
        let own = id.map(|id| &self.rubric.indicator(id).reads).filter(|reads| !reads.is_disjoint(fields));
        let cells: Vec<FieldId> = match own {
            Some(reads) => reads.iter().copied().collect(),
            None => (0..self.rubric.fields.len()).map(FieldId::at).collect(),
        };
        fields.iter().copied().chain(cells.into_iter().filter(|id| needed(id) && blank(id))).collect()
    }

    /// `未填自评分`; of an item of a checklist or one of several ways `“要素完整”未填自评分`.
    fn not_judged(&self, element: ElementId, id: Option<IndicatorId>) -> String {
        let judged = self.rubric.judged_items().into_iter().find(|item| {
            id == Some(item.indicator) && item.judgements.iter().any(|judgement| judgement.element == element)
        });
        // A score beyond its points is there, and does not count.
        let key = judged.as_ref().map(|item| (item.indicator, item.item));
        let there = key.and_then(|key| self.inputs.judgements.get(&key));
        let missing = match (self.scorecard.basis, there) {
            (Basis::Claimed, Some(there)) if there.claimed.is_some() => {
                self.say("自评分不能计分", "the claimed score does not count")
            }
            (Basis::Reviewed, Some(there)) if there.reviewed.is_some() => {
                self.say("复核分不能计分", "the reviewed score does not count")
            }
            (Basis::Claimed, _) => self.say("未填自评分", "no claimed score"),
            (Basis::Reviewed, _) => self.say("未填复核分", "no reviewed score"),
        };
        let items = judged.map(|item| item.items.join("/")).filter(|items| !items.is_empty());
        match (items, self.say("zh", "en")) {
            (None, _) => missing.to_owned(),
            (Some(items), "zh") => format!("“{items}”{missing}"),
            (Some(items), _) => format!("{missing} of “{items}”"),
        }
    }

    /// `目标没有写怎样比较：按 ≥ 得 10分，按 ≤ 得 8分，按 = 得 0分`.
    fn readings(&self, readings: &[(Relation, Rational, Rational)]) -> String {
        let one = |(relation, low, high): &(Relation, Rational, Rational)| {
            let points = |score: &Rational| show_points(score, 0, self.language);
            let score = if low == high { points(low) } else { format!("[{}, {}]", points(low), points(high)) };
            let sign = relation.symbol();
            if self.say("zh", "en") == "zh" {
                format!("按 {sign} 得 {score}")
            } else {
                format!("{sign} gives {score}")
            }
        };
        let all = readings.iter().map(one).collect::<Vec<_>>().join(self.comma());
        format!("{}{all}", self.say("目标没有写怎样比较：", "the target does not say how it compares: "))
    }
}
