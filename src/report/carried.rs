//! What a scorecard carries with it for programs: the texts of the rubric and the data that an indicator reads.

use serde_json::{Value, json as object};

use super::Sheet;
use crate::ids::{FieldId, IndicatorId};
use crate::inputs::State;
use crate::rubric::Texts;

/// 依据, 说明, 原文, 佐证, 来源.
pub(super) fn texts(texts: &Texts) -> Value {
    object!({
        "authority": texts.authority,
        "note": texts.note,
        "wording": texts.wording,
        "evidence": texts.evidence,
        "origin": texts.origin,
    })
}

impl Sheet<'_> {
    /// The fields that an indicator reads, each with its prints and where they come from.
    pub(super) fn data_values(&self, id: IndicatorId) -> Vec<Value> {
        self.rubric.indicator(id).reads.iter().map(|field| self.datum_value(*field)).collect()
    }

    fn datum_value(&self, id: FieldId) -> Value {
        let field = self.rubric.field(id);
        let (prints, not_applicable) = match &self.inputs.cell(id).state {
            State::Filled(figures) => (figures.as_slice(), None),
            State::NotApplicable(reason) => (&[][..], Some(reason)),
            State::Blank => (&[][..], None),
        };
        let prints = prints.iter().map(|figure| object!({ "written": figure.written, "place": figure.place }));
        object!({
            "field": field.name.node,
            "prints": prints.collect::<Vec<_>>(),
            "not_applicable": not_applicable,
            "origin": field.origin,
        })
    }
}
