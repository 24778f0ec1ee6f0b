//! Groups with an indicator for every row of a table (逐行).

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Checker, Context};
use super::diagnostics::row_groups as faults;
use super::names::Meaning;
use super::points::Known;
use super::tree::Plan;
use crate::diagnostic::Reported;
use crate::ids::{FieldId, GroupId, IndicatorId, NodeId, TableId};
use crate::quantity::Kind;
use crate::rubric::{Expr, RowGroup, RowPoints};
use crate::syntax::ast::{self, Item, Points, Statement};

impl Checker<'_> {
    /// Reads the heads of all 逐行 groups, and marks their indicators as templates.
    pub(super) fn row_groups(&mut self, plan: &mut Plan<'_>) {
        self.only_in_row_groups(plan);
        for at in 0..plan.groups.len() {
            let Some(group) = plan.groups.get(at) else { continue };
            let (written, children) = (group.written, group.children.clone());
            match &written.each_row {
                Some(head) => {
                    // A fixed score would be tried against a single point.
                    for child in &children {
                        let NodeId::Indicator(id) = child else { continue };
                        let Some(one) = plan.indicators.get(id.index()).map(|one| one.written) else { continue };
                        if let Err(reported) = self.no_fixed_points(&one.statements) {
                            plan.set_points(*child, Known::Broken(reported));
                        }
                    }
                    match self.row_group(plan, (written, head), &children) {
                        Ok(rows) => self.settle_template(plan, GroupId::at(at), rows),
                        Err(reported) => self.row_known(plan, head, &children, reported),
                    }
                }
                None => {
                    if let Points::ByRows(span) = written.points {
                        self.diagnostics.error(faults::by_rows_without_rows(span));
                    }
                }
            }
        }
    }

    fn settle_template(&mut self, plan: &mut Plan<'_>, group: GroupId, rows: RowGroup) {
        if let Some(indicator) = plan.indicators.get_mut(rows.template.index()) {
            indicator.template = Some(rows.table);
        }
        if let Some(group) = plan.groups.get_mut(group.index()) {
            group.rows = Some(rows);
        }
    }

    /// After a fault in the head of a group: its indicators still speak of rows, so that nothing else is told of them.
    fn row_known(&self, plan: &mut Plan<'_>, head: &ast::EachRow, children: &[NodeId], reported: Reported) {
        let table = match self.names.find(&head.table.node) {
            Some(Meaning::Table(id)) => Some(id),
            _ => None,
        };
        for child in children {
            let NodeId::Indicator(id) = child else { continue };
            if let Some(indicator) = plan.indicators.get_mut(id.index()) {
                indicator.template = table;
                indicator.rowless = Some(reported);
            }
        }
    }

    /// Indicators of rows, claims and reasons stand in such groups only.
    fn only_in_row_groups(&mut self, plan: &mut Plan<'_>) {
        let Plan { indicators, groups, .. } = plan;
        for indicator in indicators {
            let parent = indicator.parent.and_then(|id| groups.get(id.index()));
            let in_rows = parent.is_some_and(|group| group.written.each_row.is_some());
            if in_rows {
                continue;
            }
            // Where it has no points that was told.
            if indicator.written.row.is_some() {
                indicator.rowless = match indicator.points {
                    Known::Unpublished => {
                        Some(self.diagnostics.error(faults::row_indicator_alone(indicator.written.name.span)))
                    }
                    Known::Broken(reported) => Some(reported),
                    Known::Points(_) | Known::ByRows => None,
                };
                continue;
            }
            for statement in &indicator.written.statements {
                if let Statement::Claim(_, span) | Statement::Review(_, span) | Statement::Reason(_, span) = statement {
                    self.diagnostics.error(faults::claim_outside_rows(*span));
                }
            }
        }
    }

    fn row_group(
        &mut self,
        plan: &Plan<'_>,
        (written, head): (&ast::Group, &ast::EachRow),
        children: &[NodeId],
    ) -> Result<RowGroup, Reported> {
        let table = match self.names.find(&head.table.node) {
            Some(Meaning::Table(id)) => id,
            Some(Meaning::Broken(reported)) => return Err(reported),
            _ => return Err(self.not_a_table(&head.table.node, head.table.span)),
        };
        let only = match children {
            [NodeId::Indicator(id)] => plan.indicators.get(id.index()).map(|one| (*id, one.written)),
            _ => None,
        };
        let shaped = only.and_then(|(id, one)| Some((id, one, one.row.as_ref()?)));
        let Some((template, indicator, row)) = shaped else {
            if written.items.iter().any(|item| matches!(item, Item::Hole(_))) {
                return Err(self.unread(head.span));
            }
            return Err(self.diagnostics.error(faults::row_group_shape(&written.name)));
        };
        let c = Context { row: Some(table), ..Context::default() };
        let condition = head.condition.as_ref().map(|condition| self.condition(condition, &c)).transpose();
        let points = self.row_points(written, (indicator, row), &c);
        let name = self.row_name(&row.name, &c);
        let said = |statement: &Statement| match statement {
            Statement::Claim(expr, _) => Some((0, expr.clone())),
            Statement::Review(expr, _) => Some((1, expr.clone())),
            Statement::Reason(expr, _) => Some((2, expr.clone())),
            _ => None,
        };
        let said = indicator.statements.iter().filter_map(said).collect::<BTreeMap<_, _>>();
        let claim = self.row_statement(said.get(&0), &c, &Kind::Score);
        let review = self.row_statement(said.get(&1), &c, &Kind::Score);
        let reason = self.row_statement(said.get(&2), &c, &Kind::Text);
        let (condition, points, name) = (condition?, points?, name?);
        let (claim, review, reason) = (claim?, review?, reason?);
        let own = match &points {
            RowPoints::Own(points) => Some(points),
            RowPoints::Equal { .. } => None,
        };
        let mut reads = self.reads_of(&indicator.statements, Some(table));
        for expr in [Some(&name), own, claim.as_ref(), review.as_ref(), reason.as_ref()].into_iter().flatten() {
            self.fields_in(expr, &mut reads);
        }
        let by_rows = matches!(written.points, Points::ByRows(_));
        let reads = self.columns_of(table, &reads);
        Ok(RowGroup {
            table,
            condition,
            points,
            by_rows,
            name,
            claim,
            review,
            reason,
            template,
            reads,
            span: written.head,
        })
    }

    fn columns_of(&self, table: TableId, reads: &BTreeSet<FieldId>) -> BTreeSet<FieldId> {
        let is_column = |id: &FieldId| self.fields.get(id.index()).is_some_and(|field| field.table == Some(table));
        reads.iter().copied().filter(is_column).collect()
    }

    fn row_points(
        &mut self,
        written: &ast::Group,
        (indicator, row): (&ast::Indicator, &ast::RowHead),
        c: &Context,
    ) -> Result<RowPoints, Reported> {
        match (&written.equal_split, &row.points, &written.points) {
            (Some(_), _, Points::ByRows(span)) => Err(self.diagnostics.error(faults::nothing_to_share(*span))),
            (_, _, Points::Unpublished(span)) => Err(self.diagnostics.error(faults::rows_unpublished(*span))),
            (Some(_), Some(points), _) => Err(self.diagnostics.error(faults::row_points_in_split(points.span))),
            (Some(split), None, _) => match split.remainder.as_ref().map(|name| (name.node.as_str(), name.span)) {
                Some(("末行" | "last", _)) => Ok(RowPoints::Equal { first: false }),
                Some(("首行" | "first", _)) => Ok(RowPoints::Equal { first: true }),
                other => Err(self.diagnostics.error(faults::remainder_of_rows(other.map_or(split.span, |(_, at)| at)))),
            },
            (None, Some(points), _) => {
                let typed = self.typed(points, c, None)?;
                if typed.kind == Kind::Score {
                    return Ok(RowPoints::Own(typed));
                }
                Err(self.diagnostics.error(faults::row_column_kind(&typed, &Kind::Score)))
            }
            (None, None, _) => Err(self.diagnostics.error(faults::row_points_missing(indicator.name.span))),
        }
    }

    fn row_name(&mut self, name: &ast::Expr, c: &Context) -> Result<Expr, Reported> {
        let typed = self.typed(name, c, None)?;
        match typed.kind {
            Kind::Text | Kind::Level(_) => Ok(typed),
            _ => Err(self.diagnostics.error(faults::row_column_kind(&typed, &Kind::Text))),
        }
    }

    /// 自评, 复核 or 理由.
    fn row_statement(
        &mut self,
        expr: Option<&ast::Expr>,
        c: &Context,
        needed: &Kind,
    ) -> Result<Option<Expr>, Reported> {
        let Some(expr) = expr else { return Ok(None) };
        let typed = self.typed(expr, c, Some(needed))?;
        if typed.kind == *needed {
            return Ok(Some(typed));
        }
        Err(self.diagnostics.error(faults::row_column_kind(&typed, needed)))
    }
}

impl Plan<'_> {
    /// Whether a node is written as an indicator of rows.
    pub(super) fn is_row_head(&self, node: NodeId) -> bool {
        let NodeId::Indicator(id) = node else { return false };
        self.indicators.get(id.index()).is_some_and(|one| one.written.row.is_some())
    }

    /// Whether a node is the indicator of the rows of its group.
    pub(super) fn is_of_rows(&self, node: NodeId) -> bool {
        let parent = |id: IndicatorId| self.indicators.get(id.index())?.parent;
        let NodeId::Indicator(id) = node else { return false };
        let group = parent(id).and_then(|group| self.groups.get(group.index()));
        group.is_some_and(|group| group.written.each_row.is_some() && group.points != Known::Unpublished)
    }
}
