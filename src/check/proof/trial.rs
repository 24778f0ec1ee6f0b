//! Trying a witness out: nothing is shown to a user as an example that is not one.

use super::prover::{Prover, What, Witness, field_range};
use super::round::{Scale, roundest};
use crate::ids::FieldId;
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{Expr, Measure, Node};

impl Prover<'_> {
    /// Whether the conditions are what is wanted of them, on the data of a witness.
    pub(super) fn tried(&self, witness: &Witness, conditions: &[(&Expr, bool)]) -> bool {
        let wanted = |holds: bool| if holds { Rational::ONE } else { Rational::ZERO };
        conditions.iter().all(|(condition, holds)| self.value(condition, witness) == Some(wanted(*holds)))
    }

    /// The value of a field in a witness; one that nothing depends on is as round as its range allows.
    pub(super) fn field_value(&self, id: FieldId, witness: &Witness) -> Option<Rational> {
        let field = self.fields.get(id.index())?;
        let at = witness.atoms.iter().position(|atom| atom.what == What::Field(id));
        let known = at.and_then(|at| witness.values.get(&at).cloned());
        let scale = Scale { unit: field.unit.factor.clone(), whole: field.is_whole() };
        Some(known.unwrap_or_else(|| roundest(&field_range(field), &scale)))
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
            Node::SubmittedYear => other(&What::Year).or(Some(Rational::ZERO)),
            Node::ReportedNotApplicable(fields) => other(&What::Reported(fields.clone())).or(Some(Rational::ZERO)),
            Node::Filled(id) => other(&What::Filled(*id)).or(Some(Rational::ONE)),
            Node::Arithmetic(op, left, right) => op.compute(&read(left)?, &read(right)?),
            Node::Comparison(relation, left, right) if left.kind == Kind::YesNo => {
                truth((read(left)? == read(right)?) == (*relation == Relation::Equal))
            }
            Node::Comparison(relation, left, right) => truth(relation.holds(&read(left)?, &read(right)?)),
            Node::Not(inner) => truth(read(inner)?.is_zero()),
            Node::And(parts) => {
                // Parts behind a false one are not read.
                for part in parts {
                    if read(part)?.is_zero() {
                        return Some(Rational::ZERO);
                    }
                }
                Some(Rational::ONE)
            }
            Node::Or(parts) => {
                for part in parts {
                    if !read(part)?.is_zero() {
                        return Some(Rational::ONE);
                    }
                }
                Some(Rational::ZERO)
            }
            Node::Abs(inner) => Some(read(inner)?.abs()),
            Node::Max(parts) => parts.iter().map(read).collect::<Option<Vec<_>>>()?.into_iter().max(),
            Node::Min(parts) => parts.iter().map(read).collect::<Option<Vec<_>>>()?.into_iter().min(),
            Node::Clamp(value, lower, upper) => Some(read(value)?.max(read(lower)?).min(read(upper)?)),
        }
    }
}

/// A measured value after 修约, whose places are those of the printed unit.
fn rounded(measure: &Measure, value: &Rational) -> Rational {
    let Some(rounding) = measure.rounding else { return value.clone() };
    let unit = &measure.unit.factor;
    value.checked_div(unit).map_or_else(|| value.clone(), |printed| &rounding.round(&printed) * unit)
}
