//! The arguments, and the help in both languages.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, Args, Command, Parser, Subcommand};
use clap_complete::Shell;

use super::analyze::Analyze;
use super::check::Check;
use super::diff::Diff;
use super::doc::Doc;
use super::flatten::Flatten;
use super::fmt::Fmt;
use super::init::Init;
use super::test::Test;
use super::words::say;
use crate::diagnostic::Language;
use crate::scorecard::Basis;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "jixiao", version)]
pub(super) struct Line {
    #[command(subcommand)]
    pub task: Task,
    #[arg(long, global = true, value_name = say("语言", "LANGUAGE"), value_parser = languages(),
        help = say("提示所用语言：zh 或 en；默认随评价体系", "language of messages: zh or en; the rubric's by default"))]
    pub lang: Option<Language>,
    #[arg(long, global = true, value_name = say("何时", "WHEN"), value_parser = ["auto", "always", "never"],
        default_value = "auto",
        help = say("是否用颜色：auto、always 或 never；默认 auto", "colours: auto, always or never; auto by default"))]
    pub color: String,
    #[arg(long, global = true,
        help = say("框线、箭头和破折号只用 ASCII 字符，供旧式终端使用", "draw frames, arrows and dashes in ASCII, for old consoles"))]
    pub ascii: bool,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Task {
    #[command(about = say("建立存放评价体系的文件夹：示例、版本管理和流水线的设置", "Set up a folder of rubrics: an example, settings for git and pipelines"))]
    Init(Init),
    #[command(about = say("检查评价体系", "Check rubrics"))]
    Check(Check),
    #[command(about = say("按评价体系为报送打分", "Score submissions by a rubric"))]
    Eval(Eval),
    #[command(about = say("运行评价体系的测试", "Run the tests of rubrics"))]
    Test(Test),
    #[command(about = say("比较两个评价体系的含义", "Tell what a change of a rubric means"))]
    Diff(Diff),
    #[command(about = say("分析评价体系：由谁定分、断崖、到顶、数据关系到的分值",
        "Analyse a rubric: who decides, cliffs, where better earns no more, points per datum"))]
    Analyze(Analyze),
    #[command(about = say("写出指标体系表，规则写成文字", "Write the official table of indicators, its rules in sentences"))]
    Doc(Doc),
    #[command(about = say("生成空白填报文件", "Write an empty submission to fill in"))]
    Template(Template),
    #[command(about = say("把继承来的内容展开成一个文件", "Write a rubric with all that it inherits as one file"))]
    Flatten(Flatten),
    #[command(about = say("统一排版；可在中文和英文关键词之间互译", "Lay rubrics out in one way; translate their keywords"))]
    Fmt(Fmt),
    #[command(about = say("解释错误代码；不写代码则列出全部", "Explain a code; without one, list them all"))]
    Explain(Explain),
    #[command(about = say("生成命令行补全脚本", "Write a completion script for a shell"))]
    Completions(Completions),
}

/// `eval`.
#[derive(Debug, Args)]
pub(super) struct Eval {
    #[arg(value_name = say("评价体系", "RUBRIC"),
        help = say("评价体系文件（.perf），“-”为标准输入", "rubric file (.perf); `-` is standard input"))]
    pub rubric: PathBuf,
    #[arg(required = true, value_name = say("报送", "SUBMISSION"),
        help = say("报送文件（.json 或 .csv），“-”为标准输入；多份时输出汇总表",
            "submission files (.json or .csv); `-` is standard input; several give a summary"))]
    pub submissions: Vec<PathBuf>,
    #[arg(long, value_name = say("格式", "FORMAT"), value_parser = ["human", "json", "csv"],
        help = say("输出格式：human、json 或 csv；不写则随 -o 的扩展名，否则 human",
            "output: human, json or csv; by default that of the name after -o, else human"))]
    pub format: Option<String>,
    #[arg(long, value_name = say("口径", "BASIS"), value_parser = bases(),
        help = say("评定项计自评分还是复核分：自评或复核；默认随评价体系",
            "which score of judged items counts: claimed or reviewed; the rubric's by default"))]
    pub basis: Option<Basis>,
    #[arg(long, value_name = say("单位", "UNIT"),
        help = say("先把各报送汇总成这个单位的数，再打分；单位名与此相同的一份是它自己的报送",
            "add the submissions up to this unit first, then score it; the one of that unit is its own"))]
    pub consolidate: Option<String>,
    #[arg(long, value_name = say("单位", "UNIT"),
        help = say("比较或汇总时不算这个单位，也不给它打分；写单位名或文件名，可写几次",
            "leave this unit out of the comparison or the sum, and of the scores: its name or file; may be repeated"))]
    pub without: Vec<String>,
    #[arg(long, help = say("有“错误”级的发现时以 3 退出", "exit with 3 on findings of level error"))]
    pub strict: bool,
    #[arg(long, help = say("接受年度与评价体系不同的报送", "accept submissions of another year than the rubric's"))]
    pub year_mismatch: bool,
    #[arg(short, long, value_name = say("文件", "FILE"),
        help = say("写入文件，而不是标准输出", "write to a file instead of standard output"))]
    pub output: Option<PathBuf>,
}

/// `template`.
#[derive(Debug, Args)]
pub(super) struct Template {
    #[arg(value_name = say("评价体系", "RUBRIC"),
        help = say("评价体系文件（.perf），“-”为标准输入", "rubric file (.perf); `-` is standard input"))]
    pub rubric: PathBuf,
    #[arg(long, help = say("生成 CSV，而不是 JSON；-o 的扩展名是 .csv 时不必写",
        "write CSV instead of JSON; a name in .csv after -o does the same"))]
    pub csv: bool,
    #[arg(short, long, value_name = say("文件", "FILE"),
        help = say("写入文件，而不是标准输出；不覆盖已有的文件",
            "write to a new file instead of standard output"))]
    pub output: Option<PathBuf>,
}

/// `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    #[arg(value_name = say("代码", "CODE"), help = say("如 E0401", "such as E0401"))]
    pub code: Option<String>,
}

/// `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    #[arg(value_name = say("终端", "SHELL"), hide_possible_values = true,
        help = "bash, zsh, fish, powershell, elvish")]
    pub shell: Shell,
}

fn languages() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(["zh", "en"]).map(|word| if word == "zh" { Language::Zh } else { Language::En })
}

fn bases() -> impl TypedValueParser<Value = Basis> {
    let words = PossibleValuesParser::new(["自评", "复核", "claimed", "reviewed"]);
    words.map(|word| match word.as_str() {
        "自评" | "claimed" => Basis::Claimed,
        _ => Basis::Reviewed,
    })
}

/// The command with every word of its help in the language of the run.
pub(super) fn command() -> Command {
    let line = spoken(<Line as clap::CommandFactory>::command())
        .about(say(
            "绩效评价体系语言 .perf 的编译器：检查评价体系，按它为报送打分",
            "Checks rubrics written in .perf and scores submissions by them",
        ))
        .subcommand_value_name(say("命令", "COMMAND"))
        .override_usage(say("jixiao <命令> [选项]", "jixiao <COMMAND> [OPTIONS]"))
        .disable_version_flag(true)
        .arg(flag("version", 'V', ArgAction::Version, say("显示版本", "print the version")))
        .after_help(say(EXITS_ZH, EXITS_EN));
    line.mut_subcommands(|task| {
        let usage = match task.get_name() {
            "check" => say("jixiao check [选项] <评价体系>...", "jixiao check [OPTIONS] <RUBRIC>..."),
            "eval" => say("jixiao eval [选项] <评价体系> <报送>...", "jixiao eval [OPTIONS] <RUBRIC> <SUBMISSION>..."),
            "test" => say("jixiao test [选项] [路径]...", "jixiao test [OPTIONS] [PATH]..."),
            "diff" => say("jixiao diff [选项] <旧> <新>", "jixiao diff [OPTIONS] <OLD> <NEW>"),
            "analyze" => say("jixiao analyze [选项] <评价体系>", "jixiao analyze [OPTIONS] <RUBRIC>"),
            "init" => say("jixiao init [选项] [文件夹]", "jixiao init [OPTIONS] [FOLDER]"),
            "doc" => say("jixiao doc [选项] <评价体系>", "jixiao doc [OPTIONS] <RUBRIC>"),
            "template" => say("jixiao template [选项] <评价体系>", "jixiao template [OPTIONS] <RUBRIC>"),
            "flatten" => say("jixiao flatten [选项] <评价体系>", "jixiao flatten [OPTIONS] <RUBRIC>"),
            "fmt" => say("jixiao fmt [选项] [路径]...", "jixiao fmt [OPTIONS] [PATH]..."),
            "explain" => say("jixiao explain [选项] [代码]", "jixiao explain [OPTIONS] [CODE]"),
            _ => say("jixiao completions [选项] <终端>", "jixiao completions [OPTIONS] <SHELL>"),
        };
        spoken(task).override_usage(usage)
    })
}

const EXITS_ZH: &str = "退出码：
  0   完成，不论有多少发现
  1   评价体系有错误
  2   用法错误
  3   有报送被退回（其余照常打分）；用了 --strict 而有“错误”级的发现；
      测试未通过；用了 fmt --check 而有文件需要排版
  4   文件或系统问题
  5   超出限额
  70  程序内部错误";
const EXITS_EN: &str = "Exit codes:
  0   done, whatever the findings
  1   the rubric has errors
  2   wrong arguments
  3   a submission was rejected (the others are scored); findings of level
      error with --strict; a test failed; files that
      `fmt --check` would change
  4   files or the system
  5   a limit was exceeded
  70  internal error";

/// Headings, help flag and template, none of which clap can say in Chinese by itself.
fn spoken(command: Command) -> Command {
    let parts = [
        (command.has_subcommands(), say("命令：", "Commands:"), "{subcommands}"),
        (command.get_positionals().next().is_some(), say("参数：", "Arguments:"), "{positionals}"),
        (true, say("选项：", "Options:"), "{options}"),
    ];
    let parts = parts.into_iter().filter(|(there, ..)| *there);
    let parts = parts.map(|(_, head, tag)| format!("\n\n{head}\n{tag}")).collect::<String>();
    let usage = say("用法：", "Usage: ");
    command
        .help_template(format!("{{about}}\n\n{usage}{{usage}}{parts}{{after-help}}"))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .mut_args(|one| match one.get_action().takes_values() {
            true => one.hide_default_value(true).hide_possible_values(true),
            false => one,
        })
        .arg(flag("help", 'h', ArgAction::Help, say("显示本帮助", "print this help")))
}

fn flag(name: &'static str, short: char, action: ArgAction, help: &'static str) -> Arg {
    Arg::new(name).short(short).long(name).action(action).help(help)
}
