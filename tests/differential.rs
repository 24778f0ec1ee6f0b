//! Two evaluators must agree: the engine, and one written without skill, on rubrics and submissions made up at random.
//!
//! `JIXIAO_PAIRS` says how many pairs (default 10 000); `JIXIAO_SEED` starts elsewhere. A failure prints its seed, the
//! rubric and the submission, and is looked for again in smaller rubrics of the same seed first.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

#[path = "differential/cohort.rs"]
mod cohort;
#[path = "differential/consolidated.rs"]
mod consolidated;
#[path = "differential/edged.rs"]
mod edged;
#[path = "differential/inherited.rs"]
mod inherited;
mod naive;

use std::sync::atomic::{AtomicU64, Ordering};

use jixiao::diagnostic::{Code, Diagnostics, Language, Severity, human};
use jixiao::ids::NodeId;
use jixiao::quantity::{Rational, Rounding};
use jixiao::rubric::Rubric;
use jixiao::scorecard::{Amount, Scorecard};
use jixiao::source::SourceMap;
use jixiao::{ScoreOptions, submission};

use naive::data::{Submission, submit};
use naive::dice::Dice;
use naive::fraction::{F, of, round};
use naive::generate::generate;
use naive::model::Model;
use naive::row_indicators::{Sheet, sheet};
use naive::rows::any_without_rows;
use naive::score::{Possible, score};
use naive::written::{Fate, Reading, indicators};

/// Submissions for each rubric.
const EACH: u64 = 20;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn both_evaluators_agree() {
    let (pairs, first) = (setting("JIXIAO_PAIRS", 10_000), setting("JIXIAO_SEED", 1));
    for seed in first..first + pairs.div_ceil(EACH) {
        let size = 1 + usize::try_from(seed % 6).unwrap();
        if let Err(failure) = caught(|| pair(seed, size), seed) {
            let smaller = (1..size).find_map(|size| caught(|| pair(seed, size), seed).err());
            panic!("{}", smaller.unwrap_or(failure));
        }
    }
    assert!(UNREACHED.load(Ordering::Relaxed) * 10 <= pairs.div_ceil(EACH), "too many rubrics are not tried");
}

/// Rubrics that were not tried, since no score of a group leads to a row of theirs.
static UNREACHED: AtomicU64 = AtomicU64::new(0);

/// A panic inside is a failure of this seed.
fn caught(run: impl FnOnce() -> Result<(), String> + std::panic::UnwindSafe, seed: u64) -> Result<(), String> {
    std::panic::catch_unwind(run).unwrap_or_else(|_| Err(format!("JIXIAO_SEED={seed} panics; see above")))
}

/// Indicators that come with the submission get what whoever made them up says.
#[test]
fn row_indicators_are_right() {
    let (sheets, first) = (setting("JIXIAO_PAIRS", 10_000) / 50, setting("JIXIAO_SEED", 1));
    for seed in first..first + sheets {
        let sheet = sheet(seed);
        if let Err(why) = caught(|| rows_are_right(&sheet), seed) {
            panic!("{why}\nJIXIAO_SEED={seed}\n{}\n{}", sheet.rubric, sheet.submission);
        }
    }
}

fn rows_are_right(sheet: &Sheet) -> Result<(), String> {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let id = sources.add("rubric.perf", &sheet.rubric);
    let told =
        |diagnostics: &Diagnostics, sources: &SourceMap| human(&diagnostics.sorted(), sources, Language::Zh, false);
    let rubric = jixiao::compile(&sources, id, &mut diagnostics)
        .map_err(|_| format!("refused: {}", told(&diagnostics, &sources)))?;
    let id = sources.add("submission.json", &sheet.submission);
    let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
    let mut diagnostics = Diagnostics::default();
    let result = jixiao::score(&rubric, sources.get(id), options, &mut diagnostics);
    let (evaluation, groups) = match (result, &sheet.groups) {
        (Ok(evaluation), Some(groups)) => (evaluation, groups),
        (Err(_), None) => return Ok(()),
        (Ok(_), None) => return Err("a faulty submission is scored".to_owned()),
        (Err(_), Some(_)) => return Err(format!("rejected: {}", told(&diagnostics, &sources))),
    };
    let card = &evaluation.scorecard;
    let amount = |low: &F, high: &F, open: bool| match open {
        false => Amount::Exact(ours(low)),
        true => Amount::Between(ours(low), ours(high)),
    };
    for (group, rows) in evaluation.rubric.groups.iter().zip(groups) {
        if group.children.len() != rows.len() {
            return Err(format!("{} rows instead of {}", group.children.len(), rows.len()));
        }
        for (at, (child, (low, high, open))) in group.children.iter().zip(rows).enumerate() {
            let NodeId::Indicator(id) = child else { return Err("a group within rows".to_owned()) };
            let line = card.indicators.iter().find(|line| line.id == *id).unwrap();
            if line.score != amount(low, high, *open) {
                let name = &group.name.node;
                return Err(format!("{name}, row {at}: {} instead of {low} to {high}", show(&line.score)));
            }
        }
    }
    let met = card.indicators.iter().find(|line| evaluation.rubric.indicator(line.id).name.node == "达标率").unwrap();
    match (&sheet.met, &met.score) {
        (Some(met), Amount::Between(low, high)) if sheet.vague && of(low) <= *met && *met <= of(high) => Ok(()),
        (Some(met), score) if *score != amount(met, met, false) => {
            Err(format!("达标率: {} instead of {met}", show(score)))
        }
        (None, Amount::Exact(score)) => Err(format!("达标率: {} is not open", of(score))),
        _ => Ok(()),
    }
}

/// A rubric that somebody has spoilt is refused with a place, or still means one thing to both evaluators.
#[test]
fn spoilt_rubrics_are_refused_or_agree() {
    let (pairs, first) = (setting("JIXIAO_PAIRS", 10_000) / 10, setting("JIXIAO_SEED", 1));
    let (mut refused, mut agreed) = (0, 0);
    for seed in first..first + pairs.div_ceil(4) {
        let size = 1 + usize::try_from(seed % 4).unwrap();
        match std::panic::catch_unwind(|| spoilt(seed, size)) {
            Ok(Ok(true)) => agreed += 1,
            Ok(Ok(false)) => refused += 1,
            Ok(Err(failure)) => panic!("{failure}"),
            Err(_) => panic!("JIXIAO_SEED={seed} panics; see above"),
        }
    }
    assert!(refused > 0 && agreed > 0, "{refused} refused, {agreed} agreed: the spoiling does not spoil");
}

/// Changes one line behind the data: leaves it out, doubles it, changes a word or a digit.
fn spoil(text: &str, dice: &mut Dice) -> String {
    let mut lines = text.lines().map(str::to_owned).collect::<Vec<_>>();
    let data = lines.iter().position(|line| line.starts_with("数据") || line.starts_with("data")).unwrap();
    let first = data + lines[data..].iter().position(|line| line == "}").unwrap() + 1;
    let words = [
        ("不低于", "超过"),
        ("满分", "0分"),
        ("≥", ">"),
        ("%", "‰"),
        ("万元", "元"),
        ("[", "("),
        (")", "]"),
        ("（含）", "（不含）"),
        ("其余", "不低于 0%"),
        ("分档 依次", "分档"),
        ("不计", "按一档计"),
        ("且", "或"),
        ("at least", "above"),
        ("full", "0 points"),
        ("otherwise", "below 1%"),
        ("上级", "全表"),
        ("日", "次"),
        ("-", "+"),
        ("1", "2"),
        ("5", "4"),
        ("0", "9"),
        ("2", "-2"),
    ];
    for _ in 0..50 {
        let at = first + dice.index(lines.len() - first);
        match dice.index(6) {
            0 if !lines[at].contains(['{', '}']) => {
                lines.remove(at);
            }
            1 if !lines[at].contains(['{', '}']) => lines.insert(at, lines[at].clone()),
            _ => {
                let (from, to) = *dice.pick(&words);
                if !lines[at].contains(from) {
                    continue;
                }
                lines[at] = lines[at].replacen(from, to, 1);
            }
        }
        break;
    }
    lines.join("\n")
}

/// Whether the spoilt rubric was accepted (and agreed upon).
fn spoilt(seed: u64, size: usize) -> Result<bool, String> {
    let model = generate(seed, size);
    let mut dice = Dice::new(seed ^ 0xbad);
    let text = spoil(&naive::render::render(&model, seed), &mut dice);
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let id = sources.add("rubric.perf", &text);
    let Ok(rubric) = jixiao::compile(&sources, id, &mut diagnostics) else {
        let list = diagnostics.sorted();
        let errors = || list.iter().filter(|one| one.severity == Severity::Error);
        if errors().count() == 0 || errors().any(|one| one.place().is_none_or(|place| place.source != id)) {
            return Err(format!("refused without a place: JIXIAO_SEED={seed}\n{text}"));
        }
        return Ok(false);
    };
    for _ in 0..4 {
        let submitted = submit(&model, &rubric, &mut dice);
        let id = sources.add("submission.json", &submitted.text);
        let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
        let mut diagnostics = Diagnostics::default();
        let Ok(evaluation) = jixiao::score(&rubric, sources.get(id), options, &mut diagnostics) else { continue };
        let certain = Submission { certain: false, ..submitted };
        agree(&model, &rubric, &certain, &evaluation.scorecard)
            .map_err(|why| format!("{why}\nspoilt JIXIAO_SEED={seed} (size {size})\n{text}\n{}", certain.text))?;
    }
    Ok(true)
}

/// One rubric with its submissions; an error is what to print.
fn pair(seed: u64, size: usize) -> Result<(), String> {
    let model = generate(seed, size);
    let text = naive::render::render(&model, seed);
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let id = sources.add("rubric.perf", &text);
    let told =
        |diagnostics: &Diagnostics, sources: &SourceMap| human(&diagnostics.sorted(), sources, Language::Zh, false);
    let place = format!("JIXIAO_SEED={seed} (size {size})\n{text}");
    let compiled = jixiao::compile(&sources, id, &mut diagnostics);
    let list = diagnostics.sorted();
    let mut errors = list.iter().filter(|one| one.severity == Severity::Error).peekable();
    // Which scores of a group come about, the generator does not know.
    let reads_scores = text.contains("得分(") || text.contains("score_of(");
    if reads_scores
        && errors.peek().is_some()
        && errors.all(|one| matches!(one.code, Code::OtherwiseEmpty | Code::NeverReached))
    {
        UNREACHED.fetch_add(1, Ordering::Relaxed);
        return Ok(());
    }
    let rubric =
        compiled.map_err(|_| format!("a right rubric is refused: {place}\n{}", told(&diagnostics, &sources)))?;
    if diagnostics.sorted().iter().any(|one| one.severity == Severity::Error) {
        return Err(format!("compiles with errors: {place}\n{}", told(&diagnostics, &sources)));
    }
    tree_is_as_written(&model, &rubric).map_err(|why| format!("{why}\n{place}"))?;
    let mut dice = Dice::new(seed ^ 0x5eed);
    for _ in 0..EACH {
        let submitted = submit(&model, &rubric, &mut dice);
        let id = sources.add("submission.json", &submitted.text);
        let mut diagnostics = Diagnostics::default();
        let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
        let Ok(evaluation) = jixiao::score(&rubric, sources.get(id), options, &mut diagnostics) else {
            if no_row_is_left(&rubric, &submitted, &diagnostics) {
                continue;
            }
            let told = told(&diagnostics, &sources);
            return Err(format!("a right submission is rejected: {place}\n{}\n{told}", submitted.text));
        };
        agree(&model, &rubric, &submitted, &evaluation.scorecard)
            .map_err(|why| format!("{why}\n{place}\n{}\n{:#?}", submitted.text, evaluation.scorecard))?;
    }
    Ok(())
}

/// Whether the submission is rejected because nothing is left to compute a mean of, and rightly.
fn no_row_is_left(rubric: &Rubric, submitted: &Submission, diagnostics: &Diagnostics) -> bool {
    let list = diagnostics.sorted();
    let mut errors = list.iter().filter(|one| one.severity == Severity::Error);
    errors.all(|one| one.code == Code::NoApplicableRow) && any_without_rows(rubric, &submitted.cells)
}

fn tree_is_as_written(model: &Model, rubric: &Rubric) -> Result<(), String> {
    let written = indicators(&model.roots);
    let tree = rubric.indicators.iter().filter(|one| one.adjusts.is_none()).count();
    if written.len() != tree {
        return Err(format!("{tree} indicators instead of {}", written.len()));
    }
    for (written, read) in written.iter().zip(&rubric.indicators) {
        let points = read.points.as_ref().map(of);
        if written.name != read.name.node || points.as_ref() != Some(&written.points) {
            return Err(format!("{} has {points:?} points instead of {}", written.name, written.points));
        }
    }
    Ok(())
}

fn agree(model: &Model, rubric: &Rubric, submitted: &Submission, card: &Scorecard) -> Result<(), String> {
    if submitted.certain {
        as_written(model, rubric, submitted, card)?;
    }
    let Some(naive) = score(rubric, &submitted.cells, &submitted.judged) else { return Ok(()) };
    let same = if *naive.rows.loose.borrow() { within } else { same };
    for (at, possible) in naive.indicators.iter().enumerate() {
        same(&format!("indicator {}", rubric.indicators[at].name.node), possible, &card.indicators[at].score)?;
    }
    for (at, possible) in naive.groups.iter().enumerate() {
        same(&format!("group {}", rubric.groups[at].name.node), possible, &card.groups[at].score)?;
    }
    same("total", &naive.total, &card.total)?;
    if naive.grade != card.grade && !*naive.rows.loose.borrow() {
        return Err(format!("grade: naive {:?}, engine {:?}", naive.grade, card.grade));
    }
    if let Amount::Exact(total) = &card.total {
        let lost = card.losses.iter().map(|loss| of(&loss.points)).sum::<F>();
        let missing = of(&rubric.total) - of(total);
        if lost != missing {
            return Err(format!("the losses add up to {lost}, and {missing} is missing"));
        }
    }
    Ok(())
}

/// Where the bounds that the engine gives may be wider than need be.
fn within(what: &str, naive: &Possible, engine: &Amount) -> Result<(), String> {
    match (&naive.scores, engine) {
        (Some((low, high)), Amount::Between(least, most)) if of(least) <= *low && *high <= of(most) => Ok(()),
        _ => same(what, naive, engine),
    }
}

fn same(what: &str, naive: &Possible, engine: &Amount) -> Result<(), String> {
    let expected = match (&naive.scores, naive.open) {
        (None, _) => Amount::LeftOut,
        (Some((low, _)), false) => Amount::Exact(ours(low)),
        (Some((low, high)), true) => Amount::Between(ours(low), ours(high)),
    };
    if expected == *engine {
        return Ok(());
    }
    Err(format!("{what}: naive {}, engine {}", show(&expected), show(engine)))
}

fn show(amount: &Amount) -> String {
    match amount {
        Amount::Exact(score) => of(score).to_string(),
        Amount::Between(low, high) => format!("{} to {}", of(low), of(high)),
        Amount::LeftOut => "left out".to_owned(),
        Amount::Unpublished => "unpublished".to_owned(),
    }
}

fn ours(number: &F) -> Rational {
    let digits = |number: &num_bigint::BigInt| {
        let text = number.magnitude().to_string();
        let value = text.bytes().fold(Rational::ZERO, |value, digit| {
            &(&value * &Rational::whole(10)) + &Rational::whole(i64::from(digit - b'0'))
        });
        if text.is_empty() || number.sign() != num_bigint::Sign::Minus { value } else { -&value }
    };
    digits(number.numer()).checked_div(&digits(number.denom())).unwrap()
}

/// Against the rubric as it is written, without the checked tree.
fn as_written(model: &Model, rubric: &Rubric, submitted: &Submission, card: &Scorecard) -> Result<(), String> {
    let reading = Reading { model, cells: &submitted.cells, judged: &submitted.judged, row: None };
    let rounding = model.rounding.map(|(places, mode)| Rounding { places, mode });
    for (at, indicator) in indicators(&model.roots).iter().enumerate() {
        let engine = &card.indicators[at].score;
        let fate = reading.fate(indicator);
        let agrees = match (&fate, engine) {
            (Fate::Score(score), Amount::Exact(engine)) => round(score, rounding) == of(engine),
            (Fate::Unclear, _) | (Fate::LeftOut, Amount::LeftOut) | (Fate::NotJudged, Amount::Between(..)) => true,
            _ => false,
        };
        if !agrees {
            let name = &rubric.indicators[at].name.node;
            return Err(format!("indicator {name}: as written {fate:?}, engine {}", show(engine)));
        }
    }
    Ok(())
}
