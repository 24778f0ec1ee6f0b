//! Rubrics whose indicators come with the submission, and what each row gets, worked out as with a pencil.
//!
//! Whoever makes up a row knows what it means: nothing is read back from its texts.

use std::collections::BTreeSet;

use jixiao::quantity::{Relation, Rounding, RoundingMode};
use num_traits::{One, Signed, Zero};

use super::dice::Dice;
use super::fraction::{F, decimal, frac, round};
use super::words::Words;

/// The least and the most that a row may get, and whether it is open.
pub type Got = (F, F, bool);

/// A rubric with one submission, and what is right.
pub struct Sheet {
    /// The rubric.
    pub rubric: String,
    /// As JSON.
    pub submission: String,
    /// The least and the most that the rows of each group may get, in order. `None`: it must be rejected.
    pub groups: Option<Vec<Vec<Got>>>,
    /// 达标率, where no cell that it reads is blank: the share of rows that met their target by 130% at most.
    pub met: Option<F>,
    /// Some target does not say how it is compared, so that 达标率 may be left open though it is the same each way.
    pub vague: bool,
}

/// How the rows of a group are scored.
#[derive(Clone, Copy, PartialEq)]
struct Form {
    by_deviation: bool,
    cut: bool,
    /// 同词 rather than 人工评定 for what is no figure.
    same_word: bool,
    /// 达标 当 达到: everything or half.
    pass: bool,
}

/// What a row says.
struct Row {
    cells: Vec<(&'static str, String)>,
    /// Of a figure: the ways in which it may be compared, the target, what was reached if it is not blank.
    figure: Option<(Vec<Relation>, F, Option<F>)>,
    /// Of words: whether it is the same word, if it is not blank.
    same: Option<bool>,
    /// 自评.
    claim: Option<F>,
    points: F,
}

const UNITS: [(&str, &str, i64); 6] =
    [("%", "%", 1), ("人次", "人次", 1), ("万元", "元", 10_000), ("天", "日", 1), ("幅图", "幅图", 1), ("期", "期", 1)];
const FIGURES: [(Relation, [&str; 3]); 5] = [
    (Relation::AtLeast, ["≥", "大于等于", "不低于"]),
    (Relation::AtMost, ["≤", "小于等于", "不超过"]),
    (Relation::Equal, ["=", "等于", "＝"]),
    (Relation::Greater, [">", "大于", "超过"]),
    (Relation::Less, ["<", "小于", "低于"]),
];

/// Makes up a rubric and a submission.
pub fn sheet(seed: u64) -> Sheet {
    let mut dice = Dice::new(seed ^ 0x0b5);
    let words = Words { zh: true };
    let places = u32::try_from(dice.between(1, 3)).unwrap();
    let modes = [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Truncate, RoundingMode::AwayFromZero];
    let rounding = Rounding { places, mode: *dice.pick(&modes) };
    let unit = F::one() / frac(10_i64.pow(places), 1);
    let (mut text, mut rows, mut groups) = (String::new(), Vec::new(), Vec::new());
    let (mut total, mut met, mut vague) = (frac(10, 1), Some((0, 0)), false);
    let count = 1 + dice.index(3);
    for group in 0..count {
        let form = Form {
            by_deviation: dice.percent(40),
            cut: dice.percent(40),
            same_word: dice.percent(60),
            pass: dice.percent(15),
        };
        let (many, how) = (1 + dice.index(4), dice.index(4));
        let points = shares(many, how, places, &unit, &mut dice);
        let whole = points.iter().sum::<F>();
        total += &whole;
        text += &head(group, count, how, &words.points(&whole));
        text += &block(form, how < 2);
        let mut scores = Vec::new();
        for (at, points) in points.into_iter().enumerate() {
            let mut row = row(points, &unit, &mut dice);
            let kind = format!("类{group}");
            let mut cells = vec![("类", kind), ("名", format!("项{group}之{at}"))];
            if how < 2 {
                cells.push(("分", words.points(&row.points)));
            }
            cells.append(&mut row.cells);
            scores.push(score(&row, form, rounding, &unit));
            met = met.and_then(|(good, all)| Some((good + i64::from(reached(&row)?), all + 1)));
            vague |= row.figure.as_ref().is_some_and(|(relations, ..)| relations.len() > 1);
            rows.push(cells);
        }
        groups.push(scores);
    }
    let rubric = format!(
        "评价体系 \"逐行\" {{\n  年度：2024\n  总分：{}\n  修约：指标得分 {}，{}\n}}\n明细 目标表 {{\n  类：文本\n  名：文本\n  \
         性质：文本 可空\n  标：文本\n  位：文本 可空\n  实：文本\n  分：分\n  自：分 可空\n  \
         定义 行.目 = 目标值(行.性质, 行.标, 行.位)\n  定义 行.果 = 量(行.实, 行.位)\n}}\n指标 达标率 10分 {{\n  \
         公式：占比(目标表, 达到(行.目, 行.果) 且 完成率(行.目, 行.果) ≤ 130%)\n  \
         评分：线性 {{\n    0% 得 0分\n    100% 得 满分\n  }}\n  不适用：计数(目标表) = 0 时 0分\n}}\n{text}",
        words.points(&total),
        words.places(places),
        words.mode(rounding.mode),
    );
    let spoilt = dice.percent(12) && spoil(&mut rows, &mut dice);
    let json = rows.iter().map(|cells| {
        let cells = cells.iter().map(|(name, text)| format!("\"{name}\": \"{text}\""));
        format!("{{{}}}", cells.collect::<Vec<_>>().join(", "))
    });
    let submission = format!(
        "{{ \"单位\": \"甲局\", \"年度\": 2024, \"明细\": {{ \"目标表\": [\n  {}\n] }} }}",
        json.collect::<Vec<_>>().join(",\n  ")
    );
    let met = met.map(|(good, all)| round(&frac(10 * good, all), Some(rounding)));
    Sheet { rubric, submission, groups: (!spoilt).then_some(groups), met, vague }
}

/// The points of so many rows: their own (0, 1), or equal parts of a whole, the rest to the last (2) or first (3).
fn shares(many: usize, how: usize, places: u32, unit: &F, dice: &mut Dice) -> Vec<F> {
    if how < 2 {
        let step = if dice.percent(50) { F::one() } else { unit.clone() };
        return (0..many).map(|_| dice.grid(&F::one(), &frac(20, 1), &step)).collect();
    }
    let (count, whole) = (frac(i64::try_from(many).unwrap(), 1), frac(dice.between(5, 40), 1));
    let part = round(&(&whole / &count), Some(Rounding { places, mode: RoundingMode::Truncate }));
    let mut parts = vec![part.clone(); many];
    let at = if how == 2 { many - 1 } else { 0 };
    parts[at] = whole - part * (count - F::one());
    parts
}

fn head(group: usize, count: usize, how: usize, whole: &str) -> String {
    let points = match how {
        0 => "按行合计".to_owned(),
        1 => whole.to_owned(),
        2 => format!("{whole} 均分，余数归 末行"),
        _ => format!("{whole} 均分，余数归 首行"),
    };
    let condition = match (group, count) {
        (0, 1) => String::new(),
        (0, 2) => " 当 行.类 ≠ \"类1\"".to_owned(),
        _ => format!(" 当 行.类 = \"类{group}\""),
    };
    format!("一级 组{group} {points} 逐行 目标表{condition} {{\n")
}

fn block(form: Form, own: bool) -> String {
    let mut text = format!("  指标 行.名{} {{\n", if own { " 行.分" } else { "" });
    text += "    目标：行.目\n    公式：行.果\n    自评：行.自\n";
    if form.pass {
        return text + "    评分：达标 当 达到(行.目, 行.果)，其余 得 分值的 50%\n  }\n}\n";
    }
    text += "    评分：情形 {\n      当 目标 是 定量：按完成率";
    text += if form.by_deviation { "，按偏差\n" } else { "\n" };
    text += if form.cut { "        完成率 超过 130% 得 0分\n" } else { "" };
    text += if form.same_word {
        "      其余：同词 得 满分，其余 人工评定\n"
    } else {
        "      当 目标 是 定性：人工评定\n"
    };
    text + "    }\n  }\n}\n"
}

/// A row: a figure that was reached, just missed or far off; or words.
fn row(points: F, unit: &F, dice: &mut Dice) -> Row {
    let claim = dice.percent(70).then(|| dice.grid(&F::zero(), &points, unit));
    let mut cells = Vec::new();
    if let Some(claim) = &claim {
        cells.push(("自", format!("{}分", decimal(claim))));
    }
    let blank = dice.percent(6);
    if dice.percent(30) {
        let word = *dice.pick(&["明显提升", "较好", "及时到位"]);
        let same = dice.percent(50);
        let typed = if same { ["#", " # ", "#。", "＃"] } else { ["基本#", "#了", "未#", "不#"] };
        let actual = dice.pick(&typed).replace(['#', '＃'], word);
        if dice.percent(60) {
            cells.push(("性质", "定性".to_owned()));
        }
        cells.push(("标", word.to_owned()));
        cells.push(("实", if blank { String::new() } else { actual }));
        return Row { cells, figure: None, same: (!blank).then_some(same), claim, points };
    }
    let (main, minor, factor) = *dice.pick(&UNITS);
    let step = if main == "万元" || main == "%" { frac(1, 100) } else { F::one() };
    let target = match dice.index(8) {
        0 => F::zero(),
        1 => step.clone(),
        _ => frac(dice.between(1, 200), 1),
    };
    let actual = match dice.index(7) {
        0 | 1 => target.clone(),
        2 => (&target - &step).max(F::zero()),
        3 => &target + &step,
        4 => (&target * frac(13, 10) / &step).floor() * &step,
        5 => (&target * frac(13, 10) / &step).floor() * &step + &step,
        _ => frac(dice.between(0, 240), 1),
    };
    let (relations, name) = match dice.index(6) {
        0 => (vec![Relation::AtLeast, Relation::AtMost, Relation::Equal], String::new()),
        _ => {
            let (relation, names) = dice.pick(&FIGURES);
            (vec![*relation], (*dice.pick(names)).to_owned())
        }
    };
    // A unit that nobody declared can stand in its own column only.
    let apart = dice.percent(50) || main == "幅图";
    let number = |value: &F, smaller: bool| match (apart, smaller) {
        (true, _) => decimal(value),
        (false, false) => format!("{}{main}", decimal(value)),
        (false, true) => format!("{}{minor}", decimal(&(value * frac(factor, 1)))),
    };
    let mut figure = number(&target, false);
    match dice.index(3) {
        // In both places, or in one.
        0 if !name.is_empty() => figure = format!("{name}{figure}"),
        1 if !name.is_empty() => {
            figure = format!("{name}{figure}");
            cells.push(("性质", name));
        }
        _ => cells.push(("性质", name)),
    }
    cells.push(("标", figure));
    let minor = dice.percent(50);
    cells.push(("实", if blank { String::new() } else { number(&actual, minor) }));
    if apart {
        cells.push(("位", main.to_owned()));
    }
    Row { cells, figure: Some((relations, target, (!blank).then_some(actual))), same: None, claim, points }
}

fn holds(relation: Relation, actual: &F, target: &F) -> bool {
    match relation {
        Relation::AtLeast => actual >= target,
        Relation::AtMost => actual <= target,
        Relation::Equal => actual == target,
        Relation::Greater => actual > target,
        Relation::Less => actual < target,
        Relation::NotEqual => panic!("no target"),
    }
}

fn downward(relation: Relation) -> bool {
    matches!(relation, Relation::AtMost | Relation::Less)
}

/// 完成率; where there is none, 100% or 0.
fn completion(relation: Relation, actual: &F, target: &F) -> F {
    let (over, under) = if downward(relation) { (target, actual) } else { (actual, target) };
    if target.is_positive() && under.is_positive() {
        return over / under;
    }
    if holds(relation, actual, target) { F::one() } else { F::zero() }
}

/// The share of its points that a figure gets.
fn share(relation: Relation, actual: &F, target: &F, form: Form) -> F {
    if form.pass {
        return if holds(relation, actual, target) { F::one() } else { frac(1, 2) };
    }
    // A cut speaks of x/t, or t/x, where t is above 0; x = 0 is beyond every t/x.
    let (over, under) = if downward(relation) { (target, actual) } else { (actual, target) };
    if form.cut && target.is_positive() && *over > under * frac(13, 10) {
        return F::zero();
    }
    if holds(relation, actual, target) {
        return F::one();
    }
    if !target.is_positive() {
        return F::zero();
    }
    match relation {
        Relation::Equal if form.by_deviation => (F::one() - (actual - target).abs() / target).max(F::zero()),
        Relation::Equal => F::zero(),
        _ if downward(relation) => target / actual,
        _ => actual / target,
    }
}

/// What a row gets: the least and the most, and whether it is open which. Scores that rounding makes alike stay open.
fn score(row: &Row, form: Form, rounding: Rounding, unit: &F) -> Got {
    let points = &row.points;
    let rounded = |score: &F| round(score, Some(rounding));
    let exactly = |score: &F| (rounded(score), rounded(score), false);
    let half = points / frac(2, 1);
    let judged = || match &row.claim {
        Some(claim) => exactly(claim),
        None => (F::zero(), (points / unit).floor() * unit, true),
    };
    match (&row.figure, row.same) {
        (Some((relations, target, Some(actual))), _) => {
            let shares = relations.iter().map(|one| points * share(*one, actual, target, form));
            let shares = shares.collect::<BTreeSet<_>>();
            (rounded(shares.first().unwrap()), rounded(shares.last().unwrap()), shares.len() > 1)
        }
        (Some(_), _) if form.pass => (rounded(&half), points.clone(), true),
        (Some(_), _) => (F::zero(), points.clone(), true),
        (None, Some(true)) if form.pass || form.same_word => exactly(points),
        (None, Some(false)) if form.pass => exactly(&half),
        (None, None) if form.pass => (rounded(&half), points.clone(), true),
        (None, None) if form.same_word => (judged().0, points.clone(), true),
        (None, _) => judged(),
    }
}

/// Whether a row counts as met; `None` if that cannot be told.
fn reached(row: &Row) -> Option<bool> {
    match &row.figure {
        Some((relations, target, actual)) => {
            let actual = actual.as_ref()?;
            let good = |one: &Relation| holds(*one, actual, target) && completion(*one, actual, target) <= frac(13, 10);
            let answers = relations.iter().map(good).collect::<BTreeSet<_>>();
            answers.first().copied().filter(|_| answers.len() == 1)
        }
        None => row.same,
    }
}

/// Makes a fault that must be found; false if there was no place for it.
fn spoil(rows: &mut [Vec<(&'static str, String)>], dice: &mut Dice) -> bool {
    let at = dice.index(rows.len());
    let row = &mut rows[at];
    let place = |row: &[(&str, String)], column: &str| row.iter().position(|(name, _)| *name == column);
    match dice.index(4) {
        0 => row[1].1.clear(),
        1 => {
            let Some(at) = place(row, "分") else { return false };
            row[at].1 = "0.5分".to_owned();
        }
        2 => {
            let Some(at) = place(row, "分") else { return false };
            row.remove(at);
        }
        _ => {
            let at = place(row, "标").unwrap();
            row[at].1.clear();
        }
    }
    true
}
