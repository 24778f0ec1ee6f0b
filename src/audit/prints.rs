//! Several prints of one figure that contradict each other: one finding for all figures that differ in the same places.

use super::repairs::class_of;
use super::{Auditor, diagnostics, finding};
use crate::findings::Finding;
use crate::ids::FieldId;
use crate::inputs::{Figure, State, Value};
use crate::quantity::Interval;
use crate::rubric::Level;

/// Figures whose prints contradict each other in the same places.
pub(super) struct Differing<'a> {
    /// The first place of every value that contradicts another one; `None` where it is not told.
    pub places: Vec<Option<&'a str>>,
    /// The places of all prints, where a figure is wrong: two that are wrong in one place, but printed elsewhere in
    /// other places, are two mistakes. What only lacks an explanation has one for both places.
    pub all: Vec<Option<&'a str>>,
    /// How grave it is.
    pub level: Level,
    /// The fields, each with its prints.
    pub fields: Vec<(FieldId, &'a [Figure])>,
}

impl Auditor<'_> {
    /// The figures that are printed differently in several places.
    pub fn prints(self) -> Vec<Finding> {
        let mut groups: Vec<Differing<'_>> = Vec::new();
        for (index, cell) in self.inputs.cells.iter().enumerate() {
            let id = FieldId::at(index);
            let State::Filled(figures) = &cell.state else { continue };
            let contradicted = |one: &&Figure| figures.iter().any(|other| contradict(&one.value, &other.value));
            let mut values: Vec<&Figure> = Vec::new();
            for figure in figures.iter().filter(contradicted) {
                if values.iter().all(|known| known.value != figure.value) {
                    values.push(figure);
                }
            }
            if values.is_empty() {
                continue;
            }
            let places = values.iter().map(|figure| figure.place.as_deref()).collect::<Vec<_>>();
            let level = self.rubric.field(id).prints_level;
            let told = places.iter().all(Option::is_some);
            let all = match level {
                Level::Error => figures.iter().map(|figure| figure.place.as_deref()).collect(),
                Level::Explain | Level::Hint => Vec::new(),
            };
            let alike =
                |group: &&mut Differing<'_>| told && group.places == places && group.all == all && group.level == level;
            let known = groups.iter_mut().find(alike);
            match known {
                Some(group) => group.fields.push((id, figures)),
                None => groups.push(Differing { places, all, level, fields: vec![(id, figures)] }),
            }
        }
        let tell =
            |group: &Differing<'_>| finding(class_of(group.level), diagnostics::prints_differ(group, self.rubric));
        groups.iter().map(tell).collect()
    }
}

/// Whether two prints cannot both be right. `≥95%` and `大于95%` can, and so can `≥95%` and 96%.
fn contradict(one: &Value, other: &Value) -> bool {
    let all = |value: &Value| match value {
        Value::Number(number) => Some(Interval::point(number.clone())),
        Value::Range(range) => Some(range.clone()),
        Value::Bool(_) | Value::Text(_) => None,
    };
    match (all(one), all(other)) {
        (Some(one), Some(other)) => one.intersection(&other).is_empty(),
        _ => one != other,
    }
}
