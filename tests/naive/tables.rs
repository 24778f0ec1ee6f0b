//! Makes up tables, and what is computed over their rows.

use jixiao::quantity::Relation;
use jixiao::rubric::AggregateFunction as Function;
use num_traits::{One, Zero};

use super::fraction::{Edge, F, Span, frac};
use super::generate::{Maker, Measured, at};
use super::model::*;

/// The columns of every table, by number.
pub mod column {
    pub const AMOUNT: usize = 0;
    pub const BASE: usize = 1;
    pub const RATE: usize = 2;
    pub const START: usize = 3;
    pub const END: usize = 4;
    pub const DONE: usize = 5;
    pub const LEVEL: usize = 6;
    pub const EXTRA: usize = 7;
    pub const TIMES: usize = 8;
}
use column::{AMOUNT, BASE, DONE, END, EXTRA, LEVEL, RATE, START, TIMES};

/// The keys of a table with a key; every submission has all of them.
pub const KEYS: [&str; 2] = ["甲类", "乙类"];

const ZH: [&str; 9] = ["金额列", "基数列", "比率列", "起列", "止列", "完成列", "等级列", "另付列", "次数列"];
const EN: [&str; 9] = ["c_amount", "c_base", "c_rate", "c_start", "c_end", "c_done", "c_level", "c_extra", "c_times"];

impl Maker {
    /// A table, with a row at least where `rows` says so.
    fn table(&mut self, rows: bool) -> usize {
        let fits = |at: &usize| !rows || self.model.tables[*at].least > 0;
        let known = (0..self.model.tables.len()).filter(fits).collect::<Vec<_>>();
        if !known.is_empty() && self.dice.percent(60) {
            return *self.dice.pick(&known);
        }
        let free = Span { low: Edge::Free, high: Edge::Free };
        let from_zero = |belongs| Span { low: at(F::zero(), belongs), high: Edge::Free };
        let whole = Span { low: at(F::zero(), true), high: at(F::one(), true) };
        let columns = [
            (Unit::Wan, from_zero(true), 2),
            (Unit::Yuan, from_zero(false), 2),
            (Unit::Percent, whole, 2),
            (Unit::Date, free.clone(), 0),
            (Unit::Date, free.clone(), 0),
            (Unit::YesNo, free.clone(), 0),
            (Unit::Level, free, 0),
            (Unit::Wan, from_zero(true), 2),
            (Unit::Times, from_zero(true), 0),
        ];
        let names = if self.model.zh { ZH } else { EN };
        let columns = columns.into_iter().zip(names).enumerate().map(|(at, ((unit, range, digits), name))| Field {
            name: name.to_owned(),
            unit,
            range,
            digits,
            optional: at == EXTRA,
            may_be_interval: at == AMOUNT,
            years: 1,
        });
        let columns = columns.collect();
        let name = self.name(if self.model.zh { "表" } else { "t" });
        let table = self.model.tables.len();
        let column = |column| Box::new(E::Row(table, column));
        let definitions = vec![
            (self.t("用时", "length"), E::Difference(column(END), column(START))),
            (self.t("合并", "both"), E::Sum(column(AMOUNT), column(BASE))),
            (self.t("占基", "part"), E::Ratio(column(BASE), Box::new(E::RowDefinition(table, 1)))),
        ];
        let (keyed, least) = (self.dice.percent(30), u32::from(rows || self.dice.percent(40)));
        self.model.tables.push(Table { name, keyed, least, columns, definitions });
        table
    }

    fn t(&self, zh: &str, en: &str) -> String {
        if self.model.zh { zh } else { en }.to_owned()
    }

    /// A table that has rows where it is read, and perhaps which of them: by itself, or by a clause.
    fn rows(&mut self, may_guard: bool) -> (usize, Option<C>) {
        if !(may_guard && self.dice.percent(60)) {
            return (self.table(true), None);
        }
        let table = self.table(false);
        let condition = self.dice.percent(60).then(|| self.row_condition(table, false));
        let count = over(Function::Count, table, None, condition.clone());
        self.clauses.push(C::Compare(count, Relation::Equal, E::Const(F::zero(), Unit::Number)));
        (table, condition)
    }

    /// A condition on a row; `money` says that the amounts may be read.
    fn row_condition(&mut self, table: usize, money: bool) -> C {
        match self.dice.index(if money { 11 } else { 8 }) {
            0 | 1 => C::RowYes(table, DONE),
            2 => C::Not(Box::new(C::RowYes(table, DONE))),
            3 => {
                let relation = *self.dice.pick(&[Relation::AtLeast, Relation::Equal, Relation::Less]);
                C::Compare(E::Row(table, LEVEL), relation, E::Const(F::one(), Unit::Level))
            }
            4 => {
                let value = frac(self.dice.between(0, 5), 1);
                self.model.hints.push(Hint::Column(table, TIMES, value.clone()));
                let relation = *self.dice.pick(&[Relation::AtMost, Relation::Greater, Relation::Equal]);
                C::Compare(E::Row(table, TIMES), relation, E::Const(value, Unit::Times))
            }
            5 => {
                let days = frac(self.dice.between(0, 40), 1);
                self.model.hints.push(Hint::Apart(table, END, START, days.clone()));
                let relation = *self.dice.pick(&[Relation::AtMost, Relation::Less]);
                C::Compare(E::RowDefinition(table, 0), relation, E::Const(days, Unit::Days))
            }
            6 => {
                self.model.hints.push(Hint::Column(table, EXTRA, frac(50_000, 1)));
                let value = E::Const(frac(50_000, 1), Unit::Wan);
                C::And(vec![C::RowFilled(table, EXTRA), C::Compare(E::Row(table, EXTRA), Relation::Greater, value)])
            }
            7 => {
                let parts = vec![self.row_condition(table, money), self.row_condition(table, money)];
                if self.dice.percent(50) { C::And(parts) } else { C::Or(parts) }
            }
            8 => {
                self.model.hints.push(Hint::Apart(table, AMOUNT, BASE, F::zero()));
                let relation = *self.dice.pick(&[Relation::AtMost, Relation::Less, Relation::Equal]);
                C::Compare(E::Row(table, AMOUNT), relation, E::Row(table, BASE))
            }
            9 => {
                let cut = self.dice.grid(&frac(1, 10), &frac(9, 10), &frac(1, 20));
                C::Compare(E::RowDefinition(table, 2), Relation::AtLeast, E::Const(cut, Unit::Percent))
            }
            // The rows of another table within a row of this.
            _ => {
                let inner = self.table(false);
                let sum = over(Function::Sum, inner, Some(E::Row(inner, AMOUNT)), None);
                C::Compare(E::Row(table, AMOUNT), Relation::AtLeast, sum)
            }
        }
    }

    /// How many rows meet a condition.
    pub fn counted(&mut self) -> E {
        let table = self.table(false);
        let condition = self.row_condition(table, true);
        over(Function::Count, table, None, Some(condition))
    }

    /// A condition on all rows together.
    pub fn table_condition(&mut self) -> C {
        match self.dice.index(3) {
            0 => {
                let value = frac(self.dice.between(0, 4), 1);
                let relation = *self.dice.pick(&[Relation::AtMost, Relation::Greater, Relation::Equal]);
                let unit = *self.dice.pick(&[Unit::Number, Unit::Times]);
                C::Compare(self.counted(), relation, E::Const(value, unit))
            }
            1 => {
                let limit = E::Field(self.money(false));
                let table = self.table(false);
                let sum = self.sum(table);
                C::Compare(sum, *self.dice.pick(&[Relation::AtMost, Relation::Greater]), limit)
            }
            _ => {
                let (count, filled) = (self.counted(), self.counted());
                C::Compare(count, Relation::AtLeast, filled)
            }
        }
    }

    fn sum(&mut self, table: usize) -> E {
        let condition = self.dice.percent(50).then(|| self.row_condition(table, false));
        let value = match self.dice.index(4) {
            0 => E::RowDefinition(table, 1),
            1 => E::Row(table, BASE),
            _ => E::Row(table, AMOUNT),
        };
        over(Function::Sum, table, Some(value), condition)
    }

    /// An amount of money over rows, or in a row with a key.
    pub fn amount_of_rows(&mut self) -> E {
        let table = self.table(false);
        if self.model.tables[table].keyed && self.dice.percent(60) {
            return E::Keyed(table, self.dice.index(KEYS.len()), if self.dice.percent(50) { AMOUNT } else { BASE });
        }
        let sum = self.sum(table);
        if self.dice.percent(70) {
            return sum;
        }
        let name = self.name(if self.model.zh { "定" } else { "d" });
        self.model.definitions.push((name, sum));
        E::Definition(self.model.definitions.len() - 1)
    }

    /// Something to measure over the rows of a table.
    pub fn measured_over_rows(&mut self, may_guard: bool) -> Measured {
        let whole = Span { low: at(F::zero(), true), high: at(F::one(), true) };
        let from_zero = Span { low: at(F::zero(), true), high: Edge::Free };
        let (percent, money) =
            ((frac(5, 100), frac(95, 100), frac(1, 40)), (frac(10_000, 1), frac(900_000, 1), frac(5_000, 1)));
        let hint = |e: &E, cut: F| match e {
            E::Over(over) => match (&over.value, over.function) {
                (Some(E::Row(table, column)), _) => Some(Hint::Column(*table, *column, cut)),
                (Some(E::RowDefinition(table, 0)), _) => Some(Hint::Apart(*table, END, START, cut)),
                _ => None,
            },
            _ => None,
        };
        match self.dice.index(8) {
            0 | 1 => {
                let (table, condition) = self.rows(may_guard);
                let counted = self.row_condition(table, true);
                let e = Over { counted: Some(counted), ..parts(Function::ShareOf, table, None, condition) };
                Measured { e: E::Over(Box::new(e)), unit: Unit::Percent, domain: whole, cuts: percent, hint }
            }
            2 => {
                let e = self.counted();
                Measured { e, unit: Unit::Count, domain: from_zero, cuts: (F::one(), frac(6, 1), F::one()), hint }
            }
            3 => {
                let (table, condition) = self.rows(may_guard);
                let function = *self.dice.pick(&[Function::Mean, Function::Max, Function::Min]);
                let e = over(function, table, Some(E::Row(table, AMOUNT)), condition);
                Measured { e, unit: Unit::Wan, domain: from_zero, cuts: money, hint }
            }
            4 => {
                let (table, condition) = self.rows(may_guard);
                let function = *self.dice.pick(&[Function::Mean, Function::Max, Function::Min]);
                let e = over(function, table, Some(E::Row(table, RATE)), condition);
                Measured { e, unit: Unit::Percent, domain: whole, cuts: percent, hint }
            }
            5 => {
                let (table, condition) = self.rows(may_guard);
                let weight = if may_guard && self.dice.percent(50) {
                    let sum = over(Function::Sum, table, Some(E::Row(table, AMOUNT)), condition.clone());
                    self.clauses.push(C::Compare(sum, Relation::Equal, E::Const(F::zero(), Unit::Wan)));
                    AMOUNT
                } else {
                    BASE
                };
                let parts = parts(Function::WeightedMean, table, Some(E::Row(table, RATE)), condition);
                let e = E::Over(Box::new(Over { weight: Some(E::Row(table, weight)), ..parts }));
                Measured { e, unit: Unit::Percent, domain: whole, cuts: percent, hint }
            }
            6 => {
                let (table, condition) = self.rows(may_guard);
                let function = *self.dice.pick(&[Function::Max, Function::Min]);
                // Which rows are taken may limit how long they took, and a cut beyond that is refused.
                if condition.as_ref().is_some_and(is_of_length) {
                    let e = over(function, table, Some(E::Row(table, AMOUNT)), condition);
                    return Measured { e, unit: Unit::Wan, domain: from_zero, cuts: money, hint };
                }
                let e = over(function, table, Some(E::RowDefinition(table, 0)), condition);
                let domain = Span { low: Edge::Free, high: Edge::Free };
                Measured { e, unit: Unit::Days, domain, cuts: (frac(-10, 1), frac(60, 1), frac(1, 1)), hint }
            }
            _ => {
                let (table, condition) = self.rows(may_guard);
                let of = over(Function::Count, table, None, condition);
                let e = E::Ratio(Box::new(self.counted()), Box::new(of));
                Measured { e, unit: Unit::Percent, domain: from_zero, cuts: percent, hint }
            }
        }
    }
}

fn is_of_length(condition: &C) -> bool {
    match condition {
        C::Compare(E::RowDefinition(_, 0), ..) => true,
        C::Not(inner) => is_of_length(inner),
        C::And(parts) | C::Or(parts) => parts.iter().any(is_of_length),
        _ => false,
    }
}

fn parts(function: Function, table: usize, value: Option<E>, condition: Option<C>) -> Over {
    Over { function, table, value, counted: None, condition, weight: None }
}

fn over(function: Function, table: usize, value: Option<E>, condition: Option<C>) -> E {
    E::Over(Box::new(parts(function, table, value, condition)))
}
