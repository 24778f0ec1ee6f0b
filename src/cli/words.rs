//! The language of the command line itself, fixed once before the arguments are read.

use std::sync::OnceLock;

use crate::diagnostic::Language;

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Fixes the language: `--lang` wherever it stands, else the locale.
pub(super) fn settle(arguments: &[String]) -> Language {
    *LANGUAGE.get_or_init(|| asked(arguments).unwrap_or_else(of_locale))
}

/// The language of help and of complaints about arguments.
pub(super) fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or(Language::En)
}

/// One of two fixed texts, for help.
pub(super) fn say(zh: &'static str, en: &'static str) -> &'static str {
    match language() {
        Language::Zh => zh,
        Language::En => en,
    }
}

fn asked(arguments: &[String]) -> Option<Language> {
    let after = |(at, one): (usize, &String)| match one.strip_prefix("--lang") {
        Some("") => arguments.get(at.saturating_add(1)).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    };
    let word = arguments.iter().enumerate().take_while(|(_, one)| *one != "--").find_map(after)?;
    match word.as_str() {
        "zh" => Some(Language::Zh),
        "en" => Some(Language::En),
        _ => None,
    }
}

fn of_locale() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if locale.starts_with("zh") => Language::Zh,
        _ => Language::En,
    }
}
