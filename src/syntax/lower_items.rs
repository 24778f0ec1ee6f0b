//! What stands at the top of a file and in groups; the header.

use super::ahead::Ahead;
use super::ast::{
    CheckLevel, EqualSplit, Expr, ExprNode, File, Grades, Group, Indicator, Item, Literal, LiteralUnit, Name, Points,
    RowHead, Stated, TextClause, TextKind,
};
use super::blocks::Statement;
use super::diagnostics;
use super::grammar::{Node, Rule};
use super::parse::{Parser, Whole};
use super::words::{Place, Word, words};
use crate::diagnostic::Reported;
use crate::source::Spanned;

impl<'a> Parser<'a, '_> {
    /// All of a file.
    pub fn file(&mut self, list: &[Statement], mut file: File) -> File {
        let wholes = self.wholes(list, Place::Top);
        // The first statement says the language of the keywords.
        let (first, rest) = wholes.split_at(wholes.len().min(1));
        first.iter().for_each(|whole| self.top(whole, &mut file));
        for (piece, read) in self.ahead(rest) {
            match read {
                Some(Ahead { items, diagnostics }) => {
                    file.items.extend(items);
                    self.diagnostics.append(diagnostics);
                }
                None => piece.iter().for_each(|whole| self.top(whole, &mut file)),
            }
        }
        file
    }

    fn top(&mut self, whole: &Whole<'_>, file: &mut File) {
        match self.read_kind(whole) {
            Ok(node) if node.rule() == Rule::header => {
                let found = self.header(&node, whole);
                match &file.header {
                    Some(first) => {
                        let again = self.head_of(whole);
                        self.diagnostics.error(diagnostics::written_twice(again, "评价体系", first.title.span));
                    }
                    None => file.header = Some(found),
                }
            }
            Ok(node) if is_amendment(node.rule()) => self.amendment_or_parent(&node, whole, file),
            Ok(node) => self.item(&node, whole, &mut file.items),
            Err(_) if self.amends(whole) => {
                let broken = self.broken_amendment(whole);
                file.amendments.push(broken);
            }
            Err(reported) => file.items.push(self.broken_item(whole, reported)),
        }
    }

    /// What stands in a group or in 加减分.
    pub fn items(&mut self, list: &[Statement], place: Place) -> Vec<Item> {
        let mut items = Vec::new();
        for whole in self.wholes(list, place) {
            match self.read_kind(&whole) {
                Ok(node) => self.item(&node, &whole, &mut items),
                Err(reported) => items.push(self.broken_item(&whole, reported)),
            }
        }
        items
    }

    /// Something that is declared or must hold.
    pub fn item(&mut self, node: &Node<'a>, whole: &Whole<'_>, items: &mut Vec<Item>) {
        if !may_stand(node.rule(), whole.place) {
            let word = node.parts().next().map_or("", |word| word.text());
            self.diagnostics.error(diagnostics::not_here(self.head_of(whole), word, whole.place));
            self.lose(whole.start, whole.close.max(whole.end));
            return items.push(Item::Hole(self.span_of(whole)));
        }
        if node.rule() == Rule::unit_statement {
            return self.unit_declarations(node, whole, items);
        }
        let item = self.one_item(node, whole);
        items.push(item.unwrap_or_else(|reported| self.broken_item(whole, reported)));
    }

    /// An item that is one declaration.
    pub fn one_item(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Item, Reported> {
        match node.rule() {
            Rule::data | Rule::added_data => Ok(Item::Data(self.data(node, whole))),
            Rule::table | Rule::added_table => self.table(node, whole),
            Rule::definition => self.definition(node).map(Item::Definition),
            Rule::group | Rule::added_group => self.group(node, whole),
            Rule::indicator | Rule::added_indicator => self.indicator(node, whole).map(Item::Indicator),
            Rule::check | Rule::added_check => Ok(Item::Check(self.check(node, whole))),
            Rule::stated => self.stated(node).map(Item::Stated),
            Rule::grades => self.grades(node).map(Item::Grades),
            Rule::adjustments | Rule::added_adjustments => self.adjustments(node, whole).map(Item::Adjustments),
            Rule::ceiling | Rule::not_capped => self.ceiling(node).map(Item::Ceiling),
            Rule::bottom => self.bottom(node).map(Item::Bottom),
            Rule::veto | Rule::adjusted_veto => Ok(Item::Veto(self.veto(whole))),
            Rule::test => self.test(node, whole).map(|test| Item::Test(Box::new(test))),
            Rule::text_clause => self.text_clause(node).map(Item::Text),
            _ => Err(self.drift(node)),
        }
    }

    /// What is left of an item whose head could not be read: its block is read for what else is wrong in it, and the
    /// names that it declares are kept, so that their uses are not reported.
    fn broken_item(&mut self, whole: &Whole<'_>, _: Reported) -> Item {
        let span = self.span_of(whole);
        let head = words(self.slice(whole.start, whole.end), whole.start);
        let word = head.first().map(|word| word.text).unwrap_or_default();
        if whole.place == Place::Top && !super::names::declares_nothing(word) {
            self.lose(whole.start, whole.close.max(whole.end));
        }
        if super::not_yet::leading(word).is_some() || self.was_not_yet(whole) {
            return Item::Hole(span);
        }
        let leveled = super::habits::leveled_indicator(&head);
        let word = match leveled {
            Some(_) if self.is_indicator(whole.body) => "指标",
            Some((level, _)) => level,
            None if self.holds_a_rule(whole.body) && Self::opens_group(word) => "指标",
            None => word,
        };
        if let Some(body) = whole.body {
            if let Some(item) = self.kept(word, &head, whole) {
                return item;
            }
            match word {
                "数据" | "data" => {
                    let fields = self.fields(body);
                    return Item::Data(super::ast::Data { name: None, fields, span });
                }
                "明细" | "table" => drop(self.columns(body)),
                "一级" | "二级" | "三级" | "四级" | "分组" | "group" | "first" | "second" | "third" | "fourth" =>
                {
                    drop(self.items(body, Place::Group));
                }
                "加减分" | "adjustments" => drop(self.items(body, Place::Adjustments)),
                "指标" | "indicator" => drop(self.statements(body)),
                "校验" | "check" => drop(self.check_rows(body)),
                "评价体系" | "rubric" => drop(self.header_statements(body)),
                _ => {}
            }
        }
        match (word, head.get(1)) {
            ("定义" | "define", Some(name)) => {
                let name = Name { node: name.text.to_owned(), span: self.normal.span(name.start, name.end()) };
                let value = Expr { node: ExprNode::Hole, span };
                Item::Definition(super::ast::Definition { name, as_change: false, value, span })
            }
            _ => Item::Hole(span),
        }
    }

    /// A group or an indicator of which only the head could not be read: what stands in it is checked like any other.
    /// What belongs to rows is not, since they may be what could not be read.
    fn kept(&mut self, word: &str, head: &[Word<'_>], whole: &Whole<'_>) -> Option<Item> {
        let body = whole.body?;
        let of_rows = head.iter().any(|word| matches!(word.text, "行" | "row" | "逐行" | "each"));
        let named = head.get(1).filter(|name| !name.text.starts_with(|c: char| c.is_ascii_digit()))?;
        if of_rows || !matches!(whole.place, Place::Top | Place::Group) {
            return None;
        }
        let name = Name { node: named.text.to_owned(), span: self.normal.span(named.start, named.end()) };
        let points = Points::Hole(name.span);
        let (start, span) = (self.head_of(whole), self.span_of(whole));
        if matches!(word, "指标" | "indicator") && whole.place == Place::Group {
            let statements = self.statements(body);
            return Some(Item::Indicator(Indicator { name, points, row: None, statements, head: start, span }));
        }
        let level = match word {
            "一级" | "first" => Some(1),
            "二级" | "second" => Some(2),
            "三级" | "third" => Some(3),
            "四级" | "fourth" => Some(4),
            "分组" | "group" => None,
            _ => return None,
        };
        let first = head.first()?;
        let level = level.map(|level| Spanned::new(level, self.normal.span(first.start, first.end())));
        let items = self.items(body, Place::Group);
        Some(Item::Group(Group { level, name, points, equal_split: None, each_row: None, items, head: start, span }))
    }

    /// `依据："…"`; the texts of several lines are joined.
    pub fn text_clause(&mut self, node: &Node<'a>) -> Result<TextClause, Reported> {
        let mut parts = node.parts();
        let kind = match parts.next().map(|word| word.rule()) {
            Some(Rule::kw_authority) => TextKind::Authority,
            Some(Rule::kw_note) => TextKind::Note,
            Some(Rule::kw_wording) => TextKind::Wording,
            Some(Rule::kw_evidence) => TextKind::Evidence,
            _ => TextKind::Origin,
        };
        let Some(first) = parts.seek(Rule::text) else { return Err(self.drift(node)) };
        let mut text = self.text(&first);
        while let Some(next) = parts.seek(Rule::text) {
            let next = self.text(&next);
            text.node.push_str(&next.node);
            text.span = text.span.to(next.span);
        }
        Ok(TextClause { kind, text, span: node.span() })
    }

    fn group(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Item, Reported> {
        let mut parts = node.parts();
        let Some(word) = parts.next() else { return Err(self.drift(node)) };
        let level = match word.rule() {
            Rule::kw_level_1 => Some(1),
            Rule::kw_level_2 => Some(2),
            Rule::kw_level_3 => Some(3),
            Rule::kw_level_4 => Some(4),
            _ => None,
        };
        let Some(name) = parts.accept(Rule::name) else { return Err(self.drift(node)) };
        let points = parts.accept(Rule::points);
        let points = self.points(&name, points.as_ref()).unwrap_or_else(|_| Points::Hole(name.span()));
        let equal_split = parts.accept(Rule::equal_split).map(|clause| {
            let remainder = clause.parts().seek(Rule::name).map(|name| self.name(&name));
            EqualSplit { remainder, span: clause.span() }
        });
        if self.holds_a_rule(whole.body) {
            let fault = diagnostics::group_is_indicator(word.span(), word.text());
            return Err(self.diagnostics.error(fault));
        }
        let each_row = parts.accept(Rule::each_row).map(|clause| self.each_row(&clause)).transpose()?;
        let items = self.items(whole.body.unwrap_or_default(), Place::Group);
        Ok(Item::Group(Group {
            each_row,
            level: level.map(|level| word.spanned(level)),
            name: self.name(&name),
            points,
            equal_split,
            items,
            head: self.head_of(whole),
            span: self.span_of(whole),
        }))
    }

    fn indicator(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Indicator, Reported> {
        let mut parts = node.parts();
        parts.pass_over(Rule::kw_indicator);
        if let Some(first) = parts.accept(Rule::row_column) {
            let name = first.spanned(first.text().to_owned());
            let points = parts.accept(Rule::row_column).map(|points| self.row_expr(&points)).transpose()?;
            let row = Some(RowHead { name: self.row_expr(&first)?, points });
            let statements = self.statements(whole.body.unwrap_or_default());
            let (head, span) = (self.head_of(whole), self.span_of(whole));
            return Ok(Indicator { name, points: Points::Inherited, row, statements, head, span });
        }
        let Some(name) = parts.seek(Rule::name) else { return Err(self.drift(node)) };
        let before = self.diagnostics.count();
        let points = match parts.accept(Rule::interval) {
            Some(interval) => Points::Range(Box::new(self.interval(&interval)?)),
            None => {
                let points = parts.accept(Rule::points);
                self.points(&name, points.as_ref()).unwrap_or_else(|_| Points::Hole(name.span()))
            }
        };
        // Of 加减分 a range is wanted: with the unit alone the head would not be right.
        let half = whole.place == Place::Adjustments && self.diagnostics.error_since(before).is_some();
        let points = if half { Points::Hole(name.span()) } else { points };
        let statements = self.statements(whole.body.unwrap_or_default());
        Ok(Indicator {
            name: self.name(&name),
            points,
            row: None,
            statements,
            head: self.head_of(whole),
            span: self.span_of(whole),
        })
    }

    /// The points behind a name. A name that ends in digits and 分 has swallowed them.
    pub fn points(&mut self, name: &Node<'a>, points: Option<&Node<'a>>) -> Result<Points, Reported> {
        let Some(node) = points else {
            let text = name.text();
            let stem = text.strip_suffix('分').map(|rest| rest.trim_end_matches(|c: char| c.is_ascii_digit()));
            return match stem.filter(|stem| !stem.is_empty() && stem.len().saturating_add('分'.len_utf8()) < text.len())
            {
                Some(stem) => {
                    let right = format!("{stem} {}", text.strip_prefix(stem).unwrap_or_default());
                    self.lost.insert(stem.to_owned());
                    Err(self.diagnostics.error(diagnostics::blank_missing(name.span(), text, &right)))
                }
                None => Ok(Points::Inherited),
            };
        };
        let mut parts = node.parts();
        if let Some(word) = parts.accept(Rule::kw_unpublished) {
            return Ok(Points::Unpublished(word.span()));
        }
        if let Some(word) = parts.accept(Rule::kw_by_rows) {
            return Ok(Points::ByRows(word.span()));
        }
        let share = parts.pass_over(Rule::kw_share);
        let Some(literal) = parts.accept(Rule::literal) else { return Err(self.drift(node)) };
        let points = self.literal(&literal)?;
        match &points.unit {
            LiteralUnit::None => {
                let unit = self.points_unit();
                self.diagnostics.error(diagnostics::points_without_unit(literal.span(), literal.text(), unit));
                // No other unit can be meant, so what rests on the points is checked.
                let unit = LiteralUnit::Unit(literal.spanned(unit.trim().to_owned()));
                Ok(Points::Points(Literal { unit, ..points }))
            }
            LiteralUnit::Unit(unit) if unit.node == "%" || unit.node == "‰" => Ok(Points::Share(points)),
            _ if share => {
                Err(self.diagnostics.error(diagnostics::share_without_percent(literal.span(), literal.text())))
            }
            _ => Ok(Points::Points(points)),
        }
    }

    fn points_unit(&self) -> &'static str {
        if self.spoken() == crate::diagnostic::Language::Zh { "分" } else { " points" }
    }

    /// A number of points: `100分`.
    pub fn score(&mut self, node: &Node<'a>) -> Result<Literal, Reported> {
        let literal = self.literal(node)?;
        if literal.unit == LiteralUnit::None {
            return Err(self.diagnostics.error(diagnostics::points_without_unit(
                node.span(),
                node.text(),
                self.points_unit(),
            )));
        }
        Ok(literal)
    }

    /// `填报：利用率 = 在用 / 总额，总额 = 0元 时 不核对`.
    pub fn stated(&mut self, node: &Node<'a>) -> Result<Stated, Reported> {
        let mut parts = node.parts();
        let (name, value) = (parts.seek(Rule::name), parts.seek(Rule::expr));
        let (Some(name), Some(value)) = (name, value) else { return Err(self.drift(node)) };
        let value = self.expr(&value)?;
        let unless = match parts.seek(Rule::unless).and_then(|unless| unless.parts().seek(Rule::expr)) {
            Some(condition) => Some(self.expr(&condition)?),
            None => None,
        };
        Ok(Stated { field: self.name(&name), value, unless, span: node.span() })
    }

    pub fn grades(&mut self, node: &Node<'a>) -> Result<Grades, Reported> {
        let mut rows = Vec::new();
        let mut parts = node.parts();
        while let Some(row) = parts.seek(Rule::grade) {
            let mut parts = row.parts();
            let Some(name) = parts.accept(Rule::name) else { return Err(self.drift(&row)) };
            let range = match parts.accept(Rule::range) {
                Some(range) => Some(self.range(&range)?),
                None => None,
            };
            rows.push((self.name(&name), range));
        }
        Ok(Grades { rows, span: node.span() })
    }

    /// The level of a check, of a clause that holds one.
    pub fn check_level(&self, node: &Node<'a>) -> CheckLevel {
        match node.parts().next().map(|word| word.rule()) {
            Some(Rule::kw_error) => CheckLevel::Error,
            Some(Rule::kw_explain) => CheckLevel::Explain,
            _ => CheckLevel::Hint,
        }
    }

    fn data(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> super::ast::Data {
        let name = node.parts().seek(Rule::name).map(|name| self.name(&name));
        super::ast::Data { name, fields: self.fields(whole.body.unwrap_or_default()), span: self.span_of(whole) }
    }
}

/// Whether a statement changes what is inherited.
pub(super) fn is_amendment(rule: Rule) -> bool {
    matches!(rule, Rule::extends | Rule::amend | Rule::add | Rule::remove | Rule::moving)
}

/// Whether a statement may stand there.
fn may_stand(rule: Rule, place: Place) -> bool {
    match place {
        _ if is_amendment(rule) => false,
        Place::Adjustments => matches!(rule, Rule::indicator | Rule::text_clause),
        Place::Group => matches!(
            rule,
            Rule::group | Rule::indicator | Rule::check | Rule::stated | Rule::grades | Rule::text_clause
        ),
        _ => rule != Rule::text_clause,
    }
}
