//! What officials write into the heads of groups, indicators and data: signs in names, points in words.

use super::diagnostics;
use super::explain::Trouble;
use super::grammar::{Rule, is_letter};
use super::parse::Parser;
use super::words::Place;
use crate::diagnostic::Diagnostic;

/// Signs that people write into names.
const IN_NAMES: [char; 12] = ['、', '/', '—', '–', '-', '·', '《', '》', '+', '&', '~', '～'];

impl Parser<'_, '_> {
    /// `指标 会议、培训费 5分 {`, `指标 满意度—5分 {`: a sign where the name seems to end.
    pub fn sign_in_name(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let sign = trouble.rest.chars().next().filter(|c| IN_NAMES.contains(c))?;
        let name = trouble.before().filter(|word| word.end() == trouble.at)?;
        let head = self.head_end(trouble)?;
        let second = trouble.words.get(1).is_some_and(|word| word.start == name.start && word.start >= head);
        let end = trouble.rest.find([' ', '{', '\n']).unwrap_or(trouble.rest.len());
        let behind = trouble.rest.get(..end)?.trim_start_matches(sign);
        let place = self.normal.span(trouble.at, trouble.at.saturating_add(end.saturating_sub(behind.len())));
        if !second {
            return None;
        }
        let number = behind.strip_suffix('分').is_some_and(is_number);
        if number {
            return Some(diagnostics::blank_for_sign(place, self.source.slice(place)));
        }
        let whole = self.normal.span(name.start, trouble.at.saturating_add(end));
        let fits = behind.starts_with(is_letter);
        fits.then(|| diagnostics::sign_in_name(whole, self.source.slice(whole), self.source.slice(place)))
    }

    /// `指标 满意度 分值10分 {`, `指标 满意度 十分 {`, `指标 满意度 10分值 {`.
    pub fn points_in_words(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        self.head_end(trouble)?;
        let word = trouble.found().filter(|_| trouble.expects(&[Rule::points]))?;
        let place = self.normal.span(word.start, word.end());
        let stem = word.text.strip_suffix('分')?;
        let number = ["分值", "权重", "满分", "计", "共"].iter().find_map(|lead| stem.strip_prefix(lead));
        let number = match number {
            Some(number) => number.trim_start().to_owned(),
            None => han_number(stem)?.to_string(),
        };
        is_number(&number).then(|| diagnostics::other_word(place, self.source.slice(place), &format!("{number}分")))
    }

    /// `支出（万元）：金额(万元, 2位)`: the unit in the name, where the kind says it.
    pub fn unit_in_name(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let name = trouble.before().filter(|word| word.end() == trouble.at)?;
        let data = matches!(trouble.whole.place, Place::Data | Place::Table) && name.start == trouble.whole.start;
        let inside = trouble.rest.strip_prefix('(').filter(|_| data)?;
        let close = inside.find(')')?;
        let unit = inside.get(..close)?.trim();
        let behind = inside.get(close.saturating_add(1)..)?.trim_start();
        let place = self.normal.span(trouble.at, trouble.at.saturating_add(close).saturating_add(2));
        (self.units.is_known(unit) && behind.starts_with(':'))
            .then(|| diagnostics::unit_in_name(place, self.source.slice(place), name.text))
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// A whole number below 100, in Chinese: 五, 十, 十二, 二十五.
fn han_number(text: &str) -> Option<u32> {
    let digit = |c: char| "零一二三四五六七八九".chars().zip(0..).find(|(own, _)| *own == c).map(|(_, value)| value);
    let one = |text: &str| {
        let mut letters = text.chars();
        letters.next().and_then(digit).filter(|_| letters.next().is_none())
    };
    match text.split_once('十') {
        None => one(text),
        Some((tens, ones)) => {
            let tens: u32 = if tens.is_empty() { 1 } else { one(tens)? };
            let ones: u32 = if ones.is_empty() { 0 } else { one(ones)? };
            tens.checked_mul(10)?.checked_add(ones)
        }
    }
}
