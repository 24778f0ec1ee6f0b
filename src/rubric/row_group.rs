//! Groups whose indicators come with the submission: one for each row of a table.

use std::collections::BTreeSet;

use super::{
    Award, Choice, Curve, Deduction, Expr, Item, Judgement, Node, NormalForm, NotApplicable, Policy, Reading, Rule,
};
use crate::ids::{FieldId, IndicatorId, TableId};
use crate::quantity::{Interval, Kind, Op, Rational};
use crate::source::Span;

/// `逐行 表 当 条件`, on a group. Only in a rubric as written: unfolding gives the group its indicators.
#[derive(Clone, Debug)]
pub struct RowGroup {
    /// Whose rows.
    pub table: TableId,
    /// `当`: which rows; all where it is not written.
    pub condition: Option<Expr>,
    /// How many points a row has.
    pub points: RowPoints,
    /// 按行合计: the group has as many points as its rows.
    pub by_rows: bool,
    /// What a row is called, a text.
    pub name: Expr,
    /// 自评, in points.
    pub claim: Option<Expr>,
    /// 复核, in points.
    pub review: Option<Expr>,
    /// 理由, a text.
    pub reason: Option<Expr>,
    /// The indicator of a row, with 1 point. It is scored for no submission.
    pub template: IndicatorId,
    /// The columns that the block reads; a row in which all are blank is skipped.
    pub reads: BTreeSet<FieldId>,
    /// The head.
    pub span: Span,
}

/// How many points a row has.
#[derive(Clone, Debug)]
pub enum RowPoints {
    /// As many as it says.
    Own(Expr),
    /// 均分: an equal part of the group's; what is left over goes to the last row, or to the first.
    Equal {
        /// To the first.
        first: bool,
    },
}

impl Rule {
    /// The rule of an indicator with so many points, from that of one with a single point.
    #[must_use]
    pub fn scaled(&self, points: &Rational) -> Rule {
        Rule { normal: self.normal.scaled(points), ..self.clone() }
    }
}

impl NormalForm {
    fn scaled(&self, points: &Rational) -> NormalForm {
        match self {
            NormalForm::Pieces { over, bands } => {
                let bands = bands.iter().map(|band| super::Band { award: band.award.scaled(points), ..band.clone() });
                NormalForm::Pieces { over: over.clone(), bands: bands.collect() }
            }
            NormalForm::Deduction(Deduction { full, lines, floor }) => {
                let line = |line: &super::DeductionLine| super::DeductionLine {
                    amount: &line.amount * points,
                    ..line.clone()
                };
                let lines = lines.iter().map(line).collect();
                NormalForm::Deduction(Deduction { full: full * points, lines, floor: floor * points })
            }
            NormalForm::Items(items) => {
                let item = |item: &Item| Item {
                    points: &item.points * points,
                    rule: item.rule.scaled(points),
                    ..item.clone()
                };
                NormalForm::Items(items.iter().map(item).collect())
            }
            NormalForm::Cases(arms) => {
                let arm = |arm: &super::Arm| {
                    let then = match &arm.then {
                        Choice::Award(award) => Choice::Award(award.scaled(points)),
                        Choice::Rule(rule) => Choice::Rule(Box::new(rule.scaled(points))),
                    };
                    super::Arm { then, ..arm.clone() }
                };
                NormalForm::Cases(arms.iter().map(arm).collect())
            }
            NormalForm::Ways(ways) => {
                let way =
                    |way: &Item| Item { points: &way.points * points, rule: way.rule.scaled(points), ..way.clone() };
                let list = ways.ways.iter().map(way).collect();
                NormalForm::Ways(super::Ways { ways: list, ..ways.clone() })
            }
            NormalForm::Judged(judgement) => NormalForm::Judged(judgement.scaled(points)),
            NormalForm::Readings(readings) => {
                let one = |one: &Reading| Reading { relation: one.relation, rule: one.rule.scaled(points) };
                NormalForm::Readings(readings.iter().map(one).collect())
            }
        }
    }
}

impl Award {
    fn scaled(&self, points: &Rational) -> Award {
        match self {
            Award::Curve(Curve { a, b, c, d }) => {
                Award::Curve(Curve { a: a * points, b: b * points, c: c.clone(), d: d.clone() })
            }
            Award::Formula(formula) => {
                let factor = Expr { kind: Kind::Number, node: Node::Number(points.clone()), span: formula.value.span };
                let node = Node::Arithmetic(Op::Mul, Box::new(formula.value.clone()), Box::new(factor));
                let value = Expr { node, ..formula.value.clone() };
                let scores = (&formula.scores.0 * points, &formula.scores.1 * points);
                Award::Formula(Box::new(super::Formula { value, scores }))
            }
            Award::Judged(judgement) => Award::Judged(judgement.scaled(points)),
        }
    }
}

impl Judgement {
    fn scaled(&self, points: &Rational) -> Judgement {
        let by = Interval::point(points.clone());
        let level = |level: &super::JudgedLevel| super::JudgedLevel {
            scores: level.scores.combine(Op::Mul, &by),
            ..level.clone()
        };
        let levels = self.levels.iter().map(level).collect();
        Judgement { levels, points: &self.points * points, element: self.element }
    }
}

impl NotApplicable {
    /// The clause of an indicator with so many points, from that of one with a single point.
    #[must_use]
    pub fn scaled(&self, points: &Rational) -> NotApplicable {
        let policy = match &self.policy {
            Policy::Points(score) => Policy::Points(score * points),
            Policy::Judged(judgement) => Policy::Judged(judgement.scaled(points)),
            Policy::LeftOut { whole } => Policy::LeftOut { whole: *whole },
        };
        NotApplicable { policy, ..self.clone() }
    }
}
