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
pub mod report;
pub mod rubric;
pub mod scorecard;
pub mod source;
pub mod submission;
pub mod syntax;
