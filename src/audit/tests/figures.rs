//! Checks and prints.

use super::codes;
use crate::diagnostic::Severity;
use crate::findings::{CheckOutcome, Class};
use crate::ids::FieldId;
use crate::inputs::sample::{Sample, at, is, lit, n, op};
use crate::inputs::{Figure, State, Value};
use crate::quantity::{End, Interval, Kind, Op, Relation};
use crate::rubric::Level;

/// 甲 + 乙 = 合计, in 万元.
fn sum_of(parts: &[&str], total: &str) -> Sample {
    let mut sample = Sample::new("1");
    let fields = parts.iter().map(|part| sample.wan(&format!("分项{part}"), part)).collect::<Vec<_>>();
    let total = sample.wan("合计", total);
    sample.equal(sample.sum(&fields), sample.read(total));
    sample
}

/// 填报率 = 分子 / 分母.
fn share(over: &str, under: &str, stated: &str) -> Sample {
    let mut sample = Sample::new("1");
    let (over, under) = (sample.wan("分子", over), sample.wan("分母", under));
    let stated = sample.percent("填报率", stated);
    sample.equal(sample.read(stated), sample.quotient(over, under));
    sample
}

#[test]
fn z1_a_sum_off_by_its_last_digit_is_rounding() {
    let sample = sum_of(&["1217", "32024.28"], "33241.27");
    let findings = sample.audit();
    assert_eq!(findings.checks[0].outcome, CheckOutcome::HoldsByRounding);
    assert_eq!(findings.checks[0].difference, Some(n("100")));
    assert_eq!((findings.list[0].class, findings.list[0].diagnostic.severity), (Class::Rounding, Severity::Hint));
    let (message, _) = sample.told();
    assert_eq!(message, "「核对」尾差：分项1217 + 分项32024.28 为 33241.28万元，合计 为 33241.27万元，前者多 0.01万元");
}

#[test]
fn sums_agree_only_as_far_as_their_digits_reach() {
    assert_eq!(sum_of(&["1473.91", "55625.39"], "57099.30").outcome(), CheckOutcome::Holds);
    // [1.99, 2.01) against [2.005, 2.015) and [2.015, 2.025).
    assert_eq!(sum_of(&["1.00", "1.00"], "2.01").outcome(), CheckOutcome::HoldsByRounding);
    assert_eq!(sum_of(&["1.00", "1.00"], "2.02").outcome(), CheckOutcome::Fails);
    // [2.985, 3.015) against [3.015, 3.025) and [2.975, 2.985): they do not meet.
    assert_eq!(sum_of(&["1.00", "1.00", "1.00"], "3.02").outcome(), CheckOutcome::Fails);
    assert_eq!(sum_of(&["1.00", "1.00", "1.00"], "2.98").outcome(), CheckOutcome::Fails);
    // [2.985, 2.995) and [3.005, 3.015) do.
    assert_eq!(sum_of(&["1.00", "1.00", "1.00"], "2.99").outcome(), CheckOutcome::HoldsByRounding);
    assert_eq!(sum_of(&["1.00", "1.00", "1.00"], "3.01").outcome(), CheckOutcome::HoldsByRounding);
}

#[test]
fn z2_a_rate_off_by_its_last_digit_is_rounding() {
    let sample = share("121.21", "124.14", "97.65");
    assert_eq!(sample.outcome(), CheckOutcome::HoldsByRounding);
    let (message, _) = sample.told();
    assert_eq!(message, "「核对」尾差：填报率 为 97.65%，分子 ÷ 分母 为 97.64%，前者多 0.01个百分点");
    // 121.205 ÷ 124.145 = 97.6318…%, 121.215 ÷ 124.135 = 97.6477…%: 97.63% is possible, 97.66% is not.
    assert_eq!(share("121.21", "124.14", "97.63").outcome(), CheckOutcome::HoldsByRounding);
    assert_eq!(share("121.21", "124.14", "97.66").outcome(), CheckOutcome::Fails);
    assert_eq!(share("677.14", "712.08", "95.09").outcome(), CheckOutcome::Holds);
    assert_eq!(share("304.62", "304.62", "100").outcome(), CheckOutcome::Holds);
}

#[test]
fn a_share_of_its_own_sum_is_bounded_as_one_variable_each() {
    // a ÷ (a + b) of 1.00 and 1.00: from 0.995 ÷ 2.00 = 49.75% to 1.005 ÷ 2.00 = 50.25%, the upper end open.
    let share = |stated: &str| {
        let mut sample = Sample::new("1");
        let (a, b) = (sample.wan("甲", "1.00"), sample.wan("乙", "1.00"));
        let stated = sample.percent("占比", stated);
        let quotient = op(Kind::Ratio, Op::Div, sample.read(a), sample.sum(&[a, b]));
        sample.equal(sample.read(stated), quotient);
        sample.outcome()
    };
    assert_eq!(share("50"), CheckOutcome::Holds);
    assert_eq!(share("50.25"), CheckOutcome::HoldsByRounding);
    assert_eq!(share("50.26"), CheckOutcome::Fails, "interval arithmetic, taking 甲 as two variables, reaches 50.5%");
    assert_eq!(share("49.75"), CheckOutcome::HoldsByRounding, "only its upper half is reached");
    assert_eq!(share("49.74"), CheckOutcome::Fails);
}

#[test]
fn z4_a_product_cut_off_instead_of_rounded() {
    let mut sample = Sample::new("1");
    let persons = sample.field("参保人数", Kind::Count("人".into()), ("万人", "10000"), 2);
    sample.print(persons, "28.71", "");
    let raised = sample.field("筹资", Kind::Money, ("亿元", "100000000"), 2);
    sample.print(raised, "1.14", "");
    let each = lit(Kind::Per(Box::new(Kind::Money), vec!["人".into()]), "400");
    sample.equal(op(Kind::Money, Op::Mul, sample.read(persons), each), sample.read(raised));
    assert_eq!(sample.outcome(), CheckOutcome::Fails);
    assert_eq!(sample.told().1, "若「筹资」为 1.15亿元（现为 1.14亿元，未四舍五入）则相符");
}

#[test]
fn h1_a_summand_in_the_wrong_unit() {
    let mut sample = Sample::new("1");
    let (own, other) = (sample.wan("财政拨款", "3795.60"), sample.field("其他收入", Kind::Money, ("万元", "10000"), 2));
    let figure = Figure {
        value: Value::Number(n("2.23")),
        last_digit: n("0.01"),
        written: "2.23元".into(),
        place: Some("二（一）".into()),
        span: at(),
    };
    sample.figure(other, figure);
    let total = sample.wan("收入合计", "3797.83");
    sample.equal(sample.sum(&[own, other]), sample.read(total));
    assert_eq!(sample.outcome(), CheckOutcome::Fails);
    let (_, help) = sample.told();
    assert_eq!(help, "若「其他收入」为 2.23万元（现为 2.23元，单位误写）则相符");
}

#[test]
fn h2_and_h3_shares_that_no_rounding_explains() {
    assert_eq!(share("2.23", "3797.83", "0.10").outcome(), CheckOutcome::Fails);
    let sample = share("2600.03", "3803.37", "38.36");
    assert_eq!(sample.outcome(), CheckOutcome::Fails);
    assert_eq!(sample.told().1, "若「填报率」为 68.36%（现为 38.36%，一位数字有误）则相符");
}

#[test]
fn h2_shares_of_a_whole_make_it() {
    let whole = |one: &str, other: &str| {
        let mut sample = Sample::new("1");
        let shares = [sample.percent("其他收入占比", one), sample.percent("财政拨款占比", other)];
        sample.equal(sample.sum(&shares), lit(Kind::Ratio, "1"));
        sample.outcome()
    };
    assert_eq!(whole("0.10", "99.94"), CheckOutcome::Fails);
    assert_eq!(whole("0.06", "99.94"), CheckOutcome::Holds);
    // [0.055, 0.065) + [99.945, 99.955) begins at 100; with 99.93 it ends below.
    assert_eq!(whole("0.06", "99.95"), CheckOutcome::HoldsByRounding);
    assert_eq!(whole("0.06", "99.93"), CheckOutcome::Fails);
    assert_eq!(whole("31.64", "38.36"), CheckOutcome::Fails);
}

#[test]
fn l3_counts_are_exact_and_one_digit_is_wrong() {
    let mut sample = Sample::new("1");
    let parts = [sample.count("门诊", "208239"), sample.count("住院", "55157")];
    let total = sample.count("合计", "263996");
    sample.equal(sample.sum(&parts), sample.read(total));
    assert_eq!(sample.outcome(), CheckOutcome::Fails);
    assert_eq!(sample.told().1, "若「合计」为 263396人次（现为 263996人次，一位数字有误）则相符");
}

#[test]
fn two_swapped_digits_come_before_one_wrong_one() {
    let sample = sum_of(&["12.34", "20.00"], "32.43");
    assert_eq!(sample.told().1, "若「合计」为 32.34万元（现为 32.43万元，两位数字颠倒）则相符");
}

#[test]
fn correct_rows_stay_silent() {
    for (over, under, stated) in [
        ("89.29", "100", "89.29"),
        ("21.32", "106.60", "20"),
        ("63.03", "47", "134.11"),
        ("1198.79", "3798.82", "31.56"),
    ] {
        assert_eq!(share(over, under, stated).outcome(), CheckOutcome::Holds);
    }
    for (parts, total) in [
        (&["582.50", "201.10"][..], "783.60"),
        (&["92.81", "584.33"], "677.14"),
        (&["3800.81", "2.56"], "3803.37"),
        (&["922.78", "1326.76", "1259.28", "294.55"], "3803.37"),
        (&["40.76", "1.98", "6.48"], "49.22"),
    ] {
        assert_eq!(sum_of(parts, total).outcome(), CheckOutcome::Holds);
    }
}

#[test]
fn y5_parts_far_from_their_sum() {
    let findings = sum_of(&["40.76", "1.98", "6.48"], "52.05").audit();
    assert_eq!(findings.checks[0].difference, Some(n("-28300")));
    assert_eq!(codes(&findings), ["F0101"]);
}

#[test]
fn growth_reads_its_base_twice_as_one_figure() {
    let growth = |stated: &str| {
        let mut sample = Sample::new("1");
        let (new, old) = (sample.wan("本年", "0.13"), sample.wan("上年", "4.81"));
        let stated_at = sample.field("增幅", Kind::Change, ("%", "0.01"), 2);
        sample.print(stated_at, stated, "");
        let difference = op(Kind::Money, Op::Sub, sample.read(new), sample.read(old));
        sample.equal(sample.read(stated_at), op(Kind::Change, Op::Div, difference, sample.read(old)));
        sample.outcome()
    };
    assert_eq!(growth("-97.30"), CheckOutcome::Holds);
    assert_eq!(growth("-97.35"), CheckOutcome::HoldsByRounding);
    assert_eq!(growth("-97.50"), CheckOutcome::Fails);
}

#[test]
fn inequalities_hold_if_some_choice_does() {
    let at_most = |left: &str, right: &str| {
        let mut sample = Sample::new("1");
        let (left, right) = (sample.wan("支出", left), sample.wan("预算", right));
        let assertion = is(Relation::AtMost, sample.read(left), sample.read(right));
        sample.check("不超预算", assertion);
        sample.outcome()
    };
    assert_eq!(at_most("0.93", "1.50"), CheckOutcome::Holds);
    // [1.505, 1.515) and [1.495, 1.505): no true value of the first is at most one of the second.
    assert_eq!(at_most("1.51", "1.50"), CheckOutcome::Fails);
}

#[test]
fn the_same_figure_twice_is_compared_exactly() {
    let mut sample = Sample::new("1");
    let (one, other) = (sample.wan("决算", "723.60"), sample.wan("决算表", "723.59"));
    sample.equal(sample.read(one), sample.read(other));
    assert_eq!(sample.outcome(), CheckOutcome::Fails);
    sample.rubric.checks[0].tolerance = Some(n("100"));
    assert_eq!(sample.outcome(), CheckOutcome::HoldsByRounding);
    sample.rubric.checks[0].tolerance = Some(n("99"));
    assert_eq!(sample.outcome(), CheckOutcome::Fails);
}

#[test]
fn m1_prints_that_differ_in_the_same_places_are_one_finding() {
    let mut sample = Sample::new("1");
    let all = sample.field("固定资产总额", Kind::Money, ("万元", "10000"), 2);
    let used = sample.field("在用固定资产", Kind::Money, ("万元", "10000"), 2);
    for field in [all, used] {
        sample.print(field, "76.52", "⑥ 文字");
        sample.print(field, "74.83", "⑥ 公式");
    }
    let stated = sample.percent("利用率", "100");
    sample.equal(sample.read(stated), sample.quotient(used, all));
    let findings = sample.audit();
    assert_eq!(codes(&findings), ["F0104"]);
    assert_eq!(sample.told().0, "「固定资产总额」「在用固定资产」各处不一：76.52万元（⑥ 文字），74.83万元（⑥ 公式）");
    assert_eq!(findings.checks[0].outcome, CheckOutcome::Holds);
}

#[test]
fn only_prints_that_cannot_both_be_right_differ() {
    let at_least = |lower: End, written: &str| Figure {
        value: Value::Range(Interval { lower, upper: End::Closed(n("1")) }),
        last_digit: n("0"),
        written: written.into(),
        place: Some(written.into()),
        span: at(),
    };
    let told = |prints: &[&str]| {
        let mut sample = Sample::new("1");
        let rate = sample.percent("满意度", "96");
        let State::Filled(figures) = &mut sample.inputs.cells[rate.index()].state else { return Vec::new() };
        figures[0] = at_least(End::Closed(n("0.95")), "≥95%");
        figures.push(at_least(End::Open(n("0.95")), "大于95%"));
        for print in prints {
            sample.print(rate, print, "另一处");
        }
        codes(&sample.audit())
    };
    assert_eq!(told(&[]), ["F0210"]);
    assert_eq!(told(&["96"]), ["F0210"]);
    assert_eq!(told(&["96", "96"]), ["F0210"]);
    assert_eq!(told(&["95"]), ["F0104", "F0210"]);
    assert_eq!(told(&["94"]), ["F0104", "F0210"]);
    assert_eq!(told(&["96", "97"]), ["F0104", "F0210"]);
}

/// Two figures in the places 一（一） and 六（三）, the first one printed a second time where it is right.
fn two_differing(level: Level, again: Option<&str>) -> Vec<&'static str> {
    let mut sample = Sample::new("1");
    let all = sample.field("定点机构", Kind::Number, ("", "1"), 0);
    let second = sample.field("二级机构", Kind::Number, ("", "1"), 0);
    let prints = [(all, "42", Some("一（一）")), (all, "42", again), (all, "41", Some("六（三）"))];
    let others = [(second, "7", Some("一（一）")), (second, "6", Some("六（三）"))];
    for (field, print, place) in prints.into_iter().chain(others) {
        if let Some(place) = place {
            sample.print(field, print, place);
        }
    }
    for field in [all, second] {
        sample.rubric.fields[field.index()].prints_level = level;
    }
    codes(&sample.audit())
}

#[test]
fn differing_values_from_the_same_places_are_one_finding() {
    assert_eq!(two_differing(Level::Error, None), ["F0104"]);
    // Wrong in one place but printed right in other ones: two mistakes, while one explanation serves both.
    assert_eq!(two_differing(Level::Error, Some("自评表")), ["F0104", "F0104"]);
    assert_eq!(two_differing(Level::Explain, Some("自评表")).len(), 1);
}

#[test]
fn a_check_takes_the_prints_that_fit() {
    let mut sample = sum_of(&["1.00", "2.00"], "5.00");
    sample.print(FieldId::at(2), "3.00", "表2");
    assert_eq!(sample.audit().checks[0].outcome, CheckOutcome::Holds);
    assert_eq!(codes(&sample.audit()), ["F0104"]);
    let mut sample = sum_of(&["1.00", "2.00"], "5.00");
    sample.print(FieldId::at(2), "3.01", "表2");
    sample.rubric.fields[2].prints_level = Level::Explain;
    let findings = sample.audit();
    assert_eq!(codes(&findings), ["F0104", "F0102"]);
    assert_eq!(findings.list[0].diagnostic.severity, Severity::Explain);
    assert!(findings.list[1].diagnostic.message.zh.contains("取 「合计」3.01万元（表2）"));
}

#[test]
fn blanks_leave_checks_undecided_once() {
    let mut sample = sum_of(&["1.00", "2.00"], "3.00");
    sample.check("又一项", is(Relation::AtLeast, sample.read(FieldId::at(2)), sample.read(FieldId::at(0))));
    sample.inputs.cells[2].state = State::Blank;
    let findings = sample.audit();
    assert!(findings.checks.iter().all(|check| check.outcome == CheckOutcome::Undecided));
    assert_eq!(codes(&findings), ["F0103"]);
    assert_eq!(findings.list[0].checks.len(), 2);
    sample.rubric.fields[2].optional = true;
    assert_eq!(codes(&sample.audit()), Vec::<&str>::new());
    assert_eq!(sample.outcome(), CheckOutcome::NotApplicable);
}

#[test]
fn conditions_settle_whether_a_check_applies() {
    let mut sample = sum_of(&["1217", "32024.28"], "57099.3");
    let added = sample.field("有追加", Kind::YesNo, ("", "1"), 0);
    let condition = sample.read(added);
    sample.rubric.checks[0].condition = Some(condition);
    assert_eq!(sample.outcome(), CheckOutcome::Undecided);
    let set = |sample: &mut Sample, value| {
        let figure =
            Figure { value: Value::Bool(value), last_digit: n("0"), written: "否".into(), place: None, span: at() };
        sample.inputs.cells[added.index()].state = State::Filled(vec![figure]);
    };
    set(&mut sample, false);
    assert_eq!(sample.outcome(), CheckOutcome::NotApplicable);
    set(&mut sample, true);
    assert_eq!(sample.outcome(), CheckOutcome::Fails);
}

#[test]
fn m2_intervals_are_hinted() {
    let mut sample = Sample::new("1");
    let rate = sample.field("满意度", Kind::Ratio, ("%", "0.01"), 2);
    let range = Interval { lower: End::Closed(n("0.9")), upper: End::Closed(n("1")) };
    let figure = Figure {
        value: Value::Range(range),
        last_digit: n("0"),
        written: "≥90%".into(),
        place: Some("(4)②".into()),
        span: at(),
    };
    sample.figure(rate, figure);
    let findings = sample.audit();
    assert_eq!((codes(&findings), findings.list[0].class), (vec!["F0210"], Class::Data));
    assert_eq!(sample.told().0, "「满意度」填的是区间 ≥90%（(4)②），不是实际数值");
}
