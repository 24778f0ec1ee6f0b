//! Comparisons of units that cannot be: E0580.

use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::Kind;
use crate::source::Span;
use crate::text;

/// For a rubric whose header does not say that units are compared; `total` is where it says the total.
pub(in crate::check) fn undeclared(place: Span, name: &str, total: Option<Span>, language: Language) -> Diagnostic {
    let statement = match language {
        Language::Zh => "比较范围：全体",
        Language::En => "cohort: all",
    };
    let fault = Diagnostic::new(
        Code::ComparisonUnfit,
        text!(
            "用了「{name}」，「评价体系」里却没有写比较范围",
            "`{name}` is used, and the header does not say that units are compared"
        ),
    )
    .label(place, Text::new("要与其他单位比较", "compares units"))
    .help(text!(
        "在「评价体系」里加一行「{statement}」；这样的评价体系要各单位的报送一起打分",
        "add the line `{statement}` to the header; such a rubric scores the submissions of all units in one run"
    ));
    match total {
        Some(total) => fault.fix(Span { start: total.end, ..total }, format!("\n  {statement}")),
        None => fault,
    }
}

/// For a comparison of comparisons.
pub(in crate::check) fn nested(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ComparisonUnfit,
        Text::new("比较的数本身又是与其他单位比较得来的", "what is compared comes from a comparison of units itself"),
    )
    .label(place, Text::new("这里已经比较过一次", "compared once already"))
    .help(Text::new("只比较由本单位的数据算出的数", "compare what comes from a unit's own data"))
}

/// For a comparison in the rows of a table.
pub(in crate::check) fn in_rows(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ComparisonUnfit,
        Text::new("明细的各行不能与其他单位比较", "rows of a table are not compared with other units"),
    )
    .label(place, Text::new("在逐行的算式里", "in a formula of each row"))
    .help(Text::new(
        "先合计或平均成单位的一个数，再比较，例如「名次(合计(表, 行.金额))」",
        "make one figure of the unit first, as in `rank(sum(table, row.amount))`",
    ))
}

/// For a comparison of other years.
pub(in crate::check) fn over_years(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ComparisonUnfit,
        Text::new("与其他单位的比较不能再换成别的年份", "a comparison of units cannot be read in other years"),
    )
    .label(place, Text::new("要读别的年份", "read in other years"))
    .help(Text::new(
        "比较那一年的数，例如「名次(上年.支出)」",
        "compare the figures of that year, as in `rank(last year.spending)`",
    ))
}

/// For a comparison of what has no size.
pub(in crate::check) fn not_comparable(place: Span, name: &str, kind: &Kind) -> Diagnostic {
    let (zh, en) = (kind.zh(), kind.en());
    Diagnostic::new(Code::ComparisonUnfit, text!("「{name}」不能用于{zh}", "`{name}` does not take {en}"))
        .label(place, text!("这是{zh}", "this is {en}"))
        .help(Text::new(
            "比较金额、数量、比率一类的数；日期可以排名次，不能平均",
            "compare money, counts, ratios and the like; dates can be ranked, but have no mean",
        ))
}
