//! The points of groups by rows against what is above them.

use super::Unfolder;
use super::diagnostics as faults;
use crate::ids::NodeId;
use crate::quantity::Rational;
use crate::rubric::Group;

impl Unfolder<'_> {
    /// Where points come with the rows, they make those of what is above.
    pub(super) fn sums(&mut self) {
        let by_rows = |id: &NodeId| match id {
            NodeId::Group(id) => self.written.group(*id).rows.as_ref().is_some_and(|rows| rows.by_rows),
            NodeId::Indicator(_) => false,
        };
        let unsaid = |group: &Group| group.rows.as_ref().is_some_and(|rows| self.rows_unsaid(rows.table));
        if self.rows_faulty || self.written.groups.iter().any(unsaid) {
            return;
        }
        let mut wrong = Vec::new();
        let levels = self.written.groups.iter().zip(&self.rubric.groups).filter(|(written, _)| written.rows.is_none());
        let levels = levels.map(|(written, now)| (&written.children, &now.children, now.points.clone(), &now.name));
        let root = (&self.written.roots, &self.rubric.roots, Some(self.rubric.total.clone()), &self.rubric.title);
        for (written, children, points, name) in levels.chain([root]) {
            if !written.iter().any(by_rows) {
                continue;
            }
            let list = children.iter().filter_map(|child| match child {
                NodeId::Group(id) => {
                    let group = self.rubric.group(*id);
                    Some(faults::Part { name: group.name.node.clone(), points: group.points.clone()?, place: None })
                }
                NodeId::Indicator(id) => {
                    let one = self.rubric.indicator(*id);
                    Some(faults::Part { name: one.name.node.clone(), points: one.points.clone()?, place: None })
                }
            });
            let list = list.collect::<Vec<_>>();
            let sum = list.iter().fold(Rational::ZERO, |sum, part| &sum + &part.points);
            if let Some(points) = points.filter(|points| *points != sum) {
                wrong.push(faults::row_points_differ(name, (&sum, &points), &list, self.inputs.span));
            }
        }
        for fault in wrong {
            self.fault(fault);
        }
    }
}
