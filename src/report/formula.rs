//! Formulas and conditions with the numbers put in, as reports write them: `57099.3 ÷ 57099.3 × 100% = 100%`.

use std::collections::BTreeSet;

use super::Sheet;
use super::number::{figure, interval, of_kind, plain, risen};
use super::rows::over_rows;
use crate::ids::{FieldId, MeasureId};
use crate::inputs::{Outcome, State, Value, evaluate, truth};
use crate::quantity::{Interval, Kind, Op, Rational};
use crate::rubric::{DisplayUnit, Expr, Measure, Node, show_date, show_interval};

/// How tightly an expression binds; a looser one inside a tighter one stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Atom,
}

/// The formula of a measure with the numbers put in, and its value. `edges` are thresholds that the print keeps apart.
pub(super) fn measure(sheet: &Sheet, id: MeasureId, edges: &[Rational]) -> String {
    let measure = sheet.rubric.measure(id);
    let formula = Formula { sheet, units: !drops_units(sheet, &measure.value) };
    if let Some(answers) = answers(sheet, &measure.value) {
        return answers.join(sheet.comma());
    }
    let body = formula.whole(&measure.value);
    // A figure that is submitted, not computed, is not said twice.
    if let Node::Field(field) = formula.resolved(&measure.value).node
        && measure.rounding.is_none()
    {
        return if sheet.rubric.field(field).compared.is_some() { of_all(sheet, field, body) } else { body };
    }
    let (value, is_exact) = match sheet.measures.value(id) {
        Outcome::Known(Value::Number(number)) if measure.value.kind.is_numeric() => {
            let (shown, is_exact) = plain(number, &measure.unit, edges);
            (if measure.value.kind == Kind::Change { risen(shown, number) } else { shown }, is_exact)
        }
        Outcome::Known(Value::Number(number)) => {
            (of_kind(number, &measure.value.kind, &measure.unit, sheet.language), true)
        }
        Outcome::Known(Value::Range(range)) => (several(range, &measure.value.kind, &measure.unit), true),
        _ => return body,
    };
    if let Some(before) = before_rounding(sheet, measure) {
        return format!("{body} {before}{}{value}", sheet.say("，修约为 ", ", rounded to "));
    }
    let sign = if is_exact { "=" } else { "≈" };
    if body == value { body } else { format!("{body} {sign} {value}") }
}

/// What a formula comes to before 修约, if that changes it: `≈ 49.88%`.
fn before_rounding(sheet: &Sheet, measure: &Measure) -> Option<String> {
    let exact = evaluate(&measure.value, sheet.rubric, sheet.inputs, sheet.measures);
    let Outcome::Known(Value::Number(exact)) = exact else { return None };
    let rounded = measure.rounded(&exact);
    if rounded == exact || !measure.value.kind.is_numeric() {
        return None;
    }
    let (shown, is_exact) = plain(&exact, &measure.unit, &[rounded]);
    let shown = if measure.value.kind == Kind::Change { risen(shown, &exact) } else { shown };
    Some(format!("{} {shown}", if is_exact { "=" } else { "≈" }))
}

/// `名次(成绩) = 2（5 个单位比较）`: nobody submitted it, so it is told what it is.
fn of_all(sheet: &Sheet, field: FieldId, value: String) -> String {
    let name = &sheet.rubric.field(field).name.node;
    match sheet.inputs.figure(field).and_then(|figure| figure.place.as_deref()) {
        Some(place) if sheet.say("zh", "en") == "zh" => format!("{name} = {value}（{place}）"),
        Some(place) => format!("{name} = {value} ({place})"),
        None => value,
    }
}

/// All that an interval holds; dates as dates.
fn several(range: &Interval, kind: &Kind, unit: &DisplayUnit) -> String {
    if *kind == Kind::Date { show_interval(range, show_date) } else { interval(range, unit) }
}

/// An amount with the numbers put in.
pub(super) fn with_numbers(sheet: &Sheet, expr: &Expr) -> String {
    Formula { sheet, units: true }.whole(expr)
}

/// An operation as it is carried out, without the `× 100%` that ends a formula.
pub(super) fn operation(sheet: &Sheet, expr: &Expr) -> String {
    let formula = Formula { sheet, units: true };
    formula.show(expr)
}

/// A condition with the numbers put in and whether it holds: `0.93万元 ≤ 1.5万元（成立）`. One that only joins answers
/// of yes and no shows these: `有资产处置：否`.
pub(super) fn condition(sheet: &Sheet, expr: &Expr) -> String {
    if let Some(answers) = answers(sheet, expr) {
        return answers.join(sheet.comma());
    }
    let holds = match truth(expr, sheet.rubric, sheet.inputs, sheet.measures) {
        Ok(true) => sheet.say("（成立）", " (holds)"),
        Ok(false) => sheet.say("（不成立）", " (does not hold)"),
        Err(_) => "",
    };
    format!("{}{holds}", with_numbers(sheet, expr))
}

/// The answers that a condition reads, if it reads nothing else.
fn answers(sheet: &Sheet, expr: &Expr) -> Option<Vec<String>> {
    match &expr.node {
        Node::Field(id) if !sheet.rubric.field(*id).kind.is_numeric() => {
            let field = sheet.rubric.field(*id);
            let shown = match sheet.inputs.figure(*id) {
                Some(one) => figure(one, field, sheet.language),
                None if matches!(sheet.inputs.cell(*id).state, State::Blank) => sheet.say("空缺", "blank").to_owned(),
                None => sheet.say("不适用", "n/a").to_owned(),
            };
            Some(vec![format!("{}{}{shown}", field.name.node, sheet.colon())])
        }
        Node::Definition(id) => answers(sheet, &sheet.rubric.definition(*id).value),
        Node::Not(_) | Node::And(_) | Node::Or(_) => {
            let parts = expr.children().into_iter().map(|part| answers(sheet, part));
            Some(parts.collect::<Option<Vec<_>>>()?.concat())
        }
        _ => None,
    }
}

/// Units say nothing where all figures have one and the result is a ratio.
fn drops_units(sheet: &Sheet, expr: &Expr) -> bool {
    let mut symbols = BTreeSet::new();
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        match &expr.node {
            Node::Field(id) => {
                symbols.insert(sheet.rubric.field(*id).unit.symbol.clone());
            }
            Node::Number(_) if !matches!(expr.kind, Kind::Number | Kind::Ratio) => return false,
            Node::Definition(id) => pending.push(&sheet.rubric.definition(*id).value),
            Node::Measure(id) => pending.push(&sheet.rubric.measure(*id).value),
            _ => pending.extend(expr.children()),
        }
    }
    // A ratio of ratios still says so.
    matches!(expr.kind, Kind::Ratio | Kind::Change) && symbols.len() == 1 && !symbols.contains("%")
}

struct Formula<'a> {
    sheet: &'a Sheet<'a>,
    units: bool,
}

impl Formula<'_> {
    fn whole(&self, expr: &Expr) -> String {
        let expr = self.resolved(expr);
        if let Node::Definition(id) = expr.node {
            return over_rows(self.sheet, id);
        }
        // A ratio over a number, such as a mean of ratios, is in percent already.
        let quotient = matches!(&expr.node, Node::Arithmetic(Op::Div, _, under) if under.kind != Kind::Number);
        let body = self.show(expr);
        let percent = quotient && matches!(expr.kind, Kind::Ratio | Kind::Change);
        if percent { format!("{body} × 100%") } else { body }
    }

    /// What a definition stands for.
    fn resolved<'e>(&'e self, expr: &'e Expr) -> &'e Expr {
        match &expr.node {
            Node::Definition(id) => match self.sheet.rubric.definition(*id) {
                made if made.unfolded.is_some() => expr,
                definition => self.resolved(&definition.value),
            },
            _ => expr,
        }
    }

    fn show(&self, expr: &Expr) -> String {
        let sheet = self.sheet;
        let list = |parts: &[Expr]| parts.iter().map(|part| self.show(part)).collect::<Vec<_>>().join(sheet.comma());
        match &expr.node {
            Node::Number(number) => of_kind(number, &expr.kind, &DisplayUnit::of(&expr.kind), sheet.language),
            Node::Text(text) => format!("“{text}”"),
            Node::Field(_) => self.field(expr),
            Node::Definition(id) => match sheet.rubric.definition(*id) {
                made if made.unfolded.is_some() => made.name.node.clone(),
                definition => self.show(&definition.value),
            },
            Node::Measure(id) => self.value(*id),
            Node::SubmittedUnit => sheet.inputs.unit.node.clone(),
            Node::SubmittedYear => sheet.inputs.year.node.to_string(),
            Node::Score(of) => format!("{}({})", sheet.say("得分", "score_of"), of.name),
            Node::ReportedNotApplicable(_) => sheet.say("报送不适用", "reported n/a").to_owned(),
            Node::Filled(id) => {
                format!("{}({})", sheet.say("已填", "filled"), sheet.rubric.field(*id).name.node)
            }
            Node::Arithmetic(op, left, right) => self.arithmetic(*op, left, right),
            Node::Comparison(relation, left, right) => {
                let sides = (self.side(left, right), self.side(right, left));
                format!("{} {} {}", sides.0, relation.symbol(), sides.1)
            }
            Node::SameWord(left, right) => {
                format!("{} {} {}", self.show(left), sheet.say("同词", "same word as"), self.show(right))
            }
            // Unfolding has answered these.
            Node::Asked(_) | Node::Read(_) => String::new(),
            Node::Not(inner) => format!("{} {}", sheet.say("非", "not"), self.below(inner, Tightness::Comparison)),
            Node::And(parts) => self.joined(parts, sheet.say(" 且 ", " and "), Tightness::Not),
            Node::Or(parts) => self.joined(parts, sheet.say(" 或 ", " or "), Tightness::And),
            Node::Abs(inner) => format!("{}({})", sheet.say("绝对值", "abs"), self.show(inner)),
            Node::Max(parts) => format!("{}({})", sheet.say("最大", "max"), list(parts)),
            Node::Min(parts) => format!("{}({})", sheet.say("最小", "min"), list(parts)),
            Node::Count(parts) => self.counted(parts),
            Node::Clamp(value, lower, upper) => {
                let parts = [value, lower, upper].map(|part| self.show(part)).join(sheet.comma());
                format!("{}({parts})", sheet.say("限于", "clamp"))
            }
            Node::WorkingDays(from, to) => {
                let name = sheet.say("工作日", "workdays_between");
                format!("{name}({}{}{})", self.show(from), sheet.comma(), self.show(to))
            }
            Node::Deadline(from, days) => {
                let (name, comma) = (sheet.say("期限", "deadline"), sheet.comma());
                let last = if days.kind == Kind::Days { sheet.say("顺延", "postponed") } else { "" };
                let comma_last = if last.is_empty() { "" } else { comma };
                format!("{name}({}{comma}{}{comma_last}{last})", self.show(from), self.show(days))
            }
            Node::Aggregate(_) | Node::Sum(_) | Node::Greatest(_) | Node::Least(_) => {
                sheet.rubric.formula(expr, sheet.language)
            }
        }
    }

    /// A side of a comparison. A number that is written there is shown in the unit of what it is compared with.
    fn side(&self, expr: &Expr, other: &Expr) -> String {
        let Node::Number(number) = &expr.node else { return self.below(expr, Tightness::Sum) };
        let unit = match &self.resolved(other).node {
            Node::Measure(id) => Some(&self.sheet.rubric.measure(*id).unit),
            _ => {
                let fields = self.sheet.rubric.fields_below(other);
                let mut fields = fields.into_iter().map(|field| self.sheet.rubric.field(field));
                fields.find(|field| field.kind == expr.kind).map(|field| &field.unit)
            }
        };
        match unit {
            Some(unit) => of_kind(number, &expr.kind, unit, self.sheet.language),
            None => self.below(expr, Tightness::Atom),
        }
    }

    /// `计数(4% < 5% ✓，6% < 5% ✗)`: each condition with whether it holds.
    fn counted(&self, parts: &[Expr]) -> String {
        let sheet = self.sheet;
        let parts = parts.iter().map(|part| {
            let mark = match truth(part, sheet.rubric, sheet.inputs, sheet.measures) {
                Ok(true) => " ✓",
                Ok(false) => " ✗",
                Err(_) => "",
            };
            format!("{}{mark}", self.show(part))
        });
        format!("{}({})", sheet.say("计数", "count"), parts.collect::<Vec<_>>().join(sheet.comma()))
    }

    fn arithmetic(&self, op: Op, left: &Expr, right: &Expr) -> String {
        let (sign, own, after) = match op {
            Op::Add => ("+", Tightness::Sum, Tightness::Sum),
            Op::Sub => ("−", Tightness::Sum, Tightness::Product),
            Op::Mul => ("×", Tightness::Product, Tightness::Product),
            Op::Div => ("÷", Tightness::Product, Tightness::Atom),
        };
        let (mut one, mut other) = (self.below(left, own), self.below(right, after));
        if left.kind == right.kind {
            // A number that is written in the rule is shown in the unit of the figure that it meets.
            one = if matches!(left.node, Node::Number(_)) { self.side(left, right) } else { one };
            other = if matches!(right.node, Node::Number(_)) { self.side(right, left) } else { other };
        }
        format!("{one} {sign} {other}")
    }

    fn joined(&self, parts: &[Expr], word: &str, least: Tightness) -> String {
        parts.iter().map(|part| self.below(part, least)).collect::<Vec<_>>().join(word)
    }

    /// The expression, in brackets where it binds less tightly than its surroundings ask.
    fn below(&self, expr: &Expr, least: Tightness) -> String {
        let shown = self.worked_out(expr);
        let negative = shown.starts_with(['−', '+']) && least >= Tightness::Product;
        if negative || self.tightness(expr) < least { format!("({shown})") } else { shown }
    }

    /// A count of working days or a deadline inside a formula with its value, which nobody can work out in passing.
    fn worked_out(&self, expr: &Expr) -> String {
        let (sheet, shown) = (self.sheet, self.show(expr));
        if !matches!(self.resolved(expr).node, Node::WorkingDays(..) | Node::Deadline(..)) {
            return shown;
        }
        let unit = DisplayUnit::of(&expr.kind);
        let value = match evaluate(expr, sheet.rubric, sheet.inputs, sheet.measures) {
            Outcome::Known(Value::Number(number)) => of_kind(&number, &expr.kind, &unit, sheet.language),
            Outcome::Known(Value::Range(range)) => several(&range, &expr.kind, &unit),
            _ => return shown,
        };
        if sheet.say("zh", "en") == "zh" { format!("{shown}（{value}）") } else { format!("{shown} ({value})") }
    }

    fn tightness(&self, expr: &Expr) -> Tightness {
        match &self.resolved(expr).node {
            Node::Or(_) => Tightness::Or,
            Node::And(_) => Tightness::And,
            Node::Not(_) => Tightness::Not,
            Node::Comparison(..) | Node::SameWord(..) => Tightness::Comparison,
            Node::Arithmetic(Op::Add | Op::Sub, ..) => Tightness::Sum,
            Node::Arithmetic(Op::Mul | Op::Div, ..) => Tightness::Product,
            _ => Tightness::Atom,
        }
    }

    fn field(&self, expr: &Expr) -> String {
        let Node::Field(id) = &expr.node else { return String::new() };
        let (sheet, field) = (self.sheet, self.sheet.rubric.field(*id));
        let name = &field.name.node;
        match &sheet.inputs.cell(*id).state {
            State::Blank => format!("{name}{}", sheet.say("（空缺）", " (blank)")),
            State::NotApplicable(_) => format!("{name}{}", sheet.say("（不适用）", " (n/a)")),
            State::Filled(figures) => {
                let shown = figures.first().map(|one| figure(one, field, sheet.language)).unwrap_or_default();
                match field.kind {
                    Kind::YesNo | Kind::Level(_) | Kind::Text if sheet.say("zh", "en") == "zh" => {
                        format!("{name}（{shown}）")
                    }
                    Kind::YesNo | Kind::Level(_) | Kind::Text => format!("{name} ({shown})"),
                    _ if self.units => shown,
                    _ => shown.strip_suffix(&*field.unit.symbol).map(str::to_owned).unwrap_or(shown),
                }
            }
        }
    }

    fn value(&self, id: MeasureId) -> String {
        let measure = self.sheet.rubric.measure(id);
        match self.sheet.measures.value(id) {
            Outcome::Known(Value::Number(number)) => {
                of_kind(number, &measure.value.kind, &measure.unit, self.sheet.language)
            }
            Outcome::Known(Value::Range(range)) => several(range, &measure.value.kind, &measure.unit),
            _ => self.show(&measure.value),
        }
    }
}
