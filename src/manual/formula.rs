//! Formulas and conditions in words.

use super::writer::Writer;
use crate::quantity::{Kind, Op, Relation};
use crate::syntax::ast::{Expr, ExprNode, Function, Literal, LiteralUnit, WrittenYear, YearFunction};

/// How firmly a text holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Or,
    And,
    Not,
    Comparison,
    Phrase,
    Sum,
    Product,
    Atom,
}

impl Writer<'_> {
    /// A formula, with `subject` for 指标值.
    pub fn formula(&self, expr: &Expr, subject: &str) -> String {
        Words { writer: self, subject, full: self.say("满分", "full points") }.show(expr).0
    }

    /// A formula of points, with `full` for 满分.
    pub fn formula_of_points(&self, expr: &Expr, subject: &str, full: &str) -> String {
        Words { writer: self, subject, full }.show(expr).0
    }

    /// A condition, with `subject` for 指标值.
    pub fn condition(&self, expr: &Expr, subject: &str) -> String {
        Words { writer: self, subject, full: self.say("满分", "full points") }.condition(expr).0
    }

    /// A formula whose result is printed in percent: `（支出÷预算）×100%`.
    pub fn measured(&self, expr: &Expr, kind: Option<&Kind>, subject: &str) -> String {
        let words = Words { writer: self, subject, full: "" };
        let percent = matches!(kind, Some(Kind::Ratio | Kind::Change));
        match &expr.node {
            ExprNode::Arithmetic(op, _, under) if op.node == Op::Div && percent && !words.bare(under) => {
                let body = words.show(expr).0;
                if self.zh() {
                    if body.contains('（') { format!("[{body}]×100%") } else { format!("（{body}）×100%") }
                } else {
                    format!("({body}) × 100%")
                }
            }
            _ => words.show(expr).0,
        }
    }
}

struct Words<'a> {
    writer: &'a Writer<'a>,
    subject: &'a str,
    full: &'a str,
}

impl Words<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.writer.say(zh, en)
    }

    fn tell(&self, zh: String, en: String) -> String {
        self.writer.tell(zh, en)
    }

    /// A number without a unit, by which a ratio stays one.
    fn bare(&self, expr: &Expr) -> bool {
        match &expr.node {
            ExprNode::Literal(Literal { unit, .. }) => *unit == LiteralUnit::None,
            ExprNode::Name(name) => self.writer.kind_of(name) == Some(&Kind::Number),
            _ => false,
        }
    }

    fn show(&self, expr: &Expr) -> (String, Hold) {
        let atom = |text: String| (text, Hold::Atom);
        match &expr.node {
            ExprNode::Literal(literal) => atom(self.writer.literal(literal)),
            ExprNode::Text(text) => atom(self.writer.quoted(text)),
            ExprNode::Name(name) if self.writer.is_figure(name) => atom(self.named(name)),
            ExprNode::Name(name) => atom(self.writer.quoted(self.word(name))),
            ExprNode::Measure => atom(self.subject.to_owned()),
            ExprNode::Target => atom(self.say("目标值", "the target").to_owned()),
            ExprNode::Full => atom(self.full.to_owned()),
            ExprNode::Row(name) => atom(self.named(&name.node)),
            ExprNode::Keyed(cell) => {
                let (table, key, column) = (&cell.table.node, &cell.key.node, &cell.column.node);
                (
                    self.tell(format!("{table}中“{key}”的{column}"), format!("{column} of “{key}” in {table}")),
                    Hold::Phrase,
                )
            }
            ExprNode::SubmittedUnit => atom(self.say("填报单位", "the submitting unit").to_owned()),
            ExprNode::SubmittedYear => atom(self.say("填报年度", "the submitted year").to_owned()),
            ExprNode::OfYear(name, year) => atom(match year {
                WrittenYear::Last => {
                    let name = self.named(&name.node);
                    self.tell(format!("上年{name}"), format!("last year's {name}"))
                }
                WrittenYear::In(year) => {
                    let name = self.named(&name.node);
                    self.tell(format!("{}年{name}", year.node), format!("{name} of {}", year.node))
                }
            }),
            ExprNode::Arithmetic(op, left, right) => self.arithmetic(op.node, left, right),
            ExprNode::Call(function, parts) => self.call(function.node, parts),
            ExprNode::OverYears { function, years, value } => {
                (self.over_years(function.node, years.node, value), Hold::Phrase)
            }
            ExprNode::Cohort { function, value, lower } => (self.cohort(function.node, value, *lower), Hold::Phrase),
            ExprNode::When(value, _) => self.show(value),
            ExprNode::ReportedNotApplicable
            | ExprNode::IsQuantitative(..)
            | ExprNode::Not(_)
            | ExprNode::Comparison(..)
            | ExprNode::And(_)
            | ExprNode::Or(_) => self.condition(expr),
            ExprNode::Hole => (String::new(), Hold::Atom),
        }
    }

    /// A name; of a definition it is kept in mind that it was told.
    fn named(&self, name: &str) -> String {
        if self.writer.definitions.contains_key(name) {
            self.writer.read.borrow_mut().insert(name.to_owned());
        }
        name.to_owned()
    }

    /// 是 and 否 in the language of the text; other words as they are.
    fn word<'n>(&self, name: &'n str) -> &'n str {
        match name {
            "是" | "yes" => self.say("是", "yes"),
            "否" | "no" => self.say("否", "no"),
            other => other,
        }
    }

    /// In brackets where it holds together less firmly than is asked for.
    fn held(&self, (text, hold): (String, Hold), least: Hold) -> String {
        if hold >= least {
            text
        } else if self.writer.zh() {
            format!("（{text}）")
        } else {
            format!("({text})")
        }
    }

    fn arithmetic(&self, op: Op, left: &Expr, right: &Expr) -> (String, Hold) {
        let (sign, own, after) = match op {
            Op::Add => ("+", Hold::Sum, Hold::Sum),
            Op::Sub => ("−", Hold::Sum, Hold::Product),
            Op::Mul => ("×", Hold::Product, Hold::Product),
            Op::Div => ("÷", Hold::Product, Hold::Atom),
        };
        let (left, right) = (self.held(self.show(left), own), self.held(self.show(right), after));
        (self.tell(format!("{left}{sign}{right}"), format!("{left} {sign} {right}")), own)
    }

    fn condition(&self, expr: &Expr) -> (String, Hold) {
        match &expr.node {
            ExprNode::Not(inner) => self.negated(inner),
            ExprNode::Comparison(first, rest) => (self.comparison(first, rest), Hold::Comparison),
            ExprNode::And(parts) => (self.joined(parts, self.say("，且", ", and "), Hold::Not), Hold::And),
            ExprNode::Or(parts) => (self.joined(parts, self.say("，或者", ", or "), Hold::And), Hold::Or),
            ExprNode::ReportedNotApplicable => {
                let text =
                    self.say("本项所用数据填报为“不适用”", "a figure that it reads is reported as not applicable");
                (text.to_owned(), Hold::Comparison)
            }
            ExprNode::IsQuantitative(target, yes) => {
                let target = self.show(target).0;
                let text = match yes {
                    true => self.tell(format!("{target}为定量"), format!("{target} is quantitative")),
                    false => self.tell(format!("{target}为定性"), format!("{target} is qualitative")),
                };
                (text, Hold::Comparison)
            }
            ExprNode::Name(_) | ExprNode::Row(_) | ExprNode::OfYear(..) | ExprNode::Keyed(_) => {
                let text = self.show(expr).0;
                (self.tell(format!("“{text}”为“是”"), format!("{text} is “yes”")), Hold::Comparison)
            }
            _ => self.show(expr),
        }
    }

    fn negated(&self, inner: &Expr) -> (String, Hold) {
        match &inner.node {
            ExprNode::Name(_) | ExprNode::Row(_) | ExprNode::OfYear(..) | ExprNode::Keyed(_) => {
                let text = self.show(inner).0;
                (self.tell(format!("“{text}”为“否”"), format!("{text} is “no”")), Hold::Comparison)
            }
            ExprNode::Comparison(first, rest) if rest.len() == 1 => {
                let rest = rest.iter().map(|(relation, expr)| {
                    (crate::source::Spanned::new(relation.node.negated(), relation.span), expr.clone())
                });
                (self.comparison(first, &rest.collect::<Vec<_>>()), Hold::Comparison)
            }
            ExprNode::Call(function, parts) if function.node == Function::Filled => {
                let name = parts.first().map(|part| self.show(part).0).unwrap_or_default();
                (self.tell(format!("未填报{name}"), format!("{name} is not filled in")), Hold::Comparison)
            }
            _ => {
                let text = self.held(self.condition(inner), Hold::Atom);
                (self.tell(format!("不符合{text}"), format!("not {text}")), Hold::Not)
            }
        }
    }

    fn joined(&self, parts: &[Expr], word: &str, least: Hold) -> String {
        parts.iter().map(|part| self.held(self.condition(part), least)).collect::<Vec<_>>().join(word)
    }

    fn comparison(&self, first: &Expr, rest: &[(crate::source::Spanned<Relation>, Expr)]) -> String {
        let mut text = self.held(self.show(first), Hold::Phrase);
        for (relation, right) in rest {
            let right_text = self.held(self.show(right), Hold::Phrase);
            let is_word = match &right.node {
                ExprNode::Text(_) => true,
                ExprNode::Name(name) => !self.writer.is_figure(name),
                _ => false,
            };
            match is_word {
                true => text.push_str(self.word_relation(relation.node)),
                false => text.push_str(&self.writer.relation(relation.node)),
            }
            text.push_str(&right_text);
        }
        text
    }

    fn word_relation(&self, relation: Relation) -> &'static str {
        match relation {
            Relation::Equal => self.say("为", " is "),
            Relation::NotEqual => self.say("不为", " is not "),
            Relation::Less => self.say("差于", " is worse than "),
            Relation::AtMost => self.say("不高于", " is at most "),
            Relation::Greater => self.say("优于", " is better than "),
            Relation::AtLeast => self.say("不低于", " is at least "),
        }
    }

    fn over_years(&self, function: YearFunction, years: u32, value: &Expr) -> String {
        let figure = || self.held(self.show(value), Hold::Phrase);
        match function {
            YearFunction::Count => {
                let condition = self.condition(value).0;
                self.tell(
                    format!("近{years}年中{condition}的年数"),
                    format!("the number of the last {years} years in which {condition}"),
                )
            }
            YearFunction::Sum => self.tell(
                format!("近{years}年{}之和", figure()),
                format!("the sum of {} over the last {years} years", figure()),
            ),
            YearFunction::Mean => self.tell(
                format!("近{years}年{}的平均值", figure()),
                format!("the mean of {} over the last {years} years", figure()),
            ),
            YearFunction::Max => self.tell(
                format!("近{years}年{}的最大值", figure()),
                format!("the highest {} of the last {years} years", figure()),
            ),
            YearFunction::Min => self.tell(
                format!("近{years}年{}的最小值", figure()),
                format!("the lowest {} of the last {years} years", figure()),
            ),
        }
    }
}

mod calls;
