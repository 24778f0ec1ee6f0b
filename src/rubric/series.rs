//! Figures of several years under one name: 上年, 近3年.

use super::Rubric;
use crate::ids::FieldId;

/// Which figure of a series a field is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfYear {
    /// The name under which all years are declared and submitted: 电费.
    pub series: String,
    /// The year.
    pub year: u32,
    /// How many years before that of the rubric.
    pub back: u32,
    /// Declared with 上年 rather than 近n年: it is printed and asked for as 本年 and 上年.
    pub last: bool,
}

impl Rubric {
    /// The fields of a series, the oldest year first; empty where no series has this name.
    #[must_use]
    pub fn series(&self, name: &str) -> Vec<(FieldId, &OfYear)> {
        let all = self.fields.iter().enumerate();
        let own = all.filter_map(|(at, field)| Some((FieldId::at(at), field.of_year.as_ref()?)));
        let mut own = own.filter(|(_, of)| of.series == name).collect::<Vec<_>>();
        own.sort_by_key(|(_, of)| of.year);
        own
    }
}
