//! What the parts of a rubric are called.

use crate::diagnostic::{Text, quoted};
use crate::syntax::ast::{Element, Rounded, TextKind};
use crate::text;

/// The word for a sort of part: `指标`, `indicator`.
pub(super) fn sort(element: Element) -> Text {
    let (zh, en) = match element {
        Element::Indicator => ("指标", "indicator"),
        Element::Group(Some(1)) => ("一级", "group"),
        Element::Group(Some(2)) => ("二级", "group"),
        Element::Group(Some(3)) => ("三级", "group"),
        Element::Group(Some(_)) => ("四级", "group"),
        Element::Group(None) => ("分组", "group"),
        Element::Field => ("字段", "field"),
        Element::Data => ("数据", "data"),
        Element::Table => ("明细", "table"),
        Element::Unit => ("计量单位", "unit"),
        Element::Definition => ("定义", "define"),
        Element::Check => ("校验", "check"),
        Element::Stated => ("填报", "stated"),
        Element::Grades => ("等级", "grades"),
        Element::Adjustments => ("加减分", "adjustments"),
        Element::Ceiling => ("封顶", "capped"),
        Element::Bottom => ("不低于", "at least"),
        Element::Veto => ("否决", "veto"),
        Element::Name => ("名称", "name"),
        Element::Position => ("位置", "place"),
        Element::Points => ("分值", "points"),
        Element::Formula => ("公式", "formula"),
        Element::Range => ("值域", "range"),
        Element::Direction => ("方向", "direction"),
        Element::Target => ("目标", "target"),
        Element::Rule => ("评分", "score"),
        Element::NotApplicable => ("不适用", "n/a"),
        Element::Rounding(None) => ("修约", "rounding"),
        Element::Rounding(Some(Rounded::Scores)) => ("修约 指标得分", "rounding indicator scores"),
        Element::Rounding(Some(Rounded::Total)) => ("修约 总分", "rounding total"),
        Element::Claim => ("自评", "claimed"),
        Element::Review => ("复核", "reviewed"),
        Element::Reason => ("理由", "reason"),
        Element::Text(TextKind::Authority) => ("依据", "authority"),
        Element::Text(TextKind::Note) => ("说明", "note"),
        Element::Text(TextKind::Wording) => ("原文", "wording"),
        Element::Text(TextKind::Evidence) => ("佐证", "evidence"),
        Element::Text(TextKind::Origin) => ("来源", "origin"),
        Element::Year => ("年度", "year"),
        Element::Total => ("总分", "total"),
        Element::Basis => ("口径", "basis"),
        Element::Cohort => ("比较范围", "cohort"),
    };
    Text::new(zh, en)
}

/// A part with its name: `指标「固定资产利用率」`, `indicator `Rate``; without one its word alone.
pub(super) fn thing(element: Element, name: Option<&str>) -> Text {
    let Text { zh, en } = sort(element);
    match name.filter(|name| !name.is_empty()) {
        Some(name) => {
            let name = quoted(name);
            text!("{zh}「{name}」", "{en} `{name}`")
        }
        None => text!("「{zh}」", "`{en}`"),
    }
}
