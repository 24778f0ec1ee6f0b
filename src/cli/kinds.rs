//! What kind of file a name or a text is: which are no rubrics, and which no result is written as.

use std::path::{Path, PathBuf};

use super::args::Task;
use super::diagnostics::{self, Stranger};
use super::eval::ending;
use super::test::without_tests;
use super::words::say;
use super::{Exit, RUBRICS, Session, files, output};
use crate::diagnostic::{Diagnostic, Language};
use crate::source::SourceId;

/// Endings of Office documents, which are no text, with what they are.
const OFFICE: [(&[&str], (&str, &str)); 4] = [
    (&["docx", "doc", "wps", "rtf", "odt"], ("Word 文档", "Word documents")),
    (&["xlsx", "xls", "et", "ods"], ("Excel 工作簿", "Excel workbooks")),
    (&["pdf"], ("PDF", "PDF")),
    (&["pptx", "ppt", "dps"], ("演示文稿", "presentations")),
];

impl Session {
    /// Files, and of folders the files below them that end so; each once. `None` where a folder has none, which is told.
    pub(super) fn spread(&mut self, paths: &[PathBuf], endings: &[&str]) -> Option<Vec<PathBuf>> {
        let mut found = Vec::new();
        for path in paths {
            if files::is_stdin(path) || !path.is_dir() {
                found.push(path.clone());
                continue;
            }
            // Files of tests are no rubrics; `test` runs them.
            let inside = files::ending_in(path, endings);
            match inside.map(|inside| if endings == RUBRICS { without_tests(inside) } else { inside }) {
                Ok(inside) if inside.is_empty() => {
                    self.nothing_in(path, endings);
                    return None;
                }
                // What was named by itself too is taken once.
                Ok(inside) => found.extend(inside.into_iter().filter(|inner| !paths.contains(inner))),
                Err((fault, _)) => {
                    self.fail(&fault);
                    return None;
                }
            }
        }
        Some(found)
    }

    /// A folder without files of a kind.
    fn nothing_in(&mut self, folder: &Path, endings: &[&str]) {
        let name = files::name(folder);
        let kinds = endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>();
        let rubrics = endings == RUBRICS;
        output::complain(&match self.spoken() {
            Language::Zh => {
                let what = if rubrics { "评价体系" } else { "报送" };
                format!("用法错误：文件夹「{name}」里没有{what}（{}）\n", kinds.join("、"))
            }
            Language::En => {
                let what = if rubrics { "rubric" } else { "submission" };
                format!("usage error: there is no {what} ({}) in the folder `{name}`\n", kinds.join(", "))
            }
        });
        self.end(Exit::Usage);
    }

    /// Reads a text that is to be a rubric.
    ///
    /// # Errors
    /// As [`files::read`], and X0109 for a file of another kind.
    pub(super) fn read_text(&mut self, path: &Path) -> Result<SourceId, (Diagnostic, Option<Exit>)> {
        let stranger = |kind| (diagnostics::no_rubric(&files::name(path), kind), None);
        if let Some(kind) = by_name(path).filter(|_| path.is_file()) {
            return Err(stranger(kind));
        }
        let id = files::read(path, &mut self.sources, &diagnostics::some_rubric())?;
        by_text(path, self.sources.get(id).text()).map_or(Ok(id), |kind| Err(stranger(kind)))
    }
}

/// What a file is that was given as a rubric, by its name alone: what cannot be read as text.
fn by_name(path: &Path) -> Option<Stranger> {
    let ending = ending(path)?;
    let at = OFFICE.iter().position(|(endings, _)| endings.contains(&ending.as_str()))?;
    Some(match at {
        0 => Stranger::Document,
        1 => Stranger::Workbook,
        _ => Stranger::Other,
    })
}

/// The same by its text. No rubric begins with a bracket, or with the head of a table.
fn by_text(path: &Path, text: &str) -> Option<Stranger> {
    let ending = ending(path);
    let ending = ending.as_deref();
    let first = text.trim_start();
    let is_table = ["部分,", "部分，", "part,"].iter().any(|head| first.starts_with(head));
    match ending {
        _ if first.starts_with(['{', '[']) => Some(Stranger::Json),
        _ if is_table => Some(Stranger::Csv),
        Some("csv") => Some(Stranger::Csv),
        Some("md" | "markdown") => Some(Stranger::Markdown),
        Some("html" | "htm") => Some(Stranger::Other),
        _ if first.starts_with("<!") => Some(Stranger::Other),
        _ => None,
    }
}

/// What is wrong with the name that a result is to go to: nothing is written as an Office document, and only `doc` writes
/// pages.
pub(super) fn unwritable(task: &Task) -> Option<String> {
    let (output, makes): (_, &[&str]) = match task {
        Task::Eval(eval) => (&eval.output, &["csv", "json", "txt"]),
        Task::Doc(doc) => (&doc.output, &["html", "md"]),
        Task::Diff(diff) => (&diff.output, &["md", "json", "txt"]),
        Task::Template(template) => (&template.output, &["csv", "json"]),
        Task::Analyze(analyze) => (&analyze.output, &["txt", "json"]),
        Task::Flatten(flatten) => (&flatten.output, &["perf"]),
        _ => return None,
    };
    let path = output.as_deref()?;
    let own = ending(path)?;
    let office = OFFICE.iter().find(|(endings, _)| endings.contains(&own.as_str()));
    let page = matches!(own.as_str(), "html" | "htm") && !makes.contains(&"html");
    let (zh, en) = match office {
        Some((_, what)) => *what,
        None if page => ("网页", "web pages"),
        None => return None,
    };
    let zh_opens = |made: &&str| match *made {
        "html" => ".html（Word 可以打开）".to_owned(),
        "csv" => ".csv（Excel 可以打开）".to_owned(),
        made => format!(".{made}"),
    };
    let en_opens = |made: &&str| match *made {
        "html" => ".html (Word opens it)".to_owned(),
        "csv" => ".csv (Excel opens it)".to_owned(),
        made => format!(".{made}"),
    };
    let file = files::name(&path.with_extension(makes.first()?));
    let zh_list = makes.iter().map(zh_opens).collect::<Vec<_>>().join("、");
    let en_list = makes.iter().map(en_opens).collect::<Vec<_>>().join(", ");
    let zh = format!("用法错误：不能写{}{zh}；文件名的结尾可以是 {zh_list}，如 -o {file}\n", blank(zh));
    let en = format!("usage error: {en} are not written; the name may end in {en_list}, as in -o {file}\n");
    Some(if say("zh", "en") == "zh" { zh } else { en })
}

/// A blank before Latin letters.
fn blank(word: &str) -> &'static str {
    if word.starts_with(|first: char| first.is_ascii()) { " " } else { "" }
}
