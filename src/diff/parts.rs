//! Rules that consist of others: items, ways, levels, cases.

use super::change::What;
use super::form::item_name;
use super::meaning::Reader;
use super::rules::{Places, Rules};
use super::words::{form, in_both, mark, marked, points, say};
use crate::diagnostic::Text;
use crate::quantity::Interval;
use crate::rubric::{Arm, Award, Choice, Item, Judgement, Pick, Ways, show_interval, show_points};
use crate::source::Span;

impl<'a> Rules<'a, '_> {
    pub(super) fn items(&mut self, old: &'a [Item], new: &'a [Item], places: Places) {
        let mut rest = new.iter().collect::<Vec<_>>();
        let mut gone = Vec::new();
        for item in old {
            match rest.iter().position(|other| item_name(other) == item_name(item)) {
                Some(at) => {
                    let other = rest.remove(at);
                    self.item(item, other, places);
                }
                None => gone.push(item),
            }
        }
        // An item of the same contents under another name has only been renamed.
        for item in gone {
            match rest.iter().position(|other| self.old.item(item) == self.new.item(other)) {
                Some(at) => {
                    let other = rest.remove(at);
                    let names = (marked(&item.name), marked(&other.name));
                    self.tell(What::Renamed, Text::new("改名", "renamed"), names, places);
                }
                None => self.item_alone(item, self.old, What::Removed, (Some(places.0), None)),
            }
        }
        for item in rest {
            self.item_alone(item, self.new, What::Added, (None, Some(places.1)));
        }
    }

    fn item_alone(&mut self, item: &Item, reader: &Reader<'_>, what: What, places: (Option<Span>, Option<Span>)) {
        let span = reader.rubric.element(item.element);
        let places = (places.0.map(|_| span), places.1.map(|_| span));
        let text = in_both(|l| {
            let verb = match what {
                What::Added => say(l, "新增", "added "),
                _ => say(l, "取消", "removed "),
            };
            format!("{verb}{} {}", mark(&item.name, l), show_points(&item.points, 0, l))
        });
        self.tell_one(what, text, places);
    }

    fn item(&mut self, old: &'a Item, new: &'a Item, _: Places) {
        let places = (self.old.rubric.element(old.element), self.new.rubric.element(new.element));
        let within = self.inside(&marked(&old.name));
        let outer = std::mem::replace(&mut self.within, within);
        let kept = self.keeps(&old.points, &new.points);
        if !kept {
            self.tell(What::Points, Text::new("分值", "points"), (points(&old.points), points(&new.points)), places);
        }
        let measures = (
            old.measure.map(|id| self.old.rubric.measure(id)).or(self.measures.0),
            new.measure.map(|id| self.new.rubric.measure(id)).or(self.measures.1),
        );
        let ratio = new.points.checked_div(&old.points).or_else(|| self.ratio.clone());
        let within = self.within.clone();
        let mut inner = Rules { old: self.old, new: self.new, measures, ratio, within, told: &mut *self.told };
        if old.measure.is_some() || new.measure.is_some() {
            inner.measured(places);
        }
        inner.compare(&old.rule, &new.rule);
        self.within = outer;
    }

    pub(super) fn ways(&mut self, old: &'a Ways, new: &'a Ways, places: Places) {
        if old.pick != new.pick {
            let word = |pick| match pick {
                Pick::Highest => Text::new("取高", "higher"),
                Pick::Lowest => Text::new("取低", "lower"),
                Pick::Chosen => Text::new("择一", "either"),
            };
            self.tell(What::Rule, Text::new("评分方式", "rule"), (word(old.pick), word(new.pick)), places);
        }
        self.items(&old.ways, &new.ways, places);
    }

    pub(super) fn judgements(&mut self, old: &Judgement, new: &Judgement, places: Places) {
        let word = |one: &Judgement| match one.levels.is_empty() {
            true => Text::new("人工评定", "by judgement"),
            false => Text::new("评定", "judged"),
        };
        if old.levels.is_empty() != new.levels.is_empty() {
            return self.tell(What::Rule, Text::new("评分方式", "rule"), (word(old), word(new)), places);
        }
        let show = |range: &Interval| in_both(|l| show_interval(range, |score| show_points(score, 0, l)));
        let mut rest = new.levels.iter().collect::<Vec<_>>();
        for level in &old.levels {
            match rest.iter().position(|other| other.name == level.name) {
                Some(at) => {
                    let other = rest.remove(at);
                    if !self.keeps_interval(&level.scores, &other.scores) {
                        let ranges = (show(&level.scores), show(&other.scores));
                        self.tell(What::Level, marked(&level.name), ranges, places);
                    }
                }
                None => {
                    let text =
                        in_both(|l| format!("{}{}", say(l, "取消一级", "level removed: "), mark(&level.name, l)));
                    self.tell_one(What::Level, text, (Some(places.0), None));
                }
            }
        }
        for level in rest {
            let range = show(&level.scores);
            let text = in_both(|l| {
                format!("{}{} {}", say(l, "新增一级", "level added: "), mark(&level.name, l), range.get(l))
            });
            self.tell_one(What::Level, text, (None, Some(places.1)));
        }
    }

    pub(super) fn cases(&mut self, old: &'a [Arm], new: &'a [Arm], places: Places) {
        let same = |before: &Arm, after: &Arm| match (&before.condition, &after.condition) {
            (Some(one), Some(other)) => self.old.agrees(one, (self.new, other)),
            (one, other) => one.is_none() && other.is_none(),
        };
        let mut rest = new.iter().collect::<Vec<_>>();
        let mut gone = Vec::new();
        for arm in old {
            match rest.iter().position(|other| same(arm, other)) {
                Some(at) => {
                    let other = rest.remove(at);
                    self.arm(arm, other);
                }
                None => gone.push(arm),
            }
        }
        for arm in gone {
            let like = rest.iter().position(|other| self.old.choice(&arm.then) == self.new.choice(&other.then));
            match like.or_else(|| (rest.len() == 1).then_some(0)).map(|at| rest.remove(at)) {
                Some(other) => {
                    let conditions = (self.condition(self.old, arm), self.condition(self.new, other));
                    let spans = (self.old.rubric.element(arm.element), self.new.rubric.element(other.element));
                    self.tell(What::Condition, Text::new("条件", "condition"), conditions, spans);
                    self.arm(arm, other);
                }
                None => self.arm_alone(arm, self.old, What::Removed, (Some(places.0), None)),
            }
        }
        for arm in rest {
            self.arm_alone(arm, self.new, What::Added, (None, Some(places.1)));
        }
    }

    fn condition(&self, reader: &Reader<'_>, arm: &Arm) -> Text {
        match &arm.condition {
            None => Text::new("其余", "otherwise"),
            Some(condition) => in_both(|l| reader.rubric.written(condition, l)),
        }
    }

    fn arm_alone(&mut self, arm: &Arm, reader: &Reader<'_>, what: What, sides: (Option<Span>, Option<Span>)) {
        let span = reader.rubric.element(arm.element);
        let condition = self.condition(reader, arm);
        let text = in_both(|l| {
            let verb = if what == What::Added {
                say(l, "新增情形", "case added: ")
            } else {
                say(l, "取消情形", "case removed: ")
            };
            format!("{verb}{}", mark(condition.get(l), l))
        });
        self.tell_one(what, text, (sides.0.map(|_| span), sides.1.map(|_| span)));
    }

    fn arm(&mut self, old: &'a Arm, new: &'a Arm) {
        let places = (self.old.rubric.element(old.element), self.new.rubric.element(new.element));
        let condition = self.condition(self.new, new);
        match (&old.then, &new.then) {
            (Choice::Rule(before), Choice::Rule(after)) => {
                let within = self.inside(&in_both(|l| mark(condition.get(l), l)));
                let outer = std::mem::replace(&mut self.within, within);
                self.compare(before, after);
                self.within = outer;
            }
            (Choice::Award(before), Choice::Award(after)) => self.awards((before, after), &condition, places),
            _ => {
                let word = |reader: &Reader<'_>, choice: &Choice| match choice {
                    Choice::Award(award) => award_of(reader, award),
                    Choice::Rule(rule) => form(rule),
                };
                let name = in_both(|l| mark(condition.get(l), l));
                self.tell(What::Rule, name, (word(self.old, &old.then), word(self.new, &new.then)), places);
            }
        }
    }

    pub(super) fn awards(&mut self, (old, new): (&Award, &Award), condition: &Text, places: Places) {
        if let (Award::Judged(before), Award::Judged(after)) = (old, new) {
            return self.judgements(before, after, places);
        }
        let constant = |award: &Award| match award {
            Award::Curve(curve) => curve.constant_score(),
            _ => None,
        };
        let kept = match (constant(old), constant(new)) {
            (Some(before), Some(after)) => self.keeps(&before, &after),
            _ => match (old, new) {
                (Award::Formula(before), Award::Formula(after)) => {
                    let (before, after) = (self.old.quotient(&before.value), self.new.quotient(&after.value));
                    self.keeps_formula(&before, &after)
                }
                _ => self.old.award(old) == self.new.award(new),
            },
        };
        if !kept {
            let name = in_both(|l| mark(condition.get(l), l));
            self.tell(What::Score, name, (award_of(self.old, old), award_of(self.new, new)), places);
        }
    }
}

/// What is given, in words.
pub(super) fn award_of(reader: &Reader<'_>, award: &Award) -> Text {
    match award {
        Award::Curve(curve) => curve.constant_score().map_or_else(|| Text::new("按比例", "pro rata"), |at| points(&at)),
        Award::Formula(formula) => in_both(|l| reader.rubric.written(&formula.value, l)),
        Award::Judged(one) if one.levels.is_empty() => Text::new("人工评定", "by judgement"),
        Award::Judged(_) => Text::new("评定", "judged"),
    }
}
