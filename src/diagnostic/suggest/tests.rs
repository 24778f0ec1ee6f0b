//! Pairs of names as the rubrics of this repository have them: which are guessed, which are two names.

use super::{closest, is_certain};

/// Written for a name: one guess that a machine may put in its place.
const CERTAIN: [(&str, &str); 36] = [
    ("资产利用律", "资产利用率"),
    ("固订资产总额", "固定资产总额"),
    ("固定资产总数", "固定资产总额"),
    ("固定资产总而", "固定资产总额"),
    ("在用固定资铲", "在用固定资产"),
    ("固定资产利用度", "固定资产利用率"),
    ("三公经费予算", "三公经费预算"),
    ("三工经费", "三公经费"),
    ("培训废", "培训费"),
    ("预算制行率", "预算执行率"),
    ("预算直行数", "预算执行数"),
    ("年末结转接余", "年末结转结余"),
    ("年未结转结余", "年末结转结余"),
    ("财政拔款收入", "财政拨款收入"),
    ("财政拨款収入", "财政拨款收入"),
    ("应付帐款", "应付账款"),
    ("满意率", "满意度"),
    ("群众满意都", "群众满意度"),
    ("全年预算", "全年预算数"),
    ("全年执行数数", "全年执行数"),
    ("调整预后算", "调整后预算"),
    ("公用经调费减", "公用经费调减"),
    ("基本支出预算数", "基本支出预算"),
    ("预留中小企业采够", "预留中小企业采购"),
    ("村级服务战点", "村级服务站点"),
    ("传染病抱告", "传染病报告"),
    ("家庭医生签月", "家庭医生签约"),
    ("实际建设面及", "实际建设面积"),
    ("财政供养人员控制绿", "财政供养人员控制率"),
    ("Total_Assets", "total_assets"),
    ("totalassets", "total_assets"),
    ("total_asset", "total_assets"),
    ("fixed_asssets", "fixed_assets"),
    ("expendiutre", "expenditure"),
    ("satisfation", "satisfaction"),
    ("budgets", "budget"),
];

/// Written for a name: a guess that a person has to confirm.
const LIKELY: [(&str, &str); 7] = [
    ("三公经费", "三公经费支出"),
    ("三公费", "三公经费"),
    ("时效", "实效"),
    ("自评", "自评分"),
    ("未达", "未达成"),
    ("资助参保缴费人数合计", "资助参保缴费人数"),
    ("approved_budget_total", "approved_budget"),
];

/// Two names: the one is no guess for the other.
const APART: [(&str, &str); 45] = [
    ("年初预算", "年末预算"),
    ("年初预算", "全年预算"),
    ("上年预算", "本年预算"),
    ("上年决算", "上年预算"),
    ("支出决算", "支出预算"),
    ("期初资产", "期末资产"),
    ("四月末", "六月末"),
    ("八月末", "十月末"),
    ("总收入", "总支出"),
    ("预算执行数", "预算执行率"),
    ("完成数", "完成率"),
    ("流动资产总额", "固定资产总额"),
    ("基本支出预算", "项目支出预算"),
    ("基本支出占比", "项目支出占比"),
    ("职工生育人次", "居民生育人次"),
    ("职工参保人数", "居民参保人数"),
    ("一类住院救助", "二类住院救助"),
    ("一类门诊救助金额", "一类住院救助金额"),
    ("耗材线上采购占比", "耗材线下采购占比"),
    ("资产总额增加", "资产总额减少"),
    ("负债总额增长", "负债总额减少"),
    ("应收账款", "应付账款"),
    ("合格率", "不合格率"),
    ("合格率一", "合格率二"),
    ("定点医院", "定点药店"),
    ("约谈药店", "约谈医药机构"),
    ("在编人数", "在职人数"),
    ("在编人员控制率", "在职人员控制率"),
    ("设备总值", "设备净值"),
    ("培训人数", "培训次数"),
    ("种植甲", "种植乙"),
    ("第10行", "第11行"),
    ("预算2023", "预算2024"),
    ("支出", "项目支出"),
    ("预算", "决算"),
    ("预算", "总预算"),
    ("甲", "乙"),
    ("优秀", "优良"),
    ("良好", "较好"),
    ("利用率", "使用率"),
    ("市级补助标准", "省级补助标准"),
    ("一般公共预算", "一般公共决算"),
    ("rate", "date"),
    ("income", "outcome"),
    ("max_price", "min_price"),
];

#[test]
fn slips_of_hand_are_guessed_and_certain() {
    for (written, meant) in CERTAIN {
        assert_eq!(closest(written, [meant, "资产负债率", "other_name"]), Some(meant), "{written}");
        assert!(is_certain(written, meant), "{written} for {meant}");
    }
}

#[test]
fn what_may_be_another_name_is_guessed_and_left_to_a_person() {
    for (written, meant) in LIKELY {
        assert_eq!(closest(written, [meant, "资产负债率", "other_name"]), Some(meant), "{written}");
        assert!(!is_certain(written, meant), "{written} for {meant}");
    }
}

#[test]
fn two_names_are_never_guessed_for_each_other() {
    for (one, two) in APART {
        assert_eq!(closest(one, [two]), None, "{one}");
        assert_eq!(closest(two, [one]), None, "{two}");
    }
}

#[test]
fn of_two_equally_near_neither_is_guessed_unless_one_alone_ends_alike() {
    assert_eq!(closest("三公经费", ["三公经费支出", "三公经费预算"]), None);
    assert_eq!(closest("预算执行绿", ["预算执行率", "预算执行律"]), None);
    assert_eq!(closest("资助参保落实", ["资助参保落实率", "资助参保落实额"]), None);
    assert_eq!(closest("资产利律率", ["资产利用率", "资产利律额"]), Some("资产利用率"));
    assert_eq!(closest("住院救住金额", ["住院救助金额", "门诊救助金额"]), Some("住院救助金额"));
    assert_eq!(closest("cost_center", ["cost_centre", "cost_centers"]), None);
}

#[test]
fn the_nearer_of_two_is_guessed() {
    assert_eq!(closest("在用固定资铲", ["在用固定资产", "在用固定资产总值"]), Some("在用固定资产"));
    assert_eq!(closest("预算执行率", ["预算执行率"]), None, "the word itself");
    assert_eq!(closest("", ["甲"]), None);
    assert_eq!(closest("Budget", ["budget", "budgets"]), Some("budget"));
}
