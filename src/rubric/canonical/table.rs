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
        let parts: [&dyn Canonical; 8] =
            [&table, &self.condition, &own, &to_first, &self.by_rows, &self.name, &self.claim, &self.reason];
        form.list("each-row", &parts);
    }
}
