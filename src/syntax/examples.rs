//! A statement as it may stand in each place, for messages.

use super::words::Place;
use crate::diagnostic::Text;

impl Place {
    /// A statement as it may stand here: the one that begins with the keyword given, or the usual one.
    pub fn example(self, first: &str) -> Option<Text> {
        let known = EXAMPLES.iter().find(|(place, zh, en, ..)| *place == self && (*zh == first || *en == first));
        let usual = EXAMPLES.iter().find(|(place, zh, ..)| *place == self && zh.is_empty());
        known.or(usual).map(|(.., zh, en)| Text::new(*zh, *en))
    }
}

/// Place, first word in Chinese and in English, the statement in Chinese and in English.
type Example = (Place, &'static str, &'static str, &'static str, &'static str);

const EXAMPLES: [Example; 57] = [
    (Place::Top, "指标", "indicator", "指标 支出率 2分 {", "indicator Rate 2 points {"),
    (Place::Adjustments, "", "", "指标 创新奖励 [0分, 3分] {", "indicator Award [0 points, 3 points] {"),
    (Place::Veto, "", "", "当 重大违纪 时 总分 不超过 60分", "when serious_breach: total at most 60 points"),
    (Place::Top, "加减分", "adjustments", "加减分 [-10分, 5分] {", "adjustments [-10 points, 5 points] {"),
    (Place::Top, "封顶", "capped", "封顶 100分", "capped at 100 points"),
    (Place::Top, "不低于", "at", "不低于 0分", "at least 0 points"),
    (Place::Top, "否决", "veto", "否决 {", "veto {"),
    (Place::Top, "继承", "extends", "继承 \"../2024/评分表.perf\"", "extends \"../2024/rubric.perf\""),
    (Place::Top, "修改", "amend", "修改 指标 资产管理/固定资产利用率 {", "amend indicator Assets/Rate {"),
    (
        Place::Top,
        "新增",
        "add",
        "新增 指标 数据质量 1分 于 资产管理 {",
        "add indicator Quality 1 points under Assets {",
    ),
    (
        Place::Top,
        "删除",
        "remove",
        "删除 指标 资产管理/数据质量 理由 \"不再考核\"",
        "remove indicator Assets/Quality reason \"no longer asked for\"",
    ),
    (
        Place::Top,
        "移动",
        "move",
        "移动 指标 资产管理/数据质量 于 过程 理由 \"按新的分类\"",
        "move indicator Assets/Quality under Process reason \"by the new classes\"",
    ),
    (Place::Amended, "分值", "points", "分值：2分", "points: 2 points"),
    (Place::Amended, "名称", "name", "名称：资产利用率", "name: Use"),
    (Place::Amended, "删除", "remove", "删除 目标", "remove target"),
    (Place::Amended, "", "", "评分：达标 当 不低于 90%", "score: pass when at least 90%"),
    (Place::Group, "等级", "grades", "等级：好 ≥ 90%，差 其余", "grades: A ≥ 90%, B otherwise"),
    (Place::Group, "指标", "indicator", "指标 支出率 2分 {", "indicator Rate 2 points {"),
    (Place::Top, "一级", "group", "一级 预算执行 46分 {", "group Budget 46 points {"),
    (Place::Group, "二级", "group", "二级 资产管理 10分 {", "group Assets 10 points {"),
    (Place::Top, "数据", "data", "数据 资产 {", "data Assets {"),
    (Place::Top, "明细", "table", "明细 采购合同 至少1行 {", "table contracts at least 1 rows {"),
    (
        Place::Table,
        "定义",
        "define",
        "定义 行.工期 = 自然日(行.开工, 行.完工)",
        "define row.length = days_between(row.begin, row.end)",
    ),
    (Place::Table, "", "", "合同额：金额(万元, 2位) ≥ 0万元", "sum: money(万元, 2 places) ≥ 0万元"),
    (Place::Top, "定义", "define", "定义 支出率 = 支出 / 预算", "define rate = spent / budget"),
    (Place::Top, "校验", "check", "校验 支出构成 {", "check Parts {"),
    (Place::Top, "填报", "stated", "填报：支出率 = 支出 / 预算", "stated: rate = spent / budget"),
    (Place::Top, "等级", "grades", "等级：优 ≥ 90分，差 其余", "grades: A ≥ 90 points, B otherwise"),
    (Place::Top, "计量单位", "unit", "计量单位 床位", "unit bed"),
    (
        Place::Header,
        "修约",
        "rounding",
        "修约：指标得分 保留2位，四舍五入",
        "rounding: indicator scores to 2 places, half up",
    ),
    (Place::Header, "总分", "total", "总分：100分", "total: 100 points"),
    (Place::Header, "年度", "year", "年度：2024", "year: 2024"),
    (Place::Indicator, "公式", "formula", "公式：支出 / 预算", "formula: spent / budget"),
    (Place::Indicator, "值域", "range", "值域：[0%, 100%]", "range: [0%, 100%]"),
    (Place::Indicator, "目标", "target", "目标：≥ 95%", "target: ≥ 95%"),
    (Place::Indicator, "评分", "score", "评分：达标 当 不低于 90%", "score: pass when at least 90%"),
    (Place::Indicator, "不适用", "n/a", "不适用：预算 = 0元 时 满分", "n/a when budget = 0元: full"),
    (Place::Indicator, "修约", "rounding", "修约：保留2位，四舍五入", "rounding: to 2 places, half up"),
    (Place::Check, "容差", "tolerance", "容差：0.01万元 理由 \"四舍五入\"", "tolerance: 0.01万元 reason \"rounding\""),
    (Place::Check, "级别", "level", "级别：需说明", "level: explain"),
    (Place::Check, "", "", "甲 + 乙 = 合计数", "a + b = sum"),
    (Place::Data, "", "", "支出：金额(万元, 2位) ≥ 0万元", "spent: money(万元, 2 places) ≥ 0万元"),
    (Place::Bands, "", "", "75%（含）至 90%（不含） 得 分值的 70%", "75% (incl) to 90% (excl) gets 70% of points"),
    (
        Place::Deduct,
        "",
        "",
        "每超过 1个百分点 扣 0.5分，不足部分按比例",
        "per 1pp over deduct 0.5 points, partial steps pro rata",
    ),
    (Place::Deduct, "下限", "floor", "下限：0分", "floor: 0 points"),
    (Place::Deduct, "不扣分", "free", "不扣分：不超过 100%", "free: at most 100%"),
    (Place::Deduct, "每发现", "", "每发现 1次 违规次数 扣 1分", "per 1cases of violations deduct 1 points"),
    (Place::Linear, "", "", "50% 得 满分", "50% gets full"),
    (Place::Checklist, "", "", "\"按时公开\" 2分 当 已公开", "\"published\" 2 points when published"),
    (Place::Judged, "", "", "达成预期 [80%, 100%]", "met [80%, 100%]"),
    (Place::Pass, "", "", "当 不低于 90%", "when at least 90%"),
    (Place::Cases, "", "", "当 有处置：按完成率", "when disposed: proportional"),
    (Place::Ways, "", "", "甲法：按完成率", "first: proportional"),
    (Place::Top, "测试", "test", "测试 \"利用率下限\" {", "test \"least rate\" {"),
    (Place::Test, "应得", "expect", "应得 支出率 = 1.5分，总分 = 未决", "expect Rate = 1.5 points, total = open"),
    (Place::Test, "", "", "给定 支出 = 90万元，预算 = 100万元", "given spent = 90万元, budget = 100万元"),
    (Place::TestRows, "", "", "名称 = \"甲\"，合同额 = 10万元", "name = \"a\", sum = 10万元"),
];
