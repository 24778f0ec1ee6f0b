//! The laws of exact numbers: against big rationals across the 128-bit border, against sampled points for intervals,
//! and against the printed vectors for rounding.

#![expect(clippy::arithmetic_side_effects, reason = "test numbers are far from overflow, or meant to reach it")]

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::*;

/// splitmix64: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// The same number twice: as ours, and as a big rational made without ours.
fn pair(dice: &mut Dice) -> (Rational, BigRational) {
    let (num, den) = (whole(dice), whole(dice));
    let den = if den.is_zero() { BigInt::from(7) } else { den };
    (exact(&num).checked_div(&exact(&den)).unwrap(), BigRational::new(num, den))
}

/// Whole numbers, small, around powers of ten, around the ends of 64 and 128 bits, and beyond.
fn whole(dice: &mut Dice) -> BigInt {
    let near = |number: BigInt, dice: &mut Dice| number + BigInt::from(dice.below(5)) - BigInt::from(2);
    let number = match dice.below(6) {
        0 | 1 => BigInt::from(dice.below(30)),
        2 => near(BigInt::from(i64::MAX), dice),
        3 => near(BigInt::from(i128::MAX), dice),
        4 => near(BigInt::from(10).pow(u32::try_from(dice.below(50)).unwrap()), dice),
        _ => BigInt::from(dice.next()) * BigInt::from(dice.next()),
    };
    if dice.below(2) == 0 { number } else { -number }
}

/// A whole number from its digits, by sums and products only.
fn exact(number: &BigInt) -> Rational {
    let digits = number.magnitude().to_string();
    let value = digits.bytes().fold(Rational::ZERO, |value, digit| {
        &(&value * &Rational::whole(10)) + &Rational::whole(i64::from(digit - b'0'))
    });
    if number.is_negative() { -&value } else { value }
}

fn same(ours: &Rational, theirs: &BigRational, what: &str) {
    let (num, den) = ours.parts();
    assert_eq!((&num, &den), (theirs.numer(), theirs.denom()), "{what}");
    // Equal numbers have one representation, whichever way they were reached.
    assert_eq!(*ours, exact(&num).checked_div(&exact(&den)).unwrap(), "{what}");
}

#[test]
fn agrees_with_big_rationals_across_the_border() {
    let mut dice = Dice(1);
    for round in 0..400 {
        let ((a, big_a), (b, big_b)) = (pair(&mut dice), pair(&mut dice));
        let case = format!("round {round}: {big_a} and {big_b}");
        same(&(&a + &b), &(&big_a + &big_b), &case);
        same(&(&a - &b), &(&big_a - &big_b), &case);
        same(&(&a * &b), &(&big_a * &big_b), &case);
        same(&-&a, &-&big_a, &case);
        same(&a.abs(), &big_a.abs(), &case);
        same(&a.floor(), &big_a.floor(), &case);
        same(&a.ceil(), &big_a.ceil(), &case);
        match a.checked_div(&b) {
            Some(quotient) => same(&quotient, &(&big_a / &big_b), &case),
            None => assert!(big_b.is_zero(), "{case}"),
        }
        assert_eq!(a.cmp(&b), big_a.cmp(&big_b), "{case}");
        assert_eq!(a == b, big_a == big_b, "{case}");
        assert_eq!(a.is_whole(), big_a.is_integer(), "{case}");
        assert_eq!(a.is_negative(), big_a.is_negative(), "{case}");
        assert_eq!(a.is_positive(), big_a.is_positive(), "{case}");
        let (back, way) = (&(&a + &b) - &b, &(&a * &b) + &(&a * &-&b));
        assert_eq!(back, a, "{case}");
        assert_eq!(way, Rational::ZERO, "{case}");
    }
}

#[test]
fn the_least_128_bit_number_is_no_trap() {
    let least = exact(&BigInt::from(i128::MIN));
    let most = exact(&BigInt::from(i128::MAX));
    assert_eq!(-&least, &most + &Rational::ONE);
    assert_eq!(-&-&least, least);
    assert_eq!(least.abs(), &most + &Rational::ONE);
    assert_eq!(least.checked_div(&Rational::whole(-1)).unwrap(), &most + &Rational::ONE);
    assert_eq!(least.checked_div(&least).unwrap(), Rational::ONE);
    assert_eq!(&least - &least, Rational::ZERO);
    assert_eq!(least.floor(), least);
    assert_eq!(Rational::ONE.checked_div(&least).unwrap().checked_div(&Rational::ONE).unwrap().ceil(), Rational::ZERO);
    assert!(least < most && Rational::ZERO > least);
    assert_eq!(least.to_fixed(0), i128::MIN.to_string());
}

#[test]
fn a_third_times_three_is_one() {
    let third = Rational::new(1, 3).unwrap();
    assert_eq!(&third * &Rational::whole(3), Rational::ONE);
    assert_eq!(Rational::new(1, 0), None);
    assert_eq!(Rational::new(6500, 24).unwrap() * Rational::new(75, 100).unwrap(), Rational::new(1625, 8).unwrap());
    assert_eq!(Rational::new(675, 750), Rational::new(9, 10));
    assert_eq!(Rational::new(-1, -2), Rational::new(1, 2));
}

#[test]
fn decimals_are_counted_and_printed() {
    let of = |num, den| Rational::new(num, den).unwrap();
    for (number, places) in [(of(1, 8), Some(3)), (of(1, 3), None), (of(5, 1), Some(0)), (of(-3, 200), Some(3))] {
        assert_eq!(number.decimal_places(), places, "{number:?}");
    }
    for (number, places, text) in [
        (of(1, 8), 2, "0.12"),
        (of(-1, 8), 3, "-0.125"),
        (of(-1, 1000), 2, "0.00"),
        (of(1234, 1), 0, "1234"),
        (of(1234, 1), 2, "1234.00"),
        (of(-5, 100), 2, "-0.05"),
        (of(10, 1), 1, "10.0"),
    ] {
        assert_eq!(number.to_fixed(places), text);
    }
    assert_eq!(Rational::power_of_ten(40).to_fixed(0), format!("1{}", "0".repeat(40)));
    assert_eq!(&Rational::power_of_ten(-40) * &Rational::power_of_ten(40), Rational::ONE);
}

#[test]
fn rounds_as_the_vectors_say() {
    use RoundingMode::{AwayFromZero, HalfEven, HalfUp, Truncate};
    let hundredths = |number: i64, scale| Rational::new(number, scale).unwrap();
    // number, decimals, 四舍五入, 四舍六入五成双, 截断, 进一 – the results counted in the last decimal kept
    let rows: &[(i64, i64, u32, [i64; 4])] = &[
        (98_845, 1000, 2, [9885, 9884, 9884, 9885]),
        (98_835, 1000, 2, [9884, 9884, 9883, 9884]),
        (25, 10, 0, [3, 2, 2, 3]),
        (-25, 10, 0, [-3, -2, -2, -3]),
        (35, 10, 0, [4, 4, 3, 4]),
        (899_949, 10_000, 2, [8999, 8999, 8999, 9000]),
        (1, 3, 2, [33, 33, 33, 34]),
        (-1, 3, 2, [-33, -33, -33, -34]),
        (5, 1, 2, [500, 500, 500, 500]),
        (0, 1, 2, [0, 0, 0, 0]),
        (250_001, 100_000, 0, [3, 3, 2, 3]),
    ];
    for (num, den, places, results) in rows {
        for (mode, result) in [HalfUp, HalfEven, Truncate, AwayFromZero].into_iter().zip(results) {
            let rounded = Rounding { places: *places, mode }.round(&hundredths(*num, *den));
            let expected = &Rational::whole(*result) * &Rational::power_of_ten(-i32::try_from(*places).unwrap());
            assert_eq!(rounded, expected, "{num}/{den} to {places} places, {mode:?}");
        }
    }
}

#[test]
fn rounding_keeps_its_promises() {
    let mut dice = Dice(2);
    for _ in 0..200 {
        let number = pair(&mut dice).0;
        let places = u32::try_from(dice.below(4)).unwrap();
        let unit = Rational::power_of_ten(-i32::try_from(places).unwrap());
        for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Truncate, RoundingMode::AwayFromZero] {
            let rounding = Rounding { places, mode };
            let rounded = rounding.round(&number);
            assert!(rounded.decimal_places().is_some_and(|used| used <= places));
            assert_eq!(rounding.round(&rounded), rounded, "rounding twice is rounding once");
            assert_eq!(rounding.round(&-&number), -&rounded, "symmetric about 0");
            let off = (&rounded - &number).abs();
            match mode {
                RoundingMode::HalfUp | RoundingMode::HalfEven => assert!(&off + &off <= unit),
                RoundingMode::Truncate => assert!(off < unit && rounded.abs() <= number.abs()),
                RoundingMode::AwayFromZero => assert!(off < unit && rounded.abs() >= number.abs()),
            }
        }
    }
}

/// Points on, just below and just above every half from −4 to 4, and far away.
fn points() -> Vec<Rational> {
    let near = |half: i64| [-1, 0, 1].map(|off| Rational::new(half * 500 + off, 1000).unwrap());
    (-8..=8).flat_map(near).chain([Rational::whole(-1000), Rational::whole(1000)]).collect()
}

fn interval(dice: &mut Dice) -> Interval {
    let end = |dice: &mut Dice| {
        let number = Rational::new(i64::try_from(dice.below(13)).unwrap() - 6, 2).unwrap();
        match dice.below(5) {
            0 => End::Unbounded,
            1 | 2 => End::Open(number),
            _ => End::Closed(number),
        }
    };
    Interval { lower: end(dice), upper: end(dice) }
}

fn members(interval: &Interval) -> Vec<Rational> {
    points().into_iter().filter(|point| interval.contains(point)).collect()
}

#[test]
fn intervals_are_sets() {
    let mut dice = Dice(3);
    for _ in 0..150 {
        let (left, right) = (interval(&mut dice), interval(&mut dice));
        let (in_left, in_right) = (members(&left), members(&right));
        let case = format!("{left:?} and {right:?}");
        assert_eq!(left.is_empty(), in_left.is_empty(), "{case}");
        assert_eq!(left.only(), if in_left.len() == 1 { in_left.first() } else { None }, "{case}");
        let common = left.intersection(&right);
        let both = |point: &Rational| left.contains(point) && right.contains(point);
        assert!(points().iter().all(|point| common.contains(point) == both(point)), "{case}");
        let hull = left.hull(&right);
        assert!(in_left.iter().chain(&in_right).all(|point| hull.contains(point)), "{case}");
        assert!(hull.contains_all(&left) && hull.contains_all(&right), "{case}");
        let subset = in_right.iter().all(|point| left.contains(point));
        assert_eq!(left.contains_all(&right), subset, "{case}");
        let (below, above) = left.outside();
        let out = |point: &Rational| below.iter().chain(&above).any(|part| part.contains(point));
        if !left.is_empty() {
            assert!(points().iter().all(|point| out(point) != left.contains(point)), "{case}");
        }
    }
}

/// All results lie in `result`, and an end that belongs to it is reached.
fn tight(result: &Interval, reached: &[Rational], case: &str) {
    assert!(reached.iter().all(|number| result.contains(number)), "{case} gives {result:?}");
    for end in [&result.lower, &result.upper] {
        if let End::Closed(number) = end {
            assert!(reached.contains(number), "{case}: {number:?} of {result:?} is never reached");
        }
    }
}

#[test]
fn interval_arithmetic_is_sound_and_tight() {
    let mut dice = Dice(4);
    for _ in 0..60 {
        let (left, right) = (interval(&mut dice), interval(&mut dice));
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let (in_left, in_right) = (members(&left), members(&right));
        let pairs = || in_left.iter().flat_map(|l| in_right.iter().map(move |r| (l, r)));
        for op in [Op::Add, Op::Sub, Op::Mul, Op::Div] {
            let reached = pairs().filter_map(|(l, r)| op.compute(l, r)).collect::<Vec<_>>();
            tight(&left.combine(op, &right), &reached, &format!("{left:?} {} {right:?}", op.symbol()));
        }
        let case = format!("{left:?} and {right:?}");
        tight(&left.max(&right), &pairs().map(|(l, r)| l.max(r).clone()).collect::<Vec<_>>(), &case);
        tight(&left.min(&right), &pairs().map(|(l, r)| l.min(r).clone()).collect::<Vec<_>>(), &case);
        tight(&left.abs(), &in_left.iter().map(Rational::abs).collect::<Vec<_>>(), &case);
        for relation in ALL_RELATIONS {
            let answers = pairs().map(|(l, r)| relation.holds(l, r)).collect::<Vec<_>>();
            let expected = match (answers.contains(&true), answers.contains(&false)) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                _ => None,
            };
            assert_eq!(left.compare_all(relation, &right), expected, "{case} {}", relation.symbol());
        }
    }
}

const ALL_RELATIONS: [Relation; 6] =
    [Relation::Equal, Relation::NotEqual, Relation::Less, Relation::AtMost, Relation::Greater, Relation::AtLeast];

#[test]
fn a_negated_relation_holds_where_the_relation_does_not() {
    for relation in ALL_RELATIONS {
        for (left, right) in [(1, 2), (2, 2), (3, 2)] {
            assert_ne!(relation.holds(&left, &right), relation.negated().holds(&left, &right));
        }
    }
}

fn units() -> Units {
    let mut units = Units::default();
    units.declare("元", UnitKind::Money).unwrap();
    let yuan = units.find("元").unwrap();
    units.declare_as("万元", &Rational::whole(10_000), &yuan).unwrap();
    units.declare("人", UnitKind::Count).unwrap();
    units.declare("月", UnitKind::Count).unwrap();
    units.declare("%", UnitKind::Ratio).unwrap();
    units
}

#[test]
fn units_are_found_scaled_and_compound() {
    let mut units = units();
    let per = |under: &[&str]| Kind::Per(Box::new(Kind::Money), under.iter().map(|one| (*one).into()).collect());
    for (written, kind, factor) in [
        ("万元", Kind::Money, 10_000),
        ("万人", Kind::Count("人".into()), 10_000),
        ("亿人", Kind::Count("人".into()), 100_000_000),
        ("元/人", per(&["人"]), 1),
        ("万元/人", per(&["人"]), 10_000),
        ("元/人·月", per(&["人", "月"]), 1),
        ("元/月·人", per(&["人", "月"]), 1),
    ] {
        let unit = units.find(written).unwrap();
        assert_eq!((unit.kind, unit.factor), (kind, Rational::whole(factor)), "{written}");
    }
    for unknown in ["", "万", "万万人", "元/", "/人", "人/元", "万%", "元/人/月", "元 "] {
        assert!(units.find(unknown).is_none(), "{unknown}");
    }
    assert!(units.declare("元", UnitKind::Count).is_err(), "declared twice");
}

#[test]
fn the_algebra_is_the_table() {
    use Kind::{Change, Date, Days, Money, Number, Point, Ratio, Score, WorkingDays};
    let count = |unit: &str| Kind::Count(unit.into());
    let per = |unit: &str| Kind::Per(Box::new(Money), vec![unit.into()]);
    let rows = [
        (Money, Op::Add, Money, Some(Money)),
        (Ratio, Op::Add, Ratio, Some(Ratio)),
        (Change, Op::Add, Change, None),
        (Ratio, Op::Sub, Ratio, Some(Point)),
        (Change, Op::Sub, Change, Some(Point)),
        (Ratio, Op::Add, Point, Some(Ratio)),
        (Ratio, Op::Sub, Point, Some(Ratio)),
        (Point, Op::Sub, Ratio, None),
        (Change, Op::Sub, Point, Some(Change)),
        (Money, Op::Div, Money, Some(Ratio)),
        (Point, Op::Div, Point, Some(Number)),
        (Number, Op::Div, Number, Some(Number)),
        (Money, Op::Mul, Ratio, Some(Money)),
        (Ratio, Op::Mul, Money, Some(Money)),
        (Score, Op::Mul, Number, Some(Score)),
        (Money, Op::Mul, Money, None),
        (Money, Op::Div, count("人"), Some(per("人"))),
        (per("人"), Op::Mul, count("人"), Some(Money)),
        (Money, Op::Div, per("人"), Some(count("人"))),
        (count("人"), Op::Add, count("人次"), None),
        (Money, Op::Add, per("人"), None),
        (Date, Op::Sub, Date, Some(Days)),
        (Date, Op::Add, Days, Some(Date)),
        (Date, Op::Add, Date, None),
        (Days, Op::Add, WorkingDays, None),
        (Date, Op::Add, WorkingDays, None),
        (Money, Op::Sub, Ratio, None),
        (Ratio, Op::Add, Change, None),
        (Ratio, Op::Sub, Number, None),
    ];
    for (left, op, right, result) in rows {
        assert_eq!(op.kind(&left, &right), result, "{left:?} {} {right:?}", op.symbol());
    }
}

/// Against trying all numbers.
#[test]
fn whole_multiples_are_all_there_are() {
    for (num, den) in [(1953, 2000), (2000, 1953), (-7, 12), (3, 1), (0, 1), (5, 6)] {
        for (part, of) in [(0, 1), (1, 2), (-5, 12), (1, 3), (7, 1)] {
            let (factor, offset) = (Rational::new(num, den).unwrap(), Rational::new(part, of).unwrap());
            let whole = |n: i64| (&(&Rational::whole(n) * &factor) + &offset).is_whole();
            let found = (0..5000).filter(|n| whole(*n)).take(2).collect::<Vec<_>>();
            let expected = match found.as_slice() {
                [first, next] => Some((Rational::whole(*first), Rational::whole(next - first))),
                _ => None,
            };
            assert_eq!(factor.whole_multiples(&offset), expected, "{num}/{den} + {part}/{of}");
        }
    }
}
