//! The canonical form of tables and of what is computed over their rows.

use super::form::{Canonical, Form};
use crate::rubric::{Aggregate, RowGroup, RowName, RowPoints, Table, Term};

impl Canonical for Table {
    fn write(&self, form: &mut Form) {
        let columns = self.columns.iter().map(|column| column.index()).collect::<Vec<_>>();
        let key = self.key.map(|key| key.index());
        form.list("table", &[&self.name.node, &columns, &self.least_rows, &key]);
    }
}

impl Canonical for RowName {
    fn write(&self, form: &mut Form) {
        match self {
            RowName::Key(key) => key.write(form),
            RowName::Number(number) => number.write(form),
        }
    }
}

impl Canonical for Aggregate {
    fn write(&self, form: &mut Form) {
        let parts: [&dyn Canonical; 4] = [&self.table.index(), &self.value, &self.condition, &self.weight];
        form.list(self.function.en(), &parts);
    }
}

impl Canonical for Term {
    fn write(&self, form: &mut Form) {
        form.list("term", &[&self.condition, &self.value]);
    }
}

impl Canonical for RowGroup {
    fn write(&self, form: &mut Form) {
        let (own, to_first) = match &self.points {
            RowPoints::Own(points) => (Some(points), None),
            RowPoints::Equal { first } => (None, Some(*first)),
        };
        let table = self.table.index();
        let (condition, name, claim, reason) = (&self.condition, &self.name, &self.claim, &self.reason);
        let mut parts: Vec<&dyn Canonical> =
            vec![&table, condition, &own, &to_first, &self.by_rows, name, claim, reason];
        // Behind all others, so that a rubric without it keeps its hash.
        parts.extend(self.review.as_ref().map(|review| review as &dyn Canonical));
        form.list("each-row", &parts);
    }
}
