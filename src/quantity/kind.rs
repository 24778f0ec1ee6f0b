//! What a value is: money, a ratio, a count of persons, a date, …

use std::sync::Arc;

/// The base symbol of a counted thing: `人`, `平方米`. Two symbols that differ are different things.
pub type Symbol = Arc<str>;

/// The words of a `取值(…)` field, the first the best.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Levels {
    /// The words in the order of the text.
    pub names: Arc<[String]>,
    /// Written with `>`: the words have an order and compare.
    pub ordered: bool,
}

/// What a value is (`specs/language.md` §3).
///
/// Held numbers are in base units: money in 元, ratios, changes and points as fractions (1% is 1/100), counts in the
/// base unit of the [`Units`](super::Units) table, dates as day numbers, levels as ranks (the last word is 0).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 金额, in 元.
    Money,
    /// 比率: a level, a share or a rate.
    Ratio,
    /// 增减率: a relative change, (new − old) / old.
    Change,
    /// 百分点: the difference of two ratios or of two changes.
    Point,
    /// 分.
    Score,
    /// 数: a bare number.
    Number,
    /// 数量(u): so many of one thing.
    Count(Symbol),
    /// Money or a count, for one of the (sorted) things below the stroke: 元/人·月.
    Per(Box<Kind>, Vec<Symbol>),
    /// 日期, as the Julian day number.
    Date,
    /// 日: calendar days.
    Days,
    /// 工作日.
    WorkingDays,
    /// 是否.
    YesNo,
    /// 取值(…), as the rank: the last word 0, the first the highest.
    Level(Levels),
    /// 文本.
    Text,
    /// 目标值: a comparison and a figure, or words, as the submission says.
    Target,
    /// 量: a figure, or words, as the submission says.
    Quantity,
}

impl Kind {
    /// Whether values are numbers that can be added to their like.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        !matches!(self, Kind::Date | Kind::YesNo | Kind::Level(_) | Kind::Text | Kind::Target | Kind::Quantity)
    }

    /// Whether values have an order: all but yes/no, texts and unordered levels.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        match self {
            Kind::YesNo | Kind::Text | Kind::Target | Kind::Quantity => false,
            Kind::Level(levels) => levels.ordered,
            _ => true,
        }
    }

    /// The name an official knows it by: `金额`, `比率`, `数量（人）`.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Kind::Money => "金额".into(),
            Kind::Ratio => "比率".into(),
            Kind::Change => "增减率".into(),
            Kind::Point => "百分点".into(),
            Kind::Score => "分".into(),
            Kind::Number => "数".into(),
            Kind::Count(unit) => format!("数量（{unit}）"),
            Kind::Per(over, under) => format!("{}/{}", over.symbol_zh(), under.join("·")),
            Kind::Date => "日期".into(),
            Kind::Days => "日".into(),
            Kind::WorkingDays => "工作日".into(),
            Kind::YesNo => "是否".into(),
            Kind::Level(levels) => {
                format!("取值（{}）", levels.names.join(if levels.ordered { " > " } else { "，" }))
            }
            Kind::Text => "文本".into(),
            Kind::Target => "目标值".into(),
            Kind::Quantity => "量".into(),
        }
    }

    /// The name in English: `money`, `ratio`, `count of 人`.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Kind::Money => "money".into(),
            Kind::Ratio => "ratio".into(),
            Kind::Change => "change".into(),
            Kind::Point => "percentage points".into(),
            Kind::Score => "points".into(),
            Kind::Number => "number".into(),
            Kind::Count(unit) => format!("count of {unit}"),
            Kind::Per(over, under) => format!("{} per {}", over.en(), under.join("·")),
            Kind::Date => "date".into(),
            Kind::Days => "days".into(),
            Kind::WorkingDays => "working days".into(),
            Kind::YesNo => "yes/no".into(),
            Kind::Level(levels) => {
                format!("levels ({})", levels.names.join(if levels.ordered { " > " } else { ", " }))
            }
            Kind::Text => "text".into(),
            Kind::Target => "target value".into(),
            Kind::Quantity => "quantity".into(),
        }
    }

    fn symbol_zh(&self) -> String {
        match self {
            Kind::Money => "元".into(),
            Kind::Count(unit) => unit.to_string(),
            other => other.zh(),
        }
    }
}
