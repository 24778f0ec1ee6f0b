//! `jixiao check`: the errors of rubrics, for people and for programs; with `--fix` what is certain is repaired.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::parents::Beside;
use super::test::tested_by;
use super::words::say;
use super::{Exit, Session, diagnostics, files, language_of, output};
use crate::diagnostic::layout::{escape, hang, shorten};
use crate::diagnostic::{self, Change, Diagnostic, Diagnostics, Files, Language, Told};
use crate::rubric::{Rubric, show_points};
use crate::source::SourceId;
use crate::tested::{holds_tests_alone, tests};

/// `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[arg(required = true, value_name = say("评价体系", "RUBRIC"),
        help = say("评价体系文件（.perf），“-”为标准输入", "rubric files (.perf); `-` is standard input"))]
    pub rubrics: Vec<PathBuf>,
    #[arg(long, value_name = say("格式", "FORMAT"), value_parser = ["human", "json", "sarif", "github", "gitlab"],
        default_value = "human",
        help = say("输出格式：human（给人看）、json（每行一条）、sarif、github 或 gitlab",
            "output: human, json (one object per line), sarif, github or gitlab"))]
    pub format: String,
    #[arg(long, help = say("改正有唯一改法的错误，写回文件；“-”的结果写到标准输出",
        "make every certain repair in the files; that of `-` goes to standard output"))]
    pub fix: bool,
    #[arg(long, requires = "fix", help = say("只显示 --fix 会改什么，不写入", "only show what --fix would change"))]
    pub dry_run: bool,
}

impl Session {
    pub(super) fn check(&mut self, check: &Check) {
        let human = check.format == "human";
        if check.fix && !human && check.rubrics.iter().any(|path| files::is_stdin(path)) {
            output::complain(say(
                "用法错误：“--fix -”把改好的文字写到标准输出，不能同时用 --format\n",
                "usage error: `--fix -` writes the repaired text to standard output, and cannot be used with --format\n",
            ));
            return self.end(Exit::Usage);
        }
        let mut all = Vec::new();
        for path in &check.rubrics {
            let mut diagnostics = Diagnostics::default();
            let read = self.read_rubric(path, &mut diagnostics);
            let read = if check.fix { read.map(|id| self.fix(path, id, check, &mut diagnostics)) } else { read };
            let tested = read.and_then(|id| Some((id, self.tested_by(path, id)?)));
            let (said, language) = match (tested, read) {
                (Some((id, rubric)), _) => self.check_tests((path, id), &rubric, &mut diagnostics),
                (None, Some(id)) => {
                    let (rubric, language) = self.compiled(path, id, &mut diagnostics);
                    (rubric.map(|rubric| praise(path, &rubric, language)), language)
                }
                (None, None) => (None, self.language.unwrap_or_else(super::words::language)),
            };
            let list = self.not_told(diagnostics.sorted(), &all);
            if human {
                self.tell(&list, language);
                match said {
                    Some(said) if check.fix && files::is_stdin(path) => output::complain(&said),
                    Some(said) => self.print(&said),
                    None => {}
                }
            }
            all.extend(list.into_iter().map(|one| (one.clone(), language, files::name(path))));
        }
        if human { self.summarise(&all) } else { self.tell_programs(&all, &check.format) }
    }

    /// Without what was told of an earlier file: the faults of a parent are those of all that inherit from it.
    fn not_told<'d>(&self, list: Vec<&'d Diagnostic>, told: &[(Diagnostic, Language, String)]) -> Vec<&'d Diagnostic> {
        let key = |one: &Diagnostic| {
            one.place().map(|place| {
                let name = self.sources.get(place.source).name().to_owned();
                (name, place.start, place.end, one.code.number(), one.message.zh.clone())
            })
        };
        let known = told.iter().filter_map(|(one, ..)| key(one)).collect::<BTreeSet<_>>();
        list.into_iter().filter(|one| key(one).is_none_or(|key| !known.contains(&key))).collect()
    }

    /// The rubric that a file of tests alone belongs to.
    fn tested_by(&self, path: &Path, id: SourceId) -> Option<PathBuf> {
        let beside = if files::is_stdin(path) { None } else { tested_by(path).ok().flatten() };
        beside.filter(|_| holds_tests_alone(&self.sources, id))
    }

    /// Checks a file of tests against the rubric beside it; what to say if it has no errors.
    fn check_tests(
        &mut self,
        (path, id): (&Path, SourceId),
        rubric: &Path,
        diagnostics: &mut Diagnostics,
    ) -> (Option<String>, Language) {
        let (compiled, language) = self.rubric(rubric, diagnostics);
        let Some(compiled) = compiled else { return (None, language) };
        // What is said of the rubric is said where the rubric is checked.
        *diagnostics = Diagnostics::default();
        let count = tests(&self.sources, &compiled, id, diagnostics).len();
        if diagnostics.error_since(0).is_some() {
            self.end(Exit::Rubric);
            return (None, language);
        }
        let (name, beside) = (files::name(path), files::name(rubric));
        let said = match language {
            Language::Zh => {
                format!("{name}：检查通过，{count} 个测试，所测的是 {beside}；运行：jixiao test {name}\n")
            }
            Language::En => format!("{name}: no errors, {count} tests of {beside}; to run them: jixiao test {name}\n"),
        };
        (Some(said), language)
    }

    fn summarise(&self, all: &[(Diagnostic, Language, String)]) {
        let list = all.iter().map(|(one, ..)| one).collect::<Vec<_>>();
        let language = all.first().map_or(Language::Zh, |(_, language, _)| *language);
        if let Some(summary) = diagnostic::summary(&list, language) {
            output::complain(&format!("\n{summary}\n"));
        }
    }

    /// One document for all files of the run.
    fn tell_programs(&mut self, all: &[(Diagnostic, Language, String)], format: &str) {
        let told = all.iter().map(|(diagnostic, language, file)| Told { diagnostic, language: *language, file });
        let told = told.collect::<Vec<_>>();
        let folder = std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default();
        let known = Files { sources: &self.sources, folder: &folder };
        let text = match format {
            "sarif" => diagnostic::sarif(&told, &known, self.spoken()),
            "github" => diagnostic::github(&told, &known),
            "gitlab" => diagnostic::gitlab(&told, &known),
            _ => diagnostic::json(&told, &self.sources),
        };
        self.print(&text);
    }

    /// Repairs a rubric that was read, and says what was changed. The text that is now there.
    fn fix(&mut self, path: &Path, id: SourceId, check: &Check, diagnostics: &mut Diagnostics) -> SourceId {
        let source = self.sources.get(id);
        let language = self.language.unwrap_or_else(|| language_of(&self.sources, id));
        let (name, marked) = (source.name().to_owned(), source.marked());
        let repaired = crate::repairing::repair_with(&name, source.text(), &|id| Box::new(Beside::new(path, id)));
        let mark = if marked { "\u{feff}" } else { "" };
        let text = format!("{mark}{}", repaired.text());
        let changes = repaired.changes();
        let piped = files::is_stdin(path);
        if piped && !check.dry_run {
            self.print(&text);
        }
        if changes.is_empty() {
            return id;
        }
        if !piped
            && !check.dry_run
            && let Err(fault) = self.put_back(path, id, &text)
        {
            diagnostics.error(fault);
            self.end(Exit::Environment);
            return id;
        }
        let told = told(&name, &changes, language, check.dry_run);
        match check.format == "human" && !piped {
            true => self.print(&told),
            false => output::complain(&told),
        }
        self.sources.add(name, &text)
    }

    /// Writes a repaired text, if nobody else did meanwhile and nobody forbids it.
    fn put_back(&self, path: &Path, id: SourceId, text: &str) -> Result<(), Diagnostic> {
        // A new file in the place of the old one needs no permission for the old one, but that is what was meant.
        if std::fs::metadata(path).is_ok_and(|known| known.permissions().readonly()) {
            let forbidden = io::Error::from(io::ErrorKind::PermissionDenied);
            return Err(diagnostics::failed(&files::name(path), &forbidden, true));
        }
        if !files::unchanged(path, self.sources.get(id)) {
            return Err(diagnostics::changed_meanwhile(&files::name(path)));
        }
        output::write(path, text)
    }
}

/// Says that a rubric has no errors.
fn praise(path: &Path, rubric: &Rubric, language: Language) -> String {
    let count = rubric.indicators.len();
    let total = show_points(&rubric.total, 0, language);
    let name = files::name(path);
    match language {
        Language::Zh => format!("{name}：检查通过，{count} 项指标，总分 {total}\n"),
        Language::En => format!("{name}: no errors, {count} indicators, total {total}\n"),
    }
}

/// What was changed, line by line.
fn told(name: &str, changes: &[Change], language: Language, dry: bool) -> String {
    let count = changes.len();
    let mut out = match (language, dry) {
        (Language::Zh, false) => format!("{name}：改动 {count} 处\n"),
        (Language::Zh, true) => format!("{name}：可改动 {count} 处，没有写入\n"),
        (Language::En, false) => format!("{name}: {count} changed\n"),
        (Language::En, true) => format!("{name}: {count} to be changed, nothing is written\n"),
    };
    for change in changes {
        let line = change.line;
        let head = if language == Language::Zh { format!("  第 {line} 行 ") } else { format!("  line {line} ") };
        let codes = change.codes.iter().map(|code| format!("{} {}", code.number(), code.title().get(language)));
        let comma = if language == Language::Zh { "；" } else { "; " };
        out.push_str(&hang(&head, &codes.collect::<Vec<_>>().join(comma), 80));
        let sides = [("-", &change.before), ("+", &change.after)];
        for (sign, line) in sides.into_iter().flat_map(|(sign, lines)| lines.iter().map(move |line| (sign, line))) {
            out.push_str(&format!("    {sign} {}\n", escape(&shorten(line).replace('\t', "    "))));
        }
    }
    out
}
