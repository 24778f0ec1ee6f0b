//! Figures that contradict each other, and checks that cannot be decided.

use crate::audit::assess::Sides;
use crate::audit::checks::{Run, chosen_prints};
use crate::audit::hypotheses::{Hypothesis, Slip};
use crate::audit::prints::Differing;
use crate::audit::repairs::Supposed;
use crate::audit::words;
use crate::diagnostic::{Code, Diagnostic, Severity, Text};
use crate::inputs::Figure;
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{Check, DisplayUnit, Level, Node, Rubric};
use crate::source::Span;
use crate::text;

/// What may be behind a check that does not hold.
pub(in crate::audit) struct Told<'a> {
    /// The slip.
    pub hypothesis: &'a Hypothesis,
    /// The other checks that it mends.
    pub mends: Vec<&'a Check>,
    /// The agreeing checks that it breaks.
    pub breaks: Vec<&'a Check>,
}

/// So many figures of a check are pointed at.
const MOST_LABELS: usize = 12;

/// So many failing conditions of a check are told in words.
const MOST_CONDITIONS: usize = 5;

/// F0101: the figures of a check contradict each other.
pub(in crate::audit) fn fails(run: &Run<'_>, found: &[Told<'_>], supposed: &[Supposed], rubric: &Rubric) -> Diagnostic {
    let name = &run.check.name.node;
    let (told_zh, told_en) = failed(run, rubric);
    let (choice_zh, choice_en) = choice(run, rubric);
    let (taken_zh, taken_en) = taken(run, supposed, rubric);
    let (outcome_zh, outcome_en) = match run.check.level {
        Level::Error => ("不一致", "does not hold"),
        Level::Explain => ("需说明", "is to be explained"),
        Level::Hint => ("提示", "is worth a look"),
    };
    let (when_zh, when_en) = condition(run.check, rubric);
    let message = text!(
        "「{name}」{outcome_zh}：{when_zh}{told_zh}{choice_zh}{taken_zh}",
        "`{name}` {outcome_en}: {when_en}{told_en}{choice_en}{taken_en}"
    );
    let diagnostic = Diagnostic::new(Code::CheckFails, message).severity(severity(run.check.level));
    with_cells(diagnostic, run, rubric).help(repair(run, found, rubric))
}

/// Each condition that fails, the first few in words.
fn failed(run: &Run<'_>, rubric: &Rubric) -> (String, String) {
    let all = &run.assessed.failed;
    let told = all.iter().take(MOST_CONDITIONS).map(|(condition, sides)| match sides {
        Some(sides) => comparison(sides, rubric),
        None => {
            let (zh, en) = words::formula(condition, rubric);
            (format!("{zh} 不成立"), format!("{en} is not so"))
        }
    });
    let (mut zh, mut en): (Vec<_>, Vec<_>) = told.unzip();
    let left = all.len().saturating_sub(MOST_CONDITIONS);
    if left > 0 {
        zh.push(format!("另 {left} 条也不成立"));
        en.push(format!("{left} more are not so"));
    }
    (zh.join("；"), en.join("; "))
}

/// `当 培训费增减 < 0万元，`: why the check applies. That a stated figure is not exempt goes without saying.
fn condition(check: &Check, rubric: &Rubric) -> (String, String) {
    let condition = check.condition.as_ref().filter(|_| check.stated.is_none());
    condition.map_or_else(Default::default, |condition| {
        let (zh, en) = words::formula(condition, rubric);
        (format!("当 {zh}，"), format!("when {en}, "))
    })
}

/// `（按「其他收入」为 2.23万元 计）`.
fn taken(run: &Run<'_>, supposed: &[Supposed], rubric: &Rubric) -> (String, String) {
    let read = supposed.iter().filter(|one| run.fields.contains(&one.field));
    let told = read.map(|one| {
        let field = rubric.field(one.field);
        let (name, value) = (&field.name.node, words::value(&one.value, &field.kind, &field.unit));
        (format!("「{name}」为 {value}"), format!("`{name}` at {value}"))
    });
    let (zh, en): (Vec<_>, Vec<_>) = told.unzip();
    if zh.is_empty() {
        return Default::default();
    }
    (format!("（按{} 计）", zh.join("，")), format!(" (taking {})", en.join(", ")))
}

/// F0102: equal but for rounding.
pub(in crate::audit) fn holds_by_rounding(run: &Run<'_>, rubric: &Rubric) -> Diagnostic {
    let name = &run.check.name.node;
    let (told_zh, told_en) = run.assessed.sides.as_ref().map(|sides| comparison(sides, rubric)).unwrap_or_default();
    let (choice_zh, choice_en) = choice(run, rubric);
    let message =
        text!("「{name}」尾差：{told_zh}{choice_zh}", "`{name}` holds but for rounding: {told_en}{choice_en}");
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
pub(in crate::audit) fn undecided(run: &Run<'_>, rubric: &Rubric) -> Diagnostic {
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
    // Figures that a submission does not name all stand at its beginning.
    for field in &run.assessed.unknown {
        let place = run.inputs.cell(*field).span;
        if diagnostic.labels.iter().all(|known| known.span != place) {
            diagnostic = diagnostic.label(place, Text::new("填报处", "in the submission"));
        }
    }
    diagnostic
}

/// One finding for two checks that one repair mends.
pub(in crate::audit) fn also(known: Diagnostic, other: Diagnostic, check: &Check) -> Diagnostic {
    let (zh, en) = (known.message.zh.clone(), known.message.en.clone());
    let (other_zh, other_en) = (other.message.zh, other.message.en);
    let mut joined = Diagnostic { message: text!("{zh}；{other_zh}", "{en}; {other_en}"), ..known };
    joined.severity = joined.severity.max(other.severity);
    joined.label(check.span, Text::new("同一更正也使此项相符", "mended by the same repair"))
}

/// F0104: one figure is printed differently in several places.
pub(in crate::audit) fn prints_differ(group: &Differing<'_>, rubric: &Rubric) -> Diagnostic {
    let alike = group.fields.iter().map(|(_, figures)| by_value(figures)).collect::<Vec<_>>();
    let names = group.fields.iter().map(|(field, _)| words::quoted(&rubric.field(*field).name.node));
    let (names_zh, names_en): (Vec<_>, Vec<_>) = names.unzip();
    let (zh, en) = match alike.as_slice() {
        [first, rest @ ..] if rest.iter().all(|one| one == first) => {
            (format!("{}各处不一：{}", names_zh.concat(), first.0), format!("{}: {}", names_en.join(", "), first.1))
        }
        _ => {
            let zh = names_zh.iter().zip(&alike).map(|(name, one)| format!("{name} {}", one.0)).collect::<Vec<_>>();
            let en = names_en.iter().zip(&alike).map(|(name, one)| format!("{name} {}", one.1)).collect::<Vec<_>>();
            (format!("同一数据各处不一：{}", zh.join("；")), en.join("; "))
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

/// `3795.60万元（一（四）；二（二）2），3810.44万元（二（二）2（1））`: each value once, with all its places.
fn by_value(figures: &[Figure]) -> (String, String) {
    let mut values: Vec<(&Figure, Vec<&str>)> = Vec::new();
    for figure in figures {
        let places = match values.iter_mut().find(|(known, _)| known.value == figure.value) {
            Some((_, places)) => places,
            None => {
                values.push((figure, Vec::new()));
                let Some((_, places)) = values.last_mut() else { continue };
                places
            }
        };
        places.extend(figure.place.as_deref());
    }
    let told = values.iter().map(|(figure, places)| match places.as_slice() {
        [] => (figure.written.clone(), figure.written.clone()),
        places => (
            format!("{}（{}）", figure.written, places.join("；")),
            format!("{} ({})", figure.written, places.join("; ")),
        ),
    });
    let (zh, en): (Vec<_>, Vec<_>) = told.unzip();
    (zh.join("，"), en.join(", "))
}

/// Both sides of a comparison and how far apart they are.
fn comparison(sides: &Sides, rubric: &Rubric) -> (String, String) {
    let ((left, left_en), (right, right_en)) =
        (words::formula(&sides.left, rubric), words::formula(&sides.right, rubric));
    let unit = words::unit_of_sides(&sides.left, &sides.right, rubric);
    let left_value = words::value(&sides.left_value, &sides.left.kind, &unit);
    let right_value = words::value(&sides.right_value, &sides.right.kind, &unit);
    // What the rubric writes is no figure of the report: it is what the other side should be.
    let due = matches!(sides.right.node, Node::Number(_) | Node::Text(_));
    if sides.relation != Relation::Equal || !sides.left.kind.is_numeric() {
        let sign = sides.relation.symbol();
        if due {
            let sign = if sides.relation == Relation::Equal { String::new() } else { format!(" {sign}") };
            return (
                format!("{left} 为 {left_value}，应为{sign} {right_value}"),
                format!("{left_en} is {left_value}, it should be{sign} {right_value}"),
            );
        }
        let both = format!("{left}（{left_value}） {sign} {right}（{right_value}）");
        let both_en = format!("{left_en} ({left_value}) {sign} {right_en} ({right_value})");
        return (format!("应有 {both}"), format!("{both_en} is not so"));
    }
    let difference = sides.difference();
    let size = difference_in(sides, &difference.abs(), rubric);
    let (more_zh, more_en) = if difference.is_negative() { ("少", "less") } else { ("多", "more") };
    if due {
        return (
            format!("{left} 为 {left_value}，应为 {right_value}，{more_zh} {size}"),
            format!("{left_en} is {left_value}, it should be {right_value}: {size} {more_en}"),
        );
    }
    (
        format!("{left} 为 {left_value}，{right} 为 {right_value}，前者{more_zh} {size}"),
        format!("{left_en} is {left_value}, {right_en} is {right_value}, the former is {size} {more_en}"),
    )
}

/// A difference in the unit of its sides; that of two ratios is in percentage points.
fn difference_in(sides: &Sides, difference: &Rational, rubric: &Rubric) -> String {
    match sides.left.kind {
        Kind::Ratio | Kind::Change => DisplayUnit::of(&Kind::Point).show(difference),
        _ => words::value(difference, &sides.left.kind, &words::unit_of_sides(&sides.left, &sides.right, rubric)),
    }
}

fn repair(run: &Run<'_>, found: &[Told<'_>], rubric: &Rubric) -> Text {
    let (zh, en): (Vec<_>, Vec<_>) = found.iter().map(|one| supposition(run, one, rubric)).unzip();
    if zh.is_empty() {
        return match run.check.level {
            Level::Error => Text::new("核对原始资料后更正有关数据", "correct the figures from their source"),
            Level::Explain => {
                Text::new("说明原因或口径；数据有误的更正", "explain the difference, or correct what is wrong")
            }
            Level::Hint => Text::new(
                "口径不同的不必更正；数据有误的更正",
                "correct only what is wrong, not what is told otherwise",
            ),
        };
    }
    Text::new(zh.join("；"), en.join("; "))
}

/// `若「项目支出占比」为 68.36%（现为 38.36%，一位数字有误）则相符`, and what else it does.
fn supposition(run: &Run<'_>, told: &Told<'_>, rubric: &Rubric) -> (String, String) {
    let one = told.hypothesis;
    let field = rubric.field(one.field);
    let (name, value) = (&field.name.node, words::value(&one.value, &field.kind, &field.unit));
    let written = run.inputs.figure(one.field).map(|figure| figure.written.as_str()).unwrap_or_default();
    let name_of = |id| rubric.field(id).name.node.as_str();
    let (zh, en) = match one.slip {
        Slip::Shortened => ("少写了位数".to_owned(), "fewer digits than declared".to_owned()),
        Slip::Truncated => ("未四舍五入".to_owned(), "cut off instead of rounded".to_owned()),
        Slip::Swapped => ("两位数字颠倒".to_owned(), "two digits swapped".to_owned()),
        Slip::OneDigit => ("一位数字有误".to_owned(), "one wrong digit".to_owned()),
        Slip::Unit | Slip::Scale => ("单位误写".to_owned(), "the wrong unit".to_owned()),
        Slip::Percent => ("百分数与小数混写".to_owned(), "percentage and fraction mixed up".to_owned()),
        Slip::WrongOperand { instead_of, used } => {
            let (right, wrong) = (name_of(instead_of), name_of(used));
            (
                format!("疑误以「{wrong}」代替「{right}」计算"),
                format!("probably computed with `{wrong}` in the place of `{right}`"),
            )
        }
        Slip::Derived => ("按其余各数推算".to_owned(), "what the other figures give".to_owned()),
        Slip::MissingOperand => {
            return (
                format!("「{name}」正为 {value}，疑漏列「{name}」"),
                format!("`{name}` is just {value} and may have been left out"),
            );
        }
    };
    let ((mended_zh, mended_en), (broken_zh, broken_en)) = (checks(&told.mends), checks(&told.breaks));
    let also_zh = if told.mends.is_empty() { String::new() } else { format!("，{mended_zh}也相符") };
    let also_en = if told.mends.is_empty() { String::new() } else { format!(", and so does {mended_en}") };
    let but_zh = if told.breaks.is_empty() { String::new() } else { format!("，但{broken_zh}随之不符") };
    let but_en = if told.breaks.is_empty() { String::new() } else { format!(", but then {broken_en} does not") };
    (
        format!("若「{name}」为 {value}（现为 {written}，{zh}）则相符{also_zh}{but_zh}"),
        format!("with `{name}` at {value} (now {written}: {en}) it holds{also_en}{but_en}"),
    )
}

/// The names of checks, quoted and joined.
fn checks(list: &[&Check]) -> (String, String) {
    let (zh, en): (Vec<_>, Vec<_>) = list.iter().map(|check| words::quoted(&check.name.node)).unzip();
    (zh.concat(), en.join(", "))
}

fn with_cells(diagnostic: Diagnostic, run: &Run<'_>, rubric: &Rubric) -> Diagnostic {
    let mut diagnostic = diagnostic.label(run.check.span, Text::new("核对关系", "the check"));
    let condition = run.check.condition.iter().filter(|_| run.check.stated.is_none());
    let deciding = condition.flat_map(|condition| rubric.fields_below(condition));
    let deciding = deciding.filter(|field| !run.fields.contains(field)).collect::<Vec<_>>();
    for field in deciding.iter().chain(&run.fields).take(MOST_LABELS) {
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

fn severity(level: Level) -> Severity {
    match level {
        Level::Hint => Severity::Hint,
        Level::Explain => Severity::Explain,
        Level::Error => Severity::Error,
    }
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

/// F0105 for a check of each row of a table without rows.
pub(in crate::audit) fn no_rows(check: &Check, rubric: &Rubric, submission: Span) -> Diagnostic {
    let name = &check.name.node;
    let table = check.each_row.map(|table| rubric.table(table).name.node.as_str()).unwrap_or_default();
    let message = text!(
        "「{name}」没有一行可核对：明细「{table}」没有填",
        "`{name}` has no row to look at: the table `{table}` is empty"
    );
    Diagnostic::new(Code::CheckOfNoRows, message)
        .label(check.name.span, Text::new("逐行核对", "a check of each row"))
        .label(submission, Text::new("没有行", "no rows"))
        .help(Text::new(
            "核对是否漏填；确实没有的，不必处理",
            "see whether rows were forgotten; if there are none, nothing is to be done",
        ))
}
