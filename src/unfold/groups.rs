//! Groups with an indicator for every row: each row takes the place of the template, with its own points.

use std::collections::{BTreeMap, BTreeSet};

use super::place::Renumbered;
use super::targets::Aim;
use super::{MadeRow, RowId, Unfolder, diagnostics as faults};
use crate::ids::{GroupId, IndicatorId, MeasureId, TableId};
use crate::inputs::{Outcome, State, Value};
use crate::quantity::{Rational, Rounding, RoundingMode};
use crate::rubric::{Choice, Expr, Field, Indicator, Measure, Node, NormalForm, RowGroup, RowPoints, Rule};
use crate::source::{Span, Spanned};

/// A row that is scored.
pub(super) struct Scored {
    row: RowId,
    name: String,
    /// As it says itself; `None` where the group is shared out equally.
    points: Option<Rational>,
}

impl Unfolder<'_> {
    /// Sorts the rows of tables into the groups that score them. No row is left over.
    pub(super) fn place_rows(&mut self) {
        let written = self.written;
        let groups = written.groups.iter().enumerate();
        let groups = groups.filter_map(|(at, group)| Some((GroupId::at(at), group.rows.as_ref()?)));
        let groups = groups.collect::<Vec<_>>();
        let mut takers = BTreeMap::<RowId, Vec<GroupId>>::new();
        for (id, group) in &groups {
            let rows = self.rows_of(*id, group, &mut takers);
            self.placed.push((*id, rows));
        }
        self.all_placed(&groups, &takers);
        let rows = groups.iter().zip(&self.placed).map(|((_, group), (_, rows))| (group.template, rows.len()));
        self.renumbered = Renumbered::new(written.indicators.len(), rows.collect());
    }

    /// Gives every 逐行 group its indicators, and checks that points add up.
    pub(super) fn row_groups(&mut self) {
        let placed = std::mem::take(&mut self.placed);
        if placed.is_empty() {
            return;
        }
        self.rows_faulty = !self.faults.is_empty();
        let mut made = BTreeMap::<IndicatorId, Vec<Indicator>>::new();
        for (id, rows) in &placed {
            let Some(group) = &self.written.group(*id).rows else { continue };
            let indicators = self.row_indicators(*id, group, rows);
            made.insert(group.template, indicators);
        }
        self.put_in_place(made);
        self.sums();
    }

    /// The rows of a group. What is wrong with one is told.
    fn rows_of(&mut self, id: GroupId, group: &RowGroup, placed: &mut BTreeMap<RowId, Vec<GroupId>>) -> Vec<Scored> {
        let mut found = Vec::new();
        for at in 0..self.rows(group.table) {
            let row = (group.table, at);
            if self.is_blank(group, row) {
                continue;
            }
            let belongs = match &group.condition {
                None => true,
                Some(condition) => {
                    let condition = self.expr(condition, Some(row));
                    match self.worth(&condition) {
                        Outcome::Known(Value::Bool(belongs)) => belongs,
                        _ => {
                            let names = self.names_below(&condition);
                            let fault = faults::row_unsorted(&self.row_title(row), self.row_span(row), &names);
                            self.fault(fault);
                            let takers = placed.entry(row).or_default();
                            if takers.is_empty() {
                                takers.push(id);
                            }
                            continue;
                        }
                    }
                }
            };
            if belongs {
                placed.entry(row).or_default().push(id);
                found.extend(self.scored(group, row));
            }
        }
        found
    }

    fn scored(&mut self, group: &RowGroup, row: RowId) -> Option<Scored> {
        let (title, span) = (self.row_title(row), self.row_span(row));
        let name = self.text_in(&group.name, row);
        let points = match &group.points {
            RowPoints::Equal { .. } => None,
            RowPoints::Own(points) => {
                let points = self.expr(points, Some(row));
                match self.worth(&points) {
                    Outcome::Known(Value::Number(points)) if points.is_positive() => Some(points),
                    Outcome::Known(Value::Number(_)) => {
                        self.fault(faults::row_points_not_positive(&title, self.points_span(group, row)));
                        return None;
                    }
                    _ => {
                        let place = self.points_span(group, row);
                        self.fault(faults::row_without(&title, place, faults::Lacks::Points));
                        return None;
                    }
                }
            }
        };
        let places = self.written.score_places();
        let rounded = self.written.indicator_rounding.is_some();
        let fine = points.as_ref().is_some_and(|points| points.decimal_places().is_none_or(|own| own > places));
        if rounded && fine {
            self.fault(faults::row_points_too_fine(&title, self.points_span(group, row), places));
            return None;
        }
        let rule = self.written.indicator(group.template).rule.as_ref();
        if let Some(target) = rule.and_then(first_target)
            && matches!(self.aim(target, Some(row)), Ok(Aim::Missing(_)))
        {
            self.fault(faults::row_without(&title, span, faults::Lacks::Target));
            return None;
        }
        let Some(name) = name else {
            self.fault(faults::row_without(&title, span, faults::Lacks::Name));
            return None;
        };
        Some(Scored { row, name, points })
    }

    /// The indicators of a group's rows.
    fn row_indicators(&mut self, id: GroupId, group: &RowGroup, rows: &[Scored]) -> Vec<Indicator> {
        let whole = self.written.group(id).points.clone();
        let parts = self.parts(group, rows, whole.as_ref());
        let sum = parts.iter().fold(Rational::ZERO, |sum, part| &sum + part);
        let title = self.written.group(id).name.clone();
        match whole {
            // What a faulty row would add is not known.
            Some(whole) if whole != sum && !self.rows_faulty && !self.rows_unsaid(group.table) => {
                let list = rows.iter().zip(&parts).map(|(one, points)| faults::Part {
                    name: one.name.clone(),
                    points: points.clone(),
                    place: Some(self.points_span(group, one.row)),
                });
                let list = list.collect::<Vec<_>>();
                self.fault(faults::row_points_differ(&title, (&sum, &whole), &list, self.inputs.span));
            }
            Some(_) => {}
            None => {
                if let Some(group) = self.rubric.groups.get_mut(id.index()) {
                    group.points = Some(sum);
                }
            }
        }
        let mut indicators = Vec::new();
        for (one, points) in rows.iter().zip(parts) {
            let alike = rows.iter().filter(|other| other.name == one.name).count() > 1;
            let name = if alike { self.told_apart(&one.name, one.row) } else { one.name.clone() };
            indicators.push(self.row_indicator(group, one.row, name, points));
        }
        indicators
    }

    /// The points of the rows: their own, or equal parts of the group's.
    fn parts(&self, group: &RowGroup, rows: &[Scored], whole: Option<&Rational>) -> Vec<Rational> {
        let RowPoints::Equal { first } = group.points else {
            return rows.iter().map(|one| one.points.clone().unwrap_or(Rational::ZERO)).collect();
        };
        let count = Rational::whole(i64::try_from(rows.len()).unwrap_or(i64::MAX));
        let Some((whole, part)) = whole.and_then(|whole| Some((whole, whole.checked_div(&count)?))) else {
            return Vec::new();
        };
        let rounding = Rounding { places: self.written.score_places(), mode: RoundingMode::Truncate };
        let part = rounding.round(&part);
        let rest = whole - &(&part * &count);
        let heir = if first { 0 } else { rows.len().saturating_sub(1) };
        (0..rows.len()).map(|at| if at == heir { &part + &rest } else { part.clone() }).collect()
    }

    fn row_indicator(&mut self, group: &RowGroup, row: RowId, name: String, points: Rational) -> Indicator {
        let template = self.written.indicator(group.template);
        let measures = self.row_measures(group.template, row);
        self.in_row = measures.clone();
        let rule = template.rule.as_ref().map(|rule| self.settled_rule(rule, Some(row)).scaled(&points));
        let clauses = template.not_applicable.iter().map(|clause| self.clause(clause, Some(row)).scaled(&points));
        let not_applicable = clauses.collect::<Vec<_>>();
        self.in_row = BTreeMap::new();
        for (written, own) in &measures {
            let field = self.measured.remove(&(*written, Some(row)));
            let field = field.map(|field| (field, self.rubric.field(field).clone()));
            if let (Some((field, Field { kind, unit, .. })), Some(measure)) =
                (field, self.rubric.measures.get_mut(own.index()))
            {
                measure.value = Expr { kind, node: Node::Field(field), span: measure.value.span };
                measure.unit = unit;
            }
        }
        let reads = template.reads.iter().map(|column| self.cell_of(*column, Some(row))).collect::<BTreeSet<_>>();
        for field in &reads {
            let away = matches!(self.inputs.cell(*field).state, State::NotApplicable(_));
            let settled = template.reads.iter().filter(|column| self.cell_of(**column, Some(row)) == *field);
            let settled = settled.into_iter().all(|column| self.written.settles_not_applicable(template, *column));
            if away && !settled {
                let span = self.inputs.cell(*field).span;
                let name = self.rubric.field(*field).name.node.clone();
                self.fault(faults::row_not_applicable(&name, span, template.name.span));
            }
        }
        let (claim, review) = (self.said(group.claim.as_ref(), row), self.said(group.review.as_ref(), row));
        let reason = self.reason(group, row);
        self.made_rows.push(MadeRow { claim, review, reason, measures: measures.values().copied().collect() });
        Indicator {
            name: Spanned::new(name, template.name.span),
            points: Some(points),
            measure: template.measure.and_then(|id| measures.get(&id).copied()),
            rule,
            not_applicable,
            reads,
            template: false,
            goal: template.rule.as_ref().and_then(|rule| self.goal(rule, Some(row))),
            ..template.clone()
        }
    }

    /// The target that a rule asks about, in words.
    pub(super) fn goal(&mut self, rule: &Rule, row: Option<RowId>) -> Option<String> {
        match self.aim(first_target(rule)?, row) {
            Ok(Aim::Figure(aim)) => Some(aim.shown),
            Ok(Aim::Words(text)) => match self.worth(&text) {
                Outcome::Known(Value::Text(text)) => Some(text),
                _ => None,
            },
            Ok(Aim::Missing(_)) | Err(_) => None,
        }
    }

    /// A measure for each of the template's, in a row.
    fn row_measures(&mut self, template: IndicatorId, row: RowId) -> BTreeMap<MeasureId, MeasureId> {
        let mut own = BTreeMap::new();
        let of_template = self.written.measures.iter().enumerate().filter(|(_, one)| one.indicator == template);
        for (at, measure) in of_template {
            let value = self.measure_value(&measure.value, Some(row));
            self.rubric.measures.push(Measure { value, ..measure.clone() });
            own.insert(MeasureId::at(at), MeasureId::at(self.rubric.measures.len().saturating_sub(1)));
        }
        own
    }

    /// What a row says of its score: 自评 or 复核.
    fn said(&mut self, column: Option<&Expr>, row: RowId) -> Option<Spanned<Rational>> {
        let claim = self.expr(column?, Some(row));
        let score = self.worth(&claim).number().cloned()?;
        Some(Spanned::new(score, self.written_at(&claim, row)))
    }

    fn reason(&mut self, group: &RowGroup, row: RowId) -> Option<Spanned<String>> {
        let reason = self.expr(group.reason.as_ref()?, Some(row));
        match self.worth(&reason) {
            Outcome::Known(Value::Text(text)) => Some(Spanned::new(text, self.written_at(&reason, row))),
            _ => None,
        }
    }

    /// Where the first figure of an expression is written; the row where there is none.
    fn written_at(&self, expr: &Expr, row: RowId) -> Span {
        let field = self.rubric.fields_below(expr).first().copied();
        field.and_then(|field| self.inputs.figure(field)).map_or_else(|| self.row_span(row), |figure| figure.span)
    }

    /// The columns of the rows that a block reads, all blank.
    fn is_blank(&self, group: &RowGroup, row: RowId) -> bool {
        let cells = group.reads.iter().map(|column| self.cell_of(*column, Some(row)));
        cells.into_iter().all(|cell| matches!(self.inputs.cell(cell).state, State::Blank))
    }

    /// No row that is filled in belongs to no group, or to two.
    fn all_placed(&mut self, groups: &[(GroupId, &RowGroup)], placed: &BTreeMap<RowId, Vec<GroupId>>) {
        let tables = groups.iter().map(|(_, group)| group.table).collect::<BTreeSet<TableId>>();
        for table in tables {
            for at in 0..self.rows(table) {
                let row = (table, at);
                let mut of_table = groups.iter().filter(|(_, group)| group.table == table);
                let blank = of_table.clone().all(|(_, group)| self.is_blank(group, row));
                let found = placed.get(&row).map(Vec::as_slice).unwrap_or_default();
                let (title, span) = (self.row_title(row), self.row_span(row));
                match found {
                    [] if !blank => {
                        let heads = of_table.by_ref().map(|(_, group)| group.span).collect::<Vec<_>>();
                        self.fault(faults::row_in_no_group(&title, span, &heads));
                    }
                    [one, other, ..] => {
                        let heads = [*one, *other].map(|id| self.written.group(id).span);
                        self.fault(faults::row_in_two_groups(&title, span, heads));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether a test does not say which rows a table has.
    pub(super) fn rows_unsaid(&self, table: TableId) -> bool {
        self.inputs.tables.get(table.index()).is_some_and(|rows| rows.unsaid)
    }

    fn text_in(&mut self, expr: &Expr, row: RowId) -> Option<String> {
        let expr = self.expr(expr, Some(row));
        match self.worth(&expr) {
            Outcome::Known(Value::Text(text)) => Some(text),
            Outcome::Known(Value::Number(rank)) => {
                Some(crate::rubric::value(&rank, &expr.kind, &crate::rubric::DisplayUnit::of(&expr.kind)))
            }
            _ => None,
        }
    }

    fn names_below(&self, expr: &Expr) -> Vec<String> {
        self.rubric.fields_below(expr).into_iter().map(|field| self.rubric.field(field).name.node.clone()).collect()
    }

    /// `绩效目标 第3行`.
    fn row_title(&self, row: RowId) -> String {
        format!("{} {}", self.written.table(row.0).name.node, self.row_name(row))
    }

    /// Where the points of a row stand, if they do; else the row.
    fn points_span(&self, group: &RowGroup, row: RowId) -> Span {
        match &group.points {
            RowPoints::Own(Expr { node: Node::Field(column), .. }) => {
                self.inputs.cell(self.cell_of(*column, Some(row))).span
            }
            _ => self.row_span(row),
        }
    }

    fn row_span(&self, (table, row): RowId) -> Span {
        let rows = self.inputs.tables.get(table.index());
        rows.and_then(|rows| rows.rows.get(row)).map_or(self.inputs.span, |row| row.span)
    }

    fn told_apart(&self, name: &str, row: RowId) -> String {
        match self.written.language {
            crate::diagnostic::Language::Zh => format!("{name}（{}）", self.row_name(row)),
            crate::diagnostic::Language::En => format!("{name} ({})", self.row_name(row)),
        }
    }
}

/// The first target that a rule asks about.
fn first_target(rule: &Rule) -> Option<&Expr> {
    let in_expr = |expr| target_in(expr);
    match &rule.normal {
        NormalForm::Pieces { over, .. } => in_expr(over),
        NormalForm::Cases(arms) => arms.iter().find_map(|arm| {
            arm.condition.as_ref().and_then(in_expr).or_else(|| match &arm.then {
                Choice::Rule(rule) => first_target(rule),
                Choice::Award(_) => None,
            })
        }),
        NormalForm::Items(items) => items.iter().find_map(|item| first_target(&item.rule)),
        NormalForm::Ways(ways) => ways.ways.iter().find_map(|way| first_target(&way.rule)),
        NormalForm::Deduction(deduction) => deduction.lines.iter().find_map(|line| in_expr(&line.excess)),
        NormalForm::Judged(_) | NormalForm::Readings(_) => None,
    }
}

fn target_in(expr: &Expr) -> Option<&Expr> {
    match &expr.node {
        Node::Asked(asked) => Some(&asked.target),
        _ => expr.children().into_iter().find_map(target_in),
    }
}
