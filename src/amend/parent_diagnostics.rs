//! E0601 to E0603: files to inherit from.

use crate::diagnostic::{Code, Diagnostic, quoted};
use crate::source::Span;
use crate::text;

/// Why a written path cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Nothing is written.
    Empty,
    /// With the separators of Windows; the path as it should be.
    Backslashes(String),
    /// From the root of the machine.
    Absolute,
    /// Beyond the root of the project, which is this folder.
    Outside(String),
    /// A file without a place of its own, so that nothing lies beside it.
    NoPlace,
}

/// E0601: there is no such file.
#[must_use]
pub fn nowhere(span: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let path = quoted(path);
    let fault = Diagnostic::new(
        Code::ParentNotFound,
        text!("找不到所继承的评价体系「{path}」", "there is no rubric `{path}` to inherit from"),
    )
    .label(span, text!("没有这个文件", "no such file"));
    match near {
        Some(near) => {
            let near = quoted(near);
            fault.help(text!("是否指「{near}」？", "did you mean `{near}`?")).fix(span, format!("\"{near}\""))
        }
        None => fault.help(text!(
            "路径从本文件所在的文件夹算起，例如「../2024/评分表.perf」",
            "the path begins at the folder of this file, as in `../2024/rubric.perf`"
        )),
    }
}

/// E0601: the file holds nothing but 测试.
#[must_use]
pub fn only_tests(span: Span, name: &str) -> Diagnostic {
    let name = quoted(name);
    Diagnostic::new(
        Code::ParentNotFound,
        text!("「{name}」里只有测试，没有可以继承的评价体系", "`{name}` holds tests, and no rubric to inherit from"),
    )
    .label(span, text!("只有测试的文件", "a file of tests"))
    .help(text!("写它所测试的评价体系的路径", "write the path of the rubric that it tests"))
}

/// E0602: a path that is not followed.
#[must_use]
pub fn unusable(span: Span, path: &str, why: Unusable) -> Diagnostic {
    let path = quoted(path);
    let new = |message, label| Diagnostic::new(Code::ParentPath, message).label(span, label);
    match why {
        Unusable::Empty => new(text!("「继承」后面没有写文件", "`extends` names no file"), text!("是空的", "empty"))
            .help(text!(
                "写上年评价体系的路径，例如「../2024/评分表.perf」",
                "write the path of last year's rubric, as in `../2024/rubric.perf`"
            )),
        Unusable::Backslashes(right) => new(
            text!("继承的路径「{path}」用了「\\」", "the path `{path}` is written with `\\`"),
            text!("路径用「/」分隔", "paths are written with `/`"),
        )
        .help(text!("改为「{right}」，在各种电脑上都能读", "write `{right}`, which every machine reads"))
        .fix(span, format!("\"{right}\"")),
        Unusable::Absolute => new(
            text!("继承的路径「{path}」是某一台电脑上的位置", "the path `{path}` is a place on one machine"),
            text!("不是相对路径", "not a relative path"),
        )
        .help(text!(
            "从本文件所在的文件夹写起，例如「../2024/评分表.perf」",
            "begin at the folder of this file, as in `../2024/rubric.perf`"
        )),
        Unusable::Outside(root) => {
            let root = quoted(&root);
            new(
                text!("继承的文件「{path}」在项目文件夹以外", "`{path}` lies outside of the project"),
                text!("超出了项目文件夹", "beyond the project"),
            )
            .help(text!(
                "只读项目文件夹「{root}」以内的文件；项目文件夹是向上最近的、放有 jixiao.toml 或 .git 的文件夹，都没有的是文件自己的文件夹。把两份文件放进一个项目，在它的最上层放一个空的 jixiao.toml",
                "only files within the project `{root}` are read: the nearest folder upwards that holds jixiao.toml or .git, else the file's own. Put both files into one project, with an empty jixiao.toml at its top"
            ))
        }
        Unusable::NoPlace => new(
            text!("这里读不到继承的文件「{path}」", "`{path}` cannot be read from here"),
            text!("这段文字不在文件夹里", "this text lies in no folder"),
        )
        .help(text!("把评价体系存成文件，再用文件名", "save the rubric as a file, and give its name")),
    }
}

/// E0603: files that inherit from each other.
#[must_use]
pub fn cycle(span: Span, names: &[&str]) -> Diagnostic {
    let chain = names.join(" → ");
    Diagnostic::new(Code::ParentCycle, text!("继承绕成了圈：{chain}", "rubrics inherit in a circle: {chain}"))
        .label(span, text!("又回到了前面的文件", "leads back"))
        .help(text!("最早的一份不写「继承」", "let the oldest of them inherit nothing"))
}
