//! All submissions of a run side by side: 名次, 分位 and the like become the values of the fields that stand for them.
//!
//! What is compared is the value of a definition on each unit's own data. A unit for which it is not applicable takes no
//! part. One for which it is open leaves the comparison open for all, and so does a submission that was rejected or is
//! there twice: a rank among some is not the rank among all. The order of the submissions does not matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::FieldId;
use crate::inputs::{Cell, Figure, Inputs, Measures, Outcome, Pending, State, Value, evaluate};
use crate::quantity::Rational;
use crate::rubric::{CompareFunction, Compared, Expr, Node, Rubric};

/// One submission of a run.
#[derive(Debug)]
pub struct Member<'a> {
    /// The rubric, unfolded for it.
    pub rubric: &'a Rubric,
    /// What was submitted.
    pub inputs: &'a mut Inputs,
    /// The values of the formulas as far as they do not rest on the comparison.
    pub measures: &'a Measures,
}

/// What is compared, of one unit.
enum Own {
    Number(Rational),
    Absent,
    Open,
}

/// Fills the fields that come from the comparison of units. `rejected` names the submissions that have no values.
pub fn compare(rubric: &Rubric, members: &mut [Member<'_>], rejected: &[String]) {
    let twice = twice(members);
    for (field, compared) in rubric.compared() {
        let own = members.iter().map(|member| value(member, *compared)).collect::<Vec<_>>();
        let open = own.iter().zip(members.iter()).filter(|(own, _)| matches!(own, Own::Open));
        let open = open.map(|(_, member)| member.inputs.unit.node.clone()).collect::<BTreeSet<_>>();
        let taking_part = own.iter().filter_map(|own| match own {
            Own::Number(number) => Some(number.clone()),
            Own::Absent | Own::Open => None,
        });
        let taking_part = taking_part.collect::<Vec<_>>();
        let others_needed = compared.function == CompareFunction::Percentile;
        let alone = members.len() < 2 || (others_needed && taking_part.len() < 2);
        let pending = if !rejected.is_empty() {
            Some(Pending::Rejected(sorted(rejected.iter().cloned())))
        } else if !twice.is_empty() {
            Some(Pending::Twice(twice.clone()))
        } else if !open.is_empty() {
            Some(Pending::Open(open.into_iter().collect()))
        } else {
            alone.then_some(Pending::Alone)
        };
        for (member, own) in members.iter_mut().zip(&own) {
            let state = match (&pending, own) {
                (_, Own::Absent) => State::NotApplicable(String::new()),
                (Some(_), _) | (None, Own::Open) => State::Blank,
                (None, Own::Number(own)) => {
                    let number = of_all(*compared, own, &taking_part);
                    State::Filled(vec![figure(rubric, field, number, taking_part.len(), member.inputs)])
                }
            };
            if let Some(pending) = pending.as_ref().filter(|_| matches!(state, State::Blank)) {
                member.inputs.pending.insert(field, pending.clone());
            }
            let span = member.inputs.span;
            if let Some(cell) = member.inputs.cells.get_mut(field.index()) {
                *cell = Cell { state, span };
            }
        }
    }
}

fn value(member: &Member<'_>, compared: Compared) -> Own {
    let definition = member.rubric.definition(compared.value);
    let read = Expr { node: Node::Definition(compared.value), ..definition.value.clone() };
    match evaluate(&read, member.rubric, member.inputs, member.measures) {
        Outcome::Known(Value::Number(number)) => Own::Number(number),
        // An optional field that is blank will stay so: the unit has no such figure.
        Outcome::Blank(fields) if fields.iter().all(|field| member.rubric.field(*field).optional) => Own::Absent,
        Outcome::NotApplicable(_) | Outcome::Undefined => Own::Absent,
        Outcome::Blank(_) | Outcome::Straddles(_) | Outcome::Known(_) => Own::Open,
    }
}

fn of_all(compared: Compared, own: &Rational, all: &[Rational]) -> Rational {
    let whole = |count: usize| Rational::whole(i64::try_from(count).unwrap_or(i64::MAX));
    let better = |one: &Rational, other: &Rational| if compared.lower { one < other } else { one > other };
    let others = whole(all.len().saturating_sub(1).max(1));
    let share = |number: &Rational, of: &Rational| number.checked_div(of).unwrap_or(Rational::ZERO);
    match compared.function {
        CompareFunction::Rank => whole(all.iter().filter(|other| better(other, own)).count().saturating_add(1)),
        CompareFunction::Percentile => share(&whole(all.iter().filter(|other| better(own, other)).count()), &others),
        CompareFunction::Max => all.iter().max().unwrap_or(own).clone(),
        CompareFunction::Min => all.iter().min().unwrap_or(own).clone(),
        CompareFunction::Mean => {
            let sum = all.iter().fold(Rational::ZERO, |sum, one| &sum + one);
            share(&sum, &whole(all.len()))
        }
    }
}

/// The value as it is told: with the number of units that were compared in the place of its 出处.
fn figure(rubric: &Rubric, field: FieldId, number: Rational, units: usize, inputs: &Inputs) -> Figure {
    let field = rubric.field(field);
    let place = match rubric.language {
        crate::diagnostic::Language::Zh => format!("{units} 个单位比较"),
        crate::diagnostic::Language::En => format!("of {units} units"),
    };
    Figure {
        written: field.unit.plain(&number),
        value: Value::Number(number),
        last_digit: Rational::ZERO,
        place: Some(place),
        span: inputs.span,
    }
}

/// The units that several submissions name.
fn twice(members: &[Member<'_>]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for member in members {
        let count = seen.entry(&member.inputs.unit.node).or_insert(0);
        *count = count.saturating_add(1);
    }
    seen.into_iter().filter(|(_, count)| *count > 1).map(|(unit, _)| unit.to_owned()).collect()
}

fn sorted(names: impl Iterator<Item = String>) -> Vec<String> {
    names.collect::<BTreeSet<_>>().into_iter().collect()
}
