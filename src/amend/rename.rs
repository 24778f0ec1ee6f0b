//! `名称：…` of what is read by its name: whoever reads it, reads it by the new one.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Span;
use crate::syntax::as_name;
use crate::syntax::ast::{
    Award, AwardNode, BandCondition, Bound, Check, ChecklistBody, Consolidation, DeductLine, Expr, ExprNode, Field,
    FieldAttribute, Function, Indicator, Item, Name, NotApplicable, Policy, Range, Rule, RuleNode, Stated, Statement,
    Table, WayBody,
};

/// What gets another name.
#[derive(Clone, Debug)]
pub(super) enum Renamed {
    /// A field of 数据 or a definition: read anywhere.
    Figure(String),
    /// A table.
    Table(String),
    /// A column or a row definition of a table: read of its rows.
    Column(String, String),
    /// An indicator or a group, with all names from the top to its own; whether no other is called so.
    Node(Vec<String>, bool),
}

/// Gives a new name to all that read something by its old one, and notes where.
pub(super) struct Renaming<'r> {
    /// `None` is what nobody reads.
    pub(super) what: Option<Renamed>,
    /// The tables, so that a function over their rows is known.
    pub(super) tables: BTreeSet<String>,
    /// The new one.
    pub(super) new: &'r str,
    /// What is to stand in the place of the old names, as it is written.
    pub(super) places: &'r mut BTreeMap<Span, String>,
}

impl Renaming<'_> {
    /// One name, whatever it is called.
    pub(super) fn set(&mut self, name: &mut Name) {
        self.new.clone_into(&mut name.node);
        self.places.insert(name.span, as_name(self.new));
    }

    /// The name of something that can be read anywhere.
    fn figure(&mut self, name: &mut Name) {
        if matches!(&self.what, Some(Renamed::Figure(old)) if *old == name.node) {
            self.set(name);
        }
    }

    fn table(&mut self, name: &mut Name) {
        if matches!(&self.what, Some(Renamed::Table(old)) if *old == name.node) {
            self.set(name);
        }
    }

    fn column(&mut self, table: Option<&str>, name: &mut Name) {
        if matches!(&self.what, Some(Renamed::Column(of, old)) if table == Some(of) && *old == name.node) {
            self.set(name);
        }
    }

    /// All that stands in a list: the names that it stands under, and the table whose rows it is about.
    pub(super) fn items(&mut self, items: &mut [Item], (above, rows): (&[String], Option<&str>)) {
        for item in items {
            match item {
                Item::Data(data) => data.fields.iter_mut().for_each(|field| self.field(field)),
                Item::Table(table) => self.in_table(table),
                Item::Definition(definition) => self.expr(&mut definition.value, None),
                Item::Group(group) => {
                    let below = [above, std::slice::from_ref(&group.name.node)].concat();
                    if let Some(rest) = group.equal_split.as_mut().and_then(|split| split.remainder.as_mut()) {
                        self.sibling(rest, &below);
                    }
                    if let Some(head) = &mut group.each_row {
                        let rows = head.table.node.clone();
                        head.condition.iter_mut().for_each(|condition| self.expr(condition, Some(&rows)));
                        self.items(&mut group.items, (&below, Some(&rows)));
                        self.table(&mut head.table);
                    } else {
                        self.items(&mut group.items, (&below, rows));
                    }
                }
                Item::Adjustments(block) => self.items(&mut block.items, (above, rows)),
                Item::Indicator(indicator) => self.indicator(indicator, rows),
                Item::Check(check) => self.check(check, rows),
                Item::Stated(stated) => self.stated(stated, rows),
                Item::Veto(veto) => veto.rows.iter_mut().for_each(|row| self.expr(&mut row.condition, None)),
                _ => {}
            }
        }
    }

    /// `余数归 X`: a child of the group.
    fn sibling(&mut self, name: &mut Name, group: &[String]) {
        let whole = [group, std::slice::from_ref(&name.node)].concat();
        if matches!(&self.what, Some(Renamed::Node(names, _)) if *names == whole) {
            self.set(name);
        }
    }

    fn field(&mut self, field: &mut Field) {
        for attribute in &mut field.attributes {
            match attribute {
                FieldAttribute::Range(range) => self.range(range, None),
                FieldAttribute::Consolidation(one) => {
                    if let Consolidation::Weighted(name) = &mut one.node {
                        self.figure(name);
                    }
                }
                _ => {}
            }
        }
    }

    fn in_table(&mut self, table: &mut Table) {
        let rows = table.name.node.clone();
        table.key.iter_mut().for_each(|key| self.column(Some(&rows), key));
        table.fields.iter_mut().for_each(|field| self.field(field));
        table.definitions.iter_mut().for_each(|one| self.expr(&mut one.value, Some(&rows)));
    }

    fn indicator(&mut self, indicator: &mut Indicator, rows: Option<&str>) {
        if let Some(head) = &mut indicator.row {
            self.expr(&mut head.name, rows);
            head.points.iter_mut().for_each(|points| self.expr(points, rows));
            // It is called by its column.
            if let (ExprNode::Row(column), Some((word, _))) = (&head.name.node, indicator.name.node.split_once('.')) {
                indicator.name.node = format!("{word}.{}", column.node);
            }
        }
        self.statements(&mut indicator.statements, rows);
    }

    fn statements(&mut self, statements: &mut [Statement], rows: Option<&str>) {
        for statement in statements {
            match statement {
                Statement::Formula { value, .. }
                | Statement::Target { value, .. }
                | Statement::Claim(value, _)
                | Statement::Review(value, _)
                | Statement::Reason(value, _) => self.expr(value, rows),
                Statement::Range(range) => self.range(range, rows),
                Statement::Rule(rule) => self.rule(rule, rows),
                Statement::NotApplicable(NotApplicable { condition, policy, .. }) => {
                    self.expr(condition, rows);
                    if let Policy::Award(award) = policy {
                        self.award(award, rows);
                    }
                }
                Statement::Check(check) => self.check(check, rows),
                Statement::Stated(stated) => self.stated(stated, rows),
                _ => {}
            }
        }
    }

    fn check(&mut self, check: &mut Check, around: Option<&str>) {
        let own = check.each_row.as_ref().map(|table| table.node.clone());
        let parts = check.condition.iter_mut().chain(&mut check.assertions);
        parts.for_each(|part| self.expr(part, own.as_deref().or(around)));
        check.each_row.iter_mut().for_each(|table| self.table(table));
    }

    fn stated(&mut self, stated: &mut Stated, rows: Option<&str>) {
        self.figure(&mut stated.field);
        self.expr(&mut stated.value, rows);
        stated.unless.iter_mut().for_each(|unless| self.expr(unless, rows));
    }

    fn rule(&mut self, rule: &mut Rule, rows: Option<&str>) {
        match &mut rule.node {
            RuleNode::Pass { condition, otherwise } => {
                self.expr(condition, rows);
                otherwise.iter_mut().for_each(|award| self.award(award, rows));
            }
            RuleNode::SameWord { then, otherwise } => {
                std::iter::once(then).chain(otherwise).for_each(|award| self.award(award, rows));
            }
            RuleNode::Bands { bands, .. } => {
                for band in bands {
                    if let BandCondition::Range(range) = &mut band.condition {
                        self.range(range, rows);
                    }
                    self.award(&mut band.award, rows);
                }
            }
            RuleNode::Deduct { free, lines, .. } => {
                free.iter_mut().for_each(|range| self.range(range, rows));
                for line in lines {
                    if let DeductLine::Found { counted, .. } = line {
                        self.expr(counted, rows);
                    }
                }
            }
            RuleNode::Proportional { cuts, .. } => cuts.iter_mut().for_each(|cut| {
                self.range(&mut cut.range, rows);
                self.award(&mut cut.award, rows);
            }),
            RuleNode::Linear { anchors } => anchors.iter_mut().for_each(|anchor| {
                self.expr(&mut anchor.at, rows);
                self.award(&mut anchor.award, rows);
            }),
            RuleNode::Checklist { items } => items.iter_mut().for_each(|item| match &mut item.body {
                ChecklistBody::When(condition) => self.expr(condition, rows),
                ChecklistBody::Block(statements) => self.statements(statements, rows),
            }),
            RuleNode::Cases { arms, otherwise } => {
                for arm in arms {
                    self.expr(&mut arm.condition, rows);
                    self.rule(&mut arm.rule, rows);
                }
                otherwise.iter_mut().for_each(|rule| self.rule(rule, rows));
            }
            RuleNode::Ways { ways, .. } => ways.iter_mut().for_each(|way| match &mut way.body {
                WayBody::Rule(rule) => self.rule(rule, rows),
                WayBody::Block(statements) => self.statements(statements, rows),
            }),
            RuleNode::Award(award) => self.award(award, rows),
            RuleNode::Judged { .. } | RuleNode::ByJudgement | RuleNode::Hole => {}
        }
    }

    fn range(&mut self, range: &mut Range, rows: Option<&str>) {
        let bounds = range.lower.iter_mut().chain(&mut range.upper);
        bounds.for_each(|Bound { value, .. }| self.expr(value, rows));
    }

    fn award(&mut self, award: &mut Award, rows: Option<&str>) {
        match &mut award.node {
            AwardNode::Judged(levels) => levels.iter_mut().for_each(|level| self.range(&mut level.range, rows)),
            AwardNode::Formula(formula) => self.expr(formula, rows),
            _ => {}
        }
    }

    /// An expression; `rows` is the table whose row is looked at.
    fn expr(&mut self, expr: &mut Expr, rows: Option<&str>) {
        let span = expr.span;
        match &mut expr.node {
            ExprNode::Name(name) => {
                if matches!(&self.what, Some(Renamed::Figure(old) | Renamed::Table(old)) if old == name) {
                    self.new.clone_into(name);
                    self.places.insert(span, as_name(self.new));
                }
            }
            ExprNode::Row(column) => self.column(rows, column),
            ExprNode::Keyed(cell) => {
                self.column(Some(&cell.table.node), &mut cell.column);
                self.table(&mut cell.table);
            }
            ExprNode::OfYear(name, _) => self.figure(name),
            ExprNode::Not(inner) | ExprNode::IsQuantitative(inner, _) => self.expr(inner, rows),
            ExprNode::OverYears { value, .. } | ExprNode::Cohort { value, .. } => self.expr(value, rows),
            ExprNode::Arithmetic(_, left, right) | ExprNode::When(left, right) => {
                self.expr(left, rows);
                self.expr(right, rows);
            }
            ExprNode::Comparison(first, rest) => {
                self.expr(first, rows);
                rest.iter_mut().for_each(|(_, next)| self.expr(next, rows));
            }
            ExprNode::And(parts) | ExprNode::Or(parts) => parts.iter_mut().for_each(|part| self.expr(part, rows)),
            ExprNode::Call(function, parts) if function.node == Function::ScoreOf => {
                parts.iter_mut().for_each(|part| self.path(part));
            }
            ExprNode::Call(_, parts) => {
                let own =
                    parts.first().and_then(table_of).filter(|name| self.tables.contains(*name)).map(str::to_owned);
                let rows = own.as_deref().or(rows);
                parts.iter_mut().for_each(|part| self.expr(part, rows));
            }
            _ => {}
        }
    }

    /// The name or path in `得分(过程/执行率)`.
    fn path(&mut self, expr: &mut Expr) {
        let Some(Renamed::Node(names, alone)) = &self.what else { return };
        let mut parts = Vec::new();
        parts_of(expr, &mut parts);
        let written = parts.iter().map(|(name, _)| (**name).clone()).collect::<Vec<_>>();
        let last = names.len().saturating_sub(1);
        let meant = match written.as_slice() {
            [name] => names.as_slice() == written || (*alone && names.last() == Some(name)),
            path => path.starts_with(names),
        };
        let index = if written.len() == 1 { 0 } else { last };
        if let Some((name, span)) = parts.into_iter().nth(index).filter(|_| meant) {
            self.new.clone_into(name);
            self.places.insert(span, as_name(self.new));
        }
    }
}

/// The table over whose rows a function goes.
fn table_of(first: &Expr) -> Option<&str> {
    match &first.node {
        ExprNode::Name(name) => Some(name),
        ExprNode::When(table, _) => table_of(table),
        _ => None,
    }
}

/// The names of a path, which reads like a division.
fn parts_of<'e>(expr: &'e mut Expr, parts: &mut Vec<(&'e mut String, Span)>) {
    let span = expr.span;
    match &mut expr.node {
        ExprNode::Name(name) => parts.push((name, span)),
        ExprNode::Arithmetic(_, left, right) => {
            parts_of(left, parts);
            parts_of(right, parts);
        }
        _ => {}
    }
}
