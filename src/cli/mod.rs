//! Arguments, files, the terminal and exit codes: the only place that reads and writes.

mod analyze;
mod args;
mod check;
mod consolidate;
mod diagnostics;
mod diff;
mod doc;
mod eval;
mod explain;
mod files;
mod flatten;
mod fmt;
mod git;
mod init;
mod kinds;
mod lines;
mod output;
mod parents;
mod progress;
mod test;
mod usage;
mod words;

use std::io::IsTerminal;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::diagnostic::{self, Diagnostic, Diagnostics, Language, Severity, Style};
use crate::rubric::Rubric;
use crate::source::{SourceId, SourceMap};
use crate::submission::Format;
use args::{Line, Task};

/// How a run ends. Each code has one meaning; where several apply, the last of this list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Done, whatever the findings.
    Done,
    /// A submission was rejected (the others are scored), there are findings of level 错误 under `--strict`, or a file
    /// would be laid out anew under `--check`.
    Rejected,
    /// The rubric has errors.
    Rubric,
    /// The arguments are wrong.
    Usage,
    /// Files or the system.
    Environment,
    /// A limit stopped the work.
    Limit,
    /// The program itself failed.
    Internal,
}

impl Exit {
    fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Rubric => 1,
            Exit::Usage => 2,
            Exit::Rejected => 3,
            Exit::Environment => 4,
            Exit::Limit => 5,
            Exit::Internal => 70,
        }
    }
}

/// How the names of rubrics end.
const RUBRICS: &[&str] = &["perf"];
/// How those of submissions end.
const SUBMISSIONS: &[&str] = &["json", "csv"];

/// Runs the command line and says how it ended.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = std::env::args_os().map(|one| one.to_string_lossy().into_owned()).collect::<Vec<_>>();
    let language = words::settle(&arguments);
    panic::set_hook(Box::new(move |info| {
        // Only the place: what the panic says may hold submitted data.
        let place = info.location().map(|place| {
            // Without the folders of the machine it was built on.
            let parts = place.file().rsplit(['/', '\\']).take(3).collect::<Vec<_>>();
            format!("{}:{}", parts.into_iter().rev().collect::<Vec<_>>().join("/"), place.line())
        });
        let place = place.unwrap_or_default();
        let internal = diagnostics::internal(&place);
        output::complain(&diagnostic::human(&[&internal], &SourceMap::default(), language, false));
    }));
    let worker = std::thread::Builder::new().stack_size(crate::cores::STACK).spawn(work);
    let exit = worker.ok().and_then(|worker| worker.join().ok()).unwrap_or(Exit::Internal);
    ExitCode::from(exit.code())
}

fn work() -> Exit {
    let matches = args::command().try_get_matches_from(std::env::args_os());
    match matches.and_then(|matches| Line::from_arg_matches(&matches)) {
        Ok(line) => Session::new(&line).perform(line.task),
        Err(error) if error.use_stderr() => {
            output::complain(&usage::render(&error));
            Exit::Usage
        }
        Err(shown) => match output::print(&usage::render(&shown)) {
            Ok(()) => Exit::Done,
            Err(_) => Exit::Environment,
        },
    }
}

/// One run: what was read, what was said, and how it will end.
struct Session {
    sources: SourceMap,
    /// `--lang`.
    language: Option<Language>,
    /// The language of what is said of the rubric, once it is read.
    spoken: Option<Language>,
    style: Style,
    /// What becomes of results that differ from the accepted ones.
    accepting: test::Accepting,
    exit: Exit,
}

impl Session {
    fn new(line: &Line) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let colour = match line.color.as_str() {
            "always" => true,
            "never" => false,
            _ => {
                !set("NO_COLOR")
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
                    && std::io::stderr().is_terminal()
            }
        };
        let style = Style { colour, ascii: line.ascii };
        Session {
            sources: SourceMap::default(),
            language: line.lang,
            spoken: None,
            style,
            accepting: test::Accepting::No,
            exit: Exit::Done,
        }
    }

    fn perform(mut self, task: Task) -> Exit {
        let paths = match &task {
            Task::Check(check) => check.rubrics.clone(),
            Task::Eval(eval) => eval.submissions.iter().chain([&eval.rubric]).cloned().collect(),
            Task::Fmt(fmt) => fmt.paths.clone(),
            Task::Diff(diff) => vec![diff.old.clone(), diff.new.clone()],
            _ => Vec::new(),
        };
        if paths.iter().filter(|path| files::is_stdin(path)).count() > 1 {
            output::complain(words::say("用法错误：“-”只能写一次\n", "usage error: `-` can be given only once\n"));
            return Exit::Usage;
        }
        if let Some(wrong) = kinds::unwritable(&task) {
            output::complain(&wrong);
            return Exit::Usage;
        }
        match task {
            Task::Check(mut check) => {
                if let Some(found) = self.spread(&check.rubrics, RUBRICS) {
                    check.rubrics = found;
                    self.check(&check);
                }
            }
            Task::Eval(mut eval) => {
                if let Some(found) = self.spread(&eval.submissions, SUBMISSIONS) {
                    eval.submissions = found;
                    self.eval(&eval);
                }
            }
            Task::Diff(diff) => self.diff(&diff),
            Task::Init(init) => self.init(&init),
            Task::Doc(doc) => self.doc(&doc),
            Task::Analyze(analyze) => self.analyze(&analyze),
            Task::Template(template) => self.template(&template),
            Task::Test(test) => self.test(&test),
            Task::Flatten(flatten) => self.flatten(&flatten),
            Task::Fmt(fmt) => self.fmt(&fmt),
            Task::Explain(explain) => self.explain(explain.code.as_deref()),
            Task::Completions(completions) => self.completions(completions.shell),
        }
        self.exit
    }

    /// Ends with this code, unless something graver was met.
    fn end(&mut self, exit: Exit) {
        self.exit = self.exit.max(exit);
    }

    fn template(&mut self, template: &args::Template) {
        let mut diagnostics = Diagnostics::default();
        let (rubric, language) = self.rubric(&template.rubric, &mut diagnostics);
        self.tell_errors(&diagnostics, language);
        let Some(rubric) = rubric else { return };
        let output = template.output.as_deref();
        // What stands there may be a form that somebody has filled in.
        if let Some(path) = output.filter(|path| path.is_file()) {
            let name = files::name(path);
            output::complain(&match language {
                Language::Zh => {
                    format!("用法错误：「{name}」已经存在，填报表不覆盖已有的文件；请换一个文件名，或先移走它\n")
                }
                Language::En => {
                    format!("usage error: `{name}` exists, and a form is never written over a file; name another\n")
                }
            });
            return self.end(Exit::Usage);
        }
        let csv = template.csv || output.and_then(eval::ending).as_deref() == Some("csv");
        let format = if csv { Format::Csv } else { Format::Json };
        let text = crate::report::template(&rubric, format);
        self.deliver(output, &[&template.rubric], text, csv);
    }

    fn completions(&mut self, shell: clap_complete::Shell) {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut args::command(), "jixiao", &mut script);
        self.print(&String::from_utf8_lossy(&script));
    }

    /// Reads and compiles a rubric, and says in which language to speak of it.
    fn rubric(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> (Option<Rubric>, Language) {
        match self.read_rubric(path, diagnostics) {
            Some(id) => self.compiled(path, id, diagnostics),
            None => (None, self.language.unwrap_or_else(words::language)),
        }
    }

    fn read_rubric(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<SourceId> {
        match self.read_text(path) {
            Ok(id) => Some(id),
            Err((fault, exit)) => {
                diagnostics.error(fault);
                self.end(exit.unwrap_or(Exit::Rubric));
                None
            }
        }
    }

    /// Compiles what was read from `path`, with what it inherits from.
    fn compiled(&mut self, path: &Path, id: SourceId, diagnostics: &mut Diagnostics) -> (Option<Rubric>, Language) {
        let mut parents = parents::Beside::new(path, id);
        let compiled = self.compiled_with(id, &mut parents, diagnostics);
        if let Some(exit) = parents.exit {
            self.end(exit);
        }
        compiled
    }

    fn compiled_with(
        &mut self,
        id: SourceId,
        parents: &mut dyn crate::inherited::Parents,
        diagnostics: &mut Diagnostics,
    ) -> (Option<Rubric>, Language) {
        let rubric = crate::compile_with(&mut self.sources, id, parents, diagnostics).ok();
        let written = || rubric.as_ref().map_or_else(|| language_of(&self.sources, id), |rubric| rubric.language);
        let language = self.language.unwrap_or_else(written);
        self.spoken = Some(language);
        if rubric.is_none() {
            self.end(Exit::Rubric);
        }
        (rubric, language)
    }

    /// Errors alone: warnings are for whoever writes the rubric, and `check` tells them.
    fn tell_errors(&mut self, diagnostics: &Diagnostics, language: Language) {
        let mut list = diagnostics.sorted();
        list.retain(|one| one.severity == Severity::Error);
        self.tell(&list, language);
    }

    /// Diagnostics to standard error.
    fn tell(&mut self, list: &[&Diagnostic], language: Language) {
        if !list.is_empty() {
            output::complain(&diagnostic::human(list, &self.sources, language, self.style));
        }
    }

    /// A text for people, as their terminal can show it.
    fn shown(&self, text: String) -> String {
        if self.style.ascii { diagnostic::layout::ascii(&text) } else { text }
    }

    fn print(&mut self, text: &str) {
        if let Err(fault) = output::print(text) {
            self.fail(&fault);
        }
    }

    /// A result: to the file that was asked for, never over one of the files it was made from, else to standard output.
    fn deliver(&mut self, to: Option<&Path>, from: &[&PathBuf], text: String, csv: bool) {
        let Some(path) = to.filter(|path| !files::is_stdin(path)) else {
            return self.print(text.trim_start_matches('\u{feff}'));
        };
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        if real(path).is_some_and(|target| from.iter().any(|one| real(one).as_ref() == Some(&target))) {
            output::complain(match self.spoken() {
                Language::Zh => "用法错误：输出文件与输入文件相同\n",
                Language::En => "usage error: the output is one of the inputs\n",
            });
            return self.end(Exit::Usage);
        }
        // Spreadsheet programs take a CSV file without a mark for GBK.
        let text = if csv && !text.starts_with('\u{feff}') { format!("\u{feff}{text}") } else { text };
        if let Err(fault) = output::write(path, &text) {
            self.fail(&fault);
        }
    }

    /// The language of the rubric once it is known, as everything else that is said of it.
    fn spoken(&self) -> Language {
        self.spoken.unwrap_or_else(words::language)
    }

    fn fail(&mut self, fault: &Diagnostic) {
        self.complain_of(fault);
        self.end(Exit::Environment);
    }

    fn complain_of(&self, fault: &Diagnostic) {
        output::complain(&diagnostic::human(&[fault], &self.sources, self.spoken(), self.style));
    }
}

/// The language of a rubric that does not compile: that of its first word.
fn language_of(sources: &SourceMap, id: SourceId) -> Language {
    let lines = sources.get(id).text().lines().map(str::trim_start);
    let mut words = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    match words.next().and_then(|line| line.chars().next()) {
        Some(first) if first.is_ascii_alphabetic() => Language::En,
        Some(_) => Language::Zh,
        None => words::language(),
    }
}

/// Whether any of them is an error.
fn has_errors(list: &[&Diagnostic]) -> bool {
    list.iter().any(|one| one.severity == Severity::Error)
}
