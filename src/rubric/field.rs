//! Fields: what a submission fills in.

use super::{Compared, Consolidation, DisplayUnit, Level, OfYear, RowCell, StatedTotal};
use crate::ids::TableId;
use crate::quantity::{Interval, Kind};
use crate::source::Spanned;

/// A declared field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name; unique among fields and definitions.
    pub name: Spanned<String>,
    /// What it holds.
    pub kind: Kind,
    /// The unit in which it is declared and printed.
    pub unit: DisplayUnit,
    /// Decimals that a figure in the declared unit may have; `None` is unlimited.
    pub digits: Option<u32>,
    /// The values allowed.
    pub range: Interval,
    /// 可空.
    pub optional: bool,
    /// Whether checks take it as exact: declared 精确, or a kind that is always exact.
    pub exact: bool,
    /// The level at which differing prints are reported.
    pub prints_level: Level,
    /// The name of the 数据 block.
    pub block: Option<String>,
    /// `来源 "…"`.
    pub origin: Option<String>,
    /// The table of which it is a column: its cells stand in rows, and only expressions over rows read it.
    pub table: Option<TableId>,
    /// The cell of a row that it is: of the row with a key that the rubric names, or of a row that was submitted.
    pub row: Option<RowCell>,
    /// Which year's figure it is, where several years are submitted under one name.
    pub of_year: Option<OfYear>,
    /// What it is of all units, where it is not submitted but comes from the comparison of units.
    pub compared: Option<Compared>,
    /// 自评总分 or 复核总分: it is not submitted as data, but is the total of that column.
    pub stated_total: Option<StatedTotal>,
    /// 汇总: how it adds up over subordinate units; `None` is not written.
    pub consolidation: Option<Consolidation>,
}

impl Field {
    /// A field of which nothing more is said: any value, in the unit of its kind, and it must be filled in.
    #[must_use]
    pub fn new(name: Spanned<String>, kind: Kind) -> Self {
        Field {
            name,
            unit: DisplayUnit::of(&kind),
            kind,
            digits: None,
            range: Interval::ALL,
            optional: false,
            exact: false,
            prints_level: Level::Error,
            block: None,
            origin: None,
            table: None,
            row: None,
            of_year: None,
            compared: None,
            stated_total: None,
            consolidation: None,
        }
    }
}
