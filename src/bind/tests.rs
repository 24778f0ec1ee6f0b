//! Values of every kind with the dirt that reports have, on a rubric built by hand.

use std::collections::BTreeSet;

use super::*;
use crate::ids::{IndicatorId, NodeId};
use crate::inputs::Value;
use crate::inputs::sample::{Sample, at, constant, expr, lit, n};
use crate::quantity::{End, Interval, Kind, Levels, UnitKind, Units};
use crate::rubric::{Node, NormalForm, Policy, show_interval};
use crate::source::SourceMap;
use crate::submission::{self, Format};

fn units() -> Units {
    let mut units = Units::default();
    let base = [
        ("元", UnitKind::Money),
        ("%", UnitKind::Ratio),
        ("个百分点", UnitKind::Point),
        ("分", UnitKind::Score),
        ("日", UnitKind::Days),
        ("人", UnitKind::Count),
        ("人次", UnitKind::Count),
        ("月", UnitKind::Count),
    ];
    for (symbol, kind) in base {
        units.declare(symbol, kind).unwrap();
    }
    for (symbol, factor, of) in [("万元", "10000", "元"), ("亿元", "100000000", "元"), ("‰", "0.1", "%")] {
        units.declare_as(symbol, &n(factor), &units.find(of).unwrap()).unwrap();
    }
    units
}

/// One field of every kind, and one indicator that everything is judged in.
fn sample() -> Sample {
    let mut sample = Sample::new("15");
    sample.rubric.units = units();
    let closed = |lower: &str, upper: &str| Interval::closed(n(lower), n(upper));
    let not_negative = Interval { lower: End::Closed(n("0")), upper: End::Unbounded };
    let levels = Levels { names: ["好", "中", "差"].map(str::to_owned).to_vec().into(), ordered: true };
    let fields = [
        ("收入", Kind::Money, ("万元", "10000"), Some(2), not_negative.clone()),
        ("上限", Kind::Money, ("万元", "10000"), Some(2), closed("0", "10000000")),
        ("电费", Kind::Money, ("元", "1"), Some(2), not_negative.clone()),
        ("满意度", Kind::Ratio, ("%", "0.01"), Some(2), closed("0", "1")),
        ("系数", Kind::Ratio, ("", "1"), Some(4), closed("0", "1")),
        ("增幅", Kind::Change, ("%", "0.01"), Some(2), Interval::ALL),
        ("差额", Kind::Point, ("个百分点", "0.01"), Some(2), Interval::ALL),
        ("人数", Kind::Count("人".into()), ("人", "1"), Some(0), not_negative.clone()),
        (
            "补助",
            Kind::Per(Box::new(Kind::Money), vec!["人".into(), "月".into()]),
            ("元/人·月", "1"),
            Some(2),
            not_negative,
        ),
        ("日期", Kind::Date, ("", "1"), None, Interval::ALL),
        ("有投诉", Kind::YesNo, ("", "1"), None, Interval::ALL),
        ("级别", Kind::Level(levels), ("", "1"), None, Interval::ALL),
        ("备注", Kind::Text, ("", "1"), None, Interval::ALL),
    ];
    for (name, kind, unit, digits, range) in fields {
        let id = sample.field(name, kind, unit, 0);
        let field = &mut sample.rubric.fields[id.index()];
        (field.digits, field.range, field.unit.places) = (digits, range, digits.unwrap_or_default());
    }
    sample
}

/// Binds a document whose 数据 (or more) is `inner`; the cells' values and last digits, or what is wrong.
fn bound(sample: &Sample, inner: &str) -> (Result<Inputs, Reported>, Vec<String>) {
    let mut sources = SourceMap::default();
    let text = format!("{{\"单位\": \"甲局\", \"年度\": 2024, {inner}}}");
    let id = sources.add("submission.json", &text);
    let mut diagnostics = Diagnostics::default();
    let submission = submission::read(sources.get(id), Format::Json, &mut diagnostics).unwrap();
    let inputs = bind(&sample.rubric, &submission, Options::default(), &mut diagnostics);
    let said = diagnostics.sorted().into_iter().map(|one| {
        let help = one.help.as_ref().map_or("", |help| &help.zh);
        format!("{} {} | {help}", one.code.number(), one.message.zh)
    });
    (inputs, said.collect())
}

/// What a field holds for a value, as `value ± last digit` in base units, and the notes.
fn value(name: &str, json: &str) -> Result<(String, Vec<String>), Vec<String>> {
    let sample = sample();
    let (inputs, said) = bound(&sample, &format!("\"数据\": {{\"{name}\": {json}}}"));
    let at = sample.rubric.fields.iter().position(|field| field.name.node == name).unwrap();
    let inputs = inputs.map_err(|_| said.clone())?;
    let figure = inputs.figure(FieldId::at(at)).unwrap();
    let plain = |number: &Rational| number.to_fixed(number.decimal_places().unwrap());
    let shown = match &figure.value {
        Value::Number(number) => plain(number),
        Value::Range(range) => show_interval(range, plain),
        Value::Bool(answer) => answer.to_string(),
        Value::Text(text) => format!("\"{text}\""),
    };
    Ok((format!("{shown} ± {}", plain(&figure.last_digit)), said))
}

#[test]
fn values_are_read_exactly() {
    let cases = [
        ("收入", "\"76.52万元\"", "765200 ± 100"),
        ("收入", "\"７６．５２　万元\"", "765200 ± 100"),
        ("收入", "\"1,217.00 万元\"", "12170000 ± 100"),
        ("收入", "76.5", "765000 ± 100"),
        ("收入", "\"76.5200\"", "765200 ± 100"),
        ("收入", "\"76\"", "760000 ± 100"),
        ("收入", "\"387664.62元\"", "387664.62 ± 0"),
        ("收入", "\"1.14亿元\"", "114000000 ± 1000000"),
        ("电费", "12000", "12000 ± 0"),
        ("电费", "\"1.20万元\"", "12000 ± 100"),
        ("满意度", "\"97.65％\"", "0.9765 ± 0.0001"),
        ("满意度", "\"≥95%\"", "[0.95, 1] ± 0.0001"),
        ("满意度", "\"大于等于95%\"", "[0.95, 1] ± 0.0001"),
        ("满意度", "\"＞95%\"", "(0.95, 1] ± 0.0001"),
        ("满意度", "\"不超过 60%\"", "[0, 0.6] ± 0.0001"),
        ("满意度", "\"≥100%\"", "1 ± 0.0001"),
        ("满意度", "\"995‰\"", "0.995 ± 0.001"),
        ("系数", "0.95", "0.95 ± 0.0001"),
        ("增幅", "\"下降 5%\"", "-0.05 ± 0.0001"),
        ("增幅", "\"－2.19％\"", "-0.0219 ± 0.0001"),
        ("差额", "\"1.5个百分点\"", "0.015 ± 0.0001"),
        ("人数", "113", "113 ± 0"),
        ("人数", "\"3.2万人\"", "32000 ± 1000"),
        ("补助", "\"530元/人·月\"", "530 ± 0"),
        ("补助", "\"530元/月·人\"", "530 ± 0"),
        ("日期", "\"2024年5月17日\"", "2460448 ± 0"),
        ("日期", "\"2024年4月\"", "[2460402, 2460431] ± 0"),
        ("有投诉", "false", "false ± 0"),
        ("有投诉", "\"是\"", "true ± 0"),
        ("有投诉", "\"TRUE\"", "true ± 0"),
        ("级别", "\"好\"", "2 ± 0"),
        ("级别", "\" 差 \"", "0 ± 0"),
        ("备注", "\"无\"", "\"无\" ± 0"),
    ];
    for (name, json, expected) in cases {
        let (shown, _) = value(name, json).unwrap_or_else(|said| panic!("{name} {json}: {said:?}"));
        assert_eq!(shown, expected, "{name} {json}");
    }
}

#[test]
fn values_that_do_not_fit_are_refused() {
    let cases = [
        ("收入", "\"76.521万元\"", "D0207"),
        ("收入", "\"95%\"", "D0204"),
        ("收入", "\"530元/人\"", "D0204"),
        ("收入", "\"76.52万圆\"", "D0205"),
        ("收入", "\"约76万元\"", "D0203"),
        ("收入", "\"-1万元\"", "D0208"),
        ("收入", "\"增长5%\"", "D0204"),
        ("收入", "true", "D0204"),
        ("满意度", "95", "D0206"),
        ("满意度", "\"0.98\"", "D0206"),
        ("满意度", "\"95.123%\"", "D0207"),
        ("满意度", "\"101%\"", "D0208"),
        ("满意度", "\">100%\"", "D0208"),
        ("满意度", "\"5个百分点\"", "D0204"),
        ("差额", "5", "D0206"),
        ("人数", "\"87人次\"", "D0204"),
        ("人数", "\"12.5人\"", "D0207"),
        ("补助", "\"530元\"", "D0204"),
        ("日期", "\"春节前\"", "D0203"),
        ("日期", "\"2023-02-29\"", "D0203"),
        ("日期", "45429", "D0203"),
        ("有投诉", "\"有\"", "D0203"),
        ("有投诉", "1", "D0203"),
        ("级别", "\"优\"", "D0209"),
        ("备注", "true", "D0203"),
    ];
    for (name, json, code) in cases {
        let said = value(name, json).err().unwrap_or_else(|| panic!("{name} {json} was taken"));
        assert!(said.len() == 1 && said[0].starts_with(code), "{name} {json}: {said:?}");
    }
}

#[test]
fn slips_are_suggested_and_never_applied() {
    let refused = |name: &str, json: &str| value(name, json).unwrap_err().remove(0);
    assert!(refused("满意度", "98").ends_with("写「98%」"));
    assert!(refused("满意度", "0.98").ends_with("如指 98%，写「98%」；如指 0.98%，写「0.98%」"));
    assert!(refused("满意度", "\"9800%\"").contains("是否应为「98%」"));
    assert!(refused("上限", "765200").contains("是否应为「76.52万元」"));
    assert!(refused("收入", "\"76.52万圆\"").contains("是否应为「76.52万元」"));
    assert!(refused("日期", "20240517").contains("是否应为「2024-05-17」"));
    let (shown, notes) = value("收入", "\"2.23元\"").unwrap();
    assert_eq!(shown, "2.23 ± 0");
    assert!(
        notes.len() == 1 && notes[0].starts_with("F0301") && notes[0].contains("是否应为「2.23万元」"),
        "{notes:?}"
    );
    let (_, notes) = value("收入", "\"1.14亿元\"").unwrap();
    assert!(notes.len() == 1 && notes[0].ends_with("| "), "{notes:?}");
}

#[test]
fn names_that_are_nothing_are_refused() {
    let mut sample = sample();
    let judgement = sample.judgement("5");
    sample.indicator("制度", "5", None, NormalForm::Judged(judgement));
    let (inputs, said) = bound(&sample, "\"数据\": {\"收人\": 1, \"制度\": 2, \"满意度\": 1, \"人数\": \"多\"}");
    assert!(inputs.is_err());
    let codes = said.iter().map(|one| one.split(' ').next().unwrap()).collect::<Vec<_>>();
    assert_eq!(codes, ["D0201", "D0201", "D0206", "D0203"], "{said:#?}");
    assert!(said[0].ends_with("是否应为「收入」") && said[1].contains("指标"));
}

/// 制度 is judged; 利用率 is scored by rule; 逐项 has a judged item; 预算 and 预算/预算 are told apart by their paths.
fn scored() -> Sample {
    let mut sample = sample();
    let judgement = sample.judgement("5");
    sample.indicator("制度", "5", None, NormalForm::Judged(judgement));
    let over = lit(Kind::Number, "1");
    let bands = sample.bands(over, vec![(Interval::ALL, constant("1"))]);
    sample.indicator("利用率", "1", None, bands);
    let judgement = sample.judgement("2");
    let element = sample.element();
    let item = crate::rubric::Item {
        name: "公开/备案".into(),
        points: n("2"),
        measure: None,
        rule: crate::inputs::sample::rule(NormalForm::Judged(judgement)),
        element,
    };
    sample.indicator("采购", "2", None, NormalForm::Items(vec![item]));
    let outer = sample.group("预算", "7", None);
    let inner = sample.group("预算", "7", Some(outer));
    let judgement = sample.judgement("7");
    sample.indicator("预算", "7", Some(inner), NormalForm::Judged(judgement));
    sample
}

#[test]
fn scores_land_where_they_belong() {
    let sample = scored();
    let (inputs, said) = bound(
        &sample,
        "\"评定\": {\"制度\": {\"自评分\": \"4.5分\", \"理由\": \"一\"}, \"采购/公开/备案\": {\"自评分\": 2}},
         \"自评\": {\"指标\": {\"制度\": 4.5, \"利用率\": \"1分\", \"预算/预算/预算\": \"6\"}, \"分组\": {\"预算\": 7, \"预算/预算\": \"6.5分\"}, \"总分\": \"13.5分\"},
         \"复核\": {\"指标\": {\"预算\": 5}}",
    );
    let inputs = inputs.unwrap_or_else(|_| panic!("{said:?}"));
    let id = IndicatorId::at;
    let claimed = |node| inputs.claimed.nodes[&node].node.clone();
    assert_eq!(claimed(NodeId::Indicator(id(0))), n("4.5"));
    assert_eq!(inputs.judgements[&(id(0), None)].claimed.as_ref().unwrap().node, n("4.5"));
    assert_eq!(claimed(NodeId::Indicator(id(1))), n("1"));
    assert!(!inputs.judgements.contains_key(&(id(1), None)));
    let item = inputs.judgements.keys().find(|key| key.0 == id(2)).unwrap();
    assert!(item.1.is_some());
    let judged = &inputs.judgements[&(id(3), None)];
    assert_eq!((&judged.claimed.as_ref().unwrap().node, &judged.reviewed.as_ref().unwrap().node), (&n("6"), &n("5")));
    assert_eq!(claimed(NodeId::Group(crate::ids::GroupId::at(0))), n("7"));
    assert_eq!(claimed(NodeId::Group(crate::ids::GroupId::at(1))), n("6.5"));
    assert_eq!(inputs.claimed.total.unwrap().node, n("13.5"));
}

#[test]
fn scores_that_cannot_be_taken_are_refused() {
    let cases = [
        ("\"评定\": {\"制渡\": {\"自评分\": 1}}", "D0211"),
        ("\"评定\": {\"利用率\": {\"自评分\": 1}}", "D0213"),
        ("\"评定\": {\"采购\": {\"自评分\": 1}}", "D0213"),
        ("\"评定\": {\"制度\": {\"档\": \"好\"}}", "D0214"),
        ("\"评定\": {\"制度\": {\"自评分\": \"优\"}}", "D0215"),
        ("\"评定\": {\"制度\": {\"自评分\": \"-1分\"}}", "D0215"),
        ("\"评定\": {\"制度\": {\"自评分\": \"4.555分\"}}", "D0215"),
        ("\"评定\": {\"制度\": {\"自评分\": \"≥4分\"}}", "D0215"),
        ("\"评定\": {\"制度\": {\"自评分\": \"90%\"}}", "D0215"),
        ("\"评定\": {\"制度\": {\"自评分\": 4}}, \"自评\": {\"指标\": {\"制度\": 5}}", "D0216"),
        ("\"自评\": {\"指标\": {\"利用率\": 1, \"不存在的\": 2}}", "D0211"),
        ("\"自评\": {\"指标\": {\"预算\": 1, \"预算/预算/预算\": 1}}", "D0218"),
        ("\"自评\": {\"总分\": \"很高\"}", "D0215"),
    ];
    for (inner, code) in cases {
        let (inputs, said) = bound(&scored(), inner);
        assert!(inputs.is_err() && said.len() == 1 && said[0].starts_with(code), "{inner}: {said:?}");
    }
}

#[test]
fn not_applicable_needs_a_clause() {
    let mut sample = scored();
    let field = FieldId::at(0);
    sample.rubric.indicators[1].reads = BTreeSet::from([field]);
    let inner = "\"数据\": {\"收入\": {\"不适用\": \"无收入\"}}";
    let (inputs, said) = bound(&sample, inner);
    assert!(
        inputs.is_err() && said.len() == 1 && said[0].starts_with("D0210") && said[0].contains("利用率"),
        "{said:?}"
    );
    let condition = expr(Kind::YesNo, Node::ReportedNotApplicable(BTreeSet::from([field])));
    sample.not_applicable(IndicatorId::at(1), condition, Policy::Points(n("1")));
    let (inputs, _) = bound(&sample, inner);
    assert!(matches!(&inputs.unwrap().cell(field).state, State::NotApplicable(reason) if reason == "无收入"));
}

#[test]
fn another_year_is_refused_unless_allowed() {
    let mut sample = sample();
    sample.rubric.year = Spanned::new(2023, at());
    let (inputs, said) = bound(&sample, "\"数据\": {}");
    assert!(inputs.is_err() && said[0].starts_with("D0202"));
}
