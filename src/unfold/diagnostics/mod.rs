//! Tables over which nothing can be computed, targets that cannot be compared: D02xx. F03xx for what is taken with a doubt.

mod groups;

pub(super) use groups::*;

use super::targets::Said;
use crate::diagnostic::{Code, Diagnostic, Text, quoted};
use crate::quantity::{Kind, Relation};
use crate::source::Span;
use crate::text;

/// D0224 for an aggregate of which every row is not applicable, or has no weight (`weightless`).
pub(super) fn no_applicable_row((first_row, reader): (Span, Span), written: &str, weightless: bool) -> Diagnostic {
    let (message, label) = if weightless {
        (
            text!(
                "「{written}」没有可算的行：除了报为不适用的，各行的权数都是 0",
                "`{written}` has no row to compute from: but for those submitted as not applicable, all weigh 0"
            ),
            Text::new("这一行起权数合计为 0", "weights from here make 0"),
        )
    } else {
        (
            text!(
                "「{written}」没有可算的行：有关的各行都报为不适用",
                "`{written}` has no row to compute from: all that it reads are submitted as not applicable"
            ),
            Text::new("这一行起都不适用", "none applicable from here"),
        )
    };
    let help = if weightless {
        Text::new(
            "核对作权数的一列，至少一行要大于 0；整张明细表都没有的，不填这些行",
            "check the column of the weights, of which one must be above 0; where there is nothing at all, leave the rows out",
        )
    } else {
        Text::new(
            "填实际数，没有发生的填 0；整张明细表都没有的，不填这些行",
            "give the figures, 0 where nothing happened; where there is nothing at all, leave the rows out",
        )
    };
    Diagnostic::new(Code::NoApplicableRow, message)
        .label(first_row, label)
        .label(reader, Text::new("在这里要用", "needed here"))
        .help(help)
}

/// D0240 for a 性质 that says nothing about how to compare.
///
/// One for all cells that have it; the first three are shown.
pub(super) fn unknown_relation(name: &str, cells: &[Said]) -> Diagnostic {
    let shown = cells.first().map(|said| quoted(&said.text)).unwrap_or_default();
    let (zh, en) = match cells.len() {
        0 | 1 => (String::new(), String::new()),
        more => (format!("等 {more} 处"), format!(" and {} more", more.saturating_sub(1))),
    };
    let message =
        text!("「{name}」{zh}填的「{shown}」没有说怎样比较", "`{name}`{en}: `{shown}` does not say how to compare");
    let fault = Diagnostic::new(Code::TargetUnreadable, message);
    let label = |fault: Diagnostic, said: &Said| fault.label(said.span, Text::new("不认识的性质", "unknown"));
    cells.iter().take(3).fold(fault, label).help(Text::new(
        "性质填 ≥、≤、=、>、< 之一、正向、反向、定量，或者填 定性",
        "give one of ≥, ≤, =, >, <, `quantitative`, or `qualitative`",
    ))
}

/// D0240 for a target with two different comparisons.
pub(super) fn relations_differ(name: String, said: &Said, (column, own): (Relation, Relation)) -> Diagnostic {
    let (column, own) = (column.symbol(), own.symbol());
    let message = text!(
        "「{name}」里写的是「{own}」，性质却是「{column}」",
        "`{name}` says `{own}`, its relation says `{column}`"
    );
    Diagnostic::new(Code::TargetUnreadable, message)
        .label(said.span, text!("这里是「{own}」", "here it is `{own}`"))
        .help(Text::new("只留一处，或者改成一致", "keep one of them, or make them agree"))
}

/// D0240 for `≥` and 下降.
pub(super) fn decrease_compared(name: String, said: &Said) -> Diagnostic {
    let shown = quoted(&said.text);
    let message = text!(
        "「{name}」填的「{shown}」加上比较词有两种相反的读法",
        "`{name}` is `{shown}`, which with a comparison has two contrary readings"
    );
    Diagnostic::new(Code::TargetUnreadable, message)
        .label(said.span, Text::new("说降幅还是增减率", "the decrease, or the change?"))
        .help(Text::new(
            "按增减率写成负数：降 5% 以上的性质填 ≤，指标值填 -5%",
            "write the change as a negative number: a decrease of 5% or more is `≤` and `-5%`",
        ))
}

/// D0240 for two units of one figure.
pub(super) fn units_differ(name: String, said: &Said, (own, column): (&str, &str)) -> Diagnostic {
    let (own, column) = (quoted(own), quoted(column));
    let message = text!(
        "「{name}」里写的单位是「{own}」，度量单位却是「{column}」",
        "`{name}` has the unit `{own}`, its unit is given as `{column}`"
    );
    Diagnostic::new(Code::TargetUnreadable, message)
        .label(said.span, text!("这里是「{own}」", "here it is `{own}`"))
        .help(Text::new("改成同一个单位，或者只留一处", "use one unit, or keep one of them"))
}

/// D0240 for a target that is compared and is no figure.
pub(super) fn no_figure(name: String, said: &Said, relation: Relation, unit: Option<&str>) -> Diagnostic {
    let (shown, sign) = (quoted(&said.text), relation.symbol());
    let message = text!(
        "性质是「{sign}」，「{name}」填的「{shown}」却不是数",
        "the relation is `{sign}`, and `{name}` is `{shown}`, which is no figure"
    );
    let fault = Diagnostic::new(Code::TargetUnreadable, message)
        .label(said.span, Text::new("读不出数", "cannot be read as a figure"));
    match unit {
        Some(unit) => {
            let unit = quoted(unit);
            fault.help(text!(
                "不认识单位「{unit}」：数和单位分开填，单位填在度量单位里",
                "`{unit}` is no known unit: give the figure alone, and the unit as its unit"
            ))
        }
        None => fault.help(Text::new(
            "填一个数，例如 95% 或 1,200；不是数的目标，性质填 定性",
            "give a figure such as 95% or 1,200; where the target is words, its relation is `qualitative`",
        )),
    }
}

/// D0241 for words where the target is a figure.
pub(super) fn reached_in_words((target, actual): (String, String), (aim, said): (&Said, &Said)) -> Diagnostic {
    let (wanted, shown) = (quoted(&aim.text), quoted(&said.text));
    let message = text!(
        "「{target}」是「{wanted}」，「{actual}」填的「{shown}」却不是数",
        "`{target}` is `{wanted}`, and `{actual}` is `{shown}`, which is no figure"
    );
    Diagnostic::new(Code::TargetUnlike, message)
        .label(said.span, Text::new("读不出数", "cannot be read as a figure"))
        .label(aim.span, Text::new("目标是数", "the target is a figure"))
        .help(Text::new(
            "填实际完成的数；目标其实是定性的，性质填 定性",
            "give the figure that was reached; where the target is words, its relation is `qualitative`",
        ))
}

/// D0241 for two kinds of things.
pub(super) fn kinds_differ(
    (target, actual): (String, String),
    (aim, said): (&Said, &Said),
    (wanted, found): (&Kind, &Kind),
) -> Diagnostic {
    let (zh, en) = ((wanted.zh(), found.zh()), (wanted.en(), found.en()));
    let message = Text::new(
        format!("「{target}」是{}，「{actual}」却是{}，不能比较", zh.0, zh.1),
        format!("`{target}` is {}, and `{actual}` is {}: they do not compare", en.0, en.1),
    );
    Diagnostic::new(Code::TargetUnlike, message)
        .label(said.span, Text::new(zh.1, en.1))
        .label(aim.span, Text::new(zh.0, en.0))
        .help(Text::new("两处用同一个单位填", "give both in one unit"))
}

/// F0320 for a target without a word of comparison where the readings differ.
pub(super) fn target_open(name: &str, place: Span) -> Diagnostic {
    let message = text!(
        "「{name}」没有写 ≥、≤ 还是 =；三种读法得分不同，这一项未决",
        "`{name}` does not say whether ≥, ≤ or = is meant; the three give different scores, so this one is open"
    );
    Diagnostic::new(Code::TargetUnsaid, message)
        .label(place, Text::new("只写了数", "a bare figure"))
        .help(Text::new("在性质里填 ≥、≤ 或 =", "say ≥, ≤ or = in its relation"))
}

/// F0321 for a target with digits that could not be read as a figure.
pub(super) fn figure_in_words(name: &str, said: &Said) -> Diagnostic {
    let shown = quoted(&said.text);
    let message = text!(
        "「{name}」填的「{shown}」含数字但读不出数值，按定性由人评定",
        "`{name}` is `{shown}`, which has digits but cannot be read as a figure; it counts as words and is judged"
    );
    Diagnostic::new(Code::TargetAsWords, message)
        .label(said.span, Text::new("按定性", "taken as words"))
        .help(Text::new(
            "目标是数的，只填一个数（≥95%、1,200人）；本来就是定性的，性质填 定性",
            "where the target is a figure give one number (≥95%, 1,200); where it is words, its relation is `qualitative`",
        ))
}

/// F0320 for a target without a word of comparison where all readings give one score.
pub(super) fn target_unsaid(name: &str, place: Span) -> Diagnostic {
    let message = text!(
        "「{name}」没有写 ≥、≤ 还是 =；这里三种读法得分相同，照此计分",
        "`{name}` does not say whether ≥, ≤ or = is meant; all three give one score here, which stands"
    );
    Diagnostic::new(Code::TargetUnsaid, message)
        .label(place, Text::new("只写了数", "a bare figure"))
        .help(Text::new("在性质里填 ≥、≤ 或 =", "say ≥, ≤ or = in its relation"))
}
