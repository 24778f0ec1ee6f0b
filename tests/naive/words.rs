//! The words of both keyword languages, for numbers, ranges and awards.

use jixiao::quantity::{Relation, RoundingMode};
use num_traits::{Signed, Zero};

use super::fraction::{Edge, F, Span, decimal, frac};
use super::model::{Award, Unit};

/// One of the two languages.
#[derive(Clone, Copy)]
pub struct Words {
    /// Chinese.
    pub zh: bool,
}

impl Words {
    /// The word of this language.
    pub fn t<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        if self.zh { zh } else { en }
    }

    /// A number of points.
    pub fn points(self, points: &F) -> String {
        if self.zh { format!("{}分", decimal(points)) } else { format!("{} points", decimal(points)) }
    }

    /// A constant with its unit. `variant` chooses among equal ways to write it.
    pub fn constant(self, value: &F, unit: Unit, variant: u64) -> String {
        match unit {
            Unit::Yuan => format!("{}元", decimal(value)),
            Unit::Wan if variant == 1 => format!("{}元", decimal(value)),
            Unit::Wan => format!("{}万元", decimal(&(value / frac(10_000, 1)))),
            Unit::Percent => format!("{}%", decimal(&(value * frac(100, 1)))),
            Unit::Change => {
                let percent = decimal(&(value.abs() * frac(100, 1)));
                match (value.is_negative(), variant == 1 && !value.is_zero()) {
                    // 下降 may not be compared (E0125), and most constants are.
                    (true, _) => format!("-{percent}%"),
                    (false, true) => format!("{} {percent}%", self.t("增长", "up")),
                    (false, false) => format!("{percent}%"),
                }
            }
            Unit::Times => format!("{}{}", decimal(value), self.t("次", "cases")),
            Unit::Days => format!("{}{}", decimal(value), self.t("日", "days")),
            Unit::WorkingDays => format!("{}{}", decimal(value), self.t("个工作日", "workdays")),
            Unit::Number | Unit::Count => decimal(value),
            Unit::Date => date(value),
            Unit::Level => self.level(value).to_owned(),
            Unit::YesNo => self.t(if value.is_zero() { "否" } else { "是" }, "").to_owned(),
        }
    }

    /// The name of a rank.
    pub fn level(self, rank: &F) -> &'static str {
        let names = if self.zh { ["差", "中", "好"] } else { ["poor", "fair", "good"] };
        names[usize::try_from(rank.to_integer()).unwrap()]
    }

    /// The step of a deduction: differences of ratios are points.
    pub fn step(self, value: &F, unit: Unit) -> String {
        match unit {
            Unit::Percent | Unit::Change => {
                let points = decimal(&(value * frac(100, 1)));
                if self.zh { format!("{points}个百分点") } else { format!("{points}pp") }
            }
            _ => self.constant(value, unit, 0),
        }
    }

    /// An award after 得.
    pub fn award(self, award: &Award) -> String {
        match award {
            Award::Computed { start, slope, other, clamped } => {
                self.computed((start, slope), other.as_ref().map(|(_, name)| name.as_str()), *clamped)
            }
            Award::Full => self.t("满分", "full").to_owned(),
            Award::Points(points) => self.points(points),
            Award::Share(share) if self.zh => format!("分值的 {}%", decimal(&(share * frac(100, 1)))),
            Award::Share(share) => format!("{}% of points", decimal(&(share * frac(100, 1)))),
            Award::ByJudgement | Award::Judged(_) => self.judged(award),
        }
    }

    /// `得 …`, or a judgement without 得.
    pub fn gets(self, award: &Award) -> String {
        match award {
            Award::ByJudgement | Award::Judged(_) => self.judged(award),
            _ => format!("{} {}", self.t("得", "gets"), self.award(award)),
        }
    }

    /// `满分 × (0.8 − 2 × 指标值)`
    fn computed(self, (start, slope): (&F, &F), other: Option<&str>, clamped: bool) -> String {
        let x = other.unwrap_or(self.t("指标值", "measure"));
        let sign = if slope < &F::zero() { "−" } else { "+" };
        let full = self.t("满分", "full");
        let score = format!("{full} × ({} {sign} {} × {x})", decimal(start), decimal(&slope.abs()));
        match clamped {
            true => format!("{}({score}, {}, {full})", self.t("限于", "clamp"), self.points(&F::zero())),
            false => score,
        }
    }

    /// A judgement.
    fn judged(self, award: &Award) -> String {
        let Award::Judged(levels) = award else { return self.t("人工评定", "by judgement").to_owned() };
        let rows = levels.iter().map(|(name, span)| format!("{name} {}", self.brackets(span, Unit::Percent)));
        format!("{} {{ {} }}", self.t("评定", "judged"), rows.collect::<Vec<_>>().join("; "))
    }

    /// `[75%, 90%)`
    pub fn brackets(self, span: &Span, unit: Unit) -> String {
        let (Edge::At(low, low_in), Edge::At(high, high_in)) = (&span.low, &span.high) else {
            panic!("a bracket needs both ends: {span:?}")
        };
        let (open, close) = (if *low_in { '[' } else { '(' }, if *high_in { ']' } else { ')' });
        format!("{open}{}, {}{close}", self.constant(low, unit, 0), self.constant(high, unit, 0))
    }

    /// A range in one of the ways in which it may be written.
    pub fn range(self, span: &Span, unit: Unit, variant: u64) -> String {
        let number = |value: &F| self.constant(value, unit, (variant / 8) % 2);
        match (&span.low, &span.high) {
            (Edge::At(low, true), Edge::At(high, true)) if low == high => {
                [format!("{} {}", self.t("等于", "equal to"), number(low)), format!("= {}", number(low))]
                    [usize::from(variant % 2 == 1)]
                .clone()
            }
            (Edge::At(low, low_in), Edge::At(high, high_in)) => {
                let mark = |belongs: bool| match (self.zh, belongs) {
                    (true, true) => "（含）",
                    (true, false) => "（不含）",
                    (false, true) => " (incl)",
                    (false, false) => " (excl)",
                };
                match variant % 2 {
                    0 => self.brackets(span, unit),
                    _ if self.zh => format!("{}{}至 {}{}", number(low), mark(*low_in), number(high), mark(*high_in)),
                    _ => format!("{}{} to {}{}", number(low), mark(*low_in), number(high), mark(*high_in)),
                }
            }
            (Edge::At(low, belongs), Edge::Free) => self.one_sided(&number(low), true, *belongs, variant),
            (Edge::Free, Edge::At(high, belongs)) => self.one_sided(&number(high), false, *belongs, variant),
            (Edge::Free, Edge::Free) => panic!("a range without ends is not written"),
        }
    }

    fn one_sided(self, number: &str, above: bool, belongs: bool, variant: u64) -> String {
        let (zh, en): (&[&str], &[&str]) = match (above, belongs) {
            (true, true) => (&["不低于 #", "≥ #", "# 以上"], &["at least #", "≥ #", "# or more"]),
            (true, false) => (&["超过 #", "高于 #", "> #"], &["above #", "> #"]),
            (false, true) => (&["不超过 #", "不高于 #", "≤ #", "# 以下", "# 以内"], &["at most #", "≤ #", "# or less"]),
            (false, false) => (&["低于 #", "不足 #", "< #"], &["below #", "< #"]),
        };
        let forms = if self.zh { zh } else { en };
        let chosen = usize::try_from(variant).unwrap() % forms.len();
        forms[chosen].replace('#', number)
    }

    /// A comparison word before a number, as in `当 不低于 90%` and `目标：不低于 90%`.
    pub fn relation(self, relation: Relation) -> &'static str {
        match relation {
            Relation::AtLeast => self.t("不低于", "at least"),
            Relation::AtMost => self.t("不超过", "at most"),
            Relation::Less => self.t("低于", "below"),
            Relation::Greater => self.t("超过", "above"),
            Relation::Equal => self.t("等于", "equal to"),
            Relation::NotEqual => "≠",
        }
    }

    /// A way of rounding.
    pub fn mode(self, mode: RoundingMode) -> &'static str {
        match mode {
            RoundingMode::HalfUp => self.t("四舍五入", "half up"),
            RoundingMode::HalfEven => self.t("四舍六入五成双", "half even"),
            RoundingMode::Truncate => self.t("截断", "truncate"),
            RoundingMode::AwayFromZero => self.t("进一", "away from zero"),
        }
    }

    /// `保留2位`
    pub fn places(self, places: u32) -> String {
        match (self.zh, places) {
            (true, _) => format!("保留{places}位"),
            (false, 1) => "to 1 place".to_owned(),
            (false, _) => format!("to {places} places"),
        }
    }
}

/// A Julian day number as a date, by counting days from 2000-01-01 (day 2451545).
pub fn date(day: &F) -> String {
    let mut left = i64::try_from(day.to_integer()).unwrap() - 2_451_545;
    let (mut year, mut month) = (2000, 1);
    loop {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if left < days {
            return format!("{year:04}-{month:02}-{:02}", left + 1);
        }
        left -= days;
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
}

/// Whether two texts are one word, whatever the width of its letters, its blanks and its full stop.
pub fn alike(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let narrow = text.chars().filter(|one| !one.is_whitespace()).map(|one| match one as u32 {
            code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap(),
            _ => one,
        });
        let narrow = narrow.collect::<String>();
        narrow.trim_end_matches(['.', '。']).to_owned()
    };
    plain(one) == plain(other)
}
