//! jixiao (绩效), the compiler for `.perf`.

pub mod audit;
pub mod bind;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod eval;
pub mod findings;
pub mod ids;
pub mod inputs;
pub mod measure;
pub mod quantity;
pub mod receipt;
pub mod report;
pub mod rubric;
pub mod scorecard;
pub mod source;
pub mod submission;
pub mod syntax;

use diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use findings::Findings;
use inputs::{Inputs, Measures};
use receipt::Receipt;
use rubric::Rubric;
use scorecard::{Basis, Scorecard};
use source::{Source, SourceId, SourceMap};

/// How to score a submission.
#[derive(Clone, Copy, Debug)]
pub struct ScoreOptions {
    /// What the text is written in.
    pub format: submission::Format,
    /// Which score of judged items counts; the rubric's where not given.
    pub basis: Option<Basis>,
    /// Whether a submission of another year than the rubric's is accepted.
    pub year_mismatch: bool,
}

/// A scored submission with all that it was scored from.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The bound data.
    pub inputs: Inputs,
    /// The values of all formulas.
    pub measures: Measures,
    /// The scores.
    pub scorecard: Scorecard,
    /// The scores on the other basis, where they are complete.
    pub other: Option<Scorecard>,
    /// What was found besides.
    pub findings: Findings,
    /// What exactly was scored.
    pub receipt: Receipt,
}

/// Text to rubric.
///
/// # Errors
/// Whatever is wrong with the text. (The passes are not joined yet: always.)
pub fn compile(sources: &SourceMap, id: SourceId, diagnostics: &mut Diagnostics) -> Result<Rubric, Reported> {
    let here = sources.get(id).whole();
    Err(diagnostics.error(unjoined().label(here, text!("评价体系", "the rubric"))))
}

/// Rubric and submitted text to scores.
///
/// # Errors
/// Whatever is wrong with the submission. (The passes are not joined yet: always.)
pub fn score(
    _: &Rubric,
    submitted: &Source,
    _: ScoreOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Evaluation, Reported> {
    Err(diagnostics.error(unjoined().label(submitted.whole(), text!("报送", "the submission"))))
}

fn unjoined() -> Diagnostic {
    Diagnostic::new(Code::InternalError, text!("本版本各部分尚未接通", "the parts of this version are not joined yet"))
}
