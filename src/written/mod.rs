//! How officials type figures and words in what they submit, and what is read from it. Nothing here knows a field.
//!
//! One table of what is taken for what, and nothing else is guessed: full-width characters for their ASCII twins, any
//! blank for a blank, `− –` for a minus, `≦ ≧ ⩽ ⩾ ═ ﹪` for `≤ ≥ ≤ ≥ = %`; comparison words for their signs.

mod meant;

use rust_decimal::Decimal;

pub use self::meant::{meant, without_exponent};

use crate::quantity::{End, Interval, Rational, Relation};
use crate::source::visible;

/// A number may have so many digits; exact decimals hold no more.
const MOST_DIGITS: usize = 28;

/// A figure as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// `≥`, 不低于 …; [`Relation::Equal`] where nothing is said.
    pub relation: Relation,
    /// Whether a comparison is written at all.
    pub compared: bool,
    /// Whether 增长 or 下降 stands before it.
    pub trend: bool,
    /// The number, with its sign (a 下降 is negative).
    pub number: Rational,
    /// Its digits without sign and separators.
    pub digits: String,
    /// How many of them stand behind the point.
    pub places: u32,
    /// The unit; empty for a bare number.
    pub unit: String,
}

/// Why a text is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not start like one.
    NotANumber,
    /// 约, 左右 …
    Approximate(String),
    /// A blank inside the digits.
    Blank,
    /// A comma that does not separate thousands.
    Comma,
    /// A point without digits on both sides, or a second one.
    Point,
    /// `1.2e3`.
    Exponent,
    /// `-0`.
    MinusZero,
    /// So many digits.
    TooLong(usize),
    /// Two numbers: `90%-95%`.
    Range,
    /// `(12.5)`, which bookkeepers write for −12.5.
    Parentheses,
    /// A control or invisible character.
    Character(char),
    /// Both a comparison and another, or a comparison of a decrease.
    Comparison,
}

const BEFORE: &[(&str, Relation)] = &[
    ("大于或等于", Relation::AtLeast),
    ("小于或等于", Relation::AtMost),
    ("大于等于", Relation::AtLeast),
    ("小于等于", Relation::AtMost),
    ("不低于", Relation::AtLeast),
    ("不少于", Relation::AtLeast),
    ("不小于", Relation::AtLeast),
    ("不高于", Relation::AtMost),
    ("不超过", Relation::AtMost),
    ("不大于", Relation::AtMost),
    ("不多于", Relation::AtMost),
    ("至少", Relation::AtLeast),
    ("至多", Relation::AtMost),
    ("大于", Relation::Greater),
    ("高于", Relation::Greater),
    ("超过", Relation::Greater),
    ("多于", Relation::Greater),
    ("小于", Relation::Less),
    ("低于", Relation::Less),
    ("少于", Relation::Less),
    ("不足", Relation::Less),
    ("等于", Relation::Equal),
    ("at least", Relation::AtLeast),
    ("at most", Relation::AtMost),
    ("not less than", Relation::AtLeast),
    ("not more than", Relation::AtMost),
    ("more than", Relation::Greater),
    ("less than", Relation::Less),
    ("equal to", Relation::Equal),
    ("above", Relation::Greater),
    ("below", Relation::Less),
    ("over", Relation::Greater),
    ("under", Relation::Less),
    (">=", Relation::AtLeast),
    ("<=", Relation::AtMost),
    ("≥", Relation::AtLeast),
    ("≤", Relation::AtMost),
    (">", Relation::Greater),
    ("<", Relation::Less),
    ("=", Relation::Equal),
];
/// 以上, 以下 and 以内 include the bound (Civil Code, art. 1259).
const BEHIND: &[(&str, Relation)] = &[
    ("(含)以上", Relation::AtLeast),
    ("(含)以下", Relation::AtMost),
    ("及以上", Relation::AtLeast),
    ("及以下", Relation::AtMost),
    ("以上", Relation::AtLeast),
    ("以下", Relation::AtMost),
    ("以内", Relation::AtMost),
    ("or more", Relation::AtLeast),
    ("or less", Relation::AtMost),
];
const APPROXIMATE: &[&str] = &["大约", "约", "近", "左右", "上下", "~", "≈", "about", "around", "approx"];

/// The text in ASCII where it has an ASCII twin, without blanks around it.
pub fn normalised(text: &str) -> String {
    let twin = |one: char| match one {
        '\u{ff01}'..='\u{ff5e}' => u32::from(one).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(one),
        '−' | '–' => '-',
        '≦' | '⩽' => '≤',
        '≧' | '⩾' => '≥',
        '═' => '=',
        '﹪' => '%',
        blank if blank.is_whitespace() => ' ',
        other => other,
    };
    text.chars().map(twin).collect::<String>().trim().to_owned()
}

/// Whether two texts say the same word: after [`normalised`], without any blanks, and without a full stop at the end.
#[must_use]
pub fn same_word(one: &str, other: &str) -> bool {
    let word = |text: &str| {
        let text = normalised(text).replace(' ', "");
        text.trim_end_matches(['。', '.']).to_owned()
    };
    word(one) == word(other)
}

/// How a target is to be compared, as 性质 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It is words.
    Qualitative,
    /// So.
    Compared(Relation),
    /// It is not said.
    Unsaid,
}

/// What a 性质 says; `None` for a word that says nothing about it.
#[must_use]
pub fn sort(text: &str) -> Option<Sort> {
    let word = normalised(text);
    match word.as_str() {
        // That it is a figure, and no more: as if nothing were said.
        "" | "定量" | "定量指标" | "quantitative" => Some(Sort::Unsaid),
        "正向" | "正向指标" => Some(Sort::Compared(Relation::AtLeast)),
        "反向" | "反向指标" | "逆向" | "逆向指标" | "负向" | "负向指标" => {
            Some(Sort::Compared(Relation::AtMost))
        }
        "定性" | "定性指标" | "qualitative" => Some(Sort::Qualitative),
        word => {
            let found = BEFORE.iter().chain(BEHIND).find(|(known, _)| *known == word);
            found.map(|(_, relation)| Sort::Compared(*relation))
        }
    }
}

/// What a spreadsheet shows in the place of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// That its formula failed: `#DIV/0!`.
    Failure,
    /// That the column is too narrow: `####`.
    Narrow,
}

/// Whether a text is what a spreadsheet shows where it has no figure to show.
#[must_use]
pub fn shown_by_spreadsheet(text: &str) -> Option<Shown> {
    const FAILURES: [&str; 8] = ["#DIV/0!", "#REF!", "#VALUE!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"];
    let text = normalised(text).to_uppercase();
    if FAILURES.contains(&text.as_str()) {
        return Some(Shown::Failure);
    }
    (text.len() > 1 && text.chars().all(|one| one == '#')).then_some(Shown::Narrow)
}

/// Whether a text says that there is nothing to say: `/`, `无`, `不涉及`, `N/A`.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    const WORDS: [&str; 11] =
        ["不涉及", "不适用", "未涉及", "未发生", "无此项", "没有", "暂无", "N/A", "NA", "none", "not applicable"];
    let text = normalised(text);
    is_nothing(&text) || WORDS.iter().any(|word| word.eq_ignore_ascii_case(&text))
}

/// Whether a text stands for nothing at all: `/`, `-`, 无.
#[must_use]
pub fn is_nothing(text: &str) -> bool {
    let text = normalised(text).replace(' ', "");
    text == "无" || text.chars().all(|one| matches!(one, '/' | '-' | '—' | '\\'))
}

/// Takes a comparison off a text: `≥95%` is (≥, `95%`).
pub fn comparison(text: &str) -> Result<(Relation, &str), Unreadable> {
    let before = BEFORE.iter().find_map(|(word, relation)| Some((text.strip_prefix(word)?, *relation)));
    let (rest, before) = before.map_or((text, None), |(rest, relation)| (rest.trim_start(), Some(relation)));
    let behind = BEHIND.iter().find_map(|(word, relation)| Some((rest.strip_suffix(word)?, *relation)));
    let (rest, behind) = behind.map_or((rest, None), |(rest, relation)| (rest.trim_end(), Some(relation)));
    match (before, behind) {
        (Some(_), Some(_)) => Err(Unreadable::Comparison),
        (one, other) => Ok((one.or(other).unwrap_or(Relation::Equal), rest)),
    }
}

/// All numbers that a comparison with a bound leaves.
pub fn interval(relation: Relation, bound: Rational) -> Interval {
    match relation {
        Relation::AtLeast => Interval { lower: End::Closed(bound), upper: End::Unbounded },
        Relation::Greater => Interval { lower: End::Open(bound), upper: End::Unbounded },
        Relation::AtMost => Interval { lower: End::Unbounded, upper: End::Closed(bound) },
        Relation::Less => Interval { lower: End::Unbounded, upper: End::Open(bound) },
        Relation::Equal | Relation::NotEqual => Interval::point(bound),
    }
}

/// Reads a figure. The text is normalised first.
pub fn read(text: &str) -> Result<Written, Unreadable> {
    let text = normalised(text);
    if let Some(odd) = text.chars().find(|one| visible(*one).is_some()) {
        return Err(Unreadable::Character(odd));
    }
    let about = |word: &&&str| text.starts_with(**word) || text.ends_with(**word);
    if let Some(word) = APPROXIMATE.iter().find(about) {
        return Err(Unreadable::Approximate((*word).to_owned()));
    }
    let (relation, rest) = comparison(&text)?;
    let compared = rest.len() < text.len();
    let (trend, rest) = trend(rest);
    if trend.is_some() && relation != Relation::Equal {
        return Err(Unreadable::Comparison);
    }
    if rest.starts_with('(') && rest.contains(')') && rest.contains(|one: char| one.is_ascii_digit()) {
        return Err(Unreadable::Parentheses);
    }
    let signed = rest.strip_prefix('-').map(|rest| (true, rest));
    let (negative, rest) = signed.unwrap_or_else(|| (false, rest.strip_prefix('+').unwrap_or(rest)));
    if negative && trend.is_some() {
        return Err(Unreadable::Comparison);
    }
    let rest = rest.trim_start();
    let end = rest.find(|one: char| !(one.is_ascii_digit() || matches!(one, '.' | ','))).unwrap_or(rest.len());
    let (number, unit) = rest.split_at(end);
    let (digits, places) = digits_of(number)?;
    let unit = unit_of(unit)?;
    let number = Decimal::from_str_exact(&digits).map(Rational::from).map_err(|_| Unreadable::TooLong(digits.len()))?;
    if negative && number.is_zero() {
        return Err(Unreadable::MinusZero);
    }
    let number = if negative || trend == Some(false) { -&number } else { number };
    Ok(Written { relation, compared, trend: trend.is_some(), number, digits, places, unit })
}

/// 增长 (up) or 下降 (down) before a number.
fn trend(text: &str) -> (Option<bool>, &str) {
    let words = [("增长", true), ("下降", false), ("up ", true), ("down ", false)];
    let found = words.iter().find_map(|(word, up)| Some((Some(*up), text.strip_prefix(word)?.trim_start())));
    found.unwrap_or((None, text))
}

/// The digits without separators, and how many stand behind the point.
fn digits_of(number: &str) -> Result<(String, u32), Unreadable> {
    if !number.contains(|one: char| one.is_ascii_digit()) {
        return Err(Unreadable::NotANumber);
    }
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    if fraction.is_some_and(|fraction| fraction.contains('.')) || whole.is_empty() || fraction == Some("") {
        return Err(Unreadable::Point);
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let well_grouped =
        (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3);
    if (grouped && !well_grouped) || fraction.is_some_and(|fraction| fraction.contains(',')) {
        return Err(Unreadable::Comma);
    }
    let count = number.chars().filter(char::is_ascii_digit).count();
    if count > MOST_DIGITS {
        return Err(Unreadable::TooLong(count));
    }
    let places = u32::try_from(fraction.map_or(0, str::len)).unwrap_or(u32::MAX);
    Ok((number.replace(',', ""), places))
}

/// What stands behind the number, if it can be a unit.
fn unit_of(rest: &str) -> Result<String, Unreadable> {
    let unit = rest.trim();
    let next_digit = |text: &str| text.trim_start().starts_with(|one: char| one.is_ascii_digit());
    if next_digit(unit) {
        return Err(Unreadable::Blank);
    }
    if unit.strip_prefix(['e', 'E']).is_some_and(|rest| next_digit(rest.trim_start_matches(['+', '-']))) {
        return Err(Unreadable::Exponent);
    }
    let joined = ['-', '~', '至', '到', '—', '或', '和', '、', '/']
        .into_iter()
        .any(|joint| unit.split(joint).skip(1).any(next_digit));
    if joined {
        return Err(Unreadable::Range);
    }
    Ok(unit.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::written::*;

    #[test]
    fn dirt_is_read_as_meant() {
        let cases = [
            ("90", Relation::Equal, 90, 1, 0, ""),
            ("２.２３ 元", Relation::Equal, 223, 100, 2, "元"),
            ("97.65％", Relation::Equal, 9765, 100, 2, "%"),
            ("１，２３４．５０万元 ", Relation::Equal, 12345, 10, 2, "万元"),
            ("1,217.00 万元", Relation::Equal, 1217, 1, 2, "万元"),
            ("\u{a0}－5\u{3000}%", Relation::Equal, -5, 1, 0, "%"),
            ("−0.5%", Relation::Equal, -1, 2, 1, "%"),
            ("≥95%", Relation::AtLeast, 95, 1, 0, "%"),
            ("≧95﹪", Relation::AtLeast, 95, 1, 0, "%"),
            ("大于等于95%", Relation::AtLeast, 95, 1, 0, "%"),
            ("不低于 95%", Relation::AtLeast, 95, 1, 0, "%"),
            ("＞95%", Relation::Greater, 95, 1, 0, "%"),
            ("不足3人", Relation::Less, 3, 1, 0, "人"),
            ("90%以上", Relation::AtLeast, 90, 1, 0, "%"),
            ("90%（含）以上", Relation::AtLeast, 90, 1, 0, "%"),
            ("530元/人·月", Relation::Equal, 530, 1, 0, "元/人·月"),
            ("下降 5%", Relation::Equal, -5, 1, 0, "%"),
            ("增长5%", Relation::Equal, 5, 1, 0, "%"),
            ("at least 90%", Relation::AtLeast, 90, 1, 0, "%"),
        ];
        for (text, relation, num, den, places, unit) in cases {
            let written = read(text).unwrap();
            assert_eq!((written.relation, &written.number), (relation, &Rational::new(num, den).unwrap()), "{text}");
            assert_eq!((written.places, written.unit.as_str()), (places, unit), "{text}");
        }
    }

    #[test]
    fn what_is_no_figure_is_told_apart() {
        let cases = [
            ("显著提升", Unreadable::NotANumber),
            ("约95%", Unreadable::Approximate("约".into())),
            ("95%左右", Unreadable::Approximate("左右".into())),
            ("1 234.5", Unreadable::Blank),
            ("12,34", Unreadable::Comma),
            ("0,123", Unreadable::Comma),
            ("1,2345", Unreadable::Comma),
            (".5%", Unreadable::Point),
            ("1.2.3", Unreadable::Point),
            ("1e400", Unreadable::Exponent),
            ("-0%", Unreadable::MinusZero),
            ("90%-95%", Unreadable::Range),
            ("90%～95%", Unreadable::Range),
            ("（12.5）", Unreadable::Parentheses),
            ("(12.5)万元", Unreadable::Parentheses),
            ("95\u{200b}%", Unreadable::Character('\u{200b}')),
            ("≥95%以上", Unreadable::Comparison),
            ("下降-5%", Unreadable::Comparison),
            ("NaN", Unreadable::NotANumber),
            ("#DIV/0!", Unreadable::NotANumber),
            ("", Unreadable::NotANumber),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), Err(expected), "{text}");
        }
        assert_eq!(read(&"9".repeat(40)), Err(Unreadable::TooLong(40)));
    }
}
