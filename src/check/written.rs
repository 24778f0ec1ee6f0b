//! Formulas written back as text, for repairs that can be pasted.

use crate::diagnostic::Language;
use crate::quantity::{Op, Rational};
use crate::rubric::show_date;
use crate::syntax::ast::{
    CohortFunction, Expr, ExprNode, Function, Literal, LiteralUnit, Postponement, WrittenYear, YearFunction,
};

/// How tightly an expression holds together, from 或 to a literal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    Or,
    And,
    Comparison,
    Sum,
    Product,
    Word,
}

/// The two sides of an operator, in brackets where they hold together less than it does.
pub(super) fn written_sides(op: Op, sides: [&Expr; 2], language: Language) -> [String; 2] {
    let own = if matches!(op, Op::Add | Op::Sub) { Tightness::Sum } else { Tightness::Product };
    let [left, right] = sides.map(|side| (written(side, language), tightness(side)));
    let left = if left.1 < own { format!("({})", left.0) } else { left.0 };
    // `a − (b + c)`: what stands right of an operator of the same strength keeps its brackets.
    let right = if right.1 <= own { format!("({})", right.0) } else { right.0 };
    [left, right]
}

/// An expression as an author would write it in this language.
pub(super) fn written(expr: &Expr, language: Language) -> String {
    let word = |zh: &'static str, en: &'static str| pick(language, zh, en).to_owned();
    let at = |part: &Expr, least: Tightness| {
        let text = written(part, language);
        if tightness(part) < least { format!("({text})") } else { text }
    };
    let join = |parts: &[Expr], word: &str, least: Tightness| {
        parts.iter().map(|part| at(part, least)).collect::<Vec<_>>().join(word)
    };
    match &expr.node {
        ExprNode::Literal(literal) => written_literal(literal, language),
        ExprNode::Text(text) => format!("\"{text}\""),
        ExprNode::Name(name) => name.clone(),
        ExprNode::Measure => word("指标值", "measure"),
        ExprNode::Target => word("目标", "target"),
        ExprNode::Full => word("满分", "full"),
        ExprNode::SubmittedUnit => word("报送.单位", "submission.unit"),
        ExprNode::SubmittedYear => word("报送.年度", "submission.year"),
        ExprNode::ReportedNotApplicable => word("报送不适用", "reported n/a"),
        ExprNode::IsQuantitative(inner, yes) => {
            let sort =
                if *yes { pick(language, "定量", "quantitative") } else { pick(language, "定性", "qualitative") };
            format!("{} {} {sort}", at(inner, Tightness::Sum), pick(language, "是", "is"))
        }
        ExprNode::Not(inner) => format!("{}({})", pick(language, "非", "not "), written(inner, language)),
        ExprNode::Arithmetic(op, left, right) => {
            let [left, right] = written_sides(op.node, [left, right], language);
            format!("{left} {} {right}", op.node.symbol())
        }
        ExprNode::Comparison(first, rest) => {
            let rest =
                rest.iter().map(|(relation, next)| format!(" {} {}", relation.node.symbol(), at(next, Tightness::Sum)));
            format!("{}{}", at(first, Tightness::Sum), rest.collect::<String>())
        }
        ExprNode::And(parts) => join(parts, pick(language, " 且 ", " and "), Tightness::Comparison),
        ExprNode::Or(parts) => join(parts, pick(language, " 或 ", " or "), Tightness::And),
        ExprNode::Call(function, parts) => {
            let last = match function.node {
                Function::Deadline(Postponement::Postponed) => pick(language, ", 顺延", ", postponed"),
                Function::Deadline(Postponement::NotPostponed) => pick(language, ", 不顺延", ", not postponed"),
                _ => "",
            };
            format!("{}({}{last})", function_name(function.node, language), join(parts, ", ", Tightness::Or))
        }
        _ => written_over(expr, language),
    }
}

/// What is read of other years, of all units and of the rows of a table.
fn written_over(expr: &Expr, language: Language) -> String {
    match &expr.node {
        ExprNode::OfYear(name, WrittenYear::Last) => format!("{}.{}", pick(language, "上年", "last year"), name.node),
        ExprNode::OfYear(name, WrittenYear::In(year)) => format!("{}@{}", name.node, year.node),
        ExprNode::OverYears { function, years, value } => {
            let (name, years, value) = (year_function(function.node, language), years.node, written(value, language));
            match language {
                Language::Zh => format!("{name}(近{years}年, {value})"),
                Language::En => format!("{name}(last {years} years, {value})"),
            }
        }
        ExprNode::Cohort { function, value, lower } => {
            let lower = if *lower { pick(language, ", 越低越好", ", lower is better") } else { "" };
            format!("{}({}{lower})", cohort_function(function.node, language), written(value, language))
        }
        ExprNode::Row(column) => format!("{}.{}", pick(language, "行", "row"), column.node),
        ExprNode::Keyed(cell) => format!("{}[\"{}\"].{}", cell.table.node, cell.key.node, cell.column.node),
        ExprNode::When(value, condition) => {
            format!("{} {} {}", written(value, language), pick(language, "当", "when"), written(condition, language))
        }
        _ => "…".to_owned(),
    }
}

/// The same, in brackets where it stands beside `×` or `÷`.
pub(super) fn written_factor(expr: &Expr, language: Language) -> String {
    let text = written(expr, language);
    if tightness(expr) < Tightness::Product { format!("({text})") } else { text }
}

/// The name of a function.
pub(super) fn function_name(function: Function, language: Language) -> &'static str {
    match function {
        Function::ScoreOf => pick(language, "得分", "score_of"),
        Function::Abs => pick(language, "绝对值", "abs"),
        Function::Max => pick(language, "最大", "max"),
        Function::Min => pick(language, "最小", "min"),
        Function::Change => pick(language, "增减率", "change"),
        Function::CalendarDays => pick(language, "自然日", "days_between"),
        Function::WorkingDays => pick(language, "工作日", "workdays_between"),
        Function::Deadline(_) => pick(language, "期限", "deadline"),
        Function::Filled => pick(language, "已填", "filled"),
        Function::Clamp => pick(language, "限于", "clamp"),
        Function::Sum => pick(language, "合计", "sum"),
        Function::Mean => pick(language, "平均", "mean"),
        Function::WeightedMean => pick(language, "加权平均", "weighted_mean"),
        Function::Count => pick(language, "计数", "count"),
        Function::ShareOf => pick(language, "占比", "share_of"),
        Function::TargetOf => pick(language, "目标值", "target_value"),
        Function::QuantityOf => pick(language, "量", "quantity"),
        Function::Met => pick(language, "达到", "met"),
        Function::Completion => pick(language, "完成率", "completion"),
    }
}

/// The name of a function over years.
pub(super) fn year_function(function: YearFunction, language: Language) -> &'static str {
    match function {
        YearFunction::Count => pick(language, "计数", "count"),
        YearFunction::Sum => pick(language, "合计", "sum"),
        YearFunction::Mean => pick(language, "平均", "mean"),
        YearFunction::Max => pick(language, "最大", "max"),
        YearFunction::Min => pick(language, "最小", "min"),
    }
}

/// The name of a function over all units.
pub(super) fn cohort_function(function: CohortFunction, language: Language) -> &'static str {
    match function {
        CohortFunction::Rank => pick(language, "名次", "rank"),
        CohortFunction::Percentile => pick(language, "分位", "percentile"),
        CohortFunction::Max => pick(language, "全体最大", "cohort_max"),
        CohortFunction::Min => pick(language, "全体最小", "cohort_min"),
        CohortFunction::Mean => pick(language, "全体平均", "cohort_mean"),
    }
}

/// A literal as written.
pub(super) fn written_literal(literal: &Literal, language: Language) -> String {
    let magnitude = &literal.magnitude;
    match &literal.unit {
        LiteralUnit::Date => show_date(&Rational::from(*magnitude)),
        LiteralUnit::None => magnitude.to_string(),
        LiteralUnit::Unit(unit) if literal.growth => {
            let word = match (magnitude.is_sign_negative(), language) {
                (true, Language::Zh) => "下降",
                (false, Language::Zh) => "增长",
                (true, Language::En) => "down",
                (false, Language::En) => "up",
            };
            format!("{word} {}{}", magnitude.abs(), unit.node)
        }
        LiteralUnit::Unit(unit) => with_unit(&magnitude.to_string(), &unit.node),
    }
}

/// A number and its unit: `5万元`, but `5 points`.
pub(super) fn with_unit(number: &str, unit: &str) -> String {
    let words = unit.chars().count() > 2 && unit.chars().all(|one| one.is_ascii_alphabetic());
    format!("{number}{}{unit}", if words { " " } else { "" })
}

/// A number that is shown with its unit, as [`with_unit`] writes it.
pub(super) fn set_apart(shown: String, unit: &str) -> String {
    match shown.strip_suffix(unit) {
        Some(number) => with_unit(number.trim_end(), unit),
        None => shown,
    }
}

fn tightness(expr: &Expr) -> Tightness {
    match &expr.node {
        ExprNode::Or(_) => Tightness::Or,
        ExprNode::And(_) => Tightness::And,
        ExprNode::Comparison(..) => Tightness::Comparison,
        ExprNode::Arithmetic(op, ..) if matches!(op.node, Op::Add | Op::Sub) => Tightness::Sum,
        ExprNode::Arithmetic(..) => Tightness::Product,
        _ => Tightness::Word,
    }
}

fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
