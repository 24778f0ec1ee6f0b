//! Conditions that interval arithmetic decides: every field occurs in them once, so each takes its values whatever the
//! others do. Nearly all conditions of rubrics are of this sort, and the inequalities need not be asked.

use super::prover::{Prover, field_range};
use crate::ids::FieldId;
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Expr, Field, Measure, Node};

/// Whether a condition can hold, and whether it can fail.
#[derive(Clone, Copy)]
pub(super) struct Can {
    pub(super) hold: bool,
    pub(super) fail: bool,
}

impl Can {
    fn turned(self) -> Self {
        Can { hold: self.fail, fail: self.hold }
    }

    fn is(self, holds: bool) -> bool {
        if holds { self.hold } else { self.fail }
    }
}

/// Which fields occurred so far.
type Seen = Vec<FieldId>;

impl Prover<'_> {
    /// Whether conditions can come about together; `None` where that takes more than interval arithmetic.
    pub(super) fn apart(&self, conditions: &[(&Expr, bool)]) -> Option<bool> {
        let mut seen = Seen::new();
        let mut possible = true;
        for (condition, holds) in conditions {
            possible &= self.can(condition, &mut seen)?.is(*holds);
        }
        Some(possible)
    }

    /// The same of a condition both ways, where the facts hold; `None` also where the facts cannot hold.
    pub(super) fn can_where(&self, facts: &[Expr], condition: &Expr) -> Option<Can> {
        self.can(condition, &mut self.read_by(facts)?)
    }

    /// Whether the values of a formula are what interval arithmetic finds, whatever the facts say of other data.
    pub(super) fn is_apart(&self, expr: &Expr, facts: &[Expr]) -> bool {
        self.read_by(facts).is_some_and(|mut seen| self.is_plain(expr, &mut seen))
    }

    /// What facts read; `None` where they are not apart, or cannot hold.
    fn read_by(&self, facts: &[Expr]) -> Option<Seen> {
        let mut seen = Seen::new();
        for fact in facts {
            self.can(fact, &mut seen)?.hold.then_some(())?;
        }
        Some(seen)
    }

    /// Whether interval arithmetic is exact for a formula: every field occurs in it once, and no divisor changes its
    /// sign. Nearly every measure is such a formula.
    fn is_plain(&self, expr: &Expr, seen: &mut Seen) -> bool {
        match &expr.node {
            Node::Number(_) => true,
            Node::Field(id) => first(*id, seen),
            Node::Definition(id) => self.definitions.get(id.index()).is_some_and(|one| self.is_plain(&one.value, seen)),
            Node::Measure(id) => self.measures.get(id.index()).is_some_and(|one| self.is_plain_measure(one, seen)),
            Node::Arithmetic(op, left, right) => {
                let one_sign = |divisor: &Expr| {
                    let values = self.plain_domain(divisor);
                    let (lower, upper) = (values.lower.number(), values.upper.number());
                    lower.is_some_and(|lower| !lower.is_negative()) || upper.is_some_and(|upper| !upper.is_positive())
                };
                self.is_plain(left, seen) && self.is_plain(right, seen) && (*op != Op::Div || one_sign(right))
            }
            _ => false,
        }
    }

    /// The same of a measure: all its values within 值域 occur, unless they are rounded or there are gaps between them.
    fn is_plain_measure(&self, measure: &Measure, seen: &mut Seen) -> bool {
        let from = seen.len();
        measure.rounding.is_none()
            && self.is_plain(&measure.value, seen)
            && (measure.range.is_none() || !seen.iter().skip(from).any(|id| self.is_whole_field(*id)))
    }

    fn is_whole_field(&self, id: FieldId) -> bool {
        self.fields.get(id.index()).is_some_and(Field::is_whole)
    }

    fn can(&self, condition: &Expr, seen: &mut Seen) -> Option<Can> {
        match &condition.node {
            Node::Not(inner) => Some(self.can(inner, seen)?.turned()),
            Node::And(parts) => self.can_all(parts, true, seen),
            Node::Or(parts) => self.can_all(parts, false, seen),
            Node::Definition(id) => self.can(&self.definitions.get(id.index())?.value, seen),
            Node::Number(number) => {
                let yes = *number == Rational::ONE;
                Some(Can { hold: yes, fail: !yes })
            }
            Node::Field(id) => {
                let field = self.fields.get(id.index())?;
                let values = first(*id, seen).then(|| field_range(field))?;
                Some(Can { hold: values.contains(&Rational::ONE), fail: values.contains(&Rational::ZERO) })
            }
            Node::Comparison(relation, left, right) if left.kind == Kind::YesNo => {
                let (left, right) = (self.can(left, seen)?, self.can(right, seen)?);
                let alike = left.hold && right.hold || left.fail && right.fail;
                let apart = left.hold && right.fail || left.fail && right.hold;
                let equal = Can { hold: alike, fail: apart };
                Some(if *relation == Relation::Equal { equal } else { equal.turned() })
            }
            Node::Comparison(relation, left, right) => self.compared(*relation, (left, right), seen),
            _ => None,
        }
    }

    /// All of some conditions, or, turned round, one of them.
    fn can_all(&self, parts: &[Expr], all: bool, seen: &mut Seen) -> Option<Can> {
        let mut known = Can { hold: true, fail: false };
        for part in parts {
            let can = self.can(part, seen)?;
            let can = if all { can } else { can.turned() };
            known = Can { hold: known.hold && can.hold, fail: known.fail || can.fail };
        }
        Some(if all { known } else { known.turned() })
    }

    fn compared(&self, relation: Relation, (left, right): (&Expr, &Expr), seen: &mut Seen) -> Option<Can> {
        let from = seen.len();
        if !self.is_plain(left, seen) || !self.is_plain(right, seen) {
            return None;
        }
        let any_whole = seen.iter().skip(from).any(|id| self.is_whole_field(*id));
        let (low, high) = (self.tightened(left), self.tightened(right));
        if low.is_empty() || high.is_empty() {
            return None;
        }
        let difference = low.combine(Op::Sub, &high);
        let hold = meets(&difference, relation);
        let fail = meets(&difference, relation.negated());
        let can_equal = if matches!(relation, Relation::NotEqual) { fail } else { hold };
        if any_whole && can_equal && matches!(relation, Relation::Equal | Relation::NotEqual) {
            // Whole numbers leave gaps: that the difference goes on both sides of 0 does not say that it meets it.
            let meets = match (&left.node, &right.node) {
                (Node::Field(_), Node::Number(number)) | (Node::Number(number), Node::Field(_)) => number.is_whole(),
                (Node::Field(id), _) if !self.is_whole_field(*id) => low.contains_all(&high),
                (_, Node::Field(id)) if !self.is_whole_field(*id) => high.contains_all(&low),
                _ => false,
            };
            meets.then_some(())?;
        }
        Some(Can { hold, fail })
    }

    /// Interval arithmetic with the ends of whole numbers themselves whole: `> 0人` begins at 1.
    fn tightened(&self, expr: &Expr) -> Interval {
        if let Node::Field(id) = &expr.node
            && let Some(field) = self.fields.get(id.index()).filter(|field| field.is_whole())
        {
            return field_range(field).whole();
        }
        if let Node::Measure(id) = &expr.node
            && let Some(measure) = self.measures.get(id.index())
        {
            let values = self.tightened(&measure.value);
            return measure.range.as_ref().map_or(values.clone(), |range| values.intersection(range));
        }
        self.step(expr, &|child| self.tightened(child))
    }
}

fn first(id: FieldId, seen: &mut Seen) -> bool {
    let first = !seen.contains(&id);
    seen.push(id);
    first
}

/// Whether some number of an interval that is not empty stands so to 0.
fn meets(values: &Interval, relation: Relation) -> bool {
    let zero = Rational::ZERO;
    let beyond = |end: &End, wanted: fn(&Rational) -> bool, with_zero: bool| match end {
        End::Unbounded => true,
        End::Closed(end) => wanted(end) || (with_zero && end.is_zero()),
        End::Open(end) => wanted(end),
    };
    match relation {
        Relation::Equal => values.contains(&zero),
        Relation::NotEqual => values.only() != Some(&zero),
        Relation::Less => beyond(&values.lower, Rational::is_negative, false),
        Relation::AtMost => beyond(&values.lower, Rational::is_negative, true),
        Relation::Greater => beyond(&values.upper, Rational::is_positive, false),
        Relation::AtLeast => beyond(&values.upper, Rational::is_positive, true),
    }
}
