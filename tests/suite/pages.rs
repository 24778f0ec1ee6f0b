//! The examples on the pages of the diagnostics: the wrong one gives the code of the page and no other, the right one
//! compiles. How fragments are completed is told in `tests/cases/README.md`.

use std::collections::BTreeSet;

use jixiao::diagnostic::{Code, Diagnostic, Diagnostics, Language, Severity, human};
use jixiao::source::{SourceId, SourceMap, Spanned};

#[test]
fn examples_on_pages_do_what_the_pages_say() {
    let mut problems = Vec::new();
    for code in Code::ALL.iter().filter(|code| code.number().starts_with('E')) {
        for (heading, zh) in [("## 中文", true), ("## English", false)] {
            let place = format!("specs/diagnostics/{}.md, {heading}", code.number());
            match examples(code.page(), heading).as_slice() {
                [wrong, right] => {
                    let wrong = complete(wrong, *code, zh);
                    problems.extend(judge(&wrong, Some(*code), zh).map(|why| format!("{place}: {why}")));
                    problems.extend(judge(&whole(right, zh), None, zh).map(|why| format!("{place}: {why}")));
                }
                others => problems.push(format!("{place}: {} ```perf blocks instead of two", others.len())),
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n{} problems", problems.join("\n\n"), problems.len());
}

/// What the wrong examples look like to the user, in both languages: a case for every code of a rubric.
#[test]
fn wrong_examples_are_told_so() {
    let _turn = super::turn();
    for code in Code::ALL.iter().filter(|code| code.number().starts_with('E')) {
        let mut seen = String::new();
        for (heading, zh) in [("## 中文", true), ("## English", false)] {
            let Some(wrong) = examples(code.page(), heading).into_iter().next() else { continue };
            let mut sources = SourceMap::default();
            let mut diagnostics = Diagnostics::default();
            let name = if zh { "例.perf" } else { "example.perf" };
            let _ = compiled(name, &whole(&wrong, zh), &mut sources, &mut diagnostics);
            let language = if zh { Language::Zh } else { Language::En };
            seen.push_str(&human(&diagnostics.sorted(), &sources, language, false));
            seen.push('\n');
        }
        let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
        super::snapshot(&folder, code.number(), &seen);
    }
}

/// The wrong example of a page, with what is missing around it.
pub(super) fn wrong_example(code: Code, zh: bool) -> Option<String> {
    let heading = if zh { "## 中文" } else { "## English" };
    examples(code.page(), heading).first().map(|wrong| complete(wrong, code, zh))
}

/// Where the header or everything is missing, nothing is put before the example.
fn complete(wrong: &str, code: Code, zh: bool) -> String {
    if matches!(code, Code::HeaderMissing | Code::EmptyFile) { wrong.to_owned() } else { whole(wrong, zh) }
}

/// The blocks fenced as perf in one section.
fn examples(page: &str, heading: &str) -> Vec<String> {
    blocks(page, heading).into_iter().filter(|(kind, _)| kind == "perf").map(|(_, text)| text).collect()
}

/// The fenced blocks of one section: what each is fenced as, and its text.
pub(super) fn blocks(page: &str, heading: &str) -> Vec<(String, String)> {
    let (mut inside, mut fence, mut found) = (false, None::<(String, String)>, Vec::new());
    for line in page.lines() {
        match (fence.take(), line.trim_end()) {
            (None, line) if line.starts_with("## ") => inside = line == heading,
            (None, line) if inside && line.starts_with("```") => fence = Some((line[3..].to_owned(), String::new())),
            (None, _) => {}
            (Some(block), "```") => found.push(block),
            (Some((kind, text)), line) => fence = Some((kind, format!("{text}{line}\n"))),
        }
    }
    found
}

/// Why an example does not give exactly this code, or is not right where none is given.
fn judge(text: &str, code: Option<Code>, zh: bool) -> Option<String> {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let compiled = compiled("example.perf", text, &mut sources, &mut diagnostics);
    let list = diagnostics.sorted();
    let codes = list.iter().map(|one| one.code.number()).collect::<BTreeSet<_>>();
    let expected = code.map(|code| BTreeSet::from([code.number()]));
    let fine = match (&expected, code) {
        (Some(expected), Some(code)) => codes == *expected && compiled != (code.severity() == Severity::Error),
        _ => compiled && list.iter().all(|one| one.severity != Severity::Error),
    };
    if fine {
        return None;
    }
    let told = human(&list, &sources, if zh { Language::Zh } else { Language::En }, false);
    let what = expected.map_or("the right example is refused".to_owned(), |expected| {
        format!("the wrong example gives {codes:?} instead of {expected:?}")
    });
    Some(format!("{what}\n{text}{told}"))
}

/// Compiles an example. One of several files has the line `// name.perf` at the head of each; the first is compiled.
pub fn compiled(name: &str, text: &str, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> bool {
    let files = files(name, text);
    let ids = files.iter().map(|(name, text)| (name.clone(), sources.add(name.as_str(), text))).collect::<Vec<_>>();
    let first = ids[0].1;
    jixiao::compile_with(sources, first, &mut Shown(ids), diagnostics).is_ok()
}

/// The files of an example, with their names.
pub fn files(name: &str, text: &str) -> Vec<(String, String)> {
    let mut files = Vec::<(String, String)>::new();
    for line in text.lines() {
        match line.strip_prefix("// ").filter(|name| [".perf", ".json", ".csv"].iter().any(|kind| name.ends_with(kind)))
        {
            Some(name) => files.push((name.to_owned(), String::new())),
            None if files.is_empty() => files.push((name.to_owned(), String::new())),
            None => {}
        }
        let (_, text) = files.last_mut().unwrap();
        text.push_str(line);
        text.push('\n');
    }
    files
}

/// The files of one example.
pub struct Shown(pub Vec<(String, SourceId)>);

/// The files of an example behind the first, by their texts.
pub struct Others(pub Vec<(String, String)>);

impl jixiao::inherited::Parents for Others {
    fn parent(&mut self, _: SourceId, path: &Spanned<String>, sources: &mut SourceMap) -> Result<SourceId, Diagnostic> {
        match self.0.iter().find(|(name, _)| *name == path.node) {
            Some((name, text)) => Ok(sources.add(name.as_str(), text)),
            None => Err(jixiao::amend::nowhere(path.span, &path.node, None)),
        }
    }
}

impl jixiao::inherited::Parents for Shown {
    fn parent(&mut self, _: SourceId, path: &Spanned<String>, _: &mut SourceMap) -> Result<SourceId, Diagnostic> {
        let found = self.0.iter().find(|(name, _)| *name == path.node).map(|(_, id)| *id);
        found.ok_or_else(|| jixiao::amend::nowhere(path.span, &path.node, None))
    }
}

const NODES: [&str; 9] = ["一级 ", "二级 ", "三级 ", "四级 ", "分组 ", "指标 ", "group ", "indicator ", "评价体系 "];
const STATEMENTS: [&str; 14] = [
    "公式",
    "值域",
    "方向",
    "目标",
    "评分",
    "不适用",
    "修约",
    "formula",
    "range",
    "direction",
    "target",
    "score",
    "n/a",
    "rounding",
];

/// The example with what is missing around it.
pub(super) fn whole(example: &str, zh: bool) -> String {
    if example.lines().any(|line| line.starts_with("评价体系") || line.starts_with("rubric ")) {
        return example.to_owned();
    }
    let items = outer(example);
    let begins = |item: &str, words: &[&str]| words.iter().any(|word| item.starts_with(word));
    let (mut blocks, mut statements, mut total, mut nodes) = (String::new(), String::new(), 0, false);
    for item in &items {
        if begins(item, &STATEMENTS) {
            statements.push_str(item);
        } else {
            if begins(item, &NODES) {
                nodes = true;
                total += hundredths(item.lines().next().unwrap_or_default());
            }
            blocks.push_str(item);
        }
    }
    if !nodes {
        let scored = outer(&statements).iter().any(|item| begins(item, &["评分", "score"]));
        let (head, by_hand) = if zh {
            ("指标 示例 10分", "评分：人工评定\n")
        } else {
            ("indicator Example 10 points", "score: by judgement\n")
        };
        let by_hand = if scored { "" } else { by_hand };
        blocks.push_str(&format!("{head} {{\n{statements}{by_hand}}}\n"));
    }
    let total = if total == 0 { "10".to_owned() } else { format!("{}.{:02}", total / 100, total % 100) };
    if zh {
        format!("评价体系 \"示例\" {{\n  年度：2024\n  总分：{total}分\n}}\n{blocks}")
    } else {
        format!("rubric \"Example\" {{\n  year: 2024\n  total: {total} points\n}}\n{blocks}")
    }
}

/// The statements and blocks at the outer level, each with its line ends; a line that goes on belongs to the one before.
fn outer(example: &str) -> Vec<String> {
    let (mut items, mut depth) = (Vec::<String>::new(), 0_i64);
    for line in example.lines() {
        let goes_on = depth > 0 || line.starts_with([' ', '}', '+']) || line.is_empty();
        match items.last_mut().filter(|_| goes_on) {
            Some(item) => item.push_str(line),
            None => items.push(line.to_owned()),
        }
        if let Some(item) = items.last_mut() {
            item.push('\n');
        }
        for character in line.chars() {
            depth += i64::from(matches!(character, '{' | '｛')) - i64::from(matches!(character, '}' | '｝'));
        }
    }
    items
}

/// The points in a head, in hundredths: `指标 甲 2.5分 {`.
fn hundredths(head: &str) -> i64 {
    let words = head.split_whitespace().collect::<Vec<_>>();
    let points = words.windows(2).find_map(|pair| {
        let number = pair[0].strip_suffix('分').or_else(|| pair[1].starts_with("point").then_some(pair[0]));
        let number = number.or_else(|| pair[1].strip_suffix('分'))?;
        let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
        let rest = format!("{rest:0<2}");
        Some(whole.parse::<i64>().ok()? * 100 + rest.get(..2)?.parse::<i64>().ok()?)
    });
    points.unwrap_or(0)
}

/// Whole rubrics in the texts for readers compile; fragments are shown for their form only.
#[test]
fn whole_examples_in_the_specification_compile() {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let (mut tried, mut problems) = (0, Vec::new());
    for name in ["README.md", "specs/language.md"] {
        let text = std::fs::read_to_string(root.join(name)).unwrap();
        let page = text.lines().filter(|line| !line.starts_with("## ")).collect::<Vec<_>>().join("\n");
        for example in examples(&format!("## all\n{page}"), "## all") {
            let zh = example.contains("评价体系");
            if zh || example.contains("rubric \"") {
                tried += 1;
                problems.extend(judge(&example, None, zh).map(|why| format!("{name}: {why}")));
            }
        }
    }
    assert!(tried > 0, "no whole example was found");
    assert!(problems.is_empty(), "\n{}", problems.join("\n\n"));
}
