//! A range that was written as two comparisons: `低于 90%且超过 60%`, `60% ≤ x < 90%`, `at least 60% and below 90%`.

use super::diagnostics;
use super::explain::Trouble;
use super::grammar::{Node, is_letter};
use super::parse::Parser;
use super::words::Place;
use crate::diagnostic::Diagnostic;
use crate::quantity::Relation;

use Relation::{AtLeast, AtMost, Greater, Less};

/// Comparisons before a number, as people write them; where one begins with another, the longer stands first.
const BEFORE: [(&str, Relation); 40] = [
    ("大于或等于", AtLeast),
    ("小于或等于", AtMost),
    ("大于等于", AtLeast),
    ("小于等于", AtMost),
    ("不低于", AtLeast),
    ("不小于", AtLeast),
    ("不少于", AtLeast),
    ("不超过", AtMost),
    ("不高于", AtMost),
    ("不大于", AtMost),
    ("不多于", AtMost),
    ("未达到", Less),
    ("未超过", AtMost),
    ("达到", AtLeast),
    ("至少", AtLeast),
    ("至多", AtMost),
    ("大于", Greater),
    ("超过", Greater),
    ("高于", Greater),
    ("多于", Greater),
    ("小于", Less),
    ("低于", Less),
    ("不足", Less),
    ("少于", Less),
    ("no less than", AtLeast),
    ("no more than", AtMost),
    ("at least", AtLeast),
    ("at most", AtMost),
    ("greater than", Greater),
    ("more than", Greater),
    ("less than", Less),
    ("above", Greater),
    ("below", Less),
    ("under", Less),
    ("≥", AtLeast),
    ("≤", AtMost),
    (">=", AtLeast),
    ("<=", AtMost),
    (">", Greater),
    ("<", Less),
];

/// The same behind a number.
const BEHIND: [(&str, Relation); 9] = [
    ("(不含)以上", Greater),
    ("(不含)以下", Less),
    ("(含)以上", AtLeast),
    ("(含)以下", AtMost),
    ("以上", AtLeast),
    ("以下", AtMost),
    ("以内", AtMost),
    ("or more", AtLeast),
    ("or less", AtMost),
];

/// What joins two comparisons.
const JOINTS: [&str; 9] = ["并且", "而且", "同时", "且", "但", "and", "but", ",", "、"];

/// One comparison with a number.
struct Side<'t> {
    relation: Relation,
    bound: &'t str,
    /// The word stands behind the number.
    behind: bool,
}

impl Parser<'_, '_> {
    /// A row, or the limits of 不扣分, with one comparison for each end.
    pub fn two_sided(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let text = trouble.text;
        let (from, to) = match trouble.whole.place {
            Place::Bands => {
                let award = ["得", "gets", "人工评定", "by judgement", "评定", "judged"];
                (0, award.iter().filter_map(|word| text.find(word)).min()?)
            }
            Place::Deduct => (
                text.strip_prefix("不扣分")
                    .or(text.strip_prefix("free up to"))
                    .or(text.strip_prefix("free"))
                    .map(|rest| text.len().saturating_sub(rest.trim_start_matches([':', ' ']).len()))?,
                text.len(),
            ),
            _ => return None,
        };
        let written = text.get(from..to)?;
        let lead = written.len().saturating_sub(written.trim_start().len());
        let start = trouble.whole.start.saturating_add(from).saturating_add(lead);
        let written = written.trim();
        let zh = !text.is_ascii() && !text.contains("gets") && !text.starts_with("free");
        let range = one_range(self.sides(written)?, zh)?;
        let place = self.normal.span(start, start.saturating_add(written.len()));
        Some(diagnostics::one_range(place, self.source.slice(place), &range))
    }

    /// A comparison that was read as the name of a level, for a unit may hold the letters that follow it:
    /// `大于等于60票小于90票`.
    pub fn glued_range(&self, name: &Node<'_>) -> Option<Diagnostic> {
        let text = name.text();
        let figures = text.contains(|c: char| c.is_ascii_digit()) && !text.is_ascii();
        let written = self.source.slice(name.span());
        if let Some(sides) = figures.then(|| self.sides(text)).flatten() {
            return Some(diagnostics::one_range(name.span(), written, &one_range(sides, true)?));
        }
        let (side, rest) = self.side(text).filter(|_| figures)?;
        let word = match side.relation {
            AtLeast => "不低于",
            AtMost => "不超过",
            Greater => "超过",
            _ => "低于",
        };
        rest.is_empty().then(|| diagnostics::other_word(name.span(), written, &format!("{word} {}", side.bound)))
    }

    /// Exactly two comparisons, and nothing else.
    fn sides<'t>(&self, text: &'t str) -> Option<[Side<'t>; 2]> {
        let mut rest = text;
        let mut sides = Vec::new();
        while !rest.is_empty() {
            rest = rest.trim_start();
            if let Some(behind) = JOINTS.iter().find_map(|word| rest.strip_prefix(word)).filter(|_| !sides.is_empty()) {
                rest = behind.trim_start();
            }
            let (side, behind) = self.side(rest)?;
            sides.push(side);
            rest = behind.trim_start();
        }
        sides.try_into().ok()
    }

    /// A comparison, and what stands behind it.
    fn side<'t>(&self, text: &'t str) -> Option<(Side<'t>, &'t str)> {
        let text = subject(text);
        let before = |text: &'t str| {
            BEFORE.iter().find_map(|(word, relation)| Some((*relation, text.strip_prefix(word)?.trim_start())))
        };
        if let Some((relation, rest)) = before(text) {
            let (bound, rest) = self.bound_in(rest)?;
            return Some((Side { relation, bound, behind: false }, rest));
        }
        let (bound, rest) = self.bound_in(text)?;
        let rest = rest.trim_start();
        let behind = BEHIND.iter().find_map(|(word, relation)| Some((*relation, rest.strip_prefix(word)?)));
        if let Some((relation, rest)) = behind {
            return Some((Side { relation, bound, behind: true }, rest));
        }
        // `60% ≤ x`: x is what is compared.
        let (relation, rest) = before(rest)?;
        let compared = subject(rest);
        let named = compared.len() < rest.len() && !compared.is_empty();
        named.then(|| (Side { relation: relation.mirrored(), bound, behind: false }, compared))
    }

    /// A number with its unit, or a date, and what stands behind it.
    fn bound_in<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let sign = usize::from(text.starts_with('-'));
        let figures = text.get(sign..)?;
        let digits = figures.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(figures.len());
        if digits == 0 {
            return None;
        }
        let end = sign.saturating_add(digits);
        let rest = text.get(end..)?;
        let blank = rest.len().saturating_sub(rest.trim_start().len());
        let unit = rest.trim_start();
        let date = unit.find(|c: char| !c.is_ascii_digit() && !"年月日-".contains(c)).unwrap_or(unit.len());
        let word = unit.find(|c: char| !is_letter(c) && c != '/' && c != '·').unwrap_or(unit.len());
        let length = if unit.starts_with(['%', '‰']) {
            unit.chars().next().map_or(0, char::len_utf8)
        } else if digits == 4 && blank == 0 && unit.starts_with(['年', '-']) {
            date
        } else {
            (1..=word).rev().find(|end| unit.get(..*end).is_some_and(|part| self.units.is_known(part))).unwrap_or(0)
        };
        let blank = if length == 0 { 0 } else { blank };
        text.split_at_checked(end.saturating_add(blank).saturating_add(length))
    }
}

/// What stands behind the word for the measure, if that comes first.
fn subject(text: &str) -> &str {
    let words = ["指标值", "measure", "x", "X"];
    let behind = words.iter().find_map(|word| text.strip_prefix(word));
    behind.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic())).map_or(text, str::trim_start)
}

/// `60%（不含）至 90%（不含）`, where one side is the lower end and the other the upper one.
fn one_range([one, other]: [Side<'_>; 2], zh: bool) -> Option<String> {
    let lower = |side: &Side<'_>| matches!(side.relation, AtLeast | Greater);
    // `80%以上95%以下` includes both ends by law, and is often meant otherwise: both readings are told elsewhere.
    if lower(&one) == lower(&other) || (one.behind && other.behind) {
        return None;
    }
    let (low, high) = if lower(&one) { (one, other) } else { (other, one) };
    let mark = |included: bool| match (zh, included) {
        (true, true) => "（含）",
        (true, false) => "（不含）",
        (false, true) => " (incl)",
        (false, false) => " (excl)",
    };
    let to = if zh { "至 " } else { " to " };
    let (from, until) = (mark(low.relation == AtLeast), mark(high.relation == AtMost));
    Some(format!("{}{from}{to}{}{until}", low.bound, high.bound))
}
