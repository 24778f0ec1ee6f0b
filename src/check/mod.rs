//! The tree as written becomes the rubric as meant, or says why it cannot: [`ast::File`](crate::syntax::ast::File) in,
//! [`Rubric`](crate::rubric::Rubric) out.

mod context;
mod expr;
mod indicator;
mod names;
mod rules;
