//! What clap found wrong with the arguments, said in the language of the run.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::words::say;
use crate::diagnostic::Language;

/// The complaint with a hint and the usage line; help and version come through as they are.
pub(super) fn render(error: &Error) -> String {
    if !error.use_stderr() {
        return error.render().to_string();
    }
    let (head, more) = match super::words::language() {
        Language::Zh => ("用法错误：", "详见 jixiao --help"),
        Language::En => ("usage error: ", "see jixiao --help"),
    };
    let usage = get(error, ContextKind::Usage).map(|usage| format!("\n{}", usage.trim())).unwrap_or_default();
    let usage = usage.replace("Usage:", say("用法：", "Usage:")).replace("： ", "：");
    format!("{head}{}{}{usage}\n{more}\n", what(error), suggestion(error))
}

fn what(error: &Error) -> String {
    let arg = get(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = get(error, ContextKind::InvalidValue).unwrap_or_default();
    let values = get(error, ContextKind::ValidValue).unwrap_or_default();
    let task = get(error, ContextKind::InvalidSubcommand).unwrap_or_default();
    let prior = get(error, ContextKind::PriorArg).unwrap_or_default();
    let zh = super::words::language() == Language::Zh;
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() && zh => format!("{arg} 后面缺少值（可用：{values}）"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} needs a value (one of: {values})"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if values.is_empty() && zh => {
            format!("{arg} 不能是「{value}」")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if values.is_empty() => {
            format!("{arg} cannot be `{value}`")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if zh => {
            format!("{arg} 不能是「{value}」（可用：{values}）")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{arg} cannot be `{value}` (one of: {values})")
        }
        ErrorKind::UnknownArgument if !arg.starts_with('-') && zh => format!("多写了「{arg}」"),
        ErrorKind::UnknownArgument if !arg.starts_with('-') => format!("`{arg}` is one argument too many"),
        ErrorKind::UnknownArgument if zh => format!("没有「{arg}」这个选项"),
        ErrorKind::UnknownArgument => format!("there is no option `{arg}`"),
        ErrorKind::InvalidSubcommand if zh => format!("没有「{task}」这个命令"),
        ErrorKind::InvalidSubcommand => format!("there is no command `{task}`"),
        ErrorKind::MissingRequiredArgument if zh => format!("缺少 {arg}"),
        ErrorKind::MissingRequiredArgument => format!("{arg} is missing"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say("没有写命令", "no command given").to_owned()
        }
        ErrorKind::ArgumentConflict if prior == arg && zh => format!("{arg} 只能写一次"),
        ErrorKind::ArgumentConflict if prior == arg => format!("{arg} can be given only once"),
        ErrorKind::ArgumentConflict if zh => format!("{arg} 不能与 {prior} 同用"),
        ErrorKind::ArgumentConflict => format!("{arg} cannot be used with {prior}"),
        ErrorKind::InvalidUtf8 => say("参数不是 UTF-8 文字", "an argument is not UTF-8 text").to_owned(),
        _ if zh => format!("参数 {arg} 不合要求"),
        _ => format!("the argument {arg} is not as it must be"),
    }
}

fn suggestion(error: &Error) -> String {
    const KINDS: [ContextKind; 3] =
        [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    match (KINDS.into_iter().find_map(|kind| get(error, kind)), super::words::language()) {
        (Some(near), Language::Zh) => format!("；是否指 {near}？"),
        (Some(near), Language::En) => format!("; did you mean {near}?"),
        (None, _) => String::new(),
    }
}

fn get(error: &Error, kind: ContextKind) -> Option<String> {
    let shown = match error.get(kind)? {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(many) => many.join(say("、", ", ")),
        ContextValue::StyledStr(one) => one.to_string(),
        ContextValue::StyledStrs(many) => many.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        ContextValue::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(crate::diagnostic::layout::escape(&shown).replace('␊', "\n")).filter(|shown| !shown.is_empty())
}
