//! What stands below the tables: how the total is made, the checks, the data.

use super::Section;
use super::writer::{Line, Writer};
use crate::quantity::Rational;
use crate::rubric::{Grade, Texts};
use crate::syntax::ast::{
    self, Check, CheckLevel, HeaderStatement, Item, RoundingSubject, Stated, Statement, TextKind, Verdict,
};

impl Writer<'_> {
    pub fn sections(&self, file: &ast::File) -> Vec<Section> {
        let plain = |title: &'static str, lines: Vec<Line>| {
            (!lines.is_empty()).then(|| Section { title: title.to_owned(), lines, grid: Vec::new() })
        };
        let mut checks = Vec::new();
        self.checks(&file.items, &mut checks);
        let list = [
            plain(self.say("总分和等级", "Total and grade"), self.total(file)),
            plain(self.say("分组说明", "Groups"), self.groups()),
            plain(self.say("勾稽关系", "Checks"), checks),
            self.data_section(file),
        ];
        let numbers = ["一", "二", "三", "四"];
        let numbered = list.into_iter().flatten().zip(numbers).enumerate().map(|(at, (section, number))| {
            let title = self
                .tell(format!("{number}、{}", section.title), format!("{}. {}", at.saturating_add(1), section.title));
            Section { title, ..section }
        });
        numbered.collect()
    }

    fn total(&self, file: &ast::File) -> Vec<Line> {
        let mut lines = Vec::new();
        let header = file.header.iter().flat_map(|header| &header.statements);
        for statement in header {
            match statement {
                HeaderStatement::Rounding(clause) => {
                    let how = self.rounding(clause.places.node, clause.mode.node);
                    let total = clause.subject.as_ref().is_some_and(|one| one.node == RoundingSubject::Total);
                    lines.push(match total {
                        true => self.tell(
                            format!("总分由各项得分相加后{how}。"),
                            format!("The total is {how} after the scores were added."),
                        ),
                        false => {
                            self.tell(format!("各项指标得分{how}。"), format!("The scores of indicators are {how}."))
                        }
                    });
                }
                HeaderStatement::Cohort(_) => lines.push(
                    self.say(
                        "各单位一并打分，名次、分位等由全部单位比较得出。",
                        "All units are scored together and compared.",
                    )
                    .to_owned(),
                ),
                HeaderStatement::Basis(_) if self.rubric.reviewed_basis => {
                    lines.push(
                        self.say("人工评定的指标以复核分计。", "Judged items count with their reviewed scores.")
                            .to_owned(),
                    );
                }
                HeaderStatement::Basis(_) => {
                    lines.push(
                        self.say("人工评定的指标以自评分计。", "Judged items count with their claimed scores.")
                            .to_owned(),
                    );
                }
                _ => {}
            }
        }
        let mut lines = lines.into_iter().map(Line::new).collect::<Vec<_>>();
        for item in &file.items {
            lines.extend(self.ending(item));
        }
        if !self.rubric.grades.is_empty() {
            let grades = self.grades(&self.rubric.grades, file_grades(&file.items));
            lines.push(Line::new(
                self.tell(format!("等级（按总分）：{grades}。"), format!("Grade (by the total): {grades}.")),
            ));
        }
        lines
    }

    fn ending(&self, item: &Item) -> Vec<Line> {
        let points = |literal: &ast::Literal| self.points(&Rational::from(literal.magnitude));
        let one = |text: String| vec![Line::new(text)];
        match item {
            Item::Adjustments(_) => self.adjustments(),
            Item::Ceiling(ast::Ceiling { limit: Some(limit), .. }) => {
                let limit = points(limit);
                one(self
                    .tell(format!("总分最高{limit}，超过的按{limit}计。"), format!("The total is capped at {limit}.")))
            }
            Item::Ceiling(_) => one(self.say("总分不封顶。", "The total is not capped.").to_owned()),
            Item::Bottom(bottom) => {
                let limit = points(&bottom.limit);
                one(self
                    .tell(format!("总分最低{limit}，不足的按{limit}计。"), format!("The total is at least {limit}.")))
            }
            Item::Veto(veto) => {
                let mut lines = one(self
                    .say("否决事项（几项同时成立的，取最低的）：", "Vetoes (the lowest that holds counts):")
                    .to_owned());
                for (at, row) in veto.rows.iter().enumerate() {
                    let when = self.condition(&row.condition, "");
                    let text = match &row.verdict {
                        Verdict::Total(limit) if limit.magnitude.is_zero() => self.tell(
                            format!("{when}的，总分为{}。", self.no_points()),
                            format!("if {when}, the total is {}.", self.no_points()),
                        ),
                        Verdict::Total(limit) => self.tell(
                            format!("{when}的，总分不超过{}。", points(limit)),
                            format!("if {when}, the total is at most {}.", points(limit)),
                        ),
                        Verdict::Grade(grade) => self.tell(
                            format!("{when}的，等级不高于“{}”。", grade.node),
                            format!("if {when}, the grade is at most “{}”.", grade.node),
                        ),
                    };
                    lines.push(Line::new(format!("{}{text}", self.number_of(at))).deeper());
                }
                lines.extend(veto.texts.iter().map(|text| self.text_clause(text).deeper()));
                lines.extend(self.told_definitions().into_iter().map(Line::deeper));
                lines
            }
            _ => Vec::new(),
        }
    }

    fn adjustments(&self) -> Vec<Line> {
        let Some(block) = &self.rubric.ending.adjustments else { return Vec::new() };
        let (least, most) = (self.points(&block.range.least), self.points(&block.range.most));
        let mut lines = vec![Line::new(self.tell(
            format!("加减分合计在{least}至{most}之间，超出的按限额计，计入总分。"),
            format!("All adjustments together change the total by {least} to {most}; what is beyond does not count."),
        ))];
        lines.extend(self.texts(&block.texts).into_iter().map(Line::deeper));
        lines
    }

    /// `优≥90分，良≥80分且＜90分` as rows that are tried in order.
    fn grades(&self, known: &[Grade], written: Option<&ast::Grades>) -> String {
        let rows = written.map(|grades| grades.rows.as_slice()).unwrap_or_default();
        let shown = rows.iter().map(|(name, range)| match range {
            Some(range) => format!("{}{}{}", name.node, self.say("", " "), self.bounds("", range)),
            None => self.tell(format!("其余为{}", name.node), format!("otherwise {}", name.node)),
        });
        let shown = shown.collect::<Vec<_>>();
        let order = self.say("（依次取第一个符合的）", " (the first that holds)");
        let order = if known.len() > 2 { order } else { "" };
        format!("{}{order}", shown.join(self.say("，", ", ")))
    }

    /// The texts and grades of groups, which have no room in the table.
    fn groups(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for group in &self.rubric.groups {
            let mut texts = self.texts(&group.texts).into_iter().map(|line| line.text).collect::<Vec<_>>();
            if !group.grades.is_empty() {
                let show = |number: &Rational| self.points(number);
                let grades = group.grades.iter().map(|grade| {
                    let range = crate::rubric::show_interval(&grade.range, show);
                    match range.is_empty() {
                        true => {
                            self.tell(format!("其余为{}", grade.name.node), format!("otherwise {}", grade.name.node))
                        }
                        false if self.zh() => format!("{}{}", grade.name.node, range.replace(' ', "")),
                        false => format!("{} {range}", grade.name.node),
                    }
                });
                let grades = grades.collect::<Vec<_>>().join(self.say("，", ", "));
                texts.push(format!("{}{grades}", self.say("等级：", "Grades: ")));
            }
            if !texts.is_empty() {
                let name = &group.name.node;
                lines.push(Line::new(format!("{name}{}{}", self.say("：", ": "), texts.join(self.say("；", "; ")))));
            }
        }
        lines
    }

    fn checks(&self, items: &[Item], lines: &mut Vec<Line>) {
        for item in items {
            match item {
                Item::Check(check) => lines.extend(self.check(check)),
                Item::Stated(stated) => lines.extend(self.stated(stated)),
                Item::Group(group) => self.checks(&group.items, lines),
                Item::Indicator(indicator) => {
                    for statement in &indicator.statements {
                        match statement {
                            Statement::Check(check) => lines.extend(self.check(check)),
                            Statement::Stated(stated) => lines.extend(self.stated(stated)),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn check(&self, check: &Check) -> Vec<Line> {
        let must =
            check.assertions.iter().map(|one| self.condition(one, "")).collect::<Vec<_>>().join(self.say("；", "; "));
        let written = check.level.as_ref().map_or(CheckLevel::Error, |level| level.node);
        let level = self.level(written);
        let level = match written {
            CheckLevel::Error => self.tell(format!("不符的为{level}"), format!("an {level} where it does not hold")),
            _ => self.tell(format!("不符的{level}"), format!("{level} where it does not hold")),
        };
        let mut text = format!("{}{}", check.name.node, self.in_brackets(&level));
        text.push_str(self.say("：", ": "));
        if let Some(table) = &check.each_row {
            text.push_str(&self.tell(format!("“{}”各行，", table.node), format!("each row of “{}”, ", table.node)));
        }
        if let Some(condition) = &check.condition {
            let condition = self.condition(condition, "");
            text.push_str(&self.tell(format!("{condition}的，应当"), format!("if {condition}, ")));
        }
        text.push_str(&must);
        if let Some(tolerance) = &check.tolerance {
            let (reason, tolerance) = (&tolerance.reason, self.literal(&tolerance.amount));
            text.push_str(&self.tell(
                format!("（容差{tolerance}，{}）", reason.node),
                format!(" (tolerance {tolerance}: {})", reason.node),
            ));
        }
        text.push_str(self.say("。", "."));
        let mut lines = vec![Line::new(text)];
        lines.extend(check.texts.iter().map(|text| self.text_clause(text).deeper()));
        lines.extend(self.told_definitions().into_iter().map(Line::deeper));
        lines
    }

    fn stated(&self, stated: &Stated) -> Vec<Line> {
        let field = &stated.field.node;
        let value = self.measured(&stated.value, self.kind_of(field), "");
        let unless = stated.unless.as_ref().map(|unless| self.condition(unless, ""));
        let unless =
            unless.map(|when| self.tell(format!("（{when}的，不核对）"), format!(" (not compared if {when})")));
        let unless = unless.unwrap_or_default();
        let text = self
            .tell(format!("填报的{field}应当等于{value}{unless}。"), format!("{field} as stated is {value}{unless}."));
        let mut lines = vec![Line::new(text)];
        lines.extend(self.told_definitions().into_iter().map(Line::deeper));
        lines
    }

    fn text_clause(&self, clause: &ast::TextClause) -> Line {
        let text = Some(clause.text.node.clone());
        let texts = match clause.kind {
            TextKind::Authority => Texts { authority: text, ..Texts::default() },
            TextKind::Note => Texts { note: text, ..Texts::default() },
            TextKind::Wording => Texts { wording: text, ..Texts::default() },
            TextKind::Evidence => Texts { evidence: text, ..Texts::default() },
            TextKind::Origin => Texts { origin: text, ..Texts::default() },
        };
        self.texts(&texts).into_iter().next().unwrap_or_else(|| Line::new(""))
    }
}

/// 等级 of the total as written.
fn file_grades(items: &[Item]) -> Option<&ast::Grades> {
    items.iter().find_map(|item| match item {
        Item::Grades(grades) => Some(grades),
        _ => None,
    })
}
