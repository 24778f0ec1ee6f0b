//! One change of meaning.

use crate::diagnostic::Text;
use crate::source::Span;

/// Which part of a rubric a change is in; told in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The header.
    Header,
    /// 数据, 明细.
    Data,
    /// Groups and indicators.
    Tree,
    /// 校验, 填报.
    Checks,
    /// 加减分, 封顶, 否决, 等级.
    Ending,
}

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name.
    Renamed,
    /// It stands in another group.
    Moved,
    /// 分值, 总分.
    Points,
    /// 公式, or another formula.
    Formula,
    /// 值域, or the range of a field.
    Range,
    /// 目标.
    Target,
    /// 方向. It moves no score.
    Direction,
    /// 修约.
    Rounding,
    /// The kind of rule.
    Rule,
    /// What some values get.
    Score,
    /// A step of 扣分.
    Step,
    /// A condition.
    Condition,
    /// 不适用.
    NotApplicable,
    /// A level of 评定, 等级.
    Level,
    /// How data are declared: kind, unit, decimals, 可空, 精确, 汇总.
    Declaration,
    /// 容差, 级别.
    Check,
    /// 年度.
    Year,
    /// A limit of the end of the calculation.
    Limit,
    /// 依据, 说明, 原文, 佐证, 来源, the title.
    Wording,
}

impl What {
    /// Its name for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            What::Added => "added",
            What::Removed => "removed",
            What::Renamed => "renamed",
            What::Moved => "moved",
            What::Points => "points",
            What::Formula => "formula",
            What::Range => "range",
            What::Target => "target",
            What::Direction => "direction",
            What::Rounding => "rounding",
            What::Rule => "rule",
            What::Score => "score",
            What::Step => "step",
            What::Condition => "condition",
            What::NotApplicable => "not-applicable",
            What::Level => "level",
            What::Declaration => "declaration",
            What::Check => "check",
            What::Year => "year",
            What::Limit => "limit",
            What::Wording => "wording",
        }
    }

    /// Whether it may move a score.
    pub(super) fn moves_scores(self) -> bool {
        !matches!(self, What::Wording | What::Direction | What::Renamed)
    }

    /// Whether it can move no score.
    #[must_use]
    pub fn is_wording(self) -> bool {
        matches!(self, What::Wording)
    }
}

/// A change of meaning.
#[derive(Clone, Debug)]
pub struct Change {
    /// In which part.
    pub section: Section,
    /// What it is about: the path of an indicator or group, the name of a field or check; of what is gone, its old one.
    pub subject: Text,
    /// What was changed.
    pub what: What,
    /// The change in one line, without the subject.
    pub text: Text,
    /// Whether the places are of files that the old and the new rubric inherit from.
    pub inherited: (bool, bool),
    /// Where it stands in the old rubric.
    pub old: Option<Span>,
    /// Where it stands in the new one.
    pub new: Option<Span>,
}
