//! Heads put together anew, of what was added, renamed or given other points.

use super::Printer;
use crate::source::Span;
use crate::syntax::ast::{Adjustments, Check, Data, Group, Indicator, Points, Table};

impl Printer<'_> {
    /// The head of a block as it is written, if nothing of it was amended.
    pub(super) fn own_head(&self, head: Span, parts: &[Option<Span>]) -> Option<String> {
        let own = self.statement(head)?;
        let kept = parts
            .iter()
            .flatten()
            .all(|part| part.source == head.source && own.start <= part.start && part.end <= own.head);
        let place = Span { source: head.source, start: own.start, end: own.head };
        let comment = self.behind(head.source, own.head);
        kept.then(|| format!("{} {comment}", self.slice(place)))
    }

    pub(super) fn group_head(&self, group: &Group) -> String {
        let points = self.points(&group.points);
        let word = match group.level.as_ref().map(|level| level.node) {
            Some(1) => self.word("一级", "first level"),
            Some(2) => self.word("二级", "second level"),
            Some(3) => self.word("三级", "third level"),
            Some(_) => self.word("四级", "fourth level"),
            None => self.word("分组", "group"),
        };
        let own = self.own_head(group.head, &[Some(group.name.span), points_span(&group.points)]);
        if let Some(head) = own.filter(|head| head.starts_with(word)) {
            return head;
        }
        let clauses = [group.equal_split.as_ref().map(|one| one.span), group.each_row.as_ref().map(|one| one.span)];
        let clauses = clauses.into_iter().flatten().map(|span| format!(" {}", self.slice(span))).collect::<String>();
        format!("{word} {}{points}{clauses} {{", self.slice(group.name.span))
    }

    pub(super) fn indicator_head(&self, indicator: &Indicator) -> String {
        let parts = [Some(indicator.name.span), points_span(&indicator.points)];
        if let Some(head) = self.own_head(indicator.head, &parts) {
            return head;
        }
        let word = self.word("指标", "indicator");
        match &indicator.row {
            Some(row) => {
                let points = row.points.as_ref().map(|points| format!(" {}", self.slice(points.span)));
                format!("{word} {}{} {{", self.slice(row.name.span), points.unwrap_or_default())
            }
            None => format!("{word} {}{} {{", self.slice(indicator.name.span), self.points(&indicator.points)),
        }
    }

    pub(super) fn data_head(&self, data: &Data) -> String {
        if let Some(head) = self.own_head(data.span, &[]) {
            return head;
        }
        let name = data.name.as_ref().map(|name| format!(" {}", self.slice(name.span)));
        format!("{}{} {{", self.word("数据", "data"), name.unwrap_or_default())
    }

    pub(super) fn table_head(&self, table: &Table) -> String {
        if let Some(head) = self.own_head(table.head, &[]) {
            return head;
        }
        let mut head = format!("{} {}", self.word("明细", "table"), self.slice(table.name.span));
        if let Some(least) = &table.least_rows {
            let count = least.node;
            head.push_str(&match self.word("行", "rows") {
                "行" => format!(" 至少{count}行"),
                _ => format!(" at least {count} rows"),
            });
        }
        if let Some(key) = &table.key {
            let key = self.slice(key.span);
            head.push_str(&match self.word("为键", "keyed by") {
                "为键" => format!(" 以 {key} 为键"),
                by => format!(" {by} {key}"),
            });
        }
        head + " {"
    }

    pub(super) fn check_head(&self, check: &Check) -> String {
        if let Some(head) = self.own_head(check.span, &[Some(check.name.span)]) {
            return head;
        }
        let rows = check.each_row.as_ref();
        let rows = rows.map(|table| format!(" {} {}", self.word("逐行", "each row of"), self.slice(table.span)));
        format!("{} {}{} {{", self.word("校验", "check"), self.slice(check.name.span), rows.unwrap_or_default())
    }

    pub(super) fn adjustments_head(&self, block: &Adjustments) -> String {
        let range = block.range.as_ref().map(|range| range.span);
        if let Some(head) = self.own_head(block.head, &[range]) {
            return head;
        }
        let range = range.map(|range| format!(" {}", self.slice(range)));
        format!("{}{} {{", self.word("加减分", "adjustments"), range.unwrap_or_default())
    }

    /// Points behind a name.
    fn points(&self, points: &Points) -> String {
        let share = if matches!(points, Points::Share(_)) { self.word("", "share ") } else { "" };
        points_span(points).map(|span| format!(" {share}{}", self.slice(span))).unwrap_or_default()
    }
}

fn points_span(points: &Points) -> Option<Span> {
    match points {
        Points::Points(literal) | Points::Share(literal) => Some(literal.span),
        Points::Range(range) => Some(range.span),
        Points::Unpublished(span) | Points::ByRows(span) | Points::Hole(span) => Some(*span),
        Points::Inherited => None,
    }
}
