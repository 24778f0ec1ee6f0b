//! What there is to tell of figures and claims: one constructor per fault.

use super::assess::Sides;
use super::checks::{Run, chosen_prints};
use super::hypotheses::{Hypothesis, Slip};
use super::prints::Differing;
use super::words;
use crate::diagnostic::{Code, Diagnostic, Language, Severity, Text};
use crate::inputs::Figure;
use crate::quantity::{Interval, Rational, Relation};
use crate::rubric::{Check, Field, Grade, JudgedLevel, Level, Rubric, show_points};
use crate::source::Spanned;
use crate::text;

/// A column of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
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

/// F0101: the figures of a check contradict each other.
pub(super) fn fails(run: &Run<'_>, found: &[Hypothesis], rubric: &Rubric) -> Diagnostic {
    let name = &run.check.name.node;
    let (told_zh, told_en) = run.assessed.sides.as_ref().map_or_else(
        || {
            let parts = run.check.assertions.iter().map(|one| words::formula(one, rubric)).collect::<Vec<_>>();
            (format!("{} 不成立", parts.join("；")), format!("{} is not so", parts.join("; ")))
        },
        |sides| comparison(sides, rubric),
    );
    let (places_zh, places_en) = words::places(&run.fields, rubric, &run.inputs);
    let (choice_zh, choice_en) = choice(run, rubric);
    let message = text!(
        "「{name}」不一致：{told_zh}{choice_zh}{places_zh}",
        "`{name}` does not hold: {told_en}{choice_en}{places_en}"
    );
    let diagnostic = Diagnostic::new(Code::CheckFails, message).severity(severity(run.check.level));
    with_cells(diagnostic, run, rubric).help(repair(run, found, rubric))
}

/// F0102: equal but for rounding.
pub(super) fn holds_by_rounding(run: &Run<'_>, rubric: &Rubric) -> Diagnostic {
    let name = &run.check.name.node;
    let (told_zh, told_en) = run.assessed.sides.as_ref().map(|sides| comparison(sides, rubric)).unwrap_or_default();
    let (places_zh, places_en) = words::places(&run.fields, rubric, &run.inputs);
    let (choice_zh, choice_en) = choice(run, rubric);
    let message = text!(
        "「{name}」尾差：{told_zh}{choice_zh}{places_zh}",
        "`{name}` holds but for rounding: {told_en}{choice_en}{places_en}"
    );
    let why = match (run.check.tolerance.is_some(), run.assessed.approximate) {
        (true, _) => {
            Text::new("在规定的容差之内，不必更正", "within the tolerance that is laid down; nothing to correct")
        }
        (false, false) => Text::new(
            "各数四舍五入可以解释，不必更正",
            "the rounding of the printed figures explains it; nothing to correct",
        ),
        (false, true) => Text::new(
            "各数四舍五入大致可以解释（近似），可不更正",
            "the rounding of the printed figures probably explains it (approximate); nothing need be corrected",
        ),
    };
    with_cells(Diagnostic::new(Code::CheckHoldsByRounding, message), run, rubric).help(why)
}

/// F0103: a check that cannot be decided.
pub(super) fn undecided(run: &Run<'_>, rubric: &Rubric) -> Diagnostic {
    let name = &run.check.name.node;
    let blank = |field| run.inputs.figure(field).is_none();
    let (zh, en) = words::names(&run.assessed.unknown, rubric);
    let (why_zh, why_en, help) = if run.assessed.unknown.iter().copied().any(blank) {
        (format!("{zh}未填报"), format!("{en} is blank"), text!("填报{zh}", "fill in {en}"))
    } else {
        (
            format!("{zh}是区间，不是一个数"),
            format!("{en} is an interval"),
            text!("把{zh}填成实际数值", "write {en} as a figure"),
        )
    };
    let message = text!("「{name}」无法判断：{why_zh}", "`{name}` cannot be decided: {why_en}");
    let mut diagnostic = Diagnostic::new(Code::CheckUndecided, message)
        .label(run.check.span, Text::new("核对关系", "the check"))
        .help(help);
    for field in &run.assessed.unknown {
        diagnostic = diagnostic.label(run.inputs.cell(*field).span, Text::new("填报处", "in the submission"));
    }
    diagnostic
}

/// One finding for two checks that one repair mends.
pub(super) fn also(known: Diagnostic, other: Diagnostic, check: &Check) -> Diagnostic {
    let (zh, en) = (known.message.zh.clone(), known.message.en.clone());
    let (other_zh, other_en) = (other.message.zh, other.message.en);
    let mut joined = Diagnostic { message: text!("{zh}；{other_zh}", "{en}; {other_en}"), ..known };
    joined.severity = joined.severity.max(other.severity);
    joined.label(check.span, Text::new("同一更正也使此项相符", "mended by the same repair"))
}

/// F0104: one figure is printed differently in several places.
pub(super) fn prints_differ(group: &Differing<'_>, rubric: &Rubric) -> Diagnostic {
    let told = |(_, figures): &(_, &[Figure])| {
        let (zh, en): (Vec<_>, Vec<_>) = figures.iter().map(words::print).unzip();
        (zh.join("，"), en.join(", "))
    };
    let alike = group.fields.iter().map(told).collect::<Vec<_>>();
    let names = group.fields.iter().map(|(field, _)| words::quoted(&rubric.field(*field).name.node));
    let (names_zh, names_en): (Vec<_>, Vec<_>) = names.unzip();
    let (zh, en) = match alike.as_slice() {
        [first, rest @ ..] if rest.iter().all(|one| one == first) => {
            (format!("{}各处不一：{}", names_zh.concat(), first.0), format!("{}: {}", names_en.join(", "), first.1))
        }
        _ => {
            let each = |names: &[String], told: &dyn Fn(&(String, String)) -> String| {
                let each = names.iter().zip(&alike).map(|(name, one)| format!("{name} {}", told(one)));
                each.collect::<Vec<_>>().join("; ")
            };
            let zh = each(&names_zh, &|one| one.0.clone()).replace("; ", "；");
            (format!("同一数据各处不一：{zh}"), each(&names_en, &|one| one.1.clone()))
        }
    };
    let message = text!("{zh}", "one figure is printed differently: {en}");
    let mut diagnostic = Diagnostic::new(Code::PrintsDiffer, message).severity(severity(group.level));
    for (field, figures) in &group.fields {
        for figure in *figures {
            diagnostic = diagnostic.label(figure.span, short(&rubric.field(*field).name.node));
        }
        diagnostic = diagnostic.label(rubric.field(*field).name.span, Text::new("数据项在此规定", "the field"));
    }
    diagnostic.help(match group.level {
        Level::Error => Text::new("核对后各处改为同一数", "make all of them the figure that is right"),
        Level::Explain | Level::Hint => {
            Text::new("说明各处口径，或改为同一数", "explain the difference, or make them alike")
        }
    })
}

/// F0201 and F0202: a claim that the rule does not give.
pub(super) fn claim_differs(
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
pub(super) fn claim_of_left_out(column: Column, indicator: &Spanned<String>, claim: &Spanned<Rational>) -> Diagnostic {
    let (name, (zh, en), [claim_zh, claim_en]) = (&indicator.node, column.words(), points(&claim.node));
    let message =
        text!("「{name}」{zh} {claim_zh}，按规则不计入总分", "`{name}`: {en} {claim_en}, the rule leaves it out");
    Diagnostic::new(Code::OverClaimed, message)
        .label(claim.span, Text::new("填报的分数", "the score submitted"))
        .label(indicator.span, Text::new("不计入总分", "left out"))
        .help(Text::new("删去这项分数，或更正有关数据", "leave the score away, or correct the data"))
}

/// F0203: a sub-total that is not the sum of its parts.
pub(super) fn sub_total_differs(
    column: Column,
    group: &Spanned<String>,
    claim: &Spanned<Rational>,
    (due, all_claimed): (&Rational, bool),
) -> Diagnostic {
    let (name, (zh, en)) = (&group.node, column.words());
    let (sum_zh, sum_en) = sum_words(column, all_claimed);
    let ([claim_zh, claim_en], [due_zh, due_en]) = (points(&claim.node), points(due));
    let message =
        text!("「{name}」{zh}合计 {claim_zh}，{sum_zh} {due_zh}", "`{name}`: {en} {claim_en}, {sum_en} {due_en}");
    Diagnostic::new(Code::ClaimsDoNotAddUp, message)
        .label(claim.span, Text::new("填报的合计", "the sub-total submitted"))
        .label(group.span, Text::new("分组在此规定", "the group"))
        .help(text!("改为 {due_zh}，或更正各项分数", "make it {due_en}, or correct its parts"))
}

/// F0203: a total that is not the sum of its parts.
pub(super) fn total_differs(
    column: Column,
    claim: &Spanned<Rational>,
    (due, all_claimed): (&Rational, bool),
) -> Diagnostic {
    let (zh, en) = column.words();
    let (sum_zh, sum_en) = sum_words(column, all_claimed);
    let ([claim_zh, claim_en], [due_zh, due_en]) = (points(&claim.node), points(due));
    let message = text!("{zh}总分 {claim_zh}，{sum_zh} {due_zh}", "total {en} {claim_en}, {sum_en} {due_en}");
    Diagnostic::new(Code::ClaimsDoNotAddUp, message)
        .label(claim.span, Text::new("填报的总分", "the total submitted"))
        .help(text!("改为 {due_zh}，或更正各项分数", "make it {due_en}, or correct its parts"))
}

/// F0204: a score above its points.
pub(super) fn claim_above_points(
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

/// F0204: a total above full marks.
pub(super) fn total_above_points(column: Column, claim: &Spanned<Rational>, full: &Rational) -> Diagnostic {
    let (zh, en) = column.words();
    let ([claim_zh, claim_en], [full_zh, full_en]) = (points(&claim.node), points(full));
    let message = text!("{zh}总分 {claim_zh}，超过满分 {full_zh}", "total {en} {claim_en}, more than {full_en}");
    Diagnostic::new(Code::ClaimAbovePoints, message)
        .label(claim.span, Text::new("填报的总分", "the total submitted"))
        .help(text!("改为 0分至 {full_zh} 之间的总分", "write a total of at most {full_en}"))
}

/// F0205: a judged score that its level does not allow.
pub(super) fn score_outside_level(
    column: Column,
    named: &Spanned<String>,
    score: &Spanned<Rational>,
    (level, levels): (Option<&JudgedLevel>, &[JudgedLevel]),
) -> Diagnostic {
    let (name, (zh, en), [score_zh, score_en]) = (&named.node, column.words(), points(&score.node));
    let message = match level {
        Some(level) => {
            let (level, range) = (&level.name, scores(&level.scores));
            text!(
                "「{name}」{zh} {score_zh}，与所填档次「{level}」{range}不符",
                "`{name}`: {en} {score_en} does not fit its level `{level}` {range}"
            )
        }
        None => text!("「{name}」{zh} {score_zh}，不在任何一档之内", "`{name}`: {en} {score_en} is in no level"),
    };
    let fit = levels.iter().find(|level| level.scores.contains(&score.node)).map(|level| &level.name);
    let help = match fit {
        Some(fit) => text!("改填档次「{fit}」，或更正分数", "name the level `{fit}`, or correct the score"),
        None => {
            let all = levels.iter().map(|level| format!("{} {}", level.name, scores(&level.scores)));
            let all = all.collect::<Vec<_>>().join("; ");
            Text::new(format!("各档分数：{}", all.replace("; ", "；")), format!("the levels are {all}"))
        }
    };
    Diagnostic::new(Code::ScoreOutsideLevel, message)
        .label(score.span, Text::new("填报的分数", "the score submitted"))
        .label(named.span, Text::new("评分规则", "the rule"))
        .help(help)
}

/// F0206: a judged score below full marks without a reason.
pub(super) fn reason_missing(
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

/// F0207: a grade that the total does not have.
pub(super) fn grade_differs(column: Column, claim: &Spanned<String>, due: &str, grades: &[Grade]) -> Diagnostic {
    let (given, (zh, en)) = (&claim.node, column.words());
    let message = text!("{zh}等级「{given}」，按总分应为「{due}」", "grade {en} `{given}`, the total gives `{due}`");
    let diagnostic =
        Diagnostic::new(Code::GradeDiffers, message).label(claim.span, Text::new("填报的等级", "the grade submitted"));
    let row = grades.iter().find(|grade| grade.name.node == due);
    let diagnostic = match row {
        Some(grade) => diagnostic.label(grade.name.span, Text::new("等级在此规定", "the grade")),
        None => diagnostic,
    };
    diagnostic.help(text!("改为「{due}」", "make it `{due}`"))
}

/// F0208: a heading that names another unit.
pub(super) fn other_unit(unit: &Spanned<String>, other: &Spanned<String>, place: Option<&str>) -> Diagnostic {
    let (named, own, (at_zh, at_en)) = (&other.node, &unit.node, at(place));
    let message = text!(
        "报告{at_zh}写的单位是「{named}」，报送单位是「{own}」",
        "the report names the unit `{named}`{at_en}, the submission is of `{own}`"
    );
    Diagnostic::new(Code::HeadingNamesOtherUnit, message)
        .label(other.span, Text::new("另一个单位", "another unit"))
        .label(unit.span, Text::new("报送单位", "the submitting unit"))
        .help(Text::new("更正报告中的单位名称", "correct the name in the report"))
}

/// F0209: a heading that names another year.
pub(super) fn other_year(year: &Spanned<u32>, other: &Spanned<u32>, place: Option<&str>) -> Diagnostic {
    let (named, own, (at_zh, at_en)) = (other.node, year.node, at(place));
    let message = text!(
        "报告{at_zh}写的是 {named} 年度，报送年度是 {own} 年度",
        "the report speaks of the year {named}{at_en}, the submission is of {own}"
    );
    Diagnostic::new(Code::HeadingNamesOtherYear, message)
        .label(other.span, Text::new("另一个年度", "another year"))
        .label(year.span, Text::new("报送年度", "the year submitted"))
        .help(Text::new("更正报告中的年度", "correct the year in the report"))
}

/// F0210: an interval where a figure was asked for.
pub(super) fn interval_value(field: &Field, figure: &Figure) -> Diagnostic {
    let (name, (zh, en)) = (&field.name.node, words::print(figure));
    let message =
        text!("「{name}」填的是区间 {zh}，不是实际数值", "`{name}` is given as an interval {en}, not as a figure");
    Diagnostic::new(Code::IntervalValue, message)
        .label(figure.span, Text::new("区间", "an interval"))
        .label(field.name.span, Text::new("数据项在此规定", "the field"))
        .help(text!("填写「{name}」的实际数值", "write the actual figure of `{name}`"))
}

/// Both sides of a comparison and how far apart they are.
fn comparison(sides: &Sides, rubric: &Rubric) -> (String, String) {
    let (left, right) = (words::formula(&sides.left, rubric), words::formula(&sides.right, rubric));
    let left_value = words::value_of(&sides.left, &sides.left_value, rubric);
    let unit = words::unit_of(&sides.left, rubric);
    let right_value = words::value(&sides.right_value, &sides.right.kind, &unit);
    if sides.relation != Relation::Equal || !sides.left.kind.is_numeric() {
        let sign = sides.relation.symbol();
        let both = format!("{left}（{left_value}） {sign} {right}（{right_value}）");
        let both_en = format!("{left} ({left_value}) {sign} {right} ({right_value})");
        return (format!("应有 {both}"), format!("{both_en} is not so"));
    }
    let difference = sides.difference();
    let size = difference_in(sides, &difference.abs(), rubric);
    let (more_zh, more_en) = if difference.is_negative() { ("少", "less") } else { ("多", "more") };
    (
        format!("{left} 为 {left_value}，{right} 为 {right_value}，前者{more_zh} {size}"),
        format!("{left} is {left_value}, {right} is {right_value}, the former is {size} {more_en}"),
    )
}

/// A difference in the unit of its sides; that of two ratios is in percentage points.
fn difference_in(sides: &Sides, difference: &Rational, rubric: &Rubric) -> String {
    use crate::quantity::Kind;
    match sides.left.kind {
        Kind::Ratio | Kind::Change => crate::rubric::DisplayUnit::of(&Kind::Point).show(difference),
        _ => words::value(difference, &sides.left.kind, &words::unit_of(&sides.left, rubric)),
    }
}

fn repair(run: &Run<'_>, found: &[Hypothesis], rubric: &Rubric) -> Text {
    let told = found.iter().map(|one| {
        let field = rubric.field(one.field);
        let (name, value) = (&field.name.node, words::value(&one.value, &field.kind, &field.unit));
        let written = run.inputs.figure(one.field).map(|figure| figure.written.as_str()).unwrap_or_default();
        let (zh, en) = match one.slip {
            Slip::Truncated => ("未四舍五入", "cut off instead of rounded"),
            Slip::Swapped => ("两位数字颠倒", "two digits swapped"),
            Slip::OneDigit => ("一位数字有误", "one wrong digit"),
            Slip::Scale => ("单位误写", "the wrong unit"),
            Slip::Percent => ("百分数与小数混写", "percentage and fraction mixed up"),
        };
        (
            format!("若「{name}」为 {value}（现为 {written}，{zh}）则相符"),
            format!("with `{name}` at {value} (now {written}: {en}) it holds"),
        )
    });
    let (zh, en): (Vec<_>, Vec<_>) = told.unzip();
    if zh.is_empty() {
        return Text::new("核对原始资料后更正有关数据", "correct the figures from their source");
    }
    Text::new(zh.join("；"), en.join("; "))
}

fn with_cells(diagnostic: Diagnostic, run: &Run<'_>, rubric: &Rubric) -> Diagnostic {
    let mut diagnostic = diagnostic.label(run.check.span, Text::new("核对关系", "the check"));
    for field in &run.fields {
        let span = run.inputs.figure(*field).map(|figure| figure.span);
        diagnostic = match span {
            Some(span) => diagnostic.label(span, short(&rubric.field(*field).name.node)),
            None => diagnostic,
        };
    }
    diagnostic
}

fn choice(run: &Run<'_>, rubric: &Rubric) -> (String, String) {
    match chosen_prints(run, rubric) {
        Some((zh, en)) => (format!("（取 {zh}）"), format!(" (taking {en})")),
        None => (String::new(), String::new()),
    }
}

fn sum_words(column: Column, all_claimed: bool) -> (String, String) {
    let (zh, en) = column.words();
    if all_claimed {
        (format!("各项{zh}之和应为"), format!("the parts {en} make"))
    } else {
        (format!("各项{zh}（未填的按规则分）之和应为"), format!("the parts {en} (the rest as the rules give) make"))
    }
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Hint => Severity::Hint,
        Level::Explain => Severity::Explain,
        Level::Error => Severity::Error,
    }
}

fn points(score: &Rational) -> [String; 2] {
    [show_points(score, 0, Language::Zh), show_points(score, 0, Language::En)]
}

/// `[4, 5]`, in points.
fn scores(range: &Interval) -> String {
    let digits = |number: Option<&Rational>| {
        number.map_or_else(|| "∞".to_owned(), |number| points(number)[0].trim_end_matches('分').to_owned())
    };
    let open = if range.lower.is_closed() { '[' } else { '(' };
    let close = if range.upper.is_closed() { ']' } else { ')' };
    format!("{open}{}, {}{close}", digits(range.lower.number()), digits(range.upper.number()))
}

fn at(place: Option<&str>) -> (String, String) {
    place.map_or_else(Default::default, |place| (format!("“{place}”处"), format!(" at “{place}”")))
}

/// A name as a label, which holds no more than twenty characters.
fn short(name: &str) -> Text {
    const MOST: usize = 18;
    if name.chars().count() <= MOST {
        return Text::new(name, name);
    }
    let cut = name.chars().take(MOST).collect::<String>();
    text!("{cut}…", "{cut}…")
}
