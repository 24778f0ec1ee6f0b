//! Exact decisions, with answers worked out by hand.

use super::constraint::{Constraint, Linear};
use super::elimination::{Feasibility, feasible, project};
use super::reads::negated;
use super::{Fault, Outcome, Prover, Scale, first_fault, rounded_domain, roundest};
use crate::diagnostic::Language;
use crate::ids::{FieldId, MeasureId};
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation, Rounding, RoundingMode};
use crate::rubric::{DisplayUnit, Expr, Field, Measure, Node};
use crate::source::{SourceId, Span, Spanned};

mod apart;

fn span() -> Span {
    Span::new(SourceId::PRELUDE, 0, 0)
}

fn whole(number: i64) -> Rational {
    Rational::whole(number)
}

fn part(num: i64, den: i64) -> Rational {
    Rational::new(num, den).unwrap()
}

fn expr(kind: Kind, node: Node) -> Expr {
    Expr { kind, node, span: span() }
}

fn field(name: &str, kind: Kind, range: Interval) -> Field {
    let digits = matches!(kind, Kind::Count(_)).then_some(0);
    Field { digits, range, ..Field::new(Spanned::new(name.to_owned(), span()), kind) }
}

fn from(lower: i64) -> Interval {
    Interval { lower: End::Closed(whole(lower)), upper: End::Unbounded }
}

fn above(lower: i64) -> Interval {
    Interval { lower: End::Open(whole(lower)), upper: End::Unbounded }
}

/// 甲 and 乙 from 0 元, 丙 above 0 元, 人数 from 0, 有 (yes/no), 率 in [0%, 100%].
fn fields() -> Vec<Field> {
    vec![
        field("甲", Kind::Money, from(0)),
        field("乙", Kind::Money, from(0)),
        field("丙", Kind::Money, above(0)),
        field("人数", Kind::Count("人".into()), from(0)),
        field("有", Kind::YesNo, Interval::ALL),
        field("率", Kind::Ratio, Interval::closed(whole(0), whole(1))),
    ]
}

fn money(index: usize) -> Expr {
    expr(Kind::Money, Node::Field(FieldId::at(index)))
}

fn people() -> Expr {
    expr(Kind::Count("人".into()), Node::Field(FieldId::at(3)))
}

fn yes() -> Expr {
    expr(Kind::YesNo, Node::Field(FieldId::at(4)))
}

fn rate() -> Expr {
    expr(Kind::Ratio, Node::Field(FieldId::at(5)))
}

fn number(kind: Kind, number: Rational) -> Expr {
    expr(kind, Node::Number(number))
}

fn compute(op: Op, left: Expr, right: Expr) -> Expr {
    let kind = op.kind(&left.kind, &right.kind).unwrap();
    expr(kind, Node::Arithmetic(op, Box::new(left), Box::new(right)))
}

fn compare(left: Expr, relation: Relation, right: Rational) -> Expr {
    let right = number(left.kind.clone(), right);
    expr(Kind::YesNo, Node::Comparison(relation, Box::new(left), Box::new(right)))
}

fn together(conditions: &[(&Expr, bool)]) -> Outcome {
    let fields = fields();
    Prover::new(&fields, &[], &[]).together(conditions)
}

fn example(conditions: &[(&Expr, bool)]) -> String {
    let fields = fields();
    let mut prover = Prover::new(&fields, &[], &[]);
    let Outcome::Possible(witness) = prover.together(conditions) else { panic!("no example") };
    let relevant = conditions.iter().map(|(condition, _)| *condition).collect::<Vec<_>>();
    prover.example(&witness, &relevant).zh
}

#[test]
fn strict_and_other_inequalities_are_told_apart() {
    let x = Linear::variable(0);
    let at_least = Constraint::above(x.minus(&Linear::number(whole(1))), false);
    let at_most = Constraint::above(Linear::number(whole(1)).minus(&x), false);
    let below = Constraint::above(Linear::number(whole(1)).minus(&x), true);
    let only = feasible(&[at_least.clone(), at_most], &[Scale::plain()]);
    assert_eq!(only, Feasibility::Point([(0, whole(1))].into()));
    assert_eq!(feasible(&[at_least, below], &[Scale::plain()]), Feasibility::Empty);
}

#[test]
fn a_triangle_is_projected_exactly() {
    // x ≥ 0, y > 0, x + 2y ≤ 6: y lies in (0, 3].
    let (x, y) = (Linear::variable(0), Linear::variable(1));
    let sum = x.plus(&y.times(&whole(2)));
    let all = [
        Constraint::above(x, false),
        Constraint::above(y, true),
        Constraint::above(Linear::number(whole(6)).minus(&sum), false),
    ];
    assert_eq!(project(&all, 1), Some(Interval { lower: End::Open(whole(0)), upper: End::Closed(whole(3)) }));
}

#[test]
fn whole_variables_are_branched_on() {
    // 2x = 2y + 1 has solutions, but no whole ones within 0..3.
    let (x, y) = (Linear::variable(0), Linear::variable(1));
    let mut all =
        vec![Constraint::zero(x.times(&whole(2)).minus(&y.times(&whole(2))).minus(&Linear::number(whole(1))))];
    for form in [&x, &y] {
        all.extend(Constraint::within(form, &Interval::closed(whole(0), whole(3))));
    }
    let scale = |whole| Scale { unit: Rational::ONE, whole };
    assert!(matches!(feasible(&all, &[scale(false), scale(false)]), Feasibility::Point(_)));
    assert_eq!(feasible(&all, &[scale(true), scale(true)]), Feasibility::Empty);
}

#[test]
fn the_roundest_number_is_what_people_would_say() {
    let percent = Scale { unit: part(1, 100), whole: false };
    let between = |lower: (i64, bool), upper: (i64, bool)| {
        let end = |(thousandths, closed): (i64, bool)| {
            let number = part(thousandths, 1000);
            if closed { End::Closed(number) } else { End::Open(number) }
        };
        roundest(&Interval { lower: end(lower), upper: end(upper) }, &percent)
    };
    // (74%, 75%) → 74.5%; [60%, 75%) → 60%; (60%, 75%) → 70%; [0%, 5%) → 0%; (−5%, −2%) → −3%; {87.3%}.
    assert_eq!(between((740, false), (750, false)), part(745, 1000));
    assert_eq!(between((600, true), (750, false)), part(60, 100));
    assert_eq!(between((600, false), (750, false)), part(70, 100));
    assert_eq!(between((0, true), (50, false)), whole(0));
    assert_eq!(between((-50, false), (-20, false)), part(-3, 100));
    assert_eq!(between((873, true), (873, true)), part(873, 1000));
    let above_full = Interval { lower: End::Open(whole(1)), upper: End::Unbounded };
    assert_eq!(roundest(&above_full, &percent), whole(2));
}

#[test]
fn conditions_that_exclude_each_other_are_seen_to() {
    let (low, high) = (compare(money(0), Relation::Less, whole(5)), compare(money(0), Relation::AtLeast, whole(5)));
    assert!(together(&[(&low, true), (&high, true)]).is_never());
    assert!(together(&[(&low, false), (&high, false)]).is_never());
    let at_most = compare(money(0), Relation::AtMost, whole(5));
    assert_eq!(example(&[(&at_most, true), (&high, true)]), "甲 = 5元");
}

#[test]
fn quotients_are_cross_multiplied() {
    // 甲 / 丙 ≥ 90% excludes 10·甲 < 9·丙.
    let quotient = compute(Op::Div, money(0), money(2));
    let reached = compare(quotient, Relation::AtLeast, part(9, 10));
    let tenfold = compute(Op::Mul, money(0), number(Kind::Number, whole(10)));
    let ninefold = compute(Op::Mul, money(2), number(Kind::Number, whole(9)));
    let less = expr(Kind::YesNo, Node::Comparison(Relation::Less, Box::new(tenfold), Box::new(ninefold)));
    assert!(together(&[(&reached, true), (&less, true)]).is_never());
    assert!(together(&[(&reached, false), (&less, false)]).is_never());
}

#[test]
fn a_divisor_below_zero_turns_the_comparison() {
    // x / (甲 − 乙) < 0 with x = 丙 > 0 means 甲 < 乙.
    let divisor = compute(Op::Sub, money(0), money(1));
    let negative = compare(compute(Op::Div, money(2), divisor.clone()), Relation::Less, whole(0));
    let less = compare(divisor, Relation::Less, whole(0));
    assert!(together(&[(&negative, true), (&less, false)]).is_never());
    assert!(together(&[(&negative, false), (&less, true)]).is_never());
}

#[test]
fn whole_counts_have_nothing_between_neighbours() {
    let (none, one) = (compare(people(), Relation::Equal, whole(0)), compare(people(), Relation::AtLeast, whole(1)));
    assert!(together(&[(&none, false), (&one, false)]).is_never());
    let two = compare(people(), Relation::AtLeast, whole(2));
    assert_eq!(example(&[(&none, false), (&two, false)]), "人数 = 1人");
}

#[test]
fn yes_and_no_and_filled() {
    let both = expr(Kind::YesNo, Node::And(vec![yes(), negated(&yes())]));
    assert!(together(&[(&both, true)]).is_never());
    assert_eq!(example(&[(&yes(), false)]), "有 为“否”");
    let filled = expr(Kind::YesNo, Node::Filled(FieldId::at(0)));
    assert_eq!(example(&[(&filled, false)]), "甲 未填");
}

#[test]
fn products_are_unknown_rather_than_guessed() {
    // 甲·率 > 甲 never holds, but that is beyond linear reasoning: no example is shown.
    let product = compute(Op::Mul, money(0), rate());
    let node = Node::Comparison(Relation::Greater, Box::new(product.clone()), Box::new(money(0)));
    assert!(matches!(together(&[(&expr(Kind::YesNo, node), true)]), Outcome::Unknown));
    // That it is below 0 is excluded by its interval.
    let negative = compare(product, Relation::Less, whole(0));
    assert!(together(&[(&negative, true)]).is_never());
}

#[test]
fn absolute_values_and_extremes_are_split() {
    let difference = compute(Op::Sub, money(0), money(1));
    let distance = expr(Kind::Money, Node::Abs(Box::new(difference)));
    assert!(together(&[(&compare(distance.clone(), Relation::Less, whole(0)), true)]).is_never());
    let greatest = expr(Kind::Money, Node::Max(vec![money(0), money(1)]));
    let least = expr(Kind::Money, Node::Min(vec![money(0), money(1)]));
    let spread = compute(Op::Sub, greatest, least);
    let node = Node::Comparison(Relation::NotEqual, Box::new(spread), Box::new(distance));
    assert!(together(&[(&expr(Kind::YesNo, node), true)]).is_never());
    let clamped = Node::Clamp(Box::new(money(0)), Box::new(money(1)), Box::new(number(Kind::Money, whole(9))));
    let over = compare(expr(Kind::Money, clamped), Relation::Greater, whole(9));
    assert!(together(&[(&over, true)]).is_never());
}

#[test]
fn domains_of_quotients_are_the_smallest() {
    let fields = fields();
    let mut prover = Prover::new(&fields, &[], &[]);
    // 丙 / (丙 + 甲): above 0%, at most 100%.
    let share = compute(Op::Div, money(2), compute(Op::Add, money(2), money(0)));
    let expected = Interval { lower: End::Open(whole(0)), upper: End::Closed(whole(1)) };
    assert_eq!(prover.domain(&share, &[]), expected);
    // (甲 − 丙) / 丙: from −100% on.
    let change = compute(Op::Div, compute(Op::Sub, money(0), money(2)), money(2));
    assert_eq!(prover.domain(&change, &[]), from(-1));
    // 甲 / 丙 where 甲 ≤ 丙.
    let quotient = compute(Op::Div, money(0), money(2));
    let within = expr(Kind::YesNo, Node::Comparison(Relation::AtMost, Box::new(money(0)), Box::new(money(2))));
    assert_eq!(prover.domain(&quotient, &[within]), Interval::closed(whole(0), whole(1)));
    assert_eq!(prover.domain(&quotient, &[]), from(0));
    // The mean of two shares is not such a quotient; intervals suffice.
    let sum = compute(Op::Add, share, rate());
    let mean = compute(Op::Div, sum, number(Kind::Number, whole(2)));
    assert_eq!(prover.domain(&mean, &[]), expected);
}

fn divides(expr: &Expr, facts: &[Expr]) -> Option<(String, String)> {
    let fields = fields();
    let mut prover = Prover::new(&fields, &[], &[]);
    match first_fault(&mut prover, expr, facts, (true, Language::Zh)) {
        Some(Fault::Divisor { zero, example, .. }) => Some((zero, example.unwrap().zh)),
        other => other.map(|fault| panic!("{fault:?}")),
    }
}

#[test]
fn divisors_are_proved_by_range_fact_or_guard() {
    let quotient = compute(Op::Div, money(0), money(1));
    assert_eq!(divides(&quotient, &[]), Some(("乙 = 0元".into(), "乙 = 0元".into())));
    assert_eq!(divides(&compute(Op::Div, money(0), money(2)), &[]), None);
    let zero = compare(money(1), Relation::Equal, whole(0));
    assert_eq!(divides(&quotient, &[negated(&zero)]), None);
    // 甲 + 乙 is 0 only where both are.
    let sum = compute(Op::Add, money(0), money(1));
    let share = compute(Op::Div, money(0), sum.clone());
    assert_eq!(divides(&share, &[]), Some(("甲 + 乙 = 0元".into(), "甲 = 0元，乙 = 0元".into())));
    assert_eq!(divides(&share, &[compare(money(0), Relation::Greater, whole(0))]), None);
    // 非 (乙 = 0) 且 甲/乙 > 1, and the same read by 或.
    let over = compare(quotient, Relation::Greater, whole(1));
    assert_eq!(divides(&expr(Kind::YesNo, Node::And(vec![negated(&zero), over.clone()])), &[]), None);
    assert_eq!(divides(&expr(Kind::YesNo, Node::Or(vec![zero.clone(), over.clone()])), &[]), None);
    assert!(divides(&expr(Kind::YesNo, Node::And(vec![over, negated(&zero)])), &[]).is_some());
    // A product of two that are not 0 is not 0, though not linear.
    let product = compute(Op::Mul, money(2), number(Kind::Number, whole(2)));
    assert_eq!(divides(&compute(Op::Div, money(0), product), &[]), None);
}

#[test]
fn optional_fields_are_read_behind_filled_only() {
    let mut fields = fields();
    fields[0].optional = true;
    let filled = expr(Kind::YesNo, Node::Filled(FieldId::at(0)));
    let over = compare(money(0), Relation::Greater, whole(1));
    let ask = |expr: &Expr, facts: &[Expr]| {
        let mut prover = Prover::new(&fields, &[], &[]);
        matches!(first_fault(&mut prover, expr, facts, (true, Language::Zh)), Some(Fault::Blank { .. }))
    };
    assert!(ask(&over, &[]));
    assert!(!ask(&over, std::slice::from_ref(&filled)));
    assert!(!ask(&expr(Kind::YesNo, Node::And(vec![filled.clone(), over.clone()])), &[]));
    assert!(ask(&expr(Kind::YesNo, Node::Or(vec![filled, over])), &[]));
}

#[test]
fn a_rounded_measure_is_rounded_in_examples() {
    // 指标值 = 甲 / 丙, kept to 2 decimals of the percentage, is never between 89.99% and 90%.
    let fields = fields();
    let measure = |rounding| Measure {
        value: compute(Op::Div, money(0), money(2)),
        range: None,
        domain: from(0),
        rounding,
        unit: DisplayUnit::of(&Kind::Ratio),
        indicator: crate::ids::IndicatorId::at(0),
        span: span(),
    };
    let value = expr(Kind::Ratio, Node::Measure(MeasureId::at(0)));
    let over = compare(value.clone(), Relation::Greater, part(8999, 10000));
    let under = compare(value, Relation::Less, part(9, 10));
    let exact = [measure(None)];
    let mut prover = Prover::new(&fields, &[], &exact);
    let Outcome::Possible(witness) = prover.together(&[(&over, true), (&under, true)]) else { panic!("exact") };
    let shown = prover.example(&witness, &[&over]).zh;
    assert_eq!(shown, "指标值 = 89.995%");
    let rounded = [measure(Some(Rounding { places: 2, mode: RoundingMode::HalfUp }))];
    let mut prover = Prover::new(&fields, &[], &rounded);
    assert!(!matches!(prover.together(&[(&over, true), (&under, true)]), Outcome::Possible(_)));
}

#[test]
fn rounding_reaches_ends_that_do_not_belong() {
    // (0%, 99.996%) kept to 2 decimals: 0.00% to 100.00%; cut off: 99.99%.
    let open = Interval { lower: End::Open(whole(0)), upper: End::Open(part(99996, 100_000)) };
    let to = |mode| rounded_domain(&open, Rounding { places: 2, mode }, &part(1, 100));
    assert_eq!(to(RoundingMode::HalfUp), Interval::closed(whole(0), whole(1)));
    assert_eq!(to(RoundingMode::Truncate), Interval::closed(whole(0), part(9999, 10_000)));
}

/// `x ∘ (y ∘ z)` for fields of six kinds of ranges, each once.
fn mixed(visit: &mut dyn FnMut(&mut Prover<'_>, Expr)) {
    let open = |lower, upper| Interval { lower: End::Open(whole(lower)), upper: End::Closed(whole(upper)) };
    let ranges = [from(0), above(0), Interval::closed(whole(0), whole(1)), open(-2, 3), open(-5, -1), Interval::ALL];
    let fields = ranges.map(|range| field("甲", Kind::Money, range));
    let mut prover = Prover::new(&fields, &[], &[]);
    let ops = [Op::Add, Op::Sub, Op::Mul, Op::Div];
    let node = |op, left, right| expr(Kind::Money, Node::Arithmetic(op, Box::new(left), Box::new(right)));
    for at in 0..fields.len().pow(3) {
        let [x, y, z] = [at % 6, at / 6 % 6, at / 36];
        if x == y || y == z || x == z {
            continue;
        }
        for (outer, inner) in ops.iter().flat_map(|outer| ops.map(|inner| (*outer, inner))) {
            visit(&mut prover, node(outer, money(x), node(inner, money(y), money(z))));
        }
    }
}

#[test]
fn interval_arithmetic_is_used_only_where_it_is_exact() {
    // A fact that says nothing and reads a field twice makes the prover take the long way.
    let idle = compare(compute(Op::Sub, money(0), money(0)), Relation::Equal, whole(0));
    mixed(&mut |prover, expr| {
        let long = prover.domain(&expr, std::slice::from_ref(&idle));
        assert_eq!(prover.domain(&expr, &[]), long, "{expr:?}");
    });
}

#[test]
fn what_never_holds_has_no_example_and_the_other_way_round() {
    mixed(&mut |prover, expr| {
        for relation in [Relation::Less, Relation::Equal, Relation::NotEqual] {
            let condition = [(&compare(expr.clone(), relation, whole(1)), true)];
            let together = prover.clone().together(&condition);
            assert_eq!(prover.clone().never(&[], &condition), together.is_never(), "{relation:?} {expr:?}");
        }
    });
}
