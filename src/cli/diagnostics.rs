//! X01xx: files, limits and the machine.

use std::io;

use crate::diagnostic::layout::escape;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::source::Span;
use crate::text;

/// Bytes that a file may have.
pub(super) const LIMIT: u64 = 64 * 1024 * 1024;

/// How a file is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// GBK or GB18030, by its pairs of bytes.
    Gbk,
    /// UTF-16, by its mark or its zeros.
    Utf16,
    /// No text at all but a workbook: a zip archive or the older form.
    Workbook,
    /// UTF-8 that ends inside a character.
    Truncated,
    /// None of these.
    Unknown,
}

/// What a file is that is no rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stranger {
    /// A submission, or something else in JSON.
    Json,
    /// A submission, or another table.
    Csv,
    /// A text about something.
    Markdown,
    /// A Word document.
    Document,
    /// A workbook.
    Workbook,
    /// A page, a PDF.
    Other,
}

/// X0109: a file of another kind where a rubric is asked for.
pub(super) fn no_rubric(path: &str, kind: Stranger) -> Diagnostic {
    let (zh, en) = match kind {
        Stranger::Json => (" JSON 文件（报送）", "JSON (a submission)"),
        Stranger::Csv => (" CSV 表格（报送）", "CSV (a submission)"),
        Stranger::Markdown => (" Markdown 文档", "a Markdown text"),
        Stranger::Document => (" Word 文档", "a Word document"),
        Stranger::Workbook => (" Excel 工作簿", "an Excel workbook"),
        Stranger::Other => ("别的文件", "another kind of file"),
    };
    let help = match kind {
        Stranger::Json | Stranger::Csv => text!(
            "这里要写评价体系（.perf 文件）；给报送打分，写 jixiao eval 评分表.perf {path}",
            "a rubric (a .perf file) is asked for; submissions are scored by jixiao eval rubric.perf {path}"
        ),
        Stranger::Markdown | Stranger::Other => Text::new(
            "这里要写评价体系，是 .perf 文件，如 评分表.perf",
            "a rubric is asked for, a .perf file such as rubric.perf",
        ),
        Stranger::Document | Stranger::Workbook => Text::new(
            "这里要写评价体系，是 .perf 文件；原表里的指标先写成 .perf，jixiao init 给出一份示例",
            "a rubric is asked for, a .perf file; write the indicators down as one, jixiao init gives an example",
        ),
    };
    Diagnostic::new(Code::NoRubric, text!("「{path}」是{zh}，不是评价体系", "`{path}` is {en}, not a rubric"))
        .help(help)
}

pub(super) fn not_found(path: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::new(Code::FileNotFound, text!("找不到文件「{path}」", "there is no file `{path}`"));
    // Some terminals leave the star to the program.
    let starred = path.contains(['*', '?']).then(|| path.rsplit_once(['/', '\\']).map_or(".", |(folder, _)| folder));
    match starred.or(near) {
        Some(folder) if starred.is_some() => found.help(text!(
            "写文件夹的名称「{folder}」，其中的文件都算上",
            "name the folder `{folder}`: all files in it are taken"
        )),
        Some(near) => found.help(text!("是否指「{near}」？", "did you mean `{near}`?")),
        None => found.help(text!("请核对文件名和所在的文件夹", "check its name and its folder")),
    }
}

/// A folder; `example` is a file that could be named in it, for this purpose.
pub(super) fn is_directory(path: &str, example: &Text) -> Diagnostic {
    let folder = path.trim_end_matches('/');
    let (zh, en) = (&example.zh, &example.en);
    Diagnostic::new(Code::FileIsDirectory, text!("「{path}」是文件夹，不是文件", "`{path}` is a folder, not a file"))
        .help(text!("写出其中文件的名称，如 {folder}/{zh}", "name a file in it, such as {folder}/{en}"))
}

/// Names of files in a folder, as examples.
pub(super) fn some_rubric() -> Text {
    Text::new("评分表.perf", "rubric.perf")
}

/// See [`some_rubric`].
pub(super) fn some_submission() -> Text {
    Text::new("某单位.json", "unit.json")
}

/// See [`some_rubric`].
pub(super) fn some_result() -> Text {
    Text::new("结果.csv", "result.csv")
}

/// Reading or writing failed.
pub(super) fn failed(path: &str, why: &io::Error, writing: bool) -> Diagnostic {
    if why.kind() == io::ErrorKind::PermissionDenied {
        let message = if writing {
            text!("没有写入「{path}」的权限", "`{path}` may not be written")
        } else {
            text!("没有读取「{path}」的权限", "`{path}` may not be read")
        };
        return Diagnostic::new(Code::FileForbidden, message).help(Text::new(
            "检查文件和文件夹的权限；如文件正被 WPS 或 Excel 打开，请先关闭",
            "check the permissions of file and folder, and close it in other programs",
        ));
    }
    let message = if writing {
        text!("「{path}」写入失败", "`{path}` cannot be written")
    } else {
        text!("「{path}」读取失败", "`{path}` cannot be read")
    };
    let number = why.raw_os_error().map(|number| format!(" {number}")).unwrap_or_default();
    // The system's own words name temporary files and numbers that help nobody.
    let (zh, en) = match why.kind() {
        io::ErrorKind::NotFound => ("所在的文件夹不存在".to_owned(), "its folder does not exist".to_owned()),
        io::ErrorKind::NotADirectory => {
            ("路径中有一段是文件，不是文件夹".to_owned(), "a part of the path is a file, not a folder".to_owned())
        }
        io::ErrorKind::StorageFull => ("磁盘已满".to_owned(), "the disk is full".to_owned()),
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘只读".to_owned(), "the disk is read-only".to_owned()),
        _ => (format!("系统错误{number}"), format!("system error{number}")),
    };
    Diagnostic::new(Code::FileUnreadable, message).help(text!("系统给出的原因：{zh}", "the system says: {en}"))
}

/// The file that was to be repaired is another by now.
pub(super) fn changed_meanwhile(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FileUnreadable,
        text!(
            "「{path}」在检查期间被改动，没有写入",
            "`{path}` was changed while it was checked, and is left as it is"
        ),
    )
    .help(Text::new("在别的程序里保存并关闭它，再运行一次", "save and close it in other programs, and run this again"))
}

pub(super) fn too_large(path: &str) -> Diagnostic {
    let most = LIMIT.div_euclid(1024 * 1024);
    Diagnostic::new(
        Code::FileTooLarge,
        text!("「{path}」超过 {most} MiB 的限额", "`{path}` is larger than the limit of {most} MiB"),
    )
    .help(Text::new("请核对是否选错了文件", "see whether it is the right file"))
}

/// The bytes are not UTF-8 from `line` on; `span` is that place as far as it can be shown.
pub(super) fn wrong_encoding(path: &str, encoding: Encoding, line: usize, span: Option<Span>) -> Diagnostic {
    let (message, help) = match encoding {
        Encoding::Gbk => (
            text!(
                "「{path}」不是 UTF-8 编码，疑为 GBK（从第 {line} 行起）",
                "`{path}` is not UTF-8 but probably GBK (from line {line})"
            ),
            Text::new(
                "用记事本打开，另存为，编码选 UTF-8；Excel 和 WPS 另存时选“CSV UTF-8”",
                "open it in Notepad and save it as UTF-8; in Excel and WPS save as “CSV UTF-8”",
            ),
        ),
        Encoding::Workbook => (
            text!("「{path}」是 Excel 工作簿，不是文本文件", "`{path}` is an Excel workbook, not a text file"),
            Text::new(
                "在 Excel 或 WPS 中打开，另存为“CSV UTF-8（逗号分隔）”，再用存出的文件",
                "open it in Excel or WPS, save it as “CSV UTF-8”, and give that file",
            ),
        ),
        Encoding::Utf16 => (
            text!("「{path}」不是 UTF-8 编码，疑为 UTF-16", "`{path}` is not UTF-8 but probably UTF-16"),
            Text::new("用记事本打开，另存为，编码选 UTF-8", "open it in Notepad and save it as UTF-8"),
        ),
        Encoding::Truncated => (
            text!(
                "「{path}」在第 {line} 行一个字的中间断开，文件不完整",
                "`{path}` ends in the middle of a character in line {line}: it is not whole"
            ),
            Text::new("重新取得完整的文件", "get the whole file again"),
        ),
        Encoding::Unknown => (
            text!(
                "「{path}」第 {line} 行有不属于 UTF-8 的字节",
                "`{path}` has bytes in line {line} that are not UTF-8"
            ),
            Text::new(
                "用记事本打开，核对文字，另存为，编码选 UTF-8",
                "open it in Notepad, check the text, and save it as UTF-8",
            ),
        ),
    };
    let found = Diagnostic::new(Code::FileEncoding, message).help(help);
    match span {
        Some(span) => found.label(span, Text::new("从这里起无法辨认", "not readable from here")),
        None => found,
    }
}

/// git cannot be started.
pub(super) fn git_missing() -> Diagnostic {
    Diagnostic::new(
        Code::GitMissing,
        Text::new("找不到 git，读不了以前的版本", "git is not there to read older revisions"),
    )
    .help(Text::new(
        "安装 git，或先把旧版另存为文件，再比较两个文件",
        "install git, or save the older rubric as a file and compare the two files",
    ))
}

/// The folder is in no repository.
pub(super) fn no_repository(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::GitNoRepository,
        text!("「{path}」不在 git 仓库里，没有以前的版本", "`{path}` is in no git repository, so it has no revisions"),
    )
    .help(Text::new("比较两个文件：jixiao diff 旧.perf 新.perf", "compare two files: jixiao diff old.perf new.perf"))
}

/// No commit, branch or tag has this name.
pub(super) fn no_revision(revision: &str) -> Diagnostic {
    let revision = escape(revision);
    Diagnostic::new(
        Code::GitNoRevision,
        text!("git 仓库里没有版本「{revision}」", "the git repository has no revision `{revision}`"),
    )
    .help(Text::new(
        "版本可以是提交号、分支、标签，或 HEAD~1（上一次提交）；git log 列出全部提交",
        "a revision is a commit, a branch, a tag, or HEAD~1 (the commit before); git log lists them",
    ))
}

/// The revision does not have this file.
pub(super) fn not_in_revision(path: &str, revision: &str) -> Diagnostic {
    let revision = escape(revision);
    Diagnostic::new(
        Code::GitNoFile,
        text!("版本「{revision}」里没有「{path}」", "revision `{revision}` has no `{path}`"),
    )
    .help(Text::new(
        "核对文件名；改过名的文件，写它当时的名称",
        "check the name; a file that was renamed is given by the name that it had",
    ))
}

pub(super) fn internal(place: &str) -> Diagnostic {
    let version = env!("CARGO_PKG_VERSION");
    Diagnostic::new(
        Code::InternalError,
        text!("程序内部错误（{place}，版本 {version}）", "internal error ({place}, version {version})"),
    )
    .help(Text::new(
        "这是程序的错，不是文件的错；请把上面的位置和所用命令告诉维护者",
        "the program is at fault, not your files; please report the place above and the command",
    ))
}
