//! The parts of a rubric, one after another.

use super::Printer;
use crate::source::Span;
use crate::syntax::ast::{
    Check, Data, File, Grades, Group, Header, HeaderStatement, Indicator, Item, Statement, Table, UnitDeclaration, Veto,
};

impl Printer<'_> {
    pub(super) fn file(&mut self, file: &File) {
        let first = self.layers.extents.get(&file.span.source).and_then(|extents| extents.first().copied());
        let top = first.map(|first| self.above(file.span.source, first.start)).unwrap_or_default();
        top.iter().for_each(|line| self.line(line));
        self.last = first.map(|first| (file.span.source, first.start));
        self.notes_on(None);
        self.say_notes();
        if let Some(header) = &file.header {
            self.header(header);
        }
        file.items.iter().for_each(|item| self.item(item));
        for layer in &self.merged.layers {
            let last = self.at_end(layer.source);
            last.iter().for_each(|line| self.line(line));
        }
    }

    fn header(&mut self, header: &Header) {
        let Some(own) = self.statement(header.span) else { return };
        let source = header.span.source;
        self.begin(source, own.start);
        self.depth = 1;
        let head = format!(
            "{} {}",
            self.slice(Span { source, start: own.start, end: own.head }),
            self.behind(source, own.head)
        );
        self.line(&head);
        for statement in &header.statements {
            match statement {
                HeaderStatement::Year(year) => self.own(year.span),
                HeaderStatement::Total(total) => self.own(total.span),
                HeaderStatement::Rounding(clause) => self.own(clause.span),
                HeaderStatement::Basis(basis) => self.own(basis.span),
                HeaderStatement::Cohort(span) => self.own(*span),
                HeaderStatement::Text(clause) => self.own(clause.span),
                HeaderStatement::Without(_) | HeaderStatement::Hole(_) => {}
            }
        }
        self.close(header.span);
    }

    /// The comments above a statement, once.
    fn begin(&mut self, source: crate::source::SourceId, start: u32) {
        if self.last.replace((source, start)) != Some((source, start)) {
            let above = self.above(source, start);
            above.iter().for_each(|line| self.line(line));
        }
        self.say_notes();
    }

    /// The statement in which a place lies, as it is written.
    fn own(&mut self, place: Span) {
        let source = place.source;
        match self.statement(place) {
            Some(own) if self.last == Some((source, own.start)) => {}
            Some(own) => {
                self.begin(source, own.start);
                let text = self.slice(Span { source, start: own.start, end: own.end });
                let line = format!("{text} {}", self.behind(source, own.end));
                self.line(&line);
            }
            None => {
                self.last = None;
                self.say_notes();
                self.line(&self.slice(place));
            }
        }
    }

    /// Something whose parts are all as its own file has them.
    fn whole(&mut self, key: Span) -> bool {
        self.notes_on(Some(key));
        let whole = !self.merged.altered.contains(&key) && self.statement(key).is_some();
        if whole {
            self.own(key);
        }
        whole
    }

    /// A blank line before what stands at the top and in no file by itself.
    fn apart(&mut self) {
        if self.depth == 0 {
            self.line("");
        }
    }

    /// The head of a block, with the comments above it.
    fn open(&mut self, key: Span, head: &str) {
        match self.statement(key) {
            Some(own) => self.begin(key.source, own.start),
            None => {
                self.apart();
                self.say_notes();
            }
        }
        self.line(head);
        self.depth = self.depth.saturating_add(1);
    }

    /// The end of a block, with the comments before it.
    fn close(&mut self, key: Span) {
        let own = self.statement(key);
        let above = own.map(|own| self.above(key.source, own.end.saturating_sub(1))).unwrap_or_default();
        above.iter().filter(|line| !line.is_empty()).for_each(|line| self.line(line));
        let behind = own.map(|own| self.behind(key.source, own.end).to_owned());
        self.line(&format!("}} {}", behind.unwrap_or_default()));
        self.depth = self.depth.saturating_sub(1);
        self.last = None;
    }

    /// What stands on lines of its own in an amendment, from its word on.
    fn put(&mut self, key: Span, word: &str, from: Span, end: u32) {
        self.notes_on(Some(key));
        match self.statement(key) {
            Some(_) => self.own(key),
            None => {
                self.apart();
                self.say_notes();
                let text = self.slice(Span { end, ..from });
                self.line(&format!("{word}{text}"));
            }
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Data(data) => self.data(data),
            Item::Table(table) => self.table(table),
            Item::Unit(unit) => self.unit(unit),
            Item::Definition(one) => {
                self.put(one.span, self.word("定义 ", "define "), one.name.span, one.span.end);
            }
            Item::Group(group) => self.group(group),
            Item::Indicator(indicator) => self.indicator(indicator),
            Item::Check(check) => self.check(check),
            Item::Stated(stated) => self.put(stated.span, "", stated.span, stated.span.end),
            Item::Grades(grades) => self.grades(grades),
            Item::Adjustments(block) => {
                if !self.whole(block.head) {
                    let head = self.adjustments_head(block);
                    self.open(block.head, &head);
                    block.items.iter().for_each(|item| self.item(item));
                    self.close(block.head);
                }
            }
            Item::Ceiling(one) => self.put(one.span, "", one.span, one.span.end),
            Item::Bottom(one) => self.put(one.span, "", one.span, one.span.end),
            Item::Veto(veto) => self.veto(veto),
            Item::Test(test) => self.own(test.span),
            Item::Text(clause) => self.own(clause.span),
            Item::Hole(_) => {}
        }
    }

    fn unit(&mut self, unit: &UnitDeclaration) {
        let key = unit.symbol.span;
        self.notes_on(Some(key));
        if let Some(own) = self.statement(key) {
            self.begin(key.source, own.start);
        }
        self.say_notes();
        let end = unit.equals.as_ref().map_or(key.end, |(_, _, base)| base.span.end);
        let line = format!("{}{}", self.word("计量单位 ", "unit "), self.slice(Span { end, ..key }));
        self.line(&line);
    }

    fn data(&mut self, data: &Data) {
        if !self.whole(data.span) {
            let head = self.data_head(data);
            self.open(data.span, &head);
            for field in &data.fields {
                self.put(field.span, "", field.span, field.span.end);
            }
            self.close(data.span);
        }
    }

    fn table(&mut self, table: &Table) {
        if !self.whole(table.head) {
            let head = self.table_head(table);
            self.open(table.head, &head);
            for field in &table.fields {
                self.put(field.span, "", field.span, field.span.end);
            }
            for one in &table.definitions {
                self.put(one.span, self.word("定义 行.", "define row."), one.name.span, one.span.end);
            }
            self.close(table.head);
        }
    }

    fn group(&mut self, group: &Group) {
        if !self.whole(group.head) {
            let head = self.group_head(group);
            self.open(group.head, &head);
            group.items.iter().for_each(|item| self.item(item));
            self.close(group.head);
        }
    }

    fn indicator(&mut self, indicator: &Indicator) {
        if !self.whole(indicator.head) {
            let head = self.indicator_head(indicator);
            self.open(indicator.head, &head);
            indicator.statements.iter().for_each(|statement| self.in_indicator(statement));
            self.close(indicator.head);
        }
    }

    fn in_indicator(&mut self, statement: &Statement) {
        match statement {
            Statement::Formula { span, .. }
            | Statement::Target { span, .. }
            | Statement::Claim(_, span)
            | Statement::Review(_, span)
            | Statement::Reason(_, span) => self.own(*span),
            Statement::Range(range) => self.own(range.span),
            Statement::Direction(direction) => self.own(direction.span),
            Statement::Rule(rule) => self.own(rule.span),
            Statement::NotApplicable(row) => self.own(row.span),
            Statement::Rounding(clause) => self.own(clause.span),
            Statement::Text(clause) => self.own(clause.span),
            Statement::Check(check) => self.check(check),
            Statement::Stated(stated) => self.put(stated.span, "", stated.span, stated.span.end),
            Statement::Hole(_) => {}
        }
    }

    fn check(&mut self, check: &Check) {
        let rows = check.condition.iter().chain(&check.assertions).map(|row| row.span);
        let rows = rows.chain(check.level.as_ref().map(|level| level.span));
        let rows = rows.chain(check.tolerance.as_ref().map(|tolerance| tolerance.amount.span));
        let rows = rows.chain(check.texts.iter().map(|text| text.span)).collect::<Vec<_>>();
        self.notes_on(Some(check.span));
        if self.statement(check.span).is_some() && rows.iter().all(|row| row.source == check.span.source) {
            return self.own(check.span);
        }
        let head = self.check_head(check);
        self.open(check.span, &head);
        rows.iter().for_each(|row| self.own(*row));
        self.close(check.span);
    }

    fn grades(&mut self, grades: &Grades) {
        let from = grades.rows.first().map_or(grades.span, |(name, _)| name.span);
        self.put(grades.span, self.word("等级：", "grades: "), from, grades.span.end);
    }

    fn veto(&mut self, veto: &Veto) {
        self.notes_on(Some(veto.span));
        if self.statement(veto.span).is_some() {
            return self.own(veto.span);
        }
        self.open(veto.span, &format!("{} {{", self.word("否决", "veto")));
        veto.rows.iter().for_each(|row| self.own(row.span));
        veto.texts.iter().for_each(|clause| self.own(clause.span));
        self.close(veto.span);
    }
}
