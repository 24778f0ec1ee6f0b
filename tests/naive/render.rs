//! Writes a [`Model`] as a `.perf` text.

use std::fmt::Write;

use num_traits::Zero;

use super::calendar::Period;
use super::dice::Dice;
use super::fraction::{Edge, frac};
use super::model::{Body, C, E, Field, Model, Node, Points, Policy, Unit};
use super::words::Words;

/// The text of a model; the seed chooses among equal ways to write things.
pub fn render(model: &Model, seed: u64) -> String {
    let words = Words { zh: model.zh };
    let mut dice = Dice::new(seed);
    let levels = dice.percent(80);
    Writer { model, words, dice, levels, out: String::new(), depth: 0 }.whole()
}

pub struct Writer<'a> {
    pub model: &'a Model,
    pub words: Words,
    pub dice: Dice,
    /// Groups are called 一级, 二级 rather than 分组.
    levels: bool,
    out: String,
    depth: usize,
}

impl Writer<'_> {
    pub fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.words.zh { zh } else { en }
    }

    pub fn line(&mut self, text: &str) {
        writeln!(self.out, "{}{text}", "  ".repeat(self.depth)).unwrap();
    }

    pub fn open(&mut self, head: &str) {
        self.line(&format!("{head} {{"));
        self.depth += 1;
    }

    pub fn close(&mut self) {
        self.depth -= 1;
        self.line("}");
    }

    /// `评分：分档` and the like: a keyword, a colon, the rest.
    pub fn entry(&mut self, zh: &'static str, en: &'static str, rest: &str) {
        let text = if self.words.zh { format!("{zh}：{rest}") } else { format!("{en}: {rest}") };
        self.line(&text);
    }

    pub fn comma(&self) -> &'static str {
        self.t("，", ", ")
    }

    pub fn variant(&mut self) -> u64 {
        self.dice.next() % 240
    }

    fn whole(mut self) -> String {
        self.open(self.t("评价体系 \"生成\"", "rubric \"Generated\""));
        self.entry("年度", "year", "2024");
        let total = self.words.points(&self.model.total);
        self.entry("总分", "total", &total);
        for (rounding, zh, en, from) in [
            (self.model.rounding, "指标得分", "indicator scores", ""),
            (self.model.total_rounding, "总分", "total", self.t("由各项得分，", "from the scores, ")),
        ] {
            if let Some((places, mode)) = rounding {
                let (what, mode) = (self.t(zh, en), self.words.mode(mode));
                let text = format!("{what} {}{}{from}{mode}", self.words.places(places), self.comma());
                self.entry("修约", "rounding", &text);
            }
        }
        self.close();
        self.open(self.t("数据 甲表", "data Facts"));
        for field in &self.model.fields {
            let text = self.field(field);
            self.line(&text);
        }
        self.close();
        for at in 0..self.model.tables.len() {
            self.table(at);
        }
        for (name, value) in &self.model.definitions {
            let text = format!("{} {name} = {}", self.t("定义", "define"), self.expression(value));
            self.line(&text);
        }
        for node in &self.model.roots {
            self.node(node, 1);
        }
        for line in &self.model.ending {
            self.out.push_str(line);
            self.out.push('\n');
        }
        if !self.model.grades.is_empty() {
            let rows = self.model.grades.iter().map(|(name, least)| match least {
                Some(least) => format!("{name} ≥ {}", self.words.points(least)),
                None => format!("{name} {}", self.words.t("其余", "otherwise")),
            });
            let rows = rows.collect::<Vec<_>>().join(self.comma());
            self.entry("等级", "grades", &rows);
        }
        self.out
    }

    pub fn field(&mut self, field: &Field) -> String {
        let (zh, en) = match field.unit {
            Unit::Yuan => ("金额(元, #)", "money(元, #)"),
            Unit::Wan => ("金额(万元, #)", "money(万元, #)"),
            Unit::Percent => ("比率(%, #)", "ratio(%, #)"),
            Unit::Change => ("增减率(%, #)", "change(%, #)"),
            Unit::Times => ("数量(次, #)", "count(cases, #)"),
            Unit::Days => ("日", "days"),
            Unit::WorkingDays => ("工作日", "workdays"),
            Unit::Date => ("日期", "date"),
            Unit::Number | Unit::Count => ("数", "number"),
            Unit::YesNo => ("是否", "yes/no"),
            Unit::Level => ("取值(好 > 中 > 差)", "levels(good > fair > poor)"),
        };
        let digits = match (self.words.zh, field.digits) {
            (true, digits) => format!("{digits}位"),
            (false, 1) => "1 place".to_owned(),
            (false, digits) => format!("{digits} places"),
        };
        let kind = self.t(zh, en).replace('#', &digits);
        let range = match (&field.range.low, &field.range.high) {
            _ if matches!(field.unit, Unit::Level | Unit::YesNo) => String::new(),
            (Edge::Free, Edge::Free) => String::new(),
            (Edge::At(low, belongs), Edge::Free) => {
                format!(" {} {}", if *belongs { "≥" } else { ">" }, self.words.constant(low, field.unit, 0))
            }
            (Edge::Free, Edge::At(high, belongs)) => {
                format!(" {} {}", if *belongs { "≤" } else { "<" }, self.words.constant(high, field.unit, 0))
            }
            _ => format!(" {}", self.words.brackets(&field.range, field.unit)),
        };
        let optional = if field.optional { self.t(" 可空", " optional") } else { "" };
        let years = match (field.years, self.words.zh) {
            (1, _) => String::new(),
            (2, true) if self.dice.percent(50) => ", 上年".to_owned(),
            (2, false) if self.dice.percent(50) => ", last year".to_owned(),
            (years, true) => format!(", 近{years}年"),
            (years, false) => format!(", last {years} years"),
        };
        if self.words.zh {
            format!("{}：{kind}{range}{optional}{years}", field.name)
        } else {
            format!("{}: {kind}{range}{optional}{years}", field.name)
        }
    }

    fn node(&mut self, node: &Node, level: usize) {
        match node {
            Node::Group { name, points, written, split, children } => {
                let word = match (self.words.zh, self.levels) {
                    (false, _) => "group",
                    (true, false) => "分组",
                    (true, true) => ["一级", "二级"][level - 1],
                };
                let mut head = format!("{word} {name}{}", self.points(points, *written));
                match split {
                    Some(None) => head.push_str(self.t(" 均分", " equal split")),
                    Some(Some(to)) if self.words.zh => write!(head, " 均分，余数归 {to}").unwrap(),
                    Some(Some(to)) => write!(head, " equal split, remainder to {to}").unwrap(),
                    None => {}
                }
                self.open(&head);
                for child in children {
                    self.node(child, level + 1);
                }
                self.close();
            }
            Node::Indicator(one) => {
                let points = self.points(&one.points, one.written);
                self.open(&format!("{} {}{points}", self.t("指标", "indicator"), one.name));
                self.body(&one.body);
                for (condition, policy) in &one.not_applicable {
                    self.not_applicable(condition, policy);
                }
                self.close();
            }
        }
    }

    fn points(&self, points: &super::fraction::F, written: Points) -> String {
        match written {
            Points::Plain => format!(" {}", self.words.points(points)),
            Points::Share => {
                format!(" {}%", super::fraction::decimal(&(points / &self.model.total * frac(100, 1))))
            }
            Points::Split => String::new(),
        }
    }

    fn not_applicable(&mut self, condition: &C, policy: &Policy) {
        let policy = match policy {
            Policy::Award(award) => self.words.award(award),
            Policy::LeftOut { whole } => {
                let to = if *whole { self.t("全表", "whole") } else { self.t("上级", "parent") };
                let left_out = self.t("不计入总分，折算到", "left out, rescaled to");
                format!("{left_out} {to}")
            }
        };
        let condition = self.condition(condition);
        let text = if self.words.zh {
            format!("不适用：{condition} 时 {policy}")
        } else {
            format!("n/a when {condition}: {policy}")
        };
        self.line(&text);
    }

    pub fn body(&mut self, body: &Body) {
        if let Some(formula) = &body.formula {
            let text = self.expression(formula);
            self.entry("公式", "formula", &text);
        }
        if let Some((places, mode)) = body.rounding {
            let text = format!("{}{}{}", self.words.places(places), self.comma(), self.words.mode(mode));
            self.entry("修约", "rounding", &text);
        }
        if let Some((relation, value)) = &body.target {
            let value = self.expression(value);
            let words = self.words;
            let text = match relation {
                Some(relation) if self.dice.percent(50) => format!("{} {value}", words.relation(*relation)),
                Some(relation) => format!("{} {value}", relation.symbol()),
                None => value,
            };
            self.entry("目标", "target", &text);
        }
        let head = self.t("评分：", "score: ");
        self.rule(&body.rule, head);
    }

    pub fn expression(&mut self, e: &E) -> String {
        let two = |writer: &mut Self, a: &E, b: &E| (writer.operand(a), writer.operand(b));
        match e {
            E::Field(field) => self.model.fields[*field].name.clone(),
            E::Const(value, unit) => {
                let variant = if value.is_zero() { 0 } else { self.dice.next() % 2 };
                self.words.constant(value, *unit, variant)
            }
            E::Definition(at) => self.model.definitions[*at].0.clone(),
            E::Measure => self.t("指标值", "measure").to_owned(),
            E::Row(..) | E::RowDefinition(..) | E::Over(_) | E::Keyed(..) => self.over_rows(e),
            E::Sum(a, b) => {
                let (a, b) = two(self, a, b);
                format!("{a} + {b}")
            }
            E::Difference(a, b) => {
                let (a, b) = two(self, a, b);
                format!("{a} {} {b}", ["-", "−"][usize::from(self.dice.percent(30))])
            }
            E::Ratio(a, b) => {
                let (a, b) = two(self, a, b);
                format!("{a} {} {b}", ["/", "÷"][usize::from(self.dice.percent(30))])
            }
            E::Growth(a, b) => self.call("增减率", "change", &[a, b]),
            E::Abs(a) => self.call("绝对值", "abs", &[a]),
            E::Max(a, b) => self.call("最大", "max", &[a, b]),
            E::Min(a, b) => self.call("最小", "min", &[a, b]),
            E::Clamp(a, b, c) => self.call("限于", "clamp", &[a, b, c]),
            E::WorkingDays(a, b) => self.call("工作日", "workdays_between", &[a, b]),
            E::Deadline(a, days, period) => {
                let (from, name) = (self.expression(a), self.t("期限", "deadline"));
                let (unit, last) = match period {
                    Period::Postponed => (Unit::Days, self.t(", 顺延", ", postponed")),
                    Period::Fixed => (Unit::Days, self.t(", 不顺延", ", not postponed")),
                    Period::Working => (Unit::WorkingDays, ""),
                };
                format!("{name}({from}, {}{last})", self.words.constant(days, unit, 0))
            }
        }
    }

    fn call(&mut self, zh: &'static str, en: &'static str, arguments: &[&E]) -> String {
        let arguments = arguments.iter().map(|one| self.expression(one)).collect::<Vec<_>>();
        format!("{}({})", self.t(zh, en), arguments.join(", "))
    }

    fn operand(&mut self, e: &E) -> String {
        let text = self.expression(e);
        match e {
            E::Sum(..) | E::Difference(..) | E::Ratio(..) => format!("({text})"),
            _ => text,
        }
    }

    pub fn condition(&mut self, c: &C) -> String {
        match c {
            C::Yes(field) => self.model.fields[*field].name.clone(),
            C::RowYes(table, column) => self.column(*table, *column),
            C::RowFilled(table, column) => {
                format!("{}({})", self.t("已填", "filled"), self.column(*table, *column))
            }
            C::Not(inner) => match **inner {
                C::Yes(_) | C::Filled(_) | C::RowYes(..) => {
                    format!("{} {}", self.t("非", "not"), self.condition(inner))
                }
                _ => format!("{} ({})", self.t("非", "not"), self.condition(inner)),
            },
            C::Compare(left, relation, right) => {
                format!("{} {} {}", self.expression(left), relation.symbol(), self.expression(right))
            }
            C::Short(relation, right) => format!("{} {}", self.words.relation(*relation), self.expression(right)),
            C::And(parts) => self.joined(parts, self.t(" 且 ", " and ")),
            C::Or(parts) => self.joined(parts, self.t(" 或 ", " or ")),
            C::Filled(field) => format!("{}({})", self.t("已填", "filled"), self.model.fields[*field].name),
            C::Years(field, relation, at, least) => {
                let Field { name, unit, years, .. } = &self.model.fields[*field];
                let (over, sign, at) = (self.t("近", "last "), relation.symbol(), self.words.constant(at, *unit, 0));
                let (count, behind) = (self.t("计数", "count"), self.t("年", " years"));
                format!("{count}({over}{years}{behind}, {name} {sign} {at}) ≥ {least}")
            }
            C::Reported => self.t("报送不适用", "reported n/a").to_owned(),
        }
    }

    fn joined(&mut self, parts: &[C], word: &str) -> String {
        parts.iter().map(|part| self.nested(part)).collect::<Vec<_>>().join(word)
    }

    fn nested(&mut self, c: &C) -> String {
        let text = self.condition(c);
        match c {
            C::And(_) | C::Or(_) => format!("({text})"),
            C::Compare(..) if self.dice.percent(50) => format!("({text})"),
            _ => text,
        }
    }
}
