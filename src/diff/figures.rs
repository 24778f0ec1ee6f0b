//! How figures of the effects of a change are printed.

use crate::diagnostic::layout;
use crate::quantity::{Rational, Rounding, RoundingMode};
use crate::rubric::DisplayUnit;
use crate::scorecard::Amount;

/// Exact where a few digits suffice, two decimals at least.
pub(super) fn plain(points: &Rational) -> String {
    DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: 2 }.show(points)
}

pub(super) fn signed(points: &Rational) -> String {
    match (points.is_positive(), points.is_negative()) {
        (true, _) => format!("+{}", plain(points)),
        (_, true) => format!("−{}", plain(&points.abs())),
        _ => "0".to_owned(),
    }
}

pub(super) fn rounded(points: &Rational) -> Rational {
    Rounding { places: 2, mode: RoundingMode::HalfUp }.round(points)
}

pub(super) fn total(total: &Amount) -> String {
    match total {
        Amount::Exact(score) => plain(score),
        Amount::Between(least, most) => format!("[{}, {}]", plain(least), plain(most)),
        Amount::Unpublished | Amount::LeftOut => "—".to_owned(),
    }
}

/// Columns side by side; the second to the fourth are figures.
pub(super) fn table(heads: &[String; 6], rows: &[[String; 6]]) -> String {
    let all = || std::iter::once(heads).chain(rows);
    let widths = (0..heads.len()).map(|at| all().filter_map(|row| row.get(at)).map(|text| layout::width(text)).max());
    let widths = widths.map(Option::unwrap_or_default).collect::<Vec<_>>();
    let mut out = String::new();
    for row in all() {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (text, width))| match at {
            1..=3 => layout::pad_left(&layout::escape(text), *width),
            _ => layout::pad(&layout::escape(text), *width),
        });
        out.push_str(&format!("  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end()));
    }
    out
}
