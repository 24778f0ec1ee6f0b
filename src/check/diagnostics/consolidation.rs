//! Ways of adding up that cannot be: E0581.

use crate::diagnostic::{Code, Diagnostic, Language, Text, quoted};
use crate::quantity::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast;
use crate::text;

fn ways(language: Language) -> &'static str {
    match language {
        Language::Zh => "「汇总 加权(预算)」「汇总 重算」或「汇总 不汇总」",
        Language::En => "`consolidate weighted(budget)`, `consolidate recomputed` or `consolidate none`",
    }
}

/// For a column of a table.
pub(in crate::check) fn column(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ConsolidationUnfit,
        Text::new("明细的栏不写汇总", "a column of a table does not say how it adds up"),
    )
    .label(place, Text::new("这是明细的栏", "in a table"))
    .help(Text::new(
        "删去它：下属各单位的行接在一起，合计、平均等照常计算",
        "delete it: the rows of all subordinate units follow each other, and sums and means are computed over them",
    ))
}

/// For 合计 of ratios, levels and the like.
pub(in crate::check) fn cannot_be_added(place: Span, name: &str, kind: &Kind, language: Language) -> Diagnostic {
    let (name, zh, en) = (quoted(name), kind.zh(), kind.en());
    let ways = ways(language);
    Diagnostic::new(
        Code::ConsolidationUnfit,
        text!("「{name}」是{zh}，各单位的不能相加", "`{name}` is {en}; those of several units are not added"),
    )
    .label(place, Text::new("不能合计", "cannot be summed"))
    .help(text!("改用{ways}", "use {ways}"))
}

/// For a weighted mean of whole numbers, levels and the like.
pub(in crate::check) fn cannot_be_weighted(place: Span, name: &str, kind: &Kind, language: Language) -> Diagnostic {
    let (name, zh, en) = (quoted(name), kind.zh(), kind.en());
    let ways = match language {
        Language::Zh => "「汇总 合计」或「汇总 不汇总」",
        Language::En => "`consolidate sum` or `consolidate none`",
    };
    Diagnostic::new(
        Code::ConsolidationUnfit,
        text!("「{name}」是{zh}，不能取各单位的加权平均", "`{name}` is {en}, which has no weighted mean"),
    )
    .label(place, Text::new("不能加权", "cannot be weighted"))
    .help(text!("整数的量和文字、取值、日期改用{ways}", "for whole numbers, texts, levels and dates use {ways}"))
}

/// For a weight that may be below 0, or is no figure.
pub(in crate::check) fn weight_unusable(name: &ast::Name) -> Diagnostic {
    let shown = quoted(&name.node);
    Diagnostic::new(Code::ConsolidationUnfit, text!("「{shown}」不能作权数", "`{shown}` cannot be a weight"))
        .label(name.span, Text::new("权数要是不小于 0 的一项数据", "a weight is a figure that is never below 0"))
        .help(text!(
            "写一项声明了「≥ 0」的金额、数量或数",
            "name a field of money, a count or a number that is declared with `≥ 0`"
        ))
}

/// For 重算 of a figure of several years.
pub(in crate::check) fn recomputed_in_years(place: Span, name: &str) -> Diagnostic {
    let name = quoted(name);
    Diagnostic::new(
        Code::ConsolidationUnfit,
        text!("「{name}」分年填报，不能重算", "`{name}` is submitted year by year and cannot be recomputed"),
    )
    .label(place, Text::new("填报的算式只有一年", "its formula is that of one year"))
    .help(Text::new(
        "改用「汇总 加权」（括号里写作权数的数据）或「汇总 不汇总」",
        "use `consolidate weighted` (with the weighing field in brackets) or `consolidate none`",
    ))
}

/// For 重算 of a field without 填报.
pub(in crate::check) fn nothing_to_recompute(name: &Spanned<String>, language: Language) -> Diagnostic {
    let shown = quoted(&name.node);
    let example = match language {
        Language::Zh => format!("填报：{shown} = 支出 / 预算"),
        Language::En => format!("stated: {shown} = spent / budget"),
    };
    Diagnostic::new(
        Code::ConsolidationUnfit,
        text!("「{shown}」要重算，却没有写怎样算", "`{shown}` is to be recomputed, and nothing says how"),
    )
    .label(name.span, Text::new("没有算式", "no formula"))
    .help(text!(
        "加一行填报，等号后面写它怎样算出，例如「{example}」",
        "add a line that says how it is computed, such as `{example}`"
    ))
}

/// For 重算 by a formula over what is recomputed itself, or over rows.
pub(in crate::check) fn recomputed_from_recomputed(name: &Spanned<String>, place: Span) -> Diagnostic {
    let shown = quoted(&name.node);
    Diagnostic::new(
        Code::ConsolidationUnfit,
        text!("「{shown}」不能由此重算", "`{shown}` cannot be recomputed from this"),
    )
    .label(place, Text::new("这也是重算、比较或逐行得来的", "recomputed, compared or made of rows itself"))
    .help(Text::new("算式里只写合计、加权或不汇总的数", "read only figures that are summed, weighted or not added"))
}
