//! What a field may hold, and what a measure comes to after its 修约.

use super::{CompareFunction, Field, Measure};
use crate::quantity::{Kind, Rational};

impl Field {
    /// Whether a submission gives it under its own name: whether it is no column and no cell of a row.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.table.is_none() && self.row.is_none()
    }

    /// Whether it only holds whole numbers of base units: what is proved of rules rests on it, so no other may be bound.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match &self.kind {
            Kind::YesNo | Kind::Level(_) | Kind::Text | Kind::Date | Kind::Target | Kind::Quantity => true,
            Kind::Count(_) | Kind::Days | Kind::WorkingDays => {
                self.digits == Some(0) && self.unit.factor == Rational::ONE
            }
            _ => self.compared.is_some_and(|one| one.function == CompareFunction::Rank),
        }
    }

    /// Whether it may hold a number: in its range, and with no more decimals than declared.
    #[must_use]
    pub fn takes(&self, number: &Rational) -> bool {
        let places = number.checked_div(&self.unit.factor).and_then(|scaled| scaled.decimal_places());
        self.range.contains(number) && places.is_some_and(|places| self.digits.is_none_or(|limit| places <= limit))
    }
}

impl Measure {
    /// A value of the formula after 修约, whose places count in percent for ratios, changes and points, else in the unit
    /// in which the measure is printed.
    #[must_use]
    pub fn rounded(&self, value: &Rational) -> Rational {
        let Some(rounding) = self.rounding else { return value.clone() };
        let unit = self.rounding_unit();
        value.checked_div(&unit).map_or_else(|| value.clone(), |scaled| &rounding.round(&scaled) * &unit)
    }

    /// What the places of 修约 count in.
    #[must_use]
    pub fn rounding_unit(&self) -> Rational {
        match self.value.kind {
            Kind::Ratio | Kind::Change | Kind::Point => Rational::power_of_ten(-2),
            _ => self.unit.factor.clone(),
        }
    }
}
