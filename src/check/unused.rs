//! What is declared and never read. Only told of a rubric without errors: a broken formula would have read more.
//!
//! A definition that only dead definitions read is dead too, and so are the data that only those read.

use std::collections::BTreeSet;

use super::context::Checker;
use super::diagnostics::names as faults;
use super::names::name_read;
use super::walk::{children, each_in_items};
use crate::quantity::Kind;
use crate::syntax::ast::{
    self, Consolidation, Expr, ExprNode, FieldAttribute, Function, Item, Statement, UnitDeclaration, WrittenKind,
};

/// What is read: names, and columns with the table whose row is looked at (`None` where that is not known).
#[derive(Default)]
struct Reads<'f> {
    names: BTreeSet<&'f str>,
    columns: BTreeSet<(Option<&'f str>, &'f str)>,
    /// Whether a target or a quantity is read from texts, whose units only the submission says.
    texts: bool,
}

impl Checker<'_> {
    /// Warns of fields, definitions, tables, columns and units that nothing reads. Texts accompany the data and need
    /// no reader, and `各处` is one: it compares the prints.
    pub(super) fn unused(&mut self, file: &ast::File) {
        let reads = reads_of(file);
        for item in &file.items {
            match item {
                Item::Data(data) => {
                    for field in data.fields.iter().filter(|field| !needs_no_reader(field)) {
                        if !reads.names.contains(field.name.node.as_str()) {
                            self.diagnostics.note(faults::unused(&field.name));
                        }
                    }
                }
                Item::Definition(definition) if !reads.names.contains(definition.name.node.as_str()) => {
                    self.diagnostics.note(faults::unused_definition(&definition.name, None, self.language));
                }
                Item::Table(table) => self.unused_in_table(table, &reads),
                _ => {}
            }
        }
        let texts = reads.texts || self.fields.iter().any(|one| matches!(one.kind, Kind::Target | Kind::Quantity));
        for item in file.items.iter().filter(|_| !texts) {
            if let Item::Unit(unit) = item
                && !self.is_used(unit)
            {
                self.diagnostics.note(faults::unused_unit(&unit.symbol));
            }
        }
    }

    fn unused_in_table(&mut self, table: &ast::Table, reads: &Reads<'_>) {
        let name = table.name.node.as_str();
        let read =
            |column: &str| reads.columns.contains(&(Some(name), column)) || reads.columns.contains(&(None, column));
        let all = table.fields.iter().map(|field| &field.name).chain(table.definitions.iter().map(|one| &one.name));
        if !reads.names.contains(name) && !all.into_iter().any(|column| read(&column.node)) {
            self.diagnostics.note(faults::unused_table(&table.name));
            return;
        }
        let key = table.key.as_ref().map(|key| key.node.as_str());
        for field in table.fields.iter().filter(|field| !needs_no_reader(field)) {
            let column = field.name.node.as_str();
            if key != Some(column) && !read(column) {
                self.diagnostics.note(faults::unused_column(&field.name, name));
            }
        }
        for definition in table.definitions.iter().filter(|one| !read(&one.name.node)) {
            self.diagnostics.note(faults::unused_definition(&definition.name, Some(name), self.language));
        }
    }

    /// Whether a unit of the rubric is written in it, or measures something that is submitted: a multiple is declared
    /// so that figures may be given in it.
    fn is_used(&self, unit: &UnitDeclaration) -> bool {
        let symbol = unit.symbol.node.as_str();
        let parts = |written: &str| written.split(['/', '·']).map(str::to_owned).collect::<Vec<_>>();
        let scaled = |part: &str| {
            let scales = ["百万", "千万", "万", "亿", "千"];
            scales.into_iter().any(|scale| part.strip_prefix(scale) == Some(symbol))
        };
        let written =
            self.used_units.iter().flat_map(|written| parts(written)).any(|one| one == symbol || scaled(&one));
        let own = self.units.find(symbol).map(|unit| unit.kind);
        written || own.is_some_and(|own| self.fields.iter().any(|field| measures(&field.kind, &own)))
    }
}

/// Whether a kind is measured in units of another, above or below a stroke.
fn measures(kind: &Kind, own: &Kind) -> bool {
    match (kind, own) {
        (Kind::Per(over, under), Kind::Count(symbol)) => **over == *own || under.contains(symbol),
        (Kind::Per(over, _), _) => kind == own || **over == *own,
        _ => kind == own,
    }
}

fn needs_no_reader(field: &ast::Field) -> bool {
    let compared = field.attributes.iter().any(|one| matches!(one, FieldAttribute::PrintsLevel(_)));
    compared || field.kind.node == WrittenKind::Text
}

/// What a file reads, dead definitions left out.
fn reads_of(file: &ast::File) -> Reads<'_> {
    let mut reads = Reads::default();
    let tables = file.items.iter().filter_map(|item| match item {
        Item::Table(table) => Some(table.name.node.as_str()),
        _ => None,
    });
    let tables = tables.collect::<BTreeSet<_>>();
    live(&file.items, &tables, &mut reads);
    let mut followed = BTreeSet::new();
    loop {
        let before = followed.len();
        for item in &file.items {
            match item {
                Item::Definition(one)
                    if reads.names.contains(one.name.node.as_str())
                        && followed.insert((None, one.name.node.as_str())) =>
                {
                    read(&one.value, None, &tables, &mut reads);
                }
                Item::Table(table) => {
                    let name = Some(table.name.node.as_str());
                    for one in &table.definitions {
                        let own = one.name.node.as_str();
                        let used = reads.columns.contains(&(name, own)) || reads.columns.contains(&(None, own));
                        if used && followed.insert((name, own)) {
                            read(&one.value, name, &tables, &mut reads);
                        }
                    }
                }
                _ => {}
            }
        }
        if followed.len() == before {
            return reads;
        }
    }
}

/// What all but definitions read.
fn live<'f>(items: &'f [Item], tables: &BTreeSet<&'f str>, into: &mut Reads<'f>) {
    for item in items {
        match item {
            Item::Definition(_) | Item::Table(_) => {}
            Item::Data(data) => into.names.extend(data.fields.iter().flat_map(weights)),
            Item::Group(group) => {
                let row = group.each_row.as_ref().map(|head| head.table.node.as_str());
                into.names.extend(row);
                if let Some(condition) = group.each_row.as_ref().and_then(|head| head.condition.as_ref()) {
                    read(condition, row, tables, into);
                }
                for inner in &group.items {
                    match inner {
                        Item::Indicator(indicator) => in_indicator(indicator, row, tables, into),
                        inner => live(std::slice::from_ref(inner), tables, into),
                    }
                }
            }
            Item::Adjustments(block) => live(&block.items, tables, into),
            Item::Indicator(indicator) => in_indicator(indicator, None, tables, into),
            Item::Check(check) => in_check(check, tables, into),
            Item::Stated(one) => {
                into.names.insert(&one.field.node);
                each_in_items(std::slice::from_ref(item), &mut |expr| one_read(expr, None, into));
            }
            other => each_in_items(std::slice::from_ref(other), &mut |expr| one_read(expr, None, into)),
        }
    }
}

fn in_check<'f>(check: &'f ast::Check, tables: &BTreeSet<&'f str>, into: &mut Reads<'f>) {
    let row = check.each_row.as_ref().map(|table| table.node.as_str());
    into.names.extend(row);
    check.condition.iter().chain(&check.assertions).for_each(|expr| read(expr, row, tables, into));
}

fn in_indicator<'f>(
    indicator: &'f ast::Indicator,
    row: Option<&'f str>,
    tables: &BTreeSet<&'f str>,
    into: &mut Reads<'f>,
) {
    let head = indicator.row.iter().flat_map(|head| std::iter::once(&head.name).chain(&head.points));
    head.for_each(|expr| read(expr, row, tables, into));
    for statement in &indicator.statements {
        match statement {
            Statement::Check(check) => in_check(check, tables, into),
            Statement::Stated(one) => {
                into.names.insert(&one.field.node);
                std::iter::once(&one.value).chain(&one.unless).for_each(|expr| read(expr, row, tables, into));
            }
            statement => super::walk::tops_in_statement(statement, &mut |expr| read(expr, row, tables, into)),
        }
    }
}

/// The field by which a figure is weighted when it is consolidated.
fn weights(field: &ast::Field) -> impl Iterator<Item = &str> {
    field.attributes.iter().filter_map(|one| match one {
        FieldAttribute::Consolidation(how) => match &how.node {
            Consolidation::Weighted(by) => Some(by.node.as_str()),
            _ => None,
        },
        _ => None,
    })
}

/// Reads of an expression that stands where 行 is a row of `row`.
fn read<'f>(expr: &'f Expr, row: Option<&'f str>, tables: &BTreeSet<&'f str>, into: &mut Reads<'f>) {
    one_read(expr, row, into);
    let inner = match &expr.node {
        ExprNode::Call(_, parts) => parts.first().and_then(|first| match &first.node {
            ExprNode::Name(name) => Some(name.as_str()),
            ExprNode::When(of, _) => name_read(of),
            _ => None,
        }),
        _ => None,
    };
    let inner = inner.filter(|name| tables.contains(name)).or(row);
    children(expr).into_iter().for_each(|child| read(child, inner, tables, into));
}

fn one_read<'f>(expr: &'f Expr, row: Option<&'f str>, into: &mut Reads<'f>) {
    into.names.extend(name_read(expr));
    match &expr.node {
        ExprNode::Row(column) => drop(into.columns.insert((row, &column.node))),
        ExprNode::Keyed(cell) => {
            into.names.insert(&cell.table.node);
            into.columns.insert((Some(&cell.table.node), &cell.column.node));
        }
        ExprNode::Call(function, _) => {
            into.texts |= matches!(function.node, Function::TargetOf | Function::QuantityOf);
        }
        _ => {}
    }
}
