//! Targets that come with the submission.

use super::form::{Canonical, Form};
use crate::rubric::{Asked, Question, Read};

impl Canonical for Asked {
    fn write(&self, form: &mut Form) {
        form.list("asked", &[&self.question, &self.target, &self.actual]);
    }
}

impl Canonical for Question {
    fn write(&self, form: &mut Form) {
        match self {
            Question::Quantitative => form.list("quantitative", &[]),
            Question::Met => form.list("met", &[]),
            Question::SameWord => form.list("same-word", &[]),
            Question::Completion => form.list("completion", &[]),
            Question::CompletionIn(interval, cut) => form.list("completion-in", &[interval, cut]),
            Question::Proportional => form.list("proportional", &[]),
            Question::Exact => form.list("exact", &[]),
            Question::Deviation => form.list("deviation", &[]),
        }
    }
}

impl Canonical for Read {
    fn write(&self, form: &mut Form) {
        form.list("read", &[&self.relation, &self.figure, &self.unit]);
    }
}
