//! Values that come from all submissions of a run: 名次, 分位, 全体最大, 全体最小, 全体平均.

use super::Rubric;
use crate::ids::{DefinitionId, FieldId};

/// What all units are asked for. A field that is made of it is submitted by nobody: [`crate::compare`] fills it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What is made of the values of all units.
    pub function: CompareFunction,
    /// What is compared, of each unit.
    pub value: DefinitionId,
    /// Whether less is better.
    pub lower: bool,
}

/// What is made of the values of all units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CompareFunction {
    /// 名次: 1 and the number of units that are strictly better.
    Rank,
    /// 分位: the share of the other units that is strictly worse.
    Percentile,
    /// 全体最大.
    Max,
    /// 全体最小.
    Min,
    /// 全体平均: each unit counts once.
    Mean,
}

impl Rubric {
    /// The fields that are filled from all submissions of a run.
    pub fn compared(&self) -> impl Iterator<Item = (FieldId, &Compared)> {
        let all = self.fields.iter().enumerate();
        all.filter_map(|(at, field)| Some((FieldId::at(at), field.compared.as_ref()?)))
    }
}
