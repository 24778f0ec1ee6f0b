//! A scoring rule as a function of one number, whatever form it is written in: 分档, 达标, 线性, 按完成率 and 扣分 by
//! parts of a step all come to pieces `(a + b·x)/(c + d·x)` on cells of the number line.
//!
//! The number line is cut wherever a condition of the rule or a piece of it may change; inside a cell one sample decides
//! which piece holds, exactly.

use super::meaning::{MEASURE, Reader};
use super::polynomial::Quotient;
use crate::diagnostic::Text;
use crate::ids::FieldId;
use crate::quantity::{End, Interval, Op, Rational, Relation};
use crate::rubric::{Arm, Award, Band, Choice, Curve, Deduction, Expr, Node, NormalForm, Partial, Rule};

/// A rule that one number decides.
pub(super) struct Function<'a> {
    reader: &'a Reader<'a>,
    rule: &'a Rule,
    /// What the number is.
    pub unknown: Unknown,
}

/// The number that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// 指标值.
    Measure,
    /// A field alone.
    Field(FieldId),
    /// What the pieces are over, where it reads several numbers: its form.
    Over(String),
}

/// What a value gets.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// A score over the number.
    Curve(Curve),
    /// A score that depends on other figures, and how it is written.
    Formula(Quotient, Text),
    /// A judgement: its levels; none of 人工评定.
    Judged(Vec<(String, Interval)>),
}

impl<'a> Function<'a> {
    /// The rule as a function; `None` where more than one number decides, or steps do.
    pub fn of(reader: &'a Reader<'a>, rule: &'a Rule) -> Option<Self> {
        let mut unknowns = Vec::new();
        let gathered = deciding(&rule.normal)?.into_iter().try_for_each(|expr| gather(reader, expr, &mut unknowns));
        let unknown = match (gathered, unknowns.as_slice(), &rule.normal) {
            (Some(()), [unknown], _) => unknown.clone(),
            (_, _, NormalForm::Pieces { over, .. }) => Unknown::Over(reader.meaning(over)),
            _ => return None,
        };
        Some(Function { reader, rule, unknown })
    }

    /// What the pieces are over, and from the first of them to the last.
    pub fn over(&self) -> Option<(&'a Expr, Interval)> {
        let NormalForm::Pieces { over, bands } = &self.rule.normal else { return None };
        let ends = bands.first().zip(bands.last());
        ends.map(|(first, last)| (over, first.interval.hull(&last.interval)))
    }

    fn is_unknown(&self, expr: &Expr) -> bool {
        matches!(&self.unknown, Unknown::Over(form) if self.reader.meaning(expr) == *form)
    }

    /// The unknown's name in the forms of the reader.
    pub fn name(&self) -> String {
        match &self.unknown {
            Unknown::Measure => MEASURE.to_owned(),
            Unknown::Field(field) => self.reader.field(*field),
            Unknown::Over(form) => form.clone(),
        }
    }

    /// The numbers at which something may change.
    pub fn edges(&self) -> Vec<Rational> {
        let mut edges = Vec::new();
        self.edges_of(&self.rule.normal, &mut edges);
        edges
    }

    fn edges_of(&self, normal: &NormalForm, edges: &mut Vec<Rational>) {
        match normal {
            NormalForm::Pieces { over, bands } => {
                self.turns(over, edges);
                for branch in self.branches(over) {
                    let ends = bands.iter().flat_map(|band| [&band.interval.lower, &band.interval.upper]);
                    for end in ends.filter_map(End::number) {
                        self.zeros(branch.combine(Op::Sub, &Quotient::number(end)), edges);
                    }
                }
            }
            NormalForm::Cases(arms) => {
                for arm in arms {
                    if let Some(condition) = &arm.condition {
                        self.turns(condition, edges);
                    }
                    if let Choice::Rule(rule) = &arm.then {
                        self.edges_of(&rule.normal, edges);
                    }
                }
            }
            NormalForm::Deduction(deduction) => self.edges_of_deduction(deduction, edges),
            _ => {}
        }
    }

    /// Where a line begins to deduct, and where those that do have reached the floor.
    fn edges_of_deduction(&self, deduction: &Deduction, edges: &mut Vec<Rational>) {
        let mut sums = vec![Quotient::number(&(&deduction.full - &deduction.floor))];
        for line in &deduction.lines {
            self.turns(&line.excess, edges);
            let Some(rate) = line.amount.checked_div(&line.step) else { continue };
            for branch in self.branches(&line.excess) {
                self.zeros(Some(branch.clone()), edges);
                let cost = branch.combine(Op::Mul, &Quotient::number(&rate));
                let less = sums.iter().filter_map(|sum| sum.combine(Op::Sub, cost.as_ref()?)).collect::<Vec<_>>();
                sums.extend(less);
            }
        }
        for sum in sums {
            self.zeros(Some(sum), edges);
        }
    }

    /// Where an expression may change its course: comparisons, distances, the greater of two.
    fn turns(&self, expr: &Expr, edges: &mut Vec<Rational>) {
        let parts = match &expr.node {
            Node::Definition(id) => return self.reader.defined(*id).into_iter().for_each(|one| self.turns(one, edges)),
            Node::Comparison(_, left, right) => vec![&**left, right],
            Node::Abs(inner) => {
                self.branches(inner).into_iter().for_each(|branch| self.zeros(Some(branch), edges));
                vec![&**inner]
            }
            Node::Max(parts) | Node::Min(parts) => parts.iter().collect(),
            Node::Clamp(value, lower, upper) => vec![&**value, lower, upper],
            _ => Vec::new(),
        };
        let branches = parts.iter().map(|part| self.branches(part)).collect::<Vec<_>>();
        for (at, one) in branches.iter().enumerate() {
            for other in branches.iter().skip(at.saturating_add(1)) {
                for (left, right) in one.iter().flat_map(|left| other.iter().map(move |right| (left, right))) {
                    self.zeros(left.combine(Op::Sub, right), edges);
                }
            }
        }
        expr.children().into_iter().for_each(|child| self.turns(child, edges));
    }

    /// Where a course is 0, and where its divisor is.
    fn zeros(&self, quotient: Option<Quotient>, edges: &mut Vec<Rational>) {
        let Some(Curve { a, b, c, d }) = quotient.and_then(|quotient| quotient.curve(&self.name())) else { return };
        edges.extend((-&a).checked_div(&b));
        edges.extend((-&c).checked_div(&d));
    }

    /// All courses that an expression may take.
    fn branches(&self, expr: &Expr) -> Vec<Quotient> {
        match &expr.node {
            _ if self.is_unknown(expr) => vec![Quotient::unknown(&self.name())],
            Node::Definition(id) => self.reader.defined(*id).map(|one| self.branches(one)).unwrap_or_default(),
            Node::Abs(inner) => {
                let zero = Quotient::number(&Rational::ZERO);
                let both = self.branches(inner).into_iter();
                both.flat_map(|one| [zero.combine(Op::Sub, &one), Some(one)].into_iter().flatten()).collect()
            }
            Node::Max(parts) | Node::Min(parts) => parts.iter().flat_map(|part| self.branches(part)).collect(),
            Node::Clamp(value, lower, upper) => {
                [value, lower, upper].into_iter().flat_map(|part| self.branches(part)).collect()
            }
            Node::Arithmetic(op, left, right) => {
                let (left, right) = (self.branches(left), self.branches(right));
                let pairs = left.iter().flat_map(|left| right.iter().map(move |right| (left, right)));
                pairs.filter_map(|(left, right)| left.combine(*op, right)).collect()
            }
            Node::Number(number) => vec![Quotient::number(number)],
            Node::Measure(_) => vec![Quotient::unknown(MEASURE)],
            Node::Field(field) => vec![Quotient::unknown(&self.reader.field(*field))],
            _ => Vec::new(),
        }
    }

    /// What the cell around a sample gets.
    pub fn outcome(&self, sample: &Rational) -> Option<Outcome> {
        self.outcome_of(&self.rule.normal, sample)
    }

    fn outcome_of(&self, normal: &NormalForm, sample: &Rational) -> Option<Outcome> {
        match normal {
            NormalForm::Pieces { over, bands } => {
                let over = self.course(over, sample)?;
                let value = over.curve(&self.name())?.at(sample)?;
                let Band { award, .. } = bands.iter().find(|band| band.interval.contains(&value))?;
                self.award(award, Some(&over), sample)
            }
            NormalForm::Cases(arms) => {
                for Arm { condition, then, .. } in arms {
                    let holds = match condition {
                        None => true,
                        Some(condition) => self.holds(condition, sample)?,
                    };
                    if holds {
                        return match then {
                            Choice::Award(award) => self.award(award, None, sample),
                            Choice::Rule(rule) => self.outcome_of(&rule.normal, sample),
                        };
                    }
                }
                None
            }
            NormalForm::Deduction(deduction) => {
                let mut score = Quotient::number(&deduction.full);
                for line in &deduction.lines {
                    let excess = self.course(&line.excess, sample)?;
                    if excess.curve(&self.name())?.at(sample)?.is_positive() {
                        let rate = Quotient::number(&line.amount.checked_div(&line.step)?);
                        score = score.combine(Op::Sub, &excess.combine(Op::Mul, &rate)?)?;
                    }
                }
                let curve = score.curve(&self.name())?;
                let floor = curve.at(sample)? < deduction.floor;
                Some(Outcome::Curve(if floor { Curve::constant(deduction.floor.clone()) } else { curve }))
            }
            _ => None,
        }
    }

    fn award(&self, award: &Award, over: Option<&Quotient>, sample: &Rational) -> Option<Outcome> {
        match award {
            Award::Curve(Curve { a, b, c, d }) => {
                let Some(over) = over else { return Some(Outcome::Curve(Curve::constant(a.checked_div(c)?))) };
                let line = |constant: &Rational, slope: &Rational| {
                    over.combine(Op::Mul, &Quotient::number(slope))?.combine(Op::Add, &Quotient::number(constant))
                };
                let score = line(a, b)?.combine(Op::Div, &line(c, d)?)?;
                score.curve(&self.name()).map(Outcome::Curve)
            }
            Award::Formula(formula) => {
                let course = self.course(&formula.value, sample);
                let curve = course.and_then(|course| course.curve(&self.name()));
                let other = || {
                    Outcome::Formula(self.reader.quotient(&formula.value), super::parts::award_of(self.reader, award))
                };
                Some(curve.map_or_else(other, Outcome::Curve))
            }
            Award::Judged(judgement) => {
                let levels = judgement.levels.iter().map(|level| (level.name.clone(), level.scores.clone()));
                Some(Outcome::Judged(levels.collect()))
            }
        }
    }

    /// The course that an expression takes around a sample.
    fn course(&self, expr: &Expr, sample: &Rational) -> Option<Quotient> {
        let at = |course: &Quotient| course.curve(&self.name())?.at(sample);
        let pick = |parts: Vec<&Expr>, greatest: bool| {
            let courses = parts.into_iter().map(|part| self.course(part, sample)).collect::<Option<Vec<_>>>()?;
            let mut valued = courses.into_iter().map(|one| Some((at(&one)?, one))).collect::<Option<Vec<_>>>()?;
            valued.sort_by(|(one, _), (other, _)| one.cmp(other));
            let found = if greatest { valued.pop() } else { valued.into_iter().next() };
            found.map(|(_, course)| course)
        };
        match &expr.node {
            Node::Number(number) => Some(Quotient::number(number)),
            _ if self.is_unknown(expr) => Some(Quotient::unknown(&self.name())),
            Node::Definition(id) => self.course(self.reader.defined(*id)?, sample),
            Node::Measure(_) => Some(Quotient::unknown(MEASURE)),
            Node::Field(field) => Some(Quotient::unknown(&self.reader.field(*field))),
            Node::Arithmetic(op, left, right) => self.course(left, sample)?.combine(*op, &self.course(right, sample)?),
            Node::Abs(inner) => {
                let course = self.course(inner, sample)?;
                let below = at(&course)?.is_negative();
                if below { Quotient::number(&Rational::ZERO).combine(Op::Sub, &course) } else { Some(course) }
            }
            Node::Max(parts) => pick(parts.iter().collect(), true),
            Node::Min(parts) => pick(parts.iter().collect(), false),
            Node::Clamp(value, lower, upper) => {
                let (course, lower, upper) =
                    (self.course(value, sample)?, self.course(lower, sample)?, self.course(upper, sample)?);
                let (value, least, most) = (at(&course)?, at(&lower)?, at(&upper)?);
                Some(if value < least {
                    lower
                } else if value > most {
                    upper
                } else {
                    course
                })
            }
            _ => None,
        }
    }

    fn holds(&self, condition: &Expr, sample: &Rational) -> Option<bool> {
        match &condition.node {
            Node::Definition(id) => self.holds(self.reader.defined(*id)?, sample),
            Node::Comparison(relation, left, right) => {
                let value = |side: &Expr| self.course(side, sample)?.curve(&self.name())?.at(sample);
                Some(relation.holds(&value(left)?, &value(right)?))
            }
            Node::Field(_) => Some(Relation::Equal.holds(sample, &Rational::ONE)),
            Node::Not(inner) => self.holds(inner, sample).map(|holds| !holds),
            Node::And(parts) => parts.iter().try_fold(true, |all, part| Some(all && self.holds(part, sample)?)),
            Node::Or(parts) => parts.iter().try_fold(false, |any, part| Some(any || self.holds(part, sample)?)),
            _ => None,
        }
    }
}

/// The expressions that decide what a rule gives; `None` where the rule is no function of numbers, or one of steps.
fn deciding(normal: &NormalForm) -> Option<Vec<&Expr>> {
    match normal {
        NormalForm::Pieces { over, .. } => Some(vec![over]),
        NormalForm::Cases(arms) => {
            let mut all = arms.iter().filter_map(|arm| arm.condition.as_ref()).collect::<Vec<_>>();
            for arm in arms {
                if let Choice::Rule(rule) = &arm.then {
                    all.extend(deciding(&rule.normal)?);
                }
            }
            Some(all)
        }
        NormalForm::Deduction(Deduction { lines, .. }) => {
            let by_parts = lines.iter().all(|line| line.partial == Partial::ProRata);
            by_parts.then(|| lines.iter().map(|line| &line.excess).collect())
        }
        NormalForm::Items(_) | NormalForm::Ways(_) | NormalForm::Judged(_) | NormalForm::Readings(_) => None,
    }
}

/// The numbers that an expression reads; `None` where it does anything that no function of one number does.
fn gather(reader: &Reader<'_>, expr: &Expr, unknowns: &mut Vec<Unknown>) -> Option<()> {
    let unknown = match &expr.node {
        Node::Measure(_) => Unknown::Measure,
        Node::Field(field) => Unknown::Field(*field),
        Node::Definition(id) => return gather(reader, reader.defined(*id)?, unknowns),
        Node::Number(_) => return Some(()),
        Node::Arithmetic(..)
        | Node::Comparison(..)
        | Node::Not(_)
        | Node::And(_)
        | Node::Or(_)
        | Node::Abs(_)
        | Node::Max(_)
        | Node::Min(_)
        | Node::Clamp(..) => {
            return expr.children().into_iter().try_for_each(|child| gather(reader, child, unknowns));
        }
        _ => return None,
    };
    if !unknowns.contains(&unknown) {
        unknowns.push(unknown);
    }
    Some(())
}

/// The cells into which edges cut a range: each edge alone, and what lies between two.
pub(super) fn cells(range: &Interval, mut edges: Vec<Rational>) -> Vec<(Interval, Rational)> {
    edges.extend([&range.lower, &range.upper].into_iter().filter_map(End::number).cloned());
    edges.sort();
    edges.dedup();
    let mut cells = Vec::new();
    let mut lower = End::Unbounded;
    for edge in edges {
        cells.push(Interval { lower, upper: End::Open(edge.clone()) });
        cells.push(Interval::point(edge.clone()));
        lower = End::Open(edge);
    }
    cells.push(Interval { lower, upper: End::Unbounded });
    let within = cells.into_iter().map(|cell| cell.intersection(range)).filter(|cell| !cell.is_empty());
    within.filter_map(|cell| sample(&cell).map(|sample| (cell, sample))).collect()
}

/// A number of a cell.
fn sample(cell: &Interval) -> Option<Rational> {
    match (cell.lower.number(), cell.upper.number()) {
        (Some(lower), Some(upper)) => (lower + upper).checked_div(&Rational::whole(2)),
        (Some(lower), None) => Some(lower + &Rational::ONE),
        (None, Some(upper)) => Some(upper - &Rational::ONE),
        (None, None) => Some(Rational::ZERO),
    }
}

/// A whole number of a cell that has one.
pub(super) fn whole_sample(cell: &Interval, sample: Rational) -> Rational {
    let whole = cell.whole();
    [&whole.lower, &whole.upper].into_iter().find_map(End::number).cloned().unwrap_or_else(|| sample.floor())
}
