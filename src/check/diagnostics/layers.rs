//! E0610, and what is added to other faults of a rubric that inherits: the file and the amendment that made them.

use crate::check::layers::Blame;
use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::source::{Span, Spanned};
use crate::syntax::as_name;
use crate::text;

/// E0610: `reader` in `file` reads what the amendment at `place` removed.
pub(in crate::check) fn removed_still_read(
    name: &Spanned<String>,
    (reader, file): (Option<&Text>, &str),
    (place, by): (&Text, Span),
) -> Diagnostic {
    let written = quoted(&name.node);
    let (place_zh, place_en) = (&place.zh, &place.en);
    let (reader_zh, reader_en) = reads((reader, file));
    Diagnostic::new(
        Code::RemovedStillRead,
        text!(
            "{place_zh}删除了「{written}」，而{reader_zh}还在用它",
            "{place_en} removes `{written}`, and {reader_en} still reads it"
        ),
    )
    .label(name.span, text!("还在用", "still read"))
    .label(by, text!("在这里删除", "removed here"))
    .help(text!("同时修改或删除用到它的条文；或不删除它", "amend or remove what reads it, too, or leave it in"))
}

/// E0610: `reader` in `file` reads by its old name what the amendment at `place` renamed.
pub(in crate::check) fn renamed_still_read(
    (name, new): (&Spanned<String>, &str),
    reader: (Option<&Text>, &str),
    (place, by): (&Text, Span),
) -> Diagnostic {
    let (old, new_name) = (quoted(&name.node), quoted(new));
    let (place_zh, place_en) = (&place.zh, &place.en);
    let (reader_zh, reader_en) = reads(reader);
    Diagnostic::new(
        Code::RemovedStillRead,
        text!(
            "{place_zh}把「{old}」改名为「{new_name}」，而{reader_zh}还在用旧的名称",
            "{place_en} renames `{old}` to `{new_name}`, and {reader_en} still reads it by its old name"
        ),
    )
    .label(name.span, text!("旧的名称", "the old name"))
    .label(by, text!("在这里改名", "renamed here"))
    .help(text!("改用「{new_name}」", "write `{new_name}`"))
    .fix(name.span, as_name(new))
}

/// Who reads, and in which file.
fn reads((reader, file): (Option<&Text>, &str)) -> (String, String) {
    match reader {
        Some(reader) => (format!("{}（「{file}」）", reader.zh), format!("{} (`{file}`)", reader.en)),
        None => (format!("「{file}」里"), format!("`{file}`")),
    }
}

/// What is missing, with the amendment that removed it.
pub(in crate::check) fn removed_here(fault: Diagnostic, by: Span) -> Diagnostic {
    fault.label(by, text!("在这里删除", "removed here"))
}

/// A fault of a group or the whole, with the layer that broke it.
pub(in crate::check) fn with_layer(mut fault: Diagnostic, blame: Option<Blame>) -> Diagnostic {
    let Some(Blame { place, heads, from_the_start }) = blame else { return fault };
    let (zh, en) = if from_the_start {
        (format!("；{}里就已不符", place.zh), format!("; so it is in {} already", place.en))
    } else {
        (format!("；由{}的修订造成", place.zh), format!("; this comes from the amendment in {}", place.en))
    };
    fault.message.zh.push_str(&zh);
    fault.message.en.push_str(&en);
    match fault.code {
        Code::GroupEmpty => heads.into_iter().fold(fault, removed_here),
        _ => heads.into_iter().fold(fault, |fault, head| fault.label(head, text!("由此不符", "since here"))),
    }
}
