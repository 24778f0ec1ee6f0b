//! A second evaluator, written apart and without skill, and a generator of rubrics and submissions to feed both.
//!
//! [`score`] walks the checked rubric with big fractions of its own; [`written`] computes from what the generator meant
//! to write, so that the parser and the lowering of the scoring forms are tested too. Neither uses `eval`, `inputs`,
//! `measure` or `bind`.

pub mod calendar;
pub mod data;
pub mod dice;
pub mod ending;
pub mod expression;
pub mod forms;
pub mod fraction;
pub mod generate;
pub mod layers;
pub mod make_ending;
pub mod model;
pub mod render;
pub mod render_rules;
pub mod row_indicators;
pub mod rows;
pub mod rows_given;
pub mod rules;
pub mod score;
pub mod tables;
pub mod ways;
pub mod words;
pub mod written;
pub mod years;
