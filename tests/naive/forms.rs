//! Makes up deviations on both sides, scores by formula, and several ways of which one counts.

use jixiao::quantity::Relation;
use num_traits::{One, Zero};

use super::fraction::{Edge, F, Span, frac};
use super::generate::{Maker, Measured, at};
use super::model::*;

impl Maker {
    /// A score by formula: within 0..points by itself where the measure is a share of the whole, else by 限于.
    pub fn computed(&mut self, m: &Measured) -> Award {
        let whole = Span { low: at(F::zero(), true), high: at(F::one(), true) };
        let other = self.dice.percent(30).then(|| {
            let field = self.field(Unit::Percent, whole.clone(), 2);
            (field, self.model.fields[field].name.clone())
        });
        let start = frac(self.dice.between(0, 20), 20);
        let clamped = self.dice.percent(50) || (other.is_none() && m.domain != whole);
        let slope =
            if clamped { frac(self.dice.between(-40, 40), 4) } else { frac(self.dice.between(0, 20), 20) - &start };
        Award::Computed { start, slope, other, clamped }
    }

    /// 偏差 from a target.
    pub fn deviation(&mut self, m: &Measured, points: &F, target: &mut Option<(Option<Relation>, E)>) -> Rule {
        let whole = matches!(m.unit, Unit::Times | Unit::Count | Unit::Days | Unit::WorkingDays);
        let at_cut = self.cut(m);
        let unbounded = m.domain.high == Edge::Free && !matches!(m.unit, Unit::Change) && !whole;
        let varies = unbounded && self.dice.percent(40);
        let share = !whole && at_cut > F::zero() && self.dice.percent(50);
        let value = if varies {
            let field = self.field(m.unit, Span { low: at(F::zero(), false), high: Edge::Free }, 2);
            if let E::Field(mine) = &m.e {
                self.model.hints.push(Hint::Same(*mine, field));
            }
            E::Field(field)
        } else {
            E::Const(at_cut.clone(), m.unit)
        };
        let step = match m.unit {
            _ if share => frac(1, 50),
            Unit::Percent | Unit::Change => frac(1, 50),
            Unit::Wan | Unit::Yuan => frac(2_000, 1),
            Unit::Number => frac(1, 4),
            _ => F::one(),
        };
        let mut reach = F::zero();
        let mut rows = Vec::new();
        for _ in 0..=self.dice.index(3) {
            reach += &step * frac(self.dice.between(1, 3), 1);
            let far = if share { &reach * &at_cut } else { reach.clone() };
            if !varies {
                self.model.hints.extend((m.hint)(&m.e, &at_cut + &far));
                self.model.hints.extend((m.hint)(&m.e, &at_cut - &far));
            }
            rows.push((reach.clone(), whole || self.dice.percent(60), self.award(points)));
        }
        self.dice.shuffle(&mut rows);
        *target = Some((self.dice.percent(70).then_some(Relation::Equal), value));
        Rule::Deviation { unit: m.unit, share, rows, rest: self.award(points) }
    }

    /// Ways over one measure, or with measures of their own.
    pub fn ways(&mut self, points: &F, may_guard: bool) -> Body {
        let mut measured = self.measured(may_guard);
        let mut target = None;
        let first = self.rule_over(&mut measured, points, &mut target);
        let zh = self.model.zh;
        let names = if zh { ["甲法", "乙法", "丙法"] } else { ["first", "second", "third"] };
        let mut ways = vec![(names[0].to_owned(), Ok(first))];
        for name in &names[1..=1 + self.dice.index(2)] {
            ways.push(((*name).to_owned(), Err(self.body(points, false))));
        }
        let pick = self.dice.index(3);
        Body { formula: Some(measured.e), target, rounding: None, rule: Rule::Ways { pick, ways } }
    }
}
