//! `jixiao init`: a folder in which a bureau keeps its rubrics, with what git and pipelines need.

use std::path::{Path, PathBuf};

use clap::Args;

use super::words::{self, say};
use super::{Exit, Session, files, git, output};
use crate::diagnostic::Language;

/// `init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    #[arg(value_name = say("文件夹", "FOLDER"), default_value = ".",
        help = say("在哪个文件夹；不写就是当前文件夹", "where; by default the current folder"))]
    pub folder: PathBuf,
}

/// What is written: where, and what.
type Written = (&'static str, &'static str);

/// The folder of the example, which comes first.
const EXAMPLE: &str = "2025/";

/// The same in both languages.
const COMMON: [Written; 5] = [
    (".gitattributes", include_str!("init/gitattributes")),
    (".pre-commit-config.yaml", include_str!("init/pre-commit.yaml")),
    (".github/workflows/jixiao.yml", include_str!("init/github.yml")),
    (".gitlab-ci.yml", include_str!("init/gitlab.yml")),
    (".workflow/jixiao.yml", include_str!("init/gitee.yml")),
];

const ZH: [Written; 5] = [
    ("2025/评分表.perf", include_str!("init/zh/rubric.perf")),
    ("2025/测试/示例局.json", include_str!("init/zh/unit.json")),
    ("2025/测试/示例局.得分.txt", include_str!("init/zh/scores.txt")),
    ("README.md", include_str!("init/zh/README.md")),
    ("jixiao.toml", include_str!("init/zh/jixiao.toml")),
];

const EN: [Written; 5] = [
    ("2025/rubric.perf", include_str!("init/en/rubric.perf")),
    ("2025/tests/example.json", include_str!("init/en/unit.json")),
    ("2025/tests/example.scores.txt", include_str!("init/en/scores.txt")),
    ("README.md", include_str!("init/en/README.md")),
    ("jixiao.toml", include_str!("init/en/jixiao.toml")),
];

/// What git prints in the head of a hunk: the last line above it that begins so.
const HUNK_ZH: &str = "^[[:space:]]*((修改|新增|删除|指标|一级|二级|三级|四级|分组|数据|明细|校验|评价体系|测试)[[:space:]].*[^[:space:]{])";
const HUNK_EN: &str =
    "^[[:space:]]*((amend|add|remove|indicator|group|data|table|check|rubric|test)[[:space:]].*[^[:space:]{])";

impl Session {
    pub(super) fn init(&mut self, init: &Init) {
        // Whoever has a rubric needs no example, and is spoken to in its language.
        let rubrics = match init.folder.is_dir().then(|| files::ending_in(&init.folder, super::RUBRICS)) {
            None => Vec::new(),
            Some(Ok(rubrics)) => rubrics,
            Some(Err((fault, _))) => return self.fail(&fault),
        };
        let written = rubrics.first().map(|path| self.written_in(path));
        let language = self.language.or(written).unwrap_or_else(words::language);
        let (own, hunk) = match language {
            Language::Zh => (ZH, HUNK_ZH),
            Language::En => (EN, HUNK_EN),
        };
        let mut told = String::new();
        let mut left = Vec::new();
        let example = own.iter().filter(|(name, _)| name.starts_with(EXAMPLE)).count();
        let needed = own.into_iter().skip(if rubrics.is_empty() { 0 } else { example });
        for (name, text) in needed.chain(COMMON) {
            let path = init.folder.join(name);
            // A link to nowhere is somebody's too.
            if path.symlink_metadata().is_ok() {
                left.push(name);
                continue;
            }
            if let Err(fault) = output::write_new(&path, text) {
                self.print(&told);
                return self.fail(&fault);
            }
            told.push_str(&format!("{}{}\n", say("新建：", "created: "), files::name(&path)));
        }
        for name in left {
            let name = files::name(&init.folder.join(name));
            told.push_str(&format!("{}{name}\n", say("已有，没有动：", "left as it was: ")));
        }
        told.push_str(&Self::configured(&init.folder, hunk));
        self.print(&told);
        self.end(Exit::Done);
    }

    /// The language of a rubric.
    fn written_in(&mut self, path: &Path) -> Language {
        let read = files::read(path, &mut self.sources, &super::diagnostics::some_rubric());
        read.map_or_else(|_| words::language(), |id| super::language_of(&self.sources, id))
    }

    /// Tells git to name the indicator in the head of every hunk, or says how.
    fn configured(folder: &Path, hunk: &str) -> String {
        // Without this, git writes Chinese file names as octal numbers.
        let named = git::set(folder, "core.quotePath", "false");
        if git::set(folder, "diff.perf.xfuncname", hunk) && named {
            return say(
                "已设置：git diff 的每一段写明是哪一项指标\n",
                "configured: every hunk of git diff names its indicator\n",
            )
            .to_owned();
        }
        say(
            "这里还不是 git 仓库：运行 git init 以后再运行一次 jixiao init，git diff 就会写明是哪一项指标\n",
            "not a git repository yet: after git init run jixiao init again, and git diff names the indicators\n",
        )
        .to_owned()
    }
}
