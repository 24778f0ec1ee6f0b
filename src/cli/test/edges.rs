//! `--edges`: what a rubric gives just below, at and just above every edge of its rules, kept in one file.

use std::path::{Path, PathBuf};

use super::super::{Session, files};
use super::find::{Suite, folder_of};
use super::kept::Kept;
use super::{Case, Test};
use crate::diagnostic::Language;
use crate::diagnostic::layout::escape;
use crate::edges::{EdgeCase, Edges, Owner};
use crate::rubric::{Rubric, show_points};
use crate::scorecard::Amount;

impl Session {
    /// The results of all edge cases beside the accepted ones.
    pub(super) fn edges(
        &mut self,
        (rubric, suite, test): (&Rubric, &Suite, &Test),
        edges: &Result<Edges, String>,
        language: Language,
    ) -> Option<Case> {
        let file = match kept_in(&suite.rubric, rubric.language) {
            Ok(file) => file,
            Err((fault, exit)) => {
                self.end(exit);
                return Some(Case { name: files::name(&suite.rubric), failed: Some(fault.message.zh) });
            }
        };
        let head = if rubric.language == Language::Zh { "边界用例" } else { "edge cases" };
        let name = format!("{} {head}", files::name(&suite.rubric));
        if !test.wants(&name) {
            return None;
        }
        Some(match edges {
            Ok(edges) => {
                let now = text(rubric, edges);
                self.compared(Kept { name, subject: files::name(&suite.rubric), file, now }, language)
            }
            Err(why) => {
                let failed = match language {
                    Language::Zh => format!("    给不出边界用例：没有一份报送能被接受（{why}）\n"),
                    Language::En => format!("    there are no edge cases: no submission is accepted ({why})\n"),
                };
                Case { name, failed: Some(failed) }
            }
        })
    }
}

/// `测试/评分表.边界.txt`.
fn kept_in(rubric: &Path, language: Language) -> Result<PathBuf, super::find::Fault> {
    let end = if language == Language::Zh { ".边界.txt" } else { ".edges.txt" };
    let stem = rubric.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(folder_of(rubric, language)?.join(format!("{stem}{end}")))
}

fn text(rubric: &Rubric, edges: &Edges) -> String {
    let language = rubric.language;
    let zh = language == Language::Zh;
    let mut out = format!("{}\n", escape(&rubric.title.node));
    out.push_str(if zh {
        "每条档线略低、恰在、略高时的得分（jixiao test --edges）\n"
    } else {
        "scores just below, at and just above every edge (jixiao test --edges)\n"
    });
    let head = if zh { "基准的总分" } else { "total of the base" };
    out.push_str(&format!("{head} {}\n", shown(&edges.base.total, rubric)));
    for one in &edges.cases {
        out.push_str(&format!("{}\n  {} → {}\n", escape(&one.name), given(one, language), results(one, rubric)));
    }
    if !edges.unsolved.is_empty() {
        out.push_str(if zh { "\n没有给出的\n" } else { "\nnot found\n" });
        let lines = edges.unsolved.iter().map(|one| format!("  {}: {}\n", escape(&one.name), escape(&one.reason)));
        out.extend(lines);
    }
    out
}

/// What comes of a case, of its owner and of the whole: `2.00分，总分 98.00分`, `不一致，总分 98.00分`, `总分 89.99分，等级 良`.
fn results(one: &EdgeCase, rubric: &Rubric) -> String {
    let language = rubric.language;
    let word = |zh: &'static str, en: &'static str| if language == Language::Zh { zh } else { en };
    let (total, grade) = (word("总分", "total"), word("等级", "grade"));
    let total = format!("{total} {}", shown(&one.total, rubric));
    let grade = one.grade.as_ref().map(|name| format!("{grade} {}", escape(name)));
    let parts = match &one.owner {
        Owner::Indicator(_) => vec![shown(&one.score, rubric), total],
        Owner::Check(name) => {
            let level = rubric.checks.iter().find(|check| check.name.node == *name).map(|check| check.level);
            let verdict = one.verdict.zip(level).map(|(verdict, level)| verdict.word(level, language).to_owned());
            verdict.into_iter().chain([total]).collect()
        }
        Owner::Group(_) => [shown(&one.score, rubric)].into_iter().chain(grade).chain([total]).collect(),
        Owner::Total => [total].into_iter().chain(grade).collect(),
    };
    parts.join(word("，", ", "))
}

fn given(one: &EdgeCase, language: Language) -> String {
    let inputs = one.inputs.iter().map(|(name, value)| format!("{} = {}", escape(name), escape(value)));
    let inputs = inputs.collect::<Vec<_>>().join(if language == Language::Zh { "，" } else { ", " });
    match (inputs.is_empty(), language) {
        (false, _) => inputs,
        (true, Language::Zh) => "基准".to_owned(),
        (true, Language::En) => "base".to_owned(),
    }
}

fn shown(amount: &Amount, rubric: &Rubric) -> String {
    let places = rubric.indicator_rounding.map_or(0, |rounding| rounding.places);
    let points = |score| show_points(score, places, rubric.language);
    let say = |zh: &str, en: &str| if rubric.language == Language::Zh { zh.to_owned() } else { en.to_owned() };
    match amount {
        Amount::Exact(score) => points(score),
        Amount::Between(least, most) => {
            format!("{} {} {} {}", say("未决", "open,"), points(least), say("至", "to"), points(most))
        }
        Amount::LeftOut => say("不计入总分", "left out"),
        Amount::Unpublished => say("分值未公布", "points unpublished"),
    }
}
