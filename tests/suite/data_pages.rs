//! The examples on the pages about data (D) and about what the figures say (F): the submission that is wrong gives the
//! code of the page and no other, the corrected one gives nothing at all. What the user reads of the wrong one is kept in
//! `tests/pages`. How fragments are completed is told in `tests/cases/README.md`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jixiao::ScoreOptions;
use jixiao::diagnostic::{Code, Diagnostics, Language, Style, human};
use jixiao::report::text;
use jixiao::source::SourceMap;
use jixiao::submission::Format;

use super::pages::{blocks, whole};

/// A rule, and what was submitted under it: by several units where they are added up.
struct Example {
    rule: String,
    wrong: Vec<Submitted>,
    right: Vec<Submitted>,
}

/// The name of a file, its form, its text.
type Submitted = (String, Format, String);

/// What a run says: the codes, the whole as it is printed, and the diagnostics alone.
struct Said {
    codes: BTreeSet<&'static str>,
    seen: String,
    told: String,
}

const PLAIN: Style = Style { colour: false, ascii: false };

fn data_codes() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| code.number().starts_with(['D', 'F']))
}

#[test]
fn examples_of_submissions_do_what_the_pages_say() {
    let mut problems = Vec::new();
    for code in data_codes() {
        for zh in [true, false] {
            let place = format!("specs/diagnostics/{}.md, {}", code.number(), heading(zh));
            let example = match example(code, zh) {
                Ok(example) => example,
                Err(why) => {
                    problems.push(format!("{place}: {why}"));
                    continue;
                }
            };
            let [wrong, right] =
                [&example.wrong, &example.right].map(|one| said(&example.rule, one, code, (zh, PLAIN)));
            if wrong.codes != BTreeSet::from([code.number()]) {
                problems.push(format!("{place}: the wrong one gives {:?}\n{}", wrong.codes, wrong.seen));
            }
            if !right.codes.is_empty() {
                problems.push(format!("{place}: the corrected one gives {:?}\n{}", right.codes, right.seen));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n{} problems", problems.join("\n\n"), problems.len());
}

/// What the wrong submissions look like to the user, in both languages.
#[test]
fn wrong_submissions_are_told_so() {
    let _turn = super::turn();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    for code in data_codes() {
        let seen = [true, false].into_iter().filter_map(|zh| Some((zh, example(code, zh).ok()?)));
        let seen =
            seen.map(|(zh, example)| said(&example.rule, &example.wrong, code, (zh, PLAIN)).seen).collect::<Vec<_>>();
        super::snapshot(&folder, code.number(), &seen.join("\n"));
    }
}

fn heading(zh: bool) -> &'static str {
    if zh { "## 中文" } else { "## English" }
}

/// What is told of the wrong submission of a page, and the whole example.
pub(super) fn told_of_wrong(code: Code, zh: bool, style: Style) -> Option<(String, String)> {
    let example = example(code, zh).ok()?;
    let submitted = example.wrong.iter().map(|(_, _, text)| text.as_str()).collect::<String>();
    let told = said(&example.rule, &example.wrong, code, (zh, style)).told;
    Some((told, format!("{}{submitted}", example.rule)))
}

/// A rule, if there is one, then the wrong submission and the corrected one.
fn example(code: Code, zh: bool) -> Result<Example, String> {
    // Read here, so that a page can be mended without building everything anew.
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("specs/diagnostics/{}.md", code.number()));
    let found = blocks(&std::fs::read_to_string(page).map_err(|why| why.to_string())?, heading(zh));
    let (rule, submitted) = match found.as_slice() {
        [(kind, rule), rest @ ..] if kind == "perf" => (rule.as_str(), rest),
        rest => ("", rest),
    };
    let [wrong, right] = submitted else {
        return Err(format!("{} submissions instead of two", submitted.len()));
    };
    Ok(Example { rule: whole(rule, zh), wrong: files(wrong, zh)?, right: files(right, zh)? })
}

/// The submissions of a block: one, or several behind lines `// name.json`.
fn files((kind, text): &(String, String), zh: bool) -> Result<Vec<Submitted>, String> {
    let format = match kind.as_str() {
        "json" => Format::Json,
        "csv" => Format::Csv,
        other => return Err(format!("a block fenced as `{other}`")),
    };
    let name = format!("{}.{kind}", if zh { "甲局" } else { "unit-a" });
    let own = |text: &str| {
        text.lines().filter(|line| !line.starts_with("// ")).map(|line| format!("{line}\n")).collect::<String>()
    };
    let files = super::pages::files(&name, text).into_iter();
    Ok(files.map(|(name, text)| (name, format, completed(&own(&text), format, zh))).collect())
}

/// A submission with its unit and year, where it does not begin like a whole one.
fn completed(text: &str, format: Format, zh: bool) -> String {
    match (format, zh) {
        (Format::Json, _) if text.trim_start().starts_with(['{', '[']) => text.to_owned(),
        (Format::Json, true) => format!("{{\n\"单位\": \"甲局\", \"年度\": 2024,\n{text}}}\n"),
        (Format::Json, false) => format!("{{\n\"unit\": \"A\", \"year\": 2024,\n{text}}}\n"),
        (Format::Csv, _) if text.starts_with("部分") || text.starts_with("part") => text.to_owned(),
        (Format::Csv, true) => format!("部分,名称,项目,值,出处\n报送,单位,,甲局,\n报送,年度,,2024,\n{text}"),
        (Format::Csv, false) => {
            format!("part,name,item,value,place\nsubmission,unit,,A,\nsubmission,year,,2024,\n{text}")
        }
    }
}

/// Scores a submission; several are added up, to a unit that the page calls 总局 or Head office.
fn said(rule: &str, submitted: &[Submitted], code: Code, (zh, style): (bool, Style)) -> Said {
    let language = if zh { Language::Zh } else { Language::En };
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let name = if zh { "评分表.perf" } else { "rubric.perf" };
    let id = sources.add(name, rule);
    let compiled = jixiao::compile(&sources, id, &mut diagnostics).ok();
    let options = |format| ScoreOptions { format, basis: None, year_mismatch: code == Code::OtherYearAccepted };
    let read = submitted.iter().map(|(name, format, text)| (sources.add(name.as_str(), text), *format));
    let read = read.collect::<Vec<_>>();
    let scored = compiled.as_ref().and_then(|rubric| match read.as_slice() {
        [(id, format)] => jixiao::score(rubric, sources.get(*id), options(*format), &mut diagnostics).ok(),
        several => {
            let mut parts = Vec::new();
            for (id, format) in several {
                parts.extend(jixiao::part(rubric, sources.get(*id), options(*format), &mut diagnostics));
            }
            let unit = if zh { "总局" } else { "Head office" };
            jixiao::consolidated(rubric, unit, parts, options(Format::Json), &mut diagnostics).ok()
        }
    });
    let findings = scored.iter().flat_map(|one| &one.findings.list).map(|finding| &finding.diagnostic);
    let told = human(&diagnostics.sorted(), &sources, language, style);
    let codes = diagnostics.sorted().into_iter().chain(findings.clone()).map(|one| one.code.number()).collect();
    let found = human(&findings.collect::<Vec<_>>(), &sources, language, style);
    let report = scored.as_ref().map(|one| text(&super::sheet(&sources, one, language))).unwrap_or_default();
    Said { codes, seen: format!("{report}{told}"), told: format!("{told}{found}") }
}
