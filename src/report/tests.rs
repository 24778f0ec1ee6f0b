//! Reports of a sample built by hand.

use super::{Entry, Sheet, csv, summary_text, text};
use crate::diagnostic::Language;
use crate::findings::Findings;
use crate::ids::NodeId;
use crate::inputs::sample::{Sample, constant, is, n, op, range};
use crate::quantity::{Kind, Op, Relation};
use crate::receipt::Receipt;
use crate::rubric::{Award, NormalForm};
use crate::scorecard::{Amount, Basis, GroupLine, IndicatorLine, Loss, LossCause, Opening, Scorecard, Step};
use crate::source::SourceMap;

/// A ratio of 97.79…%, a judged 4.5 of 5, and a pass that failed and was not judged.
fn sample() -> (Sample, Scorecard) {
    let mut s = Sample::new("10");
    let (used, all) = (s.wan("在用固定资产", "74.83"), s.wan("固定资产总额", "76.52"));
    let (measure, over) = s.measure(op(Kind::Ratio, Op::Div, s.read(used), s.read(all)));
    let bands = s.bands(over, vec![(range("", "0.9"), constant("0")), (range("0.9", ""), constant("1"))]);
    let group = s.group("资产管理", "10", None);
    let first = s.indicator("固定资产利用率", "1", Some(group), bands);
    s.rubric.indicators[first.index()].measure = Some(measure);
    let judgement = s.judgement("5");
    let second = s.indicator("制度建设", "5", Some(group), NormalForm::Judged(judgement.clone()));
    s.judge(second, "4.5", "=制度\u{1b}健全");
    let (spent, planned) = (s.wan("三公支出", "1.20"), s.wan("三公预算", "1.00"));
    let other = s.judgement("4");
    let condition = is(Relation::AtMost, s.read(spent), s.read(planned));
    let pass = s.pass(condition, "4", Award::Judged(other.clone()));
    let third = s.indicator("三公经费", "4", Some(group), pass);
    s.claim(NodeId::Indicator(first), "0.9");

    let between = |least: &str, most: &str| Amount::Between(n(least), n(most));
    let line = |id, score, steps, open, claimed: Option<&str>| IndicatorLine {
        id,
        score,
        steps,
        open,
        claimed: claimed.map(n),
        reviewed: None,
    };
    let judged = Step::Judged { element: judgement.element, level: None };
    let card = Scorecard {
        basis: Basis::Claimed,
        indicators: vec![
            line(first, Amount::Exact(n("1")), Vec::new(), Vec::new(), Some("0.9")),
            line(second, Amount::Exact(n("4.5")), vec![judged], Vec::new(), Some("4.5")),
            line(third, between("0", "4"), Vec::new(), vec![Opening::NotJudged(other.element)], None),
        ],
        groups: vec![GroupLine {
            id: group,
            score: between("5.5", "9.5"),
            grade: None,
            applicable: None,
            claimed: None,
            reviewed: None,
        }],
        total: between("5.5", "9.5"),
        ending: crate::scorecard::Ending::plain(between("5.5", "9.5")),
        grade: None,
        losses: vec![Loss { cause: LossCause::Indicator(second), points: n("0.5"), needed: None }],
    };
    (s, card)
}

fn with_sheet<T>(language: Language, report: impl Fn(Sheet) -> T) -> T {
    let (s, card) = sample();
    let receipt = Receipt { rubric: "a".repeat(64), submission: "b".repeat(64), together: None, engine: "0.1.0" };
    report(Sheet {
        rubric: &s.rubric,
        sources: &SourceMap::default(),
        inputs: &s.inputs,
        measures: &s.measures(),
        scorecard: &card,
        other: None,
        findings: &Findings::default(),
        receipt: &receipt,
        language,
        line_numbers: true,
    })
}

#[test]
fn a_scorecard_shows_numbers_reasons_and_what_is_open() {
    let shown = with_sheet(Language::Zh, |sheet| text(&sheet));
    for line in [
        "  固定资产利用率     1    1.00    0.90      −0.10",
        "    74.83 ÷ 76.52 × 100% ≈ 97.79%",
        "    1.2万元 ≤ 1万元（不成立）",
        "    未决：未填自评分，得分在 [0.00, 4.00]",
        "  总分在 [5.50, 9.50]",
        "  −0.50  制度建设",
        "         理由：=制度␛健全",
    ] {
        assert!(shown.lines().any(|one| one == line), "{line}\n{shown}");
    }
}

#[test]
fn an_english_scorecard_has_no_chinese_of_ours() {
    let shown = with_sheet(Language::En, |sheet| text(&sheet));
    let ours = ["分值", "规则", "自评", "未决", "总分", "失分", "发现", "回执", "：", "，"];
    assert!(ours.iter().all(|word| !shown.contains(word)), "{shown}");
}

#[test]
fn a_table_keeps_numbers_and_disarms_formulas() {
    let table = with_sheet(Language::Zh, |sheet| csv(&sheet));
    assert!(table.contains("固定资产利用率,1,1,0.9,,-0.1,,,74.83 ÷ 76.52 × 100% ≈ 97.79%,"), "{table}");
    assert!(table.ends_with("总分,,总分,10,,,,,5.5,9.5,,,,,\r\n"), "{table}");
}

#[test]
fn a_summary_keeps_the_order_of_the_arguments() {
    let reasons = ["未填单位".to_owned()];
    let table = with_sheet(Language::Zh, |sheet| {
        let rejected = Entry::Rejected { file: "甲.json", reasons: &reasons };
        summary_text(&[rejected, Entry::Scored { file: "乙.json", sheet }], Language::Zh)
    });
    let lines = table.lines().collect::<Vec<_>>();
    assert!(lines[1].starts_with("甲.json") && lines[1].contains("退回"), "{table}");
    assert!(lines[2].starts_with("某市医疗保障局") && lines[2].contains("[5.50, 9.50]"), "{table}");
    assert_eq!(lines[3], "共 2 份：打分 1，退回 1");
}
