//! What a reviewer asks of a rubric before it is published: who decides its points, where the smallest change of a datum
//! costs most, from where on a better value earns nothing more, and how many points hang on each datum. A report, not
//! errors: [`Rubric`] and scored edge cases in, [`Analysis`] out.

mod cliffs;
mod json;
mod saturation;
mod shares;
mod stakes;
mod text;

pub use cliffs::Cliff;
pub use saturation::{Plateau, Saturation};
pub use shares::{Part, Share};
pub use stakes::Stake;

use crate::quantity::Rational;
use crate::rubric::Rubric;

/// All that is said of a rubric.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// By group at the top, and of the whole at the end.
    pub parts: Vec<Part>,
    /// The largest jump of every indicator that has one, the largest first.
    pub cliffs: Vec<Cliff>,
    /// In the order of the rubric.
    pub saturation: Vec<Saturation>,
    /// Every datum, that with most points first.
    pub stakes: Vec<Stake>,
    /// How many cases were tried for the cliffs.
    pub tried: usize,
    /// Edges that no case was found for, each with the reason.
    pub untried: Vec<(String, String)>,
}

/// A scored submission beside an edge of a rule.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The indicator, by its path.
    pub indicator: String,
    /// The edge.
    pub edge: String,
    /// The figure that was moved over it.
    pub moved: Figure,
    /// What the indicator gets.
    pub score: Rational,
}

/// A figure of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The name of its field.
    pub name: String,
    /// Its value, in base units.
    pub value: Rational,
    /// How it is written: `89.99万元`.
    pub written: String,
}

/// Looks at a rubric.
///
/// | in | |
/// |---|---|
/// | `observations` | scored submissions beside the edges of its rules |
/// | `untried` | edges without one: name and reason |
#[must_use]
pub fn analyze(rubric: &Rubric, observations: &[Observation], untried: Vec<(String, String)>) -> Analysis {
    Analysis {
        parts: shares::parts(rubric),
        cliffs: cliffs::cliffs(rubric, observations),
        saturation: saturation::saturation(rubric),
        stakes: stakes::stakes(rubric),
        tried: observations.len(),
        untried,
    }
}

pub use json::json;
pub use text::text;
