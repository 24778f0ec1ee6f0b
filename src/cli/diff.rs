//! `jixiao diff`: what a change of a rubric means.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use super::git::Revision;
use super::parents::{Beside, InRevision};
use super::progress::Progress;
use super::words::say;
use super::{Session, files, output};
use crate::diagnostic::layout::escape;
use crate::diagnostic::{Diagnostics, Language};
use crate::diff::{self, Change, Effect, Effects, Rejected};
use crate::impact::{Submitted, impact};
use crate::inherited::Parents;
use crate::rubric::Rubric;
use crate::source::SourceId;
use crate::syntax;

/// `diff`.
#[derive(Debug, Args)]
pub(super) struct Diff {
    #[arg(value_name = say("旧", "OLD"),
        help = say("旧的评价体系文件或文件夹；“文件@版本”由 git 取出，如 评分表.perf@HEAD~1",
            "the old rubric or folder; FILE@REV asks git, as in rubric.perf@HEAD~1"))]
    pub old: PathBuf,
    #[arg(value_name = say("新", "NEW"), help = say("新的评价体系文件或文件夹，写法相同", "the new one, likewise"))]
    pub new: PathBuf,
    #[arg(long, value_name = say("文件夹", "FOLDER"),
        help = say("用新旧两个评价体系给文件夹里的全部报送打分，说明谁升谁降、因为哪一处修订；一项指标自己的修订合为一份，定义、指标得分的修约、口径各为一份，按各种先后平均分摊，各份相加恰好等于总分的变化",
            "score all submissions of a folder by both rubrics: who gains, who loses, and by which amendment; those of one indicator itself are one part, each definition, the rounding of scores and the basis one of their own, by the mean over all orders; the parts add up to the change of the total"))]
    pub impact: Option<PathBuf>,
    #[arg(long, value_name = say("格式", "FORMAT"), value_parser = ["human", "markdown", "json", "csv"],
        help = say("输出格式：human、markdown（贴到合并请求里）、json，或 csv（只用于 --impact）；默认 human",
            "output: human, markdown (for a merge request), json, or csv (of --impact); human by default"))]
    pub format: Option<String>,
    #[arg(short, long, value_name = say("文件", "FILE"),
        help = say("写入文件，而不是标准输出", "write to a file instead of standard output"))]
    pub output: Option<PathBuf>,
}

/// Where rubrics are read from.
enum Side {
    Files(PathBuf),
    Revision(Revision),
}

impl Side {
    /// The file itself, or the one that has this path in the folder.
    fn file(&self, inner: Option<&PathBuf>) -> PathBuf {
        let (Side::Files(path) | Side::Revision(Revision { path, .. })) = self;
        inner.map_or_else(|| path.clone(), |inner| path.join(inner))
    }
}

/// What became of one rubric.
enum Compared {
    Both(Vec<Change>),
    /// What it inherits from, by name, and what it changes of that.
    Added(Option<(String, Vec<Change>)>),
    Removed,
}

impl Session {
    pub(super) fn diff(&mut self, line: &Diff) {
        let sides = [&line.old, &line.new].map(|path| match Revision::of(path) {
            Some(revision) => Side::Revision(revision),
            None => Side::Files(path.clone()),
        });
        let [Some(old), Some(new)] = [&sides[0], &sides[1]].map(|side| self.rubrics(side)) else { return };
        let folders = old.is_some() || new.is_some();
        let names = match paired(old.as_ref(), new.as_ref()) {
            Ok(names) => names,
            Err(wrong) => {
                output::complain(wrong);
                return self.end(super::Exit::Usage);
            }
        };
        let format = line.format.clone().or_else(|| line.output.as_deref().and_then(super::eval::ending));
        let format = format.unwrap_or_default();
        if let Some(wrong) = misused(line, folders, &format) {
            output::complain(wrong);
            return self.end(super::Exit::Usage);
        }
        let mut results = Vec::new();
        let mut effects = Vec::new();
        for name in names {
            let has = |side: &Option<BTreeSet<PathBuf>>| match (side, name) {
                (Some(names), Some(name)) => names.contains(name),
                _ => true,
            };
            let compared = match (has(&old), has(&new)) {
                (true, true) => {
                    let before = self.side(&sides[0], name);
                    let after = self.side(&sides[1], name);
                    match before.zip(after) {
                        Some((before, after)) => {
                            if let Some(folder) = &line.impact {
                                let Some(found) = self.impact(folder, (&before, &after)) else { return };
                                effects = found;
                            }
                            Compared::Both(diff::diff(&before, &after))
                        }
                        None => continue,
                    }
                }
                (false, _) => match self.added(&sides[1], name) {
                    Some(added) => added,
                    None => continue,
                },
                (true, false) => Compared::Removed,
            };
            results.push((name.map(|name| files::name(name)), compared));
        }
        if !results.is_empty() {
            self.deliver_changes(line, (&results, &effects), &format, folders);
        }
    }

    fn deliver_changes(
        &mut self,
        line: &Diff,
        (results, effects): (&[(Option<String>, Compared)], &[Effect]),
        format: &str,
        folders: bool,
    ) {
        let mut text = if format == "csv" { String::new() } else { self.told(results, format, folders) };
        if let (Some(_), [(_, Compared::Both(changes))]) = (&line.impact, results) {
            let effects = Effects { list: effects, changes, language: self.spoken() };
            match format {
                "csv" => text = effects.csv(),
                "json" => {
                    let mut value = diff::json(changes, &self.sources, self.spoken());
                    if let Some(object) = value.as_object_mut() {
                        object.insert("impact".to_owned(), effects.json());
                    }
                    text = format!("{value:#}\n");
                }
                _ => text.push_str(&effects.text(is_markdown(format))),
            }
        }
        self.deliver(line.output.as_deref(), &[&line.old, &line.new], text, format == "csv");
    }

    /// The rubrics of a folder, by their path in it; `Some(None)` for a file.
    fn rubrics(&mut self, side: &Side) -> Option<Option<BTreeSet<PathBuf>>> {
        let rubrics = |files: Vec<PathBuf>| {
            let rubrics = files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "perf"));
            Some(Some(super::test::without_tests(rubrics.collect()).into_iter().collect()))
        };
        match side {
            Side::Files(path) if path.is_dir() => match files::below(path) {
                Ok(files) => rubrics(files),
                Err((fault, _)) => {
                    self.fail(&fault);
                    None
                }
            },
            Side::Files(_) => Some(None),
            Side::Revision(revision) => match revision.is_folder().and_then(|folder| match folder {
                true => revision.files().map(Some),
                false => Ok(None),
            }) {
                Ok(Some(files)) => rubrics(files),
                Ok(None) => Some(None),
                Err(fault) => {
                    self.fail(&fault);
                    None
                }
            },
        }
    }

    /// Reads and compiles a rubric of one side; its errors are told.
    fn side(&mut self, side: &Side, inner: Option<&PathBuf>) -> Option<Rubric> {
        let mut diagnostics = Diagnostics::default();
        let path = side.file(inner);
        let (rubric, language) = match side {
            Side::Files(_) => self.rubric(&path, &mut diagnostics),
            Side::Revision(revision) => {
                let id = self.of_revision(revision, &path)?;
                self.compiled_with(id, &mut InRevision::new(revision, &path, id), &mut diagnostics)
            }
        };
        self.tell_errors(&diagnostics, language);
        rubric
    }

    /// A rubric that was not there before: one that inherits is compared with what it inherits from.
    fn added(&mut self, side: &Side, inner: Option<&PathBuf>) -> Option<Compared> {
        let rubric = self.side(side, inner)?;
        let (id, path) = (rubric.source, side.file(inner));
        let Some(extends) = syntax::parse(self.sources.get(id), &mut Diagnostics::default()).extends else {
            return Some(Compared::Added(None));
        };
        let parents: &mut dyn Parents = match side {
            Side::Files(_) => &mut Beside::new(&path, id),
            Side::Revision(revision) => &mut InRevision::new(revision, &path, id),
        };
        let base = parents.parent(id, &extends.path, &mut self.sources).ok()?;
        let name = self.sources.get(base).name().to_owned();
        let (base, _) = self.compiled_with(base, parents, &mut Diagnostics::default());
        Some(Compared::Added(base.map(|base| (name, diff::diff(&base, &rubric)))))
    }

    fn of_revision(&mut self, revision: &Revision, file: &Path) -> Option<SourceId> {
        let read = revision.read(file).map_err(|fault| (fault, None));
        let added = read.and_then(|bytes| files::text(bytes, &revision.name(file), &mut self.sources));
        match added {
            Ok(id) => Some(id),
            Err((fault, _)) => {
                self.fail(&fault);
                None
            }
        }
    }

    /// All submissions of a folder under both rubrics. Which cannot be read or is rejected is told in the result.
    fn impact(&mut self, folder: &Path, rubrics: (&Rubric, &Rubric)) -> Option<Vec<Effect>> {
        if !folder.is_dir() {
            let name = files::name(folder);
            output::complain(&match self.spoken() {
                Language::Zh => format!("用法错误：没有文件夹「{name}」；--impact 后面写放报送的文件夹\n"),
                Language::En => {
                    format!("usage error: there is no folder `{name}`; --impact takes the folder of submissions\n")
                }
            });
            self.end(super::Exit::Usage);
            return None;
        }
        let (mut read, mut unread) = (Vec::new(), Vec::new());
        let inside = self.spread(&[folder.to_owned()], super::SUBMISSIONS)?;
        for path in inside {
            match files::read(&path, &mut self.sources, &super::diagnostics::some_submission()) {
                Ok(id) => read.push((path, id)),
                Err((fault, _)) => unread.push(Effect {
                    file: files::name(&path),
                    unit: String::new(),
                    unknown: Vec::new(),
                    scores: Err(Rejected { by_new: false, reasons: vec![fault.message] }),
                }),
            }
        }
        let submitted = read.iter().map(|(path, id)| {
            let source = self.sources.get(*id);
            Submitted { source, format: super::eval::format_of(path, source.text()) }
        });
        let submitted = submitted.collect::<Vec<_>>();
        let progress = Progress::over(submitted.len(), self.spoken());
        let mut effects = impact(rubrics, &submitted, &|done| progress.done(done));
        self.tell_twice(&effects);
        effects.extend(unread);
        if effects.iter().any(|effect| effect.scores.is_err()) {
            self.end(super::Exit::Rejected);
        }
        Some(effects)
    }

    /// Tells which units have several submissions: each of them is counted.
    fn tell_twice(&self, effects: &[Effect]) {
        let mut units = BTreeMap::<&str, Vec<&str>>::new();
        for effect in effects.iter().filter(|effect| !effect.unit.is_empty()) {
            units.entry(&effect.unit).or_default().push(&effect.file);
        }
        for (unit, files) in units.into_iter().filter(|(_, files)| files.len() > 1) {
            let (unit, count) = (escape(unit), files.len());
            output::complain(&match self.spoken() {
                Language::Zh => format!("注意：「{unit}」有 {count} 份报送，都计算在内：{}\n", files.join("、")),
                Language::En => {
                    format!("note: `{unit}` has {count} submissions, and all are counted: {}\n", files.join(", "))
                }
            });
        }
    }

    fn told_json(&self, results: &[(Option<String>, Compared)], folders: bool) -> String {
        let language = self.spoken();
        let one = |(name, compared): &(Option<String>, Compared)| {
            let mut value = match compared {
                Compared::Both(changes) => diff::json(changes, &self.sources, language),
                Compared::Added(base) => {
                    let mut value = match base {
                        Some((_, changes)) => diff::json(changes, &self.sources, language),
                        None => serde_json::json!({ "format": "jixiao-diff/1" }),
                    };
                    if let Some(object) = value.as_object_mut() {
                        object.insert("rubric".to_owned(), "added".into());
                        object.extend(base.iter().map(|(name, _)| ("base".to_owned(), name.as_str().into())));
                    }
                    value
                }
                Compared::Removed => serde_json::json!({ "format": "jixiao-diff/1", "rubric": "removed" }),
            };
            if let (Some(name), Some(object)) = (name, value.as_object_mut()) {
                object.insert("file".to_owned(), name.as_str().into());
            }
            value
        };
        let all = results.iter().map(one).collect::<Vec<_>>();
        let value = match all.as_slice() {
            [only] if !folders => only.clone(),
            _ => serde_json::Value::Array(all),
        };
        format!("{value:#}\n")
    }

    fn told(&self, results: &[(Option<String>, Compared)], format: &str, folders: bool) -> String {
        if format == "json" {
            return self.told_json(results, folders);
        }
        let language = self.spoken();
        let mut out = String::new();
        for (name, compared) in results {
            let changed = |changes: &[Change]| match is_markdown(format) {
                true => diff::markdown(changes, &self.sources, language),
                false => diff::human(changes, &self.sources, language),
            };
            let text = match compared {
                Compared::Both(changes) if folders && changes.is_empty() => continue,
                Compared::Both(changes) => changed(changes),
                Compared::Added(None) if language == Language::Zh => "新增评价体系\n".to_owned(),
                Compared::Added(None) => "rubric added\n".to_owned(),
                Compared::Added(Some((base, changes))) => {
                    let head = match language {
                        Language::Zh => format!("新增评价体系，继承「{base}」，与它相比：\n\n"),
                        Language::En => format!("rubric added; it extends `{base}` and compares with it so:\n\n"),
                    };
                    head + &changed(changes)
                }
                Compared::Removed if language == Language::Zh => "取消评价体系\n".to_owned(),
                Compared::Removed => "rubric removed\n".to_owned(),
            };
            if let Some(name) = name {
                let head = if is_markdown(format) { "## " } else { "" };
                out.push_str(&format!("{}{head}{name}\n\n", if out.is_empty() { "" } else { "\n" }));
            }
            out.push_str(&text);
        }
        match (out.is_empty(), language) {
            (true, Language::Zh) => "含义相同\n".to_owned(),
            (true, Language::En) => "the same meaning\n".to_owned(),
            _ => out,
        }
    }
}

fn is_markdown(format: &str) -> bool {
    matches!(format, "markdown" | "md")
}

/// What is compared: the paths of the rubrics of two folders, or two files; why not, where it makes no pairs.
fn paired<'a>(
    old: Option<&'a BTreeSet<PathBuf>>,
    new: Option<&'a BTreeSet<PathBuf>>,
) -> Result<Vec<Option<&'a PathBuf>>, &'static str> {
    match (old, new) {
        (None, None) => Ok(vec![None]),
        (Some(old), Some(new)) if old.is_empty() && new.is_empty() => Err(say(
            "用法错误：两个文件夹里都没有评价体系（.perf 文件）\n",
            "usage error: neither folder has a rubric (a .perf file)\n",
        )),
        (Some(old), Some(new)) => Ok(old.union(new).map(Some).collect()),
        _ => Err(say(
            "用法错误：一边是文件，一边是文件夹；请都写文件，或都写文件夹\n",
            "usage error: one is a file and the other a folder; give two files or two folders\n",
        )),
    }
}

/// What does not go together.
fn misused(line: &Diff, folders: bool, format: &str) -> Option<&'static str> {
    match (&line.impact, folders, format) {
        (Some(_), true, _) => Some(say(
            "用法错误：--impact 比较两个评价体系文件，不比较文件夹\n",
            "usage error: --impact takes two rubrics, not two folders\n",
        )),
        (None, _, "csv") => Some(say(
            "用法错误：csv 是 --impact 的格式；请加上 --impact 文件夹\n",
            "usage error: csv is a format of --impact; add --impact FOLDER\n",
        )),
        _ => None,
    }
}
