//! Scores worked out by hand.

use super::eval;
use crate::ids::{IndicatorId, NodeId};
use crate::inputs::sample::{Sample, at, constant, expr, half_up, is, lit, n, op, range};
use crate::inputs::{Figure, Value};
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{Award, Curve, Deduction, DeductionLine, Node, NormalForm, Partial, Policy};
use crate::scorecard::{Amount, Basis, LossCause, Opening, Scorecard};

impl Sample {
    fn eval(&self) -> Scorecard {
        let card = eval(&self.rubric, &self.inputs, &self.measures(), Basis::Claimed);
        if let Amount::Exact(total) = &card.total {
            let lost: Rational = card.losses.iter().map(|loss| &loss.points).sum();
            assert_eq!(&lost + total, self.rubric.total, "the loss lines add up");
        }
        card
    }

    fn score(&self, index: usize) -> Amount {
        self.eval().indicators[index].score.clone()
    }

    /// 利用率 = 在用 / 总额 in the bands ≥ 90% full 1, [75%, 90%) 0.7, [60%, 75%) 0.4, else 0.
    fn bands_of_use(&mut self, used: &str, all: &str) -> IndicatorId {
        let (used, all) = (self.wan("在用固定资产", used), self.wan("固定资产总额", all));
        let (measure, read) = self.measure(op(Kind::Ratio, Op::Div, self.read(used), self.read(all)));
        let bands = vec![
            (range("", "0.6"), constant("0")),
            (range("0.6", "0.75"), constant("0.4")),
            (range("0.75", "0.9"), constant("0.7")),
            (range("0.9", ""), constant("1")),
        ];
        let normal = self.bands(read, bands);
        let id = self.indicator("固定资产利用率", "1", None, normal);
        self.rubric.indicators[id.index()].measure = Some(measure);
        id
    }

    fn judged(&mut self, title: &str, points: &str, parent: Option<crate::ids::GroupId>) -> IndicatorId {
        let judgement = self.judgement(points);
        self.indicator(title, points, parent, NormalForm::Judged(judgement))
    }

    /// A yes/no condition that reads a blank field.
    fn blank_condition(&mut self) -> crate::rubric::Expr {
        let field = self.field("有资产处置", Kind::YesNo, ("", "1"), 0);
        self.read(field)
    }
}

fn exact(score: &str) -> Amount {
    Amount::Exact(n(score))
}

fn between(low: &str, high: &str) -> Amount {
    Amount::Between(n(low), n(high))
}

fn always() -> crate::rubric::Expr {
    is(Relation::Equal, lit(Kind::Number, "1"), lit(Kind::Number, "1"))
}

#[test]
fn bands_use_the_exact_quotient() {
    let mut sample = Sample::new("1");
    sample.bands_of_use("89.99", "100");
    let card = sample.eval();
    assert_eq!(card.indicators[0].score, exact("0.7"));
    let needed = card.losses[0].needed.clone().unwrap();
    // 90% of 100万元 is 90.00万元: 0.01万元 more.
    assert_eq!((needed.field.index(), needed.value, needed.score), (0, n("900000"), n("1")));
}

#[test]
fn needed_is_rounded_to_digits_that_reach_the_threshold() {
    let mut sample = Sample::new("1");
    // 90% of 33.33万元 is 29.997万元, so 30.00万元 is the least that reaches it; 75% was reached at 24.9975万元.
    sample.bands_of_use("26", "33.33");
    let needed = sample.eval().losses[0].needed.clone().unwrap();
    assert_eq!((needed.field.index(), needed.value), (0, n("300000")));
}

#[test]
fn needed_changes_the_other_field_where_the_first_cannot() {
    let mut sample = Sample::new("1");
    sample.bands_of_use("26", "33.33");
    sample.rubric.fields[0].range = range("0", "270000");
    let needed = sample.eval().losses[0].needed.clone().unwrap();
    // 26 ÷ 0.9 = 28.888…, so at most 28.88万元.
    assert_eq!((needed.field.index(), needed.value), (1, n("288800")));
}

#[test]
fn intervals_score_where_all_of_them_scores_alike() {
    let mut sample = Sample::new("1");
    let rate = sample.field("满意度", Kind::Ratio, ("%", "0.01"), 2);
    let read = sample.read(rate);
    let normal = sample.bands(read, vec![(range("", "0.9"), constant("0.7")), (range("0.9", ""), constant("1"))]);
    sample.indicator("满意度", "1", None, normal);
    let figure = |interval| Figure {
        value: Value::Range(interval),
        last_digit: Rational::ZERO,
        written: "≥90%".into(),
        place: None,
        span: at(),
    };
    sample.figure(rate, figure(Interval::closed(n("0.9"), n("1"))));
    assert_eq!(sample.score(0), exact("1"));
    sample.inputs.cells[0].state = crate::inputs::State::Filled(vec![figure(Interval::closed(n("0.85"), n("1")))]);
    let card = sample.eval();
    assert_eq!(card.total, between("0.7", "1"));
    let fields = [rate].into();
    assert_eq!(card.indicators[0].open, [Opening::Straddles { fields, threshold: Some((n("0.9"), Kind::Ratio)) }]);
}

/// A line over a limit of 100%: 0.5 points of 2.5 for each percentage point.
fn over_limit(partial: Partial, rate: &str) -> Sample {
    let mut sample = Sample::new("2.5");
    let rate = sample.percent("支出率", rate);
    let excess = op(Kind::Point, Op::Sub, sample.read(rate), lit(Kind::Ratio, "1"));
    let element = sample.element();
    let line = DeductionLine { excess, step: n("0.01"), amount: n("0.5"), partial, element };
    let deduction = Deduction { full: n("2.5"), lines: vec![line], floor: n("0") };
    sample.indicator("三公经费控制率", "2.5", None, NormalForm::Deduction(deduction));
    sample
}

#[test]
fn deductions_by_partial_steps() {
    // 1.5 points above: 0.75, 0.5 or 1 off.
    for (partial, score) in [(Partial::ProRata, "1.75"), (Partial::Ignored, "2"), (Partial::Charged, "1.5")] {
        assert_eq!(over_limit(partial, "101.50").score(0), exact(score));
        assert_eq!(over_limit(partial, "100.00").score(0), exact("2.5"));
        assert_eq!(over_limit(partial, "98.00").score(0), exact("2.5"));
        assert_eq!(over_limit(partial, "105.00").score(0), exact("0"));
        assert_eq!(over_limit(partial, "300.00").score(0), exact("0"));
    }
}

#[test]
fn needed_of_deductions_is_the_next_step() {
    let needed = |partial, rate| over_limit(partial, rate).eval().losses[0].needed.clone().map(|needed| needed.value);
    assert_eq!(needed(Partial::ProRata, "101.50"), Some(n("1")));
    assert_eq!(needed(Partial::Ignored, "102.50"), Some(n("1.0199")), "two whole steps until below 102%");
    assert_eq!(needed(Partial::Charged, "102.50"), Some(n("1.02")), "three begun steps until 102%");
    assert_eq!(needed(Partial::Charged, "300.00"), Some(n("1.04")), "the floor is left at four steps");
}

#[test]
fn deductions_of_intervals_mind_open_ends() {
    let mut sample = over_limit(Partial::Ignored, "101.00");
    let set = |sample: &mut Sample, interval| {
        let figure = Figure {
            value: Value::Range(interval),
            last_digit: Rational::ZERO,
            written: String::new(),
            place: None,
            span: at(),
        };
        sample.inputs.cells[0].state = crate::inputs::State::Filled(vec![figure]);
    };
    set(&mut sample, range("1", "1.01"));
    assert_eq!(sample.score(0), exact("2.5"), "less than one whole step");
    set(&mut sample, Interval::closed(n("1"), n("1.01")));
    assert_eq!(sample.score(0), between("2", "2.5"));
    set(&mut sample, Interval { lower: End::Closed(n("2")), upper: End::Unbounded });
    assert_eq!(sample.score(0), exact("0"), "the floor, however far");
}

#[test]
fn curves_are_exact_until_the_score_is_rounded() {
    // Points 6, full at 90%: 6 · x ÷ 0.9. 80.00% gives 5.333….
    let mut sample = Sample::new("6");
    let rate = sample.percent("完成率", "80");
    let read = sample.read(rate);
    let curve = Award::Curve(Curve { a: n("0"), b: n("6"), c: n("0.9"), d: n("0") });
    let bands = vec![(range("", "0"), constant("0")), (range("0", "0.9"), curve), (range("0.9", ""), constant("6"))];
    let normal = sample.bands(read, bands);
    sample.indicator("完成率", "6", None, normal);
    let card = sample.eval();
    assert_eq!(card.total, exact("5.33"));
    assert_eq!(card.losses[0].needed.as_ref().map(|needed| needed.value.clone()), Some(n("0.9")));
    sample.rubric.indicator_rounding = None;
    assert_eq!(sample.eval().total, Amount::Exact(Rational::new(16, 3).unwrap()));
}

#[test]
fn needed_on_a_slope_is_its_far_end() {
    // 20% gets 0, 35% gets 22, 50% gets 44 and so on (QOF CHOL004).
    let needed = |rate: &str| {
        let mut sample = Sample::new("44");
        let rate = sample.percent("rate", rate);
        let read = sample.read(rate);
        let curve = Award::Curve(Curve::line(Rational::new(-88, 3).unwrap(), Rational::new(440, 3).unwrap()));
        let bands =
            vec![(range("", "0.2"), constant("0")), (range("0.2", "0.5"), curve), (range("0.5", ""), constant("44"))];
        let normal = sample.bands(read, bands);
        sample.indicator("CHOL004", "44", None, normal);
        let card = sample.eval();
        (card.total, card.losses.first().and_then(|loss| loss.needed.clone()).map(|needed| needed.value))
    };
    assert_eq!(needed("15"), (exact("0"), Some(n("0.5"))));
    assert_eq!(needed("20"), (exact("0"), Some(n("0.5"))));
    assert_eq!(needed("34"), (exact("20.53"), Some(n("0.5"))));
    assert_eq!(needed("35"), (exact("22"), Some(n("0.5"))));
    assert_eq!(needed("80"), (exact("44"), None));
}

#[test]
fn judged_items_take_the_basis_or_stay_open() {
    let mut sample = Sample::new("5");
    let id = sample.judged("绩效管理制度建设", "5", None);
    assert_eq!(sample.score(0), between("0", "5"));
    sample.judge(id, "4.5", "");
    assert_eq!(sample.score(0), exact("4.5"));
    assert_eq!(eval(&sample.rubric, &sample.inputs, &sample.measures(), Basis::Reviewed).total, between("0", "5"));
    sample.judge(id, "6", "");
    assert_eq!(sample.score(0), between("0", "5"), "more than the points is no score");
}

#[test]
fn open_conditions_keep_all_alternatives() {
    let mut sample = Sample::new("3");
    let condition = sample.blank_condition();
    let normal = sample.pass(condition, "3", constant("1.8"));
    sample.indicator("收益上缴", "3", None, normal);
    assert_eq!(sample.score(0), between("1.8", "3"));
}

#[test]
fn left_out_points_go_to_the_group() {
    let mut sample = Sample::new("10");
    let group = sample.group("资产管理", "10", None);
    let (a, b, c) = (
        sample.judged("甲", "2", Some(group)),
        sample.judged("乙", "5", Some(group)),
        sample.judged("丙", "3", Some(group)),
    );
    sample.not_applicable(a, always(), Policy::LeftOut { whole: false });
    sample.judge(b, "4", "");
    sample.judge(c, "3", "");
    let card = sample.eval();
    // 7 × 10 ÷ 8.
    assert_eq!(card.groups[0].score, exact("8.75"));
    assert_eq!(card.groups[0].applicable, Some(n("8")));
    assert_eq!(card.indicators[a.index()].score, Amount::LeftOut);
    // 10 − 8.75 = 1.25: 1 of 乙, 0.25 because 乙's loss weighs more.
    assert_eq!(card.losses.len(), 2);
    assert_eq!((card.losses[1].cause, card.losses[1].points.clone()), (LossCause::Rescaled(group), n("0.25")));
}

#[test]
fn a_group_left_out_goes_one_level_up() {
    let mut sample = Sample::new("20");
    let (first, second) = (sample.group("一", "8", None), sample.group("二", "12", None));
    let a = sample.judged("甲", "8", Some(first));
    let b = sample.judged("乙", "12", Some(second));
    sample.not_applicable(a, always(), Policy::LeftOut { whole: false });
    sample.judge(b, "11", "");
    let card = sample.eval();
    assert_eq!(card.groups[0].score, Amount::LeftOut);
    assert_eq!(card.groups[1].score, exact("11"));
    // 11 × 20 ÷ 12 = 18.333….
    assert_eq!(card.total, exact("18.33"));
    // Rounded once: one decimal comes from the exact quotient.
    sample.rubric.total_rounding = Some(half_up(1));
    assert_eq!(sample.eval().total, exact("18.3"));
}

#[test]
fn the_whole_takes_what_is_left_out_to_it() {
    let mut sample = Sample::new("20");
    let (first, second) = (sample.group("一", "8", None), sample.group("二", "12", None));
    let (a, b) = (sample.judged("甲", "3", Some(first)), sample.judged("乙", "5", Some(first)));
    let c = sample.judged("丙", "12", Some(second));
    sample.not_applicable(a, always(), Policy::LeftOut { whole: true });
    sample.judge(b, "4", "");
    sample.judge(c, "12", "");
    let card = sample.eval();
    assert_eq!((card.groups[0].score.clone(), card.groups[0].applicable.clone()), (exact("4"), Some(n("5"))));
    // 16 × 20 ÷ 17 = 18.8235….
    assert_eq!(card.total, exact("18.82"));
    assert_eq!(card.losses.last().map(|loss| loss.cause), Some(LossCause::RescaledWhole));
}

#[test]
fn whether_something_is_left_out_may_be_open() {
    let mut sample = Sample::new("10");
    let group = sample.group("资产管理", "10", None);
    let condition = sample.blank_condition();
    for (title, points, claim) in [("甲", "2", "0"), ("乙", "5", "5"), ("丙", "3", "1.5")] {
        let id = sample.judged(title, points, Some(group));
        sample.judge(id, claim, "");
        if title != "乙" {
            sample.not_applicable(id, condition.clone(), Policy::LeftOut { whole: false });
        }
    }
    let card = sample.eval();
    // Best: both left out, 5 × 10 ÷ 5. Worst: 甲 scored and 丙 scored, 6.5; 丙 left out would be 5 × 10 ÷ 7 = 7.14.
    assert_eq!(card.total, between("6.5", "10"));
    assert_eq!(card.groups[0].applicable, None);
}

#[test]
fn unpublished_points_leave_no_total() {
    let mut sample = Sample::new("10");
    let group = sample.group("公开", "", None);
    let id = sample.judged("甲", "2", Some(group));
    sample.rubric.indicators[id.index()].points = None;
    let card = sample.eval();
    assert_eq!((card.total, card.groups[0].score.clone()), (Amount::Unpublished, Amount::Unpublished));
    assert_eq!(card.indicators[0].score, Amount::Unpublished);
}

#[test]
fn the_grade_is_that_of_the_printed_total() {
    let mut sample = Sample::new("100");
    let id = sample.judged("甲", "100", None);
    sample.judge(id, "89.95", "");
    sample.rubric.total_rounding = Some(half_up(1));
    let grade = |title: &str, range| crate::rubric::Grade { name: crate::inputs::sample::name(title), range };
    sample.rubric.grades = vec![grade("优", range("90", "")), grade("良", Interval::ALL)];
    let card = sample.eval();
    assert_eq!((card.total, card.grade.as_deref()), (exact("90"), Some("优")));
    assert_eq!(card.losses.last().map(|loss| (loss.cause, loss.points.clone())), {
        Some((LossCause::TotalRounded, n("-0.05")))
    });
}

#[test]
fn claims_stand_beside_the_scores() {
    let mut sample = Sample::new("1");
    let id = sample.bands_of_use("74.83", "74.83");
    sample.claim(NodeId::Indicator(id), "1");
    let card = sample.eval();
    assert_eq!((card.indicators[0].claimed.clone(), card.indicators[0].score.clone()), (Some(n("1")), exact("1")));
    assert!(card.losses.is_empty());
    let flag = expr(Kind::YesNo, Node::Not(Box::new(always())));
    sample.not_applicable(id, flag, Policy::Points(n("0")));
    assert_eq!(sample.score(0), exact("1"), "a clause that does not hold changes nothing");
}
