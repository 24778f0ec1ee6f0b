//! `jixiao explain`: the page of a code, or the table of all codes.

use super::{Exit, Session, output, words};
use crate::diagnostic::{Code, Language, layout};

/// The passes, by the first letters of their codes.
const PASSES: [(&str, &str, &str); 14] = [
    ("E01", "评价体系的文字", "The text of a rubric"),
    ("E02", "名称", "Names"),
    ("E03", "类别和单位", "Kinds and units"),
    ("E04", "评分规则", "Scoring rules"),
    ("E05", "分值、校验、等级", "Points, checks, grades"),
    ("E06", "修订", "Amendments"),
    ("E07", "测试", "Tests"),
    ("E09", "本版本尚不支持的写法", "What this version does not do yet"),
    ("D01", "报送的文字", "The text of a submission"),
    ("D02", "报送与评价体系不符", "Data that do not fit the rubric"),
    ("F01", "勾稽关系", "Checks"),
    ("F02", "自评与复核", "Claims"),
    ("F03", "存疑的数据", "Doubtful data"),
    ("X01", "文件、限额和系统", "Files, limits and the machine"),
];

impl Session {
    /// Prints the page of a code in the language of the run, or all codes by pass.
    pub(super) fn explain(&mut self, code: Option<&str>) {
        let language = words::language();
        match code.map(|code| (code, find(code))) {
            None => self.print(&self.shown(table(language))),
            Some((_, Some(code))) => self.print(&self.shown(page(code, language))),
            Some((written, None)) => {
                let mut near = Code::ALL.iter().map(|code| code.number());
                let near = near.find(|number| strsim::levenshtein(number, &written.to_ascii_uppercase()) == 1);
                output::complain(&unknown(&layout::escape(written), near, language));
                self.end(Exit::Usage);
            }
        }
    }
}

fn unknown(written: &str, near: Option<&str>, language: Language) -> String {
    match (language, near) {
        (Language::Zh, Some(near)) => format!("用法错误：没有「{written}」这个代码；是否指 {near}？\n"),
        (Language::Zh, None) => format!("用法错误：没有「{written}」这个代码；全部代码见 jixiao explain\n"),
        (Language::En, Some(near)) => format!("usage error: there is no code `{written}`; did you mean {near}?\n"),
        (Language::En, None) => format!("usage error: there is no code `{written}`; jixiao explain lists all\n"),
    }
}

fn find(written: &str) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(written.trim()))
}

fn table(language: Language) -> String {
    let mut out = String::new();
    for (prefix, zh, en) in PASSES {
        let codes = Code::ALL.iter().filter(|code| code.number().starts_with(prefix)).collect::<Vec<_>>();
        if codes.is_empty() {
            continue;
        }
        out.push_str(if language == Language::Zh { zh } else { en });
        out.push('\n');
        for code in codes {
            let severity = layout::pad(code.severity().word(language), 8);
            out.push_str(&format!("  {}  {severity}{}\n", code.number(), code.title().get(language)));
        }
        out.push('\n');
    }
    out.push_str(words::say("用 jixiao explain 代码 查看一项的说明\n", "jixiao explain CODE shows the page of one\n"));
    out
}

/// The section in one language: paragraphs wrapped anew, examples indented.
fn page(code: Code, language: Language) -> String {
    let section = code.section(language);
    let mut page = Page { out: format!("{} {}\n\n", code.number(), code.title().get(language)), ..Page::default() };
    let mut example = false;
    for line in section.lines() {
        match line {
            _ if line.starts_with("```") => {
                page.end_paragraph();
                example = !example;
            }
            _ if example => {
                page.out.push_str(format!("    {line}").trim_end());
                page.out.push('\n');
            }
            _ if line.trim().is_empty() => page.end_paragraph(),
            _ if line.starts_with("### ") => {
                page.end_paragraph();
                page.out.push_str(line.trim_start_matches('#').trim());
                page.end_paragraph();
            }
            _ => page.add(line, language),
        }
    }
    page.end_paragraph();
    page.out
}

/// A page that is being laid out.
#[derive(Default)]
struct Page {
    out: String,
    paragraph: String,
}

impl Page {
    fn add(&mut self, line: &str, language: Language) {
        if line.starts_with("- ") && !self.paragraph.is_empty() {
            let item = std::mem::take(&mut self.paragraph);
            self.write(&item);
        }
        if !self.paragraph.is_empty() && language == Language::En {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(line.trim());
    }

    /// Writes what was gathered, and a blank line before the next.
    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        self.write(&paragraph);
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn write(&mut self, paragraph: &str) {
        match paragraph.strip_prefix("- ") {
            _ if paragraph.is_empty() => {}
            Some(item) => self.out.push_str(&layout::hang("- ", item, 80)),
            None => self.out.push_str(&layout::hang("", paragraph, 80)),
        }
    }
}
