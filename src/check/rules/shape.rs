//! Rules whose conditions only speak of the measure, as pieces over it, so that 方向 can be proved of them too.

use crate::check::context::{Checker, Context};
use crate::check::proof::{stripped, subtract_all};
use crate::diagnostic::Reported;
use crate::ids::MeasureId;
use crate::quantity::{End, Interval, Kind, Rational, Relation};
use crate::rubric::{Arm, Award, Band, Choice, Definition, Expr, Node};
use crate::source::Span;

impl Checker<'_> {
    /// Proves 方向 of arms that give awards under conditions on the measure alone; other arms have no direction of
    /// their own, and their rules are looked at one by one.
    pub(super) fn check_arms_direction(&mut self, arms: &[Arm], span: Span, c: &Context) -> Result<(), Reported> {
        let Some(id) = c.measure else { return Ok(()) };
        let is_word = |measure: &crate::rubric::Measure| matches!(measure.value.kind, Kind::Text | Kind::Quantity);
        if self.measures.get(id.index()).is_some_and(is_word) {
            return Ok(());
        }
        let own = Own { id, formula: self.own_formula(id), definitions: &self.definitions };
        let mut free = vec![Interval::ALL];
        let mut found: Vec<(Interval, &Arm, &Award)> = Vec::new();
        for arm in arms {
            let Choice::Award(award) = &arm.then else { return Ok(()) };
            let holds = match &arm.condition {
                Some(condition) => own.values(condition),
                None => Some(vec![Interval::ALL]),
            };
            let Some(holds) = holds else { return Ok(()) };
            let taken = both(&free, &holds);
            free = both(&free, &outside(&holds));
            found.extend(taken.into_iter().map(|interval| (interval, arm, award)));
        }
        let of = self.subject(span, c)?;
        let mut bands = Vec::new();
        for (interval, arm, award) in found {
            let interval = interval.intersection(&of.domain);
            if !interval.is_empty() {
                bands.push(Band { interval, award: award.clone(), element: arm.element });
            }
        }
        bands.sort_by(|one, other| one.interval.compare(&other.interval));
        self.check_direction(&bands, &of, span, c)
    }

    fn own_formula(&self, id: MeasureId) -> Option<Expr> {
        let measure = self.measures.get(id.index()).filter(|measure| measure.rounding.is_none())?;
        Some(stripped(unfolded(&measure.value, &self.definitions)))
    }
}

/// The measure, as conditions may name it.
struct Own<'a> {
    id: MeasureId,
    /// What it is computed from, where nothing is rounded: `x < 50%` says as much as `指标值 < 50%` under `公式：x`.
    formula: Option<Expr>,
    definitions: &'a [Definition],
}

impl Own<'_> {
    fn is(&self, expr: &Expr) -> bool {
        matches!(expr.node, Node::Measure(id) if id == self.id)
            || self.formula.as_ref().is_some_and(|formula| stripped(unfolded(expr, self.definitions)) == *formula)
    }

    /// The values of the measure for which a condition holds; `None` where it speaks of anything else.
    fn values(&self, condition: &Expr) -> Option<Vec<Interval>> {
        match &condition.node {
            Node::Not(inner) => self.values(inner).map(|inside| outside(&inside)),
            Node::And(parts) => {
                let sets = parts.iter().map(|part| self.values(part)).collect::<Option<Vec<_>>>()?;
                Some(sets.iter().fold(vec![Interval::ALL], |known, set| both(&known, set)))
            }
            Node::Or(parts) => {
                let sets = parts.iter().map(|part| self.values(part)).collect::<Option<Vec<_>>>()?;
                let none = sets.iter().fold(vec![Interval::ALL], |known, set| both(&known, &outside(set)));
                Some(outside(&none))
            }
            Node::Comparison(relation, left, right) => match (&left.node, &right.node) {
                (_, Node::Number(number)) if self.is(left) => Some(compared(*relation, number)),
                (Node::Number(number), _) if self.is(right) => Some(compared(relation.mirrored(), number)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What a name stands for.
fn unfolded<'e>(expr: &'e Expr, definitions: &'e [Definition]) -> &'e Expr {
    match &expr.node {
        Node::Definition(id) => {
            definitions.get(id.index()).map_or(expr, |definition| unfolded(&definition.value, definitions))
        }
        _ => expr,
    }
}

fn compared(relation: Relation, number: &Rational) -> Vec<Interval> {
    let (open, closed) = (End::Open(number.clone()), End::Closed(number.clone()));
    let from = |lower: End| vec![Interval { lower, upper: End::Unbounded }];
    let to = |upper: End| vec![Interval { lower: End::Unbounded, upper }];
    match relation {
        Relation::Equal => vec![Interval::point(number.clone())],
        Relation::NotEqual => outside(&[Interval::point(number.clone())]),
        Relation::Less => to(open),
        Relation::AtMost => to(closed),
        Relation::Greater => from(open),
        Relation::AtLeast => from(closed),
    }
}

fn outside(set: &[Interval]) -> Vec<Interval> {
    subtract_all(Interval::ALL, set)
}

fn both(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| one.intersection(other)));
    pairs.filter(|interval| !interval.is_empty()).collect()
}
