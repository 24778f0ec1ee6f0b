//! Formulas, values and places as they stand in findings.

use std::collections::BTreeSet;

use crate::diagnostic::Language;
use crate::ids::FieldId;
use crate::inputs::Figure;
use crate::rubric::{Expr, Rubric};
pub(super) use crate::rubric::{unit_of_sides, value};

/// A formula in the names of its fields, `基本支出 + 项目支出`, with the words of both languages.
pub(super) fn formula(expr: &Expr, rubric: &Rubric) -> (String, String) {
    (rubric.formula(expr, Language::Zh), rubric.formula(expr, Language::En))
}

/// `「甲」` in Chinese, `` `甲` `` in English.
pub(super) fn quoted(name: &str) -> (String, String) {
    (format!("「{name}」"), format!("`{name}`"))
}

/// The names of fields, quoted and joined.
pub(super) fn names(fields: &BTreeSet<FieldId>, rubric: &Rubric) -> (String, String) {
    let (zh, en): (Vec<_>, Vec<_>) = fields.iter().map(|field| quoted(&rubric.field(*field).name.node)).unzip();
    (zh.concat(), en.join(", "))
}

/// `76.52万元（三(二)2(6)⑥ 文字）`: a print as it was submitted, with its 出处.
pub(super) fn print(figure: &Figure) -> (String, String) {
    match &figure.place {
        Some(place) => (format!("{}（{place}）", figure.written), format!("{} ({place})", figure.written)),
        None => (figure.written.clone(), figure.written.clone()),
    }
}
