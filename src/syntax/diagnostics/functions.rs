//! What is said of functions that there are not.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text;

/// E0119.
pub(in crate::syntax) fn unknown_function(place: Span, name: &str) -> Diagnostic {
    let fault =
        Diagnostic::new(Code::UnknownFunction, text!("没有名为「{name}」的函数", "there is no function `{name}`"))
            .label(place, text!("后面是括号，读作函数", "read as a function"));
    const OTHERS: [(&str, &str); 12] = [
        ("最大值", "最大"),
        ("最小值", "最小"),
        ("平均值", "平均"),
        ("平均数", "平均"),
        ("求和", "合计"),
        ("总和", "合计"),
        ("绝对", "绝对值"),
        ("个数", "计数"),
        ("加权平均值", "加权平均"),
        ("增长率", "增减率"),
        ("average", "mean"),
        ("avg", "mean"),
    ];
    if let Some((_, right)) = OTHERS.iter().find(|(other, _)| *other == name) {
        return fault.help(text!("写成「{right}」", "write `{right}`")).fix(place, *right);
    }
    if matches!(name.to_ascii_lowercase().as_str(), "round" | "四舍五入" | "修约" | "取整") {
        return fault.help(text!(
            "公式里不修约：去掉「{name}( )」，在指标里另写一行「修约：保留2位，四舍五入」",
            "formulas do not round: remove `{name}( )`, and write `rounding: to 2 places, half up` on a line of the indicator"
        ));
    }
    fault
        .help(text!(
            "可用的函数：绝对值、最大、最小、增减率、自然日、工作日、期限、春节、已填、限于；明细表的 合计、平均、加权平均、计数、占比；目标的 目标值、量、达到、完成率；若要相乘，写「{name} × ( … )」",
            "functions: abs, max, min, change, days_between, workdays_between, deadline, spring_festival, filled, clamp; of tables sum, mean, weighted_mean, count, share_of; of targets target_value, quantity, met, completion; for a product write `{name} × ( … )`"
        ))
}
