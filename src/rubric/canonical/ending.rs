//! The end of the calculation in its fixed form.

use super::form::{Canonical, Form};
use crate::rubric::{Ending, ScoreRange, Verdict, Veto};

impl Canonical for Ending {
    fn write(&self, form: &mut Form) {
        if let Some(block) = &self.adjustments {
            form.list("adjustments", &[&block.range, &block.texts]);
        }
        form.list("bounds", &[&self.ceiling, &self.floor]);
        form.list("vetoes", &[&self.vetoes]);
    }
}

impl Canonical for ScoreRange {
    fn write(&self, form: &mut Form) {
        form.list("score-range", &[&self.least, &self.most]);
    }
}

impl Canonical for Veto {
    fn write(&self, form: &mut Form) {
        match &self.verdict {
            Verdict::Total(limit) => form.list("veto-total", &[&self.condition, limit]),
            Verdict::Grade { limit, .. } => form.list("veto-grade", &[&self.condition, limit]),
        }
    }
}
