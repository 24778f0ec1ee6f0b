//! Makes up scoring rules of every form.

use jixiao::quantity::{Relation, RoundingMode};
use num_traits::{One, Zero};

use super::fraction::{Edge, F, Span, frac};
use super::generate::{Maker, Measured, at};
use super::model::*;

impl Maker {
    /// What scores something worth so many points.
    pub fn body(&mut self, points: &F, may_guard: bool) -> Body {
        self.deep += 1;
        let body = self.any_body(points, may_guard);
        self.deep -= 1;
        body
    }

    fn any_body(&mut self, points: &F, may_guard: bool) -> Body {
        let shallow = self.deep == 1;
        let without = |rule| Body { formula: None, target: None, rounding: None, rule };
        match self.dice.index(if shallow { 20 } else { 13 }) {
            0 => without(Rule::Judged(self.judgement(points))),
            1 => {
                let condition = self.condition();
                without(Rule::Pass(condition, self.dice.percent(70).then(|| Award::Share(frac(3, 5)))))
            }
            2 => {
                let condition = self.condition();
                let otherwise = self.judgement(points);
                without(Rule::Pass(condition, Some(otherwise)))
            }
            3 => without(self.occurrences(points)),
            4 => self.level_bands(points),
            13 | 14 => without(self.checklist(points)),
            15 | 16 => self.cases(points, may_guard),
            17..=19 => self.ways(points, may_guard),
            _ => self.measured_body(points, may_guard),
        }
    }

    fn judgement(&mut self, points: &F) -> Award {
        if self.dice.percent(40) { self.levels(points) } else { Award::ByJudgement }
    }

    fn measured_body(&mut self, points: &F, may_guard: bool) -> Body {
        let mut measured = self.measured(may_guard);
        let mut target = None;
        let rule = self.rule_over(&mut measured, points, &mut target);
        let modes = [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Truncate];
        let places = |dice: &mut super::dice::Dice| u32::try_from(dice.between(0, 2)).unwrap();
        let rounding = self.dice.percent(15).then(|| (places(&mut self.dice), *self.dice.pick(&modes)));
        // Counts and days are whole already, and a band of one value must keep it.
        let fine = |places: u32| places > 1 || !matches!(rule, Rule::Bands { .. });
        let rounding =
            rounding.filter(|(places, _)| matches!(measured.unit, Unit::Percent | Unit::Change) && fine(*places));
        Body { formula: Some(measured.e), target, rounding, rule }
    }

    pub fn rule_over(&mut self, m: &mut Measured, points: &F, target: &mut Option<(Option<Relation>, E)>) -> Rule {
        let not_negative = matches!(&m.domain.low, Edge::At(low, _) if *low >= F::zero());
        match self.dice.index(10) {
            8 => self.deviation(m, points, target),
            9 if m.unit == Unit::Percent => Rule::Gets(self.computed(m)),
            0 | 1 => self.bands(m, points),
            2 | 3 => self.deduction(m, points),
            4 | 5 if not_negative && !matches!(m.unit, Unit::Days | Unit::WorkingDays) => {
                self.proportional(m, points, target)
            }
            6 => self.linear(m, points),
            7 => {
                let cut = self.cut(m);
                let relation =
                    *self.dice.pick(&[Relation::AtLeast, Relation::AtMost, Relation::Less, Relation::Greater]);
                let value = E::Const(cut, m.unit);
                let condition = if self.dice.percent(50) {
                    C::Short(relation, value)
                } else {
                    C::Compare(E::Measure, relation, value)
                };
                let otherwise = self.dice.percent(70).then(|| self.award(points));
                Rule::Pass(condition, otherwise)
            }
            _ => self.bands(m, points),
        }
    }

    /// A value inside the domain at which something is decided; the data are told of it.
    pub fn cut(&mut self, m: &Measured) -> F {
        let (low, high, step) = &m.cuts;
        let cut = self.dice.grid(low, high, step);
        self.model.hints.extend((m.hint)(&m.e, cut.clone()));
        cut
    }

    fn cuts(&mut self, m: &Measured, most: usize) -> Vec<F> {
        let count = 1 + self.dice.index(most);
        let mut cuts = (0..count).map(|_| self.cut(m)).collect::<Vec<_>>();
        cuts.sort();
        // Between two cuts there must be a value, also where only whole numbers are values.
        let apart = if matches!(m.unit, Unit::Times | Unit::Count | Unit::Days | Unit::WorkingDays) {
            frac(2, 1)
        } else {
            frac(1, 10_000)
        };
        cuts.dedup_by(|next, before| &*next - &*before < apart);
        cuts
    }

    /// An award that is not more than the points.
    pub fn award(&mut self, points: &F) -> Award {
        match self.dice.index(5) {
            0 => Award::Full,
            1 => Award::Points(F::zero()),
            2 => Award::Points(self.dice.grid(&F::zero(), points, &frac(1, 100))),
            _ => Award::Share(frac(self.dice.between(0, 20), 20)),
        }
    }

    fn bands(&mut self, m: &Measured, points: &F) -> Rule {
        let cuts = self.cuts(m, 4);
        let mut rows = Vec::new();
        let mut low = (Edge::Free, false);
        for cut in &cuts {
            let single = self.dice.percent(12);
            let below_has_it = self.dice.percent(50);
            rows.push(Span { low: low.0, high: at(cut.clone(), !single && below_has_it) });
            if single {
                rows.push(Span::point(cut));
            }
            low = (at(cut.clone(), !single && !below_has_it), true);
        }
        rows.push(Span { low: low.0, high: Edge::Free });
        // Outer bands may name the end of the domain.
        if self.dice.percent(40) {
            let last = rows.len() - 1;
            rows[0].low = m.domain.low.clone();
            rows[last].high = m.domain.high.clone();
        }
        if rows.len() > 2 && cuts.len() == 1 && self.dice.percent(50) {
            // Two sides of one value with one award: 等于 c, 其余.
            let award = self.award(points);
            let rows = vec![(Some(Span::point(&cuts[0])), award), (None, self.award(points))];
            return Rule::Bands { first: false, unit: m.unit, rows };
        }
        let computed = m.unit == Unit::Percent && self.dice.percent(30);
        let mut rows = rows
            .into_iter()
            .map(|span| {
                let award = if computed && self.dice.percent(50) { self.computed(m) } else { self.award(points) };
                (Some(span), award)
            })
            .collect::<Vec<_>>();
        let first = self.dice.percent(30);
        if self.dice.percent(50) {
            let at = self.dice.index(rows.len());
            let (_, award) = rows.remove(at);
            let rest = if self.dice.percent(15) { Award::ByJudgement } else { award };
            if !first && self.dice.percent(50) {
                self.dice.shuffle(&mut rows);
            }
            rows.push((None, rest));
        } else if self.dice.percent(70) {
            if self.dice.percent(50) { rows.reverse() } else { self.dice.shuffle(&mut rows) }
        }
        Rule::Bands { first, unit: m.unit, rows }
    }

    /// First-match rows that overlap: 不低于 90%, 不低于 75%, …, 其余.
    fn level_bands(&mut self, points: &F) -> Body {
        let field = self.field(Unit::Level, Span { low: Edge::Free, high: Edge::Free }, 0);
        let mut rows = [2, 1, 0].map(|rank| (Some(Span::point(&frac(rank, 1))), self.award(points))).to_vec();
        if self.dice.percent(50) {
            let at = self.dice.index(3);
            rows[at].0 = None;
            let rest = rows.remove(at);
            rows.push(rest);
        }
        let rule = Rule::Bands { first: false, unit: Unit::Level, rows };
        Body { formula: Some(E::Field(field)), target: None, rounding: None, rule }
    }

    fn line(&mut self, points: &F, over: bool, step: F) -> Line {
        let tenth = frac(1, 10).min(points.clone());
        let amount = self.dice.grid(&tenth, points, &tenth);
        let amount = if self.dice.percent(60) { amount.min(frac(1, 2)) } else { amount };
        Line { over, step, amount, partial: u8::try_from(self.dice.index(3)).unwrap() }
    }

    fn deduction(&mut self, m: &Measured, points: &F) -> Rule {
        let cuts = self.cuts(m, 2);
        let step = match m.unit {
            Unit::Percent | Unit::Change => frac(self.dice.between(1, 10), 100),
            Unit::Wan => frac(self.dice.between(1, 20), 1) * frac(10_000, 2),
            Unit::Yuan => frac(self.dice.between(1, 200), 1) * frac(100, 1),
            _ => frac(self.dice.between(1, 5), 1),
        };
        // A value some steps beyond the limit lies at an edge too.
        let edges = |maker: &mut Maker, limit: &F, sign: i64| {
            let steps = frac(maker.dice.between(1, 4) * sign, 1);
            maker.model.hints.extend((m.hint)(&m.e, limit + steps * &step));
        };
        let (free, lines) = if cuts.len() == 2 {
            edges(self, &cuts[1], 1);
            edges(self, &cuts[0], -1);
            let (over, under) = (self.line(points, true, step.clone()), self.line(points, false, step.clone()));
            (Span { low: at(cuts[0].clone(), true), high: at(cuts[1].clone(), true) }, vec![over, under])
        } else if self.dice.percent(50) {
            edges(self, &cuts[0], 1);
            let line = self.line(points, true, step.clone());
            (Span { low: Edge::Free, high: at(cuts[0].clone(), true) }, vec![line])
        } else {
            edges(self, &cuts[0], -1);
            let line = self.line(points, false, step.clone());
            (Span { low: at(cuts[0].clone(), true), high: Edge::Free }, vec![line])
        };
        Rule::Deduct { unit: m.unit, free, lines, floor: self.floor(points) }
    }

    fn floor(&mut self, points: &F) -> F {
        if self.dice.percent(80) { F::zero() } else { self.dice.grid(&F::zero(), points, &frac(1, 10)) }
    }

    fn occurrences(&mut self, points: &F) -> Rule {
        let mut lines = Vec::new();
        for _ in 0..=self.dice.index(2) {
            let field = self.field(Unit::Times, Span { low: at(F::zero(), true), high: Edge::Free }, 0);
            if lines.iter().any(|(known, _)| matches!(known, E::Field(known) if *known == field)) {
                continue;
            }
            let step = frac(self.dice.between(1, 2), 1);
            let mut line = self.line(points, true, step.clone());
            if self.dice.percent(50) && step.is_one() {
                line.partial = 3;
            }
            let rows = self.dice.percent(30).then(|| self.counted());
            lines.push((rows.unwrap_or(E::Field(field)), line));
        }
        Rule::Occur { lines, floor: self.floor(points) }
    }

    fn linear(&mut self, m: &Measured, points: &F) -> Rule {
        let mut cuts = self.cuts(m, 4);
        while cuts.len() < 2 {
            let cut = self.cut(m);
            cuts.push(cut);
            cuts.sort();
            cuts.dedup();
        }
        Rule::Linear { unit: m.unit, anchors: cuts.into_iter().map(|cut| (cut, self.award(points))).collect() }
    }

    fn proportional(&mut self, m: &Measured, points: &F, target: &mut Option<(Option<Relation>, E)>) -> Rule {
        let relation = match self.dice.index(6) {
            0 => Some(Relation::AtMost),
            1 => Some(Relation::Equal),
            2 => None,
            _ => Some(Relation::AtLeast),
        };
        let by_deviation = relation == Some(Relation::Equal) && self.dice.percent(60);
        let cut = self.cut(m);
        let by_field = !matches!(m.unit, Unit::Percent | Unit::Count) && self.dice.percent(40);
        let value = if by_field {
            let digits = if m.unit == Unit::Times { 0 } else { 2 };
            let field = self.field(m.unit, Span { low: at(F::zero(), true), high: Edge::Free }, digits);
            if let E::Field(mine) = &m.e {
                self.model.hints.push(Hint::Same(*mine, field));
            }
            E::Field(field)
        } else {
            E::Const(cut.clone(), m.unit)
        };
        *target = Some((relation, value));
        let mut cuts = Vec::new();
        if !by_field && !by_deviation && matches!(relation, None | Some(Relation::AtLeast)) {
            if self.dice.percent(30) {
                let low = &cut * frac(self.dice.between(4, 9), 10);
                let low = if matches!(m.unit, Unit::Times | Unit::Count) { low.floor() } else { low };
                if low > F::zero() {
                    let range = Span { low: Edge::Free, high: at(low.clone(), false) };
                    self.model.hints.extend((m.hint)(&m.e, low));
                    cuts.push(Cut { completion: false, range, award: Award::Points(F::zero()) });
                }
            }
            // Above 完成率 130% the domain must still have values.
            if self.dice.percent(30) && m.domain.high == Edge::Free {
                let range = Span { low: at(frac(13, 10), false), high: Edge::Free };
                self.model.hints.extend((m.hint)(&m.e, &cut * frac(13, 10)));
                cuts.push(Cut { completion: true, range, award: self.award(points) });
            }
        }
        Rule::Proportional { by_deviation, unit: m.unit, cuts }
    }

    fn checklist(&mut self, points: &F) -> Rule {
        let count = 2 + self.dice.index(3);
        let unit = points / frac(i64::try_from(count).unwrap() * 4, 1);
        // Parts that can be written: fall back to hundredths.
        let unit = if (&unit * frac(100, 1)).is_integer() { unit } else { frac(1, 100) };
        let mut left = points.clone();
        let mut items = Vec::new();
        for index in 0..count {
            let last = index + 1 == count;
            let most = &left / frac(i64::try_from(count - index).unwrap(), 1);
            let part = if last { left.clone() } else { self.dice.grid(&unit, &most.max(unit.clone()), &unit) };
            if part <= F::zero() {
                continue;
            }
            left -= &part;
            let name = format!("{}{index}", if self.model.zh { "分项" } else { "part " });
            let body = if self.dice.percent(40) { Ok(self.condition()) } else { Err(self.body(&part, false)) };
            items.push(Item { name, points: part, body });
            if left <= F::zero() {
                break;
            }
        }
        Rule::Checklist(items)
    }

    /// 情形 over one formula, or over none.
    fn cases(&mut self, points: &F, may_guard: bool) -> Body {
        let mut measured = self.measured(may_guard);
        let mut unused = None;
        let field = self.yes_no();
        let yes = C::Yes(field);
        let no = C::Not(Box::new(yes.clone()));
        let second = if self.dice.percent(50) { Some(no) } else { None };
        let first = loop {
            let rule = self.rule_over(&mut measured, points, &mut unused);
            if unused.take().is_none() {
                break rule;
            }
        };
        let then = match self.dice.index(3) {
            0 => Rule::Gets(self.award(points)),
            1 => Rule::Judged(self.judgement(points)),
            _ => self.occurrences(points),
        };
        let rule = Rule::Cases(vec![(Some(yes), first), (second, then)]);
        Body { formula: Some(measured.e), target: None, rounding: None, rule }
    }

    /// A condition over fields of its own.
    pub fn condition(&mut self) -> C {
        if self.dice.percent(20) {
            return self.table_condition();
        }
        match self.dice.index(9) {
            0 | 1 => C::Yes(self.yes_no()),
            7 => self.years(),
            2 => C::Not(Box::new(C::Yes(self.yes_no()))),
            3 => {
                let (a, b) = (self.money(false), self.money(false));
                self.model.hints.push(Hint::Same(a, b));
                let relation = *self.dice.pick(&[
                    Relation::AtMost,
                    Relation::AtLeast,
                    Relation::Less,
                    Relation::Equal,
                    Relation::NotEqual,
                ]);
                C::Compare(E::Field(a), relation, E::Field(b))
            }
            4 => {
                let field = self.field(Unit::Times, Span { low: at(F::zero(), true), high: Edge::Free }, 0);
                let value = frac(self.dice.between(0, 5), 1);
                self.model.hints.push(Hint::Field(field, value.clone()));
                let relation = *self.dice.pick(&[Relation::AtMost, Relation::Greater, Relation::Equal]);
                C::Compare(E::Field(field), relation, E::Const(value, Unit::Times))
            }
            5 => {
                let field = self.field(Unit::Level, Span { low: Edge::Free, high: Edge::Free }, 0);
                let relation = *self.dice.pick(&[Relation::AtLeast, Relation::Equal, Relation::Less]);
                C::Compare(E::Field(field), relation, E::Const(F::one(), Unit::Level))
            }
            6 => {
                let field = self.optional();
                let value = E::Const(frac(50_000, 1), self.model.fields[field].unit);
                C::And(vec![C::Filled(field), C::Compare(E::Field(field), Relation::Greater, value)])
            }
            _ => {
                let parts = vec![C::Yes(self.yes_no()), self.condition()];
                if self.dice.percent(50) { C::And(parts) } else { C::Or(parts) }
            }
        }
    }

    fn optional(&mut self) -> usize {
        let field = self.money(false);
        // A new field of its own, so that nobody else reads it unguarded.
        let mut copy = self.model.fields[field].clone();
        copy.name = format!("{}_{}", copy.name, self.model.fields.len());
        copy.optional = true;
        self.model.fields.push(copy);
        let at = self.model.fields.len() - 1;
        self.mine.push(at);
        self.model.hints.push(Hint::Field(at, frac(50_000, 1)));
        at
    }
}
