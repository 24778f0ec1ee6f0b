//! Several prints of one figure that differ: one finding for all figures whose prints differ in the same places.

use super::{Auditor, diagnostics, finding};
use crate::findings::{Class, Finding};
use crate::ids::FieldId;
use crate::inputs::{Figure, State};
use crate::rubric::Level;

/// Figures whose prints differ in the same places.
pub(super) struct Differing<'a> {
    /// The places, one for every print; `None` where it is not told.
    pub places: Vec<Option<&'a str>>,
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
            if figures.windows(2).all(|pair| matches!(pair, [one, other] if one.value == other.value)) {
                continue;
            }
            let places = figures.iter().map(|figure| figure.place.as_deref()).collect::<Vec<_>>();
            let level = self.rubric.field(id).prints_level;
            let told = places.iter().all(Option::is_some);
            let known = groups.iter_mut().find(|group| told && group.places == places && group.level == level);
            match known {
                Some(group) => group.fields.push((id, figures)),
                None => groups.push(Differing { places, level, fields: vec![(id, figures)] }),
            }
        }
        let tell = |group: &Differing<'_>| finding(Class::Inconsistent, diagnostics::prints_differ(group, self.rubric));
        groups.iter().map(tell).collect()
    }
}
