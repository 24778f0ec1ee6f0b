//! What there is to try in a rubric.

use super::{Key, Part, Place, Sort, Steps};
use crate::diagnostic::{Language, Text};
use crate::ids::{ElementId, GroupId, IndicatorId};
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{
    Award, Band, Choice, Deduction, DisplayUnit, Expr, Grade, Item, Judgement, Node, NormalForm, Partial, Policy,
    Question, Rubric, Rule, asks, show_date,
};
use crate::source::Span;

/// All parts, in the order of the rubric.
pub(super) fn parts(rubric: &Rubric) -> Vec<Part> {
    let mut list = List { rubric, owner: None, name: String::new(), parts: Vec::new(), conditions: Vec::new() };
    for (at, indicator) in rubric.indicators.iter().enumerate() {
        // Without points nothing is scored.
        if indicator.points.is_none() && !indicator.template {
            continue;
        }
        list.owner = Some(IndicatorId::at(at));
        list.name.clone_from(&indicator.name.node);
        for clause in &indicator.not_applicable {
            list.element(Sort::NotApplicable, clause.element);
            if let Policy::Judged(judgement) = &clause.policy {
                list.judgement(judgement);
            }
        }
        if let Some(rule) = &indicator.rule {
            list.rule(rule);
        }
    }
    list.owner = None;
    for check in &rubric.checks {
        list.name.clone_from(&check.name.node);
        for (holds, zh, en) in [(true, "成立", "holds"), (false, "不成立", "fails")] {
            list.push(Sort::Check, check.span, Some(Text::new(zh, en)), Key::Check(check.span, holds));
        }
    }
    list.limits();
    for (at, group) in rubric.groups.iter().enumerate() {
        list.name.clone_from(&group.name.node);
        list.grades(Some(GroupId::at(at)), &group.grades);
    }
    list.name = total(rubric);
    list.grades(None, &rubric.grades);
    list.parts
}

fn total(rubric: &Rubric) -> String {
    if rubric.language == Language::Zh { "总分" } else { "total" }.to_owned()
}

struct List<'r> {
    rubric: &'r Rubric,
    owner: Option<IndicatorId>,
    name: String,
    parts: Vec<Part>,
    /// What holds, or does not, where a nested rule is read.
    conditions: Vec<(&'r Expr, bool)>,
}

impl<'r> List<'r> {
    /// Parts that are tried by the same are one.
    fn push(&mut self, sort: Sort, span: Span, detail: Option<Text>, key: Key) {
        if !self.parts.iter().any(|part| part.key == key) {
            let (owner, name) = (self.owner, self.name.clone());
            self.parts.push(Part { sort, owner, name, span, detail, hits: 0, key });
        }
    }

    fn element(&mut self, sort: Sort, element: ElementId) {
        self.push(sort, self.rubric.element(element), None, Key::Element(element));
    }

    fn rule(&mut self, rule: &'r Rule) {
        match &rule.normal {
            NormalForm::Pieces { over, bands } => self.pieces(over, bands),
            NormalForm::Deduction(deduction) => self.deduction(deduction, rule.span),
            NormalForm::Items(items) => self.items(items),
            NormalForm::Ways(ways) => self.items(&ways.ways),
            NormalForm::Cases(arms) => {
                let before = self.conditions.len();
                let settled = arms.iter().filter_map(|arm| arm.condition.as_ref()).any(asks);
                for arm in arms {
                    self.element(Sort::Arm, arm.element);
                    let own = self.parts.len();
                    self.conditions.extend(arm.condition.as_ref().map(|condition| (condition, true)));
                    match &arm.then {
                        Choice::Award(award) => self.award(award),
                        Choice::Rule(rule) => self.rule(rule),
                    }
                    if settled {
                        self.tried_by_parts(own);
                    }
                    if arm.condition.is_some() {
                        self.conditions.pop();
                    }
                    self.conditions.extend(arm.condition.as_ref().map(|condition| (condition, false)));
                }
                self.conditions.truncate(before);
            }
            NormalForm::Judged(judgement) => self.judgement(judgement),
            NormalForm::Readings(readings) => readings.iter().for_each(|reading| self.rule(&reading.rule)),
        }
    }

    /// The arm before this place is tried with anything in it: where the target of a row settles it, scores do not name it.
    fn tried_by_parts(&mut self, own: usize) {
        let (before, inner) = self.parts.split_at_mut(own);
        let inner = inner.iter().filter_map(|part| match &part.key {
            Key::Element(element) | Key::Arm(element, _) => Some(*element),
            _ => None,
        });
        if let Some(Part { key, .. }) = before.last_mut()
            && let Key::Element(element) = *key
        {
            *key = Key::Arm(element, inner.collect());
        }
    }

    fn items(&mut self, items: &'r [Item]) {
        for item in items {
            self.element(Sort::Arm, item.element);
            self.rule(&item.rule);
        }
    }

    fn award(&mut self, award: &Award) {
        if let Award::Judged(judgement) = award {
            self.judgement(judgement);
        }
    }

    fn judgement(&mut self, judgement: &Judgement) {
        if judgement.levels.is_empty() {
            self.element(Sort::Level, judgement.element);
        }
        judgement.levels.iter().for_each(|level| self.element(Sort::Level, level.element));
    }

    fn pieces(&mut self, over: &Expr, bands: &[Band]) {
        for band in bands {
            self.element(Sort::Band, band.element);
            self.award(&band.award);
        }
        let of = self.rubric.over(over);
        let mut left = self.rubric.values_left(&of, self.conditions.iter().copied());
        // A target that is missed is not reached by its whole.
        if self.conditions.iter().any(|(condition, holds)| !holds && is_met(condition)) && asks(over) {
            let below = Interval { lower: End::Unbounded, upper: End::Open(Rational::ONE) };
            left = left.iter().map(|values| values.intersection(&below)).collect();
        }
        let possible = |piece: &Interval| left.iter().any(|values| !values.intersection(&of.values(piece)).is_empty());
        for pair in bands.windows(2) {
            let [low, high] = pair else { continue };
            // Where no value can be is no edge.
            if !possible(&low.interval) || !possible(&high.interval) {
                continue;
            }
            let (End::Closed(at) | End::Open(at)) = &low.interval.upper else { continue };
            for place in [Place::Below, Place::At, Place::Above] {
                let (elements, pieces) = ([low.element, high.element], [&low.interval, &high.interval]);
                let key = Key::Edge { elements, pieces: Box::new(pieces.map(Interval::clone)), at: at.clone(), place };
                if pieces.iter().any(|piece| possible(&piece.intersection(&side(at, place)))) {
                    let detail = self.beside(at, over, place);
                    self.push(Sort::Edge, self.rubric.element(high.element), Some(detail), key);
                }
            }
        }
    }

    /// `恰为 90%`.
    fn beside(&self, at: &Rational, over: &Expr, place: Place) -> Text {
        let shown = match (&over.node, &over.kind) {
            (_, Kind::Date) => show_date(at),
            (Node::Measure(id), Kind::Level(_)) => crate::rubric::value(at, &over.kind, &self.rubric.measure(*id).unit),
            (Node::Measure(id), _) => self.rubric.measure(*id).unit.plain(at),
            (Node::Field(id), _) => self.rubric.field(*id).unit.plain(at),
            _ => DisplayUnit::of(&over.kind).plain(at),
        };
        match place {
            Place::Below => Text::new(format!("低于 {shown}"), format!("below {shown}")),
            Place::At => Text::new(format!("恰为 {shown}"), format!("exactly {shown}")),
            Place::Above => Text::new(format!("高于 {shown}"), format!("above {shown}")),
        }
    }

    fn deduction(&mut self, deduction: &Deduction, span: Span) {
        for line in &deduction.lines {
            let own = self.rubric.element(line.element);
            let mut sorts = vec![
                (Steps::None, Text::new("不扣分", "nothing deducted")),
                (Steps::Whole, Text::new("扣整档", "whole steps")),
            ];
            // What is left over of a step, by the policy that the rubric chose.
            if !self.whole(&line.excess, &line.step) {
                let (zh, en) = match line.partial {
                    Partial::ProRata => ("不足一档，按比例", "a part of a step, pro rata"),
                    Partial::Ignored => ("不足一档，不计", "a part of a step, ignored"),
                    Partial::Charged => ("不足一档，按一档计", "a part of a step, charged"),
                };
                sorts.push((Steps::Partly, Text::new(zh, en)));
            }
            for (how, detail) in sorts {
                self.push(Sort::Step, own, Some(detail), Key::Steps(line.element, line.step.clone(), how));
            }
        }
        let lines = deduction.lines.iter().map(|line| line.element).collect();
        self.push(Sort::Step, span, Some(Text::new("扣到下限", "down to the floor")), Key::Floor(lines));
    }

    /// Whether the excess is always a whole number of steps.
    fn whole(&self, excess: &Expr, step: &Rational) -> bool {
        let field = match &excess.node {
            Node::Field(field) => Some(self.rubric.field(*field)),
            _ => None,
        };
        step.is_whole() && field.is_some_and(|field| field.is_whole()) && *step == Rational::ONE
    }

    fn limits(&mut self) {
        let ending = &self.rubric.ending;
        self.name = total(self.rubric);
        let title = self.rubric.title.span;
        if ending.adjustments.is_some() {
            let detail = Text::new("加减分超出合计的限额", "adjustments beyond their limit");
            self.push(Sort::Limit, title, Some(detail), Key::Adjustments);
        }
        if ending.ceiling.is_some() {
            self.push(Sort::Limit, title, Some(Text::new("封顶", "the ceiling")), Key::Ceiling);
        }
        if ending.floor.is_some() {
            self.push(Sort::Limit, title, Some(Text::new("不低于", "the floor")), Key::Bottom);
        }
        for veto in &ending.vetoes {
            let span = self.rubric.element(veto.element);
            for (holds, zh, en) in [(true, "成立", "holds"), (false, "不成立", "does not hold")] {
                self.push(Sort::Limit, span, Some(Text::new(zh, en)), Key::Veto(veto.element, holds));
            }
        }
    }

    fn grades(&mut self, of: Option<GroupId>, grades: &[Grade]) {
        for grade in grades {
            let name = grade.name.node.clone();
            let detail = Text::new(format!("等级 {name}"), format!("grade {name}"));
            self.push(Sort::Grade, grade.name.span, Some(detail), Key::Grade(of, name));
        }
    }
}

/// 达到(目标, 量), of a row.
fn is_met(condition: &Expr) -> bool {
    matches!(&condition.node, Node::Asked(asked) if asked.question == Question::Met)
}

/// The numbers on one side of an edge.
fn side(at: &Rational, place: Place) -> Interval {
    match place {
        Place::Below => Interval { lower: End::Unbounded, upper: End::Open(at.clone()) },
        Place::At => Interval::point(at.clone()),
        Place::Above => Interval { lower: End::Open(at.clone()), upper: End::Unbounded },
    }
}
