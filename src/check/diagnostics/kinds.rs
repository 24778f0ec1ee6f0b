//! E03xx: kinds that do not go together.

use crate::check::written::function_name;
use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::{Kind, Op, Relation};
use crate::rubric::Expr;
use crate::source::{Span, Spanned};
use crate::syntax::ast::Function;
use crate::text;

/// The two sides of an operator, as written.
pub(in crate::check) struct Sides {
    /// The left one.
    pub(in crate::check) left: String,
    /// The right one.
    pub(in crate::check) right: String,
    /// What they are.
    pub(in crate::check) kinds: [Kind; 2],
    /// Where they are.
    pub(in crate::check) spans: [Span; 2],
}

impl Sides {
    fn labelled(&self, fault: Diagnostic) -> Diagnostic {
        self.kinds.iter().zip(self.spans).fold(fault, |fault, (kind, span)| {
            fault.label(span, Text::new(short(kind.zh(), "取值"), short(kind.en(), "levels")))
        })
    }
}

/// E0303.
pub(in crate::check) fn cannot_combine(op: &Spanned<Op>, sides: &Sides) -> Diagnostic {
    let Sides { left, right, kinds: [l, r], .. } = sides;
    let (sign, zh_l, zh_r, en_l, en_r) = (op.node.symbol(), l.zh(), r.zh(), l.en(), r.en());
    let (zh, en) = match op.node {
        Op::Add => (format!("{zh_l}与{zh_r}不能相加"), format!("{en_l} and {en_r} cannot be added")),
        Op::Sub => (format!("{zh_l}不能减{zh_r}"), format!("{en_r} cannot be subtracted from {en_l}")),
        Op::Mul => (format!("{zh_l}与{zh_r}不能相乘"), format!("{en_l} and {en_r} cannot be multiplied")),
        Op::Div => (format!("{zh_l}不能除以{zh_r}"), format!("{en_l} cannot be divided by {en_r}")),
    };
    let message = text!("{zh}：{left} {sign} {right}", "{en}: {left} {sign} {right}");
    let fault = Diagnostic::new(Code::CannotCombine, message);
    sides.labelled(fault.label(op.span, text!("两边不能这样计算", "does not join these")))
}

/// E0304.
pub(in crate::check) fn cannot_compare(relation: &Spanned<Relation>, sides: &Sides) -> Diagnostic {
    let Sides { left, right, kinds: [l, r], .. } = sides;
    let (sign, zh_l, zh_r, en_l, en_r) = (relation.node.symbol(), l.zh(), r.zh(), l.en(), r.en());
    let message = text!(
        "{zh_l}与{zh_r}不能比较：{left} {sign} {right}",
        "{en_l} and {en_r} cannot be compared: {left} {sign} {right}"
    );
    let fault = Diagnostic::new(Code::CannotCompare, message);
    sides.labelled(fault.label(relation.span, text!("两边不同种", "two kinds")))
}

/// E0304 for `<` and its like between values that have no order.
pub(in crate::check) fn no_order(relation: &Spanned<Relation>, sides: &Sides) -> Diagnostic {
    let Sides { left, right, kinds: [kind, _], .. } = sides;
    let (sign, zh, en) = (relation.node.symbol(), kind.zh(), kind.en());
    let message = text!(
        "{zh}没有大小，不能用「{sign}」：{left} {sign} {right}",
        "{en} has no order, so `{sign}` means nothing: {left} {sign} {right}"
    );
    let fault = Diagnostic::new(Code::CannotCompare, message).label(relation.span, text!("没有大小", "no order"));
    match kind {
        Kind::Level(levels) => {
            let declared = levels.names.join(" > ");
            fault.help(text!(
                "有高低之分的，声明为 取值({declared})；否则只用 = 和 ≠",
                "if they rank, declare levels({declared}); else use = and ≠ only"
            ))
        }
        _ => fault.help(text!("只能用 = 和 ≠", "use = and ≠ only")),
    }
}

/// E0307 for a wrong number of arguments.
pub(in crate::check) fn argument_count(
    function: &Spanned<Function>,
    span: Span,
    found: usize,
    language: Language,
) -> Diagnostic {
    let (name, form) = (function_name(function.node, language), form(function.node, language));
    Diagnostic::new(
        Code::ArgumentsWrong,
        text!("「{name}」的参数个数不对：写了 {found} 个", "`{name}` has the wrong number of arguments: {found}"),
    )
    .label(span, text!("参数个数不对", "wrong number"))
    .help(text!("写法是 {form}", "it is written {form}"))
}

/// E0307 for 限于 with a lower end that may be above the upper one.
pub(in crate::check) fn clamp_crossed(place: Span, example: Option<Text>, language: Language) -> Diagnostic {
    let name = function_name(Function::Clamp, language);
    let at = example.filter(|example| !example.zh.is_empty());
    let (at_zh, at_en) = at.map_or_else(Default::default, |example| {
        (format!("（例如 {}）", example.zh), format!(" (such as {})", example.en))
    });
    let message =
        text!("「{name}」的下限可能高于上限{at_zh}", "the lower end of `{name}` may be above the upper one{at_en}");
    Diagnostic::new(Code::ArgumentsWrong, message)
        .label(place, text!("可能高于上限", "may be above the upper end"))
        .help(text!(
            "先写下限，再写上限，例如 限于(x, 40%, 50%)；用数据作限的，让它们的范围不交叉",
            "write the lower end first, as in clamp(x, 40%, 50%); ends that are data need ranges that do not cross"
        ))
}

/// E0307 for an argument of a kind that the function does not take.
pub(in crate::check) fn argument_kind(function: Function, argument: &Expr, language: Language) -> Diagnostic {
    let (name, form) = (function_name(function, language), form(function, language));
    let (zh, en) = (argument.kind.zh(), argument.kind.en());
    let message = match function {
        Function::CalendarDays | Function::WorkingDays => {
            text!("「{name}」数的是两个日期之间，这里写的是{zh}", "`{name}` is of two dates; here is {en}")
        }
        Function::Deadline(_) => {
            text!("「{name}」先写日期，再写天数，这里写的是{zh}", "`{name}` is of a date and days; here is {en}")
        }
        _ => text!("「{name}」不能用于{zh}", "`{name}` does not take {en}"),
    };
    Diagnostic::new(Code::ArgumentsWrong, message)
        .label(argument.span, Text::new(short(zh, "取值"), short(en, "levels")))
        .help(match function {
            Function::CalendarDays | Function::WorkingDays => {
                text!("写法是 {form}，两个都是日期", "it is written {form}, of two dates")
            }
            Function::Deadline(_) => {
                text!("写法是 {form}，或 期限(起, 2个工作日)", "it is written {form}, or deadline(from, 2workdays)")
            }
            Function::TargetOf | Function::QuantityOf => text!(
                "写法是 {form}，参数是文本，性质和单位也可以是取值",
                "it is written {form}, of texts; the relation and the unit may be levels"
            ),
            Function::Met | Function::Completion => text!(
                "写法是 {form}：先是目标值，后是量",
                "it is written {form}: first a target value, then a quantity"
            ),
            _ => text!("写法是 {form}，参数是数", "it is written {form}, of numbers"),
        })
}

/// E0307 for arguments that should be of one kind.
pub(in crate::check) fn arguments_differ(
    function: Function,
    first: &Expr,
    other: &Expr,
    language: Language,
) -> Diagnostic {
    let name = function_name(function, language);
    let (zh, en) = ((first.kind.zh(), other.kind.zh()), (first.kind.en(), other.kind.en()));
    let message = Text::new(
        format!("「{name}」的参数要同一种，这里有{}和{}", zh.0, zh.1),
        format!("the arguments of `{name}` must be of one kind; here are {} and {}", en.0, en.1),
    );
    Diagnostic::new(Code::ArgumentsWrong, message)
        .label(first.span, Text::new(short(zh.0, "取值"), short(en.0, "levels")))
        .label(other.span, Text::new(short(zh.1, "取值"), short(en.1, "levels")))
        .help(text!("改成同一种量，并写上单位", "use quantities of one kind, with their units"))
}

/// How a value of one kind becomes one of the kind needed, where there is a usual way.
pub(in crate::check) fn kind_help(needed: &Kind, found: &Kind, written: &str, language: Language) -> Text {
    match (needed, found) {
        (Kind::Change, Kind::Ratio | Kind::Point) => match language {
            Language::Zh => text!("增减率写成 增减率(新, 旧)", "write a change as 增减率(新, 旧)"),
            Language::En => text!("增减率写成 change(new, old)", "write a change as change(new, old)"),
        },
        (Kind::Ratio, Kind::Change) => text!(
            "要的是水平而不是变动：用同种的量相除",
            "a level is needed, not a movement: divide two quantities of one kind"
        ),
        (Kind::Point, Kind::Ratio | Kind::Change) => {
            text!(
                "百分点是两个比率之差，例如 {written} − 100%",
                "percentage points are the difference of two ratios, as in {written} − 100%"
            )
        }
        _ => text!("请检查公式，或数据声明的种类", "look at the formula, and at the kinds of its fields"),
    }
}

fn form(function: Function, language: Language) -> &'static str {
    let (zh, en) = match function {
        Function::Abs => ("绝对值(x)", "abs(x)"),
        Function::Max => ("最大(x, y)", "max(x, y)"),
        Function::Min => ("最小(x, y)", "min(x, y)"),
        Function::Change => ("增减率(新, 旧)", "change(new, old)"),
        Function::CalendarDays => ("自然日(起, 止)", "days_between(from, to)"),
        Function::WorkingDays => ("工作日(起, 止)", "workdays_between(from, to)"),
        Function::Deadline(_) => ("期限(起, 20日, 顺延)", "deadline(from, 20days, postponed)"),
        Function::Filled => ("已填(数据名)", "filled(field)"),
        Function::ScoreOf => ("得分(分组或指标)", "score_of(group or indicator)"),
        Function::Clamp => ("限于(x, 下, 上)", "clamp(x, lower, upper)"),
        Function::Sum => {
            ("合计(表, 量)，或 合计(表, 量 当 条件)", "sum(table, value), or sum(table, value when condition)")
        }
        Function::Mean => {
            ("平均(表, 量)，或 平均(表, 量 当 条件)", "mean(table, value), or mean(table, value when condition)")
        }
        Function::WeightedMean => ("加权平均(表, 量, 权)", "weighted_mean(table, value, weight)"),
        Function::Count => ("计数(表)，或 计数(表 当 条件)", "count(table), or count(table when condition)"),
        Function::ShareOf => ("占比(表, 条件)", "share_of(table, condition)"),
        Function::TargetOf => (
            "目标值(指标值)，或 目标值(性质, 指标值, 度量单位)；没有度量单位一列的写 \"\"",
            "target_value(figure), or target_value(relation, figure, unit), with \"\" where there is no unit",
        ),
        Function::QuantityOf => ("量(文本, 单位)", "quantity(text, unit)"),
        Function::Met => ("达到(目标, 量)", "met(target, quantity)"),
        Function::Completion => ("完成率(目标, 量)", "completion(target, quantity)"),
    };
    if language == Language::Zh { zh } else { en }
}

/// The words of levels may be long; a label is not.
fn short(kind: String, levels: &str) -> String {
    if kind.chars().count() > 18 { levels.to_owned() } else { kind }
}

/// E0307 for a function over years of what cannot be added or compared.
pub(in crate::check) fn not_over_years(function: &str, value: &Expr) -> Diagnostic {
    let (zh, en) = (value.kind.zh(), value.kind.en());
    let label = text!("这是{zh}", "this is {en}");
    Diagnostic::new(
        Code::ArgumentsWrong,
        text!("「{function}」不能用于{zh}", "`{function}` does not take {en}"),
    )
    .label(value.span, label)
    .help(text!(
        "各年的增减率、日期等不能相加；可以取平均、最大或最小，或用「计数」数符合条件的年份",
        "changes, dates and the like of several years are not added; take their mean, largest or smallest, or count the years in which a condition holds"
    ))
}
