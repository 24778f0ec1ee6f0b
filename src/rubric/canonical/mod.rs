//! A rubric's meaning in one fixed form, for the receipt: layout, comments, keyword language and the way a rule is
//! worded do not count; everything that could change a score, a finding or what is told of them does.

mod asked;
mod ending;
mod form;
mod rule;
mod table;

use super::{
    Check, Compared, Consolidation, Definition, DisplayUnit, Expr, Field, Grade, Group, Indicator, Level, Measure,
    Node, NotApplicable,
};
use super::{Policy, Rubric, Texts};
use crate::ids::{MeasureId, NodeId};
use crate::quantity::Kind;
use form::{Canonical, Form};

impl Rubric {
    /// The meaning as text: equal for rubrics that mean the same, different for all others.
    ///
    /// 方向 is not in it: it is proved when the rubric is read, and changes no score and nothing that is told.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut form = Form::default();
        let head: [&dyn Canonical; 7] = [
            &self.title.node,
            &self.year.node,
            &self.total,
            &self.indicator_rounding,
            &self.total_rounding,
            &self.reviewed_basis,
            &self.texts,
        ];
        form.list("rubric", &head);
        form.list("fields", &[&self.fields]);
        if !self.tables.is_empty() {
            form.list("tables", &[&self.tables]);
        }
        form.list("definitions", &[&self.definitions]);
        form.list("groups", &[&self.groups]);
        form.list("indicators", &[&self.indicators]);
        form.list("measures", &[&self.measures]);
        form.list("roots", &[&self.roots]);
        form.list("checks", &[&self.checks]);
        form.list("grades", &[&self.grades]);
        if !self.ending.is_empty() {
            self.ending.write(&mut form);
        }
        form.text
    }
}

impl Canonical for Texts {
    fn write(&self, form: &mut Form) {
        form.list("texts", &[&self.authority, &self.note, &self.wording, &self.evidence, &self.origin]);
    }
}

impl Canonical for Kind {
    fn write(&self, form: &mut Form) {
        // The English name of a kind is unambiguous but for the order of levels, which it shows too.
        self.en().write(form);
    }
}

impl Canonical for DisplayUnit {
    fn write(&self, form: &mut Form) {
        let symbol: &str = &self.symbol;
        form.list("unit", &[&symbol, &self.factor, &self.places]);
    }
}

impl Canonical for Level {
    fn write(&self, form: &mut Form) {
        form.text.push_str(match self {
            Level::Hint => "hint",
            Level::Explain => "explain",
            Level::Error => "error",
        });
    }
}

impl Canonical for Field {
    fn write(&self, form: &mut Form) {
        let consolidation = self.consolidation.map(|way| match way {
            Consolidation::Sum => "sum".to_owned(),
            Consolidation::Weighted(weight) => format!("weighted {}", weight.index()),
            Consolidation::Recomputed => "recomputed".to_owned(),
            Consolidation::NotAdded => "not-added".to_owned(),
        });
        let parts: [&dyn Canonical; 11] = [
            &consolidation,
            &self.name.node,
            &self.kind,
            &self.unit,
            &self.digits,
            &self.range,
            &self.optional,
            &self.exact,
            &self.prints_level,
            &self.block,
            &self.origin,
        ];
        if let Some(Compared { function, value, lower }) = &self.compared {
            let function = format!("{function:?}");
            return form.list("compared", &[&function, &value.index(), lower]);
        }
        if let Some(total) = self.stated_total {
            return form.list("stated-total", &[&matches!(total, crate::rubric::StatedTotal::Reviewed)]);
        }
        if let Some(of) = &self.of_year {
            return form.list("field-of-year", &[&of.series, &of.year, &of.last, &parts.as_slice()]);
        }
        match (self.table, &self.row) {
            (None, None) => form.list("field", &parts),
            (Some(table), _) => {
                let column: [&dyn Canonical; 1] = [&table.index()];
                form.list("column", &[column.as_slice(), &parts].concat());
            }
            (None, Some(row)) => form.list("cell", &[&row.table.index(), &row.column.index(), &row.row]),
        }
    }
}

impl Canonical for Definition {
    fn write(&self, form: &mut Form) {
        match self.table {
            None => form.list("define", &[&self.name.node, &self.value]),
            Some(table) => form.list("define-of-row", &[&table.index(), &self.name.node, &self.value]),
        }
    }
}

impl Canonical for NodeId {
    fn write(&self, form: &mut Form) {
        match self {
            NodeId::Group(id) => id.index().write(form),
            NodeId::Indicator(id) => form.list("indicator", &[&id.index()]),
        }
    }
}

impl Canonical for usize {
    fn write(&self, form: &mut Form) {
        form.text.push_str(&self.to_string());
    }
}

impl Canonical for MeasureId {
    fn write(&self, form: &mut Form) {
        form.list("measure", &[&self.index()]);
    }
}

impl Canonical for Group {
    fn write(&self, form: &mut Form) {
        form.list("group", &[&self.name.node, &self.level, &self.points, &self.children, &self.texts]);
        if let Some(rows) = &self.rows {
            rows.write(form);
        }
        if !self.grades.is_empty() {
            form.list("group-grades", &[&self.grades]);
        }
    }
}

impl Canonical for Indicator {
    fn write(&self, form: &mut Form) {
        let parts: [&dyn Canonical; 6] =
            [&self.name.node, &self.points, &self.measure, &self.rule, &self.not_applicable, &self.texts];
        form.list("indicator", &parts);
        if let Some(range) = &self.adjusts {
            range.write(form);
        }
    }
}

impl Canonical for Measure {
    fn write(&self, form: &mut Form) {
        form.list("measure", &[&self.value, &self.range, &self.rounding, &self.unit]);
    }
}

impl Canonical for NotApplicable {
    fn write(&self, form: &mut Form) {
        match &self.policy {
            Policy::Points(points) => form.list("not-applicable", &[&self.condition, points]),
            Policy::Judged(judgement) => form.list("not-applicable", &[&self.condition, judgement]),
            Policy::LeftOut { whole } => form.list("left-out", &[&self.condition, whole]),
        }
    }
}

impl Canonical for Check {
    fn write(&self, form: &mut Form) {
        let stated = self.stated.map(|field| field.index());
        let parts: [&dyn Canonical; 8] = [
            &self.name.node,
            &stated,
            &self.condition,
            &self.assertions,
            &self.level,
            &self.tolerance,
            &self.owner,
            &self.texts,
        ];
        match self.each_row {
            None => form.list("check", &parts),
            Some(table) => {
                let table: [&dyn Canonical; 1] = [&table.index()];
                form.list("check-of-rows", &[table.as_slice(), &parts].concat());
            }
        }
    }
}

impl Canonical for Grade {
    fn write(&self, form: &mut Form) {
        form.list("grade", &[&self.name.node, &self.range]);
    }
}

impl Canonical for Expr {
    fn write(&self, form: &mut Form) {
        match &self.node {
            Node::Number(number) => form.list("number", &[number, &self.kind]),
            Node::Text(text) => text.write(form),
            Node::Field(id) => form.list("field", &[&id.index()]),
            Node::Definition(id) => form.list("definition", &[&id.index()]),
            Node::Measure(id) => id.write(form),
            Node::SubmittedUnit => form.list("submitted-unit", &[]),
            Node::SubmittedYear => form.list("submitted-year", &[]),
            Node::ReportedNotApplicable(fields) => {
                let fields = fields.iter().map(|field| field.index()).collect::<Vec<_>>();
                form.list("reported-not-applicable", &[&fields]);
            }
            Node::Score(of) => form.list("score-of", &[&of.node]),
            Node::Filled(id) => form.list("filled", &[&id.index()]),
            Node::Arithmetic(op, left, right) => form.list(op.symbol(), &[left, right]),
            Node::Comparison(relation, left, right) => form.list(relation.symbol(), &[left, right]),
            Node::SameWord(left, right) => form.list("same-word", &[left, right]),
            Node::Asked(asked) => asked.write(form),
            Node::Read(read) => read.write(form),
            Node::Not(inner) => form.list("not", &[inner]),
            Node::And(parts) => form.list("and", &[parts]),
            Node::Or(parts) => form.list("or", &[parts]),
            Node::Abs(inner) => form.list("abs", &[inner]),
            Node::Max(parts) => form.list("max", &[parts]),
            Node::Min(parts) => form.list("min", &[parts]),
            Node::Count(parts) => form.list("count", &[parts]),
            Node::Clamp(value, lower, upper) => form.list("clamp", &[value, lower, upper]),
            Node::WorkingDays(from, to) => form.list("working-days", &[from, to]),
            Node::Deadline(from, days) => form.list("deadline", &[from, days, &days.kind]),
            Node::Aggregate(aggregate) => aggregate.write(form),
            Node::Sum(terms) => form.list("sum", &[terms]),
            Node::Greatest(terms) => form.list("greatest", &[terms]),
            Node::Least(terms) => form.list("least", &[terms]),
        }
    }
}
