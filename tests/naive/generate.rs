//! Makes up rubrics that are right by construction: every cut lies inside its domain, every divisor is settled.

use jixiao::quantity::{Relation, RoundingMode};
use num_traits::{One, Zero};

use super::calendar::Period;
use super::dice::Dice;
use super::fraction::{Edge, F, Span, frac, round};
use super::model::*;

const NAMES: [&str; 12] = [
    "预算执行",
    "支出合计",
    "在用资产",
    "资产总额",
    "采购金额",
    "违规次数",
    "满意情况",
    "公开情况",
    "上缴情况",
    "服务人次",
    "项目支出",
    "基本支出",
];

/// A rubric of about so many indicators.
pub fn generate(seed: u64, size: usize) -> Model {
    let mut dice = Dice::new(seed);
    let zh = dice.percent(70);
    let modes = [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Truncate, RoundingMode::AwayFromZero];
    let rounding = dice.percent(75).then(|| (u32::try_from(dice.between(0, 3)).unwrap(), *dice.pick(&modes)));
    let total_rounding = dice.percent(30).then(|| (u32::try_from(dice.between(0, 2)).unwrap(), *dice.pick(&modes)));
    let whole = dice.percent(30);
    let model = Model {
        zh,
        total: F::zero(),
        rounding,
        total_rounding,
        fields: Vec::new(),
        tables: Vec::new(),
        definitions: Vec::new(),
        roots: Vec::new(),
        grades: Vec::new(),
        ending: Vec::new(),
        hints: Vec::new(),
    };
    let mut maker = Maker { dice, model, whole, clauses: Vec::new(), deep: 0, mine: Vec::new(), names: 0 };
    maker.tree(size);
    maker.grades();
    maker.model.ending = super::make_ending::ending(&maker.model, seed);
    maker.model
}

/// What is measured, and what is known of it.
pub struct Measured {
    /// The formula.
    pub e: E,
    /// The unit of constants beside it.
    pub unit: Unit,
    /// Where its values lie.
    pub domain: Span,
    /// Least and greatest useful cut, and the grid of cuts.
    pub cuts: (F, F, F),
    /// How data meet a cut.
    pub hint: fn(&E, F) -> Option<Hint>,
}

pub struct Maker {
    pub dice: Dice,
    pub model: Model,
    /// Left-out indicators are rescaled over the whole rather than over their group, in all of the rubric.
    pub whole: bool,
    /// Clauses that the indicator at hand needs.
    pub clauses: Vec<C>,
    /// How deep the rule at hand is nested.
    pub deep: usize,
    /// The fields of the indicator at hand.
    pub mine: Vec<usize>,
    names: usize,
}

pub fn at(number: F, belongs: bool) -> Edge {
    Edge::At(number, belongs)
}

impl Maker {
    pub fn name(&mut self, stem: &str) -> String {
        self.names += 1;
        let place = self.dice.index(NAMES.len());
        if self.model.zh { format!("{}{stem}{}", NAMES[place], self.names) } else { format!("{stem}_{}", self.names) }
    }

    /// A field of this unit: a new one, or one that is there already.
    pub fn field(&mut self, unit: Unit, range: Span, digits: u32) -> usize {
        let alike = |field: &Field| field.unit == unit && field.range == range && !field.optional && field.years == 1;
        // Never twice in one indicator: x / x has a smaller domain than two fields have.
        let free = |at: &usize| !self.mine.contains(at) && alike(&self.model.fields[*at]);
        let known = (0..self.model.fields.len()).filter(free).collect::<Vec<_>>();
        let chosen = if !known.is_empty() && self.dice.percent(25) {
            *self.dice.pick(&known)
        } else {
            let name = self.name(if self.model.zh { "数" } else { "f" });
            let field = Field { name, unit, range, digits, optional: false, may_be_interval: false, years: 1 };
            self.model.fields.push(field);
            self.model.fields.len() - 1
        };
        self.mine.push(chosen);
        chosen
    }

    pub fn yes_no(&mut self) -> usize {
        self.field(Unit::YesNo, Span { low: Edge::Free, high: Edge::Free }, 0)
    }

    /// Money from 0 up, or above 0.
    pub fn money(&mut self, above_zero: bool) -> usize {
        let unit = *self.dice.pick(&[Unit::Wan, Unit::Yuan]);
        self.field(unit, Span { low: at(F::zero(), !above_zero), high: Edge::Free }, 2)
    }

    fn tree(&mut self, size: usize) {
        let roots = 1 + self.dice.index(size.min(3));
        let mut parts = vec![1; roots];
        for _ in roots..size {
            let to = self.dice.index(roots);
            parts[to] += 1;
        }
        let whole_percents = self.dice.percent(30);
        let points = (0..roots).map(|_| frac(self.dice.between(8, 40), 1)).collect::<Vec<_>>();
        self.model.total = points.iter().sum();
        // Shares of the total are written only where they are whole percentages.
        let shares = whole_percents && self.model.total == frac(100, 1);
        for (count, points) in parts.into_iter().zip(points) {
            let written = if shares { Points::Share } else { Points::Plain };
            let alone = count == 1 && self.dice.percent(30);
            let node = if alone { self.indicator(points, written) } else { self.group(points, written, count, 1) };
            self.model.roots.push(node);
        }
    }

    fn group(&mut self, points: F, written: Points, size: usize, level: usize) -> Node {
        let name = self.name(if self.model.zh { "类" } else { "g" });
        if level == 1 && size >= 3 && self.dice.percent(40) {
            let first = 1 + self.dice.index(size - 1);
            let part = &points * frac(i64::try_from(first).unwrap(), i64::try_from(size).unwrap());
            let part = part.ceil().min(&points - F::one());
            let share = [part.clone(), &points - part];
            let children = vec![
                self.group(share[0].clone(), Points::Plain, first, 2),
                self.group(share[1].clone(), Points::Plain, size - first, 2),
            ];
            return Node::Group { name, points, written, split: None, children };
        }
        let equal = size > 1 && self.dice.percent(25);
        if !equal {
            let parts = self.split(&points, size);
            let children = parts.into_iter().map(|part| self.indicator(part, Points::Plain)).collect();
            return Node::Group { name, points, written, split: None, children };
        }
        let count = frac(i64::try_from(size).unwrap(), 1);
        let places = self.model.rounding.map_or(2, |(places, _)| places);
        let down = jixiao::quantity::Rounding { places, mode: RoundingMode::Truncate };
        let part = round(&(&points / &count), Some(down));
        let rest = &points - &part * (&count - F::one());
        let even = part == rest;
        let takes = self.dice.index(size);
        let mut children = Vec::new();
        for index in 0..size {
            let part = if index == takes { rest.clone() } else { part.clone() };
            children.push(self.indicator(part, Points::Split));
        }
        let Node::Indicator(taker) = &children[takes] else { panic!("an indicator") };
        let split = Some((!even).then(|| taker.name.clone()));
        Node::Group { name, points, written, split, children }
    }

    /// Points in so many parts of halves or hundredths, none of them 0.
    fn split(&mut self, points: &F, count: usize) -> Vec<F> {
        // Points with more decimals than scores have could never be reached.
        let unit = match self.model.rounding {
            Some((0, _)) => F::one(),
            Some((1, _)) => frac(1, 2),
            _ if self.dice.percent(70) => frac(1, 2),
            _ => frac(1, 100),
        };
        let mut left = points.clone();
        let mut parts = Vec::new();
        for still in (1..count).rev() {
            let most = &left - &unit * frac(i64::try_from(still).unwrap(), 1);
            let most = most.min(&left / frac(i64::try_from(still).unwrap(), 1));
            let part = if most <= unit { unit.clone() } else { self.dice.grid(&unit, &most, &unit) };
            left -= &part;
            parts.push(part);
        }
        parts.push(left);
        parts
    }

    fn indicator(&mut self, points: F, written: Points) -> Node {
        self.clauses.clear();
        self.mine.clear();
        self.deep = 0;
        let name = self.name(if self.model.zh { "项" } else { "i" });
        let body = if points <= F::zero() {
            Body { formula: None, target: None, rounding: None, rule: Rule::Judged(Award::ByJudgement) }
        } else {
            self.body(&points, true)
        };
        let mut not_applicable = Vec::new();
        for condition in std::mem::take(&mut self.clauses) {
            let policy = self.policy(&points);
            not_applicable.push((condition, policy));
        }
        if self.dice.percent(15) {
            let field = self.yes_no();
            let condition = if self.dice.percent(50) { C::Yes(field) } else { C::Not(Box::new(C::Yes(field))) };
            let policy = self.policy(&points);
            not_applicable.push((condition, policy));
        }
        if self.dice.percent(20) && !self.mine.is_empty() {
            let policy = self.policy(&points);
            not_applicable.insert(0, (C::Reported, policy));
        }
        Node::Indicator(Indicator { name, points, written, body, not_applicable })
    }

    fn policy(&mut self, points: &F) -> Policy {
        match self.dice.index(6) {
            0 | 1 => Policy::Award(Award::Full),
            2 => Policy::Award(Award::Points(F::zero())),
            3 => Policy::Award(Award::ByJudgement),
            4 if self.dice.percent(30) => Policy::Award(self.levels(points)),
            _ => Policy::LeftOut { whole: self.whole },
        }
    }

    fn grades(&mut self) {
        if !self.dice.percent(60) {
            return;
        }
        let names = if self.model.zh { ["优", "良", "中", "差"] } else { ["A", "B", "C", "D"] };
        for (name, percent) in names.iter().zip([90, 80, 60, 0]) {
            let least = round(
                &(&self.model.total * frac(percent, 100)),
                Some(jixiao::quantity::Rounding { places: 1, mode: RoundingMode::HalfUp }),
            );
            self.model.grades.push(((*name).to_owned(), (percent > 0).then_some(least)));
        }
    }

    /// 评定 with shares that cover everything, or with a gap.
    pub fn levels(&mut self, _points: &F) -> Award {
        let names = if self.model.zh { ["达成", "部分达成", "未达成"] } else { ["met", "partly", "missed"] };
        let (high, low) = (frac(self.dice.between(14, 18), 20), frac(self.dice.between(8, 13), 20));
        Award::Judged(vec![
            (names[0].to_owned(), Span { low: at(high.clone(), true), high: at(F::one(), true) }),
            (names[1].to_owned(), Span { low: at(low.clone(), true), high: at(high, false) }),
            (names[2].to_owned(), Span { low: at(F::zero(), true), high: at(low, false) }),
        ])
    }

    /// Something to measure, with all that is needed for it to be defined.
    pub fn measured(&mut self, may_guard: bool) -> Measured {
        if self.dice.percent(25) {
            return self.measured_over_rows(may_guard);
        }
        let percent = |low: i64, high: i64, step: (i64, i64)| (frac(low, 100), frac(high, 100), frac(step.0, step.1));
        let unlimited = Span { low: at(F::zero(), true), high: Edge::Free };
        let one_field = |e: &E, cut: F| match e {
            E::Field(field) => Some(Hint::Field(*field, cut)),
            _ => None,
        };
        match self.dice.index(10) {
            0 | 1 => {
                let domain = if self.dice.percent(70) {
                    Span { low: at(F::zero(), true), high: at(F::one(), true) }
                } else {
                    unlimited
                };
                let field = self.field(Unit::Percent, domain.clone(), 2);
                self.model.fields[field].may_be_interval = true;
                let cuts = percent(5, 95, (1, 40));
                Measured { e: E::Field(field), unit: Unit::Percent, domain, cuts, hint: one_field }
            }
            2..=4 => {
                let top = self.amount();
                let (bottom, _) = self.divisor(may_guard);
                let hint = |e: &E, cut: F| match e {
                    E::Ratio(a, b) => match (&**a, &**b) {
                        (E::Field(a), E::Field(b)) => Some(Hint::Quotient(*a, *b, cut)),
                        _ => None,
                    },
                    _ => None,
                };
                let e = E::Ratio(Box::new(top), Box::new(E::Field(bottom)));
                if self.dice.percent(15) {
                    let (zero, one) = (E::Const(F::zero(), Unit::Percent), E::Const(F::one(), Unit::Percent));
                    let e = E::Clamp(Box::new(e), Box::new(zero), Box::new(one));
                    let domain = Span { low: at(F::zero(), true), high: at(F::one(), true) };
                    return Measured { e, unit: Unit::Percent, domain, cuts: percent(5, 95, (1, 20)), hint };
                }
                Measured { e, unit: Unit::Percent, domain: unlimited, cuts: percent(10, 150, (1, 20)), hint }
            }
            5 => {
                let (old, _) = self.divisor(may_guard);
                let new = self.money(false);
                let hint = |e: &E, cut: F| match e {
                    E::Growth(a, b) => match (&**a, &**b) {
                        (E::Field(a), E::Field(b)) => Some(Hint::Growth(*a, *b, cut)),
                        _ => None,
                    },
                    _ => None,
                };
                let e = E::Growth(Box::new(E::Field(new)), Box::new(E::Field(old)));
                let domain = Span { low: at(frac(-1, 1), true), high: Edge::Free };
                Measured { e, unit: Unit::Change, domain, cuts: percent(-50, 50, (1, 20)), hint }
            }
            6 => {
                let field = self.money(false);
                let unit = self.model.fields[field].unit;
                self.model.fields[field].may_be_interval = true;
                let cuts = (frac(10_000, 1), frac(900_000, 1), frac(5_000, 1));
                Measured { e: E::Field(field), unit, domain: unlimited, cuts, hint: one_field }
            }
            7 => {
                let field = self.field(Unit::Times, unlimited.clone(), 0);
                let cuts = (frac(1, 1), frac(20, 1), F::one());
                Measured { e: E::Field(field), unit: Unit::Times, domain: unlimited, cuts, hint: one_field }
            }
            8 if self.dice.percent(30) => {
                let field = self.field(Unit::Number, unlimited.clone(), 2);
                let cuts = (frac(1, 2), frac(20, 1), frac(1, 4));
                Measured { e: E::Field(field), unit: Unit::Number, domain: unlimited, cuts, hint: one_field }
            }
            8 => {
                let free = Span { low: Edge::Free, high: Edge::Free };
                let (from, to) = (self.field(Unit::Date, free.clone(), 0), self.field(Unit::Date, free.clone(), 0));
                let hint = |e: &E, cut: F| match e {
                    E::WorkingDays(b, a) | E::Difference(a, b) => match (&**a, &**b) {
                        (E::Field(a), E::Field(b)) if a != b => Some(Hint::Difference(*a, *b, cut)),
                        _ => None,
                    },
                    _ => None,
                };
                let period = *self.dice.pick(&[Period::Postponed, Period::Fixed, Period::Working]);
                let days = frac(self.dice.between(0, 30), 1);
                let [from, to] = [from, to].map(|field| Box::new(E::Field(field)));
                let (e, unit) = match self.dice.index(3) {
                    0 => (E::WorkingDays(from, to), Unit::WorkingDays),
                    1 => (E::Difference(to, Box::new(E::Deadline(from, days, period))), Unit::Days),
                    _ => (E::Difference(to, from), Unit::Days),
                };
                Measured { e, unit, domain: free, cuts: (frac(-10, 1), frac(60, 1), frac(1, 1)), hint }
            }
            _ => {
                let (a, b) = (self.money(false), self.money(false));
                let (bottom, _) = self.divisor(may_guard);
                let difference = E::Difference(Box::new(E::Field(a)), Box::new(E::Field(b)));
                let e = E::Ratio(Box::new(E::Abs(Box::new(difference))), Box::new(E::Field(bottom)));
                Measured { e, unit: Unit::Percent, domain: unlimited, cuts: percent(5, 95, (1, 40)), hint: |_, _| None }
            }
        }
    }

    /// An amount of money from 0 up.
    fn amount(&mut self) -> E {
        if self.dice.percent(15) {
            return self.amount_of_rows();
        }
        let one = E::Field(self.money(false));
        match self.dice.index(8) {
            0 => E::Sum(Box::new(one), Box::new(E::Field(self.money(false)))),
            1 => E::Max(Box::new(one), Box::new(E::Field(self.money(false)))),
            2 => E::Min(Box::new(one), Box::new(E::Field(self.money(false)))),
            3 => {
                let other = E::Field(self.money(false));
                let name = self.name(if self.model.zh { "定" } else { "d" });
                self.model.definitions.push((name, E::Sum(Box::new(one), Box::new(other))));
                E::Definition(self.model.definitions.len() - 1)
            }
            _ => one,
        }
    }

    /// A field that is not 0: by its range, or by a clause of the indicator.
    fn divisor(&mut self, may_guard: bool) -> (usize, bool) {
        if may_guard && self.dice.percent(50) {
            let field = self.money(false);
            let unit = self.model.fields[field].unit;
            let zero = E::Const(F::zero(), unit);
            self.clauses.push(C::Compare(E::Field(field), Relation::Equal, zero));
            self.model.hints.push(Hint::Field(field, F::zero()));
            (field, true)
        } else {
            (self.money(true), false)
        }
    }
}
