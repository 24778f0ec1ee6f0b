//! The amendments that reach beyond one indicator: definitions, the rounding of scores, 口径. So that the part of each
//! in a change can be told from that of the indicators, rubrics are made in between, with some of them and not others.

use std::collections::{BTreeMap, BTreeSet};

use super::definitions;
use super::meaning::Reader;
use super::renamed::Renamed;
use crate::ids::{DefinitionId, FieldId, TableId};
use crate::quantity::{Rational, Rounding, RoundingMode};
use crate::rubric::{Aggregate, Expr, Node, Rubric};

/// An amendment that reaches beyond one indicator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// A definition, by its name.
    Definition(String),
    /// 修约 of the scores of indicators.
    IndicatorRounding,
    /// 口径.
    Basis,
}

/// With more of them there would be too many rubrics in between: the move of an indicator then is one part.
const MOST: usize = 3;

/// How a part is rounded that is not the last.
const PRINTED: Rounding = Rounding { places: 4, mode: RoundingMode::HalfUp };

/// The shared amendments, and the rubrics that have some of them.
pub struct Amendments {
    /// In the order of their bits.
    pub shared: Vec<Shared>,
    /// All that can be made of both rubrics: first those with the indicators of the old one, then those of the new one;
    /// in each the place says, bit by bit, which shared amendments it has. The first is the old rubric, the last the new.
    pub between: Vec<Between>,
}

/// A rubric between the old and the new one.
pub struct Between {
    /// The rubric.
    pub rubric: Rubric,
    /// Whether its indicators are those of the new one.
    pub of_new: bool,
}

impl Amendments {
    /// Finds them. Where there are none, or too many, only the two rubrics are left.
    #[must_use]
    pub fn between(old: &Rubric, new: &Rubric) -> Self {
        let (renamed, same) = (Renamed::find(old, new), Renamed::default());
        let (opaque, paths) = (BTreeSet::new(), BTreeMap::new());
        let before = Reader { rubric: old, renamed: &renamed, opaque: &opaque, paths: &paths };
        let after = Reader { rubric: new, renamed: &same, ..before };
        let mut shared = Vec::new();
        for name in definitions::changed(&before, &after) {
            shared.push(Shared::Definition(name));
        }
        if old.indicator_rounding != new.indicator_rounding {
            shared.push(Shared::IndicatorRounding);
        }
        if old.reviewed_basis != new.reviewed_basis {
            shared.push(Shared::Basis);
        }
        let made = if shared.len() <= MOST { rubrics((&before, &after), &shared) } else { None };
        match made {
            Some(between) => Amendments { shared, between },
            None => {
                let one = |rubric: &Rubric, of_new| Between { rubric: rubric.clone(), of_new };
                Amendments { shared: Vec::new(), between: vec![one(old, false), one(new, true)] }
            }
        }
    }

    /// The part of every shared amendment and, last, of all others together, of what something comes to under each of
    /// the rubrics: the mean over all orders in which the amendments can be made one after the other, so that no order
    /// is preferred and the parts add up to the whole difference. Thirds and sixths are rounded but for the last part, so
    /// that they add up as they are printed too.
    pub fn shares(&self, worth: &[Rational]) -> Vec<Rational> {
        let players = self.shared.len().saturating_add(1);
        let worth_of = |set: usize| worth.get(set).cloned().unwrap_or(Rational::ZERO);
        let share = |player: usize| {
            let bit = 1_usize.checked_shl(u32::try_from(player).unwrap_or_default()).unwrap_or_default();
            let without = (0..worth.len()).filter(|set| set & bit == 0);
            let gains = without.map(|set| {
                let gain = &worth_of(set | bit) - &worth_of(set);
                &gain * &weight(set.count_ones(), players)
            });
            gains.fold(Rational::ZERO, |sum, gain| &sum + &gain)
        };
        let mut shares = (0..players).map(share).collect::<Vec<_>>();
        let last = shares.iter().rposition(|share| !share.is_zero());
        let mut rest = shares.iter().sum::<Rational>();
        for (_, share) in shares.iter_mut().enumerate().filter(|(at, _)| Some(*at) != last) {
            *share = PRINTED.round(share);
            rest = &rest - share;
        }
        if let Some(share) = last.and_then(|last| shares.get_mut(last)) {
            *share = rest;
        }
        shares
    }
}

/// `s! (n − s − 1)! / n!`: how many of all orders have exactly a given set of `s` before one of `n`.
fn weight(before: u32, players: usize) -> Rational {
    let players = u32::try_from(players).unwrap_or_default();
    let factorial = |n: u32| (1..=i64::from(n)).map(Rational::whole).fold(Rational::ONE, |all, one| &all * &one);
    let after = players.saturating_sub(before).saturating_sub(1);
    let orders = &factorial(before) * &factorial(after);
    orders.checked_div(&factorial(players)).unwrap_or(Rational::ZERO)
}

/// See [`Amendments::between`]; `None` where a definition cannot be read in the other rubric.
fn rubrics((old, new): (&Reader<'_>, &Reader<'_>), shared: &[Shared]) -> Option<Vec<Between>> {
    let sets = 1_usize.checked_shl(u32::try_from(shared.len()).ok()?)?;
    let mut between = Vec::new();
    for of_new in [false, true] {
        for set in 0..sets {
            let (base, other) = if of_new { (new, old) } else { (old, new) };
            let mut rubric = base.rubric.clone();
            for (at, one) in shared.iter().enumerate() {
                let amended = set >> at & 1 == 1;
                if amended != of_new {
                    exchange(&mut rubric, base, other, one)?;
                }
            }
            between.push(Between { rubric, of_new });
        }
    }
    Some(between)
}

/// Puts what the other rubric says into one.
fn exchange(rubric: &mut Rubric, base: &Reader<'_>, other: &Reader<'_>, shared: &Shared) -> Option<()> {
    match shared {
        Shared::Definition(name) => {
            let theirs = &other.rubric.definition(definition(other, name)?).value;
            let value = carried(other, base, theirs)?;
            let own = rubric.definitions.get_mut(definition(base, name)?.index())?;
            if own.value.kind != value.kind {
                return None;
            }
            own.value = value;
        }
        Shared::IndicatorRounding => rubric.indicator_rounding = other.rubric.indicator_rounding,
        Shared::Basis => rubric.reviewed_basis = other.rubric.reviewed_basis,
    }
    Some(())
}

fn definition(reader: &Reader<'_>, name: &str) -> Option<DefinitionId> {
    let is = |one: &crate::rubric::Definition| one.table.is_none() && one.name.node == name;
    reader.rubric.definitions.iter().position(is).map(DefinitionId::at)
}

/// An expression of one rubric for another: its fields, tables and definitions by their names.
fn carried(from: &Reader<'_>, to: &Reader<'_>, expr: &Expr) -> Option<Expr> {
    let field = |id: FieldId| {
        let (kind, name) = (&from.rubric.field(id).kind, from.field(id));
        let all = (0..to.rubric.fields.len()).map(FieldId::at);
        all.into_iter().find(|other| to.field(*other) == name && to.rubric.field(*other).kind == *kind)
    };
    let table = |id: TableId| {
        let mut all = (0..to.rubric.tables.len()).map(TableId::at);
        all.find(|other| to.table(*other) == from.table(id))
    };
    let leaf = |node| Some(Expr { node, ..expr.clone() });
    match &expr.node {
        Node::Field(id) => leaf(Node::Field(field(*id)?)),
        Node::Filled(id) => leaf(Node::Filled(field(*id)?)),
        Node::Definition(id) => {
            let own = from.rubric.definition(*id);
            match definition(to, &own.name.node).filter(|other| to.rubric.definition(*other).value.kind == expr.kind) {
                Some(other) if own.table.is_none() => leaf(Node::Definition(other)),
                _ => carried(from, to, &own.value),
            }
        }
        Node::Measure(_) | Node::Score(_) | Node::ReportedNotApplicable(_) => None,
        Node::Aggregate(one) => {
            let part = |part: &Option<Expr>| match part {
                Some(part) => carried(from, to, part).map(Some),
                None => Some(None),
            };
            let Aggregate { function, table: of, value, condition, weight } = &**one;
            let (value, condition, weight) = (part(value)?, part(condition)?, part(weight)?);
            let aggregate = Aggregate { function: *function, table: table(*of)?, value, condition, weight };
            leaf(Node::Aggregate(Box::new(aggregate)))
        }
        _ => {
            let mut whole = true;
            let mapped = expr.map(&mut |child| {
                let child_carried = carried(from, to, child);
                whole &= child_carried.is_some();
                child_carried.unwrap_or_else(|| child.clone())
            });
            whole.then_some(mapped)
        }
    }
}
