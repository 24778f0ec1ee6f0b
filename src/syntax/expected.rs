//! What could have stood somewhere, in the words of the user.

use super::grammar::Rule;
use super::words::keyword;
use crate::diagnostic::Text;

/// At most this many possibilities are named.
const MOST: usize = 4;

/// How telling a possibility is; the less telling ones are named only where there are no others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Precise,
    Vague,
    Silent,
}

/// The possibilities in one phrase: `「：」或名称`. A keyword is named in a language that has a word for it.
pub(super) fn phrase(expected: &[Rule]) -> Option<Text> {
    let ends = expected.contains(&Rule::EOI).then_some(Rule::EOI);
    let others = expected.iter().copied().filter(|wanted| *wanted != Rule::EOI);
    let named = others.chain(ends).filter_map(name).collect::<Vec<_>>();
    let list = |own: fn(&Text) -> &str| {
        let told = || named.iter().map(|(weight, text)| (*weight, own(text))).filter(|(_, word)| !word.is_empty());
        let best = told().map(|(weight, _)| weight).min()?;
        let mut words = Vec::<&str>::new();
        for (_, word) in told().filter(|(weight, _)| *weight == best) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let more = words.len() > MOST;
        words.truncate(MOST);
        Some((words, more))
    };
    let ((zh, more_zh), (en, more_en)) = (list(|text| &text.zh)?, list(|text| &text.en)?);
    Some(Text {
        zh: join(&zh, "、", "或", more_zh.then_some("等")),
        en: join(&en, ", ", " or ", more_en.then_some(", …")),
    })
}

fn join(words: &[&str], comma: &str, or: &str, more: Option<&str>) -> String {
    match (words.split_last(), more) {
        (Some((last, rest)), None) if !rest.is_empty() => format!("{}{or}{last}", rest.join(comma)),
        (_, more) => format!("{}{}", words.join(comma), more.unwrap_or_default()),
    }
}

/// What may stand behind the kind of a field.
const ATTRIBUTES: (&str, &str) = (
    "取值范围、「可空」「精确」「来源」「各处」「上年」「近3年」或「汇总」",
    "a range, `optional`, `exact`, `origin`, `prints`, `last year`, `last 3 years` or `consolidate`",
);

/// What may stand almost anywhere, so that naming it would help nobody.
fn is_silent(rule: Rule) -> bool {
    use Rule::*;
    let inside = matches!(rule, of_person | last_year_of | of_year | at | stroke | sort | row_column | keyed_cell);
    let marks = matches!(rule, argument | key_open | key_close | sign);
    inside || marks || matches!(rule, kw_is | kw_row | kw_up | kw_down | kw_not | kw_submission | kw_reported_na)
}

fn name(rule: Rule) -> Option<(Weight, Text)> {
    use Weight::{Precise, Vague};
    let (weight, zh, en) = match rule {
        Rule::name | Rule::word | Rule::quoted => (Precise, "名称", "a name"),
        Rule::text => (Precise, "用引号括起的文字", "a text in quotes"),
        Rule::open => (Precise, "「{」", "`{`"),
        Rule::colon => (Precise, "「：」", "`:`"),
        Rule::comma => (Vague, "「，」", "`,`"),
        Rule::equals => (Precise, "「=」", "`=`"),
        Rule::dot => (Precise, "「.」", "`.`"),
        Rule::lparen => (Vague, "「（」", "`(`"),
        Rule::rparen => (Precise, "「）」", "`)`"),
        Rule::rbracket => (Precise, "「]」或「)」", "`]` or `)`"),
        Rule::number => (Precise, "数字", "a number"),
        Rule::literal | Rule::date => (Precise, "带单位的数值", "a number with its unit"),
        Rule::unit | Rule::unit_symbol | Rule::unit_entry => (Precise, "单位", "a unit"),
        Rule::expr
        | Rule::operand
        | Rule::paren
        | Rule::call
        | Rule::over_years
        | Rule::cohort_value
        | Rule::last_year => (Precise, "算式或条件", "a formula or condition"),
        Rule::range | Rule::bound => (Precise, "取值范围（如「不低于 90%」）", "a range (such as `at least 90%`)"),
        Rule::relation => (Vague, "比较词（如「≥」「不低于」）", "a comparison (such as `≥`)"),
        Rule::plus | Rule::minus | Rule::times | Rule::divide => (Vague, "运算符", "an operator"),
        Rule::award => (Precise, "「满分」、几分或「分值的 60%」", "`full`, points or `60% of points`"),
        Rule::points => (Precise, "分值（如「2分」）", "points (such as `2 points`)"),
        Rule::scoring => {
            (Precise, "评分方式（如「分档」「扣分」「达标 当」）", "a scoring form (such as `bands`, `deduct`)")
        }
        Rule::kind => {
            (Precise, "数据类型（如「金额(万元, 2位)」「比率(%, 2位)」）", "a kind (such as `money(元, 2 places)`)")
        }
        Rule::policy => {
            (Precise, "「满分」「0分」「人工评定」或「不计入总分」", "`full`, `0 points`, `by judgement` or `left out`")
        }
        Rule::check_level => (Precise, "「错误」「需说明」或「提示」", "`error`, `explain` or `hint`"),
        Rule::mode => (Precise, "修约方式（如「四舍五入」）", "a way of rounding (such as `half up`)"),
        Rule::partial => (Vague, "「不足部分」", "`partial steps`"),
        Rule::otherwise => (Precise, "「其余」", "`otherwise`"),
        Rule::through => (Precise, "「至」", "`to`"),
        Rule::side => (Precise, "「以上」「以下」", "`or more`, `or less`"),
        Rule::level_name => (Precise, "取值的名称", "the name of a level"),
        Rule::digits => (Precise, "位数（如「2位」）", "digits (such as `2 places`)"),
        Rule::attribute => (Vague, ATTRIBUTES.0, ATTRIBUTES.1),
        Rule::entry => (Precise, "名称 = 数", "a name = a figure"),
        Rule::cell => (Precise, "数、文字、「空白」或「不适用」", "a figure, a word, `blank` or `n/a`"),
        Rule::outcome => (Precise, "得分、等级、「未决」或「不适用」", "a score, a grade, `open` or `n/a`"),
        Rule::expectation | Rule::path | Rule::amended_path => {
            (Precise, "指标、分组、「总分」或「等级」", "an indicator, a group, `total` or `grade`")
        }
        Rule::any_word => (Precise, "词", "a word"),
        Rule::EOI => (Vague, "语句结束", "the end of the statement"),
        rule if is_silent(rule) => return None,
        rule => return word(rule),
    };
    Some((weight, Text::new(zh, en)))
}

/// A keyword, in quotes.
fn word(rule: Rule) -> Option<(Weight, Text)> {
    let silent = matches!(rule, Rule::kw_and | Rule::kw_or | Rule::kw_of_points);
    Some((if silent { Weight::Silent } else { Weight::Precise }, keyword(rule)?.quoted()))
}
