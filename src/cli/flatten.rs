//! `jixiao flatten`: a rubric with all that it inherits, as one file.

use std::path::PathBuf;

use clap::Args;

use super::words::say;
use super::{Exit, Session, parents};
use crate::diagnostic::Diagnostics;
use crate::source::SourceMap;

/// `flatten`.
#[derive(Debug, Args)]
pub(super) struct Flatten {
    #[arg(value_name = say("评价体系", "RUBRIC"),
        help = say("评价体系文件（.perf），“-”为标准输入", "rubric file (.perf); `-` is standard input"))]
    pub rubric: PathBuf,
    #[arg(short, long, value_name = say("文件", "FILE"),
        help = say("写入文件，而不是标准输出；不覆盖它所继承的文件",
            "write to a file instead of standard output; never over one that is inherited"))]
    pub output: Option<PathBuf>,
}

impl Session {
    pub(super) fn flatten(&mut self, flatten: &Flatten) {
        let mut diagnostics = Diagnostics::default();
        let Some(id) = self.read_rubric(&flatten.rubric, &mut diagnostics) else {
            let language = self.spoken();
            return self.tell_errors(&diagnostics, language);
        };
        let (rubric, language) = self.compiled(&flatten.rubric, id, &mut diagnostics);
        self.tell_errors(&diagnostics, language);
        let Some(rubric) = rubric else { return };
        let mut beside = parents::Beside::new(&flatten.rubric, id);
        let mut faults = Diagnostics::default();
        let text = crate::inherited::flatten(&mut self.sources, id, &mut beside, &mut faults).and_then(|text| {
            let mut alone = SourceMap::default();
            let flat = alone.add("flat.perf", &text);
            let kept = crate::compile(&alone, flat, &mut Diagnostics::default());
            match kept.is_ok_and(|kept| kept.canonical() == rubric.canonical()) {
                true => Ok(text),
                false => Err(faults.error(crate::flatten::not_kept(self.sources.get(id).whole()))),
            }
        });
        match text {
            Ok(text) => {
                let read = beside.read();
                let from = read.iter().chain([&flatten.rubric]).collect::<Vec<_>>();
                self.deliver(flatten.output.as_deref(), &from, text, false);
            }
            Err(_) => {
                self.tell_errors(&faults, language);
                self.end(Exit::Internal);
            }
        }
    }
}
