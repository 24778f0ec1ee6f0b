//! The roundest number of an interval: what a person would give as an example.

use crate::quantity::{End, Interval, Rational, Rounding};

/// How numbers of a variable are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) struct Scale {
    /// Base units in one printed unit: 1/100 for `%`, 10000 for 万元.
    pub(in crate::check) unit: Rational,
    /// Only whole numbers of base units occur.
    pub(in crate::check) whole: bool,
}

/// Powers of ten, up and down from one unit, at which looking for a round number ends.
const MOST_PLACES: i32 = 30;

impl Scale {
    /// Bare numbers.
    pub(in crate::check) fn plain() -> Self {
        Scale { unit: Rational::ONE, whole: false }
    }
}

/// The number of an interval with the fewest digits: 0 if it is in it, else a multiple of the greatest possible power
/// of ten of the printed unit, and of those the one nearest to 0.
///
/// A scale of whole numbers may have none in the interval; the answer then is not whole.
pub(in crate::check) fn roundest(interval: &Interval, scale: &Scale) -> Rational {
    if interval.contains(&Rational::ZERO) {
        return Rational::ZERO;
    }
    if interval.upper.number().is_some_and(|upper| !upper.is_positive()) {
        return -&roundest(&interval.negated(), scale);
    }
    // From here on all numbers of the interval are above 0.
    let lower = interval.lower.number().cloned().unwrap_or(Rational::ZERO);
    let unit = if scale.whole { &Rational::ONE } else { &scale.unit };
    let mut power = start(&lower, unit);
    let last = if scale.whole { 0 } else { power.saturating_sub(MOST_PLACES) };
    while power >= last {
        let step = unit * &Rational::power_of_ten(power);
        // Between two neighbours the middle is the example that people give: 74.5% rather than 74.1%.
        let half = &step * &half();
        let steps = [Some(step), (!scale.whole).then_some(half)];
        if let Some(found) = steps.into_iter().flatten().find_map(|step| first_multiple(interval, &lower, &step)) {
            return found;
        }
        power = power.saturating_sub(1);
    }
    between(interval, &lower)
}

/// The power of ten to begin with: that of the lower end, so that 100% is followed by 200% rather than 1000%; above 0
/// one unit is tried first.
fn start(lower: &Rational, unit: &Rational) -> i32 {
    let mut power = 0;
    if lower.is_zero() {
        return power;
    }
    while power < MOST_PLACES && &(unit * &Rational::power_of_ten(power.saturating_add(1))) <= lower {
        power = power.saturating_add(1);
    }
    power
}

fn first_multiple(interval: &Interval, lower: &Rational, step: &Rational) -> Option<Rational> {
    let times = lower.checked_div(step)?.ceil();
    let first = &times * step;
    let second = &first + step;
    [first, second].into_iter().find(|candidate| interval.contains(candidate))
}

/// Any number of it.
fn between(interval: &Interval, lower: &Rational) -> Rational {
    match (&interval.lower, &interval.upper) {
        (End::Closed(number), _) | (_, End::Closed(number)) => number.clone(),
        (_, End::Open(upper)) => &(lower + upper) * &half(),
        (_, End::Unbounded) => lower + &Rational::ONE,
    }
}

fn half() -> Rational {
    Rational::new(1, 2).unwrap_or(Rational::ONE)
}

/// Where the values of an interval lie after rounding to decimals of `unit`: rounding keeps the order, and may reach an
/// end that does not itself belong to the interval (0.001% becomes 0.00%).
pub(in crate::check) fn rounded_domain(interval: &Interval, rounding: Rounding, unit: &Rational) -> Interval {
    let end = |end: &End| match end.number() {
        None => End::Unbounded,
        Some(number) => {
            let printed = number.checked_div(unit).unwrap_or_else(|| number.clone());
            End::Closed(&rounding.round(&printed) * unit)
        }
    };
    Interval { lower: end(&interval.lower), upper: end(&interval.upper) }
}
