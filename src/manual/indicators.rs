//! The tables of indicators.

use super::writer::{Line, Scored, Writer};
use super::{Cell, Row, Table};
use crate::ids::NodeId;
use crate::quantity::{Rational, RoundingMode};
use crate::rubric::{Indicator, Texts};
use crate::syntax::ast::{self, Award, AwardNode, Item, Policy, Rescale, Statement};

impl Writer<'_> {
    /// The table of the indicators, and that of 加减分.
    pub fn tables(&self, file: &ast::File) -> Vec<Table> {
        let width = depth(&file.items);
        let mut rows = Vec::new();
        self.walk(&file.items, (0, width), None, &mut rows);
        let published = |root: &NodeId| match root {
            NodeId::Group(id) => self.rubric.group(*id).points.is_some(),
            NodeId::Indicator(id) => self.rubric.indicator(*id).points.is_some(),
        };
        if self.rubric.roots.len() > 1 && self.rubric.roots.iter().all(published) {
            let text = self.say("合计", "Total").to_owned();
            let cell = Cell { text, points: String::new(), rows: 1, columns: width, indicator: false };
            let levels = (0..width).map(|level| (level == 0).then(|| cell.clone())).collect();
            rows.push(Row { levels, points: Self::number(&self.rubric.total), ..Row::default() });
        }
        let mut tables = vec![Table { title: None, head: self.head(width), rows }];
        for item in &file.items {
            if let Item::Adjustments(block) = item {
                let mut rows = Vec::new();
                self.walk(&block.items, (0, 1), None, &mut rows);
                let title = Some(self.say("加减分项", "Adjustments").to_owned());
                tables.push(Table { title, head: self.head(1), rows });
            }
        }
        tables
    }

    fn head(&self, width: usize) -> Vec<String> {
        let numbers = ["一", "二", "三", "四", "五", "六"];
        let levels = (0..width).map(|at| match (width, self.zh()) {
            (1, true) => "指标".to_owned(),
            (1, false) => "Indicator".to_owned(),
            (_, true) => format!("{}级指标", numbers.get(at).copied().unwrap_or_default()),
            (_, false) => format!("Level {}", at.saturating_add(1)),
        });
        let rest = match self.zh() {
            true => ["分值", "指标说明", "评分标准"],
            false => ["Points", "Explanation", "Scoring"],
        };
        levels.chain(rest.map(str::to_owned)).collect()
    }

    fn walk(&self, items: &[Item], (level, width): (usize, usize), each: Option<&ast::Group>, rows: &mut Vec<Row>) {
        for item in items {
            match item {
                Item::Group(group) => {
                    let start = rows.len();
                    let each = group.each_row.as_ref().map(|_| group);
                    self.walk(&group.items, (level.saturating_add(1), width), each, rows);
                    if rows.len() == start {
                        rows.push(Row { levels: vec![None; width], ..Row::default() });
                    }
                    let reach = rows.len().saturating_sub(start);
                    let cell = Cell {
                        text: group.name.node.clone(),
                        points: self.group_points(group),
                        rows: reach,
                        columns: 1,
                        indicator: false,
                    };
                    if let Some(place) = rows.get_mut(start).and_then(|row| row.levels.get_mut(level)) {
                        *place = Some(cell);
                    }
                }
                Item::Indicator(indicator) => {
                    let known = self.rubric.indicators.iter().find(|one| one.span == indicator.head);
                    rows.extend(known.map(|known| self.row(indicator, known, each, (level, width))));
                }
                _ => {}
            }
        }
    }

    /// `（20分）`.
    fn group_points(&self, group: &ast::Group) -> String {
        let known = self.rubric.groups.iter().find(|one| one.span == group.head);
        let points = match (&group.points, known.and_then(|known| known.points.as_ref())) {
            (ast::Points::ByRows(_), _) => self.say("分值为各行合计", "points of its rows").to_owned(),
            (_, Some(points)) => self.points(points),
            _ => self.say("分值未公布", "points unpublished").to_owned(),
        };
        self.in_brackets(&points)
    }

    fn row(
        &self,
        indicator: &ast::Indicator,
        known: &Indicator,
        each: Option<&ast::Group>,
        (level, width): (usize, usize),
    ) -> Row {
        self.read.borrow_mut().clear();
        let points = known.points.clone().filter(|_| known.adjusts.is_none() && each.is_none());
        let first = Scored { subject: known.name.node.clone(), target: None, points, adjusts: known.adjusts.clone() };
        let of = self.scored(&known.name.node, &indicator.statements, &first);
        let standard = self.standard(indicator, known, &of);
        let mut explanation = each.map(|group| self.each_row(indicator, group)).unwrap_or_default();
        explanation.extend(self.explanation(indicator, known, &of));
        let name = match &indicator.row {
            None => known.name.node.clone(),
            Some(head) => {
                let (name, table) = (self.formula(&head.name, ""), each.and_then(|group| group.each_row.as_ref()));
                let table = table.map(|each| each.table.node.as_str()).unwrap_or_default();
                self.tell(format!("“{table}”逐行列示（{name}）"), format!("each row of “{table}” ({name})"))
            }
        };
        let mut levels = vec![None; width];
        if let Some(place) = levels.get_mut(level) {
            *place = Some(Cell {
                text: name,
                points: String::new(),
                rows: 1,
                columns: width.saturating_sub(level),
                indicator: true,
            });
        }
        Row { levels, points: self.own_points(indicator, known, each), explanation, standard }
    }

    fn own_points(&self, indicator: &ast::Indicator, known: &Indicator, each: Option<&ast::Group>) -> String {
        if let Some(head) = &indicator.row {
            return match &head.points {
                Some(points) => {
                    let points = self.formula(points, "");
                    self.tell(format!("按各行“{points}”"), format!("“{points}” of the row"))
                }
                None => self.say("各行均分", "equal parts").to_owned(),
            };
        }
        match (&known.adjusts, &known.points) {
            (Some(range), _) => {
                let (least, most) = (Self::number(&range.least), Self::number(&range.most));
                self.tell(format!("{least}至{most}"), format!("{least} to {most}"))
            }
            (None, Some(points)) if each.is_none() => Self::number(points),
            _ => self.say("未公布", "unpublished").to_owned(),
        }
    }

    /// Which rows a group takes.
    fn each_row(&self, indicator: &ast::Indicator, group: &ast::Group) -> Vec<Line> {
        let Some(each) = &group.each_row else { return Vec::new() };
        let table = &each.table.node;
        let mut lines = vec![Line::new(match &each.condition {
            Some(condition) => {
                let condition = self.condition(condition, "");
                self.tell(
                    format!("填报的“{table}”中，{condition}的每一行为一项指标。"),
                    format!("Every row of “{table}” where {condition} is an indicator."),
                )
            }
            None => self
                .tell(format!("填报的“{table}”每一行为一项指标。"), format!("Every row of “{table}” is an indicator.")),
        })];
        if indicator.row.as_ref().is_some_and(|head| head.points.is_none()) {
            let last = group.equal_split.as_ref().and_then(|split| split.remainder.as_ref()).map(|name| &name.node);
            let to = last
                .map(|name| self.tell(format!("，除不尽的余数归{name}"), format!("; the remainder goes to {name}")));
            lines.push(Line::new(self.tell(
                format!("分组分值由各行均分{}。", to.clone().unwrap_or_default()),
                format!("The points of the group are split equally{}.", to.unwrap_or_default()),
            )));
        }
        for statement in &indicator.statements {
            let (zh, en, value) = match statement {
                Statement::Claim(value, _) => ("自评分取", "The claimed score is ", value),
                Statement::Review(value, _) => ("复核分取", "The reviewed score is ", value),
                Statement::Reason(value, _) => ("理由取", "The reason is ", value),
                _ => continue,
            };
            let value = self.formula(value, "");
            lines.push(Line::new(self.tell(format!("{zh}“{value}”列。"), format!("{en}“{value}”."))));
        }
        lines
    }

    fn explanation(&self, indicator: &ast::Indicator, known: &Indicator, of: &Scored<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        lines.extend(known.texts.note.as_deref().map(Line::new));
        lines.extend(self.measure_lines(&indicator.statements, &of.subject, known.measure.map(|_| known)));
        lines.extend(self.told_definitions());
        let others = Texts { note: None, wording: None, ..known.texts.clone() };
        lines.extend(self.texts(&others));
        lines
    }

    /// The definitions named so far, and those that they name.
    pub fn told_definitions(&self) -> Vec<Line> {
        let (mut told, mut lines) = (std::collections::BTreeSet::new(), Vec::new());
        loop {
            let next = self.read.borrow().iter().find(|name| !told.contains(*name)).cloned();
            let Some(name) = next else { break };
            if let Some(definition) = self.definitions.get(name.as_str()) {
                let value = self.measured(&definition.value, self.kind_of(&name), "");
                let equals = self.say("=", " = ");
                lines.push(Line::new(format!("{}{name}{equals}{value}", self.say("其中：", "where "))));
            }
            told.insert(name);
        }
        self.read.borrow_mut().clear();
        lines
    }

    /// 依据 and the other texts, each with its word.
    pub fn texts(&self, texts: &Texts) -> Vec<Line> {
        let parts = [
            ("", "", &texts.note),
            ("原文：", "Wording: ", &texts.wording),
            ("依据：", "Authority: ", &texts.authority),
            ("佐证材料：", "Evidence: ", &texts.evidence),
            ("来源：", "Source: ", &texts.origin),
        ];
        let told = parts.into_iter().filter_map(|(zh, en, text)| Some((zh, en, text.as_ref()?)));
        told.map(|(zh, en, text)| Line::new(format!("{}{text}", self.say(zh, en)))).collect()
    }

    /// What is measured: 公式, 目标, 值域, 修约.
    pub fn measure_lines(&self, statements: &[Statement], subject: &str, known: Option<&Indicator>) -> Vec<Line> {
        let mut lines = Vec::new();
        for statement in statements {
            lines.extend(
                match statement {
                    Statement::Formula { value, as_change, span } => {
                        let measured =
                            self.rubric.measures.iter().find(|one| one.span == value.span || one.span == *span);
                        let own = known.and_then(|known| known.measure).map(|id| self.rubric.measure(id));
                        let kind = own.or(measured).map(|one| &one.value.kind);
                        let text = self.measured(value, kind, subject);
                        let change = if *as_change { self.say("（增减率）", " (a change)") } else { "" };
                        Some(match text == subject {
                            true => self.tell(format!("评价数据：{text}"), format!("Figure: {text}")),
                            false => self.tell(
                                format!("计算公式：{subject}={text}{change}"),
                                format!("Formula: {subject} = {text}{change}"),
                            ),
                        })
                    }
                    Statement::Target { relation, value, .. } => {
                        let relation = relation.as_ref().map(|one| self.relation(one.node)).unwrap_or_default();
                        let by = self.compared_by(value);
                        let text = format!("{relation}{}{by}", self.formula(value, subject));
                        Some(self.tell(format!("目标值：{text}"), format!("Target: {}", text.trim_start())))
                    }
                    Statement::Range(range) => {
                        let range = self.bounds("", range);
                        Some(self.tell(format!("取值范围：{range}"), format!("Range: {range}")))
                    }
                    Statement::Rounding(clause) => {
                        let how = self.rounding(clause.places.node, clause.mode.node);
                        Some(self.tell(format!("{subject}{how}"), format!("{subject} is {how}")))
                    }
                    _ => None,
                }
                .map(Line::new),
            );
        }
        lines
    }

    /// The column that says how a submitted target compares.
    fn compared_by(&self, target: &ast::Expr) -> String {
        let ast::ExprNode::Call(function, parts) = &target.node else { return String::new() };
        match parts.first().map(|part| &part.node) {
            Some(ast::ExprNode::Row(relation)) if function.node == ast::Function::TargetOf && parts.len() > 2 => {
                let relation = &relation.node;
                self.tell(format!("（按“{relation}”比较）"), format!(" (compared as “{relation}” says)"))
            }
            _ => String::new(),
        }
    }

    /// `保留2位小数（四舍五入）`.
    pub fn rounding(&self, places: u32, mode: RoundingMode) -> String {
        let (zh, en) = match mode {
            RoundingMode::HalfUp => ("四舍五入", "half up"),
            RoundingMode::HalfEven => ("四舍六入五成双", "half to even"),
            RoundingMode::Truncate => ("其后各位舍去", "cut off"),
            RoundingMode::AwayFromZero => ("其后有数即进一", "away from zero"),
        };
        self.tell(
            format!("保留{places}位小数（{zh}）"),
            format!("rounded to {places} decimal {} ({en})", if places == 1 { "place" } else { "places" }),
        )
    }

    fn standard(&self, indicator: &ast::Indicator, known: &Indicator, of: &Scored<'_>) -> Vec<Line> {
        let mut rule = indicator.statements.iter().find_map(|one| match one {
            Statement::Rule(rule) => Some(self.rule(rule, of)),
            _ => None,
        });
        if rule.is_none() {
            rule = Some(vec![Line::new(self.say("未公布。", "Not published."))]);
        }
        let mut rule = rule.unwrap_or_default();
        let mut lines = Vec::new();
        if let Some(wording) = &known.texts.wording {
            lines.push(Line::new(format!("{}{}", self.say("原文：", "Wording: "), self.verbatim(wording))));
            if let Some(first) = rule.first_mut() {
                first.text.insert_str(0, self.say("规则：", "Rule: "));
            }
        }
        lines.extend(rule);
        for statement in &indicator.statements {
            if let Statement::NotApplicable(one) = statement {
                let when = self.condition(&one.condition, &of.subject);
                let policy = self.policy(&one.policy, of);
                lines.push(Line::new(
                    self.tell(format!("不适用：{when}的，{policy}。"), format!("Not applicable: if {when}, {policy}.")),
                ));
            }
        }
        lines
    }

    fn policy(&self, policy: &Policy, of: &Scored<'_>) -> String {
        match policy {
            Policy::Award(Award { node: AwardNode::Full, .. }) => self.tell(
                format!("得满分（{}）", self.full(of)).replace("（满分）", ""),
                format!("gets {}", self.full(of)),
            ),
            Policy::Award(award) => self.award(award, of),
            Policy::LeftOut(over) => {
                let whole = over.node == Rescale::Whole;
                let (zh, en) =
                    if whole { ("全表", "the whole table") } else { ("所在的上一级指标内", "its group") };
                self.tell(
                    format!("本项不计入总分，其分值按比例折算到{zh}的其余指标"),
                    format!(
                        "it is left out, and its points are spread in proportion over the other indicators of {en}"
                    ),
                )
            }
        }
    }

    /// Nothing, in points.
    pub fn no_points(&self) -> String {
        self.points(&Rational::ZERO)
    }
}

/// How many columns the levels need.
fn depth(items: &[Item]) -> usize {
    let below = items.iter().map(|item| match item {
        Item::Group(group) => depth(&group.items).max(1).saturating_add(1),
        Item::Indicator(_) => 1,
        _ => 0,
    });
    below.max().unwrap_or(0)
}
