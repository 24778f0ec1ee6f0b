//! Groups and indicators of two rubrics beside each other.

use super::change::{Section, What};
use super::meaning::Reader;
use super::pairs::{Pairs, children, is_group, name, parent};
use super::rules::Rules;
use super::words::{Told, form, in_both, mark, marked, none, points, points_or_none, same, say};
use crate::diagnostic::Text;
use crate::ids::{GroupId, NodeId};
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{
    Direction, Grade, Group, Indicator, Node, NotApplicable, Policy, RowGroup, RowPoints, Rubric, plain_value,
    show_interval, show_points,
};
use crate::source::Span;

/// Walks both trees.
pub(super) struct Tree<'a, 't> {
    pub old: &'a Reader<'a>,
    pub new: &'a Reader<'a>,
    pub pairs: Pairs,
    pub told: &'t mut Told,
}

impl<'a> Tree<'a, '_> {
    /// Tells what differs in all that stands in a group, or at the top, in the order of the new rubric; what is gone
    /// after what is left.
    pub fn walk(&mut self, old: Option<GroupId>, new: Option<GroupId>) {
        for node in listed(self.new.rubric, new) {
            self.set_subject(self.new, node);
            match (self.pairs.old_of(node), node) {
                (None, _) => self.alone(node, self.new, What::Added),
                (Some(before), _) => self.place(before, node),
            }
            match (self.pairs.old_of(node), node) {
                (Some(NodeId::Group(before)), NodeId::Group(after)) => {
                    self.group(self.old.rubric.group(before), self.new.rubric.group(after));
                    self.walk(Some(before), Some(after));
                }
                (Some(NodeId::Indicator(before)), NodeId::Indicator(after)) => {
                    self.indicator(self.old.rubric.indicator(before), self.new.rubric.indicator(after));
                }
                (_, NodeId::Group(after)) => self.walk(None, Some(after)),
                _ => {}
            }
        }
        if old.is_some() || new.is_none() {
            self.gone(old);
        }
    }

    fn gone(&mut self, group: Option<GroupId>) {
        for node in listed(self.old.rubric, group) {
            if self.pairs.is_kept(node) {
                continue;
            }
            self.set_subject(self.old, node);
            self.alone(node, self.old, What::Removed);
            if let NodeId::Group(inner) = node {
                self.gone(Some(inner));
            }
        }
    }

    fn set_subject(&mut self, reader: &Reader<'_>, node: NodeId) {
        let path = reader.rubric.path(node);
        self.told.section = match node {
            NodeId::Indicator(id) if reader.rubric.indicator(id).adjusts.is_some() => Section::Ending,
            _ => Section::Tree,
        };
        self.told.subject = same(&path);
    }

    fn alone(&mut self, node: NodeId, reader: &Reader<'_>, what: What) {
        let (span, held, how) = match node {
            NodeId::Group(id) => {
                let group = reader.rubric.group(id);
                (group.span, points_or_none(group.points.as_ref()), None)
            }
            NodeId::Indicator(id) => {
                let one = reader.rubric.indicator(id);
                let held = one.adjusts.as_ref().map_or_else(
                    || points_or_none(one.points.as_ref()),
                    |range| in_both(|l| show_interval(&range.interval(), |score| show_points(score, 0, l))),
                );
                (one.span, held, one.rule.as_ref().map(form))
            }
        };
        let text = in_both(|l| {
            let verb = if what == What::Added { say(l, "新增", "added") } else { say(l, "取消", "removed") };
            let sort = if is_group(node) { say(l, "分组", "group") } else { say(l, "指标", "indicator") };
            let how = how.as_ref().map(|how| format!("{}{}", say(l, "，", ", "), how.get(l))).unwrap_or_default();
            format!("{verb}{}{sort} {}{how}", say(l, "", " "), held.get(l))
        });
        let places = if what == What::Added { (None, Some(span)) } else { (Some(span), None) };
        self.told.tell(what, text, places);
    }

    /// Another name, another group.
    fn place(&mut self, old: NodeId, new: NodeId) {
        let places = (Some(span(self.old, old)), Some(span(self.new, new)));
        let names = (name(self.old.rubric, old), name(self.new.rubric, new));
        if names.0 != names.1 {
            let quoted = (marked(names.0), marked(names.1));
            self.told.arrow(What::Renamed, Text::new("改名", "renamed"), quoted, places);
        }
        let parents = (parent(self.old.rubric, old), parent(self.new.rubric, new));
        let stays = match parents {
            (None, None) => true,
            (Some(before), Some(after)) => self.pairs.old_of(NodeId::Group(after)) == Some(NodeId::Group(before)),
            _ => false,
        };
        if !stays {
            let group = |reader: &Reader<'_>, group: Option<GroupId>| match group {
                Some(group) => marked(&reader.rubric.path(NodeId::Group(group))),
                None => Text::new("最上级", "the top level"),
            };
            let groups = (group(self.old, parents.0), group(self.new, parents.1));
            self.told.arrow(What::Moved, Text::new("移动", "moved"), groups, places);
        }
    }

    fn group(&mut self, old: &Group, new: &Group) {
        let places = (Some(old.span), Some(new.span));
        self.points(old.points.as_ref(), new.points.as_ref(), places);
        self.grades(&old.grades, &new.grades);
        match (&old.rows, &new.rows) {
            (Some(before), Some(after)) => self.rows(before, after),
            (None, None) => {}
            (before, _) => {
                let (by_rows, listed) = (Text::new("逐行", "each row of a table"), Text::new("列举指标", "listed"));
                let sides = if before.is_some() { (by_rows, listed) } else { (listed, by_rows) };
                self.told.arrow(What::Rule, Text::new("指标", "indicators"), sides, places);
            }
        }
        self.told.texts(&old.texts, &new.texts, places);
    }

    fn points(&mut self, old: Option<&Rational>, new: Option<&Rational>, places: (Option<Span>, Option<Span>)) {
        if old != new {
            let sides = (points_or_none(old), points_or_none(new));
            self.told.arrow(What::Points, Text::new("分值", "points"), sides, places);
        }
    }

    /// 等级, of a group or of the total.
    pub fn grades(&mut self, old: &[Grade], new: &[Grade]) {
        let show = |grade: &Grade| {
            in_both(|l| match grade.range == crate::quantity::Interval::ALL {
                true => say(l, "其余", "otherwise").to_owned(),
                false => show_interval(&grade.range, |score| show_points(score, 0, l)),
            })
        };
        for after in new {
            let name = in_both(|l| format!("{}{}", say(l, "等级", "grade "), mark(&after.name.node, l)));
            match old.iter().find(|before| before.name.node == after.name.node) {
                Some(before) if before.range != after.range => {
                    let places = (Some(before.name.span), Some(after.name.span));
                    self.told.arrow(What::Level, name, (show(before), show(after)), places);
                }
                Some(_) => {}
                None => self.told.arrow(What::Level, name, (none(), show(after)), (None, Some(after.name.span))),
            }
        }
        for before in old.iter().filter(|before| new.iter().all(|after| after.name.node != before.name.node)) {
            let name = in_both(|l| format!("{}{}", say(l, "等级", "grade "), mark(&before.name.node, l)));
            self.told.arrow(What::Level, name, (show(before), none()), (Some(before.name.span), None));
        }
    }

    fn rows(&mut self, old: &RowGroup, new: &RowGroup) {
        let places = (Some(old.span), Some(new.span));
        let table = |reader: &Reader<'_>, rows: &RowGroup| reader.rubric.table(rows.table).name.node.clone();
        let tables = (table(self.old, old), table(self.new, new));
        if self.old.table(old.table) != self.new.table(new.table) {
            self.told.arrow(What::Rule, Text::new("逐行", "each row of"), (same(&tables.0), same(&tables.1)), places);
        }
        let parts = [
            (Text::new("逐行的条件", "rows when"), &old.condition, &new.condition),
            (Text::new("行的自评", "claims of rows"), &old.claim, &new.claim),
            (Text::new("行的复核", "reviews of rows"), &old.review, &new.review),
            (Text::new("行的理由", "reasons of rows"), &old.reason, &new.reason),
        ];
        for (name, before, after) in parts {
            let kept = match (before, after) {
                (Some(before), Some(after)) => self.old.agrees(before, (self.new, after)),
                (None, None) => true,
                _ => false,
            };
            if !kept {
                let show = |reader: &Reader<'_>, part: &Option<_>| {
                    part.as_ref().map_or_else(none, |part| in_both(|l| reader.rubric.written(part, l)))
                };
                let sides = (show(self.old, before), show(self.new, after));
                self.told.arrow(What::Condition, name, sides, places);
            }
        }
        let held = |reader: &Reader<'_>, rows: &RowGroup| match &rows.points {
            RowPoints::Own(expr) => in_both(|l| reader.rubric.written(expr, l)),
            RowPoints::Equal { first: true } => Text::new("均分，余数归首行", "equal, the rest to the first"),
            RowPoints::Equal { first: false } => Text::new("均分，余数归末行", "equal, the rest to the last"),
        };
        let sides = (held(self.old, old), held(self.new, new));
        let kept = match (&old.points, &new.points) {
            (RowPoints::Own(before), RowPoints::Own(after)) => self.old.is_same(before, (self.new, after)),
            _ => sides.0 == sides.1,
        };
        if !kept {
            self.told.arrow(What::Points, Text::new("行的分值", "points of rows"), sides, places);
        }
        if old.by_rows != new.by_rows {
            let word =
                |by_rows| if by_rows { Text::new("按行合计", "by rows") } else { Text::new("固定", "fixed") };
            self.told.arrow(What::Points, Text::new("分值", "points"), (word(old.by_rows), word(new.by_rows)), places);
        }
        self.indicator(self.old.rubric.indicator(old.template), self.new.rubric.indicator(new.template));
    }

    fn indicator(&mut self, old: &'a Indicator, new: &'a Indicator) {
        let spans = (old.span, new.span);
        let places = (Some(old.span), Some(new.span));
        if old.adjusts != new.adjusts {
            let show = |one: &Indicator| {
                one.adjusts.as_ref().map_or_else(none, |range| {
                    in_both(|l| show_interval(&range.interval(), |score| show_points(score, 0, l)))
                })
            };
            self.told.arrow(What::Points, Text::new("区间", "range"), (show(old), show(new)), places);
        } else {
            self.points(old.points.as_ref(), new.points.as_ref(), places);
        }
        let measures =
            (old.measure.map(|id| self.old.rubric.measure(id)), new.measure.map(|id| self.new.rubric.measure(id)));
        let ratio = old.points.as_ref().zip(new.points.as_ref()).and_then(|(old, new)| new.checked_div(old));
        let within = Text::new("", "");
        let at = self.told.changes.len();
        let mut rules = Rules { old: self.old, new: self.new, measures, ratio, within, told: &mut *self.told };
        rules.measured(spans);
        match (&old.rule, &new.rule) {
            (Some(before), Some(after)) => rules.compare(before, after),
            (None, None) => {}
            (before, after) => {
                let word = |rule: &Option<crate::rubric::Rule>| {
                    rule.as_ref().map_or_else(|| Text::new("未公布", "unpublished"), form)
                };
                rules.tell(What::Rule, Text::new("评分方式", "rule"), (word(before), word(after)), spans);
            }
        }
        let ratio = rules.ratio.clone();
        self.declared((old, new), at, places);
        self.not_applicable(old, new, ratio.as_ref());
        self.told.texts(&old.texts, &new.texts, places);
    }

    /// 目标 where the rule gives other scores or there is none, before these; 方向.
    fn declared(&mut self, (old, new): (&Indicator, &Indicator), at: usize, places: (Option<Span>, Option<Span>)) {
        let relation = |one: &Indicator| one.target.as_ref().map(|target| target.relation.unwrap_or(Relation::AtLeast));
        let kept = match (&old.target, &new.target) {
            (Some(before), Some(after)) => self.old.is_same(&before.value, (self.new, &after.value)),
            (before, after) => before.is_none() && after.is_none(),
        };
        let moved = self.told.changes.len() > at || (old.rule.is_none() && new.rule.is_none());
        if moved && (!kept || relation(old) != relation(new)) {
            let show = |reader: &Reader<'_>, one: &Indicator| match &one.target {
                None => none(),
                Some(target) => in_both(|l| {
                    let unit = one.measure.map(|id| &reader.rubric.measure(id).unit);
                    let value = match (&target.value.node, unit) {
                        (Node::Number(number), Some(unit)) => plain_value(number, &target.value.kind, unit),
                        _ => reader.rubric.written(&target.value, l),
                    };
                    let relation = relation(one).filter(|_| target.value.kind != Kind::Target);
                    relation.map_or(value.clone(), |relation| format!("{} {value}", relation.symbol()))
                }),
            };
            let sides = (show(self.old, old), show(self.new, new));
            self.told.arrow(What::Target, Text::new("目标", "target"), sides, places);
            if let Some(list) = self.told.changes.get_mut(at..) {
                list.rotate_right(1);
            }
        }
        if old.direction != new.direction {
            let word = |one: &Indicator| one.direction.map_or_else(none, direction);
            self.told.arrow(What::Direction, Text::new("方向", "direction"), (word(old), word(new)), places);
        }
    }

    fn not_applicable(&mut self, old: &Indicator, new: &Indicator, ratio: Option<&Rational>) {
        let show = |reader: &Reader<'_>, clause: &NotApplicable| {
            in_both(|l| {
                let (condition, policy) = (reader.rubric.written(&clause.condition, l), policy(&clause.policy));
                format!("{condition}{} {}", say(l, " 时", ":"), policy.get(l))
            })
        };
        let mut rest = new.not_applicable.iter().collect::<Vec<_>>();
        for before in &old.not_applicable {
            let span = self.old.rubric.element(before.element);
            let at = rest.iter().position(|after| self.old.agrees(&before.condition, (self.new, &after.condition)));
            let Some(after) = at.map(|at| rest.remove(at)) else {
                let what = Text::new("取消不适用", "n/a removed");
                let clause = show(self.old, before);
                let text = in_both(|l| format!("{}{}{}", what.get(l), say(l, "：", ": "), clause.get(l)));
                self.told.tell(What::NotApplicable, text, (Some(span), None));
                continue;
            };
            let scaled = ratio.map(|ratio| before.scaled(ratio));
            let same_policy = self.old.policy(before) == self.new.policy(after)
                || scaled.is_some_and(|scaled| self.old.policy(&scaled) == self.new.policy(after));
            if !same_policy {
                let name = in_both(|l| {
                    let condition = self.new.rubric.written(&after.condition, l);
                    format!("{} {condition}{}", say(l, "不适用", "n/a"), say(l, " 时", ":"))
                });
                let places = (Some(span), Some(self.new.rubric.element(after.element)));
                self.told.arrow(What::NotApplicable, name, (policy(&before.policy), policy(&after.policy)), places);
            }
        }
        for after in rest {
            let clause = show(self.new, after);
            let text = in_both(|l| format!("{}{}", say(l, "新增不适用：", "n/a added: "), clause.get(l)));
            self.told.tell(What::NotApplicable, text, (None, Some(self.new.rubric.element(after.element))));
        }
    }
}

/// What is told of a group for itself: the indicator that stands for its rows is told as the group.
fn listed(rubric: &Rubric, group: Option<GroupId>) -> Vec<NodeId> {
    let template = |node: &NodeId| matches!(node, NodeId::Indicator(id) if rubric.indicator(*id).template);
    children(rubric, group).into_iter().filter(|node| !template(node)).collect()
}

fn direction(direction: Direction) -> Text {
    match direction {
        Direction::Higher => Text::new("越高越好", "higher is better"),
        Direction::Lower => Text::new("越低越好", "lower is better"),
        Direction::Moderate => Text::new("适度", "moderate"),
    }
}

fn policy(policy: &Policy) -> Text {
    match policy {
        Policy::Points(score) => points(score),
        Policy::Judged(_) => Text::new("人工评定", "by judgement"),
        Policy::LeftOut { whole: true } => Text::new("不计入总分，折算到全表", "left out, rescaled to the whole"),
        Policy::LeftOut { whole: false } => Text::new("不计入总分，折算到上级", "left out, rescaled to its group"),
    }
}

fn span(reader: &Reader<'_>, node: NodeId) -> Span {
    match node {
        NodeId::Group(id) => reader.rubric.group(id).span,
        NodeId::Indicator(id) => reader.rubric.indicator(id).span,
    }
}
