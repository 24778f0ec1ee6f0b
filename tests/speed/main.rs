//! How fast the command is, and how much memory it takes: `cargo bench --bench speed`.
//!
//! Processor time is that of all cores together, the system's too; `check` works on all of them, so what a user waits for
//! is told beside it. The machine may have other work: everything is repeated by turns in one run, and the least counts.
//!
//! The parser generator runs again and again in one process, with everything in the caches; a process of its own pays for
//! its start and for every page that it touches first. So what `check` does is also told as it is done here.

#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::disallowed_types,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement prints, counts in floats, and stops at the first surprise"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jixiao::ScoreOptions;
use jixiao::diagnostic::Diagnostics;
use jixiao::report::{self, Sheet};
use jixiao::rubric::Rubric;
use jixiao::source::SourceMap;
use jixiao::submission::Format;
use jixiao::syntax::Statements;

mod made;

fn main() {
    check();
    start();
    println!("milliseconds to score, in one process, with all findings; to report as text; as JSON");
    for (rubric, submission, name) in [
        ("specs/guangdong/meijiang-2024", "梅江区医疗保障局.json", "梅江 2024"),
        ("specs/hunan/yuanjiang-2023", "沅江市医疗保障局.json", "沅江 2023, by rows"),
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(rubric);
        let text = |name| fs::read_to_string(folder.join(name)).unwrap();
        score(name, &text("rubric.perf"), &text(submission));
    }
    for rows in [250, 1_000, 4_000] {
        for (last, what) in [("1.00万元", "explained by rounding"), ("2.00万元", "half of them fail")] {
            let name = format!("{} checks of {rows} rows, {what}", 2 * rows);
            score(&name, made::ROWS, &made::rows(rows, last));
        }
    }
}

/// Who did the work.
#[derive(Clone, Copy)]
enum Whose {
    Own,
    Children,
}

/// Processor time so far, in ticks; `None` where the system does not tell.
fn ticks(whose: Whose) -> Option<u32> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold anything: the eleven fields before `utime`.
    let fields = text.rsplit_once(')')?.1.split_whitespace().skip(11).map(|field| field.parse::<u32>().ok());
    let skipped = match whose {
        Whose::Own => 0,
        Whose::Children => 2,
    };
    fields.skip(skipped).take(2).sum()
}

/// A tick of `/proc`: hundredths of a second on every system that has it.
const TICK: Duration = Duration::from_millis(10);
/// How long a measurement takes, so that a tick more or less is a hundredth of it.
const LONG: Duration = Duration::from_secs(1);

/// What the work takes once.
#[derive(Clone, Copy)]
struct Spent {
    /// On all cores together; by the clock where the system does not tell.
    processor: Duration,
    /// From its start to its end.
    clock: Duration,
}

impl Spent {
    const MOST: Spent = Spent { processor: Duration::MAX, clock: Duration::MAX };

    fn least(self, other: Spent) -> Spent {
        Spent { processor: self.processor.min(other.processor), clock: self.clock.min(other.clock) }
    }

    fn over(self, other: Spent) -> String {
        let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
        format!("{:6.2}{:6.2}", ratio(self.processor, other.processor), ratio(self.clock, other.clock))
    }

    fn show(self) -> String {
        format!("{:8.1}{:8.1}", millis(self.processor), millis(self.clock))
    }
}

/// What the work takes once: the least of several measurements, each long enough for the ticks; by the clock the fastest
/// of all runs.
fn least(whose: Whose, times: usize, mut work: impl FnMut()) -> Spent {
    let mut once = || {
        let (start, before) = (Instant::now(), ticks(whose));
        let (mut runs, mut clock) = (0, Duration::MAX);
        loop {
            let begun = Instant::now();
            work();
            clock = clock.min(begun.elapsed());
            runs += 1;
            let now = ticks(whose).zip(before).map(|(now, before)| TICK * (now - before));
            let spent = now.unwrap_or_else(|| start.elapsed());
            if spent >= LONG {
                return Spent { processor: spent / runs, clock };
            }
        }
    };
    (0..times).fold(Spent::MOST, |known, _| known.least(once()))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn spawn(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LC_ALL", "zh_CN.UTF-8")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn run(arguments: &[&str]) {
    assert!(spawn(arguments).wait().unwrap().success(), "{arguments:?} failed");
}

/// The most memory a run held, in bytes; `None` where the system does not tell.
fn memory(arguments: &[&str]) -> Option<usize> {
    let mut child = spawn(arguments);
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok());
        most = most.max(kib.map(|kib| kib * 1024));
        std::thread::sleep(Duration::from_millis(1));
    }
    most
}

/// `check` on made rubrics, the whole process and what it does in this one, beside the parser generator alone on the same
/// statements.
fn check() {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    println!("milliseconds of all processors together, and by the clock, on {cores} cores");
    println!(
        "check     lines      bytes   whole process       ratio         in here       ratio      pest alone   lines/s  \
         µs/line  bytes/byte"
    );
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for lines in [1_000, 10_000, 100_000] {
        let text = made::rubric(lines);
        let path = folder.join(format!("made-{lines}.perf"));
        fs::write(&path, &text).unwrap();
        let path = path.to_str().unwrap();
        let mut sources = SourceMap::default();
        let id = sources.add("made.perf", &text);
        let statements = Statements::of(sources.get(id)).unwrap();
        let compile = || drop(black_box(jixiao::compile(&sources, id, &mut Diagnostics::default()).unwrap()));
        let (mut whole, mut here, mut pest) = (Spent::MOST, Spent::MOST, Spent::MOST);
        for _ in 0..3 {
            whole = whole.least(least(Whose::Children, 1, || run(&["check", path])));
            here = here.least(least(Whose::Own, 1, compile));
            pest = pest.least(least(Whose::Own, 1, || assert!(black_box(statements.read()) > 0)));
        }
        let lines = text.lines().count();
        let seconds = whole.clock.as_secs_f64();
        let memory =
            memory(&["check", path]).map_or("?".to_owned(), |most| format!("{:.0}", most as f64 / text.len() as f64));
        println!(
            "{lines:15}{:11}{}{}{}{}{}{:10.0}{:9.2}{memory:>12}",
            text.len(),
            whole.show(),
            whole.over(pest),
            here.show(),
            here.over(pest),
            pest.show(),
            lines as f64 / seconds,
            seconds * 1e6 / lines as f64,
        );
    }
}

/// How long a user waits for `check` on a real rubric.
fn start() {
    let time = least(Whose::Children, 3, || run(&["check", "specs/guangdong/meijiang-2024/rubric.perf"]));
    println!("check, 梅江 2024:{}", time.show());
}

/// How long it takes to read, score and audit a submission, and to write the report.
fn score(name: &str, rubric: &str, submission: &str) {
    let mut sources = SourceMap::default();
    let (rubric, submission) = (sources.add("rubric.perf", rubric), sources.add("submission.json", submission));
    let mut diagnostics = Diagnostics::default();
    let rubric: Rubric = jixiao::compile(&sources, rubric, &mut diagnostics).unwrap();
    let options = ScoreOptions { format: Format::Json, basis: None, year_mismatch: false };
    let mut scored = || jixiao::score(&rubric, sources.get(submission), options, &mut diagnostics).unwrap();
    let score = least(Whose::Own, 2, || drop(black_box(scored())));
    let found = scored();
    let sheet = Sheet {
        rubric: &found.rubric,
        sources: &sources,
        inputs: &found.inputs,
        measures: &found.measures,
        scorecard: &found.scorecard,
        other: found.other.as_ref(),
        findings: &found.findings,
        receipt: &found.receipt,
        language: rubric.language,
        line_numbers: true,
    };
    let text = least(Whose::Own, 2, || drop(black_box(report::text(&sheet))));
    let json = least(Whose::Own, 2, || drop(black_box(report::json(&sheet))));
    let [score, text, json] = [score, text, json].map(|spent| millis(spent.processor));
    println!("{score:10.2}{text:10.2}{json:10.2} {:8.0}/s  {name}", 1000.0 / score);
}
