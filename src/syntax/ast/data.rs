//! 数据: fields, their kinds and attributes.

use super::{Consolidation, Name, Range};
use crate::source::{Span, Spanned};

/// `数据 名 { 字段 … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// Its name, for the reader.
    pub name: Option<Name>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// All of it.
    pub span: Span,
}

/// `固定资产总额：金额(万元, 2位) ≥ 0万元 来源 "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub kind: Spanned<WrittenKind>,
    /// Range and other attributes, in the order of the text.
    pub attributes: Vec<FieldAttribute>,
    /// The statement.
    pub span: Span,
}

/// A kind as declared.
#[derive(Clone, Debug, PartialEq)]
pub enum WrittenKind {
    /// `金额(万元, 2位)`, `金额(元)/人·月`.
    Money {
        /// 万元.
        unit: Spanned<String>,
        /// 2位.
        digits: Option<Spanned<u32>>,
        /// 人·月.
        per: Option<Spanned<String>>,
    },
    /// `比率(%, 2位)`, `比率(‰)`, `比率(小数)`: the unit is `None` for 小数.
    Ratio {
        /// `%` or `‰`.
        unit: Option<Spanned<String>>,
        /// 2位, of the percentage.
        digits: Option<Spanned<u32>>,
    },
    /// `增减率(%, 2位)`.
    Change {
        /// `%` or `‰`.
        unit: Option<Spanned<String>>,
        /// 2位, of the percentage.
        digits: Option<Spanned<u32>>,
    },
    /// `数量(万人, 2位)`.
    Count {
        /// 万人.
        unit: Spanned<String>,
        /// 2位.
        digits: Option<Spanned<u32>>,
    },
    /// 百分点.
    Point,
    /// 分.
    Score,
    /// 数.
    Number,
    /// 日期.
    Date,
    /// 日.
    Days,
    /// 工作日.
    WorkingDays,
    /// 是否.
    YesNo,
    /// `取值(好 > 中 > 差)`, `取值(甲, 乙)`.
    Levels {
        /// The words.
        names: Vec<Name>,
        /// Written with `>`.
        ordered: bool,
    },
    /// 目标值.
    Target,
    /// 量.
    Quantity,
    /// 文本.
    Text,
    /// Reported; the name of the field counts as declared, so that its uses are not reported again.
    Hole,
}

/// What may follow the kind of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldAttribute {
    /// `≥ 0万元`, `[0%, 100%]`.
    Range(Range),
    /// 可空.
    Optional(Span),
    /// 精确: no tolerance in checks.
    Exact(Span),
    /// `来源 "…"`.
    Origin(Spanned<String>),
    /// `各处 需说明`: the level at which differing prints of the field are reported.
    PrintsLevel(Spanned<CheckLevel>),
    /// 上年: the figure of the year before is submitted too.
    LastYear(Span),
    /// `近3年`: the figures of so many years are submitted.
    Years(Spanned<u32>),
    /// `汇总 合计`: how it adds up over subordinate units.
    Consolidation(Spanned<Consolidation>),
}

/// The level of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckLevel {
    /// 提示.
    Hint,
    /// 需说明.
    Explain,
    /// 错误.
    Error,
}
