//! What exactly was scored: the same receipt means the same rubric, the same data and the same engine.

use sha2::{Digest, Sha256};

use crate::quantity::Kind;
use crate::rubric::Rubric;
use crate::submission::{self, Submission};

/// Hashes of what was scored, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// SHA-256 of the rubric's meaning, in hexadecimal; layout and comments do not count.
    pub rubric: String,
    /// SHA-256 of the submission's content, in hexadecimal; layout and format do not count.
    pub submission: String,
    /// SHA-256 over the hashes of all submissions that were compared or added up, in hexadecimal, whatever their order;
    /// `None` where the submission was scored by itself.
    pub together: Option<String>,
    /// The version of jixiao.
    pub engine: &'static str,
}

impl Receipt {
    /// The receipt of one evaluation.
    #[must_use]
    pub fn new(rubric: &Rubric, submitted: &Submission) -> Self {
        let yes_no = |table: Option<&str>, name: &str| {
            let mut fields = rubric.fields.iter().filter(|field| {
                let own = field.table.map(|table| rubric.table(table).name.node.as_str());
                field.row.is_none() && own == table
            });
            fields.any(|field| field.name.node == name && field.kind == Kind::YesNo)
        };
        Receipt {
            rubric: sha256(&rubric.canonical()),
            submission: sha256(&submission::canonical(submitted, yes_no)),
            together: None,
            engine: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// One hash over those of several submissions and the names of those that were rejected.
#[must_use]
pub fn together<'a>(hashes: impl Iterator<Item = &'a str>) -> String {
    let mut hashes = hashes.collect::<Vec<_>>();
    hashes.sort_unstable();
    sha256(&hashes.join("\n"))
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
