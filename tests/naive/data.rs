//! Makes up submissions for a rubric: mostly at edges, sometimes blank, not applicable or an interval.

use std::collections::BTreeMap;
use std::fmt::Write;

use jixiao::rubric::{Award, Choice, Judgement, Node, NormalForm, Pick, Policy, Rubric, Rule, Ways};
use num_traits::{One, Signed, Zero};

use super::dice::Dice;
use super::fraction::{Edge, F, Span, decimal, frac, of};
use super::model::{Field, Hint, Model, Unit};
use super::words::{Words, date};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// 不适用
    NotApplicable,
    /// A number, or an interval.
    Number(Span),
    /// 是否
    Truth(bool),
    /// 文本
    Text(String),
}

/// Cells by the names of their fields.
pub type Cells = BTreeMap<String, Cell>;
/// What people decided, by indicator and item.
#[derive(Default)]
pub struct Judged {
    /// Judged scores.
    pub scores: BTreeMap<(String, Option<String>), F>,
    /// Ways chosen.
    pub chosen: BTreeMap<(String, Option<String>), String>,
}

/// The path of an item, or a way, within its indicator.
pub fn below(outer: Option<&str>, name: &str) -> String {
    outer.map_or(name.to_owned(), |outer| format!("{outer}/{name}"))
}

/// A submission.
pub struct Submission {
    /// What it holds.
    pub cells: Cells,
    /// What was judged.
    pub judged: Judged,
    /// As JSON.
    pub text: String,
    /// Whether every cell is one certain value.
    pub certain: bool,
}

/// What a field of several years is called so many years back.
pub fn in_year(name: &str, back: u32) -> String {
    if back == 0 { name.to_owned() } else { format!("{name}@{}", 2024 - back) }
}

/// The last digit of a field, in base units.
pub fn digit(field: &Field) -> F {
    match field.unit {
        Unit::Wan => frac(100, 1),
        Unit::Yuan => frac(1, 100),
        Unit::Percent | Unit::Change => frac(1, 10_000),
        Unit::Number => frac(1, 100),
        _ => F::one(),
    }
}

/// Makes up one submission.
pub fn submit(model: &Model, rubric: &Rubric, dice: &mut Dice) -> Submission {
    let words = Words { zh: model.zh };
    let mut values = model.fields.iter().map(|field| ordinary(field, dice)).collect::<Vec<_>>();
    for hint in &model.hints {
        if dice.percent(45) {
            follow(hint, model, &mut values, dice);
        }
    }
    // Half of all submissions are complete and certain.
    let gaps = dice.percent(50);
    let rounded = rubric.measures.iter().any(|measure| measure.rounding.is_some());
    let (mut cells, mut rows, mut certain) = (Cells::new(), Vec::new(), true);
    for (field, value) in model.fields.iter().zip(values) {
        let value = inside(field, value);
        let key = format!("\"{}\"", field.name);
        if field.years > 1 {
            let years = (0..field.years).map(|back| {
                let own = match (back, dice.index(3)) {
                    (0, _) | (_, 0) => value.clone(),
                    _ => inside(field, ordinary(field, dice)),
                };
                let (blank, number) = (gaps && dice.percent(25), 2024 - back);
                let year = match back {
                    0 if dice.percent(50) => words.t("本年", "this_year").to_owned(),
                    1 if dice.percent(50) => words.t("上年", "last_year").to_owned(),
                    _ => number.to_string(),
                };
                certain &= !blank;
                let cell = if blank { Cell::Blank } else { Cell::Number(Span::point(&own)) };
                cells.insert(in_year(&field.name, back), cell.clone());
                // What 上年 declares is called otherwise.
                if back == 1 {
                    cells.insert(format!("{}{}", words.t("上年.", "last year."), field.name), cell);
                }
                let text = if blank { "\"\"".to_owned() } else { written(field, &own, words, dice) };
                format!("\"{year}\": {text}")
            });
            let years = years.collect::<Vec<_>>().join(", ");
            rows.push(format!("{key}: {{{years}}}"));
            continue;
        }
        let blank = dice.percent(if field.optional { 40 } else { 8 }) && (gaps || field.optional);
        if blank {
            certain &= field.optional;
            cells.insert(field.name.clone(), Cell::Blank);
            if dice.percent(50) {
                rows.push(format!("{key}: \"\""));
            }
        } else if gaps && dice.percent(15) && may_not_apply(rubric, &field.name) {
            certain = false;
            cells.insert(field.name.clone(), Cell::NotApplicable);
            rows.push(format!("{key}: {{\"{}\": \"没有发生\"}}", words.t("不适用", "not_applicable")));
        } else if gaps && !rounded && field.may_be_interval && dice.percent(20) {
            certain = false;
            let (cell, text) = interval(field, &value, words, dice);
            cells.insert(field.name.clone(), Cell::Number(cell));
            rows.push(format!("{key}: \"{text}\""));
        } else if field.unit == Unit::YesNo {
            cells.insert(field.name.clone(), Cell::Truth(!value.is_zero()));
            rows.push(format!("{key}: {}", !value.is_zero()));
        } else {
            cells.insert(field.name.clone(), Cell::Number(Span::point(&value)));
            rows.push(format!("{key}: {}", written(field, &value, words, dice)));
        }
    }
    if dice.percent(50) {
        dice.shuffle(&mut rows);
    }
    let tables = super::rows_given::submit(model, (gaps, gaps && !rounded), (&mut cells, &mut certain), dice);
    let (judged, decisions) = judge(rubric, words, dice);
    let mut text = String::new();
    let keys = words.t("格式,单位,年度,数据,评定", "format,unit,year,data,judged").split(',').collect::<Vec<_>>();
    writeln!(text, "{{ \"{}\": \"jixiao/1\", \"{}\": \"甲局\", \"{}\": 2024,", keys[0], keys[1], keys[2]).unwrap();
    writeln!(text, "  \"{}\": {{\n    {}\n  }},{tables}", keys[3], rows.join(",\n    ")).unwrap();
    writeln!(text, "  \"{}\": {{\n    {}\n  }} }}", keys[4], decisions.join(",\n    ")).unwrap();
    Submission { cells, judged, text, certain }
}

pub fn ordinary(field: &Field, dice: &mut Dice) -> F {
    match field.unit {
        Unit::Wan | Unit::Yuan => match dice.index(10) {
            0 => F::zero(),
            1 => digit(field),
            2..=4 => frac(dice.between(0, 100), 1) * frac(10_000, 1),
            _ => frac(dice.between(0, 200_000_000), 1) * digit(field),
        },
        Unit::Percent => match dice.index(8) {
            0 => F::zero(),
            1 => F::one(),
            2..=4 => frac(dice.between(0, 30), 20),
            _ => frac(dice.between(0, 12_000), 10_000),
        },
        Unit::Times => frac(dice.between(0, 12), 1),
        Unit::Date => frac(2_460_311 + dice.between(0, 120), 1),
        Unit::YesNo => frac(dice.between(0, 1), 1),
        Unit::Level => frac(dice.between(0, 2), 1),
        Unit::Days | Unit::WorkingDays | Unit::Count | Unit::Number | Unit::Change => frac(dice.between(0, 50), 1),
    }
}

/// Brings values to, just below or just above an edge.
fn follow(hint: &Hint, model: &Model, values: &mut [F], dice: &mut Dice) {
    let mut near = |field: usize| frac(*dice.pick(&[0, 0, 0, 1, -1]), 1) * digit(&model.fields[field]);
    match hint {
        Hint::Field(field, edge) => values[*field] = edge + near(*field),
        Hint::Column(..) | Hint::Apart(..) => {}
        Hint::Same(field, other) => values[*field] = &values[*other] + near(*field),
        Hint::Difference(field, other, edge) => values[*field] = &values[*other] + edge + near(*field),
        Hint::Quotient(over, under, edge) => {
            let off = near(*over);
            values[*under] = frac(dice.between(1, 20) * 400_000, 1);
            values[*over] = &values[*under] * edge + off;
        }
        Hint::Growth(new, old, edge) => {
            let off = near(*new);
            values[*old] = frac(dice.between(1, 20) * 400_000, 1);
            values[*new] = &values[*old] * (F::one() + edge) + off;
        }
    }
}

/// The nearest value with the declared digits inside the declared range.
pub fn inside(field: &Field, value: F) -> F {
    let digit = digit(field);
    let value = (value / &digit).floor() * &digit;
    match (&field.range.low, &field.range.high) {
        (Edge::At(low, true), _) if value < *low => low.clone(),
        (Edge::At(low, false), _) if value <= *low => low + digit,
        (_, Edge::At(high, _)) if value > *high => high.clone(),
        _ => value,
    }
}

/// As JSON, in one of the ways in which the value may be written.
pub fn written(field: &Field, value: &F, words: Words, dice: &mut Dice) -> String {
    let wide = |text: &str| {
        text.chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
                '%' => '％',
                other => other,
            })
            .collect::<String>()
    };
    match field.unit {
        Unit::Wan | Unit::Yuan => {
            let factor = if field.unit == Unit::Wan { frac(10_000, 1) } else { F::one() };
            let number = decimal(&(value / &factor));
            match dice.index(8) {
                0 => number,
                1 => format!("\"{number}\""),
                2 => format!("\"{}元\"", decimal(value)),
                3 => format!("\"{}万元\"", decimal(&(value / frac(10_000, 1)))),
                4 => format!("\"{}\"", wide(&words.constant(value, field.unit, 0))),
                5 => format!("\"{} {}\"", thousands(&number), if field.unit == Unit::Wan { "万元" } else { "元" }),
                _ => format!("\"{}\"", words.constant(value, field.unit, 0)),
            }
        }
        Unit::Percent if dice.percent(20) => format!("\"{}\"", wide(&words.constant(value, field.unit, 0))),
        Unit::Times if dice.percent(50) => decimal(value),
        Unit::Date => format!("\"{}\"", date(value)),
        Unit::Level => format!("\"{}\"", words.level(value)),
        _ => format!("\"{}\"", words.constant(value, field.unit, 0)),
    }
}

/// `1234567.5` as `1,234,567.5`.
fn thousands(number: &str) -> String {
    let (whole, rest) = number.split_once('.').map_or((number, String::new()), |(w, r)| (w, format!(".{r}")));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + &rest
}

pub fn interval(field: &Field, value: &F, words: Words, dice: &mut Dice) -> (Span, String) {
    let number = words.constant(value, field.unit, 0);
    let top = matches!(&field.range.high, Edge::At(high, _) if high == value);
    let bottom = matches!(&field.range.low, Edge::At(low, _) if low == value);
    let at = |belongs| Edge::At(value.clone(), belongs);
    let (span, words) = match dice.index(4) {
        0 if !top => (Span { low: at(false), high: Edge::Free }, [">", "大于"]),
        1 => (Span { low: Edge::Free, high: at(true) }, ["≤", "不超过"]),
        2 if !bottom => (Span { low: Edge::Free, high: at(false) }, ["<", "低于"]),
        _ => (Span { low: at(true), high: Edge::Free }, ["≥", "不低于"]),
    };
    let met = span.meet(&field.range).expect("the value is in the range of its field");
    // Of whole numbers those above 1 begin at 2.
    let whole = !matches!(field.unit, Unit::Wan | Unit::Yuan | Unit::Percent | Unit::Change | Unit::Number);
    let next = |edge: &Edge, step: F| match edge {
        Edge::At(value, false) if whole => Edge::At(value + step, true),
        other => other.clone(),
    };
    let met = Span { low: next(&met.low, F::one()), high: next(&met.high, -F::one()) };
    (met, format!("{}{number}", dice.pick(&words)))
}

/// Whether all that read a field say first what becomes of them where it does not apply.
fn may_not_apply(rubric: &Rubric, name: &str) -> bool {
    rubric.indicators.iter().all(|one| {
        let reads = one.reads.iter().any(|id| rubric.field(*id).name.node == name);
        let first = one.not_applicable.first().map(|clause| &clause.condition.node);
        !reads || matches!(first, Some(Node::ReportedNotApplicable(_)))
    })
}

/// Scores of judged items, with the digits and in the levels that they may have, and choices; some are left out.
fn judge(rubric: &Rubric, words: Words, dice: &mut Dice) -> (Judged, Vec<String>) {
    let places = rubric.indicator_rounding.map_or(2, |rounding| rounding.places);
    let unit = F::one() / F::from_integer(num_bigint::BigInt::from(10).pow(places));
    let (mut judged, mut rows) = (Judged::default(), Vec::new());
    for indicator in &rubric.indicators {
        let mut found = Asked::new();
        for clause in &indicator.not_applicable {
            if let Policy::Judged(judgement) = &clause.policy {
                found.entry(None).or_default().0.push(judgement);
            }
        }
        if let Some(rule) = &indicator.rule {
            asked(rule, None, &mut found);
        }
        for (item, (all, ways)) in found {
            let key = (indicator.name.node.clone(), item.clone());
            let mut parts = Vec::new();
            if let Some(way) = ways.first().filter(|_| dice.percent(85)) {
                let way = dice.pick(&way.ways).name.clone();
                parts.push(format!("\"{}\": \"{way}\"", words.t("选用", "choice")));
                judged.chosen.insert(key.clone(), way);
            }
            if let Some(score) = judged_score(&all, &unit, dice) {
                let (claimed, reason) = (words.t("自评分", "claimed"), words.t("理由", "reason"));
                let points = words.points(&score);
                parts.push(format!("\"{claimed}\": \"{points}\", \"{reason}\": \"据实\""));
                judged.scores.insert(key, score);
            }
            if !parts.is_empty() {
                let name = item.map_or(indicator.name.node.clone(), |item| format!("{}/{item}", indicator.name.node));
                rows.push(format!("\"{name}\": {{{}}}", parts.join(", ")));
            }
        }
    }
    (judged, rows)
}

/// A score that all judgements allow.
fn judged_score(all: &[&Judgement], unit: &F, dice: &mut Dice) -> Option<F> {
    let most = all.iter().map(|one| of(&one.points)).min()?;
    let fits = |score: &F| {
        let in_level = |one: &&Judgement| {
            one.levels.is_empty() || one.levels.iter().any(|level| Span::of(&level.scores).has(score))
        };
        !score.is_negative() && *score <= most && all.iter().all(in_level)
    };
    let scores = [dice.grid(&F::zero(), &most, unit), (&most / unit).floor() * unit];
    scores.into_iter().find(fits).filter(|_| dice.percent(80))
}

/// What people are asked: judgements and choices.
type Asked<'a> = BTreeMap<Option<String>, (Vec<&'a Judgement>, Vec<&'a Ways>)>;

fn asked<'a>(rule: &'a Rule, item: Option<&str>, found: &mut Asked<'a>) {
    let key = item.map(str::to_owned);
    match &rule.normal {
        NormalForm::Judged(judgement) => found.entry(key).or_default().0.push(judgement),
        NormalForm::Readings(_) => panic!("no rubric as written has readings"),
        NormalForm::Deduction(_) => {}
        NormalForm::Pieces { bands, .. } => {
            for band in bands {
                if let Award::Judged(judgement) = &band.award {
                    found.entry(key.clone()).or_default().0.push(judgement);
                }
            }
        }
        NormalForm::Items(items) => {
            for one in items {
                asked(&one.rule, Some(&below(item, &one.name)), found);
            }
        }
        NormalForm::Ways(ways) => {
            if ways.pick == Pick::Chosen {
                found.entry(key).or_default().1.push(ways);
            }
            for one in &ways.ways {
                asked(&one.rule, Some(&below(item, &one.name)), found);
            }
        }
        NormalForm::Cases(arms) => {
            for arm in arms {
                match &arm.then {
                    Choice::Award(Award::Judged(judgement)) => found.entry(key.clone()).or_default().0.push(judgement),
                    Choice::Award(Award::Curve(_) | Award::Formula(_)) => {}
                    Choice::Rule(rule) => asked(rule, item, found),
                }
            }
        }
    }
}
