//! E05xx: checks, stated figures and grades.

use super::ending::both;
use crate::check::grades::Hole;
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{DisplayUnit, show_interval, show_points};
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::text;

/// E0520: an assertion that is no comparison.
pub(in crate::check) fn no_comparison(span: Span, written: &str, found: &Kind) -> Diagnostic {
    let (zh, en) = (found.zh(), found.en());
    Diagnostic::new(
        Code::AssertionUnclear,
        text!("校验要写成比较，「{written}」只是{zh}", "a check compares; `{written}` is just {en}"),
    )
    .label(span, text!("没有与什么比较", "compared with nothing"))
    .help(text!(
        "写成等式或不等式，例如 {written} = 合计",
        "write an equation or an inequality, as in {written} = total"
    ))
}

/// E0520: a check without assertions.
pub(in crate::check) fn asserts_nothing(name: &Name, language: Language) -> Diagnostic {
    let name_text = &name.node;
    let form = if language == Language::Zh { "甲 + 乙 = 合计" } else { "a + b = total" };
    Diagnostic::new(
        Code::AssertionUnclear,
        text!("校验「{name_text}」没有写要核对什么", "the check `{name_text}` says nothing to be checked"),
    )
    .label(name.span, text!("没有等式或不等式", "no comparison in it"))
    .help(text!("在里面写一行，例如 {form}", "write a line in it, as in {form}"))
}

/// E0524: both sides of an assertion are the same.
pub(in crate::check) fn compared_with_itself(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ComparedWithItself,
        text!("两边是同一个数，这样核对什么也查不出", "both sides are the same figure, so nothing can be found"),
    )
    .label(span, text!("自己与自己比较", "compared with itself"))
    .help(text!(
        "把其中一边改成应当与它相符的另一个数或算式，例如「合计 = 甲 + 乙」；不需要的删去",
        "write on one side the other figure or sum that it should agree with, as in `total = a + b`; remove what is not needed"
    ))
}

/// E0521: a tolerance of comparisons that have no difference, or several kinds of them.
pub(in crate::check) fn tolerance_of_what(span: Span, kinds: &[Kind]) -> Diagnostic {
    let message = if kinds.is_empty() {
        text!(
            "这个校验没有可以相减的两边，容差用不上",
            "this check has no two sides to subtract, so a tolerance means nothing"
        )
    } else {
        text!(
            "这个校验里有几种量，一个容差不能通用",
            "this check compares several kinds, and one tolerance does not fit all"
        )
    };
    Diagnostic::new(Code::ToleranceUnusable, message)
        .label(span, text!("容差用不上", "fits nothing"))
        .help(text!("删去容差，或把不同种的量分成几个校验", "remove it, or make a check of each kind"))
}

/// E0521: a tolerance of nothing, with the line that says so where it is zero.
pub(in crate::check) fn tolerance_not_positive(span: Span, line: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::new(Code::ToleranceUnusable, text!("容差须大于零", "a tolerance must be above zero"))
        .label(span, text!("不大于零", "not above zero"))
        .help(text!(
            "删去这一行：金额、比率按公布的位数核对，尾差自动识别",
            "remove the line: money and rates are compared as finely as they are printed"
        ));
    match line {
        Some(line) => fault.fix(line, ""),
        None => fault,
    }
}

/// E0521: a tolerance that nobody justified.
pub(in crate::check) fn tolerance_without_reason(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ToleranceUnusable, text!("容差要写理由", "a tolerance needs a reason"))
        .label(span, text!("理由是空的", "empty reason"))
        .help(text!("写成 容差：0.01万元 理由 \"四舍五入\"", "write tolerance: 0.01万元 reason \"rounded figures\""))
}

/// E0522.
pub(in crate::check) fn reads_nothing(name: &Name) -> Diagnostic {
    let name_text = &name.node;
    Diagnostic::new(
        Code::CheckReadsNothing,
        text!("校验「{name_text}」没有读任何报送的数据", "the check `{name_text}` reads nothing that is submitted"),
    )
    .label(name.span, text!("结果总是一样", "always the same"))
    .help(text!("写出要核对的数据", "name the fields that are to be checked"))
}

/// E0523.
pub(in crate::check) fn stated_definition(name: &Name) -> Diagnostic {
    let name_text = &name.node;
    Diagnostic::new(
        Code::StatedNoField,
        text!("「{name_text}」是定义，不是填报的数据", "`{name_text}` is a definition, not a submitted figure"),
    )
    .label(name.span, text!("这是定义", "a definition"))
    .help(text!(
        "填报核对的是报告印出的数：先在数据里声明它",
        "what is stated is a printed figure: declare it as a field first"
    ))
}

/// E0530: a total, or a score of a group, that no grade covers; `what` says which.
pub(in crate::check) fn grade_gap(
    span: Span,
    gap: &Rational,
    (what, hole): (&Text, &Hole<'_>),
    language: Language,
) -> Diagnostic {
    let (zh, en) = (show_points(gap, 0, Language::Zh), show_points(gap, 0, Language::En));
    let message = Text::new(format!("{} {zh} 没有等级", what.zh), format!("{} {en} has no grade", what.en));
    let last = if language == Language::Zh { "差 其余" } else { "D otherwise" };
    // Between two grades 其余 would give the worst of all to a total that is better than others.
    let help = match (&hole.below, &hole.above) {
        (Some(_), Some(_)) => filled(hole),
        (Some(_), None) => {
            let (zh, en) = forms(hole);
            text!("补上更高的等级，或者写成{zh}", "add the higher grade, or write {en}")
        }
        (None, _) => text!("补上缺的一段，或在最后写 {last}", "cover it, or end with {last}"),
    };
    Diagnostic::new(Code::GradeGap, message).label(span, text!("{zh} 不在任何一档", "{en}: none")).help(help)
}

/// E0532: a grade for scores on both sides of others; `at` is one that it likely gets by mistake, `beside` another grade
/// with one of its own scores next to it.
pub(in crate::check) fn grade_in_stretches(
    row: &Name,
    at: &Rational,
    (other, score): &(String, Rational),
    hole: &Hole<'_>,
) -> Diagnostic {
    let name = &row.node;
    let (at, score) = (both(at), both(score));
    let lower = hole.below.is_some();
    let order = if lower { ("更低的", "the lower") } else { ("更高的", "the higher") };
    let message = Text::new(
        format!("{} 得「{name}」，{} {} 却得「{other}」", at.zh, order.0, score.zh),
        format!("{} are `{name}`, but {} {} are `{other}`", at.en, order.1, score.en),
    );
    let part = hole.shown(&hole.scores);
    let label = match (hole.below, hole.above) {
        (Some((below, _)), Some((above, _))) => {
            let (below, above) = (&below.name.node, &above.name.node);
            Text::new(
                format!("「{above}」和「{below}」之间的 {} 也落到这里", part.zh),
                format!("{} between `{above}` and `{below}` fall here too", part.en),
            )
        }
        _ => Text::new(format!("{} 也落到这里", part.zh), format!("{} fall here too", part.en)),
    };
    Diagnostic::new(Code::GradeInStretches, message).label(row.span, label).help(filled(hole))
}

fn filled(hole: &Hole<'_>) -> Text {
    let (zh, en) = forms(hole);
    match (&hole.below, &hole.above) {
        (Some(_), Some(_)) => {
            text!("两个等级之间不留空当：写成{zh}", "leave nothing between two grades: write {en}")
        }
        _ => text!("写成{zh}", "write {en}"),
    }
}

/// How the grades on either side of a hole are written to meet, in Chinese and in English.
fn forms(hole: &Hole<'_>) -> (String, String) {
    let end = |end: &End, beside: bool| if beside { end.clone() } else { End::Unbounded };
    let below = hole.below.map(|(grade, _)| {
        let upper = end(&hole.scores.upper, hole.above.is_some());
        (grade, Interval { lower: grade.range.lower.clone(), upper })
    });
    let above = hole.above.map(|(grade, _)| {
        let lower = end(&hole.scores.lower, hole.below.is_some());
        (grade, Interval { lower, upper: grade.range.upper.clone() })
    });
    let forms = [below, above].into_iter().flatten().map(|(grade, range)| {
        let (name, range) = (&grade.name.node, hole.shown(&range));
        Text::new(format!("「{name} {}」", range.zh), format!("`{name} {}`", range.en))
    });
    let forms = forms.collect::<Vec<_>>();
    let list = |of: fn(&Text) -> &str, or: &str| forms.iter().map(of).collect::<Vec<_>>().join(or);
    (list(|form| &form.zh, "，或者"), list(|form| &form.en, ", or "))
}

impl Hole<'_> {
    /// Scores as they would be written in these rows: in points or in percent.
    fn shown(&self, scores: &Interval) -> Text {
        let unit =
            |full: &Rational| DisplayUnit { symbol: "%".into(), factor: full * &Rational::power_of_ten(-2), places: 0 };
        let shown = |language| {
            show_interval(scores, |at| match self.full {
                Some(full) => unit(full).plain(at),
                None => show_points(at, 0, language),
            })
        };
        Text::new(shown(Language::Zh), shown(Language::En))
    }
}

/// E0531.
pub(in crate::check) fn grade_unreachable(name: &Name) -> Diagnostic {
    let name_text = &name.node;
    Diagnostic::new(
        Code::GradeUnreachable,
        text!("没有总分会得到等级「{name_text}」", "no total ever gets the grade `{name_text}`"),
    )
    .label(name.span, text!("轮不到这一档", "never reached"))
    .help(text!(
        "前面的等级已经全部占去的，高的写在前面；各项得分凑不出这样的总分的，检查界限，不需要的删去",
        "where earlier grades take all of it, write the highest first; where no scores add up to it, look at the bounds, or remove it"
    ))
}
