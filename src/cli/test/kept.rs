//! Accepted results: what a submission scores is kept in a text file beside it, and every difference is shown. Nothing is
//! accepted unseen.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::super::diagnostics::some_result;
use super::super::{Exit, Session, files, output};
use super::{Case, Test};
use crate::diagnostic::{Diagnostic, Language};
use crate::source::SourceMap;

/// Lines around a difference.
const AROUND: usize = 3;

/// A result, and the file in which it is kept.
pub(super) struct Kept {
    /// What the test is called.
    pub name: String,
    /// What to name after `--accept`.
    pub subject: String,
    /// The file.
    pub file: PathBuf,
    /// What came out.
    pub now: String,
}

/// How the person at the terminal answers: for all that is still to come, or for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Accepting {
    /// Nothing is accepted.
    No,
    /// Everything is, and each difference is printed: the files were named, and nobody can be asked.
    Named,
    /// The person is asked of each.
    Asking,
    /// The person said all.
    All,
    /// The person said stop.
    Stopped,
}

impl Accepting {
    /// What `--accept` means here; why it cannot be.
    pub fn of(test: &Test) -> Result<Accepting, (&'static str, &'static str)> {
        if !test.accept {
            return Ok(Accepting::No);
        }
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        if set("CI").is_some_and(|value| value != "false" && value != "0") {
            return Err((
                "用法错误：持续集成（环境变量 CI）里不能认可结果；在自己的机器上核对后认可，再提交\n",
                "usage error: results are not accepted in CI (the variable CI is set); accept them on your machine\n",
            ));
        }
        match (io::stdin().is_terminal() && io::stderr().is_terminal(), test.paths.is_empty()) {
            (true, _) => Ok(Accepting::Asking),
            (false, false) => Ok(Accepting::Named),
            (false, true) => Err((
                "用法错误：不在终端上，不能逐项询问；在 --accept 后面写明要认可的报送、评价体系或文件夹\n",
                "usage error: nobody can be asked here; name the submissions, rubrics or folders to accept\n",
            )),
        }
    }
}

impl Session {
    /// Compares a result with the accepted one; accepts it where that is asked for.
    pub(super) fn compared(&mut self, kept: Kept, language: Language) -> Case {
        let before = match before(&kept.file) {
            Ok(before) => before,
            Err((fault, exit)) => {
                self.end(exit);
                return Case { name: kept.name, failed: Some(format!("    {}\n", fault.message.get(language))) };
            }
        };
        if before.as_deref() == Some(kept.now.as_str()) {
            return Case { name: kept.name, failed: None };
        }
        let shown = difference(before.as_deref().unwrap_or_default(), &kept.now);
        if self.accepts(&kept, before.is_none(), &shown, language) {
            // The folder may not be there; if it cannot be made, writing says why.
            let _made = kept.file.parent().map(std::fs::create_dir_all);
            if let Err(fault) = output::write(&kept.file, &kept.now) {
                self.fail(&fault);
            }
            return Case { name: kept.name, failed: None };
        }
        let file = files::name(&kept.file);
        let how = match (language, before.is_none()) {
            (Language::Zh, true) => format!(
                "    没有认可的结果（{file}）。这次的结果是：\n{shown}    核对相符的，用 jixiao test --accept {} 认可\n",
                kept.subject
            ),
            (Language::En, true) => format!(
                "    there is no accepted result ({file}). This is what came out:\n{shown}    if it is right, accept it: jixiao test --accept {}\n",
                kept.subject
            ),
            (Language::Zh, false) => format!(
                "    与认可的结果（{file}）不同，“-”是认可的，“+”是这次的：\n{shown}    改动正当的，用 jixiao test --accept {} 认可\n",
                kept.subject
            ),
            (Language::En, false) => format!(
                "    differs from the accepted result ({file}); `-` was accepted, `+` came out:\n{shown}    if the change is meant, accept it: jixiao test --accept {}\n",
                kept.subject
            ),
        };
        Case { name: kept.name, failed: Some(how) }
    }

    fn accepts(&mut self, kept: &Kept, new: bool, shown: &str, language: Language) -> bool {
        let file = files::name(&kept.file);
        let zh = language == Language::Zh;
        let head = match (zh, new) {
            (true, true) => format!("\n{}：新的结果（{file}）\n{shown}", kept.name),
            (true, false) => format!("\n{}：与认可的结果（{file}）不同\n{shown}", kept.name),
            (false, true) => format!("\n{}: a new result ({file})\n{shown}", kept.name),
            (false, false) => format!("\n{}: differs from the accepted result ({file})\n{shown}", kept.name),
        };
        match self.accepting {
            Accepting::No | Accepting::Stopped => return false,
            Accepting::Named | Accepting::All => output::complain(&head),
            Accepting::Asking => {
                output::complain(&head);
                self.accepting = ask(language);
                match self.accepting {
                    Accepting::Named => self.accepting = Accepting::Asking,
                    Accepting::All => {}
                    Accepting::No => {
                        self.accepting = Accepting::Asking;
                        return false;
                    }
                    _ => return false,
                }
            }
        }
        output::complain(&if zh { format!("已认可：{file}\n") } else { format!("accepted: {file}\n") });
        true
    }

    /// A kept result whose submission is gone.
    pub(super) fn orphan(&self, file: &Path, language: Language) -> Case {
        let name = files::name(file);
        let failed = match language {
            Language::Zh => "    这份认可的结果没有对应的报送：找回报送，或删去这个文件\n",
            Language::En => "    the submission of this accepted result is gone: bring it back, or delete this file\n",
        };
        Case { name, failed: Some(failed.to_owned()) }
    }
}

/// [`Accepting::Named`] is yes to this one, [`Accepting::No`] no to this one.
fn ask(language: Language) -> Accepting {
    let question = match language {
        Language::Zh => "认可吗？ y 认可  n 不认可  a 全部认可  q 停止 > ",
        Language::En => "accept it? y yes  n no  a all  q quit > ",
    };
    for _ in 0..10 {
        output::complain(question);
        let mut answer = String::new();
        match io::stdin().lock().read_line(&mut answer) {
            Ok(1..) => {}
            _ => return Accepting::Stopped,
        }
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" | "是" => return Accepting::Named,
            "n" | "no" | "否" => return Accepting::No,
            "a" | "all" => return Accepting::All,
            "q" | "quit" => return Accepting::Stopped,
            _ => {}
        }
    }
    let _nobody_to_tell = io::stderr().flush();
    Accepting::Stopped
}

/// What is kept in a file, if it is there. Line ends are those of the program: git may change them.
fn before(file: &Path) -> Result<Option<String>, (Diagnostic, Exit)> {
    if !file.exists() {
        return Ok(None);
    }
    let mut sources = SourceMap::default();
    match files::read(file, &mut sources, &some_result()) {
        Ok(id) => Ok(Some(sources.get(id).text().replace("\r\n", "\n"))),
        Err((fault, exit)) => Err((fault, exit.unwrap_or(Exit::Rejected))),
    }
}

/// The lines that differ, with those around them.
fn difference(before: &str, now: &str) -> String {
    let lines = TextDiff::from_lines(before, now);
    let hunks = lines.unified_diff().context_radius(AROUND).to_string();
    let lines = hunks.lines().filter(|line| !line.starts_with("@@") && !line.starts_with('\\'));
    lines.map(|line| format!("      {}\n", crate::diagnostic::layout::escape(line).trim_end())).collect()
}
