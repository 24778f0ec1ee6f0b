//! Long rubrics are read and proved on all cores; what comes out must not tell.

use std::fmt::Write as _;

use jixiao::diagnostic::{Diagnostics, Severity};
use jixiao::ids::IndicatorId;
use jixiao::quantity::Rational;
use jixiao::scorecard::{Amount, Step};
use jixiao::source::SourceMap;
use jixiao::submission::Format;
use jixiao::{Evaluation, ScoreOptions};

/// More than are made in one piece, several times over.
const COUNT: usize = 132;

/// The limit of an indicator, in percent.
fn limit(number: usize) -> usize {
    30 + number % 60
}

/// What is below it gets so many tenths.
fn tenths(number: usize) -> usize {
    number % 7 + 1
}

/// What is submitted, in percent.
fn value(number: usize) -> usize {
    number * 37 % 101
}

/// An indicator of one of three forms, on five lines or more.
fn indicator(number: usize) -> String {
    let (b, d) = (limit(number), tenths(number));
    let rule = match number % 3 {
        0 => format!("公式：x{number}\n评分：分档 {{\n不低于 {b}% 得 满分\n低于 {b}% 得 0.{d}分\n}}"),
        1 => format!(
            "评分：逐项 {{\n\"一\" 0.4分 当 x{number} ≥ 50%\n\"二\" 0.6分 {{\n公式：x{number}\n\
             评分：达标 当 不低于 {b}%，其余 得 0分\n}}\n}}"
        ),
        _ => format!("评分：情形 {{\n当 x{number} ≥ {b}%：得 满分\n其余：得 0.{d}分\n}}"),
    };
    format!("指标 甲{number} 1分 {{\n{rule}\n}}\n")
}

fn rubric() -> String {
    let mut text = format!("评价体系 \"长表\" {{\n年度：2024\n总分：{COUNT}分\n}}\n");
    for number in 0..COUNT {
        // One block of data for each, so that the text is cut into many pieces.
        let note = "这一行只是为了让文件足够长".repeat(4);
        write!(text, "// {note}\n数据 {{\nx{number}：比率(%, 2位) [0%, 100%]\n}}\n{}", indicator(number)).unwrap();
    }
    for number in 0..COUNT {
        writeln!(text, "校验 丙{number} {{ x{number} ≥ {}% }}", number % 90 + 1).unwrap();
    }
    text
}

fn scored(sources: &mut SourceMap) -> Evaluation {
    let id = sources.add("rubric.perf", &rubric());
    let mut diagnostics = Diagnostics::default();
    let rubric = jixiao::compile(sources, id, &mut diagnostics);
    assert!(diagnostics.sorted().is_empty(), "{:?}", diagnostics.sorted().first());
    let figures = (0..COUNT).map(|number| format!("\"x{number}\": \"{}%\"", value(number))).collect::<Vec<_>>();
    let text = format!("{{\"单位\": \"某局\", \"年度\": 2024, \"数据\": {{{}}}}}", figures.join(","));
    let submitted = sources.add("submission.json", &text);
    let options = ScoreOptions { format: Format::Json, basis: None, year_mismatch: false };
    jixiao::score(&rubric.unwrap(), sources.get(submitted), options, &mut diagnostics).unwrap()
}

#[test]
fn every_indicator_of_a_long_rubric_is_scored_by_its_own_rule() {
    let mut sources = SourceMap::default();
    let found = scored(&mut sources);
    let tenth = |count: usize| Rational::new(i64::try_from(count).unwrap(), 10).unwrap();
    for number in 0..COUNT {
        let met = value(number) >= limit(number);
        let expected = match number % 3 {
            1 => (if value(number) >= 50 { 4 } else { 0 }) + (if met { 6 } else { 0 }),
            _ if met => 10,
            _ => tenths(number),
        };
        let line = &found.scorecard.indicators[number];
        assert_eq!(line.score, Amount::Exact(tenth(expected)), "甲{number}");
        let own = &found.rubric.indicators[number];
        if let Some(measure) = own.measure {
            assert_eq!(found.rubric.measure(measure).indicator, IndicatorId::at(number));
        }
        let place = match line.steps.first() {
            Some(Step::Band { element, .. } | Step::Arm(element)) => found.rubric.element(*element),
            _ => continue,
        };
        let row = sources.get(place.source).slice(place);
        let said = if met { format!("{}%", limit(number)) } else { format!("0.{}分", tenths(number)) };
        assert!(row.contains(&said), "甲{number}: {row}");
        assert!(
            own.span.start < place.start && place.start < own.span.start + 400,
            "甲{number} is told of another row"
        );
    }
    let failed = (0..COUNT).filter(|number| value(*number) < number % 90 + 1).count();
    let told = found.findings.checks.iter().filter(|one| one.outcome == jixiao::findings::CheckOutcome::Fails).count();
    assert_eq!(told, failed);
}

#[test]
fn faults_of_a_long_rubric_are_told_in_their_order_each_once() {
    let mut text = rubric();
    // A gap, a name that nothing declares read twice, a statement that cannot be read.
    for (from, to) in [
        ("低于 42% 得 0.6分", "低于 41% 得 0.6分"),
        ("公式：x60\n", "公式：没有声明\n"),
        ("公式：x90\n", "公式：没有声明\n"),
        ("校验 丙120 { x120 ≥ 31% }", "校验 丙120 { x120 ≥≥ 31% }"),
    ] {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", &text);
    let mut diagnostics = Diagnostics::default();
    jixiao::compile(&sources, id, &mut diagnostics).unwrap_err();
    let list = diagnostics.sorted();
    let errors = list.iter().filter(|one| one.severity == Severity::Error);
    let told = errors.map(|one| {
        let source = sources.get(id);
        let line = source.position(one.place().unwrap().start).line;
        (one.code.number(), text.lines().nth(line - 1).unwrap().trim().to_owned())
    });
    let told = told.collect::<Vec<_>>();
    let expected = [("E0401", "评分：分档 {"), ("E0201", "公式：没有声明"), ("E0101", "校验 丙120 { x120 ≥≥ 31% }")];
    assert_eq!(told, expected.map(|(code, line)| (code, line.to_owned())));
}
