//! Which scores can come about: of a rule, an indicator, a group, the whole.
//!
//! Never fewer than there are. A judgement counts as any score within the points, since one outside of its levels is
//! counted too; what may be left out, or comes with the rows of a submission, may be anything.

use super::context::Checker;
use super::score_of::Scored;
use crate::ids::{IndicatorId, NodeId};
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation, Rounding};
use crate::rubric::{
    Award, Choice, Curve, Deduction, Ending, Expr, Indicator, Node, NormalForm, Partial, Pick, Policy, ScoreOf, Verdict,
};

/// Parts beyond which only the lowest and the highest score are kept.
const MOST_PARTS: usize = 64;

/// Scores, as disjoint intervals in rising order. INVARIANT: not empty.
#[derive(Clone, Debug)]
pub(super) struct Scores(Vec<Interval>);

impl Scores {
    /// All scores of an interval.
    pub(super) fn all(interval: Interval) -> Self {
        Scores(vec![interval])
    }

    /// The intervals, in rising order.
    pub(super) fn parts(&self) -> &[Interval] {
        &self.0
    }

    /// From the lowest to the highest.
    pub(super) fn hull(&self) -> Interval {
        self.0.iter().cloned().reduce(|one, other| one.hull(&other)).unwrap_or(Interval::ALL)
    }

    fn of(mut parts: Vec<Interval>) -> Self {
        parts.retain(|part| !part.is_empty());
        parts.sort_by(Interval::compare);
        let mut merged: Vec<Interval> = Vec::new();
        for part in parts {
            match merged.last_mut() {
                Some(last) if touches(last, &part) => *last = last.hull(&part),
                _ => merged.push(part),
            }
        }
        let scores = Scores(merged);
        if scores.0.len() > MOST_PARTS { Scores::all(scores.hull()) } else { scores }
    }

    fn or(&self, other: &Scores) -> Self {
        Scores::of(self.0.iter().chain(&other.0).cloned().collect())
    }

    fn each(&self, of: impl Fn(&Interval) -> Interval) -> Self {
        Scores::of(self.0.iter().map(of).collect())
    }

    fn pairs(&self, other: &Scores, of: impl Fn(&Interval, &Interval) -> Interval) -> Self {
        let of = &of;
        Scores::of(self.0.iter().flat_map(|one| other.0.iter().map(move |two| of(one, two))).collect())
    }

    /// The sums of one of each.
    pub(super) fn plus(&self, other: &Scores) -> Self {
        self.pairs(other, |one, two| one.combine(Op::Add, two))
    }

    fn rounded(&self, rounding: Option<Rounding>) -> Self {
        let Some(rounding) = rounding else { return self.clone() };
        let end = |end: &End| end.number().map_or(End::Unbounded, |number| End::Closed(rounding.round(number)));
        self.each(|part| Interval { lower: end(&part.lower), upper: end(&part.upper) })
    }

    fn limited(&self, least: Option<&Rational>, most: Option<&Rational>) -> Self {
        self.each(|part| {
            let raised = least.map_or_else(|| part.clone(), |least| part.max(&Interval::point(least.clone())));
            most.map_or_else(|| raised.clone(), |most| raised.min(&Interval::point(most.clone())))
        })
    }

    /// That a score is one of these, for the prover; `None` where the prover knows all of it from the range.
    pub(super) fn condition(&self, score: &Expr) -> Option<Expr> {
        if self.0.len() < 2 {
            return None;
        }
        let compare = |relation: Relation, at: &Rational| {
            let number = Expr { node: Node::Number(at.clone()), ..score.clone() };
            let node = Node::Comparison(relation, Box::new(score.clone()), Box::new(number));
            Expr { kind: Kind::YesNo, node, span: score.span }
        };
        let within = |part: &Interval| {
            let lower = part
                .lower
                .number()
                .map(|at| compare(if part.lower.is_closed() { Relation::AtLeast } else { Relation::Greater }, at));
            let upper = part
                .upper
                .number()
                .map(|at| compare(if part.upper.is_closed() { Relation::AtMost } else { Relation::Less }, at));
            Expr { kind: Kind::YesNo, node: Node::And(lower.into_iter().chain(upper).collect()), span: score.span }
        };
        let node = Node::Or(self.0.iter().map(within).collect());
        Some(Expr { kind: Kind::YesNo, node, span: score.span })
    }
}

fn node_of(score: &Expr) -> Option<NodeId> {
    if let Node::Score(of) = &score.node { Some(of.node) } else { None }
}

/// The scores that a condition reads, each once.
fn collect_scores<'e>(condition: &'e Expr, found: &mut Vec<&'e Expr>) {
    if node_of(condition).is_some_and(|node| !found.iter().any(|known| node_of(known) == Some(node))) {
        found.push(condition);
    }
    condition.children().into_iter().for_each(|child| collect_scores(child, found));
}

/// Whether two intervals, in order, leave nothing between them.
fn touches(before: &Interval, after: &Interval) -> bool {
    match (before.upper.number(), after.lower.number()) {
        (Some(end), Some(start)) => {
            start < end || (start == end && (before.upper.is_closed() || after.lower.is_closed()))
        }
        _ => true,
    }
}

impl Checker<'_> {
    /// Notes which scores an indicator can have, once its rule is known.
    pub(super) fn note_reached(&mut self, indicator: &Indicator) {
        let all = match (&indicator.adjusts, &indicator.points) {
            (Some(range), _) => Some(range.interval()),
            (None, Some(points)) => Some(Interval::closed(Rational::ZERO, points.clone())),
            (None, None) => None,
        };
        let left_out = indicator.not_applicable.iter().any(|one| matches!(one.policy, Policy::LeftOut { .. }));
        let known = all.zip(indicator.rule.as_ref()).filter(|_| !left_out && !indicator.template);
        let scores = known.map(|(all, rule)| {
            let mut scores = self.scores_of(&rule.normal, &all);
            for clause in &indicator.not_applicable {
                scores = match &clause.policy {
                    Policy::Points(points) => scores.or(&Scores::all(Interval::point(points.clone()))),
                    Policy::Judged(_) | Policy::LeftOut { .. } => Scores::all(all.clone()),
                };
            }
            scores.rounded(self.score_rounding)
        });
        self.reached.push(scores);
    }

    /// The scores of a node; `None` where they may be anything.
    pub(super) fn reached_of(&self, node: NodeId) -> Option<Scores> {
        match node {
            NodeId::Indicator(id) => self.reached.get(id.index()).cloned().flatten(),
            NodeId::Group(_) => {
                let children = self.scored.iter().find(|one| one.node == node).and_then(Scored::children)?;
                self.sum_of(children)
            }
        }
    }

    /// What is known of the scores that a condition reads, beyond their range.
    pub(super) fn scores_read(&self, condition: &Expr) -> Vec<Expr> {
        let mut read = Vec::new();
        collect_scores(condition, &mut read);
        let mut known = read.iter().filter_map(|one| self.adds_up(one, &read)).collect::<Vec<_>>();
        // What else is added up in them has its own scores too.
        let sums = known.clone();
        sums.iter().for_each(|sum| collect_scores(sum, &mut read));
        let own = |one: &&Expr| self.reached_of(node_of(one)?).and_then(|scores| scores.condition(one));
        known.extend(read.iter().filter_map(own));
        known
    }

    /// That a group is the sum of what is in it, where a condition also reads something in it.
    fn adds_up(&self, group: &Expr, read: &[&Expr]) -> Option<Expr> {
        let node = node_of(group)?;
        if !read.iter().any(|other| node_of(other).is_some_and(|other| other != node && self.holds(node, other))) {
            return None;
        }
        let mut parts = Vec::new();
        self.parts_of(node, (group, read), &mut parts)?;
        let sum = parts.into_iter().reduce(|sum, part| {
            let node = Node::Arithmetic(Op::Add, Box::new(sum), Box::new(part));
            Expr { kind: Kind::Score, node, span: group.span }
        })?;
        let node = Node::Comparison(Relation::Equal, Box::new(group.clone()), Box::new(sum));
        Some(Expr { kind: Kind::YesNo, node, span: group.span })
    }

    /// The scores that make up that of a group: of its children, or of theirs where only those are read.
    fn parts_of(&self, group: NodeId, (beside, read): (&Expr, &[&Expr]), into: &mut Vec<Expr>) -> Option<()> {
        for child in self.children_of(group)? {
            let of = |one: &&&Expr| node_of(one) == Some(*child);
            let inside = read.iter().any(|one| node_of(one).is_some_and(|node| self.holds(*child, node)));
            if inside && !read.iter().any(|one| of(&one)) {
                self.parts_of(*child, (beside, read), into)?;
            } else {
                into.push(self.score_expr(*child, beside, read)?);
            }
        }
        Some(())
    }

    /// The score of a node, by the name by which it was read if it was.
    fn score_expr(&self, node: NodeId, beside: &Expr, read: &[&Expr]) -> Option<Expr> {
        if let Some(known) = read.iter().find(|one| node_of(one) == Some(node)) {
            return Some((*known).clone());
        }
        let name = self.scored.iter().find(|one| one.node == node)?.path().to_owned();
        let range = self.reached_of(node)?.hull();
        Some(Expr { node: Node::Score(Box::new(ScoreOf { node, name, range })), ..beside.clone() })
    }

    fn children_of(&self, node: NodeId) -> Option<&[NodeId]> {
        self.scored.iter().find(|one| one.node == node).and_then(Scored::children)
    }

    /// Whether a node stands in a group, or is it.
    fn holds(&self, group: NodeId, node: NodeId) -> bool {
        group == node || self.children_of(group).is_some_and(|all| all.iter().any(|child| self.holds(*child, node)))
    }

    fn sum_of(&self, nodes: &[NodeId]) -> Option<Scores> {
        let mut sum = Scores::all(Interval::point(Rational::ZERO));
        for node in nodes {
            sum = sum.plus(&self.reached_of(*node)?);
        }
        Some(sum)
    }

    /// The totals that can be printed.
    pub(super) fn totals(&self, roots: &[NodeId], ending: &Ending, points: &Rational) -> Scores {
        let full = || Scores::all(Interval::closed(Rational::ZERO, points.clone()));
        let mut totals = self.sum_of(roots).unwrap_or_else(full);
        if let Some(block) = &ending.adjustments {
            let own = (0..self.reached.len()).map(IndicatorId::at).filter(|id| self.adjusting.contains(id));
            let own = own.map(NodeId::Indicator).collect::<Vec<_>>();
            let (least, most) = (Some(&block.range.least), Some(&block.range.most));
            let sum = self.sum_of(&own).unwrap_or_else(|| Scores::all(block.range.interval()));
            totals = totals.plus(&sum.limited(least, most));
        }
        totals = totals.limited(None, ending.ceiling.as_ref()).limited(ending.floor.as_ref(), None);
        for veto in &ending.vetoes {
            if let Verdict::Total(limit) = &veto.verdict {
                totals = totals.or(&totals.limited(None, Some(limit)));
            }
        }
        totals.rounded(self.total_rounding)
    }

    fn scores_of(&self, normal: &NormalForm, all: &Interval) -> Scores {
        let sum = |known: Option<Scores>, next: Scores| Some(known.map_or(next.clone(), |known| known.plus(&next)));
        let found = match normal {
            NormalForm::Pieces { bands, .. } => {
                let parts = bands.iter().map(|band| awarded(&band.award, Some(&band.interval), all));
                parts.reduce(|one, other| one.or(&other))
            }
            NormalForm::Deduction(deduction) => Some(self.deducted(deduction)),
            NormalForm::Items(items) => items.iter().fold(None, |known, item| {
                let own = Interval::closed(Rational::ZERO, item.points.clone());
                sum(known, self.scores_of(&item.rule.normal, &own))
            }),
            NormalForm::Cases(arms) => {
                let arms = arms.iter().map(|arm| match &arm.then {
                    Choice::Award(award) => awarded(award, None, all),
                    Choice::Rule(rule) => self.scores_of(&rule.normal, all),
                });
                arms.reduce(|one, other| one.or(&other))
            }
            NormalForm::Ways(ways) => {
                let each = ways.ways.iter().map(|way| self.scores_of(&way.rule.normal, all));
                each.reduce(|one, other| match ways.pick {
                    Pick::Highest => one.pairs(&other, Interval::max),
                    Pick::Lowest => one.pairs(&other, Interval::min),
                    Pick::Chosen => one.or(&other),
                })
            }
            NormalForm::Judged(_) | NormalForm::Readings(_) => None,
        };
        // A curve may be written for values beyond those that occur.
        let found = found.map(|found| Scores::of(found.0.iter().map(|part| part.intersection(all)).collect()));
        found.filter(|found| !found.0.is_empty()).unwrap_or_else(|| Scores::all(all.clone()))
    }

    /// Steps that are deducted whole make few scores.
    fn deducted(&self, deduction: &Deduction) -> Scores {
        let any = || Scores::all(Interval::closed(deduction.floor.clone(), deduction.full.clone()));
        let [line] = deduction.lines.as_slice() else { return any() };
        let even = Rational::ONE.checked_div(&line.step).is_some_and(|times| times.is_whole());
        let whole = even && self.prover().is_whole(&line.excess);
        if line.partial == Partial::ProRata && !whole {
            return any();
        }
        // So many of whole numbers are as many steps.
        let times = if whole { Rational::ONE.checked_div(&line.step) } else { None };
        let amount = &line.amount * &times.unwrap_or(Rational::ONE);
        let mut parts = Vec::new();
        let mut score = deduction.full.clone();
        while score > deduction.floor && parts.len() <= MOST_PARTS {
            parts.push(Interval::point(score.clone()));
            score = &score - &amount;
        }
        parts.push(Interval::point(deduction.floor.clone()));
        if parts.len() > MOST_PARTS { any() } else { Scores::of(parts) }
    }
}

fn awarded(award: &Award, on: Option<&Interval>, all: &Interval) -> Scores {
    match award {
        Award::Curve(curve) => match curve.constant_score() {
            Some(score) => Scores::all(Interval::point(score)),
            None => on.and_then(|on| image(curve, on)).map_or_else(|| Scores::all(all.clone()), Scores::all),
        },
        Award::Formula(formula) => Scores::all(Interval::closed(formula.scores.0.clone(), formula.scores.1.clone())),
        Award::Judged(_) => Scores::all(all.clone()),
    }
}

/// What a curve, which rises or falls throughout, gives on an interval; `None` where it has no end there.
fn image(curve: &Curve, on: &Interval) -> Option<Interval> {
    let end = |end: &End| {
        let number = end.number()?;
        let score = curve.at(number)?;
        Some(if end.is_closed() { End::Closed(score) } else { End::Open(score) })
    };
    let (one, other) = (end(&on.lower)?, end(&on.upper)?);
    let (low, high) = if one.number()? <= other.number()? { (one, other) } else { (other, one) };
    Some(Interval { lower: low, upper: high })
}
