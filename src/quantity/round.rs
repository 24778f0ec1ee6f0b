//! Rounding, always named, always once.

use super::Rational;

/// What becomes of the digits that are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundingMode {
    /// 四舍五入: half away from zero.
    HalfUp,
    /// 四舍六入五成双: half to even (GB/T 8170-2008).
    HalfEven,
    /// 截断: towards zero.
    Truncate,
    /// 进一: away from zero.
    AwayFromZero,
}

/// A rounding rule: how many decimals, and how.
///
/// For ratios and changes the decimals are those of the percentage (2 means 97.65%).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Decimals kept.
    pub places: u32,
    /// What becomes of the rest.
    pub mode: RoundingMode,
}

impl Rounding {
    /// The number with no more than [`Rounding::places`] decimals.
    ///
    /// | in | out |
    /// |---|---|
    /// | any exact number | the neighbour that the mode names; itself where it has no more digits |
    #[must_use]
    pub fn round(self, number: &Rational) -> Rational {
        let places = i32::try_from(self.places).unwrap_or(i32::MAX);
        let scaled = &number.abs() * &Rational::power_of_ten(places);
        let floor = scaled.floor();
        let rest = &scaled - &floor;
        let up = match self.mode {
            RoundingMode::HalfUp => &rest + &rest >= Rational::ONE,
            RoundingMode::HalfEven => {
                let twice = &rest + &rest;
                let odd = !floor.checked_div(&Rational::whole(2)).is_some_and(|half| half.is_whole());
                twice > Rational::ONE || (twice == Rational::ONE && odd)
            }
            RoundingMode::Truncate => false,
            RoundingMode::AwayFromZero => !rest.is_zero(),
        };
        let whole = if up { &floor + &Rational::ONE } else { floor };
        let rounded = &whole * &Rational::power_of_ten(places.saturating_neg());
        if number.is_negative() { -&rounded } else { rounded }
    }
}
