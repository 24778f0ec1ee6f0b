//! `jixiao doc`: the official table of indicators of a rubric.

use std::path::PathBuf;

use clap::Args;

use super::words::say;
use super::{Session, eval, parents};
use crate::diagnostic::Diagnostics;

/// `doc`.
#[derive(Debug, Args)]
pub(super) struct Doc {
    #[arg(value_name = say("评价体系", "RUBRIC"),
        help = say("评价体系文件（.perf），“-”为标准输入", "rubric file (.perf); `-` is standard input"))]
    pub rubric: PathBuf,
    #[arg(long, value_name = say("格式", "FORMAT"), value_parser = ["markdown", "html"],
        help = say("输出格式：markdown 或 html；不写则随 -o 的扩展名，否则 markdown",
            "output: markdown or html; by default that of the name after -o, else markdown"))]
    pub format: Option<String>,
    #[arg(short, long, value_name = say("文件", "FILE"),
        help = say("写入文件，而不是标准输出", "write to a file instead of standard output"))]
    pub output: Option<PathBuf>,
}

impl Session {
    pub(super) fn doc(&mut self, doc: &Doc) {
        let mut diagnostics = Diagnostics::default();
        let read = self.read_rubric(&doc.rubric, &mut diagnostics);
        let mut parents = read.map(|id| (id, parents::Beside::new(&doc.rubric, id)));
        let compiled = parents.as_mut().map(|(id, parents)| self.compiled_with(*id, parents, &mut diagnostics));
        let language = compiled.as_ref().map_or_else(|| self.spoken(), |(_, language)| *language);
        self.tell_errors(&diagnostics, language);
        if let Some(exit) = parents.as_ref().and_then(|(_, parents)| parents.exit) {
            self.end(exit);
        }
        // The same finder of parents: their places in the rubric are those of the files as they were read first.
        let (Some((id, mut parents)), Some((Some(rubric), language))) = (parents, compiled) else { return };
        let Ok(manual) = crate::manual(&mut self.sources, (id, &rubric), &mut parents, language) else { return };
        let ending = doc.output.as_deref().and_then(eval::ending);
        let is_html = match &doc.format {
            Some(format) => format == "html",
            None => ending.is_some_and(|ending| matches!(ending.as_str(), "html" | "htm")),
        };
        let text = if is_html { crate::manual::html(&manual) } else { crate::manual::markdown(&manual) };
        self.deliver(doc.output.as_deref(), &[&doc.rubric], text, false);
    }
}
