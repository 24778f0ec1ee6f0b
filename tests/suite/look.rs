//! How diagnostics look, over the wrong examples of all pages: readable at 80 columns, in one language, drawn in ASCII
//! where that is asked for.

use jixiao::diagnostic::{Code, Diagnostics, Language, Style, human, layout};
use jixiao::source::SourceMap;

use super::data_pages::told_of_wrong;
use super::pages::{compiled, wrong_example};

/// What is told of the wrong example of a page, without the lines that quote it, and the example.
fn told(code: Code, language: Language, style: Style) -> Option<(Vec<String>, String)> {
    let (text, wrong) = if code.number().starts_with('E') {
        let wrong = wrong_example(code, language == Language::Zh)?;
        let mut sources = SourceMap::default();
        let mut diagnostics = Diagnostics::default();
        let _ = compiled("a.perf", &wrong, &mut sources, &mut diagnostics);
        (human(&diagnostics.sorted(), &sources, language, style), wrong)
    } else {
        told_of_wrong(code, language == Language::Zh, style)?
    };
    let quoted = |line: &&str| {
        let line = line.trim_start();
        let rest = line.trim_start_matches(|one: char| one.is_ascii_digit());
        rest.len() < line.len() && rest.starts_with([' ', '│', '|'])
    };
    Some((text.lines().filter(|line| !quoted(line)).map(str::to_owned).collect(), wrong))
}

/// Every line told of every page in both languages, with what is wrong with it.
fn judge(style: Style, fault: impl Fn(&str, Language, &str) -> Option<String>) {
    let mut problems = Vec::new();
    for code in Code::ALL.iter().filter(|code| !code.number().starts_with('X')) {
        for language in [Language::Zh, Language::En] {
            let Some((lines, wrong)) = told(*code, language, style) else { continue };
            for line in lines {
                problems.extend(fault(&line, language, &wrong).map(|why| format!("{}: {why}: {line}", code.number())));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n{} problems", problems.join("\n"), problems.len());
}

#[test]
fn nothing_is_wider_than_eighty_columns_but_the_lines_of_the_author() {
    judge(Style::from(false), |line, _, _| {
        let width = layout::width(line);
        (width > 80).then(|| format!("{width} columns"))
    });
}

/// What is the same in every language: commands, formats, units, and the keywords for levels, which only Chinese has.
const COMMON: [&str; 15] = [
    "jixiao", "explain", "check", "fix", "template", "year", "mismatch", "perf", "JSON", "CSV", "UTF", "pp", "万元",
    "二级", "分组",
];

#[test]
fn nothing_is_said_in_another_language() {
    judge(Style::from(false), |line, language, wrong| {
        let line = line.split("─[").next().unwrap_or_default();
        let foreign = |one: char| match language {
            Language::Zh => one.is_ascii_alphabetic(),
            Language::En => ('\u{4e00}'..='\u{9fff}').contains(&one),
        };
        let words = line.split(|one| !foreign(one)).filter(|word| !word.is_empty());
        let mut strange = words.filter(|word| !wrong.contains(word) && !COMMON.contains(word));
        // The letters of codes and of U+200B.
        let strange = strange.find(|word| !(language == Language::Zh && word.len() == 1));
        strange.map(|word| format!("`{word}`"))
    });
}

#[test]
fn what_is_drawn_in_ascii_has_no_frames_arrows_or_dashes() {
    judge(Style { colour: false, ascii: true }, |line, _, _| {
        let drawn = |one: char| ('\u{2500}'..='\u{257f}').contains(&one) || "→←↑↓—–−·".contains(one);
        let width = layout::width(line);
        line.find(drawn).map(|at| line[at..].to_owned()).or((width > 82).then(|| format!("{width} columns")))
    });
}
