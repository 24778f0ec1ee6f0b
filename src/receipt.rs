//! What exactly was scored: the same receipt means the same rubric, the same data and the same engine.

/// Hashes of what was scored, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// SHA-256 of the rubric's meaning, in hexadecimal; layout and comments do not count.
    pub rubric: String,
    /// SHA-256 of the submission's content; layout and format do not count.
    pub submission: String,
    /// The version of jixiao.
    pub engine: &'static str,
}
