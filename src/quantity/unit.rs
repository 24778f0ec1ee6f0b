//! Written units and what they mean.

use std::collections::BTreeMap;

use super::{Kind, Rational, Symbol};

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// 金额; the base unit is 元.
    Money,
    /// 比率: %, ‰.
    Ratio,
    /// 百分点.
    Point,
    /// 分.
    Score,
    /// 日.
    Days,
    /// 工作日.
    WorkingDays,
    /// 数量: a counted or physical thing of its own.
    Count,
}

/// A unit of measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What a number in this unit is.
    pub kind: Kind,
    /// How many base units one of it is.
    pub factor: Rational,
}

/// The units that a rubric may use: those of the prelude and its own.
///
/// `万`, `亿`, `千`, `百万` and `千万` before a counted thing scale it (`3.2万人`).
#[derive(Clone, Debug, Default)]
pub struct Units {
    table: BTreeMap<Symbol, Unit>,
}

impl Units {
    /// Declares a base unit: one of it is one; of ratios and points (`%`, 个百分点) one is a hundredth.
    ///
    /// # Errors
    /// The unit already declared under this symbol.
    pub fn declare(&mut self, symbol: &str, kind: UnitKind) -> Result<(), Unit> {
        let symbol: Symbol = symbol.into();
        let factor = match kind {
            UnitKind::Ratio | UnitKind::Point => Rational::power_of_ten(-2),
            _ => Rational::ONE,
        };
        let kind = match kind {
            UnitKind::Money => Kind::Money,
            UnitKind::Ratio => Kind::Ratio,
            UnitKind::Point => Kind::Point,
            UnitKind::Score => Kind::Score,
            UnitKind::Days => Kind::Days,
            UnitKind::WorkingDays => Kind::WorkingDays,
            UnitKind::Count => Kind::Count(symbol.clone()),
        };
        self.insert(symbol, Unit { kind, factor })
    }

    /// Declares another name for `factor` times a known unit.
    ///
    /// # Errors
    /// The unit already declared under this symbol.
    pub fn declare_as(&mut self, symbol: &str, factor: &Rational, of: &Unit) -> Result<(), Unit> {
        self.insert(symbol.into(), Unit { kind: of.kind.clone(), factor: &of.factor * factor })
    }

    /// The unit written so: `万元`, `人`, `万人`, `元/人·月`, or `None`.
    #[must_use]
    pub fn find(&self, written: &str) -> Option<Unit> {
        if let Some(unit) = self.table.get(written) {
            return Some(unit.clone());
        }
        if let Some((over, under)) = written.split_once('/') {
            return self.compound(over, under);
        }
        const SCALES: [(&str, i32); 5] = [("百万", 6), ("千万", 7), ("万", 4), ("亿", 8), ("千", 3)];
        let (rest, power) = SCALES.iter().find_map(|(word, power)| Some((written.strip_prefix(word)?, *power)))?;
        let unit = self.table.get(rest).filter(|unit| matches!(unit.kind, Kind::Count(_)))?;
        Some(Unit { kind: unit.kind.clone(), factor: &unit.factor * &Rational::power_of_ten(power) })
    }

    /// All symbols, for suggestions; scaled and compound units are not among them.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        self.table.keys().map(AsRef::as_ref)
    }

    fn compound(&self, over: &str, under: &str) -> Option<Unit> {
        let over = self.find(over).filter(|unit| matches!(unit.kind, Kind::Money | Kind::Count(_)))?;
        let mut factor = over.factor;
        let mut symbols = Vec::new();
        for part in under.split('·') {
            let unit = self.find(part)?;
            factor = factor.checked_div(&unit.factor)?;
            match unit.kind {
                Kind::Count(symbol) => symbols.push(symbol),
                Kind::Days => symbols.push("日".into()),
                _ => return None,
            }
        }
        symbols.sort();
        Some(Unit { kind: Kind::Per(Box::new(over.kind), symbols), factor })
    }

    fn insert(&mut self, symbol: Symbol, unit: Unit) -> Result<(), Unit> {
        match self.table.get(&symbol) {
            Some(known) => Err(known.clone()),
            None => {
                self.table.insert(symbol, unit);
                Ok(())
            }
        }
    }
}
