//! Rates on figures worked out by hand.

use super::*;
use crate::ids::IndicatorId;
use crate::inputs::sample::{Sample, constant, is, lit, n, op};
use crate::inputs::{Figure, State};
use crate::quantity::{End, Relation};
use crate::rubric::Policy;

/// 利用率 = 在用 / 总额, within [0%, 100%].
fn sample(used: &str, total: &str) -> Sample {
    let mut sample = Sample::new("1");
    let (used, total) = (sample.wan("在用", used), sample.wan("总额", total));
    let ratio = op(Kind::Ratio, Op::Div, sample.read(used), sample.read(total));
    let (id, read) = sample.measure(ratio);
    sample.rubric.measures[id.index()].range = Some(Interval::closed(n("0"), n("1")));
    let bands = sample.bands(read, vec![(Interval::ALL, constant("1"))]);
    sample.indicator("利用率", "1", None, bands);
    sample
}

fn measured(sample: &Sample) -> Result<Outcome, String> {
    let mut diagnostics = Diagnostics::default();
    let measures = measure(&sample.rubric, &sample.inputs, &mut diagnostics);
    measures.map(|measures| measures.values[0].clone()).map_err(|_| {
        let said = diagnostics.sorted()[0];
        format!("{} {} | {}", said.code.number(), said.message.zh, said.help.as_ref().unwrap().zh)
    })
}

#[test]
fn figures_that_cannot_be_are_named() {
    assert_eq!(measured(&sample("70", "100")), Ok(Outcome::Known(Value::Number(n("0.7")))));
    let said = measured(&sample("70", "50")).unwrap_err();
    let expected = "D0217 指标「利用率」的指标值 140% 超出值域 [0%, 100%]：在用 = 70万元，总额 = 50万元";
    // 140% is too near for a slip of scale.
    assert_eq!(said, format!("{expected} | 核对这几项数据的数字和单位"));
    // 70万元 of 75元; 0.007万元 in use would do as well, but has more digits than 万元 are declared with.
    let said = measured(&sample("70", "0.0075")).unwrap_err();
    assert!(said.ends_with("「总额」是否应为「75万元」"), "{said}");
    // 7500万元 of 75万元: either may be wrong, so neither is offered.
    let said = measured(&sample("7500", "75")).unwrap_err();
    assert!(said.ends_with("核对这几项数据的数字和单位"), "{said}");
}

#[test]
fn a_clause_that_holds_leaves_the_measure_alone() {
    let mut sample = sample("70", "50");
    let condition = is(Relation::Greater, lit(Kind::Money, "700001"), lit(Kind::Money, "700000"));
    sample.not_applicable(IndicatorId::at(0), condition, Policy::Points(n("1")));
    assert_eq!(measured(&sample), Ok(Outcome::Known(Value::Number(n("1.4")))));
}

#[test]
fn intervals_end_where_the_range_does() {
    let mut sample = sample("70", "100");
    let at_least = Interval { lower: End::Closed(n("700000")), upper: End::Unbounded };
    if let State::Filled(figures) = &mut sample.inputs.cells[0].state {
        let figure = Figure { value: Value::Range(at_least), ..figures[0].clone() };
        *figures = vec![figure];
    }
    assert_eq!(measured(&sample), Ok(Outcome::Known(Value::Range(Interval::closed(n("0.7"), n("1"))))));
}
