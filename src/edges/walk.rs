//! All edges of an indicator or a check, each with the conditions under which it is met.

use std::collections::BTreeSet;

use super::atoms::{atoms, inner};
use super::satisfy::Need;
use crate::ids::{IndicatorId, MeasureId};
use crate::quantity::{End, Interval, Op, Rational};
use crate::rubric::{
    Award, Band, Check, Choice, Deduction, Expr, Formula, Indicator, Judgement, Measure, Node, NormalForm, Partial,
    Pick, Policy, Rubric, Rule, Ways,
};

/// An edge of a rule.
#[derive(Clone, Debug)]
pub(super) struct Edge<'r> {
    /// What changes there.
    pub test: Test<'r>,
    /// What must be so for it to matter.
    pub path: Vec<Need<'r>>,
    /// The names of the items on the way to it.
    pub items: Vec<&'r str>,
}

/// What changes at an edge.
#[derive(Clone, Debug)]
pub(super) enum Test<'r> {
    /// A formula, or its difference from another, meets a number.
    Meets { formula: &'r Expr, less: Option<&'r Expr>, at: Rational },
    /// A condition without an order holds or does not.
    Truth(&'r Expr),
}

/// A judgement that a rule may come to, and under which conditions.
pub(super) struct Judged<'r> {
    pub judgement: &'r Judgement,
    pub path: Vec<Need<'r>>,
}

/// Collects edges along a rule.
pub(super) struct Walk<'r> {
    pub rubric: &'r Rubric,
    pub edges: Vec<Edge<'r>>,
    pub judged: Vec<Judged<'r>>,
    pub items: Vec<&'r str>,
}

impl<'r> Walk<'r> {
    fn new(rubric: &'r Rubric) -> Self {
        Walk { rubric, edges: Vec::new(), judged: Vec::new(), items: Vec::new() }
    }
}

/// The edges of an indicator: of its 不适用 clauses, of what its formula asks, of its rule; and what is judged in it.
pub(super) fn of_indicator(rubric: &Rubric, id: IndicatorId) -> (Vec<Edge<'_>>, Vec<Judged<'_>>) {
    let indicator = rubric.indicator(id);
    let mut walk = Walk::new(rubric);
    let mut path = ranges(rubric, indicator);
    for clause in &indicator.not_applicable {
        atoms(&mut walk, &clause.condition, &path);
        if let Policy::Judged(judgement) = &clause.policy {
            let holds = Need::Truth(&clause.condition, true);
            walk.judgement(judgement, &path.iter().copied().chain([holds]).collect::<Vec<_>>());
        }
        path.push(Need::Truth(&clause.condition, false));
    }
    for measure in rubric.measures.iter().filter(|measure| measure.indicator == id) {
        inner(&mut walk, &measure.value, &path);
        // A value at an end of 值域 is taken, one beyond it is not; pieces end there themselves.
        let in_pieces = matches!(&indicator.rule, Some(Rule { normal: NormalForm::Pieces { .. }, .. }));
        let ends = measure.range.iter().filter(|_| !in_pieces).flat_map(|range| [&range.lower, &range.upper]);
        for at in ends.filter_map(|end| end.number()) {
            walk.meets(&measure.value, None, at.clone(), &path);
        }
    }
    if let Some(rule) = &indicator.rule {
        walk.rule(rule, &path);
    }
    (distinct(walk.edges), walk.judged)
}

/// The edges of a check: of its condition, and of what must hold.
pub(super) fn of_check<'r>(rubric: &'r Rubric, check: &'r Check) -> Vec<Edge<'r>> {
    let mut walk = Walk::new(rubric);
    let mut path = (0..rubric.measures.len()).map(|at| Need::InRange(MeasureId::at(at))).collect::<Vec<_>>();
    if let Some(condition) = &check.condition {
        atoms(&mut walk, condition, &path);
        path.push(Need::Truth(condition, true));
    }
    for assertion in &check.assertions {
        atoms(&mut walk, assertion, &path);
    }
    distinct(walk.edges)
}

/// The edges of a condition that stands at the end of the calculation.
pub(super) fn of_condition<'r>(rubric: &'r Rubric, condition: &'r Expr) -> Vec<Edge<'r>> {
    let mut walk = Walk::new(rubric);
    let path = (0..rubric.measures.len()).map(|at| Need::InRange(MeasureId::at(at))).collect::<Vec<_>>();
    atoms(&mut walk, condition, &path);
    distinct(walk.edges)
}

/// The same edge is met once, even where several rows of a rule begin there.
fn distinct(edges: Vec<Edge<'_>>) -> Vec<Edge<'_>> {
    let mut kept: Vec<Edge<'_>> = Vec::new();
    for edge in edges {
        let same = |other: &Edge<'_>| {
            other.items == edge.items
                && match (&other.test, &edge.test) {
                    (Test::Meets { .. }, Test::Meets { .. }) => {
                        let (one, two) = (place(&edge.test), place(&other.test));
                        one.is_some() && one == two
                    }
                    (Test::Truth(one), Test::Truth(other)) => one.node == other.node,
                    _ => false,
                }
        };
        // What is met again behind other conditions is another edge: each arm of 情形 may have its own bands. Behind more
        // conditions it is the same one.
        let behind = |other: &Edge<'_>| other.path.iter().zip(&edge.path).all(|(one, other)| one.is(other));
        if !kept.iter().any(|other| same(other) && behind(other)) {
            kept.push(edge);
        }
    }
    kept
}

/// What is met where, however it is written.
fn place<'t>(test: &'t Test<'_>) -> Option<(&'t Node, Option<&'t Node>, Rational)> {
    let Test::Meets { formula, less, at } = test else { return None };
    Some(match less.map(|less| &less.node) {
        Some(Node::Number(number)) => (&formula.node, None, at + number),
        less => (&formula.node, less, at.clone()),
    })
}

/// The same edge in plainer words: `指标值 − 100%` at 1个百分点 is 指标值 at 101%, `指标值 ÷ 98%` at 90% is 指标值 at 88.2%,
/// `指标值` at `100% × 80%` is 指标值 at 80%. `None` where nothing can be moved.
fn plainer<'r>(rubric: &Rubric, meets: Meets<'r>) -> Option<Meets<'r>> {
    let (formula, less, at) = meets;
    let is_literal = |less: &Expr| matches!(less.node, Node::Number(_));
    let (formula, less, at) = match (rubric.constant(formula), less) {
        (Some(_), None) => return None,
        (Some(_), Some(less)) if rubric.constant(less).is_some() => return None,
        (Some(number), Some(less)) => (less, None, &number - &at),
        (None, Some(less)) if !is_literal(less) => match rubric.constant(less) {
            Some(number) => (formula, None, &at + &number),
            None => return Some((formula, Some(less), at)),
        },
        (None, less) => (formula, less, at),
    };
    let over = rubric.over(formula);
    let (formula, at) = match over.value(&at).filter(|_| less.is_none()) {
        Some(at) => (over.base, at),
        None => (formula, at),
    };
    Some(match &formula.node {
        Node::Arithmetic(Op::Sub, left, right) if less.is_none() && at.is_zero() => (&**left, Some(&**right), at),
        _ => (formula, less, at),
    })
}

/// A formula, what is taken from it, and the number at which the edge is.
type Meets<'r> = (&'r Expr, Option<&'r Expr>, Rational);

/// An interval with its ends.
fn closed(interval: &Interval) -> Interval {
    let end = |end: &End| end.number().map_or(End::Unbounded, |number| End::Closed(number.clone()));
    Interval { lower: end(&interval.lower), upper: end(&interval.upper) }
}

/// What every submission must keep: the 值域 of all formulas that read what this indicator reads.
fn ranges<'r>(rubric: &'r Rubric, indicator: &Indicator) -> Vec<Need<'r>> {
    let reads =
        |measure: &Measure| rubric.fields_below(&measure.value).iter().any(|field| indicator.reads.contains(field));
    let measures = rubric.measures.iter().enumerate();
    let bound = measures.filter(|(_, measure)| measure.range.is_some() && reads(measure));
    bound.map(|(at, _)| Need::InRange(MeasureId::at(at))).collect()
}

impl<'r> Walk<'r> {
    /// An edge where a formula meets a number.
    pub fn meets(&mut self, formula: &'r Expr, less: Option<&'r Expr>, at: Rational, path: &[Need<'r>]) {
        if let Some((formula, less, at)) = plainer(self.rubric, (formula, less, at)) {
            self.push(Test::Meets { formula, less, at }, path);
        }
    }

    /// Any edge.
    pub fn push(&mut self, test: Test<'r>, path: &[Need<'r>]) {
        self.edges.push(Edge { test, path: path.to_vec(), items: self.items.clone() });
    }

    fn rule(&mut self, rule: &'r Rule, path: &[Need<'r>]) {
        match &rule.normal {
            NormalForm::Pieces { over, bands } => self.pieces(over, bands, path),
            NormalForm::Deduction(deduction) => self.deduction(deduction, path),
            NormalForm::Items(items) => {
                for item in items {
                    self.items.push(&item.name);
                    self.rule(&item.rule, path);
                    self.items.pop();
                }
            }
            NormalForm::Cases(arms) => {
                let mut path = path.to_vec();
                for arm in arms {
                    let mut then = path.clone();
                    if let Some(condition) = &arm.condition {
                        atoms(self, condition, &path);
                        then.push(Need::Truth(condition, true));
                        path.push(Need::Truth(condition, false));
                    }
                    match &arm.then {
                        Choice::Award(award) => self.award(award, &then),
                        Choice::Rule(rule) => self.rule(rule, &then),
                    }
                }
            }
            NormalForm::Ways(ways) => self.ways(ways, path),
            NormalForm::Readings(readings) => {
                for reading in readings {
                    self.rule(&reading.rule, path);
                }
            }
            NormalForm::Judged(judgement) => self.judgement(judgement, path),
        }
    }

    fn judgement(&mut self, judgement: &'r Judgement, path: &[Need<'r>]) {
        self.judged.push(Judged { judgement, path: path.to_vec() });
    }

    fn ways(&mut self, ways: &'r Ways, path: &[Need<'r>]) {
        for way in &ways.ways {
            let mut path = path.to_vec();
            if ways.pick == Pick::Chosen {
                path.push(Need::Chosen(ways.element, &way.name));
            }
            self.items.push(&way.name);
            self.rule(&way.rule, &path);
            self.items.pop();
        }
    }

    fn pieces(&mut self, over: &'r Expr, bands: &'r [Band], path: &[Need<'r>]) {
        if !matches!(over.node, Node::Measure(_)) {
            inner(self, over, path);
        }
        let ends = bands.iter().flat_map(|band| [&band.interval.lower, &band.interval.upper]);
        let ends = ends.filter_map(|end| end.number()).collect::<BTreeSet<_>>();
        let conditions = path.iter().filter_map(|need| match need {
            Need::Truth(condition, wanted) => Some((*condition, *wanted)),
            _ => None,
        });
        let of = self.rubric.over(over);
        let left = self.rubric.values_left(&of, conditions);
        for at in ends {
            // Where the values end there is no other side, but what the last one gets is worth knowing.
            let Some(point) = of.value(at).map(Interval::point) else { continue };
            if left.iter().any(|values| closed(values).contains_all(&point)) {
                self.meets(over, None, at.clone(), path);
            }
        }
        for band in bands {
            self.award(&band.award, path);
        }
    }

    fn award(&mut self, award: &'r Award, path: &[Need<'r>]) {
        let formula = match award {
            Award::Formula(formula) => formula,
            Award::Judged(judgement) => return self.judgement(judgement, path),
            Award::Curve(_) => return,
        };
        let Formula { value, scores } = &**formula;
        self.meets(value, None, scores.1.clone(), path);
        self.meets(value, None, scores.0.clone(), path);
        let mut pending = vec![value];
        while let Some(expr) = pending.pop() {
            match &expr.node {
                Node::Clamp(value, lower, upper) => {
                    self.meets(value, Some(lower), Rational::ZERO, path);
                    self.meets(value, Some(upper), Rational::ZERO, path);
                }
                Node::Max(parts) | Node::Min(parts) => {
                    if let [left, right] = parts.as_slice() {
                        self.meets(left, Some(right), Rational::ZERO, path);
                    }
                }
                _ => {}
            }
            pending.extend(expr.children());
        }
        inner(self, value, path);
    }

    /// The limit of each line, its first two steps, and where the floor is reached.
    fn deduction(&mut self, deduction: &'r Deduction, path: &[Need<'r>]) {
        for (index, line) in deduction.lines.iter().enumerate() {
            let others = deduction.lines.iter().enumerate().filter(|(at, _)| *at != index);
            let mut path = path.to_vec();
            path.extend(others.map(|(_, other)| Need::NothingOf(&other.excess)));
            let mut places = BTreeSet::from([Rational::ZERO, line.step.clone(), &line.step + &line.step]);
            // Where this line alone reaches the floor: a part of a step that is charged as one does so a step before.
            let steps = (&deduction.full - &deduction.floor).checked_div(&line.amount);
            places.extend(steps.map(|steps| {
                let steps = match line.partial {
                    Partial::ProRata => steps,
                    Partial::Ignored => steps.ceil(),
                    Partial::Charged => &steps.ceil() - &Rational::ONE,
                };
                &steps * &line.step
            }));
            for at in places {
                self.meets(&line.excess, None, at, &path);
            }
            inner(self, &line.excess, &path);
        }
    }
}
