//! What was most likely meant by a text that is no figure: `95%` by `约95%`, `10790427.18` by `￥10 790 427.18`, `128家` by
//! `一百二十八家`. For suggestions only; whether it can be taken is for the reader of the field to see.

use rust_decimal::Decimal;

use super::{APPROXIMATE, BEHIND, Unreadable, normalised};
use crate::quantity::Rational;
use crate::source::visible;

/// The text without what stands in the way of a figure. `None` where nothing can be guessed.
#[must_use]
pub fn meant(text: &str, why: &Unreadable) -> Option<String> {
    let text = normalised(text);
    match why {
        Unreadable::NotANumber => {
            let bare =
                ["人民币", "RMB", "¥", "￥"].iter().fold(text.as_str(), |text, sign| text.trim_start_matches(sign));
            let bare = bare.trim_end_matches('整').trim();
            in_digits(bare).or_else(|| (bare.len() < text.len()).then(|| bare.to_owned()))
        }
        Unreadable::Approximate(_) => {
            let off = |rest: &str| {
                let mut words = APPROXIMATE.iter();
                words.find_map(|word| rest.strip_prefix(word).or_else(|| rest.strip_suffix(word)).map(str::to_owned))
            };
            std::iter::successors(Some(text), |text| off(text.trim())).last()
        }
        Unreadable::Blank => Some(text.replace(' ', "")),
        Unreadable::Character(_) => Some(text.chars().filter(|one| visible(*one).is_none()).collect()),
        Unreadable::Point => text.starts_with('.').then(|| format!("0{text}")),
        Unreadable::Exponent => without_exponent(&text),
        Unreadable::MinusZero => Some(text.trim_start_matches('-').to_owned()),
        Unreadable::Range => from_the_lower(&text),
        Unreadable::Comparison => BEHIND.iter().find_map(|(word, _)| text.strip_suffix(word)).map(str::to_owned),
        Unreadable::Comma | Unreadable::TooLong(_) | Unreadable::Parentheses => None,
    }
}

/// `≥90%` for `90%-95%`, `≥3人` for `3至5人`.
fn from_the_lower(text: &str) -> Option<String> {
    let number = |one: char| one.is_ascii_digit() || one == '.';
    let end = text.find(|one| !number(one))?;
    let unit = text.trim_start_matches(|one| number(one) || "%-~—至到或和、/ ".contains(one));
    let percent = if text.contains('%') { "%" } else { "" };
    Some(format!("≥{}{percent}{unit}", text.get(..end)?))
}

/// `1200万元` for `1.2e3万元`.
pub fn without_exponent(text: &str) -> Option<String> {
    let (number, rest) = text.split_once(['e', 'E'])?;
    let end = rest.char_indices().find(|(at, one)| !(one.is_ascii_digit() || (*at == 0 && "+-".contains(*one))));
    let (exponent, unit) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
    let exponent = exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() <= 28)?;
    let number = Decimal::from_str_exact(number).ok().map(Rational::from)?;
    let number = &number * &Rational::power_of_ten(exponent);
    let places = number.decimal_places()?;
    Some(format!("{}{}", number.to_fixed(places), unit.trim()))
}

/// `95.5%` for `百分之九十五点五`, `128家` for `一百二十八家`; `None` where no Chinese number stands first.
fn in_digits(text: &str) -> Option<String> {
    let (rest, percent) = text.strip_prefix("百分之").map_or((text, ""), |rest| (rest, "%"));
    let digit = |one: char| "零一二三四五六七八九".chars().position(|known| known == one);
    let power =
        |one: char| [('十', 10), ('百', 100), ('千', 1000)].iter().find(|(known, _)| *known == one).map(|(_, by)| *by);
    let (mut whole, mut section, mut last, mut read) = (0_usize, 0_usize, None::<usize>, 0);
    for (at, one) in rest.char_indices() {
        let one = if one == '两' {
            '二'
        } else if one == '〇' {
            '零'
        } else {
            one
        };
        if let Some(digit) = digit(one) {
            last = Some(digit);
        } else if let Some(power) = power(one) {
            section = section.checked_add(last.take().filter(|digit| *digit > 0).unwrap_or(1).checked_mul(power)?)?;
        } else if one == '万' && read > 0 {
            let below = section.checked_add(last.take().unwrap_or(0))?;
            whole = whole.checked_add(below.checked_mul(10_000)?)?;
            section = 0;
        } else {
            break;
        }
        read = at.checked_add(one.len_utf8())?;
    }
    let behind = rest.get(read..).filter(|_| read > 0)?;
    let fraction = behind.strip_prefix('点').map(|rest| rest.chars().map_while(digit).collect::<Vec<_>>());
    let fraction = fraction.unwrap_or_default();
    let behind = if fraction.is_empty() {
        behind
    } else {
        behind.trim_start_matches(|one| one == '点' || digit(one).is_some())
    };
    let point = if fraction.is_empty() { "" } else { "." };
    let fraction = fraction.iter().map(usize::to_string).collect::<String>();
    let whole = whole.checked_add(section)?.checked_add(last.unwrap_or(0))?;
    Some(format!("{whole}{point}{fraction}{percent}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::read;

    #[test]
    fn what_stands_in_the_way_is_left_out() {
        for (text, expected) in [
            ("约95%", "95%"),
            ("95％左右", "95%"),
            ("大约 95%左右", "95%"),
            ("10 790 427.18", "10790427.18"),
            ("￥10790427.18元整", "10790427.18元"),
            ("人民币10790427.18元", "10790427.18元"),
            ("1.079E+07", "10790000"),
            ("1.5e-3万元", "0.0015万元"),
            ("90%-95%", "≥90%"),
            ("3至5人", "≥3人"),
            (".5%", "0.5%"),
            ("-0%", "0%"),
            ("≥95%以上", "≥95%"),
            ("一百二十八家", "128家"),
            ("十二人", "12人"),
            ("三万零五十元", "30050元"),
            ("百分之九十五点五", "95.5%"),
            ("百分之百", "100%"),
            ("两次", "2次"),
            ("95\u{200b}%", "95%"),
        ] {
            let why = read(text).unwrap_err();
            assert_eq!(meant(text, &why).as_deref(), Some(expected), "{text}");
            assert!(read(expected).is_ok(), "{expected}");
        }
        for text in ["显著提升", "#DIV/0!", "12,34", "/", "1e400"] {
            assert_eq!(meant(text, &read(text).unwrap_err()), None, "{text}");
        }
    }
}
