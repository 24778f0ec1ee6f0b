//! Dates in years whose days off are not known: D0219.

use crate::calendar::{FIRST_YEAR, LAST_YEAR};
use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::ids::FieldId;
use crate::quantity::Interval;
use crate::rubric::Rubric;
use crate::source::Span;
use crate::text;

/// A date that is not known to be a working day or none.
#[derive(Clone, Debug)]
pub(in crate::bind) struct Unarranged {
    /// The field that it is, if it is not computed.
    pub direct: Option<FieldId>,
    /// The figures that it comes from: as written, and where.
    pub written: Vec<(FieldId, String, Span)>,
    /// The days that it can be; `None` for the end of a period that was not found.
    pub days: Option<Interval>,
    /// The function that reads it.
    pub reader: Span,
    /// The whole submission, for a date that comes from no figure.
    pub whole: Span,
}

/// D0219: names every figure that the date comes from.
pub(in crate::bind) fn not_arranged(rubric: &Rubric, one: &Unarranged) -> Diagnostic {
    let name = |field: FieldId| &rubric.field(field).name.node;
    let several = one.days.as_ref().is_some_and(|days| days.only().is_none());
    let (in_zh, in_en) = if several { ("不全在", "not wholly in") } else { ("不在", "not in") };
    let years_zh = format!("{FIRST_YEAR} 年至 {LAST_YEAR} 年内，不知道哪些天放假");
    let years_en = format!("{FIRST_YEAR} to {LAST_YEAR}, the years whose days off are known");
    let message = match (one.direct, one.written.as_slice()) {
        (Some(_), [(field, written, _)]) => {
            let (name, shown) = (name(*field), quoted(written));
            text!(
                "「{name}」填的是「{shown}」，{in_zh} {years_zh}",
                "`{name}` says `{shown}`, which is {in_en} {years_en}"
            )
        }
        _ => {
            let (zh, en): (Vec<_>, Vec<_>) = one
                .written
                .iter()
                .map(|(field, written, _)| {
                    let (name, shown) = (name(*field), quoted(written));
                    (format!("「{name}」（填的是「{shown}」）"), format!("`{name}` (`{shown}`)"))
                })
                .unzip();
            let (zh, en) = (zh.concat(), en.join(", "));
            text!("由{zh}算出的日期{in_zh} {years_zh}", "the date computed from {en} is {in_en} {years_en}")
        }
    };
    let fault = Diagnostic::new(Code::NotArranged, message);
    let fault = match one.written.as_slice() {
        [] => fault.label(one.whole, Text::new("这份报送", "this submission")),
        figures => figures.iter().fold(fault, |fault, (_, _, span)| {
            fault.label(*span, Text::new("不知道放假安排", "days off are not known"))
        }),
    };
    fault.label(one.reader, Text::new("这里要数工作日", "working days are counted here")).help(Text::new(
        "核对日期；日期无误的，要用收有这一年放假安排的程序版本",
        "check the date; if it is right, a version of the program that knows that year's days off is needed",
    ))
}
