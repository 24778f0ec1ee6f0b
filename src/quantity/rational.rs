//! Exact rational numbers: 64-bit integers where they suffice, larger ones behind them.

use std::cmp::Ordering;
use std::num::NonZeroI64;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact rational number.
///
/// Sums, differences and products never fail and never round; a quotient is [`Rational::checked_div`].
// INVARIANT: every form is in lowest terms with a positive denominator, and holds only what does not fit the one before
// it. So equal numbers have equal representations, and `Eq` and `Hash` may be derived.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rational(Repr);

/// Trees and proofs are full of numbers: nearly all take two words, and the rest stand behind a pointer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Repr {
    Small { num: i64, den: NonZeroI64 },
    Large(Box<Large>),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Large {
    Wide { num: i128, den: i128 },
    Big(BigRational),
}

/// The denominator of whole numbers.
const UNIT: NonZeroI64 = match NonZeroI64::new(1) {
    Some(one) => one,
    None => NonZeroI64::MAX,
};

impl Rational {
    /// 0.
    pub const ZERO: Rational = Rational(Repr::Small { num: 0, den: UNIT });
    /// 1.
    pub const ONE: Rational = Rational(Repr::Small { num: 1, den: UNIT });

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Rational(Repr::Small { num: number, den: UNIT })
    }

    /// `num / den`, or `None` if `den` is 0.
    #[must_use]
    pub fn new(num: i64, den: i64) -> Option<Self> {
        Self::whole(num).checked_div(&Self::whole(den))
    }

    /// `10` to the power of `exponent`.
    #[must_use]
    pub fn power_of_ten(exponent: i32) -> Self {
        if let Some(power) = small_power_of_ten(exponent.unsigned_abs()) {
            let (num, den) = if exponent < 0 { (1, power) } else { (power, 1) };
            return Self::lowest(num, den);
        }
        let power = num_traits::pow(BigInt::from(10), usize::try_from(exponent.unsigned_abs()).unwrap_or_default());
        let (num, den) = if exponent < 0 { (BigInt::one(), power) } else { (power, BigInt::one()) };
        Self::from_big(BigRational::new(num, den))
    }

    /// Numerator and denominator in lowest terms, the denominator positive.
    #[must_use]
    pub fn parts(&self) -> (BigInt, BigInt) {
        let big = self.to_big();
        (big.numer().clone(), big.denom().clone())
    }

    /// The quotient, or `None` where the divisor is 0.
    #[must_use]
    pub fn checked_div(&self, divisor: &Rational) -> Option<Rational> {
        if divisor.is_zero() {
            return None;
        }
        let exact = small(self, divisor, |a, b, c, d| Some((a.checked_mul(d)?, b.checked_mul(c)?)))
            .or_else(|| wide(self, divisor, |a, b, c, d| Some((a.checked_mul(d)?, b.checked_mul(c)?))));
        Some(exact.unwrap_or_else(|| Self::from_big(self.to_big() / divisor.to_big())))
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small { num: 0, .. })
    }

    /// Whether it is above 0.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        match &self.0 {
            Repr::Small { num, .. } => *num > 0,
            Repr::Large(large) => match &**large {
                Large::Wide { num, .. } => *num > 0,
                Large::Big(big) => big.is_positive(),
            },
        }
    }

    /// Whether it is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { num, .. } => *num < 0,
            Repr::Large(large) => match &**large {
                Large::Wide { num, .. } => *num < 0,
                Large::Big(big) => big.is_negative(),
            },
        }
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small { den, .. } => *den == UNIT,
            Repr::Large(large) => match &**large {
                Large::Wide { den, .. } => *den == 1,
                Large::Big(big) => big.is_integer(),
            },
        }
    }

    /// The distance from 0.
    #[must_use]
    pub fn abs(&self) -> Rational {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The greatest whole number not above it.
    #[must_use]
    pub fn floor(&self) -> Rational {
        match &self.0 {
            Repr::Small { num, den } => Self::whole(Integer::div_floor(num, &den.get())),
            Repr::Large(_) => Self::from_big(self.to_big().floor()),
        }
    }

    /// The least whole number not below it.
    #[must_use]
    pub fn ceil(&self) -> Rational {
        -&(-self).floor()
    }

    /// The whole numbers `n` for which `n · self + offset` is whole: the first from 0, and how far it is from one to the
    /// next. `None` where there are none.
    #[must_use]
    pub fn whole_multiples(&self, offset: &Rational) -> Option<(Rational, Rational)> {
        let (num, den) = self.parts();
        // n · num ≡ −offset · den, modulo den.
        let (wanted, over) = (offset * &Self::from_big(BigRational::from(den.clone()))).parts();
        let first = (-wanted * num.extended_gcd(&den).x).mod_floor(&den);
        over.is_one().then(|| (Self::from_big(first.into()), Self::from_big(den.into())))
    }

    /// How many decimal places write it exactly, or `None` if its decimals do not end.
    #[must_use]
    pub fn decimal_places(&self) -> Option<u32> {
        if self.is_whole() {
            return Some(0);
        }
        let mut den = self.to_big().denom().clone();
        let mut count = |prime: u32| {
            let (prime, mut times) = (BigInt::from(prime), 0_u32);
            while (&den % &prime).is_zero() {
                den /= &prime;
                times = times.saturating_add(1);
            }
            times
        };
        let places = count(2).max(count(5));
        den.is_one().then_some(places)
    }

    /// The digits with exactly `places` decimals, cut off (not rounded) beyond them; callers round first.
    #[must_use]
    pub fn to_fixed(&self, places: u32) -> String {
        let scaled = self * &Self::power_of_ten(i32::try_from(places).unwrap_or(i32::MAX));
        let cut = scaled.abs().floor();
        let digits = match &cut.0 {
            Repr::Small { num, .. } => num.to_string(),
            Repr::Large(_) => cut.to_big().numer().to_string(),
        };
        let width = usize::try_from(places).unwrap_or_default();
        let digits = format!("{digits:0>width$}", width = width.saturating_add(1));
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(width));
        let sign = if scaled.is_negative() && !cut.is_zero() { "-" } else { "" };
        if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// A quotient in lowest terms; `None` where its parts do not fit.
    fn reduced(num: i128, den: i128) -> Option<Rational> {
        if let (Ok(num), Ok(den)) = (i64::try_from(num), i64::try_from(den)) {
            return Self::reduced_small(num, den);
        }
        let divisor = num.checked_abs().and(den.checked_abs()).map(|_| num.gcd(&den))?;
        let (num, den) = (num.checked_div(divisor)?, den.checked_div(divisor)?);
        let (num, den) = if den < 0 { (num.checked_neg()?, den.checked_neg()?) } else { (num, den) };
        Some(Self::lowest(num, den))
    }

    /// The same on 64 bits, which is nearly always enough and many times as fast.
    fn reduced_small(num: i64, den: i64) -> Option<Rational> {
        if den == 1 {
            return Some(Self::whole(num));
        }
        let divisor = num.checked_abs().and(den.checked_abs()).map(|_| num.gcd(&den))?;
        let divisor = if den < 0 { divisor.wrapping_neg() } else { divisor };
        let (num, den) = (num.checked_div(divisor)?, den.checked_div(divisor)?);
        Some(Rational(Repr::Small { num, den: NonZeroI64::new(den)? }))
    }

    /// A quotient whose parts are in lowest terms, the denominator positive.
    fn lowest(num: i128, den: i128) -> Rational {
        match (i64::try_from(num), i64::try_from(den).ok().and_then(NonZeroI64::new)) {
            (Ok(num), Some(den)) => Rational(Repr::Small { num, den }),
            _ => Rational(Repr::Large(Box::new(Large::Wide { num, den }))),
        }
    }

    fn from_big(big: BigRational) -> Rational {
        match (big.numer().to_i128(), big.denom().to_i128()) {
            (Some(num), Some(den)) => Self::lowest(num, den),
            _ => Rational(Repr::Large(Box::new(Large::Big(big)))),
        }
    }

    /// Numerator and denominator, where 128 bits are enough.
    fn to_wide(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Repr::Small { num, den } => Some((i128::from(*num), i128::from(den.get()))),
            Repr::Large(large) => match &**large {
                Large::Wide { num, den } => Some((*num, *den)),
                Large::Big(_) => None,
            },
        }
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small { num, den } => BigRational::new_raw(BigInt::from(*num), BigInt::from(den.get())),
            Repr::Large(large) => match &**large {
                Large::Wide { num, den } => BigRational::new_raw(BigInt::from(*num), BigInt::from(*den)),
                Large::Big(big) => big.clone(),
            },
        }
    }
}

fn small_power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

impl From<Decimal> for Rational {
    fn from(decimal: Decimal) -> Self {
        if let Some(small) = small_power_of_ten(decimal.scale()).and_then(|den| Self::reduced(decimal.mantissa(), den))
        {
            return small;
        }
        let den = BigInt::from(10).pow(decimal.scale());
        Self::from_big(BigRational::new(BigInt::from(decimal.mantissa()), den))
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            // The product of two 64-bit numbers always fits.
            let times = |one: i64, other: NonZeroI64| i128::from(one).wrapping_mul(i128::from(other.get()));
            return times(*a, *d).cmp(&times(*c, *b));
        }
        if let (Some((a, b)), Some((c, d))) = (self.to_wide(), other.to_wide())
            && let (Some(left), Some(right)) = (a.checked_mul(d), c.checked_mul(b))
        {
            return left.cmp(&right);
        }
        self.to_big().cmp(&other.to_big())
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        match &self.0 {
            Repr::Small { num, den } if *num != i64::MIN => {
                Rational(Repr::Small { num: num.wrapping_neg(), den: *den })
            }
            Repr::Small { .. } | Repr::Large(_) => Rational::from_big(-self.to_big()),
        }
    }
}

/// What becomes of `a/b` and `c/d` on 64 bits, or `None` where that is not enough.
fn small(
    left: &Rational,
    right: &Rational,
    combine: impl FnOnce(i64, i64, i64, i64) -> Option<(i64, i64)>,
) -> Option<Rational> {
    let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) = (&left.0, &right.0) else { return None };
    let (num, den) = combine(*a, b.get(), *c, d.get())?;
    Rational::reduced_small(num, den)
}

/// The same on 128 bits.
fn wide(
    left: &Rational,
    right: &Rational,
    combine: impl FnOnce(i128, i128, i128, i128) -> Option<(i128, i128)>,
) -> Option<Rational> {
    let ((a, b), (c, d)) = (left.to_wide()?, right.to_wide()?);
    let (num, den) = combine(a, b, c, d)?;
    Rational::reduced(num, den)
}

/// Numerator and denominator of a sum or a difference of `a/b` and `c/d`.
macro_rules! summed {
    ($combine:ident) => {
        |a, b, c, d| match b == d {
            true => Some((a.$combine(c)?, b)),
            false => Some((a.checked_mul(d)?.$combine(c.checked_mul(b)?)?, b.checked_mul(d)?)),
        }
    };
}

macro_rules! product {
    () => {
        |a, b, c, d| Some((a.checked_mul(c)?, b.checked_mul(d)?))
    };
}

macro_rules! operator {
    ($trait:ident, $method:ident, $combine:expr, $wide:expr, $sign:tt) => {
        impl $trait<&Rational> for &Rational {
            type Output = Rational;

            fn $method(self, other: &Rational) -> Rational {
                small(self, other, $combine)
                    .or_else(|| wide(self, other, $wide))
                    .unwrap_or_else(|| Rational::from_big(self.to_big() $sign other.to_big()))
            }
        }

        impl $trait for Rational {
            type Output = Rational;

            fn $method(self, other: Rational) -> Rational {
                $trait::$method(&self, &other)
            }
        }
    };
}

operator!(Add, add, summed!(checked_add), summed!(checked_add), +);
operator!(Sub, sub, summed!(checked_sub), summed!(checked_sub), -);
operator!(Mul, mul, product!(), product!(), *);

impl<'a> std::iter::Sum<&'a Rational> for Rational {
    fn sum<I: Iterator<Item = &'a Rational>>(numbers: I) -> Rational {
        numbers.fold(Rational::ZERO, |sum, number| &sum + number)
    }
}
