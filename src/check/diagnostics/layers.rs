//! E0610, and what is added to other faults of a rubric that inherits: the file and the amendment that made them.

use crate::check::layers::Blame;
use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::source::{Span, Spanned};
use crate::text;

/// E0610: `reader` in `file` reads what the amendment at `place` removed.
pub(in crate::check) fn removed_still_read(
    name: &Spanned<String>,
    (reader, file): (Option<&Text>, &str),
    (place, by): (&Text, Span),
) -> Diagnostic {
    let written = quoted(&name.node);
    let (place_zh, place_en) = (&place.zh, &place.en);
    let (reader_zh, reader_en) = match reader {
        Some(reader) => (format!("{}（「{file}」）", reader.zh), format!("{} (`{file}`)", reader.en)),
        None => (format!("「{file}」里"), format!("`{file}`")),
    };
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

/// A sum that does not fit, with the layer that broke it.
pub(in crate::check) fn with_layer(mut fault: Diagnostic, blame: Option<Blame>) -> Diagnostic {
    let Some(Blame { place, heads, from_the_start }) = blame else { return fault };
    let (zh, en) = if from_the_start {
        (format!("；{}里就已不符", place.zh), format!("; so it is in {} already", place.en))
    } else {
        (format!("；由{}的修订造成", place.zh), format!("; this comes from the amendment in {}", place.en))
    };
    fault.message.zh.push_str(&zh);
    fault.message.en.push_str(&en);
    heads.into_iter().fold(fault, |fault, head| fault.label(head, text!("由此不符", "since here")))
}
