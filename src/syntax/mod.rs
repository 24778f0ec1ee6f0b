//! From text to the tree as written. pest is known here and in `submission::json` only.

pub mod ast;
