//! Claims, reasons and identity.

use super::{audit, codes};
use crate::diagnostic::{Code, Severity};
use crate::findings::Class;
use crate::ids::{IndicatorId, NodeId};
use crate::inputs::sample::{Sample, at, is, lit, n, name, range};
use crate::quantity::{Interval, Kind, Relation};
use crate::rubric::{JudgedLevel, NormalForm, NotApplicable, Policy};
use crate::scorecard::{Amount, Step};
use crate::source::Spanned;

/// Two judged indicators of 4 and 6 points in one group, with claims.
fn judged_pair(first: (&str, &str), second: (&str, &str)) -> Sample {
    let mut sample = Sample::new("10");
    let group = sample.group("项目管理", "10", None);
    for (title, points, (claim, reason)) in [("完成情况", "4", first), ("实施程序", "6", second)] {
        let judgement = sample.judgement(points);
        let id = sample.indicator(title, points, Some(group), NormalForm::Judged(judgement));
        sample.judge(id, claim, reason);
    }
    sample
}

#[test]
fn m3_a_deduction_needs_a_reason() {
    let sample = judged_pair(("3.84", ""), ("6", ""));
    let findings = sample.audit_scores(&[("3.84", true), ("6", true)]);
    assert_eq!(codes(&findings), ["F0206"]);
    assert_eq!(findings.list[0].diagnostic.severity, Severity::Explain);
    assert_eq!(findings.list[0].diagnostic.message.zh, "「完成情况」自评 3.84分，低于分值 4分，未说明理由");
    let sample = judged_pair(("3.84", "尚有尾款"), ("6", ""));
    assert_eq!(codes(&sample.audit_scores(&[("3.84", true), ("6", true)])), Vec::<&str>::new());
}

#[test]
fn sub_totals_are_held_against_the_claims_below() {
    let mut sample = judged_pair(("3.84", "尚有尾款"), ("6", ""));
    let scores = [("3.84", true), ("6", true)];
    let group = sample.rubric.roots[0];
    sample.claim(group, "9.84");
    sample.inputs.claimed.total = Some(Spanned::new(n("9.84"), at()));
    assert_eq!(codes(&sample.audit_scores(&scores)), Vec::<&str>::new());
    sample.claim(group, "9.94");
    // The total is that of the indicators, and one repair of the sub-total mends all.
    let findings = sample.audit_scores(&scores);
    assert_eq!(codes(&findings), ["F0203"]);
    assert_eq!(findings.list[0].diagnostic.message.zh, "「项目管理」自评合计 9.94分，各项自评之和应为 9.84分");
    sample.claim(group, "10.01");
    assert_eq!(codes(&sample.audit_scores(&scores)), ["F0204"]);
    sample.claim(group, "9.94");
    sample.inputs.claimed.total = Some(Spanned::new(n("9.94"), at()));
    assert_eq!(codes(&sample.audit_scores(&scores)), ["F0203"], "the total adds up the sub-totals as claimed");
    sample.inputs.claimed.total = Some(Spanned::new(n("9.95"), at()));
    assert_eq!(codes(&sample.audit_scores(&scores)), ["F0203", "F0203"]);
}

#[test]
fn reviews_need_reasons_of_their_own() {
    let mut sample = judged_pair(("3.84", "尚有尾款"), ("6", ""));
    let review = |sample: &mut Sample, score: &str| {
        let judged = sample.inputs.judgements.values_mut().next().unwrap();
        judged.reviewed = Some(Spanned::new(n(score), at()));
    };
    let scores = [("3.84", true), ("6", true)];
    review(&mut sample, "3.84");
    assert_eq!(codes(&sample.audit_scores(&scores)), Vec::<&str>::new(), "confirmed with its reason");
    review(&mut sample, "3");
    let findings = sample.audit_scores(&scores);
    assert_eq!(codes(&findings), ["F0206"]);
    assert_eq!(findings.list[0].diagnostic.message.zh, "「完成情况」复核 3分，低于分值 4分，未说明理由");
}

#[test]
fn scores_fit_their_levels() {
    let told = |level: &str, score: &str| {
        let mut sample = Sample::new("5");
        let mut judgement = sample.judgement("5");
        for (title, scores) in [("健全", Interval::closed(n("4"), n("5"))), ("一般", range("1", "4"))] {
            let element = sample.element();
            judgement.levels.push(JudgedLevel { name: title.into(), scores, element });
        }
        let id = sample.indicator("制度建设", "5", None, NormalForm::Judged(judgement));
        sample.judge(id, score, "有缺项");
        let judged = sample.inputs.judgements.values_mut().next().unwrap();
        judged.level = (!level.is_empty()).then(|| name(level));
        let findings = sample.audit_scores(&[(score, true)]);
        findings.list.first().map(|finding| finding.diagnostic.message.zh.clone())
    };
    assert_eq!(told("健全", "4"), None);
    assert_eq!(told("", "3.99"), None);
    assert_eq!(told("健全", "3.5").as_deref(), Some("「制度建设」自评 3.5分，与所填档次「健全」（4分 至 5分）不符"));
    assert_eq!(told("", "0.5").as_deref(), Some("「制度建设」自评 0.5分，不在任何一档之内"));
}

#[test]
fn claims_of_what_is_left_out_are_spread_as_scores_are() {
    let mut sample = judged_pair(("4", ""), ("3", "未完成"));
    let group = sample.rubric.roots[0];
    let element = sample.element();
    let always = is(Relation::Equal, lit(Kind::Number, "1"), lit(Kind::Number, "1"));
    let policy = Policy::LeftOut { whole: false };
    sample.rubric.indicators[0].not_applicable.push(NotApplicable { condition: always, policy, element });
    sample.inputs.judgements.clear();
    sample.inputs.claimed.nodes.clear();
    sample.claim(NodeId::Indicator(IndicatorId::at(1)), "3");
    let mut card = sample.scorecard(&[("0", false), ("3", true)]);
    card.indicators[0].score = Amount::LeftOut;
    card.indicators[0].steps = vec![Step::NotApplicable(element)];
    card.groups[0].applicable = Some(n("6"));
    let told = |sample: &Sample| {
        let findings = audit(&sample.rubric, &sample.inputs, &sample.measures(), &card);
        codes(&findings).into_iter().filter(|code| *code != "F0206").collect::<Vec<_>>()
    };
    // 3 × 10 ÷ 6 = 5.
    sample.claim(group, "5");
    sample.inputs.claimed.total = Some(Spanned::new(n("5"), at()));
    assert_eq!(told(&sample), Vec::<&str>::new());
    sample.claim(group, "3");
    assert_eq!(told(&sample), ["F0203"]);
}

#[test]
fn claims_of_rules_are_over_or_under() {
    let told = |claim: &str| {
        let mut sample = Sample::new("10");
        let over = is(Relation::Equal, lit(Kind::Number, "1"), lit(Kind::Number, "1"));
        let normal = sample.pass(over, "10", crate::inputs::sample::constant("0"));
        let id = sample.indicator("完成率", "10", None, normal);
        sample.claim(NodeId::Indicator(id), claim);
        let findings = sample.audit_scores(&[("9.09", false)]);
        findings.list.first().map(|finding| (finding.diagnostic.code, finding.diagnostic.message.zh.clone()))
    };
    assert_eq!(told("9.09"), None);
    assert_eq!(told("10"), Some((Code::OverClaimed, "「完成率」自评 10分 > 规则 9.09分，多计 0.91分".into())));
    assert_eq!(told("9"), Some((Code::UnderClaimed, "「完成率」自评 9分 < 规则 9.09分，少计 0.09分".into())));
    assert_eq!(told("11").map(|(code, _)| code), Some(Code::ClaimAbovePoints));
}

#[test]
fn z5_and_y1_headings_of_another_year_or_unit() {
    let mut sample = Sample::new("1");
    sample.inputs.other_years = vec![(Spanned::new(2026, at()), Some("前言".into()))];
    sample.inputs.other_units = vec![(name("南京市医疗保障局"), Some("自评表".into()))];
    let findings = sample.audit();
    assert_eq!(codes(&findings), ["F0208", "F0209"]);
    assert!(findings.list.iter().all(|finding| finding.class == Class::Identity));
    assert_eq!(
        findings.list[0].diagnostic.message.zh,
        "报告“自评表”处写的单位是「南京市医疗保障局」，报送单位是「某市医疗保障局」"
    );
}
