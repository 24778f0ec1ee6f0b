//! `jixiao analyze`: what a reviewer asks of a rubric before it is published.

use std::path::PathBuf;

use clap::Args;

use super::words::say;
use super::{Exit, Session, output};
use crate::diagnostic::{Diagnostics, Language};

/// `analyze`.
#[derive(Debug, Args)]
pub(super) struct Analyze {
    #[arg(value_name = say("评价体系", "RUBRIC"),
        help = say("评价体系文件（.perf），“-”为标准输入", "rubric file (.perf); `-` is standard input"))]
    pub rubric: PathBuf,
    #[arg(long, value_name = say("格式", "FORMAT"), value_parser = ["human", "json"], default_value = "human",
        help = say("输出格式：human（给人看）或 json", "output: human or json"))]
    pub format: String,
    #[arg(short, long, value_name = say("文件", "FILE"),
        help = say("写入文件，而不是标准输出", "write to a file instead of standard output"))]
    pub output: Option<PathBuf>,
}

impl Session {
    pub(super) fn analyze(&mut self, analyze: &Analyze) {
        let mut diagnostics = Diagnostics::default();
        let (rubric, language) = self.rubric(&analyze.rubric, &mut diagnostics);
        self.tell_errors(&diagnostics, language);
        let Some(rubric) = rubric else { return };
        match crate::tried::analyze(&rubric) {
            Ok(analysis) => {
                let text = match analyze.format.as_str() {
                    "json" => crate::analyze::json(&analysis, &rubric),
                    _ => crate::analyze::text(&analysis, &rubric, language),
                };
                self.deliver(analyze.output.as_deref(), &[&analyze.rubric], text, false);
            }
            Err(codes) => {
                output::complain(&match language {
                    Language::Zh => format!("没有找到能被接受的试例报送（{codes}），断崖无从分析\n"),
                    Language::En => {
                        format!("no trial submission was accepted ({codes}), so cliffs cannot be looked for\n")
                    }
                });
                self.end(Exit::Limit);
            }
        }
    }
}
