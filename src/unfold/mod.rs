//! A rubric on the shape of a submission: once the rows of its tables are known, every cell of a row is a field like any
//! other, everything that is computed over rows is a sum of what each row gives, and a check of each row is a check for
//! each row. What measures, scores, audits and reports comes after and knows no tables.
//!
//! Columns and row definitions stay in their lists, so that ids keep their meaning; nothing reads them any more.

mod aggregates;
mod answers;
mod diagnostics;
mod groups;
mod place;
mod rows;
mod rules;
mod sums;
mod targets;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Reported};
use crate::ids::{CheckId, DefinitionId, FieldId, GroupId, MeasureId, TableId};
use crate::inputs::Inputs;
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{Aggregate, Check, Expr, Field, Node, Rubric, ScoreOf};
use crate::source::Spanned;

/// A row of a table: the table, and the index of the row among those submitted.
pub(crate) type RowId = (TableId, usize);

/// Unfolds a rubric and its inputs. A rubric without tables comes out as it is.
///
/// # Errors
/// D0224 where all rows over which something has to be computed are not applicable.
pub fn unfold(rubric: &Rubric, inputs: Inputs, diagnostics: &mut Diagnostics) -> Result<(Rubric, Inputs), Reported> {
    if rubric.tables.is_empty() && !rubric.asks_about_targets() {
        return Ok((rubric.clone(), inputs));
    }
    let before = diagnostics.count();
    let mut unfolder = Unfolder::new(rubric, inputs);
    unfolder.definitions();
    unfolder.place_rows();
    unfolder.measures();
    unfolder.indicators();
    unfolder.settle_measures();
    unfolder.checks();
    unfolder.vetoes();
    unfolder.row_groups();
    for fault in std::mem::take(&mut unfolder.faults) {
        diagnostics.error(fault);
    }
    for note in std::mem::take(&mut unfolder.notes) {
        diagnostics.note(note);
    }
    match diagnostics.error_since(before) {
        Some(reported) => Err(reported),
        None => Ok((unfolder.rubric, Inputs { tables: Vec::new(), ..unfolder.inputs })),
    }
}

/// A rubric while it is unfolded.
struct Unfolder<'a> {
    /// As written.
    written: &'a Rubric,
    /// As it will be scored.
    rubric: Rubric,
    /// With the cells of the rows among the others.
    inputs: Inputs,
    /// The field that a column is in each row of its table.
    cells: BTreeMap<FieldId, Vec<FieldId>>,
    /// The definitions that stand for aggregates: one that is read in every row is unfolded once.
    made: Vec<(Aggregate, DefinitionId)>,
    faults: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
    /// The fields of the figures that were read from texts: by the cell of the text, and what the figure is of.
    figures: BTreeMap<(FieldId, Kind), FieldId>,
    /// The field that a measure turned out to be, in its row.
    measured: BTreeMap<(MeasureId, Option<RowId>), FieldId>,
    /// The blank fields that should have said how the target of a cell compares.
    unsaid: BTreeMap<FieldId, FieldId>,
    /// The blank fields in the place of cells that say `/`.
    emptied: BTreeMap<FieldId, FieldId>,
    /// Words of 性质 that say nothing: the fault that tells each, and where it stands.
    unknown_words: Vec<(usize, Vec<targets::Said>)>,
    /// How a target compares that does not say so; `None` where that is not settled.
    reading: Option<Relation>,
    /// A target above 0 is known to be missed where an expression is read.
    missed: bool,
    /// Such a target, where it made no difference.
    bare: Option<targets::Said>,
    /// Such a target was met, and the readings differ.
    undecided: bool,
    /// Such a target, where they differ.
    open: Option<targets::Said>,
    /// The measures of the row at hand, by those of the template.
    in_row: BTreeMap<MeasureId, MeasureId>,
    /// The rows of every 逐行 group.
    placed: Vec<(GroupId, Vec<groups::Scored>)>,
    /// A row could not be placed or scored, so that nothing is known of sums.
    rows_faulty: bool,
    /// The ids that indicators have now, by those as written.
    renumbered: place::Renumbered,
    /// Every row that is scored, in the order in which they were made.
    made_rows: Vec<MadeRow>,
}

/// What goes with the indicator of a row.
struct MadeRow {
    claim: Option<Spanned<Rational>>,
    review: Option<Spanned<Rational>>,
    reason: Option<Spanned<String>>,
    measures: Vec<MeasureId>,
}

impl Unfolder<'_> {
    fn definitions(&mut self) {
        // Each only reads those before it, so what it reads is unfolded already.
        for (at, definition) in self.written.definitions.iter().enumerate() {
            if definition.table.is_none() {
                let value = self.expr(&definition.value, None);
                if let Some(slot) = self.rubric.definitions.get_mut(at) {
                    slot.value = value;
                }
            }
        }
    }

    fn measures(&mut self) {
        for (at, measure) in self.written.measures.iter().enumerate() {
            let value = self.measure_value(&measure.value, None);
            if let Some(slot) = self.rubric.measures.get_mut(at) {
                slot.value = value;
            }
        }
    }

    fn indicators(&mut self) {
        for (at, indicator) in self.written.indicators.iter().enumerate() {
            if indicator.template {
                continue;
            }
            let rule = indicator.rule.as_ref().map(|rule| self.settled_rule(rule, None));
            let clauses = indicator.not_applicable.iter().map(|clause| self.clause(clause, None)).collect();
            let goal = indicator.rule.as_ref().and_then(|rule| self.goal(rule, None));
            if let Some(slot) = self.rubric.indicators.get_mut(at) {
                slot.goal = goal;
                (slot.rule, slot.not_applicable) = (rule, clauses);
            }
        }
    }

    fn checks(&mut self) {
        let mut checks = Vec::new();
        for check in &self.written.checks {
            match check.each_row {
                None => checks.push(self.check(check, None)),
                // Without rows it stays, so that somebody is told.
                Some(table) if self.rows(table) == 0 => checks.push(Check { assertions: Vec::new(), ..check.clone() }),
                Some(table) => {
                    for row in 0..self.rows(table) {
                        checks.push(self.check(check, Some((table, row))));
                    }
                }
            }
        }
        for (at, check) in checks.iter_mut().enumerate() {
            check.id = CheckId::at(at);
        }
        self.rubric.checks = checks;
    }

    fn vetoes(&mut self) {
        for (at, veto) in self.written.ending.vetoes.iter().enumerate() {
            let condition = self.expr(&veto.condition, None);
            if let Some(slot) = self.rubric.ending.vetoes.get_mut(at) {
                slot.condition = condition;
            }
        }
    }

    /// A check, of a row where it is one of each row.
    fn check(&mut self, check: &Check, row: Option<RowId>) -> Check {
        let condition = check.condition.as_ref().map(|condition| self.expr(condition, row));
        let assertions = check.assertions.iter().map(|assertion| self.expr(assertion, row)).collect();
        let name = match row {
            Some(row) => Spanned::new(format!("{} {}", check.name.node, self.row_name(row)), check.name.span),
            None => check.name.clone(),
        };
        Check { name, condition, assertions, each_row: None, ..check.clone() }
    }

    /// The formula of a measure. A quantity of the submission is its text until a target shows what it is of.
    fn measure_value(&mut self, value: &Expr, row: Option<RowId>) -> Expr {
        if value.kind == Kind::Quantity { self.words_of(value, row) } else { self.expr(value, row) }
    }

    /// Puts the figures that targets were compared with in the place of their texts.
    fn settle_measures(&mut self) {
        for ((id, row), field) in std::mem::take(&mut self.measured) {
            let Field { kind, unit, .. } = self.rubric.field(field).clone();
            if let (None, Some(measure)) = (row, self.rubric.measures.get_mut(id.index())) {
                measure.value = Expr { kind, node: Node::Field(field), span: measure.value.span };
                measure.unit = unit;
            }
        }
    }

    /// Tells a fault, once however often it is met.
    fn fault(&mut self, fault: Diagnostic) -> targets::Faulty {
        let known = |one: &Diagnostic| one.message == fault.message && one.place() == fault.place();
        if !self.faults.iter().any(known) {
            self.faults.push(fault);
        }
        targets::Faulty
    }

    /// Tells a hint, once however often it is met.
    fn note(&mut self, note: Diagnostic) {
        let known = |one: &Diagnostic| one.message == note.message && one.place() == note.place();
        if !self.notes.iter().any(known) {
            self.notes.push(note);
        }
    }

    /// An expression in which nothing speaks of tables any more; in a row, columns are the cells of that row.
    fn expr(&mut self, expr: &Expr, row: Option<RowId>) -> Expr {
        let made = |node: Node| Expr { kind: expr.kind.clone(), node, span: expr.span };
        match &expr.node {
            Node::Field(column) => made(Node::Field(self.cell_of(*column, row))),
            Node::Filled(column) => made(Node::Filled(self.cell_of(*column, row))),
            Node::Definition(id) if self.written.definition(*id).table.is_some() => {
                let written = self.written;
                Expr { span: expr.span, ..self.expr(&written.definition(*id).value, row) }
            }
            Node::Measure(id) => made(Node::Measure(self.in_row.get(id).copied().unwrap_or(*id))),
            Node::Score(of) => {
                made(Node::Score(Box::new(ScoreOf { node: self.renumbered.node(of.node), ..(**of).clone() })))
            }
            Node::Asked(asked) => self.answer(asked, expr.span, row),
            Node::Read(read) => Expr { kind: Kind::Text, ..self.expr(&read.figure, row) },
            Node::ReportedNotApplicable(fields) => {
                made(Node::ReportedNotApplicable(fields.iter().map(|field| self.cell_of(*field, row)).collect()))
            }
            Node::Aggregate(aggregate) => made(Node::Definition(self.aggregate(aggregate, expr))),
            _ => expr.map(&mut |inner| self.expr(inner, row)),
        }
    }
}
