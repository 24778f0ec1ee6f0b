//! Formulas in the names of their fields, as findings and reports write them.

use super::{
    Aggregate, AggregateFunction, Asked, DisplayUnit, Expr, Node, Question, Read, Rubric, Term, show_date,
    show_interval,
};
use crate::diagnostic::Language;
use crate::ids::FieldId;
use crate::quantity::{Kind, Op, Rational, Relation};

impl Rubric {
    /// A formula in the names of its fields: `基本支出 + 项目支出`.
    #[must_use]
    pub fn formula(&self, expr: &Expr, language: Language) -> String {
        Writer { rubric: self, language, plain: false }.formula(expr)
    }

    /// As [`Rubric::formula`], with literals as a rubric writes them: `固定资产总额 = 0万元`, not `0.00万元`.
    #[must_use]
    pub fn written(&self, expr: &Expr, language: Language) -> String {
        Writer { rubric: self, language, plain: true }.formula(expr)
    }

    /// An aggregate with the number of rows that went into it: `合计(采购合同 12行, 行.金额)`.
    #[must_use]
    pub fn aggregate_over(&self, aggregate: &Aggregate, rows: usize) -> String {
        Writer { rubric: self, language: self.language, plain: false }.aggregate(aggregate, Some(rows))
    }
}

/// Writes formulas in one language.
#[derive(Clone, Copy)]
struct Writer<'a> {
    rubric: &'a Rubric,
    language: Language,
    /// Literals without needless zeros.
    plain: bool,
}

impl Writer<'_> {
    fn formula(self, expr: &Expr) -> String {
        let rubric = self.rubric;
        match &expr.node {
            Node::Number(number) => self.number(number, &expr.kind, &unit_of(expr, rubric)),
            Node::Text(text) => format!("“{text}”"),
            Node::Field(field) => self.field(*field),
            Node::Definition(id) => match rubric.definition(*id) {
                one if one.table.is_some() => format!("{}{}", self.say("行.", "row."), one.name.node),
                one => one.name.node.clone(),
            },
            Node::Measure(id) => self.formula(&rubric.measure(*id).value),
            Node::SubmittedUnit => self.say("报送.单位", "submission.unit").to_owned(),
            Node::SubmittedYear => self.say("报送.年度", "submission.year").to_owned(),
            Node::Score(of) => format!("{}({})", self.say("得分", "score_of"), of.name),
            Node::ReportedNotApplicable(_) => self.say("报送不适用", "reported n/a").to_owned(),
            Node::Filled(field) => format!("{}({})", self.say("已填", "filled"), self.field(*field)),
            Node::Arithmetic(op, left, right) => {
                let (left, right) = (self.operand(left, *op, false), self.operand(right, *op, true));
                format!("{left} {} {right}", op.symbol())
            }
            Node::Comparison(relation, left, right) => self.comparison(*relation, left, right),
            Node::SameWord(left, right) => {
                let word = self.say("同词", "same word as");
                format!("{} {word} {}", self.formula(left), self.formula(right))
            }
            // Unfolding has answered these.
            Node::Asked(asked) => self.asked(asked),
            Node::Read(read) => self.reading(read, &expr.kind),
            Node::Not(inner) => self.negated(inner),
            Node::And(parts) => self.joined(self.say(" 且 ", " and "), parts),
            Node::Or(parts) => self.joined(self.say(" 或 ", " or "), parts),
            Node::Abs(inner) => format!("{}({})", self.say("绝对值", "abs"), self.formula(inner)),
            Node::Max(parts) => format!("{}({})", self.say("最大", "max"), self.joined(", ", parts)),
            Node::Min(parts) => format!("{}({})", self.say("最小", "min"), self.joined(", ", parts)),
            Node::Count(parts) => format!("{}({})", self.say("计数", "count"), self.joined(", ", parts)),
            Node::Clamp(inner, lower, upper) => {
                let parts = [inner, lower, upper].map(|part| self.formula(part)).join(", ");
                format!("{}({parts})", self.say("限于", "clamp"))
            }
            Node::WorkingDays(from, to) => {
                let parts = [from, to].map(|part| self.formula(part)).join(", ");
                format!("{}({parts})", self.say("工作日", "workdays_between"))
            }
            Node::Deadline(from, days) => {
                let parts = [from, days].map(|part| self.formula(part)).join(", ");
                let last = if days.kind == Kind::Days { self.say(", 顺延", ", postponed") } else { "" };
                format!("{}({parts}{last})", self.say("期限", "deadline"))
            }
            Node::Aggregate(aggregate) => self.aggregate(aggregate, None),
            Node::Sum(terms) => self.terms(AggregateFunction::Sum, terms),
            Node::Greatest(terms) => self.terms(AggregateFunction::Max, terms),
            Node::Least(terms) => self.terms(AggregateFunction::Min, terms),
        }
    }

    fn number(self, number: &Rational, kind: &Kind, unit: &DisplayUnit) -> String {
        if self.plain { plain_value(number, kind, unit) } else { value(number, kind, unit) }
    }

    /// A literal is told in the unit of what it is compared with: `增减 < 0万元`.
    fn comparison(self, relation: Relation, left: &Expr, right: &Expr) -> String {
        let side = |side: &Expr| match &side.node {
            Node::Number(number) => self.number(number, &side.kind, &unit_of_sides(left, right, self.rubric)),
            _ => self.formula(side),
        };
        format!("{} {} {}", side(left), relation.symbol(), side(right))
    }

    fn negated(self, inner: &Expr) -> String {
        match inner.node {
            Node::And(_) | Node::Or(_) | Node::Comparison(..) | Node::Not(_) => {
                format!("{} ({})", self.say("非", "not"), self.formula(inner))
            }
            _ => format!("{} {}", self.say("非", "not"), self.formula(inner)),
        }
    }

    fn asked(self, asked: &Asked) -> String {
        let parts = std::iter::once(&asked.target).chain(&asked.actual).map(|part| self.formula(part));
        let parts = parts.collect::<Vec<_>>().join(", ");
        match &asked.question {
            Question::Quantitative => format!("{parts} {}", self.say("是 定量", "is quantitative")),
            Question::Completion => format!("{}({parts})", self.say("完成率", "completion")),
            Question::CompletionIn(interval, _) => {
                let range = show_interval(interval, |rate| DisplayUnit::of(&Kind::Ratio).plain(rate));
                format!("{}({parts}) {range}", self.say("完成率", "completion"))
            }
            _ => format!("{}({parts})", self.say("达到", "met")),
        }
    }

    fn reading(self, read: &Read, kind: &Kind) -> String {
        let parts = read.relation.iter().chain([&read.figure]).chain(&read.unit).map(|part| self.formula(part));
        let word = match kind {
            Kind::Target => self.say("目标值", "target_value"),
            _ => self.say("量", "quantity"),
        };
        format!("{word}({})", parts.collect::<Vec<_>>().join(", "))
    }

    /// `合计(采购合同, 行.金额 当 行.类别 = “货物”)`; with the number of rows where they are known.
    fn aggregate(self, aggregate: &Aggregate, rows: Option<usize>) -> String {
        let Aggregate { function, table, value, condition, weight } = aggregate;
        let mut table = self.rubric.table(*table).name.node.clone();
        if let Some(rows) = rows {
            table = format!("{table} {rows}{}", self.say("行", if rows == 1 { " row" } else { " rows" }));
        }
        let mut parts = std::iter::once(table).chain(value.iter().map(|value| self.formula(value))).collect::<Vec<_>>();
        if let (Some(condition), Some(last)) = (condition, parts.last_mut()) {
            *last = format!("{last} {} {}", self.say("当", "when"), self.formula(condition));
        }
        parts.extend(weight.iter().map(|weight| self.formula(weight)));
        format!("{}({})", self.say(function.zh(), function.en()), parts.join(", "))
    }

    /// What is left of an aggregate that no definition names; no report has room for its rows.
    fn terms(self, function: AggregateFunction, terms: &[Term]) -> String {
        let rows = terms.len();
        format!("{}({rows}{})", self.say(function.zh(), function.en()), self.say("项", " terms"))
    }

    /// The name of a field; of a column, as it is read in a row.
    fn field(self, id: FieldId) -> String {
        let field = self.rubric.field(id);
        match field.table {
            Some(_) => format!("{}{}", self.say("行.", "row."), field.name.node),
            None => field.name.node.clone(),
        }
    }

    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn joined(self, between: &str, parts: &[Expr]) -> String {
        parts.iter().map(|part| self.formula(part)).collect::<Vec<_>>().join(between)
    }

    /// An operand, in brackets where it would else be read otherwise.
    fn operand(self, expr: &Expr, of: Op, right: bool) -> String {
        let text = self.formula(expr);
        let tight = |op: Op| matches!(op, Op::Mul | Op::Div);
        let Node::Arithmetic(op, ..) = &expr.node else { return text };
        let same_but_not_associative = right && tight(*op) == tight(of) && matches!(of, Op::Sub | Op::Div);
        if (tight(of) && !tight(*op)) || same_but_not_associative { format!("({text})") } else { text }
    }
}

/// A value, in a unit: `90万元`, `2024-05-01`, `好`.
#[must_use]
pub fn value(number: &Rational, kind: &Kind, unit: &DisplayUnit) -> String {
    match kind {
        Kind::Date => show_date(number),
        Kind::Level(levels) => {
            let rank = (0_i64..).zip(levels.names.iter().rev()).find(|(rank, _)| Rational::whole(*rank) == *number);
            rank.map_or_else(String::new, |(_, name)| name.clone())
        }
        _ => unit.show(number),
    }
}

/// As [`value`], without needless zeros.
#[must_use]
pub fn plain_value(number: &Rational, kind: &Kind, unit: &DisplayUnit) -> String {
    match kind {
        Kind::Date | Kind::Level(_) => value(number, kind, unit),
        _ => unit.plain(number),
    }
}

/// The unit in which both sides of a comparison are told: that of a field that stands alone, else of the first field
/// of their kind.
#[must_use]
pub fn unit_of_sides(left: &Expr, right: &Expr, rubric: &Rubric) -> DisplayUnit {
    let alone = |side: &Expr| match &side.node {
        Node::Field(field) => Some(*field),
        _ => None,
    };
    let alone = [right, left].into_iter().filter_map(alone);
    let all = alone.chain([left, right].into_iter().flat_map(|side| rubric.fields_below(side)));
    let same = all.map(|field| rubric.field(field)).find(|field| field.kind == left.kind);
    same.map_or_else(|| DisplayUnit::of(&left.kind), |field| field.unit.clone())
}

fn unit_of(expr: &Expr, rubric: &Rubric) -> DisplayUnit {
    unit_of_sides(expr, expr, rubric)
}
