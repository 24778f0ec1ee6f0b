//! The notation of the canonical form: nested lists of words, quoted texts and exact numbers.

use crate::quantity::{End, Interval, Rational, Rounding, RoundingMode};

/// A canonical form as it is written.
#[derive(Default)]
pub(super) struct Form {
    pub text: String,
}

/// What has a canonical form.
pub(super) trait Canonical {
    /// Writes it.
    fn write(&self, form: &mut Form);
}

impl Form {
    /// A list: `(name …)`.
    pub fn list(&mut self, name: &str, parts: &[&dyn Canonical]) {
        self.text.push('(');
        self.text.push_str(name);
        for part in parts {
            self.text.push(' ');
            part.write(self);
        }
        self.text.push(')');
    }
}

impl Canonical for str {
    fn write(&self, form: &mut Form) {
        form.text.push('"');
        for character in self.chars() {
            if matches!(character, '"' | '\\') {
                form.text.push('\\');
            }
            form.text.push(character);
        }
        form.text.push('"');
    }
}

impl Canonical for String {
    fn write(&self, form: &mut Form) {
        self.as_str().write(form);
    }
}

impl Canonical for bool {
    fn write(&self, form: &mut Form) {
        form.text.push_str(if *self { "yes" } else { "no" });
    }
}

impl Canonical for u32 {
    fn write(&self, form: &mut Form) {
        form.text.push_str(&self.to_string());
    }
}

impl Canonical for Rational {
    fn write(&self, form: &mut Form) {
        let (num, den) = self.parts();
        form.text.push_str(&format!("{num}/{den}"));
    }
}

impl Canonical for End {
    fn write(&self, form: &mut Form) {
        match self {
            End::Unbounded => form.list("unbounded", &[]),
            End::Closed(number) => form.list("closed", &[number]),
            End::Open(number) => form.list("open", &[number]),
        }
    }
}

impl Canonical for Interval {
    fn write(&self, form: &mut Form) {
        form.list("from", &[&self.lower, &self.upper]);
    }
}

impl Canonical for Rounding {
    fn write(&self, form: &mut Form) {
        let mode = match self.mode {
            RoundingMode::HalfUp => "half-up",
            RoundingMode::HalfEven => "half-even",
            RoundingMode::Truncate => "truncate",
            RoundingMode::AwayFromZero => "away-from-zero",
        };
        form.list(mode, &[&self.places]);
    }
}

impl<T: Canonical> Canonical for Option<T> {
    fn write(&self, form: &mut Form) {
        match self {
            Some(value) => value.write(form),
            None => form.text.push_str("none"),
        }
    }
}

impl<T: Canonical> Canonical for Vec<T> {
    fn write(&self, form: &mut Form) {
        let parts = self.iter().map(|part| part as &dyn Canonical).collect::<Vec<_>>();
        form.list("list", &parts);
    }
}

impl Canonical for [&dyn Canonical] {
    fn write(&self, form: &mut Form) {
        form.list("list", self);
    }
}

impl<T: Canonical + ?Sized> Canonical for &T {
    fn write(&self, form: &mut Form) {
        (**self).write(form);
    }
}

impl<T: Canonical + ?Sized> Canonical for Box<T> {
    fn write(&self, form: &mut Form) {
        (**self).write(form);
    }
}
