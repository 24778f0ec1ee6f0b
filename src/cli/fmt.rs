//! `fmt`: rubrics into their one layout, and from one language of keywords into the other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::words::say;
use super::{Exit, RUBRICS, Session, diagnostics, files, language_of, lines, output};
use crate::diagnostic::{Diagnostic, Diagnostics, Language};

/// `fmt`.
#[derive(Debug, Args)]
pub(super) struct Fmt {
    #[arg(value_name = say("路径", "PATH"),
        help = say("评价体系文件；文件夹是其下全部 .perf 文件，不写是当前文件夹；“-”由标准输入到标准输出",
            "rubric files; a folder is all .perf files below it, nothing the current folder; `-` is from standard input to standard output"))]
    pub paths: Vec<PathBuf>,
    #[arg(long, help = say("只列出排版不同的文件和各行的改法，不写文件；有则以 3 退出",
        "only list the files that would change, and how; write nothing; exit with 3 if there are any"))]
    pub check: bool,
    #[arg(long, value_name = say("语言", "LANGUAGE"), value_parser = languages(),
        help = say("把关键词译成 zh 或 en；名称、文字和自己的单位不译",
            "translate the keywords into zh or en; names, texts and units of your own stay"))]
    pub keywords: Option<Language>,
}

fn languages() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(["zh", "en"]).map(|word| if word == "zh" { Language::Zh } else { Language::En })
}

/// How many files were met, would change, and were refused.
#[derive(Default)]
struct Counts {
    all: usize,
    changed: usize,
    refused: usize,
}

impl Session {
    /// Lays out every file by itself: one that cannot be read or written does not stop the others.
    pub(super) fn fmt(&mut self, fmt: &Fmt) {
        let here = [PathBuf::from(".")];
        let given = if fmt.paths.is_empty() { here.as_slice() } else { fmt.paths.as_slice() };
        let mut found = Vec::new();
        for path in given {
            if files::is_stdin(path) || !path.is_dir() {
                found.push(path.clone());
                continue;
            }
            match files::ending_in(path, RUBRICS) {
                Ok(inside) => found.extend(inside),
                Err((fault, _)) => self.fail(&fault),
            }
        }
        let mut seen = Vec::new();
        let mut counts = Counts::default();
        for path in found {
            let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            if !seen.contains(&real) {
                seen.push(real);
                self.fmt_file(&path, fmt, &mut counts);
            }
        }
        if counts.changed > 0 && fmt.check {
            self.end(Exit::Rejected);
        }
        if !fmt.paths.iter().any(|path| files::is_stdin(path)) {
            let summary = summary(&counts, fmt.check, self.language.unwrap_or_else(|| self.spoken()));
            self.print(&summary);
        }
    }

    fn fmt_file(&mut self, path: &Path, fmt: &Fmt, counts: &mut Counts) {
        counts.all = counts.all.saturating_add(1);
        let mut found = Diagnostics::default();
        let id = match self.read_text(path) {
            Ok(id) => id,
            Err((fault, exit)) => {
                counts.refused = counts.refused.saturating_add(1);
                self.fail(&fault);
                return self.end(exit.unwrap_or(Exit::Rubric));
            }
        };
        let language = self.language.unwrap_or_else(|| language_of(&self.sources, id));
        self.spoken = self.spoken.or(Some(language));
        let formatted = crate::fmt::format(self.sources.get(id), fmt.keywords, &mut found);
        let Ok(text) = formatted else {
            counts.refused = counts.refused.saturating_add(1);
            self.tell_errors(&found, language);
            return self.end(Exit::Rubric);
        };
        // A byte order mark is in the file, and not in the text.
        let length = fs::metadata(path).map(|known| known.len()).ok();
        let marked = !files::is_stdin(path) && length != u64::try_from(text.len()).ok();
        let changed = marked || self.sources.get(id).text() != text;
        if changed {
            counts.changed = counts.changed.saturating_add(1);
        }
        match (fmt.check, files::is_stdin(path)) {
            (true, _) if changed => {
                let shown = lines::changes(self.sources.get(id).text(), &text, language);
                self.print(&format!("{}\n{shown}", files::name(path)));
            }
            (false, true) => self.print(&text),
            (false, false) if changed => match replace(path, &text) {
                Ok(()) => self.print(&format!("{}\n", files::name(path))),
                Err(fault) => self.fail(&fault),
            },
            _ => {}
        }
    }
}

/// Writes the file; one that may only be read stays as it is, though its folder would allow to replace it.
fn replace(path: &Path, text: &str) -> Result<(), Diagnostic> {
    if fs::metadata(path).is_ok_and(|known| known.permissions().readonly()) {
        let why = io::Error::from(io::ErrorKind::PermissionDenied);
        return Err(diagnostics::failed(&files::name(path), &why, true));
    }
    output::write(path, text)
}

fn summary(counts: &Counts, check: bool, language: Language) -> String {
    let Counts { all, changed, refused } = counts;
    match language {
        Language::Zh => {
            let changed = if check { format!("{changed} 个需要排版") } else { format!("改动 {changed} 个") };
            let refused =
                if *refused > 0 { format!("，{refused} 个有错误，没有排版") } else { String::new() };
            format!("{all} 个文件，{changed}{refused}\n")
        }
        Language::En => {
            let changed = if check { format!("{changed} would change") } else { format!("{changed} changed") };
            let refused = if *refused > 0 { format!(", {refused} with errors left alone") } else { String::new() };
            let files = if *all == 1 { "file" } else { "files" };
            format!("{all} {files}, {changed}{refused}\n")
        }
    }
}
