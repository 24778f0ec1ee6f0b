//! Scores and grades that do not fit the rules or each other.

use crate::audit::sums::Due;
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::{Interval, Rational};
use crate::rubric::{Grade, JudgedLevel, ScoreRange, interval_in_words, show_points};
use crate::source::{Span, Spanned};
use crate::text;

/// A column of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::audit) enum Column {
    /// 自评.
    Claimed,
    /// 复核.
    Reviewed,
}

impl Column {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Column::Claimed => ("自评", "claimed"),
            Column::Reviewed => ("复核", "reviewed"),
        }
    }
}

/// F0201 and F0202: a claim that the rule does not give.
pub(in crate::audit) fn claim_differs(
    column: Column,
    indicator: &Spanned<String>,
    claim: &Spanned<Rational>,
    rule: &Rational,
) -> Diagnostic {
    let (name, (zh, en)) = (&indicator.node, column.words());
    let ([claim_zh, claim_en], [rule_zh, rule_en]) = (points(&claim.node), points(rule));
    let [difference_zh, difference_en] = points(&(&claim.node - rule).abs());
    let (code, message) = if claim.node > *rule {
        let zh = format!("「{name}」{zh} {claim_zh} > 规则 {rule_zh}，多计 {difference_zh}");
        (
            Code::OverClaimed,
            Text::new(zh, format!("`{name}`: {en} {claim_en}, the rule gives {rule_en}: {difference_en} too many")),
        )
    } else {
        let zh = format!("「{name}」{zh} {claim_zh} < 规则 {rule_zh}，少计 {difference_zh}");
        (
            Code::UnderClaimed,
            Text::new(zh, format!("`{name}`: {en} {claim_en}, the rule gives {rule_en}: {difference_en} too few")),
        )
    };
    Diagnostic::new(code, message)
        .label(claim.span, Text::new("填报的分数", "the score submitted"))
        .label(indicator.span, text!("规则得 {rule_zh}", "the rule gives {rule_en}"))
        .help(text!("按规则改为 {rule_zh}，或更正有关数据", "make it {rule_en}, or correct the data"))
}

/// F0201: a claim for what does not count.
pub(in crate::audit) fn claim_of_left_out(
    column: Column,
    indicator: &Spanned<String>,
    claim: &Spanned<Rational>,
) -> Diagnostic {
    let (name, (zh, en), [claim_zh, claim_en]) = (&indicator.node, column.words(), points(&claim.node));
    let message =
        text!("「{name}」{zh} {claim_zh}，按规则不计入总分", "`{name}`: {en} {claim_en}, the rule leaves it out");
    Diagnostic::new(Code::OverClaimed, message)
        .label(claim.span, Text::new("填报的分数", "the score submitted"))
        .label(indicator.span, Text::new("不计入总分", "left out"))
        .help(Text::new("删去这项分数，或更正有关数据", "leave the score away, or correct the data"))
}

/// F0203: a sub-total that is not the sum of its parts.
pub(in crate::audit) fn sub_total_differs(
    column: Column,
    group: &Spanned<String>,
    claim: &Spanned<Rational>,
    due: &Due,
) -> Diagnostic {
    let (name, (zh, en)) = (&group.node, column.words());
    let ([claim_zh, claim_en], (sum_zh, sum_en)) = (points(&claim.node), sum_words(column, due, &claim.node));
    let message = text!("「{name}」{zh}合计 {claim_zh}，{sum_zh}", "`{name}`: {en} {claim_en}, {sum_en}");
    Diagnostic::new(Code::ClaimsDoNotAddUp, message)
        .label(claim.span, Text::new("填报的合计", "the sub-total submitted"))
        .label(group.span, Text::new("分组在此规定", "the group"))
        .help(sum_help(due))
}

/// F0203: a total that is not the sum of its parts.
pub(in crate::audit) fn total_differs(column: Column, claim: &Spanned<Rational>, due: &Due) -> Diagnostic {
    let (zh, en) = column.words();
    let ([claim_zh, claim_en], (sum_zh, sum_en)) = (points(&claim.node), sum_words(column, due, &claim.node));
    let message = text!("{zh}总分 {claim_zh}，{sum_zh}", "total {en} {claim_en}, {sum_en}");
    Diagnostic::new(Code::ClaimsDoNotAddUp, message)
        .label(claim.span, Text::new("填报的总分", "the total submitted"))
        .help(sum_help(due))
}

/// F0204: a score above its points.
pub(in crate::audit) fn claim_above_points(
    column: Column,
    named: &Spanned<String>,
    claim: &Spanned<Rational>,
    full: &Rational,
) -> Diagnostic {
    let (name, (zh, en)) = (&named.node, column.words());
    let ([claim_zh, claim_en], [full_zh, full_en]) = (points(&claim.node), points(full));
    let message =
        text!("「{name}」{zh} {claim_zh}，超过分值 {full_zh}", "`{name}`: {en} {claim_en}, more than its {full_en}");
    Diagnostic::new(Code::ClaimAbovePoints, message)
        .label(claim.span, Text::new("填报的分数", "the score submitted"))
        .label(named.span, text!("分值 {full_zh}", "{full_en}"))
        .help(text!("改为 0分至 {full_zh} 之间的分数", "write a score of at most {full_en}"))
}

/// F0204: a claim outside the range of an adjustment.
pub(in crate::audit) fn claim_outside_range(
    column: Column,
    named: &Spanned<String>,
    claim: &Spanned<Rational>,
    range: &ScoreRange,
) -> Diagnostic {
    let (name, (zh, en)) = (&named.node, column.words());
    let [claim_zh, claim_en] = points(&claim.node);
    let ([least_zh, least_en], [most_zh, most_en]) = (points(&range.least), points(&range.most));
    let message = text!(
        "「{name}」{zh} {claim_zh}，不在 {least_zh} 至 {most_zh} 之内",
        "`{name}`: {en} {claim_en}, not between {least_en} and {most_en}"
    );
    Diagnostic::new(Code::ClaimAbovePoints, message)
        .label(claim.span, Text::new("填报的分数", "the score submitted"))
        .label(named.span, text!("{least_zh} 至 {most_zh}", "{least_en} to {most_en}"))
        .help(text!("改为 {least_zh} 至 {most_zh} 之间的分数", "write a score from {least_en} to {most_en}"))
}

/// F0206: an adjustment that a person gave without a reason.
pub(in crate::audit) fn adjustment_unexplained(
    column: Column,
    named: &Spanned<String>,
    score: &Spanned<Rational>,
) -> Diagnostic {
    let (name, (zh, en), [score_zh, score_en]) = (&named.node, column.words(), points(&score.node));
    let message =
        text!("「{name}」{zh} {score_zh}，有加减分，未说明理由", "`{name}`: {en} {score_en}, without a reason");
    let key = match column {
        Column::Claimed => Text::new("在「评定」中填写「理由」", "give the reason in `judged`"),
        Column::Reviewed => Text::new("在「评定」中填写「复核理由」", "give the review_reason in `judged`"),
    };
    Diagnostic::new(Code::ReasonMissing, message)
        .label(score.span, Text::new("没有理由", "no reason"))
        .label(named.span, Text::new("加减分项", "an adjustment"))
        .help(key)
}

/// F0204: a total above full marks.
pub(in crate::audit) fn total_above_points(column: Column, claim: &Spanned<Rational>, full: &Rational) -> Diagnostic {
    let (zh, en) = column.words();
    let ([claim_zh, claim_en], [full_zh, full_en]) = (points(&claim.node), points(full));
    let message = text!("{zh}总分 {claim_zh}，超过满分 {full_zh}", "total {en} {claim_en}, more than {full_en}");
    Diagnostic::new(Code::ClaimAbovePoints, message)
        .label(claim.span, Text::new("填报的总分", "the total submitted"))
        .help(text!("改为 0分至 {full_zh} 之间的总分", "write a total of at most {full_en}"))
}

/// F0205: a judged score that its level does not allow.
pub(in crate::audit) fn score_outside_level(
    column: Column,
    named: &Spanned<String>,
    score: &Spanned<Rational>,
    (level, levels): (Option<&JudgedLevel>, &[JudgedLevel]),
) -> Diagnostic {
    let (name, (zh, en), [score_zh, score_en]) = (&named.node, column.words(), points(&score.node));
    let message = match level {
        Some(level) => {
            let (level, [range_zh, range_en]) = (&level.name, scores(&level.scores));
            text!(
                "「{name}」{zh} {score_zh}，与所填档次「{level}」（{range_zh}）不符",
                "`{name}`: {en} {score_en} does not fit its level `{level}` ({range_en})"
            )
        }
        None => text!("「{name}」{zh} {score_zh}，不在任何一档之内", "`{name}`: {en} {score_en} is in no level"),
    };
    let fit = levels.iter().find(|level| level.scores.contains(&score.node)).map(|level| &level.name);
    let help = match fit {
        Some(fit) => text!("改填档次「{fit}」，或更正分数", "name the level `{fit}`, or correct the score"),
        None => {
            let [zh, en] = [0, 1].map(|at: usize| {
                let one = |level: &JudgedLevel| scores(&level.scores).into_iter().nth(at).unwrap_or_default();
                levels.iter().map(|level| format!("{} {}", level.name, one(level))).collect::<Vec<_>>()
            });
            Text::new(format!("各档分数：{}", zh.join("；")), format!("the levels are {}", en.join("; ")))
        }
    };
    Diagnostic::new(Code::ScoreOutsideLevel, message)
        .label(score.span, Text::new("填报的分数", "the score submitted"))
        .label(named.span, Text::new("评分规则", "the rule"))
        .help(help)
}

/// F0206: a judged score below full marks without a reason.
pub(in crate::audit) fn reason_missing(
    column: Column,
    named: &Spanned<String>,
    score: &Spanned<Rational>,
    full: &Rational,
) -> Diagnostic {
    let (name, (zh, en)) = (&named.node, column.words());
    let ([score_zh, score_en], [full_zh, full_en]) = (points(&score.node), points(full));
    let message = text!(
        "「{name}」{zh} {score_zh}，低于分值 {full_zh}，未说明理由",
        "`{name}`: {en} {score_en} of {full_en}, without a reason"
    );
    let key = match column {
        Column::Claimed => Text::new("在「评定」中填写「理由」", "give the reason in `judged`"),
        Column::Reviewed => Text::new("在「评定」中填写「复核理由」", "give the review_reason in `judged`"),
    };
    Diagnostic::new(Code::ReasonMissing, message)
        .label(score.span, Text::new("没有理由", "no reason"))
        .label(named.span, text!("分值 {full_zh}", "{full_en}"))
        .help(key)
}

/// F0212: a judged score for which the rubric asks for evidence, and none is listed.
pub(in crate::audit) fn evidence_missing(
    named: &Spanned<String>,
    score: &Spanned<Rational>,
    asked: &str,
) -> Diagnostic {
    let (name, [score_zh, score_en]) = (&named.node, points(&score.node));
    let message = text!(
        "「{name}」自评 {score_zh}，没有列出佐证：{asked}",
        "`{name}`: claimed {score_en} without the evidence asked for: {asked}"
    );
    Diagnostic::new(Code::EvidenceMissing, message)
        .label(score.span, Text::new("没有佐证", "no evidence"))
        .label(named.span, Text::new("规定要有佐证", "evidence is asked for"))
        .help(Text::new("在「评定」中填写「佐证」", "list the `evidence` in `judged`"))
}

/// F0213: nobody said which way counts, and all give the same.
pub(in crate::audit) fn way_not_chosen(named: &Spanned<String>, score: &Rational, submission: Span) -> Diagnostic {
    let (name, [score_zh, score_en]) = (&named.node, points(score));
    let message = text!(
        "「{name}」没有写选用哪一种算法；各种都得 {score_zh}",
        "`{name}`: no way is chosen; each of them gives {score_en}"
    );
    Diagnostic::new(Code::WayNotChosen, message)
        .label(named.span, Text::new("择一", "one of several ways"))
        .label(submission, Text::new("没有写选用", "none is chosen"))
        .help(Text::new("在「评定」中填写「选用」；得分不变", "give the `choice` in `judged`; the score stays"))
}

/// F0207: a grade that the total does not have.
pub(in crate::audit) fn grade_differs(
    column: Column,
    claim: &Spanned<String>,
    (due, vetoed): (&str, bool),
    grades: &[Grade],
) -> Diagnostic {
    let (given, (zh, en)) = (&claim.node, column.words());
    let message = match vetoed {
        true => text!(
            "{zh}等级「{given}」，按总分和否决应为「{due}」",
            "grade {en} `{given}`, total and vetoes give `{due}`"
        ),
        false => text!("{zh}等级「{given}」，按总分应为「{due}」", "grade {en} `{given}`, the total gives `{due}`"),
    };
    let diagnostic =
        Diagnostic::new(Code::GradeDiffers, message).label(claim.span, Text::new("填报的等级", "the grade submitted"));
    let row = grades.iter().find(|grade| grade.name.node == due);
    let diagnostic = match row {
        Some(grade) => diagnostic.label(grade.name.span, Text::new("等级在此规定", "the grade")),
        None => diagnostic,
    };
    diagnostic.help(text!("改为「{due}」", "make it `{due}`"))
}

/// What the parts make; where some are open, the end that the claim is beyond.
fn sum_words(column: Column, due: &Due, claim: &Rational) -> (String, String) {
    let ((zh, en), ends) = (column.words(), &due.points);
    if ends.is_open() {
        let above = *claim > ends.high;
        let [bound_zh, bound_en] = points(if above { &ends.high } else { &ends.low });
        return if above {
            (
                format!("各项{zh}（未填的按可能的最多计）之和至多 {bound_zh}"),
                format!("the parts {en} (the rest at their most) make at most {bound_en}"),
            )
        } else {
            (
                format!("各项{zh}（未填的按可能的最少计）之和至少 {bound_zh}"),
                format!("the parts {en} (the rest at their least) make at least {bound_en}"),
            )
        };
    }
    let [due_zh, due_en] = points(&ends.low);
    if due.all_claimed {
        (format!("各项{zh}之和应为 {due_zh}"), format!("the parts {en} make {due_en}"))
    } else {
        (
            format!("各项{zh}（未填的按规则分）之和应为 {due_zh}"),
            format!("the parts {en} (the rest as the rules give) make {due_en}"),
        )
    }
}

fn sum_help(due: &Due) -> Text {
    let ends = &due.points;
    let ([low_zh, low_en], [high_zh, high_en]) = (points(&ends.low), points(&ends.high));
    if ends.is_open() {
        text!(
            "补填未填的各项；应在 {low_zh} 至 {high_zh} 之间，或更正各项分数",
            "fill in what is open; it should be from {low_en} to {high_en}, or correct its parts"
        )
    } else {
        text!("改为 {low_zh}，或更正各项分数", "make it {low_en}, or correct its parts")
    }
}

fn points(score: &Rational) -> [String; 2] {
    [show_points(score, 0, Language::Zh), show_points(score, 0, Language::En)]
}

/// `4分 至 5分`, `4 points to 5 points`.
fn scores(range: &Interval) -> [String; 2] {
    [Language::Zh, Language::En]
        .map(|language| interval_in_words(range, language, |score| show_points(score, 0, language)))
}
