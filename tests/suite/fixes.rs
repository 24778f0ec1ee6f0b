//! The repairs on the pages of the diagnostics. A page whose wrong example a machine can repair says so in its last line;
//! repairing that example gives a rubric that compiles. Where a page does not say so, nothing is offered.

use jixiao::diagnostic::{Code, Diagnostic, Diagnostics, Language, Severity, human};
use jixiao::source::SourceMap;

use super::pages::{Others, compiled, files, wrong_example};

/// The last line of a page, in Chinese and in English.
const REPAIRED: [(Language, &str); 2] = [
    (Language::Zh, "自动修复：有，用 jixiao check --fix"),
    (Language::En, "Automatic repair: yes, by jixiao check --fix"),
];

/// What is found in a rubric.
fn found(text: &str) -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    compiled("example.perf", text, &mut sources, &mut diagnostics);
    let list = diagnostics.sorted().into_iter().cloned().collect();
    (sources, list)
}

#[test]
fn wrong_examples_are_repaired_where_the_page_says_so() {
    let mut problems = Vec::new();
    for code in Code::ALL.iter().filter(|code| code.number().starts_with('E')) {
        for (language, line) in REPAIRED {
            let Some(wrong) = wrong_example(*code, language == Language::Zh) else { continue };
            let place = format!("specs/diagnostics/{}.md", code.number());
            let promised = code.section(language).lines().last() == Some(line);
            let offered = found(&wrong).1.iter().any(|one| !one.fixes.is_empty());
            if promised != offered {
                let what = if offered { "a repair is offered" } else { "no repair is offered" };
                problems.push(format!("{place}: {what}, and the last line says otherwise (`{line}`)"));
            }
            if promised {
                let files = files("example.perf", &wrong);
                let others = files[1..].to_vec();
                let finder = |_| Box::new(Others(others.clone())) as Box<dyn jixiao::inherited::Parents>;
                let repaired = jixiao::repairing::repair_with("example.perf", &files[0].1, &finder);
                let rest = others.iter().map(|(_, text)| text.as_str()).collect::<String>();
                let (sources, list) = found(&format!("{}{rest}", repaired.text()));
                if list.iter().any(|one| one.severity == Severity::Error || one.code == *code) {
                    let told = human(&list.iter().collect::<Vec<_>>(), &sources, language, false);
                    problems.push(format!("{place}: repaired, this is left:\n{}\n{told}", repaired.text()));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n{} problems", problems.join("\n"), problems.len());
}
