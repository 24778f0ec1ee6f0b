//! Trying a witness out: nothing is shown to a user as an example that is not one.

use std::collections::BTreeSet;

use super::prover::{Prover, What, Witness, field_range, stripped};
use super::round::{Scale, roundest};
use crate::calendar;
use crate::ids::FieldId;
use crate::quantity::{Interval, Kind, Rational, Relation};
use crate::rubric::{Expr, Measure, Node};

/// Days as the calendar counts them: 1900-01-01, before which no file speaks of dates, and 2024-01-01.
const FIRST_DAY: i64 = 2_415_021;
const KNOWN_DAY: i64 = 2_460_311;

impl Prover<'_> {
    /// Whether the conditions are what is wanted of them, on the data of a witness.
    pub(super) fn tried(&self, witness: &Witness, conditions: &[(&Expr, bool)]) -> bool {
        let wanted = |holds: bool| if holds { Rational::ONE } else { Rational::ZERO };
        conditions.iter().all(|(condition, holds)| self.value(condition, witness) == Some(wanted(*holds)))
    }

    /// The same witness with dates that people know, where only the time between them matters.
    pub(super) fn in_our_time(&self, witness: Witness, conditions: &[(&Expr, bool)]) -> Witness {
        let date = |what: &What| match what {
            What::Field(id) => self.fields.get(id.index()).filter(|field| field.kind == Kind::Date).map(|_| *id),
            _ => None,
        };
        let dates = witness.atoms.iter().enumerate().filter_map(|(at, atom)| Some((at, date(&atom.what)?)));
        let dates = dates.filter_map(|(at, id)| Some((at, self.field_value(id, &witness)?))).collect::<Vec<_>>();
        if !dates.iter().any(|(_, value)| *value < Rational::whole(FIRST_DAY)) {
            return witness;
        }
        let mut later = witness.clone();
        later.values.extend(dates.into_iter().map(|(at, value)| (at, &value + &Rational::whole(KNOWN_DAY))));
        if self.tried(&later, conditions) { later } else { witness }
    }

    /// The value of a field in a witness; one that nothing depends on is as round as its range allows.
    pub(super) fn field_value(&self, id: FieldId, witness: &Witness) -> Option<Rational> {
        let field = self.fields.get(id.index())?;
        let at = witness.atoms.iter().position(|atom| atom.what == What::Field(id));
        let known = at.and_then(|at| witness.values.get(&at).cloned());
        let scale = Scale { unit: field.unit.factor.clone(), whole: field.is_whole() };
        let range = field_range(field);
        let day = Rational::whole(KNOWN_DAY);
        let example = || match field.kind {
            Kind::Date if at.is_none() && range.contains(&day) => day,
            _ => roundest(&range, &scale),
        };
        Some(known.unwrap_or_else(example))
    }

    /// What an expression is worth there, yes as 1 and no as 0; `None` for a division by 0.
    pub(super) fn value(&self, expr: &Expr, witness: &Witness) -> Option<Rational> {
        let truth = |holds: bool| Some(if holds { Rational::ONE } else { Rational::ZERO });
        let other = |what: &What| {
            let at = witness.atoms.iter().position(|atom| atom.what == *what);
            at.and_then(|at| witness.values.get(&at).cloned())
        };
        let read = |inner: &Expr| self.value(inner, witness);
        match &expr.node {
            Node::Number(number) => Some(number.clone()),
            Node::Text(text) => {
                let index = witness.texts.iter().position(|known| known == text).unwrap_or(witness.texts.len());
                Some(Rational::whole(i64::try_from(index).unwrap_or(i64::MAX)))
            }
            Node::Field(id) => self.field_value(*id, witness),
            Node::Definition(id) => read(&self.definitions.get(id.index())?.value),
            Node::Measure(id) => {
                let measure = self.measures.get(id.index())?;
                // A rounded measure is a variable of its own, and as good as any value of its domain.
                let count = other(&What::Rounded(*id));
                let known = count.zip(self.last_decimal(*id)).map(|(count, last)| &count * &last);
                known.or_else(|| Some(rounded(measure, &read(&measure.value)?)))
            }
            Node::SubmittedUnit => other(&What::Unit).or(Some(Rational::ZERO)),
            Node::Score(_) => other(&What::Opaque(stripped(expr))).or(Some(Rational::ZERO)),
            Node::SubmittedYear => other(&What::Year).or(Some(Rational::ZERO)),
            Node::ReportedNotApplicable(fields) => other(&What::Reported(fields.clone())).or(Some(Rational::ZERO)),
            Node::Filled(id) => other(&What::Filled(*id)).or(Some(Rational::ONE)),
            Node::Arithmetic(op, left, right) => op.compute(&read(left)?, &read(right)?),
            Node::Comparison(relation, left, right) if left.kind == Kind::YesNo => {
                truth((read(left)? == read(right)?) == (*relation == Relation::Equal))
            }
            Node::Comparison(relation, left, right) => truth(relation.holds(&read(left)?, &read(right)?)),
            Node::Asked(asked) if asked.rate().is_some() => {
                let (rate, interval) = asked.rate()?;
                let rate = Expr { kind: Kind::Ratio, node: Node::Asked(Box::new(rate)), span: expr.span };
                truth(interval.contains(&other(&What::Opaque(stripped(&rate)))?))
            }
            Node::SameWord(..) | Node::Asked(_) | Node::Read(_) => other(&What::Opaque(stripped(expr))),
            Node::Not(inner) => truth(read(inner)?.is_zero()),
            Node::And(parts) => self.until(parts, witness, false),
            Node::Or(parts) => self.until(parts, witness, true),
            Node::Abs(inner) => Some(read(inner)?.abs()),
            Node::Max(parts) => parts.iter().map(read).collect::<Option<Vec<_>>>()?.into_iter().max(),
            Node::Min(parts) => parts.iter().map(read).collect::<Option<Vec<_>>>()?.into_iter().min(),
            Node::Count(parts) => {
                let known = parts.iter().map(read).collect::<Option<Vec<_>>>()?;
                Some(known.iter().fold(Rational::ZERO, |sum, one| &sum + one))
            }
            Node::Clamp(value, lower, upper) => Some(read(value)?.max(read(lower)?).min(read(upper)?)),
            Node::WorkingDays(from, to) => {
                // Working days of dates that nothing else speaks of are as good a variable as the dates.
                let own = other(&What::Opaque(stripped(expr))).filter(|_| self.is_free(expr, witness));
                own.or_else(|| on_days(calendar::working_days_within, &read(from)?, &read(to)?))
            }
            Node::Deadline(from, days) => on_days(calendar::deadline_after(&days.kind), &read(from)?, &read(days)?),
            // What is computed over rows is a variable; one that nothing depends on is as good as any of its values.
            Node::Aggregate(_) => other(&What::Opaque(stripped(expr)))
                .or_else(|| Some(roundest(&self.plain_domain(expr), &Scale::plain()))),
            Node::Sum(_) | Node::Greatest(_) | Node::Least(_) => None,
        }
    }

    /// 且 and 或: parts behind one that decides are not read.
    fn until(&self, parts: &[Expr], witness: &Witness, decisive: bool) -> Option<Rational> {
        let mut holds = !decisive;
        for part in parts {
            holds = !self.value(part, witness)?.is_zero();
            if holds == decisive {
                break;
            }
        }
        Some(if holds { Rational::ONE } else { Rational::ZERO })
    }

    /// Whether the working days between two dates can be anything in their domain: whether the dates are fields of
    /// their own, in no other part of the witness.
    pub(super) fn is_free(&self, working_days: &Expr, witness: &Witness) -> bool {
        let Node::WorkingDays(from, to) = &working_days.node else { return false };
        let (Node::Field(from), Node::Field(to)) = (&from.node, &to.node) else { return false };
        let speaks = |atom: &What| match atom {
            What::Field(id) => id == from || id == to,
            What::Opaque(expr) => {
                let fields = self.fields_below(expr);
                (fields.contains(from) || fields.contains(to)) && *expr != stripped(working_days)
            }
            What::Rounded(_) => true,
            What::Filled(_) | What::Reported(_) | What::Year | What::Unit => false,
        };
        from != to && !witness.atoms.iter().any(|atom| speaks(&atom.what))
    }

    pub(super) fn fields_below(&self, expr: &Expr) -> BTreeSet<FieldId> {
        let mut fields = BTreeSet::new();
        let mut pending = vec![expr];
        while let Some(expr) = pending.pop() {
            match &expr.node {
                Node::Field(id) => drop(fields.insert(*id)),
                Node::Definition(id) => pending.extend(self.definitions.get(id.index()).map(|one| &one.value)),
                Node::Measure(id) => pending.extend(self.measures.get(id.index()).map(|one| &one.value)),
                _ => pending.extend(expr.children()),
            }
        }
        fields
    }
}

/// A function of days on two of them.
fn on_days(
    function: fn(&Interval, &Interval) -> Option<Interval>,
    left: &Rational,
    right: &Rational,
) -> Option<Rational> {
    function(&Interval::point(left.clone()), &Interval::point(right.clone()))?.only().cloned()
}

/// A measured value after 修约, whose places are those of the printed unit.
fn rounded(measure: &Measure, value: &Rational) -> Rational {
    let Some(rounding) = measure.rounding else { return value.clone() };
    let unit = &measure.unit.factor;
    value.checked_div(unit).map_or_else(|| value.clone(), |printed| &rounding.round(&printed) * unit)
}
